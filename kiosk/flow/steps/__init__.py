"""One module per kind of step; `handler` finds the one for a step."""

from kiosk.flow.model import Step, StepKind
from kiosk.flow.steps.base import Handler
from kiosk.flow.steps.capture import CardStep, FaceStep, ScanStep
from kiosk.flow.steps.closing import RatingStep, ResultStep, SubmitStep, TakeStep
from kiosk.flow.steps.form import ConfirmStep, PrefillStep, PromiseStep
from kiosk.flow.steps.opening import ChooseStep, IntroStep, NoticeStep, OpeningStep
from kiosk.flow.steps.typing import KeypadStep, StaffStep

HANDLERS: dict[StepKind, Handler] = {
    "intro": IntroStep(),
    "notice": NoticeStep(),
    "choose": ChooseStep(),
    "card": CardStep(),
    "scan": ScanStep(),
    "opening": OpeningStep(),
    "face": FaceStep(),
    "keypad": KeypadStep(),
    "staff": StaffStep(),
    "prefill": PrefillStep(),
    "confirm": ConfirmStep(),
    "promise": PromiseStep(),
    "submit": SubmitStep(),
    "result": ResultStep(),
    "rating": RatingStep(),
    "take": TakeStep(),
}


def handler(step: Step) -> Handler:
    return HANDLERS[step.kind]
