"""Both sides against openapi.yaml: a whole visit, every refusal on its way, and what each side would say no to."""

import copy
import json
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from pydantic import TypeAdapter, ValidationError

from deploy.backend import bodies, clock, context, database, problems
from deploy.backend.app import create_app
from deploy.backend.catalog import GAOLING, LIST_VERSION
from kiosk.backend import payloads, wire
from kiosk.backend import records as r
from kiosk.domain import outcomes
from kiosk.domain.outcomes import Away, Refused
from kiosk.domain.secret import Secret

ROOT = Path(__file__).parents[3]
CONTRACT: dict[str, Any] = yaml.safe_load((ROOT / "kiosk" / "backend" / "openapi.yaml").read_text("utf-8"))
OPERATIONS = {each["operationId"] for methods in CONTRACT["paths"].values() for each in methods.values()}
ITEM = GAOLING.task_code


def case_of(session: r.SessionOpened, **changes: Any) -> dict[str, Any]:
    """What a visit would put into the outbox."""
    at = session.opened_at + timedelta(minutes=3)
    promise = payloads.Promise("2026-1", "我承诺所填的都是真的。", at, (((10, 20), (30, 40)), ((500, 1000),)))
    content: dict[str, Any] = {"fields": {"phone": "13800000001"}, "corrections": {}, "occurred_at": at}
    consent = payloads.Consent("2026-1", True, at)
    return payloads.case_payload(session.session_id, ITEM, promise=promise, consent=consent, **(content | changes))


def key() -> str:
    return str(uuid.uuid4())


def test_the_contract_is_a_valid_openapi_document() -> None:
    validate(CONTRACT)


def test_the_routes_of_the_backend_are_the_paths_of_the_contract(tmp_path: Path) -> None:
    engine, sessions = database.open_database(f"sqlite:///{tmp_path / 'x.db'}")
    served = create_app(context.Context(sessions, clock.system_clock, {}, tmp_path)).openapi()["paths"]
    engine.dispose()

    def routes(paths: dict[str, Any]) -> set[tuple[str, str]]:
        return {(path, method) for path, methods in paths.items() for method in methods}

    assert routes(served) == routes(CONTRACT["paths"])


def test_the_backends_words_are_the_contracts_codes() -> None:
    assert sorted(problems.TABLE) == sorted(CONTRACT["x-error-codes"])
    schema = CONTRACT["components"]["schemas"]["Error"]
    for code in problems.TABLE:
        assert not list(Draft202012Validator(schema).iter_errors(problems.Problem(code).body()))


def test_the_terminal_knows_every_next_action() -> None:
    said = set(CONTRACT["components"]["schemas"]["Error"]["properties"]["next_action"]["enum"])
    assert said == wire.NEXT_ACTIONS == set(outcomes.NextAction.__args__)  # pyright: ignore[reportAttributeAccessIssue]


def test_a_whole_visit_keeps_to_the_contract(backend: Any, connect: Any, card: Any, witness: Any) -> None:
    client = connect(backend)
    assert isinstance(client.health(), r.Health)
    items = client.items("990101001")
    assert (items.version, [item.name for item in items.items]) == (LIST_VERSION, ["高龄津贴认证"])
    assert client.items("990101001", LIST_VERSION) == r.ItemsUnchanged()
    assert client.item(ITEM) == items.items[0]
    session = client.open_session(card("li_sample"))
    assert (session.name_masked.reveal(), session.has_portrait) == ("李＊本", True)
    assert client.portrait(session).startswith(b"\xff\xd8\xff")
    assert isinstance(client.prove_by_face(session, r.FaceProof("match", 0.31, "sample 1", ("blink",))), r.Proven)
    assert isinstance(client.eligibility(session, ITEM), r.Eligible)
    fields = {field.id: field.value.reveal() for field in client.prefill(session, ITEM).fields}
    submission = key()
    sent = client.send("case", submission, case_of(session, fields=fields, corrections={"phone": "13900000000"}))
    accepted = wire.case_accepted(sent.answer)
    assert (sent.already, accepted.grouped) == (False, "9901 0126 1121 0000 01")
    assert client.case(accepted.case_number).next_due_date == accepted.next_due_date
    assert client.case(accepted.case_number, session).status == "3"
    at = session.opened_at
    assert isinstance(client.send("rating", key(), payloads.rating_payload(submission, 1, at, ("很快",))), r.Sent)
    help_wanted = payloads.assist_payload("S", "call", at, session_id=session.session_id, step="x", phone="13800000001")
    assert isinstance(client.send("assist", key(), help_wanted), r.Sent)
    assert isinstance(client.eligibility(session, ITEM), r.AlreadyDone)
    assert witness.seen == OPERATIONS


