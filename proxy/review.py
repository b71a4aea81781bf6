"""From a question of the gate to its rulings: scan, evaluate, record durably, only then answer (promise I7).

One `Review` serves one exchange. It keeps a dossier a block: what was found in the statements that have left, so that the ruling on
the whole block adds only what is new. What only the whole block shows about lines that have left is a *late* finding.
Rules for this file: async, knows neither sockets nor protocols. Counterparts: gate.py asks, rewrite.py words the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from proxy.audit.record import Kind
from proxy.dossier import Dossier, decided, opened
from proxy.examination import Examination, Look, Scanners, Turns, examine
from proxy.excused import standing
from proxy.extract.anatomy import Premises
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
    Unit,
)
from proxy.notices import attention_text
from proxy.policy.attention import look_at
from proxy.policy.bundle import Terms
from proxy.policy.evaluate import evaluate, evaluate_findings
from proxy.policy.replay import HALF_EDIT
from proxy.policy.waivers import shape_of
from proxy.reasons import distinct, gone, hit_in, is_known, is_named, is_rejected, is_unseen, oversize, seen_in, told_in
from proxy.reminders import Share
from proxy.repairing import Repairs
from proxy.repeats import once
from proxy.rewrite import call_rejected_text, reason_text, redact

# Half of it would be worse than nothing: an editor inserts it, or it only means something as it came.
_APPLIED = frozenset({"edit", "patch", "xml_tool"})
_INDIVISIBLE = frozenset({"fim", "field"})
_CUT = frozenset({ScanStatus.TIMED_OUT, ScanStatus.FAILED, ScanStatus.OVERSIZE})


class Recorder(Protocol):
    """What is asked of the audit room: durable when it returns."""

    async def append(self, kind: Kind, body: dict[str, object]) -> object:
        """Append a record of this exchange."""


class Fingerprints(Protocol):
    """A keyed fingerprint of a finding, so that the same defect can be recognised without storing it."""

    def fingerprint(self, rule_id: str, text: str) -> str:
        """HMAC of rule and matched text."""


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
        terms: Terms,
        prints: Fingerprints,
        ref: str,
        public_url: str | None,
        premises: Premises | None = None,
        applied: bool = False,
        remind: Callable[[], Share] | None = None,
        repairs: Repairs | None = None,
    ) -> None:
        self._repairs = repairs
        self._remind = cache(remind) if remind is not None else None  # once a message, however many choices it has
        self._applied = applied  # the client applies every fence by itself
        self._premises = premises or Premises()
        self._scanners = Turns(scanners)
        self._recorder = recorder
        self._terms = terms
        self._prints = prints
        self.ref = ref
        self.public_url = public_url
        self.dossiers: dict[tuple[Channel, int], Dossier] = {}
        self.truncated = False
        self.remarks: Sequence[str] = ()  # on the request, for the notice
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
            if d.decision is not None and (noted := told_in(d.decision)).reasons
        ]

    @property
    def spent(self) -> tuple[int, int]:
        """Tokens in and out that repairs cost."""
        return self._repairs.spent if self._repairs is not None else (0, 0)

    def repaired(self, choice: int) -> list[tuple[int, tuple[Reason, ...]]]:
        """The blocks of a choice that were written again, with what stood against their first version."""
        had = [
            (d.block.number, d.had)
            for d in self.dossiers.values()
            if d.channel.choice == choice and d.had and d.decision
        ]
        return sorted(had, key=lambda entry: entry[0])

    def attended(self, choice: int) -> str:
        """What of a choice to review by hand, in words; empty where nothing is, or enough was said already."""
        decided = [d for d in self.dossiers.values() if d.channel.choice == choice and d.decision is not None]
        looks = [(d.block.number, d.look) for d in decided if d.look.topics and not is_rejected(d)]
        share = self._remind() if looks and self._remind is not None else Share.NONE
        if share is Share.NONE:
            return ""
        return attention_text(
            sorted(looks, key=lambda look: look[0]), seen_in(decided), ref=self.ref, full=share is Share.FULL
        )

    # -- statements

    async def _rule_units(self, dossier: Dossier, question: UnitsQuestion) -> Answer:
        if not dossier.opened:
            dossier.opened = True
            await self._recorder.append(Kind.BLOCK_OPEN, opened(dossier))
        report = await self._scanners.scan_units(dossier.block.language, question.units, question.state)
        if any(run.status in _CUT for run in report.engines):
            return Answer((Ruling(Verb.WAIT),), report.state)  # the whole-block scan says what the policy makes of it
        rulings: list[Ruling] = []
        for unit, seen in zip(question.units, report.units, strict=True):
            found = standing(seen.findings, dossier.block.beside, self._premises.facts)
            ruling = self._rule_unit(dossier, unit, found) if seen.parsed else Ruling(Verb.WAIT)
            if ruling.verb is Verb.WAIT:
                rulings.append(ruling)
                break
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
        if self._stood_before(unit.text):
            return Ruling(Verb.WAIT)  # whether the block is that file again, only the whole of it shows
        block = dossier.block
        findings = [self._printed(finding, unit.text, unit.start) for finding in found]
        policy = self._terms.at(block.path)
        decision = self._counted(evaluate_findings(policy, findings, language=block.language, path=block.path))
        dossier.findings.extend(findings)
        decision = once(decision, dossier.reasons)
        dossier.reasons.extend(decision.reasons)
        if decision.action is Action.REJECT:
            return Ruling(Verb.REJECT, self._reason(dossier, decision))
        if decision.action is Action.REDACT:
            hit = hit_in(decision, unit.start, len(unit.text))
            return Ruling(Verb.REPLACE, redact(unit.text, hit, language=block.language, ref=self.ref))
        return Ruling(Verb.KEEP)

    def _stood_before(self, text: str) -> bool:
        """A file that the request showed holds this very statement."""
        return any(text.strip() in file.text for file in self._premises.files().values())

    # -- whole blocks

    async def _rule_block(self, dossier: Dossier, question: BlockQuestion) -> Ruling:
        block = dossier.block
        if question.oversize:
            ruling = self._rule_plain(dossier, question, oversize())
            engines = oversize().engines
        else:
            seen = await examine(block, self._premises, self._scanners, dossier.channel.choice)
            if (
                self._repairs is not None
                and not question.rest_start
                and not self._is_cut(block)
                and block.origin != "fim"
            ):
                repaired = await self._repairs.repaired(dossier, seen, self._judge)
                if repaired is not None:
                    seen, dossier.block, dossier.had = repaired.seen, repaired.block, repaired.had
            engines = seen.engines
            if seen.plain:
                report = ScanReport(seen.looks[0].report.findings, engines)
                ruling = self._rule_plain(dossier, question, report)
            else:
                dossier.pieces = len(seen.anatomy.pieces)
                dossier.paths = tuple(dict.fromkeys(p.part.path for p in seen.anatomy.pieces if p.part.path))
                ruling = self._rule_pieces(dossier, question, seen)
        if dossier.had and ruling.verb is Verb.KEEP:
            ruling, block = Ruling(Verb.REPLACE, dossier.block.text), dossier.block
        dossier.chars = len(block.text)
        rest = block.text[question.rest_start :]
        dossier.released.append(rest if ruling.verb is Verb.KEEP else ruling.text)
        await self._decide(dossier, engines)
        return ruling

    def _rule_plain(self, dossier: Dossier, question: BlockQuestion, report: ScanReport) -> Ruling:
        """Rule on a block that is one text: what its statements showed is known, what they couldn't show is late."""
        block = dossier.block
        fresh = [
            replace(self._printed(finding, block.text, 0), late=finding.span.end_line < question.rest_line)
            for finding in report.findings
            if not is_known(finding, dossier.findings, question.rest_line)
        ]
        report = replace(report, findings=tuple(fresh))
        decision = self._with_half(self._evaluate(report, block, truncated=self._is_cut(block)), block)
        dossier.findings.extend(fresh)
        dossier.reasons.extend(decision.reasons)
        if self._terms.whole.mode is Mode.MONITOR or decision.action < Action.REDACT:
            return Ruling(Verb.KEEP)
        if decision.action is Action.REDACT and not is_unseen(decision) and not question.oversize:
            rest = block.text[question.rest_start :]
            hit = hit_in(decision, question.rest_start, len(rest))
            return self._replaced(dossier, redact(rest, hit, language=block.language, ref=self.ref), decision)
        return self._refused(dossier, decision)

    def _rule_pieces(self, dossier: Dossier, question: BlockQuestion, seen: Examination) -> Ruling:
        """Rule on a block whose code stands in forms of its own: each piece by its language and path, the block as a whole."""
        texts: dict[int, str] = {}
        reasons: list[Reason] = []
        lost: set[str] = set()  # words that may not leave
        for look in seen.looks:
            found = tuple(self._printed(finding, look.block.text, 0) for finding in look.report.findings)
            decision = self._evaluate(replace(look.report, findings=found), look.block)
            path, language = look.block.path or "", look.block.language or ""
            reasons.extend(replace(reason, path=path, language=language) for reason in decision.reasons)
            lost |= gone(decision, look.block.text)
            if decision.action is Action.REDACT and look.at is not None and not is_unseen(decision):
                texts[look.at] = self._redacted(look, decision)
        block = dossier.block
        last = self._evaluate(seen.reader, block, truncated=self._is_cut(block))
        reasons.extend(self._with_half(last, block).reasons)
        # A file may be named after what mustn't leave; it stands in the edit's headers, where it was found.
        reasons = [replace(reason, path="") if is_named(reason.path, lost) else reason for reason in reasons]
        dossier.paths = tuple(path for path in dossier.paths if not is_named(path, lost))
        decision = Decision(max((r.action for r in reasons), default=Action.ALLOW), distinct(reasons))
        dossier.reasons.extend(decision.reasons)
        dossier.findings.extend(r.finding for r in decision.reasons if r.finding is not None)
        if self._terms.whole.mode is Mode.MONITOR or decision.action < Action.REDACT:
            return Ruling(Verb.KEEP)
        if (
            decision.action is Action.REDACT
            and not question.rest_start
            and not is_unseen(decision)
            and all(texts.values())
        ):
            text = seen.anatomy.rewritten(texts) if dossier.block.origin not in _INDIVISIBLE else None
            if text is not None:
                return self._replaced(dossier, text, decision)
        return self._refused(dossier, decision)

    def policy_name(self, dossier: Dossier) -> str:
        """The name of the policy that a block is decided by, for messages and records."""
        return self._terms.at(dossier.block.path).name

    def _evaluate(self, report: ScanReport, block: CodeBlock, *, truncated: bool = False) -> Decision:
        return self._counted(evaluate(self._terms.at(block.path), report, block, truncated=truncated))

    def _judge(self, report: ScanReport, block: CodeBlock) -> Decision:
        """What would be decided on a text, waivers and all."""
        printed = tuple(self._printed(finding, block.text, 0) for finding in report.findings)
        return self._evaluate(replace(report, findings=printed), block)

    def _counted(self, decision: Decision) -> Decision:
        """A decision as it counts: where only a part of a request's blocks is monitored, nothing is done to that part."""
        if decision.mode is self._terms.whole.mode:
            return decision
        reasons = tuple(
            replace(r, action=Action.ALLOW, monitored=max(r.action, r.monitored), monitored_by=r.rule)
            for r in decision.reasons
        )
        return replace(decision, action=Action.ALLOW, reasons=reasons, mode=self._terms.whole.mode)

    def _is_cut(self, block: CodeBlock) -> bool:
        return self.truncated and not block.closed

    def _with_half(self, decision: Decision, block: CodeBlock) -> Decision:
        """The decision, which is to reject where the client would apply the half of an edit that a dead provider left."""
        applies = self._applied or block.path is not None or block.origin in _APPLIED
        if not (self._is_cut(block) and applies):
            return decision
        reasons = tuple(
            replace(r, action=Action.REJECT, rule=HALF_EDIT) if r.rule == "on_truncated" else r
            for r in decision.reasons
        )
        return replace(decision, action=Action.REJECT, reasons=reasons)

    def _redacted(self, look: Look, decision: Decision) -> str:
        """What the suggestion itself says of a piece, redacted; empty where what must go can't be found in it."""
        if look.shown == look.block.text:
            hit = hit_in(decision, 0, len(look.shown))
            return redact(look.shown, hit, language=look.block.language, ref=self.ref)
        hit = []
        for finding in hit_in(decision, 0, len(look.block.text)):
            at = look.shown.find(look.block.text[finding.span.start : finding.span.end])
            if at < 0:
                return ""
            length = finding.span.end - finding.span.start
            line = look.shown.count("\n", 0, at) + 1
            hit.append(
                replace(finding, span=Span(at, at + length, line, line + look.shown.count("\n", at, at + length)))
            )
        return redact(look.shown, hit, language=look.block.language, ref=self.ref)

    def _replaced(self, dossier: Dossier, text: str, decision: Decision) -> Ruling:
        if dossier.block.origin in _INDIVISIBLE:
            return self._refused(dossier, decision)
        return Ruling(Verb.REPLACE, text)

    def _refused(self, dossier: Dossier, decision: Decision) -> Ruling:
        if dossier.channel.kind is ChannelKind.WHOLE:
            self.rejected.add(dossier.channel.choice)
            self.refused[dossier.channel] = self._call_reason(dossier, decision)
            return Ruling(Verb.REJECT)
        return Ruling(Verb.REJECT, self._reason(dossier, decision))

    # -- words and records

    def _reason(self, dossier: Dossier, decision: Decision) -> str:
        self.rejected.add(dossier.channel.choice)
        return reason_text(
            decision,
            block=dossier.block.number,
            ref=self.ref,
            policy=self.policy_name(dossier),
            public_url=self.public_url,
        )

    def _call_reason(self, dossier: Dossier, decision: Decision) -> str:
        return call_rejected_text(
            dossier.block.info or dossier.channel.field,
            decision,
            ref=self.ref,
            policy=self.policy_name(dossier),
            public_url=self.public_url,
        )

    def _printed(self, finding: Finding, text: str, start: int) -> Finding:
        span = finding.span
        matched = text[max(0, span.start - start) : max(0, span.end - start)]
        told, shape = (self._prints.fingerprint(finding.rule_id, each) for each in (matched, shape_of(matched)))
        return replace(finding, fingerprint=told, pattern=shape)

    async def _decide(self, dossier: Dossier, engines: tuple[EngineRun, ...]) -> None:
        """Close the dossier and record the decision with the hash of what the client will have of the block."""
        action = max((reason.action for reason in dossier.reasons), default=Action.ALLOW)
        policy = self._terms.whole
        dossier.engines = engines
        dossier.decision = Decision(
            action, tuple(dossier.reasons), self.policy_name(dossier), policy.revision, policy.mode
        )
        if self._remind is not None:
            dossier.look = look_at(dossier.block.text)
        await self._recorder.append(Kind.BLOCK_DECISION, decided(dossier))
