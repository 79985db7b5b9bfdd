"""Text blocks of the four cards. Blocks of the sample residents are made by the emulator's own encoder."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drivers.api.idcard import IdCard
from drivers.emulators.sam_v_cards import SAMPLES, load_cards, padded, text_block
from drivers.families.sam_v.codec import CardFiles
from drivers.families.sam_v.layouts import check_character, id_card, number_warnings
from drivers.families.sam_v.tables import ETHNIC_GROUPS

PEOPLE: dict[str, dict[str, Any]] = yaml.safe_load(SAMPLES.read_text(encoding="utf-8"))["residents"]
printable = st.text(st.characters(codec="utf-16-le", min_codepoint=0x21, max_codepoint=0xD7FF), max_size=15)


def card_of(person: dict[str, Any], *, fingerprint: bytes = b"", addresses: tuple[bytes, ...] = ()) -> IdCard:
    return id_card(CardFiles(text_block(person), b"portrait", fingerprint), addresses)


def changed(**values: str) -> IdCard:
    return card_of({**PEOPLE["li_sample"], **values})


def day(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


@pytest.mark.parametrize("person_id", PEOPLE)
def test_every_sample_card_reads_as_what_it_was_made_of(person_id: str) -> None:
    # Arrange
    person = PEOPLE[person_id]

    # Act
    card = card_of(person)

    # Assert
    assert (card.kind, card.sex, card.id_number) == (person["kind"], person["sex"], person["number"])
    assert card.name == person["name"][:15]
    assert card.birth_date == day(person["birth"])
    assert card.valid_from == day(person["valid_from"])
    assert card.address == person.get("address", "")
    assert card.english_name == person.get("english_name", "")
    assert card.nationality == person.get("nationality", "")
    assert card.pass_number == person.get("pass_number", "")
    assert card.issue_count == person.get("issue_count", person.get("renewal_count", ""))
    assert card.issuing_authority == person.get("authority", person.get("authority_code", ""))
    assert card.ethnic_group == ETHNIC_GROUPS.get(person.get("ethnic", ""), "")
    assert card.warnings == (("number.check_digit",) if person_id == "bad_number" else ())


@pytest.mark.parametrize("person_id", PEOPLE)
def test_long_term_has_no_end(person_id: str) -> None:
    card = card_of(PEOPLE[person_id])
    until = PEOPLE[person_id]["valid_until"]
    assert card.long_term == (until == "长期")
    assert card.valid_until == (None if until == "长期" else day(until))


def test_every_block_is_256_bytes() -> None:
    assert {len(card.text) for card in load_cards().values() if card.text} == {256}


def test_the_long_name_is_cut_by_the_card() -> None:
    assert card_of(PEOPLE["long_name"]).name == "样例古丽·示例买买提·测试阿卜"


def test_the_english_name_of_layout_y_goes_on_in_its_second_field() -> None:
    name = "SAMPLE, ALEXANDRA PHILIPPINE VERY T LONGER"
    card = card_of({**PEOPLE["foreigner_2023"], "english_name": name})
    assert card.english_name == name


def test_a_space_at_the_seam_of_an_english_name_stays() -> None:
    name = "SAMPLE, ALEXANDRA PHILIPPINE VERYS T"
    assert name[34] == " "
    assert card_of({**PEOPLE["foreigner_2023"], "english_name": name}).english_name == name


def test_link_to_the_older_number_of_layout_y() -> None:
    assert card_of(PEOPLE["foreigner_2023"]).related_number == "201"


@given(name=printable, address=printable)
def test_any_text_comes_back_as_it_was(name: str, address: str) -> None:
    card = changed(name=name or "样", address=address)
    assert (card.name, card.address) == (name or "样", address)


def test_inner_spaces_are_kept_and_trailing_nuls_are_not() -> None:
    assert changed(name="样 本\0\0").name == "样 本"


@given(st.binary(min_size=256, max_size=256), st.binary(max_size=280))
def test_any_block_is_a_card_or_has_warnings(block: bytes, addresses: bytes) -> None:
    card = id_card(CardFiles(block, b""), (addresses,))
    assert card.birth_date is not None or "birth.not_a_date" in card.warnings


@pytest.mark.parametrize(
    ("values", "warning"),
    [
        ({"birth": "19400230"}, "birth.not_a_date"),
        ({"birth": "1940    "}, "birth.not_a_date"),
        ({"birth": "１９４００３１５"}, "birth.not_a_date"),
        ({"birth": "19400316"}, "number.birth_differs"),
        ({"sex": "male"}, "number.sex_differs"),
        ({"number": "990101194003150021"}, "number.check_digit"),
        ({"number": "99010119400315002"}, "number.shape"),
        ({"number": "99010119400315A020"}, "number.shape"),
        ({"valid_from": ""}, "valid_from.not_a_date"),
        ({"valid_until": "永久"}, "valid_until.not_a_date"),
        ({"ethnic": "77"}, "ethnic.unknown_code"),
        ({"name": ""}, "name.empty"),
        ({"name": "李\ue123"}, "text.private_use"),
    ],
)
def test_oddities_are_warnings_never_failures(values: dict[str, str], warning: str) -> None:
    assert warning in changed(**values).warnings


def test_an_unknown_ethnic_code_is_shown_as_it_is() -> None:
    assert changed(ethnic="77").ethnic_group == "77"


def test_codes_outside_the_list_of_56() -> None:
    assert changed(ethnic="81").ethnic_group == "穿青人"
    assert len(ETHNIC_GROUPS) == 59
    assert (ETHNIC_GROUPS["01"], ETHNIC_GROUPS["30"], ETHNIC_GROUPS["56"]) == ("汉", "土", "基诺")


def test_an_unknown_sex_code_is_unknown() -> None:
    block = text_block(PEOPLE["li_sample"])
    card = id_card(CardFiles(block[:30] + "7".encode("utf-16-le") + block[32:], b""))
    assert card.sex == "unknown"
    assert "sex.unknown_code" in card.warnings


@pytest.mark.parametrize(("code", "sex"), [("0", "unknown"), ("9", "not_stated")])
def test_a_sex_not_told_contradicts_no_number(code: str, sex: str) -> None:
    block = text_block(PEOPLE["li_sample"])
    card = id_card(CardFiles(block[:30] + code.encode("utf-16-le") + block[32:], b""))
    assert (card.sex, card.warnings) == (sex, ())


def test_half_a_character_is_damaged_text_once() -> None:
    block = b"\x00\xd8" + text_block(PEOPLE["li_sample"])[2:]
    card = id_card(CardFiles(block, b""), (b"\x00\xd8" + b" \0" * 34,))
    assert card.warnings == ("text.damaged",)


def test_the_old_foreigners_number_has_letters_in_front() -> None:
    assert number_warnings("foreigner_2017", "USA990145010101", None, "male") == []
    assert number_warnings("foreigner_2017", "US1990145010101", None, "male") == ["number.shape"]
    assert number_warnings("foreigner_2017", "911001194602020042", None, "male") == ["number.shape"]


def test_appended_addresses_come_in_order_without_empty_ones() -> None:
    card = card_of(PEOPLE["li_sample"], addresses=(padded("甲路1号", 70), padded("", 70), padded("乙路2号", 70)))
    assert card.appended_addresses == ("甲路1号", "乙路2号")


@pytest.mark.parametrize(("block", "present"), [(b"", False), (bytes(1024), False), (b"C" + bytes(1023), True)])
def test_fingerprints_that_are_all_zero_are_none(block: bytes, present: bool) -> None:
    assert card_of(PEOPLE["child"], fingerprint=block).fingerprint_present is present


@pytest.mark.parametrize(("first", "check"), [("11010519491231002", "X"), ("44052418800101001", "4")])
def test_check_characters_of_the_standards_own_examples(first: str, check: str) -> None:
    assert check_character(first) == check


def test_nothing_of_a_person_shows_in_repr() -> None:
    assert "李" not in repr(card_of(PEOPLE["li_sample"]))
