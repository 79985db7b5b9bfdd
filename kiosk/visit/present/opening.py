"""Pages before anything is known of a person: attract, home, introduction, ways to prove identity."""

from kiosk.catalog.model import ServiceItem
from kiosk.visit.present.context import Context, Page
from kiosk.visit.views import Attract, Choice, Choose, Fact, Home, Intro, Notice, Stage, Tile


def attract(c: Context) -> Page:
    choices = (
        Choice("start", c.say("attract.start"), filled=True, icon="touch_app"),
        Choice("elder", c.say("attract.elder"), icon="elderly"),
    )
    body = Attract(c.say("attract.headline"), c.say("attract.items"))
    return Page("attract", c.say("attract.headline"), body, c.say("attract.subtitle"), choices, c.say("attract.spoken"))


def home(c: Context) -> Page:
    tiles = tuple(_tile(c, item) for item in c.items.values() if item.terminal)
    body = Home(
        tiles=tiles,
        section=c.say("home.section"),
        section_note=c.say("home.note"),
        staff_line=c.say("home.staff", hours=c.site.staff_hours),
    )
    return Page("home", c.say("home.title"), body, c.say("home.subtitle"), spoken=c.say("home.spoken"))


def _tile(c: Context, item: ServiceItem) -> Tile:
    reachable = "backend" not in item.needs or c.state.ready("backend")
    reason = "" if reachable else c.say("home.no_backend")
    return Tile(f"item:{item.id}", item.short_name, item.hint, item.icon, item.picture, reachable, reason)


def intro(c: Context) -> Page:
    item, elder = c.item, c.state.elder
    facts = tuple(
        Fact(
            fact.number,
            (fact.elder_unit or fact.unit) if elder else fact.unit,
            (fact.elder_label or fact.label) if elder else fact.label,
            fact.icon,
        )
        for fact in item.facts
    )
    body = Intro(
        facts=facts,
        stages=() if elder else tuple(Stage(stage.icon, stage.name, stage.text) for stage in item.stages),
        notice_title=item.consent.title,
        notice_lines=tuple(item.consent.lines_elder if elder else item.consent.lines),
        notice_aside="" if elder else item.consent.aside,
    )
    choices = (
        Choice("notice", c.say("intro.notice"), icon="description"),
        Choice("consent.face", c.say("intro.face"), icon="face"),
        Choice("consent.other", c.say("intro.other"), icon="how_to_reg"),
    )  # the two equal answers stand last, below what explains them
    summary = item.summary_elder if elder else item.summary
    spoken = c.say("intro.spoken", name=item.name, summary=summary)
    return Page("intro", item.name, body, summary, choices, spoken, c.steps())


def notice(c: Context) -> Page:
    lines = tuple(c.item.consent.notice)
    choices = (Choice("next", c.say("notice.back"), icon="check", filled=True),)
    return Page(
        "notice", c.say("notice.title"), Notice(lines), c.say("notice.subtitle"), choices, "".join(lines), c.steps()
    )


def choose(c: Context) -> Page:
    choices = (
        Choice("other.card", c.say("choose.card"), c.say("choose.card_hint"), "id_card"),
        Choice("other.code", c.say("choose.code"), c.say("choose.code_hint"), "qr_code_2"),
    )
    body = Choose(picture="card", question=c.say("choose.question"))
    return Page(
        "choose", c.say("choose.title"), body, c.say("choose.subtitle"), choices, c.say("choose.spoken"), c.steps()
    )
