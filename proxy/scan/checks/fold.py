"""Statements, in order: `hits = Fold(facts).step(statement, indent)`, and the facts move on.

A statement's own expressions are looked at, never its body: the body's statements are steps of their own, so that one statement scanned
alone and a whole text share this file. Scopes are closed by indentation.
Rules for this file: no rule of its own. Counterparts: flow.py evaluates, bandit.py feeds.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from proxy.model import Severity
from proxy.scan.checks import names
from proxy.scan.checks.branches import DEAD, LOOP, Branch, entered, is_dead, level, tested, turned
from proxy.scan.checks.calls import Hit
from proxy.scan.checks.combining import element_of
from proxy.scan.checks.constants import exact
from proxy.scan.checks.facts import NONE, PARAM, REQUEST, UNKNOWN, Decorator, Fact, Facts, Layer, built_by, merged
from proxy.scan.checks.flow import Flow
from proxy.scan.checks.guards import checked_by, guarded
from proxy.scan.checks.places import written
from proxy.scan.checks.registry import FUNCTIONS, STATEMENTS
from proxy.scan.checks.sources import SAFE_TYPES

# Fixed keys and unverified tokens of a test protect nothing.
_FINE_IN_TESTS = frozenset(
    {
        "jwt-unverified",
        "jwt-hardcoded-key",
        "hardcoded-key",
        "hardcoded-secret-key",
        "tls-unverified",
        "jwt-no-expiry",
        "secret-in-log",
    }
)
_ROUTE = frozenset(
    {
        "route",
        "get",
        "post",
        "put",
        "delete",
        "patch",
        "websocket",
        "api_view",
        "api_route",
        "view_config",
        "add_url_rule",
        "action",
    }
)
_VIEW_PARAMETERS = 4  # of a function whose first one is called `request`
_INJECTED = frozenset({"Depends", "Security", "BackgroundTasks"})
_VIEW_CLASSES = ("View", "Handler", "Resource", "APIView", "ViewSet", "MethodView")
_VIEW_METHODS = frozenset({"get", "post", "put", "delete", "patch"})
_NOT_STEERED = frozenset(
    {"self", "cls", "db", "session", "request", "req", "ctx", "context", "app", "cursor", "conn", "connection"}
)


class Fold:
    """Feeds statements to the checks; `facts` are changed in place."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def step(self, statement: ast.AST, indent: int) -> list[Hit]:
        """Look at one statement without its body."""
        facts = self.facts
        kind = type(statement)
        if kind in _SILENT:
            return []
        if kind is not ast.Match:
            facts.close(indent)
        layer = facts.layers[-1]
        if layer.branches:
            layer.branches = entered(layer.branches, indent)
        if kind is not ast.Match:
            layer.join(indent)
            layer.others = layer.others.leaving(indent) if kind in _LEAVING else layer.others.gone_on()
        facts.dead = is_dead(layer.branches, indent)
        facts.targets = ()
        flow = Flow(facts, level(layer.branches, indent), indent)
        seen = self.by_kind.get(kind, _other)(self, flow, statement)
        for check in STATEMENTS.get(kind, ()):
            flow.hits.extend(check(statement, seen, facts))
        if kind not in _KEEPING_DECORATORS:
            facts.pending = ()
        if not flow.hits:
            return []
        hits = [replace(hit, path=_path(hit.node, facts)) for hit in flow.hits]
        tested = any(layer.kind == "function" and layer.name.startswith("test_") for layer in facts.layers)
        return [replace(hit, severity=Severity.LOW) if tested and hit.rule in _FINE_IN_TESTS else hit for hit in hits]

    def turn(self, indent: int) -> None:
        """The `else` or `elif` at this indentation begins."""
        layer = self._next(indent)
        layer.branches = turned(layer.branches, indent)

    def catch(self, indent: int) -> None:
        """The `except` at this indentation begins."""
        layer = self._next(indent)
        layer.branches = tuple(each for each in layer.branches if each.indent < indent)

    def _next(self, indent: int) -> Layer:
        self.facts.close(indent)
        layer = self.facts.layers[-1]
        layer.join(indent + 1)
        layer.others = layer.others.turned(indent)
        return layer

    def decorate(self, expression: ast.expr, indent: int) -> list[Hit]:
        """Look at a decorator; it waits for its function."""
        self.facts.close(indent)
        flow = Flow(self.facts, indent)
        flow.look(expression)
        decorator = _decorator(expression, self.facts)
        self.facts.pending = (*self.facts.pending, decorator)
        for check in FUNCTIONS["decorator"]:
            flow.hits.extend(check(expression, decorator, self.facts))
        return flow.hits

    def function(self, flow: Flow, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Fact:
        """Enter a function: its parameters hold what the caller gives."""
        facts = self.facts
        for decorator in node.decorator_list:
            flow.hits.extend(self.decorate(decorator, flow.header))
        for default in [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]:
            flow.look(default)
        pending, facts.pending = facts.pending, ()
        route = next((found for found in pending if found.name.rpartition(".")[2] in _ROUTE), None)
        first = next((argument.arg for argument in node.args.args if argument.arg not in {"self", "cls"}), "")
        owner = facts.layers[-1]
        view = owner.kind == "class" and owner.route and node.name in _VIEW_METHODS
        web = (
            route is not None
            or view
            or (first in {"request", "req"} and owner.kind != "class" and len(node.args.args) <= _VIEW_PARAMETERS)
        )
        facts.open(Layer(flow.header, "function", node.name, route is not None or view))
        self._parameters(flow, node.args, REQUEST if route is not None or view else PARAM, route.text if route else "")
        if web and first in {"request", "req"}:
            facts.layers[-1].route = True
        return UNKNOWN

    def _parameters(self, flow: Flow, arguments: ast.arguments, taint: int, path: str) -> None:
        listed = [*arguments.posonlyargs, *arguments.args]
        defaults: dict[str, ast.expr] = dict(
            zip((a.arg for a in reversed(listed)), reversed(arguments.defaults), strict=False)
        )
        defaults.update(
            {a.arg: d for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d is not None}
        )
        rest = [found for found in (arguments.vararg, arguments.kwarg) if found is not None]
        for argument in [*listed, *arguments.kwonlyargs, *rest]:
            flow.bind(ast.Name(argument.arg), _parameter(argument, defaults.get(argument.arg), taint, path, self.facts))

    def class_(self, flow: Flow, node: ast.ClassDef) -> Fact:
        """Enter a class."""
        for base in [*node.bases, *(keyword.value for keyword in node.keywords)]:
            flow.look(base)
        view = any(names.dotted(base, self.facts.aliases).endswith(_VIEW_CLASSES) for base in node.bases)
        self.facts.pending = ()
        self.facts.open(Layer(flow.header, "class", node.name, route=view))
        return UNKNOWN

    def assign(self, flow: Flow, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> Fact:
        """A name gets a value."""
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        self.facts.targets = tuple(word for target in targets for word in _target_words(target))
        value = flow.look(node.value)
        known = exact(node.value, self.facts) if not isinstance(node, ast.AugAssign) else None
        name = targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else ""
        fresh = name not in self.facts.layers[-1].names
        if isinstance(node, ast.AugAssign):
            before = flow.look_again(node.target)
            value = (
                flow.look_again(ast.BinOp(node.target, node.op, node.value))
                if isinstance(node.op, ast.Add)
                else merged([before, value])
            )
        for target in targets:
            if (
                isinstance(target, ast.Tuple)
                and isinstance(node.value, ast.Tuple)
                and len(target.elts) == len(node.value.elts)
            ):
                for part, given in zip(target.elts, node.value.elts, strict=True):
                    flow.bind(part, flow.look_again(given))
            elif node.value is not None:
                flow.bind(target, value)
        if name and fresh and known is not None and not self.facts.dead:
            self.facts.settle(name, known, flow.indent)
        if name and isinstance(node.value, (ast.List, ast.Dict)):
            inside = node.value.values if isinstance(node.value, ast.Dict) else node.value.elts
            container = written(node.value, [flow.look_again(each) for each in inside], flow.indent)
            if container is not None:
                self.facts.hold(name, container)
        return value

    def returned(self, flow: Flow, node: ast.Return) -> Fact:
        """What a function gives back."""
        function = self.facts.function
        self.facts.targets = (function.name,) if function is not None else ()
        seen = flow.look(node.value)
        if function is not None:
            self.facts.give_back(function, seen)
        return seen

    def test(self, flow: Flow, node: ast.If | ast.While | ast.Assert) -> Fact:
        """A test may check names."""
        seen = flow.look(node.test)
        self.facts.guard(guarded(node.test, self.facts))
        layer = self.facts.layers[-1]
        if isinstance(node, ast.While):
            layer.containers = ()
            never = exact(node.test, self.facts) in {0, ""}
            layer.branches = (*layer.branches, Branch(flow.header, DEAD if never else LOOP))
        elif isinstance(node, ast.If):
            value = exact(node.test, self.facts)
            layer.branches = tested(layer.branches, flow.header, truth=None if value is None else bool(value))
        return seen

    def shared(self, flow: Flow, node: ast.Global | ast.Nonlocal) -> Fact:
        """Names that others give values to."""
        for name in node.names:
            self.facts.forget(name)
            flow.bind(ast.Name(name), self.facts.get(name) or UNKNOWN)
        return UNKNOWN

    def loop(self, flow: Flow, node: ast.For | ast.AsyncFor) -> Fact:
        """A loop's names hold the elements."""
        seen = flow.look(node.iter)
        layer = self.facts.layers[-1]
        layer.branches = (*layer.branches, Branch(flow.header, LOOP))
        flow.bind(node.target, element_of(seen))
        return seen

    def with_(self, flow: Flow, node: ast.With | ast.AsyncWith) -> Fact:
        """What is entered gets a name."""
        for item in node.items:
            seen = flow.look(item.context_expr)
            if item.optional_vars is not None:
                flow.bind(item.optional_vars, seen)
        return UNKNOWN

    def expression(self, flow: Flow, node: ast.Expr) -> Fact:
        """A call that stands alone may be a check."""
        seen = flow.look(node.value)
        value = node.value.value if isinstance(node.value, ast.Await) else node.value
        if isinstance(value, ast.Call):
            self.facts.guard(checked_by(value, self.facts))
        return seen

    def import_(self, _flow: Flow, node: ast.Import) -> Fact:
        """Names of modules."""
        for name in node.names:
            if name.asname:
                self.facts.alias(name.asname, name.name)
        return UNKNOWN

    def import_from(self, _flow: Flow, node: ast.ImportFrom) -> Fact:
        """Names from modules."""
        for name in node.names:
            self.facts.alias(name.asname or name.name, f"{node.module}.{name.name}" if node.module else name.name)
        return UNKNOWN

    def match(self, flow: Flow, node: ast.Match) -> Fact:
        """A subject that is told apart by constants is checked."""
        self.facts.layers[-1].known = ()  # a pattern may give names values
        return flow.look(node.subject)

    by_kind: ClassVar[Mapping[type[ast.AST], Callable[..., Fact]]] = {
        ast.FunctionDef: function,
        ast.AsyncFunctionDef: function,
        ast.ClassDef: class_,
        ast.Assign: assign,
        ast.AnnAssign: assign,
        ast.AugAssign: assign,
        ast.Return: returned,
        ast.If: test,
        ast.While: test,
        ast.Assert: test,
        ast.For: loop,
        ast.AsyncFor: loop,
        ast.With: with_,
        ast.AsyncWith: with_,
        ast.Expr: expression,
        ast.Import: import_,
        ast.ImportFrom: import_from,
        ast.Match: match,
        ast.Global: shared,
        ast.Nonlocal: shared,
    }


def _path(node: ast.AST, facts: Facts) -> tuple[tuple[int, int], ...]:
    """The lines before this statement on which the texts in it were put together."""
    if isinstance(getattr(node, "body", None), list):
        return ()  # a function or a loop is no use of what stands in it
    known = (facts.get(_known_as(each, facts)) for each in ast.walk(node) if isinstance(each, _NAMED))
    return tuple(lines for lines in built_by(fact for fact in known if fact is not None) if lines != facts.lines)


def _known_as(node: ast.AST, facts: Facts) -> str:
    """What the fact of a name, an attribute of `self`, or a call of a function of the text is filed under."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Call):
        return f"{names.dotted(node.func, facts.aliases)}()"
    return names.dotted(node, facts.aliases) if isinstance(node, ast.Attribute) else ""


_NAMED = (ast.Name, ast.Attribute, ast.Call)


def _other(_fold: Fold, flow: Flow, node: ast.AST) -> Fact:
    seen = [flow.look(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return seen[0] if seen else UNKNOWN


def _target_words(target: ast.expr) -> Iterator[str]:
    if isinstance(target, (ast.Tuple, ast.List)):
        for element in target.elts:
            yield from _target_words(element)
    else:
        yield names.last_word(target)


def _parameter(argument: ast.arg, default: ast.expr | None, taint: int, path: str, facts: Facts) -> Fact:
    name = argument.arg
    kind = names.dotted(argument.annotation, facts.aliases) if argument.annotation is not None else ""
    if isinstance(argument.annotation, ast.Constant):
        kind = str(argument.annotation.value)
    injected = isinstance(default, ast.Call) and names.dotted(default.func, {}).rpartition(".")[2] in _INJECTED
    if (
        kind in SAFE_TYPES
        or kind.endswith((".Session", "Request", "Response"))
        or f"<int:{name}>" in path
        or f"<uuid:{name}>" in path
        or injected
    ):
        return Fact(NONE, kind=kind)
    if name in _NOT_STEERED:
        return Fact(NONE, kind=kind)
    if argument.annotation is not None and "Depends" in ast.unparse(argument.annotation):
        return Fact(NONE, kind=kind)
    return Fact(taint, kind=kind)


def _decorator(node: ast.expr, facts: Facts) -> Decorator:
    name = names.dotted(node.func if isinstance(node, ast.Call) else node, facts.aliases)
    if not isinstance(node, ast.Call):
        return Decorator(name)
    text = next((str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)), "")
    methods: list[str] = []
    for given in [*(keyword.value for keyword in node.keywords if keyword.arg == "methods"), *node.args[:1]]:
        if isinstance(given, (ast.List, ast.Tuple, ast.Set)):
            methods.extend(str(element.value) for element in given.elts if isinstance(element, ast.Constant))
    return Decorator(name, text, tuple(methods))


# Say nothing themselves, and may be made up when a statement is scanned alone: then their column isn't the text's (so is a `match`'s).
_SILENT = frozenset({ast.Pass, ast.Try, ast.TryStar})
_LEAVING = frozenset({ast.Return, ast.Raise, ast.Continue, ast.Break})
_KEEPING_DECORATORS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Where the `else` or `elif` of a statement begins, or an `except`."""

    owner: ast.stmt | ast.ExceptHandler


def walk(body: Sequence[ast.stmt]) -> Iterator[ast.stmt | Otherwise]:
    """The statements of a text in their order, each before its body; without recursion, because an `elif` is nested in its `if`."""
    todo: list[ast.stmt | Otherwise] = list(reversed(body))
    while todo:
        statement = todo.pop()
        yield statement
        if isinstance(statement, Otherwise):
            continue
        inner: list[ast.stmt | Otherwise] = [*getattr(statement, "body", ())]
        for part in [*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())]:
            if isinstance(part, ast.ExceptHandler):
                inner.append(Otherwise(part))
            inner.extend(part.body)
        if isinstance(statement, (ast.If, ast.While, ast.For, ast.AsyncFor)) and statement.orelse:
            inner.append(Otherwise(statement))
        inner += [*getattr(statement, "orelse", ()), *getattr(statement, "finalbody", ())]
        todo.extend(reversed(inner))
