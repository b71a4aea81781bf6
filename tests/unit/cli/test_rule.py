"""`codeward rule`: what it lists, shows, writes and tests."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from proxy.cli.app import app
from proxy.policy.loader import load_policy
from proxy.scan.base import Prepared
from proxy.scan.kingfisher import KingfisherEngine
from proxy.scan.rulebook import rulebook
from proxy.scan.token_formats import all_formats

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


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    status, text = run("pages", str(folder))
    assert (status, text.split()[0]) == (0, str(len(rulebook())))
    return folder


def test_every_rule_has_a_page(pages: Path) -> None:
    assert {path.stem for path in pages.glob("*.md")} - {"README"} == set(rulebook())
    page = (pages / f"{RULE}.md").read_text()
    assert "## Found" in page
    assert (
        "[CWE-347](https://cwe.mitre.org/data/definitions/347.html) Improper Verification of Cryptographic Signature"
        in page
    )
    assert "A02:2021 Cryptographic Failures" in page
    assert 'jwt.verify(token, publicKey, {algorithms: ["RS256"]})' in page


def test_every_page_shows_what_a_developer_asks(pages: Path) -> None:
    for rule_id in rulebook():
        page = (pages / f"{rule_id}.md").read_text()
        assert "## Instead" in page, rule_id
        assert "## References\n\n- https://" in page, rule_id
        assert rule_id.startswith("bandit.") or ("## Found" in page and "## Not found" in page), rule_id
        assert not re.search(r"\$[A-Z]{3,}\b", page.split("## Instead")[1].split("## ")[0]) or "bash" in page, rule_id


def test_a_page_shows_a_setting_with_what_it_belongs_to(pages: Path) -> None:
    page = (pages / "rules.terraform.open-port.md").read_text()
    assert 'resource "google_compute_firewall" "b" {\n  source_ranges = ["0.0.0.0/0"]\n}' in page


def test_the_waiver_of_a_page_is_a_policy_that_loads(pages: Path, tmp_path: Path) -> None:
    page = (pages / f"{RULE}.md").read_text()
    written = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[-1]
    (tmp_path / "ours.yaml").write_text(written)
    policy = load_policy(str(tmp_path / "ours.yaml"))
    assert "ours" in policy.name


def test_no_page_writes_out_a_made_up_key(pages: Path) -> None:
    engine = KingfisherEngine()
    for rule_id in ("secrets.encoded", "secrets.private-key", *(each.rule.id for each in all_formats())):
        page = (pages / f"{rule_id}.md").read_text()
        assert engine.scan(Prepared(page)).findings == (), rule_id


def test_the_list_tells_the_kind_of_each_safe_form_and_the_share() -> None:
    status, text = run("list", "--fixes")
    assert status == 0
    *rows, last = text.splitlines()
    assert len(rows) == len(rulebook())
    assert f"of {len(rows)} safe forms are fitted" in last
    assert any(row.startswith("named") and RULE in row for row in rows)
    assert any(row.startswith("words") and "shell.reverse-shell" in row for row in rows)


def test_the_list_is_narrowed_by_class_and_language() -> None:
    _, text = run("list", "--class", "jwt", "--language", "php", "--json")
    assert {page["id"] for page in json.loads(text)} == {"rules.php.jwt-literal-key", "rules.php.jwt-unverified"}


@pytest.mark.parametrize("option", ["--class", "--language"])
def test_a_class_or_language_without_rules_is_a_mistake(option: str) -> None:
    done = CliRunner().invoke(app, ["rule", "list", option, "nothing"])
    assert done.exit_code != 0
    assert "nothing" in str(done.exception)


@pytest.mark.parametrize(
    ("rule_id", "says"),
    [
        pytest.param("secrets.github-token", "GitHub token", id="secrets"),
        pytest.param("unicode.bidi", "CVE-2021-42574", id="unicode"),
        pytest.param("bandit.B602", "CWE-78", id="bandit"),
        pytest.param("bandit.B999", "possible defect", id="a-newer-bandit"),
        pytest.param("kingfisher.betterleaks.github-pat", "GitHub Personal Access Token", id="kingfisher"),
        pytest.param("iac.kubernetes.host-namespace.hostpid", "Pod in the host's network", id="a-switch-of-a-rule"),
    ],
)
def test_whatever_a_finding_names_is_described(rule_id: str, says: str) -> None:
    status, text = run("show", rule_id)
    assert status == 0
    assert says in text


def test_a_rule_of_kingfisher_that_is_not_there_is_told() -> None:
    assert CliRunner().invoke(app, ["rule", "show", "kingfisher.nothing"]).exit_code != 0


def test_fixtures_that_do_not_hold_end_with_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "javascript"
    folder.mkdir()
    (folder / "a.js").write_text(f"// ruleid: {RULE}\nf();\n")
    status, text = run("test", str(tmp_path))
    assert status == 1
    assert "not found" in text
    (folder / "a.js").write_text(f"// ok: {RULE}\nf();\n")
    assert run("test", str(tmp_path))[0] == 0
