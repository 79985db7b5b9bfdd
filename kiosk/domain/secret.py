"""A value of a person. It can be used, but not printed, logged, compared into a message or pickled by accident."""

from typing import Generic, NoReturn, TypeVar, cast

T = TypeVar("T")


class Secret(Generic[T]):
    """Holds personal data. `reveal()` is the only way in; `repr`, `str` and formatting show dots only."""

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """The value itself. Every call is a place a reviewer looks at."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(•••)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and bool(self._value == cast("Secret[object]", other)._value)

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not pickled; reveal it where it is encrypted")
