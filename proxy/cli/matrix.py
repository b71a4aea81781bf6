"""Which classes of defects have rules in which languages: a table for people, and the cells that a test holds.

Rules for this file: pure. Counterpart: rule.py prints it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.rulebook import languages_of

_ANY = "any"


def cells(book: Mapping[str, RuleInfo]) -> Mapping[tuple[str, str], list[str]]:
    """The ids of the rules by class and language."""
    made: dict[tuple[str, str], list[str]] = defaultdict(list)
    for rule_id, info in book.items():
        for language in languages_of(rule_id, info):
            made[info.category, language].append(rule_id)
    return made


def table(book: Mapping[str, RuleInfo]) -> str:
    """A row a class, a column a language with the number of rules; then each language's frameworks."""
    found = cells(book)
    languages = sorted({language for _, language in found}, key=lambda name: (name == _ANY, name))
    classes = sorted({category for category, _ in found})
    width = max(len(each) for each in classes)
    widths = {language: max(len(language), 3) for language in languages}
    lines = [" " * width + "  " + "  ".join(language.rjust(widths[language]) for language in languages)]
    for category in classes:
        counts = (
            str(len(found.get((category, language), ())) or ".").rjust(widths[language]) for language in languages
        )
        lines.append(category.ljust(width) + "  " + "  ".join(counts))
    lines.append("")
    lines += [f"{language}: {', '.join(names)}" for language, names in _frameworks(book).items()]
    return "\n".join(lines) + "\n"


def _frameworks(book: Mapping[str, RuleInfo]) -> Mapping[str, list[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for rule_id, info in book.items():
        for language in languages_of(rule_id, info):
            names[language].update(info.frameworks)
    return {language: sorted(found) for language, found in sorted(names.items()) if found}
