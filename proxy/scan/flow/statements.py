"""What statements do to the names: branches join, loops run twice, what leaves is left.

Rules for this file: no verdicts but hits of assignments. Counterparts: frame.py, guards.py.
"""

# ruff: noqa: SLF001 - a table of its own methods
from __future__ import annotations

from dataclasses import replace
from typing import Final

from proxy.scan.flow import terms as t
from proxy.scan.flow.certain import holds, united, worked_out
from proxy.scan.flow.containers import anywhere
from proxy.scan.flow.frame import Frame, Proved, State, merged, settled
from proxy.scan.flow.guards import Guards
from proxy.scan.flow.naming import spelled
from proxy.scan.flow.sinks import Actual, hit
from proxy.scan.flow.values import EVERYTHING, UNKNOWN, Closure, Value, concatenated, joined

_NAMES: Final = 16  # names copied for the price of a term
_RESULT: Final = "#"  # the key of one of several results


class Statements(Guards):
    """Follows statements."""

    def run(self, function: t.Function, frame: Frame) -> None:
        """Follow a function; at the end the frame's state is what holds after any of its ways out."""
        body = function.body
        value = self.look(body, frame)
        if not isinstance(body, t.Block):
            frame.returns.append(value)
        ways = [*frame.ended, *([frame.state] if frame.live else [])]
        frame.state = merged(ways) if ways else frame.state

    # -- in order

    def _block(self, term: t.Block, frame: Frame) -> Value:
        for each in term.body:
            if isinstance(each, t.Function):
                self._define(each, frame)
            elif isinstance(each, t.Class):
                self.classes.setdefault(each.name, Value(kind=each.name))
        value = UNKNOWN
        for each in term.body:
            if not frame.live:
                break
            value = self.look(each, frame)
            self.asserted(each, frame)
        return value

    def _define(self, term: t.Function, frame: Frame) -> None:
        closure = Closure(term, frame)
        if term.name:
            frame.names[term.name] = Value(code=closure)
        self.pending.append(closure)

    def _function_term(self, term: t.Function, frame: Frame) -> Value:
        if frame.names.get(term.name) is None or not term.name:
            self._define(term, frame)
        return UNKNOWN

    def _class(self, term: t.Class, frame: Frame) -> Value:
        """The fields first; a constructor says more of them; then the methods."""
        self.classes[term.name] = Value(kind=term.name)
        inner = Frame(frame.state.copy(), term.name, frame.depth)
        for each in term.methods:
            self.methods.setdefault(each.name, []).append(Closure(each, inner))
        for field in term.fields:
            self.look(field, inner)
        self.look(t.Block(term.node, term.inner), inner)
        for each in term.methods:
            self.pending.append(Closure(each, inner))
        return UNKNOWN

    def _assign(self, term: t.Assign, frame: Frame) -> Value:
        if term.value is None:
            if isinstance(term.target, (t.Name, t.Member)) and term.type:
                self.bind(term.target, Value(kind=term.type), frame)
            return UNKNOWN
        value = self.look(term.value, frame)
        if value.code is not None and isinstance(term.value, t.Lambda):
            self.pending.append(value.code)
        if term.type:
            value = (
                Value(exact=value.exact)
                if self.tables.numbers.fullmatch(term.type)
                else replace(value, kind=value.kind or term.type)
            )
        if term.adds:
            value = concatenated((self.look(term.target, frame), value)).put_together(term.node)
        if value.shape and isinstance(term.value, t.Name):  # a second name for it
            self.passed((term.value,), frame)
            value = replace(value, shape="")
        self._written(term, value, frame)
        if isinstance(term.target, t.Name) and isinstance(term.value, (t.Compare, t.Logic, t.Call, t.Index)):
            frame.tests[term.target.name] = term.value
        self.bind(term.target, value, frame)
        return value

    def _written(self, term: t.Assign, value: Value, frame: Frame) -> None:
        """An assignment that does something of its own: markup, a place to go to, a property by a name."""
        target = term.target
        if isinstance(target, t.Member):
            base = self.look(target.base, frame)
            for before, sink in self.tables.writes.get(target.name, ()):
                if self.receives(before, base, spelled(target.base)):
                    found = hit(sink, Actual(base, (value,)), frame, term.node, spelled(target))
                    if found is not None:
                        self.hits.append(found)
        elif isinstance(target, t.Index):
            key = self.look(target.key, frame)
            base = self.look(target.base, frame)
            for _, sink in self.tables.sinks.get("@put", ()):
                found = hit(sink, Actual(base, (key, value)), frame, term.node, spelled(target.base) or "object")
                if found is not None:
                    self.hits.append(found)

    def bind(self, target: t.Term, value: Value, frame: Frame) -> None:
        """Give a value to a target."""
        match target:
            case t.Name():
                frame.names[target.name] = value
            case t.Member():
                self.bind(target.base, self.look(target.base, frame).with_field(target.name, value), frame)
            case t.Index():
                base, key = self.look(target.base, frame), self.look(target.key, frame)
                known = key.constant and key.text is not None
                base = base.with_field(key.text or "", value) if known else anywhere(base, value)
                self.bind(target.base, base, frame)
            case t.Pattern():
                self._take_apart(target, value, frame)
            case t.Cast() | t.Assign():
                inner = target.value if isinstance(target, t.Cast) else target.target
                if inner is not None:
                    self.bind(inner, value, frame)
            case t.Block() if len(target.body) == 1:
                self.bind(target.body[0], value, frame)

    def _take_apart(self, target: t.Pattern, value: Value, frame: Frame) -> None:
        for at, (key, each, default) in enumerate(target.items):
            if key == "*":
                part = value
            elif key is not None and key.startswith(_RESULT):
                part = _result(value, key[1:])
            elif key is None:
                part = value.fields[str(at)] if value.fields and str(at) in value.fields else self.element(value)
            else:
                part = self.member(value, key, t.Member(target.node, t.Name(target.node, value.chain), key))
            if default is not None:
                part = joined((part, self.look(default, frame)))
            self.bind(each, part, frame)

    # -- branches

    def _if(self, term: t.If, frame: Frame) -> Value:
        comes_out = holds(self.look(term.test, frame).exact)
        ways: list[State] = []
        before = frame.state
        values: list[Value] = []
        for truth, branch in ((True, term.then), (False, term.other)):
            frame.state = before.copy()
            frame.live = True
            _add(frame.state, self.proves(term.test, frame, truth=truth))
            if comes_out is (not truth):
                self._dead(branch, frame)
                continue
            if branch is not None:
                values.append(self.look(branch, frame))
            if frame.live:
                ways.append(frame.state)
        self._meet(frame, ways, before)
        return joined(values)

    def _dead(self, branch: t.Term | None, frame: Frame) -> None:
        """Look at a branch that is never taken: what stands in it is told, what it does to names and where it leads to isn't."""
        if branch is None:
            return
        returns, ended, exits = len(frame.returns), len(frame.ended), [len(each) for each in frame.exits]
        self.look(branch, frame)
        del frame.returns[returns:], frame.ended[ended:]
        for each, length in zip(frame.exits, exits, strict=True):
            del each[length:]

    def _meet(self, frame: Frame, ways: list[State], before: State) -> None:
        self.fuel -= len(before.names) // _NAMES  # what a copy of them costs
        frame.live = bool(ways)
        frame.state = merged(ways) if ways else before

    def _either(self, term: t.Either, frame: Frame) -> Value:
        comes_out = holds(self.look(term.test, frame).exact)
        before = frame.state
        values: list[Value] = []
        for truth, branch in ((True, term.then), (False, term.other)):
            frame.state = before.copy()
            proved = self.proves(term.test, frame, truth=truth)
            _add(frame.state, proved)
            value = _settled(self.look(branch, frame), proved)
            if comes_out is not (not truth):
                values.append(value)
        frame.state = before
        return joined(values)

    def _logic(self, term: t.Logic, frame: Frame) -> Value:
        before = frame.state
        values: list[Value] = []
        for each in term.parts:
            values.append(self.look(each, frame))
            frame.state = before.copy()
            _add(frame.state, self.proves(each, frame, truth=term.word == "and"))
        frame.state = before
        exact = (
            worked_out("!", [values[0].exact]) if term.word == "not" else united(term.word, [v.exact for v in values])
        )
        if term.word == "not" or (exact is not None and all(each.constant for each in values)):
            return UNKNOWN if exact is None else Value(constant=True, exact=exact)
        made = (values[-1] if term.word == "and" else joined(values)).uncertain()
        return made if exact is None else replace(made, exact=exact)

    def _switch(self, term: t.Switch, frame: Frame) -> Value:
        subject = self.look(term.subject, frame) if term.subject is not None else None
        before = frame.state
        frame.exits.append([])
        ways: list[State] = []
        falling: State | None = None
        complete = False
        chosen = False
        for case in term.cases:
            matches = self._matches(case, subject, frame)
            if falling is None and (matches is False or (chosen and matches is None)):
                frame.state, frame.live = before.copy(), True
                self._dead(case.body, frame)
                continue
            chosen = chosen or matches is True
            frame.state = before.copy() if falling is None else merged([before.copy(), falling])
            frame.live = True
            complete = complete or case.tests is None or matches is True
            if case.tests is not None:
                _add(frame.state, self._case(case, subject, frame))
            self.look(case.body, frame)
            falling = frame.state if frame.live and case.falls else None
            if frame.live and not case.falls:
                ways.append(frame.state)
        ways += frame.exits.pop()
        if falling is not None:
            ways.append(falling)
        if not complete:
            ways.append(before)
        self._meet(frame, ways, before)
        return UNKNOWN

    def _matches(self, case: t.Case, subject: Value | None, frame: Frame) -> bool | None:
        """Whether a case is the one that a certain value chooses; None where nobody knows, or for the default."""
        if subject is None or subject.exact is None or case.tests is None:
            return None
        values = [self.look(each, frame).exact for each in case.tests]
        if None in values:
            return None
        return any(type(each) is type(subject.exact) and each == subject.exact for each in values)

    def _case(self, case: t.Case, subject: Value | None, frame: Frame) -> Proved:
        values = [self.look(each, frame) for each in case.tests or ()]
        if subject is None:
            return self.proves(case.tests[0], frame, truth=True) if case.tests and len(case.tests) == 1 else {}
        if all(each.constant or not each.taints for each in values):
            return {taint.label: EVERYTHING for taint in subject.whole()}
        return {}

    # -- loops

    def _loop(self, term: t.Loop, frame: Frame) -> Value:
        for each in term.first:
            self.look(each, frame)
        over = self.look(term.over, frame) if term.over is not None else None
        frame.exits.append([])
        before = frame.state.copy()
        for _ in range(2):  # the second time round sees what the first one left
            if term.target is not None and over is not None:
                self.bind(term.target, self.element(over), frame)
            if term.test is not None:
                self.look(term.test, frame)
                _add(frame.state, self.proves(term.test, frame, truth=True))
            self.look(term.body, frame)
            ways = [before, *frame.exits[-1], *([frame.state] if frame.live else [])]
            frame.live = True
            after = merged(ways)
            unchanged = settled(before, after)
            frame.state = after.copy()
            if unchanged:
                break
        frame.exits.pop()
        return UNKNOWN

    # -- leaving

    def _return(self, term: t.Return, frame: Frame) -> Value:
        value = self.look(term.value, frame) if term.value is not None else UNKNOWN
        if value.code is not None and isinstance(term.value, t.Lambda):
            self.pending.append(value.code)
        if term.value is not None:
            proved = frame.state.proved
            frame.returns.append(_settled(value, proved))
        frame.ended.append(frame.state)
        frame.live = False
        return UNKNOWN

    def _leave(self, term: t.Leave, frame: Frame) -> Value:
        if term.value is not None:
            self.look(term.value, frame)
        if term.inner and frame.exits:
            frame.exits[-1].append(frame.state)
        frame.live = False
        return UNKNOWN

    def _try(self, term: t.Try, frame: Frame) -> Value:
        before = frame.state.copy()
        value = self.look(term.body, frame)
        ways = [frame.state] if frame.live else []
        thrown = merged([before, frame.state])
        for each in term.handlers:
            frame.state, frame.live = thrown.copy(), True
            self.look(each, frame)
            if frame.live:
                ways.append(frame.state)
        self._meet(frame, ways, thrown)
        if term.final is not None:
            live, frame.live = frame.live, True
            self.look(term.final, frame)
            frame.live = frame.live and live
        return value


def _result(value: Value, number: str) -> Value:
    """One of the results of a call: the first is what it is about, the others (an error, a flag) bring nothing."""
    known = value.fields.get(number) if value.fields else None
    return known if known is not None else value if number == "0" else UNKNOWN


def _add(state: State, proved: Proved) -> None:
    for label, classes in proved.items():
        state.proved[label] = state.proved.get(label, 0) | classes


def _settled(value: Value, proved: Proved) -> Value:
    """A value that leaves the path on which something was proved of it."""
    if not value.taints or not proved:
        return value
    taints = tuple(
        each._replace(safe=each.safe | proved[each.label]) if each.label in proved else each for each in value.taints
    )
    return replace(value, taints=tuple(each for each in taints if each.safe != EVERYTHING))


Statements.by_kind.update(
    {
        t.Block: Statements._block,
        t.Function: Statements._function_term,
        t.Class: Statements._class,
        t.Assign: Statements._assign,
        t.If: Statements._if,
        t.Either: Statements._either,
        t.Logic: Statements._logic,
        t.Switch: Statements._switch,
        t.Loop: Statements._loop,
        t.Return: Statements._return,
        t.Leave: Statements._leave,
        t.Try: Statements._try,
    }
)
