"""How a command ends: an exit code scripts rely on, JSON or plain lines on stdout, plain words on stderr."""

import json
import sys
from enum import IntEnum

from drivers.api.errors import DeviceError


class Exit(IntEnum):
    """Stable: scripts and technicians depend on them."""

    DONE = 0
    USAGE = 2  # wrong usage or configuration
    ABSENT = 3  # device or backend not there
    REFUSED = 4  # bad card, bad signature, not eligible, faces that do not match, a device that says it cannot work
    UNKNOWN = 5  # result unknown or out of time


class CommandFailed(Exception):
    """Ends a command. The message is a whole sentence for a technician, without personal data."""

    def __init__(self, code: Exit, message: str) -> None:
        super().__init__(message)
        self.code = code


WORDS = {
    "device.absent": "Nothing is connected there. Look at the cable and at the address.",
    "device.busy": "Another program uses the device. Stop the terminal before you test it.",
    "device.silent": "It is connected but does not answer. Look at its power and at the speed in its profile.",
    "device.protocol": "Something answers that is not this kind of device. Look at the family in the configuration.",
    "device.fault": "The device says that it is broken or not permitted to work.",
    "device.driver_crashed": "The driver's process died. If it dies again, hand log/terminal.jsonl to maintenance.",
}


def device_failure(error: DeviceError, address: str) -> CommandFailed:
    """The end of a command whose device could not be used."""
    words = WORDS.get(error.code, WORDS["device.fault"])
    detail = f" ({error})" if str(error) else ""
    return CommandFailed(Exit.ABSENT, f"{address}: {words}{detail}")


def put_json(value: object) -> None:
    """One line of JSON, Chinese as it is, readable at once by whoever waits for it."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def put(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
