"""What the statements so far tell of the names in them.

A fact is coarse on purpose: how far a value can be steered from outside, the text it is known to hold (with holes where it isn't
constant), what made it, and which dangers were taken out of it. Scopes are told by indentation, because a statement that is
scanned alone has nothing else.

Rules for this file: plain values that stay small, because they travel with each statement; nothing here looks at syntax trees.
Counterparts: flow.py reads and makes facts, fold.py opens and closes scopes.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from proxy.scan.checks.alternatives import NONE_OPEN, Alternatives
from proxy.scan.checks.branches import Branch, Branches, looped

PLAIN_VERSION = 2  # of marshal: without references, whose use depends on what else holds an object
HOLE = "\x00"  # stands in a text for a part that isn't constant; can't occur in source that parses
_TEXT_CHARS = 700  # of a text that is remembered: longer than a query's head, short enough to travel
_KNOWN = 24  # names with a certain value that a function is remembered to have
_BUILT = 6  # statements that a text is remembered to be put together by
_ROOTS = 6  # names a fact is traced back to; a value pasted of more is judged by the first ones

# How far a value can be steered, the worst last.
NONE = 0
PARAM = 1  # came in as a parameter: the caller's business, maybe an attacker's
LOCAL = 2  # typed or passed on the command line by whoever runs the program
REQUEST = 3  # came over the network

# Dangers that can be taken out of a value.
SQL = 1
SHELL = 2
HTML = 4
PATH = 8
URL = 16
LINE = 32  # line breaks: logs and headers
REGEX = 64
QUERY = 128  # LDAP, XPath
CODE = 256
EVERY = 511


class Fact(NamedTuple):
    """What is known of a value."""

    taint: int = NONE
    text: str | None = None
    kind: str = ""  # dotted name of what made it, "number", "constant", "list", "dict", "bool"
    clean: int = 0
    roots: tuple[str, ...] = ()
    built: tuple[tuple[int, int], ...] = ()  # lines (first, last) of the statements that put the text together

    @property
    def holes(self) -> bool:
        """The text is pasted together with parts that aren't constant."""
        return self.text is not None and HOLE in self.text

    @property
    def constant(self) -> bool:
        """The whole text is known."""
        return self.text is not None and HOLE not in self.text and self.taint == NONE

    def risk(self, danger: int) -> int:
        """How far the value can be steered, where the danger wasn't taken out."""
        return NONE if self.clean & danger else self.taint

    def cleaned(self, danger: int) -> Fact:
        """The value without the danger."""
        return self._replace(clean=self.clean | danger)


UNKNOWN = Fact()
NUMBER = Fact(text="0", kind="number", clean=EVERY)


def joined(parts: list[Fact]) -> Fact:
    """The text that parts make side by side."""
    texts = [HOLE if part.text is None else part.text for part in parts]
    steered = [part for part in parts if part.taint]
    open_parts = [part for part in parts if part.taint or part.text is None or part.holes]
    clean = EVERY if open_parts else 0
    for part in open_parts:
        clean &= part.clean
    roots = tuple(dict.fromkeys(root for part in steered for root in part.roots))[:_ROOTS]
    # What is harmless in every way steers nothing, beside a part that isn't.
    taint = max((part.taint for part in [each for each in steered if each.clean != EVERY] or parts), default=NONE)
    return Fact(taint, "".join(texts)[:_TEXT_CHARS], "text", clean, roots, built_by(parts))


def built_by(facts: Iterable[Fact]) -> tuple[tuple[int, int], ...]:
    """The lines on which any of the facts was put together, the last ones where there are many."""
    return tuple(dict.fromkeys(lines for fact in facts for lines in fact.built))[-_BUILT:]


def merged(facts: list[Fact]) -> Fact:
    """One of the facts, nobody knows which: the worst of them."""
    if not facts:
        return UNKNOWN
    worst = max(
        facts, key=lambda fact: (fact.risk(EVERY) if fact.clean != EVERY else NONE, fact.holes, fact.text is None)
    )
    roots = tuple(dict.fromkeys(root for fact in facts for root in fact.roots))[:_ROOTS]
    return worst._replace(roots=roots, built=built_by(facts))


Named = dict[str, tuple[Fact, int]]
Exact = int | str  # a truth value is a whole number


def _enter(made_of: dict[str, set[str]], name: str, fact: Fact) -> None:
    for root in (name, *fact.roots):
        made_of.setdefault(root, set()).add(name)


