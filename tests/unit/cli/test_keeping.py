"""The terminal is started again when it crashed, ended when it was told to, and its status is passed on."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk import assembly
from kiosk.cli import arguments, keeping
from kiosk.cli.keeping import Keeper
from kiosk.config.settings import TerminalSettings

ROOT = Path(__file__).parents[3]
UNIT = ROOT / "deploy" / "systemd" / "bianmin-terminal.service"


class Life:
    """One life of a terminal: lasts `seconds` of the test's clock, ends with `status`; `ends` is called meanwhile."""

    def __init__(self, status: int, seconds: float = 0.0, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.status, self.seconds, self.meanwhile = status, seconds, meanwhile
        self.signals: list[int] = []

    def send_signal(self, sig: int, /) -> None:
        self.signals.append(sig)


class World:
    """A keeper with a clock of its own."""

    def __init__(self, *lives: Life) -> None:
        self.now = 0.0
        self.pauses: list[float] = []
        self.left = list(lives)
        self.keeper = Keeper(self._start, clock=lambda: self.now, pause=self.pauses.append)

    def _start(self) -> "Living":
        return Living(self, self.left.pop(0))

    def run(self) -> int:
        try:
            return self.keeper.run()
        finally:
            self.keeper.close()


class Living:
    def __init__(self, world: World, life: Life) -> None:
        self._world, self._life = world, life

    def wait(self) -> int:
        self._life.meanwhile()
        self._world.now += self._life.seconds
        return self._life.status

    def send_signal(self, sig: int, /) -> None:
        self._life.send_signal(sig)


@pytest.mark.parametrize("status", [-signal.SIGSEGV, -signal.SIGKILL, -signal.SIGABRT, keeping.DIRTY])
def test_it_is_started_again_after_a_crash_and_after_a_wipe_without_proof(status: int) -> None:
    world = World(Life(status), Life(0))
    assert world.run() == 0
    assert (world.pauses, world.left) == ([1.0], [])


@pytest.mark.parametrize("status", [0, 1, 2, 5])
def test_any_other_status_is_passed_on(status: int) -> None:
    world = World(Life(status), Life(0))
    assert world.run() == status
    assert (world.pauses, len(world.left)) == ([], 1)


def test_pauses_grow_and_a_long_life_makes_them_short_again() -> None:
    crash = -signal.SIGSEGV
    world = World(*[Life(crash)] * 7, Life(crash, 60.0), Life(crash), Life(0))
    world.run()
    assert world.pauses == [1, 2, 4, 8, 16, 30, 30, 1, 2]


def test_who_asked_for_it_is_told_why(capsys: pytest.CaptureFixture[str]) -> None:
    World(Life(keeping.DIRTY), Life(-signal.SIGSEGV), Life(0)).run()
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "The terminal could not prove that a visit was wiped; it is started again in 1 s."
    assert told[1] == "The terminal was ended by SIGSEGV; it is started again in 2 s."


@pytest.mark.parametrize("status", [0, -signal.SIGTERM])
def test_told_to_end_it_hands_the_signal_on_and_starts_nothing_more(status: int) -> None:
    life = Life(status, meanwhile=lambda: world.keeper.end(signal.SIGTERM))
    world = World(life, Life(0))
    assert world.run() == 0
    assert (life.signals, len(world.left)) == ([signal.SIGTERM], 1)


def test_a_crash_on_the_way_out_is_not_hidden() -> None:
    life = Life(-signal.SIGSEGV, meanwhile=lambda: world.keeper.end(signal.SIGTERM))
    world = World(life)
    assert world.run() == 128 + signal.SIGSEGV


def test_told_to_end_between_two_lives_it_ends() -> None:
    world = World(Life(keeping.DIRTY), Life(0))
    world.keeper._pause = lambda seconds: world.keeper.end(signal.SIGTERM)
    assert world.run() == 0
    assert len(world.left) == 1


def test_told_to_end_while_the_terminal_is_being_started() -> None:
    life = Life(0)
    world = World(life)
    world.keeper.end(signal.SIGTERM)
    assert world.run() == 0
    assert life.signals == [signal.SIGTERM]


def test_a_pause_ends_when_the_keeper_is_told_to_end() -> None:
    keeper = Keeper(lambda: Living(World(), Life(0)))
    keeper.end(signal.SIGTERM)
    keeper._wait(3600.0)  # or the test's own deadline ends it
    keeper.close()


def test_the_status_is_the_one_the_terminal_leaves_with() -> None:
    assert keeping.DIRTY == assembly.EXIT_DIRTY


# -- `kiosk run` with real processes

TERMINAL = """
import os, signal, sys
lives = os.path.join(os.path.dirname(__file__), "lives")
with open(lives, "a") as file:
    file.write("life\\n")
count = len(open(lives).readlines())
print(count, *sys.argv[1:], flush=True)
if {crashes} >= count:
    os._exit(70)
if {waits}:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    print("up", flush=True)
    signal.pause()
sys.exit({status})
"""


def kiosk_run(place: Path, *, crashes: int = 0, waits: bool = False, status: int = 0) -> "subprocess.Popen[str]":
    package = place / "ui"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(TERMINAL.format(crashes=crashes, waits=waits, status=status))
    config = place / "terminal.toml"
    config.touch()
    environment = os.environ | {"PYTHONPATH": f"{place}{os.pathsep}{ROOT}"}
    words = [sys.executable, "-m", "kiosk.cli.main", "run", "--config", str(config)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment, cwd=place)


def test_run_starts_the_touch_shell_and_passes_its_status_on(tmp_path: Path) -> None:
    keeper = kiosk_run(tmp_path, status=5)
    out, _ = keeper.communicate(timeout=60)
    assert out.split() == ["1", "--config", str(tmp_path / "terminal.toml")]
    assert keeper.returncode == 5


def test_run_starts_it_again_after_a_wipe_without_proof(tmp_path: Path) -> None:
    keeper = kiosk_run(tmp_path, crashes=1)
    out, _ = keeper.communicate(timeout=60)
    assert [line.split()[0] for line in out.splitlines()] == ["1", "2"]
    assert keeper.returncode == 0


def test_run_hands_sigterm_on(tmp_path: Path) -> None:
    keeper = kiosk_run(tmp_path, waits=True)
    assert keeper.stdout is not None
    while keeper.stdout.readline() != "up\n":
        assert keeper.poll() is None
    keeper.terminate()
    keeper.communicate(timeout=60)
    assert keeper.returncode == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[terminal]\nsitename = 'x'\n", "terminal.sitename"),
        ("[terminal\n", "is no TOML"),
        ("[devices.idcard]\nfamily = 'nobody'\naddress = 'x'\n", "devices.idcard"),
        ("[devices.scanner]\nfamily = 'serial_scanner'\naddress = '/dev/x'\nprofile = 'nobody'\n", "devices.scanner"),
    ],
    ids=["key", "toml", "family", "profile"],
)
def test_a_wrong_configuration_is_plain_words_and_2(tmp_path: Path, text: str, words: str) -> None:
    config = tmp_path / "terminal.toml"
    config.write_text(text)
    command = [sys.executable, "-m", "kiosk.cli.main", "run", "--config", str(config)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"{config}: " in ended.stderr
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr


# -- systemd


def unit() -> dict[str, list[str]]:
    """The settings of the unit file: name to values."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_systemd_runs_what_the_command_line_understands() -> None:
    [program, *words] = unit()["ExecStart"][0].split()
    assert Path(program).name == "kiosk"
    options = arguments.parser().parse_args(words)
    assert options.config == Path("/etc/bianmin/terminal.toml")
    assert Path("/var/lib") / unit()["StateDirectory"][0] == TerminalSettings().state_dir


def test_systemd_keeps_nothing_of_a_person_and_never_gives_up() -> None:
    wanted = {"User": "kiosk", "Restart": "always", "LimitCORE": "0", "MemorySwapMax": "0", "NoNewPrivileges": "yes",
              "PrivateTmp": "yes", "StartLimitIntervalSec": "0"}  # fmt: skip
    assert {name: unit()[name] for name in wanted} == {name: [value] for name, value in wanted.items()}
