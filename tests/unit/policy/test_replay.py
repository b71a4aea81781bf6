"""What a replay counts, beside what it decides (tests/property/test_replay.py)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from proxy.model import Action
from proxy.policy.bundle import single
from proxy.policy.loader import load_policy
from proxy.policy.replay import HALF_EDIT, replay
from proxy.policy.sections import WaiverTerms

OPEN = {"team": "a", "key_id": "k", "model_requested": "m"}
FINDING = {
    "rule": "bandit.B608",
    "engine": "bandit",
    "severity": "medium",
    "confidence": "medium",
    "cwe": ["CWE-89"],
    "action": "annotate",
}


def _block(action: str, *, findings: Any = (), statuses: Any = (), **more: Any) -> dict[str, Any]:
    return {
        "action": action,
        "mode": "enforce",
        "closed": True,
        "findings": list(findings),
        "statuses": list(statuses),
        **more,
    }


def _told(*exchanges: tuple[str, list[dict[str, Any]]]) -> list[tuple[str, str, str, dict[str, Any]]]:
    records = []
    for number, (team, blocks) in enumerate(exchanges):
        name = f"e{number}"
        records.append(("exchange.open", name, f"R{number}", {**OPEN, "team": team}))
        records += [("block.decision", name, f"R{number}", block) for block in blocks]
        records.append(("exchange.close", name, f"R{number}", {}))
    return records


def test_changes_are_counted_by_rule_and_team() -> None:
    block = _block("annotate", findings=[FINDING])
    result = replay(single(load_policy("strict")), _told(("a", [block, block]), ("b", [block]), ("b", [])))
    assert result.by_rule(stricter=True) == [("reject", "bandit.B608", 3, 2)]
    assert result.by_rule(stricter=False) == []
    assert (result.with_code, result.before, result.after) == (2, {"annotate": 2}, {"reject": 2})
    assert (result.changes[0].ref, result.changes[0].by.partition(":")[0]) == ("R0", "strict.yaml")


def test_a_milder_policy_names_the_rule_that_decided_before() -> None:
    block = _block(
        "reject", findings=[FINDING | {"action": "reject"}], statuses=[{"rule": "on_partial", "action": "allow"}]
    )
    result = replay(single(load_policy("baseline")), _told(("a", [block])))
    assert result.by_rule(stricter=False) == [("annotate", "bandit.B608", 1, 1)]


def test_what_was_waived_counts_where_no_waiver_is_allowed() -> None:
    waived = _block("allow", findings=[FINDING | {"action": "allow", "waiver": "WVR-1"}])
    for allowed, action in ((True, "allow"), (False, "annotate")):
        policy = replace(load_policy("baseline"), waiver_terms=WaiverTerms(allowed=allowed))
        result = replay(single(policy), _told(("a", [waived])))
        assert dict(result.after) == {action: 1}


def test_an_open_end_half_an_edit_a_waiver_and_a_cut_block() -> None:
    half = _block("reject", statuses=[{"rule": HALF_EDIT, "action": "reject", "status": ""}])
    waived = _block("allow", findings=[FINDING | {"action": "allow", "waiver": "WVR-1"}])
    cut = _block("reject", findings=[FINDING | {"action": "reject"}], closed=False)
    records = _told(("a", [half]), ("a", [waived]), ("a", [cut]))[:-1]
    records.insert(1, ("block.open", "e0", "R0", {}))
    result = replay(single(load_policy("strict")), records)
    assert result.changes == []
    assert (result.with_code, result.cut) == (3, 1)
    assert result.after == {"reject": 2, "allow": 1}


def test_records_of_another_time_and_shape_are_taken_as_far_as_they_go() -> None:
    odd = {"findings": [7, {"rule": "x"}], "statuses": "none", "action": "nothing we know"}
    result = replay(single(load_policy("baseline")), [("block.decision", "nobody", "R", odd), *_told(("a", [odd]))])
    assert result.after[Action.ALLOW.word] == 1
    assert replay(single(load_policy("annotate")), _told(("a", [_block("reject")]))).by_rule(stricter=False) == [
        ("allow", "", 1, 1)
    ]


def test_many_subjects_are_resolved_once_each(monkeypatch: Any) -> None:
    monkeypatch.setattr("proxy.policy.replay._TERMS_KEPT", 1)
    block = _block("annotate", findings=[FINDING])
    assert replay(single(load_policy("baseline")), _told(*[(f"t{n}", [block]) for n in range(4)])).changes == []
