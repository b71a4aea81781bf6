"""Archives unpacked by hand: members written under the names they bring.

CWE-22. Late findings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, MEDIUM, Hit
from proxy.scan.checks.kinds import Kinds, every

_LISTED = frozenset({"namelist", "infolist", "getnames", "getmembers"})
_LOOKED = re.compile(
    r"realpath|abspath|resolve|is_relative_to|relative_to|commonp|basename|secure_filename|safe|\.\.|isabs|valid|check"
)


def members(kinds: Kinds) -> Iterator[Hit]:
    """`for name in bundle.namelist(): open(os.path.join(target, name), "wb")`."""
    for loop in every(kinds, ast.For) if kinds.words & _LISTED else ():
        listed = loop.iter.func if isinstance(loop.iter, ast.Call) else None
        if not (isinstance(listed, ast.Attribute) and listed.attr in _LISTED and isinstance(loop.target, ast.Name)):
            continue
        if any(_LOOKED.search(names.spelled(statement)) for statement in loop.body):
            continue
        for node in (node for statement in loop.body for node in ast.walk(statement)):
            if isinstance(node, ast.Call) and names.dotted(node.func, {}) == "open" and _joins(node, loop.target.id):
                yield Hit("archive-traversal", node, MEDIUM, LIKELY, "a member names where it is written", late=True)
                break


def _joins(node: ast.Call, name: str) -> bool:
    """The path is made of a folder and the member's name, and the file is written."""
    if len(node.args) < len(("path", "mode")) or isinstance(node.args[0], ast.Name):
        return False
    mode = node.args[1]
    written = isinstance(mode, ast.Constant) and str(mode.value)[:1] in {"w", "x", "a"}
    return written and any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(node.args[0]))
