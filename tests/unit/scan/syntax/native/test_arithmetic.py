"""Sizes that are reckoned, and the types that make them safe."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Spot = Callable[..., list[tuple[str, int]]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("char *q = malloc(a * b);", ["allocation-overflow"], id="two-factors"),
        pytest.param("char *q = malloc(((a) * (b)) + 1);", ["allocation-overflow"], id="two-factors-and-one"),
        pytest.param("char *q = malloc((size_t)a * b);", [], id="a-cast"),
        pytest.param("char *q = malloc(b * ((size_t)a + 1));", [], id="a-cast-inside"),
        pytest.param("char *q = malloc((int)a * z);", ["allocation-product"], id="a-small-cast"),
        pytest.param("char *q = malloc(sizeof(char) * a + 1);", [], id="once-is-no-product"),
        pytest.param("used++; char *q = malloc(used * sizeof(int));", [], id="a-count"),
        pytest.param("int n = 0; n += 1; char *q = malloc(n * sizeof(int));", [], id="a-count-by-one"),
        pytest.param("used++; used += b; char *q = malloc(used * 4);", ["allocation-product"], id="a-count-by-many"),
        pytest.param("a++; char *q = malloc(a * sizeof(int));", ["allocation-product"], id="what-the-caller-counts"),
        pytest.param("char *q = malloc(z * b);", ["allocation-product"], id="a-large-type"),
        pytest.param("char *q = malloc(a * 4);", ["allocation-product"], id="one-factor"),
        pytest.param("char *q = malloc(COUNT * sizeof(int));", [], id="constants"),
        pytest.param("char *q = malloc(k * b);", [], id="a-constant-by-name"),
        pytest.param("if (a > 9) return; char *q = malloc(a * b);", [], id="checked"),
        pytest.param("if (a == b) return; char *q = malloc(a * b);", ["allocation-overflow"], id="compared-is-not-checked"),
        pytest.param("if (a > 0) { char *q = malloc(a * b); }", ["allocation-overflow"], id="above-zero-is-not-enough"),
        pytest.param("if (a) { char *q = malloc(a * b); }", ["allocation-overflow"], id="a-look-alone"),
        pytest.param("char *q = malloc(a + b);", [], id="a-sum"),
        pytest.param("char *q = malloc(a / b);", [], id="a-quotient"),
        pytest.param("char *q = malloc(9);", [], id="a-number"),
        pytest.param("char *q = calloc(a, b);", [], id="calloc"),
        pytest.param("char *q = g_malloc(a * b);", [], id="a-wrapper"),
        pytest.param("p = realloc(p, a);", ["realloc-lost"], id="realloc-onto-itself"),
        pytest.param("p = realloc(s->p, a);", [], id="realloc-of-another"),
        pytest.param("p = get(p, a);", [], id="another-call"),
        pytest.param("char *q = malloc(strlen(p));", ["end-mark-not-counted"], id="no-end-mark"),
        pytest.param("struct s *q = malloc(sizeof(q));", ["size-of-pointer"], id="size-of-a-pointer"),
        pytest.param("struct s *q = malloc(sizeof(*q));", [], id="size-of-the-thing"),
        pytest.param("memset(p, 0, sizeof(p));", ["size-of-pointer"], id="cleared-by-pointer-size"),
        pytest.param("memset(h, 0, sizeof(h));", ["size-of-pointer"], id="an-array-of-the-caller-is-a-pointer"),
        pytest.param("char q[9]; memset(q, 0, sizeof(q));", [], id="an-array"),
        pytest.param("memset();", [], id="nothing-given"),
        pytest.param("memcpy(p, h, a * b);", ["length-overflow"], id="length-of-two-factors"),
        pytest.param("memcpy(p, h, z * b);", [], id="length-of-a-large-type"),
        pytest.param("memcpy(p, h, s->x * s->y);", [], id="types-not-known"),
        pytest.param("memcpy(p, h, a * sizeof(int));", [], id="sizeof-is-large"),
        pytest.param("uint64_t q = a * b;", ["widened-too-late"], id="widened"),
        pytest.param("uint64_t q = (uint64_t)a * b;", [], id="widened-in-time"),
        pytest.param("z = z + (a * b);", ["widened-too-late"], id="added-to-a-large-one"),
        pytest.param("if (z < a * b) return;", ["widened-too-late"], id="compared-with-a-large-one"),
        pytest.param("if (a < a * b) return;", [], id="compared-with-a-small-one"),
        pytest.param("uint64_t q = (a) * (b * 2);", [], id="with-a-number"),
        pytest.param("if (a > 9) return; uint64_t q = a * b;", [], id="widened-but-checked"),
        pytest.param("use(a * b);", [], id="handed-on"),
        pytest.param("uint64_t q = a + b;", [], id="no-product"),
        pytest.param("int q = a * b;", [], id="not-widened"),
        pytest.param("for (unsigned char i = 0; i < a; i++) use(i);", ["counter-too-small"], id="a-small-counter"),
        pytest.param("for (unsigned char i = 0; i < COUNT; i++) use(i);", [], id="a-constant-limit"),
        pytest.param("for (unsigned char i = 0; i < a + 1; i++) use(i);", [], id="a-reckoned-limit"),
        pytest.param("for (int i = 0; i < a; i++) use(i);", [], id="a-large-counter"),
        pytest.param("for (;;) use(a);", [], id="no-limit"),
    ],
)  # fmt: skip
def test_one_line(spot: Spot, line: str, expected: list[str]) -> None:
    code = f"void f(struct s *s, char *p, char h[9], int a, int b, size_t z) {{\nconst int k = 4;\n{line}\n}}\n"
    assert [rule for rule, _ in spot(code)] == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("size_t f(int a, int b)", ["widened-too-late"], id="large"),
        pytest.param("int f(int a, int b)", [], id="small"),
        pytest.param("long *f(int a, int b)", [], id="a-pointer"),
    ],
)
def test_returned(spot: Spot, head: str, expected: list[str]) -> None:
    assert [rule for rule, _ in spot(f"{head} {{ return (a * b); }}")] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("auto q = new int[a * b];", ["allocation-product"], id="a-product"),
        pytest.param("auto q = new int[a];", [], id="a-number"),
        pytest.param("auto q = new char[strlen(t)];", ["end-mark-not-counted"], id="a-text-without-its-end-mark"),
        pytest.param("auto q = new T(a);", [], id="one"),
    ],
)
def test_new(spot: Spot, line: str, expected: list[str]) -> None:
    assert [rule for rule, _ in spot(f"void f(int a, int b) {{ {line} }}", "cpp")] == expected
