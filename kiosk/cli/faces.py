"""`kiosk device compare-faces`: are two pictures of one person?"""

import argparse

from drivers.api.errors import DeviceError
from drivers.host import compare_faces as compare
from kiosk.cli.report import CommandFailed, Exit, device_failure, put, put_json

WORDS = {
    "match": "one person",
    "retry": "too close to tell: take another picture",
    "no_match": "two persons",
    "no_face": "no face found",
}


def compare_faces(options: argparse.Namespace) -> Exit:
    """Compares in a child process; 4 when there is no face to compare in one of the pictures."""
    try:
        answer = compare(options.first, options.second)
    except OSError as error:
        raise CommandFailed(Exit.USAGE, f"{error.filename}: cannot be read ({error.strerror}).") from error
    except DeviceError as error:
        raise device_failure(error, "face comparison") from error
    if options.json:
        put_json(answer)
    else:
        put(f"{WORDS[answer['decision']]} (distance {answer['distance']}, faces {answer['faces']})")
    return Exit.REFUSED if answer["decision"] == "no_face" else Exit.DONE
