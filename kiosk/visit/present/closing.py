"""Pages of the end, failures, and what lies over a page."""

from kiosk.domain.errors import ErrorEntry
from kiosk.flow.state import State
from kiosk.flow.timing import seconds_left
from kiosk.flow.troubles import possible
from kiosk.visit.present.context import Context, Page, chinese_date, grouped
from kiosk.visit.views import (
    Busy,
    Choice,
    ExitSheet,
    Failure,
    HelpSheet,
    IdleWarning,
    Numbered,
    RatingBody,
    Reminder,
    Result,
    Sheet,
    Take,
)  # fmt: skip

FACES = ("sentiment_very_satisfied", "sentiment_satisfied", "sentiment_neutral", "sentiment_dissatisfied",
         "sentiment_sad")  # fmt: skip


def result(c: Context) -> Page:
    settled = c.state.facts.settled
    assert settled is not None
    due = chinese_date(settled.due)
    print_key = {"none": "printing", "failed": "skipped"}.get(c.state.facts.print_state, c.state.facts.print_state)
    if settled.accepted:
        number = Numbered(c.say("result.case_number"), grouped(settled.number), c.say("result.case_aside"))
    else:
        number = Numbered(c.say("result.kept_number"), settled.number, c.say("result.kept_aside"))
    body = Result(
        accepted=settled.accepted,
        due=Numbered(c.say("result.due"), due) if due else None,
        number=number,
        print_title=c.say(f"result.{print_key}"),
        print_line=c.say(f"result.{print_key}_line"),
        print_progress=1.0 if print_key == "printed" else 0.5 if print_key == "printing" else 0.0,
        print_note=c.say("result.printing_note" if print_key in ("printing", "printed") else "result.no_note"),
        reminders=_reminders(c),
    )
    choices = (
        Choice("again", c.say("result.again"), icon="add", enabled=print_key != "printing"),
        Choice("done", c.say("result.done"), icon="check", filled=True, enabled=print_key != "printing"),
    )
    line = _line(c, accepted=settled.accepted)
    title = c.say("result.accepted" if settled.accepted else "result.kept")
    spoken = c.say("result.spoken", line=line, due=due) if due else c.say("result.spoken_kept", line=line)
    return Page("result", title, body, line, choices, spoken)


def _line(c: Context, *, accepted: bool) -> str:
    words = c.item.result
    if c.state.elder:
        return words.line_elder if accepted else words.line_kept_elder
    return words.line if accepted else words.line_kept


def _reminders(c: Context) -> tuple[Reminder, ...]:
    facts = c.state.facts
    paper = {"printing": "paper_printing", "printed": "paper_printed"}.get(facts.print_state, "paper_none")
    found = [
        Reminder("receipt_long", c.say("result.paper"), c.say(f"result.{paper}")),
        Reminder("shopping_bag", c.say("result.belongings"), c.say("result.belongings_hint")),
    ]
    if facts.card_on_reader:
        found.insert(0, Reminder("id_card", c.say("result.card"), c.say("result.card_there")))
    return tuple(found)


def rating(c: Context) -> Page:
    levels = tuple(
        Choice(f"rate.{level}", c.say(f"rating.level{level}"), icon=FACES[level - 1]) for level in range(1, 6)
    )
    choices = (*levels, Choice("rate.skip", c.say("rating.skip")))
    body = RatingBody(c.say("rating.item", name=c.item.name))
    return Page("rating", c.say("rating.title"), body, c.say("rating.subtitle"), choices, c.say("rating.spoken"))


def take(c: Context) -> Page:
    facts = c.state.facts
    body = Take("card" if facts.card_on_reader else "paper", _reminders(c), facts.card_on_reader, None)
    choices = (Choice("done", c.say("take.done"), icon="check", filled=True),)
    spoken = c.say("take.spoken_card" if facts.card_on_reader else "take.spoken")
    return Page("take", c.say("take.title"), body, c.say("take.subtitle"), choices, spoken)


def wiping(c: Context) -> Page:
    return Page("busy", c.say("wiping.title"), Busy(c.say("wiping.line"), 0))


def failure(c: Context, code: str) -> Page:
    """Words of the error catalogue: what happened, what to do, what is safe, ways on."""
    entry = c.errors.find(code)
    filled = entry.fill(**_values(c, entry))
    banner, safe = filled.banner, filled.safe
    if c.state.facts.settled is not None and entry.cause == "printer":
        banner, safe = _settled_words(c, filled)
    body = Failure(entry.number, entry.tone, banner, entry.picture, "", _icon(entry))
    choices = tuple(
        Choice(action.id, action.label, action.hint, action.icon)
        for action in c.errors.actions_of(entry)
        if possible(c.state, action.id)
    )
    steps = c.steps() if c.state.phase == "item" else None
    return Page("failure", filled.title, body, safe, choices, filled.spoken, steps)


def _settled_words(c: Context, entry: ErrorEntry) -> tuple[str, str]:
    """Paper that fails after handing in: first of all what became of the case, with its number."""
    settled = c.state.facts.settled
    assert settled is not None
    key = "accepted" if settled.accepted else "kept"
    number = grouped(settled.number) if settled.accepted else settled.number
    return c.say(f"paper.banner_{key}", banner=entry.banner), c.say(f"paper.safe_{key}", number=number)


def _icon(entry: ErrorEntry) -> str:
    return {"printer": "print_error", "card": "id_card", "face": "face"}.get(entry.cause, "error")


def _values(c: Context, entry: ErrorEntry) -> dict[str, str]:
    trouble, facts = c.state.trouble, c.state.facts
    settled = facts.settled
    day = chinese_date(trouble.due) if trouble else ""
    known = {
        "reason": (trouble.message if trouble else "") or "没有说明原因",
        "due_date": day,
        "valid_until": day,
        "case_number": grouped(settled.number) if settled and settled.accepted else settled.number if settled else "",
        "receipt_number": settled.number if settled else "",
        "phone": c.site.phone,
        "terminal": c.site.terminal_id,
    }
    return {name: known.get(name, "") for name in entry.placeholders}


def sheet(c: Context) -> Sheet | None:
    match c.state.sheet:
        case "idle":
            stay = Choice("idle.stay", c.say("idle.stay"), icon="check", filled=True)
            line = c.say("idle.line_settled" if c.state.facts.settled else "idle.line")
            return IdleWarning(c.say("idle.title"), line, seconds_left(c.state), stay)
        case "help":
            return _help(c, c.state)
        case "exit":
            choices = (
                Choice("exit.stay", c.say("exit.stay"), icon="arrow_back"),
                Choice("exit.leave", c.say("exit.leave"), icon="logout"),
            )
            return ExitSheet(c.say("exit.title"), c.say("exit.line"), choices)
        case None:
            return None


def _help(c: Context, state: State) -> HelpSheet:
    phone = c.site.phone
    answer = ""
    if state.help_answer in ("calling", "called", "not_called"):
        answer = c.say(f"help.{state.help_answer}", phone=phone)
    elif state.help_answer == "phone":
        answer = c.say("help.phone_answer", phone=phone, terminal=c.site.terminal_id)
    choices = (
        Choice("help.station", c.say("help.station"), c.say("help.station_hint"), "support_agent"),
        Choice("help.phone", c.say("help.phone"), c.say("help.phone_hint", phone=phone), "call"),
        Choice("help.close", c.say("help.close"), icon="arrow_back"),
    )
    return HelpSheet(c.say("help.title"), c.say("help.line"), choices, answer)
