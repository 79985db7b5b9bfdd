"""Families are found, chosen and explained by their manifests alone."""

import os
import pty
from pathlib import Path

import pytest

from drivers import registry
from drivers.registry import Port, RegistryError, manifest, matching, ports

CARD = """
contract = "IdCardReader"
driver = "cards.driver:Reader"
schemes = ["path", "socket"]
quality = "silver"
[[match]]
usb = "0483:5740"
profile = "fast"
why = "the reader's own USB id"
[[match]]
by_id = ["usb-CardCo_*"]
[profiles.plain]
title = "any reader"
baud = 115200
[profiles.fast]
baud = 460800
"""
BRIDGE = """
family = "bridged"
contract = "IdCardReader"
driver = "cards.driver:Reader"
links = ["serial"]
[quality]
scale = "emulated"
[[match]]
usb = "1a86:7523"
certain = false
note = "CH340 bridge"
[[match]]
usb_class = "cdc_acm"
certain = false
[[unsupported]]
usb = "0400:c35a"
reason = "a reader on pipes of its own"
"""
SCANNER = """
family = "scanner_x"
contract = "scanner"
driver = "scan.driver:Scanner"
[[match]]
usb = ["1A86:7523", "0483:5741"]
"""
PRINTER = """
contract = "ReceiptPrinter"
driver = "print.driver:Printer"
[[match]]
address = "tcp://"
port = 9100
[[profiles]]
name = "wide"
width_dots = 576
"""


def write(folder: Path, **texts: str) -> Path:
    for family, text in texts.items():
        (folder / family).mkdir(parents=True)
        (folder / family / "manifest.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def known(tmp_path: Path) -> dict[str, registry.Manifest]:
    return registry.manifests(write(tmp_path, card=CARD, scanner=SCANNER, printer=PRINTER))


def test_a_manifest_is_read_whole(known: dict[str, registry.Manifest]) -> None:
    card = known["card"]
    assert (card.family, card.contract, card.quality, card.schemes) == ("card", "idcard", "silver", ("path", "socket"))
    assert [p.name for p in card.profiles] == ["plain", "fast"]
    assert card.profile("fast").settings == {"baud": 460800}
    assert card.profile().title == "any reader"


def test_a_family_may_have_its_own_name_and_no_profiles(known: dict[str, registry.Manifest]) -> None:
    assert known["scanner_x"].profile().name == "default"
    assert known["scanner_x"].schemes == ()


def test_profiles_may_be_a_list_and_rules_may_give_the_scheme(known: dict[str, registry.Manifest]) -> None:
    assert known["printer"].profile("wide").settings == {"width_dots": 576}
    assert known["printer"].schemes == ("tcp",)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("contract = 'idcard'", "lacks 'driver'"),
        ("driver = 'a:B'", "lacks 'contract'"),
        ("contract = 'kettle'\ndriver = 'a:B'", "no contract 'kettle'"),
        ("contract = 'idcard'\ndriver = 'a.B'", "package.module:Class"),
        ("contract = 'idcard'\ndriver = 'a:B'\nprofiles = 3", "x: "),
        ("contract = 'idcard'\ndriver = 'a:B'\nadresses = ['file:']", "adresses: not known"),
        ("contract =", "not TOML"),
    ],
)
def test_a_bad_manifest_is_named_with_its_fault(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(RegistryError, match="^x: ") as caught:
        registry.manifests(write(tmp_path, x=text))
    assert complaint in str(caught.value)


def test_two_families_cannot_have_one_name(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="scanner_x"):
        registry.manifests(write(tmp_path, a=SCANNER, b=SCANNER))


def test_an_unknown_profile_is_answered_with_the_known_ones(known: dict[str, registry.Manifest]) -> None:
    with pytest.raises(RegistryError, match="plain, fast"):
        known["card"].profile("slow")


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("/dev/serial/by-id/usb-A:B-if00", "path"),
        ("out/rig/idcard", "path"),
        ("socket://127.0.0.1:4000", "socket"),
        ("tcp://printer:9100", "tcp"),
        ("file:clip.mp4", "file"),
        ("usb:0483:5740:X", "usb"),
    ],
)
def test_the_kind_of_an_address(address: str, scheme: str) -> None:
    assert manifest.scheme_of(address) == scheme


def test_a_family_is_chosen_by_name_or_contract(known: dict[str, registry.Manifest]) -> None:
    for name in ("card", "idcard", "IdCardReader"):
        assert registry.choose(name, "/dev/ttyACM0", known).family == "card"


@pytest.mark.parametrize(
    ("name", "address", "complaint"),
    [("kettle", "x", "there are: card, printer, scanner_x"), ("printer", "/dev/usb/lp0", "it opens: tcp")],
)
def test_a_wrong_choice_is_explained(
    known: dict[str, registry.Manifest], name: str, address: str, complaint: str
) -> None:
    with pytest.raises(RegistryError, match=complaint):
        registry.choose(name, address, known)


def test_two_fitting_families_must_be_told_apart(tmp_path: Path) -> None:
    known = registry.manifests(write(tmp_path, card=CARD, other=CARD))
    with pytest.raises(RegistryError, match="card and other"):
        registry.choose("idcard", "/dev/ttyACM0", known)


