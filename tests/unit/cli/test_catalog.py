"""`kiosk catalog`: items that ship are good, and a broken one is named."""

import json
from pathlib import Path

import pytest

from kiosk.cli.catalog import ITEMS
from tests.unit.cli.conftest import Kiosk

ITEM = "gaoling_certification"


def test_every_item_that_ships_is_good(kiosk: Kiosk) -> None:
    ended = kiosk("catalog", "validate")
    assert (ended.code, ended.err) == (0, "")
    assert f"{ITEM}: good" in ended.out


def test_validation_as_json(kiosk: Kiosk) -> None:
    assert kiosk("catalog", "validate", ITEM, "--json").json == {ITEM: []}


def test_a_broken_item_is_named_with_its_line(kiosk: Kiosk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text((ITEMS / f"{ITEM}.yaml").read_text(encoding="utf-8").replace("assurance:", "assurence:"))
    ended = kiosk("catalog", "validate", broken)
    assert ended.code == 2
    assert "broken.yaml:" in ended.err
    assert "assur" in ended.err


@pytest.mark.parametrize("command", ["show", "diagram"])
def test_a_broken_item_is_not_shown(kiosk: Kiosk, tmp_path: Path, command: str) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: x\n")
    ended = kiosk("catalog", command, broken)
    assert (ended.code, ended.out) == (2, "")


def test_an_unknown_item_is_answered_with_the_known_ones(kiosk: Kiosk) -> None:
    ended = kiosk("catalog", "show", "tea")
    assert ended.code == 2
    assert ITEM in ended.err


def test_an_item_is_shown_as_data(kiosk: Kiosk) -> None:
    assert kiosk("catalog", "show", ITEM, "--json").json["id"] == ITEM
    assert json.loads(kiosk("catalog", "show", ITEM).out)["id"] == ITEM


def test_a_flow_is_drawn(kiosk: Kiosk) -> None:
    drawn = kiosk("catalog", "diagram", ITEM).out
    assert drawn.startswith("flowchart")
    assert "identify" in drawn
    assert kiosk("catalog", "diagram", ITEM, "--json").json["mermaid"] in drawn
