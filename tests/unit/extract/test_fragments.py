from __future__ import annotations

import ast
import textwrap

import pytest

from proxy.extract import fragments, parsing
from proxy.extract.fragments import Fragment, Recovery, recover, recover_unit
from proxy.extract.parsing import Parser, quietly


def calls(recovery: Recovery) -> set[tuple[str, int]]:
    """The calls that an engine sees, and the original lines it is told."""
    return {
        (ast.unparse(node), fragment.locate(node.lineno, 0)[0])
        for fragment in recovery.fragments
        for node in ast.walk(fragment.tree)
        if isinstance(node, ast.Call)
    }


# --- as is, stripped, dedented


@pytest.mark.parametrize(
    ("text", "step", "scanned", "total"),
    [
        pytest.param("", "as-is", 0, 0, id="empty"),
        pytest.param("\n  \n", "as-is", 0, 0, id="blank"),
        pytest.param("# c\n\nx = 1", "as-is", 2, 2, id="valid"),
        pytest.param("return x\nawait y\nyield z\nbreak\n", "as-is", 4, 4, id="outside-a-function"),
        pytest.param('x = "\\d"\n', "as-is", 1, 1, id="bad-escape-does-not-warn"),
        pytest.param("x = 1\r\ny = 2\r\n", "as-is", 2, 2, id="crlf"),
        pytest.param("    x = 1\n    y = 2\n", "dedented", 2, 2, id="indented"),
        pytest.param("x = 1\n    y = 2\n    z = 3\n", "dedented", 3, 3, id="short-first-line"),
        pytest.param('    x = """\na\n"""\n    y = (\n1)\n', "dedented", 5, 5, id="strings-and-brackets-stay"),
        pytest.param("\tx = 1\n\ty = 2\n", "dedented", 2, 2, id="tabs"),
        pytest.param("\n\n  x\n", "dedented", 1, 1, id="one-line"),
        pytest.param("\ufeffx y\n", "split", 0, 1, id="prose-behind-bom"),
        pytest.param("\ufeffx = 1\n", "stripped", 1, 1, id="bom"),
        pytest.param(">>> x = f(1,\n...       2)\n3\n>>> x\n", "stripped", 3, 4, id="repl"),
        pytest.param("In [1]: x = f(1)\nOut[1]: 3 4\nIn [2]: y\n", "stripped", 2, 3, id="ipython"),
        pytest.param("@@ -1,2 +1,2 @@ def f():\n x = 1\n-y = 2 3\n+y = 3\n", "stripped", 2, 4, id="diff"),
        pytest.param("+import os\n+def f():\n+    return 1\n", "stripped", 3, 3, id="added-lines"),
        pytest.param("diff --git a/x b/x\nindex 0000..1111\n--- a/x\n+++ b/x\n@@ @@\n+import x\n", "stripped", 1, 6, id="git"),
        pytest.param("1 | import a\n2 | if a:\n3 |     b\n", "stripped", 3, 3, id="numbered-bars"),
        pytest.param("9: import a\n10: import b\n", "stripped", 2, 2, id="numbered-colons"),
        pytest.param(" 9  if a:\n10      b()\n11\n12  import c\n", "dedented", 3, 4, id="numbered-right-aligned"),
        pytest.param("9   if a:\n10      b()\n", "dedented", 2, 2, id="numbered-left-aligned"),
        pytest.param("%matplotlib inline\n!pip install x\nimport a\ndf?\n", "stripped", 1, 4, id="magics"),
        pytest.param("if a:\n    !ls\n%timeit f(1)\nx = !ls\ny = (1\n  %a)\n", "stripped", 4, 6, id="magics-inside"),
        pytest.param("%%time\nimport a\n", "stripped", 1, 2, id="timed-cell"),
        pytest.param("%%bash\nls -l\n", "split", 0, 2, id="foreign-cell"),
    ],
)  # fmt: skip
def test_steps(text: str, step: str, scanned: int, total: int) -> None:
    recovery = recover(text)
    assert (step, scanned, total) == (recovery.step, recovery.lines_scanned, recovery.lines_total)
    assert bool(recovery.fragments) == bool(scanned or not total)


# --- repaired: what an engine sees of it


