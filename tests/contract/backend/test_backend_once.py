"""Exactly once, with many at the same moment and with the power cut between, on both databases."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from deploy.backend import pins
from deploy.backend.catalog import GAOLING
from deploy.backend.clock import REGION_TIME
from deploy.backend.database import open_database
from deploy.backend.problems import Problem
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


def test_one_key_sent_by_many_at_once_makes_one_case(busy: Any, connect: Any, somebody: Any) -> None:
    client = connect(busy)
    payload, key = case_of(proven(client, somebody())), str(uuid.uuid4())
    answers = at_once(send(client, "case", payload, key) for _ in range(MANY))
    assert Counter(answer.already for answer in answers) == {False: 1, True: MANY - 1}
    assert len({answer.answer["case_number"] for answer in answers}) == 1


def test_many_keys_for_one_person_make_one_case(busy: Any, connect: Any, somebody: Any) -> None:
    client = connect(busy)
    proof = somebody()
    sessions = [proven(client, proof) for _ in range(MANY)]
    answers = at_once(send(client, "case", case_of(session)) for session in sessions)
    assert [answer.code for answer in answers if isinstance(answer, Refused)] == ["case.already_done"] * (MANY - 1)
    assert sum(isinstance(answer, r.Sent) for answer in answers) == 1


def test_case_numbers_given_at_once_are_all_different(busy: Any, connect: Any, somebody: Any) -> None:
    client = connect(busy)
    waiting = [case_of(proven(client, somebody())) for _ in range(MANY)]
    answers = at_once(send(client, "case", payload) for payload in waiting)
    numbers = sorted(int(answer.answer["case_number"]) for answer in answers)
    assert numbers == list(range(numbers[0], numbers[0] + MANY))


def test_one_submission_is_rated_once(busy: Any, connect: Any) -> None:
    client = connect(busy)
    payload = payloads.rating_payload(str(uuid.uuid4()), 1, client.health().time)
    answers = at_once(send(client, "rating", payload) for _ in range(MANY))
    assert [answer.code for answer in answers if isinstance(answer, Refused)] == ["rating.already"] * (MANY - 1)


def test_guessing_pins_at_once_is_no_more_guesses(busy: Any, connect: Any, somebody: Any) -> None:
    client = connect(busy)
    session = client.open_session(somebody())
    answers = at_once([lambda: client.prove_by_staff(session, "0012", Secret("000000"))] * MANY)
    assert Counter(answer.code for answer in answers) == {"staff.pin_wrong": 4, "staff.locked": MANY - 4}


def test_a_lost_answer_is_found_again(busy: Any, connect: Any, somebody: Any) -> None:
    client = connect(busy)
    attempt = send(client, "case", case_of(proven(client, somebody())))
    busy.fault("lost_answer", times=1)
    assert attempt() == Away("network")
    found = attempt()
    assert found.already
    assert attempt() == found


def test_a_power_cut_in_the_middle_loses_nothing_that_was_answered(
    start: Any, connect: Any, somebody: Any, database: str, tmp_path: Path
) -> None:
    """Four people submit; the cut comes with the first answer, whatever the others have come to."""
    (tmp_path / "tokens").write_text("T1 a-token-that-stays\n")

    def begin() -> Any:
        backend = start("--terminal-token-file", str(tmp_path / "tokens"), database=database)
        backend.terminal_id, backend.token = "T1", "a-token-that-stays"
        return backend

    first = begin()
    client = connect(first)
    cut = threading.Lock()

    def send_and_cut(attempt: Callable[[Any], Any]) -> Any:
        answer = attempt(client)
        if isinstance(answer, r.Sent) and cut.acquire(blocking=False):
            first.kill()
        return answer

    def attempt_of(proof: r.CardProof) -> Callable[[Any], Any]:
        key, payload = str(uuid.uuid4()), case_of(proven(client, proof))
        return lambda by: by.send("case", key, payload)

    attempts = [attempt_of(somebody()) for _ in range(4)]
    before = dict(at_once([pair(send_and_cut, each) for each in attempts]))
    again = connect(begin())
    after = {attempt: attempt(again) for attempt in attempts}
    assert all(after[attempt] == r.Sent(answer.answer, True) for attempt, answer in before.items() if answer != AWAY)
    assert len({answer.answer["case_number"] for answer in after.values()}) == len(attempts)
    assert any(answer != AWAY for answer in before.values())


AWAY = Away("network")


def pair(call: Callable[[Any], Any], argument: Any) -> Callable[[], tuple[Any, Any]]:
    return lambda: (argument, call(argument))


def test_guesses_that_waited_for_each_other_are_counted_one_by_one(postgres_database: str) -> None:
    """The badge's row is held until all of them wait for it; then they go on together."""
    engine, sessions = open_database(postgres_database)
    now = datetime(2026, 11, 21, 9, 0, tzinfo=REGION_TIME)

    def guess() -> str:
        with pytest.raises(Problem) as caught:
            pins.check(sessions, "0012", "000000", now)
        return caught.value.code

    assert guess() == "staff.pin_wrong"
    with psycopg.connect(postgres_database) as holder, ThreadPoolExecutor(6) as crew:
        holder.execute("SELECT badge FROM pin_attempts FOR UPDATE")
        guesses = [crew.submit(guess) for _ in range(6)]
        wait_until_waiting(postgres_database, 6)
        holder.commit()
        codes = Counter(each.result(30) for each in guesses)
    engine.dispose()
    assert codes == {"staff.pin_wrong": 3, "staff.locked": 3}


def wait_until_waiting(address: str, many: int) -> None:
    """Until so many transactions wait for a lock."""
    question = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with psycopg.connect(address, autocommit=True) as watcher:
        for _ in range(20_000):
            row = watcher.execute(question).fetchone()
            if row and row[0] == many:
                return
    raise AssertionError("they never waited")
