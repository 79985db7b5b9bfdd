"""Exactly once, with many at the same moment and with the power cut between, on both databases."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from deploy.backend.catalog import GAOLING
from kiosk.backend import payloads
from kiosk.backend import records as r
from kiosk.domain.outcomes import Away, Refused
from kiosk.domain.secret import Secret

MANY = 12


def at_once(calls: Iterable[Callable[[], Any]]) -> list[Any]:
    """What each call answered; all set off together."""
    waiting = list(calls)
    gate = threading.Barrier(len(waiting))
    answers: list[Any] = []

    def go(call: Callable[[], Any]) -> None:
        gate.wait(10)
        answers.append(call())

    threads = [threading.Thread(target=go, args=(call,)) for call in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(answers) == len(waiting)
    return answers


def proven(client: Any, proof: r.CardProof) -> r.SessionOpened:
    session = client.open_session(proof)
    assert isinstance(client.prove_by_face(session, r.FaceProof("match", 0.3, "sample 1")), r.Proven)
    return session


def case_of(session: r.SessionOpened) -> dict[str, Any]:
    at = session.opened_at + timedelta(minutes=1)
    promise = payloads.Promise("1", "我承诺", at, witness_badge="0012")
    consent = payloads.Consent("1", True, at)
    return payloads.case_payload(
        session.session_id,
        GAOLING.task_code,
        fields={},
        corrections={},
        promise=promise,
        consent=consent,
        occurred_at=at,
    )


def send(client: Any, kind: str, payload: dict[str, Any], key: str = "") -> Callable[[], Any]:
    chosen = key or str(uuid.uuid4())
    return lambda: client.send(kind, chosen, payload)


def test_one_key_sent_by_many_at_once_makes_one_case(start: Any, connect: Any, card: Any, database: str) -> None:
    client = connect(start(database=database))
    payload, key = case_of(proven(client, card("li_sample"))), str(uuid.uuid4())
    answers = at_once(send(client, "case", payload, key) for _ in range(MANY))
    assert Counter(answer.already for answer in answers) == {False: 1, True: MANY - 1}
    assert {answer.answer["case_number"] for answer in answers} == {"990101261121000001"}


def test_many_keys_for_one_person_make_one_case(start: Any, connect: Any, card: Any, database: str) -> None:
    client = connect(start(database=database))
    sessions = [proven(client, card("li_sample")) for _ in range(MANY)]
    answers = at_once(send(client, "case", case_of(session)) for session in sessions)
    assert [answer.code for answer in answers if isinstance(answer, Refused)] == ["case.already_done"] * (MANY - 1)
    assert sum(isinstance(answer, r.Sent) for answer in answers) == 1


def test_case_numbers_given_at_once_are_all_different(start: Any, connect: Any, card: Any, database: str) -> None:
    client = connect(start(database=database))
    people = ("li_sample", "wang_example", "long_name", "rare_name")
    payloads_ = [case_of(proven(client, card(person))) for person in people]
    answers = at_once(send(client, "case", payload) for payload in payloads_)
    numbers = sorted(answer.answer["case_number"] for answer in answers)
    assert numbers == [f"99010126112100000{serial}" for serial in (1, 2, 3, 4)]


def test_one_submission_is_rated_once(start: Any, connect: Any, database: str) -> None:
    client = connect(start(database=database))
    payload = payloads.rating_payload(str(uuid.uuid4()), 1, client.health().time)
    answers = at_once(send(client, "rating", payload) for _ in range(MANY))
    assert [answer.code for answer in answers if isinstance(answer, Refused)] == ["rating.already"] * (MANY - 1)


def test_guessing_pins_at_once_is_no_more_guesses(start: Any, connect: Any, card: Any, database: str) -> None:
    client = connect(start(database=database))
    session = client.open_session(card("li_sample"))
    answers = at_once([lambda: client.prove_by_staff(session, "0012", Secret("000000"))] * MANY)
    assert Counter(answer.code for answer in answers) == {"staff.pin_wrong": 4, "staff.locked": MANY - 4}


def test_a_lost_answer_is_found_again(start: Any, connect: Any, card: Any, database: str) -> None:
    backend = start(database=database)
    client = connect(backend)
    attempt = send(client, "case", case_of(proven(client, card("li_sample"))))
    backend.fault("lost_answer", times=1)
    assert attempt() == Away("network")
    found = attempt()
    assert (found.already, found.answer["case_number"]) == (True, "990101261121000001")


def test_what_was_answered_outlives_a_power_cut(
    start: Any, connect: Any, card: Any, database: str, tmp_path: Path
) -> None:
    (tmp_path / "tokens").write_text("T1 a-token-that-stays\n")

    def begin() -> Any:
        backend = start("--terminal-token-file", str(tmp_path / "tokens"), database=database)
        backend.terminal_id, backend.token = "T1", "a-token-that-stays"
        return backend

    first = begin()
    client = connect(first)
    key, payload = str(uuid.uuid4()), case_of(proven(client, card("li_sample")))
    sent = client.send("case", key, payload)
    first.kill()
    assert client.send("case", key, payload) == Away("network")
    assert connect(begin()).send("case", key, payload) == r.Sent(sent.answer, already=True)
