"""One database by URL: SQLite for development and small sites, PostgreSQL for a region."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from deploy.backend.tables import Base

Sessions = sessionmaker[Session]
BUSY_SECONDS = 20


def open_database(url: str) -> tuple[Engine, Sessions]:
    """Creates what is missing. `sqlite:///FILE`, or `postgresql://...` spoken by psycopg.

    Parameters never enter exceptions or logs: they are personal data."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite(parsed)
    else:
        engine = create_engine(parsed, hide_parameters=True, pool_size=10, max_overflow=30, pool_pre_ping=True)
    Base.metadata.create_all(engine)
    return engine, sessionmaker(engine, expire_on_commit=False)


def _sqlite(url: Any) -> Engine:
    """Write-ahead log, synced at every commit, and each transaction takes the write lock at its start: two
    that both read before they write could otherwise not both end."""
    if url.database:
        Path(url.database).absolute().parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
