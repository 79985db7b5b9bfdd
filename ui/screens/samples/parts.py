"""What the sample pages share: the terminal's presenter, its words, and a few more things to do."""

from dataclasses import replace
from datetime import datetime
from functools import cache

from kiosk.catalog.model import ServiceItem
from kiosk.catalog.words import Words
from kiosk.domain.errors import ErrorCatalogue
from kiosk.flow.state import State
from kiosk.visit.present import Presenter, Site
from kiosk.visit.views import View
from ui.screens.walks import ASSETS, ITEM, ITEMS, Person, Walk

WALL = datetime(2026, 11, 21, 9, 41)
SITE = Site("SAMPLE-01", "青石桥社区便民服务站", "0999-0000000")
LONGEST_STATION = "样例省样例市示范区青石桥街道社区便民服务站"
LONG_NAME, RARE_NAME = Person("样例古丽·示例买买提·测试阿卜杜拉"), Person("李䶮样")
# id, short name, hint, icon: items that no file describes, for home pages with much to do
MORE = (
    ("pension", "养老认证", "刷一下脸，每年一次", "verified_user"),
    ("medical", "交医保费", "给自己或家人交", "health_and_safety"),
    ("social", "查社保", "查缴费，打参保证明", "account_balance"),
    ("certificate", "证明打印", "社区证明，当场拿", "description"),
    ("senior_card", "老年人优待证", "60 岁以上，免费办", "badge"),
    ("appeal", "反映问题", "12345，办不成的事", "campaign"),
    ("rent", "公租房资格年审", "一家一年一次", "real_estate_agent"),
    ("work", "灵活就业登记", "社保补贴先登记", "work"),
    ("library", "借书证", "当场办，免押金", "local_library"),
    ("move", "居住证签注", "每年一次", "home_work"),
    ("disabled", "残疾人两项补贴", "资格认定和复核", "hearing"),
)

Named = tuple[str, View]


def items(count: int) -> dict[str, ServiceItem]:
    """So many things to do: the catalogue's, then invented ones made from its first."""
    made = {
        key: ITEM.model_copy(update={"id": key, "short_name": name, "hint": hint, "icon": icon})
        for key, name, hint, icon in MORE
    }
    return dict(list({**ITEMS, **made}.items())[:count])


@cache
def _words() -> tuple[Words, ErrorCatalogue]:
    return Words.load(ASSETS / "strings" / "zh.yaml"), ErrorCatalogue.load(ASSETS / "errors.yaml")


def errors() -> ErrorCatalogue:
    return _words()[1]


def view(state: State, *, count: int = len(ITEMS), station: str = SITE.station) -> View:
    """The page the terminal itself would show, in a station with `count` things to do."""
    words, troubles = _words()
    return Presenter(words, troubles, items(count), replace(SITE, station=station)).view(state, WALL)


def named(name: str, walk: Walk) -> Named:
    return name, view(walk.state)
