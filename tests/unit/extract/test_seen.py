"""What requests show of files, on three wires, as real clients send it; and whether they ask for an edit format."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.extract.edit_format import edit_format_shown
from proxy.extract.listings import Listing, attachments, fences, listing
from proxy.extract.seen import MAX_CHARS, MAX_FILES, SeenFile, files_seen, find_seen
from proxy.extract.turns import Called, Returned, Said, Shown, turns

CODE = 'def greet(name):\n    return "hi " + name'
WHOLE = {"app.py": SeenFile(CODE)}
FENCE = "```"


def chat(*steps: tuple[str, dict[str, Any], str] | dict[str, Any]) -> dict[str, Any]:
    """A conversation: tool steps (name, arguments, result), or messages as they are."""
    messages: list[dict[str, Any]] = []
    for at, step in enumerate(steps):
        if isinstance(step, dict):
            messages.append(step)
            continue
        name, arguments, returned = step
        call = {"id": f"c{at}", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
        messages.append({"role": "assistant", "content": None, "tool_calls": [call]})
        messages.append({"role": "tool", "tool_call_id": f"c{at}", "content": returned})
    return {"messages": messages}


def user(text: str) -> dict[str, Any]:
    return {"role": "user", "content": text}


def seen(*steps: Any) -> dict[str, SeenFile]:
    return files_seen(chat(*steps), "chat")


def read(returned: str, **arguments: Any) -> dict[str, SeenFile]:
    return seen(("read_file", {"path": "app.py", **arguments}, returned))


# -- reading tools


@pytest.mark.parametrize(
    ("returned", "whole"),
    [
        pytest.param(CODE, True, id="plain"),
        pytest.param('     1→def greet(name):\n     2→    return "hi " + name', True, id="arrows"),
        pytest.param('1\tdef greet(name):\n2\t    return "hi " + name', True, id="tabs"),
        pytest.param('1\tdef greet(name):\n2\t    return "hi " + name\n\n<system-reminder>\nBe careful.\n</system-reminder>\n', True, id="reminder"),
        pytest.param('<file>\n00001| def greet(name):\n00002|     return "hi " + name\n\n(End of file - total 2 lines)\n</file>', True, id="five-digits"),
        pytest.param('<path>/w/app.py</path>\n<type>file</type>\n<content>\n1: def greet(name):\n2:     return "hi " + name\n\n(End of file - total 2 lines)\n</content>', True, id="opencode"),
        pytest.param('1 | def greet(name):\n2 |     return "hi " + name', True, id="bars"),
        pytest.param('1. def greet(name):\n2.     return "hi " + name', True, id="dots"),
        pytest.param(f"Content of /w/app.py:\n{CODE}", True, id="continue"),
        pytest.param('Here\'s the result of running `cat -n` on app.py:\n     1\tdef greet(name):\n     2\t    return "hi " + name\n', True, id="cat"),
        pytest.param(f"File: `app.py`. Lines 1 to 2 (2 lines total): \n```python\n{CODE}\n```", True, id="fence"),
        pytest.param(f"Showing lines 1-2 of 2 from the file:\n\n---\n\n{CODE}", True, id="rule"),
        pytest.param(f"Showing lines 1-2 of 9 from the file:\n\n---\n\n{CODE}", False, id="first-lines"),
        pytest.param('7\tdef greet(name):\n8\t    return "hi " + name', False, id="from-line-seven"),
        pytest.param(f"{CODE}\n\n[Showing lines 1-2 of 50. Use offset=3 to continue.]", False, id="pi-cut"),
        pytest.param('1: def greet(name):\n2:     return "hi " + name\n\n(File has more lines. Use \'offset\' to read on)', False, id="more-lines"),
        pytest.param(f"IMPORTANT: The file content has been truncated.\n--- FILE CONTENT (truncated) ---\n{CODE}", False, id="truncated"),
    ],
)  # fmt: skip
def test_every_shape_of_a_listing(returned: str, whole: bool) -> None:
    found = read(returned)["app.py"]
    assert (found.text.rstrip("\n"), found.whole) == (CODE, whole)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\na: 1\n", id="yaml-document"),
        pytest.param("1: a\n3: b\n", id="numbers-with-a-gap"),
        pytest.param("1: a\nb\n", id="number-on-one-line"),
        pytest.param("", id="empty"),
        pytest.param("<content>\nopen", id="tag-never-closed"),
        pytest.param("x = 1\n(a file)\n", id="brackets-that-are-code"),
        pytest.param("```py\nx\n```\nmore\n", id="fence-at-the-start"),
    ],
)
def test_what_is_no_listing_stays(text: str) -> None:
    assert listing(text) == Listing(text)


def test_sentences_before_a_file_have_a_bound() -> None:
    assert listing("Status: ok\n" * 20 + "x").text == "Status: ok\n" * 8 + "x"


def test_a_blank_numbered_line_is_a_blank_line() -> None:
    assert listing("1 | a\n2 |\n3 | b").text == "a\n\nb"
    assert listing("1: a\n2:\n3: b").text == "a\n\nb"


@pytest.mark.parametrize(
    ("name", "arguments", "whole"),
    [
        pytest.param("Read", {"file_path": "app.py"}, True, id="claude"),
        pytest.param("read", {"filePath": "app.py", "offset": 0, "limit": None}, True, id="from-the-start"),
        pytest.param("read", {"filePath": "app.py", "offset": 1, "limit": 20}, False, id="limit"),
        pytest.param("read_file", {"path": "app.py", "start_line": 3}, False, id="from-the-middle"),
        pytest.param("view", {"path": "app.py", "view_range": [1, 9]}, False, id="range"),
        pytest.param("str_replace_editor", {"command": "view", "path": "app.py"}, True, id="command-view"),
        pytest.param("openFile", {"notebook_path": "app.py"}, True, id="camel"),
        pytest.param("exec", {"command": "cat app.py"}, True, id="shell"),
        pytest.param("exec_command", {"cmd": ["bash", "-lc", "cd /w && cat -n app.py"]}, True, id="shell-list"),
        pytest.param("bash", {"command": "sed -n '1,200p' app.py"}, False, id="sed"),
        pytest.param("bash", {"command": "head -n 20 app.py"}, False, id="head"),
    ],
)
def test_reading_tools(name: str, arguments: dict[str, Any], whole: bool) -> None:
    assert seen((name, arguments, CODE)) == {"app.py": SeenFile(CODE, whole)}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("grep", {"path": "app.py", "pattern": "x"}, id="grep"),
        pytest.param("list_directory", {"path": "app.py"}, id="list"),
        pytest.param("bash", {"command": "cat app.py | head"}, id="pipe"),
        pytest.param("bash", {"command": "cat > app.py"}, id="redirect"),
        pytest.param("bash", {"commands": []}, id="no-command"),
        pytest.param("read_bash", {"shellId": "1"}, id="no-path"),
        pytest.param("read", {"path": 5}, id="path-is-a-number"),
        pytest.param("read", {"path": "x" * 2000}, id="path-too-long"),
        pytest.param("edit", {"path": "app.py", "old_string": "a", "new_string": "b"}, id="edit-of-what-isnt-seen"),
    ],
)
def test_what_reads_no_file(name: str, arguments: dict[str, Any]) -> None:
    assert seen((name, arguments, f'<file path="app.py">\n{CODE}\n</file>')) == {}


@pytest.mark.parametrize(
    "returned",
    [
        "Error: no such file",
        "<tool_use_error>File does not exist.</tool_use_error>",
        "File /w/app.py not found",
        "User rejected the call",
    ],
)
def test_a_call_that_failed_shows_nothing(returned: str) -> None:
    assert read(returned) == {}
    assert seen(("write", {"path": "app.py", "content": "x"}, returned)) == {}


def test_an_answer_that_a_shell_put_around() -> None:
    assert (
        seen(("bash", {"command": "cat app.py"}, f"<returncode>0</returncode>\n<output>\n{CODE}\n</output>"))[
            "app.py"
        ].text
        == CODE + "\n"
    )
    assert (
        seen(("exec_command", {"cmd": "cat app.py"}, f"Exit code: 0\nWall time: 0 seconds\nOutput:\n{CODE}")) == WHOLE
    )


def test_several_files_in_one_answer() -> None:
    cline = [
        {"query": "/w/app.py", "result": '1 | def greet(name):\n2 |     return "hi " + name', "success": True},
        {"query": "b", "success": False},
        5,
    ]
    assert seen(("read_files", {"files": [{"path": "/w/app.py"}]}, json.dumps(cline))) == {"/w/app.py": SeenFile(CODE)}
    roo = '<files>\n<file><path>a.py</path>\n<content lines="1-1">\n1 | x\n</content></file>\n<file><path>b.py</path>\n<content lines="1-1">\n1 | y\n</content></file>\n</files>'
    assert seen(("read_file", {"args": {}}, roo)) == {"b.py": SeenFile("y"), "a.py": SeenFile("x")}
    assert seen(("read_file", {"files": []}, "{}")) == {}
    assert seen(("read_file", {"files": []}, "[" * 100_000)) == {}


# -- what the assistant did itself


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("write", {"path": "app.py", "content": CODE}, id="write"),
        pytest.param("create", {"path": "app.py", "file_text": CODE}, id="create"),
        pytest.param("create_new_file", {"filepath": "app.py", "contents": CODE}, id="continue"),
        pytest.param("editor", {"path": "app.py", "new_text": CODE}, id="cline"),
        pytest.param("Edit", {"file_path": "app.py", "old_string": "", "new_string": CODE}, id="edit-of-nothing"),
    ],
)
def test_what_was_written_is_seen(name: str, arguments: dict[str, Any]) -> None:
    assert seen((name, arguments, "done")) == WHOLE


def test_a_file_that_was_written_empty() -> None:
    assert seen(("write", {"path": "app.py", "content": ""}, "done")) == {"app.py": SeenFile("")}


def test_a_call_without_an_answer_did_nothing_yet() -> None:
    body = chat(("write", {"path": "app.py", "content": "x"}, "done"))
    called, returned = body["messages"]
    assert files_seen({"messages": [called]}, "chat") == {}
    assert files_seen({"messages": [returned]}, "chat") == {}


@pytest.mark.parametrize(
    ("name", "arguments", "text", "whole"),
    [
        pytest.param("edit", {"path": "app.py", "old_str": "hi", "new_str": "ho"}, CODE.replace("hi", "ho"), True, id="edit"),
        pytest.param("edit", {"path": "app.py", "edits": [{"oldText": "hi", "newText": "ho"}, {"oldText": "greet", "newText": "g"}, 5]}, 'def g(name):\n    return "ho " + name', True, id="edits"),
        pytest.param("multi", {"replacements": [{"filePath": "app.py", "oldString": "hi", "newString": "ho"}]}, CODE.replace("hi", "ho"), True, id="replacements"),
        pytest.param("edit", {"path": "app.py", "old_string": "name", "new_string": "n", "replace_all": True}, CODE.replace("name", "n"), True, id="everywhere"),
        pytest.param("edit", {"path": "app.py", "old_string": "name", "new_string": "n"}, CODE, False, id="not-unique"),
        pytest.param("edit", {"path": "app.py", "old_string": "gone", "new_string": "n"}, CODE, False, id="not-there"),
        pytest.param("edit", {"path": "app.py", "old_string": "a", "new_string": "x" * MAX_CHARS, "replace_all": True}, CODE, False, id="too-large"),
        pytest.param("insert_edit_into_file", {"filePath": "app.py", "code": "..."}, CODE, False, id="lazy-edit"),
        pytest.param("append", {"path": "app.py", "content": "x"}, CODE, False, id="append"),
        pytest.param("editor", {"path": "app.py", "new_text": "x", "insert_line": 2}, CODE, False, id="insert"),
        pytest.param("apply_patch", {"patchText": "*** Begin Patch\n*** Update File: app.py\n@@\n-a\n+b\n*** End Patch"}, CODE, False, id="patch"),
        pytest.param("apply_diff", {"path": "app.py", "diff": "x"}, CODE, False, id="diff"),
        pytest.param("edit", {"path": "app.py", "edits": "x"}, CODE, True, id="edits-are-text"),
    ],
)  # fmt: skip
def test_an_edit_since(name: str, arguments: dict[str, Any], text: str, whole: bool) -> None:
    assert seen(("read", {"path": "app.py"}, CODE), (name, arguments, "ok")) == {"app.py": SeenFile(text, whole)}


def test_later_ones_win() -> None:
    assert seen(
        ("read", {"path": "a.py"}, "old"), ("read", {"path": "b.py"}, "b"), ("read", {"path": "a.py"}, "new")
    ) == {
        "a.py": SeenFile("new"),
        "b.py": SeenFile("b"),
    }


def test_a_stretch_does_not_replace_the_whole_that_holds_it() -> None:
    assert seen(("read", {"path": "a"}, "x\ny\nz"), ("read", {"path": "a", "limit": 1}, "y\n")) == {
        "a": SeenFile("x\ny\nz")
    }
    assert seen(("read", {"path": "a"}, "x\ny\nz"), ("read", {"path": "a", "limit": 1}, "q")) == {
        "a": SeenFile("q", whole=False)
    }


# -- what the user shows


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"I have *added these files to the chat*.\n\napp.py\n{FENCE}\n{CODE}\n{FENCE}\n", id="aider"),
        pytest.param(f"task\n\n````app.py\n{CODE}\n\n````", id="gptme"),
        pytest.param(f"{FENCE}python app.py\n{CODE}\n{FENCE}", id="info-string"),
        pytest.param(f"`app.py`:\n\n{FENCE}py\n{CODE}\n{FENCE}", id="quoted-name"),
        pytest.param(f"app.py\n~~~\n{CODE}\n~~~", id="tildes"),
        pytest.param(f'<file_content path="app.py">\n{CODE}\n</file_content>', id="file-content"),
        pytest.param(f'<attachment id="file:app.py" filePath="app.py">\n{FENCE}python\n{CODE}\n{FENCE}\n</attachment>', id="attachment"),
        pytest.param(f'<document index="1">\n<source>app.py</source>\n<document_content>\n{CODE}\n</document_content>\n</document>', id="document"),
        pytest.param(f"<context name='app.py'>{CODE}</context>", id="context"),
    ],
)  # fmt: skip
def test_files_in_a_users_message(text: str) -> None:
    found = seen(user(text))
    assert list(found) == ["app.py"]
    assert (CODE in found["app.py"].text, found["app.py"].whole) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"```python\n{CODE}\n```", id="no-name"),
        pytest.param(f"look at this\n```python\n{CODE}\n```", id="prose-before"),
        pytest.param("app.py\n```python\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n```", id="edit"),
        pytest.param(f"app.py\n```python\n{CODE}", id="never-closed"),
        pytest.param("<file>a.py</file> <file path='x'>", id="tags"),
        pytest.param("<document>x</document><source>a.py</source>", id="a-name-behind"),
    ],
)
def test_what_shows_no_file(text: str) -> None:
    assert seen(user(text)) == {}


def test_an_assistants_fence_is_no_file() -> None:
    assert seen({"role": "assistant", "content": f"app.py\n```\n{CODE}\n```"}) == {}


@pytest.mark.parametrize("info", ["app.py#L1-10", "python app.py (3-10)"])
def test_a_fence_that_names_lines_shows_a_stretch(info: str) -> None:
    assert list(fences(f"````{info}\n```\nx\n````")) == [Listing("```\nx\n", whole=False, path="app.py")]


def test_large_attachments_end() -> None:
    """Work that grows faster than the text would pass the suite's time limit."""
    for text in (
        "<file>" * 200_000 + "</file>",
        "<file path='a'>" * 100_000,
        "<file>\n" + " " * 10**6,
        "app.py\n```\n" * 100_000,
        "<content>" * 200_000,
    ):
        assert list(attachments(text)) is not None
        assert list(fences(text)) is not None
        assert listing(text) is not None


