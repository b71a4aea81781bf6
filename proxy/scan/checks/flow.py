"""Expressions: what a value may hold, and each call handed to the checks that know it.

One pass, bottom up: an expression's fact is made of the facts of its parts; calls are looked at on the way.
Rules for this file: no rule of its own; unknown stays unknown. Counterparts: fold.py feeds statements, registry.py holds the checks.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import ClassVar

from proxy.scan.checks import names
from proxy.scan.checks.calls import Call, Hit
from proxy.scan.checks.combining import element_of, filled, mentioned, repeated, separated, summands
from proxy.scan.checks.constants import exact
from proxy.scan.checks.facts import (
    EVERY,
    LINE,
    NONE,
    NUMBER,
    PARAM,
    REQUEST,
    UNKNOWN,
    Fact,
    Facts,
    joined,
    merged,
)
from proxy.scan.checks.guards import guarded
from proxy.scan.checks.places import Container, called, constant
from proxy.scan.checks.registry import EXPRESSIONS, checks_for
from proxy.scan.checks.sources import KEEPING, SAFE_CALLS, cleaned_by, passed_on, source_of, weakened
from proxy.scan.checks.tellers import of_open, of_substitution

_TEXT_CHARS = 700
CONSTANTS = (
    "constants"  # the kind of a table whose values are all constant: what is looked up in it is none of the client's
)
_GROWING = frozenset({"append", "add", "insert", "extend"})
_DEPTH = 90  # nested expressions; deeper ones are nobody's code and would exhaust the stack


class Flow:
    """Evaluates expressions at one place."""

    def __init__(self, facts: Facts, indent: int, header: int | None = None) -> None:
        """`indent`: where names are given values; `header`: where the statement stands, which differs in a branch always taken."""
        self.facts = facts
        self.indent = indent
        self.header = indent if header is None else header
        self.hits: list[Hit] = []
        self._depth = 0

    def look(self, node: ast.expr | None) -> Fact:
        """What the expression may hold; what it calls is checked on the way."""
        if node is None:
            return UNKNOWN
        if self._depth >= _DEPTH:
            return UNKNOWN
        self._depth += 1
        kind = type(node)
        seen = self.by_kind.get(kind, Flow._other)(self, node)
        for check in EXPRESSIONS.get(kind, ()):
            self.hits.extend(check(node, seen, self.facts))
        self._depth -= 1
        return seen

    def _constant(self, node: ast.Constant) -> Fact:
        if isinstance(node.value, str):
            return Fact(text=node.value[:_TEXT_CHARS], kind="text")
        if isinstance(node.value, bytes):
            return Fact(text=node.value[:_TEXT_CHARS].decode("latin-1"), kind="bytes")
        return Fact(text=str(node.value)[:40], kind="number")

    def _name(self, node: ast.Name) -> Fact:
        known = self.facts.get(node.id)
        self.facts.spill(node.id)
        if known is not None:
            return known
        if names.CONSTANT.match(node.id):
            return Fact(text="X", kind="constant")
        return Fact(kind=self.facts.aliases.get(node.id, ""))

    def _attribute(self, node: ast.Attribute) -> Fact:
        base = self.look(node.value)
        name = names.dotted(node, self.facts.aliases)
        source = source_of(name)
        if source:
            return Fact(source, kind=name, roots=base.roots)
        known = self.facts.get(name) if name.startswith("self.") else None
        if known is not None:
            return known
        if names.CONSTANT.match(node.attr) and base.taint == NONE:
            return Fact(text="X", kind=name or "constant")
        if base.taint:
            return Fact(base.taint if base.taint != PARAM else NONE, kind=name, clean=base.clean, roots=base.roots)
        return Fact(kind=name)

    def _subscript(self, node: ast.Subscript) -> Fact:
        container = self._container(node.value)
        base = self.look(node.value)
        self.look(node.slice)
        key = constant(node.slice)
        if container is not None and isinstance(node.value, ast.Name):
            self.facts.hold(node.value.id, container)
            if key is not None:
                return container.at(key)
        if (
            isinstance(node.value, ast.Name)
            and node.value.id == "event"
            and (function := self.facts.function)
            and "handler" in function.name
        ):
            return Fact(REQUEST, kind="event")
        if base.kind == CONSTANTS:
            return Fact(text=base.text or "X", kind="constant")
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int) and base.taint:
            base = base._replace(roots=())  # a check of one element tells nothing of the others
        if base.text is not None and base.kind not in {"text", "bytes"}:
            return base._replace(text=None) if base.taint else UNKNOWN
        return base

    def _call(self, node: ast.Call) -> Fact:
        func = node.func
        container = self._container(func.value) if isinstance(func, ast.Attribute) else None
        base = self.look(func.value) if isinstance(func, ast.Attribute) else UNKNOWN
        if not isinstance(func, (ast.Attribute, ast.Name)):
            base = self.look(func)
        args = [self.look(arg.value if isinstance(arg, ast.Starred) else arg) for arg in node.args]
        keywords = {given.arg or "**": self.look(given.value) for given in node.keywords}
        name = names.dotted(func, self.facts.aliases)
        call = Call(node, name, base, args, self.facts, keywords)
        for check in checks_for(call):
            self.hits.extend(check(call))
        if call.tail in _GROWING and isinstance(func, ast.Attribute):
            self._grow(func.value, base, args)
        given = self._given_back(call)
        if container is None or not isinstance(func, ast.Attribute) or not isinstance(func.value, ast.Name):
            return given
        after, taken = called(container, node, args)
        if after is container or (after is not None and self.indent == container.indent):
            self.facts.hold(func.value.id, after)
        return given if taken is None else taken

    def _container(self, node: ast.expr) -> Container | None:
        """The container that a name stands for, where it is known place by place."""
        held = self.facts.held(node.id) if isinstance(node, ast.Name) else None
        return None if held is None else Container(*held)

    def _grow(self, owner: ast.expr, base: Fact, given: list[Fact]) -> None:
        """A list holds what is put into it too."""
        if isinstance(owner, ast.Name) and given and (base.constant or given[-1].taint):
            self.facts.bind(owner.id, merged([base, given[-1]])._replace(kind="list"), self.indent)

    def _given_back(self, call: Call) -> Fact:
        """What a call gives back: the first teller that knows, else a guess that is weaker than what went in."""
        given = [*call.args, *call.keywords.values()]
        for tell in self.tellers:
            told = tell(self, call, given)
            if told is not None:
                return told
        worst = merged(given)
        if names.CLEANING.search(call.tail):
            return Fact(worst.taint, kind=call.name, clean=EVERY, roots=worst.roots)
        return Fact(weakened(worst.taint), kind=call.name, clean=worst.clean, roots=worst.roots)

    def _of_source(self, call: Call, _given: list[Fact]) -> Fact | None:
        source = source_of(call.name)
        if source:
            return Fact(source, kind=call.name, roots=call.base.roots)
        return NUMBER if call.name in SAFE_CALLS else None

    def _of_cleaner(self, call: Call, given: list[Fact]) -> Fact | None:
        cleans = cleaned_by(call.name)
        if cleans is None:
            return None
        worst = merged(given) if given else call.base
        return Fact(worst.taint, kind=call.name, clean=worst.clean | cleans, roots=worst.roots)

    def _of_passing(self, call: Call, given: list[Fact]) -> Fact | None:
        if not passed_on(call.name):
            return None
        made = joined(separated(given)) if call.name.endswith("path.join") else merged(given)
        return made._replace(kind=call.name)

    def _of_function(self, call: Call, given: list[Fact]) -> Fact | None:
        """What a function of the text gave back where it stood."""
        told = self.facts.get(f"{call.name}()")
        if told is None or told.taint != PARAM:
            return told
        worst = merged(given)
        kind = told.kind if told.kind == "list" else call.name
        clean = told.clean | worst.clean | (LINE if names.CLEANING.search(call.tail) else 0)
        return Fact(worst.taint, kind=kind, clean=clean, roots=worst.roots) if worst.taint else None

    def _of_table(self, call: Call, _given: list[Fact]) -> Fact | None:
        """`TABLE.get(key, default)`, where what the table holds is constant or unknown."""
        if call.tail not in {"get", "pop"} or not isinstance(call.node.func, ast.Attribute):
            return None
        if call.base.kind == CONSTANTS:
            return merged([Fact(text="X", kind="constant"), *call.args[1:2]])
        if len(call.args) > 1 and not call.base.taint:
            return merged([call.base._replace(text=None, kind=""), call.args[1]])
        return None

    def _of_method(self, call: Call, given: list[Fact]) -> Fact | None:
        """What a method of a text (or of something steered) gives back."""
        if not isinstance(call.node.func, ast.Attribute):
            return None
        base, tail = call.base, call.tail
        if tail in {"format", "format_map"} and base.text is not None:
            return filled(base, given)
        if tail == "join" and base.constant:
            return joined([given[0], Fact(text=base.text), given[0]]) if given else UNKNOWN
        return self._of_text_method(call, given)

    def _of_text_method(self, call: Call, given: list[Fact]) -> Fact | None:
        base, tail = call.base, call.tail
        if tail == "replace" and base.taint and given and given[0].text in {"\n", "\r", "\r\n"}:
            return base.cleaned(LINE)
        pasting = tail in {"replace", "format", "join"} and not call.name.endswith("path.join")
        if pasting and not base.taint and given and (worst := merged(given)).taint:
            return worst._replace(text=None)
        if tail in KEEPING and (base.taint or base.text is not None):
            return base if base.kind in {"text", "bytes"} or base.taint else base._replace(text=None)
        return None

    tellers: ClassVar[tuple[Callable[..., Fact | None], ...]] = (
        _of_source,
        _of_cleaner,
        _of_table,
        of_open,
        of_substitution,
        _of_method,
        _of_passing,
        _of_function,
    )

    def _joined(self, node: ast.JoinedStr) -> Fact:
        return joined([self.look(part) for part in node.values])

    def _formatted_value(self, node: ast.FormattedValue) -> Fact:
        seen = self.look(node.value)
        return seen.cleaned(LINE) if node.conversion == ord("r") else seen

    def _binary(self, node: ast.BinOp) -> Fact:
        if isinstance(node.op, ast.Add):
            return joined([self.look(part) for part in summands(node)])
        left, right = self.look(node.left), self.look(node.right)
        if isinstance(node.op, ast.Mod) and left.text is not None and left.kind != "number":
            given = (
                [self.look_again(part) for part in node.right.elts] if isinstance(node.right, ast.Tuple) else [right]
            )
            return filled(left, given)
        if isinstance(node.op, ast.Mult):
            return repeated(left, right) if left.text is not None and left.kind not in {"number", "bool"} else right
        if isinstance(node.op, ast.Div) and (
            left.kind.endswith("Path")
            or (left.text is not None and left.kind != "number")
            or isinstance(node.right, ast.Constant)
        ):
            return joined([left, Fact(text="/"), right])._replace(kind="pathlib.Path")
        return NUMBER if not (left.taint or right.taint) else merged([left, right])

    def look_again(self, node: ast.expr) -> Fact:
        """The fact of a part that was already looked at: its hits aren't counted twice."""
        kept, self.hits = self.hits, []
        layer = self.facts.layers[-1]
        containers, layer.containers = layer.containers, ()  # nothing is taken out twice
        seen = self.look(node)
        self.hits, layer.containers = kept, containers
        return seen

    def _either(self, node: ast.BoolOp) -> Fact:
        seen = merged([self.look(value) for value in node.values])
        self.facts.layers[-1].containers = ()  # what was done in it may not have been done
        return seen

    def _conditional(self, node: ast.IfExp) -> Fact:
        self.look(node.test)
        checked = guarded(node.test, self.facts)
        body, orelse = self.look(node.body), self.look(node.orelse)
        self.facts.layers[-1].containers = ()
        test = exact(node.test, self.facts)
        if test is not None:
            return body if test else orelse
        body = body.cleaned(EVERY) if checked & mentioned(node.body) else body
        orelse = orelse.cleaned(EVERY) if checked & mentioned(node.orelse) else orelse
        return merged([body, orelse])

    def _elements(self, node: ast.List | ast.Tuple | ast.Set) -> Fact:
        seen = [self.look(element) for element in node.elts]
        worst = merged(seen) if seen else Fact(text="")
        return worst._replace(kind="list", text=worst.text if len(seen) == 1 or worst.constant else None)

    def _dict(self, node: ast.Dict) -> Fact:
        for key in node.keys:
            self.look(key)
        seen = [self.look(value) for value in node.values]
        if seen and all(value.constant for value in seen):
            return Fact(text=max((value.text or "" for value in seen), key=len), kind=CONSTANTS)
        return merged(seen)._replace(kind="dict", text=None)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Fact:
        self.bind_generators(node.generators)
        return self.look(node.elt)._replace(kind="list")

    def _dict_comprehension(self, node: ast.DictComp) -> Fact:
        self.bind_generators(node.generators)
        return merged([self.look(node.key), self.look(node.value)])._replace(kind="dict", text=None)

    def bind_generators(self, generators: list[ast.comprehension]) -> None:
        """The loop names of a comprehension hold what they loop over."""
        self.facts.layers[-1].containers = ()  # what is done here is done many times
        for generator in generators:
            self.bind(generator.target, element_of(self.look(generator.iter)))
            for test in generator.ifs:
                self.look(test)
                self.facts.guard(guarded(test, self.facts))

    def bind(self, target: ast.expr, fact: Fact) -> None:
        """Give a target (a name, a tuple of names, an attribute of self) its value."""
        if isinstance(target, ast.Name):
            self.facts.bind(target.id, fact, self.indent)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for element in target.elts:
                self.bind(element, element_of(fact))
        elif isinstance(target, ast.Starred):
            self.bind(target.value, fact)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
            self.facts.bind(f"self.{target.attr}", fact, self.indent)
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            self._put(target.value.id, target.slice, fact)

    def _put(self, name: str, place: ast.expr, fact: Fact) -> None:
        """`name[place] = value`."""
        container = self._container(ast.Name(name))
        held = self.facts.get(name) or UNKNOWN
        self.facts.spill(name)
        if fact.taint:
            kind = "dict" if held.kind == CONSTANTS else held.kind
            self.facts.bind(name, merged([held, fact])._replace(text=None, kind=kind), self.indent)
        key = constant(place)
        after = container.having(key, fact) if container is not None and key is not None else None
        if after is not None and after.indent == self.indent:
            self.facts.hold(name, after)

    def _walrus(self, node: ast.NamedExpr) -> Fact:
        fact = self.look(node.value)
        self.bind(node.target, fact)
        return fact

    def _lambda(self, node: ast.Lambda) -> Fact:
        self.look(node.body)
        self.facts.layers[-1].containers = ()
        return UNKNOWN

    def _inner(self, node: ast.Await | ast.Starred | ast.YieldFrom) -> Fact:
        return self.look(node.value)

    def _test(self, node: ast.Compare | ast.UnaryOp) -> Fact:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.look(child)
        return NUMBER

    def _other(self, node: ast.expr) -> Fact:
        seen = [self.look(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        return merged(seen)._replace(text=None) if seen else UNKNOWN

    by_kind: ClassVar[Mapping[type[ast.AST], Callable[..., Fact]]] = {
        ast.Constant: _constant,
        ast.Name: _name,
        ast.Attribute: _attribute,
        ast.Subscript: _subscript,
        ast.Call: _call,
        ast.JoinedStr: _joined,
        ast.FormattedValue: _formatted_value,
        ast.BinOp: _binary,
        ast.BoolOp: _either,
        ast.IfExp: _conditional,
        ast.List: _elements,
        ast.Tuple: _elements,
        ast.Set: _elements,
        ast.Dict: _dict,
        ast.ListComp: _comprehension,
        ast.SetComp: _comprehension,
        ast.GeneratorExp: _comprehension,
        ast.DictComp: _dict_comprehension,
        ast.NamedExpr: _walrus,
        ast.Lambda: _lambda,
        ast.Await: _inner,
        ast.Starred: _inner,
        ast.YieldFrom: _inner,
        ast.Compare: _test,
        ast.UnaryOp: _test,
    }
