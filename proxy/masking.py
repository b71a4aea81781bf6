"""Secrets out of a text: what the secret values are, and every place where they, or long parts of them, stand.

Rules for this file: pure. Found is the value, not the line, so that every occurrence goes; a part of eight characters
or more goes too, since half a key is half a secret. Left alone are only words that are names in their own right
(`password` beside "password123"), a scheme (https://) and PEM armour, which are no secrets. The marker is an
identifier, so that a name it lands in stays a name.
Counterpart: rewrite.py puts an expression in the place of a whole literal first.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from proxy.model import Finding
from proxy.python_lines import Literal

PART_CHARS = 8
_SHORTEST_VALUE = 4  # "abc" everywhere would tear ordinary words; shorter values go where they were found
_SECRET_ENGINES = frozenset({"secrets", "kingfisher"})
_NOT_SECRET = re.compile(r"-----(?:BEGIN|END)[A-Z0-9 ]*-----|^[A-Za-z][A-Za-z0-9+.-]*://")
# A word of human make: humps of at least three letters, or all capitals. Keys have digits or case noise.
_NAME = re.compile(r"(?:_|[A-Z]?[a-z]{2,})+|[A-Z_]+")
_MOST_SPAN_CHARS = 16_384  # a private key has 4,000; a longer span is taken as it is, so that its quotes cost nothing
_ONLY_JOINS = re.compile(r"""[\s+\\()"'rRbBuU]*""")  # between the literals of a secret in pieces
_QUOTED = re.compile(r"""(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1""")
_LOOK_BACK_CHARS = 200  # for the name that a secret is assigned to; a bound, since the expression is quadratic
_RULE_NUMBER = re.compile(r"[A-Z]+[0-9]+")
_ENVIRONMENT_NAME = re.compile(r"""environ(?:\[|\.get\()["']([A-Z][A-Z0-9_]{0,63})["']""")
_ASSIGNED = re.compile(r"""([A-Za-z_][A-Za-z0-9_]{0,63})["']?\]?\s*(?::[^=\n]*)?[=:]\s*[rRbBuU]{0,2}["']{0,3}$""")


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret value at `start:end` of a text."""

    start: int
    end: int
    value: str
    finding: Finding
    split: bool = False  # one of several literals that make up the secret

    @property
    def wordlike(self) -> bool:
        """A value that is a plain word goes only where it stands as a value: as a name it is no secret."""
        return _is_wordlike(self.value)


def is_secret(finding: Finding) -> bool:
    """Tell whether a finding's span holds a secret value rather than insecure code."""
    return finding.category in {"secret", "secrets"} or finding.engine in _SECRET_ENGINES


def secrets_in(text: str, findings: Iterable[Finding], literals: Sequence[Literal] | None) -> list[Secret]:
    """List the secret values that the findings point at. `literals`: the text's, where it is Python.

    A span may be the value alone, the literal with its quotes, or a statement that holds literals.
    """
    found = []
    for finding in findings:
        start, end = finding.span.start, finding.span.end
        inner = _inner_spans(text, start, end, literals) or [(start, end)]
        found += [Secret(a, b, text[a:b], finding, len(inner) > 1) for a, b in inner if text[a:b].strip()]
    return found


def _inner_spans(text: str, start: int, end: int, literals: Sequence[Literal] | None) -> list[tuple[int, int]]:
    """Find what of a span lies inside of quotes.

    Of literals with code between them those count that aren't plain words; neighbours and sums are one secret in pieces.
    """
    if end - start > _MOST_SPAN_CHARS:
        return []
    if literals is None:
        inner = [(start + m.start(2), start + m.end(2)) for m in _QUOTED.finditer(text[start:end])]
    else:
        touched = [literal for literal in literals if literal.inner_start < end and start < literal.inner_end]
        inner = [(max(start, literal.inner_start), min(end, literal.inner_end)) for literal in touched]
    between = "".join(text[a:b] for (_, a), (b, _) in itertools.pairwise(inner))
    if _ONLY_JOINS.fullmatch(between):
        return inner
    return [span for span in inner if not _is_wordlike(text[slice(*span)])] or inner


def _is_wordlike(value: str) -> bool:
    return len(value) < _SHORTEST_VALUE or _NAME.fullmatch(value) is not None


def environment_name(text: str, secret: Secret) -> str:
    """Name the environment variable to read instead: the engine's, else after what is assigned, else after the rule.

    The engine says only words that everybody knows; what is assigned may be the same with more.
    """
    line = text[text.rfind("\n", 0, secret.start) + 1 : secret.start][-_LOOK_BACK_CHARS:]
    assigned = _ASSIGNED.search(line)
    if named := _ENVIRONMENT_NAME.search(secret.finding.fix):
        full = _variable(assigned[1]) if assigned else ""
        return full if _holds(full, named[1]) else named[1]
    name = _variable(assigned[1] if assigned else secret.finding.rule_id.rpartition(".")[2])
    return "SECRET" if not name or name[0].isdigit() or _RULE_NUMBER.fullmatch(name) else name


def _variable(word: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "_", word).strip("_").upper()


def _holds(full: str, name: str) -> bool:
    """One name has all the words of another."""
    return not full[:1].isdigit() and set(name.split("_")) < set(full.split("_"))


def mask(text: str, secrets: Sequence[Secret], *, ref: str) -> str:
    """Put a marker in the place of every occurrence of the values and of their parts."""
    values = sorted({s.value for s in secrets if not s.wordlike}, key=lambda value: (-len(value), value))
    parts = _parts(values)
    for value in {s.value for s in secrets if s.wordlike}:
        text = re.sub(rf"(['\"`]){re.escape(value)}\1", rf"\1REDACTED_{ref}\1", text)
    # The first marker that doesn't itself bring back a part; only a value made of it could spoil one.
    for marker in (f"REDACTED_{ref}", f"removed_{ref}"):
        masked = _masked(text, values, parts, marker)
        if not any(value in masked for value in values) and not _part_spans(masked, parts):
            return masked
    return _masked(text, values, parts, "XXXX")


def _masked(text: str, values: Sequence[str], parts: frozenset[str], marker: str) -> str:
    for value in values:
        text = text.replace(value, marker)
    for start, end in reversed(_part_spans(text, parts)):
        text = text[:start] + marker + text[end:]
    return text


def _parts(values: Iterable[str]) -> frozenset[str]:
    parts: set[str] = set()
    for value in values:
        for core in _NOT_SECRET.split(value):
            parts.update(core[at : at + PART_CHARS] for at in range(len(core) - PART_CHARS + 1))
    return frozenset(part for part in parts if part.strip())


def _part_spans(text: str, parts: frozenset[str]) -> list[tuple[int, int]]:
    """Find the longest stretches made of parts, without those that are names in their own right."""
    if not parts:
        return []
    spans: list[tuple[int, int]] = []
    for at in range(len(text) - PART_CHARS + 1):
        if text[at : at + PART_CHARS] in parts:
            if spans and at <= spans[-1][1]:
                spans[-1] = spans[-1][0], at + PART_CHARS
            else:
                spans.append((at, at + PART_CHARS))
    return [span for span in spans if not _is_name(text, *span)]


def _is_name(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch lies in one word of human make."""
    while start > 0 and _is_word(text[start - 1]):
        start -= 1
    while end < len(text) and _is_word(text[end]):
        end += 1
    return _NAME.fullmatch(text, start, end) is not None


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
