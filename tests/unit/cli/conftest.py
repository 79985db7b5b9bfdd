"""The command as a technician gets it, with the drivers of a vendor's package installed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.main import main

VENDOR = Path(__file__).parent / "vendor"


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Kiosk = Callable[..., Ended]


@pytest.fixture
def kiosk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """Runs `kiosk` with the words given and returns how it ended."""
    monkeypatch.syspath_prepend(str(VENDOR))

    def run(*words: object) -> Ended:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return run


@pytest.fixture
def config(tmp_path: Path) -> Callable[..., Path]:
    """Writes a terminal's configuration with devices NAME=ADDRESS of the vendor's families."""

    def write(**devices: str) -> Path:
        families = {"idcard": "sample_card", "scanner": "sample_scanner", "printer": "sample_printer"}
        tables = [
            f'[devices.{name}]\nfamily = "{families[name]}"\naddress = "{address}"\n'
            for name, address in devices.items()
        ]
        path, token = tmp_path / "terminal.toml", tmp_path / "token"
        token.touch(mode=0o600)
        token.write_text("not-a-secret")
        head = f'[terminal]\nstate_dir = "{tmp_path / "state"}"\ntoken_file = "{token}"\n'
        head += '[backend]\nurl = "http://127.0.0.1:9"\n'
        path.write_text(head + "".join(tables), encoding="utf-8")
        return path

    return write
