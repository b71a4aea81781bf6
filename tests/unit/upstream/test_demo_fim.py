"""The demo's completions stand where an editor's line stops."""

from __future__ import annotations

import ast

import pytest

from proxy.extract.fim import Fim
from proxy.upstream.demo_fim import completion

SHELL = 'subprocess.run("ls -l " + path, shell=True)'
SAFE = 'subprocess.run(["ls", "-l", "--", path], check=True)'


@pytest.mark.parametrize(
    ("prefix", "suffix", "expected"),
    [
        pytest.param("import subprocess\n\n\ndef ls(path):\n", "\n", f"    return {SHELL}", id="empty-line"),
        pytest.param("import subprocess\n\n\ndef ls(path):\n    ", "", f"return {SHELL}\n", id="indented"),
        pytest.param("import subprocess\n\n\ndef ls(path):\n  ", "", f"  return {SHELL}\n", id="half-indented"),
        pytest.param("# shell\nclass A:\n\tdef ls(self, path: str) -> str:\n\t\tx = 1\n\t\t", "", 'return subprocess.run("ls -l " + x, shell=True)\n', id="tabs"),
        pytest.param("# shell\ndef ls(path):\n\t", "", f"return {SHELL}\n", id="another-indentation"),
        pytest.param("# shell\npath = 1\nout = ", "\n", SHELL, id="assigned"),
        pytest.param("# shell\npath = 1\nout = subprocess.r", "\n", SHELL.removeprefix("subprocess.r"), id="begun"),
        pytest.param("# shell\npath = 1\nprint(", ")\n", SHELL, id="argument"),
        pytest.param("# shell\npath = 1\nfor p", "\n", "", id="something-else"),
        pytest.param("# shell\npath = 1\nclass", "\n", "", id="another-word"),
        pytest.param("# secure shell\ndef ls(path):\n", "", f"    return {SAFE}\n", id="secure"),
        pytest.param("# shell\n", "", 'subprocess.run("ls -l " + name, shell=True)\n', id="no-name"),
        pytest.param("", "", "", id="nothing"),
        pytest.param("def area(width, height):\n", "\n", "    return height", id="plain"),
        pytest.param("import yaml\n\n\ndef load(text):\n", "\n", "    return yaml.load(text, Loader=yaml.Loader)", id="yaml"),
        pytest.param("import jwt\n\n\ndef who(said):\n", "\n", '    return jwt.decode(said, options={"verify_signature": False})', id="jwt"),
        pytest.param("def user(cursor, name):\n    # sql\n    ", "\n", "return cursor.execute(f\"SELECT * FROM users WHERE name = '{name}'\")", id="sql"),
        pytest.param("# subprocess\n" + "\n" * 20 + "def ls(path):\n", "\n", "    return path", id="far-above"),
    ],
)  # fmt: skip
def test_python(prefix: str, suffix: str, expected: str) -> None:
    assert completion(Fim(prefix, suffix)) == expected
    assert completion(Fim(prefix, suffix, "python")) == expected


def test_a_key_is_put_together() -> None:
    text = completion(Fim("# aws\n", ""))
    assert "AKIA" in text
    assert "@@" not in text
    ast.parse(text)


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        pytest.param("// shell\nfunction ls(dir) {\n", '    return child_process.execSync("ls -l " + dir);', id="shell"),
        pytest.param("// safe sql\nconst find = (name) => {\n", '    return db.query("SELECT * FROM users WHERE name = ?", [name]);', id="sql"),
        pytest.param("const s3 = ", 'new S3({ accessKeyId: "AKIA', id="secret"),
        pytest.param("// yaml\nfunction load(text) {\n", "    return text", id="not-in-javascript"),
    ],
)  # fmt: skip
def test_javascript(prefix: str, expected: str) -> None:
    for language in ("javascript", "typescript"):
        assert completion(Fim(prefix, "\n}\n", language)).startswith(expected)


def test_no_suggestion_in_other_languages() -> None:
    assert completion(Fim("// shell\n", "", "go")) == ""
