"""Opens one device for one command and closes it whatever happens."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from drivers import registry
from drivers.api.errors import DeviceError
from drivers.api.status import Device
from kiosk.cli.report import CommandFailed, Exit, device_failure


def make(name: str, address: str, profile: str = "") -> Device:
    """A driver of family or contract `name`; CommandFailed (usage) when there is none for that address."""
    try:
        return registry.create(name, address, profile)
    except registry.RegistryError as error:
        raise CommandFailed(Exit.USAGE, f"{error}.") from error


@contextmanager
def opened(name: str, address: str, profile: str = "") -> Iterator[Device]:
    """An open device. Its trouble, now or later inside the block, ends the command with plain words."""
    device = make(name, address, profile)
    try:
        device.open()
        yield device
    except DeviceError as error:
        raise device_failure(error, address) from error
    finally:
        device.forget()
        device.close()


@contextmanager
def opened_by(options: argparse.Namespace, contract: str) -> Iterator[Device]:
    """The device that `--port`, `--family` and `--profile` name."""
    with opened(options.family or contract, options.port, options.profile) as device:
        yield device
