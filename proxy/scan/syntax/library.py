"""The structural rules on disk, by language: read once a process.

Rules for this file: reading only. A file that isn't a rule stops the start: a rule that silently isn't there would be a hole.
Counterparts: rule.py reads one, structural.py asks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from proxy.scan.syntax.grammars import GRAMMARS
from proxy.scan.syntax.rule import StructuralRule, read_rule


def shipped_rules() -> Path:
    """Where the shipped rules lie: in the package (a wheel), else beside it (a checkout)."""
    package = Path(__file__).parents[2]
    inside = package / "_policies"
    return (inside if inside.is_dir() else package.parent / "policies") / "rules"


@lru_cache(maxsize=4)
def load_rules(folder: Path | None = None) -> tuple[StructuralRule, ...]:
    """All rules, by id. Raises PolicyInvalid."""
    return tuple(
        read_rule(path) for path in sorted((folder or shipped_rules()).glob("*/*.yaml")) if not _is_fixture(path)
    )


def _is_fixture(path: Path) -> bool:
    """Rules of engines in code have YAML fixtures too; those lie in folders that no grammar reads."""
    return path.parent.name not in _FOLDERS


_FOLDERS = frozenset(folder for grammar in GRAMMARS.values() for folder in grammar.folders)


@lru_cache(maxsize=4)
def rules_by_language(folder: Path | None = None) -> Mapping[str, tuple[StructuralRule, ...]]:
    """The rules of each language."""
    rules = load_rules(folder)
    return MappingProxyType(
        {
            language: tuple(
                rule
                for rule in rules
                if rule.folder in grammar.folders and (not rule.languages or language in rule.languages)
            )
            for language, grammar in GRAMMARS.items()
        }
    )
