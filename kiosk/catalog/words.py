"""The string catalogue: one file of Chinese words, looked up by key, with an elder wording where it differs."""

from collections.abc import Mapping
from pathlib import Path

from kiosk.domain import yamltext


class Words:
    """Words by dotted key. `elder` asks for `<key>.elder` first. A missing key raises KeyError: tests
    walk every key the presenter uses."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = dict(table)

    @classmethod
    def load(cls, path: Path) -> "Words":
        return cls(dict(_flatten("", yamltext.parse(path.read_text(encoding="utf-8")))))

    def get(self, key: str, *, elder: bool = False, **values: object) -> str:
        text = self._table.get(f"{key}.elder") if elder else None
        if text is None:
            text = self._table[key]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        return key in self._table

    def names(self) -> frozenset[str]:
        return frozenset(self._table)


def _flatten(prefix: str, node: object) -> list[tuple[str, str]]:
    if isinstance(node, Mapping):
        pairs: list[tuple[str, str]] = []
        for key, value in node.items():
            name = prefix if key == "_" else f"{prefix}.{key}" if prefix else str(key)
            pairs += _flatten(name, value)
        return pairs
    if isinstance(node, list):
        return [pair for place, value in enumerate(node) for pair in _flatten(f"{prefix}.{place}", value)]
    return [(prefix, str(node))]