# -- the wires


def test_messages() -> None:
    body = {
        "system": [{"type": "text", "text": "Be brief."}],
        "messages": [
            user("hello"),
            {"role": "assistant", "content": [{"type": "thinking"}, {"type": "tool_use", "id": "t1", "name": "Read", "input": {"file_path": "app.py"}}, {"type": "tool_use", "id": "t2", "name": "Read", "input": None}]},
            {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "t1", "content": [{"type": "text", "text": CODE}]},
                {"type": "tool_result", "tool_use_id": "t2", "content": "no", "is_error": True},
                {"type": "text", "text": "go on"},
                {"type": "document", "title": "b.py", "source": {"type": "text", "data": "x"}},
                {"type": "document", "source": {"type": "text", "data": "x"}},
            ]},
        ],
    }  # fmt: skip
    assert list(turns(body, "messages")) == [
        Said("system", "Be brief."),
        Said("user", "hello"),
        Called("t1", "Read", {"file_path": "app.py"}),
        Called("t2", "Read"),
        Returned("t1", CODE),
        Returned("t2", "no", failed=True),
        Said("user", "go on"),
        Shown("b.py", "x"),
    ]
    assert files_seen(body, "messages") == {"b.py": SeenFile("x"), **WHOLE}


def test_responses() -> None:
    body = {
        "instructions": "Be brief.",
        "input": [
            {"role": "user", "content": "hello"},
            {"type": "message", "role": "developer", "content": [{"type": "input_text", "text": "rule"}]},
            {"type": "reasoning", "summary": []},
            {"type": "function_call", "call_id": "f1", "name": "read", "arguments": '{"path": "app.py"}'},
            {"type": "function_call_output", "call_id": "f1", "output": CODE},
            {"type": "custom_tool_call", "call_id": "f2", "name": "apply_patch", "input": "*** Update File: app.py"},
            {"type": "custom_tool_call_output", "call_id": "f2", "output": [{"type": "output_text", "text": "ok"}]},
            {"type": "local_shell_call", "call_id": "f3", "action": {"command": ["bash", "-lc", "cat b.py"]}},
            {"type": "local_shell_call_output", "call_id": "f3", "output": {"output": "x"}},
        ],
    }
    assert list(turns(body, "responses"))[:3] == [
        Said("system", "Be brief."),
        Said("user", "hello"),
        Said("system", "rule"),
    ]
    assert files_seen(body, "responses") == {"b.py": SeenFile("x"), "app.py": SeenFile(CODE, whole=False)}
    assert list(turns({"input": "hello"}, "responses")) == [Said("user", "hello")]


