"""What another policy would have made of what is recorded: each block's findings and statuses, decided anew.

A record holds of each finding all that a policy can ask of it, so the answer is exact, but for what was never looked at: a block that was
cut at its first rejected statement may have more in it, and is counted as cut.
Rules for this file: pure; no I/O, no clock. Source: the records of dossier.py. Counterparts: cli/simulate.py reads them and prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from proxy.model import Action, Confidence, Finding, Mode, Severity, Span
from proxy.policy.bundle import Bundle, Subject, Terms
from proxy.policy.evaluate import evaluate_findings
from proxy.policy.schema import BUILT_IN, FAIL_DEFAULTS, Policy

HALF_EDIT = "on_truncated, half an edit"  # the client would apply it: rejected whatever the policy says of half a block
_ACTIONS = {action.word: action for action in Action}
_SEVERITIES = {level.word: level for level in Severity}
_CONFIDENCES = {level.word: level for level in Confidence}
_TERMS_KEPT = 10_000

Body = Mapping[str, Any]


@dataclass(slots=True)
class Change:
    """A block whose action another policy changes. `rule`: what decides now, a rule id or a fail key; `by`: where that stands."""

    ref: str
    team: str
    before: Action
    after: Action
    rule: str
    by: str


@dataclass(slots=True)
class Simulation:
    """What came of a replay. Completions count where they held code; actions are what was delivered, so in monitor mode `allow`."""

    exchanges: int = 0
    with_code: int = 0
    blocks: int = 0
    cut: int = 0  # blocks that ended at a rejected statement: what followed was never scanned
    before: Counter[str] = field(default_factory=Counter)  # completions by their strictest action
    after: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)

    def by_rule(self, *, stricter: bool) -> list[tuple[str, str, int, int]]:
        """Of the blocks that are treated more strictly (or less): action, rule, how many, in how many teams; most first."""
        found: dict[tuple[str, str], list[str]] = {}
        for change in self.changes:
            if (change.after > change.before) is stricter:
                found.setdefault((change.after.word, change.rule), []).append(change.team)
        rows = [(action, rule, len(teams), len(set(teams))) for (action, rule), teams in found.items()]
        return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))


class Replay:
    """Decides records anew, in the order they were written. `enforce`: as if the new policies' monitoring attachments enforced."""

    def __init__(self, bundle: Bundle, *, team: str = "", enforce: bool = False) -> None:
        self._bundle = bundle
        self._team = team
        self._enforce = enforce
        self._open: dict[str, Terms] = {}
        self._worst: dict[str, tuple[Action, Action]] = {}
        self._terms: dict[Subject, Terms] = {}
        self.result = Simulation()

    def take(self, kind: str, exchange_id: str, ref: str, body: Body) -> None:
        """Take the next record."""
        if kind == "exchange.open":
            if not self._team or body.get("team") == self._team:
                self.result.exchanges += 1
                self._open[exchange_id] = self._resolved(body)
        elif exchange_id not in self._open:
            return
        elif kind == "block.decision":
            self._block(self._open[exchange_id], exchange_id, ref, body)
        elif kind == "exchange.close":
            self._close(exchange_id)

    def finish(self) -> Simulation:
        """The result, with exchanges whose end isn't recorded."""
        for exchange_id in list(self._open):
            self._close(exchange_id)
        return self.result

    def _resolved(self, body: Body) -> Terms:
        subject = Subject(
            organisation=str(body.get("organisation", "default")),
            team=str(body.get("team", "default")),
            key_id=str(body.get("key_id", "")),
            model=str(body.get("model_requested", "")),
            client=str(body.get("client", "")),
            repository=str(body.get("repository", "")),
            sample=int(body.get("sample", 0)),
        )
        if len(self._terms) > _TERMS_KEPT:
            self._terms.clear()
        if subject not in self._terms:
            self._terms[subject] = self._bundle.resolve(subject)
        return self._terms[subject]

    def _close(self, exchange_id: str) -> None:
        del self._open[exchange_id]
        before, after = self._worst.pop(exchange_id, (None, None))
        if before is not None and after is not None:
            self.result.with_code += 1
            self.result.before[before.word] += 1
            self.result.after[after.word] += 1

    def _block(self, terms: Terms, exchange_id: str, ref: str, body: Body) -> None:
        result = self.result
        result.blocks += 1
        before = _ACTIONS.get(str(body.get("action")), Action.ALLOW)
        result.cut += (
            before is Action.REJECT and body.get("mode") == Mode.ENFORCE.value and not body.get("closed", True)
        )
        if body.get("mode") == Mode.MONITOR.value:
            before = Action.ALLOW
        after, rule, by = self._decided(terms, body)
        was = self._worst.get(exchange_id, (Action.ALLOW, Action.ALLOW))
        self._worst[exchange_id] = (max(was[0], before), max(was[1], after))
        if after is not before:
            team = terms.subject.team
            if after < before:
                rule = _decisive(body) or rule
            result.changes.append(Change(ref, team, before, after, rule, by))

    def _decided(self, terms: Terms, body: Body) -> tuple[Action, str, str]:
        """The action, what decided it and where that stands."""
        strictest = (Action.ALLOW, "", "")
        for said in _mappings(body.get("findings")):
            path, language = said.get("path", body.get("path")), said.get("language", body.get("language"))
            policy = self._policy(terms, path)
            if policy is None or (said.get("waiver") and policy.waiver_terms.allowed):
                continue
            reason = evaluate_findings(policy, [_finding(said)], language=language or None, path=path or None).reasons[
                0
            ]
            if reason.action > strictest[0]:
                strictest = (reason.action, str(said.get("rule", "")), reason.rule)
        for said in _mappings(body.get("statuses")):
            policy = self._policy(terms, said.get("path", body.get("path")))
            key = str(said.get("rule", ""))
            if policy is None or key == BUILT_IN:
                continue
            action = Action.REJECT if key == HALF_EDIT else policy.fail.get(key, FAIL_DEFAULTS.get(key, Action.ALLOW))
            if action > strictest[0]:
                strictest = (action, key, policy.sources.get(key, key))
        return strictest

    def _policy(self, terms: Terms, path: object) -> Policy | None:
        """What acts on a path; None where it is only monitored."""
        policy = terms.at(path if isinstance(path, str) and path else None)
        return policy if self._enforce or policy.mode is Mode.ENFORCE else None


