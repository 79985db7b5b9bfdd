"""Covers over a page: still there?, help, leaving."""

from dataclasses import replace

from kiosk.visit.views import Choice, ExitSheet, HelpSheet, IdleWarning, Sheet, View
from ui.screens.samples.parts import Named, dock_of
from ui.screens.samples.steps import views as step_views

IDLE = IdleWarning(
    "您还在吗？",
    "好一会儿没动了。到时间自动退出，\n不让别人看见您的信息。",
    28,
    Choice("idle.stay", "还在，接着办", icon="front_hand", filled=True),
)
HELP = HelpSheet(
    "请人帮办",
    "不会用、看不清、办不成，都可以叫人。您填的都留着。",
    (
        Choice("help.call", "叫站里的人过来", "帮办员在岗，一般 2 分钟就到", "person_raised_hand"),
        Choice("help.phone", "打电话给社区", "屏幕上拨号，放大声音就能说", "call"),
        Choice("help.home", "约人上门来办", "走不动、卧床的，工作人员到家", "calendar_month"),
        Choice("help.close", "先不用，接着办", icon="close"),
    ),
)
LEAVING = ExitSheet(
    "现在退出吗？",
    "填好的会清掉，下次要从头来。还没有交上去。",
    (
        Choice("exit.stay", "不退出，接着办", icon="arrow_back", filled=True),
        Choice("exit.leave", "退出，清掉我填的", icon="logout"),
    ),
)


def views(elder: bool) -> list[Named]:
    behind = dict(step_views(elder))["identify.card"]
    calling = replace(HELP, answer="已经叫了，帮办员大约 2 分钟到。您先坐一会儿。")
    return [
        ("sheet.idle", _over(behind, IDLE, elder)),
        ("sheet.idle.last", _over(behind, replace(IDLE, seconds_left=5), elder)),
        ("sheet.help", _over(behind, HELP, elder)),
        ("sheet.help.called", _over(behind, calling, elder)),
        ("sheet.exit", _over(behind, LEAVING, elder)),
    ]


def _over(behind: View, sheet: Sheet, elder: bool) -> View:
    dock = dock_of(elder, help="active") if isinstance(sheet, HelpSheet) else behind.dock
    return replace(behind, sheet=sheet, dock=dock)
