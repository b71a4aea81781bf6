"""Rules that aren't in the book: of kingfisher (its package describes them), of a newer bandit, and switches of our own rules.

Rules for this file: look-ups; imported only when a rule is asked for. Counterpart: rulebook.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import kingfisher_sdk

from proxy.model import Severity
from proxy.scan.catalogue import rule as bandit_rule
from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.weaknesses import page_of

_KINGFISHER: Final = "kingfisher."
_BANDIT: Final = "bandit.B"
_CWE: Final = "CWE-798"


def described(rule_id: str, book: Mapping[str, RuleInfo]) -> RuleInfo | None:
    """What is known of a rule that a finding may name; None where nothing is.

    `iac.kubernetes.host-namespace.hostpid` is the rule without its last part, at one of its switches.
    """
    if rule_id in book:
        return book[rule_id]
    if rule_id.startswith(_KINGFISHER):
        return _kingfisher(rule_id.removeprefix(_KINGFISHER))
    if rule_id.startswith(_BANDIT) and rule_id.removeprefix(_BANDIT).isdigit():
        return bandit_rule(rule_id)
    return book.get(rule_id.rpartition(".")[0])


def _kingfisher(name: str) -> RuleInfo | None:
    known = {str(each["id"]).removeprefix(_KINGFISHER): str(each["name"]) for each in kingfisher_sdk.Rules().metadata()}
    if name not in known:
        return None
    return RuleInfo(
        "Credential of a provider written into the code",
        "secret",
        (_CWE,),
        Severity.HIGH,
        None,  # each rule's own
        known[name],
        'os.environ["API_TOKEN"]',
        page_of(_CWE),
    )
