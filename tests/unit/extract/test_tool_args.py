"""What each string of a tool call is: by the table, by its key, by its looks; nothing unseen, and the way back into the JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.extract.json_strings import ENCODED
from proxy.extract.parts import Part
from proxy.extract.tool_args import MAX_PARTS, RAW, Call, Edit, Role, Tools, changed, parts_of_call, rewritten
from proxy.extract.tools import Argument, ToolShape
from proxy.policy.tools import load_tools

TOOLS = load_tools(None)
PATCH = "*** Begin Patch\n*** Update File: a.py\n@@\n-x\n+y\n*** End Patch"


def call_of(name: str, arguments: Any, *, freeform: bool = False) -> Call:
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    call = parts_of_call(name, text, TOOLS, freeform=freeform)
    whole = {each.where: each.text for each in call.strings} | {RAW: text}
    assert len(call.parts) == len(call.wheres)
    for part, wheres in zip(call.parts, call.wheres, strict=True):
        for stretch, where in zip(part.stretches, wheres, strict=True):
            shown = part.text[stretch.start : stretch.start + stretch.length]
            assert shown == whole[where][stretch.outer : stretch.outer + stretch.length]
    return call


def own(call: Call) -> list[Part]:
    """The parts but the one that holds all that is short."""
    return [part for part in call.parts if part.where != () or part.origin == "command"]


def short(call: Call) -> str:
    return next((part.text for part in reversed(call.parts) if part.where == ()), "")


# -- the table: every row of the measured clients

WRITE = ["Write", "write", "save", "append", "create", "create_new_file", "write_file", "write_to_file", "create_file"]
PATHS = ["path", "file_path", "filePath", "filepath"]


@pytest.mark.parametrize("name", WRITE)
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("key", ["content", "contents", "file_text"])
def test_files(name: str, path: str, key: str) -> None:
    call = call_of(name, {path: "src/app.py", key: "import os"})
    (part,) = own(call)
    assert ("import os", "argument", "python", "src/app.py", None, (key,)) == (
        part.text, part.origin, part.language, part.path, part.base, part.where,
    )  # fmt: skip
    assert not call.unread


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("Edit", {"file_path": "a.ts", "old_string": "o", "new_string": "n", "replace_all": True}),
        ("edit", {"path": "a.ts", "old_str": "o", "new_str": "n"}),
        ("edit", {"filePath": "a.ts", "oldString": "o", "newString": "n"}),
        ("MultiEdit", {"file_path": "a.ts", "edits": [{"old_string": "o", "new_string": "n"}]}),
        ("multi_edit", {"filepath": "a.ts", "edits": [{"old_string": "o", "new_string": "n"}]}),
        ("editor", {"path": "a.ts", "old_text": "o", "new_text": "n", "insert_line": 3}),
        ("edit", {"path": "a.ts", "edits": [{"oldText": "o", "newText": "n"}]}),
        ("single_find_and_replace", {"filepath": "a.ts", "old_string": "o", "new_string": "n"}),
        ("search_replace", {"file_path": "a.ts", "old_string": "o", "new_string": "n"}),
        ("replace_string_in_file", {"filePath": "a.ts", "oldString": "o", "newString": "n"}),
        ("multi_replace_string_in_file", {"replacements": [{"filePath": "a.ts", "oldString": "o", "newString": "n"}]}),
        ("str_replace_editor", {"command": "str_replace", "path": "a.ts", "old_str": "o", "new_str": "n"}),
        ("replace_file_content", {"TargetFile": "a.ts", "ReplacementChunks": [{"TargetContent": "o", "ReplacementContent": "n"}]}),
        ("nobody_listed", {"file": "a.ts", "search": "o", "replace": "n"}),
        ("nobody_listed", {"file": "a.ts", "before": ["o"], "after": ["n"]}),
    ],
)  # fmt: skip
def test_edits(name: str, arguments: Any) -> None:
    call = call_of(name, arguments)
    (part,) = own(call)
    assert (
        part.text, part.base, part.origin, part.language, part.path,
    ) == ("n", "o", "argument", "typescript", "a.ts")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("edit_existing_file", {"filepath": "a.go", "changes": "x := 1"}),
        ("insert_edit_into_file", {"filePath": "a.go", "code": "x := 1", "explanation": "e"}),
        ("str_replace_based_edit_tool", {"command": "insert", "path": "a.go", "insert_line": 1, "insert_text": "x := 1"}),
        ("replace_symbol_body", {"relative_path": "a.go", "body": "x := 1"}),
        ("push_files", {"files": [{"path": "a.go", "content": "x := 1"}], "message": "m"}),
        ("mcp__files__write_file", {"path": "a.go", "content": "x := 1"}),
        ("mcp_files_write_file", {"path": "a.go", "content": "x := 1"}),
        ("functions.write:0", {"path": "a.go", "content": "x := 1"}),
        ("server/write_file", {"path": "a.go", "content": "x := 1"}),
        ("x" * 300, {"path": "a.go", "content": "x := 1"}),
        ("nobody_listed", {"target-file": "a.go", "newContents": "x := 1"}),
        ("nobody_listed", {"files": {"a.go": "x := 1"}}),
        ("nobody_listed", {"files": {"a.go": {"text_of_it": "x := 1"}}}),
        ("nobody_listed", {"path": "a.go", "content": ["x := 1"]}),
        ("nobody_listed", {"dir": "a", "path": "a.go", "content": {"value": "x := 1"}}),
        ("nobody_listed", {"path": "README", "file": "a.go", "code": "x := 1"}),
        ("nobody_listed", {"path": "a.go", "file": "b.py", "code": "x := 1"}),
        ("use_mcp_tool", {"server_name": "s", "arguments": '{"path": "a.go", "content": "x := 1"}'}),
        ("nobody_listed", {"content": '{"path": "a.go", "content": "x := 1"}'}),
        ("multi_tool_use.parallel", {"tool_uses": [{"recipient_name": "functions.write", "parameters": {"path": "a.go", "content": "x := 1"}}]}),
    ],
)  # fmt: skip
def test_code_by_path(name: str, arguments: Any) -> None:
    (part,) = own(call_of(name, arguments))
    assert (part.text, part.origin, part.language, part.path) == ("x := 1", "argument", "go", "a.go")


@pytest.mark.parametrize(
    ("name", "arguments", "text", "language"),
    [
        ("Bash", {"command": "ls -l", "description": "d"}, "ls -l", "bash"),
        ("exec_command", {"cmd": "ls -l", "workdir": "/x", "shell": "/bin/zsh"}, "ls -l", "bash"),
        ("exec_command", {"cmd": "ls -l", "shell": "pwsh"}, "ls -l", "powershell"),
        ("write_stdin", {"chars": "ls -l", "session_id": 1}, "ls -l", "bash"),
        ("run_commands", {"commands": ["ls -l"]}, "ls -l", "bash"),
        ("shell", {"command": ["bash", "-lc", "ls -l"]}, "ls -l", "bash"),
        ("shell", {"command": ["/bin/sh", "-e", "-c", "ls -l"]}, "ls -l", "bash"),
        ("shell", {"command": ["ls", "-l"]}, "ls -l", "bash"),
        ("shell", {"command": ["bash", "x.sh"]}, "bash x.sh", "bash"),
        ("shell", {"command": ["bash", "--rcfile", "x"]}, "bash --rcfile x", "bash"),
        ("shell", {"command": ["python", "-c", "f('a b')"]}, "python -c 'f('\"'\"'a b'\"'\"')'", "bash"),
        ("start_process", {"command": "ls", "args": ["-l", "a b"]}, "ls -l 'a b'", "bash"),
        ("powershell", {"command": "dir"}, "dir", "powershell"),
        ("nobody_listed", {"shell": "ls -l"}, "ls -l", "bash"),
        ("nobody_listed", {"script": "ls -l"}, "ls -l", "bash"),
        ("nobody_listed", {"cmd": "ls -l", "shell": "C:\\x\\powershell.exe"}, "ls -l", "powershell"),
    ],
)
def test_commands(name: str, arguments: Any, text: str, language: str) -> None:
    (part,) = own(call_of(name, arguments))
    assert (text, "command", language, None) == (part.text, part.origin, part.language, part.path)


def test_commands_of_a_list_are_apart() -> None:
    assert [part.text for part in own(call_of("run_commands", {"commands": ["ls -l", "rm x"]}))] == ["ls -l", "rm x"]


def test_a_long_argument_full_of_quotes_is_shown_as_it_is() -> None:
    (part,) = own(call_of("shell", {"command": ["ls", "'" * 10_001]}))
    assert part.text == "ls " + "'" * 10_001


@pytest.mark.parametrize(
    ("name", "arguments", "text", "language"),
    [
        ("execute_python", {"code": "f()"}, "f()", "python"),
        ("run_code", {"code": "f()", "language": "rb"}, "f()", "ruby"),
        ("nobody_listed", {"script": "f()", "language": "python3"}, "f()", "python"),
        ("nobody_listed", {"code": "f()", "interpreter": "/usr/bin/node"}, "f()", "javascript"),
        ("nobody_listed", {"code": "f()", "lang": "klingon"}, "f()", None),
        ("nobody_listed", {"language": "ruby", "code": ["f(", ")"]}, "f(\n)", "ruby"),
        ("nobody_listed", {"language": "ruby", "code": ["f(\n", ")"]}, "f(\n)", "ruby"),
        ("nobody_listed", {"code": "#!/usr/bin/env python3\nf()"}, "#!/usr/bin/env python3\nf()", "python"),
        ("nobody_listed", {"sql": "f()"}, "f()", "sql"),
        ("sql", {"query": "f()"}, "f()", "sql"),
        ("nobody_listed", {"query": "select a from b"}, "select a from b", "sql"),
        ("nobody_listed", {"x": "a\nb"}, "a\nb", None),
        ("nobody_listed", {"x": "a\nb", "language": "ruby"}, "a\nb", "ruby"),
        ("nobody_listed", {"x": "os.system(a)"}, "os.system(a)", None),
        ("nobody_listed", {"x": "a" * 201}, "a" * 201, None),
        ("nobody_listed", {"description": "a\nb"}, "a\nb", None),
        ("nobody_listed", {"path": "a\nb"}, "a\nb", None),
        ("nobody_listed", {"old_text": "f()"}, "f()", None),
        ("nobody_listed", {"import os\nf()": 1}, "import os\nf()", None),
        ("execute_python", '"f()"', "f()", "python"),
        ("execute_python", '["f()"]', "f()", "python"),
    ],
)
def test_code_and_texts(name: str, arguments: Any, text: str, language: str | None) -> None:
    (part,) = [part for part in call_of(name, arguments).parts if part.text == text]
    assert (text, "argument", language) == (part.text, part.origin, part.language)


def test_texts_of_a_list_are_apart_where_they_have_lines() -> None:
    assert [part.text for part in own(call_of("x", {"code": ["a\nb", "c\nd"]}))] == ["a\nb", "c\nd"]


# -- patches


@pytest.mark.parametrize(
    ("name", "arguments", "freeform"),
    [
        pytest.param("apply_patch", PATCH, True, id="custom"),
        pytest.param("nobody_listed", PATCH, True, id="unknown-custom"),
        pytest.param("apply_patch", PATCH, False, id="no-json"),
        pytest.param("nobody_listed", PATCH, False, id="unknown-no-json"),
        pytest.param("apply_patch", {"input": PATCH}, False, id="input"),
        pytest.param("apply_patch", {"patchText": PATCH}, False, id="patchText"),
        pytest.param("patch", {"path": "a.py", "patch": PATCH}, False, id="gptme"),
        pytest.param("nobody_listed", {"input": PATCH}, False, id="by-its-looks"),
        pytest.param("nobody_listed", {"code": PATCH}, False, id="code-by-its-looks"),
    ],
)
def test_patches(name: str, arguments: Any, freeform: bool) -> None:
    call = call_of(name, arguments, freeform=freeform)
    (part,) = own(call)
    assert (part.text, part.origin) == (PATCH, "patch")
    assert not call.unread


def test_a_search_and_replace_diff_has_the_file_s_language() -> None:
    (part,) = own(call_of("apply_diff", {"path": "a.py", "diff": "<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE"}))
    assert (part.origin, part.language, part.path) == ("patch", "python", "a.py")


@pytest.mark.parametrize(
    ("name", "arguments", "origins"),
    [
        pytest.param("write", {"path": "a.php", "content": "--- a\n+++ b\n<?php f();"}, ["argument", "patch"], id="a-file"),
        pytest.param("bash", {"command": ["apply_patch", PATCH]}, ["command", "patch"], id="a-command"),
    ],
)  # fmt: skip
def test_what_begins_as_a_patch_is_also_taken_as_what_it_may_be(name: str, arguments: Any, origins: list[str]) -> None:
    assert origins == [part.origin for part in own(call_of(name, arguments))]


def test_a_patch_behind_other_text_of_a_custom_tool_hides_nothing() -> None:
    call = call_of("nobody_listed", f"#!/bin/sh\nrm x\n{PATCH}", freeform=True)
    assert [(part.origin, part.language) for part in call.parts] == [("argument", "bash"), ("patch", None)]


# -- notebooks


def test_a_cell() -> None:
    call = call_of("NotebookEdit", {"notebook_path": "a.ipynb", "new_source": "f()", "cell_type": "code"})
    (part,) = own(call)
    assert (part.text, part.origin, part.language, part.path) == ("f()", "cell", "python", "a.ipynb")


@pytest.mark.parametrize(
    ("beside", "language"), [({"cell_type": "markdown"}, "markdown"), ({"language": "julia"}, "julia")]
)
def test_a_cell_says_its_language(beside: dict[str, str], language: str) -> None:
    (part,) = own(call_of("edit_notebook_file", {"filePath": "a.ipynb", "newCode": "f()", **beside}))
    assert ("cell", language) == (part.origin, part.language)


def notebook(metadata: dict[str, Any]) -> str:
    return json.dumps(
        {
            "cells": [
                {"cell_type": "code", "source": ["import os\n", "f()"], "outputs": [{"text": ["out\n", "put"]}]},
                {"cell_type": "markdown", "source": "# T\ntext"},
                {"cell_type": "raw", "source": "raw"},
                {"cell_type": "code", "source": "g()", "metadata": {"vscode": {"languageId": "sql"}}},
            ],
            "metadata": metadata,
        }
    )


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({}, "python"),
        ({"kernelspec": {"language": "R", "name": "ir"}}, "r"),
        ({"language_info": {"name": "julia"}}, "julia"),
    ],
)
def test_a_notebook_file(metadata: dict[str, Any], language: str) -> None:
    call = call_of("Write", {"file_path": "a.ipynb", "content": notebook(metadata)})
    expected = [
        ("import os\nf()", language, ("content", ENCODED, "cells", 0, "source")),
        ("# T\ntext", "markdown", ("content", ENCODED, "cells", 1, "source")),
        ("raw", "text", ("content", ENCODED, "cells", 2, "source")),
        ("g()", "sql", ("content", ENCODED, "cells", 3, "source")),
    ]
    assert expected == [(part.text, part.language, part.where) for part in own(call) if part.origin == "cell"]
    assert 'text = "out\n"\ntext = "put"\n' in short(call)
    assert not any(part.unread for part in call.parts)


@pytest.mark.parametrize("content", ['{"cells": [', "import os"])
def test_a_notebook_that_is_no_json_says_so(content: str) -> None:
    (part,) = own(call_of("Write", {"file_path": "a.ipynb", "content": content}))
    assert (part.language, part.unread) == ("json", "a notebook that is not JSON")


def test_an_empty_notebook_is_read() -> None:
    call = call_of("Write", {"file_path": "a.ipynb", "content": '{"cells": []}'})
    assert not any(part.unread for part in call.parts)


def test_a_piece_of_a_notebook_s_json_may_be_edited() -> None:
    (part,) = own(call_of("Edit", {"file_path": "a.ipynb", "old_string": '"a"', "new_string": '"b"'}))
    assert (part.language, part.base, part.unread) == ("json", '"a"', "")


# -- sides


def test_pairs_go_by_what_their_keys_have_in_common() -> None:
    arguments = {"old_name": "n", "old_code": "o1", "newSource": "n2", "new_code": "n1", "old_source": "o2"}
    found = {part.text: part.base for part in own(call_of("nobody_listed", arguments))}
    assert found == {"n1": "o1", "n2": "o2"}


def test_sides_that_have_nothing_in_common_are_no_pair() -> None:
    found = [
        (part.text, part.base) for part in own(call_of("x", {"old_text": "o1", "old_code": "o2", "new_lines": "n"}))
    ]
    assert found == [("o1", None), ("o2", None), ("n", None)]


def test_a_side_without_its_own_other_is_code() -> None:
    found = [
        (part.text, part.base)
        for part in own(call_of("x", {"old_a": "1", "old_code": "o1", "old_text": "o2", "code": "n"}))
    ]
    assert found == [("o2", None), ("n", "o1")]


def test_a_deletion_keeps_what_it_deletes() -> None:
    (part,) = [
        part for part in call_of("Edit", {"file_path": "a.py", "old_string": "o", "new_string": ""}).parts if part.base
    ]
    assert (part.text, part.base, part.stretches) == ("", "o", ())


def test_an_empty_old_side_is_none() -> None:
    (part,) = own(call_of("Edit", {"file_path": "a.py", "old_string": "", "new_string": "n"}))
    assert part.base is None


def test_shadowed_members_are_looked_at_and_tell_nothing() -> None:
    call = call_of("write", '{"path": "a.py", "path": "b.js", "content": "1", "content": "2"}')
    assert [(part.text, part.language) for part in own(call)] == [("1", "javascript"), ("2", "javascript")]


# -- what is left


def test_short_strings_stand_in_one_part_behind_their_keys() -> None:
    call = call_of("x", {"env": {"KEY": "AKIA", "a b": "v"}, "tags": ["t1", "t2"], "empty": " ", "path": "a.py"})
    assert short(call) == 'KEY = "AKIA"\nv\ntags = "t1"\ntags = "t2"\npath = "a.py"\n'
    assert call.wheres[-1] == (("env", "KEY"), ("env", "a b"), ("tags", 0), ("tags", 1), ("path",))


def test_a_key_too_long_is_text_and_no_label() -> None:
    assert short(call_of("x", {"k" * 100: "v"})) == "k" * 100 + "\nv\n"


@pytest.mark.parametrize("arguments", ["", " \n", "{}", "[]", "null", '{"a": 1}', '{"path": ""}', '{"content": ""}'])
def test_calls_without_text(arguments: str) -> None:
    assert (call_of("write", arguments).parts, call_of("write", arguments).unread) == ((), "")


def test_args_without_a_command_are_strings() -> None:
    call = call_of("x", {"args": ["a", "os.system(b)"], "inner": {"args": ["c"]}})
    assert [part.text for part in own(call)] == ["os.system(b)"]
    assert short(call) == 'args = "a"\nargs = "c"\n'


# -- what can't be read


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        ('{"path": "a.py", "content": "f(', ["f("]),
        ("{'path': 'a.py', 'content': 'f('}", ["f("]),
        ("import os\nf()", []),
    ],
)
def test_unread_arguments_are_given_as_they_came_too(arguments: str, texts: list[str]) -> None:
    call = call_of("write", arguments)
    assert call.unread
    assert texts == [part.text for part in own(call) if part.language == "python"]
    assert (arguments, RAW, call.unread) == (call.parts[-1].text, call.parts[-1].where, call.parts[-1].unread)


@pytest.mark.parametrize(
    ("name", "arguments", "origin", "language"),
    [
        ("python", "import os\nf()", "argument", "python"),
        ("python", "[f() for x in y]", "argument", "python"),
        ("bash", "ls -l", "command", "bash"),
        ("powershell", "dir", "command", "powershell"),
    ],
)
def test_a_tool_that_takes_a_text(name: str, arguments: str, origin: str, language: str) -> None:
    for freeform in (False, True):
        call = call_of(name, arguments, freeform=freeform)
        assert [(arguments, origin, language, RAW)] == [(p.text, p.origin, p.language, p.where) for p in call.parts]
        assert not call.unread


def test_a_cell_as_text() -> None:
    tools = Tools({"cell": ToolShape("cell", raw=Role.CELL)})
    assert [(p.origin, p.language) for p in parts_of_call("cell", "f()", tools).parts] == [("cell", "python")]


def test_more_texts_than_are_taken_apart() -> None:
    edits = [{"oldText": "o", "newText": f"n{number}"} for number in range(MAX_PARTS + 2)]
    call = call_of("edit", {"edits": edits})
    assert f"more than {MAX_PARTS} texts" == call.unread
    assert len(call.parts) == MAX_PARTS + 1
    assert f'newText = "n{MAX_PARTS + 1}"\noldText = "o"\n' in short(call)


def test_more_json_in_strings_than_is_read() -> None:
    call = call_of("x", {"l": ['["a"]'] * 1001})
    assert call.unread == "more than 1000 JSON texts in strings"
    assert short(call).endswith('l = "["a"]"\n' + 'l = "a"\n' * 1000)


# -- the table


def test_a_table_laid_over_another() -> None:
    code, path = Argument(Role.CODE), Argument(Role.PATH)
    below = Tools({"a": ToolShape("a"), "b": ToolShape("b")}, {"k": code, "l": code})
    above = Tools({"b": ToolShape("B")}, {"l": path})
    table = above.over(below)
    assert [shape.name for name in ("A", "b") if (shape := table.shape(name))] == ["a", "B"]
    assert {"k": code, "l": path} == table.keys


def test_names_that_are_none() -> None:
    assert [TOOLS.shape(name) for name in ("", "__", "do_not_edit")] == [None, None, None]


# -- back into the JSON


def test_edits_of_parts_are_edits_of_the_strings() -> None:
    arguments = json.dumps({"path": "a.py", "content": "key = 'AKIA'", "env": {"K": "AKIA", "L": "b"}})
    call = call_of("write", arguments)
    texts = changed(call, arguments, [Edit(0, 7, 11, "***"), Edit(1, 19, 23, "***")])
    assert texts == {("content",): "key = '***'", ("env", "K"): "***"}
    assert json.loads(rewritten(arguments, texts)) == {
        "path": "a.py",
        "content": "key = '***'",
        "env": {"K": "***", "L": "b"},
    }


def test_an_edit_over_several_strings_stands_once_where_it_begins() -> None:
    arguments = json.dumps({"path": "a.ipynb", "content": json.dumps({"cells": [{"source": ["ab\n", "cd\n", "ef"]}]})})
    texts = changed(call_of("write", arguments), arguments, [Edit(0, 1, 7, "X\n")])
    content = json.loads(json.loads(rewritten(arguments, texts))["content"])
    assert content["cells"][0]["source"] == ["aX\n", "", "f"]


def test_what_stands_nowhere_stays() -> None:
    arguments = json.dumps({"command": ["ls", "a b"]})
    call = call_of("bash", arguments)
    assert changed(call, arguments, [Edit(0, 2, 4, "X")]) == {}
    assert arguments == rewritten(arguments, {})


def test_edits_that_overlap_count_once() -> None:
    arguments = json.dumps({"code": "abcdef"})
    call = call_of("x", arguments)
    assert changed(call, arguments, [Edit(0, 1, 4, "X"), Edit(0, 2, 3, "N"), Edit(0, 3, 5, "Y")]) == {("code",): "aXYf"}


def test_a_text_that_is_no_json_is_changed_as_it_stands() -> None:
    call = call_of("python", "key = 'AKIA'")
    texts = changed(call, "key = 'AKIA'", [Edit(0, 7, 11, "***")])
    assert rewritten("key = 'AKIA'", texts) == "key = '***'"


def test_a_list_of_commands_is_not_one_program_with_its_arguments() -> None:
    said = json.dumps({"commands": ["ls", "python3 -c 'x = 1'"], "command": ["git", "commit -m x"]})
    commands = [part.text for part in parts_of_call("run_commands", said, TOOLS).parts if part.origin == "command"]
    assert commands == ["ls\npython3 -c 'x = 1'", "git 'commit -m x'"]
