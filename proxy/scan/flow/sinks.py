"""Places where a value does harm: what stands there, who chose it, and whether it was made harmless.

Rules for this file: pure. Of all that may have come in, the surest speaks. Counterparts: library.py, shapes.py, findings.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ast_grep_py import SgNode

from proxy.scan.flow.frame import Frame, Proved
from proxy.scan.flow.library import Place, Sink
from proxy.scan.flow.shapes import SHAPES, built, led
from proxy.scan.flow.values import PARAMETER, Taint, Value


@dataclass(frozen=True, slots=True)
class Actual:
    """A call as it is made: the receiver and the values it is given."""

    base: Value | None
    args: Sequence[Value]
    keywords: Sequence[tuple[str, Value]] = ()

    def at(self, place: Place) -> Iterator[Value]:
        """The values at a place."""
        if place.base:
            found = [self.base] if self.base is not None else []
        elif place.keyword:
            found = [value for name, value in self.keywords if name == place.keyword]
        elif place.onwards:
            found = list(self.args[place.index :])
        else:
            found = list(self.args[place.index : place.index + 1])
        for value in found:
            if not place.field:
                yield value
            elif value.fields and (inner := value.fields.get(place.field)) is not None:
                yield inner


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody else's value where it does harm."""

    sink: Sink
    node: SgNode
    taint: Taint
    place: str  # what it reaches, as it is spelled
    built: tuple[tuple[int, int], ...] = ()  # where the text that reaches it was put together


def hit(sink: Sink, actual: Actual, frame: Frame, node: SgNode, place: str) -> Hit | None:
    """What a call does at a sink; None where it does no harm."""
    if frame.state.disarmed & sink.bit or not all(_given(actual, place, words) for place, words in sink.given):
        return None
    if any(True for each in sink.unless for _ in actual.at(each)):
        return None
    best: Taint | None = None
    built: tuple[tuple[int, int], ...] = ()
    for each in sink.places:
        for value in actual.at(each):
            taint = _worst(sink, value, frame, inside=each.inside)
            if taint is not None and (best is None or (taint.level, -taint.doubt) > (best.level, -best.doubt)):
                best, built = taint, value.built
    return None if best is None else Hit(sink, node, best, place, built)


def _worst(sink: Sink, value: Value, frame: Frame, *, inside: bool) -> Taint | None:
    taints = value.whole() if inside else value.taints
    if not taints or not SHAPES[sink.shape](value):
        return None
    proved = frame.state.proved
    harmful = [each for each in taints if not (each.safe | settled(proved, each.label)) & sink.bit]
    told = [each for each in harmful if each.level > PARAMETER or _told(sink, value)]
    return max(told, key=lambda each: (each.level, -each.doubt), default=None)


def settled(proved: Proved, label: str) -> int:
    """The classes that a source is harmless for: what was proved of it, or of what it was taken from."""
    classes = 0
    while label and proved:
        classes |= proved.get(label, 0)
        label = label.rpartition(".")[0]
    return classes


def _given(actual: Actual, place: Place, words: re.Pattern[str]) -> bool:
    """Whether what stands at a place reads, or is typed, as a sink wants it."""
    return any(
        words.search(each)
        for value in actual.at(place)
        for each in (value.text if value.constant else "", value.kind, value.chain.rpartition(".")[2])
        if each
    )


def _told(sink: Sink, value: Value) -> bool:
    """Whether a parameter's value is worth a word here: only where a text was visibly built around it."""
    if sink.parameter is None:
        return False
    return sink.bare or (built(value) and not (sink.inner and led(value)))
