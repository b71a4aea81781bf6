"""Values from outside: where they come from, how they travel, what ends the worry."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Spot = Callable[..., list[tuple[str, int]]]


def function(*lines: str) -> str:
    return "void f(int argc, char **argv, char *t)\n{\n" + "\n".join(lines) + "\n}\n"


READ = "char b[9]; fgets(b, 9, stdin);"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([READ, "fopen(b, t);"], ["path-from-outside"], id="input-opened"),
        pytest.param([READ, "char *c = b;", "open(c, 0);"], ["path-from-outside"], id="by-another-name"),
        pytest.param([READ, "char c[20];", 'snprintf(c, 20, "/a/%s", b);', "unlink(c);"], ["path-from-outside"], id="put-together"),
        pytest.param([READ, 'if (strstr(b, "..")) return;', "fopen(b, t);"], [], id="looked-at"),
        pytest.param(["fopen(argv[1], t);"], ["path-from-argument"], id="an-argument"),
        pytest.param(["fopen(t, t);"], [], id="a-parameter"),
        pytest.param(["fopen();"], [], id="nothing-opened"),
        pytest.param(["size_t n; char *l = 0;", "getline(&l, &n, stdin);", "fopen(l, t);"], ["path-from-outside"], id="getline"),
        pytest.param(["char w[9];", 'scanf("%8s", w);', "fopen(w, t);"], ["path-from-outside"], id="scanf"),
        pytest.param([READ, "int h = hash(b);", "fopen(h, t);"], [], id="an-answer-made-of-it"),
        pytest.param([READ, "system(b);"], ["command-from-outside"], id="input-run"),
        pytest.param(["system(t);"], ["command-built"], id="a-parameter-run"),
        pytest.param(['system("ls");', "system(COMMAND);", "system(NULL);"], [], id="fixed-commands"),
        pytest.param(['const char *c = argc ? "a" : "b";', 'system(argc ? "a" : c);'], ["command-built"], id="a-choice-by-name"),
        pytest.param(['const char *c = "a";', 'system(argc ? "a" : c);'], [], id="a-choice-of-two"),
        pytest.param(['char c[] = "ls ";', "strcat(c, t);", "system(c);"], ["command-built", "copy-unbounded"], id="a-literal-added-to"),
        pytest.param(["if (!isalnum(t[0])) return;", "system(t);"], [], id="command-looked-at"),
        pytest.param(['execl("/bin/sh", "sh", "-c", t, NULL);'], ["command-built"], id="a-shell"),
        pytest.param(['execl("/bin/ls", "ls", t, NULL);', 'execl("/bin/sh", "sh", "-c");'], [], id="no-shell"),
        pytest.param(['ShellExecute(0, "open", t);'], ["command-built"], id="a-shell-of-windows"),
        pytest.param([READ, "printf(b);"], ["format-from-outside"], id="input-as-a-format"),
        pytest.param(["printf(t);"], ["format-not-literal"], id="a-parameter-as-a-format"),
        pytest.param(['printf("%s", t);', "printf(USAGE);", "printf(_(t));", "printf();"], [], id="fixed-formats"),
        pytest.param(["snprintf(t, 9, other);"], [], id="a-format-not-known-here"),
        pytest.param(['sprintf("%s", argv[0]);'], ["copy-unlimited"] * 0, id="the-format-in-the-wrong-place"),
        pytest.param(["int n = atoi(argv[1]);", "int v[9];", "v[n] = 1;"], ["input-index"], id="an-index"),
        pytest.param(["int n = atoi(argv[1]) % 9;", "int v[9];", "v[n] = 1;"], [], id="an-index-cut"),
        pytest.param(["int n = atoi(argv[1]);", "if (n > 8) return;", "int v[9];", "v[n] = 1;"], [], id="an-index-checked"),
        pytest.param(["int m = atoi(argv[1]);", "if (m > 8) return;", "int n = m;", "int v[9];", "v[n] = 1;"], [], id="checked-before-by-another-name"),
        pytest.param(["int n;", 'scanf("%d", &n);', "char *p = malloc(n);"], ["input-size"], id="a-size"),
        pytest.param(["int n = atoi(t), k = 1;", "n = k;", "char *p = malloc(n);"], [], id="not-from-outside"),
        pytest.param(["char *p = alloca(argc);"], ["stack-size"], id="stack"),
        pytest.param(["char *p = alloca(9);", "malloc();"], [], id="a-fixed-stack"),
        pytest.param(["int n;", 'scanf("%d", &n);', "int m = n * 2;"], ["input-arithmetic"], id="reckoned"),
        pytest.param(["int n;", 'scanf("%d", &n);', "if (n < 0) return;", "int m = 2 + n;"], [], id="a-limit-below-alone"),
        pytest.param(["int n;", 'scanf("%d", &n);', "if (n > 0) { int m = 2 + n; }"], ["input-arithmetic"], id="above-zero-alone"),
        pytest.param(["int n;", 'scanf("%d", &n);', "if (!n) return;", "if (9 > n) { int m = 2 + n; }"], [], id="a-limit-above"),
        pytest.param(["sprintf(t, \"SELECT a FROM b WHERE c = '%s'\", argv[1]);"], ["copy-unlimited", "sql-built"], id="a-query"),
        pytest.param(["printf(\"SELECT a FROM b WHERE c = '%s'\", argv[1]);"], [], id="a-query-shown"),
    ],
)  # fmt: skip
def test_one_function(spot: Spot, lines: list[str], expected: list[str]) -> None:
    assert [rule for rule, _ in spot(function(*lines))] == expected


def test_handed_on(spot: Spot) -> None:
    code = "void show(char *p) {\n fopen(p, 0);\n}\nint main(void) {\n char b[9];\n fgets(b, 9, stdin);\n show(b);\n main();\n}\n"
    assert spot(code) == [("path-from-outside", 2)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("std::string s; std::cin >> s; std::ifstream in(s);", ["path-from-outside"], id="a-stream"),
        pytest.param("std::ifstream in(argv[1]);", ["path-from-argument"], id="a-stream-of-an-argument"),
        pytest.param('std::ifstream in; std::ifstream other("a");', [], id="a-fixed-stream"),
        pytest.param("std::string s; std::cin >> s; map[s] = 1;", [], id="a-map"),
        pytest.param("int n; std::cin >> n; v[n] = 1;", ["input-index"], id="an-index"),
    ],
)
def test_of_cpp(spot: Spot, line: str, expected: list[str]) -> None:
    assert [rule for rule, _ in spot(f"void f(char **argv) {{ {line} }}", "cpp")] == expected
