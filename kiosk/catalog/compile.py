"""From a ServiceItem to the flow the engine runs: shared sub-flows put one after another.

An item names its sub-flows; this table says which steps each brings and where outcomes lead.
Drawn by `diagram` for the manual.
"""

from kiosk.catalog.model import ServiceItem, SubFlow
from kiosk.flow.model import Flow, Question, Step

_IDENTIFY = (
    Step("identify.choose", "choose", 2, {"card": "identify.card", "code": "identify.scan"}),
    Step(
        "identify.card", "card", 2,
        {"read": "identify.busy", "code": "identify.scan", "other": "identify.choose"}, needs=("id_card",),
    ),
    Step(
        "identify.scan", "scan", 2,
        {"read": "identify.busy", "card": "identify.card", "other": "identify.choose"}, needs=("code_scan",),
    ),
    Step(
        "identify.busy", "opening", 2,
        {"face": "face", "staff": "identify.staff_badge", "proved": "form.busy", "other": "identify.choose"},
        back=False, needs=("backend",),
    ),
)  # fmt: skip
_VERIFY = (
    Step("face", "face", 3, {"proved": "form.busy", "other": "identify.staff_badge"}, needs=("face", "backend")),
    Step("identify.staff_badge", "keypad", 3, {"done": "identify.staff_pin"}, field_id="staff.badge"),
    Step("identify.staff_pin", "staff", 3, {"proved": "form.busy"}, field_id="staff.pin"),
)
_INTRODUCE = (
    Step(
        "intro", "intro", 1,
        {
            "face": "identify.card", "other": "identify.choose", "notice": "notice",
            "proved": "identify.busy", "face_again": "face", "staff": "identify.staff_badge",
        },
    ),
    Step("notice", "notice", 1, {"done": "intro"}),
)  # fmt: skip
SUBFLOWS: dict[SubFlow, tuple[Step, ...]] = {
    "introduce": _INTRODUCE,
    "identify": _IDENTIFY,
    "verify": _VERIFY,
    "fill": (
        Step("form.busy", "prefill", 4, {"done": "confirm"}, back=False, needs=("backend",)),
        Step("confirm", "confirm", 4, {"done": "promise"}),
    ),
    "promise": (
        Step("promise", "promise", 5, {"done": "submit.busy", "cannot": "witness.badge"}),
        Step("witness.badge", "keypad", 5, {"done": "witness.pin"}, field_id="staff.badge"),
        Step("witness.pin", "staff", 5, {"proved": "submit.busy"}, field_id="witness.pin"),
    ),
    "submit": (Step("submit.busy", "submit", 5, {"done": "result"}, back=False),),
    "print": (Step("result", "result", 0, {"done": "rating"}, back=False, needs=("receipt",)),),
    "rate": (Step("rating", "rating", 0, {"done": "take"}, back=False),),
    "take": (Step("take", "take", 0, {}, back=False),),
}


def compile_flow(item: ServiceItem) -> Flow:
    """The flow of one item."""
    steps = {step.id: step for name in item.subflows for step in SUBFLOWS[name]}
    if "confirm" in steps:
        fixes = {field: f"fix.{field}" for field in item.correctable}
        steps["confirm"] = Step("confirm", "confirm", 4, {"done": "promise", **fixes})
        for field, step_id in fixes.items():
            steps[step_id] = Step(step_id, "keypad", 4, {"done": "confirm"}, field_id=field)
    return Flow(
        item_id=item.id,
        task_code=item.task_code,
        first=next(iter(steps)),
        steps=steps,
        stages=tuple(item.stage_names),
        needs=tuple(item.needs),
        questions=tuple(Question(asked.id, asked.title, tuple(asked.rows)) for asked in item.questions),
        correctable=tuple(item.correctable),
        disputable=tuple(item.disputable),
        promise_version=item.promise.version,
    )


def diagram(item: ServiceItem) -> str:
    """The flow as a Mermaid graph: steps as boxes, outcomes on the arrows."""
    flow = compile_flow(item)
    lines = ["flowchart TD", f'  title["{item.name} {item.version}"] --> {_node(flow.first)}']
    for step in flow.steps.values():
        lines.append(f'  {_node(step.id)}["{step.id}<br/>{step.kind}"]')
        lines += [f"  {_node(step.id)} -- {outcome} --> {_node(to)}" for outcome, to in step.next.items()]
    return "\n".join(lines) + "\n"


def _node(step_id: str) -> str:
    return step_id.replace(".", "_")


def dangling(item: ServiceItem) -> list[str]:
    """Outcomes that lead nowhere, for `kiosk catalog validate`."""
    flow = compile_flow(item)
    return [
        f"{item.id}: step {step.id}: outcome {outcome!r} leads to {to!r}, which is no step of this item"
        for step in flow.steps.values()
        for outcome, to in step.next.items()
        if to not in flow.steps
    ]
