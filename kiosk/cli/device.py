"""`kiosk device list` and `kiosk device status`."""

import argparse
from dataclasses import asdict
from typing import Any

from drivers import registry
from drivers.api.errors import DeviceError
from kiosk.cli import opening
from kiosk.cli.configured import settings_of
from kiosk.cli.report import WORDS, CommandFailed, Exit, put, put_json
from kiosk.config.settings import DeviceSettings


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
    """Asks every configured device, or the one named; 3 when one of them cannot work."""
    configured = settings_of(options.config).devices
    names = [name for name in configured if options.name in (None, name)]
    if not names:
        raise CommandFailed(Exit.USAGE, f"{options.config}: no device {options.name or 'at all'} is configured.")
    answers = {name: ask(configured[name]) for name in names}
    if options.json:
        put_json(answers)
    else:
        for name, answer in answers.items():
            put(f"{name}: {answer['connection']}, {answer['words'] or 'no faults'}")
    return Exit.DONE if all(answer["ready"] for answer in answers.values()) else Exit.ABSENT


def ask(device: DeviceSettings) -> dict[str, Any]:
    """One device's live status; trouble with the device is part of the answer."""
    driver = opening.make(device.family, device.address, device.profile)
    try:
        driver.open()
        state = driver.status()
        answer = {"connection": state.connection, "faults": list(state.faults), "detail": state.detail}
        answer |= {"ready": state.ready, "words": ", ".join(state.faults)}
    except DeviceError as error:
        words = WORDS.get(error.code, WORDS["device.fault"])
        answer = {"connection": "offline", "faults": [error.code], "detail": str(error), "ready": False, "words": words}
    finally:
        driver.close()
    return {"family": device.family, "address": device.address} | answer
