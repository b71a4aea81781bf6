"""The table of tools: the shipped one knows every measured client's tools; an organisation's is laid over it; mistakes show their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.errors import PolicyInvalid
from proxy.extract.tools import Argument, Role, Tools
from proxy.policy import tools as module
from proxy.policy.tools import load_tools

# Every tool of the measured and read clients that carries code, with its arguments: what they are.
MEASURED = {
    "Write": {"file_path": "path", "content": "code"},
    "Edit": {"file_path": "path", "old_string": "old", "new_string": "code"},
    "NotebookEdit": {"notebook_path": "path", "new_source": "cell"},
    "Bash": {"command": "command"},
    "Workflow": {"script": "code"},
    "apply_patch": {"input": "patch", "patchText": "patch", "patch": "patch"},
    "exec_command": {"cmd": "command"},
    "write_stdin": {"chars": "command"},
    "create": {"path": "path", "file_text": "code"},
    "edit": {"filePath": "path", "oldString": "old", "newString": "code", "old_str": "old", "new_str": "code", "oldText": "old", "newText": "code"},
    "background_process": {"command": "command"},
    "MultiEdit": {"file_path": "path", "old_string": "old", "new_string": "code"},
    "editor": {"path": "path", "old_text": "old", "new_text": "code"},
    "run_commands": {"commands": "command"},
    "write_file": {"file_path": "path", "content": "code"},
    "run_shell_command": {"command": "command"},
    "monitor": {"command": "command"},
    "save": {"path": "path", "content": "code"},
    "append": {"path": "path", "content": "code"},
    "patch": {"path": "path", "patch": "patch"},
    "shell": {"command": "command"},
    "create_new_file": {"filepath": "path", "contents": "code"},
    "edit_existing_file": {"filepath": "path", "changes": "code"},
    "single_find_and_replace": {"filepath": "path", "old_string": "old", "new_string": "code"},
    "multi_edit": {"filepath": "path", "old_string": "old", "new_string": "code"},
    "run_terminal_command": {"command": "command"},
    "write_to_file": {"path": "path", "content": "code"},
    "apply_diff": {"path": "path", "diff": "patch"},
    "edit_file": {"file_path": "path", "old_string": "old", "new_string": "code"},
    "search_replace": {"file_path": "path", "old_string": "old", "new_string": "code"},
    "execute_command": {"command": "command", "cwd": "label"},
    "create_file": {"filePath": "path", "content": "code"},
    "replace_string_in_file": {"filePath": "path", "oldString": "old", "newString": "code"},
    "multi_replace_string_in_file": {"filePath": "path", "oldString": "old", "newString": "code"},
    "insert_edit_into_file": {"filePath": "path", "code": "code"},
    "edit_notebook_file": {"filePath": "path", "newCode": "cell", "language": "language"},
    "run_in_terminal": {"command": "command"},
    "terminal": {"command": "command", "cd": "label"},
}  # fmt: skip


def load(tmp_path: Path, text: str) -> Tools:
    path = tmp_path / "ours.yaml"
    path.write_text(text, "utf-8")
    return load_tools(path)


@pytest.mark.parametrize("name", MEASURED)
def test_the_shipped_table_knows_the_measured_tools(name: str) -> None:
    shape = load_tools(None).shape(name)
    assert shape is not None
    found = {key: shape.arguments[key.replace("_", "").lower()].role.value for key in MEASURED[name]}
    assert found == MEASURED[name]


def test_the_shipped_table_knows_keys_of_every_kind_but_cells() -> None:
    tools = load_tools(None)
    assert {argument.role for argument in tools.keys.values()} == set(Role) - {Role.CELL}
    assert tools.keys["sql"] == Argument(Role.CODE, "sql")


def test_an_organisation_s_table_is_laid_over_the_shipped_one(tmp_path: Path) -> None:
    tools = load(
        tmp_path,
        """
        tools:
          - name: deploy_lambda
            also: [Deploy, write]
            arguments: {handler-code: code, q: {is: code, language: py}, where: path}
            language: js
            raw: code
        keys:
          code: handler
          text: [content]
        keys_of_language: {golang: go_code}
        """,
    )
    for name in ("deploy_lambda", "mcp__aws__DeployLambda", "write"):
        shape = tools.shape(name)
        assert shape is not None
        assert (shape.name, shape.language, shape.raw) == ("deploy_lambda", "javascript", Role.CODE)
        assert shape.arguments == {
            "handlercode": Argument(Role.CODE),
            "q": Argument(Role.CODE, "python"),
            "where": Argument(Role.PATH),
        }
    assert tools.shape("write_file") is not None
    assert tools.keys["handler"] == Argument(Role.CODE)
    assert tools.keys["content"] == Argument(Role.TEXT)
    assert tools.keys["gocode"] == Argument(Role.CODE, "go")
    assert tools.keys["code"] == Argument(Role.CODE)


def test_a_table_may_say_one_thing_only(tmp_path: Path) -> None:
    tools = load(tmp_path, "tools: [{name: only_a_name}]")
    shape = tools.shape("only_a_name")
    assert shape is not None
    assert (dict(shape.arguments), shape.language, shape.raw) == ({}, None, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "ours.yaml: the file is empty; a table of tools begins with `tools:` or `keys:`", id="empty"),
        pytest.param("# nothing\n", "ours.yaml: the file is empty", id="comments"),
        pytest.param("tool: []", "ours.yaml:1:1: unknown key 'tool'|did you mean 'tools'?", id="top"),
        pytest.param("tools: {name: x}", "ours.yaml:1:8: `tools` is a list", id="tools-no-list"),
        pytest.param("tools: [x]", "ours.yaml:1:9: expected a mapping of keys to values", id="tool-no-mapping"),
        pytest.param("tools: [{also: x}]", "ours.yaml:1:9: a tool needs a `name`", id="no-name"),
        pytest.param("tools: [{name: x, argumnts: {}}]", "ours.yaml:1:19: unknown key of a tool 'argumnts'|did you mean 'arguments'?", id="tool-key"),
        pytest.param("tools: [{name: x, parameters: {}}]", "did you mean 'arguments'?", id="tool-key-of-a-schema"),
        pytest.param("tools:\n  - name: x\n    arguments: {a: cod}", "ours.yaml:3:20: unknown kind of argument 'cod'|did you mean 'code'?", id="role"),
        pytest.param("tools: [{name: x, arguments: {a: shell}}]", "did you mean 'command'?", id="role-of-another-word"),
        pytest.param("tools: [{name: x, arguments: {a: [code]}}]", "ours.yaml:1:34: expected a word, not a list or a mapping", id="role-list"),
        pytest.param("tools: [{name: x, arguments: {a: ' '}}]", "ours.yaml:1:34: expected a word, found nothing", id="role-blank"),
        pytest.param("tools: [{name: x, arguments: {a:}}]", "ours.yaml:1:31: 'a' has no value", id="role-null"),
        pytest.param("tools: [{name: x, arguments: {a: {language: sql}}}]", "ours.yaml:1:34: an argument needs an `is`", id="no-is"),
        pytest.param("tools: [{name: x, arguments: {a: {role: code}}}]", "unknown key of an argument 'role'|did you mean 'is'?", id="is-key"),
        pytest.param("tools: [{name: x, arguments: {a: {is: cod}}}]", "ours.yaml:1:39: unknown kind of argument 'cod'", id="is-role"),
        pytest.param("tools: [{name: x, arguments: {a: {is: code, language: pyhton}}}]", "unknown language 'pyhton'|did you mean 'python'?", id="argument-language"),
        pytest.param("tools: [{name: x, arguments: {a_b: code, aB: path}}]", "ours.yaml:1:42: the argument 'aB' stands twice", id="argument-twice"),
        pytest.param("tools: [{name: x, arguments: {--: code}}]", "'--' is no argument", id="argument-of-signs"),
        pytest.param("tools: [{name: x, language: qqq}]", "ours.yaml:1:29: unknown language 'qqq'", id="language"),
        pytest.param("tools: [{name: x, raw: path}]", "ours.yaml:1:24: unknown kind of argument 'path'|(allowed: code, command, patch, cell)", id="raw"),
        pytest.param("tools: [{name: x}, {name: y, also: [X]}]", "ours.yaml:1:37: the tool 'X' stands twice|it stands in line 1 already", id="name-twice"),
        pytest.param("tools: [{name: [x]}]", "ours.yaml:1:16: expected a word", id="name-list"),
        pytest.param("tools: [{name: --}]", "ours.yaml:1:16: '--' is no name", id="name-of-signs"),
        pytest.param("keys: {cod: x}", "ours.yaml:1:8: unknown kind of argument 'cod'", id="keys-role"),
        pytest.param("keys: [x]", "ours.yaml:1:7: expected a mapping", id="keys-list"),
        pytest.param("keys: {code: [x], path: [X]}", "ours.yaml:1:26: the key 'X' stands twice", id="key-twice"),
        pytest.param("keys_of_language: {klingon: x}", "ours.yaml:1:20: unknown language 'klingon'", id="keys-language"),
        pytest.param("tools: *x", "ours.yaml:1:8: anchors and aliases", id="alias"),
        pytest.param("tools: [", "ours.yaml:1:9: not valid YAML", id="syntax"),
    ],
)  # fmt: skip
def test_mistakes_show_their_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PolicyInvalid) as caught:
        load(tmp_path, text)
    for piece in message.split("|"):
        assert piece in caught.value.message


def test_every_mistake_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyInvalid) as caught:
        load(tmp_path, "tools: [{name: x, raw: no}]\nkeys: {bad: [x]}\n")
    assert caught.value.message.count("unknown kind of argument") == 2


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PolicyInvalid, match="can't be read: no such file"):
        load_tools(tmp_path / "none.yaml")


def test_the_table_of_a_wheel_lies_with_its_policies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tools.yaml").write_text("tools: [{name: only}]", "utf-8")
    monkeypatch.setattr(module, "shipped_directory", lambda: tmp_path)
    assert list(load_tools(None).shapes) == ["only"]
