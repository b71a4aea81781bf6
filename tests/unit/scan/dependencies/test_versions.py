"""Order of versions: each row is in order, as its ecosystem's own documents give it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.scan.dependencies.advisories import Range
from proxy.scan.dependencies.naming import ECOSYSTEMS
from proxy.scan.dependencies.versions import compare


@pytest.mark.parametrize(
    ("ecosystem", "ordered"),
    [
        pytest.param("pypi", "1.0.dev1 1.0a1.dev1 1.0a1 1.0a2 1.0b1 1.0rc1 1.0 1.0.post1.dev1 1.0.post1 1.0.1 1.1 1!0.1", id="PEP 440"),
        pytest.param("npm", "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.10.0", id="semver"),
        pytest.param("nuget", "1.0.0-Alpha 1.0.0-beta 1.0.0 1.0.0.1 1.0.1", id="NuGet"),
        pytest.param("go", "v0.0.0-20240101000000-abcdef123456 v0.0.1 v1.2.0 v1.10.0", id="Go"),
        pytest.param("composer", "1.0.0-alpha1 1.0.0-beta1 1.0.0-RC1 1.0.0 v1.0.1", id="Composer"),
        pytest.param("gems", "0.9 1.0.a 1.0.b1 1.0.b2 1.0.b10 1.0.rc1 1.0 1.0.1.pre 1.0.1 1.1 1.10", id="gems"),
        pytest.param("maven", "1-alpha-1 1-alpha2 1-beta-1 1-m1 1-rc1 1-SNAPSHOT 1 1-sp 1-foo 1-1 1.1-alpha 1.1 1.2 1.10", id="Maven"),
        pytest.param("maven", "2.0-beta9 2.0-rc1 2.0 2.0.1 2.3.1 2.12.2 2.13.0 2.15.0", id="Log4j"),
        pytest.param("maven", "31.1-android 31.1-jre 32.0.0-jre", id="Guava"),
    ],
)  # fmt: skip
def test_versions_are_in_order(ecosystem: str, ordered: str) -> None:
    for one, other in itertools.combinations(ordered.split(), 2):
        assert compare(ecosystem, one, other) == -1, (one, other)
        assert compare(ecosystem, other, one) == 1, (one, other)


@pytest.mark.parametrize(
    ("ecosystem", "one", "other"),
    [
        ("pypi", "1.0", "v1.0.0+local"),
        ("pypi", "1.0-1", "1.0.post1"),
        ("pypi", "1.0.alpha.1", "1.0a1"),
        ("npm", "=1.2.0", "1.2.0+build.5"),
        ("gems", "1.0-rc1", "1.pre.rc1"),
        ("gems", "1.0.0", "1"),
        ("maven", "1.0-ga", "1"),
        ("maven", "1-a1", "1-alpha-1"),
        ("maven", "1.0rc", "1.0-CR"),
        ("maven", "1.0.0-0", "1"),
        ("maven", "1_1", "1-1"),
    ],
)
def test_one_version_in_two_spellings(ecosystem: str, one: str, other: str) -> None:
    assert compare(ecosystem, one, other) == 0


@pytest.mark.parametrize("ecosystem", ECOSYSTEMS)
@pytest.mark.parametrize("version", ["", "latest", "^1.2", "1.0 || 2.0", "1" * 200, "1.0\n2"])
def test_what_is_no_version_is_not_compared(ecosystem: str, version: str) -> None:
    assert compare(ecosystem, version, "1.0") is None
    assert compare(ecosystem, "1.0", version) is None


PIECES = st.lists(
    st.sampled_from(["0", "1", "10", ".", "-", "a", "b", "rc", "alpha", "final", "sp", "dev", "post", "+x", "!", "_"]), max_size=8
).map("".join)  # fmt: skip


@given(st.sampled_from(ECOSYSTEMS), PIECES, PIECES, PIECES)
def test_an_order_is_an_order(ecosystem: str, one: str, two: str, three: str) -> None:
    def sign(a: str, b: str) -> int | None:
        return compare(ecosystem, a, b)

    if sign(one, two) is None or sign(two, three) is None or sign(one, three) is None:
        return
    assert sign(one, one) == 0
    assert sign(one, two) == -sign(two, one)  # type: ignore[operator]
    if (
        sign(one, two) == -1 and sign(two, three) == -1 and ecosystem != "maven"
    ):  # padding by the other makes Maven's no total order
        assert sign(one, three) == -1


def test_a_range_without_an_end_is_everything_from_the_beginning_only() -> None:
    assert [Range("0").everything, Range("0", "1").everything, Range("1").everything] == [True, False, False]
