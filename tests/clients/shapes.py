"""The shapes in which a suggestion reaches a client: prose with a fence, a tool call, an edit, a shell command, several at once.

Each client's tools are named as that client declares them; `{file}` and the others are filled in when the task is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.clients.answers import Answer, Call
from tests.clients.samples import BEFORE, NEW_FILE, OTHER_BEFORE, OTHER_FILE, SIBLING, SIBLING_FILE, TASK_FILE, Sample

Template = tuple[str, dict[str, Any] | str]


@dataclass(frozen=True)
class Tools:
    """A client's tools. `read` where it insists on reading a file before it edits it."""

    write: Template
    edit: Template
    shell: Template
    read: Template | None = None


_PATCH = {
    "write": "*** Begin Patch\n*** Add File: {file}\n{added}\n*** End Patch",
    "edit": "*** Begin Patch\n*** Update File: {file}\n@@\n{added}\n+\n+\n{kept}\n*** End Patch",
}
TOOLS: Mapping[str, Tools] = {
    "pi": Tools(
        ("write", {"path": "{file}", "content": "{new}"}),
        ("edit", {"path": "{file}", "edits": [{"oldText": "{old}", "newText": "{new}"}]}),
        ("bash", {"command": "{command}"}),
    ),
    "claude": Tools(
        ("Write", {"file_path": "{path}", "content": "{new}"}),
        ("Edit", {"file_path": "{path}", "old_string": "{old}", "new_string": "{new}"}),
        ("Bash", {"command": "{command}", "description": "Write the file"}),
        ("Read", {"file_path": "{path}"}),
    ),
    "copilot": Tools(
        ("create", {"path": "{path}", "file_text": "{new}"}),
        ("edit", {"path": "{path}", "old_str": "{old}", "new_str": "{new}"}),
        ("bash", {"command": "{command}", "description": "Write the file"}),
        ("view", {"path": "{path}"}),
    ),
    "opencode": Tools(
        ("write", {"filePath": "{path}", "content": "{new}"}),
        ("edit", {"filePath": "{path}", "oldString": "{old}", "newString": "{new}"}),
        ("bash", {"command": "{command}", "description": "Write the file"}),
        ("read", {"filePath": "{path}"}),
    ),
    "opencode-patch": Tools(
        ("apply_patch", {"patchText": _PATCH["write"]}),
        ("apply_patch", {"patchText": _PATCH["edit"]}),
        ("bash", {"command": "{command}", "description": "Write the file"}),
        ("read", {"filePath": "{path}"}),
    ),
    "continue": Tools(
        ("Write", {"filepath": "{path}", "content": "{new}"}),
        ("MultiEdit", {"file_path": "{path}", "edits": [{"old_string": "{old}", "new_string": "{new}"}]}),
        ("Bash", {"command": "{command}"}),
        ("Read", {"filepath": "{path}"}),
    ),
    "cline": Tools(
        ("editor", {"path": "{path}", "new_text": "{new}"}),
        ("editor", {"path": "{path}", "old_text": "{old}", "new_text": "{new}"}),
        ("run_commands", {"commands": ["{command}"]}),
        ("read_files", {"files": [{"path": "{path}"}]}),
    ),
    "qwen": Tools(
        ("write_file", {"file_path": "{path}", "content": "{new}"}),
        ("edit", {"file_path": "{path}", "old_string": "{old}", "new_string": "{new}"}),
        ("run_shell_command", {"command": "{command}", "is_background": False}),
        ("read_file", {"file_path": "{path}"}),
    ),
    "codex": Tools(
        ("apply_patch", _PATCH["write"]),
        ("apply_patch", _PATCH["edit"]),
        ("exec_command", {"cmd": "{command}"}),
    ),
    "copilot-patch": Tools(
        ("apply_patch", _PATCH["write"]),
        ("apply_patch", _PATCH["edit"]),
        ("bash", {"command": "{command}", "description": "Write the file"}),
    ),
    "sdk": Tools(
        ("write_file", {"path": "{file}", "content": "{new}"}),
        ("replace", {"path": "{file}", "old_string": "{old}", "new_string": "{new}"}),
        ("shell", {"command": "{command}"}),
    ),
}


