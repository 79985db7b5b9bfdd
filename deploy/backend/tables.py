"""What the backend keeps. SQLAlchemy 2, the same on SQLite and PostgreSQL."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Dialect, ForeignKey, String, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from deploy.backend.clock import REGION_TIME


class Moment(TypeDecorator[datetime]):
    """An aware datetime as UTC text: SQLite has no type that keeps an offset, and text sorts by time."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value).astimezone(REGION_TIME)


class Base(DeclarativeBase):
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON}


class Person(Base):
    """Somebody the region knows."""

    __tablename__ = "person"
    number: Mapped[str] = mapped_column(String(18), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(String(18), default="")
    bank: Mapped[str] = mapped_column(String(100), default="")
    account: Mapped[str] = mapped_column(String(32), default="")
    face: Mapped[str] = mapped_column(String(60), default="")


class Entitlement(Base):
    """Somebody on the allowance list. `last_certified` moves with each accepted case."""

    __tablename__ = "entitlement"
    number: Mapped[str] = mapped_column(ForeignKey("person.number"), primary_key=True)
    task_code: Mapped[str] = mapped_column(String(50), primary_key=True)
    allowance_fen: Mapped[int]
    last_certified: Mapped[date]


class MedicalCode(Base):
    """Whose code it is. The insurance platform would answer this."""

    __tablename__ = "medical_code"
    text: Mapped[str] = mapped_column(String(512), primary_key=True)
    number: Mapped[str] = mapped_column(ForeignKey("person.number"))


class Staff(Base):
    __tablename__ = "staff"
    badge: Mapped[str] = mapped_column(String(16), primary_key=True)
    pin_hash: Mapped[str] = mapped_column(String(200))


class PinAttempts(Base):
    """Wrong PINs running, kept for badges that do not exist too: the answers must not tell which do."""

    __tablename__ = "pin_attempts"
    badge: Mapped[str] = mapped_column(String(16), primary_key=True)
    wrong: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class SessionRow(Base):
    """One person's session at one terminal. Only the hash of its token is kept."""

    __tablename__ = "session"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64))
    terminal_id: Mapped[str] = mapped_column(String(64))
    number: Mapped[str] = mapped_column(String(18))
    name: Mapped[str] = mapped_column(String(120))
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    method: Mapped[str | None] = mapped_column(String(10))
    proof: Mapped[dict[str, Any] | None]
    proven_at: Mapped[datetime | None]


class SubmissionRow(Base):
    """One Idempotency-Key. Inserted first in its transaction, so of two at once the second waits for the first."""

    __tablename__ = "submission"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    terminal_id: Mapped[str] = mapped_column(String(64))
    body_sha256: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any] | None]
    accepted_at: Mapped[datetime]


class CaseRow(Base):
    """办件."""

    __tablename__ = "case_file"
    __table_args__ = (UniqueConstraint("person_number", "task_code", "next_due_date"),)
    number: Mapped[str] = mapped_column(String(18), primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), unique=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("session.id"))
    person_number: Mapped[str] = mapped_column(String(18))
    task_code: Mapped[str] = mapped_column(String(50))
    terminal_id: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(1))
    content: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]
    accepted_at: Mapped[datetime]
    next_due_date: Mapped[date]


class RatingRow(Base):
    """好差评: once for a submission, which may arrive after its rating."""

    __tablename__ = "rating"
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    rated_submission_id: Mapped[str] = mapped_column(String(36), unique=True)
    level: Mapped[int]
    content: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]


class AssistRow(Base):
    """帮办工单."""

    __tablename__ = "assist"
    ticket: Mapped[str] = mapped_column(String(20), primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id"), unique=True)
    content: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]


class Serial(Base):
    """The last number given, per series and day."""

    __tablename__ = "serial"
    series: Mapped[str] = mapped_column(String(20), primary_key=True)
    last: Mapped[int]
