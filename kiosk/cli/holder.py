"""Is this terminal running, and so holding its devices?"""

import fcntl
import os
import struct
from pathlib import Path

from kiosk.storage.store import DATABASE_NAME

# Every connection to a SQLite database in WAL mode keeps a shared lock on this byte of the -shm file as long as it is
# open (sqlite.org/walformat.html, section 2.3: the DMS lock). It goes with its process, however that ends.
OPEN_CONNECTION = 128
FLOCK = "hhqqi4x"  # struct flock of 64-bit Linux: type, whence, start, length, process


def running_terminal(state_dir: Path) -> int | None:
    """The process that has this terminal's store open; None when there is none or the store may not be looked at."""
    question = struct.pack(FLOCK, fcntl.F_WRLCK, os.SEEK_SET, OPEN_CONNECTION, 1, 0)
    try:
        with (state_dir / f"{DATABASE_NAME}-shm").open("rb") as shared:
            answer = fcntl.fcntl(shared, fcntl.F_GETLK, question)
    except OSError:
        return None
    kind, _, _, _, process = struct.unpack(FLOCK, answer)
    return None if kind == fcntl.F_UNLCK else process


def held_words(process: int, log_dir: Path) -> str:
    """What to say of a device that the running terminal holds."""
    return (
        f"the terminal is running (process {process}) and holds this device, so it cannot be asked from here. "
        f"Troubles of its devices are in its log, {log_dir / 'terminal.jsonl'}; or stop the terminal and ask again."
    )
