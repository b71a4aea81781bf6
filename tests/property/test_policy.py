"""A decision is the strictest of its reasons, more engines or findings never soften it, and extending never weakens."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from proxy.errors import PolicyInvalid
from proxy.model import Action, CodeBlock, Confidence, EngineRun, Finding, ScanReport, ScanStatus, Severity, Span
from proxy.policy.evaluate import evaluate, evaluate_findings
from proxy.policy.loader import load_policy
from proxy.policy.parse import parse
from proxy.policy.schema import FAIL_DEFAULTS, Layer, Match, Policy, Rule, matches_path
from proxy.policy.source import Source

ENGINES = ("bandit", "secrets", "kingfisher")
FINDINGS = st.builds(
    Finding,
    rule_id=st.sampled_from(["bandit.B602", "bandit.B404", "secrets.x"]),
    engine=st.sampled_from(ENGINES),
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    cwe=st.sampled_from([(), ("CWE-78",), ("CWE-798",)]),
    category=st.sampled_from(["secret", "injection"]),
    span=st.just(Span(0, 1, 1, 1)),
    message=st.just(""),
    late=st.booleans(),
)
MATCHES = st.builds(
    Match,
    engine=st.sampled_from([(), ("bandit",), ("*t*",)]),
    rule=st.sampled_from([(), ("bandit.*",)]),
    cwe=st.sampled_from([(), ("CWE-78",)]),
    severity=st.none() | st.sampled_from([(Severity.HIGH, Severity.CRITICAL), (Severity.INFO, Severity.LOW)]),
    language=st.sampled_from([(), ("python",)]),
    path=st.sampled_from([(), ("tests/**",)]),
)
RULES = st.builds(Rule, MATCHES, st.sampled_from(Action), st.just("x.yaml:1"))
LAYERS = st.recursive(
    st.builds(Layer, st.just("a"), st.just("a"), st.lists(RULES, max_size=3).map(tuple), st.sampled_from(Action)),
    lambda layers: st.builds(
        Layer,
        st.just("b"),
        st.just("b"),
        st.lists(RULES, max_size=3).map(tuple),
        st.sampled_from(Action),
        st.just("b.yaml:9"),
        st.lists(layers, min_size=1, max_size=2).map(tuple),
    ),
    max_leaves=4,
)
FAILS = st.fixed_dictionaries({key: st.sampled_from(Action) for key in FAIL_DEFAULTS})
POLICIES = st.builds(Policy, st.just("p"), st.just("r"), LAYERS, fail=FAILS)
RUNS = st.builds(EngineRun, st.sampled_from(ENGINES), st.just("1"), st.sampled_from(ScanStatus))
REPORTS = st.builds(ScanReport, st.lists(FINDINGS, max_size=4).map(tuple), st.lists(RUNS, max_size=3).map(tuple))
BLOCK = CodeBlock(1, "fence", "", "python", "tests/a.py")


@given(policy=POLICIES, report=REPORTS, truncated=st.booleans())
def test_a_decision_is_the_strictest_of_its_reasons(policy: Policy, report: ScanReport, *, truncated: bool) -> None:
    decision = evaluate(policy, report, BLOCK, truncated=truncated)
    assert decision.action is max((reason.action for reason in decision.reasons), default=Action.ALLOW)
    incomplete = [run for run in report.engines if run.status is not ScanStatus.COMPLETE]
    assert len(decision.reasons) == len(report.findings) + len(incomplete) + (not report.engines) + truncated
    assert not [r for r in decision.reasons if r.finding and r.finding.late and r.action > Action.ANNOTATE]


@given(POLICIES, REPORTS, FINDINGS)
def test_another_finding_never_softens(policy: Policy, report: ScanReport, finding: Finding) -> None:
    more = replace(report, findings=(*report.findings, finding))
    assert evaluate(policy, report, BLOCK).action <= evaluate(policy, more, BLOCK).action


@given(POLICIES, st.lists(FINDINGS, max_size=5))
def test_batching_changes_nothing(policy: Policy, findings: list[Finding]) -> None:
    together = evaluate_findings(policy, findings, language="python")
    alone = [evaluate_findings(policy, [finding], language="python") for finding in findings]
    assert together.reasons == tuple(reason for decision in alone for reason in decision.reasons)


@given(LAYERS, st.lists(RULES, max_size=3), FINDINGS)
def test_extending_never_weakens(parent: Layer, rules: list[Rule], finding: Finding) -> None:
    child = Layer("child", "child", tuple(rules), parents=(parent,))
    floor, _ = parent.verdict(finding, language="python", path=None)
    action, _ = child.verdict(finding, language="python", path=None)
    assert floor <= action


@given(FINDINGS)
def test_shipped_policies_are_ordered(finding: Finding) -> None:
    actions = [
        evaluate_findings(load_policy(name), [finding], language="python").action
        for name in ("annotate", "monitor", "baseline", "strict")
    ]
    assert actions == sorted(actions)


@given(
    st.lists(st.sampled_from(["**/", "**", "*", "?", "a", "tests/", ".py", "["])).map("".join),
    st.text("a/.[", max_size=8),
)
def test_a_glob_is_total(pattern: str, path: str) -> None:
    assert matches_path(pattern, path) in {True, False}
    assert matches_path("**", path) or path.startswith("..") or "/.." in path


PIECES = st.sampled_from(
    ["name: x\n", "rules:\n", "  - ", "match: ", "{}", "\n", "action: ", "reject", "&a ", "*a", "!!t ", "[", "]", "{", "}", ": ",
     ",", "'", '"', "| ", "\t", "---\n", "é", "\u2028", "#", "fail: ", "on_timeout", "<<: ", "? ", "\x00", "extends: ", "severity: "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_a_file_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        told = parse(Source("x.yaml", text)).name
    except PolicyInvalid as error:
        told = error.message if error.message.startswith("x.yaml:") else ""
    assert told