def test_the_other_way_of_proving_keeps_to_the_contract(backend: Any, connect: Any) -> None:
    client = connect(backend)
    session = client.open_session(r.MedicalCodeProof(Secret("SAMPLE-YB-0002-WANG")))
    assert client.portrait(session) == r.NoPortrait()
    assert client.prove_by_staff(session, "0012", Secret("000000")).code == "staff.pin_wrong"
    assert client.prove_by_staff(session, "0012", Secret("246810")).method == "staff"
    assert isinstance(client.send("case", key(), case_of(session)), r.Sent)


def test_refusals_keep_to_the_contract_and_name_what_to_do(backend: Any, connect: Any, card: Any) -> None:
    client = connect(backend)
    young = client.open_session(card("zhao_test"))
    li = client.open_session(card("li_sample"))
    wrong = r.SessionOpened(li.session_id, Secret("x" * 40), Secret(""), Secret(""), False, li.opened_at, li.expires_at)
    answers = [
        client.open_session(card("expired")),
        client.open_session(card("bad_number")),
        client.open_session(r.MedicalCodeProof(Secret("nobody's"))),
        client.prove_by_face(young, r.FaceProof("no_match", 0.9, "sample 1")),
        client.prefill(young, ITEM),
        client.prefill(wrong, ITEM),
        client.eligibility(young, "NOT-OFFERED"),
        client.item("NOT-OFFERED"),
        client.case("990101261121999999"),
        client.send("case", key(), case_of(young)),
    ]
    assert [(answer.code, answer.next_action) for answer in answers] == [
        ("card.expired", "window"),
        ("id_number.invalid", "window"),
        ("medical_code.unknown", "retry"),
        ("face.not_matched", "other_way"),
        ("session.assurance_low", "other_way"),
        ("session.closed", "identify_again"),
        ("item.unknown", "staff"),
        ("item.unknown", "staff"),
        ("case.unknown", "correct"),
        ("session.assurance_low", "other_way"),
    ]
    not_yet = client.eligibility(young, ITEM)
    assert (not_yet.code, not_yet.rule) == ("age.too_young", "条件：满80周岁")
    assert isinstance(client.eligibility(client.open_session(card("stranger")), ITEM), r.NotEligible)
    locked = [client.prove_by_staff(young, "0099", Secret("000000")) for _ in range(5)][-1]
    assert (locked.code, locked.retry_after) == ("staff.locked", 600.0)


def test_a_terminal_with_a_wrong_token_is_away_and_gives_nothing_up(backend: Any, witness: Any) -> None:
    from kiosk.backend.client import BackendClient

    client = BackendClient(backend.url, backend.terminal_id, "wrong")
    witness.watch(client)
    assert client.items("S") == Away("server")
    assert client.send("rating", key(), payloads.rating_payload(key(), 1, datetime.now(clock.REGION_TIME))) == Away(
        "server"
    )
    client.close()


