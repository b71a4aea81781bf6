"""What a call does: brings a value in, makes it harmless, passes it on, runs a function of the text, or lets it do harm.

A function of the text is run anew with the values it is given, as far as DEPTH calls deep; so what it does to one caller's value isn't
said of another's. Rules for this file: no verdicts but hits. Counterparts: library.py's tables, sinks.py, statements.py.
"""

# ruff: noqa: SLF001 - tables of words; a table of its own methods
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Final

from proxy.scan.flow import terms as t
from proxy.scan.flow.carrying import (
    Key,
    Seen,
    Site,
    chain_of,
    doubted_of,
    key_of,
    lined_up,
    passed_on,
    path_of,
    signature_of,
    targets_of,
)
from proxy.scan.flow.containers import Containers, made_of
from proxy.scan.flow.formatting import formatted
from proxy.scan.flow.frame import Frame, State
from proxy.scan.flow.library import Source, Tables
from proxy.scan.flow.lowering import IMPORT
from proxy.scan.flow.naming import asserts, cleans, spelled
from proxy.scan.flow.replacing import REPLACING, replaced
from proxy.scan.flow.sinks import Actual, Hit, hit
from proxy.scan.flow.values import (
    CONSTANT,
    EVERYTHING,
    UNKNOWN,
    Closure,
    Value,
    joined,
    named,
)
from proxy.scan.flow.words import EACH, GROWING, JOINING, KEEPING, LOOKING_UP, MADE_BY

_DEPTH: Final = 4  # functions of the text in each other
_RUNS: Final = 300  # functions run in one text
_DISPATCH: Final = "@dispatch"
_IMPORTS: Final = frozenset({IMPORT, "require"})
_SELF: Final = frozenset({"this", "self", "$this", "static", "super", "parent"})
TEXT: Final = "text"


