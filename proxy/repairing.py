"""Asking the model again for a block that would be held back, and taking what it writes only where it is clean and still the same task.

The new version goes the way of the first: taken apart, scanned, decided on. It is taken where nothing is said of it any more, every engine
that could read the first can read it, it is in the same language, keeps every name the first defines, and isn't mostly gone. Otherwise the
policy's action on the first version holds. Attempts, tokens and seconds are bounded by the policy.
Rules for this file: async, knows neither sockets nor protocols; a failure of the provider is a repair that failed, never an error of the
answer. Counterparts: review.py asks, exchange.py knows the model, wire/mending.py words the request.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from proxy.audit.record import Kind
from proxy.dossier import Dossier, opened
from proxy.errors import UpstreamError
from proxy.examination import Examination, Scanners, examine
from proxy.extract.anatomy import Premises
from proxy.extract.fences import Closed, Line, Markdown, Opened
from proxy.model import Action, CodeBlock, Decision, Finding, Reason, ScanReport, ScanStatus
from proxy.notices import plain
from proxy.policy.attention import defined_names
from proxy.policy.sections import Repair
from proxy.weaknesses import weakness
from proxy.wire.mending import mend_prompt

_LEAST_SHARE = 0.5  # of the lines that say something: less is another task
_MAX_CODE_CHARS = 40_000  # a longer block costs more than it is worth
_MAX_PROBLEMS = 12
_LINE_CHARS = 200
_READ = frozenset({ScanStatus.COMPLETE, ScanStatus.UNSUPPORTED})


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote, and what it cost in tokens."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


Ask = Callable[[str, int], Awaitable[Reply]]  # prompt, most tokens -> reply; raises UpstreamError
Judge = Callable[[ScanReport, CodeBlock], Decision]


class Recorder(Protocol):
    """What is asked of the audit room."""

    async def append(self, kind: Kind, body: dict[str, object]) -> object:
        """Append a record. Raises AuditUnavailable."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A version that may be delivered in place of the first. `had`: the reasons against the first."""

    block: CodeBlock
    seen: Examination
    had: tuple[Reason, ...]


class Repairs:
    """The repairs of one exchange. `spent` are the tokens they cost."""

    def __init__(self, terms: Repair, ask: Ask, recorder: Recorder, premises: Premises, scanners: Scanners) -> None:
        self._terms = terms
        self._ask = ask
        self._recorder = recorder
        self._premises = premises
        self._scanners = scanners
        self.spent = (0, 0)

    async def repaired(self, dossier: Dossier, seen: Examination, judge: Judge) -> Repaired | None:
        """Another version of a block that is held back, where one can be had. Raises AuditUnavailable."""
        decisions = [judge(look.report, look.block) for look in seen.looks]
        action = max((decision.action for decision in decisions), default=Action.ALLOW)
        if action.word not in self._terms.on or len(dossier.block.text) > _MAX_CODE_CHARS:
            return None
        had = tuple(reason for decision in decisions for reason in decision.reasons if reason.action >= Action.ANNOTATE)
        block, at, problem = dossier.block, seen, "not asked"
        try:
            async with asyncio.timeout(self._terms.seconds):
                for attempt in range(1, self._terms.attempts + 1):
                    began, before = time.monotonic(), self.spent
                    fresh, problem = await self._attempt(block, at, judge, dossier.channel.choice)
                    await self._record(dossier, attempt, problem or "repaired", fresh, had, began=began, before=before)
                    if not problem and fresh is not None:
                        return Repaired(fresh[0], fresh[1], had)
                    if fresh is not None:
                        block, at = fresh  # the next attempt mends what this one left
        except TimeoutError:
            await self._record(dossier, 0, "out of time", None, had, began=time.monotonic(), before=self.spent)
        return None

    async def _attempt(
        self, block: CodeBlock, seen: Examination, judge: Judge, choice: int
    ) -> tuple[tuple[CodeBlock, Examination] | None, str]:
        """One more version, and what is wrong with it; empty where nothing is."""
        texts: dict[int | None, str] = {}
        for look in seen.looks:
            decision = judge(look.report, look.block)
            found = [r.finding for r in decision.reasons if r.finding is not None and r.action >= Action.ANNOTATE]
            if decision.action < Action.ANNOTATE or (look.at is None and not seen.plain):
                continue
            if not found:
                return None, "nothing to mend"  # it couldn't be read, which asking again doesn't change
            prompt = mend_prompt(look.shown, look.block.language, problems(found, look.block.text))
            try:
                reply = await self._ask(prompt, self._terms.max_tokens)
            except UpstreamError as error:
                return None, error.code
            self.spent = (self.spent[0] + reply.tokens_in, self.spent[1] + reply.tokens_out)
            code = code_of(reply.text, look.block.language)
            if code is None or not same_task(look.shown, code):
                return None, "another task"
            texts[look.at] = code if look.shown.endswith("\n") else code.removesuffix("\n")
        text = (
            texts.get(None)
            if seen.plain
            else seen.anatomy.rewritten({at: t for at, t in texts.items() if at is not None})
        )
        if not texts or text is None:
            return None, "nothing to mend"
        fresh = replace(block, text=text)
        now = await examine(fresh, self._premises, self._scanners, choice)
        return (fresh, now), _left(seen, now, judge)

    async def _record(
        self,
        dossier: Dossier,
        attempt: int,
        outcome: str,
        fresh: tuple[CodeBlock, Examination] | None,
        had: Sequence[Reason],
        *,
        began: float,
        before: tuple[int, int],
    ) -> None:
        body: dict[str, object] = {
            **opened(dossier),
            "attempt": attempt,
            "outcome": outcome,
            "rules": [reason.finding.rule_id for reason in had if reason.finding is not None],
            "before_sha256": _sha256(dossier.block.text),
            "after_sha256": _sha256(fresh[0].text) if fresh is not None else "",
            "tokens_in": self.spent[0] - before[0],
            "tokens_out": self.spent[1] - before[1],
            "duration_ms": round((time.monotonic() - began) * 1000),
        }
        await self._recorder.append(Kind.BLOCK_REPAIR, body)