@pytest.mark.parametrize(
    ("text", "seen", "lost"),
    [
        pytest.param("def f(:\n    a()\n", {("a()", 2)}, 1, id="broken-header"),
        pytest.param("if x:\nb()\n", {("b()", 2)}, 0, id="missing-body"),
        pytest.param("if x:", set(), 0, id="missing-body-at-end"),
        pytest.param("a()\n    b()\n  c()\n", {("a()", 1), ("b()", 2), ("c()", 3)}, 0, id="ragged"),
        pytest.param("        a()\n    b()\nc()\n", {("a()", 1), ("b()", 2), ("c()", 3)}, 0, id="further-and-further-out"),
        pytest.param("    a()\nelse:\n    b()\n", {("a()", 1), ("b()", 3)}, 0, id="dangling-else"),
        pytest.param("    a()\nelif b():\n    c()\nelse:\n  d()\n", {("a()", 1), ("b()", 2), ("c()", 3), ("d()", 5)}, 0, id="dangling-elif"),
        pytest.param("  a()\nexcept b():\n  c()\nelse:\n  d()\nfinally:\n  e()\n", {("a()", 1), ("b()", 2), ("c()", 3), ("d()", 5), ("e()", 7)}, 0, id="dangling-except"),
        pytest.param("  a()\nfinally:\n  b()\nx y\n", {("a()", 1), ("b()", 3)}, 1, id="dangling-finally"),
        pytest.param("try:\n  a()\nb()\nx y\n", {("a()", 2), ("b()", 3)}, 1, id="try-alone"),
        pytest.param("def f():\n  try:\n    a()\nb()\nx y\n", {("a()", 3), ("b()", 4)}, 1, id="try-alone-inside"),
        pytest.param("@a()\nb()\nx y\n", {("a()", 1), ("b()", 2)}, 1, id="decorator-alone"),
        pytest.param("x y\n@a()\n", {("a()", 2)}, 1, id="decorator-at-end"),
        pytest.param("x y\n@a()\n@b()\nclass C: pass\n", {("a()", 2), ("b()", 3)}, 1, id="decorators"),
        pytest.param("  case a():\n    b()\n  case _:\n    c()\nd()\n", {("b()", 2), ("c()", 4), ("d()", 5)}, 0, id="cases-alone"),
        pytest.param("match a():\n  case 1:\n    b()\n  c()\n  case 2:\n    d()\n", {("a()", 1), ("b()", 3), ("c()", 4), ("d()", 6)}, 0, id="statement-among-cases"),
        pytest.param("match a():\n  ...\n  b()\nmatch x:\n", {("a()", 1), ("b()", 3)}, 0, id="match-without-cases"),
        pytest.param("Here it is:\n\nimport a\na.b()\n\nNote it's (only once\n", {("a.b()", 4)}, 2, id="prose-around"),
        pytest.param("def f():\n    a()\n    // rest of it\n    [rest stays the same]\n    b()\n", {("a()", 2), ("b()", 5)}, 2, id="elided"),
        pytest.param("x = f(a,\n    b(1)\nc()\n", {("f(a, b(1))", 1), ("b(1)", 2), ("c()", 3)}, 0, id="bracket-not-closed"),
        pytest.param("x = f(a, b c\n    d()\ne()\n", {("d()", 2), ("e()", 3)}, 1, id="broken-and-not-closed"),
        pytest.param("    b=c(1),\n    d='e')\nf()\n", {("c(1)", 1), ("_(d='e')", 2), ("f()", 3)}, 0, id="begins-in-a-call"),
        pytest.param("    'b': c(1),\n]\n}\nf()\n", {("c(1)", 1), ("f()", 4)}, 0, id="begins-in-a-dict"),
        pytest.param("  and b()):\n  c()\n", {("_(_ and b())", 1), ("b()", 1), ("c()", 2)}, 0, id="begins-in-a-condition"),
        pytest.param("prose of the docs\n'''\nf()\nx = 1\n'''more prose of it\nover lines\n'''\ng()\n", {("f()", 3), ("g()", 8)}, 0, id="begins-in-a-string"),
        pytest.param('def f():\n    """Does it.""\n    a()\n    b()\n', {("a()", 3), ("b()", 4)}, 0, id="quote-deleted"),
        pytest.param('def f():\n    """Does it\n    and more of it all\n', set(), 0, id="cut-in-docstring"),
        pytest.param("x = a()\ny = b(c, 'd", {("a()", 1), ("b(c, 'd')", 2)}, 0, id="cut-in-call"),
        pytest.param("x = a()\nfor y in", {("a()", 1)}, 0, id="cut-in-header"),
        pytest.param("x = a()\ny = [b(z) for z  # c", {("a()", 1), ("b(z)", 2)}, 0, id="cut-in-comment"),
        pytest.param("x = a()\nif b(1) and \\", {("a()", 1), ("b(1)", 2)}, 0, id="cut-at-backslash"),
        pytest.param('x = a()\ny = f"{b(1)} {c(', {("a()", 1), ("b(1)", 2), ("c()", 2)}, 0, id="cut-in-field"),
        pytest.param("x = a()\nf(b, 'c' # d", {("a()", 1), ("f(b, 'c')", 2)}, 0, id="cut-behind-comment-sign"),
        pytest.param("print 'a' % b()\nc()\n", {("print('a' % b())", 1), ("b()", 1), ("c()", 2)}, 0, id="python-2"),
        pytest.param("x = 1\ry = z w\ra()\n", {("a()", 1)}, 0, id="lone-cr"),
        pytest.param("a()\0\nb('\ud800')\n", {("a()", 1), ("b(' ')", 2)}, 0, id="null-and-surrogate"),
        pytest.param(">>> x y\n>>> a()\n", {("a()", 2)}, 1, id="repl-with-errors"),
        pytest.param("import x\n>>> a()\n", {("a()", 2)}, 0, id="prompt-later"),
        pytest.param("a()\n!ls\nx y z\n%%bash\nls\n", {("a()", 1)}, 3, id="magics-with-errors"),
        pytest.param("a b\n" * 3, set(), 3, id="nothing"),
        pytest.param("f(a b,\n" * 200 + "c()\n", {("c()", 201)}, 200, id="many-readings"),
        pytest.param("f(" * 250 + "\na()\n", {("a()", 2)}, 1, id="too-deep"),
    ],
)  # fmt: skip
def test_repairs(text: str, seen: set[tuple[str, int]], lost: int) -> None:
    recovery = recover(text)
    assert seen <= calls(recovery)
    assert lost == recovery.lines_total - recovery.lines_scanned
    assert recovery.step in {"repaired", "split", "stripped", "as-is"}


