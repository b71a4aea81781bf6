"""The text of a heredoc: where it ends, what of it counts.

Source: POSIX.1-2017, Shell Command Language 2.7.4, and bash: in an unquoted one a backslash joins two lines before the end is looked for.
Rules for this file: pure; each line is looked at once. Counterpart: shell_tokens.py.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.extract.shell_traced import Traced

_TABS: Final = re.compile(r"^\t+", re.MULTILINE)
_QUOTES: Final = re.compile(r"\\(.)|['\"]|^\$(?=['\"])", re.DOTALL)


def delimiter_of(written: str) -> tuple[str, bool]:
    """The word that ends a heredoc, and whether it was quoted (nothing is expanded then)."""
    quoted = any(quote in written for quote in "'\"\\")
    return _QUOTES.sub(lambda found: found.group(1) or "", written), quoted


def terminator(text: str, first: int, delimiter: str, *, tabs: bool, joins: bool) -> tuple[int, int] | None:
    """Where the text that starts at `first` ends and where its last line does, or None where nothing ends it."""
    at = first
    while (found := text.find(delimiter, at)) >= 0:
        start = max(text.rfind("\n", first, found) + 1, first)
        end = found + len(delimiter)
        indent = text[start:found]
        alone = end == len(text) or text[end] == "\n"
        if alone and not (indent.strip("\t") if tabs else indent) and not (joins and _joined(text, first, start)):
            return start, min(end + 1, len(text))
        at = text.find("\n", found) + 1
        if at == 0:
            return None
    return None


def _joined(text: str, first: int, start: int) -> bool:
    """Whether a backslash joins the line before to the one that starts here."""
    if start <= first:
        return False
    line = text[max(text.rfind("\n", first, start - 1) + 1, first) : start - 1]
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def untabbed(body: Traced) -> Traced:
    """The text without the tabs that its lines start with."""
    return body.replaced(_TABS, lambda _: "")
