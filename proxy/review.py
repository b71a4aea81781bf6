"""From a question of the gate to its rulings: scan, evaluate, record durably, only then answer (promise I7).

One `Review` serves one exchange. It keeps a dossier a block: what was found in the statements that have left, so that the ruling on
the whole block adds only what is new. What only the whole block shows about lines that have left is a *late* finding.
Rules for this file: async, knows neither sockets nor protocols. Counterparts: gate.py asks, rewrite.py words the answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from proxy.audit.record import Kind
from proxy.gate import Ask
from proxy.holding import BlockQuestion, Ruling, UnitsQuestion, Verb
from proxy.model import (
    Action,
    Channel,
    ChannelKind,
    CodeBlock,
    Decision,
    EngineRun,
    Finding,
    Mode,
    Reason,
    ScanReport,
    ScanStatus,
    Span,
    StatementReport,
    Unit,
)
from proxy.policy.evaluate import evaluate, evaluate_findings
from proxy.policy.schema import Policy
from proxy.rewrite import call_rejected_text, reason_text, redact
from proxy.wire.json import loads

_CUT = frozenset({ScanStatus.TIMED_OUT, ScanStatus.FAILED, ScanStatus.OVERSIZE})


class Scanners(Protocol):
    """What is asked of the scan room."""

    async def scan(self, block: CodeBlock) -> ScanReport:
        """Look at a whole block."""

    async def scan_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        """Look at statements in order."""


class Recorder(Protocol):
    """What is asked of the audit room: durable when it returns."""

    async def append(self, kind: Kind, body: dict[str, object]) -> object:
        """Append a record of this exchange."""


class Fingerprints(Protocol):
    """A keyed fingerprint of a finding, so that the same defect can be recognised without storing it."""

    def fingerprint(self, rule_id: str, text: str) -> str:
        """HMAC of rule and matched text."""


@dataclass(slots=True)
class Dossier:
    """What is known of one block so far."""

    block: CodeBlock
    channel: Channel
    findings: list[Finding] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    engines: tuple[EngineRun, ...] = ()
    released: list[str] = field(default_factory=list)  # the code as the client gets it
    lines: int = 0  # of the statements ruled on, blank ones aside
    chars: int = 0
    opened: bool = False
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The rulings on a question, and the scanners' state after its units."""

    rulings: tuple[Ruling, ...]
    state: bytes = b""


