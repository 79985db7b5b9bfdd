"""Reads the command line and calls the command. Each command's room is imported only when it is used."""

import argparse
import sys
from collections.abc import Callable, Sequence

from kiosk.cli import arguments
from kiosk.cli.report import CommandFailed, Exit, complain

Command = Callable[[argparse.Namespace], Exit]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = arguments.parser().parse_args(argv)
    command: Command = options.command
    try:
        return int(command(options))
    except CommandFailed as failure:
        complain(str(failure))
        return int(failure.code)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
