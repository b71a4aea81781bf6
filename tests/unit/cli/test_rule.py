"""`codeward rule`: what it lists, shows, writes and tests."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from proxy.cli.app import app
from proxy.scan.rulebook import rulebook

ANY_LANGUAGE = ("deps.", "secrets.", "unicode.", "suppressions.")
RULE = "rules.javascript.jwt-none-algorithm"


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["rule", *arguments])
    return done.exit_code, done.output


def test_every_rule_is_listed_and_some_by_language() -> None:
    status, text = run("list")
    assert status == 0
    assert len(text.splitlines()) == len(rulebook())
    _, java = run("list", "--language", "java")
    assert java
    assert all(line.startswith((*ANY_LANGUAGE, "rules.java.", "flow.java.")) for line in java.splitlines())


def test_the_list_is_there_for_programs() -> None:
    _, text = run("list", "--json", "--language", "javascript")
    found = {page["id"]: page for page in json.loads(text)}
    assert found[RULE]["cwe"] == ["CWE-347", "CWE-327"]
    assert found[RULE]["owasp"].startswith("A02")


def test_a_rule_is_shown_with_its_why_and_its_safe_form() -> None:
    status, text = run("show", RULE)
    assert status == 0
    assert "jwt.verify" in text
    assert "javascript, jsx, typescript, tsx" in text


def test_a_rule_that_is_not_there_names_the_nearest() -> None:
    done = CliRunner().invoke(app, ["rule", "show", "rules.javascript.jwt-none-algoritm"])
    assert done.exit_code != 0
    assert RULE in str(done.exception)
    done = CliRunner().invoke(app, ["rule", "show", "x"])
    assert "codeward rule list" in str(done.exception)


def test_the_matrix_has_a_row_a_class_and_a_column_a_language() -> None:
    _, text = run("list", "--matrix")
    rows = text.splitlines()
    assert {"java", "javascript", "python", "php", "sql"} <= set(rows[0].split())
    assert any(row.startswith("jwt ") for row in rows)
    assert any(row.startswith("  Express: ") and "cors" in row for row in rows)


def test_every_rule_has_a_page(tmp_path: Path) -> None:
    status, _ = run("pages", str(tmp_path))
    assert status == 0
    assert {path.stem for path in tmp_path.glob("*.md")} - {"README"} == set(rulebook())
    page = (tmp_path / f"{RULE}.md").read_text()
    assert "Found:" in page
    assert "CWE-347" in page


def test_fixtures_that_do_not_hold_end_with_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "javascript"
    folder.mkdir()
    (folder / "a.js").write_text(f"// ruleid: {RULE}\nf();\n")
    status, text = run("test", str(tmp_path))
    assert status == 1
    assert "not found" in text
    (folder / "a.js").write_text(f"// ok: {RULE}\nf();\n")
    assert run("test", str(tmp_path))[0] == 0
