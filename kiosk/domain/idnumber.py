"""Citizen identification numbers, GB 11643 (ISO 7064 MOD 11-2): structure, check digit, birth date, mask."""

from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
MAX_AGE_YEARS = 130


def check_character(first17: str) -> str:
    """The 18th character for 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def birth_date(number: str) -> date | None:
    """The date of birth inside an 18-character number, or None when it is no date."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def problem(number: str, today: date) -> str | None:
    """What is wrong with an 18-character number, as a key of the string catalogue, or None when nothing is."""
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()):
        return "id_number.shape"
    born = birth_date(number)
    if born is None or born > today or age_on(born, today) > MAX_AGE_YEARS:
        return "id_number.birth_date"
    if check_character(number[:17]) != number[17]:
        return "id_number.check_digit"
    return None


def age_on(born: date, day: date) -> int:
    """Whole years on `day`; somebody born on 29 February has a birthday on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def mask_number(number: str) -> str:
    """First character and last four, the rest as dots: the usual 6+4 mask leaves only the birth date to guess."""
    return number[:1] + "•" * max(0, len(number) - 5) + number[-4:] if len(number) > 5 else "•" * len(number)


def mask_phone(number: str) -> str:
    """First three and last four of a mobile number."""
    return number[:3] + "••••" + number[-4:] if len(number) == 11 else mask_number(number)


def mask_name(name: str) -> str:
    """Surname hidden companions: 王＊兰, 王＊; of a name with dots only the first part's first character shows."""
    if len(name) <= 1:
        return name
    if "·" in name:
        return name[0] + "＊" * (len(name.split("·")[0]) - 1) + "·＊＊"
    return name[0] + "＊" if len(name) == 2 else name[0] + "＊" * (len(name) - 2) + name[-1]
