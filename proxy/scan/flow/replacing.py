"""What a replacement takes out of a text, by its pattern.

A pattern that lists what may stay takes out all harm; one that names what is taken out makes harmless what needs just that.
Rules for this file: pure. Counterpart: calls.py.
"""

# ruff: noqa: E501, SIM905 - tables of words
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from proxy.scan.flow.library import bits
from proxy.scan.flow.values import EVERYTHING, Value, concatenated, joined

REPLACING: Final = frozenset(
    "replace replaceAll gsub sub tr delete ReplaceAll ReplaceAllString Replace preg_replace str_replace replaceFirst gsub! squeeze strtr".split()
)
_ALLOWED: Final = re.compile(r"\[\^(?!\])")
_TAKEN: Final = (
    (re.compile(r"\\?\.\\?\.|\\\.|^\.$|[\\/]"), ("path", "zip-slip")),
    (re.compile(r"<|>|&|\\W"), ("xss",)),
    (re.compile(r"\\[rn]|[\r\n]"), ("header", "log")),
    (re.compile(r"\\\$|\\\*|\\\^|\\\]"), ("regex",)),
)
_QUOTES: Final = re.compile(r"['\"]")


def replaced(base: Value, args: Sequence[Value]) -> Value:
    """A text after a replacement; what is put in comes in too."""
    pattern = args[0].text if args and args[0].constant else None
    put_in = [each for each in args[1:] if each.code is None]
    if base.text is not None and not base.taints and put_in:
        # A template whose marks are replaced: what is put in stands in the text.
        made = concatenated([base, *put_in])
    else:
        made = joined([Value(base.whole(), constant=base.constant), *put_in])
        made = replace(made, text=None)
    if pattern is None or not made.taints:
        return made
    if _ALLOWED.search(pattern) or "\\W" in pattern or "\\D" in pattern:
        return made.cleared(EVERYTHING)
    for taken, classes in _TAKEN:
        if taken.search(pattern):
            made = made.cleared(bits(classes))
    return replace(made.doubted(), text=made.text) if _QUOTES.search(pattern) else made
