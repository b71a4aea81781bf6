"""Hits as findings: one a place and defect, graded by who chose the value and how sure that is.

Rules for this file: pure. A message and a fix hold names of the program, never its texts. Counterparts: sinks.py, rules.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from proxy.model import Confidence, Finding, Severity
from proxy.scan.base import Prepared
from proxy.scan.flow.library import Tables, defects
from proxy.scan.flow.naming import shown
from proxy.scan.flow.rules import rule_id
from proxy.scan.flow.sinks import Hit
from proxy.scan.flow.values import REQUEST
from proxy.scan.syntax.parsed import Parsed
from proxy.scan.syntax.places import places

_HOLE: Final = re.compile(r"\$(VALUE|SINK)\b")
_MAX: Final = 60  # findings of one text; nobody reads more
_PAGE: Final = "https://cwe.mitre.org/data/definitions/{}.html"


def findings(hits: Iterable[Hit], tables: Tables, parsed: Parsed, text: Prepared) -> tuple[Finding, ...]:
    """The findings of a text, by place."""
    best: dict[tuple[int, int], Hit] = {}
    for hit in hits:
        start, _ = parsed.offsets(hit.node)
        key = (defects()[hit.sink.defect].cwe[0], start)
        known = best.get(key)
        if known is None or _sureness(hit) > _sureness(known):
            best[key] = hit
    made = [each for hit in best.values() for each in _finding(hit, tables, parsed, text)]
    return tuple(sorted(made, key=lambda each: (each.span.start, each.rule_id))[:_MAX])


def _sureness(hit: Hit) -> tuple[int, int]:
    return (hit.taint.level, -hit.taint.doubt)


def _finding(hit: Hit, tables: Tables, parsed: Parsed, text: Prepared) -> Iterator[Finding]:
    graded = _level(hit)
    if graded is None:
        return
    known = defects()[hit.sink.defect]
    severity, confidence = graded
    start, end = parsed.offsets(hit.node)
    value, place = shown(hit.taint.label), shown(hit.place.lstrip("@"))
    written = _name_of(value, hit, parsed)
    yield Finding(
        rule_id(tables.folder, hit.sink.defect),
        "flow",
        severity,
        confidence,
        tuple(f"CWE-{number}" for number in known.cwe),
        known.category,
        text.span(start, end),
        _message(known.title, value, place),
        _HOLE.sub(
            lambda hole: (written or "value") if hole.group(1) == "VALUE" else place, tables.fixes[hit.sink.defect]
        ),
        _PAGE.format(known.cwe[0]),
        path=_path(hit, parsed, text),
    )


def _path(hit: Hit, parsed: Parsed, text: Prepared) -> tuple[tuple[int, int], ...]:
    """The lines on which the text was put together that does the harm."""
    spans = (text.span(*parsed.inside(start, end)) for start, end in hit.built)
    return tuple(dict.fromkeys((span.line, span.end_line) for span in spans))


def _name_of(value: str, hit: Hit, parsed: Parsed) -> str:
    """What a safe form may call the value: where it comes from a call (`r.FormValue("x")`) the name that it was given, if any."""
    called = value != "" and f"{value}(" in parsed.text
    return places(hit.node).get("VALUE", "") if called else value


def _message(title: str, value: str, place: str) -> str:
    if value and place:
        return f"{title}: `{value}` reaches `{place}`"
    return f"{title}: `{value}` is used here" if value else title


def _level(hit: Hit) -> tuple[Severity, Confidence] | None:
    given = hit.sink.request if hit.taint.level >= REQUEST else hit.sink.parameter
    if given is None:
        return None
    severity, confidence = Severity[given[0].upper()], Confidence[given[1].upper()]
    lower = max(Confidence.LOW, confidence - min(hit.taint.doubt, 2))
    return severity, Confidence(lower)
