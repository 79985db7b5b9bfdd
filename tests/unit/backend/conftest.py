"""The reference backend in this process, on a SQLite file and a clock that the test turns."""

import asyncio
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi import FastAPI

from deploy.backend.app import create_app
from deploy.backend.catalog import GAOLING
from deploy.backend.clock import REGION_TIME
from deploy.backend.context import Context, sha256
from deploy.backend.database import open_database
from deploy.backend.seed import seed

SAMPLES = Path(__file__).parents[3] / "assets" / "samples"
RESIDENTS: dict[str, dict[str, Any]] = yaml.safe_load((SAMPLES / "residents.yaml").read_text("utf-8"))["residents"]
PORTRAIT = b"\xff\xd8\xff\xe0 not a face"


@dataclass
class Office:
    """One backend, the terminal T1 in front of it, and its calendar."""

    app: FastAPI
    now: datetime
    terminal: dict[str, str] = field(default_factory=lambda: {"Authorization": "Bearer t1", "X-Terminal-Id": "T1"})

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)

    def card(self, key: str, **changes: Any) -> dict[str, Any]:
        entry = RESIDENTS[key]
        until = entry["valid_until"]
        day = None if until == "长期" else f"{until[:4]}-{until[4:6]}-{until[6:]}"
        card = {"kind": "card", "card_kind": entry["kind"], "name": entry["name"], "number": entry["number"]}
        return card | {"valid_until": day} | changes

    def ask(self, method: str, path: str, headers: dict[str, str], body: Any = None) -> httpx.Response:
        async def exchange() -> httpx.Response:
            way = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=way, base_url="http://office") as http:
                return await http.request(method, path, json=body, headers=self.terminal | headers)

        return asyncio.run(exchange())

    def post(self, path: str, body: Any, **headers: str) -> tuple[int, dict[str, Any]]:
        answer = self.ask("POST", path, headers, body)
        return answer.status_code, answer.json()

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, Any]]:
        answer = self.ask("GET", path, headers)
        return answer.status_code, answer.json()

    def visit(self, key: str, proven: bool = True) -> "Visitor":
        status, session = self.post("/sessions", {"proof": self.card(key)})
        assert status == 201, session
        visitor = Visitor(self, session["session_id"], {"X-Session-Token": session["token"]})
        if proven:
            assert visitor.prove_by_face()[0] == 200
        return visitor


@dataclass
class Visitor:
    """A session that was opened."""

    office: Office
    session_id: str
    token: dict[str, str]

    def prove_by_face(self, decision: str = "match") -> tuple[int, dict[str, Any]]:
        verdict = {
            "method": "face",
            "decision": decision,
            "distance": 0.31,
            "algorithm": "sample 1",
            "actions": ["blink"],
        }
        return self.office.post(f"/sessions/{self.session_id}/assurance", verdict, **self.token)

    def prove_by_staff(self, pin: str, badge: str = "0012") -> tuple[int, dict[str, Any]]:
        body = {"method": "staff", "badge": badge, "pin": pin}
        return self.office.post(f"/sessions/{self.session_id}/assurance", body, **self.token)

    def eligibility(self) -> dict[str, Any]:
        body = {"session_id": self.session_id, "task_code": GAOLING.task_code}
        status, answer = self.office.post("/eligibility", body, **self.token)
        assert status == 200, answer
        return answer

    def prefill(self) -> tuple[int, dict[str, Any]]:
        return self.office.get(f"/prefill?session_id={self.session_id}&task_code={GAOLING.task_code}", **self.token)

    def case(self, **changes: Any) -> dict[str, Any]:
        """A complete submission of this visit."""
        now = self.office.now.isoformat()
        promise = {"version": "1", "text_sha256": "0" * 64, "agreed_at": now, "witness_badge": "0012"}
        body = {"submission_id": str(uuid.uuid4()), "session_id": self.session_id, "task_code": GAOLING.task_code}
        content = {"fields": {}, "corrections": {}, "promise": promise, "occurred_at": now}
        return body | content | {"consent": {"version": "1", "face": True, "given_at": now}} | changes

    def submit(self, body: dict[str, Any] | None = None, **changes: Any) -> tuple[int, dict[str, Any]]:
        whole = body or self.case(**changes)
        return self.office.post("/cases", whole, **{"Idempotency-Key": whole["submission_id"]})


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed residents, and one portrait."""
    folder = tmp_path_factory.mktemp("samples")
    (folder / "portraits").mkdir()
    (folder / "residents.yaml").write_bytes((SAMPLES / "residents.yaml").read_bytes())
    (folder / "portraits" / "sample_a.jpg").write_bytes(PORTRAIT)
    return folder


@pytest.fixture(scope="session")
def seeded(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as it is on the first morning; each test works on a copy."""
    file = tmp_path_factory.mktemp("seeded") / "backend.db"
    engine, sessions = open_database(f"sqlite:///{file}")
    seed(sessions, samples / "residents.yaml")
    engine.dispose()
    return file


@pytest.fixture
def office(tmp_path: Path, samples: Path, seeded: Path) -> Iterator[Office]:
    shutil.copy(seeded, tmp_path / "backend.db")
    engine, sessions = open_database(f"sqlite:///{tmp_path / 'backend.db'}")
    rooms: list[Office] = []
    context = Context(sessions, lambda: rooms[0].now, {"T1": sha256("t1"), "T2": sha256("t2")}, samples)
    rooms.append(Office(create_app(context), datetime(2026, 11, 21, 9, 0, tzinfo=REGION_TIME)))
    yield rooms[0]
    engine.dispose()
