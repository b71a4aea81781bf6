"""What the rules of the engines for any text mean: secrets by provider and by shape, and hidden or misleading characters.

Rules for this file: made of the engines' own tables, so that a format that is added there has its page here. Counterparts: secret_rules.py,
providers.py, unicode.py, rulebook.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.secret_rules import SHAPES, SecretRule
from proxy.scan.secrets import lookup
from proxy.scan.token_formats import all_formats
from proxy.scan.unicode import KINDS

_REFERENCE: Final = "https://cwe.mitre.org/data/definitions/{}.html"
_WHY: Final = "Whoever reads the code or its history can use it; it must be taken back where it was issued, not only deleted here."
# Rules whose defect isn't a secret that somebody wrote down, but what is done with one.
_WHYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "weak-credential": "It stands in every list that attackers try first.",
        "password-hash": "A hash that is shown can be tried offline for as long as it takes.",
        "command-line": "Command lines are shown to every user of the machine, and are kept in histories and logs.",
        "encoded": "Encoding hides it from readers, not from anybody who decodes it.",
        "stripe-test-key": "A test key moves no money, but it opens the account's test data, and code that has it gets the live one next.",
    }
)


@lru_cache(maxsize=1)
def rules() -> Mapping[str, RuleInfo]:
    """All of them by id."""
    made = {rule.id: _secret(rule) for rule in (*SHAPES, *(each.rule for each in all_formats()))}
    for kind in KINDS:
        made[kind.rule] = RuleInfo(
            kind.title,
            "unicode",
            ("CWE-1007",),
            kind.severity,
            kind.confidence,
            "What a reviewer sees isn't what a compiler, an interpreter or a model reads.",
            kind.fix,
            _REFERENCE.format(1007),
        )
    return MappingProxyType(made)


def _secret(rule: SecretRule) -> RuleInfo:
    return RuleInfo(
        f"{rule.noun} written into the code",
        "secret",
        rule.cwe,
        rule.severity,
        rule.confidence,
        _WHYS.get(rule.name, _WHY),
        lookup(rule.variable, "python"),
        _REFERENCE.format(rule.cwe[0].removeprefix("CWE-")),
    )
