"""Tools called in tags: names, arguments and where they stand; nothing is unseen."""

from __future__ import annotations

import json

import pytest

from proxy.extract import xml_tools as module
from proxy.extract.xml_tools import XmlTool, xml_tool, xml_tools

Call = tuple[str, list[tuple[str, str]]]


def calls(text: str) -> list[Call]:
    """The calls of a text; every argument stands where it says."""
    made = []
    for tool in xml_tools(text):
        for _, value, start in tool.arguments:
            assert tool.body is not None or text[start : start + len(value)] == value
        made.append((tool.name, [(name, value) for name, value, _ in tool.arguments]))
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "<write_to_file>\n<path>a.py</path>\n<content>\nx = '<b>'\n</content>\n<line_count>1</line_count>\n</write_to_file>\n",
            [("write_to_file", [("path", "a.py"), ("content", "x = '<b>'\n"), ("line_count", "1")])],
            id="cline",
        ),
        pytest.param(
            "<apply_diff><args><file><path>a</path><diff>\n<<<<<<< SEARCH\n</diff></file></args></apply_diff>",
            [("apply_diff", [("path", "a"), ("diff", "<<<<<<< SEARCH\n")])],
            id="roo-args",
        ),
        pytest.param("<execute_command><command>a && b &lt; c</command></execute_command>", [("execute_command", [("command", "a && b &lt; c")])], id="entities-stay"),
        pytest.param("<create_file><content><![CDATA[x]]></content></create_file>", [("create_file", [("content", "x")])], id="cdata"),
        pytest.param("<create_file><content><![CDATA[</content>]]></content></create_file>", [("create_file", [("content", "</content>")])], id="cdata-with-a-tag"),
        pytest.param("<create_file path='a.py' mode=\"w\">x</create_file>", [("create_file", [("path", "a.py"), ("mode", "w"), ("", "x")])], id="attributes"),
        pytest.param("<create_file><file_text lang='py'/><path>a</path></create_file>", [("create_file", [("lang", "py"), ("path", "a")])], id="an-empty-tag"),
        pytest.param("<tool-use><save args='a.py'>\nx\n</save></tool-use>", [("save", [("path", "a.py"), ("content", "x\n")])], id="gptme"),
        pytest.param(
            "<function_calls>\n<invoke name=\"w\">\n<parameter name='path'>a</parameter></invoke><invoke name='v'></invoke></function_calls>",
            [("w", [("path", "a")]), ("v", [])],
            id="function-calls",
        ),
        pytest.param("<invoke><parameter>x</parameter></invoke>", [("", [("parameter", "x")])], id="no-names"),
        pytest.param(
            "<tool_call>\n<function=write>\n<parameter=path>\na\n</parameter>\n</function>\n</tool_call>",
            [("write", [("path", "a\n")])],
            id="qwen-coder",
        ),
        pytest.param("<execute_bash>\nls\n</execute_bash>", [("execute_bash", [("command", "ls\n")])], id="bash"),
        pytest.param("<execute_python>x</execute_python>", [("execute_python", [("code", "x")])], id="python"),
        pytest.param("<tool_code>print()</tool_code>", [("tool_code", [("code", "print()")])], id="tool-code"),
        pytest.param(
            '<boltArtifact id="a"><boltAction type="shell">ls</boltAction><boltAction type="file" filePath="a">x</boltAction></boltArtifact>',
            [
                ("boltAction", [("type", "shell"), ("command", "ls")]),
                ("boltAction", [("type", "file"), ("filePath", "a"), ("content", "x")]),
                ("", [("", 'id="a"')]),
            ],
            id="bolt",
        ),
        pytest.param("<write_file><content>a</content> evil() </content></write_file> more", [("write_file", [("content", "a"), ("", " evil() ")]), ("", [("", " more")])], id="beside-the-arguments"),
        pytest.param("<my_tool><x>1</x></my_tool>", [("my_tool", [("x", "1")])], id="any-name"),
        pytest.param("nothing", [("", [("", "nothing")])], id="no-tool"),
        pytest.param("", [], id="empty"),
    ],
)  # fmt: skip
def test_xml_tools(text: str, expected: list[Call]) -> None:
    assert expected == calls(text)
    assert not any(tool.unread for tool in xml_tools(text) if tool.name)


