"""Our own code is code that people wrote with care: what the rules say of it is a false alarm, or it is mended.

The gate that needs no data: a rule that starts to flag ordinary Python shows here. `make detection` has the same gate on thousands of
functions of other projects.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.model import Action, CodeBlock
from proxy.policy.evaluate import evaluate
from proxy.policy.loader import load_policy
from proxy.scan.scanner import Scanner

ROOT = Path(__file__).parents[2] / "proxy"
# What is there on purpose: a loader that is chosen at run time and safe, made-up keys of the demo and the canaries.
KNOWN = {
    ("scan/syntax/rule.py", "bandit.B506"),
    ("scan/flow/library.py", "bandit.B506"),
    ("scan/inside/markup.py", "rules.python.html-filter-regex"),  # finds scripts to look at, and filters nothing
    ("identity/tokens.py", "rules.python.jwt-unverified"),  # to know whose keys to verify it with, which comes next
    ("identity/tokens.py", "rules.python.jwt-checks-off"),  # its times are checked below it, by the house's clock
    ("scan/canary.py", "secrets.aws-access-key"),
    ("scan/canary.py", "secrets.github-token"),
    ("scan/assignments.py", "secrets.token-assignment"),  # patterns of what secrets look like
    ("scan/secret_rules.py", "secrets.token-assignment"),
    ("scan/placeholders.py", "secrets.token-assignment"),
    ("scan/placeholders.py", "secrets.password-assignment"),
    ("scan/iac/lines.py", "secrets.password-assignment"),
    ("scan/iac/lines.py", "deps.unverified-index"),
    ("scan/iac/pipelines.py", "deps.unverified-index"),
    ("scan/commands/trust.py", "deps.unverified-index"),
    ("scan/inside/markup.py", "rules.python.html-filter-regex"),  # it finds scripts, to scan them
    ("upstream/demo_words.py", "secrets.aws-access-key"),
    ("upstream/demo_words.py", "secrets.token-assignment"),
}


@pytest.fixture(scope="module")
def touched() -> dict[tuple[str, str], list[int]]:
    scanner, policy = Scanner(), load_policy("baseline")
    made: dict[tuple[str, str], list[int]] = {}
    for file in sorted(ROOT.rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        block = CodeBlock(1, "file", file.read_text(encoding="utf-8"), "python", name)
        for reason in evaluate(policy, scanner.scan(block), block).reasons:
            found = reason.finding
            if found is not None and reason.action > Action.ALLOW and found.category != "suppression":
                made.setdefault((name, found.rule_id), []).append(found.span.line)
    return made


def test_nothing_is_said_of_our_own_code(touched: dict[tuple[str, str], list[int]]) -> None:
    assert {where: lines for where, lines in touched.items() if where not in KNOWN} == {}
