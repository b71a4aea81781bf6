"""What a check found: a rule by its name without `iac.`, a place, and the switch it speaks of.

Rules for this file: data. Counterparts: engine.py makes findings of them.
"""

from __future__ import annotations

from typing import NamedTuple

from proxy.scan.iac.nodes import Node


class Hit(NamedTuple):
    """See the module's docstring. `what`: a name that everybody knows, never a value of the text. `missing`: the switch isn't there."""

    rule: str
    start: int
    end: int
    what: str = ""
    missing: bool = False


def at(rule: str, node: Node, what: str = "") -> Hit:
    """A hit at a node."""
    return Hit(rule, node.start, node.end, what)


def missing(rule: str, node: Node, what: str) -> Hit:
    """Nothing is said of a switch whose default is the insecure one, or was."""
    return Hit(rule, node.start, node.end, what, missing=True)