@dataclass(slots=True)
class Layer:
    """A scope: the module, a class, a function. Names carry the indentation of the statement that bound them."""

    indent: int
    kind: str
    name: str = ""
    route: bool = False
    returned: bool = False
    names: Named = field(default_factory=dict)
    shared: bool = False  # the names belong to another layer too: copied before the first change
    written: bytes = b""  # the names as marshal bytes, until one changes
    known: tuple[tuple[str, Exact, int], ...] = ()  # names that were given one certain value, and at which indentation
    branches: Branches = ()
    containers: tuple[tuple[str, tuple[Any, ...]], ...] = ()  # of names, as places.py knows them
    others: Alternatives = NONE_OPEN
    made_of: dict[str, set[str]] | None = None  # for each root the names that may go back to it, once somebody asked

    def copy(self) -> Layer:
        """A layer that can be changed alone; most statements change only the innermost one, so its names are copied when that happens."""
        return Layer(
            self.indent,
            self.kind,
            self.name,
            self.route,
            self.returned,
            self.names,
            shared=True,
            written=self.written,
            known=self.known,
            branches=self.branches,
            containers=self.containers,
            others=self.others,
        )

    def join(self, indent: int) -> None:
        """A statement stands at this indentation: behind the branches that ended names hold what any of them gave."""
        if self.others.turns and self.others.fresh != indent:
            for name, at, _, fact in self.others.ended(indent):
                held = self.names.get(name)
                if held is not None and fact is not None:
                    self.put(name, merged([held[0], fact]), min(held[1], at))
            self.others = self.others.without(indent)

    def put(self, name: str, fact: Fact, indent: int) -> None:
        """Remember a name's fact and the indentation of the statement that told it."""
        if self.shared:
            self.names, self.shared = dict(self.names), False
        self.names[name] = (fact, indent)
        self.written = b""
        if self.made_of is not None:
            _enter(self.made_of, name, fact)

    def going_back_to(self, roots: set[str]) -> set[str]:
        """The names that are among `roots` or were made of them, and perhaps some that were once.

        A long function checks one name after the other: to look through all names each time would cost the square of them.
        """
        if self.made_of is None:
            self.made_of = {}
            for name, (fact, _) in self.names.items():
                _enter(self.made_of, name, fact)
        return set().union(*(self.made_of.get(root, ()) for root in roots))

    def plain(self) -> tuple[object, ...]:
        """The layer as plain values."""
        if not self.written:
            rows = [(name, *fact, indent) for name, (fact, indent) in self.names.items()]
            self.written = marshal.dumps(rows, PLAIN_VERSION)
        branches = [tuple(each) for each in self.branches]
        held = [
            (name, listed, [(key, tuple(fact)) for key, fact in places], indent)
            for name, (listed, places, indent) in self.containers
        ]
        kept = (branches, held, self.others.plain())
        return self.indent, self.kind, self.name, self.route, self.returned, self.written, self.known, *kept

    @classmethod
    def restored(cls, plain: Any) -> Layer:  # noqa: ANN401 - what `plain` gave, after a journey
        """The layer that `plain` was made of."""
        indent, kind, name, route, returned, written, known, branches, held, others = plain
        rows = marshal.loads(written)  # noqa: S302  # nosec B302 - made by our own workers
        names = {word: (Fact(*fact), column) for word, *fact, column in rows}
        opened = tuple(Branch(*each) for each in branches)
        containers = tuple(
            (word, (listed, tuple((key, Fact(*fact)) for key, fact in places), column))
            for word, listed, places, column in held
        )
        return cls(
            indent,
            kind,
            name,
            route,
            returned,
            names,
            shared=False,
            written=written,
            known=known,
            branches=opened,
            containers=containers,
            others=Alternatives.restored(others, Fact),
        )


@dataclass(frozen=True, slots=True)
class Decorator:
    """A decorator that waits for its function."""

    name: str
    text: str = ""  # its first constant argument: the path of a route
    methods: tuple[str, ...] = ()


