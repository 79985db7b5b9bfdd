"""`kiosk check` and the ways into other programs."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli import check
from kiosk.cli.terminal import qt_environment
from tests.unit.cli.conftest import Kiosk

ROOT = Path(__file__).parents[3]
PANEL = ["--panel", "ref"]


def test_a_terminal_with_everything_is_ready(kiosk: Kiosk, config: Callable[..., Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        path = config(idcard="sample:resident")
        path.write_text(path.read_text().replace("127.0.0.1:9", f"127.0.0.1:{server.getsockname()[1]}"))
        ended = kiosk("check", "--config", path, "--json")
    assert (ended.code, ended.json["ready"]) == (0, True), ended.json
    names = [finding["name"] for finding in ended.json["checks"]]
    assert names == ["packages", "font", "voice", "disk", "token", "backend", "device idcard"]


def test_what_is_not_ready_is_said_in_words(kiosk: Kiosk, config: Callable[..., Path]) -> None:
    ended = kiosk("check", "--config", config(idcard="sample:absent"))
    assert ended.code == 3
    assert "NOT   device idcard: sample:absent: Nothing is connected" in ended.out
    assert "NOT   backend: http://127.0.0.1:9" in ended.out


@pytest.mark.parametrize(
    ("mode", "content", "words"),
    [
        (0o644, "secret", "other users may use it (mode 0644). Do: chmod 600"),
        (0o620, "secret", "other users may use it (mode 0620)"),
        (0o600, " \n", "is empty"),
        (None, "", "cannot be read (No such file or directory)"),
    ],
)
def test_a_token_must_be_there_and_only_the_owners(
    kiosk: Kiosk, config: Callable[..., Path], tmp_path: Path, mode: int | None, content: str, words: str
) -> None:
    path, token = config(), tmp_path / "token"
    if mode is None:
        token.unlink()
    else:
        token.write_text(content)
        token.chmod(mode)
    ended = kiosk("check", "--config", path)
    assert ended.code == 2
    assert f"NOT   token: {token}: {words}" in ended.out


def test_each_device_is_looked_at_on_its_own(kiosk: Kiosk, config: Callable[..., Path]) -> None:
    path = config(idcard="sample:resident", scanner="sample:code", printer="sample:out")
    path.write_text(path.read_text().replace("sample_scanner", "no_such_family"))
    ended = kiosk("check", "--config", path, "--json")
    found = {each["name"]: each for each in ended.json["checks"]}
    assert ended.code == 2
    assert found["device idcard"]["ok"]
    assert "no driver family or contract is called 'no_such_family'" in found["device scanner"]["words"]
    assert "打印机没有纸" in found["device printer"]["words"]
    assert set(found["token"]) == {"name", "ok", "words"}


def test_a_terminal_without_a_voice_is_not_ready() -> None:
    assert check.voice("sh").ok
    silent = check.voice("no-such-voice")
    assert (silent.ok, silent.words) == (False, "no-such-voice is not installed (Debian: no-such-voice)")


def test_without_a_configuration_there_is_no_terminal(kiosk: Kiosk, tmp_path: Path) -> None:
    ended = kiosk("check", "--config", tmp_path / "none.toml", "--json")
    assert ended.code == 2
    assert ended.json["checks"][-1]["name"] == "configuration"


def test_missing_parts_are_named() -> None:
    assert check.packages(["no-such-package-here"]).words == "missing: no-such-package-here"
    assert not check.font("No Such Font At All").ok


def test_the_disk_is_looked_at_where_the_store_will_lie(tmp_path: Path) -> None:
    assert str(tmp_path) in check.disk(tmp_path / "not" / "yet").words


def test_run_needs_its_configuration(kiosk: Kiosk, tmp_path: Path) -> None:
    ended = kiosk("run", "--config", tmp_path / "none.toml")
    assert ended.code == 2
    assert "--config" in ended.err


def test_somebodys_own_choice_of_renderer_stands() -> None:
    assert qt_environment({"QT_QUICK_BACKEND": "rhi"})["QT_QUICK_BACKEND"] == "rhi"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["screens", "--mode", "elder", "--out", "x"], ["--mode", "elder", *PANEL, "--out", "x"]),
        (["screens"], [*PANEL, "--out", "out/screens"]),
    ],
)
def test_the_touch_shell_takes_the_commands_place(tmp_path: Path, words: list[str], expected: list[str]) -> None:
    package = tmp_path / "ui"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "screens.py").write_text("import os, sys; print(os.getpid(), *sys.argv[1:])")
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    child = subprocess.Popen(
        [sys.executable, "-m", "kiosk.cli.main", *words],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=tmp_path,
    )
    out, _ = child.communicate(timeout=60)
    assert out.split() == [str(child.pid), *expected]