def test_a_port_is_recognised_by_its_usb_id(known: dict[str, registry.Manifest]) -> None:
    found = matching.explain(Port("/dev/ttyACM0", "Card", usb="0483:5740"), known)
    assert (found.matched, found.family, found.profile, found.contract) == (True, "card", "fast", "idcard")
    assert found.why == "the reader's own USB id"


def test_a_port_is_recognised_by_its_link(known: dict[str, registry.Manifest]) -> None:
    found = matching.explain(Port("/dev/x", "Card", usb="ffff:0001", by_id="usb-CardCo_R1-if00"), known)
    assert (found.family, found.profile, found.why) == ("card", "plain", "ffff:0001 is any reader")


@pytest.mark.parametrize(
    ("port", "reason"),
    [
        (Port("/dev/ttyS0", "ttyS0"), "A built-in port"),
        (Port("/dev/ttyUSB0", "x", usb="dead:beef"), "No manifest names USB dead:beef"),
        (Port("/dev/video0", "Cam", kind="video"), "no family installed"),
    ],
)
def test_what_matches_nothing_is_explained(known: dict[str, registry.Manifest], port: Port, reason: str) -> None:
    found = matching.explain(port, known)
    assert not found.matched
    assert reason in found.why


def test_a_shared_adapter_is_not_guessed(tmp_path: Path) -> None:
    known = registry.manifests(write(tmp_path, s=SCANNER, t=SCANNER.replace("scanner_x", "scanner_y")))
    found = matching.explain(Port("/dev/ttyUSB0", "CH340", usb="1a86:7523"), known)
    assert not found.matched
    assert "May be scanner_x or scanner_y" in found.why


def test_only_the_picture_file_of_a_camera_is_listed(tmp_path: Path) -> None:
    for name, index, title in (("video0", "0", "HD Camera"), ("video1", "1", "HD Camera")):
        about = tmp_path / "sys" / "class" / "video4linux" / name
        about.mkdir(parents=True)
        (about / "index").write_text(index + "\n")
        (about / "name").write_text(title + "\n")
        (tmp_path / name).touch()
    found = ports.video_ports(tmp_path, tmp_path / "sys")
    assert [(p.address, p.what, p.kind) for p in found] == [(str(tmp_path / "video0"), "HD Camera", "video")]


def test_a_camera_without_papers_is_listed_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "video2").touch()
    assert [p.what for p in ports.video_ports(tmp_path, tmp_path / "sys")] == ["video2"]


def test_the_scan_of_this_machine_explains_everything(tmp_path: Path) -> None:
    (tmp_path / "video0").touch()
    found = registry.scan(tmp_path, tmp_path)
    assert found[-1].what == "video0"
    assert all(one.why for one in found)


def test_every_family_of_the_house_can_be_loaded() -> None:
    end, far = pty.openpty()
    try:
        for family in registry.manifests().values():
            for profile in family.profiles:
                scheme = family.schemes[0] if family.schemes else "path"
                address = os.ttyname(far) if scheme == "path" else f"{scheme}://127.0.0.1:9"
                driver = registry.create(family.family, address, profile.name)
                driver.close()
    finally:
        os.close(end)
        os.close(far)


def test_a_driver_that_is_not_there_is_named(tmp_path: Path) -> None:
    known = registry.manifests(write(tmp_path, card=CARD))
    with pytest.raises(RegistryError, match="cards.driver:Reader cannot be loaded"):
        registry.create("card", "/dev/ttyACM0", known=known)


def test_a_bridge_is_not_believed(tmp_path: Path) -> None:
    known = registry.manifests(write(tmp_path, b=BRIDGE))
    found = matching.explain(Port("/dev/ttyUSB0", "CH340", usb="1a86:7523"), known)
    assert (found.matched, found.why) == (
        False,
        "May be bridged (CH340 bridge). Name the family in the configuration.",
    )
    assert "May be bridged." in matching.explain(Port("/dev/ttyACM3", "Modem", usb="1:2"), known).why


def test_a_family_that_is_certain_goes_before_one_that_is_not(tmp_path: Path) -> None:
    known = registry.manifests(write(tmp_path, b=BRIDGE, s=SCANNER))
    assert matching.explain(Port("/dev/ttyUSB0", "CH340", usb="1a86:7523"), known).family == "scanner_x"


def test_what_links_and_quality_say(tmp_path: Path) -> None:
    bridged = registry.manifests(write(tmp_path, b=BRIDGE))["bridged"]
    assert (bridged.schemes, bridged.quality) == (("path", "socket", "rfc2217"), "emulated")


def test_usb_devices_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    known = registry.manifests(write(tmp_path / "families", b=BRIDGE))
    for name, vendor, product in (("1-1", "0400", "c35a"), ("1-2", "1d6b", "0002")):
        folder = tmp_path / "sys" / "bus" / "usb" / "devices" / name
        folder.mkdir(parents=True)
        (folder / "idVendor").write_text(vendor + "\n")
        (folder / "idProduct").write_text(product + "\n")
    (tmp_path / "sys" / "bus" / "usb" / "devices" / "1-1:1.0").mkdir()
    told = [found for found in registry.scan(tmp_path, tmp_path / "sys", known) if found.address.startswith("usb:")]
    assert [(one.address, one.why) for one in told] == [
        ("usb:0400:c35a", "Not supported: a reader on pipes of its own.")
    ]
