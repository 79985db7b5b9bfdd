"""Finds driver families by their manifests, makes drivers, and explains in plain words what hardware matches nothing.

Nothing of a family is imported until a driver of it is made, so one broken family cannot keep the others from starting.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from drivers.api.status import Device
from drivers.registry.manifest import PROTOCOLS, Manifest, RegistryError, manifests, scheme_of
from drivers.registry.matching import Found, explain
from drivers.registry.ports import Port, serial_ports, usb_devices, video_ports

__all__ = ["Found", "Manifest", "Port", "RegistryError", "choose", "create", "manifests", "scan"]


def choose(name: str, address: str, known: Mapping[str, Manifest]) -> Manifest:
    """The family called `name`, or the one of contract `name` that opens such an address. Raises RegistryError."""
    contract = PROTOCOLS.get(name, name)
    fitting = [m for m in known.values() if m.family == name or m.contract == contract]
    if not fitting:
        raise RegistryError(f"no driver family or contract is called {name!r}; there are: {', '.join(known) or 'none'}")
    scheme = scheme_of(address)
    opening = [m for m in fitting if scheme in m.schemes] or [m for m in fitting if not m.schemes]
    if not opening:
        ways = ", ".join(sorted({s for m in fitting for s in m.schemes}))
        raise RegistryError(f"{name} cannot open {address!r} ({scheme}); it opens: {ways}")
    if len(opening) > 1:
        raise RegistryError(f"{' and '.join(m.family for m in opening)} all open {address!r}: name the family")
    return opening[0]


def create(name: str, address: str, profile: str = "", known: Mapping[str, Manifest] | None = None) -> Device:
    """A driver of family or contract `name` for `address`, not opened yet. `known` are all families unless given.
    Raises RegistryError."""
    manifest = choose(name, address, manifests() if known is None else known)
    module, _, class_name = manifest.driver.partition(":")
    try:
        driver = getattr(import_module(module), class_name)
    except (ImportError, AttributeError) as error:
        raise RegistryError(f"{manifest.family}: {manifest.driver} cannot be loaded: {error}") from error
    try:
        return cast(Device, driver(address, manifest.profile(profile).settings))
    except RegistryError:
        raise
    except ValueError as error:  # an address or a profile the driver cannot use
        raise RegistryError(f"{manifest.family} cannot use {address!r} with these settings: {error}") from error


def scan(
    dev: Path = Path("/dev"), sys: Path = Path("/sys"), known: Mapping[str, Manifest] | None = None
) -> list[Found]:
    """Everything that is plugged in now, each with its family or with the reason why there is none.

    Nothing is sent to any device. Of USB devices that are no port only those a manifest speaks of are listed: nobody
    wants to read about the hub.
    """
    known = manifests() if known is None else known
    ports = [*serial_ports(dev), *video_ports(dev, sys)]
    spoken_of = {pair for manifest in known.values() for rule in manifest.unsupported for pair in rule.usb}
    seen = {port.usb for port in ports}
    others = [port for port in usb_devices(sys) if port.usb in spoken_of - seen]
    return [explain(port, known) for port in [*ports, *others]]