class Review:
    """See the module's docstring. `ref` names the exchange in messages and records."""

    def __init__(
        self,
        *,
        scanners: Scanners,
        recorder: Recorder,
        policy: Policy,
        prints: Fingerprints,
        ref: str,
        public_url: str | None,
    ) -> None:
        self._scanners = scanners
        self._recorder = recorder
        self._policy = policy
        self._prints = prints
        self.ref = ref
        self.public_url = public_url
        self.dossiers: dict[tuple[Channel, int], Dossier] = {}
        self.truncated = False
        self.refused: dict[Channel, str] = {}  # calls that were rejected, with the reason
        self.rejected: set[int] = set()  # choices something was rejected in

    async def answer(self, ask: Ask) -> Answer:
        """Rule on a question of the gate. Raises AuditUnavailable where nothing can be recorded."""
        key = (ask.channel, ask.block.number)
        dossier = self.dossiers.get(key)
        if dossier is None:
            dossier = self.dossiers[key] = Dossier(ask.block, ask.channel)
        dossier.block = ask.block
        if isinstance(ask.question, UnitsQuestion):
            dossier.block = replace(ask.block, closed=False)  # whether its end has come by now is a matter of timing
            return await self._rule_units(dossier, ask.question)
        return Answer((await self._rule_block(dossier, ask.question),))

    def noted(self, choice: int) -> list[tuple[int, Decision]]:
        """The decisions of a choice that its notice must name, in order."""
        decided = [d for d in self.dossiers.values() if d.channel.choice == choice and d.decision is not None]
        return [
            (d.block.number, noted)
            for d in sorted(decided, key=lambda d: (d.channel.field, d.block.number))
            if d.decision is not None and (noted := _annotations(d.decision)).reasons
        ]

    # -- statements

    async def _rule_units(self, dossier: Dossier, question: UnitsQuestion) -> Answer:
        if not dossier.opened:
            dossier.opened = True
            await self._recorder.append(Kind.BLOCK_OPEN, _opened(dossier))
        report = await self._scanners.scan_units(dossier.block.language, question.units, question.state)
        if any(run.status in _CUT for run in report.engines):
            return Answer((Ruling(Verb.WAIT),), report.state)  # the whole-block scan says what the policy makes of it
        rulings: list[Ruling] = []
        for unit, seen in zip(question.units, report.units, strict=True):
            if not seen.parsed:
                rulings.append(Ruling(Verb.WAIT))
                break
            ruling = self._rule_unit(dossier, unit, seen.findings)
            dossier.lines += sum(bool(line.strip()) for line in unit.text.split("\n"))
            dossier.chars += len(unit.text)
            rulings.append(ruling)
            dossier.released.append(unit.text if ruling.verb is Verb.KEEP else ruling.text)
            if ruling.verb is Verb.REJECT:
                # What was looked at ends with this statement, however many came in one batch with it.
                seen_runs = (
                    run._replace(lines_scanned=dossier.lines, lines_total=dossier.lines) for run in report.engines
                )
                await self._decide(dossier, tuple(seen_runs))
                break
        return Answer(tuple(rulings), report.state)

    def _rule_unit(self, dossier: Dossier, unit: Unit, found: Sequence[Finding]) -> Ruling:
        if not found:
            return Ruling(Verb.KEEP)
        block = dossier.block
        findings = [self._printed(finding, unit.text, unit.start) for finding in found]
        decision = evaluate_findings(self._policy, findings, language=block.language, path=block.path)
        dossier.findings.extend(findings)
        dossier.reasons.extend(decision.reasons)
        if decision.action is Action.REJECT:
            return Ruling(Verb.REJECT, self._reason(dossier, decision))
        if decision.action is Action.REDACT:
            hit = _hit(decision, unit.start, len(unit.text))
            return Ruling(Verb.REPLACE, redact(unit.text, hit, language=block.language, ref=self.ref))
        return Ruling(Verb.KEEP)

    # -- whole blocks

    async def _rule_block(self, dossier: Dossier, question: BlockQuestion) -> Ruling:
        block = dossier.block
        report = _oversize() if question.oversize else await self._scanners.scan(block)
        fresh = [
            replace(self._printed(finding, block.text, 0), late=finding.span.end_line < question.rest_line)
            for finding in report.findings
            if not _known(finding, dossier.findings, question.rest_line)
        ]
        report = replace(report, findings=tuple(fresh))
        decision = evaluate(self._policy, report, block, truncated=self.truncated and not block.closed)
        dossier.findings.extend(fresh)
        dossier.reasons.extend(decision.reasons)
        ruling = self._rest_ruling(dossier, question, decision)
        rest = block.text[question.rest_start :]
        dossier.chars = len(block.text)
        dossier.released.append(rest if ruling.verb is Verb.KEEP else ruling.text)
        await self._decide(dossier, report.engines)
        return ruling

    def _rest_ruling(self, dossier: Dossier, question: BlockQuestion, decision: Decision) -> Ruling:
        if self._policy.mode is Mode.MONITOR or decision.action < Action.REDACT:
            return Ruling(Verb.KEEP)
        unseen = any(reason.finding is None and reason.action is Action.REDACT for reason in decision.reasons)
        rest = dossier.block.text[question.rest_start :]
        if decision.action is Action.REDACT and not unseen and not question.oversize:
            hit = _hit(decision, question.rest_start, len(rest))
            text = redact(rest, hit, language=dossier.block.language, ref=self.ref)
            if dossier.channel.kind is ChannelKind.TEXT or _is_json(text):
                return Ruling(Verb.REPLACE, text)
        if dossier.channel.kind is ChannelKind.WHOLE:
            self.rejected.add(dossier.channel.choice)
            self.refused[dossier.channel] = self._call_reason(dossier, decision)
            return Ruling(Verb.REJECT)
        return Ruling(Verb.REJECT, self._reason(dossier, decision))

    # -- words and records

    def _reason(self, dossier: Dossier, decision: Decision) -> str:
        self.rejected.add(dossier.channel.choice)
        return reason_text(
            decision, block=dossier.block.number, ref=self.ref, policy=self._policy.name, public_url=self.public_url
        )

    def _call_reason(self, dossier: Dossier, decision: Decision) -> str:
        return call_rejected_text(
            dossier.channel.field, decision, ref=self.ref, policy=self._policy.name, public_url=self.public_url
        )

    def _printed(self, finding: Finding, text: str, start: int) -> Finding:
        span = finding.span
        matched = text[max(0, span.start - start) : max(0, span.end - start)]
        return replace(finding, fingerprint=self._prints.fingerprint(finding.rule_id, matched))

    async def _decide(self, dossier: Dossier, engines: tuple[EngineRun, ...]) -> None:
        """Close the dossier and record the decision with the hash of what the client will have of the block."""
        action = max((reason.action for reason in dossier.reasons), default=Action.ALLOW)
        policy = self._policy
        dossier.engines = engines
        dossier.decision = Decision(action, tuple(dossier.reasons), policy.name, policy.revision, policy.mode)
        await self._recorder.append(Kind.BLOCK_DECISION, _decided(dossier))


