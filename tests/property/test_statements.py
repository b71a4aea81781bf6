from __future__ import annotations

import io
import sysconfig
import tokenize
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.extract.fragments import recover_unit
from proxy.extract.statements import Statements
from proxy.model import Unit

STDLIB = Path(sysconfig.get_path("stdlib"))
FILES = sorted(STDLIB.glob("*.py"))[::6] + sorted((STDLIB / "asyncio").glob("*.py"))[::3]
PIECES = st.sampled_from(
    [
        "x = 1\n", "f(\n  a,\n\n  b)\n", "# c ( '\n", "\n", "'''a\n'b\"\n'''\n", "x = \\\n  1\n", "a; b\n", "s = 'it\\'s' \"(\"\n",
        "@d\ndef f(a,\n      b):\n    return {\n    }\n", "if x: y\n", "class A:\n  '''d'''\n  x = [\n]\n", "f'{x!r:>{w}} {{'\n",
        "x = '''\ndef f():\n''' % (\n1)\n", "é = b'\\\n'\n", "rb'\\''\n", "x = (yield\nfrom y)\n", "async def f():\n  await x\n", "(a\n@ b)\n",
    ]
)  # fmt: skip
JUNK = st.lists(
    st.sampled_from([*"()[]{}'\"\\#:;,=@\n\n ", '"""', "'''", 'f"', "{x}", "def ", "return ", ">>> ", "... ", "+", "-", "\r", "\f", "é", "\0"]),
    max_size=60,
).map("".join)  # fmt: skip


def split(text: str) -> list[Unit]:
    reader = Statements()
    lines = text.split("\n")
    whole = [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    return [unit for line in whole for unit in reader.feed(line)] + reader.finish()


def is_code(unit: Unit) -> bool:
    return any(line.strip() and not line.strip().startswith("#") for line in unit.text.split("\n"))


def assert_tiles(text: str, units: list[Unit]) -> None:
    assert text == "".join(unit.text for unit in units)
    at, line = 0, 1
    for unit in units:
        assert (at, line) == (unit.start, unit.line)
        assert unit.end_line - unit.line == unit.text.removesuffix("\n").count("\n")
        at, line = at + len(unit.text), unit.end_line + 1


def assert_logical_lines(text: str) -> None:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    assert {token.start[0] for token in tokens if token.type == tokenize.NEWLINE and token.string} == {
        unit.end_line for unit in split(text) if is_code(unit) and unit.text.endswith("\n")
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_units_are_the_tokenizers_logical_lines(path: Path) -> None:
    text = path.read_text("utf-8")
    assert_tiles(text, split(text))
    assert_logical_lines(text)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_units_are_the_tokenizers_logical_lines_drawn(text: str) -> None:
    assert_tiles(text, split(text))
    assert_logical_lines(text)


@given(JUNK)
def test_units_tile_any_text(text: str) -> None:
    assert_tiles(text, split(text))


def test_units_of_real_files_parse_alone() -> None:
    units = [unit for path in FILES for unit in split(path.read_text("utf-8")) if is_code(unit)]
    unread = [unit for unit in units if recover_unit(unit.text) is None]
    assert len(unread) <= 0.005 * len(units), unread[:10]
