"""The demo's calls fit what clients declare; the schemas here are those that the clients named send."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.upstream.demo_asked import Tool, read
from proxy.upstream.demo_script import reply
from proxy.upstream.demo_tools import Wish, call_for, closing

CODE = "import os\nos.system(x)\n"
WISH = Wish(CODE, "demo.py", "python", "Some code.", "/home/me")
RUN = Wish(CODE, "demo.py", "python", "Some code.", run=True)
PATCH = "*** Begin Patch\n*** Add File: demo.py\n+import os\n+os.system(x)\n*** End Patch"
KEPT = f"cat > demo.py <<'DEMO_EOF'\n{CODE}DEMO_EOF\n"
RUNS = f"python3 - <<'DEMO_EOF'\n{CODE}DEMO_EOF\n"
TEXT = {"type": "string"}


def schema(required: str = "", /, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required.split()}


@pytest.mark.parametrize(
    ("name", "declared", "expected"),
    [
        pytest.param("Write", schema("file_path content", file_path={**TEXT, "description": "The absolute path"}, content=TEXT),
                     {"file_path": "/home/me/demo.py", "content": CODE}, id="claude-code"),
        pytest.param("create", schema("path file_text", path=TEXT, file_text=TEXT), {"path": "demo.py", "file_text": CODE}, id="copilot"),
        pytest.param("write", schema("content filePath", content=TEXT, filePath=TEXT), {"filePath": "demo.py", "content": CODE}, id="opencode"),
        pytest.param("editor", schema("path", path=TEXT, old_text={"anyOf": [TEXT, {"type": "null"}]}, new_text=TEXT, insert_line={}),
                     {"path": "demo.py", "new_text": CODE}, id="cline-where-the-code-is-optional"),
        pytest.param("str_replace_editor", schema("command path", command={**TEXT, "enum": ["view", "create"]}, path=TEXT, file_text=TEXT),
                     {"command": "create", "path": "demo.py", "file_text": CODE}, id="openhands"),
        pytest.param("str_replace_editor", schema("command path file_text", command=TEXT, path=TEXT, file_text=TEXT),
                     {"command": "create", "path": "demo.py", "file_text": CODE}, id="editor-without-choices"),
        pytest.param("apply_patch", schema("patchText", patchText=TEXT), {"patchText": PATCH}, id="opencode-gpt"),
        pytest.param("exec_command", schema("cmd", cmd=TEXT, workdir=TEXT), {"cmd": KEPT}, id="codex"),
        pytest.param("run_commands", schema("commands", commands={"type": "array", "items": TEXT}), {"commands": [KEPT]}, id="cline-shell"),
        pytest.param("shell", schema("command", command={"type": "array", "items": TEXT}), {"command": ["bash", "-c", KEPT]}, id="old-codex"),
        pytest.param("run_in_terminal", schema("command explanation isBackground timeout cwd", command=TEXT, explanation=TEXT,
                     isBackground={"type": "boolean"}, timeout={"type": "number", "minimum": 5}, cwd=TEXT),
                     {"command": KEPT, "explanation": "Some code.", "isBackground": False, "timeout": 5, "cwd": "."}, id="vscode"),
        pytest.param("edit", schema("path edits", path=TEXT, edits={"type": "array", "items": schema("oldText newText", oldText=TEXT, newText=TEXT)}),
                     {"path": "demo.py", "edits": [{"oldText": "", "newText": CODE}]}, id="pi-edits"),
        pytest.param("mcp__files__write_file", schema("path content", path=TEXT, content=TEXT), {"path": "demo.py", "content": CODE}, id="mcp"),
        pytest.param("run_code", schema("code language", code=TEXT, language={"enum": ["bash", "python"]}),
                     {"code": CODE, "language": "python"}, id="run-code"),
        pytest.param("execute_python", schema("code language", code=TEXT, language=TEXT), {"code": CODE, "language": "python"}, id="language"),
        pytest.param("str_replace_based_edit_tool", None, {"command": "create", "path": "demo.py", "file_text": CODE}, id="anthropics-own-editor"),
        pytest.param("bash", None, {"command": KEPT}, id="anthropics-own-shell"),
        pytest.param("apply_patch", None, {"input": PATCH}, id="patch-without-schema"),
    ],
)  # fmt: skip
def test_arguments_fit_the_schema(name: str, declared: dict[str, Any] | None, expected: dict[str, Any]) -> None:
    call = call_for([Tool("read_file", schema("path", path=TEXT)), Tool(name, declared)], WISH, "")
    assert call is not None
    assert (call.name, call.freeform, json.loads(call.arguments)) == (name, False, expected)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        pytest.param({"const": "v1"}, "v1", id="const"),
        pytest.param({"enum": ["a", "b"]}, "a", id="enum"),
        pytest.param({"type": ["null", "integer"]}, 1, id="nullable"),
        pytest.param({"type": "null"}, None, id="null"),
        pytest.param({"type": "string", "default": "x"}, "x", id="default"),
        pytest.param({"type": "string"}, "Some code.", id="words"),
        pytest.param({}, "Some code.", id="anything"),
        pytest.param({"anyOf": [{"type": "null"}, {"type": "boolean"}]}, False, id="any-of"),
        pytest.param({"type": "array", "items": TEXT}, [], id="empty-list"),
        pytest.param({"items": {"type": "integer"}, "minItems": 1}, [1], id="list-of-one"),
        pytest.param(schema("k", k={"type": "number"}), {"k": 1}, id="object"),
        pytest.param({"$ref": "#/$defs/K"}, {"deep": 3}, id="reference"),
        pytest.param({"$ref": "#/$defs/Nowhere"}, "Some code.", id="dangling-reference"),
        pytest.param({"$ref": "#/$defs/Loop"}, "Some code.", id="circular-reference"),
        pytest.param(7, "Some code.", id="no-schema"),
    ],
)
def test_a_required_property_is_filled_by_its_type(declared: Any, expected: Any) -> None:
    whole = schema("content thing", content=TEXT, thing=declared)
    whole["$defs"] = {"K": schema("deep", deep={"type": "integer", "minimum": 3}), "Loop": {"$ref": "#/$defs/Loop"}}
    call = call_for([Tool("write", whole)], WISH, "")
    assert call is not None
    assert json.loads(call.arguments) == {"content": CODE, "thing": expected}


def test_a_schema_that_refers_to_itself_ends() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#"}, "kids": {"type": "array", "items": {"$ref": "#"}, "minItems": 1}}, "required": ["next", "kids"]}  # fmt: skip
    call = call_for([Tool("write", node)], WISH, "")
    assert call is not None
    assert json.loads(call.arguments)["next"]["next"]


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param({}, id="empty"),
        pytest.param({"properties": 7, "required": 8}, id="no-object"),
        pytest.param({"properties": {"a": 7}, "required": ["a", 8, "b"]}, id="odd-names"),
        pytest.param({"properties": {"a": {"type": 8, "enum": 9, "minItems": "x"}}, "required": ["a"]}, id="odd-types"),
        pytest.param({"properties": {"a": {"type": "array", "items": 3, "minItems": "x"}}, "required": ["a"]}, id="odd-items"),
        pytest.param({"anyOf": 3}, id="odd-choice"),
    ],
)  # fmt: skip
def test_no_schema_makes_it_fail(declared: dict[str, Any]) -> None:
    call = call_for([Tool("write", declared)], WISH, "")
    assert call is not None
    assert isinstance(json.loads(call.arguments), dict)


@pytest.mark.parametrize(
    ("names", "wish", "forced", "expected"),
    [
        pytest.param("bash edit write", WISH, "", "write", id="writing-first"),
        pytest.param("append save", WISH, "", "save", id="whole-files-first"),
        pytest.param("write bash", RUN, "", "bash", id="running"),
        pytest.param("monitor run_shell_command", RUN, "", "run_shell_command", id="shells"),
        pytest.param("write read", RUN, "", "write", id="running-without-a-shell"),
        pytest.param("read web_search", WISH, "", None, id="none-can"),
        pytest.param("read write", WISH, "read", "read", id="named"),
        pytest.param("read write", WISH, "gone", "write", id="named-and-unknown"),
        pytest.param("read list", WISH, "*", "read", id="any"),
        pytest.param("read write", WISH, "*", "write", id="any-that-can"),
        pytest.param("", WISH, "*", None, id="no-tools"),
    ],
)
def test_which_tool(names: str, wish: Wish, forced: str, expected: str | None) -> None:
    call = call_for([Tool(name, schema("content", content=TEXT)) for name in names.split()], wish, forced)
    assert (call and call.name) == expected


@pytest.mark.parametrize(
    ("name", "wish", "expected"),
    [
        pytest.param("apply_patch", WISH, PATCH, id="patch"),
        pytest.param("bash", RUN, RUNS, id="shell"),
        pytest.param("python", RUN, CODE, id="python"),
    ],
)
def test_free_text(name: str, wish: Wish, expected: str) -> None:
    call = call_for([Tool(name, None, freeform=True)], wish, "")
    assert call is not None
    assert (call.freeform, call.arguments) == (True, expected)


def test_a_loop_that_ends_with_a_call() -> None:
    call = closing([Tool("write"), Tool("attempt_completion", schema("result", result=TEXT))], "Done.")
    assert call is not None
    assert (call.name, json.loads(call.arguments)) == ("attempt_completion", {"result": "Done."})
    assert closing([Tool("write")], "Done.") is None


def ask(prompt: str, **more: Any) -> dict[str, Any]:
    tools = [
        {"type": "function", "function": {"name": "write", "parameters": schema("path content", path=TEXT, content=TEXT)}},
        {"type": "function", "function": {"name": "bash", "parameters": schema("command", command=TEXT)}},
    ]  # fmt: skip
    return {"messages": [{"role": "user", "content": prompt}], "tools": tools, **more}


@pytest.mark.parametrize(
    ("prompt", "more", "expected"),
    [
        pytest.param("write a helper", {}, "demo_default.py", id="default"),
        pytest.param("Create totals.py from a csv", {}, "demo_clean.py", id="never-a-file-that-is-there"),
        pytest.param("change the yaml reader in app.py", {}, "demo_yaml.py", id="edit"),
        pytest.param("run a sql query", {}, "python3 -", id="run"),
        pytest.param("a sql query", {}, "", id="nothing-to-do"),
        pytest.param("write prose", {}, "", id="no-code"),
        pytest.param("write a helper", {"tool_choice": "none"}, "", id="no-call-wanted"),
        pytest.param("write a helper", {"tool_choice": {"type": "none"}}, "", id="no-call-wanted-by-anthropic"),
        pytest.param("a sql query", {"tool_choice": "required"}, "demo_sql.py", id="required"),
        pytest.param("a sql query", {"tool_choice": {"type": "any"}}, "demo_sql.py", id="any"),
        pytest.param("a sql query", {"tool_choice": {"type": "function", "function": {"name": "bash"}}}, "cat > demo_sql.py", id="named"),
        pytest.param("a sql query", {"tool_choice": {"type": "tool", "name": "bash"}}, "cat > demo_sql.py", id="named-by-anthropic"),
        pytest.param("a sql query", {"tool_choice": {"type": "allowed_tools"}}, "", id="allowed"),
        pytest.param("write a helper", {"tools": [3, {"type": "web_search"}, {"name": 4}]}, "", id="no-tools-that-have-names"),
        pytest.param("write a helper", {"tools": "all"}, "", id="no-list"),
    ],
)  # fmt: skip
def test_what_a_prompt_gets(prompt: str, more: dict[str, Any], expected: str) -> None:
    call = reply(ask(prompt, **more), "chat").call
    assert expected in ("" if call is None else call.arguments)
    assert bool(expected) == (call is not None)


@pytest.mark.parametrize("word", ["shell", "sql", "secret", "yaml", "jwt", "helper"])
def test_the_secure_form_where_it_is_asked_for(word: str) -> None:
    insecure, secure = (reply(ask(f"show a {how} {word}"), "chat").text for how in ("short", "secure"))
    assert insecure != secure
    assert all(sign not in secure for sign in ("shell=True", "AKIA", 'f"SELECT', "yaml.Loader", "verify_signature"))
    assert reply(ask(f"show an insecure {word}"), "chat").text == insecure


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        pytest.param("<system-reminder>\nsql\n</system-reminder>\nshow yaml", "show yaml", id="reminder"),
        pytest.param(
            "<environment_context a='b'>\n<cwd>/x</cwd>\n</environment_context>", "   /x  ", id="nothing-else"
        ),
        pytest.param(
            "<user_query>\nshow yaml\n</user_query>", "<user_query>\nshow yaml\n</user_query>", id="the-persons-own"
        ),
        pytest.param("<div>\nyaml\n</div>", "<div>\nyaml\n</div>", id="html"),
        pytest.param("a < b-c and c > d", "a < b-c and c > d", id="no-tags"),
    ],
)
def test_what_an_assistant_adds_is_not_the_prompt(prompt: str, expected: str) -> None:
    assert read(ask(prompt), "chat").prompt.split() == expected.split()


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(" - Primary working directory: /home/me/a-b\n - Platform", id="claude-code"),
        pytest.param("<cwd>/home/me/a-b</cwd>", id="codex"),
        pytest.param("I'm currently working in the directory: /home/me/a-b\n", id="qwen-code"),
        pytest.param("Working directory: `/home/me/a-b`", id="opencode"),
    ],
)
def test_where_the_client_works(said: str) -> None:
    body = ask("hi")
    body["messages"].insert(0, {"role": "system", "content": said})
    assert read(body, "chat").folder == "/home/me/a-b"
