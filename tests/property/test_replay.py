"""Replaying records: under the policy that decided them nothing changes, under another exactly what that one decides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from proxy.audit.record import Kind, checked
from proxy.dossier import Dossier, decided
from proxy.model import Action, Channel, CodeBlock, Decision, Mode, ScanReport
from proxy.policy.bundle import Attachment, Bundle, Subject, single
from proxy.policy.evaluate import evaluate
from proxy.policy.replay import Replay, replay
from proxy.policy.schema import Policy
from proxy.wire.json import dumps, loads
from tests.property.test_bundle import LISTS, WHERE
from tests.property.test_policy import POLICIES, REPORTS

BLOCKS = st.builds(
    CodeBlock,
    st.just(1),
    st.just("fence"),
    st.just("x\n"),
    st.sampled_from([None, "python", "go"]),
    WHERE,
    closed=st.booleans(),
)
OPEN = {"team": "payments", "key_id": "k", "model_requested": "m", "client": "c", "organisation": "default"}


def _decision(policy: Policy, report: ScanReport, block: CodeBlock) -> Decision:
    return evaluate(policy, report, block)


def _recorded(decision: Decision, block: CodeBlock) -> dict[str, Any]:
    """The body of a block's record, as it is read back."""
    dossier = Dossier(block, Channel(0, "content"), reasons=list(decision.reasons), decision=decision)
    body: dict[str, Any] = loads(dumps(checked(Kind.BLOCK_DECISION, decided(dossier))))
    return body


def _records(body: dict[str, Any]) -> list[tuple[str, str, str, dict[str, Any]]]:
    return [("exchange.open", "e", "R", OPEN), ("block.decision", "e", "R", body), ("exchange.close", "e", "R", {})]


@given(POLICIES, REPORTS, BLOCKS)
def test_the_same_policy_changes_nothing(policy: Policy, report: ScanReport, block: CodeBlock) -> None:
    result = replay(single(policy), _records(_recorded(_decision(policy, report, block), block)))
    assert result.changes == []
    assert result.before == result.after
    assert (result.exchanges, result.with_code, result.blocks) == (1, 1, 1)


@given(POLICIES, LISTS, REPORTS, BLOCKS)
def test_another_policy_is_predicted_exactly(
    policy: Policy, attached: tuple[Attachment, ...], report: ScanReport, block: CodeBlock
) -> None:
    was = _decision(policy, report, block)
    bundle = Bundle("r", attached)
    terms = bundle.resolve(Subject(team="payments", key_id="k", model="m", client="c"))
    will = evaluate(terms.at(block.path), report, block)
    action = will.action if terms.at(block.path).mode is Mode.ENFORCE else Action.ALLOW
    result = replay(bundle, _records(_recorded(was, block)))
    assert result.after == {action.word: 1}
    assert [(change.before, change.after) for change in result.changes] == (
        [(was.action, action)] if action is not was.action else []
    )
    enforced = replay(bundle, _records(_recorded(was, block)), enforce=True)
    assert enforced.after == {will.action.word: 1}


@given(POLICIES, REPORTS, BLOCKS)
def test_what_was_only_monitored_was_delivered(policy: Policy, report: ScanReport, block: CodeBlock) -> None:
    decision = replace(_decision(policy, report, block), mode=Mode.MONITOR)
    result = replay(single(policy), _records(_recorded(decision, block)))
    assert result.before == {"allow": 1}
    assert result.after == {decision.action.word: 1}


@given(POLICIES, REPORTS, BLOCKS)
def test_records_of_other_teams_and_unknown_exchanges_are_left_out(
    policy: Policy, report: ScanReport, block: CodeBlock
) -> None:
    run = Replay(single(policy), team="web")
    for record in _records(_recorded(_decision(policy, report, block), block)):
        run.take(*record)
    assert run.finish().exchanges == run.result.blocks == run.result.with_code == 0
