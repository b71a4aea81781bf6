from __future__ import annotations

import ast
import sysconfig
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.fragments import KINDS, Row, measure
from proxy.extract.fragments import Fragment, recover, recover_unit
from proxy.extract.parsing import quietly

LINES = st.sampled_from(
    [
        "x = 1", "    y = f(a,", "        b)", "def f():", "    return x", "else:", "  elif x:", "except E:", "try:", "finally:", "case 1:", "match x:",
        "@d", "class A:", "'''", '    """doc', "Some prose, that's it (see below).", "...", "# c", ">>> x", "... y", "+z = 1", "-z = 2", " z = 3",
        "@@ -1 +1 @@", "%time f()", "!ls", "12 | x", "print 'a'", "    here(", "print here; here", 'é = f(here, "b", [here', "x, here)", "elif here:", "case _ if here:", "\t here", "x\rhere",
        ">>> here(1)", "+ here", "type X = here", "%time here()", "def f[T](x=here):", "x = f'{\\n}' + here", "x = f'{y[", "]}' + here", 'f"{x["a"]}"', "f'''{x:", "\tq", "", "a)]", "x = {", "“q”", "\0", "\ud800", "x\ry(",
    ]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=14).map("\n".join)


def assert_true(text: str, fragment: Fragment) -> None:
    """It parses, each of its lines has an original one, and each name stands where it is said to stand."""
    rows = fragment.source.removesuffix("\n").split("\n")
    original = text.split("\n")
    with quietly():
        tree = ast.parse(fragment.source)
    assert len(rows) == len(fragment.lines) == len(fragment.shifts)
    assert set(fragment.lines) <= set(range(len(original) + 1))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "here":
            line_text = fragment.source.splitlines()[node.lineno - 1] if "\r" in text else rows[node.lineno - 1]
            column = len(line_text.encode()[: node.col_offset].decode())
            line, there = fragment.locate(node.lineno, column)
            assert original[line - 1].startswith("here", there)


@given(TEXTS)
@example('x = f"{\n y["a"]\n}" + z')
@example("match x:\n  pass\n  case 1:")
def test_what_is_recovered_parses_and_is_traced(text: str) -> None:
    recovery = recover(text)
    assert recovery == recover(text)
    assert 0 <= recovery.lines_scanned <= recovery.lines_total
    for fragment in recovery.fragments:
        assert_true(text, fragment)


@given(TEXTS)
def test_what_parses_is_left_alone(text: str) -> None:
    with quietly():
        try:
            ast.parse(text)
        except (SyntaxError, ValueError):
            return
    recovery = recover(text)
    assert ("as-is", recovery.lines_total) == (recovery.step, recovery.lines_scanned)


@given(LINES, st.booleans())
def test_units_parse_and_are_traced(line: str, ended: bool) -> None:
    text = line + "\n" * ended
    fragment = recover_unit(text)
    if fragment is not None:
        assert_true(text, fragment)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return measure([Path(sysconfig.get_path("stdlib"))], each=27)


def test_the_ladder_holds_its_thresholds(rows: list[Row]) -> None:
    whole = rows[-1]
    assert 27 * len(KINDS) == whole.total
    _, parsed, lines, sentinels = whole.shares()
    assert parsed >= 99
    assert lines >= 90
    assert sentinels >= 95
