"""Lists and maps whose content is known place by place: what is put in, taken out and asked for by a constant.

A container has a `shape` while all that happened to it is known: it was made empty or written out, and nothing but the calls below changed
it, outside of loops. What is passed on or given a second name loses it, and counts as a whole again.
Rules for this file: unknown stays whole. Counterparts: values.py, calls.py.
"""

# ruff: noqa: SIM905 - tables of words
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from proxy.scan.flow import terms as t
from proxy.scan.flow.expressions import Expressions
from proxy.scan.flow.frame import Frame
from proxy.scan.flow.values import LIST, MAP, UNKNOWN, Value, joined

_MADE: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys("ArrayList LinkedList Vector Array".split(), LIST),
        **dict.fromkeys("HashMap LinkedHashMap TreeMap ConcurrentHashMap Hashtable Map".split(), MAP),
    }
)
_ASKING: Final = frozenset(
    "size length isEmpty contains includes indexOf containsKey containsValue has keySet keys entrySet entries values iterator stream "
    "forEach map filter some every find join toString".split()
)
_MAX: Final = 30  # elements that are told apart


class Containers(Expressions):
    """Looks at calls of containers."""

    def bind(self, target: t.Term, value: Value, frame: Frame) -> None:
        """Give a value to a target."""
        raise NotImplementedError

    def held(self, term: t.Call, base: Value, args: Sequence[Value], frame: Frame) -> Value | None:
        """What a call of a container's method gives; None where it says nothing, and the container counts as a whole from here on."""
        callee = term.callee
        if not isinstance(callee, t.Member) or callee.name in _ASKING:
            return None
        known = None
        if isinstance(callee.base, t.Name) and not frame.exits and len(base.fields or ()) <= _MAX:
            known = (_listed if base.shape == LIST else _mapped)(callee.name, base, args)
        after, given = known or (replace(base, shape=""), None)
        if after is not base:
            self.bind(callee.base, after, frame)
        return given

    def passed(self, terms: Sequence[t.Term], frame: Frame) -> None:
        """Containers that somebody else may change from here on."""
        for each in terms:
            known = frame.names.get(each.name) if isinstance(each, t.Name) else None
            if known is not None and known.shape and isinstance(each, t.Name):
                frame.names[each.name] = replace(known, shape="")


def made_of(name: str, base: Value) -> Value:
    """What a constructor without arguments makes."""
    shape = _MADE.get(name.partition("<")[0], "")
    return replace(base, shape=shape, fields={}) if shape else base


def anywhere(base: Value, value: Value) -> Value:
    """A container after something was put in nobody knows where."""
    fields = {key: joined((each, value)) for key, each in (base.fields or {}).items()} if value.taints else base.fields
    taints = joined((Value(base.taints), Value(value.whole()))).taints
    return replace(base, taints=taints, fields=fields, constant=False, exact=None, shape="")


_Known = tuple[Value, Value] | None


def _listed(name: str, base: Value, args: Sequence[Value]) -> _Known:
    elements = list((base.fields or {}).values())
    at = args[0].exact if args else None
    match name, len(args):
        case (("push" | "add" | "addLast"), 1):
            return _with(base, [*elements, args[0]]), UNKNOWN
        case (("unshift" | "addFirst"), 1):
            return _with(base, [args[0], *elements]), UNKNOWN
        case (("shift" | "removeFirst"), 0):
            return _with(base, elements[1:]), elements[0] if elements else UNKNOWN
        case (("pop" | "removeLast"), 0) if not base.kind or name == "removeLast":
            return _with(base, elements[:-1]), elements[-1] if elements else UNKNOWN
        case (("get" | "at" | "remove"), 1) if isinstance(at, int) and 0 <= at < len(elements):
            left = base if name != "remove" else _with(base, [*elements[:at], *elements[at + 1 :]])
            return left, elements[at]
    return None


def _mapped(name: str, base: Value, args: Sequence[Value]) -> _Known:
    key = args[0].text if args and args[0].constant else None
    fields = dict(base.fields or {})
    if key is None:
        return None
    match name, len(args):
        case (("put" | "set"), 2):
            return _holding(base, {**fields, key: args[1]}), UNKNOWN
        case "get", 1:
            return base, fields.get(key, UNKNOWN)
        case "getOrDefault", 2:
            return base, fields.get(key, args[1])
        case (("remove" | "delete"), 1):
            given = fields.pop(key, UNKNOWN)
            return _holding(base, fields), given
    return None


def _with(base: Value, elements: Sequence[Value]) -> Value:
    return _holding(base, {str(at): each for at, each in enumerate(elements)})


def _holding(base: Value, fields: Mapping[str, Value]) -> Value:
    """A container with other content; as a whole it may be any of it."""
    taints = joined([Value(each.whole()) for each in fields.values()]).taints if fields else ()
    return replace(base, taints=taints, fields=dict(fields), constant=False)
