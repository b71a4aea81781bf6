"""Edits and tool calls without a fence around them: opened generously, closed strictly, whatever the cut."""

from __future__ import annotations

import pytest

from proxy.extract.envelopes import MAX_MARKER_CHARS
from proxy.extract.fences import Closed, Line, Markdown, Opened, Prose
from tests.reading import Block, events, joined, read


def edit(code: str, *, closed: bool = True) -> Block:
    return Block(code, "", "edit", closed)


def patch(code: str, *, closed: bool = True) -> Block:
    return Block(code, "", "patch", closed)


def tool(code: str, *, closed: bool = True) -> Block:
    return Block(code, "", "xml_tool", closed)


SEARCH = "<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n"
PATCH = "*** Begin Patch\n*** Update File: a.py\n@@\n-x\n+y\n*** End Patch\n"
DIFF = "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n"
WRITE = "<write_to_file>\n<path>a.py</path>\n<content>\nx\n</content>\n</write_to_file>\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\n" + SEARCH + "b\n", ["a\n", edit(SEARCH), "b\n"], id="search"),
        pytest.param(SEARCH + SEARCH, [edit(SEARCH), edit(SEARCH)], id="two"),
        pytest.param("  " + SEARCH.replace("\n", "\n  "), [edit("  " + SEARCH.replace("\n", "\n  ")[:-2]), "  "], id="indented"),
        pytest.param("    " + SEARCH + "x", [edit("    " + SEARCH), "x"], id="indented-as-code"),
        pytest.param("------- SEARCH\na\n=======\nb\n+++++++ REPLACE\nc", [edit("------- SEARCH\na\n=======\nb\n+++++++ REPLACE\n"), "c"], id="cline"),
        pytest.param("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> updated\nc", [edit("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> updated\n"), "c"], id="head"),
        pytest.param("<<<<<<< SEARCH\na\n", [edit("<<<<<<< SEARCH\na\n", closed=False)], id="search-unclosed"),
        pytest.param("<<<< SEARCH\na\n", ["<<<< SEARCH\na\n"], id="four-are-too-few"),
        pytest.param("<<<<<<< SEARCH" + " " * MAX_MARKER_CHARS + "\n", [edit("<<<<<<< SEARCH" + " " * MAX_MARKER_CHARS + "\n", closed=False)], id="long-is-a-merge"),
        pytest.param("a\n" + PATCH + "b", ["a\n", patch(PATCH), "b"], id="patch"),
        pytest.param("*** Begin Patch\n*** Add File: a\n+x\n\ny\n", [patch("*** Begin Patch\n*** Add File: a\n+x\n\ny\n", closed=False)], id="patch-unclosed"),
        pytest.param("*** Update File: a\n@@\n-x\n+y\n\nb", [patch("*** Update File: a\n@@\n-x\n+y\n\n"), "b"], id="patch-without-sentinels"),
        pytest.param("*** Update File: a\n@@\n-x\n*** End Patch\nb", [patch("*** Update File: a\n@@\n-x\n*** End Patch\n"), "b"], id="patch-without-a-begin"),
        pytest.param("*** Note\n*** Begin of it\n", ["*** Note\n*** Begin of it\n"], id="stars"),
        pytest.param("a\n" + DIFF + "\nb\n- c\n", ["a\n", patch(DIFF + "\n"), "b\n- c\n"], id="diff"),
        pytest.param(DIFF + "\n" + DIFF, [patch(DIFF + "\n" + DIFF)], id="two-files"),
        pytest.param(DIFF + "x\n+y\n\nb", [patch(DIFF + "x\n+y\n\n"), "b"], id="a-line-without-its-mark"),
        pytest.param(DIFF + "```py\nx\n```\n", [patch(DIFF), Block("x\n", "py")], id="a-fence-ends-a-diff"),
        pytest.param("diff --git a/x b/x\nindex 1..2\n" + DIFF, [patch("diff --git a/x b/x\nindex 1..2\n" + DIFF)], id="git"),
        pytest.param("@@ -1 +1 @@\n-a\n+b\n", [patch("@@ -1 +1 @@\n-a\n+b\n")], id="hunk"),
        pytest.param("--- a\nb\n", ["--- a\nb\n"], id="no-diff"),
        pytest.param("--- a\n--- b\n+++ c\n", ["--- a\n", patch("--- b\n+++ c\n")], id="the-last-of-two"),
        pytest.param("--- a", ["--- a"], id="no-diff-at-the-end"),
        pytest.param("--- a\n```\nx\n```\n", ["--- a\n", Block("x\n")], id="a-fence-behind-a-header"),
        pytest.param("--- a\n    x\n", ["--- a\n    x\n"], id="indented-behind-a-header"),
        pytest.param("--- a\n\n    x\n", ["--- a\n\n", Block("x\n", origin="indented")], id="code-behind-a-header"),
        pytest.param("--- a\n" + SEARCH, [edit("--- a\n" + SEARCH)], id="an-edit-behind-a-header"),
        pytest.param("--- " + "a" * MAX_MARKER_CHARS + "\n+++ b\n", ["--- " + "a" * MAX_MARKER_CHARS + "\n+++ b\n"], id="a-header-too-long"),
        pytest.param("---\ntitle: x\n---\n", ["---\ntitle: x\n---\n"], id="front-matter"),
        pytest.param("a\n" + WRITE + "b", ["a\n", tool(WRITE), "b"], id="tool"),
        pytest.param("<execute_command><command>ls</command></execute_command>\nb", [tool("<execute_command><command>ls</command></execute_command>\n"), "b"], id="tool-on-one-line"),
        pytest.param("<invoke name='x'/>\nb", [tool("<invoke name='x'/>\n"), "b"], id="tool-without-content"),
        pytest.param("<create_file\npath='x'>\nb", [tool("<create_file\npath='x'>\nb", closed=False)], id="tag-over-two-lines"),
        pytest.param("<tool_call>\n{}\n</tool_call>\nb", [tool("<tool_call>\n{}\n</tool_call>\n"), "b"], id="tool-call"),
        pytest.param(
            "<write_to_file>\n<content>\n</write_to_file>\nx</content><path/>\n</write_to_file>\nb",
            [tool("<write_to_file>\n<content>\n</write_to_file>\nx</content><path/>\n</write_to_file>\n"), "b"],
            id="the-end-in-an-argument-is-none",
        ),
        pytest.param("<write_to_file>\n<content>\nx\n</write_to_file>\n", [tool("<write_to_file>\n<content>\nx\n</write_to_file>\n", closed=False)], id="argument-unclosed"),
        pytest.param("<function_calls>\n<invoke name='w'>\n<parameter name='a'>\n</invoke>\n</parameter>\n</invoke>\n</function_calls>\nb",
                     [tool("<function_calls>\n<invoke name='w'>\n<parameter name='a'>\n</invoke>\n</parameter>\n</invoke>\n</function_calls>\n"), "b"], id="function-calls"),
        pytest.param("I write: <write_to_file><content>\nx\n</content></write_to_file>\nb", ["I write: ", tool("<write_to_file><content>\nx\n</content></write_to_file>\n"), "b"], id="tool-in-a-line"),
        pytest.param("</thinking><execute_command>\nx\n</execute_command>\nb", ["</thinking>", tool("<execute_command>\nx\n</execute_command>\n"), "b"], id="behind-another-tag"),
        pytest.param("# Use <execute_command>\nx\n</execute_command>\nb", ["# Use ", tool("<execute_command>\nx\n</execute_command>\n"), "b"], id="in-a-heading"),
        pytest.param("a <b <create_file >\nx", ["a <b ", tool("<create_file >\nx", closed=False)], id="the-second-of-two"),
        pytest.param("use `<write_to_file>`\nb", ["use `<write_to_file>`\nb"], id="in-backticks"),
        pytest.param("x <write_to\nb", ["x <write_to\nb"], id="half-a-tag"),
        pytest.param("x <source src=a>\n<p>\n", ["x <source src=a>\n<p>\n"], id="html-has-its-own"),
        pytest.param("```tool\nTOOL_NAME: a\n```\nb", [Block("TOOL_NAME: a\n", "tool", "xml_tool"), "b"], id="continue"),
        pytest.param("<source>\nx\n</source>\nb", [tool("<source>\nx\n</source>\n"), "b"], id="aider-source"),
        pytest.param("<writer>\n", ["<writer>\n"], id="another-tag"),
        pytest.param("```py\n" + SEARCH + "```\nb", [Block(SEARCH, "py"), "b"], id="in-a-fence"),
        pytest.param("```py\n<<<<<<< SEARCH\na\n```\nx\n>>>>>>> REPLACE\nb", [Block("<<<<<<< SEARCH\na\n```\nx\n>>>>>>> REPLACE\n", "py"), "b"], id="a-fence-ends-within"),
        pytest.param("```xml\n<write_to_file>\n<content>\n```\nx\n</content></write_to_file>\nb", [Block("<write_to_file>\n<content>\n```\nx\n</content></write_to_file>\n", "xml"), "b"], id="a-fence-ends-within-a-tool"),
        pytest.param("```py\n" + DIFF + "```\nb", [Block(DIFF, "py"), "b"], id="a-diff-in-a-fence"),
        pytest.param("<<<<<<< SEARCH\n```\na\n>>>>>>> REPLACE\nx\n```\nb", [edit("<<<<<<< SEARCH\n```\na\n>>>>>>> REPLACE\nx\n"), "b"], id="a-fence-opens-within"),
        pytest.param("- ```\n```\n<<<<<<< SEARCH\n>>>>>>> REPLACE\n```\nb", [Block("", closed=True), Block("<<<<<<< SEARCH\n>>>>>>> REPLACE\n"), Block("b", closed=False)], id="where-one-fence-closes-and-opens"),
        pytest.param("<<<<<<< SEARCH\r\na\r\n=======\r\n>>>>>>> REPLACE\r\nb", [edit("<<<<<<< SEARCH\r\na\r\n=======\r\n>>>>>>> REPLACE\r\n"), "b"], id="crlf"),
        pytest.param("``` " + "a" * 5000 + "\n" + SEARCH + "```\nb", [Block("a" * 908 + "\n" + SEARCH, "a" * 4092), "b"], id="behind-a-cut-opener"),
    ],
)  # fmt: skip
def test_envelopes(text: str, expected: list[str | Block]) -> None:
    assert expected == read(text)


