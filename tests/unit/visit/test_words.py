"""The string catalogue holds what pages say and nothing else."""

import re
from pathlib import Path

from kiosk.catalog.words import Words
from tests.flows.walk import ASSETS

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path("kiosk/visit/present").glob("*.py")))
BUILT = re.compile(r'f"([a-z_.]*)\{[^}"]+\}([a-z_.]*)"')


def test_every_key_is_said_somewhere() -> None:
    words = Words.load(ASSETS / "strings" / "zh.yaml")
    patterns = [re.compile(re.escape(a) + r"[a-z0-9_]+" + re.escape(b)) for a, b in BUILT.findall(SOURCE)]
    plain = {re.sub(r"\.\d+$", "", re.sub(r"\.elder$", "", key)) for key in words.names()} - {"attract"}
    dead = [key for key in plain if f'"{key}"' not in SOURCE and not any(p.fullmatch(key) for p in patterns)]
    assert sorted(dead) == []
