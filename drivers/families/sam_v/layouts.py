"""The 256-byte text block of the four kinds of cards (GA 490 and its later editions) as an IdCard.

UTF-16LE, fields padded with spaces. Bytes 248-249 tell the kind. Offsets: README.md section Text block.
"""

from datetime import date
from typing import Any

from drivers.api.idcard import CardKind, IdCard
from drivers.families.sam_v.codec import CardFiles
from drivers.families.sam_v.tables import ETHNIC_GROUPS, SEXES

LONG_TERM = "长期"
PRIVATE_USE = range(0xE000, 0xF900)
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643, ISO 7064 MOD 11-2
CHECK_CHARACTERS = "10X98765432"
KINDS: dict[str, CardKind] = {"I": "foreigner_2017", "J": "hmt_permit", "Y": "foreigner_2023"}
OLD_FOREIGNER_NUMBER = 15


class Fields:
    """Reads fields of one text block and collects what is odd about them."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        self.warnings: list[str] = []

    def text(self, offset: int, size: int) -> str:
        """Exactly the card's characters; padding at the end (spaces, NULs) removed, inner spaces kept."""
        return self.decoded(self._block[offset : offset + size])

    def decoded(self, data: bytes) -> str:
        """A field's characters. Halves of characters become U+FFFD; private-use code points (rare names) stay."""
        text = data.decode("utf-16-le", errors="replace").rstrip(" \0")
        if REPLACEMENT in text:
            self.warn("text.damaged")
        if any(ord(character) in PRIVATE_USE for character in text):
            self.warn("text.private_use")
        return text

    def day(self, offset: int, key: str) -> date | None:
        """YYYYMMDD, or None with a warning."""
        digits = self.text(offset, 16)
        day = _date(digits) if len(digits) == 8 else None
        if day is None:
            self.warn(f"{key}.not_a_date")
        return day

    def warn(self, key: str) -> None:
        """Keep `key` once."""
        if key not in self.warnings:
            self.warnings.append(key)


def id_card(files: CardFiles, addresses: tuple[bytes, ...] = ()) -> IdCard:
    """The whole card. What an official at a counter would look at twice is in `warnings`."""
    fields = Fields(files.text)
    kind = KINDS.get(fields.text(248, 2), "resident")
    values = LAYOUTS[kind](fields)
    sex_code = values.pop("sex_code")
    sex = SEXES.get(sex_code, "unknown")
    if sex_code not in SEXES:
        fields.warn("sex.unknown_code")
    if not values["name"] and not values.get("english_name"):
        fields.warn("name.empty")
    for key in number_warnings(kind, values["id_number"], values["birth_date"], sex):
        fields.warn(key)
    appended = tuple(fields.decoded(block) for block in addresses)
    return IdCard(
        kind=kind,
        sex=sex,
        appended_addresses=tuple(address for address in appended if address),
        portrait_wlt=files.portrait,
        fingerprint_present=any(files.fingerprint),
        **_validity(fields, **values),
        warnings=tuple(fields.warnings),
    )


def _validity(fields: Fields, **values: Any) -> dict[str, Any]:
    """Both ends of the validity, which lie at the same place in every layout; 长期 has no end."""
    long_term = fields.text(204, 16) == LONG_TERM
    values["long_term"] = long_term
    values["valid_from"] = fields.day(188, "valid_from")
    values["valid_until"] = None if long_term else fields.day(204, "valid_until")
    return values


def _resident(fields: Fields) -> dict[str, Any]:
    code = fields.text(32, 4)
    if code not in ETHNIC_GROUPS:
        fields.warn("ethnic.unknown_code")
    return _domestic(fields) | {"ethnic_group": ETHNIC_GROUPS.get(code, code)}


def _hmt_permit(fields: Fields) -> dict[str, Any]:
    return _domestic(fields) | {"pass_number": fields.text(220, 18), "issue_count": fields.text(238, 4)}


def _domestic(fields: Fields) -> dict[str, Any]:
    return {
        "name": fields.text(0, 30),
        "sex_code": fields.text(30, 2),
        "birth_date": fields.day(36, "birth"),
        "address": fields.text(52, 70),
        "id_number": fields.text(122, 36),
        "issuing_authority": fields.text(158, 30),
    }


def _foreigner_2017(fields: Fields) -> dict[str, Any]:
    return {
        "english_name": fields.text(0, 120),
        "sex_code": fields.text(120, 2),
        "id_number": fields.text(122, 30),
        "nationality": fields.text(152, 6),
        "name": fields.text(158, 30),
        "birth_date": fields.day(220, "birth"),
        "issuing_authority": fields.text(240, 8),
    }


def _foreigner_2023(fields: Fields) -> dict[str, Any]:
    # The name's first part fills its field to the last character: a space there belongs to the name.
    first, rest = fields.text(52, 70), fields.text(220, 22)
    return {
        "name": fields.text(0, 30),
        "sex_code": fields.text(30, 2),
        "issue_count": fields.text(32, 4),
        "birth_date": fields.day(36, "birth"),
        "english_name": first.ljust(35) + rest if rest else first,
        "id_number": fields.text(122, 36),
        "nationality": fields.text(242, 6),
        "related_number": fields.text(250, 6),
    }


LAYOUTS = {
    "resident": _resident,
    "hmt_permit": _hmt_permit,
    "foreigner_2017": _foreigner_2017,
    "foreigner_2023": _foreigner_2023,
}


def number_warnings(kind: CardKind, number: str, born: date | None, sex: str) -> list[str]:
    """What of a number does not agree with itself or with its card: shape, check digit, birth, sex (digit 17)."""
    if kind == "foreigner_2017":
        good = len(number) == OLD_FOREIGNER_NUMBER and number[:3].isalpha() and _digits(number[3:])
        return [] if good else ["number.shape"]
    if len(number) != 18 or not _digits(number[:17]):
        return ["number.shape"]
    checks = {
        "number.check_digit": check_character(number[:17]) == number[17],
        "number.birth_differs": born is not None and _date(number[6:14]) == born,
        "number.sex_differs": sex not in ("male", "female") or (int(number[16]) % 2 == 1) == (sex == "male"),
    }
    return [key for key, agrees in checks.items() if not agrees]


def check_character(first17: str) -> str:
    """The 18th character for 17 digits (GB 11643)."""
    return CHECK_CHARACTERS[sum(int(d) * w for d, w in zip(first17, WEIGHTS, strict=True)) % 11]


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _date(digits: str) -> date | None:
    if not _digits(digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
