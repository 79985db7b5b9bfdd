"""Replies of the SAM_V module: which answer fits which question, and what the answers hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.api.idcard import CardSuspect, CardUnreadable, CardWrongKind, NoCard
from drivers.families.sam_v import codec
from drivers.families.sam_v.frames import Reply


def read_data(*files: bytes) -> bytes:
    return b"".join(len(file).to_bytes(2, "big") for file in files) + b"".join(files)


@pytest.mark.parametrize(
    ("reply", "fitting"),
    [
        (Reply(0x9F, bytes(4)), {"find"}),
        (Reply(0x80), {"find"}),
        (Reply(0x81), {"select"}),
        (Reply(0x90), {"reset", "status"}),
        (Reply(0x90, bytes(8)), {"select"}),
        (Reply(0x90, bytes(16)), {"sam_id"}),
        (Reply(0x90, bytes(1284)), {"read"}),
        (Reply(0x90, bytes(1286)), {"read_with_fingerprint"}),
        (Reply(0x90, bytes(2310)), {"read_with_fingerprint"}),
        (Reply(0x90, bytes(140)), {"read_addresses"}),
        (Reply(0x90, bytes(350)), set()),
        (Reply(0x90, bytes(28)), {"read_management_number"}),
        (Reply(0x91), {"read_addresses"}),
        (Reply(0x41), {"read", "read_with_fingerprint", "read_addresses", "read_management_number"}),
        (Reply(0x10), set(codec.NAMED)),
        (Reply(0x50), set(codec.NAMED)),
    ],
)
def test_a_reply_fits_only_its_own_questions(reply: Reply, fitting: set[str]) -> None:
    assert {name for name in codec.NAMED if codec.fits(reply, name)} == fitting


@given(st.binary(min_size=256, max_size=256), st.binary(min_size=1024, max_size=1024))
def test_files_of_a_plain_read(text: bytes, portrait: bytes) -> None:
    assert codec.card_files(read_data(text, portrait), with_fingerprint=False) == codec.CardFiles(text, portrait)


@pytest.mark.parametrize("fingerprint", [b"", b"C" * 1024])
def test_files_with_and_without_a_fingerprint(fingerprint: bytes) -> None:
    data = read_data(b"t" * 256, b"p" * 1024, fingerprint)
    files = codec.card_files(data, with_fingerprint=True)
    assert files == codec.CardFiles(b"t" * 256, b"p" * 1024, fingerprint)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01\x00\x04",
        read_data(b"t" * 256, b"p" * 1024)[:-1],
        read_data(b"t" * 256, b"p" * 1024) + b"x",
        read_data(b"t" * 255, b"p" * 1025),
    ],
)
def test_lengths_that_do_not_add_up_are_refused(data: bytes) -> None:
    assert codec.card_files(data, with_fingerprint=False) is None


@given(st.binary(max_size=3000), st.booleans())
def test_any_data_is_refused_or_taken_apart_whole(data: bytes, fingerprint: bool) -> None:
    files = codec.card_files(data, with_fingerprint=fingerprint)
    assert files is None or len(files.text) == 256


def test_address_blocks() -> None:
    assert codec.address_blocks(b"a" * 70 + b"b" * 70) == (b"a" * 70, b"b" * 70)
    assert codec.address_blocks(b"") == ()


def test_sam_id_as_on_the_plate() -> None:
    data = bytes.fromhex("05000100 63000000 39050000 0E0F0000")
    assert codec.sam_id_text(data) == "05.01-00000099-0000001337-0000003854"


@pytest.mark.parametrize(
    ("sw3", "outcome"),
    [
        (0x80, NoCard()),
        (0x40, CardWrongKind(0x40)),
        (0x32, CardSuspect(0x32)),
        (0x33, CardSuspect(0x33)),
        (0x81, CardUnreadable(0x81)),
        (0x41, CardUnreadable(0x41)),
        (0x50, CardUnreadable(0x50)),  # in no table
    ],
)
def test_status_bytes_about_the_card(sw3: int, outcome: object) -> None:
    assert codec.card_trouble(sw3) == outcome
