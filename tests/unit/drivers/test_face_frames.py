"""The ring of pictures in shared memory: whole pictures or none."""

import os
import threading

import pytest

from drivers.host.frames import FRAME_BYTES, HEIGHT, SLOTS, WIDTH, FrameRing


@pytest.fixture
def ring():
    made = FrameRing.create()
    yield made
    made.close()


def paint(ring: FrameRing, value: int) -> None:
    ring.begin()[:] = bytes([value]) * FRAME_BYTES
    ring.finish()


def test_nothing_before_the_first_picture(ring: FrameRing):
    assert ring.latest() is None
    assert not ring.painted


def test_the_newest_picture_and_only_once(ring: FrameRing):
    paint(ring, 7)
    paint(ring, 9)
    frame = ring.latest()
    assert frame is not None
    assert (frame.width, frame.height, frame.sequence) == (WIDTH, HEIGHT, 2)
    assert frame.pixels == bytes([9]) * FRAME_BYTES
    assert ring.latest(newer_than=2) is None
    assert ring.latest(newer_than=1) is not None


def test_a_picture_half_painted_is_not_shown(ring: FrameRing):
    paint(ring, 1)
    ring.begin()[: FRAME_BYTES // 2] = bytes([2]) * (FRAME_BYTES // 2)
    frame = ring.latest()
    assert frame is not None
    assert set(frame.pixels) == {1}


def test_a_new_writer_goes_on_where_a_dead_one_stopped(ring: FrameRing):
    paint(ring, 1)
    ring.begin()[:100] = bytes(100)  # died here
    other = FrameRing(os.dup(ring.descriptor))
    paint(other, 5)
    frame = ring.latest(newer_than=1)
    assert frame is not None
    assert (frame.sequence, set(frame.pixels)) == (2, {5})
    other.close()


def test_a_slot_overtaken_by_the_writer_is_not_shown(ring: FrameRing):
    for value in range(SLOTS):
        paint(ring, value)
    word = 2 + 2 * (ring.newest % SLOTS)
    ring._words[word] = ring.newest + SLOTS
    assert ring.latest() is None


def test_wipe_leaves_zeros_and_no_picture(ring: FrameRing):
    for value in (11, 12, 13):
        paint(ring, value)
    ring.wipe()
    assert ring.latest() is None
    assert not ring.painted
    assert os.pread(ring.descriptor, 1 << 23, 4096).count(0) == SLOTS * FRAME_BYTES
    paint(ring, 3)
    assert ring.latest(newer_than=3) is not None


def test_beats_are_counted_across_processes(ring: FrameRing):
    other = FrameRing(os.dup(ring.descriptor))
    other.beat()
    other.beat()
    assert ring.beats == 2
    other.close()


def test_a_reader_never_sees_two_pictures_in_one(ring: FrameRing):
    writer_done = threading.Event()
    other = FrameRing(os.dup(ring.descriptor))

    def write() -> None:
        for value in range(400):
            paint(other, value % 251 + 1)
        writer_done.set()

    thread = threading.Thread(target=write)
    thread.start()
    seen, last = 0, -1
    while not writer_done.is_set():
        frame = ring.latest(last)
        if frame is not None:
            last, seen = frame.sequence, seen + 1
            assert frame.pixels.count(frame.pixels[0]) == FRAME_BYTES
    thread.join()
    other.close()
    assert ring.newest == 400
