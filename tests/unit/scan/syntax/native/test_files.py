"""Files named twice, containers changed while walked, new and delete."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Spot = Callable[..., list[tuple[str, int]]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("if (access(p, 0) == 0) open(p, 0);", ["check-then-use"], id="looked-at-and-opened"),
        pytest.param("if (access(p, 0)) return; open(p, 0);", ["check-then-use"], id="looked-at-and-left"),
        pytest.param("if (stat(p, &s)) return; open(p, 0);", ["named-twice"], id="asked-about"),
        pytest.param("open(p, 0); access(p, 0);", [], id="the-other-way-round"),
        pytest.param("if (access(p, 0) == 0) open(q, 0);", [], id="another-file"),
    ],
)
def test_named_twice(spot: Spot, line: str, expected: list[str]) -> None:
    assert [rule for rule, _ in spot(f"void f(char *p, char *q) {{ struct stat s; {line} }}")] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("for (int i : v) v.push_back(i);", ["iterator-invalidated"], id="added-to"),
        pytest.param("for (int i : v) { if (i) { v.clear(); return; } }", [], id="left"),
        pytest.param("for (int i : v) return v.clear();", [], id="left-at-once"),
        pytest.param("for (int i : v) w.push_back(i);", [], id="another-one"),
        pytest.param("for (int i : get()) w.push_back(i);", [], id="an-answer"),
        pytest.param(
            "for (auto i = v.begin(); i != v.end(); ++i) { v.erase(i); }", ["iterator-invalidated"], id="erased"
        ),
        pytest.param("for (auto i = v.begin(); i != v.end();) { i = v.erase(i); }", [], id="erased-and-kept"),
        pytest.param("for (auto i = v.begin(); i != v.end();) { v.erase(i++); }", [], id="erased-and-stepped"),
        pytest.param("for (auto i = v.begin(); i != v.end(); ++i) { v.erase(0); }", [], id="something-else-erased"),
        pytest.param("for (int i = 0; i < 9; ++i) { v.push_back(i); }", [], id="counted"),
        pytest.param("for (int i : v) { use(i); } v.push_back(1);", [], id="behind-the-loop"),
        pytest.param("int *p = new int[3]; delete p;", ["delete-mismatch"], id="many-as-one"),
        pytest.param("T *p = new T; delete[] p;", ["delete-mismatch"], id="one-as-many"),
        pytest.param("T *p = (T *)malloc(9); delete p;", ["delete-mismatch"], id="malloc-deleted"),
        pytest.param("T *p = new T; delete p;", [], id="one"),
        pytest.param("T *p = get(); delete p;", [], id="not-known"),
        pytest.param("T *p; p = nullptr; delete p;", [], id="null"),
    ],
)
def test_of_cpp(spot: Spot, line: str, expected: list[str]) -> None:
    assert [
        rule for rule, _ in spot(f"void f(std::vector<int> &v, std::vector<int> &w) {{ {line} }}", "cpp")
    ] == expected
