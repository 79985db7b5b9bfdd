"""`kiosk device list` and `kiosk device status`."""

import argparse
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from drivers import registry
from drivers.api.errors import DeviceBusy, DeviceError
from kiosk.cli import opening
from kiosk.cli.configured import settings_of
from kiosk.cli.faults import status_exit, status_words
from kiosk.cli.holder import held_words, running_terminal
from kiosk.cli.report import WORDS, CommandFailed, Exit, put, put_json
from kiosk.config.settings import DeviceSettings, TerminalSettings


def list_ports(options: argparse.Namespace) -> Exit:
    """What is plugged in, matched or not, and the families there are drivers of."""
    try:
        families, found = registry.manifests(), registry.scan()
    except registry.RegistryError as error:
        raise CommandFailed(Exit.USAGE, f"{error}.") from error
    if options.json:
        shown = [{"family": m.family, "contract": m.contract, "schemes": list(m.schemes)} for m in families.values()]
        put_json({"ports": [asdict(port) | {"matched": port.matched} for port in found], "families": shown})
        return Exit.DONE
    for port in found:
        put(f"{port.address}  {port.what}\n    {port.why}")
    if not found:
        put("Nothing is plugged in that could be a device.")
    put(f"Families: {', '.join(families)}")
    return Exit.DONE


def status(options: argparse.Namespace) -> Exit:
    """Asks every configured device, or the one named. Ends with the code of the device that is worst off: 2 before 3
    before 4 before 5."""
    settings = settings_of(options.config)
    names = [name for name in settings.devices if options.name in (None, name)]
    if not names:
        raise CommandFailed(Exit.USAGE, f"{options.config}: no device {options.name or 'at all'} is configured.")
    answers = {name: ask(settings.devices[name], settings.terminal) for name in names}
    if options.json:
        put_json({name: answer.as_json() for name, answer in answers.items()})
    else:
        for name, answer in answers.items():
            put(f"{name}: {answer.words}")
    return worst(answer.code for answer in answers.values())


def worst(codes: Iterable[Exit]) -> Exit:
    """What to mend first: the configuration, then what is not there, then what cannot work."""
    return min((code for code in codes if code != Exit.DONE), default=Exit.DONE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One device's state; `words` say it, `code` is how a command about it alone would end."""

    family: str
    address: str
    connection: str
    faults: tuple[str, ...]
    detail: str
    words: str
    code: Exit

    @property
    def ready(self) -> bool:
        return self.code == Exit.DONE

    def as_json(self) -> dict[str, Any]:
        shown = asdict(self) | {"faults": list(self.faults), "ready": self.ready}
        del shown["code"]
        return shown


def ask(device: DeviceSettings, terminal: TerminalSettings) -> Answer:
    """One device's state, asked now. Trouble with the device, its configuration or its driver is part of the answer."""
    known = partial(Answer, device.family, device.address)
    try:
        driver = opening.make(device.family, device.address, device.profile)
    except CommandFailed as failure:
        return known("unknown", (), str(failure), str(failure), failure.code)
    try:
        driver.open()
        state = driver.status()
    except DeviceError as error:
        return known("offline", (error.code,), str(error), _trouble(error, device, terminal), Exit.ABSENT)
    finally:
        driver.close()
    return known(state.connection, state.faults, state.detail, status_words(state), status_exit(state))


def _trouble(error: DeviceError, device: DeviceSettings, terminal: TerminalSettings) -> str:
    """Why the device could not be asked: often because the terminal itself is working with it."""
    words = WORDS.get(error.code, WORDS["device.fault"])
    shared = device.address.startswith(("tcp:", "socket:"))  # one connection at a time, refused or left waiting
    if not (error.code == DeviceBusy.code or shared):
        return words
    process = running_terminal(terminal.state_dir)
    if process is None:
        return words
    return held_words(process, terminal.log_dir or terminal.state_dir / "log")
