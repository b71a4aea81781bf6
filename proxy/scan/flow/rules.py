"""What each flow rule means: a class of defect in a language, from the tables of policies/flow.

Rules for this file: data put together. Counterparts: library.py, findings.py, rulebook.py of the room above.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.flow.library import defects, folders, tables
from proxy.scan.syntax.grammars import languages_of_folder

PREFIX: Final = "flow."
_CWE_PAGE: Final = "https://cwe.mitre.org/data/definitions/{}.html"


def rule_id(folder: str, defect: str) -> str:
    """The id of a rule."""
    return f"{PREFIX}{folder}.{defect}"


@lru_cache(maxsize=1)
def rules() -> Mapping[str, RuleInfo]:
    """All flow rules by id. Severity and confidence are those of a value known to come from outside."""
    return MappingProxyType(
        {rule_id(folder, defect): _info(folder, defect) for folder in folders() for defect in tables(folder).fixes}
    )


def _info(folder: str, defect: str) -> RuleInfo:
    known = defects()[defect]
    severity, confidence = known.request
    return RuleInfo(
        known.title,
        known.category,
        tuple(f"CWE-{number}" for number in known.cwe),
        Severity[severity.upper()],
        Confidence[confidence.upper()],
        known.why,
        tables(folder).fixes[defect],
        _CWE_PAGE.format(known.cwe[0]),
        languages=languages_of_folder(folder),
        frameworks=tables(folder).frameworks[defect],
    )
