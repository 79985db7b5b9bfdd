"""How long the resident waits for "it is on the disk": one submission put into the outbox, synchronous=FULL."""

import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from kiosk.storage.outbox import OutboxEntry
from kiosk.storage.store import Store
from tests.bench.figures import spread

ROUNDS = 300
SIGNATURE = [[n % 1000, n * 7 % 1000] for n in range(400)]  # a signature of ordinary size


def measure() -> dict[str, Any]:
    """In ms, on the disk the project lies on; beside it a write and fsync of 4 KiB on the same disk."""
    Path("out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir="out") as directory:
        store = Store.open(Path(directory) / "state")
        submits = [put(store) for _ in range(ROUNDS)]
        store.close()
        syncs = [sync(Path(directory) / "plain") for _ in range(ROUNDS)]
    return {"put_ms": spread(submits), "write_and_fsync_4k_ms": spread(syncs)}


def put(store: Store) -> float:
    payload = {"name": "李样本", "number": "990101194003150020", "signature": SIGNATURE}
    entry = OutboxEntry(str(uuid4()), "case", payload, datetime.now(UTC))
    began = time.perf_counter()
    store.outbox.put(entry)
    return 1000 * (time.perf_counter() - began)


def sync(path: Path) -> float:
    block = os.urandom(4096)
    with path.open("ab") as file:
        began = time.perf_counter()
        file.write(block)
        file.flush()
        os.fsync(file.fileno())
        return 1000 * (time.perf_counter() - began)
