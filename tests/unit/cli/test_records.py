"""`codeward why` and `codeward audit`."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from proxy.audit.record import Kind
from tests.unit.cli.conftest import DECIDED

BLOCK = {"block": 2, "channel": "content", "choice": 0, "origin": "fence", "language": None, "path": None}


def test_why_tells_the_whole_story(run: Any, record: Any) -> None:
    ref = record()
    done = run("why", ref.lower())
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert lines[0].startswith(f"{ref}  ")
    assert lines[0].endswith("key key-1 (team payments)  gpt\\u202e -> direct  /v1/chat/completions stream")
    assert lines[1:-1] == [
        "decision  REJECT by strict@abc",
        "block     1 reject  python  fence in content, 40 chars",
        "finding   bandit.B608 high CWE-89  line 9  engine bandit  confidence medium, late  -> annotate (strict.yaml:20)",
        "status    secrets timed_out  -> reject (strict.yaml:11)",
        "scanned   bandit 1.9 complete 12/12 lines 41.0 ms",
        "delivered 412 of 1204 chars, 1 of 2 blocks decided, finish stop, the client went away",
        "error     upstream_timeout (provider HTTP 200)",
        "dropped   audio.data",
        f'waiver    codeward waiver request {ref} --rule bandit.B608 --reason REASON --text "WHY"',
    ]
    assert lines[-1].startswith("audit     chain ")


def test_why_tells_of_guidance_repair_and_review(run: Any, record: Any) -> None:
    repair = {
        "attempt": 1, "outcome": "repaired", "rules": ["bandit.B602"], "before_sha256": "0" * 64, "after_sha256": "1" * 64,
        "tokens_in": 152, "tokens_out": 108, "duration_ms": 12,
    }  # fmt: skip
    decided = {**DECIDED, "findings": [], "statuses": [], "attention": ["file uploads"], "action": "allow"}
    ref = record([(Kind.BLOCK_REPAIR, {**BLOCK, **repair}), (Kind.BLOCK_DECISION, decided)], guidance="39d76841")
    lines = run("why", ref).stdout.splitlines()
    assert "guidance  version 39d76841 stood in the system prompt" in lines
    assert "repair    block 2 attempt 1 for bandit.B602: repaired, 152+108 tokens, 12 ms" in lines
    assert "review    by hand: file uploads" in lines
    assert not any(line.startswith("waiver") for line in lines)


def test_why_says_what_is_unknown(run: Any, record: Any) -> None:
    ref = record([(Kind.BLOCK_OPEN, BLOCK)], mode="monitor", stream=False)
    lines = run("why", ref).stdout.splitlines()
    assert lines[0].endswith("whole")
    assert lines[1].startswith("decision  unknown: the record was never closed")
    assert lines[1].endswith(", monitor: recorded, not acted on")
    assert lines[2] == "block     2 opened and not decided  unknown language"


def test_why_as_json_gives_the_records(run: Any, record: Any) -> None:
    ref = record()
    kinds = [json.loads(line)["kind"] for line in run("why", ref, "--json").stdout.splitlines()]
    assert kinds == ["exchange.open", "block.open", "block.decision", "exchange.close"]


def test_why_of_an_unknown_ref(run: Any, record: Any) -> None:
    record([])
    done = run("why", "ZZZZZZ")
    assert done.exit_code == 1
    assert "no exchange has the ref 'ZZZZZZ'" in done.stderr


def test_without_records_the_folder_is_named(run: Any) -> None:
    assert "There are no records in 'data'" in run("why", "ZZZZZZ").message


def test_tail_shows_the_last_records_fit_to_print(run: Any, record: Any) -> None:
    record()
    lines = run("audit", "tail", "-n", "4").stdout.splitlines()
    assert [line.split()[2] for line in lines] == ["exchange.open", "block.open", "block.decision", "exchange.close"]
    assert "\x1b" not in lines[0]
    assert lines[2].endswith("...")


def test_tail_follows(run: Any, record: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    record([])
    naps = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) > 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", nap)
    done = run("audit", "tail", "-n", "1", "--follow")
    assert len(done.stdout.splitlines()) == 1
    assert len(naps) == 2


def test_verify_says_intact(run: Any, record: Any) -> None:
    record()
    done = run("audit", "verify")
    assert (done.exit_code, done.stdout) == (0, "intact: 5 records in 1 chains\n")


def test_verify_names_the_first_bad_record(run: Any, record: Any, folder: Path) -> None:
    record()
    with contextlib.closing(sqlite3.connect(folder / "data" / "audit.sqlite")) as db, db:
        db.execute("UPDATE record SET body = replace(body, 'payments', 'paymentz') WHERE seq = 2")
    db.close()
    done = run("audit", "verify")
    assert done.exit_code == 1
    assert done.stdout.startswith("TAMPERED: modified at ")
    assert "seq 2" in done.stdout


def test_an_export_verifies_too(run: Any, record: Any, folder: Path) -> None:
    record()
    (folder / "out.jsonl").write_text(run("audit", "export").stdout, "utf-8")
    assert run("audit", "verify", "--export", "out.jsonl").stdout == "intact: 5 records in 1 chains\n"
    (folder / "bad.jsonl").write_text("{}\n", "utf-8")
    assert run("audit", "verify", "--export", "bad.jsonl").exit_code == 1


def test_verify_without_records_cannot_tell(run: Any) -> None:
    done = run("audit", "verify")
    assert done.exit_code == 2
    assert "cannot verify" in done.stderr


def test_verify_of_an_export_that_is_not_text(run: Any, record: Any, folder: Path) -> None:
    record([])
    (folder / "x.bin").write_bytes(b"\xff\xfe\xff")
    assert run("audit", "verify", "--export", "x.bin").exit_code == 2
