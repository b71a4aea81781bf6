"""What stands in place of statements."""

from __future__ import annotations

import ast

import pytest

from proxy.python_lines import read_python
from proxy.stubs import comment_line, python_stub, stub_line

RAISING = '(_ for _ in ()).throw(NotImplementedError("m"))'
STUB = 'raise NotImplementedError("m")'


@pytest.mark.parametrize(
    ("text", "before", "after", "expected"),
    [
        pytest.param("f(x)", "", "", STUB, id="statement"),
        pytest.param("if f(x):", "", "\n  y", f"if {RAISING}:", id="if"),
        pytest.param("if f(x): y", "", "\nelse: z", f"if {RAISING}: pass", id="if-on-one-line"),
        pytest.param("elif f(x):", "if a:\n  b\n", "\n  y", f"elif {RAISING}:", id="elif"),
        pytest.param("else: f(x)", "if a:\n  b\n", "", f"else: {STUB}", id="else-on-one-line"),
        pytest.param("else:", "if a:\n  b\n", "\n  y", "else:", id="else"),
        pytest.param("try: f(x)", "", "\nexcept E: pass", f"try: {STUB}", id="try-on-one-line"),
        pytest.param("except f(x) as e:", "try: a\n", "\n  y", f"except {RAISING}:", id="except"),
        pytest.param("except* f(x) as e:", "try: a\n", "\n  y", f"except* {RAISING}:", id="except-group"),
        pytest.param("while f(x):", "", "\n  y", f"while {RAISING}:", id="while"),
        pytest.param("for a in f(x):", "", "\n  y", f"for _ in {RAISING}:", id="for"),
        pytest.param("with f(x) as a:", "", "\n  y", f"with {RAISING}:", id="with"),
        pytest.param("match f(x):", "", "\n case 1: y", f"match {RAISING}:", id="match"),
        pytest.param("match = f(x)", "", "", STUB, id="match-as-a-name"),
        pytest.param("match", "", "", STUB, id="match-alone"),
        pytest.param("case 1 if f(x): y", "match a:\n ", "", f"case _ if {RAISING}: pass", id="case-on-one-line"),
        pytest.param("case [1] if f(x):", "match a:\n ", "\n  y", f"case _ if {RAISING}:", id="case"),
        pytest.param("@f(x)", "", "\ndef g(): y", f"@{RAISING}", id="decorator"),
        pytest.param("def g(a=f(x)):", "@d\n", "\n  y", f"def g(*_removed, _raises={RAISING}, **_unused):", id="def"),
        pytest.param(
            "def g(a=f(x)): y", "", "", f"def g(*_removed, _raises={RAISING}, **_unused): pass", id="def-one-line"
        ),
        pytest.param("class G(f(x)):", "@d\n", "\n  y", f"class G({RAISING}):", id="class"),
        pytest.param(
            "async def g(a=f(x)):",
            "",
            "\n  y",
            f"async def g(*_removed, _raises={RAISING}, **_unused):",
            id="async-def",
        ),
    ],
)
def test_a_python_stub_keeps_its_place(text: str, before: str, after: str, expected: str) -> None:
    (statement,) = read_python(text).statements
    made = python_stub(statement, "m")
    assert expected == made
    ast.parse(before + text + after)
    ast.parse(before + made + after)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("async with f(x):", f"async with {RAISING}:", id="async-with"),
        pytest.param("async for a in f(x):", f"async for _ in {RAISING}:", id="async-for"),
        pytest.param("async", STUB, id="async-cut-off"),
        pytest.param("def (", f"def removed(*_removed, _raises={RAISING}, **_unused): pass", id="def-without-a-name"),
        pytest.param("class", f"class removed({RAISING}): pass", id="class-cut-off"),
    ],
)
def test_fragments_get_a_stub_too(text: str, expected: str) -> None:
    (statement,) = read_python(text).statements
    assert expected == python_stub(statement, "m")


@pytest.mark.parametrize(
    ("language", "comment", "stub"),
    [
        pytest.param("python", "  # x\n", '  raise NotImplementedError("m")\n', id="python"),
        pytest.param("typescript", "  // x\n", '  throw new Error("m");\n', id="typescript"),
        pytest.param("sql", "  -- x\n", "", id="sql"),
        pytest.param("html", "  <!-- x -->\n", "", id="html"),
        pytest.param("yaml", "  # x\n", "", id="other"),
        pytest.param(None, "  # x\n", "", id="unknown"),
    ],
)
def test_languages(language: str | None, comment: str, stub: str) -> None:
    assert (comment, stub) == (comment_line("  ", "x", language), stub_line("  ", "m", language))
