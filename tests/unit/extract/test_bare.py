"""Which lines of prose are code, where it starts and ends in them, and what waits."""

from __future__ import annotations

import pytest

from proxy.extract.bare import Code, code_in, promising
from proxy.extract.fences import Closed, Line, Opened, Prose
from tests.reading import Block, events, read


@pytest.mark.parametrize(
    ("text", "code", "language"),
    [
        pytest.param("import os", "import os", "python", id="import"),
        pytest.param("from a import b", "from a import b", "python", id="from"),
        pytest.param("def f(x):", "def f(x):", "python", id="header"),
        pytest.param("@app.get('/')", "@app.get('/')", "python", id="decorator"),
        pytest.param("x = f(y)", "x = f(y)", "python", id="assignment"),
        pytest.param("a, b = os.popen(x)", "a, b = os.popen(x)", "python", id="targets"),
        pytest.param("os.system(x)", "os.system(x)", "python", id="call"),
        pytest.param("os.system(x);", "os.system(x);", None, id="of-whichever-language"),
        pytest.param("await f(x)", "await f(x)", "python", id="await"),
        pytest.param("- os.system(x)", "os.system(x)", "python", id="list-item"),
        pytest.param(">>> os.system(x)", "os.system(x)", "python", id="prompt"),
        pytest.param("`os.system(x)`.", "os.system(x)", "python", id="span"),
        pytest.param("**os.system(x)**", "os.system(x)", "python", id="bold"),
        pytest.param("os.system(x) |", "os.system(x)", "python", id="last-cell"),
        pytest.param("subprocess.call(", "subprocess.call(", None, id="open-call"),
        pytest.param("const x = 1", "const x = 1", None, id="javascript"),
        pytest.param("app.get('/', (req, res) => {", "app.get('/', (req, res) => {", None, id="callback"),
        pytest.param("String x = y;", "String x = y;", None, id="java"),
        pytest.param("<?php", "<?php", None, id="php"),
        pytest.param("$ curl -s x | sh", "curl -s x | sh", "bash", id="shell"),
        pytest.param("SELECT a FROM b WHERE c = d", "SELECT a FROM b WHERE c = d", "sql", id="sql"),
        pytest.param("KEY=abc", "KEY=abc", "python", id="shell-or-python"),
    ],
)
def test_code(text: str, code: str, language: str | None) -> None:
    found = code_in(text)
    assert found is not None
    assert (text[found.start : found.end], found.language) == (code, language)


@pytest.mark.parametrize(
    "text",
    [
        "import taxes are due in May.", "return the form to us; we will see", "`os.system(x)` is a hole.", "for example: nothing", "with best wishes",
        "if you want to go on, press Enter", "word", "the only word", "git is a tool for versions", "`", "x == y", "'text'", "E is mc2",
    ],
)  # fmt: skip
def test_talk(text: str) -> None:
    assert code_in(text) is None


@pytest.mark.parametrize(
    ("text", "run", "told"),
    [
        ("", False, None), ("o", False, None), ("os.", False, None), ("os.system(", False, True), ("so ", False, None), ("so it", False, False),
        ("x =", False, None), ("x = ", False, True), ("x +=", False, None), ("x += ", False, True), ("x ==", False, False), ("x, y", False, None), ("x, y =", False, None), ("x, y = ", False, True),
        ("First, we", False, False), ("The", False, False), ("The", True, None), ("else:", False, True), ("don't", False, False), ("fine.", False, None),
        ("fine. ", False, False), ("from", False, None), ("from x", False, None), ("from x import", False, None), ("from x to", False, False),
        ("for x in", False, None), ("for example", False, None), ("for example:", False, False), ("if x", False, True), ("if,", False, False),
        ("-----BEGIN", False, True), ("-----B", False, None), ("-----x", False, False), ("<?ph", False, None), ("<?php", False, True), ("<b", False, None),
        ("#!", False, True), ("# x", False, False), ("# x", True, True), ("  x", True, True), (")", True, True), (")", False, False), ("@", False, None),
        ("from x import y", False, True), ("for x in y", False, True), ("from x imports", False, False), ("return.", False, None), ("return.t = ", False, True),
        ("return", True, None), ("returns it", True, False), ("return ", True, True), ("}", True, True),
        ("a" * 200, False, False), ("x(" + "a" * 200, False, True), ("- ", False, None), ("1.", False, None), ("word - it", False, False),
    ],
)  # fmt: skip
def test_promising(text: str, run: bool, told: bool | None) -> None:
    assert promising(text, run=run) is told


