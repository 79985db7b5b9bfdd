"""The error catalogue: the shipped words keep the house's rules, and a file that breaks one is not read."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drivers.api import errors as device_errors
from kiosk.domain.errors import FORBIDDEN, PERSON, PLACEHOLDER, RANGES, CatalogueError, ErrorCatalogue, ErrorEntry

SHIPPED = Path(__file__).parents[3] / "assets" / "errors.yaml"
CATALOGUE = ErrorCatalogue.load(SHIPPED)
ENTRIES = list(CATALOGUE.entries.values())
PLACEHOLDERS = {"case_number", "receipt_number", "reason", "due_date", "valid_until"}
MUST_EXIST = re.findall(r"\S+", """
    card.unreadable card.wrong_kind card.expired card.lifted card.left_behind card.suspect card.number_wrong
    face.no_face face.two_faces face.too_dark face.no_match face.no_match_three face.reference_unusable
    face.face_changed camera.gone reader.gone scanner.gone code.unknown staff.wrong_pin staff.locked
    printer.paper_out printer.paper_out_midway printer.cover_open printer.unknown printer.offline printer.fault
    backend.away_before backend.away_at_submit backend.refused
    session.not_eligible session.already_done session.unknown_person visit.crashed visit.idle
""")  # fmt: skip
BACKEND_CODES = re.findall(r"\S+", """
    card.expired case.already_done case.not_eligible case.unknown face.not_matched field.invalid field.locked
    id_number.invalid identity.name_differs item.unknown medical_code.unknown portrait.none promise.unsigned
    rating.already request.invalid request.key_reused request.not_found request.too_large server.fault
    session.assurance_low session.closed session.other_terminal session.time session.unknown staff.locked
    staff.pin_wrong terminal.unknown
