"""The checks of C and C++ that need more than a pattern, over a whole text.

Rules for this file: putting together only. Counterparts: structural.py asks, the other files of this folder find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from proxy.model import Confidence, Finding, Severity
from proxy.scan.base import Prepared
from proxy.scan.syntax.native import files
from proxy.scan.syntax.native.arithmetic import Arithmetic
from proxy.scan.syntax.native.copies import Copies
from proxy.scan.syntax.native.outside import Outside
from proxy.scan.syntax.native.pointers import Pointers
from proxy.scan.syntax.native.routine import routines
from proxy.scan.syntax.native.rules import PREFIX, RULES
from proxy.scan.syntax.native.sizes import add_constants, read_sizes
from proxy.scan.syntax.native.tree import Item, read_tree
from proxy.scan.syntax.parsed import Parsed

_PER_RULE: Final = 40  # findings of one rule in one text; nobody reads more


def findings(parsed: Parsed, text: Prepared) -> Iterator[Finding]:
    """What the checks find in a text."""
    told: Counter[str] = Counter()
    for name, item in dict.fromkeys(_found(parsed)):
        told[name] += 1
        if told[name] <= _PER_RULE:
            yield _finding(name, item, parsed, text)


def _found(parsed: Parsed) -> Iterator[tuple[str, Item]]:
    items = read_tree(parsed.root)
    sizes = read_sizes(items)
    made = routines(items)
    for routine in made:
        add_constants(sizes, routine)
    for routine in made:
        yield from Copies(routine, sizes, items).found()
        yield from Pointers(routine).found()
        yield from Arithmetic(routine, sizes).found()
        yield from files.found(routine)
    outside = Outside(made, items)
    outside.follow()
    yield from outside.found()


def _finding(name: str, item: Item, parsed: Parsed, text: Prepared) -> Finding:
    info = RULES[f"{PREFIX}{name}"]
    start, end = parsed.offsets(item.node)
    return Finding(
        f"{PREFIX}{name}",
        "rules",
        info.severity or Severity.MEDIUM,
        info.confidence or Confidence.MEDIUM,
        info.cwe,
        info.category,
        text.span(start, max(end, start + 1)),
        info.title,
        info.fix,
        info.reference,
    )
