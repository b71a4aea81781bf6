"""What is known of a value: where it may come from, what it is safe for, how its text reads, what it is called.

A text keeps its constant parts; a hole stands for what isn't constant: OUTSIDE where somebody else chooses it, OTHER where nobody knows.
Rules for this file: pure; a value is never changed, only made anew. Counterparts: expressions.py makes them, shapes.py reads their text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from ast_grep_py import SgNode

    from proxy.scan.flow.frame import Frame
    from proxy.scan.flow.terms import Function

PARAMETER: Final = 1  # the caller chooses it, whoever that is
REQUEST: Final = 2  # somebody outside chooses it
LIST: Final = "list"
MAP: Final = "map"
OUTSIDE: Final = "\x00"
OTHER: Final = "\x01"
EVERYTHING: Final = -1  # safe for every class: all bits
_MAX_TAINTS: Final = 4
_MAX_TEXT: Final = 400  # characters kept of a text: a verb, a table and the first holes stand in them
_MAX_LABEL: Final = 60
_MAX_FIELDS: Final = 40
_MAX_KEY: Final = 30
_MAX_BUILT: Final = 6  # places that a text is known to be put together at


Exact = int | str  # a truth value is a whole number
Place = tuple[int, int]  # a node's offsets in the text that the parser read (syntax/parsed.py)


class Taint(NamedTuple):
    """Somebody else's choice in a value.

    `safe`: the classes, as bits, that it was made harmless for; `doubt`: how often it went through the unknown.
    """

    level: int
    label: str
    safe: int = 0
    doubt: int = 0


@dataclass(slots=True, frozen=True)
class Closure:
    """A function, and the place whose names it sees."""

    function: Function
    frame: Frame


@dataclass(slots=True, frozen=True)
class Value:
    """A value. `text` None: not known to be a text. `chain`: its name from where it was imported, dotted. `kind`: its type."""

    taints: tuple[Taint, ...] = ()
    text: str | None = None
    chain: str = ""
    kind: str = ""
    fields: Mapping[str, Value] | None = None
    code: Closure | None = None
    constant: bool = False  # nothing in it can be chosen by anybody
    built: tuple[Place, ...] = ()  # where the text was put together
    exact: Exact | None = None  # the one value that it can be
    shape: str = ""  # of a container whose content is known place by place

    def whole(self) -> tuple[Taint, ...]:
        """The taints of the value and of all that is in it."""
        if not self.fields:
            return self.taints
        return _joined([self.taints, *(each.whole() for each in self.fields.values())])

    def cleared(self, classes: int, depth: int = 3) -> Value:
        """The value once it is harmless for some classes."""
        if not self.taints and not self.fields:
            return self
        inside = self.fields
        if inside and depth:
            inside = {key: each.cleared(classes, depth - 1) for key, each in inside.items()}
        return replace(self, taints=_cleared(self.taints, classes), fields=inside)

    def doubted(self) -> Value:
        """The value after something unknown was done to it."""
        return Value(tuple(taint._replace(doubt=taint.doubt + 1) for taint in self.whole()))

    def put_together(self, node: SgNode) -> Value:
        """The value as a text that somebody else has a say in and that is put together at a node; any other as it is."""
        if self.text is None or not self.taints:
            return self
        place = node.range()
        here = (place.start.index, place.end.index)
        return replace(self, built=(*(each for each in self.built if each != here), here)[-_MAX_BUILT:])

    def uncertain(self) -> Value:
        """The value where another one may stand instead."""
        return self if self.exact is None else replace(self, exact=None)

    def with_field(self, name: str, value: Value) -> Value:
        """The value with one field set."""
        fields = dict(self.fields or ())
        if len(fields) < _MAX_FIELDS or name in fields:
            fields[name] = value
        return replace(self, fields=fields, constant=False, exact=None)


UNKNOWN: Final = Value()
CONSTANT: Final = Value(constant=True)


def _cleared(taints: tuple[Taint, ...], classes: int) -> tuple[Taint, ...]:
    if classes == EVERYTHING:
        return ()
    return tuple(taint._replace(safe=taint.safe | classes) for taint in taints)


def _joined(groups: Iterable[tuple[Taint, ...]]) -> tuple[Taint, ...]:
    """The taints of several values, the strongest first, one of each label and safety."""
    taints = {(each.label, each.safe): each for group in groups for each in group}
    if len(taints) <= 1:
        return tuple(taints.values())
    return tuple(sorted(taints.values(), key=_strength))[:_MAX_TAINTS]


def _strength(taint: Taint) -> tuple[int, int, int]:
    return (-taint.level, taint.safe.bit_count(), taint.doubt)


def joined(values: Iterable[Value]) -> Value:
    """What may be any of several values."""
    found = list(values)
    if not found:
        return UNKNOWN
    first = found[0]
    if len(found) == 1 or all(each is first for each in found):
        return first
    taints = _joined(each.taints for each in found)
    texts = [each.text for each in found if each.text is not None]
    # The text that somebody else has a say in is the one that matters.
    text = next((each for each in texts if OUTSIDE in each), max(texts, key=len, default=None))
    chains = {each.chain for each in found if each.chain}
    kinds = {each.kind for each in found if each.kind}
    return Value(
        taints,
        text,
        chains.pop() if len(chains) == 1 else "",
        kinds.pop() if len(kinds) == 1 else "",
        _fields(found),
        next((each.code for each in found if each.code), None),
        all(each.constant for each in found),
        _built(found),
        first.exact if all(_alike(each.exact, first.exact) for each in found) else None,
        first.shape if all(_is_shaped_alike(each, first) for each in found) else "",
    )


def _is_shaped_alike(one: Value, other: Value) -> bool:
    return one.shape == other.shape and (one.fields or {}).keys() == (other.fields or {}).keys()


def _alike(one: Exact | None, other: Exact | None) -> bool:
    return type(one) is type(other) and one == other


def _built(values: list[Value]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for each in values for place in each.built))[-_MAX_BUILT:]


def _fields(values: list[Value]) -> dict[str, Value] | None:
    owners = [each.fields for each in values if each.fields]
    if not owners:
        return None
    keys = dict.fromkeys(key for fields in owners for key in fields)
    return {key: joined(fields[key] for fields in owners if key in fields) for key in list(keys)[:_MAX_FIELDS]}


def concatenated(parts: Iterable[Value]) -> Value:
    """The text that parts make together."""
    found = list(parts)
    taints = _joined(each.whole() for each in found)
    texts: list[str] = []
    for each in found:
        if each.text is not None:
            texts.append(each.text)
        else:
            texts.append(OUTSIDE if each.whole() else OTHER)
    whole = "".join(texts)
    if len(whole) > _MAX_TEXT:
        whole = _shortened(whole)
    return Value(taints, whole, constant=all(each.constant for each in found), built=_built(found))


def _shortened(text: str) -> str:
    """The beginning, and a hole for somebody else's part where it stood further on."""
    kept = text[:_MAX_TEXT]
    return kept + OUTSIDE if OUTSIDE in text and OUTSIDE not in kept else kept


def named(base: str, name: str) -> str:
    """The chain of a member."""
    if not base:
        return ""
    made = f"{base}.{name}"
    return made if len(made) <= _MAX_LABEL else base


def keyed(key: str) -> str:
    """A key as a part of a label that is never shown: it may be a text of the program."""
    return f"[{key.replace('.', ':')[:_MAX_KEY]}]"


def of(value: Value, name: str) -> Value:
    """A member of a value that has no such field of its own: what it carries, under a longer name."""
    chain = named(value.chain, name)
    if not value.taints:
        return Value(chain=chain)
    taints = tuple(taint._replace(label=named(taint.label, name)) for taint in value.taints)
    return Value(taints, chain=chain)


def same(one: Value, other: Value) -> bool:
    """Whether two values are known to be one for what the pass asks."""
    return one is other or (
        one.taints == other.taints
        and one.text == other.text
        and one.fields == other.fields
        and _alike(one.exact, other.exact)
    )
