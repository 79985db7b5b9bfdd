"""Which family a port belongs to, by its ids alone, and the sentence a technician needs when the ids do not tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from drivers.registry.manifest import Manifest, Rule
from drivers.registry.ports import Port


@dataclass(frozen=True, slots=True)
class Found:
    """A port and what the registry makes of it; `why` explains a match and a non-match alike."""

    address: str
    what: str
    family: str
    profile: str
    contract: str
    why: str

    @property
    def matched(self) -> bool:
        return bool(self.family)


def explain(port: Port, known: Mapping[str, Manifest]) -> Found:
    """What `port` is. A match needs exactly one family that is certain of it."""
    fitting = [(manifest, rule) for manifest in known.values() for rule in manifest.matches if fits(rule, port)]
    certain = [(manifest, rule) for manifest, rule in fitting if rule.certain]
    if len(_families(certain)) != 1:
        return Found(port.address, port.what, "", "", "", _why_not(port, certain or fitting, known))
    manifest, rule = certain[0]
    profile = manifest.profile(rule.profile)
    why = rule.note or f"{port.usb or port.by_id} is {profile.title or manifest.title or manifest.family}"
    return Found(port.address, port.what, manifest.family, profile.name, manifest.contract, why)


def fits(rule: Rule, port: Port) -> bool:
    """Does the rule speak of this port?"""
    by_link = any(port.by_id and fnmatchcase(port.by_id, pattern) for pattern in rule.by_id)
    return port.usb in rule.usb or by_link or bool(rule.usb_class and rule.usb_class == port.usb_class)


def _why_not(port: Port, fitting: list[tuple[Manifest, Rule]], known: Mapping[str, Manifest]) -> str:
    for manifest in known.values():
        for rule in manifest.unsupported:
            if fits(rule, port):
                return f"Not supported: {rule.note}."
    if fitting:
        notes = dict.fromkeys(rule.note for _, rule in fitting if rule.note)
        told = f" ({', '.join(notes)})" if notes else ""
        return f"May be {' or '.join(_families(fitting))}{told}. Name the family in the configuration."
    if port.kind == "video":
        cameras = " or ".join(m.family for m in known.values() if m.contract == "camera") or "no family installed"
        return f"A camera has no ids to go by. To use it, set devices.camera to this address ({cameras})."
    if not port.usb:
        return "A built-in port says nothing of what is on it. Name address and family in the configuration."
    return f"No manifest names USB {port.usb}. If you know the device, name the family in the configuration."


def _families(fitting: Iterable[tuple[Manifest, Rule]]) -> list[str]:
    return list(dict.fromkeys(manifest.family for manifest, _ in fitting))
