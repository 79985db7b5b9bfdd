"""Identity-card reader with a SAM_V / SDT module on a serial line.

Not responsible for polling, retries over minutes or back-off (kiosk.devices), nor for what a card means (kiosk).
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from drivers.api.errors import DeviceError, DeviceFault, DeviceProtocolError, DeviceTimeout
from drivers.api.idcard import CardOutcome, CardRead, CardSuspect, CardUnreadable
from drivers.api.status import DeviceStatus
from drivers.families.sam_v import codec
from drivers.families.sam_v.conversation import Conversation, Lost
from drivers.families.sam_v.frames import Command, Reply
from drivers.families.sam_v.layouts import id_card
from drivers.links.serial import SerialLink

FIND_GAP = 0.3  # makers: at least 300 ms between looks
REMOVAL_GAP = 0.1
PROBE_LIMIT = 0.3
READ_BUDGET = 6.0
NO_ANSWER = 0x00  # in CardUnreadable: the module's answer was lost, there is no byte of its own


class SamVReader:
    """`drivers.api.idcard.IdCardReader`.

    `profile` keys, all optional: `baud` (tried first), `commands` ({name: "CCPP" hex} for makers with other command
    bytes), `limits` ({name: seconds to the first byte}), `fingerprint` (ask for it too: slower, seldom needed).
    """

    def __init__(self, address: str, profile: Mapping[str, Any] | None = None) -> None:
        profile = profile or {}
        self._link = SerialLink(address, int(profile.get("baud", codec.BAUDS[0])))
        self._talk = Conversation(self._link, _commands(profile.get("commands", {})), profile.get("limits", {}))
        self._read_command = "read_with_fingerprint" if profile.get("fingerprint") else "read"
        self._next_find = 0.0
        self._session = False  # a card was read and may still lie there: find is blind for it, its session is not

    # Device

    def open(self) -> None:
        """Take the port and find the speed the module talks at: the last good one, then all others."""
        if self._link.is_open:
            return
        self._session = False
        self._link.open()
        try:
            self._find_speed()
        except DeviceError:
            self._link.close()
            raise

    def close(self) -> None:
        self._session = False
        self._talk.forget()
        self._link.close()

    def status(self) -> DeviceStatus:
        """One question. A module that says it is broken is online with a fault."""
        answer = self._heard(self._talk.ask("status"))
        trouble = codec.MODULE_FAULTS.get(answer.sw3)
        detail = f"{self._link.baud} baud, {self._talk.repeated} repeats, status {answer.sw3:02X}"
        if trouble:
            return DeviceStatus("online", (DeviceFault.code,), f"{trouble}; {detail}")
        return DeviceStatus("online", (), detail)

    def forget(self) -> None:
        self._talk.forget()
        with suppress(DeviceError):
            self._link.flush_input()

    # IdCardReader

    def identity(self) -> str:
        answer = self._good("sam_id")
        return codec.sam_id_text(answer.data)

    def find(self) -> bool:
        """One look; waits by itself until 300 ms have passed since the last look that found nothing.

        A module that misses one look but answers a status question has seen nothing; silent to both is DeviceTimeout.
        """
        if (pause := self._next_find - time.monotonic()) > 0:
            self._link.read(1, pause)  # nothing is expected; a byte that comes is noise and only shortens the pause
        answer = self._talk.ask("find")
        self._next_find = time.monotonic() + FIND_GAP
        if not isinstance(answer, Reply):
            self._heard(self._talk.ask("status"))
            return False
        self._refuse_faults(answer)
        found = answer.sw3 == codec.FOUND
        self._session = self._session and not found
        return found

    def read(self, *, appended_addresses: bool = True) -> CardOutcome:
        end = time.monotonic() + READ_BUDGET
        outcome = self._select_and_read(appended_addresses)
        again = isinstance(outcome, CardUnreadable) or outcome == CardSuspect(codec.MODULE_REFUSED_CARD)
        if again and time.monotonic() < end and self._found_again():
            outcome = self._select_and_read(appended_addresses)
        return outcome

    def removed(self) -> bool:
        """Asks for something only a card that lies there can answer; the second failure counts (README, Removal)."""
        if not self._session:
            return not self.find()
        if self._still_there():
            return False
        self._link.read(1, REMOVAL_GAP)
        if self._still_there():
            return False
        self._heard(self._talk.ask("status"))  # a dead module is no lifted card
        self._session = False
        return True

    # Steps

    def _find_speed(self) -> None:
        lost: set[Lost] = set()
        for baud in dict.fromkeys((self._link.baud, *codec.BAUDS)):
            self._link.set_baud(baud)
            answer = self._talk.ask("status", PROBE_LIMIT)
            if isinstance(answer, Reply):
                self._refuse_faults(self._good("reset") if answer.sw3 == codec.SELF_TEST_FAILED else answer)
                return
            lost.add(answer)
        self._heard("garbled" if "garbled" in lost else "silent")

    def _select_and_read(self, appended_addresses: bool) -> CardOutcome:
        began = time.monotonic()
        answer = self._talk.ask("select")
        if not isinstance(answer, Reply):
            return CardUnreadable(NO_ANSWER)
        if answer.sw3 != codec.OK:
            return self._trouble(answer)
        answer = self._read_files()
        if answer.sw3 != codec.OK:
            return self._trouble(answer)
        files = codec.card_files(answer.data, with_fingerprint=self._read_command != "read")
        if files is None:
            return CardUnreadable(answer.sw3)
        self._session = True
        addresses = self._read_addresses() if appended_addresses else ()
        if isinstance(addresses, CardUnreadable):
            return addresses
        return CardRead(id_card(files, addresses), (time.monotonic() - began) * 1000)

    def _read_files(self) -> Reply:
        """A reply lost after the card was read: the session can be read again, find would be blind for the card."""
        for _ in range(2):
            answer = self._talk.ask(self._read_command)
            if isinstance(answer, Reply):
                return answer
        return self._start_over()

    def _start_over(self) -> Reply:
        """Reset drops the field, so the card wakes as if it had been lifted. The first answer that is no success."""
        self._heard(self._talk.ask("reset"))
        for name, good in (("find", codec.FOUND), ("select", codec.OK), (self._read_command, codec.OK)):
            answer = self._talk.ask(name)
            if not isinstance(answer, Reply):
                return Reply(NO_ANSWER)
            if answer.sw3 != good:
                return Reply(codec.READ_FAILED if answer.sw3 == codec.NO_CARD else answer.sw3)
        return answer

    def _found_again(self) -> bool:
        answer = self._talk.ask("find")
        if not isinstance(answer, Reply):
            answer = self._heard(self._talk.ask("status"))
        return answer.sw3 == codec.FOUND

    def _read_addresses(self) -> tuple[bytes, ...] | CardUnreadable:
        """None stored, or a module too old to know the command, is no trouble; half a card would be."""
        answer: Reply | Lost = "silent"
        for _ in range(2):
            answer = self._talk.ask("read_addresses")
            if isinstance(answer, Reply) and answer.sw3 in (codec.OK, codec.EMPTY, codec.BAD_COMMAND):
                return codec.address_blocks(answer.data)
        return CardUnreadable(answer.sw3 if isinstance(answer, Reply) else NO_ANSWER)

    def _still_there(self) -> bool:
        answer = self._talk.ask("read_management_number")
        return isinstance(answer, Reply) and answer.sw3 == codec.OK

    def _trouble(self, answer: Reply) -> CardOutcome:
        self._session = False
        self._refuse_faults(answer)
        return codec.card_trouble(answer.sw3)

    # Answers

    def _good(self, name: str) -> Reply:
        answer = self._heard(self._talk.ask(name))
        self._refuse_faults(answer)
        if answer.sw3 != codec.OK:
            raise DeviceProtocolError(f"{self._link.address} answers {name} with {answer.sw3:02X}")
        return answer

    def _heard(self, answer: Reply | Lost) -> Reply:
        if answer == "silent":
            raise DeviceTimeout(f"nothing answers on {self._link.address}")
        if answer == "garbled":
            raise DeviceProtocolError(f"what answers on {self._link.address} is no SAM_V module")
        return answer

    def _refuse_faults(self, answer: Reply) -> None:
        """The module's own statuses of being broken; they say nothing of a card."""
        if answer.sw3 in codec.MODULE_FAULTS:
            raise DeviceFault(f"{self._link.address}: {codec.MODULE_FAULTS[answer.sw3]} ({answer.sw3:02X})")


def _commands(changed: Mapping[str, str]) -> dict[str, Command]:
    """The standard's commands with a maker's own bytes in their place; ValueError for a name not known."""
    unknown = set(changed) - set(codec.NAMED)
    if unknown:
        raise ValueError(f"unknown commands in the profile: {', '.join(sorted(unknown))}")
    return {**codec.NAMED, **{name: _command(code) for name, code in changed.items()}}


def _command(code: str) -> Command:
    first, second, *more = bytes.fromhex(code)
    return Command(first, second, bytes(more))