def test_deep_indentation_is_flattened() -> None:
    text = "".join(" " * k + "if x:\n" for k in range(150)) + " " * 150 + "a()\n"
    assert ("a()", 151) in calls(recover(text))


def test_deep_match_is_flattened() -> None:
    text = "".join(" " * k + "if x:\n" for k in range(95)) + " " * 95 + "case 1:\n" + " " * 96 + "a()\nb()\n"
    assert ("b()", 98) in calls(recover(text))


def test_split_keeps_what_can_be_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that can't be built is taken apart; the parser is made to refuse two names in one source."""
    parse = Parser.parse

    def refuse(self: Parser, source: str) -> ast.Module | None:
        if "aaa" in source and "bbb" in source:
            self.error_line = 0
            return None
        return parse(self, source)

    monkeypatch.setattr(Parser, "parse", refuse)
    recovery = recover("def aaa():\n    pass\n# c\nbbb()\nelse:\n    pass\nx y\n")
    assert (recovery.step, recovery.lines_scanned) == ("split", 6)
    assert len(recovery.fragments) == 2


def test_what_the_parser_blames_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    parse = Parser.parse

    def refuse(self: Parser, source: str) -> ast.Module | None:
        if "aaa" in source and source.count("\n") > 1:
            self.error_line = next(k for k, line in enumerate(source.split("\n"), 1) if "aaa" in line)
            return None
        return parse(self, source)

    monkeypatch.setattr(Parser, "parse", refuse)
    recovery = recover("x = 1\naaa\naaa\ny = 2\n")
    assert (recovery.step, recovery.lines_scanned) == ("repaired", 2)
    recovery = recover("aaa\n" * 30)
    assert (recovery.step, len(recovery.fragments)) == ("split", 30)


# --- bounds


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("(" * 20_000, id="brackets"),
        pytest.param("((" * 5_000 + "])" * 5_000, id="mixed-brackets"),
        pytest.param("'\n" * 10_000, id="quotes"),
        pytest.param("f(a,\n" * 8_000, id="open-calls"),
        pytest.param('f"{' * 8_000, id="open-fields"),
        pytest.param("-" * 20_000 + "x", id="minus"),
        pytest.param("x" + ".a" * 20_000, id="attributes"),
        pytest.param("some words, and it's (more\n" * 4_000, id="prose"),
        pytest.param("x = (a b,\n" + "  c,\n" * 8_000 + ")\n", id="long-broken-call"),
    ],
)
def test_hostile_text_ends(text: str) -> None:
    recovery = recover(text)
    assert recovery.lines_scanned <= recovery.lines_total