""")  # fmt: skip


def entry_ids(entry: ErrorEntry) -> str:
    return entry.code


each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=entry_ids)


@pytest.mark.parametrize("code", MUST_EXIST)
def test_everything_that_can_go_wrong_is_in_it(code: str) -> None:
    assert CATALOGUE[code].code == code


@pytest.mark.parametrize("code", BACKEND_CODES)
def test_every_code_of_the_backend_has_words(code: str) -> None:
    assert code in (CATALOGUE[code].code, *CATALOGUE[code].also)


@pytest.mark.parametrize("error", [device_errors.DeviceError, *device_errors.DeviceError.__subclasses__()])
def test_every_device_error_has_words(error: type[device_errors.DeviceError]) -> None:
    assert CATALOGUE[error.code].cause == "device"


@each_entry
def test_the_title_says_what_to_do_in_twelve_characters(entry: ErrorEntry) -> None:
    assert 2 <= len(entry.title) <= 12


@each_entry
def test_banner_and_safe_fit_their_places(entry: ErrorEntry) -> None:
    assert 2 <= len(entry.banner) <= 24
    assert 4 <= len(entry.safe) <= 48
    assert len(entry.spoken) <= 60
    assert entry.spoken.endswith("。")


@each_entry
def test_somebody_can_always_be_asked(entry: ErrorEntry) -> None:
    assert PERSON in entry.next_actions
    assert 1 <= len(entry.next_actions) <= 4
    assert CATALOGUE.actions_of(entry) == tuple(CATALOGUE.actions[way] for way in entry.next_actions)


@each_entry
def test_the_person_is_told_what_is_safe_and_never_blamed(entry: ErrorEntry) -> None:
    words = entry.banner + entry.title + entry.safe + entry.spoken
    assert not any(word in words for word in (*FORBIDDEN, "失败", "错误", "异常", "非法", "无效"))
    assert not re.search("[A-WYZa-z]", PLACEHOLDER.sub("", words))


@each_entry
def test_only_known_placeholders_are_used(entry: ErrorEntry) -> None:
    assert entry.placeholders <= PLACEHOLDERS


@each_entry
def test_speech_holds_no_number(entry: ErrorEntry) -> None:
    assert not {"case_number", "receipt_number"} & {
        name for name in entry.placeholders if f"{{{name}}}" in entry.spoken
    }


def test_keys_are_short() -> None:
    for action in CATALOGUE.actions.values():
        assert 2 <= len(action.label) <= 9, action.id
        assert action.icon.replace("_", "").isalnum()


def test_every_action_is_offered_somewhere() -> None:
    offered = {way for entry in ENTRIES for way in entry.next_actions}
    assert offered == set(CATALOGUE.actions)


def test_numbers_are_read_out_by_cause() -> None:
    for entry in ENTRIES:
        assert entry.number[2] == str(RANGES[entry.cause])
    assert len({entry.number for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("printer.paper_out", "printer.paper_out"),
        ("printer.something_new", "printer.fault"),
        ("staff.pin_wrong", "staff.wrong_pin"),
        ("nonsense", "device.fault"),
        ("", "device.fault"),
    ],
)
def test_a_code_nobody_knows_still_gets_words(code: str, found: str) -> None:
    assert CATALOGUE.find(code).code == found


def test_an_exact_code_must_exist() -> None:
    with pytest.raises(KeyError):
        CATALOGUE["printer.something_new"]


@given(st.text())
def test_placeholders_are_filled_and_values_stay_what_they_are(reason: str) -> None:
    filled = CATALOGUE["backend.refused"].fill(reason=reason, unused="x")
    assert filled.banner == reason
    assert reason in filled.spoken


def test_filling_without_a_value_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError, match="receipt_number"):
        CATALOGUE["backend.away_at_submit"].fill(case_number="1")


GOOD: dict[str, Any] = {
    "actions": {"help": {"label": "请人帮办", "icon": "support_agent"}},
    "errors": {
        "device.fault": {
            "number": "K-809", "cause": "device", "tone": "warn", "title": "请人帮办", "banner": "有个部件坏了",
            "safe": "填好的都留着", "spoken": "请人帮办。", "next_actions": ["help"], "advice": "自检",
        },
    },
}  # fmt: skip


def changed(part: str, key: str, **fields: Any) -> str:
    """The good file with some fields of one entry replaced, or dropped when None."""
    data: dict[str, Any] = yaml.safe_load(yaml.safe_dump(GOOD, allow_unicode=True))
    entry = data[part].setdefault(key, dict(GOOD[part][next(iter(GOOD[part]))]))
    for name, value in fields.items():
        entry[name] = value
        if value is None:
            del entry[name]
    return yaml.safe_dump(data, allow_unicode=True)


def test_the_good_file_is_read() -> None:
    catalogue = ErrorCatalogue.parse(changed("errors", "device.fault", picture="card", also=["device.other"]))
    assert catalogue["device.other"].picture == "card"
    assert catalogue.actions["help"].hint == ""


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[]", "two parts"),
        ("actions: {}", "two parts"),
        (changed("errors", "device.fault", title=None), "title missing"),
        (changed("errors", "device.fault", colour="red"), "colour unknown"),
        (changed("errors", "device.fault", title="  "), "title is no text"),
        (changed("errors", "device.fault", title=12), "title is no text"),
        (changed("errors", "device.fault", next_actions="help"), "next_actions is no list"),
        (changed("errors", "device.fault", also="x"), "also is no list"),
        (changed("errors", "device.fault", cause="weather"), "unknown cause"),
        (changed("errors", "device.fault", tone="loud"), "tone"),
        (changed("errors", "device.fault", number="809"), "no number of the range"),
        (changed("errors", "device.fault", number="K-109"), "no number of the range"),
        (changed("errors", "device.fault", next_actions=["help", "fly"]), "unknown actions"),
        (changed("errors", "device.fault", next_actions=[]), "no way leads to a person"),
        (changed("errors", "device.fault", spoken="认证失败。"), "never say"),
        (changed("errors", "device.fault", banner="不是本人"), "never say"),
        (changed("actions", "help", label="确定"), "never say"),
        (changed("errors", "device.second"), "is taken by"),
        (changed("errors", "device.second", number="K-801", also=["device.fault"]), "also names"),
        (yaml.safe_dump({"actions": GOOD["actions"], "errors": {}}), "device.fault is missing"),
        (yaml.safe_dump({"actions": {"help": "x"}, "errors": {}}), "not a mapping"),
    ],
)
def test_a_file_that_breaks_a_rule_is_not_read(text: str, rule: str) -> None:
    with pytest.raises(CatalogueError, match=rule):
        ErrorCatalogue.parse(text)
