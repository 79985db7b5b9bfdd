"""The lines of the certification form, in the order they are shown."""

import re
from dataclasses import dataclass
from datetime import date

from deploy.backend.bodies import PHONE
from deploy.backend.problems import Problem
from deploy.backend.tables import Entitlement, Person, SessionRow
from kiosk.domain.idnumber import age_on, birth_date

CARD_NOTE = "以身份证为准"
STAFF_NOTE = "要改请找帮办员"
EDITABLE = {"phone": PHONE}  # what may be changed at a terminal; money never moves to another account here


@dataclass(frozen=True, slots=True)
class Field:
    id: str
    label: str
    value: str
    source: str
    editable: bool = False
    note: str = STAFF_NOTE


def fields(session: SessionRow, person: Person | None, entitlement: Entitlement | None, today: date) -> list[Field]:
    """Only what is needed to say yes: of the account its last four digits, of the address nothing."""
    lines = [
        Field("name", "姓名", session.name, "来自身份证", note=CARD_NOTE),
        Field("id_number", "身份证号", session.number, "来自身份证", note=CARD_NOTE),
    ]
    if len(session.number) == 18 and (born := birth_date(session.number)):
        lines.append(Field("age", "年龄", f"{age_on(born, today)}岁", "来自身份证生日", note=CARD_NOTE))
    if entitlement:
        lines.append(Field("allowance", "津贴标准", monthly(entitlement.allowance_fen), "来自民政系统"))
    if person and person.account:
        lines.append(Field("bank", "开户银行", person.bank, "来自去年的申请"))
        lines.append(Field("account_tail", "卡号最后四位", person.account[-4:], "来自去年的申请"))
    if person:
        lines.append(Field("phone", "联系电话", person.phone, "来自社保登记", editable=True, note=""))
    return lines


def monthly(fen: int) -> str:
    """每月200元, or with 角 and 分 when there are any."""
    yuan, rest = divmod(fen, 100)
    return f"每月{yuan}元" if rest == 0 else f"每月{yuan}.{rest:02}元"


def check(session: SessionRow, confirmed: dict[str, str], corrections: dict[str, str]) -> None:
    """Raises Problem field.locked when name or number are not the session's or a locked line was changed,
    field.invalid for a phone that is none."""
    own = {"name": session.name, "id_number": session.number}
    if any(confirmed.get(name, value) != value for name, value in own.items()) or corrections.keys() - EDITABLE.keys():
        raise Problem("field.locked")
    if any(not re.fullmatch(EDITABLE[name], value) for name, value in corrections.items()):
        raise Problem("field.invalid")