def test_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_WORK", parsing._RESERVE + 4_000)
    recovery = recover("x y\n" + "a = 1\n" * 100)
    assert 0 < recovery.lines_scanned < 100
    monkeypatch.setattr(parsing, "_WORK", parsing._RESERVE + 300)
    assert None is recover_unit("x y z\n")
    monkeypatch.setattr(parsing, "_WORK", 0)
    assert Recovery((), "split", 0, 1) == recover("x = 1")


# --- the way back


def test_locate() -> None:
    fragment = Fragment("pass\n f(xx)\npass\n", (0, 7, 0), (0, -1, 0), ((1, 4, 1), (1, 5, -2)))
    assert fragment.locate(1, 3) == (7, 0)
    assert [fragment.locate(2, column) for column in range(7)] == [
        (7, 0),
        (7, 0),
        (7, 1),
        (7, 2),
        (7, 3),
        (7, 5),
        (7, 6),
    ]
    assert fragment.locate(3, 0) == (7, 6)
    assert fragment.locate(9, 9) == (7, 6)
    assert fragment.locate(0, 0) == (7, 0)
    assert Fragment("", (), ()).locate(1, 0) == (1, 0)
    assert "Expr" in ast.dump(fragment_of("f()").tree)
    assert "Expr" in ast.dump(Fragment("f()", (1,), (0,)).tree)


def fragment_of(text: str) -> Fragment:
    fragment = recover_unit(text)
    assert fragment is not None
    return fragment


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("    x = here\n", "here", id="dedented"),
        pytest.param("\t\tx = here\n", "here", id="tabs"),
        pytest.param("case 1 if here:\n", "here", id="moved-in"),
        pytest.param(">>> x = here\n", "here", id="prompt"),
        pytest.param("  a, b=here)\n", "here", id="opened"),
        pytest.param("print 'a', x; here\n", "here", id="print"),
        pytest.param('x = f"{\n a["b"]\n}" + here\n', "here", id="f-string"),
        pytest.param("type X = here\n", "here", id="alias"),
        pytest.param("x = 1\rhere\r", "here", id="lone-cr"),
    ],
)
def test_columns_lead_back(text: str, name: str) -> None:
    fragment = fragment_of(text)
    node = next(node for node in ast.walk(fragment.tree) if getattr(node, "id", "") == name)
    line, column = fragment.locate(node.lineno, node.col_offset)  # type: ignore[attr-defined]
    assert text.split("\n")[line - 1][column:].startswith(name)


