"""The whole pass over one text: top level first, then each function by itself, as if anybody could call it.

Rules for this file: bounded; what was left out is said (`cut`). Counterparts: statements.py follows, engine.py reports.
"""

from __future__ import annotations

from proxy.scan.flow import terms as t
from proxy.scan.flow.certain import Names
from proxy.scan.flow.frame import Frame, State
from proxy.scan.flow.sinks import Hit
from proxy.scan.flow.statements import Statements
from proxy.scan.flow.values import EVERYTHING, PARAMETER, REQUEST, Closure, Taint, Value

_FUNCTIONS = 600  # of one text
_MAKERS = frozenset({"constructor", "__construct", "initialize"})
_THIS = "this"


class Follower(Statements):
    """Follows one text."""

    def follow(self, program: t.Term) -> list[Hit]:
        """Everything that goes where it does harm."""
        self.certain = Names(program.node.text(), self.tables.folder)
        self.look(program, Frame(State()))
        seen: set[int] = set()
        at = 0
        while at < len(self.pending):
            closure = self.pending[at]
            at += 1
            if id(closure.function) in seen:
                continue
            seen.add(id(closure.function))
            if self.fuel < 0 or len(seen) > _FUNCTIONS:
                self.cut = True
                break
            self.alone(closure)
        return self.hits

    def alone(self, closure: Closure) -> Frame:
        """Follow a function whose callers nobody knows."""
        function = closure.function
        frame = Frame(State(dict(closure.frame.names)), function.owner)
        for each in function.parameters:
            self._bind_parameter(each, function, frame)
        self._active.add(id(function))
        self.run(function, frame)
        self._active.discard(id(function))
        if function.name in _MAKERS or (function.owner and function.name == function.owner):
            own = frame.names.get(_THIS)
            if own is not None:  # what the constructor keeps has types that the methods rely on
                closure.frame.names[_THIS] = own.cleared(EVERYTHING)
        return frame

    def _bind_parameter(self, each: t.Parameter, function: t.Function, frame: Frame) -> None:
        target = each.target
        if isinstance(target, t.Name):
            trusted = self.tables.trusted.search(target.name) or self.tables.trusted.search(each.type)
            level = REQUEST if function.exposed else PARAMETER
            taints = () if trusted else (Taint(level, target.name),)
            value = self.parameter(each, Value(taints, chain=target.name))
            frame.names[target.name] = value
        elif isinstance(target, t.Pattern):
            self._bind_parts(target, each, function, frame)

    def _bind_parts(self, target: t.Pattern, each: t.Parameter, function: t.Function, frame: Frame) -> None:
        for _, inner, _ in target.items:
            self._bind_parameter(t.Parameter(inner, marks=each.marks), function, frame)
