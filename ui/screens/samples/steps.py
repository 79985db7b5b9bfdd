"""From the card to the signature."""

from dataclasses import replace

from kiosk.visit.views import (
    Busy,
    Check,
    Choice,
    Confirm,
    DeviceStep,
    FaceStep,
    Keypad,
    Progress,
    Row,
    Sign,
    View,
)
from ui.screens.samples.parts import LONG_NAME, RARE_NAME, Named, dock_of, key, page, step

CARD_WORDS = ("等您放卡", "正在读", "读好了")
REMEDIES = ("取下卡套，挪开别的卡，", "换个方向再放 3 秒。")
Strokes = tuple[tuple[tuple[int, int], ...], ...]
STROKES: Strokes = (
    ((120, 300), (300, 280), (420, 270)),
    ((270, 280), (265, 500), (260, 760)),
    ((90, 760), (300, 740), (450, 735)),
    ((600, 300), (720, 480), (860, 700)),
)


def views(elder: bool) -> list[Named]:
    return [
        *_card(elder),
        *_scan(elder),
        *_keypads(elder),
        *_face(elder),
        *_confirm(elder),
        *_sign(elder),
        *_busy(elder),
    ]


def _card(elder: bool) -> list[Named]:
    choices = (key("other.code", "扫手机码", "qr_code_scanner"), key("help.call", "没带证件", "credit_card_off"))
    title, line = (
        "请把身份证\n平放在读卡区" if elder else "请把身份证平放在读卡区",
        "屏幕下方、亮着灯的地方，哪一面朝上都行。",
    )

    def card(progress: Progress, big: str = "", remedies: tuple[str, ...] = REMEDIES) -> View:
        body = DeviceStep("card", progress, CARD_WORDS, big, "放了没反应？" if remedies else "", remedies)
        return page("identify.card", "device", title, line, body, elder, steps=step(2), choices=choices)

    return [
        ("identify.card", card("waiting")),
        ("identify.card.working", card("working", "正在读，先别拿开", ())),
        ("identify.card.done", card("done", "读好了，可以拿走了", ())),
        ("identify.card.again", card("waiting", "没读出来，拿开再放一次")),
    ]


def _scan(elder: bool) -> list[Named]:
    def scan(name: str, title: str, line: str, picture: str) -> View:
        body = DeviceStep(picture, "waiting", ("等您扫", "正在认", "认出来了"), "", "扫了没反应？", REMEDIES[:1])
        choices = (key("other.card", "改用身份证", "id_card"), key("no_response", "扫了，没反应", "help"))
        return page(name, "device", title, line, body, elder, steps=step(2), choices=choices)

    return [
        (
            "identify.scan",
            scan("identify.scan", "请把医保码\n对准扫码口", "手机屏幕调亮一点，离扫码口一拳远。", "scan"),
        ),
        (
            "identify.staff_badge",
            scan("identify.staff_badge", "请帮办员\n刷一下工牌", "帮办员看过您和证件，再刷工牌。", "card"),
        ),
    ]


def _keypads(elder: bool) -> list[Named]:
    done = (key("next", "对，下一步", "check", filled=True),)
    waiting = (key("next", "下一步", "check", enabled=False, reason="输满十一位，就能往下走"),)
    phone = Keypad("手机号", "138 0000 ", 11, 7, "还差 4 位", False)
    pin_rows = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("clear", "0", "erase"))
    pin = Keypad("工牌密码", "●●●●", 6, 4, "还差 2 位", False, keys=pin_rows)
    title = "联系电话改成多少？"

    def pad(name: str, title: str, line: str, body: Keypad, choices: tuple[Choice, ...] = waiting) -> View:
        return page(name, "keypad", title, line, body, elder, steps=step(4), choices=choices)

    full = replace(phone, shown="138 0000 0001", filled=11, note="", complete=True)
    empty = replace(phone, shown="", filled=0, note="一共 11 位")
    wrong = replace(full, complete=False, error="这不像手机号，手机号是 1 开头的 11 位")
    line = "津贴有变化，会打这个电话告诉您。"
    return [
        ("fix.phone", pad("fix.phone", title, line, phone)),
        ("fix.phone.empty", pad("fix.phone", title, line, empty)),
        ("fix.phone.full", pad("fix.phone", title, line, full, done)),
        ("fix.phone.wrong", pad("fix.phone", title, line, wrong)),
        ("identify.staff_pin", pad("identify.staff_pin", "请帮办员输密码", "六位数字，别人看不见。", pin)),
    ]


def _face(elder: bool) -> list[Named]:
    choices = (key("no_response", "镜头对不准我", "swap_vert"), key("consent.other", "不刷脸，换一种", "how_to_reg"))
    good = (Check("光线合适", True), Check("只有您一位", True))

    def face(
        hint: str, icon: str, progress: float, checks: tuple[Check, ...], note: str = "照片只用来比对这一次，比完就删。"
    ) -> View:
        body = FaceStep(hint, icon, progress, checks, note)
        title, line = "请看着圆圈里的自己", "不用点头，老花镜可以不摘。"
        return page("face", "face", title, line, body, elder, steps=step(3), choices=choices)  # fmt: skip

    return [
        ("face", face("再靠近一点", "zoom_in", 0.0, (*good, Check("等脸对准", False)))),
        ("face.blink", face("请眨一下眼", "visibility", 0.4, (*good, Check("脸对准了", True)))),
        ("face.two", face("请只留一位在镜头前", "group", 0.0, (Check("光线合适", True), Check("有两个人", False)))),
        ("face.done", face("好了，正在比对", "check", 1.0, (*good, Check("脸对准了", True)), "")),
    ]


