"""Pages with code in them, made readable for grammars that know only the one or the other; as long as before.

PHP pages become plain PHP: the grammar at hand reads code, not the page around it. What stands outside of the tags becomes blanks, line
breaks stay, a tag's end becomes the semicolon that PHP puts there, and `<?=` the `echo` that it means. So every place in the code is the
same place in the page.
Pages with `<% %>` become pages that HTML's grammar reads: the tags' angle brackets are others, and those inside are blank.
Rules for this file: pure, linear. Source: the PHP manual, "Escaping from HTML".
"""

from __future__ import annotations

import re
from typing import Final

OPENED: Final = re.compile(r"<\?(?:php(?=\s|$)|=)?", re.IGNORECASE)
_CLOSED: Final = "?>"
SCRIPTLET: Final = "<%"
_SCRIPTLETS: Final = re.compile(r"<%([^%]*(?:%(?!>)[^%]*)*)%>")
_ANGLES: Final = str.maketrans("<>", "  ")
_ECHO: Final = "echo"
_NOT_A_BREAK: Final = re.compile(r"[^\n]")


def code_of_page(text: str) -> str:
    """The page with all but its code blanked out; as long as `text`."""
    parts: list[str] = []
    at = 0
    while (opened := OPENED.search(text, at)) is not None:
        before = _blank(text[at : opened.start()])
        tag = " " * len(opened.group())
        if opened.group().endswith("="):
            before, tag = _echo(before, text.startswith((" ", "\t"), opened.end()))
        end = text.find(_CLOSED, opened.end())
        code = text[opened.end() :] if end < 0 else text[opened.end() : end]
        if tag == _ECHO:  # it took the blank behind the tag
            code = code[1:]
        parts += [before, tag, code]
        if end < 0:
            return "".join(parts)
        parts.append("; ")
        at = end + len(_CLOSED)
    parts.append(_blank(text[at:]))
    return "".join(parts)


def page_of_scriptlets(text: str) -> str:
    """The page with `<% ... %>` written as `\u27e8% ... %\u27e9`; as long as `text`."""
    return _SCRIPTLETS.sub(lambda found: f"\u27e8%{found.group(1).translate(_ANGLES)}%\u27e9", text)


def _echo(before: str, followed: bool) -> tuple[str, str]:  # noqa: FBT001 - a private helper
    """Room for the word's fourth letter: the blank behind the tag, else the one before it, else none."""
    if followed:
        return before, _ECHO
    if before.endswith(" "):
        return f"{before[:-1]}{_ECHO[0]}", _ECHO[1:]
    return before, " " * (len(_ECHO) - 1)


def _blank(html: str) -> str:
    return _NOT_A_BREAK.sub(" ", html)
