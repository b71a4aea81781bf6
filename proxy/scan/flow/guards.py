"""What the outcome of a test proves: a value compared with a constant, found in a list, matched, or passed by a check by name.

What is proved is said of the source, by its label, so that it holds for every name its value went to.
Rules for this file: no verdicts. A test that can't be read proves nothing. Counterparts: frame.py keeps it, sinks.py asks.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.scan.flow import terms as t
from proxy.scan.flow.calls import Calls
from proxy.scan.flow.frame import Frame, Proved
from proxy.scan.flow.library import bits
from proxy.scan.flow.naming import tests
from proxy.scan.flow.values import EVERYTHING, Value

_DEPTH: Final = 12  # tests in tests
_HOST_PARTS: Final = re.compile(r"(?i)(?:^|_|get)(?:host(?:name)?|origin|protocol|scheme|authority|netloc|base)$")
_HOST_CLASSES: Final = ("ssrf", "redirect")
_TYPE_CLASSES: Final = ("nosql", "mass", "prototype")


class Guards(Calls):
    """Reads tests."""

    def proves(self, test: t.Term | None, frame: Frame, *, truth: bool, depth: int = 0) -> Proved:  # noqa: PLR0911 - a way a kind
        """The labels that are harmless where the test comes out so, with the classes."""
        if depth > _DEPTH:
            return {}
        match test:
            case t.Logic():
                return self._proved_by_parts(test, frame, truth, depth)
            case t.Compare():
                return self._compared(test, frame, truth=truth)
            case t.Call():
                return self._proved_by_call(test, frame, truth=truth)
            case t.Index() if truth:
                return self._all(test.key, frame) if not self.value(test.base, frame).taints else {}
            case t.Name() if test.name in frame.tests:
                return self.proves(frame.tests[test.name], frame, truth=truth, depth=depth + 1)
            case t.Assign() | t.Through():
                inner = test.value if isinstance(test, t.Assign) else test.parts[-1] if test.parts else None
                return self.proves(inner, frame, truth=truth, depth=depth + 1)
        return {}

    def _proved_by_parts(self, test: t.Logic, frame: Frame, truth: bool, depth: int) -> Proved:  # noqa: FBT001 - private
        if test.word == "not":
            return self.proves(test.parts[0], frame, truth=not truth, depth=depth + 1)
        each = [self.proves(part, frame, truth=truth, depth=depth + 1) for part in test.parts]
        if (test.word == "and") is truth:  # every part came out so
            return _united(each)
        common = each[0]
        for other in each[1:]:
            common = {label: classes & other[label] for label, classes in common.items() if label in other}
        return common

    def _compared(self, test: t.Compare, frame: Frame, *, truth: bool) -> Proved:  # noqa: PLR0911 - a way a case
        for one, other in ((test.left, test.right), (test.right, test.left)):
            if isinstance(one, t.Call) and isinstance(one.callee, t.Name) and one.callee.name == "@typeof":
                return self._labels(one.args[0], frame, bits(_TYPE_CLASSES)) if (test.word == "==") is truth else {}
            if isinstance(one, t.Call) and test.word in {"==", "!=", "<"} and self.value(other, frame).constant:
                # indexOf(x) === -1 and the like: which side says "found" depends on the number, both are taken for it
                found = self._proved_by_call(one, frame, truth=True) | self._proved_by_call(one, frame, truth=False)
                if found:
                    return found
        if test.word == "in" and truth:
            return self._all(test.left, frame) if not self.value(test.right, frame).taints else {}
        if test.word == "matches" and truth:
            return self._all(test.left, frame)
        if test.word not in {"==", "!="} or (test.word == "==") is not truth:
            return {}
        left, right = self.value(test.left, frame), self.value(test.right, frame)
        if left.whole() and right.whole():
            return {}
        return self._all(test.left if left.whole() else test.right, frame)

    def _proved_by_call(self, test: t.Call, frame: Frame, *, truth: bool) -> Proved:
        seen = self.last.get(id(test))
        if seen is None:
            self.look(test, frame)
            seen = self.last.get(id(test))
        if seen is None:
            return {}
        actual, base, name, spelling = seen.actual, seen.base, seen.name, seen.spelling
        receiver = test.callee.base if isinstance(test.callee, t.Member) else None
        terms = [receiver, *test.args]
        proved: list[Proved] = []
        for before, guard in self.tables.guards.get(name, ()):
            if guard.when is not truth or not self.receives(before, base, spelling):
                continue
            if guard.constant is not None and not all(each.constant for each in actual.at(guard.constant)):
                continue
            at = guard.place.index
            place = receiver if guard.place.base else test.args[at] if 0 <= at < len(test.args) else None
            if place is not None:
                whole = guard.classes == EVERYTHING
                proved.append(self._all(place, frame) if whole else self._labels(place, frame, guard.classes))
        if proved:
            return _united(proved)
        if tests(name) is truth:
            return _united(
                [self._all(each, frame) for each in terms if each is not None and not isinstance(each, t.Lambda)]
            )
        return {}

    def _all(self, term: t.Term, frame: Frame) -> Proved:
        """A value that was told to be one of a few; of a URL's host it says where it goes, of its type what it isn't."""
        proved = self._labels(term, frame, EVERYTHING)
        name = (
            term.name
            if isinstance(term, t.Member)
            else term.callee.name
            if isinstance(term, t.Call) and isinstance(term.callee, t.Member)
            else ""
        )
        if name and _HOST_PARTS.search(name):
            hosts = bits(_HOST_CLASSES)
            for label in list(proved):
                whole = label.rpartition(".")[0]
                if whole:
                    proved[whole] = proved.get(whole, 0) | hosts
        return proved

    def _labels(self, term: t.Term, frame: Frame, classes: int) -> Proved:
        value: Value = self.value(term, frame)
        return {taint.label: classes for taint in value.whole()}


def _united(proved: list[Proved]) -> Proved:
    made: Proved = {}
    for each in proved:
        for label, classes in each.items():
            made[label] = made.get(label, 0) | classes
    return made
