"""Signed policies that are older than what was in force are never taken again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.errors import PolicyInvalid, StateUnavailable
from proxy.policy.bundle import Signature
from proxy.releases import Releases
from proxy.state import State


def _signature(serial: int, digest: str = "a") -> Signature:
    return Signature(serial, digest * 64, "k", "2026-11-23T10:00:00Z")


def test_the_number_never_falls(tmp_path: Path) -> None:
    releases = Releases(State.open(tmp_path))
    releases.take(_signature(3))
    releases.take(_signature(3))
    with pytest.raises(PolicyInvalid, match="signed as number 2, and number 3 was in force: sign them anew"):
        releases.take(_signature(2))
    with pytest.raises(PolicyInvalid, match="other policies were in force under number 3"):
        releases.take(_signature(3, "b"))
    beside = Releases(State.open(tmp_path))
    beside.take(_signature(7))
    with pytest.raises(PolicyInvalid):
        releases.take(_signature(4))


def test_what_can_not_be_remembered_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_text("no database at all, and long enough to be looked at as one")
    with pytest.raises(StateUnavailable):
        Releases(State.open(tmp_path)).take(_signature(1))


@settings(max_examples=60, deadline=None)
@given(asked=st.lists(st.tuples(st.integers(1, 5), st.sampled_from("ab")), max_size=12))
def test_what_is_taken_only_grows(tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[int, str]]) -> None:
    releases = Releases(State.open(tmp_path_factory.mktemp("state")))
    last = (0, "")
    for serial, digest in asked:
        good = serial > last[0] or (serial, digest) == last
        try:
            releases.take(_signature(serial, digest))
        except PolicyInvalid:
            assert not good
        else:
            assert good
            last = (serial, digest)
