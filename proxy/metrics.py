"""Counters and histograms for /metrics, in Prometheus' text format.

Labels are bounded: routes, model names of the configuration, actions, engines, statuses, rule ids; never a user, a key or a prompt.
Rules for this file: the only importer of prometheus_client. Counterpart: exchange.py counts, api/operations.py shows.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from proxy import __version__
from proxy.model import Decision, EngineRun

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """One registry a process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = self._counter(
            "requests", "Model requests by route, model and outcome.", "route", "model", "outcome"
        )
        self.decisions = self._counter("decisions", "Decisions on blocks by action and language.", "action", "language")
        self.findings = self._counter(
            "findings", "Findings by rule, severity and action.", "rule", "severity", "action"
        )
        self.prompt_findings = self._counter(
            "prompt_findings", "Findings in requests by rule and action.", "rule", "action"
        )
        self.scan_statuses = self._counter("scans", "Scans of whole blocks by engine and status.", "engine", "status")
        self.refused = self._counter("refused", "Requests refused before they were asked, by reason.", "reason")
        self.audit_failures = self._counter("audit_failures", "Records that could not be made durable.")
        self.upstream_errors = self._counter("upstream_errors", "Provider failures by kind.", "kind")
        self.policy_reloads = self._counter("policy_reloads", "Reloads of the policies by outcome.", "outcome")
        self.streams = Gauge("codeward_streams_in_flight", "Responses on their way.", registry=self.registry)
        self.scan_seconds = Histogram(
            "codeward_scan_duration_seconds",
            "Time of one engine on one block.",
            ("engine",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.audit_seconds = Histogram(
            "codeward_audit_append_duration_seconds",
            "Time to a durable record.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        policy = Gauge("codeward_policy_info", "The policy in force.", ("policy", "revision"), registry=self.registry)
        self.policy = policy
        info = Gauge("codeward_build_info", "The running version.", ("version",), registry=self.registry)
        info.labels(__version__).set(1)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"codeward_{name}", text, labels, registry=self.registry)

    def count_decision(self, decision: Decision, language: str | None, engines: tuple[EngineRun, ...]) -> None:
        """Count a decision on a block, its findings and what the engines did."""
        self.decisions.labels(decision.action.word, language or "unknown").inc()
        for reason in decision.reasons:
            if reason.finding is not None:
                self.findings.labels(reason.finding.rule_id, reason.finding.severity.word, reason.action.word).inc()
        for run in engines:
            self.scan_statuses.labels(run.engine, run.status.value).inc()
            self.scan_seconds.labels(run.engine).observe(run.duration_ms / 1000)

    def text(self) -> bytes:
        """The exposition."""
        return generate_latest(self.registry)
