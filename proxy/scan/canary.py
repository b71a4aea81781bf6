"""Known-bad texts: an engine that misses its own is broken, whatever it says of others.

Each text goes through a real worker, at start and every minute; readiness is false while one is missed. The texts are put together at
run time, so that scanners of this repository don't take them for real.
Counterpart: runner.py sends them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from proxy.model import CodeBlock, ScanReport, ScanStatus


@dataclass(frozen=True, slots=True)
class Canary:
    """A text in which `engine` must find `rule_id` (a prefix of it is enough)."""

    engine: str
    rule_id: str
    text: str
    language: str = "python"

    @property
    def block(self) -> CodeBlock:
        """The text as a block."""
        return CodeBlock(1, "canary", self.text, self.language)


@dataclass(frozen=True, slots=True)
class CanaryOutcome:
    """Whether the engine found its canary; `detail` says what happened instead."""

    engine: str
    found: bool
    detail: str = ""


CANARIES: Final = (
    Canary("bandit", "bandit.B602", "import subprocess\nsubprocess.run(command, shell=True)\n"),
    Canary(
        "rules",
        "rules.javascript.jwt-none-algorithm",
        'jwt.verify(token, key, {algorithms: ["none"]});\n',
        "javascript",
    ),
    Canary(
        "flow",
        "flow.javascript.sql",
        "app.get('/', (req, res) => { db.query('SELECT 1 FROM t WHERE id = ' + req.query.id); });\n",
        "javascript",
    ),
    Canary("iac", "iac.compose.privileged", "services:\n  app:\n    image: app:1.0\n    privileged: true\n", "yaml"),
    Canary("shell", "shell.tls-unverified", "curl -k https://example.com/x -o x\n", "bash"),
    Canary("deps", "deps.typosquat", "pip install " + "reqeusts\n", "bash"),
    Canary("secrets", "secrets.aws-access-key", 'KEY = "' + "AKIA" + "Q3VX7MTNRB5L" + 'Z2WD"\n'),
    Canary("kingfisher", "kingfisher.", 'TOKEN = "' + "ghp" + "_a8Xk29fLmQ0pZ7rT4u" + 'V6wY1bC3dE5gH2jK9n"\n'),
    Canary("unicode", "unicode.bidi", "access = 'user\u202e'\n"),
    Canary("suppressions", "suppressions.security", "run(command)  # " + "no" + "sec\n"),
)


def canaries_for(engines: Iterable[str]) -> tuple[Canary, ...]:
    """The canaries of these engines; one without a text of its own has none."""
    names = frozenset(engines)
    return tuple(canary for canary in CANARIES if canary.engine in names)


def outcome(canary: Canary, report: ScanReport) -> CanaryOutcome:
    """What the scan of a canary shows."""
    for run in report.engines:
        if run.engine == canary.engine and run.status is not ScanStatus.COMPLETE:
            return CanaryOutcome(canary.engine, found=False, detail=f"{run.status.value}: {run.detail}".rstrip(": "))
    hits = (
        each for each in report.findings if each.engine == canary.engine and each.rule_id.startswith(canary.rule_id)
    )
    if any(hits):
        return CanaryOutcome(canary.engine, found=True)
    return CanaryOutcome(canary.engine, found=False, detail=f"{canary.rule_id} was not found")
