"""Pictures from the child to the terminal by shared memory: a ring of three, never seen half written.

Layout, 8-byte words in native order: 0 heartbeat, 1 newest sequence number, then for each slot `begun`, `finished`;
after a page the pixels, slot after slot. The writer marks a slot as begun, paints, marks it as finished, and only then
names it the newest. The reader copies and looks again whether the slot was begun anew meanwhile. numpy is not needed.
"""

import mmap
import os

from drivers.api.face import Frame

WIDTH, HEIGHT = 640, 480
FRAME_BYTES = WIDTH * HEIGHT * 3
SLOTS = 3
_PAGE = 4096
SIZE = _PAGE + SLOTS * FRAME_BYTES
_BEAT, _NEWEST, _FIRST_SLOT = 0, 1, 2


class FrameRing:
    """Both ends of the ring. The terminal creates it; the child attaches to the inherited descriptor."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._map = mmap.mmap(descriptor, SIZE)
        self._bytes = memoryview(self._map)
        self._words = self._bytes[:_PAGE].cast("Q")

    @classmethod
    def create(cls) -> "FrameRing":
        """Memory without a name in any file system; it goes away with its last user."""
        descriptor = os.memfd_create("frames", os.MFD_CLOEXEC)
        os.ftruncate(descriptor, SIZE)
        return cls(descriptor)

    def beat(self) -> None:
        """The child lives (counted, so that no two processes must agree on a clock)."""
        self._words[_BEAT] += 1

    @property
    def beats(self) -> int:
        return self._words[_BEAT]

    @property
    def newest(self) -> int:
        """Sequence number of the newest picture, 0 before the first."""
        return self._words[_NEWEST]

    @property
    def painted(self) -> bool:
        """True when there is a picture since the last wipe."""
        return self._words[_FIRST_SLOT + 2 * (self.newest % SLOTS)] != 0

    def begin(self) -> memoryview:
        """Pixels of the slot to paint next; call `finish` when painted."""
        sequence = self.newest + 1
        self._words[_FIRST_SLOT + 2 * (sequence % SLOTS)] = sequence
        return self._pixels(sequence)

    def finish(self) -> None:
        sequence = self.newest + 1
        self._words[_FIRST_SLOT + 2 * (sequence % SLOTS) + 1] = sequence
        self._words[_NEWEST] = sequence

    def latest(self, newer_than: int = -1) -> Frame | None:
        """The newest whole picture; None when there is none newer, or when the writer overtook the copy."""
        sequence = self.newest
        if sequence == 0 or sequence <= newer_than:
            return None
        begun = _FIRST_SLOT + 2 * (sequence % SLOTS)
        if self._words[begun] != sequence or self._words[begun + 1] != sequence:
            return None
        pixels = bytes(self._pixels(sequence))
        return Frame(WIDTH, HEIGHT, sequence, pixels) if self._words[begun] == sequence else None

    def wipe(self) -> None:
        """Zero every picture; no slot counts as finished until it is painted again."""
        for word in range(_FIRST_SLOT, _FIRST_SLOT + 2 * SLOTS):
            self._words[word] = 0
        self._bytes[_PAGE:] = bytes(SIZE - _PAGE)

    def close(self) -> None:
        """Wipe and let go of the memory."""
        self.wipe()
        self._words.release()
        self._bytes.release()
        self._map.close()
        os.close(self.descriptor)

    def _pixels(self, sequence: int) -> memoryview:
        start = _PAGE + (sequence % SLOTS) * FRAME_BYTES
        return self._bytes[start : start + FRAME_BYTES]
