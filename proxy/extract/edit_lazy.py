"""A file of which the assistant left out what stays: `// ... existing code ...`, `# ... rest of the file unchanged ...`.

Source: Continue's and Cursor's apply prompts, and what assistants write without being asked. A line counts only if nothing but words
stands in its comment, so that dropping it hides nothing.
Rules for this file: pure, linear. Counterpart: edits.py asks where no other format is found.
"""

from __future__ import annotations

import re

from proxy.extract.edit_text import Given, How, Hunk, Row, Side
from proxy.extract.parts import Part

_MAX_MARKER_CHARS = 120
_WORDS = r"[A-Za-z ,:'`_/()\u2019\u2026.-]*+"
_KEPT = (
    r"existing|unchanged|remain|rest of|as before|same|previous|other|original|omitted|keep|above|below|code|here|more"
)
_DOTTED = re.compile(rf"\s*+(?:#|//|--|/\*|<!--|\{{/\*|%)[ \t]*+(?:\.{{3}}|\u2026){_WORDS}\Z")
_SAYS = re.compile(rf"(?<![A-Za-z])(?:{_KEPT})", re.IGNORECASE)
_TAIL = re.compile(r"[ \t]*(?:\*/\}?|-->)[ \t]*\Z")


def is_lazy(line: str) -> bool:
    """The line stands for what the file has there."""
    if len(line) > _MAX_MARKER_CHARS or ("..." not in line and "\u2026" not in line):
        return False
    bare = _TAIL.sub("", line)
    return _DOTTED.match(bare) is not None and _SAYS.search(bare) is not None


def lazy_listing(rows: list[Row], given: Given) -> Part | None:
    """The text without the lines that stand for others, or None where there are none."""
    if not any(is_lazy(row.text) for row in rows):
        return None
    side = Side()
    for row in rows:
        if not is_lazy(row.text):
            side.row(row)
    language = given.language_for(given.path)
    return Hunk(side.text, "edit", language, given.path, None, tuple(side.stretches), how=How.WHOLE)