def _rows(name: str) -> tuple[Row, ...]:
    card, fix = "来自身份证", key("fix.phone", "不对？", "edit")
    return (
        Row("name", "姓名", name, card, True, lock_note="以身份证为准"),
        Row("number", "身份证号", "9•••••••••••••0020", card, True, lock_note="以身份证为准"),
        Row("age", "年龄", "86 岁，够 80 岁的条件", "来自身份证生日", True, lock_note="以身份证为准"),
        Row("allowance", "津贴标准", "每月 200 元", "来自民政系统", True, lock_note="按规定算好的"),
        Row(
            "account",
            "发放账户",
            "青石桥农商银行　尾号 6615",
            "去年您留下的",
            False,
            fix=key("fix.account", "不对？", "edit"),
        ),
        Row("phone", "联系电话", "138••••0001", "来自社保登记", False, fix=fix),
    )


def _confirm(elder: bool) -> list[Named]:
    if elder:
        return _confirm_elder()
    tools = (key("show", "看完整号码 5 秒", "visibility"), key("help.call", "请帮办员一起看", "support_agent"))
    choices = (key("next", "都对，下一步", "check", filled=True),)

    def confirm(name: str, tools: tuple[Choice, ...] = tools) -> View:
        body = Confirm(_rows(name), tools, "点“都对”还没有交上去，下一步签名后才交。")
        title, line = "看看这些对不对", "都替您填好了。号码遮住一部分，是怕旁人看见。"
        return page("confirm", "confirm", title, line, body, False, steps=step(4), choices=choices)

    return [
        ("confirm", confirm("李＊本")),
        ("confirm.long_name", confirm(LONG_NAME)),
        ("confirm.rare_name", confirm(RARE_NAME, tools[:1])),
    ]


def _confirm_elder() -> list[Named]:
    choices = (key("yes", "对，就是它", "check", filled=True), key("no", "不对，要改", "edit"))
    bank = Row("bank", "开户银行", "青石桥农商银行（样例）", "", True)
    tail = Row("tail", "卡号最后四位", "6615", "去年申请时您留下的", False, numeral=True)

    def confirm(number: int, title: str, rows: tuple[Row, ...]) -> View:
        body = Confirm(rows, (), "没听清？点下面“朗读”，再念一遍。")
        aside = f"第{number}件 共4件"
        return page(f"confirm.{number}", "confirm", title, "", body, True, steps=step(4, aside), choices=choices)

    return [
        ("confirm.1", confirm(1, "这是您，\n对吗？", _rows("李＊本")[:1])),
        ("confirm.1.long_name", confirm(1, "这是您，\n对吗？", _rows(LONG_NAME)[:1])),
        ("confirm.2", confirm(2, "您的年龄，\n对吗？", _rows("")[2:3])),
        ("confirm.3", confirm(3, "津贴发到这个卡，\n对吗？", (bank, tail))),
        ("confirm.4", confirm(4, "打这个电话\n找得到您吗？", (replace(_rows("")[5], numeral=True, fix=None),))),
    ]


def _sign(elder: bool) -> list[Named]:
    lines = (
        "一、以上信息是真的，津贴由我本人领。",
        "二、户口迁走、不再符合条件，我会告诉社区。",
        "三、我知道：信息不实，多领的钱要退回。",
    )
    tools = (
        key("sign.undo", "撤一笔", "undo"),
        key("sign.clear", "重写", "ink_eraser"),
        key("help.call", "签不了", "how_to_reg"),
    )
    done = (key("sign.done", "签好了，交上去", "check", filled=True),)

    def sign(strokes: Strokes = (), error: str = "", name: str = "李＊本") -> View:
        body = Sign("我承诺", lines, "交上去后 10 分钟内可以撤回", name, strokes, tools, error)
        title, line = "看一下承诺，\n签上名字" if elder else "看一下承诺，签上名字", "写得不好看没关系，认得出就行。"
        return page("promise", "sign", title, line, body, elder, steps=step(5), choices=done)

    return [
        ("promise", sign()),
        ("promise.signed", sign(STROKES)),
        ("promise.empty", sign(error="还没写名字，用手指在框里写")),
        ("promise.long_name", sign(STROKES, name=LONG_NAME)),
    ]  # fmt: skip


def _busy(elder: bool) -> list[Named]:
    dock = dock_of(elder, back="off", exit="off")
    wait = (key("help.call", "请帮办员来看看", "support_agent"),)

    def busy(name: str, title: str, line: str, seconds: int, choices: tuple[Choice, ...] = ()) -> View:
        return page(name, "busy", title, "", Busy(line, seconds), elder, dock=dock, choices=choices)

    return [
        ("identify.busy", busy("identify.busy", "正在查您的信息", "一般几秒钟", 0)),
        ("verify.busy", busy("verify.busy", "正在核对", "慢慢来，不着急", 3)),
        ("submit.busy", busy("submit.busy", "正在交上去", "还没断，再等一会儿", 12, wait)),
    ]
