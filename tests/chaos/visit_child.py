"""A terminal in a process of its own, used by a person up to a moment; the test kills it there.

`python -m tests.chaos.visit_child CONFIG CONTROL`: prints a line at each moment and then waits to be killed.
"""

import sys
from pathlib import Path
from urllib.request import Request, urlopen

from tests.station import Person


def main(config: Path, control: str) -> None:
    person = Person(config)
    person.chooses_item().presses("consent.other").presses("other.card").sees("identify.card")
    body = b'{"do": "place", "card": "li_sample"}'
    with urlopen(Request(f"{control}/idcard", body, {"Content-Type": "application/json"})):
        pass
    person.is_checked_by_staff().presses("next").sees("promise")
    say("promised")
    sys.stdin.readline()
    person.signs()
    say("signed")
    person.sees("result")
    say("told")
    person.until(lambda view: view.name == "never")


def say(moment: str) -> None:
    sys.stdout.write(moment + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
