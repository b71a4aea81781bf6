"""Whatever is attached: enforcing ones add up to the strictest, monitoring ones change nothing, and who is not meant is not touched."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from proxy.model import Action, CodeBlock, Finding, Mode, ScanReport
from proxy.policy.bundle import Attachment, Bundle, Subject, Terms
from proxy.policy.evaluate import evaluate, evaluate_findings
from proxy.policy.schema import Cap, Policy
from proxy.policy.sections import WaiverTerms
from tests.property.test_policy import BLOCK, FINDINGS, POLICIES, REPORTS

GLOBS = st.sampled_from([(), ("payments",), ("pay*", "web"), ("web",)])
PATHS = st.sampled_from([(), ("tests/**",), ("src/**",)])
ATTACHMENTS = st.builds(
    Attachment,
    st.text("abc", min_size=1, max_size=3),
    POLICIES,
    st.just("attachments.yaml:1"),
    teams=GLOBS,
    paths=PATHS,
    mode=st.none() | st.sampled_from(Mode),
    sampling=st.sampled_from([0, 50, 100]),
)
SUBJECTS = st.builds(Subject, team=st.sampled_from(["payments", "web", "other"]), sample=st.integers(0, 99))
EVERYBODY = st.builds(Attachment, st.just("all"), POLICIES, st.just("attachments.yaml:9"))
LISTS = st.builds(lambda most, one: (one, *most), st.lists(ATTACHMENTS, max_size=4), EVERYBODY)
WHERE = st.sampled_from([None, "tests/a.py", "src/b.py"])


def _alone(each: Attachment, subject: Subject, finding: Finding, path: str | None) -> Action:
    return Terms("r", [each], subject).at(path).layer.verdict(finding, language="python", path=path)[0]


@given(LISTS, SUBJECTS, FINDINGS, WHERE)
def test_of_what_enforces_the_strictest_counts(
    attached: tuple[Attachment, ...], subject: Subject, finding: Finding, path: str | None
) -> None:
    terms = Bundle("r", attached).resolve(subject)
    finding = replace(finding, late=False)
    counted = [each for each in attached if each.holds(subject) and each.reaches(path)]
    enforcing = [each for each in counted if each.mode_for(subject) is Mode.ENFORCE]
    policy = terms.at(path)
    assert policy.mode is (Mode.ENFORCE if enforcing else Mode.MONITOR)
    action = evaluate_findings(policy, [finding], language="python", path=path).action
    assert action is max(_alone(each, subject, finding, path) for each in enforcing or counted)


@given(LISTS, ATTACHMENTS, SUBJECTS, REPORTS, WHERE)
def test_what_only_monitors_changes_no_action(
    attached: tuple[Attachment, ...], more: Attachment, subject: Subject, report: ScanReport, path: str | None
) -> None:
    block = replace(BLOCK, path=path)
    before = Bundle("r", attached).resolve(subject).at(path)
    after = Bundle("r", (*attached, replace(more, mode=Mode.MONITOR))).resolve(subject).at(path)
    if before.mode is Mode.ENFORCE:
        assert [r.action for r in evaluate(after, report, block).reasons] == [
            r.action for r in evaluate(before, report, block).reasons
        ]
    else:
        assert after.mode is Mode.MONITOR


@given(LISTS, ATTACHMENTS, REPORTS, WHERE)
def test_who_is_not_meant_is_not_touched(
    attached: tuple[Attachment, ...], more: Attachment, report: ScanReport, path: str | None
) -> None:
    other = Subject(team="elsewhere")
    block = replace(BLOCK, path=path)
    before = evaluate(Bundle("r", attached).resolve(other).at(path), report, block)
    after = evaluate(
        Bundle("r", (*attached, replace(more, teams=("payments",)))).resolve(other).at(path), report, block
    )
    assert before == after


@given(LISTS, SUBJECTS, FINDINGS, WHERE)
def test_a_stream_is_held_for_whichever_path_a_block_turns_out_to_have(
    attached: tuple[Attachment, ...], subject: Subject, finding: Finding, path: str | None
) -> None:
    terms = Bundle("r", attached).resolve(subject)
    if terms.at(path).mode is Mode.ENFORCE:
        assert terms.whole.mode is Mode.ENFORCE
    for key, action in terms.at(path).fail.items():
        if terms.at(path).mode is terms.whole.mode:
            assert action <= terms.whole.fail[key]


@given(POLICIES, POLICIES, REPORTS)
def test_what_replaces_leaves_out_what_stands_above(above: Policy, own: Policy, report: ScanReport) -> None:
    team = Attachment("team", own, "attachments.yaml:2", teams=("web",), unsafe_replace=True)
    bundle = Bundle("r", (Attachment("all", above, "attachments.yaml:1"), team))
    for name, policy in (("web", own), ("payments", above)):
        decision = evaluate(bundle.resolve(Subject(team=name)).at(None), report, replace(BLOCK, path=None))
        assert decision.action is evaluate(policy, report, replace(BLOCK, path=None)).action


@given(POLICIES, REPORTS, st.sampled_from(Action))
def test_a_broken_glass_caps_every_action_and_says_so(policy: Policy, report: ScanReport, most: Action) -> None:
    before = evaluate(policy, report, BLOCK)
    after = evaluate(replace(policy, cap=Cap(most, "BG-1")), report, BLOCK)
    assert after.action is min(before.action, most)
    for was, now in zip(before.reasons, after.reasons, strict=True):
        assert ("BG-1" in now.rule) is (was.action > most)


class _Some:
    """Waivers that cover the rules of one engine."""

    def covers(self, finding: Finding, terms: WaiverTerms) -> str:
        return "WVR-1" if finding.engine == "bandit" and terms.allowed else ""


@given(POLICIES, REPORTS)
def test_a_waived_finding_is_recorded_and_allowed(policy: Policy, report: ScanReport) -> None:
    decision = evaluate(replace(policy, waivers=_Some()), report, BLOCK)
    for reason in decision.reasons:
        waived = reason.finding is not None and reason.finding.engine == "bandit"
        assert reason.waiver == ("WVR-1" if waived else "")
        assert not waived or (reason.action is Action.ALLOW and reason.rule == "waiver WVR-1")


@given(POLICIES, REPORTS)
def test_where_none_is_allowed_no_waiver_counts(policy: Policy, report: ScanReport) -> None:
    none = replace(policy, waiver_terms=WaiverTerms(allowed=False))
    assert evaluate(replace(none, waivers=_Some()), report, BLOCK) == evaluate(policy, report, BLOCK)


def test_a_block_without_a_path_is_under_no_path() -> None:
    assert CodeBlock(1, "fence", "").path is None
    assert not Attachment("a", Policy("p", "r", None), "x:1", paths=("**",)).reaches(None)  # type: ignore[arg-type]