class Facts:
    """All that is known at a statement."""

    __slots__ = ("aliases", "dead", "layers", "lines", "pending", "shared", "targets", "written")

    def __init__(self) -> None:
        self.layers = [Layer(-1, "module")]
        self.aliases: dict[str, str] = {}
        self.shared = False  # the aliases belong to other facts too: copied before the first change
        self.written = b""  # the aliases as marshal bytes, until one changes
        self.pending: tuple[Decorator, ...] = ()
        self.targets: tuple[str, ...] = ()
        self.dead = False  # the statement at hand is never reached
        self.lines = (0, 0)  # first and last of the statement at hand, in its block

    def copy(self) -> Facts:
        """Facts that can be changed alone."""
        made = Facts()
        made.layers = [layer.copy() for layer in self.layers]
        made.aliases, made.shared, made.written = self.aliases, True, self.written
        made.pending = self.pending
        return made

    def alias(self, name: str, full: str) -> None:
        """Remember what an imported name stands for."""
        if self.shared:
            self.aliases, self.shared = dict(self.aliases), False
        self.aliases[name] = full
        self.written = b""

    def plain(self) -> tuple[object, ...]:
        """The facts as plain values, for states.py."""
        if not self.written:
            self.written = marshal.dumps(self.aliases, PLAIN_VERSION)
        pending = [(decorator.name, decorator.text, decorator.methods) for decorator in self.pending]
        return [layer.plain() for layer in self.layers], self.written, pending

    @classmethod
    def restored(cls, plain: Any) -> Facts:  # noqa: ANN401 - what `plain` gave, after a journey
        """The facts that `plain` was made of."""
        layers, written, pending = plain
        made = cls()
        made.layers = [Layer.restored(layer) for layer in layers]
        made.aliases, made.written = marshal.loads(written), written  # noqa: S302  # nosec B302 - made by our own workers
        made.pending = tuple(Decorator(*decorator) for decorator in pending)
        return made

    @property
    def function(self) -> Layer | None:
        """The innermost function."""
        return next((layer for layer in reversed(self.layers) if layer.kind == "function"), None)

    @property
    def route(self) -> bool:
        """The statement stands in a function that answers requests."""
        return any(layer.route for layer in self.layers)

    def close(self, indent: int) -> None:
        """Leave the scopes that a statement at this indentation doesn't belong to."""
        while len(self.layers) > 1 and self.layers[-1].indent >= indent:
            self.layers.pop()

    def open(self, layer: Layer) -> None:
        """Enter a scope."""
        self.layers.append(layer)

    def get(self, name: str) -> Fact | None:
        """What is known of a name, the innermost scope first."""
        for layer in reversed(self.layers):
            found = layer.names.get(name)
            if found is not None:
                return found[0]
        return None

    def bind(self, name: str, fact: Fact, indent: int) -> None:
        """A statement gives the name a value.

        A constant given in a branch doesn't undo what the name may hold on the other branch.
        """
        layer = self._layer_for(name)
        if layer.known:
            self.forget(name)
        self.spill(name)
        if self.dead:
            return
        before = layer.names.get(name)
        if layer.others.turns:
            layer.others = layer.others.noted(name, before, indent)
        if fact.holes and self.lines[0]:
            fact = self.built(fact)
        if before is not None and indent > before[1] and before[0].taint and fact.taint == NONE and fact.clean != EVERY:
            return
        if fact.taint and name not in fact.roots:
            fact = fact._replace(roots=(name, *fact.roots[: _ROOTS - 1]))
        layer.put(name, fact, indent if before is None else min(indent, before[1]))

    def built(self, fact: Fact) -> Fact:
        """A text that the statement at hand puts together."""
        return fact._replace(built=(*(each for each in fact.built if each != self.lines), self.lines)[-_BUILT:])

    def exact(self, name: str) -> Exact | None:
        """The one value that a name can have here; None where it isn't certain."""
        layer = self.layers[-1]
        if layer.kind != "function":  # names of a module may be given anew anywhere
            return None
        loop = looped(layer.branches)
        return next((value for known, value, indent in layer.known if known == name and indent > loop), None)

    def settle(self, name: str, value: Exact, indent: int) -> None:
        """A name that had no value before is given a certain one."""
        layer = self.layers[-1]
        layer.known = (*layer.known[1 - _KNOWN :], (name, value, indent))

    def forget(self, name: str) -> None:
        """A name may have another value than it was given first."""
        for layer in self.layers:
            layer.known = tuple(each for each in layer.known if each[0] != name)

    def held(self, name: str) -> tuple[Any, ...] | None:
        """A container of this function that is known place by place."""
        return next((each for known, each in self.layers[-1].containers if known == name), None)

    def hold(self, name: str, container: tuple[Any, ...]) -> None:
        """A name of this function is a container that is known place by place."""
        layer = self.layers[-1]
        if layer.kind == "function" and not self.dead:
            others = tuple(each for each in layer.containers if each[0] != name)
            layer.containers = (*others[1 - _KNOWN :], (name, container))

    def spill(self, name: str) -> None:
        """A container may be changed by somebody else: it counts as a whole."""
        for layer in self.layers:
            if layer.containers:
                layer.containers = tuple(each for each in layer.containers if each[0] != name)

    def give_back(self, function: Layer, fact: Fact) -> None:
        """A function of the text gives a value back: what a call of it further down gives."""
        if self.dead:
            return
        if fact.holes and self.lines[0]:
            fact = self.built(fact)
        at = self.layers.index(function)
        method = at > 0 and self.layers[at - 1].kind == "class"
        home = self.layers[0] if method else self.layers[max(at - 1, 0)]
        name = f"self.{function.name}()" if method else f"{function.name}()"
        before = home.names.get(name)
        if before is not None and function.returned:
            fact = merged([before[0], fact])
        function.returned = True
        home.put(name, fact._replace(roots=()), function.indent)

    def _layer_for(self, name: str) -> Layer:
        if name.startswith("self."):
            return next((layer for layer in reversed(self.layers) if layer.kind == "class"), self.layers[-1])
        return self.layers[-1]

    def guard(self, names: set[str]) -> None:
        """The names were checked: they, and what they were made of or went into, are taken as harmless from here on."""
        if self.dead:
            return
        wanted = set(names)
        for layer in self.layers:
            for name in names & layer.names.keys():
                wanted.update(layer.names[name][0].roots)
        for layer in self.layers:
            for name in sorted(layer.going_back_to(wanted)):
                fact, indent = layer.names[name]
                if fact.taint and (name in wanted or wanted.intersection(fact.roots)):
                    layer.put(name, fact.cleaned(EVERY), indent)
