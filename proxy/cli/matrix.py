"""Which classes of defects have rules in which languages: a table for people, and the cells that a test holds.

Rules for this file: pure. Counterpart: rule.py prints it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
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
    """A row a class, a column a language with the number of rules; then each framework's classes."""
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
    for names, found_in in _frameworks(book).items():
        lines += ["", f"{names}:"]
        lines += [f"  {framework}: {_counted(classes_of)}" for framework, classes_of in sorted(found_in.items())]
    return "\n".join(lines) + "\n"


def _frameworks(book: Mapping[str, RuleInfo]) -> Mapping[str, Mapping[str, Counter[str]]]:
    """The classes by framework, by the languages that share them: dialects of one language have the same rules."""
    known: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for rule_id, info in book.items():
        for language in languages_of(rule_id, info):
            for framework in info.frameworks:
                known[language][framework][info.category] += 1
    alike: dict[str, list[str]] = defaultdict(list)
    for language in sorted(known):
        first = next((other for other in alike if known[other].keys() == known[language].keys()), language)
        alike[first].append(language)
    return {", ".join(languages): known[first] for first, languages in alike.items()}


def _counted(classes: Counter[str]) -> str:
    return ", ".join(f"{category} {number}" for category, number in sorted(classes.items()))
