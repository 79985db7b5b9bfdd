"""Names of the people, actions and scenes before the emulated camera. Apart, because they need no numpy."""

from typing import Literal, get_args

PersonName = Literal["sample_a", "sample_b"]
PEOPLE: tuple[PersonName, ...] = get_args(PersonName)
ACTIONS = ("blink", "turn_left", "turn_right", "open_mouth")
SCENES = ("nobody", "dark", "two_people")


def clip_name(who: str, action: str = "") -> str:
    """File name of a clip: a person doing something, or a scene."""
    return f"{who}_{action}.avi" if action else f"{who}.avi"


ALL_CLIPS: tuple[str, ...] = (
    *(clip_name(who, action) for who in PEOPLE for action in ("neutral", *ACTIONS)),
    *(clip_name(scene) for scene in SCENES),
)
