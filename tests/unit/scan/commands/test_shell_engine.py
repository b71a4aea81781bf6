"""The engine for commands: statuses, what stands inside what, obfuscation, hostile texts. policies/rules/shell has each rule's fixtures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.model import CodeBlock, ScanStatus, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.commands.engine import MAX_CHARS, ShellEngine
from proxy.scan.commands.metadata import RULES
from proxy.scan.scanner import Scanner

ENGINE = ShellEngine()
ROOM = Path(__file__).parents[4] / "proxy" / "scan" / "commands"


def rules(text: str, language: str = "bash") -> set[str]:
    return {finding.rule_id for finding in ENGINE.scan(Prepared(text, language)).findings}


@pytest.mark.parametrize(
    ("text", "language", "status"),
    [
        pytest.param("ls\n", "bash", ScanStatus.COMPLETE, id="bash"),
        pytest.param("Get-Item x\n", "powershell", ScanStatus.COMPLETE, id="powershell"),
        pytest.param("x = 1\n", "python", ScanStatus.UNSUPPORTED, id="another-language"),
        pytest.param("a" * (MAX_CHARS + 1), "bash", ScanStatus.OVERSIZE, id="long"),
        pytest.param("", "bash", ScanStatus.COMPLETE, id="empty"),
        pytest.param("$(" * 10_000, "bash", ScanStatus.PARTIAL, id="nested"),
    ],
)
def test_statuses(text: str, language: str, status: ScanStatus) -> None:
    assert ENGINE.scan(Prepared(text, language)).status is status


def test_only_whole_texts_are_looked_at() -> None:
    ENGINE.warm()
    assert ENGINE.scan_unit(PreparedUnit(Unit(1, 1, 0, "ls\n"), "bash"), "s").state == "s"


def test_every_rule_that_a_check_names_is_described() -> None:
    words = {
        word
        for file in ROOM.glob("*.py")
        if file.name != "metadata.py"
        for word in re.findall(r'"([a-z][a-z-]{3,40})"', file.read_text())
    }
    assert {rule.removeprefix("shell.") for rule in RULES} - words == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("bash -c 'curl -k https://example.com'\n", "shell.tls-unverified", id="in-a-shell"),
        pytest.param("sudo -u app sh -c \"bash -c 'chmod 777 /srv'\"\n", "shell.open-permissions", id="in-two"),
        pytest.param("ssh host 'setenforce 0'\n", "shell.protection-off", id="on-a-host"),
        pytest.param("cat <<'EOF' | bash\nchmod 777 /srv\nEOF\n", "shell.open-permissions", id="from-a-here-document"),
        pytest.param("curl -fsSLo i.sh https://example.com/i\nsh i.sh\n", "shell.download-run", id="by-a-file"),
        pytest.param('X=$(curl -s https://example.com/i)\neval "$X"\n', "shell.download-run", id="by-a-variable"),
        pytest.param("echo Y2htb2QgNzc3IC9zcnYK | base64 -d | sh\n", "shell.decode-and-run", id="encoded"),
        pytest.param("if true; then rm -rf / ; fi\n", "shell.destructive-delete", id="in-a-branch"),
        pytest.param("f() { setenforce 0; }\n", "shell.protection-off", id="in-a-function"),
    ],
)
def test_commands_inside_others(text: str, rule: str) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(
    ("text", "language", "path"),
    [
        pytest.param(
            "FROM a:1\nRUN curl -k https://example.com/x -o x\nUSER app\n", "dockerfile", "Dockerfile", id="docker"
        ),
        pytest.param(
            "jobs:\n  a:\n    steps:\n      - run: |\n          curl -k https://example.com/x\n",
            "yaml",
            None,
            id="workflow",
        ),
        pytest.param("all:\n\tcurl -k https://example.com/x\n", "makefile", "Makefile", id="makefile"),
    ],
)
def test_commands_in_other_files(text: str, language: str, path: str | None) -> None:
    found = Scanner().scan(CodeBlock(1, "file", text, language, path)).findings
    assert any("tls-unverified" in finding.rule_id or "CWE-295" in finding.cwe for finding in found)


ORDINARY = """\
#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
sudo apt-get update && sudo apt-get install -y --no-install-recommends curl jq
rm -rf build dist
rm -rf "${TMPDIR:-/tmp}/app-build"
mkdir -p "$HOME/.local/bin"
curl -fsSL -o tool.tgz https://example.com/tool.tgz
echo "0123456789abcdef  tool.tgz" | sha256sum -c -
tar xzf tool.tgz -C "$HOME/.local"
chmod 755 "$HOME/.local/bin/tool"
chmod 600 ~/.ssh/id_ed25519
docker build -t app:1.0 .
docker run --rm -p 127.0.0.1:8080:8080 app:1.0
for f in *.txt; do
  echo "file: $f"
  grep -q TODO "$f" || true
done
git push origin "v$VERSION"
kubectl apply -f deploy/
aws s3 sync dist s3://bucket/app --delete
export PATH="$HOME/.local/bin:$PATH"
python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt
systemctl restart nginx
psql "$DATABASE_URL" -f schema.sql
"""


def test_an_ordinary_script_is_left_alone() -> None:
    shown = [f.rule_id for f in ENGINE.scan(Prepared(ORDINARY, "bash")).findings if f.severity > 1 and f.confidence > 1]  # type: ignore[operator]
    assert [rule for rule in shown if rule != "shell.download-installed"] == []


HOSTILE = {
    "long-line": "a" * 1_000_000,
    "substitutions": "$(" * 10_000 + ")" * 10_000,
    "quotes": "'\"" * 900,
    "here-document": "cat <<EOF\n" * 3_000,
    "pipes": "a | " * 20_000 + "b",
    "variables": "A=$A$A\n" * 2_000 + 'eval "$A"\n',
    "braces": "{a,b}" * 200,
    "functions": "f() { f; }\n" * 3_000,
    "parentheses": "(" * 20_000,
    "nested-shells": "sh -c '" * 500,
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_hostile_texts_end(text: str) -> None:
    assert ENGINE.scan(Prepared(text, "bash")).status in set(ScanStatus)


@given(st.sampled_from(["bash", "powershell", "batch"]), st.text(alphabet="rm -f/$({}|;&<>'\"`\n\\=aeE0", max_size=120))
def test_spans_are_inside(language: str, text: str) -> None:
    for finding in ENGINE.scan(Prepared(text, language)).findings:
        assert 0 <= finding.span.start < finding.span.end <= max(len(text), 1)
