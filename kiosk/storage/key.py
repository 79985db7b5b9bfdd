"""The machine key: seals personal fields so that a stolen disk image without the key file tells nothing.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; a terminal seals far fewer than the 2^32 messages
that bound random nonces. The associated data names table and row, so a field cannot be moved to another row.
"""

import hashlib
import hmac
import os
import stat
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.storage.errors import KeyUnusable, SealBroken

KEY_BYTES = 32
NONCE_BYTES = 12


def sync_directory(directory: Path) -> None:
    """Make names created, renamed or removed in `directory` survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class MachineKey:
    """Seals and opens short byte strings. Thread-safe: holds nothing but the key."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise KeyUnusable(f"the machine key has {len(key)} bytes, {KEY_BYTES} are needed")
        self._cipher = AESGCM(key)
        self._digest_key = hmac.digest(key, b"bianmin content digest", "sha256")

    def __repr__(self) -> str:
        return "MachineKey(•••)"

    def seal(self, plain: bytes, place: str) -> bytes:
        """Nonce and ciphertext of `plain`, bound to `place` ("outbox/<submission id>")."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, place.encode())

    def unseal(self, sealed: bytes, place: str) -> bytes:
        """What was sealed for the same `place`. Raises SealBroken."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"the sealed field of {place} cannot be opened") from error

    def digest(self, plain: bytes) -> bytes:
        """A keyed fingerprint, to compare content without opening it; without the key it tells nothing."""
        return hmac.digest(self._digest_key, plain, hashlib.sha256)


def create_key(path: Path) -> None:
    """Make a new key file, complete or not at all, and never over an existing one: whoever comes second keeps
    the first one's key."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()
        sync_directory(path.parent)


def load_key(path: Path) -> MachineKey:
    """The key in `path`. Raises KeyUnusable when it is absent, of the wrong size, or open to other users."""
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            content = file.read()
    except OSError as error:
        raise KeyUnusable(f"the machine key {path.name} cannot be read: {error.strerror}") from error
    if mode & 0o077:
        raise KeyUnusable(f"the machine key {path.name} has mode {mode:04o}; only its owner may read it (chmod 600)")
    return MachineKey(content)
