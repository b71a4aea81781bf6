"""Every rule of every engine under its id: what `codeward rule` lists, and what the pages of the docs are made of.

Rules for this file: data put together, nothing judged. Counterparts: catalogue.py (Python's and bandit's), syntax/library.py (structural).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from proxy.scan import secret_metadata as secrets
from proxy.scan import suppressions, unicode
from proxy.scan.catalogue import RULES
from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.commands import metadata as shell
from proxy.scan.dependencies import metadata as dependencies
from proxy.scan.flow import rules as flow
from proxy.scan.iac import metadata as iac
from proxy.scan.syntax import go_numbers, sql, terraform
from proxy.scan.syntax.grammars import languages_of_folder
from proxy.scan.syntax.library import load_rules
from proxy.scan.syntax.native import rules as native
from proxy.scan.syntax.rule import StructuralRule


@lru_cache(maxsize=1)
def rulebook() -> Mapping[str, RuleInfo]:
    """All rules by id, sorted."""
    made = dict(RULES)
    for table in _tables():
        made.update(table)
    made.update((rule.id, _info(rule)) for rule in load_rules())
    return MappingProxyType(dict(sorted(made.items())))


def _tables() -> list[Mapping[str, RuleInfo]]:
    """The rules of the engines that keep theirs in code."""
    return [
        sql.RULES,
        terraform.RULES,
        iac.RULES,
        native.RULES,
        dependencies.RULES,
        shell.RULES,
        go_numbers.RULES,
        flow.rules(),
        secrets.rules(),
        unicode.RULES,
        suppressions.RULES,
    ]


def _info(rule: StructuralRule) -> RuleInfo:
    severity, confidence = rule.level
    return RuleInfo(
        rule.title,
        rule.category,
        rule.weaknesses,
        severity,
        confidence,
        rule.why,
        rule.fix,
        rule.references[0] if rule.references else f"https://cwe.mitre.org/data/definitions/{rule.cwe[0]}.html",
        languages=rule.languages or languages_of_folder(rule.folder),
        frameworks=rule.frameworks,
    )


def languages_of(rule_id: str, info: RuleInfo) -> tuple[str, ...]:
    """The languages that a rule looks at: its own, else the one that its id names, else ("any",)."""
    if info.languages:
        return info.languages
    engine, _, rest = rule_id.partition(".")
    if engine == "bandit":
        return ("python",)
    if engine in {"rules", "flow", "iac"}:
        return (rest.partition(".")[0],)
    return ("bash",) if engine == "shell" else ("any",)
