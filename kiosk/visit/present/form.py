"""Pages of the form: rows, keypads, promise and signature."""

import re

from kiosk.domain.idnumber import mask_name, mask_number, mask_phone
from kiosk.flow.facts import FieldValue
from kiosk.flow.model import Question
from kiosk.flow.steps.typing import complete, length_of
from kiosk.visit.present.context import Context, Page, grouped
from kiosk.visit.views import Choice, Confirm, Keypad, Row, Sign

NUMBER_GROUPS = {"phone": (3, 4), "id_number": (6, 8, 4)}
WHOLE_NUMBER = re.compile(r"\d{17}[\dX]")


def shown_value(c: Context, field_id: str, value: str) -> str:
    """As it may stand on the screen: masked, unless the person asked to see it for 5 seconds. A whole identity
    number is masked whatever field it came in."""
    if c.state.scratch.reveal_until > c.state.now:
        return grouped(value, NUMBER_GROUPS[field_id]) if field_id in NUMBER_GROUPS else value
    match field_id:
        case "name":
            return mask_name(value)
        case "phone":
            return grouped(mask_phone(value), (3, 4))
        case "account_tail":
            return value if c.state.elder else f"尾号 {value}"
        case _:
            return WHOLE_NUMBER.sub(lambda found: mask_number(found[0]), value)


def _row(c: Context, known: FieldValue) -> Row:
    facts = c.state.facts
    disputed = known.id in facts.disputed
    flow = c.state.flow
    fix, open_to = None, (*flow.correctable, *flow.disputable) if flow else ()
    if known.id in open_to:
        label = c.say("confirm.unfix") if disputed else c.say("confirm.fix")
        fix = Choice(f"fix:{known.id}", label, icon="edit")
    return Row(
        id=known.id,
        label=known.label,
        value=shown_value(c, known.id, facts.value(known.id)),
        source=c.say("confirm.disputed") if disputed else known.source,
        locked=known.id not in open_to,
        numeral=known.id in c.item.numerals,
        lock_note=""
        if known.id in open_to
        else c.say("confirm.locked" if facts.proof == "card" else "confirm.locked_code"),
        fix=None if c.state.elder else fix,
    )


def confirm(c: Context) -> Page:
    return _confirm_elder(c) if c.state.elder else _confirm_standard(c)


def _confirm_standard(c: Context) -> Page:
    rows = tuple(_row(c, known) for known in c.state.facts.fields)
    tools = (
        Choice("reveal", c.say("confirm.reveal"), icon="visibility"),
        Choice("help", c.say("confirm.staff"), icon="support_agent"),
    )
    label = c.say("confirm.next_disputed" if c.state.facts.disputed else "confirm.next")
    choices = (Choice("next", label, icon="check", filled=True),)
    return Page(
        "confirm", c.say("confirm.title"), Confirm(rows, tools, c.say("confirm.note")),
        c.say("confirm.subtitle"), choices, c.say("confirm.spoken"), c.steps(),
    )  # fmt: skip


def _confirm_elder(c: Context) -> Page:
    flow = c.state.flow
    assert flow is not None
    index = min(c.state.facts.question, len(flow.questions) - 1)
    question = flow.questions[index]
    rows = tuple(_row(c, known) for known in c.state.facts.fields if known.id in question.rows)
    choices = (
        Choice("yes", c.say("confirm.yes"), icon="check", filled=True),
        _no(c, question),
    )
    aside = c.say("confirm.aside", index=index + 1, count=len(flow.questions))
    spoken = c.say("confirm.spoken_question", title=question.title.replace("\n", ""))
    body = Confirm(rows, (), c.say("confirm.note_elder"))
    return Page("confirm", question.title, body, "", choices, spoken, c.steps(aside))


def _no(c: Context, question: Question) -> Choice:
    """What can be typed anew is changed here; the rest somebody looks at."""
    if c.state.flow is not None and any(row in c.state.flow.correctable for row in question.rows):
        return Choice("no", c.say("confirm.no"), icon="edit")
    return Choice("no", c.say("confirm.no_staff"), icon="support_agent")


def keypad(c: Context) -> Page:
    """A phone number in groups; badge and PIN of staff (the PIN as dots)."""
    field_id = c.state.step.field_id
    key = {"staff.badge": "badge", "staff.pin": "pin", "witness.pin": "witness"}.get(field_id, field_id)
    typed = c.state.scratch.typed.reveal()
    length, full = length_of(field_id), complete(c.state)
    shown = "•" * len(typed) if field_id.endswith(".pin") else grouped(typed, NUMBER_GROUPS.get(field_id, (4,)))
    note = c.say(f"{key}.note", left=length - len(typed))
    if full and c.words.has(f"{key}.note_full"):
        note = c.say(f"{key}.note_full")
    body = Keypad(
        field_label=c.say(f"{key}.label"),
        shown=shown,
        length=length,
        filled=len(typed),
        note=note,
        complete=full,
        error=c.say(f"{key}.error") if c.state.scratch.error else "",
    )
    waiting = c.state.scratch.waiting_for == "proof"
    choices = (
        Choice("next", c.say(f"{key}.next"), icon="check", filled=True, enabled=full and not waiting, reason=note),
    )
    called = c.say(f"badge.{c.state.facts.staff_answer or 'not_called'}")
    title, subtitle, spoken = c.say(f"{key}.title"), c.say(f"{key}.subtitle", called=called), c.say(f"{key}.spoken")
    return Page("keypad", title, body, subtitle, choices, body.error or spoken, c.steps())


def promise(c: Context) -> Page:
    text, facts = c.item.promise, c.state.facts
    body = Sign(
        promise_title=text.title,
        promise_lines=tuple(text.lines),
        promise_note=text.note,
        name=mask_name(facts.name.reveal()) if facts.name else "",
        strokes=tuple(stroke.reveal() for stroke in facts.strokes),
        tools=(
            Choice("sign.undo", c.say("promise.undo"), icon="undo", enabled=bool(facts.strokes)),
            Choice("sign.clear", c.say("promise.clear"), icon="ink_eraser", enabled=bool(facts.strokes)),
            Choice("sign.cannot", c.say("promise.cannot"), icon="how_to_reg"),
        ),
        error=c.say("promise.short") if c.state.scratch.error else "",
    )
    choices = (Choice("sign.done", c.say("promise.done"), icon="check", filled=True, enabled=bool(facts.strokes)),)
    spoken = c.say("promise.spoken", promise="".join(text.lines))
    title, subtitle = c.say("promise.title"), c.say("promise.subtitle")
    return Page("sign", title, body, subtitle, choices, body.error or spoken, c.steps())
