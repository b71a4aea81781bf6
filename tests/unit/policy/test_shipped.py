"""The policies that ship, held to decisions.md."""

from __future__ import annotations

import pytest

from proxy.model import Action, Confidence, Finding, Hold, Mode, Severity, Span
from proxy.policy.evaluate import evaluate_findings
from proxy.policy.loader import load_policy

BASELINE = {
    "on_unsupported": "allow",
    "on_partial": "allow",
    "on_unparsed": "annotate",
    "on_timeout": "reject",
    "on_failure": "reject",
    "on_oversize": "reject",
    "on_truncated": "annotate",
    "on_unknown_shape": "annotate",
    "on_audit_unavailable": "reject",
}
STRICT = {
    **BASELINE,
    "on_unsupported": "annotate",
    "on_partial": "annotate",
    "on_unparsed": "reject",
    "on_truncated": "reject",
    "on_unknown_shape": "reject",
}
ANNOTATE = {
    key: "annotate" if action == "reject" and key != "on_audit_unavailable" else action
    for key, action in BASELINE.items()
}


@pytest.mark.parametrize(
    ("name", "mode", "hold", "fail"),
    [
        pytest.param("baseline", Mode.ENFORCE, Hold.STATEMENT, BASELINE, id="baseline"),
        pytest.param("strict", Mode.ENFORCE, Hold.BLOCK, STRICT, id="strict"),
        pytest.param("annotate", Mode.ENFORCE, Hold.STATEMENT, ANNOTATE, id="annotate"),
        pytest.param("monitor", Mode.MONITOR, Hold.STATEMENT, BASELINE, id="monitor"),
    ],
)
def test_settings(name: str, mode: Mode, hold: Hold, fail: dict[str, str]) -> None:
    policy = load_policy(name)
    assert (name, mode, hold, ()) == (policy.name, policy.mode, policy.hold, policy.warnings)
    assert fail == {key: action.word for key, action in policy.fail.items()}
    assert policy.description


def finding(rule: str, severity: str, confidence: str, category: str = "injection") -> Finding:
    level = Severity[severity.upper()], Confidence[confidence.upper()]
    return Finding(rule, rule.partition(".")[0], *level, ("CWE-78",), category, Span(0, 1, 1, 1), "")


@pytest.mark.parametrize(
    ("found", "baseline", "strict", "annotate"),
    [
        pytest.param(finding("bandit.B602", "high", "high"), "reject", "reject", "annotate", id="grave-and-certain"),
        pytest.param(finding("rules.x", "critical", "high"), "reject", "reject", "annotate", id="critical"),
        pytest.param(finding("bandit.B608", "high", "medium"), "annotate", "reject", "annotate", id="grave-and-likely"),
        pytest.param(finding("bandit.B506", "medium", "high"), "annotate", "reject", "annotate", id="medium-certain"),
        pytest.param(finding("bandit.B608", "medium", "medium"), "annotate", "reject", "annotate", id="medium-likely"),
        pytest.param(finding("bandit.B608", "medium", "low"), "allow", "annotate", "allow", id="medium-doubtful"),
        pytest.param(finding("bandit.B608", "high", "low"), "allow", "annotate", "allow", id="grave-doubtful"),
        pytest.param(finding("bandit.B404", "low", "high"), "allow", "allow", "allow", id="import-subprocess"),
        pytest.param(finding("bandit.B101", "low", "high"), "allow", "allow", "allow", id="assert"),
        pytest.param(
            finding("secrets.aws-access-key", "critical", "high", "secret"), "redact", "redact", "annotate", id="secret"
        ),
        pytest.param(
            finding("kingfisher.github.1", "medium", "medium", ""), "redact", "redact", "annotate", id="provider"
        ),
        pytest.param(
            finding("bandit.B105", "medium", "medium", "secret"), "redact", "redact", "annotate", id="by-category"
        ),
        pytest.param(
            finding("secrets.keyword", "medium", "low", "secret"), "allow", "redact", "allow", id="doubtful-secret"
        ),
    ],
)
def test_actions(found: Finding, baseline: str, strict: str, annotate: str) -> None:
    given = {
        name: evaluate_findings(load_policy(name), [found]).action.word
        for name in ("baseline", "strict", "annotate", "monitor")
    }
    assert {"baseline": baseline, "strict": strict, "annotate": annotate, "monitor": baseline} == given


def test_annotate_changes_no_code() -> None:
    policy = load_policy("annotate")
    assert max(rule.action for layer in policy.layers for rule in layer.rules) is Action.ANNOTATE
