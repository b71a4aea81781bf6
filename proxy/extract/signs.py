"""Signs of code in a text of which nothing else is known: patches by how they begin, SQL, a `#!` line, and what prose hardly ever has.

Rules for this file: pure, linear; a sign may say too much (the text is then looked at as code), so nothing is let through because of one.
Counterpart: tool_args.py asks for arguments that no table and no key tells of.
"""

from __future__ import annotations

import re

from proxy.extract.languages import language_of

PATCH_START = "*** Begin Patch"
_LOOKED_AT = 4096  # a text that doesn't show it here doesn't begin with it
_SHEBANG_CHARS = 128  # what the kernel read for decades
_PATCH = re.compile(
    r"\s*+(?:\*\*\* Begin Patch|diff --git |<{5,9} SEARCH|Index: \S|--- \S[^\n]*+\n\+\+\+ \S|@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@)"
)
_SQL = re.compile(
    r"\s*+(?:select\b[^;]{1,2000}?\bfrom\b|insert\s++into\b|update\b[^;]{1,200}?\bset\b|delete\s++from\b|merge\s++into\b"
    r"|(?:create|drop|alter|truncate)\s++(?:or\s++replace\s++|temp(?:orary)?\s++)?"
    r"(?:table|view|index|database|schema|user|role|function|procedure|trigger|extension)\b"
    r"|with\s++\w++\s++as\s*+\(|grant\b[^;]{1,200}?\bto\b|copy\s++\w++\s++(?:from|to)\b)",
    re.IGNORECASE,
)
_SHEBANG = re.compile(r"#![ \t]*(?:\S*/)?(?:env[ \t]+(?:-\S+[ \t]+)*)?(?:\S*/)?(\w[\w.+-]*)")
_CODE = re.compile(
    r"[;{}]\s*\Z|=>|::|&&|\|\||\$[({]|\b\w+\.\w+\(|\b\w+\([^()]*\)\s*(?:[:;{.]|\Z)|[)\]]\s*\{|</\w|<\w++[^<>]*+>"
    r"|\b(?:import|from|require|include|def|class|function|const|let|var|return|lambda|async|await|public|private|sudo|curl|wget|eval|exec)\s"
    r"|(?:^|\s)(?:-{1,2}[a-z]+=|>>?\s*/)|[\w\]]\s*[-+*/|&]?=\s*\S"
)


def begins_as_patch(text: str) -> bool:
    """The text is a patch, a diff or a search-and-replace block."""
    return _PATCH.match(text, 0, _LOOKED_AT) is not None


def shows_code(text: str) -> bool:
    """The line has signs of code."""
    return _CODE.search(text[:_LOOKED_AT]) is not None


def language_by_content(text: str) -> str | None:
    """The language that a text's first words say, or None."""
    if (shebang := _SHEBANG.match(text, 0, _SHEBANG_CHARS)) is not None:
        return language_of(shebang[1])
    return "sql" if _SQL.match(text, 0, _LOOKED_AT) else None
