"""Findings merged: no kind of weakness is lost, the order they came in tells nothing, and once is enough."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from proxy.model import Confidence, Finding, Severity, Span
from proxy.scan.families import families
from proxy.scan.merge import merge


@st.composite
def finding(draw: st.DrawFn) -> Finding:
    """Few lines and few weaknesses, so that they meet; a span of its line's first characters."""
    line = draw(st.integers(1, 6))
    last = draw(st.integers(line, min(line + 1, 6)))
    secret = draw(st.integers(0, 4)) == 0
    engine = draw(st.sampled_from(["bandit", "flow", "rules", "secrets", "own"]))
    start = line * 10 + draw(st.integers(0, 3))
    return Finding(
        f"{engine}.{draw(st.sampled_from('abc'))}",
        engine,
        draw(st.sampled_from(Severity)),
        draw(st.sampled_from(Confidence)),
        tuple(
            draw(
                st.lists(st.sampled_from(["CWE-89", "CWE-943", "CWE-78", "CWE-77", "CWE-22"]), max_size=2, unique=True)
            )
        ),
        "secret" if secret else "injection",
        Span(start, start + draw(st.integers(1, 5)) + (last - line) * 10, line, last),
        "m",
        path=tuple(draw(st.lists(st.sampled_from([(1, 1), (2, 3), (4, 4), (5, 6)]), max_size=2, unique=True))),
        unless=draw(st.sampled_from([(), (), ("fact",)])),
    )


FINDINGS = st.lists(finding(), max_size=8)


def _at(line: int, rule: str, cwe: tuple[str, ...], **more: object) -> Finding:
    span = Span(line * 10, line * 10 + 3, line, line)
    return Finding(rule, rule, Severity.HIGH, Confidence.HIGH, cwe, "injection", span, "m", **more)  # type: ignore[arg-type]


# What takes over a weakness meets a third one by it.
CHAIN = [_at(1, "a", ("CWE-22",)), _at(1, "b", ("CWE-22", "CWE-78")), _at(1, "c", ("CWE-78",))]


@given(FINDINGS)
@example(CHAIN)
def test_no_kind_of_weakness_is_lost(found: list[Finding]) -> None:
    left = merge(found)
    assert families(cwe for each in found for cwe in each.cwe) == families(cwe for each in left for cwe in each.cwe)
    assert {each.rule_id for each in found} == {rule for each in left for rule in (each.rule_id, *each.also)}


@given(FINDINGS, st.randoms(use_true_random=False))
def test_the_order_tells_nothing(found: list[Finding], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(found) == merge(shuffled)


@given(FINDINGS)
@example(CHAIN)
def test_once_is_enough(found: list[Finding]) -> None:
    left = merge(found)
    assert left == merge(left)


@given(FINDINGS)
def test_nothing_weighs_less(found: list[Finding]) -> None:
    """For each finding there is one of its kind that is as strong, where a policy wants both levels."""
    left = merge(found)
    for each in found:
        same = [one for one in left if each.rule_id in (one.rule_id, *one.also)]
        assert any(min(one.severity, one.confidence) >= min(each.severity, each.confidence) for one in same)
