"""Weaknesses that are one kind of mistake: a CWE, its parents and siblings that rules name for the same line of code.

Source: the tree of CWE view 1000 (ChildOf), only where two rules can mean one defect: an SQL text built by hand is CWE-89 to one rule
and CWE-943 to another. Kin that are mistakes of their own (CWE-22 and CWE-434 are both CWE-706's kin) stay apart.
Rules for this file: one table and its look-up. Counterpart: merge.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

# The first of a row names it.
_ROWS: Final = (
    ("CWE-798", "CWE-259", "CWE-321"),  # a literal password, a literal key and hard-coded credentials
    ("CWE-89", "CWE-564", "CWE-943"),  # SQL, SQL of an object mapper, any data query
    ("CWE-78", "CWE-77"),  # OS command, command
    ("CWE-22", "CWE-23", "CWE-36", "CWE-73"),  # path traversal, relative, absolute, external control of a file name
    ("CWE-79", "CWE-80", "CWE-83", "CWE-87", "CWE-116"),  # scripts in a page, unescaped output
    ("CWE-94", "CWE-95", "CWE-96"),  # code, evaluated, saved
    ("CWE-93", "CWE-113"),  # line breaks, in headers
)
_FAMILY: Final = MappingProxyType({cwe: row[0] for row in _ROWS for cwe in row})


def families(cwes: Iterable[str]) -> frozenset[str]:
    """The families of weaknesses; one without kin is its own."""
    return frozenset(_FAMILY.get(cwe, cwe) for cwe in cwes)
