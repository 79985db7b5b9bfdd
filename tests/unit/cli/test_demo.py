"""What the demonstration writes and decides before it starts anything."""

import subprocess
import tomllib
from pathlib import Path

import pytest

from kiosk.cli import demo
from kiosk.cli.configured import settings_of

READY = {"url": "http://127.0.0.1:8000", "terminal_id": "SAMPLE-0001", "token": "not-a-secret"}
DEVICES = {
    "idcard": {"family": "sam_v", "address": "run/idcard"},
    "printer": {"family": "escpos", "address": "tcp://127.0.0.1:9100", "profile": "generic-80mm"},
}


def test_the_configuration_is_toml_with_everything_a_terminal_needs(tmp_path: Path) -> None:
    table = tomllib.loads(demo.write_config(tmp_path, READY, DEVICES).read_text(encoding="utf-8"))
    assert table["terminal"]["site_name"] == "青石桥社区便民服务站"
    assert set(table["terminal"]) == {"id", "site", "site_name", "station_phone", "state_dir", "token_file"}
    assert table["backend"] == {"url": "http://127.0.0.1:8000"}
    assert table["panel"] == {"width_px": 1080, "height_px": 1920, "diagonal_inch": 32.0}
    assert table["devices"] == DEVICES


def test_the_commands_understand_the_configuration(tmp_path: Path) -> None:
    read = settings_of(demo.write_config(tmp_path, READY, DEVICES))
    assert read.terminal.state_dir == tmp_path / "state"
    assert [(name, d.profile) for name, d in read.devices.items()] == [("idcard", ""), ("printer", "generic-80mm")]


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", None])
def test_without_a_display_qt_draws_offscreen(monkeypatch: pytest.MonkeyPatch, variable: str | None) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QSG_RENDER_LOOP"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, ":0")
    environment = demo.terminal_environment()
    assert demo.has_display() is (variable is not None)
    assert environment.get("QT_QPA_PLATFORM") == (None if variable else "offscreen")
    assert environment["QSG_RENDER_LOOP"] == "basic"


def test_the_token_is_only_the_owners(tmp_path: Path) -> None:
    demo.write_config(tmp_path, READY, DEVICES)
    token = tmp_path / "token"
    assert (token.read_text(), token.stat().st_mode & 0o777) == ("not-a-secret", 0o600)


def test_what_the_visit_prints_goes_to_its_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "visit.log"
    with demo.output_kept(log):
        subprocess.run(["echo", "a report"], check=True)
    subprocess.run(["echo", "afterwards"], check=True)
    assert (log.read_text(), capfd.readouterr().out) == ("a report\n", "afterwards\n")


def test_the_screen_is_given_back_when_the_visit_fails(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), demo.output_kept(tmp_path / "visit.log"):
        raise ZeroDivisionError
    subprocess.run(["echo", "afterwards"], check=True)
    assert capfd.readouterr().out == "afterwards\n"


def test_with_json_the_visit_prints_its_report_itself(capfd: pytest.CaptureFixture[str]) -> None:
    with demo.output_kept(None):
        subprocess.run(["echo", "a report"], check=True)
    assert capfd.readouterr().out == "a report\n"