def test_chat_with_old_and_odd_calls() -> None:
    body = {"messages": [
        {"role": "assistant", "function_call": {"name": "read", "arguments": '{"path": "app.py"}'}},
        {"role": "function", "name": "read", "content": CODE},
        {"role": "assistant", "tool_calls": [
            {"id": "a", "type": "custom", "custom": {"name": "apply_patch", "input": "x"}},
            {"id": "b", "function": {"name": "read", "arguments": "{"}},
            {"id": "c", "function": {"name": "read", "arguments": "[" * 100_000}},
            {"id": "d", "function": {"name": "read", "arguments": {"path": "b.py"}}},
            {"id": "e", "function": {"name": "read", "arguments": " " * (5 * 1024 * 1024)}},
            {"id": "f", "function": {"name": "read", "arguments": "[]"}},
            5,
        ]},
        5,
    ]}  # fmt: skip
    called = [turn for turn in turns(body, "chat") if isinstance(turn, Called)]
    assert [(turn.id, dict(turn.arguments)) for turn in called] == [
        ("read", {"path": "app.py"}), ("a", {"input": "x"}), ("b", {}), ("c", {}), ("d", {"path": "b.py"}), ("e", {}), ("f", {})
    ]  # fmt: skip
    assert files_seen(body, "chat") == WHOLE


