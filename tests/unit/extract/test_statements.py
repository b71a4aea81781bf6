from __future__ import annotations

import pytest

from proxy.extract.nesting import Nesting
from proxy.extract.statements import Statements, statements
from proxy.model import Unit


def lines_of(text: str) -> list[str]:
    return [line + "\n" for line in text.split("\n")[:-1]] + (
        [text.rsplit("\n", maxsplit=1)[-1]] if text.rsplit("\n", maxsplit=1)[-1] else []
    )


def split(text: str) -> list[str]:
    reader = Statements()
    units = [unit for line in lines_of(text) for unit in reader.feed(line)] + reader.finish()
    assert "".join(unit.text for unit in units) == text
    return [unit.text for unit in units]


@pytest.mark.parametrize(
    "units",
    [
        pytest.param(["x = 1\n", "y = 2\n"], id="simple"),
        pytest.param(["x = 1"], id="no-line-end"),
        pytest.param(["# c (\n", "\n", "  # 'd\n", "x\n"], id="comments-and-blanks-alone"),
        pytest.param(["if x:\n", "    y\n", "else:\n", "    z\n"], id="headers"),
        pytest.param(["if x: y\n"], id="one-line-compound"),
        pytest.param(["a = 1; b = 2\n", "c\n"], id="semicolon"),
        pytest.param(["f(\n    a,  # (\n\n    b,\n)\n", "c\n"], id="call"),
        pytest.param(['"""a\n\n  (b\n"""\n', "c\n"], id="triple"),
        pytest.param(["x = 1 + \\\n  2\n", "c\n"], id="backslash"),
        pytest.param(["x = 1  # \\\n", "c\n"], id="backslash-in-comment"),
        pytest.param(["x = 'a\\\nb'\n", "c\n"], id="backslash-in-string"),
        pytest.param(["x = 'a\\\r\nb'\r\n", "y = \\\r\n  1\r\n", "c\r\n"], id="crlf"),
        pytest.param(["@a\n", "@b(\n  1)\n", "def f():\n", "    pass\n"], id="decorators"),
        pytest.param(["x = 'it\n", "y = 1\n"], id="unterminated-string"),
        pytest.param(["x = r'\\''  # (\n", "y\n"], id="raw"),
        pytest.param(["x = rb'''\n'''\n", "y\n"], id="raw-bytes"),
        pytest.param(['f"{x["a"]}"\n', "y\n"], id="pep701-quotes"),
        pytest.param(['f"{\n  x["a"]  # "\n}"\n', "y\n"], id="pep701-lines"),
        pytest.param(['f"{f"{f"{1}"}"}"\n', "y\n"], id="pep701-nested"),
        pytest.param(['f"{{ {x!r:>{w}} }} {y:%H:%M} {d[a:b]}"\n', "y\n"], id="spec"),
        pytest.param(['f"""{x:\n{w}}"""\n', "y\n"], id="spec-over-lines"),
        pytest.param(['f"\\N{DIGIT ONE} \\{x} \\" {y}"\n', "y\n"], id="named-escape"),
        pytest.param(['rf"\\{x}" t"{y}"\n', "y\n"], id="raw-formatted"),
        pytest.param(['f"{x"\n', "y\n"], id="field-not-closed"),
        pytest.param(['f"{x:a"\n', "y\n"], id="spec-ends-at-quote"),
        pytest.param(['f"{x:a\n', "y\n"], id="spec-ends-at-line-end"),
        pytest.param(["f'{f(a, [b}'\n", "y\n"], id="brackets-left-open-in-field"),
        pytest.param(["f'{a)}'\n", "y\n"], id="stray-closer-in-field"),
        pytest.param(["print'(', b'('\n", "y\n"], id="a-name-is-no-prefix"),
        pytest.param(["f([1, 2)\n", "y\n"], id="outer-closer-closes-inner"),
        pytest.param(["x)\n", "y]}\n"], id="stray-closers"),
        pytest.param(["f(((((((]\n", "return\n"], id="stray-closer-reach"),
        pytest.param([">>> f(1,\n...   2)\n", "3\n", ">>> g()\n"], id="prompts"),
        pytest.param(["+f(1,\n+  '''a\n+b''')\n", "-x\n", " y\n"], id="diff-markers"),
        pytest.param(["x = f(a,\n", "def g():\n", "    pass\n"], id="resync-def"),
        pytest.param(["x = f(a,\n", "@d\n", "@e(1)\n", "class A:\n"], id="resync-decorators"),
        pytest.param(["x = f(a,\n    @d\n", "def g():\n"], id="resync-operator-further-in"),
        pytest.param(["f(a,\n@ b)\n", "c\n"], id="matrix-product"),
        pytest.param(["    x = {\n", "  return x\n"], id="resync-further-out"),
        pytest.param(["x = {\n  'a': lambda: (yield),\n  import_: 1}\n", "y\n"], id="no-resync-further-in-or-in-names"),
        pytest.param(["x = (a\nif b\nelse c\nfor d in e)\n", "y\n"], id="words-of-expressions"),
        pytest.param(["x = (yield\nfrom y)\n", "z\n"], id="yield-from"),
        pytest.param(
            ["x = (a\n", "from b import c\n", "async def f(\n", "try :\n", "break\n", "pass  # x\n"], id="resync-others"
        ),
        pytest.param(["x = '''\ndef f():\n'''\n", "y\n"], id="no-resync-in-string"),
        pytest.param(["f(a\n", ">>> b\n"], id="resync-prompt"),
        pytest.param(["f(a\n  + \f\n  def_)\n", "\fb\n"], id="form-feed"),
        pytest.param(["x = (1,\n"], id="unfinished"),
        pytest.param(["a\rb(\r)\n", "c\n"], id="lone-cr"),
        pytest.param(["\n", "\n"], id="blank"),
        pytest.param([], id="empty"),
    ],
)
def test_units(units: list[str]) -> None:
    text = "".join(units)
    assert units == split(text)
    assert [*units, "end = 1\n"] == split(text + "end = 1\n") or units[-1][-1] != "\n" or is_open(text)


