"""Request bodies of the contract, closed and strict. The words and limits are the contract's; a test compares them."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

PHONE = r"^1[3-9][0-9]{9}$"
Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
TaskCode = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]+$", min_length=1, max_length=50)]
CaseNumber = Annotated[str, Field(pattern=r"^[0-9]{18}$")]
Badge = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,16}$")]
FieldId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Values = Annotated[dict[FieldId, Annotated[str, Field(max_length=1000)]], Field(max_length=60)]
Version = Annotated[str, Field(min_length=1, max_length=40)]
Axis = Annotated[int, Field(ge=0, le=1000, strict=True)]
Point = Annotated[list[Axis], Field(min_length=2, max_length=2)]
Stroke = Annotated[list[Point], Field(min_length=1, max_length=2000)]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Action = Literal["blink", "turn_left", "turn_right", "open_mouth"]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class CardProof(Body):
    kind: Literal["card"]
    card_kind: Literal["resident", "hmt_permit", "foreigner_2017", "foreigner_2023"]
    name: str = Field(min_length=1, max_length=120)
    number: str = Field(pattern=r"^[0-9A-Z]{15,18}$")
    valid_until: Day | None


class MedicalCodeProof(Body):
    kind: Literal["medical_code"]
    text: str = Field(min_length=1, max_length=512)


class OpenSession(Body):
    proof: Annotated[CardProof | MedicalCodeProof, Field(discriminator="kind")]


class FaceProof(Body):
    method: Literal["face"]
    decision: Literal["match", "retry", "no_match"]
    distance: float = Field(ge=0, le=4)
    algorithm: str = Field(min_length=1, max_length=80)
    actions: list[Action] = Field(max_length=8)


class StaffProof(Body):
    method: Literal["staff"]
    badge: Badge
    pin: str = Field(pattern=r"^[0-9]{4,12}$")


AssuranceProof = Annotated[FaceProof | StaffProof, Field(discriminator="method")]


class EligibilityQuestion(Body):
    session_id: Uuid
    task_code: TaskCode


class Signature(Body):
    sha256: Sha256
    strokes: list[Stroke] | None = Field(default=None, min_length=1, max_length=200)


class Promise(Body):
    version: Version
    text_sha256: Sha256
    agreed_at: AwareDatetime
    signature: Signature | None = None
    witness_badge: Badge | None = None


class Consent(Body):
    version: Version
    face: bool = Field(strict=True)
    given_at: AwareDatetime


class Submission(Body):
    """What every write has."""

    submission_id: Uuid
    occurred_at: AwareDatetime


class CaseSubmission(Submission):
    session_id: Uuid
    task_code: TaskCode
    fields: Values  # pyright: ignore[reportIncompatibleVariableOverride, reportIncompatibleMethodOverride]
    corrections: Values
    promise: Promise
    consent: Consent


class RatingSubmission(Submission):
    rated_submission_id: Uuid
    level: int = Field(ge=1, le=5, strict=True)
    reasons: list[Annotated[str, Field(max_length=60)]] = Field(default_factory=list, max_length=10)
    comment: str = Field(default="", max_length=500)


class AssistSubmission(Submission):
    site: str = Field(min_length=1, max_length=64)
    way: Literal["come", "call", "home_visit"]
    session_id: Uuid | None = None
    task_code: TaskCode | None = None
    step: str = Field(default="", max_length=60)
    error_code: str = Field(default="", max_length=60)
    phone: str | None = Field(default=None, pattern=PHONE)
