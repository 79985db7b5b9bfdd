"""The card reader emulator judged by raw frames: it is strict, and it fails when told to."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.emulators.sam_v import SamVEmulator
from drivers.families.sam_v.codec import FIND, NAMED, READ, READ_MANAGEMENT_NUMBER, RESET, SELECT, STATUS
from drivers.families.sam_v.frames import Command, Reply, ReplyParser
from drivers.links.serial import SerialLink


class Host:
    """Sends any bytes and reads whole replies."""

    def __init__(self, address: str) -> None:
        self.link = SerialLink(address)
        self.link.open()
        self._parser = ReplyParser()
        self._replies: deque[Reply] = deque()

    def reply(self) -> Reply:
        while not self._replies:
            data = self.link.read(4096, 5)
            assert data, "no reply"
            self._replies.extend(item for item in self._parser.feed(data) if isinstance(item, Reply))
        return self._replies.popleft()

    def ask(self, command: Command) -> int:
        self.link.write(command.encode())
        return self.reply().sw3


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[SamVEmulator]:
    emulator = SamVEmulator(tmp_path, card_seconds=0.0)
    emulator.start()
    yield emulator
    emulator.stop()


@pytest.fixture
def host(emulator: SamVEmulator, tmp_path: Path) -> Iterator[Host]:
    host = Host(str(tmp_path / "idcard"))
    yield host
    host.link.close()


@pytest.mark.parametrize(
    "name", ["select", "read", "read_with_fingerprint", "read_addresses", "read_management_number"]
)
def test_wrong_order_is_refused(host: Host, emulator: SamVEmulator, name: str) -> None:
    emulator.do("place", card="li_sample")
    assert host.ask(NAMED[name]) == 0x21
    assert len(emulator.state()["violations"]) == 1


def test_unknown_command(host: Host, emulator: SamVEmulator) -> None:
    assert host.ask(Command(0x77, 0x01)) == 0x21
    assert emulator.state()["violations"] == ["unknown command 7701"]


def test_wrong_checksum(host: Host, emulator: SamVEmulator) -> None:
    host.link.write(STATUS.encode()[:-1] + b"\x00")
    assert host.reply().sw3 == 0x10
    assert emulator.state()["violations"] == ["checksum of 11ff is wrong"]


@pytest.mark.parametrize("frame", [b"\xaa\xaa\xaa\x96\x69\xff\xff", b"1234567"])
def test_frames_that_are_none(host: Host, emulator: SamVEmulator, frame: bytes) -> None:
    host.link.write(frame)
    assert host.reply().sw3 == 0x11
    assert len(emulator.state()["violations"]) == 1


def test_a_frame_that_is_not_finished(host: Host, emulator: SamVEmulator) -> None:
    host.link.write(STATUS.encode()[:-1])
    assert host.reply().sw3 == 0x11
    assert "a frame was not finished" in emulator.state()["violations"]
    assert host.ask(STATUS) == 0x90


def test_sending_while_a_reply_is_pending(host: Host, emulator: SamVEmulator) -> None:
    host.link.write(FIND.encode() + STATUS.encode())
    assert [host.reply().sw3, host.reply().sw3] == [0x80, 0x90]
    assert emulator.state()["violations"] == ["11ff sent while a reply was pending"]


def test_looking_too_often(host: Host, emulator: SamVEmulator) -> None:
    assert [host.ask(FIND), host.ask(FIND)] == [0x80, 0x80]
    assert emulator.state()["violations"] == ["find polled faster than it may"]


def test_a_read_card_wakes_after_reset_or_lifting(host: Host, emulator: SamVEmulator) -> None:
    emulator.do("place", card="li_sample")
    assert [host.ask(FIND), host.ask(SELECT), host.ask(READ), host.ask(FIND)] == [0x9F, 0x90, 0x90, 0x80]
    assert host.ask(READ) == 0x90  # the session is alive
    assert [host.ask(RESET), host.ask(FIND)] == [0x90, 0x9F]


def test_a_lifted_card_is_noticed_when_it_is_talked_to(host: Host, emulator: SamVEmulator) -> None:
    emulator.do("place", card="li_sample")
    assert host.ask(FIND) == 0x9F
    emulator.do("lift")
    assert host.ask(SELECT) == 0x81
    emulator.do("place", card="li_sample")
    assert [host.ask(FIND), host.ask(SELECT), host.ask(READ)] == [0x9F, 0x90, 0x90]
    emulator.do("lift")
    assert host.ask(READ_MANAGEMENT_NUMBER) == 0x41


def test_set_baud_is_answered_at_the_old_speed(host: Host, emulator: SamVEmulator) -> None:
    assert host.ask(Command(0x60, 0x04)) == 0x90
    assert emulator.wait_for(lambda state: state["baud"] == 9600)
    host.link.set_baud(9600)
    assert host.ask(STATUS) == 0x90


def test_the_other_speed_is_noise(host: Host, emulator: SamVEmulator) -> None:
    emulator.do("baud", rate=9600)
    host.link.write(STATUS.encode())
    assert emulator.wait_for(lambda state: state["noise"] == 10)
    host.link.set_baud(9600)
    assert host.ask(STATUS) == 0x90
    assert emulator.state()["commands"] == ["11ff"]


def test_set_rf_frame_size_is_known(host: Host) -> None:
    assert host.ask(Command(0x61, 0xFF, b"\x58")) == 0x90


def test_unplug_and_plug_keep_the_link(host: Host, emulator: SamVEmulator, tmp_path: Path) -> None:
    path = tmp_path / "idcard"
    emulator.do("unplug")
    assert not path.is_symlink()
    emulator.do("unplug")
    emulator.do("plug")
    emulator.do("plug")
    assert path.is_symlink()
    assert Host(str(path)).ask(STATUS) == 0x90


def test_sample_cards_and_card_time_are_told(emulator: SamVEmulator) -> None:
    emulator.do("card_time", seconds=0.5)
    state = emulator.state()
    assert state["card_seconds"] == 0.5
    assert "li_sample" in state["cards"]


@pytest.mark.parametrize(
    ("action", "params", "reason"),
    [
        ("fly", {}, "does not know 'fly'"),
        ("place", {"card": "mine"}, "no card 'mine'"),
        ("place", {}, "no card ''"),
        ("baud", {"rate": 1}, "no speed 1"),
        ("lift", {"gently": True}, "does not take gently"),
    ],
)
def test_wrong_actions_are_told(emulator: SamVEmulator, action: str, params: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        emulator.do(action, **params)
