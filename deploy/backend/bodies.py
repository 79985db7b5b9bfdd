"""Request bodies of the contract, closed and strict. The words and limits are the contract's; a test compares them."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)


def rfc_3339(value: Any) -> str:
    """Text of that form only; pydantic alone would also take numbers and shorter texts."""
    if not isinstance(value, str) or not RFC_3339.fullmatch(value):
        raise ValueError("not a time of RFC 3339")
    return value


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
Time = Annotated[AwareDatetime, BeforeValidator(rfc_3339)]
Action = Literal["blink", "turn_left", "turn_right", "open_mouth"]


class Body(BaseModel):
    """A member may be left out where it has a default, but null is no value unless `nullable` names it."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    nullable: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def no_null(cls, data: Any) -> Any:
        members: dict[str, Any] = data if isinstance(data, dict) else {}
        if any(value is None and name not in cls.nullable for name, value in members.items()):
            raise ValueError("a member is null")
        return data


class CardProof(Body):
    nullable = frozenset({"valid_until"})
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
    distance: float = Field(ge=0, le=4, strict=True)
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
    agreed_at: Time
    signature: Signature | None = None
    witness_badge: Badge | None = None


class Consent(Body):
    version: Version
    face: bool = Field(strict=True)
    given_at: Time


class Submission(Body):
    """What every write has."""

    submission_id: Uuid
    occurred_at: Time


class CaseSubmission(Submission):
    session_id: Uuid
    task_code: TaskCode
    fields: Values  # pyright: ignore[reportIncompatibleVariableOverride, reportIncompatibleMethodOverride]
    corrections: Values
    disputed: list[FieldId] = Field(default_factory=list, max_length=60)
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