@pytest.mark.parametrize(
    ("text", "expected", "unread"),
    [
        pytest.param("<write_file><path>a</path>", [("path", "a")], module.NEVER_CLOSED, id="tool"),
        pytest.param("<write_file><content>a\n", [("content", "a\n")], module.NEVER_CLOSED, id="argument"),
        pytest.param("<write_file><content><![CDATA[a", [("content", "a")], module.NEVER_CLOSED, id="cdata"),
        pytest.param("<write_file><content><![CDATA[a]]>", [("content", "a]]>")], module.NEVER_CLOSED, id="behind-cdata"),
        pytest.param("<execute_bash>a", [("command", "a")], module.NEVER_CLOSED, id="text"),
        pytest.param("<invoke name='a'><x>1</x><invoke name='b'></invoke>", [("x", "1")], module.NEVER_CLOSED, id="another-begins"),
        pytest.param('<tool_call>{"name": "a", </tool_call>', [], module.NO_TOOL, id="json"),
        pytest.param("<create_file><a><![CDATA[x</a><b><![CDATA[y</b></create_file>", [("a", "x"), ("b", "y")], "", id="cdata-without-end"),
    ],
)  # fmt: skip
def test_malformed(text: str, expected: list[tuple[str, str]], unread: str) -> None:
    tool = xml_tools(text)[0]
    assert expected == [(name, value) for name, value, _ in tool.arguments]
    assert unread == tool.unread
    assert unread == xml_tool(text).unread


FENCE = "TOOL_NAME: create_new_file\nBEGIN_ARG: filepath\na.py\nEND_ARG\nBEGIN_ARG: contents\nBEGIN_ARG: x\n\nEND_ARG\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(FENCE, [("create_new_file", [("filepath", "a.py\n"), ("contents", "BEGIN_ARG: x\n\n")])], id="continue"),
        pytest.param("TOOL_NAME: a\nTOOL_NAME: b\nBEGIN_ARG: x\nEND_ARG\n", [("a", []), ("b", [])], id="two"),
        pytest.param("\nTOOL_NAME: a\nevil()\n\n", [("a", [("", "evil()\n\n")])], id="beside-the-arguments"),
        pytest.param("\nTOOL_NAME: a\n\nBEGIN_ARG: x\n1\nEND_ARG\n", [("a", [("x", "1\n")])], id="blank-lines"),
    ],
)  # fmt: skip
def test_tool_fences(text: str, expected: list[Call]) -> None:
    assert expected == calls(text)


def test_a_tool_fence_that_is_cut() -> None:
    (tool,) = xml_tools("TOOL_NAME: a\nBEGIN_ARG: x\n1\n")
    assert (tool.name, tool.arguments[0][1], tool.unread) == ("a", "1\n", module.NEVER_CLOSED)


def test_a_call_as_json() -> None:
    body = '{"name": "write", "arguments": {"path": "a.py", "edits": [{"newText": "x\\ny"}], "name": "n"}}'
    text = f"<tool_call>\n{body}\n</tool_call>"
    (tool,) = xml_tools(text)
    assert tool.name == "write"
    assert [(name, value) for name, value, _ in tool.arguments] == [
        ("path", "a.py"),
        ("newText", "x\ny"),
        ("name", "n"),
    ]
    assert tool.json == f"{body}\n"
    assert text[tool.arguments[0][2] :].startswith("a.py")


def test_one_call_of_several() -> None:
    text = "<invoke name='a'><x>1</x></invoke><invoke name='b'><x>2</x></invoke>"
    tool = xml_tool(text)
    assert tool.name == "a"
    assert json.loads(tool.json) == {"x": "1", "x_2": "2"}
    assert xml_tool("") == XmlTool("", (("", "", 0),), module.NO_TOOL)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<write_file>" + "<a><![CDATA[" * 50_000, id="cdata"),
        pytest.param("<write_file>" + "<a>x</a>" * 50_000, id="arguments"),
        pytest.param("<tool_call><function=a>" * 30_000, id="functions"),
        pytest.param("<a " * 200_000, id="half-tags"),
        pytest.param("<invoke name='a'>" * 50_000, id="invokes"),
        pytest.param("<write_file>" + "<a><![CDATA[x]]>" * 50_000, id="cdata-without-an-end-tag"),
    ],
)
def test_large_texts_end(text: str) -> None:
    """Work that grows faster than the text would pass the suite's time limit."""
    assert xml_tool(text).arguments is not None


def test_an_argument_that_comes_twice_is_said_twice() -> None:
    (tool,) = xml_tools("<write_file><path>a</path><content>one</content>x<content>two</content>y</write_file>")
    assert tool.json == '{"path": "a", "content": "one", "": "x", "content": "two", "": "y"}'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<write_file><path>a</path MARK></write_file>", id="an-end"),
        pytest.param("<write_file MARK><path>a</path></write_file>", id="a-tool"),
        pytest.param("<write_file><path lang='MARK'>a</path></write_file>", id="an-argument"),
        pytest.param("<invoke name='a' why='MARK'></invoke>", id="invoke"),
        pytest.param("<function_calls why='MARK'><invoke name='a'></invoke></function_calls>", id="around"),
        pytest.param("<execute_bash MARK>ls</execute_bash>", id="a-whole-one"),
        pytest.param("<write_file><path MARK/></write_file>", id="an-empty-one"),
    ],
)
def test_what_a_tag_says_beside_its_name_is_seen(text: str) -> None:
    assert "MARK" in " ".join(tool.json for tool in xml_tools(text))