# --- units


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("    x = 1\n", "x = 1", id="dedent"),
        pytest.param("    f(\n  a)\n", "f(\n  a)", id="only-the-first-line-moves"),
        pytest.param("", "", id="empty"),
        pytest.param("  # c\n", "# c", id="comment"),
        pytest.param("if x:  # c\n", "if x:  # c\n pass", id="if"),
        pytest.param("if x: y\n", "if x: y", id="one-line-if"),
        pytest.param("  else:\n", "if 1: pass\nelse:\n pass", id="else"),
        pytest.param("elif x: y\n", "if 1: pass\nelif x: y", id="elif"),
        pytest.param("except* E as e:\n", "try: pass\nexcept* E as e:\n pass", id="except"),
        pytest.param("finally:\n", "try: pass\nfinally:\n pass", id="finally"),
        pytest.param("try:\n", "try:\n pass\nfinally: pass", id="try"),
        pytest.param("match x:\n", "match x:\n case _: pass", id="match"),
        pytest.param("match = x[1:]\n", "match = x[1:]", id="match-is-a-name"),
        pytest.param("case [a, *_] if b:\n", "match 0:\n case [a, *_] if b:\n  pass", id="case"),
        pytest.param("case 1: x\n", "match 0:\n case 1: x", id="one-line-case"),
        pytest.param("case(1)\n", "case(1)", id="case-is-a-name"),
        pytest.param("@a.b(1)\n", "@a.b(1)\ndef _(): pass", id="decorator"),
        pytest.param("async with a as b:\n", "async with a as b:\n pass", id="async-with"),
        pytest.param("def f(\n    a\n) -> b:\n", "def f(\n    a\n) -> b:\n pass", id="long-header"),
        pytest.param("return await x\n", "return await x", id="return"),
        pytest.param(">>> f(1,\n...   2)\n", "f(1,\n  2)", id="prompts"),
        pytest.param("...     f x = 1\n", None, id="broken-behind-prompt"),
        pytest.param(">>> import a\n", "import a", id="prompt"),
        pytest.param("In [3]: import a\n", "import a", id="ipython"),
        pytest.param("+    import os\n", "import os", id="added"),
        pytest.param("+f(a,\n+  b='''\n+c''', d=1 if 2 else 3)\n+ e\n", None, id="more-than-a-unit"),
        pytest.param("12 | import os\n", "import os", id="number-bar"),
        pytest.param("12: import os\n", "import os", id="number-colon"),
        pytest.param("  12  import os\n", "import os", id="number"),
        pytest.param("%timeit f(x)\n", "f(x)", id="timed"),
        pytest.param("!rm -rf x\n", "pass", id="shell"),
        pytest.param("f(a, b=\n", "f(a, b=_)", id="operand-and-bracket"),
        pytest.param("x = {'a': [1,\n", "x = {'a': [1,]}", id="brackets"),
        pytest.param("f(a,  # (\n", "f(a,  # (\n)", id="bracket-behind-comment"),
        pytest.param("x = 'abc\n", "x = 'abc'", id="quote"),
        pytest.param("def f(a, b", "def f(a, b):\n pass", id="colon"),
        pytest.param("import", "import _", id="import"),
        pytest.param("'''a", "'''a'''", id="triple"),
        pytest.param("b=c, d=e)\n", "_(b=c, d=e)", id="opener"),
        pytest.param("a[1]]\n", "_[a[1]]", id="square-opener"),
        pytest.param("'a': 1}\n", "{'a': 1}", id="brace-opener"),
        pytest.param("b: 1, 'c': f(2)})\n", "_({b: 1, 'c': f(2)})", id="two-openers"),
        pytest.param("and f(x)):  # c\n", "if _(_ and f(x)):  # c\n pass", id="opened-header"),
        pytest.param("else b)\n", "_(_ if _ else b)", id="opened-choice"),
        pytest.param("**b, c=1  # d\n", "_(**b, c=1)", id="arguments"),
        pytest.param("'a': 1, **b,\n", "{'a': 1, **b,}", id="items"),
        pytest.param("if .a\n", None, id="hopeless"),
        pytest.param("some prose\n", None, id="prose"),
        pytest.param("x" + " y" * 20_000 + " = f(1\n", None, id="too-long-to-guess"),
        pytest.param("os.system(\u201cls\u201d)\u00a0\n", 'os.system("ls") ', id="typed"),
        pytest.param("\u201cx\u201d y = \u2013 1\n", None, id="typed-and-broken"),
        # other versions' Python
        pytest.param("print 'a;b', x  # c;d\n", "print('a;b', x)  # c;d", id="print"),
        pytest.param("if x: print 'y'; z()\n", "if x: print('y'); z()", id="print-inside"),
        pytest.param("print'a'\n", "print('a')", id="print-quote"),
        pytest.param("exec 'a' in b\n", "exec('a' in b)", id="exec"),
        pytest.param("raise E, 'm'\n", "raise(E, 'm')", id="raise"),
        pytest.param("except (A, B), e:\n", None, id="except-tuple"),
        pytest.param("except a.B, e:\n", "try: pass\nexcept(a.B, e):\n pass", id="except-comma"),
        pytest.param("x = `a` <> 0777 + 10L + ur'b'\n", "x = (a) !=  777 + 10  +  r'b'", id="tokens"),
        pytest.param("%%bash\n", None, id="foreign-cell"),
        pytest.param('rt"{z}" + x y\n', None, id="template-in-broken"),
    ],
)  # fmt: skip
def test_units(text: str, source: str | None) -> None:
    fragment = recover_unit(text)
    assert source == (None if fragment is None else fragment.source.removesuffix("\n"))
    if fragment is not None:
        original = [line for line in fragment.lines if line]
        assert original == list(range(1, len(original) + 1))