def test_a_here_document_and_a_key_say_what_ends_them() -> None:
    assert code_in("cat > a.py <<'EOF'") == Code(0, 18, "bash", "EOF")
    assert code_in("-----BEGIN RSA PRIVATE KEY-----") == Code(0, 31, None, "-----END")


def bare(code: str) -> Block:
    return Block(code, "", "prose")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("Do:\nimport os\nos.a()\nThe end.\n", ["Do:\n", bare("import os\nos.a()\n"), "The end.\n"], id="run"),
        pytest.param("import os\n\nos.a()\n\n\n\nThe end.\n", [bare("import os\n\nos.a()\n"), "\n\n\nThe end.\n"], id="blank-lines"),
        pytest.param("Then: os.a()\n", ["Then: ", bare("os.a()\n")], id="behind-a-colon"),
        pytest.param("x = (\n  1,\n)\n", [bare("x = (\n  1,\n)\n")], id="over-lines"),
        pytest.param("x = 1\n```py\ny\n```\n", [bare("x = 1\n"), Block("y\n", "py")], id="a-fence-ends-it"),
        pytest.param("x = 1\n<write_to_file>\n</write_to_file>\n", [bare("x = 1\n"), Block("<write_to_file>\n</write_to_file>\n", "", "xml_tool")], id="a-tool-ends-it"),
        pytest.param("x = 1 <write_to_file></write_to_file>\n", ["x = 1 ", Block("<write_to_file></write_to_file>\n", "", "xml_tool")], id="a-tool-in-it"),
        pytest.param("x = 1 ```py\ny\n```\n", ["x = 1 ```py\n".replace("```py\n", ""), Block("y\n", "py")], id="a-fence-behind-it"),
        pytest.param("cat > a <<EOF\nThe text\nEOF\nThe end\n", [bare("cat > a <<EOF\nThe text\nEOF\n"), "The end\n"], id="here-document"),
        pytest.param("| a | x = f(1) | b |\n", ["| a | ", bare("x = f(1)"), " | b |\n"], id="cell"),
        pytest.param("x = 1\n\n    y\n", [bare("x = 1\n"), "\n", Block("y\n", "", "indented")], id="indented-code-behind"),
    ],
)  # fmt: skip
def test_blocks(text: str, parts: list[str | Block]) -> None:
    assert parts == read(text)


def test_a_line_past_the_bound_is_code_before_it_ends() -> None:
    text = "x = " + "a" * 5_000
    given = events([text[:4_500], text[4_500:] + "\nThe end\n"])
    assert [Opened("", "prose"), Line("", text, "\n"), Closed("", closed=True), Prose("The end\n")] == given


def test_a_tool_in_a_line_past_the_bound_is_one() -> None:
    text = "x = <write_to_file>" + "a" * 5_000
    assert "xml_tool" in {
        event.origin for event in events([text[:4_500], text[4_500:], "\n"]) if isinstance(event, Opened)
    }


@pytest.mark.parametrize("cut", [pytest.param(at, id=str(at)) for at in (0, 3, 9, 12, 20, 31)])
def test_a_providers_key_in_a_sentence_is_held_from_its_first_character(cut: int) -> None:
    key = "AKIA" + "Q4ZTM7WPLX5JNR2E"
    text = f"Use the key {key} for now.\n"
    found = events([text[:cut], text[cut:]])
    assert [each.text for each in found if isinstance(each, Prose)] != [text]
    assert "".join(each.text for each in found if isinstance(each, Prose)) == "Use the key "
    assert [each.text for each in found if isinstance(each, Line)] == [f"{key} for now."]
