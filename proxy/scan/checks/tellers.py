"""What some calls of Python's own library give back.

Rules for this file: a teller knows, or says None. Counterpart: flow.py asks them in its order.
"""

from __future__ import annotations

from typing import Final

from proxy.scan.checks.calls import Call
from proxy.scan.checks.facts import Fact, merged
from proxy.scan.checks.sources import removed_by

APPENDED: Final = "appended"  # the kind of a file opened for appending


def of_open(_flow: object, call: Call, given: list[Fact]) -> Fact | None:
    """A file that lines are added to."""
    if call.tail != "open" or not any(
        fact.text in {"a", "at", "a+"} for fact in [*call.args[:2], call.arg(-1, "mode")]
    ):
        return None
    return merged(given)._replace(kind=APPENDED, text=None)


def of_substitution(_flow: object, call: Call, given: list[Fact]) -> Fact | None:
    """`re.sub(r"[^a-z0-9]", "", value)`."""
    if call.name != "re.sub" or not given[2:] or given[0].text is None or not given[0].constant:
        return None
    return given[2]._replace(text=None, kind=call.name, clean=given[2].clean | removed_by(given[0].text))
