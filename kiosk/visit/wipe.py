"""The one wipe function: everything of the person goes, in a fixed order, and an audit row says so.

Order: first what could still speak or hand in (speech, calls), then what holds (devices' buffers, memory), last
the row. Parts are of two kinds, and the row says which is which: one that answers is empty only when it says so;
one that is only told is taken at its word, because nothing can be asked of it. A part that answers no is named
in the row; the terminal then restarts itself.
"""

import gc
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to empty; `empty` returns the names of what could not prove itself empty."""

    name: str
    empty: Callable[[], Collection[str]]
    answers: bool = True


@dataclass(frozen=True, slots=True)
class Proof:
    """What the audit row says: `proved` parts answered that they are empty, `told` ones cannot answer, `failed`
    names what said no or nothing."""

    reason: str
    proved: tuple[str, ...]
    told: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def clean(self) -> bool:
        return not self.failed


def wipe(reason: str, parts: Sequence[Part]) -> Proof:
    """Empty every part in order; a part that is not empty does not keep the later ones from being emptied."""
    failed = {part.name: tuple(part.empty()) for part in parts}
    gc.collect()
    proved = tuple(part.name for part in parts if part.answers and not failed[part.name])
    told = tuple(part.name for part in parts if not part.answers)
    return Proof(reason, proved, told, tuple(name for names in failed.values() for name in names))


def told(name: str, action: Callable[[], object]) -> Part:
    """A part that can only be told; nothing proves that it is empty."""

    def empty() -> Collection[str]:
        action()
        return ()

    return Part(name, empty, answers=False)


def all_forgot(name: str, forget: Callable[[], Mapping[str, bool]]) -> Part:
    """A part made of several, each of which answers for itself."""
    return Part(name, lambda: [f"{name}.{each}" for each, forgot in forget().items() if not forgot])


def gone(name: str, drop: Callable[[], object], holds: Callable[[], bool]) -> Part:
    """A part that is looked into after it was dropped."""

    def empty() -> Collection[str]:
        drop()
        return (name,) if holds() else ()

    return Part(name, empty)