def test_events_of_an_edit() -> None:
    assert [
        Prose("a\n"),
        Opened("", "patch"),
        Line("", "--- a", "\n"),
        Line("", "+++ b", "\n"),
        Closed("", closed=True),
        Prose("c"),
    ] == [event for event in joined(events(["a\n--- a\n+++ b\n\nc"])) if event != Line("", "", "\n")]


def test_a_tool_in_a_piece_of_a_line() -> None:
    markdown = Markdown()
    assert [Prose("Now: "), Opened("", "xml_tool")] == markdown.feed("Now: <create_file><path>")
    assert markdown.held == len("<create_file><path>")
    assert [Line("", "<create_file><path>a", "\n")] == markdown.feed("a\n")


def test_declared_tools_open() -> None:
    markdown = Markdown(frozenset({"my_tool"}))
    given = markdown.feed("<my_tool>\nx\n</my_tool>\ny\n") + markdown.finish()
    assert [Opened("", "xml_tool"), Closed("", closed=True), Prose("y\n")] == [
        event for event in given if not isinstance(event, Line)
    ]
    assert [Prose("<my_tool>\n")] == Markdown().feed("<my_tool>\n")


@pytest.mark.parametrize(
    ("text", "out"),
    [
        pytest.param("So", 2, id="prose-leaves"),
        pytest.param("dif", 0, id="half-a-marker-waits"),
        pytest.param("--- a", 0, id="a-header-waits"),
        pytest.param("--- a\n", 0, id="and-its-end"),
        pytest.param("--- a\nBe", 8, id="until-the-next-line-is-known"),
        pytest.param("x <crea", 2, id="half-a-tag-waits"),
        pytest.param("x <creb", 7, id="no-tag"),
        pytest.param("*** Notes", 9, id="stars"),
        pytest.param("*** " + "Begin Patch" + " " * 600, 615, id="past-the-bound"),
    ],
)
def test_what_waits(text: str, out: int) -> None:
    markdown = Markdown()
    given = [event for char in text for event in markdown.feed(char)]
    assert out == sum(len(event.raw) for event in given)
    assert len(text) - out == markdown.held


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<write_to_file>" + "<a></a>" * 100_000, id="arguments"),
        pytest.param("<write_to_file>" + "<" * 500_000, id="brackets"),
        pytest.param("x " + "<" * 500_000, id="prose"),
        pytest.param("--- a\n" * 50_000, id="headers"),
        pytest.param(SEARCH * 10_000, id="edits"),
        pytest.param("<<<<<<< SEARCH\n" + "a" * 2_000_000, id="a-long-line"),
    ],
)
def test_large_texts_end(text: str) -> None:
    """Work that grows faster than the text would pass the suite's time limit."""
    events(text[at : at + 1000] for at in range(0, len(text), 1000))