def prose(code: str) -> str:
    """An answer as people know it."""
    return f"Here is the helper you asked for.\n\n```python\n{code}```\n\nSay so if you want it changed.\n"


def _prefixed(sign: str, text: str) -> str:
    return "\n".join(sign + line for line in text.splitlines())


def _call(template: Template, root: Path, file: str, new: str, old: str = "") -> Call:
    name, shape = template
    code = new.removesuffix(f"\n\n{old}") if old else new
    fields = {
        "file": file,
        "path": str(root / file),
        "new": new,
        "old": old,
        "added": _prefixed("+", code),
        "kept": _prefixed(" ", old),
        "command": f"cat > {file} <<'PYEOF'\n{new}PYEOF",
    }

    def filled(value: Any) -> Any:
        if isinstance(value, str):
            return value.format(**fields)
        if isinstance(value, dict):
            return {key: filled(inner) for key, inner in value.items()}
        return [filled(inner) for inner in value] if isinstance(value, list) else value

    return Call(name, filled(shape))


def answers(tools: Tools, shape: str, sample: Sample, root: Path) -> list[Answer]:
    """The turns of a model that makes this suggestion with these tools."""
    read = [Answer(calls=(_call(tools.read, root, TASK_FILE, ""),))] if tools.read else []
    made = _call(tools.write, root, NEW_FILE, sample.code)
    match shape:
        case "text":
            return [Answer(prose(sample.code))]
        case "write":
            return [Answer("I write the file.", (made,))]
        case "edit":
            return [*read, Answer(calls=(_call(tools.edit, root, TASK_FILE, sample.edited, BEFORE),))]
        case "shell":
            return [Answer(calls=(_call(tools.shell, root, NEW_FILE, sample.code),))]
        case "parallel":
            return [Answer(calls=(made, _call(tools.write, root, SIBLING_FILE, SIBLING)))]
    raise ValueError(shape)


# -- aider's edit formats, in which the answer's text is what is applied


def _diff(file: str, before: str, code: str, *, name_inside: bool = False) -> str:
    edit = f"<<<<<<< SEARCH\n{before}=======\n{code}\n\n{before}>>>>>>> REPLACE\n"
    return f"```python\n{file}\n{edit}```\n" if name_inside else f"{file}\n```python\n{edit}```\n"


def _udiff(file: str, before: str, code: str) -> str:
    return f"```diff\n--- {file}\n+++ {file}\n@@ ... @@\n{_prefixed('+', code)}\n+\n+\n{_prefixed(' ', before)}\n```\n"


def _patch(file: str, before: str, code: str) -> str:
    return f"*** Update File: {file}\n@@\n{_prefixed('+', code)}\n+\n+\n{_prefixed(' ', before)}\n"


FORMATS = {
    "diff": _diff,
    "diff-fenced": lambda file, before, code: _diff(file, before, code, name_inside=True),
    "whole": lambda file, before, code: f"{file}\n```python\n{code}\n\n{before}```\n",
    "udiff": _udiff,
    "patch": _patch,
}


def written(form: str, shape: str, sample: Sample, _root: Path) -> list[Answer]:
    """The answer of a model that writes this suggestion in one of aider's formats."""
    if shape == "text":
        return [Answer(prose(sample.code))]
    edits = [FORMATS[form](TASK_FILE, BEFORE, sample.code)]
    if shape == "parallel":
        edits.append(FORMATS[form](OTHER_FILE, OTHER_BEFORE, SIBLING))
    if form == "patch":
        return [Answer(f"*** Begin Patch\n{''.join(edits)}*** End Patch\n")]
    return [Answer("I change it as you asked.\n\n" + "\nAnd here:\n\n".join(edits))]