def replay(
    bundle: Bundle, records: Iterable[tuple[str, str, str, Body]], *, team: str = "", enforce: bool = False
) -> Simulation:
    """Decide records (kind, exchange id, ref, body) anew."""
    run = Replay(bundle, team=team, enforce=enforce)
    for kind, exchange_id, ref, body in records:
        run.take(kind, exchange_id, ref, body)
    return run.finish()


def _mappings(value: object) -> Sequence[Body]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _finding(said: Body) -> Finding:
    """A finding as far as policies ask of it."""
    return Finding(
        rule_id=str(said.get("rule", "")),
        engine=str(said.get("engine", "")),
        severity=_SEVERITIES.get(str(said.get("severity")), Severity.INFO),
        confidence=_CONFIDENCES.get(str(said.get("confidence")), Confidence.LOW),
        cwe=tuple(str(each) for each in said.get("cwe", ())),
        category=str(said.get("category", "")),
        span=Span(0, 0, int(said.get("line", 1)), int(said.get("end_line", 1))),
        message="",
        fingerprint=str(said.get("fingerprint", "")),
        late=bool(said.get("late")),
        also=tuple(str(each) for each in said.get("also", ())),
    )


def _decisive(body: Body) -> str:
    """What decided a recorded block: the rule of its strictest finding, else its strictest fail key."""
    said = [each for key in ("findings", "statuses") for each in _mappings(body.get(key))]
    worst = max(said, key=lambda each: _ACTIONS.get(str(each.get("action")), Action.ALLOW), default=None)
    return "" if worst is None else str(worst.get("rule", ""))
