"""What the sample pages share."""

from typing import Any

from kiosk.visit.views import Body, Choice, Dock, PageKind, Steps, View

STATION = "青石桥社区便民服务站"
LONGEST_STATION = "样例省样例市示范区青石桥街道社区便民服务站"
CLOCK = "11月21日 星期六　上午 9:41"
ELDER_CLOCK = "上午 9:41"
STEP_NAMES = ("看须知", "放证件", "证明本人", "核对", "签名")
ITEM = "高龄津贴认证"
LONG_NAME = "样例古丽·示例买买提·测试阿卜杜拉"
RARE_NAME = "李䶮样𠮷"
CASE_NUMBER = "9901 0120 2611 2100 86"

Named = tuple[str, View]


def page(name: str, kind: PageKind, title: str, subtitle: str, body: Body, elder: bool, **more: Any) -> View:
    """One view with what every page has. The dock is that of an ordinary page unless given."""
    dock = more.pop("dock", None) or dock_of(elder)
    return View(
        name=name, page=kind, title=title, subtitle=subtitle, body=body, elder=elder, dock=dock,
        station=more.pop("station", STATION), clock=more.pop("clock", ELDER_CLOCK if elder else CLOCK),
        spoken=f"{title}。{subtitle}", **more,
    )  # fmt: skip


def dock_of(elder: bool, **states: Any) -> Dock:
    return Dock(**{"elder": "active" if elder else "on", **states})


def step(current: int, aside: str = ITEM) -> Steps:
    return Steps(current, STEP_NAMES, aside)


def key(choice: str, label: str, icon: str = "", **more: Any) -> Choice:
    return Choice(choice, label, icon=icon, **more)
