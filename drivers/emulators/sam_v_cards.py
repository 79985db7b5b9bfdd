"""Cards of the sample residents as the chip holds them: a 256-byte text block, a portrait, fingerprints.

Written from the published layouts (GA 490, see drivers/families/sam_v/README.md), on purpose not with the
driver's own codec: two readings of one standard can disagree, and a test sees it.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SAMPLES = Path(__file__).resolve().parents[2] / "assets" / "samples" / "residents.yaml"
SEX_CODES = {"male": "1", "female": "2"}
PORTRAIT_SIZE = 1024
FINGERPRINT_SIZE = 1024
ADULT_AGE = 16  # younger holders have five-year cards without fingerprints
Slots = tuple[tuple[str, int], ...]  # (key of the sample, bytes), one after the other

RESIDENT: Slots = (
    ("name", 30), ("sex_code", 2), ("ethnic", 4), ("birth", 16), ("address", 70), ("number", 36),
    ("authority", 30), ("valid_from", 16), ("valid_until", 16), ("", 36),
)  # fmt: skip
HMT_PERMIT: Slots = (
    ("name", 30), ("sex_code", 2), ("", 4), ("birth", 16), ("address", 70), ("number", 36), ("authority", 30),
    ("valid_from", 16), ("valid_until", 16), ("pass_number", 18), ("issue_count", 4), ("", 6), ("=J", 2), ("", 6),
)  # fmt: skip
FOREIGNER_2017: Slots = (
    ("english_name", 120), ("sex_code", 2), ("number", 30), ("nationality", 6), ("name", 30), ("valid_from", 16),
    ("valid_until", 16), ("birth", 16), ("version", 4), ("authority_code", 8), ("=I", 2), ("", 6),
)  # fmt: skip
FOREIGNER_2023: Slots = (
    ("name", 30), ("sex_code", 2), ("renewal_count", 4), ("birth", 16), ("english_name_1", 70), ("number", 36),
    ("", 30), ("valid_from", 16), ("valid_until", 16), ("english_name_2", 22), ("nationality", 6), ("=Y", 2),
    ("related_last3", 6),
)  # fmt: skip
LAYOUTS = {"resident": RESIDENT, "hmt_permit": HMT_PERMIT, "foreigner_2017": FOREIGNER_2017,
           "foreigner_2023": FOREIGNER_2023}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A card that can be placed. `fails_at` ("select" or "read") answers `status` instead of data."""

    id: str
    text: bytes = b""
    portrait: bytes = b""
    fingerprint: bytes = b""
    addresses: tuple[bytes, ...] = ()
    management_number: bytes = b""
    fails_at: str = ""
    status: int = 0
    note: str = field(default="", compare=False)


def padded(text: str, size: int) -> bytes:
    """`text` as UTF-16LE, cut or filled with spaces to `size` bytes: a card cuts long names the same way."""
    return (text.encode("utf-16-le") + b" \x00" * size)[:size]


def text_block(person: dict[str, Any]) -> bytes:
    """The 256 bytes of a sample resident."""
    english = str(person.get("english_name", ""))
    values = {
        **person,
        "sex_code": SEX_CODES[person["sex"]],
        "english_name_1": english[:35],
        "english_name_2": english[35:46],
        "related_last3": str(person.get("related_number", ""))[-3:],
    }
    parts = [padded(key[1:] if key[:1] == "=" else str(values.get(key, "")), size) for key, size in
             LAYOUTS[person["kind"]]]  # fmt: skip
    return b"".join(parts)


def _stream(seed: str, size: int) -> bytes:
    """Bytes that look like compressed data, the same each time, and stand for nobody."""
    return hashlib.shake_256(seed.encode()).digest(size)


def resident_card(card_id: str, person: dict[str, Any]) -> SampleCard:
    """A sample resident's card with everything on it."""
    age_at_issue = int(person["valid_from"][:4]) - int(person["birth"][:4])
    opening = bytes.fromhex("574C66007E003200")
    fingerprint = b"C" + _stream(card_id + "/finger", FINGERPRINT_SIZE - 1)
    return SampleCard(
        id=card_id,
        text=text_block(person),
        portrait=opening + _stream(card_id, PORTRAIT_SIZE - len(opening)),
        fingerprint=fingerprint if age_at_issue >= ADULT_AGE else b"",
        addresses=tuple(padded(address, 70) for address in person.get("appended", ())),
        management_number=_stream(card_id + "/chip", 28),
        note=str(person.get("note", "")),
    )


def load_cards(path: Path = SAMPLES) -> dict[str, SampleCard]:
    """Everything that can be put on the reader, by its key in residents.yaml."""
    samples = yaml.safe_load(path.read_text(encoding="utf-8"))
    cards = {card_id: resident_card(card_id, person) for card_id, person in samples["residents"].items()}
    for card_id, oddity in samples["oddities"].items():
        cards[card_id] = SampleCard(
            id=card_id, fails_at=oddity.get("at", "select"), status=oddity["status"], note=oddity.get("note", "")
        )
    return cards
