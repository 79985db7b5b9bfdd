"""From the first look to the consent."""

from kiosk.visit.views import Attract, Choice, Choose, Fact, Home, Intro, Notice, Stage, Tile, View
from ui.screens.samples.parts import ITEM, LONGEST_STATION, Named, dock_of, key, page, step

TILES = (
    Tile("item:pension", "养老待遇认证", "刷一下脸，每年一次", "verified_user", "lao"),
    Tile("item:old_age_allowance", ITEM, "80 岁以上，每年一次", "savings", "card"),
    Tile("item:medical_insurance", "城乡居民医保缴费", "给自己或家人交", "health_and_safety", "paper"),
    Tile("item:social_insurance", "社保查询", "查缴费，打参保证明", "account_balance", "paper"),
    Tile("item:certificate", "证明打印", "社区证明，当场拿", "description", "paper"),
    Tile("item:senior_card", "老年人优待证", "60 岁以上，免费办", "badge", "card"),
    Tile("item:appeal", "反映问题", "12345，办不成的事", "campaign", "town"),
    Tile("item:all", "全部事项", "按类查", "apps", "town"),
)
CONSENT = Notice(
    (
        "一、刷脸用来核对您和证件上的照片是不是同一个人。",
        "二、照片和视频只在这台机器里用，比完就删，不上传。",
        "三、不刷脸也能办：医保码加帮办员核对，或者去窗口。",
        "四、您随时可以说不，填好的内容不会丢。",
    )
)
AWAY = "网络不通，这件事现在办不了"


def views(elder: bool) -> list[Named]:
    return [*_attract(elder), *_home(elder), *_intro(elder), *_choose(elder)]


def _attract(elder: bool) -> list[Named]:
    body = Attract("点一下屏幕，\n几分钟办好事", "高龄津贴 · 养老认证 · 医保缴费 · 证明打印")
    choices = (key("start", "点这里开始", "touch_app", filled=True), key("elder", "长辈模式", "elderly"))
    dock = dock_of(elder, back="off", exit="off")
    plain = page("attract", "attract", "", "", body, elder, choices=choices, dock=dock)
    closed = Attract("机器在休息，\n请到窗口办", "一会儿就好，帮办员在旁边")
    return [
        ("attract", plain),
        ("attract.closed", page("attract", "attract", "", "", closed, elder, dock=dock)),
    ]


def _home(elder: bool) -> list[Named]:
    count = 6 if elder else 8
    dock = dock_of(elder, back="off", exit="off")
    title, line = (
        ("您好！\n要办哪一件事？", "点一下就行")
        if elder
        else ("您好，想办什么事？", "把身份证放到下方读卡区，\n只列出您现在能办的事。")
    )
    staff = "帮办员今天在岗　8:30–17:30"

    def home(tiles: tuple[Tile, ...], note: str = "本机可办，一般 3 到 5 分钟", **more: str) -> Home:
        return Home(tiles, "常用服务", note, more.get("staff", staff))

    grey = tuple(Tile(t.id, t.label, t.hint, t.icon, t.picture, False, AWAY) for t in TILES[:2])
    nobody = "帮办员今天不在岗，急事请打社区电话"
    return [
        ("home", page("home", "home", title, line, home(TILES[:count]), elder, dock=dock)),
        ("home.one", page("home", "home", title, line, home(TILES[1:2]), elder, dock=dock)),
        ("home.offline", page("home", "home", title, line, home((*grey, TILES[6]), staff=nobody), elder, dock=dock)),
        (
            "home.long_station",
            page("home", "home", title, line, home(TILES[:count]), elder, dock=dock, station=LONGEST_STATION),
        ),
    ]  # fmt: skip


def _intro(elder: bool) -> list[Named]:
    facts = (
        Fact("3", "分钟", "大约要用", "schedule"),
        Fact("0", "元", "办事费用", "payments"),
        Fact("1", "张", "只带身份证", "id_card"),
    )
    stages = (
        Stage("id_card", "放身份证", "只读姓名、号码和照片，不用填表"),
        Stage("verified_user", "证明是您本人", "刷脸，或者请帮办员看一眼"),
        Stage("fact_check", "核对信息", "已经替您填好，看看对不对"),
        Stage("draw", "签上名字", "拿回执，下次到期会提醒"),
    )
    notice = ("刷脸只为核对这一次是不是您本人。照片不保存，比完就删。", "不刷脸也一样能办，不耽误、不多收钱。")
    body = Intro(
        facts[:1] if elder else facts, () if elder else stages, "要不要刷脸，您说了算", notice, "随时可以不同意"
    )
    choices = (key("consent.face", "同意刷脸", "face"), key("consent.other", "不刷脸，换一种方式", "how_to_reg"))
    line = "确认是您本人，津贴就接着发。每年一次，不收钱。"
    back = (key("done", "看完了", "check", filled=True),)
    return [
        ("intro", page("intro", "intro", ITEM, line, body, elder, steps=step(1), choices=choices)),
        ("notice", page("notice", "notice", "刷脸的完整说明", "", CONSENT, elder, steps=step(1), choices=back)),
    ]


def _choose(elder: bool) -> list[Named]:
    choices = (
        key("other.card", "用身份证，请帮办员看一眼", "id_card"),
        key("other.code", "扫医保码，请帮办员看一眼", "qr_code_scanner"),
        key("help.call", "到窗口办", "store"),
    )
    gone = (
        key("other.card", "用身份证，请帮办员看一眼", "id_card", enabled=False, reason="读卡器坏了，已经报修"),
        *choices[1:],
    )

    def choose(body: Choose, choices: tuple[Choice, ...]) -> View:
        title, line = "换一种方式", "都不用刷脸，选一个"
        return page("identify.choose", "choose", title, line, body, elder, steps=step(2), choices=choices)

    return [
        ("identify.choose", choose(Choose(), choices)),
        ("identify.choose.reader_gone", choose(Choose("card", "用哪一种？"), gone)),
    ]
