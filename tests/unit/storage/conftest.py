"""A store of its own for each test, and fixed moments."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "store")
    yield opened
    opened.close()
