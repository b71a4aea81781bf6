"""The cache: bounded by entries and bytes, keyed by everything that counts."""

from __future__ import annotations

import pytest

from proxy.model import EngineRun, ScanStatus
from proxy.scan.cache import Cache, digest, lasting, text_bytes, weight


def test_the_least_recently_used_goes_first() -> None:
    cache: Cache[str] = Cache(2)
    cache.put(b"a", "A", 1)
    cache.put(b"b", "B", 1)
    assert cache.get(b"a") == "A"
    cache.put(b"c", "C", 1)
    assert [cache.get(key) for key in (b"a", b"b", b"c")] == ["A", None, "C"]
    assert (len(cache), cache.hits, cache.misses) == (2, 3, 1)


def test_bytes_are_bounded_too() -> None:
    cache: Cache[str] = Cache(100, max_bytes=10)
    cache.put(b"a", "A", 6)
    cache.put(b"a", "A2", 4)
    cache.put(b"b", "B", 6)
    assert (len(cache), cache.size_bytes) == (2, 10)
    cache.put(b"c", "C", 11)
    assert (len(cache), cache.size_bytes) == (0, 0)


def test_no_entries_keep_nothing() -> None:
    cache: Cache[str] = Cache(0)
    cache.put(b"a", "A", 1)
    assert cache.get(b"a") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param((b"ab", b"c"), (b"a", b"bc"), id="where-a-part-ends"),
        pytest.param((b"x", None), (b"x", "None"), id="no-language"),
        pytest.param((b"x", "python", None), (b"x", None, "python"), id="order"),
        pytest.param((text_bytes("\ud800"),), (text_bytes("?"),), id="lone-surrogate"),
    ],
)
def test_different_parts_have_different_digests(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert digest(*one) != digest(*other)
    assert digest(*one) == digest(*one)


@pytest.mark.parametrize("status", list(ScanStatus))
def test_only_what_would_be_the_same_again_lasts(status: ScanStatus) -> None:
    cut = {ScanStatus.TIMED_OUT, ScanStatus.FAILED, ScanStatus.OVERSIZE}
    assert lasting([EngineRun("a", "1", ScanStatus.COMPLETE), EngineRun("b", "1", status)]) == (status not in cut)


def test_a_report_weighs_more_with_findings() -> None:
    assert weight((), 5) < weight((object(),), 5)  # type: ignore[arg-type]
