"""Everything that must survive a power cut, behind one door."""

from pathlib import Path

from kiosk.storage.audit import Audit
from kiosk.storage.counters import Counters
from kiosk.storage.database import Database
from kiosk.storage.errors import KeyUnusable, SealBroken, StorageError
from kiosk.storage.key import MachineKey, create_key, load_key, sync_directory
from kiosk.storage.outbox import Outbox
from kiosk.storage.receipts import ReceiptNumbers
from kiosk.storage.schema import MIGRATIONS

DATABASE_NAME = "terminal.sqlite3"
KEY_NAME = "machine.key"
KEY_PROOF = b"bianmin machine key"


class Store:
    """The terminal's memory. Thread-safe; open once per process."""

    def __init__(self, database: Database, key: MachineKey) -> None:
        self._database = database
        self.outbox = Outbox(database, key)
        self.audit = Audit(database)
        self.counters = Counters(database)
        self.receipt_numbers = ReceiptNumbers(database)

    @classmethod
    def open(cls, directory: Path) -> "Store":
        """Open or create the store in `directory` (created with mode 0700).

        Raises StorageDamaged, StorageTooNew, or KeyUnusable; then nothing was changed and the terminal must not
        accept anything: a damaged store may still hold cases that were not sent.
        """
        if not directory.exists():
            directory.mkdir(mode=0o700, parents=True)
            sync_directory(directory.parent)
        database = Database(directory / DATABASE_NAME, MIGRATIONS)
        try:
            return cls(database, _machine_key(database, directory / KEY_NAME))
        except StorageError:
            database.close()
            raise

    def close(self) -> None:
        """Idempotent."""
        self._database.close()


def _machine_key(database: Database, path: Path) -> MachineKey:
    """The key the rows were sealed with. A new one is made only for a store that has never had one: a lost key
    must be noticed, not replaced, while entries wait that only it can open."""
    proof = database.row("SELECT value FROM meta WHERE name = 'key_proof'")
    if proof is None and not path.exists():
        create_key(path)
    key = load_key(path)
    if proof is None:
        with database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO meta VALUES ('key_proof', ?)", (key.seal(KEY_PROOF, "meta/key_proof"),)
            )
        return key
    try:
        key.unseal(proof[0], "meta/key_proof")
    except SealBroken as error:
        raise KeyUnusable(f"{path.name} is not the key this store was sealed with") from error
    return key
