"""What is counted, and under which labels."""

from __future__ import annotations

from proxy import __version__
from proxy.metrics import Metrics
from proxy.model import Action, Decision, EngineRun, Reason, ScanStatus
from tests.fakes import finding


def test_a_decision_is_counted_with_its_findings_and_engines() -> None:
    metrics = Metrics()
    found = Reason(Action.REJECT, "p:1", finding("EVIL", "EVIL"))
    unread = Reason(Action.ANNOTATE, "on_unparsed", None, ScanStatus.UNPARSED, "words")
    run = EngineRun("words", "1", ScanStatus.UNPARSED, duration_ms=20.0)
    metrics.count_decision(Decision(Action.REJECT, (found, unread)), None, (run,))
    value = metrics.registry.get_sample_value
    assert value("codeward_decisions_total", {"action": "reject", "language": "unknown"}) == 1
    assert value("codeward_findings_total", {"rule": "words.evil", "severity": "high", "action": "reject"}) == 1
    assert value("codeward_scans_total", {"engine": "words", "status": "unparsed"}) == 1
    assert value("codeward_scan_duration_seconds_sum", {"engine": "words"}) == 0.02


def test_an_allowed_block_without_engines_is_counted_by_its_language() -> None:
    metrics = Metrics()
    metrics.count_decision(Decision(Action.ALLOW), "python", ())
    assert metrics.registry.get_sample_value("codeward_decisions_total", {"action": "allow", "language": "python"}) == 1


def test_each_registry_stands_alone_and_names_the_version() -> None:
    first, second = Metrics(), Metrics()
    first.audit_failures.inc()
    assert second.registry.get_sample_value("codeward_audit_failures_total") == 0
    assert f'codeward_build_info{{version="{__version__}"}} 1.0' in first.text().decode()
