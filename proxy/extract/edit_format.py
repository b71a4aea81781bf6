"""Whether a request tells the model to answer in an edit format that the client applies by itself, or runs.

Where it does, every fence of the answer may land in a file, so each is held whole. Source: the prompts of aider's formats, gptme,
mini-swe-agent, smolagents, open-interpreter, Cline, Roo and Continue. A reminder stands in a user's message where a model takes no system
prompt; there only marks count that people don't write, so that a question about diffs stays a question.
Rules for this file: pure; looks at the first and the last part of long texts. Counterpart: gate.py holds by it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from proxy.extract.turns import Said, turns

_LOOKED_AT_CHARS = 256 * 1024  # of a text, at either end
_TOTAL_CHARS = 4 * 1024 * 1024
# Marks of a format, whoever writes them; the assistant's too, since a client sends its own examples and earlier answers as those.
# Each pattern is only tried where one of its words stands in the text: a system prompt has 100,000 characters.
_MARKS = (
    (("SEARCH", "REPLACE", "UPDATED"), r"^[ \t]*(?:<{5,9} SEARCH\b|>{5,9} (?:REPLACE|UPDATED)\b)|\*SEARCH/REPLACE"),
    ((" Patch",), r"^[ \t]*\*\*\* (?:Begin|End) Patch\b|`\*\*\* Begin Patch`"),
    (("@@ ... @@",), r"^[ \t]*@@ \.\.\. @@"),
    (("*file listing*",), r"\*file listing\*"),
    (("diff -U0",), r"\bdiff -U0\b"),
    (("mswea_bash_command",), r"\bmswea_bash_command\b"),
    (("TOOL_NAME: ", "BEGIN_ARG: "), r"^TOOL_NAME: |\bBEGIN_ARG: "),
    (("```save ", "```patch ", "```append ", "```morph "), r"^(?:> ?)?`{3,}(?:save|patch|append|morph) \S"),
)
_TAGS = (
    "write_to_file", "apply_diff", "replace_in_file", "insert_content", "search_and_replace", "execute_command", "edit_file", "tool-use",
    "create_file", "str_replace", "boltAction", "dyad-write", "lov-write", "new_task", "end_code",
)  # fmt: skip
# What developers say to a model; in a user's words it would be a question.
_TOLD = (
    (tuple(f"<{tag}" for tag in _TAGS), r"<(?:" + "|".join(map(re.escape, _TAGS)) + r")\b"),
    (("<function=", "<invoke name="), r"<function=\w|<invoke name="),
    (
        ("diff",),
        r"\b(?i:return|respond|reply|answer|write out|output|produce|provide|format)[^\n.]{0,80}\b(?:unified )?diffs?\b",
    ),
    (("SEARCH/REPLACE",), r"SEARCH/REPLACE"),
    (("V4A", "apply_patch"), r"\bV4A\b|\bapply_patch\b[^\n]{0,80}\*\*\*"),
    (
        (" file",),
        r"(?:entire|full|whole|complete)(?: new| updated)? (?:contents?|text) of (?:the|each|every)(?: \w+)? file|file listing",
    ),
    (("code block",), r"exactly (?:one|ONE) (?:bash |shell )?code block|bash code block"),
    (("code blobs", "it will be executed"), r"code blobs|it will be executed"),
    (("You are gptme",), r"\bYou are gptme\b"),
    (("<code>", "</code>"), r"<code>[^\n]{0,80}</code>|^</code>[ \t]*$"),
)
_REMEMBERED = 64  # texts: a client says the same system prompt with each request


def edit_format_shown(body: Mapping[str, Any]) -> bool:
    """Whether the client applies, or runs, what the answer's fences and marks hold."""
    left = _TOTAL_CHARS
    for turn in turns(body, _wire(body)):
        if left > 0 and isinstance(turn, Said):
            text = turn.text if len(turn.text) <= 2 * _LOOKED_AT_CHARS else _ends(turn.text)
            left -= len(text)
            if _shows(text, _MARKS) or (turn.role == "system" and _shows(text, _TOLD)):
                return True
    return False


@lru_cache(maxsize=_REMEMBERED)
def _shows(text: str, patterns: tuple[tuple[tuple[str, ...], str], ...]) -> bool:
    return any(
        any(word in text for word in words) and re.search(pattern, text, re.MULTILINE) is not None
        for words, pattern in patterns
    )


def _ends(text: str) -> str:
    return text[:_LOOKED_AT_CHARS] + "\n" + text[-_LOOKED_AT_CHARS:]


def _wire(body: Mapping[str, Any]) -> str:
    if "messages" not in body:
        return "responses"
    return "messages" if "system" in body else "chat"
