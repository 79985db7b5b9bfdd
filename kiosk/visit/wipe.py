"""The one wipe function: everything of the person goes, in a fixed order, and an audit row says so.

Order: first what could still speak or show (speech, devices), then what holds (buffers, calls, memory), last
the proof. A part that cannot prove itself empty is named in the row; the terminal then restarts itself.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to empty; `empty` returns False when it cannot prove that it did."""

    name: str
    empty: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Proof:
    """What the audit row says."""

    reason: str
    parts: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def clean(self) -> bool:
        return not self.failed


def wipe(reason: str, parts: Sequence[Part]) -> Proof:
    """Empty every part in order; a part that fails does not keep the later ones from being emptied."""
    failed = tuple(part.name for part in parts if not part.empty())
    gc.collect()
    return Proof(reason, tuple(part.name for part in parts), failed)


def done(action: Callable[[], object]) -> Callable[[], bool]:
    """A part that is empty when its action returns."""

    def empty() -> bool:
        action()
        return True

    return empty
