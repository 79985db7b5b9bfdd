"""Honest counts that survive a power cut: items started, finished, abandoned, pages printed, cuts."""

from kiosk.storage.database import Database


class Counters:
    """Named numbers that only grow. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, by: int = 1) -> int:
        """Add `by` (1 or more) and give the new value, durable on return. Raises ValueError for less than 1."""
        if by < 1:
            raise ValueError(f"{name}: a counter only grows, not by {by}")
        with self._database.transaction() as connection:
            row = connection.execute(
                "INSERT INTO counters VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value"
                " RETURNING value",
                (name, by),
            ).fetchone()
        return int(row[0])

    def get(self, name: str) -> int:
        """The value; 0 for a name never counted."""
        row = self._database.row("SELECT value FROM counters WHERE name = ?", (name,))
        return int(row[0]) if row else 0

    def all(self) -> dict[str, int]:
        """Every counter, by name."""
        return dict(self._database.rows("SELECT name, value FROM counters ORDER BY name"))
