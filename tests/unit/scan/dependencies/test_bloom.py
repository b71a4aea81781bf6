from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.errors import SettingsInvalid
from proxy.scan.dependencies.bloom import MAGIC, build, key_of, read_bloom, write_bloom

NAMES = st.lists(st.text(min_size=1, max_size=40), max_size=60)


@given(NAMES, NAMES)
@settings(max_examples=60)
def test_what_was_put_in_is_found(python: list[str], node: list[str]) -> None:
    bloom = build({"pypi": python, "npm": node}, date="2026-01-02", share=0.01)
    assert all(key_of("pypi", name) in bloom for name in python)
    assert all(key_of("npm", name) in bloom for name in node)


@pytest.mark.parametrize("share", [0.01, 0.001])
def test_other_names_are_taken_for_one_as_often_as_promised(share: float) -> None:
    bloom = build({"pypi": (f"package-{number}" for number in range(20_000))}, date="2026-01-02", share=share)
    wrong = sum(key_of("pypi", f"other-{number}") in bloom for number in range(50_000))
    assert wrong < 50_000 * share * 1.3
    assert bloom.names == {"pypi": 20_000}


def test_a_name_counts_in_its_ecosystem_only() -> None:
    bloom = build({"pypi": ["left-pad"]}, date="2026-01-02", share=0.0001)
    assert key_of("npm", "left-pad") not in bloom
    assert 5 not in bloom


def test_an_empty_filter_knows_nothing() -> None:
    assert key_of("pypi", "a") not in build({}, date="", share=0.5)


def test_a_filter_survives_its_file(tmp_path: Path) -> None:
    bloom = build({"pypi": ["a", "b"]}, date="2026-01-02", share=0.01)
    write_bloom(bloom, tmp_path / "x.bloom")
    assert read_bloom(tmp_path / "x.bloom") == bloom


def header(**changes: object) -> bytes:
    made = {"date": "d", "names": {"pypi": 1}, "size": 8, "hashes": 1, "sha256": "x"} | changes
    return MAGIC + json.dumps(made).encode() + b"\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04", id="something else"),
        pytest.param(MAGIC, id="no header"),
        pytest.param(MAGIC + b"[]\n", id="header of another shape"),
        pytest.param(MAGIC + b"{}\n", id="header without fields"),
        pytest.param(MAGIC + b"x" * 9000 + b"\n", id="header without end"),
        pytest.param(header(size="many") + b"\0", id="no number"),
        pytest.param(header(size=16) + b"\0", id="bits missing"),
        pytest.param(header(size=0) + b"", id="no bits"),
        pytest.param(header(hashes=999) + b"\0", id="too many hashes"),
        pytest.param(header(names=[1]) + b"\0", id="names of another shape"),
        pytest.param(header() + b"\0", id="another digest"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.bloom").write_bytes(content)
    with pytest.raises(SettingsInvalid, match=r"x\.bloom"):
        read_bloom(tmp_path / "x.bloom")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="No such file"):
        read_bloom(tmp_path / "x.bloom")


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_bloom(build({"pypi": ["a"]}, date="", share=0.01), tmp_path / "x.bloom")
    monkeypatch.setattr("proxy.scan.dependencies.bloom.MAX_BYTES", 3)
    with pytest.raises(SettingsInvalid, match="larger than"):
        read_bloom(tmp_path / "x.bloom")
