"""The shipped events and the rules of their file."""

import re
from pathlib import Path

import pytest

from kiosk.events.catalogue import TYPES, UNDECLARED, EventCatalogue, EventsFileError, events_markdown

CATALOGUE = EventCatalogue.load()
HEAD = f"{UNDECLARED}: {{level: error, fields: {{id: str, problem: str}}, meaning: x}}\n"


@pytest.mark.parametrize("kind", CATALOGUE.kinds.values(), ids=lambda kind: kind.id)
def test_each_event_says_what_it_is(kind: object) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", kind.id)  # pyright: ignore[reportAttributeAccessIssue]
    assert kind.meaning.endswith(".")  # pyright: ignore[reportAttributeAccessIssue]
    assert len(kind.meaning) <= 100  # pyright: ignore[reportAttributeAccessIssue]


def test_no_field_is_named_after_a_person_s_data() -> None:
    personal = {
        "name",
        "number",
        "id_number",
        "phone",
        "address",
        "account",
        "portrait",
        "text",
        "payload",
        "case_number",
    }
    for kind in CATALOGUE.kinds.values():
        assert not personal & set(kind.fields), kind.id


def test_optional_fields_are_marked() -> None:
    fields = CATALOGUE.kinds["device.lost"].fields
    assert fields["detail"].optional
    assert not fields["code"].optional
    assert fields["code"].type in TYPES


def test_the_table_has_a_line_for_each_event() -> None:
    lines = events_markdown(CATALOGUE).splitlines()
    assert lines[:2] == ["| event | level | fields | meaning |", "|---|---|---|---|"]
    assert len(lines) == len(CATALOGUE.kinds) + 2
    assert all(line.count("|") == 5 for line in lines)
    assert (
        "| `device.lost` | warning | `device` str, `code` str, `detail` str? | A device stopped answering. |" in lines
    )


def test_another_file_may_be_read(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(HEAD + "a.b: {level: info, fields: {}, meaning: y}", encoding="utf-8")
    assert set(EventCatalogue.load(tmp_path / "own.yaml").kinds) == {UNDECLARED, "a.b"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[]", "mapping"),
        ("a.b: {level: info, fields: {}, meaning: y}", UNDECLARED),
        (HEAD + "a.b: x", "exactly level, fields and meaning"),
        (HEAD + "a.b: {level: info, meaning: y}", "exactly level, fields and meaning"),
        (HEAD + "a.b: {level: loud, fields: {}, meaning: y}", "no level"),
        (HEAD + "a.b: {level: info, fields: {x: list}, meaning: y}", "no type"),
        (HEAD + "a.b: {level: info, fields: {'x y': str}, meaning: y}", "not usable"),
        (HEAD + "a.b: {level: info, fields: {at: str}, meaning: y}", "not usable"),
    ],
)
def test_a_file_that_breaks_a_rule_is_not_read(text: str, rule: str) -> None:
    with pytest.raises(EventsFileError, match=rule):
        EventCatalogue.parse(text)
