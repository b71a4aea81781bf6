"""Which findings an edit brings: those of the text after it that the text before it doesn't show too.

A defect is the same one where the same rule finds the same words, wherever they moved to; or nearly the same words, because an edit that
renames a variable in an insecure line didn't make the line insecure. Each finding before answers for one after: a copy is new.
Rules for this file: pure. Counterpart: examination.py.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Final

from proxy.model import Finding

_ALIKE: Final = 0.7  # of difflib's ratio, for words that an edit changed in passing
_WORDS_CHARS: Final = 400  # of a statement that are compared


def introduced(after: Sequence[Finding], text: str, before: Sequence[Finding], base: str) -> tuple[Finding, ...]:
    """The findings of `after` that `before` has none for. Their spans are offsets in `text` and `base`."""
    if not after or not before:
        return tuple(after)
    known: dict[str, list[str]] = {}
    for finding in before:
        known.setdefault(finding.rule_id, []).append(_words(finding, base))
    exact = [not _taken(known.get(finding.rule_id, []), _words(finding, text)) for finding in after]
    left = [finding for finding, new in zip(after, exact, strict=True) if new]
    return tuple(finding for finding in left if not _near(known.get(finding.rule_id, []), _words(finding, text)))


def _taken(known: list[str], words: str) -> bool:
    if words not in known:
        return False
    known.remove(words)
    return True


def _near(known: list[str], words: str) -> bool:
    alike = difflib.get_close_matches(words, known, n=1, cutoff=_ALIKE)
    return bool(alike) and _taken(known, alike[0])


def _words(finding: Finding, text: str) -> str:
    """The whole lines of a finding, with any run of blanks as one."""
    start = text.rfind("\n", 0, finding.span.start) + 1
    end = text.find("\n", max(finding.span.start, finding.span.end - 1))
    return " ".join(text[start : len(text) if end < 0 else end].split())[:_WORDS_CHARS]