class Calls(Containers):
    """Looks at calls."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self.hits: list[Hit] = []
        self.methods: dict[str, list[Closure]] = {}
        self.classes: dict[str, Value] = {}
        self._runs = 0
        self._active: set[int] = set()
        self._known: dict[Key, Value] = {}
        self.last: dict[int, Seen] = {}

    def run(self, function: t.Function, frame: Frame) -> None:
        """Follow the statements of a function."""
        raise NotImplementedError

    # -- the parts of a call

    def actual(self, term: t.Call, frame: Frame) -> Site:
        """The values of a call, its receiver, its name and how the receiver is spelled."""
        args = [self.look(each, frame) for each in term.args]
        keywords = [(name, self.look(each, frame)) for name, each in term.keywords]
        callee = term.callee
        if isinstance(callee, t.Member):
            base = self.receiver(callee.base, frame)
            spelling = spelled(callee.base)
            given = Actual(base, args, [*keywords, *self._text(args, base, callee.name, spelling)])
            return Site(given, base, callee.name, spelling)
        if isinstance(callee, t.Name):
            known = frame.names.get(callee.name)
            before, _, last = (known.chain if known is not None and known.chain else callee.name).rpartition(".")
            if before:
                base = Value(chain=before)
                return Site(Actual(None, args, [*keywords, *self._text(args, base, last, before)]), base, last, before)
            return Site(Actual(None, args, [*keywords, *self._text(args, None, last, "")]), None, last, "")
        value = self.look(callee, frame)
        before, _, last = value.chain.rpartition(".")
        return Site(Actual(None, args, keywords), Value(chain=before) if before else None, last, before)

    def _text(self, args: Sequence[Value], base: Value | None, name: str, spelling: str) -> list[tuple[str, Value]]:
        """What a call makes by a format, as one more argument."""
        at = next(
            (each for before, each in self.tables.formats.get(name, ()) if self.receives(before, base, spelling)), None
        )
        if at is None:
            return []
        return [
            (
                TEXT,
                formatted(base, args)
                if at < 0 and base is not None
                else formatted(args[at] if at < len(args) else UNKNOWN, args[at + 1 :]),
            )
        ]

    def _call(self, term: t.Call, frame: Frame) -> Value:
        name = term.callee.name if isinstance(term.callee, t.Name) else ""
        if name in _IMPORTS and len(term.args) == 1 and isinstance(term.args[0], t.Literal):
            return Value(chain=(term.args[0].text or "").removeprefix("node:"))
        site = self.actual(term, frame)
        actual, base, name, spelling = site
        closure = self._function(term, site, frame)
        if closure is None:
            self._harms(term, site, frame)
            self._disarms(site, frame)
        made = self._made(term, site, frame, closure)
        made = self._cleaned(made, site)
        if closure is None and made is not base:
            made = made.put_together(term.node)
        self.last[id(term)] = Seen(actual, base, name, spelling, made)
        return made

    def value(self, term: t.Term, frame: Frame) -> Value:
        """A term that was looked at before: a call isn't made twice."""
        seen = self.last.get(id(term))
        return self.look(term, frame) if seen is None else seen.made

    def _harms(self, term: t.Call, site: Site, frame: Frame) -> None:
        actual, base, name, spelling = site
        place = spelled(term.callee)
        for before, sink in self.tables.sinks.get(name, ()):
            if self.receives(before, base, spelling):
                found = hit(sink, actual, frame, term.node, place)
                if found is not None:
                    self.hits.append(found)
        if isinstance(term.callee, t.Index):
            self._dispatches(term, term.callee, frame)

    def _dispatches(self, term: t.Call, callee: t.Index, frame: Frame) -> None:
        """`table[key]()`: the key says what is called."""
        chosen = Actual(None, [self.look(callee.key, frame)])
        for _, sink in self.tables.sinks.get(_DISPATCH, ()):
            found = hit(sink, chosen, frame, term.node, spelled(callee.base))
            if found is not None:
                self.hits.append(found)

    def _disarms(self, site: Site, frame: Frame) -> None:
        actual, base, name, spelling = site
        for before, each in self.tables.disarming.get(name, ()):
            if self.receives(before, base, spelling):
                text = " ".join(value.text for value in actual.args if value.text and value.constant)
                if each.text is None or each.text.search(text):
                    frame.state.disarmed |= each.classes

    # -- functions of the text

    def _function(self, term: t.Call, site: Site, frame: Frame) -> Closure | None:  # noqa: PLR0911 - a way a case
        """The function of the text that is called."""
        _, base, name, spelling = site
        if term.made:
            return None
        callee = term.callee
        if isinstance(callee, t.Name):
            known = frame.names.get(callee.name)
            if known is not None:
                return known.code
            return self._method(name, frame.owner) if frame.owner else self._method(name, "")
        if isinstance(callee, t.Member):
            if base is not None and base.fields and (known := base.fields.get(name)) is not None and known.code:
                return known.code
            if spelling in _SELF:
                return self._method(name, frame.owner)
            if base is not None and (base.kind in self.classes or base.chain in self.classes):
                return self._method(name, base.kind if base.kind in self.classes else base.chain)
            return None
        return self.look(callee, frame).code

    def _method(self, name: str, owner: str) -> Closure | None:
        return next((each for each in self.methods.get(name, ()) if each.function.owner == owner), None)

    def enter(self, closure: Closure, args: Sequence[Value], frame: Frame) -> Value:
        """What a function returns for these arguments; what it does with them on the way is looked at."""
        function = closure.function
        interesting = any(each.taints or each.fields or each.code or each.chain for each in args)
        key = Key(id(function), tuple(map(signature_of, args)))
        known = self._known.get(key)
        if known is not None:
            return known
        if frame.depth >= _DEPTH or id(function) in self._active or self._runs >= _RUNS or self.fuel < 0:
            return doubted_of([*args]) if interesting else UNKNOWN
        self._runs += 1
        self._active.add(id(function))
        inner = Frame(State(dict(closure.frame.names), dict(frame.state.proved)), function.owner, frame.depth + 1)
        for at, parameter in enumerate(function.parameters):
            value = (
                args[at] if at < len(args) else self.look(parameter.default, inner) if parameter.default else UNKNOWN
            )
            self.bind(parameter.target, value.uncertain(), inner)
        self.run(function, inner)
        self._active.discard(id(function))
        for label, classes in inner.state.proved.items():
            frame.state.proved[label] = frame.state.proved.get(label, 0) | classes
        made = joined(inner.returns) if inner.returns else UNKNOWN
        self._known[key] = made
        return made

    def inside(self, closure: Closure, args: Sequence[Value], frame: Frame) -> Value:
        """Run a function that stands in a call: it changes the names around it, and may not run at all."""
        function = closure.function
        if id(function) in self._active or self.fuel < 0:
            return UNKNOWN
        self._active.add(id(function))
        outer = frame.state
        inner = Frame(outer.copy(), frame.owner, frame.depth, tests=frame.tests)
        own: set[str] = set()
        for at, parameter in enumerate(function.parameters):
            value = args[at] if at < len(args) else UNKNOWN
            self.bind(parameter.target, self.parameter(parameter, value), inner)
            own.update(targets_of(parameter.target))
        self.run(function, inner)
        self._active.discard(id(function))
        for name, old in outer.names.items():
            new = inner.names.get(name)
            if new is not None and new is not old and name not in own:
                outer.names[name] = joined((old, new))
        return joined(inner.returns) if inner.returns else UNKNOWN

    def parameter(self, parameter: t.Parameter, value: Value) -> Value:
        """What a parameter brings besides what it is given: its name and type, and what its annotations say."""
        name = parameter.target.name if isinstance(parameter.target, t.Name) else ""
        for mark in parameter.marks:
            source = self.tables.marks.get(mark)
            if source is not None and not self.tables.numbers.fullmatch(parameter.type):
                return self.brought(source, parameter.target, Value(chain=name, kind=parameter.type))
        if self.tables.numbers.fullmatch(parameter.type):
            return Value(chain=name)
        return replace(value, chain=value.chain or name, kind=value.kind or parameter.type)

    # -- what it makes

    def _made(self, term: t.Call, site: Site, frame: Frame, closure: Closure | None) -> Value:  # noqa: PLR0911 - a way a case
        actual, base, name, spelling = site
        if closure is not None:
            made = self.enter(closure, actual.args, frame)
            self._callbacks(site, frame)
            return made
        returned = self._callbacks(site, frame)
        self.passed(term.args, frame)
        if base is not None and base.shape and (given := self.held(term, base, actual.args, frame)) is not None:
            return given
        if base is not None or name:
            source = self._brings(term, base, name, spelling)
            if source is not None and source.arity in {-1, len(actual.args)}:
                key = next((each.text for each in actual.args if each.text and each.constant), "")
                return self.brought(source, term, Value(chain=chain_of(base, name)), key or "")
        text = next((value for key, value in reversed(actual.keywords) if key == TEXT), None)
        if text is not None:
            return text
        if name in REPLACING and base is not None:
            return replaced(base, actual.args)
        if any(self.receives(before, base, spelling) for before, _ in self.tables.joins.get(name, ())):
            return path_of(actual.args)
        if any(self.receives(before, base, spelling) for before, _ in self.tables.passes.get(name, ())):
            return passed_on(actual)
        if name in self.tables.plain:
            return UNKNOWN
        return self._usual(term, site, frame, returned)

    def _brings(self, term: t.Call, base: Value | None, name: str, spelling: str) -> Source | None:
        if term.made:
            return None
        return next(
            (each for before, each in self.tables.sources.get(name, ()) if self.receives(before, base, spelling)), None
        )

    def _usual(self, term: t.Call, site: Site, frame: Frame, returned: Value | None) -> Value:
        """What a call makes that no table knows."""
        if returned is not None and site.name in MADE_BY:
            return returned
        built = self._built(term, site, frame)
        return self._carried(term, site) if built is None else built

    def _built(self, term: t.Call, site: Site, frame: Frame) -> Value | None:
        """What lists and builders make."""
        actual, base, name, _ = site
        method = isinstance(term.callee, t.Member)
        if method and base is not None and name in GROWING and actual.args:
            return self._grown(term.callee.base, base, actual, frame)  # type: ignore[attr-defined]
        if name in JOINING:
            if method and base is not None and base.fields:
                return lined_up(base, actual.args)
            listed = next((each for each in actual.args if each.fields), None)
            if listed is not None:
                return lined_up(listed, [each for each in actual.args if each is not listed])
        return base if method and name in KEEPING else None

    def _carried(self, term: t.Call, site: Site) -> Value:
        """What a call carries on of what it was given."""
        actual, base, name, spelling = site
        kinds = self.tables.kinds.get(name, ())
        kind = next((each for before, each in kinds if self.receives(before, base, spelling)), "")
        if term.made:
            kind = kind or name
        chain = chain_of(base, name)
        receiver = base if base is not None and actual.base is not None else None
        keyed_by = 1 if receiver is not None and not receiver.taints and name in LOOKING_UP else 0
        given = [*actual.args[keyed_by:], *(value for _, value in actual.keywords)]
        whole = given if receiver is None else [*given, receiver]
        if whole and all(each.constant for each in whole) and (receiver is not None or name.startswith("@")):
            return CONSTANT
        carried = receiver.whole() if receiver is not None else ()
        if carried and (key := key_of(name, given)):
            carried = tuple(
                each._replace(label=named(each.label if key == name else named(each.label, name), key))
                for each in carried
            )
        doubted = doubted_of(given)
        taints = joined([Value(carried), doubted]).taints if carried or doubted.taints else ()
        value = Value(taints, chain=chain, kind=kind)
        return made_of(name, value) if term.made and not given else value

    def _grown(self, term: t.Term, base: Value, actual: Actual, frame: Frame) -> Value:
        """A list or builder after something was added to it."""
        grown = base
        for each in actual.args:
            grown = grown.with_field(f"+{len(grown.fields or ())}", each)
        taints = joined([Value(base.taints), *(Value(each.whole()) for each in actual.args)]).taints
        grown = replace(grown, taints=taints, constant=False, shape="")
        if isinstance(term, (t.Name, t.Member)):
            self.bind(term, grown, frame)
        return grown

    def _callbacks(self, site: Site, frame: Frame) -> Value | None:
        """Run the functions that stand as arguments; what they return, joined."""
        actual, base, name, spelling = site
        closures = [
            each.code for each in (*actual.args, *(value for _, value in actual.keywords)) if each.code is not None
        ]
        if not closures:
            return None
        source = next(
            (each for before, each in self.tables.callbacks.get(name, ()) if self.receives(before, base, spelling)),
            None,
        )
        made: list[Value] = []
        for closure in closures:
            given: list[Value] = []
            if source is not None:
                target = (
                    closure.function.parameters[source.place].target
                    if len(closure.function.parameters) > source.place
                    else None
                )
                given = [UNKNOWN] * source.place + [self.brought(source, target, UNKNOWN)] if target is not None else []
            elif name in EACH and base is not None:
                given = [self.element(base)]
            elif name in {"reduce", "inject", "fold"} and base is not None:
                given = [actual.args[-1] if len(actual.args) > 1 else self.element(base), self.element(base)]
            made.append(self.inside(closure, given, frame))
        return joined(made)

    # -- what it makes harmless

    def _cleaned(self, made: Value, site: Site) -> Value:
        actual, base, name, spelling = site
        entries = [each for before, each in self.tables.cleaners.get(name, ()) if self.receives(before, base, spelling)]
        for place in dict.fromkeys(each.place for each in entries):
            classes = reduce(or_, (each.classes for each in entries if each.place == place))
            taints = joined([Value(value.whole()) for value in actual.at(place)]).taints
            made = Value(taints or made.taints, made.text, made.chain, made.kind, constant=made.constant)
            made = made.cleared(classes)
        if not entries and made.taints and cleans(name):
            return made.cleared(EVERYTHING)
        return made

    def asserted(self, term: t.Term, frame: Frame) -> None:
        """A call that stands alone and is named after a check: it throws where its argument isn't what it should be."""
        if not isinstance(term, t.Call):
            return
        name = term.callee.name if isinstance(term.callee, (t.Name, t.Member)) else ""
        if not asserts(name):
            return
        for each in term.args:
            if not isinstance(each, t.Lambda):
                for taint in self.value(each, frame).whole():
                    frame.state.proved[taint.label] = EVERYTHING


Calls.by_kind[t.Call] = Calls._call
