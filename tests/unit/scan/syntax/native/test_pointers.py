"""Pointers: nowhere, given back, gone, never there; and the same code with what makes it right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Spot = Callable[..., list[tuple[str, int]]]


def function(*lines: str, head: str = "void f(struct s *p, char *t, int n)") -> str:
    return head + "\n{\n" + "\n".join(lines) + "\n}\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["char *q = malloc(9);", "q[0] = 1;"], [("allocation-unchecked", 3)], id="malloc-unchecked"),
        pytest.param(["p->b = (char *)calloc(1, 9);", "*p->b = 1;"], [("allocation-unchecked", 3)], id="member-unchecked"),
        pytest.param(['FILE *q = fopen(t, "r");', "fclose(q);"], [("allocation-unchecked", 3)], id="file-unchecked"),
        pytest.param(["char *q = malloc(9);", "if (q) q[0] = 1;"], [], id="checked"),
        pytest.param(["char *q = malloc(9);", "if (n && q) q[0] = 1;"], [], id="checked-with-another"),
        pytest.param(["char *q = malloc(9);", "assert(q);", "q[0] = 1;"], [], id="asserted"),
        pytest.param(["char *q = malloc(9);", "IS_NULL(q);", "q[0] = 1;"], [], id="checked-by-a-macro"),
        pytest.param(["char *q = malloc(9);", "keep(q);", "q[0] = 1;"], [], id="handed-to-somebody"),
        pytest.param(["char *q = malloc(9);", "n = sizeof(*q);"], [], id="only-measured"),
        pytest.param(["char *q = malloc(9);", "fill(&q);", "q[0] = 1;"], [], id="address-handed-out"),
        pytest.param(["char *q = malloc(9);", "q = t;", "q[0] = 1;"], [], id="another-value"),
        pytest.param(["char *q = malloc(9);", "t = &q[1];"], [], id="only-reckoned"),
        pytest.param(["char *q = malloc(9);", "((char *)q)[0] = 1;"], [("allocation-unchecked", 3)], id="through-a-cast"),
        pytest.param(["char *q;", "if (n) { q = malloc(9); return; }", "q = t;", "q[0] = 1;"], [], id="not-on-this-way"),
        pytest.param(["char *q;", "if (n) { q = malloc(9); goto end; }", "else { q[0] = 1; }", "end: ;"], [("uninitialized-pointer", 5)] * 0, id="other-branch"),
        pytest.param(["if (p == NULL) p->a = 1;"], [("null-dereference", 3)], id="null-followed"),
        pytest.param(["if (!p) { n = 1; p->a = n; }"], [("null-dereference", 3)], id="null-followed-in-a-block"),
        pytest.param(["if (NULL == p) { p = get(); p->a = 1; }"], [], id="null-replaced"),
        pytest.param(["if (!p) return;", "p->a = 1;"], [], id="null-returned"),
        pytest.param(["if (!p) {", "if (p) p->a = 1;", "}"], [], id="null-checked-again"),
        pytest.param(["char *q = NULL;", "*q = 1;"], [("null-dereference", 4)], id="null-set"),
        pytest.param(["char *q = 0;", 'strcpy(q, "a");'], [("copy-unlimited", 4), ("null-dereference", 4)], id="null-filled"),
        pytest.param(["char *q = NULL;", 'scanf("%s", q);'], [("null-dereference", 4)], id="null-scanned"),
        pytest.param(["char *q = NULL;", 'scanf("%d", q);', "use(q);"], [], id="null-passed"),
        pytest.param(["char *q = NULL;", "while (n) { q = t; }", "*q = 1;"], [], id="null-replaced-in-a-loop"),
        pytest.param(["char *q = NULL;", "if (q) *q = 1;"], [], id="null-looked-at"),
        pytest.param(["while (1) { t = NULL; break; }", "*t = 1;"], [], id="a-parameter-is-left-alone"),
        pytest.param(["char *q;", "while (1) { q = NULL; break; }", "while (1) { *q = 1; break; }"], [("null-dereference", 5)], id="out-of-a-loop"),
        pytest.param(["break;", "char *q = NULL;", "break;", "*q = 1;"], [], id="a-break-without-a-loop"),
        pytest.param(["n = p->a;", "if (!p) return;"], [("check-after-use", 4)], id="checked-late"),
        pytest.param(["if (n) n = p->a;", "if (!p) return;"], [], id="used-on-one-way-only"),
        pytest.param(["n = n && p->a;", "if (!p) return;"], [], id="used-after-and"),
        pytest.param(["while (p->a) p = p->b;", "if (!p) return;"], [], id="walked"),
        pytest.param(["n = sizeof(*p);", "if (!p) return;"], [], id="measured-before"),
        pytest.param(["get(&p);", "if (!p) return;"], [], id="fetched-before"),
        pytest.param(["n = q->a;", "if (!q) return;"], [], id="not-declared-here"),
        pytest.param(["if (n) return;"], [], id="not-a-null-check"),
    ],
)  # fmt: skip
def test_null(spot: Spot, lines: list[str], expected: list[tuple[str, int]]) -> None:
    assert spot(function(*lines)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["free(p);", "p->a = 1;"], [("use-after-free", 4)], id="followed"),
        pytest.param(["free(t);", "puts(t);"], [("use-after-free", 4)], id="handed-on"),
        pytest.param(["free(t);", "if (t == NULL) return;"], [], id="compared"),
        pytest.param(["free(t);", "t = 0;", "puts(t);"], [], id="replaced"),
        pytest.param(["free(p->a);", "p = p->b;", "puts(p->a);"], [], id="another-one"),
        pytest.param(["free(p);", "p = p->b;"], [("use-after-free", 4)], id="asked-for-the-next-too-late"),
        pytest.param(["free(t);", "get(&t);", "puts(t);"], [], id="fetched-anew"),
        pytest.param(["free(t);", "return;", "puts(t);"], [], id="not-reached"),
        pytest.param(["free(t);", "exit(1);", "puts(t);"], [], id="the-program-ended"),
        pytest.param(["if (n) { free(t); return; }", "puts(t);"], [], id="left"),
        pytest.param(["if (n) { free(t); { return; } }", "puts(t);"], [], id="left-in-a-block"),
        pytest.param(["if (n) free(t);", "else puts(t);"], [], id="the-other-branch"),
        pytest.param(["if (n) free(t);", "puts(t);"], [("use-after-free", 4)], id="on-one-way"),
        pytest.param(["#ifdef A", "free(t);", "#else", "puts(t);", "#endif"], [], id="the-other-build"),
        pytest.param(["while (n) { if (n > 2) { free(t); break; } }", "puts(t);"], [("use-after-free", 4)], id="out-of-the-loop"),
        pytest.param(["while (n) { free(t); continue; puts(t); }"], [], id="round-again"),
        pytest.param(["for (;;) { free(t); goto end; }", "puts(t);", "end: ;"], [], id="goto"),
        pytest.param(["free(t);", "free(t);"], [("double-free", 4)], id="twice"),
        pytest.param(["free(t);", "if (n) free(t);"], [("double-free", 4)], id="twice-on-one-way"),
        pytest.param(["if (n) free(t);", "if (t) free(t);"], [], id="twice-but-looked-at"),
        pytest.param(["switch (n) {", "case 1: free(t); break;", "case 2: free(t); break;", "}"], [], id="two-cases"),
        pytest.param(["switch (n) {", "case 1: free(t);", "case 2: free(t);", "}"], [("double-free", 5)], id="fallen-through"),
        pytest.param(["n ? free(t) : puts(t);"], [], id="one-of-two-values"),
        pytest.param(["char b[4];", "free(b);"], [("free-not-heap", 4)], id="an-array"),
        pytest.param(["free(&n);"], [("free-not-heap", 3)], id="a-variable"),
        pytest.param(["free(&p->a);"], [], id="a-member"),
        pytest.param(["free(get());"], [], id="an-answer"),
    ],
)  # fmt: skip
def test_given_back(spot: Spot, lines: list[str], expected: list[tuple[str, int]]) -> None:
    assert spot(function(*lines)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("char *f(void) { char b[4]; return b; }", ["stack-address-returned"], id="an-array"),
        pytest.param("char f(void) { char b[4]; return *b; }", [], id="an-element"),
        pytest.param("int *f(void) { int n = 1; return &n; }", ["stack-address-returned"], id="an-address"),
        pytest.param("int *f(void) { static int n; return &n; }", [], id="static"),
        pytest.param("int *f(int *n) { return &n[1]; }", [], id="of-the-caller"),
        pytest.param("int f(void) { return; }", [], id="nothing"),
        pytest.param("void f(void) { char *q; *q = 1; }", ["uninitialized-pointer"], id="never-set"),
        pytest.param("void f(void) { char *q; free(q); }", ["uninitialized-pointer"], id="never-set-and-freed"),
        pytest.param("void f(void) { char *q; q = 0; get(q); }", [], id="set-before"),
        pytest.param("void f(void) { char *q; size_t n = sizeof(*q); }", [], id="measured"),
        pytest.param("void f(int n) { char *q; while (n) { if (n > 1) *q = 1; q = get(); } }", [], id="set-on-the-round-before"),
        pytest.param("void f(int n) { int s; s += n; }", ["uninitialized-value"], id="counted-from-nothing"),
        pytest.param("void f(int n) { int s; for (;;) { if (n) s += n; else s = 0; } }", [], id="set-elsewhere"),
        pytest.param("void f(int n) { struct big s; s += n; }", [], id="not-a-number"),
        pytest.param("void f(int n) { int s; if (s) n = 1; }", [], id="not-counted"),
        pytest.param("int main(void) { char *q = malloc(4); *q = 1; }", ["allocation-assumed"], id="main"),
        pytest.param("char *q;\nint s;\ns += 1;", [], id="outside-of-a-function"),
    ],
)  # fmt: skip
def test_gone_or_never_there(spot: Spot, code: str, expected: list[str]) -> None:
    assert [rule for rule, _ in spot(code)] == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("void f(T *p) { delete p; p->run(); }", ["use-after-free"], id="delete"),
        pytest.param("void f(T *p) { delete p; delete p; }", ["double-free"], id="delete-twice"),
        pytest.param("void f(T *p) { delete p; p = nullptr; delete p; }", [], id="delete-null"),
        pytest.param("void f() { char *q; std::cin >> q; *q = 1; }", [], id="read-into"),
        pytest.param("void f() { T *q = nullptr; auto g = [&q]() { q->run(); }; q = get(); }", [], id="captured"),
        pytest.param("T &f() { T &q = get(); return q; }", [], id="a-reference"),
        pytest.param("void C::f() { T *q = nullptr; q->run(); }", ["null-dereference"], id="a-method"),
        pytest.param("void f(T *p) { if (p == nullptr) { throw 1; } p->run(); }", [], id="thrown"),
    ],
)
def test_of_cpp(spot: Spot, code: str, expected: list[str]) -> None:
    assert [rule for rule, _ in spot(code, "cpp")] == expected
