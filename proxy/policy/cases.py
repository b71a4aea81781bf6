"""Tests of policies, as data beside them: what somebody's model writes, and what the policy must make of it.

A file NAME.test.yaml (loader.CASES) names a policy (or attachments) and its cases. At least a fifth of a file's cases must say what must
*not* happen: a policy that holds everything back passes any number of the others.
Rules for this file: no I/O; an unknown key is an error at its place. Source: the form of CRS' and Semgrep's tests (expect and no_expect).
Counterpart: cli/policy_test.py scans the cases' code and asks `failures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import yaml

from proxy.model import Action, Finding, Reason
from proxy.policy.bundle import Subject
from proxy.policy.reading import Reader
from proxy.policy.source import Source

NEGATIVES = 5  # one case in so many says what must not happen
_TOP_KEYS = ("policy", "cases")
_CASE_KEYS = ("name", "who", "language", "path", "code", "answer", "expect", "no_expect")
_WHO_KEYS = ("organisation", "team", "key", "model", "client", "repository", "sample")
_EXPECT_KEYS = ("action", "findings")
_ACTIONS = {action.word: action for action in Action}
_SYNONYMS = {
    "block": "reject",
    "input": "code",
    "text": "answer",
    "as": "who",
    "expected": "expect",
    "rules": "findings",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case says of an outcome: the action on all of it, and rules by shell patterns, with a line where that matters."""

    action: Action | None = None
    findings: tuple[tuple[str, int], ...] = ()  # a line of 0: anywhere


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `code` is a block, `answer` a message of an assistant with blocks in it; one of them is empty."""

    name: str
    position: str
    who: Subject
    code: str
    answer: str
    language: str | None
    path: str | None
    expect: Expected
    no_expect: Expected

    @property
    def is_negative(self) -> bool:
        """It says that something must not happen."""
        return self.expect.action is Action.ALLOW or self.no_expect != Expected()


@dataclass(frozen=True, slots=True)
class Suite:
    """A file of cases. `policy`: a policy's name, a file beside this one, or attachments."""

    policy: str
    cases: tuple[Case, ...]


def read_suite(source: Source) -> Suite:
    """Read a file. Raises PolicyInvalid with every mistake in it."""
    suite = _Suites(source).suite(source.compose())
    source.fail()
    return suite


class _Suites(Reader):
    """The parts of a file of cases."""

    def suite(self, root: yaml.MappingNode) -> Suite:
        fields = self.fields(root, _TOP_KEYS, {}, "key")
        for key in _TOP_KEYS:
            if key not in fields:
                self.source.complain(root, f"tests of a policy need `{key}`", "write `policy: NAME` and `cases: [...]`")
        policy = self.text(fields["policy"]) if "policy" in fields else ""
        cases = [case for node in self.items(fields.get("cases")) if (case := self._case(node)) is not None]
        negatives = sum(case.is_negative for case in cases)
        if cases and negatives * NEGATIVES < len(cases):
            advice = "add cases with `no_expect:` or `expect: {action: allow}`"
            self.source.complain(root, f"{negatives} of {len(cases)} cases say what must not happen", advice)
        return Suite(policy or "", tuple(cases))

    def _case(self, node: yaml.Node) -> Case | None:
        fields = self.fields(node, _CASE_KEYS, _SYNONYMS, "key of a case")
        if not fields:
            return None
        if ("code" in fields) == ("answer" in fields):
            self.source.complain(node, "a case needs `code` or `answer`", "one of them")
            return None
        if "expect" not in fields and "no_expect" not in fields:
            self.source.complain(node, "a case needs `expect` or `no_expect`", "what must, or must not, come of it")
            return None
        said = {key: self.text(fields[key]) for key in ("name", "language", "path", "code", "answer") if key in fields}
        position = self.source.position(node)
        return Case(
            name=said.get("name") or position,
            position=position,
            who=self._who(fields.get("who")),
            code=said.get("code") or "",
            answer=said.get("answer") or "",
            language=said.get("language"),
            path=said.get("path"),
            expect=self._expected(fields.get("expect")),
            no_expect=self._expected(fields.get("no_expect")),
        )

    def _who(self, node: yaml.Node | None) -> Subject:
        if node is None:
            return Subject()
        fields = self.fields(node, _WHO_KEYS, {"key_id": "key", "repo": "repository"}, "key of `who`")
        said = {key: self.text(fields[key]) or "" for key in fields if key != "sample"}
        if "key" in said:
            said["key_id"] = said.pop("key")
        sample = self.count(fields["sample"], (0, 99), "sample") if "sample" in fields else 0
        return Subject(**said, sample=sample or 0)

    def _expected(self, node: yaml.Node | None) -> Expected:
        if node is None:
            return Expected()
        fields = self.fields(node, _EXPECT_KEYS, _SYNONYMS, "key of what is expected")
        action = self.word(fields["action"], _ACTIONS, "action", _SYNONYMS) if "action" in fields else None
        return Expected(action, tuple(self._finding(item) for item in self.items(fields.get("findings"))))

    def _finding(self, node: yaml.Node) -> tuple[str, int]:
        """`bandit.B602`, or `bandit.B602:4` for line 4."""
        rule, colon, line = (self.text(node) or "").rpartition(":")
        if not colon:
            return line, 0
        if not line.isdecimal():
            self.source.complain(node, f"not a line: {line!r}", "write RULE:LINE, as in bandit.B602:4")
            return rule, 0
        return rule, int(line)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: the strictest action, and each finding's reason with its line in what the case gave."""

    action: Action
    found: tuple[tuple[Reason, int], ...]


def failures(case: Case, outcome: Outcome) -> list[str]:
    """Where an outcome isn't what the case says; empty where it is. Only findings that the policy says a word of count as found."""
    told = []
    if case.expect.action is not None and outcome.action is not case.expect.action:
        told.append(f"expected {case.expect.action.word}, got {outcome.action.word}{_why(outcome)}")
    if case.no_expect.action is not None and outcome.action is case.no_expect.action:
        told.append(f"must not be {case.no_expect.action.word}{_why(outcome)}")
    for rule, line in case.expect.findings:
        if not _hits(outcome, rule, line):
            told.append(f"expected {_place(rule, line)}, got {_all(outcome) or 'no finding'}")
    for rule, line in case.no_expect.findings:
        told += [f"must not find {_place(rule, line)}, found {_one(*hit)}" for hit in _hits(outcome, rule, line)]
    return told


def _hits(outcome: Outcome, rule: str, line: int) -> Sequence[tuple[Reason, int]]:
    return [
        (reason, at)
        for reason, at in outcome.found
        if reason.finding is not None and _names(reason.finding, rule) and (not line or at == line)
    ]


def _names(finding: Finding, rule: str) -> bool:
    return any(fnmatchcase(each, rule) for each in (finding.rule_id, *finding.also))


def _place(rule: str, line: int) -> str:
    return f"{rule} in line {line}" if line else rule


def _one(reason: Reason, line: int) -> str:
    name = reason.finding.rule_id if reason.finding is not None else reason.rule
    return f"{name} in line {line} ({reason.action.word} by {reason.rule})"


def _all(outcome: Outcome) -> str:
    return ", ".join(_one(*hit) for hit in outcome.found)


def _why(outcome: Outcome) -> str:
    by = [hit for hit in outcome.found if hit[0].action is outcome.action]
    return f": {_one(*by[0])}" if by and outcome.action > Action.ALLOW else ""
