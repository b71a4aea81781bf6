"""How things are called, for messages and for what names by themselves say.

People call what makes a value harmless, or tests it, by a handful of words; where a function isn't in the text its name is all there is.
Rules for this file: pure; a shown name holds identifiers only, never a text of the program.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.scan.flow import terms as t

_PARTS: Final = 6  # of a shown name
_LONGEST: Final = 60
_SHOWN: Final = re.compile(r"[@$A-Za-z_][\w$?!]*")
_CLEANING: Final = re.compile(
    r"(?i)^(?!.*(?:un|de|no|without|not)_?(?:escape|saniti|encode|quote|clean))(?=.*(?:escape|saniti[sz]e|purify|encode|cleans|strip_?tags|slugify|whitelist|"
    r"allow_?list|normali[sz]e_?and|redact|scrub|basename|digest|bcrypt|encrypt|^hash|hash$|^safe_?(?!eval|exec)\w|secure_?file_?name|html_?entit|^esc(?:_|$|[A-Z])|^clean_?|^h$|^e_?html|^quote))"
)
_TESTING: Final = re.compile(
    r"(?i)^(?:is|are|has|can|in|matches?|check|validate|verify|ensure|assert|allow|permit|test)?_?(?=.*(?:valid|allow|safe|trust|permit|white_?list|known|"
    r"authori[sz]ed|legal|acceptable|secure|supported|within|inside|local|same_?origin|sanitary|relative|verif|ensure|assert|match))"
)
_DENYING: Final = re.compile(
    r"(?i)(?:invalid|in_?secure|un_?safe|unsupported|un_?trusted|malicious|danger|suspicious|illegal|traversal|disallow|forbid|block|den(?:y|ied)|reject|external|absolute|private|internal|bad)"
)
_ASSERTING: Final = re.compile(
    r"(?i)^(?:validate|assert|ensure|check|verify|require|guard|enforce)_?(?:[A-Z_]?\w*)?$|throw_?(?:if|unless)"
)


def cleans(name: str) -> bool:
    """Whether a function of this name makes a value harmless, as far as a name can tell."""
    return _CLEANING.search(name) is not None


def tests(name: str) -> bool | None:
    """What outcome of a function of this name speaks for its argument; None: its name says nothing."""
    if _DENYING.search(name):
        return False
    return True if _TESTING.search(name) else None


def asserts(name: str) -> bool:
    """Whether a function of this name throws where its argument isn't what it should be."""
    return _ASSERTING.search(name) is not None and name != "require"


def spelled(term: t.Term | None) -> str:
    """A term as it stands, by its names alone: `req.query`; "" where it has none."""
    parts: list[str] = []
    while term is not None and len(parts) < _PARTS:
        if isinstance(term, t.Member):
            parts.append(term.name)
            term = term.base
        elif isinstance(term, t.Index):
            term = term.base
        elif isinstance(term, t.Call):
            term = term.callee
        elif isinstance(term, t.Name):
            parts.append(term.name)
            term = None
        else:
            term = None
    return ".".join(reversed(parts))


def shown(name: str) -> str:
    """A dotted name as a message may show it."""
    kept = [found.group() for part in name.split(".") if (found := _SHOWN.fullmatch(part))]
    while len(kept) > 1 and len(".".join(kept)) > _LONGEST:
        kept.pop(0)
    return ".".join(kept)[:_LONGEST]
