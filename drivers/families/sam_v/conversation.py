"""One question, one answer with a SAM_V module, in spite of late, lost, garbled and foreign replies.

Not responsible for cards: what the answers mean is decided in driver.py.
"""

import time
from collections.abc import Mapping
from typing import Literal

from drivers.families.sam_v import codec
from drivers.families.sam_v.frames import LARGEST_LENGTH, Command, Reply, ReplyParser
from drivers.links.link import Link

Lost = Literal["silent", "garbled"]

# Seconds to the first byte. A module that works answers far sooner; these are what makers' own drivers wait.
LIMITS = {"find": 1.0, "select": 1.0, "status": 1.0, "reset": 1.0, "sam_id": 1.0, "read": 3.0,
          "read_with_fingerprint": 3.0, "read_addresses": 1.5, "read_management_number": 1.5}  # fmt: skip
BETWEEN_BYTES = 0.5
BITS_PER_BYTE = 10
QUIET = 0.1
LATE_WAIT = 0.5
LONGEST_NOISE = 2.0


class Conversation:
    """Half duplex: the next question is asked only when the answer is here or the line has become quiet."""

    def __init__(self, link: Link, commands: Mapping[str, Command], limits: Mapping[str, float]) -> None:
        self.repeated = 0
        self._link = link
        self._commands = commands
        self._limits = {**LIMITS, **limits}
        self._parser = ReplyParser()
        self._settle = 0.0  # seconds to listen before the next question

    def ask(self, name: str, limit: float | None = None) -> Reply | Lost:
        """Ask `name`; once more when the module did not understand (10, 11) or its answer was garbled.

        Only a select that was done is never repeated: it needs a find before it. `limit` is seconds to the first
        byte of the answer, the command's own when None.
        """
        answer = self._ask_once(name, limit)
        if (answer == "garbled" and name != "select") or (
            isinstance(answer, Reply) and answer.sw3 in codec.HOST_FRAME_FAULTS
        ):
            self.repeated += 1
            answer = self._ask_once(name, limit)
        return answer

    def forget(self) -> None:
        """Drop what has been received."""
        self._parser.clear()

    def _ask_once(self, name: str, limit: float | None) -> Reply | Lost:
        if self._settle:
            self._wait_for_quiet()
        self._link.flush_input()
        self._parser.clear()
        self._link.write(self._commands[name].encode())
        limit = self._limits[name] if limit is None else limit
        answer = self._answer(name, limit)
        self._settle = 0.0 if isinstance(answer, Reply) else min(LATE_WAIT, limit) if answer == "silent" else QUIET
        return answer

    def _answer(self, name: str, limit: float) -> Reply | Lost:
        first_byte = time.monotonic() + limit
        whole_frame = first_byte + 2 * LARGEST_LENGTH * BITS_PER_BYTE / self._link.baud + 1.0
        end, noise = first_byte, False
        while (now := time.monotonic()) < end:
            data = self._link.read(4096, end - now)
            items = self._parser.feed(data)
            for item in items:
                if isinstance(item, Reply) and codec.fits(item, name):
                    return item
            if not self._parser.begun and any(not isinstance(item, Reply) for item in items):
                return "garbled"
            noise = noise or bool(data and not items)
            end = min(whole_frame, time.monotonic() + BETWEEN_BYTES) if self._parser.begun else first_byte
        return "garbled" if noise else "silent"

    def _wait_for_quiet(self) -> None:
        """A reply may still be on its way: let it pass, or it would be taken for the next one."""
        end = time.monotonic() + LONGEST_NOISE
        pause = self._settle
        while time.monotonic() < end and self._link.read(4096, pause):
            pause = QUIET