def is_open(text: str) -> bool:
    nesting = Nesting()
    nesting.feed(text)
    return nesting.open


def test_positions() -> None:
    reader = Statements()
    assert [Unit(1, 1, 0, "é\n")] == reader.feed("é\n")
    assert reader.feed("f(\n") == []
    assert reader.pending == 3
    assert [Unit(2, 3, 2, "f(\n)\n")] == reader.feed(")\n")
    assert reader.pending == 0
    assert reader.feed("g(\n") == []
    assert reader.feed("@d\n") == []
    assert [Unit(4, 4, 7, "g(\n"), Unit(5, 5, 10, "@d\n"), Unit(6, 6, 13, "def f():\n")] == reader.feed("def f():\n")
    assert reader.feed("h(\n") == []
    assert [Unit(7, 7, 22, "h(\n")] == reader.finish()
    assert reader.finish() == []
    assert [Unit(8, 8, 25, "x\n")] == reader.feed("x\n")


def test_inside_a_string() -> None:
    reader = Statements('"""')
    assert reader.feed("a (\n") == []
    assert [unit.text for unit in reader.feed('"""\n')] == ['a (\n"""\n']


@pytest.mark.parametrize(("language", "known"), [("python", True), ("go", False), (None, False), ("", False)])
def test_languages(language: str | None, known: bool) -> None:
    assert known == (statements(language) is not None)


def test_marks() -> None:
    nesting = Nesting(marking=True)
    text = 'f"{x["a"]:{w}}"  # c'
    nesting.feed(text)
    assert [
        ("string", text[1:15], 0),
        ("field", '{x["a"]:{w}}', 0),
        ("string", '"a"', 1),
        ("comment", "# c", 0),
    ] == [(mark.kind, text[mark.start : mark.stop], mark.level) for mark in nesting.marks]
    assert nesting.code(text) == 'f"{x["a"]:{w}}"'


@pytest.mark.parametrize(
    ("text", "closers"),
    [("f(a, [", "])"), ("f('a", "')"), ('f"{x[1', ']}"'), ('f"{x:>', '}"'), ("'''a", "'''"), ("a)", ""), ("x # (", "")],
)
def test_closers(text: str, closers: str) -> None:
    nesting = Nesting()
    nesting.feed(text)
    assert closers == nesting.closers
