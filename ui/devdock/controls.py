"""What can be done to each emulated device, as data: label, action, parameters."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ui.demo.world import Json

SAMPLES = Path(__file__).resolve().parents[2] / "assets" / "samples" / "residents.yaml"
ACTIONS = ("blink", "turn_left", "turn_right", "open_mouth")
PEOPLE = ("sample_a", "sample_b")
BACKEND = "backend"


@dataclass(frozen=True, slots=True)
class Control:
    """One button."""

    label: str
    device: str
    action: str
    params: dict[str, Any] = field(default_factory=dict)


def _plugs(device: str) -> list[Control]:
    return [Control("unplug", device, "unplug"), Control("plug in", device, "plug")]


def controls(device: str, state: Json) -> list[Control]:
    """Buttons of one device; what lies in its state (the sample cards) becomes buttons too."""
    match device:
        case "idcard":
            cards = [
                Control(f"place {_plain(card)}", device, "place", {"card": card}) for card in state.get("cards", {})
            ]
            return [*_plugs(device), Control("lift the card", device, "lift"), *cards]
        case "scanner":
            codes = [Control(f"show {text}", device, "scan", {"text": text}) for text in sample_codes()]
            return [*_plugs(device), *codes]
        case "printer":
            paper = (("paper out", "paper_out"), ("refill", "paper_ok"), ("paper low", "paper_low"))
            cover = (("open cover", "open_cover"), ("close cover", "close_cover"), ("take the ticket", "take"))
            return [*_plugs(device), *(Control(label, device, action) for label, action in (*paper, *cover))]
        case "camera":
            people = [Control(f"person {_plain(name)}", device, "person", {"name": name}) for name in PEOPLE]
            acts = [Control(name.replace("_", " "), device, "perform", {"action": name}) for name in ACTIONS]
            scenes = [Control(name.replace("_", " "), device, name) for name in ("nobody", "dark", "two_people")]
            return [*_plugs(device), *people, *acts, *scenes]
        case "backend":
            return [Control("cut the backend", BACKEND, "down"), Control("give it back", BACKEND, "none")]
        case _:
            return _plugs(device)


def sample_codes() -> list[str]:
    """Texts of sample medical insurance codes."""
    return list(yaml.safe_load(SAMPLES.read_text(encoding="utf-8"))["medical_codes"])


def summary(state: Json) -> str:
    """A device's state in one line; long lists are counted."""
    shown: list[str] = []
    for key, value in state.items():
        if key in ("violations", "cards", "commands"):
            continue
        shown.append(f"{_plain(key)} {_said(value)}")
    return " · ".join(shown)


def _said(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case None | "":
            return "nothing"
        case list() | dict():
            return str(len(value))
        case _:
            return _plain(str(value))


def _plain(word: str) -> str:
    return word.replace("_", " ")
