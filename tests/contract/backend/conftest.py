"""The reference backend as a process of its own, a client in front of it, and the contract between them watching."""

import contextlib
import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
import pytest
import requests
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from deploy.backend.process import BackendProcess
from kiosk.backend.client import BackendClient
from kiosk.backend.records import CardProof
from kiosk.domain import idnumber
from kiosk.domain.secret import Secret

ROOT = Path(__file__).parents[3]
CONTRACT: dict[str, Any] = yaml.safe_load((ROOT / "kiosk" / "backend" / "openapi.yaml").read_text("utf-8"))
RESIDENTS = yaml.safe_load((ROOT / "assets" / "samples" / "residents.yaml").read_text("utf-8"))["residents"]
OPENING_HOUR = "2026-11-21T09:00:00+08:00"
POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def closed(schema: Any) -> Any:
    """The same schema with every object closed: what a side says must be in the contract, even where a
    reader would pass over it."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {name: closed(each) for name, each in schema.items()}
    is_object = schema.get("type") == "object" and "properties" in schema
    return parts | ({"additionalProperties": False} if is_object else {})


COMPONENTS = closed(CONTRACT["components"])


def problems(schema: Any, value: Any) -> list[str]:
    """How `value` breaks a schema of the contract; where and which rule, never the value."""
    validator = Draft202012Validator(closed(schema) | {"components": COMPONENTS}, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.validator}" for error in validator.iter_errors(value)]


def resolve(node: Any) -> Any:
    """The node itself, or what its $ref names."""
    if "$ref" not in node:
        return node
    found: Any = {"components": COMPONENTS}
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found


class Witness:
    """Holds every exchange of a client to the contract and remembers which operations it saw."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self.problems: list[str] = []

    def watch(self, client: BackendClient) -> None:
        client.transport.session.hooks["response"].append(self)

    def __call__(self, response: requests.Response, **_: Any) -> None:
        request = response.request
        address = urlsplit(str(request.url))
        found = self._operation(str(request.method), address.path)
        if found is None:
            self.problems.append(f"{request.method} {address.path} is not in the contract")
            return
        operation, in_path = found
        name = operation["operationId"]
        self.seen.add(name)
        query = {key: values[0] for key, values in parse_qs(address.query).items()}
        found_problems = [
            *self._parameters(operation, in_path, query, request),
            *self._security(operation, request),
            *self._body(operation, request),
            *self._answer(operation, response),
        ]
        self.problems += [f"{name} {response.status_code} {problem}" for problem in found_problems]

    def _operation(self, method: str, path: str) -> tuple[Any, dict[str, str]] | None:
        for template, methods in CONTRACT["paths"].items():
            match = re.fullmatch(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", template), path)
            if match and method.lower() in methods:
                return methods[method.lower()], {key: unquote(value) for key, value in match.groupdict().items()}
        return None

    def _parameters(
        self, operation: Any, in_path: dict[str, str], query: dict[str, str], request: Any
    ) -> Iterator[str]:
        sources: dict[str, Any] = {"path": in_path, "query": query, "header": request.headers}
        known: set[str] = set()
        for parameter in map(resolve, operation.get("parameters", [])):
            known.add(parameter["name"])
            value = sources[parameter["in"]].get(parameter["name"])
            if value is None:
                if parameter.get("required"):
                    yield f"parameter {parameter['name']} is missing"
            else:
                yield from (f"parameter {parameter['name']} {each}" for each in problems(parameter["schema"], value))
        yield from (f"query has {name}" for name in query.keys() - known)

    def _security(self, operation: Any, request: Any) -> Iterator[str]:
        ways = operation.get("security", CONTRACT["security"])
        headers = {"terminal": "Authorization", "terminalId": "X-Terminal-Id", "session": "X-Session-Token"}
        given = {scheme for scheme, header in headers.items() if header in request.headers}
        if ways and not any(set(way) <= given for way in ways):
            yield "comes without its proof"
        if "session" in given and not any("session" in way for way in ways):
            yield "gives away the session's token"

    def _body(self, operation: Any, request: Any) -> Iterator[str]:
        if "requestBody" not in operation:
            if request.body:
                yield "request has a body"
            return
        schema = resolve(operation["requestBody"])["content"]["application/json"]["schema"]
        yield from (f"request {each}" for each in problems(schema, json.loads(request.body)))

    def _answer(self, operation: Any, response: requests.Response) -> Iterator[str]:
        declared = operation["responses"]
        answer = resolve(declared.get(str(response.status_code), declared["default"]))
        if str(response.status_code) not in declared and response.ok:
            yield "status is not in the contract"
        kinds = answer.get("content", {})
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if not kinds:
            if response.content:
                yield "answer has a body"
        elif kind not in kinds:
            yield f"answer is {kind}"
        elif kind == "application/json":
            body = response.json()
            yield from (f"answer {each}" for each in problems(kinds[kind]["schema"], body))
            if not response.ok and body["code"] not in CONTRACT["x-error-codes"]:
                yield f"error code {body['code']} is not in the contract"


@pytest.fixture
def witness() -> Iterator[Witness]:
    """Fails the test when any exchange broke the contract."""
    watching = Witness()
    yield watching
    assert watching.problems == []


Start = Callable[..., BackendProcess]
Connect = Callable[..., BackendClient]
CROWD = 40


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed residents with a crowd of others who are due, and a portrait of one of the two faces."""
    folder = tmp_path_factory.mktemp("samples")
    (folder / "portraits").mkdir()
    (folder / "portraits" / "sample_a.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a face")
    data = yaml.safe_load((ROOT / "assets" / "samples" / "residents.yaml").read_text("utf-8"))
    due = {"phone": "13800000000", "allowance_fen": 20000, "last_certified": "2025-11-20"}
    data["residents"] |= {number: {"name": "样本众人", "number": number} | due for number in crowd()}
    (folder / "residents.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return folder


def crowd() -> list[str]:
    """Numbers of the crowd."""
    first17 = [f"99010119400101{serial:03}" for serial in range(100, 100 + CROWD)]
    return [digits + idnumber.check_character(digits) for digits in first17]


@pytest.fixture(scope="session")
def start(samples: Path) -> Iterator[Start]:
    """Starts backends that begin at nine in the morning of the sample day."""
    with contextlib.ExitStack() as stack:

        def begin(*arguments: str, database: str) -> BackendProcess:
            fixed = ("--database", database, "--samples", str(samples), "--clock", OPENING_HOUR, "--faults")
            return stack.enter_context(BackendProcess(*fixed, *arguments, cwd=ROOT))

        yield begin


@pytest.fixture(scope="module")
def backend(start: Start, tmp_path_factory: pytest.TempPathFactory) -> BackendProcess:
    """One that the tests of a module share; each takes other residents."""
    return start(database=f"sqlite:///{tmp_path_factory.mktemp('shared') / 'backend.db'}")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy(start: Start, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BackendProcess:
    """One on each kind of database."""
    return start(database=empty_database(request, tmp_path_factory.mktemp("busy")))


@pytest.fixture(scope="module")
def somebody() -> Callable[[], CardProof]:
    """The card of another of the crowd each time."""
    numbers = iter(crowd())
    return lambda: CardProof("resident", Secret("样本众人"), Secret(next(numbers)), None)


@pytest.fixture
def connect(witness: Witness) -> Iterator[Connect]:
    """Clients of a backend, watched."""
    with contextlib.ExitStack() as stack:

        def begin(backend: BackendProcess, **options: Any) -> BackendClient:
            client = BackendClient(backend.url, backend.terminal_id, Secret(backend.token), **options)
            stack.callback(client.close)
            witness.watch(client)
            return client

        yield begin


@pytest.fixture
def card() -> Callable[[str], CardProof]:
    """A sample resident's card as proof."""

    def proof(key: str) -> CardProof:
        entry = RESIDENTS[key]
        until = None if entry["valid_until"] == "长期" else date.fromisoformat(entry["valid_until"])
        return CardProof(entry["kind"], Secret(entry["name"]), Secret(entry["number"]), until)

    return proof


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL of its own on a Unix socket; its address without a database name. It must not run as root."""
    assert POSTGRES, "Debian's package postgresql is needed"
    user = next(entry.pw_name for entry in pwd.getpwall() if entry.pw_name in ("postgres", "nobody"))
    as_user: dict[str, Any] = {"user": user} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if as_user:
            shutil.chown(folder, user)
        make = ["-D", f"{folder}/data", "-U", "bianmin", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run([POSTGRES[-1] / "initdb", *make], check=True, stdout=subprocess.DEVNULL, cwd="/", **as_user)
        settings = [
            "listen_addresses=",
            "fsync=off",
            "log_min_messages=log",
            "lc_messages=C",
            f"unix_socket_directories={folder}",
        ]
        command = [
            str(POSTGRES[-1] / "postgres"),
            "-D",
            f"{folder}/data",
            *(part for each in settings for part in ("-c", each)),
        ]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd="/", **as_user) as server:
            assert server.stderr is not None
            ready = any("ready to accept connections" in line for line in server.stderr)
            assert ready, "PostgreSQL ended before it was ready"
            yield f"postgresql://bianmin@/{{name}}?host={folder}"
            server.send_signal(signal.SIGQUIT)  # at once: SIGTERM would wait for its clients
            server.communicate(timeout=20)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    return empty_database(request, tmp_path)


def empty_database(request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of a new one of the kind that `request.param` says."""
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'backend.db'}"
    return new_postgres_database(request.getfixturevalue("postgres"))


@pytest.fixture
def postgres_database(postgres: str) -> str:
    """An empty one on PostgreSQL."""
    return new_postgres_database(postgres)


def new_postgres_database(address: str) -> str:
    name = f"t{os.urandom(8).hex()}"
    with psycopg.connect(address.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # pyright: ignore[reportArgumentType, reportCallIssue]
    return address.format(name=name)
