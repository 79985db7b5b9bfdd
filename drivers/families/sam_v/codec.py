"""Commands and replies of the SAM_V module, pure. Tables: README.md sections Commands and Status bytes."""

import struct
from dataclasses import dataclass

from drivers.api.idcard import CardSuspect, CardUnreadable, CardWrongKind, NoCard
from drivers.families.sam_v.frames import Command, Reply

OK, FOUND, EMPTY, NO_CARD = 0x90, 0x9F, 0x91, 0x80
SELECT_FAILED, READ_FAILED, WRONG_KIND = 0x81, 0x41, 0x40
MODULE_REFUSED_CARD, CHECK_FAILED = 0x32, 0x33
HOST_FRAME_FAULTS = (0x10, 0x11)
BAD_COMMAND, SELF_TEST_FAILED = 0x21, 0x60
MODULE_FAULTS = {
    0x23: "not permitted", SELF_TEST_FAILED: "self-test failed", 0x66: "module not authorised, call the vendor",
}  # fmt: skip

RESET, STATUS, SAM_ID = Command(0x10, 0xFF), Command(0x11, 0xFF), Command(0x12, 0xFF)
FIND, SELECT = Command(0x20, 0x01), Command(0x20, 0x02)
READ, READ_WITH_FINGERPRINT = Command(0x30, 0x01), Command(0x30, 0x10)
READ_ADDRESSES, READ_MANAGEMENT_NUMBER = Command(0x30, 0x03), Command(0x30, 0x05)
NAMED = {
    "reset": RESET, "status": STATUS, "sam_id": SAM_ID, "find": FIND, "select": SELECT, "read": READ,
    "read_with_fingerprint": READ_WITH_FINGERPRINT, "read_addresses": READ_ADDRESSES,
    "read_management_number": READ_MANAGEMENT_NUMBER,
}  # fmt: skip
BAUDS = (115200, 57600, 38400, 19200, 9600)

TEXT_SIZE, PORTRAIT_SIZE, FINGERPRINT_SIZE, ADDRESS_SIZE = 256, 1024, 1024, 70
_OK_SIZES = {
    "reset": (0,), "status": (0,), "sam_id": (16,), "find": (4,), "select": (8,),
    "read": (4 + TEXT_SIZE + PORTRAIT_SIZE,),
    "read_with_fingerprint": (6 + TEXT_SIZE + PORTRAIT_SIZE, 6 + TEXT_SIZE + PORTRAIT_SIZE + FINGERPRINT_SIZE),
    "read_addresses": tuple(ADDRESS_SIZE * n for n in range(1, 5)), "read_management_number": (28,),
}  # fmt: skip
_ONLY_FOR = {
    FOUND: ("find",), NO_CARD: ("find",), SELECT_FAILED: ("select",), EMPTY: ("read_addresses",),
    READ_FAILED: ("read", "read_with_fingerprint", "read_addresses", "read_management_number"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardFiles:
    """The files of a card as the module hands them over; `fingerprint` is b"" when the card has none."""

    text: bytes
    portrait: bytes
    fingerprint: bytes = b""


def fits(reply: Reply, name: str) -> bool:
    """Can `reply` be the answer to the command called `name`? A late reply to another one is told by its shape."""
    if reply.sw3 in _ONLY_FOR and name not in _ONLY_FOR[reply.sw3]:
        return False
    if reply.sw3 == OK:
        return name != "find" and len(reply.data) in _OK_SIZES[name]
    return True


def card_files(data: bytes, *, with_fingerprint: bool) -> CardFiles | None:
    """Takes the data of a read apart by the lengths in front of it; None when they do not add up."""
    count = 3 if with_fingerprint else 2
    if len(data) < 2 * count:
        return None
    sizes = struct.unpack(f">{count}H", data[: 2 * count])
    if sizes[:2] != (TEXT_SIZE, PORTRAIT_SIZE) or 2 * count + sum(sizes) != len(data):
        return None
    text_end, portrait_end = 2 * count + TEXT_SIZE, 2 * count + TEXT_SIZE + PORTRAIT_SIZE
    return CardFiles(data[2 * count : text_end], data[text_end:portrait_end], data[portrait_end:])


def address_blocks(data: bytes) -> tuple[bytes, ...]:
    """Appended addresses, 70 bytes each, oldest first as stored."""
    return tuple(data[at : at + ADDRESS_SIZE] for at in range(0, len(data), ADDRESS_SIZE))


def sam_id_text(data: bytes) -> str:
    """The module's identity as printed on its plate: 16 bytes as two 16-bit and three 32-bit little-endian numbers."""
    maker, kind, issued, serial, check = struct.unpack("<HHIII", data)
    return f"{maker:02d}.{kind:02d}-{issued:08d}-{serial:010d}-{check:010d}"


def card_trouble(sw3: int) -> NoCard | CardUnreadable | CardWrongKind | CardSuspect:
    """What a status byte other than success says about the card. Unknown bytes count as a failed read."""
    if sw3 == NO_CARD:
        return NoCard()
    if sw3 == WRONG_KIND:
        return CardWrongKind(sw3)
    if sw3 in (MODULE_REFUSED_CARD, CHECK_FAILED):
        return CardSuspect(sw3)
    return CardUnreadable(sw3)
