"""The head's two copies."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from proxy.audit.head import EMPTY, FILE_NAME, Head, HeadFile, HeadSeen, read_head

KEY = b"k" * 32
NEWER = Head(turn=0, chain_uid="0a1b2c3d/1", seq=1, hash="a" * 64, chains=1, records=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


def test_there_is_none_before_it_is_made(path: Path) -> None:
    assert read_head(path, KEY) is None


def test_it_is_made_whole_and_for_its_owner_only(path: Path) -> None:
    HeadFile(path, KEY, EMPTY).close()
    assert read_head(path, KEY) == HeadSeen(replace(EMPTY, turn=1), whole=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in path.parent.iterdir()] == [FILE_NAME]


def test_the_newest_copy_counts_over_many_turns_and_starts(path: Path) -> None:
    head = EMPTY
    for start in range(3):
        file = HeadFile(path, KEY, head)
        for at in range(1, 4):
            file.write(replace(NEWER, records=start * 3 + at))
        file.close()
        seen = read_head(path, KEY)
        assert seen is not None
        assert seen.whole
        head = seen.head
        assert head.records == start * 3 + 3
    assert path.stat().st_size == 1024


@pytest.mark.parametrize("slot", [0, 1])
@pytest.mark.parametrize("turns", [1, 2])
def test_a_torn_write_leaves_the_other_copy(path: Path, slot: int, turns: int) -> None:
    file = HeadFile(path, KEY, EMPTY)
    for at in range(1, turns + 1):
        file.write(replace(NEWER, records=at))
    file.close()
    raw = bytearray(path.read_bytes())
    raw[slot * 512 + 100] ^= 1
    path.write_bytes(raw)
    seen = read_head(path, KEY)
    assert seen is not None
    assert not seen.whole


def test_one_copy_cannot_stand_in_for_the_other(path: Path) -> None:
    file = HeadFile(path, KEY, EMPTY)
    file.write(NEWER)
    file.close()
    raw = path.read_bytes()
    for doubled in (raw[:512] * 2, raw[512:] * 2, raw[512:] + raw[:512]):
        path.write_bytes(doubled)
        seen = read_head(path, KEY)
        assert seen is None or not seen.whole


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 1024, b" " * 1024, b"x" * 10_000], ids=["empty", "zeros", "blanks", "noise"]
)
def test_nothing_good_is_none(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    assert read_head(path, KEY) is None


def test_another_key_is_none(path: Path) -> None:
    HeadFile(path, KEY, EMPTY).close()
    assert read_head(path, b"j" * 32) is None


def test_a_head_that_cannot_be_read_is_an_error(path: Path) -> None:
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        read_head(path, KEY)


def test_every_byte_counts(path: Path) -> None:
    file = HeadFile(path, KEY, EMPTY)
    file.write(NEWER)
    file.close()
    raw = path.read_bytes()
    for at in range(len(raw)):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        seen = read_head(path, KEY)
        assert seen is not None, at
        assert not seen.whole, at


def test_closing_makes_it_durable_and_always_closes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = HeadFile(path, KEY, EMPTY)

    def fail(_handle: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="Input/output error"):
            file.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        file.write(NEWER)
