"""View models: everything a page shows, as frozen values. Pages of `ui` are functions of one View.

One page kind per kind of step, never per item. Every word is final Chinese, already masked; the touch
shell adds nothing and knows no rule. What a person does comes back as an intent (kiosk.visit.intents)
that names the `id` of a Choice or a dock control.
"""

from dataclasses import dataclass, field
from typing import Literal

PageKind = Literal[
    "attract", "home", "intro", "choose", "device", "face", "confirm", "keypad", "sign",
    "busy", "result", "failure", "rating", "take", "notice",
]  # fmt: skip
DockState = Literal["on", "off", "active"]
Progress = Literal["waiting", "working", "done"]
Tone = Literal["calm", "warn", "stop"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to press. `filled` marks the one main key. An unavailable choice says why in `reason`."""

    id: str
    label: str
    hint: str = ""
    icon: str = ""
    filled: bool = False
    enabled: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dock:
    """The five controls that never move. `elder` is "active" while elder mode is on (label 标准模式)."""

    back: DockState = "on"
    exit: DockState = "on"
    help: DockState = "on"
    speak: DockState = "on"
    elder: DockState = "on"


@dataclass(frozen=True, slots=True)
class Steps:
    """第 `current` 步 共 `len(names)` 步; `current` counts from 1. `aside` stands at the right (item, 第3件 共4件)."""

    current: int
    names: tuple[str, ...]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Attract:
    headline: str
    items_line: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing to do on the home page. `picture` is an illustration shown in elder mode."""

    id: str
    label: str
    hint: str
    icon: str
    picture: str = ""
    enabled: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    tiles: tuple[Tile, ...]
    section: str
    section_note: str
    staff_line: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A big number with its unit and what it is: 3 分钟 大约要用."""

    number: str
    unit: str
    label: str
    icon: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of 接下来."""

    icon: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Intro:
    facts: tuple[Fact, ...]
    stages: tuple[Stage, ...]
    notice_title: str
    notice_lines: tuple[str, ...]
    notice_aside: str = ""


@dataclass(frozen=True, slots=True)
class Choose:
    """A page that is only its choices (another way to prove identity, what to do after a failure)."""

    picture: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class DeviceStep:
    """Waiting for something on a device. `picture` names the illustration of this machine's part;
    `stage_labels` are the three words under waiting / working / done; `big` is the state said large."""

    picture: str
    progress: Progress
    stage_labels: tuple[str, str, str]
    big: str = ""
    remedies_title: str = ""
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A pill under the preview: what is already right."""

    label: str
    done: bool


@dataclass(frozen=True, slots=True)
class FaceStep:
    """Live preview with one hint at a time. `progress` 0..1 is what the ring around the picture shows."""

    hint: str
    hint_icon: str
    progress: float
    checks: tuple[Check, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A prefilled value, already masked. `source` is said on the page; a `locked` one comes from the card.
    `numeral` asks for the large digits of the elder page."""

    id: str
    label: str
    value: str
    source: str
    locked: bool
    numeral: bool = False
    lock_note: str = ""
    fix: Choice | None = None


@dataclass(frozen=True, slots=True)
class Confirm:
    """Standard: all rows. Elder: the rows of one question, with its own title."""

    rows: tuple[Row, ...]
    tools: tuple[Choice, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Keypad:
    """One number to type. The core holds what was typed; `shown` is it as it may be shown, grouped, with dots
    for hidden digits. `keys` is row by row: ids are sent back one by one ("0".."9", "X", "erase", "clear")."""

    field_label: str
    shown: str
    length: int
    filled: int
    note: str
    complete: bool
    error: str = ""
    keys: tuple[tuple[str, ...], ...] = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("clear", "0", "erase"))


@dataclass(frozen=True, slots=True)
class Sign:
    """The promise and the pad. `strokes` are what the core holds: points 0..1000 of the pad's width and height."""

    promise_title: str
    promise_lines: tuple[str, ...]
    promise_note: str
    name: str
    strokes: tuple[tuple[tuple[int, int], ...], ...]
    tools: tuple[Choice, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Busy:
    """Waiting for the backend or the printer. `seconds` is shown from 2 on, choices come at 10."""

    line: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """A large value with its label: date, case number (already grouped)."""

    label: str
    value: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    icon: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Result:
    """The end: accepted (case number of the backend) or kept (terminal receipt number of another shape)."""

    accepted: bool
    due: Numbered | None
    number: Numbered
    print_title: str
    print_line: str
    print_progress: float
    print_note: str
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """What happened (banner), what to do (title), what is safe (subtitle), choices. `code` is read over the phone."""

    code: str
    tone: Tone
    banner: str
    picture: str
    choices_title: str
    icon: str = "error"


@dataclass(frozen=True, slots=True)
class RatingBody:
    """Five levels with words, no default. The choices of the page are the five and 不评价."""

    item_line: str


@dataclass(frozen=True, slots=True)
class Take:
    """Take card, paper, belongings. `card_left` and `paper_left` are None when the machine cannot know."""

    picture: str
    reminders: tuple[Reminder, ...]
    card_left: bool | None
    paper_left: bool | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A page to read, one screenful (full text of the consent)."""

    lines: tuple[str, ...]


Body = (
    Attract | Home | Intro | Choose | DeviceStep | FaceStep | Confirm | Keypad | Sign | Busy | Result | Failure
    | RatingBody | Take | Notice
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IdleWarning:
    """您还在吗: an opaque cover over the page. `seconds_left` counts down from at least 20."""

    title: str
    line: str
    seconds_left: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class HelpSheet:
    """请人帮办: what can be had now; the page behind keeps everything."""

    title: str
    line: str
    choices: tuple[Choice, ...]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ExitSheet:
    """退出 pressed while something was entered: what is lost, and both ways."""

    title: str
    line: str
    choices: tuple[Choice, ...]


Sheet = IdleWarning | HelpSheet | ExitSheet


@dataclass(frozen=True, slots=True)
class View:
    """One screen. `name` is stable and unique per step ("identify.card"); tests and pictures use it.
    `spoken` is what 朗读 says: it never holds a full number. `serial` changes when the page does."""

    name: str
    page: PageKind
    title: str
    subtitle: str
    body: Body
    station: str
    clock: str
    spoken: str
    elder: bool = False
    dock: Dock = field(default_factory=Dock)
    steps: Steps | None = None
    choices: tuple[Choice, ...] = ()
    sheet: Sheet | None = None
    serial: int = 0
