"""Go's numbers and slices: what is cut or behind the end is found where the sizes stand there, and nothing is said where they don't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.scan.base import Prepared
from proxy.scan.structural import StructuralEngine

ENGINE = StructuralEngine()


def found(body: str, head: str = "func f() {") -> list[tuple[str, int]]:
    text = f"package p\n{head}\n{body}\n}}\n"
    hits = ENGINE.scan(Prepared(text, "go")).findings
    wanted = ("rules.go.integer-truncated", "rules.go.slice-out-of-range")
    return [(hit.rule_id.rpartition(".")[2], hit.span.line - 2) for hit in hits if hit.rule_id in wanted]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param("return int32(x)", "func f(x int64) int32 {", id="parameter"),
        pytest.param("n, _ := strconv.Atoi(s); use(int16(n))", "func f(s string) {", id="parsed"),
        pytest.param("var a uint32 = math.MaxUint32; use(int32(a))", "func f() {", id="constant"),
        pytest.param("for _, v := range data { use(uint8(v)) }", "func f(data []int) {", id="element"),
        pytest.param("n, _ := strconv.ParseInt(s, 10, 64); use(int32(n))", "func f(s string) {", id="parsed-wide"),
    ],
)
def test_numbers_cut(body: str, head: str) -> None:
    assert found(body, head) == [("integer-truncated", 1)]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param("return int64(x)", "func f(x int32) int64 {", id="wider"),
        pytest.param("if x > 10 { return 0 }; return int8(x)", "func f(x int) int8 {", id="compared"),
        pytest.param("return int8(min(x, 100))", "func f(x int) int8 {", id="bounded"),
        pytest.param("var a int8 = -1; use(int64(a))", "func f() {", id="constant-that-fits"),
        pytest.param("n, _ := strconv.ParseInt(s, 10, 32); use(int32(n))", "func f(s string) {", id="parsed-narrow"),
        pytest.param("return int(x)", "func f(x uint) int {", id="one-width"),
        pytest.param("return int32(g())", "func f() int32 {", id="unknown"),
        pytest.param("return T(x)", "func f(x int64) T {", id="a-type-of-their-own"),
    ],
)
def test_numbers_that_fit(body: str, head: str) -> None:
    assert found(body, head) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("s := make([]byte, 4); use(s[5])", id="index"),
        pytest.param("s := make([]byte, 0, 4); x := s[:2]; use(x[:10])", id="slice-of-a-slice"),
        pytest.param("s := make([]int, 16); for i := 10; i < 17; i++ { s[i] = i }", id="loop"),
        pytest.param("var s [20]int; for i := 18; i <= 22; i++ { s[i] = i }", id="loop-to-the-last"),
        pytest.param("s := make([]byte, 4); for i := range 3 { use(s[i+2]) }", id="range-over-a-number"),
        pytest.param("a := [2]int{1, 2}; var b [1]int; for i := range a { b[i] = 1 }", id="range-over-another"),
        pytest.param("s := []int{1, 2}; use(s[2])", id="literal"),
        pytest.param("var a [10]int; k := 11; _ = a[:5:k]", id="capacity"),
        pytest.param("s := make([]byte, 2); i := 0x3; use(s[i])", id="a-name"),
        pytest.param("s := make([]byte, 4); use(s[3:2])", id="backwards"),
        pytest.param("s := make([]byte, 4); use(s[5:])", id="from-behind"),
    ],
)
def test_behind_the_end(body: str) -> None:
    assert [rule for rule, _ in found(body)] == ["slice-out-of-range"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("s := make([]byte, 4); use(s[3])", id="last"),
        pytest.param("s := make([]byte, 0, 4); use(s[:3])", id="up-to-the-capacity"),
        pytest.param("s := make([]byte, n); use(s[5])", id="unknown-size"),
        pytest.param("s := make([]byte, 0); s = append(s, b...); use(s[3])", id="appended"),
        pytest.param("s := make([]byte, 4); if len(s) > 5 { use(s[5]) }", id="asked"),
        pytest.param("s := make([]byte, 4); i := 3; i++; use(s[i])", id="counted"),
        pytest.param("s := make([]byte, 4); i := 3; i += 4; use(s[i])", id="added"),
        pytest.param("s := make([]int, 16); for i := 0; i < n; i++ { s[i] = i }", id="unknown-bound"),
        pytest.param("s := []int{5: 1}; use(s[3])", id="keyed"),
        pytest.param("m := map[int]int{1: 2}; use(m[9])", id="a-map"),
        pytest.param("s := g(); use(s[9])", id="made-elsewhere"),
        pytest.param("var s [010]int; use(s[7]); for i, v := range s { use(i, v) }; for { break }", id="octal"),
    ],
)
def test_inside(body: str) -> None:
    assert found(body) == []


@given(st.text(alphabet="sfi:=[]{}()<+0199 \n;,makeintvar", max_size=120))
def test_nothing_breaks_it(body: str) -> None:
    found(body)
