"""Buffers: what doesn't fit, what nobody bounds, and the same code with the bound."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Spot = Callable[..., list[tuple[str, int]]]


def body(*lines: str, before: str = "") -> str:
    return before + "void f(char *out, const char *text, size_t n, char **argv)\n{\n" + "\n".join(lines) + "\n}\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["char b[8];", "b[8] = 0;"], ["index-past-end"], id="one-behind"),
        pytest.param(["char b[8];", "b[7] = 0;"], [], id="the-last"),
        pytest.param(["char b[4 * 2];", "b[10 - 2] = 0;"], ["index-past-end"], id="reckoned"),
        pytest.param(["char b[0x10];", "b[020] = 0;"], ["index-past-end"], id="hexadecimal-and-octal"),
        pytest.param(["char b[8];", "b[sizeof b] = 0;"], ["index-past-end"], id="sizeof-without-parentheses"),
        pytest.param(["char b[8];", "char *end = &b[8];"], [], id="the-end-is-only-pointed-at"),
        pytest.param(["char b[8];", "size_t s = sizeof(b[8]);"], [], id="only-measured"),
        pytest.param(["char b[2][4];", "use(b[2]);"], [], id="rows-are-not-counted"),
        pytest.param(["struct s x[1];", "x[1].a = 0;"], ["index-past-end"], id="an-array-of-one"),
        pytest.param(["char b[n];", "b[n] = 0;"], ["index-past-end"], id="the-same-name-as-its-size"),
        pytest.param(['char b[] = "abc";', "b[4] = 0;"], [], id="no-size-written"),
        pytest.param(["int v[4];", "for (int i = 0; i <= 4; i++) v[i] = 0;"], ["loop-past-end"], id="loop-one-too-far"),
        pytest.param(["int v[4];", "for (int i = 0; i < 4; i++) v[i] = 0;"], [], id="loop-to-the-end"),
        pytest.param(["int v[4];", "for (int i = 0; i <= 4; i++) use(i);"], [], id="loop-without-the-array"),
        pytest.param(["int *v = malloc(4 * sizeof(int));", "if (v) v[4] = 0;"], ["index-past-end"], id="behind-an-allocation"),
        pytest.param(["int *v = calloc(4, sizeof(int));", "if (v) v[3] = 0;"], [], id="inside-an-allocation"),
        pytest.param(["int *v = get();", "v[4] = 0;"], [], id="an-allocation-not-known"),
        pytest.param(["char b[8];", "memcpy(b, argv[1], strlen(argv[1]));"], ["length-of-source"], id="length-of-an-argument"),
        pytest.param(["char b[8];", "char *d = make(strlen(text));", "strcpy(b, text);"], ["copy-unbounded"], id="length-only-handed-on"),
        pytest.param(["int v[4];", "for (;;) v[0] = 0;"], [], id="loop-without-a-test"),
        pytest.param(["char b[8];", 'snprintf(b, 9, "%s", text);'], ["size-beyond-buffer"], id="size-too-large"),
        pytest.param(["char b[8];", 'snprintf(b, sizeof b, "%s", text);'], [], id="size-of-the-buffer"),
        pytest.param(["int b[8];", "memcpy(b, text, 32);"], [], id="elements-are-not-bytes"),
        pytest.param(['snprintf(out + 1, 9, "%s", text);'], [], id="not-a-plain-target"),
        pytest.param(["memset(out);"], [], id="an-argument-short"),
        pytest.param(["char b[8];", "memcpy(b, text, strlen(text));"], ["length-of-source"], id="length-of-source"),
        pytest.param(["char b[8];", "bcopy(text, b, strlen(text));"], ["length-of-source"], id="the-other-way-round"),
        pytest.param(["char *b = malloc(strlen(text) + 1);", "if (!b) return;", "memcpy(b, text, strlen(text) + 1);"], [], id="made-to-measure"),
        pytest.param(["memcpy(out, text, strlen(text));"], [], id="a-target-of-unknown-size"),
        pytest.param(["char b[8];", "memcpy(b, text, n);"], ["length-unchecked"], id="length-of-the-caller"),
        pytest.param(["char b[8];", "if (n > sizeof b) return;", "memcpy(b, text, n);"], [], id="length-checked"),
        pytest.param(["char b[8];", "const int k = 4;", "memcpy(b, text, k);"], [], id="length-constant"),
        pytest.param(["char b[8];", "int k = 3 + 4;", "memcpy(b, text, k);"], [], id="length-reckoned-here"),
        pytest.param(["char b[8];", "int k = get();", "memcpy(b, text, k);"], ["length-unchecked"], id="length-of-a-call"),
        pytest.param(["char b[8];", "int k = min(n, 8);", "memcpy(b, text, k);"], [], id="length-cut"),
        pytest.param(['char b[8] = "";', "strncat(b, text, 8);"], ["append-size"], id="append-the-whole-size"),
        pytest.param(['char b[8] = "";', "strncat(b, text, 3);"], [], id="append-a-few"),
        pytest.param(["char b[8];", "strncpy(b, text, 8);"], ["end-mark-missing"], id="no-end-mark"),
        pytest.param(["char b[8];", "memset(b, 0, 8);", "strncpy(b, text, 8);"], [], id="cleared-before"),
        pytest.param(["char b[8];", "strncpy(b, text, 8);", "b[7] = 0;"], [], id="end-mark-set"),
        pytest.param(["char b[8];", "strncpy(b, text, 8);", "*(b + 7) = 0;"], [], id="end-mark-set-by-pointer"),
        pytest.param(["char b[4];", 'strcpy(b, "abcd");'], ["text-too-long"], id="literal-too-long"),
        pytest.param(["char b[4];", 'strcpy(b, "a\\x41\\n");'], [], id="literal-fits-with-escapes"),
        pytest.param(['strcpy(out, "abc");'], ["copy-unlimited"], id="literal-to-somewhere"),
        pytest.param(['strcpy(out, "ab" "c");'], ["copy-unlimited"], id="joined-literals"),
        pytest.param(["strcpy(out);"], [], id="nothing-to-copy"),
        pytest.param(["strcpy(out, NAME);"], [], id="a-constant"),
        pytest.param(["strcpy(out, text);"], ["copy-unbounded"], id="any-text"),
        pytest.param(['strcpy(out, n ? "a" : "b");'], [], id="one-of-two-literals"),
        pytest.param(['const char *w = "a";', "strcpy(out, w);"], ["copy-unlimited"], id="a-literal-by-name"),
        pytest.param(["char a[4], b[8];", "strcpy(b, a);"], [], id="a-smaller-buffer"),
        pytest.param(["char a[9], b[8];", "strcpy(b, a);"], ["copy-unlimited"], id="a-larger-buffer"),
        pytest.param(["size_t k = strlen(text);", "if (k > 7) return;", "char b[8];", "strcpy(b, text);"], [], id="length-kept-before"),
        pytest.param(["char b[8];", 'sprintf(b, "%s", text);'], ["copy-unbounded"], id="any-text-formatted"),
        pytest.param(["char b[8];", 'sprintf(b, "%s", getenv("A"));'], ["copy-unbounded"], id="the-environment-formatted"),
        pytest.param(["char b[8];", 'sprintf(b, "%s", x->name);'], ["copy-unlimited"], id="a-member-formatted"),
        pytest.param(["char *w = argv[1], b[8];", 'sprintf(b, "%s", w);'], ["copy-unbounded"], id="an-argument-by-name"),
        pytest.param(["char b[8];", 'sprintf(b, "%.7s", text);'], [], id="text-with-precision"),
        pytest.param(["char b[8];", 'sprintf(b, "%s", n ? "on" : "off");'], [], id="one-of-two-literals-formatted"),
        pytest.param(["char a[4], b[8];", 'sprintf(b, "%s", a);'], [], id="a-smaller-buffer-formatted"),
        pytest.param(["char b[8];", 'sprintf(b, "%d", 1);'], ["format-may-not-fit"], id="a-number-may-not-fit"),
        pytest.param(["char b[8];", 'sprintf(b, "%d", (n % 1000));'], [], id="a-rest-fits"),
        pytest.param(["char b[8];", 'sprintf(b, "%d", n % 99999999);'], ["format-may-not-fit"], id="a-rest-may-not-fit"),
        pytest.param(["char b[8];", "if (n > 9) return;", 'sprintf(b, "%d", n);'], [], id="a-checked-number"),
        pytest.param(["char b[ROOM];", 'sprintf(b, "%d", n);'], [], id="a-number-into-an-array-of-any-size"),
        pytest.param(["strncpy(x->b, n, sizeof(x->b));"], [], id="a-member-that-nobody-reads"),
        pytest.param(["strncpy(x->b, n, sizeof(x->b));", "puts(x->b);"], ["end-mark-missing"], id="a-member-that-is-read"),
        pytest.param(["char b[8];", 'sprintf(b, "%5d%4d", 1, 2);'], ["text-too-long"], id="widths-do-not-fit"),
        pytest.param(["char b[8];", "sprintf(b, FORMAT, 1);"], [], id="format-by-name"),
        pytest.param(["sprintf(out);"], [], id="no-format"),
        pytest.param(["if (strlen(text) > 7) return;", 'sprintf(out, "%s", text);'], [], id="formatted-after-a-look"),
        pytest.param(["char w[4];", 'scanf("%4s", w);'], ["scan-width"], id="width-without-end-mark"),
        pytest.param(["char w[4];", 'scanf("%3s", w);'], [], id="width-with-end-mark"),
        pytest.param(["scanf();", "sscanf(text);", "sscanf(text, out);"], [], id="scanf-without-a-format"),
        pytest.param(['int k = snprintf(out, n, "x");', "out[k] = 0;"], ["printed-length-used"], id="length-wished-for"),
        pytest.param(['int k = snprintf(out, n, "x");', "if (k > 3) return;", "out[k] = 0;"], [], id="length-looked-at"),
        pytest.param(['int k = snprintf(out, n, "x");', "k = 1;", "out[k] = 0;"], [], id="length-set-anew"),
        pytest.param(['int k = snprintf(out, n, "x");', "*(out + k);"], [], id="only-reckoned"),
        pytest.param(['snprintf(out, n, "x");'], [], id="length-not-kept"),
    ],
)  # fmt: skip
def test_one_function(spot: Spot, lines: list[str], expected: list[str]) -> None:
    assert [rule for rule, _ in spot(body(*lines))] == expected


STRUCT = "struct s { char name[16]; int n[4]; char *free; char more[1]; };\nstruct t { char other[8]; struct s in; };\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("((struct s *)out)->name[16] = 0;", ["index-past-end"], id="member-of-a-cast"),
        pytest.param("x->name[16] = 0;", ["index-past-end"], id="member-by-pointer"),
        pytest.param("x->more[1] = 0;", [], id="the-last-member-may-be-longer"),
        pytest.param("y.in.n[4] = 0;", ["index-past-end"], id="member-of-a-member"),
        pytest.param("x->free[16] = 0;", [], id="a-pointer-has-no-size"),
        pytest.param('snprintf(y.other, sizeof(y), "a");', ["size-beyond-buffer"], id="size-of-the-whole"),
        pytest.param('snprintf(x->name, sizeof(*x), "a");', ["size-beyond-buffer"], id="size-of-what-it-points-to"),
        pytest.param('snprintf(x->name, sizeof(x->name), "a");', [], id="size-of-the-member"),
        pytest.param("strcpy(x->name, text);", ["copy-unbounded"], id="copied-to-a-member"),
    ],
)  # fmt: skip
def test_members(spot: Spot, line: str, expected: list[str]) -> None:
    assert [rule for rule, _ in spot(body(line, before=STRUCT))] == expected


def test_two_structs_that_disagree_say_nothing(spot: Spot) -> None:
    assert not spot("struct a { char b[4]; };\nstruct c { char b[8]; };\nvoid f(struct c *x) {\n x->b[4] = 0;\n}")


def test_constants(spot: Spot) -> None:
    code = "#define A 4 // four\n#define LONG (1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 + 13 + 14 + 15 + 16)\nenum { B = A + 1 };\n"
    assert (
        spot(
            code
            + "void f(void) {\n const int c = 6;\n char a[A], b[B], d[c], e[LONG];\n a[4] = b[5] = d[6] = 0;\n e[3] = 0;\n}"
        )
        == [("index-past-end", 7)] * 3
    )
