"""Results, failures, rating, leaving."""

from kiosk.visit.views import Choice, Failure, Numbered, RatingBody, Reminder, Result, Take, Tone, View
from ui.screens.samples.parts import CASE_NUMBER, ITEM, Named, dock_of, key, page

LEAVE = (
    Reminder("id_card", "拿好身份证", "还在读卡区"),
    Reminder("receipt_long", "拿好回执", "打完会响一声"),
    Reminder("shopping_bag", "随身东西", "包、眼镜、拐杖"),
)


def views(elder: bool) -> list[Named]:
    return [*_results(elder), *_failures(elder), *_rating(elder), *_take(elder)]


def _results(elder: bool) -> list[Named]:
    choices = (key("again", "再办一件", "add"), key("done", "办完了", "check", filled=True))
    due = Numbered("下次认证，不晚于", "2027年11月20日")
    number = Numbered("办件编号", CASE_NUMBER, "打电话时报这个号")
    kept = Numbered("本机收条号", "收 0086 2611 2109", "打电话时报这个号")

    def result(title: str, line: str, body: Result) -> View:
        return page("result", "result", title, line, body, elder, dock=dock_of(elder, back="off"), choices=choices)

    fine = "高龄津贴认证已通过，津贴接着发，\n您不用再跑。"
    waiting = "已经收下了，正在上报。\n办好了会发短信告诉您。"
    printing = Result(True, due, number, "正在打印回执", "共 1 张，正在打第 1 张", 0.6, "从屏幕左下方的出纸口拿", LEAVE)
    no_paper = Result(True, due, number, "", "", 0.0, "这次没打回执，编号记一下", LEAVE)
    slip = Result(False, None, kept, "正在打印收条", "共 1 张", 0.2, "", LEAVE)
    return [
        ("result", result("办好了", fine, printing)),
        ("result.printed", result("办好了", fine, _printed(due, number))),
        ("result.no_paper", result("办好了", fine, no_paper)),
        ("result.kept", result("收到了", waiting, slip)),
    ]  # fmt: skip


def _printed(due: Numbered, number: Numbered) -> Result:
    return Result(True, due, number, "回执打好了", "共 1 张，都打好了", 1.0, "从屏幕左下方的出纸口拿", LEAVE)


def _failures(elder: bool) -> list[Named]:
    return [(name, _failure(name, elder, *parts)) for name, parts in FAILURES.items()]


PAPER = (
    Choice("sms", "发到手机短信", "138••••0001，一分钟内收到", "sms"),
    Choice("help.call", "请人来加纸", "已通知帮办员，大约 3 分钟", "support_agent"),
    Choice("done", "不要回执，办完了", icon="check"),
)
WINDOW = (Choice("again", "再试一次", icon="restart_alt"), Choice("help.call", "请帮办员来看看", icon="support_agent"))
STAFF = (Choice("help.call", "请帮办员来看看", icon="support_agent"), Choice("done", "先不办了", icon="logout"))

FAILURES: dict[str, tuple[str, str, str, Tone, str, str, tuple[Choice, ...]]] = {
    "failure.printer.paper_out": (
        "打印机没纸了，事情已经办好", "回执先不打，\n也能走", f"认证结果已经记下，不会丢。\n编号 {CASE_NUMBER}",
        "warn", "paper", "回执怎么给您？选一个", PAPER,
    ),
    "failure.card.unreadable": (
        "这张证没读出来", "再放一次，\n或者换个办法", "没丢什么，前面选的都留着。",
        "warn", "card", "接下来怎么办？选一个", WINDOW,
    ),
    "failure.backend.refused": (
        "这次没办成：还没到 80 岁", "年满 80 岁\n再来办", "不是机器的问题。到了年龄，社区会打电话告诉您。",
        "stop", "", "还可以这样", STAFF,
    ),
    "failure.backend.away": (
        "网络断了，还没有交上去", "等一会儿\n再交一次", "填好的都还在，不用重填。也可以请帮办员到窗口替您办。",
        "stop", "", "选一个", WINDOW,
    ),
    "failure.face.no_match": (
        "比了三次，没对上", "换一种方式\n也能办", "可能是光线或者照片太旧，不怪您。", "warn", "", "选一个",
        (*STAFF[:1], Choice("other.code", "扫医保码", icon="qr_code_scanner"), STAFF[1]),
    ),
}  # fmt: skip


def _failure(
    name: str,
    elder: bool,
    banner: str,
    title: str,
    line: str,
    tone: Tone,
    picture: str,
    ask: str,
    choices: tuple[Choice, ...],
) -> View:
    icon = "print_error" if "printer" in name else "error"
    body = Failure("P-101" if icon == "print_error" else "C-204", tone, banner, picture, ask, icon)
    shown = title if elder else title.replace("\n", "")
    return page(name, "failure", shown, line, body, elder, dock=dock_of(elder, back="off"), choices=choices)


def _rating(elder: bool) -> list[Named]:
    faces = (
        ("rate.1", "非常满意", "sentiment_very_satisfied"),
        ("rate.2", "满意", "sentiment_satisfied"),
        ("rate.3", "基本满意", "sentiment_neutral"),
        ("rate.4", "不满意", "sentiment_dissatisfied"),
        ("rate.5", "非常不满意", "sentiment_very_dissatisfied"),
    )
    choices = (*(key(*face) for face in faces), key("rate.skip", "不评价", "home"))
    body = RatingBody(f"{ITEM}　今天上午 9:45 办好　用了 4 分钟")
    title, line = "这次办得怎么样？", "评不评都行，选哪个都行。办事的人看不到是谁评的。"
    dock = dock_of(elder, back="off")
    return [("rating", page("rating", "rating", title, line, body, elder, dock=dock, choices=choices))]


def _take(elder: bool) -> list[Named]:
    done = (key("done", "都拿好了", "check", filled=True),)
    dock = dock_of(elder, back="off")

    def take(title: str, picture: str, card: bool | None, paper: bool | None) -> View:
        body = Take(picture, LEAVE, card, paper)
        return page("take", "take", title, "再看一眼，别落下东西。", body, elder, dock=dock, choices=done)

    return [
        ("take", take("请拿好证件和回执", "card", None, None)),
        ("take.card_left", take("身份证还在\n读卡区", "card", True, False)),
        ("take.paper_left", take("回执还在\n出纸口", "paper", False, True)),
    ]
