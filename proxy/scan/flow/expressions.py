"""What an expression may hold, from what its parts may hold.

Rules for this file: no verdicts; unknown stays unknown. Counterparts: calls.py for calls, statements.py for what moves names.
"""

# ruff: noqa: SLF001 - a table of its own methods
from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final

from ast_grep_py import SgNode

from proxy.scan.flow import certain
from proxy.scan.flow import terms as t
from proxy.scan.flow.frame import Frame
from proxy.scan.flow.library import Source, Tables
from proxy.scan.flow.naming import shown, spelled
from proxy.scan.flow.values import (
    CONSTANT,
    LIST,
    PARAMETER,
    REQUEST,
    UNKNOWN,
    Closure,
    Exact,
    Taint,
    Value,
    concatenated,
    joined,
    keyed,
    of,
)

_DEPTH: Final = 100  # expressions and statements in each other, over all the calls followed
_FUEL: Final = 60_000  # terms looked at in one text
_TEXT: Final = 400


class Expressions:
    """Looks at expressions. What a call does is told by calls.py."""

    by_kind: ClassVar[dict[type[t.Term], Callable[..., Value]]] = {}

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.certain = certain.Names("", tables.folder)
        self.fuel = _FUEL
        self.cut = False
        self.pending: list[Closure] = []
        self._depth = 0

    def look(self, term: t.Term | None, frame: Frame) -> Value:
        """What the term may hold; what it calls is checked on the way."""
        if term is None:
            return UNKNOWN
        self.fuel -= 1
        if self.fuel < 0 or self._depth >= _DEPTH:
            self.cut = True
            return UNKNOWN
        self._depth += 1
        seen = self.by_kind[type(term)](self, term, frame)
        self._depth -= 1
        return seen

    # -- leaves

    def _literal(self, term: t.Literal, _: Frame) -> Value:
        if term.text is None:
            exact = certain.number(term.node.text())
            return CONSTANT if exact is None else Value(constant=True, exact=exact)
        return Value(text=term.text[:_TEXT], constant=True, exact=certain.text(term.text))

    def _name(self, term: t.Name, frame: Frame) -> Value:
        known = frame.names.get(term.name)
        if known is not None:
            return known if known.exact is None or self.certain.is_certain(term.name) else known.uncertain()
        source = self.tables.globals.get(term.name)
        if source is not None:
            return self.brought(source, term, Value(chain=term.name))
        if self.foreign(term.name):
            return Value((Taint(PARAMETER, term.name),), chain=term.name)
        return Value(chain=term.name)

    def foreign(self, name: str) -> bool:
        """Whether a name that the text gives no value to may be the parameter of a function around it that isn't shown."""
        if not name[:1].islower() or name in self.tables.known:
            return False
        return self.tables.trusted.search(name) is None

    def _member(self, term: t.Member, frame: Frame) -> Value:
        return self.member(self.receiver(term.base, frame), term.name, term)

    def receiver(self, term: t.Term, frame: Frame) -> Value:
        """What stands before a dot: a name that the text gives no value to is rather a module there."""
        if isinstance(term, t.Name) and term.name not in frame.names and term.name not in self.tables.globals:
            return Value(chain=term.name)
        return self.look(term, frame)

    def member(self, base: Value, name: str, term: t.Member | t.Index) -> Value:
        """`base.name`, `base["name"]`."""
        if base.fields:
            known = base.fields.get(name)
            if known is not None:
                return known
        if name in self.tables.plain:
            return UNKNOWN
        key = name if isinstance(term, t.Index) else ""
        made = of(base, keyed(key) if key else name)
        source = self.source(base, name, spelled(term.base))
        return made if source is None else self.brought(source, term, made, key)

    def source(self, base: Value, name: str, spelling: str = "") -> Source | None:
        """What a member or call brings in."""
        entries = self.tables.sources.get(name)
        if entries is None:
            return None
        return next((each for before, each in entries if self.receives(before, base, spelling)), None)

    def receives(self, before: str, base: Value | None, spelling: str) -> bool:
        """Whether a receiver is the one that a pattern means."""
        if before == "*":
            return base is not None
        if base is None:
            return not before
        if not before:
            return False
        chain = base.chain
        if before[0] == "~":
            word = self.tables.receivers[before[1:]]
            return any(
                word.search(each) for each in (spelling.rpartition(".")[2], base.kind, chain.rpartition(".")[2]) if each
            )
        return before in (chain, base.kind) or chain.endswith(f".{before}")

    def brought(self, source: Source, term: t.Term, value: Value, key: str = "") -> Value:
        """A value from outside. `key`: what was asked for, which tells it from others but is never shown."""
        label = shown(spelled(term)) or "input"
        return Value(
            (Taint(REQUEST, f"{label}.{keyed(key)}" if key else label, source.safe, source.doubt),),
            None,
            value.chain,
            value.kind,
        )

    # -- what is in something

    def _index(self, term: t.Index, frame: Frame) -> Value:
        base = self.receiver(term.base, frame)
        key = self.look(term.key, frame)
        letter = certain.picked(base.exact, key.exact)
        if letter is not None:
            return Value(text=letter, constant=True, exact=letter)
        if base.shape == LIST and type(key.exact) is int:
            return (base.fields or {}).get(str(key.exact), UNKNOWN)
        if key.constant and key.text is not None:
            return self.member(base, key.text, term)
        if base.constant:
            return CONSTANT
        return self.element(base)

    def element(self, base: Value) -> Value:
        """Any element of a value."""
        own = Value(base.taints, chain=base.chain) if base.taints or not base.fields else None
        inside = list(base.fields.values()) if base.fields else []
        return joined([*([own] if own else []), *inside])

    def _bundle(self, term: t.Bundle, frame: Frame) -> Value:
        fields: dict[str, Value] = {}
        spread: list[Value] = []
        constant = True
        for at, (key, item) in enumerate(term.items):
            value = self.look(item, frame)
            constant = constant and value.constant
            if key == "*":
                fields.update(value.fields or {})
                spread.append(value)
            else:
                fields[str(at) if key is None else key] = value
            if value.code is not None and isinstance(item, t.Lambda):
                self.pending.append(value.code)
        taints = joined(spread).taints if spread else ()
        listed = all(key is None for key, _ in term.items)
        return Value(taints, fields=fields, constant=constant, shape=LIST if listed else "")

    # -- what is made of something

    def _concat(self, term: t.Concat, frame: Frame) -> Value:
        parts = [self.look(each, frame) for each in term.parts]
        if len(parts) == 2 and all(isinstance(each.exact, int) for each in parts):  # noqa: PLR2004 - the two sides
            return Value(constant=True, exact=self._worked_out(term.node, parts))
        return concatenated(parts).put_together(term.node)

    def _through(self, term: t.Through, frame: Frame) -> Value:
        return joined([self.look(each, frame) for each in term.parts])

    def _opaque(self, term: t.Opaque, frame: Frame) -> Value:
        parts = [self.look(each, frame) for each in term.parts]
        exact = self._worked_out(term.node, parts)
        if exact is not None:
            return Value(constant=True, exact=exact)
        return CONSTANT if parts and all(each.constant for each in parts) else UNKNOWN

    def _worked_out(self, node: SgNode, parts: list[Value]) -> Exact | None:
        """What an operator makes of values that are certain."""
        if not parts or any(each.exact is None for each in parts):
            return None
        sign = node.field("operator")
        if sign is None and len(parts) == 1:
            return certain.worked_out(node.text()[:1], [parts[0].exact])
        return None if sign is None else certain.worked_out(sign.text(), [each.exact for each in parts])

    def _compare(self, term: t.Compare, frame: Frame) -> Value:
        exact = self._worked_out(term.node, [self.look(term.left, frame), self.look(term.right, frame)])
        return UNKNOWN if exact is None else Value(constant=True, exact=exact)

    def _cast(self, term: t.Cast, frame: Frame) -> Value:
        value = self.look(term.value, frame)
        if self.tables.numbers.fullmatch(term.type):
            return UNKNOWN  # a cast may change a number
        return Value(
            value.taints,
            value.text,
            value.chain,
            term.type or value.kind,
            value.fields,
            value.code,
            value.constant,
            value.built,
        )

    def _elsewhere(self, _: t.Term, __: Frame) -> Value:
        """A piece without what it belongs to."""
        return UNKNOWN

    def _lambda(self, term: t.Lambda, frame: Frame) -> Value:
        return Value(code=Closure(term.function, frame))


Expressions.by_kind.update(
    {
        t.Literal: Expressions._literal,
        t.Name: Expressions._name,
        t.Member: Expressions._member,
        t.Index: Expressions._index,
        t.Bundle: Expressions._bundle,
        t.Concat: Expressions._concat,
        t.Through: Expressions._through,
        t.Opaque: Expressions._opaque,
        t.Compare: Expressions._compare,
        t.Cast: Expressions._cast,
        t.Lambda: Expressions._lambda,
        t.Pattern: Expressions._elsewhere,
        t.Case: Expressions._elsewhere,
    }
)
Looks = dict[type[t.Term], Callable[[Any, Any, Frame], Value]]
