"""The machine key: made once, read only by its owner, and nothing sealed is changed or moved unseen."""

import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.storage.errors import KeyUnusable, SealBroken
from kiosk.storage.key import KEY_BYTES, MachineKey, create_key, load_key

KEY = MachineKey(bytes(range(32)))


@given(st.binary(max_size=300), st.text())
def test_sealed_content_opens_in_its_place(plain: bytes, place: str) -> None:
    assert KEY.unseal(KEY.seal(plain, place), place) == plain


@given(st.binary(min_size=8, max_size=60))
def test_sealed_content_shows_nothing_and_never_repeats(plain: bytes) -> None:
    first, second = KEY.seal(plain, "outbox/1"), KEY.seal(plain, "outbox/1")
    assert plain not in first
    assert first != second


@given(st.binary(max_size=60), st.data())
def test_one_changed_bit_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(KEY.seal(plain, "outbox/1"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken, match="outbox/1"):
        KEY.unseal(bytes(sealed), "outbox/1")


def test_a_field_moved_to_another_row_is_noticed() -> None:
    with pytest.raises(SealBroken, match="outbox/2"):
        KEY.unseal(KEY.seal(b"x", "outbox/1"), "outbox/2")


@pytest.mark.parametrize("sealed", [b"", b"short", bytes(12), bytes(28)])
def test_what_was_never_sealed_is_noticed(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        KEY.unseal(sealed, "outbox/1")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        MachineKey(bytes(32)).unseal(KEY.seal(b"x", "p"), "p")


@given(st.binary(), st.binary())
def test_digests_compare_content_and_need_the_key(a: bytes, b: bytes) -> None:
    assert (KEY.digest(a) == KEY.digest(b)) == (a == b)
    assert KEY.digest(a) != MachineKey(bytes(32)).digest(a)


def test_the_key_is_not_printed() -> None:
    assert repr(KEY) == "MachineKey(•••)"


def test_a_new_key_is_random_complete_and_only_its_owners(tmp_path: Path) -> None:
    create_key(tmp_path / "a.key")
    create_key(tmp_path / "b.key")
    content = (tmp_path / "a.key").read_bytes()
    assert len(content) == KEY_BYTES
    assert content != (tmp_path / "b.key").read_bytes()
    assert stat.S_IMODE((tmp_path / "a.key").stat().st_mode) == 0o600
    assert sorted(os.listdir(tmp_path)) == ["a.key", "b.key"]


def test_an_existing_key_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "machine.key"
    create_key(path)
    before = path.read_bytes()
    create_key(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["machine.key"]


def test_many_at_once_agree_on_one_key(tmp_path: Path) -> None:
    path = tmp_path / "machine.key"
    start = threading.Barrier(8)
    seen: list[bytes] = []

    def first_start() -> None:
        start.wait(10)
        create_key(path)
        seen.append(path.read_bytes())

    threads = [threading.Thread(target=first_start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(seen) == 8
    assert len(set(seen)) == 1


def test_a_key_is_loaded_again(tmp_path: Path) -> None:
    create_key(tmp_path / "machine.key")
    sealed = load_key(tmp_path / "machine.key").seal(b"x", "p")
    assert load_key(tmp_path / "machine.key").unseal(sealed, "p") == b"x"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_not_used(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "machine.key"
    create_key(path)
    path.chmod(mode)
    with pytest.raises(KeyUnusable, match=f"{mode:04o}"):
        load_key(path)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_of_another_size_is_not_used(tmp_path: Path, size: int) -> None:
    path = tmp_path / "machine.key"
    path.touch(0o600)
    path.write_bytes(bytes(size))
    with pytest.raises(KeyUnusable, match=f"{size} bytes"):
        load_key(path)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable, match=r"machine\.key cannot be read"):
        load_key(tmp_path / "machine.key")
