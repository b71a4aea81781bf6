"""What a check is given and what it gives back.

Rules for this file: a check looks at one call (or statement) and the facts; it holds no state. Every hit's node is the sink.
Counterparts: flow.py builds the views, registry.py says which check looks at which call.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from proxy.model import Confidence, Severity
from proxy.scan.checks.facts import UNKNOWN, Fact, Facts


@dataclass(frozen=True, slots=True)
class Hit:
    """A defect seen. Severity and confidence None: as the rule's metadata says. INFO: looked at, and found ordinary."""

    rule: str
    node: ast.AST
    severity: Severity | None = None
    confidence: Confidence | None = None
    detail: str = ""
    fix: str = ""
    replacement: str | None = None
    late: bool = False
    cwe: tuple[str, ...] = ()  # empty: as the rule's metadata says
    path: tuple[tuple[int, int], ...] = ()  # lines (first, last) of the block on which the text was put together


@dataclass(slots=True)
class Call:
    """One call: its name through the imports, what it is called on, and what is known of its arguments."""

    node: ast.Call
    name: str
    base: Fact
    args: list[Fact]
    facts: Facts
    keywords: dict[str, Fact] = field(default_factory=dict)

    @property
    def tail(self) -> str:
        """The last part of the name."""
        func = self.node.func
        return func.attr if isinstance(func, ast.Attribute) else self.name.rpartition(".")[2]

    @property
    def owner(self) -> str:
        """All but the last part of the name."""
        return self.name.rpartition(".")[0]

    def arg(self, position: int, keyword: str = "") -> Fact:
        """What is known of an argument."""
        if keyword in self.keywords:
            return self.keywords[keyword]
        return self.args[position] if 0 <= position < len(self.args) else UNKNOWN

    def expr(self, position: int, keyword: str = "") -> ast.expr | None:
        """An argument as it stands."""
        for given in self.node.keywords:
            if keyword and given.arg == keyword:
                return given.value
        return self.node.args[position] if 0 <= position < len(self.node.args) else None

    def flag(self, keyword: str) -> bool | None:
        """A keyword argument that is plainly true or false; None where it isn't given or isn't plain."""
        value = self.expr(-1, keyword)
        return bool(value.value) if isinstance(value, ast.Constant) else None

    def has(self, keyword: str) -> bool:
        """The keyword is given, or may be in `**options`."""
        return any(given.arg in {keyword, None} for given in self.node.keywords)


Check = Callable[[Call], Iterator[Hit]]
HIGH, MEDIUM, LOW, INFO = Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO
SURE, LIKELY, MAYBE = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
