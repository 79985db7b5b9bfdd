"""From screen text to sentences a voice reads rightly."""

import re

DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_YEAR = re.compile(r"(?<!\d)(\d{4})(?=年)")
_ENDS = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]?")
_MASK = re.compile(r"[•＊*]+")


def sentences(text: str) -> list[str]:
    """Sentences in order. Years digit by digit (二零二七年; the voice would say two thousand and …);
    dots of a mask are silent."""
    plain = _YEAR.sub(lambda match: "".join(DIGITS[digit] for digit in match[1]), _MASK.sub("", text))
    return [part.strip() for part in _ENDS.findall(plain) if part.strip()]
