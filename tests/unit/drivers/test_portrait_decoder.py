"""The slot for somebody else's WLT decoder, tried with small programs that behave, crash, hang, lie and litter."""

import struct
import sys

import pytest

from drivers.api.idcard import PortraitDecoder
from drivers.host.portrait import PortraitDecoderHost, is_bmp

WLT = b"WLf\x00" + bytes(1020)
PICTURE = b"BM" + struct.pack("<I", 54 + 6) + bytes(48) + b"\x01\x02\x03\x04\x05\x06"
GOOD = f"import sys; assert len(sys.stdin.buffer.read()) == 1024; sys.stdout.buffer.write({PICTURE!r})"


def decoder(program: str, limit: float = 10.0) -> PortraitDecoderHost:
    return PortraitDecoderHost((sys.executable, "-c", program), limit)


def test_a_decoder_that_works() -> None:
    host: PortraitDecoder = decoder(GOOD)
    assert host.decode(WLT) == PICTURE
    assert isinstance(host, PortraitDecoderHost)
    assert host.state == "ok"


def test_no_decoder_is_the_usual_case() -> None:
    host = PortraitDecoderHost()
    assert host.state == "absent"
    assert host.decode(WLT) is None
    assert host.state == "absent"


@pytest.mark.parametrize("block", [b"", WLT[:-1], WLT + b"x"])
def test_a_block_of_another_size_is_not_tried(block: bytes) -> None:
    host = decoder("raise SystemExit(1)")
    assert host.decode(block) is None
    assert host.state == "unknown"


@pytest.mark.parametrize(
    "program",
    [
        "raise SystemExit(1)",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "print('licence expired')",
        GOOD + "; sys.exit(2)",
    ],
)
def test_a_decoder_that_fails_costs_the_picture_only(program: str) -> None:
    host = decoder(program)
    assert host.decode(WLT) is None
    assert host.state == "failed"


def test_a_decoder_that_hangs_is_ended() -> None:
    assert decoder("import signal; signal.pause()", limit=0.3).decode(WLT) is None


def test_a_program_that_is_not_there() -> None:
    assert PortraitDecoderHost(("/nowhere/decoder",)).decode(WLT) is None


@pytest.mark.parametrize(
    ("data", "good"),
    [
        (PICTURE, True),
        (PICTURE[:-1], False),
        (b"BM", False),
        (b"PNG" + PICTURE[3:], False),
        (b"BM" + bytes(3_000_000), False),
    ],
)
def test_what_counts_as_a_picture(data: bytes, good: bool) -> None:
    assert is_bmp(data) is good
