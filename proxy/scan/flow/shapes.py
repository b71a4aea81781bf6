"""Whether a value that reaches a place can do harm there, by how its text reads.

A text's constant parts tell: a host that stands before the hole can't be chosen, a query without a verb is none.
Rules for this file: pure; every pattern is linear. Counterparts: values.py, sinks.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from proxy.scan.flow.values import OTHER, OUTSIDE, Value

_SQL: Final = re.compile(
    r"(?i)\b(?:select\b[^;]{0,300}?\bfrom\b|insert\s+(?:ignore\s+)?into\b|update\s+\S{1,80}\s+set\b|delete\s+from\b|replace\s+into\b|"
    r"(?:create|drop|alter|truncate)\s+(?:table|database|user|role|schema|view|index)\b|where\b|order\s+by\b|group\s+by\b|"
    r"union\b|exec(?:ute)?\s|call\s|grant\s|having\b|limit\b|like\s|values\s*\(|from\s+\S+|select\b|match\s*\(|\bset\s)"
)
_CONDITION: Final = re.compile(
    r"=\s*['\"]?[\x00]|['\"]%?[\x00]|\bin\s*\(\s*['\"]?[\x00]|[<>]=?\s*['\"]?[\x00]", re.IGNORECASE
)
_FIXED_HOST: Final = re.compile(
    r"[a-zA-Z][\w+.-]*://[^/?#\x00]+[/?#]|/{1}(?![/\\\x00])|[?#]|\.{1,2}/|\x01[^\x00]*[/?#=]|\x01"
)
_LOCAL_TARGET: Final = re.compile(
    r"/[^/\\\x00]|[?#]|\.{1,2}/|[a-z][\w+.-]*://[^/?#\x00]+[/?#]|\x01[^\x00]*[/?#=]|[\w-]+[/?#=.]|mailto:|tel:"
)
_HTML: Final = re.compile(r"<[a-zA-Z!/]|[\"'`]?\s*/?>")
_HOLES: Final = re.compile(f"[{OUTSIDE}{OTHER}]")


def built(value: Value) -> bool:
    """Whether a text was visibly put together around somebody else's value."""
    return value.text is not None and OUTSIDE in value.text and bool(_HOLES.sub("", value.text).strip())


def led(value: Value) -> bool:
    """Whether somebody else's value stands first in a text."""
    return value.text is not None and value.text.startswith(OUTSIDE)


def _any(_: Value) -> bool:
    return True


def _sql(value: Value) -> bool:
    """A query; a value that is the whole text may be one."""
    if value.text is None or not _HOLES.sub("", value.text).strip():
        return not value.fields
    return _SQL.search(value.text) is not None


def _condition(value: Value) -> bool:
    """A piece of a query with a value pasted in."""
    return value.text is not None and (_CONDITION.search(value.text) is not None or _SQL.search(value.text) is not None)


def _open_host(value: Value) -> bool:
    """A URL whose host can be chosen."""
    return value.text is None or _FIXED_HOST.match(value.text) is None


def _open_target(value: Value) -> bool:
    """A place to go to that can be on another site."""
    return value.text is None or _LOCAL_TARGET.match(value.text) is None


def _location(value: Value) -> bool:
    """A header that leads to a place on another site."""
    head, colon, place = (value.text or "").partition(":")
    return bool(colon) and head.strip().lower() == "location" and _LOCAL_TARGET.match(place.lstrip()) is None


def _html(value: Value) -> bool:
    """Markup, or nothing known of the text."""
    return value.text is None or not _HOLES.sub("", value.text).strip() or _HTML.search(value.text) is not None


def _markup(value: Value) -> bool:
    """Text that is visibly markup."""
    return value.text is not None and _HTML.search(value.text) is not None


def _text(value: Value) -> bool:
    """No object: what is sent as JSON is no markup."""
    return not value.fields


def _pasted(value: Value) -> bool:
    """A text put together, not a value as a whole."""
    return built(value)


def _direct(value: Value) -> bool:
    """A value as it came, which may be an object where a text was meant; one that was put into a text is a text."""
    return value.text is None


def _leading(value: Value) -> bool:
    """A text that begins with the value."""
    return value.text is None or value.text.lstrip().startswith(OUTSIDE)


SHAPES: Mapping[str, Callable[[Value], bool]] = MappingProxyType(
    {
        "": _any,
        "any": _any,
        "sql": _sql,
        "condition": _condition,
        "host": _open_host,
        "target": _open_target,
        "location": _location,
        "html": _html,
        "markup": _markup,
        "text": _text,
        "pasted": _pasted,
        "direct": _direct,
        "leading": _leading,
    }
)
