"""When somebody may certify for the old-age allowance. Pure: the day is an argument.

Ages, cycles and windows differ from place to place; these are the sample region's.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from deploy.backend.catalog import DEPARTMENT
from kiosk.domain.idnumber import age_on

ALLOWANCE_AGE = 80
OPENS_BEFORE_DUE = timedelta(days=60)
AGE_RULE = f"条件：满{ALLOWANCE_AGE}周岁"
LIST_RULE = "条件：正在领高龄津贴的人每年认证一次"


@dataclass(frozen=True, slots=True)
class Eligible:
    due_date: date


@dataclass(frozen=True, slots=True)
class AlreadyDone:
    next_due_date: date
    done_on: date


@dataclass(frozen=True, slots=True)
class NotEligible:
    code: str
    reason: str
    rule: str
    eligible_from: date | None = None
    decided_by: str = DEPARTMENT


Standing = Eligible | AlreadyDone | NotEligible


def years_after(day: date, years: int) -> date:
    """The same day in another year; 29 February becomes the last day of that month."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def standing(born: date | None, last_certified: date | None, today: date) -> Standing:
    """`last_certified` is None for somebody who is not on the list; `born` None when the document does not tell."""
    if born is not None and age_on(born, today) < ALLOWANCE_AGE:
        age = age_on(born, today)
        reason = f"您今年{age}周岁，还没到{ALLOWANCE_AGE}周岁"
        return NotEligible("age.too_young", reason, AGE_RULE, years_after(born, ALLOWANCE_AGE))
    if last_certified is None:
        return NotEligible("list.not_found", "高龄津贴的发放名单里没有查到您", LIST_RULE)
    due = years_after(last_certified, 1)
    if due - today > OPENS_BEFORE_DUE:
        return AlreadyDone(due, last_certified)
    return Eligible(due)