NEWER = [
    pytest.param("def f[T: (int, str)](x: T) -> T:\n", "f", id="generic-function"),
    pytest.param("class A[T, *U](B[T]):\n", "B[T]", id="generic-class"),
    pytest.param("type X[T] = list[T]\n", "list[T]", id="generic-alias"),
    pytest.param("type X = y(1)\n", "y(1)", id="alias"),
    pytest.param('x = f"{a["b"]} {c(1)}"\n', "c(1)", id="same-quotes"),
    pytest.param("x = f\"{'\\n'.join(a)}\"\n", ".join(a)", id="backslash"),
    pytest.param("x = f'''{'''b''' + a(1)}'''\n", "a(1)", id="same-triple"),
    pytest.param('x = f"{\n  a(1)  # it\'s "\n}"\n', "a(1)", id="lines-and-comment"),
    pytest.param('x = f"{f"{f"{a(1)}"}"}"\n', "a(1)", id="nested"),
    pytest.param('x = f"{f"{f"{a(1)["b"]}"}"}"\n', "a(1)[", id="nested-deeper"),
    pytest.param('x = f"{a["it\'s"]}" f"{b(1)["c"]}"\n', "b(1)", id="other-quotes-inside"),
    pytest.param('x = f"{a["""b\nc"""]}"\n', "a[", id="triple-inside"),
    pytest.param('x = f"{a:{b["c"]}}" + d(1)\n', "d(1)", id="spec"),
    pytest.param('x = f"{t"{a["b"]}" + c(1)}"\n', "c(1)", id="template-inside"),
    pytest.param('x = f"{rt"{a}"}" + c(1)\n', "c(1)", id="raw-template-inside"),
]


@pytest.mark.parametrize(("text", "part"), NEWER)
def test_newer_python_is_read(text: str, part: str) -> None:
    fragment = fragment_of(text)
    assert part in "".join(map(ast.unparse, fragment.tree.body)) or part in fragment.source
    assert len(text.split("\n")) - 1 == max(fragment.lines)


def test_what_would_hide_an_expression_is_not_read() -> None:
    deep = "os.system(x)"
    for _ in range(6):
        deep = 'f"{' + deep + '}"'
    fragment = recover_unit(deep + "\n")
    assert fragment is None or "os.system(x)" in fragment.source


def test_the_whole_uses_the_same_repairs() -> None:
    text = textwrap.dedent('''
        def f[T](x: T):
            """Doc."""
            y = f"{x["a"]}"
            print "hello"
            os.system(y)
    ''')
    recovery = recover(text)
    assert ("os.system(y)", 6) in calls(recovery)
    assert recovery.lines_total == recovery.lines_scanned == 5


def test_the_parser_is_quiet_and_stops() -> None:
    parser = Parser()
    with quietly():
        assert parser.parse('"\\d"') is not None
        assert parser.parse("x\ny z") is None
        assert parser.error_line == 2
        assert parser.parse("x\0") is None
        assert parser.parse("x") is not None
        assert parser.error_line == 0
        assert not parser.spent
        parser.charge(10**9)
        assert parser.spent
        assert parser.parse("x") is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = 1\n", id="statement"),
        pytest.param("    x = 1", id="indented-without-end"),
        pytest.param("\tcall(a,\n\t\tb)\n", id="tabs-and-two-lines"),
        pytest.param("    def f(a: int) -> dict:\n", id="header"),
        pytest.param("async with a as b:  \n", id="header-with-blanks"),
        pytest.param("if x: pass\n", id="header-with-body"),
        pytest.param("class A:", id="header-without-end"),
        pytest.param("for x in y:  # why\n", id="header-with-comment"),
        pytest.param("elif x:\n", id="branch"),
        pytest.param("@app.route('/')\n", id="decorator"),
        pytest.param("match x:\n", id="soft-keyword"),
        pytest.param("# only words\n", id="comment"),
        pytest.param("   \n", id="blank"),
        pytest.param("", id="nothing"),
        pytest.param('"""doc\nof two lines"""\n', id="docstring"),
        pytest.param("x = 1\r\n", id="cr"),
        pytest.param("\fx = 1\n", id="form-feed"),
        pytest.param("print 'x'\n", id="python-2"),
        pytest.param(">>> x = 1\n", id="prompt"),
    ],
)
def test_the_fast_path_gives_what_the_ladder_gives(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = recover_unit(text)
    monkeypatch.setattr(fragments, "_simple", lambda _: None)
    assert recover_unit(text, quiet=True) == fast
