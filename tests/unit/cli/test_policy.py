"""`codeward policy`: check, explain, test, simulate, diff."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat, PublicFormat

from proxy.audit.record import Kind
from proxy.cli.simulate import since_of
from proxy.policy.signed import key_id
from tests.unit.cli.conftest import CLOSED, DECIDED

ATTACHED = "attachments:\n  - policy: baseline\n  - {policy: strict, teams: [payments], paths: ['src/**']}\n"


@pytest.fixture
def bundle(folder: Path) -> Path:
    place = folder / "policies"
    place.mkdir()
    (place / "attachments.yaml").write_text(ATTACHED)
    return place


def test_a_folder_of_policies_is_checked_and_explained(run: Any, bundle: Path) -> None:
    checked = run("policy", "check", str(bundle))
    assert [line.partition("@")[0] for line in checked.stdout.splitlines()] == ["ok: baseline", "ok: strict"]
    said = run("policy", "explain", str(bundle), "--team", "payments", "--path", "src/a.py", "--model", "m").stdout
    assert said.startswith("for team payments, key anonymous, model m, path src/a.py\n")
    assert "strict: policy strict, enforce" in said
    assert "attachments.yaml:3" in said
    other = run("policy", "explain", str(bundle), "--team", "web").stdout
    assert "policy strict" not in other
    assert run("policy", "explain", str(bundle)).stdout.startswith("for team default")


def test_what_weakens_is_said(run: Any, bundle: Path) -> None:
    (bundle / "attachments.yaml").write_text(ATTACHED + "  - {policy: annotate, teams: [labs], unsafe_replace: true}\n")
    assert (
        "warning: attachments.yaml:4: unsafe_replace: annotate leaves out" in run("policy", "check", str(bundle)).stderr
    )


def test_the_configurations_policies_are_explained(run: Any, folder: Path, bundle: Path) -> None:
    (folder / "config.yaml").write_text("policy: {bundle: policies}\n")
    assert "attachments that match" in run("policy", "explain", "--team", "web").stdout
    (folder / "config.yaml").write_text("policy: {default: strict}\n")
    assert run("policy", "explain").stdout.startswith("policy strict@")


def test_a_simulation_tells_what_would_be_otherwise(run: Any, record: Any, folder: Path) -> None:
    ref = record()
    record(
        [
            (Kind.BLOCK_DECISION, {**DECIDED, "action": "allow", "findings": [], "statuses": []}),
            (Kind.EXCHANGE_CLOSE, CLOSED),
        ]
    )
    (folder / "own.yaml").write_text("name: own\nrules:\n  - match: {cwe: CWE-89}\n    action: annotate\n")
    done = run("policy", "simulate", "--policy", "own.yaml", "--since", "1d")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "reject:    0 of 2 completions with code, was 1",
        "redact:    0 of 2 completions with code, was 0",
        "annotate:  1 (50.00%) of 2 completions with code, was 0",
        "milder:",
        "  annotate strict.yaml:11                               1 blocks, 1 team",
        f"  {ref} payments: reject -> annotate by strict.yaml:11 (own.yaml:3)",
    ]
    told = json.loads(run("policy", "simulate", "--policy", "own.yaml", "--json").stdout)
    assert (told["exchanges"], told["before"], told["after"]) == (
        2,
        {"reject": 1, "allow": 1},
        {"annotate": 1, "allow": 1},
    )
    assert told["changes"][0] | {"ref": ""} == {
        "ref": "", "team": "payments", "before": "reject", "after": "annotate", "rule": "strict.yaml:11", "decided_by": "own.yaml:3",
    }  # fmt: skip


def test_many_changes_are_cut_and_a_cut_block_is_said(run: Any, record: Any) -> None:
    block = {**DECIDED, "closed": False}
    record([(Kind.BLOCK_DECISION, {**block, "block": number}) for number in range(25)])
    lines = run("policy", "simulate", "--policy", "annotate", "--enforce", "--team", "payments").stdout.splitlines()
    assert "  ... and 5 more (--json lists them)" in lines
    assert lines[-1].startswith("note: 25 blocks ended at a rejected statement")


@pytest.mark.parametrize(
    ("text", "since"),
    [("30d", "2026-05-01T12:00:00Z"), ("90m", "2026-05-31T10:30:00Z"), ("2w", "2026-05-17T12:00:00Z"),
     ("2026-05-01", "2026-05-01T00:00:00Z"), ("2026-05-01T02:00:00+02:00", "2026-05-01T00:00:00Z")],
)  # fmt: skip
def test_a_time_is_an_age_or_a_date(text: str, since: str) -> None:
    assert since_of(text, datetime(2026, 5, 31, 12, tzinfo=UTC)) == since


@pytest.mark.parametrize("text", ["soon", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"])
def test_a_time_that_is_none_is_refused(run: Any, text: str) -> None:
    with pytest.raises(typer.BadParameter, match="neither an age"):
        since_of(text, datetime(2026, 5, 31, tzinfo=UTC))
    assert run("policy", "simulate", "--policy", "strict", "--since", "0d").exit_code == 2


def test_two_policies_are_compared(run: Any, folder: Path) -> None:
    (folder / "own.yaml").write_text(
        "name: own\nextends: baseline\nrules:\n  - match: {rule: bandit.B101}\n    action: reject\n"
    )
    done = run("policy", "diff", "baseline", "own.yaml")
    assert done.exit_code == 1
    assert (
        "allow -> reject: 1 rules: bandit.B101" in done.stdout
        or "annotate -> reject: 1 rules: bandit.B101" in done.stdout
    )
    assert "+ own: reject: rule bandit.B101" in done.stdout
    same = run("policy", "diff", "strict", "strict")
    assert (same.exit_code, same.stdout) == (0, "no difference\n")


def test_cases_are_run_and_their_failure_is_the_exit_code(run: Any, folder: Path, scanners: Any) -> None:
    path = folder / "own.test.yaml"
    path.write_text("policy: baseline\ncases: [{name: n, language: python, code: 'x = 1', expect: {action: allow}}]\n")
    good = run("policy", "test", str(path))
    assert (good.exit_code, good.stdout) == (0, "PASS 1  FAIL 0  (1 of the cases say what must not happen)\n")
    path.write_text(
        "policy: baseline\ncases: [{name: n, language: python, code: 'x = 1', no_expect: {action: allow}}]\n"
    )
    bad = run("policy", "test", str(folder))
    assert (bad.exit_code, bad.stdout.splitlines()[1]) == (1, "      must not be allow")


def test_why_tells_what_was_attached_and_monitored(run: Any, record: Any) -> None:
    finding = {**DECIDED["findings"][0], "monitored": "reject", "monitored_by": "strict.yaml:4"}  # type: ignore[index]
    block = {
        **DECIDED,
        "findings": [finding],
        "statuses": [{"rule": "on_truncated", "action": "annotate", "status": "", "engine": ""}],
    }
    said = run(
        "why", record([(Kind.BLOCK_DECISION, block)], attachments=["baseline", "canary"], repository="acme/x")
    ).stdout
    assert "attached  baseline, canary  (repository acme/x)" in said
    assert "-> annotate (strict.yaml:20), monitored: reject (strict.yaml:4)" in said
    assert "status    block truncated  -> annotate (on_truncated)" in said


def test_policies_are_signed_and_checked(run: Any, bundle: Path, folder: Path) -> None:
    key = Ed25519PrivateKey.generate()
    secret, public = folder / "release.pem", folder / "release.pub"
    locked = BestAvailableEncryption(b"open sesame")
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    signed = run("policy", "sign", str(bundle), "--key", str(secret), stdin=b"open sesame\n")
    name = key_id(key.public_key())
    assert signed.stdout.strip().splitlines() == [f"signed: 1 files as number 1 with key {name}", "  attachments.yaml"]
    again = run("policy", "sign", str(bundle), "--key", str(secret), stdin=b"open sesame\n")
    assert "as number 2 with" in again.stdout
    checked = run("policy", "check", str(bundle), "--signed-by", str(public))
    assert checked.stdout.startswith(f"ok: signed as number 2 with key {name}, 20")
    (folder / "config.yaml").write_text(
        f"policy: {{bundle: {json.dumps(str(bundle))}, signed_by: [{json.dumps(str(public))}]}}\n"
    )
    assert run("policy", "explain", "--team", "web").exit_code == 0
    (bundle / "attachments.yaml").write_text("attachments:\n  - policy: annotate\n")
    for refused in (
        run("policy", "check", str(bundle), "--signed-by", str(public)),
        run("policy", "explain", "--team", "web"),
        run("scan", "--team", "web", str(public)),
    ):
        assert "attachments.yaml was changed" in refused.error.message
    assert run("policy", "check", str(bundle)).exit_code == 0
    (bundle / "attachments.yaml").write_text("attachments: 7\n")
    broken = run("policy", "sign", str(bundle), "--key", str(secret), stdin=b"open sesame\n")
    assert "`attachments` is a list" in broken.error.message
