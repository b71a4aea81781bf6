"""Stand-ins for the rooms around an exchange: engines that find words, a provider without a socket, a sink that keeps what it gets."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from proxy.errors import ProxyError
from proxy.model import (
    Action,
    CodeBlock,
    Confidence,
    EngineRun,
    Finding,
    ScanReport,
    ScanStatus,
    Severity,
    Span,
    StatementReport,
    Unit,
    UnitReport,
)
from proxy.policy.schema import FAIL_DEFAULTS, Layer, Match, Policy, Rule

WORDS = {"EVIL": "reject", "LEAK": "redact", "TOKEN": "secret", "ODD": "annotate", "FINE": "allow"}
# One rule a word: what a line says is what the policy does with it.
POLICY = Policy(
    "words",
    "rev1",
    Layer(
        "words",
        "words.yaml",
        tuple(
            Rule(
                Match(category=(action.word, "secret") if action is Action.REDACT else (action.word,)),
                action,
                f"words.yaml:{at}",
            )
            for at, action in enumerate((Action.REJECT, Action.REDACT, Action.ANNOTATE), 1)
        ),
    ),
)


def with_fail(policy: Policy, **fail: Action) -> Policy:
    return replace(policy, fail={**FAIL_DEFAULTS, **fail})


def findings(text: str, *, start: int = 0, line: int = 1) -> tuple[Finding, ...]:
    places = sorted((found.start(), word) for word in WORDS for found in re.finditer(word, text))
    return tuple(finding(text, word, start=start, line=line, at=at) for at, word in places)


def finding(text: str, word: str, *, start: int = 0, line: int = 1, at: int = 0) -> Finding:
    at = text.index(word, at)
    row = text.count("\n", 0, at)
    span = Span(start + at, start + at + len(word), line + row, line + row)
    return Finding(
        f"words.{word.lower()}",
        "words",
        Severity.HIGH,
        Confidence.HIGH,
        ("CWE-1",),
        WORDS[word],
        span,
        "A planted word.",
        replacement="***" if word == "TOKEN" else None,
    )


class WordScanners:
    """A finding for each word of WORDS. TORN: not parseable alone; SLOW: the engine timed out; LATE: EVIL, but only in the whole."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.go.set()
        self.error: Exception | None = None
        self.asked: list[str] = []

    async def _wait(self, text: str) -> None:
        self.asked.append(text)
        await self.go.wait()
        if self.error is not None:
            raise self.error

    async def scan(self, block: CodeBlock) -> ScanReport:
        await self._wait(block.text)
        found = list(findings(block.text))
        if "LATE" in block.text:
            evil = replace(finding(block.text.replace("LATE", "EVIL", 1), "EVIL"), category="annotate", cwe=("CWE-2",))
            found.append(evil)
        return ScanReport(tuple(found), (_run(block.text),))

    async def scan_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        text = "".join(unit.text for unit in units)
        await self._wait(text)
        reports = tuple(
            UnitReport(findings(u.text, start=u.start, line=u.line), parsed="TORN" not in u.text) for u in units
        )
        return StatementReport(reports, state + b"*", (_run(text),))


def _run(text: str) -> EngineRun:
    lines = text.count("\n")
    return EngineRun("words", "1", ScanStatus.TIMED_OUT if "SLOW" in text else ScanStatus.COMPLETE, lines, lines, 1.5)


class Given:
    """An answer of these parts; an error among them is raised where it stands."""

    def __init__(self, parts: Iterable[bytes | ProxyError], *, streamed: bool = True, status: int = 200) -> None:
        self._parts = list(parts)
        self.streamed = streamed
        self.status = status

    async def chunks(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            if isinstance(part, ProxyError):
                raise part
            yield part
            await asyncio.sleep(0)


class GivenUpstream:
    """A provider that gives one answer, or raises before its head has come."""

    def __init__(self, answer: Given | Exception) -> None:
        self._answer = answer
        self.sent: list[tuple[bytes, bool, str | None]] = []
        self.closed = False

    @asynccontextmanager
    async def send(
        self, body: bytes, *, stream: bool, traceparent: str | None, wire: str, headers: Mapping[str, str]
    ) -> AsyncIterator[Given]:
        del wire, headers
        self.sent.append((body, stream, traceparent))
        if isinstance(self._answer, Exception):
            raise self._answer
        yield self._answer

    async def close(self) -> None:
        self.closed = True


class KeptSink:
    """Keeps the headers and every write."""

    def __init__(self) -> None:
        self.headers: dict[str, str] | None = None
        self.streamed = False
        self.writes: list[bytes] = []
        self.wrote = asyncio.Event()

    async def start(self, *, streamed: bool, headers: Sequence[tuple[str, str]]) -> None:
        self.headers, self.streamed = dict(headers), streamed

    async def write(self, body: bytes) -> None:
        self.writes.append(body)
        self.wrote.set()

    @property
    def body(self) -> bytes:
        return b"".join(self.writes)