def _left(before: Examination, now: Examination, judge: Judge) -> str:
    """What is still wrong with a version; empty where nothing is."""
    if any(judge(look.report, look.block).action >= Action.ANNOTATE for look in now.looks):
        return "findings remain"
    readable = {run.engine for run in before.engines if run.status in _READ}
    if any(run.engine in readable and run.status not in _READ for run in now.engines):
        return "can't be read"
    return ""


def problems(found: Sequence[Finding], text: str) -> list[str]:
    """What the model is told of findings: the weakness, the line it stands in, and what to write instead."""
    lines = text.split("\n")
    told = []
    for finding in found[:_MAX_PROBLEMS]:
        number = min(max(finding.span.line, 1), len(lines))
        line = lines[number - 1].strip()[:_LINE_CHARS]
        cwe = f" ({finding.cwe[0]})" if finding.cwe else ""
        instead = finding.fix or weakness(finding)[1]
        told.append(
            f"line {number}, `{line}`: {plain(weakness(finding)[0], _LINE_CHARS)}{cwe}. Write instead: {instead}"
        )
    return told


def code_of(reply: str, language: str | None) -> str | None:
    """The longest fenced block of a reply that is in this language, or doesn't say; None where there is none."""
    markdown = Markdown()
    found: list[str] = []
    texts: list[str] | None = None
    for event in (*markdown.feed(reply), *markdown.finish()):
        if isinstance(event, Opened):
            fits = event.language in {language, None} or language is None
            texts = [] if fits and event.origin == "fence" else None
        elif isinstance(event, Line) and texts is not None:
            texts.append(event.text + ("\n" if event.eol else ""))
        elif isinstance(event, Closed) and texts is not None:
            if getattr(event, "closed", True):
                found.append("".join(texts))
            texts = None
    return max(found, key=len, default=None)


def same_task(before: str, after: str) -> bool:
    """Every name that was defined still is, and the most of it is still there."""
    lines = [sum(bool(line.strip()) for line in text.split("\n")) for text in (before, after)]
    return defined_names(before) <= defined_names(after) and lines[1] >= _LEAST_SHARE * lines[0] > 0


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
