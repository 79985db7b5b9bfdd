"""Money in fen. No float is ever involved; what a form asks for is at most 16 digits with 2 decimals (GB/T 39046)."""

import re
from dataclasses import dataclass
from decimal import Decimal

LARGEST_FEN = 10**16 - 1
YUAN_TEXT = re.compile(r"(0|[1-9][0-9]{0,13})(?:\.([0-9]{1,2}))?")

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of renminbi, 0 .. 10^16 - 1 fen. Raises TypeError for a float or bool, ValueError outside the range."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"fen are whole numbers, not {type(self.fen).__name__}")
        if not 0 <= self.fen <= LARGEST_FEN:
            raise ValueError(f"{self.fen} fen is outside 0..{LARGEST_FEN}")

    @classmethod
    def from_yuan(cls, text: str) -> "Money":
        """From "200", "200.5" or "200.50". Raises ValueError for signs, exponents, separators, a third decimal."""
        match = YUAN_TEXT.fullmatch(text)
        if match is None:
            raise ValueError("an amount is digits with at most two decimals")
        return cls(int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen)

    def __str__(self) -> str:
        return self.yuan()

    def yuan(self) -> str:
        """ "200.00": always two decimals, as in the backend's contract."""
        return f"{self.fen // 100}.{self.fen % 100:02d}"

    def decimal(self) -> Decimal:
        """The amount in yuan, exact."""
        return Decimal(self.fen).scaleb(-2)

    def shown(self) -> str:
        """For a screen: "200 元", "1,200.50 元"."""
        whole, cents = divmod(self.fen, 100)
        return f"{whole:,}.{cents:02d} 元" if cents else f"{whole:,} 元"

    def capitals(self) -> str:
        """For paper, in characters that cannot be altered: 贰佰元整, 壹仟零伍元叁角, 伍分
        (票据法 practice: 整 after yuan or jiao, never after fen)."""
        whole, cents = divmod(self.fen, 100)
        if self.fen == 0:
            return "零元整"
        return (f"{_whole_capitals(whole)}元" if whole else "") + _cents_capitals(whole, cents)


def _cents_capitals(whole: int, cents: int) -> str:
    jiao, fen = divmod(cents, 10)
    if cents == 0:
        return "整"
    gap = "零" if whole and jiao == 0 else ""
    jiao_text = f"{DIGITS[jiao]}角" if jiao else ""
    return gap + jiao_text + (f"{DIGITS[fen]}分" if fen else "整")


def _whole_capitals(number: int) -> str:
    """1 .. 10^14 - 1, read by groups of four digits; one 零 for any run of zeros inside."""
    text, gap = "", False
    for group_index in reversed(range(len(GROUPS))):
        group = number // 10 ** (4 * group_index) % 10_000
        if group == 0:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        text += _group_capitals(group) + GROUPS[group_index]
        gap = False
    # 万亿 is one unit of money only when no 亿 group follows: 壹万零贰亿, but 壹万亿.
    return text.replace("万亿", "万", 1) if number // 10**12 and number // 10**8 % 10_000 else text


def _group_capitals(group: int) -> str:
    """1 .. 9999."""
    text, gap = "", False
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return text
