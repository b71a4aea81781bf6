"""Statements and literals of Python text, parseable or not."""

from __future__ import annotations

import pytest

from proxy.python_lines import read_python


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("\n# only\n\n", [], id="blank-and-comment"),
        pytest.param("a = 1\nb\n", ["a = 1\n", "b\n"], id="two"),
        pytest.param("a", ["a"], id="no-line-end"),
        pytest.param("\n# why\na\n", ["a\n"], id="comment-before-is-not-part"),
        pytest.param("a # why\n", ["a # why\n"], id="comment-behind-is"),
        pytest.param("  f(\n  1,\n\n  2)\n", ["  f(\n  1,\n\n  2)\n"], id="brackets"),
        pytest.param("a = \\\n  1\n", ["a = \\\n  1\n"], id="joined-lines"),
        pytest.param("a = \\\r\n  1\r\n", ["a = \\\r\n  1\r\n"], id="joined-lines-crlf"),
        pytest.param("if x:\n  y\n", ["if x:\n", "  y\n"], id="header"),
        pytest.param("a)\nb\n", ["a)\n", "b\n"], id="stray-closer"),
        pytest.param("f(\na\n", ["f(\na\n"], id="never-closed"),
        pytest.param('s = """\na\n"""\nb\n', ['s = """\na\n"""\n', "b\n"], id="triple"),
        pytest.param("s = '''a\n", ["s = '''a\n"], id="triple-never-closed"),
        pytest.param("s = 'a\nb\n", ["s = 'a\n", "b\n"], id="quote-never-closed"),
        pytest.param("s = 'a\\\nb'\nc\n", ["s = 'a\\\nb'\n", "c\n"], id="quote-continued"),
        pytest.param("s = '(#'\nb\n", ["s = '(#'\n", "b\n"], id="brackets-in-a-string"),
        pytest.param("        a()\n    b()\n", ["        a()\n", "    b()\n"], id="odd-dedent"),
    ],
)
def test_statements_are_whole_lines(text: str, expected: list[str]) -> None:
    assert expected == [text[s.start : s.end] for s in read_python(text).statements]


@pytest.mark.parametrize(
    ("text", "words", "header"),
    [
        pytest.param("async def f(x):\n", ("async", "def", "f"), True, id="async-def"),
        pytest.param("else: # why\n", ("else", ":"), True, id="comment-behind-the-colon"),
        pytest.param("if x: y\n", ("if", "x", ":"), False, id="one-line"),
        pytest.param("'a'.b\n", ("string", ".", "b"), False, id="string-first"),
        pytest.param("x = {1:\n", ("x", "=", "{"), True, id="cut-off-is-like-a-header"),
    ],
)
def test_a_statement_knows_its_first_words(text: str, words: tuple[str, ...], *, header: bool) -> None:
    (statement,) = read_python(text).statements
    assert (words, header) == (statement.words, statement.header)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("'a'", [("", "a", True, False)], id="plain"),
        pytest.param('Rb"a"', [("rb", "a", True, False)], id="prefix"),
        pytest.param("f'{a}'", [("f", "{a}", True, False)], id="f-string"),
        pytest.param("xr'a'", [("", "a", True, False)], id="a-name-is-no-prefix"),
        pytest.param("'a' 'b'", [("", "a", True, True), ("", "b", True, True)], id="adjacent"),
        pytest.param("('a' # x\n 'b')", [("", "a", True, True), ("", "b", True, True)], id="adjacent-over-lines"),
        pytest.param("'a'\n'b'", [("", "a", True, False), ("", "b", True, False)], id="two-statements"),
        pytest.param("'a' + 'b'", [("", "a", True, False), ("", "b", True, False)], id="added"),
        pytest.param(r"'a\'b'", [("", r"a\'b", True, False)], id="escaped-quote"),
        pytest.param('"""a"b""c"""', [("", 'a"b""c', True, False)], id="quotes-in-triple"),
        pytest.param("''", [("", "", True, False)], id="empty"),
        pytest.param("'a", [("", "a", False, False)], id="not-closed"),
        pytest.param("# 'a'", [], id="in-a-comment"),
    ],
)
def test_literals(text: str, expected: list[tuple[str, str, bool, bool]]) -> None:
    found = read_python(text).literals
    assert expected == [(x.prefix, text[x.inner_start : x.inner_end], x.closed, x.joined) for x in found]
