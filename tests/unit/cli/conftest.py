"""A command line in a folder of its own, and scan workers that need no processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from proxy.audit.record import Kind
from proxy.audit.store import AuditStore
from proxy.cli import verdicts
from proxy.cli.app import app
from proxy.errors import ProxyError, ScanUnavailable
from proxy.keyring import Keyring
from proxy.model import CodeBlock, Confidence, EngineRun, Finding, ScanReport, ScanStatus, Severity, Span


class FakeRunner:
    """Finds `BAD` (high, unless a module `bad` is known) and `SECRET` (a secret), and doesn't get to look at `SLOW`."""

    engines = (("bandit", "1.0"), ("secrets", "2.0"))
    ready = True
    refuses = False

    async def start(self) -> None:
        if self.refuses:
            message = "Not scanned: no worker comes up."
            raise ScanUnavailable(message)

    async def stop(self) -> None:
        return

    async def scan(self, block: CodeBlock) -> ScanReport:
        status = ScanStatus.TIMED_OUT if "SLOW" in block.text else ScanStatus.COMPLETE
        found = []
        for at, line in enumerate(block.text.split("\n"), 1):
            start = sum(len(before) + 1 for before in block.text.split("\n")[: at - 1])
            found.extend(
                made(word, Span(start + column, start + column + len(word), at, at, column))
                for word in ("BAD", "SECRET")
                if (column := line.find(word)) >= 0
            )
        return ScanReport(tuple(found), (EngineRun("bandit", "1.0", status, 1, 1),))


def made(word: str, span: Span) -> Finding:
    if word == "BAD":
        return Finding(
            "bandit.B602", "bandit", Severity.HIGH, Confidence.HIGH, ("CWE-78",), "injection", span,
            "command injection", "run([...])\n# two lines", "https://cwe.mitre.org/data/definitions/78.html",
            unless=("own pypi bad",),
        )  # fmt: skip
    return Finding(
        "secrets.token", "secrets", Severity.HIGH, Confidence.MEDIUM, ("CWE-798",), "secret", span, "a key in the code"
    )


class Outcome:
    """What a command did."""

    def __init__(self, exit_code: int, stdout: str, stderr: str, error: BaseException | None) -> None:
        self.exit_code = exit_code
        self.stdout = stdout
        self.stderr = stderr
        self.error = error

    @property
    def message(self) -> str:
        """The ProxyError that proxy/__main__.py words."""
        assert isinstance(self.error, ProxyError), self.error
        return self.error.message


Run = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, empty; caches go there too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command; `stdin` is what is piped into it."""

    def _run(*arguments: str, stdin: bytes | None = None) -> Outcome:
        done = CliRunner().invoke(app, list(arguments), input=stdin)
        error = None if isinstance(done.exception, SystemExit) else done.exception
        if error is not None and not isinstance(error, ProxyError):
            raise error
        return Outcome(done.exit_code, done.stdout, done.stderr, error)

    return _run


@pytest.fixture
def scanners(monkeypatch: pytest.MonkeyPatch) -> FakeRunner:
    """The fake workers in place of the real ones."""
    fake = FakeRunner()
    monkeypatch.setattr(verdicts, "runner_of", lambda _settings, *, workers=None: fake)
    return fake


BLOCK = {"block": 1, "channel": "content", "choice": 0, "origin": "fence", "language": "python", "path": None}
OPENED = {
    "request_id": "r1", "key_id": "key-1", "team": "payments", "organisation": "default", "route": "/v1/chat/completions",
    "client": "curl\x1b[2J", "stream": True, "model_requested": "gpt\u202e", "provider": "direct", "policy": "strict",
    "revision": "abc", "mode": "enforce",
}  # fmt: skip
DECIDED = {
    **BLOCK, "closed": True, "action": "reject", "mode": "enforce", "policy": "strict", "revision": "abc", "chars": 40,
    "released_sha256": "0" * 64,
    "findings": [
        {
            "rule": "bandit.B608", "engine": "bandit", "severity": "high", "confidence": "medium", "cwe": ["CWE-89"], "category": "injection",
            "line": 9, "end_line": 9, "fingerprint": "f" * 16, "late": True, "action": "annotate", "decided_by": "strict.yaml:20",
        }
    ],
    "statuses": [{"rule": "strict.yaml:11", "action": "reject", "status": "timed_out", "engine": "secrets"}],
    "engines": [
        {
            "engine": "bandit", "version": "1.9", "status": "complete", "lines_scanned": 12, "lines_total": 12, "duration_us": 41000,
            "detail": "",
        }
    ],
}  # fmt: skip
CLOSED = {
    "action": "reject", "blocks": 2, "blocks_decided": 1, "chars_total": 1204, "chars_delivered": 412, "delivered_sha256": "0" * 64,
    "finish_reason": "stop", "error": "upstream_timeout", "client_disconnected": True, "dropped_fields": ["audio.data"],
    "model_served": "gpt", "upstream_status": 200, "upstream_complete": False, "first_byte_ms": 1, "duration_ms": 2, "tokens_in": 1,
    "tokens_out": 2,
}  # fmt: skip


async def written(
    folder: Path, bodies: Sequence[tuple[Kind, Mapping[str, object]]], opened: Mapping[str, object] = OPENED
) -> str:
    """Write one exchange to the records of a folder's `data`; gives its ref."""
    data_dir = folder / "data"
    store = AuditStore.open(data_dir, Keyring.open(data_dir, {}))
    try:
        opening = await store.open_exchange(opened)
        for kind, body in bodies:
            await store.append(kind, body, exchange_id=opening.exchange_id, ref=opening.ref)
    finally:
        await store.close()
    return opening.ref


@pytest.fixture
def record(folder: Path) -> Callable[..., str]:
    """Writes an exchange with every kind of record, or those that are given; gives its ref."""

    def _record(bodies: Sequence[tuple[Kind, Mapping[str, object]]] | None = None, **opened: object) -> str:
        whole = ((Kind.BLOCK_OPEN, BLOCK), (Kind.BLOCK_DECISION, DECIDED), (Kind.EXCHANGE_CLOSE, CLOSED))
        return asyncio.run(written(folder, whole if bodies is None else bodies, {**OPENED, **opened}))

    return _record
