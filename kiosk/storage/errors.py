"""What can be wrong with the terminal's own memory. Messages are for technicians."""


class StorageError(Exception):
    """Root: the store cannot keep its promise, so nothing may be accepted from a resident."""


class StorageDamaged(StorageError):
    """The database file fails its integrity check. It is left as it is: it may hold cases not yet sent."""


class StorageTooNew(StorageError):
    """The database was written by a newer release; an older one must not guess at its meaning."""


class KeyUnusable(StorageError):
    """The machine key is missing, malformed, readable by others, or is not the one the rows were sealed with."""


class SealBroken(StorageError):
    """A sealed field was changed, moved to another row, or sealed with another key."""


class SubmissionConflict(StorageError):
    """The same submission id was put twice with different content: a programming fault, never a network's."""


class NotPending(StorageError):
    """An answer arrived for a submission that is unknown or already settled otherwise."""
