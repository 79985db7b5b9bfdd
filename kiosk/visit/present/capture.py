"""Pages that wait for a device or the backend: card, code, face, busy."""

from kiosk.visit.present.context import Context, Page
from kiosk.visit.views import Busy, Check, Choice, DeviceStep, FaceStep

HINT_ICONS = {
    "no_face": "center_focus_strong", "two_faces": "group", "too_dark": "light_mode", "too_bright": "light_mode",
    "come_closer": "center_focus_strong", "step_back": "center_focus_strong", "look_straight": "face",
    "hold_still": "face", "good": "check",
}  # fmt: skip


def card(c: Context) -> Page:
    state = c.state
    progress = state.scratch.progress
    remedies = _lines(c, "card.remedies")
    body = DeviceStep(
        picture="card",
        progress=progress,
        stage_labels=(c.say("card.waiting"), c.say("card.working"), c.say("card.done")),
        big=c.say(f"card.{progress}"),
        remedies_title=c.say("card.remedies_title"),
        remedies=remedies,
    )
    if progress == "done":
        choices: tuple[Choice, ...] = (
            Choice("card.other", c.say("card.again"), icon="id_card"),
            Choice("next", c.say("card.next"), icon="check", filled=True),
        )
    else:
        choices = (
            Choice("no_response", c.say("card.no_response"), icon="help"),
            Choice("other.code", c.say("card.scan"), icon="qr_code_2"),
            Choice("other.way", c.say("card.other"), icon="how_to_reg"),
        )
    spoken = "。".join(remedies) if state.scratch.error else c.say("card.spoken")
    return Page("device", c.say("card.title"), body, c.say("card.subtitle"), choices, spoken, c.steps())


def scan(c: Context) -> Page:
    progress = c.state.scratch.progress
    body = DeviceStep(
        picture="scan",
        progress=progress,
        stage_labels=(c.say("scan.waiting"), c.say("scan.working"), c.say("scan.done")),
        big=c.say(f"scan.{progress}"),
        remedies_title=c.say("scan.remedies_title"),
        remedies=_lines(c, "scan.remedies"),
    )
    choices = (
        Choice("no_response", c.say("scan.no_response"), icon="help"),
        Choice("other.card", c.say("scan.card"), icon="id_card"),
    )
    spoken = "。".join(body.remedies) if c.state.scratch.error else c.say("scan.spoken")
    return Page("device", c.say("scan.title"), body, c.say("scan.subtitle"), choices, spoken, c.steps())


def _lines(c: Context, key: str) -> tuple[str, ...]:
    """Numbered words of a list in the catalogue: key.0, key.1 ..."""
    found: list[str] = []
    while c.words.has(f"{key}.{len(found)}"):
        found.append(c.say(f"{key}.{len(found)}"))
    return tuple(found)


def face(c: Context) -> Page:
    scratch = c.state.scratch
    hint, icon = _hint(c)
    seen = scratch.hint not in ("no_face",)
    good = seen and scratch.hint in ("good", "hold_still")
    checks = (
        Check(c.say("face.light"), seen and scratch.hint not in ("too_dark", "too_bright")),
        Check(c.say("face.alone"), seen and scratch.hint != "two_faces"),
        Check(c.say("face.facing") if good else c.say("face.facing_wait"), good),
    )
    total = scratch.actions_total + 1
    progress = 1.0 if scratch.progress == "done" else scratch.actions_done / total
    body = FaceStep(hint, icon, progress, checks, c.say("face.tip") if scratch.error else c.say("face.note"))
    choices = (
        Choice("no_response", c.say("face.no_response"), c.say("face.no_response_hint"), "swap_vert"),
        Choice("other.way", c.say("face.other"), c.say("face.other_hint"), "how_to_reg"),
    )
    spoken = hint if scratch.hint != "no_face" or scratch.action else c.say("face.spoken")
    return Page("face", c.say("face.title"), body, c.say("face.subtitle"), choices, spoken, c.steps())


def _hint(c: Context) -> tuple[str, str]:
    """One thing at a time: what is wrong first, then the action asked for."""
    scratch = c.state.scratch
    if scratch.waiting_for == "portrait":
        return c.say("face.preparing"), "hourglass_empty"
    if scratch.camera_pausing:
        return c.say("face.pausing"), "hourglass_empty"
    if scratch.waiting_for == "proof":
        return c.say("face.comparing"), "hourglass_empty"
    if scratch.hint == "good" and scratch.action is not None:
        return c.say(f"face.action.{scratch.action}"), "face"
    return c.say(f"face.hint.{scratch.hint}"), HINT_ICONS[scratch.hint]


def busy(c: Context) -> Page:
    kind = {"opening": "opening", "prefill": "prefill", "submit": "submit"}[c.state.step.kind]
    seconds = int(c.state.now - c.state.scratch.entered)
    choices: tuple[Choice, ...] = ()
    if seconds >= c.state.policy.call_choices and kind != "submit":
        choices = (Choice("help", c.say("home.guide"), icon="support_agent"),)
    body = Busy(c.say(f"busy.{kind}_line"), seconds)
    return Page("busy", c.say(f"busy.{kind}"), body, "", choices, c.say("busy.spoken"), c.steps())
