"""Manifests of the serial families say what is true of their code."""

import importlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

import drivers.families

ROOT = Path(drivers.families.__file__).parent
REPOSITORY = ROOT.parents[1]
FAMILIES = ["sam_v", "serial_scanner"]


def manifest(family: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / family / "manifest.toml").read_text(encoding="utf-8"))


def driver_class(family: str) -> Any:
    module, _, name = manifest(family)["driver"].partition(":")
    return getattr(importlib.import_module(module), name)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_driver_has_every_method_of_its_contract(family: str) -> None:
    api = {"IdCardReader": "drivers.api.idcard", "CodeScanner": "drivers.api.scanner"}
    name = manifest(family)["contract"]
    contract = getattr(importlib.import_module(api[name]), name)
    wanted = {method for base in contract.__mro__ for method in vars(base) if not method.startswith("_")}
    assert wanted
    assert wanted <= set(dir(driver_class(family)))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_profile_is_accepted_by_the_driver(family: str, tmp_path: Path) -> None:
    profiles = manifest(family)["profiles"]
    assert len({profile["name"] for profile in profiles}) == len(profiles)
    for profile in profiles:
        driver_class(family)(str(tmp_path / "port"), profile).close()


@pytest.mark.parametrize("family", FAMILIES)
def test_the_manifest_names_its_own_folder_and_tests(family: str) -> None:
    content = manifest(family)
    assert content["family"] == family
    assert (REPOSITORY / content["quality"]["contract_tests"]).is_file()
    assert (ROOT / family / "README.md").is_file()


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_not_supported_says_why(family: str) -> None:
    assert all(entry["reason"] for entry in manifest(family)["unsupported"])
