"""Receipt numbers of the terminal itself, for a submission that is kept while the backend is away.

`LX-<site>-<yyyymmdd>-<4 digits>`: a shape that nobody can take for a case number, which only the backend issues.
"""

import re
from datetime import date

from kiosk.storage.database import Database

SITE = re.compile(r"\w{1,24}")


class ReceiptNumbers:
    """Numbers never given twice, also when the clock goes back. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next(self, site: str, day: date) -> str:
        """The next number of that day, durable on return: one that was given and not used is a gap, never a double.
        `site` names this terminal within the region (letters, digits, at most 24); ValueError otherwise."""
        if not SITE.fullmatch(site):
            raise ValueError(f"{site!r} is no code of a site: letters and digits only, at most 24")
        with self._database.transaction() as connection:
            row = connection.execute(
                "INSERT INTO receipts VALUES (?, ?, 1) ON CONFLICT (site, day) DO UPDATE SET last = last + 1"
                " RETURNING last",
                (site, f"{day:%Y%m%d}"),
            ).fetchone()
        return f"LX-{site}-{day:%Y%m%d}-{row[0]:04d}"