def _annotations(decision: Decision) -> Decision:
    """What of a decision the notice names: annotations and redactions; a rejection has said its own."""
    reasons = tuple(r for r in decision.reasons if r.action in {Action.ANNOTATE, Action.REDACT})
    if decision.action is Action.REJECT:
        reasons = tuple(r for r in reasons if r.action is Action.REDACT)
    return replace(decision, reasons=reasons)


def _hit(decision: Decision, start: int, length: int) -> list[Finding]:
    """The findings to redact, their spans moved into the text that is still here and cut to it."""
    moved = []
    for reason in decision.reasons:
        finding = reason.finding
        if finding is None or reason.action is not Action.REDACT or finding.late:
            continue
        span = finding.span
        inside = Span(
            min(max(0, span.start - start), length),
            min(max(0, span.end - start), length),
            span.line,
            span.end_line,
            span.column,
        )
        moved.append(replace(finding, span=inside))
    return moved


def _known(finding: Finding, before: Sequence[Finding], rest_line: int) -> bool:
    """The statements that have left already showed this: the same rule or kind of defect on the same lines."""
    if finding.span.end_line >= rest_line:
        return False  # it ends in what is still held, so no statement that has left was all of it
    return any(
        (known.rule_id == finding.rule_id or known.category == finding.category or set(known.cwe) & set(finding.cwe))
        and known.span.line <= finding.span.end_line
        and finding.span.line <= known.span.end_line
        for known in before
    )


def _oversize() -> ScanReport:
    return ScanReport(
        engines=(EngineRun("all", "", ScanStatus.OVERSIZE, detail="the block passed scan.max_block_bytes"),)
    )


def _is_json(text: str) -> bool:
    try:
        loads(text)
    except ValueError:
        return False
    return True


def _opened(dossier: Dossier) -> dict[str, object]:
    block = dossier.block
    return {
        "block": block.number,
        "channel": dossier.channel.field,
        "choice": dossier.channel.choice,
        "origin": block.origin,
        "language": block.language,
        "path": block.path,
    }


def _decided(dossier: Dossier) -> dict[str, object]:
    decision, block = dossier.decision, dossier.block
    if decision is None:  # pragma: no cover - _decide sets it before it asks for the body
        return {}
    return {
        **_opened(dossier),
        "closed": block.closed,
        "action": decision.action.word,
        "mode": decision.mode.value,
        "policy": decision.policy,
        "revision": decision.revision,
        "chars": dossier.chars,
        "released_sha256": hashlib.sha256("".join(dossier.released).encode("utf-8", "replace")).hexdigest(),
        "findings": [_finding(reason) for reason in decision.reasons if reason.finding is not None],
        "statuses": [
            {"rule": reason.rule, "action": reason.action.word, "status": reason.status.value, "engine": reason.engine}
            for reason in decision.reasons
            if reason.status is not None
        ],
        "engines": [
            {
                "engine": run.engine,
                "version": run.version,
                "status": run.status.value,
                "lines_scanned": run.lines_scanned,
                "lines_total": run.lines_total,
                "duration_us": round(run.duration_ms * 1000),
                "detail": run.detail,
            }
            for run in dossier.engines
        ],
    }


def _finding(reason: Reason) -> dict[str, object]:
    finding = reason.finding
    if finding is None:  # pragma: no cover - the caller filtered
        return {}
    return {
        "rule": finding.rule_id,
        "engine": finding.engine,
        "severity": finding.severity.word,
        "confidence": finding.confidence.word,
        "cwe": list(finding.cwe),
        "category": finding.category,
        "line": finding.span.line,
        "end_line": finding.span.end_line,
        "fingerprint": finding.fingerprint,
        "late": finding.late,
        "action": reason.action.word,
        "decided_by": reason.rule,
    }