def test_an_unknown_wire_shows_nothing() -> None:
    assert files_seen(chat(user("x")), "completions") == {}


# -- bounds, and looking up


def test_no_more_than_so_many_files_newest_first() -> None:
    found = seen(*(("write", {"path": f"f{n}", "content": "x"}, "ok") for n in range(MAX_FILES + 5)))
    assert (len(found), next(iter(found)), "f4" in found) == (MAX_FILES, f"f{MAX_FILES + 4}", False)


def test_no_more_than_so_many_characters() -> None:
    third = "x" * (MAX_CHARS // 3 + 1)
    found = seen(
        *(("write", {"path": name, "content": third}, "ok") for name in "abc"),
        ("write", {"path": "d", "content": "x" * (MAX_CHARS + 1)}, "ok"),
    )
    assert list(found) == ["c", "b"]


def test_many_edits_of_a_large_file_end() -> None:
    edit = ("edit", {"path": "a", "old_string": "q", "new_string": "r"}, "ok")
    found = seen(("write", {"path": "a", "content": "x" * 2_000_000}, "ok"), *[edit] * 2000)
    assert not found["a"].whole


@pytest.mark.parametrize(
    ("path", "found"),
    [
        pytest.param("src/app.py", "1", id="equal"),
        pytest.param("./src//app.py", "1", id="spelling"),
        pytest.param("src\\app.py", "1", id="backslash"),
        pytest.param("/w/repo/src/app.py", "1", id="absolute"),
        pytest.param("b.py", "3", id="name-only"),
        pytest.param("app.py", None, id="not-clear"),
        pytest.param("c.py", None, id="unknown"),
        pytest.param("xb.py", None, id="end-of-a-name"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_path_is_looked_up(path: str, found: str | None) -> None:
    files = {"src/app.py": SeenFile("1"), "lib/app.py": SeenFile("2"), "/w/x/b.py": SeenFile("3")}
    seen_file = find_seen(files, path)
    assert (None if seen_file is None else seen_file.text) == found


# -- edit formats


@pytest.mark.parametrize(
    ("role", "text"),
    [
        pytest.param("system", "Change code with *SEARCH/REPLACE* blocks only.", id="aider-diff"),
        pytest.param("user", "Do it.\n\n3. Start it with: \n<<<<<<< SEARCH\n", id="aider-diff-reminder"),
        pytest.param("assistant", "a.py\n```\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n```", id="aider-example"),
        pytest.param("system", "To change a file you MUST return the entire content of the updated file.", id="aider-whole"),
        pytest.param("user", "Use this *file listing* format:\n\npath/name.js\n", id="aider-whole-reminder"),
        pytest.param("system", "Return edits similar to unified diffs.", id="aider-udiff"),
        pytest.param("user", "Write what `diff -U0` would say.\nStart hunks with:\n@@ ... @@", id="aider-udiff-reminder"),
        pytest.param("user", "It starts with this on a line:\n*** Begin Patch\n", id="aider-patch"),
        pytest.param("system", "# Files\n> User: write it\n> Assistant:\n```save hello.py\nprint()\n```", id="gptme"),
        pytest.param("system", "You are gptme v9.", id="gptme-named"),
        pytest.param("system", "> ```patch a.py\n", id="gptme-patch"),
        pytest.param("system", "Give <tool-use><save args='x'>", id="gptme-xml"),
        pytest.param("system", "Answer in this form:\n```mswea_bash_command\nls\n```", id="mini-swe"),
        pytest.param("system", "There must be exactly ONE bash code block in it.", id="mini-swe-old"),
        pytest.param("system", "You solve tasks by code blobs. End a step so:\n<code>\nx\n</code>\n", id="smolagents"),
        pytest.param("system", "When you write code it will be executed on the machine.", id="open-interpreter"),
        pytest.param("system", "## write_to_file\nUsage:\n<write_to_file>\n<path>p</path>", id="cline-xml"),
        pytest.param("system", "<apply_diff>", id="roo"),
        pytest.param("system", "```tool\nTOOL_NAME: edit\nBEGIN_ARG: path\n```", id="continue"),
        pytest.param("developer", "Reply with a diff of the file.", id="developer"),
        pytest.param("system", "x" * 600_000 + "\n*** Begin Patch\n", id="end-of-a-long-text"),
    ],
)  # fmt: skip
def test_requests_that_ask_for_an_edit_format(role: str, text: str) -> None:
    messages = [{"role": role, "content": text}, user("go")]
    assert edit_format_shown({"messages": messages})
    said = [{"type": "message", "role": role, "content": [{"type": "input_text", "text": text}]}]
    assert edit_format_shown({"input": said})
    if role == "system":
        assert edit_format_shown({"system": text, "messages": [user("go")]})
        assert edit_format_shown({"instructions": text, "input": "go"})


@pytest.mark.parametrize(
    "messages",
    [
        pytest.param([user("Write a Python function that runs a command")], id="question"),
        pytest.param([{"role": "system", "content": "You are a helpful assistant."}, user("What is a unified diff? Give me one.")], id="about-diffs"),
        pytest.param([{"role": "system", "content": "Answer in Markdown. Use fenced code blocks with a language."}, user("hi")], id="markdown"),
        pytest.param([user("I have a merge conflict:\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main")], id="merge-conflict"),
        pytest.param([user("how do I write the entire content of a file in go?")], id="entire-content"),
        pytest.param([user("what does <write_to_file> do in Cline?")], id="about-tags"),
        pytest.param([user("run this:\n```bash\nls\n```")], id="shell-fence"),
        pytest.param([{"role": "tool", "tool_call_id": "x", "content": "*** Begin Patch"}], id="tool-result"),
        pytest.param([{"role": "system", "content": "Provide only code as output without any description."}, user("x")], id="code-only"),
    ],
)  # fmt: skip
def test_plain_chats(messages: list[Any]) -> None:
    assert not edit_format_shown({"messages": messages})


def test_other_requests_show_no_format() -> None:
    assert not edit_format_shown({"prompt": "x"})
    long = "x" * 300_000
    assert not edit_format_shown({"messages": [*[user(long)] * 20, user("*** Begin Patch")]})
