"""`kiosk device read-card`: the JSON scripts rely on, and how it ends."""

import json

import pytest

from tests.unit.cli.conftest import Kiosk

KEYS = [
    "kind",
    "name",
    "sex",
    "ethnic_group",
    "birth_date",
    "address",
    "id_number",
    "issuing_authority",
    "valid_from",
    "valid_until",
    "appended_addresses",
    "photo",
    "timing_ms",
]


def test_a_card_is_one_line_of_json_in_the_stable_shape(kiosk: Kiosk) -> None:
    ended = kiosk("device", "read-card", "--port", "sample:resident")
    card = ended.json
    assert ended.code == 0
    assert list(card) == KEYS
    assert (card["name"], card["birth_date"], card["valid_from"]) == ("李样本", "1940-03-15", "2016-04-01")
    assert card["valid_until"] == "长期"
    assert card["photo"] == {"bytes": 1024, "decoded": False}
    assert set(card["timing_ms"]) == {"wait", "read"}


def test_repeat_reads_so_many_cards(kiosk: Kiosk) -> None:
    ended = kiosk("device", "read-card", "--port", "sample:resident", "--repeat", 3)
    assert [json.loads(line)["name"] for line in ended.out.splitlines()] == ["李样本"] * 3


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("unreadable", "Lift it and put it back"),
        ("wrong", "not an identity card"),
        ("suspect", "not accept"),
        ("lifted", "taken away"),
    ],
)
def test_a_bad_card_is_refused_in_plain_words(kiosk: Kiosk, way: str, words: str) -> None:
    ended = kiosk("device", "read-card", "--port", f"sample:{way}")
    assert (ended.code, ended.out) == (4, "")
    assert words in ended.err


def test_no_card_in_time(kiosk: Kiosk) -> None:
    ended = kiosk("device", "read-card", "--port", "sample:none", "--timeout", "0.01")
    assert ended.code == 5
    assert "No card came in time" in ended.err


@pytest.mark.parametrize(("way", "words"), [("absent", "Nothing is connected"), ("silent", "does not answer")])
def test_a_reader_that_is_not_there(kiosk: Kiosk, way: str, words: str) -> None:
    ended = kiosk("device", "read-card", "--port", f"sample:{way}")
    assert ended.code == 3
    assert words in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ["--port", "nonsense://x"],
        ["--port", "sample:resident", "--family", "sample_scannerr"],
        ["--port", "sample:resident", "--profile", "quiet"],
        ["--port", "sample:resident", "--timeout", "-1"],
        ["--port", "sample:resident", "--repeat", "0"],
        [],
    ],
)
def test_wrong_usage(kiosk: Kiosk, words: list[str]) -> None:
    ended = kiosk("device", "read-card", *words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err