# What each side would refuse: the contract and the backend's own models say no to the same bodies.
AT = "2026-11-21T09:00:00+08:00"
UUID = "5f0c5c1e-0000-4000-8000-000000000001"
PROMISE = {"version": "1", "text_sha256": "0" * 64, "agreed_at": AT, "witness_badge": "0012"}
SIGNED = PROMISE | {"signature": {"sha256": "0" * 64, "strokes": [[[0, 1000]]]}}
EXAMPLES: list[tuple[str, Any, Any]] = [
    (
        "OpenSession",
        bodies.OpenSession,
        {"proof": {"kind": "card", "card_kind": "resident", "name": "李", "number": "1" * 18, "valid_until": None}},
    ),
    ("OpenSession", bodies.OpenSession, {"proof": {"kind": "medical_code", "text": "x"}}),
    (
        "AssuranceProof",
        bodies.AssuranceProof,
        {"method": "face", "decision": "match", "distance": 0.5, "algorithm": "a", "actions": ["blink"]},
    ),
    ("AssuranceProof", bodies.AssuranceProof, {"method": "staff", "badge": "0012", "pin": "246810"}),
    ("EligibilityQuestion", bodies.EligibilityQuestion, {"session_id": UUID, "task_code": ITEM}),
    (
        "CaseSubmission",
        bodies.CaseSubmission,
        {
            "submission_id": UUID,
            "session_id": UUID,
            "task_code": ITEM,
            "fields": {"name": "李"},
            "corrections": {"phone": "1"},
            "promise": SIGNED,
            "consent": {"version": "1", "face": True, "given_at": AT},
            "occurred_at": AT,
        },
    ),
    (
        "RatingSubmission",
        bodies.RatingSubmission,
        {
            "submission_id": UUID,
            "rated_submission_id": UUID,
            "level": 1,
            "reasons": ["x"],
            "comment": "x",
            "occurred_at": AT,
        },
    ),
    (
        "AssistSubmission",
        bodies.AssistSubmission,
        {
            "submission_id": UUID,
            "site": "S",
            "way": "come",
            "session_id": UUID,
            "task_code": ITEM,
            "step": "x",
            "error_code": "x",
            "phone": "13800000001",
            "occurred_at": AT,
        },
    ),
]
ODD_VALUES = (
    None,
    "",
    "x",
    "X" * 1200,
    "é",
    "1",
    0,
    6,
    -1,
    1001,
    1.5,
    True,
    [],
    ["x"] * 300,
    {},
    {"X": "x"},
    "2026-11-21",
    AT[:-6],
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container inside `value` with each of its keys."""
    keys: Any = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for place in list(keys):
        yield value, place
        yield from places(value[place])


def variants(example: Any) -> Iterator[Any]:
    """The example with one thing different, at every place."""
    for index in range(sum(1 for _ in places(example))):
        for change in (*ODD_VALUES, "delete", "add"):
            whole = copy.deepcopy(example)
            container, place = list(places(whole))[index]
            if change == "delete":
                del container[place]
            elif change == "add" and isinstance(container, dict):
                container["not_in_the_contract"] = "x"
            else:
                container[place] = change
            yield whole


@pytest.mark.parametrize(
    ("name", "model", "example"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_contract_and_backend_refuse_the_same_bodies(name: str, model: Any, example: Any) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": CONTRACT["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    adapter: TypeAdapter[Any] = TypeAdapter(model)
    verdicts: set[bool] = set()
    assert validator.is_valid(example)
    for variant in (example, *variants(example)):
        said = validator.is_valid(variant)
        verdicts.add(said)
        assert said == taken(adapter, variant), json.dumps(variant)
    assert verdicts == {True, False}


def taken(adapter: TypeAdapter[Any], variant: Any) -> bool:
    try:
        adapter.validate_python(variant)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("mode", "outcome"), [("down", Away("network")), ("500", Away("server")), ("throttled", Away("throttled", 7.0))]
)
def test_faults_are_away_and_pass(backend: Any, mode: str, outcome: Away) -> None:
    from kiosk.backend.client import BackendClient

    client = BackendClient(backend.url, backend.terminal_id, backend.token)
    backend.fault(mode, times=1)
    assert client.items("S") == outcome
    assert isinstance(client.items("S"), r.ItemList)
    client.close()


def test_a_slow_backend_is_a_timeout_to_who_does_not_wait(backend: Any, connect: Callable[..., Any]) -> None:
    backend.fault("slow", seconds=1)
    assert connect(backend, timeouts=(2.0, 0.2)).health() == Away("timeout")
    backend.fault("none")
    assert not isinstance(connect(backend).health(), Refused | Away)


def test_an_unknown_fault_is_said(backend: Any) -> None:
    for details in ({"mode": "fire"}, {"mode": "down", "more": 1}):
        with pytest.raises(ValueError, match="no such fault"):
            backend.fault(**details)
