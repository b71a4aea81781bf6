"""Whether a text stops in the middle of code, so that what a model writes behind it is code too.

Some editors send a completion request with the text before the cursor and nothing else, and so do people who ask a question. The rule
would rather take code for a question than a question for code (the answer to a question is read as Markdown, and code is found in it too):

- inside of a fence that is open at the end, it is code;
- else neither the first nor the last line that isn't blank may be a sentence, and of the last lines that aren't blank (up to 20) at
  least half must look like code.

A line looks like code where it is a comment, begins as a statement does, ends with a bracket or an operator, or assigns or calls.
Rules for this file: pure; but for fences it looks at the two ends of a text only. Counterpart: fim.py.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_END_CHARS = 8 * 1024  # looked at, at either end
_LAST_LINES = 20
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^`\n]{0,200})$", re.MULTILINE)
_COMMENT = re.compile(r"#|//|/\*|--|<!--|;|%|\"\"\"|'''")
_STATEMENTS = (
    r"(?:async\s+)?def\s+\w+\s*\(?",
    r"class\s+\w+\s*(?:$|[:({<]|extends\b|implements\b)",
    r"import\s+[\w.*{}\"', ]+(?:;|$|\s(?:as|from)\s)",
    r"from\s+[\w.]+\s+import\b",
    r"@\w+[\w.]*(?:\(|$)",
    r"(?:const|let|var|val|local)\s+[\w{\[]+.*[=:;]?",
    r"(?:export|public|private|protected|static|final|abstract)\s+\w+[\w\s<>]*[\s({=;]",
    r"(?:function|func|fn|sub)\s+\w*\s*[({<]",
    r"(?:package|namespace|using|use|require|module)\s+[\w.:\\\"']+\s*;?$",
    r"(?:return|yield|raise|throw|await|print|echo|puts)\b(?!.*[.?]$)",
    r"(?:try|else|finally|do|begin|end|fi|done|esac)\b\s*[:{;]?$",
    r"(?:if|for|while|switch|catch|elif|with|except|match|case)\b(?:.*[:{]|\s*\(.*)$",
    r"(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|CREATE\s+TABLE|WHERE|FROM)\s+[\w*\"`(]",
    r"</?\w+[^<>]*>?$",
)
_STATEMENT = re.compile("|".join(_STATEMENTS))
_END = re.compile(r"[{(\[;,=+|&\\]$|[})\]][;,)]*$|=>$|->$")
_ASSIGNED_OR_CALLED = re.compile(r"@{0,2}[\w.\[\]$'\"-]{1,80}\s*(?:[-+*/|&:]?=(?!=)|\(\S|\($)")
_OPENS = re.compile(r"[{(\[;=]$")
_WORDS = re.compile(r"(?<![\w.\"'])[A-Za-z][A-Za-z']+(?!\w)")
_SIGNS = re.compile(r"[{}()\[\];=<>#$@\\]|//|::|->")
_SENTENCE_WORDS = 4
_FEW_WORDS = 2  # "call me (please)" is no code
_WORDS_A_SIGN = 3


class OpenFence(NamedTuple):
    """A fence that is open at the end of a text: what its info string says, and where its first line starts."""

    info: str
    start: int


def open_fence(text: str) -> OpenFence | None:
    """The fence that is open at the end of a text, or None."""
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif not fence[2].strip() and fence[1].startswith(opened[1]):
            opened = None
    return None if opened is None else OpenFence(opened[2].strip(), opened.end() + 1)


def stops_in_code(text: str) -> bool:
    """Whether the text stops in the middle of code; the rule stands above."""
    if open_fence(text) is not None:
        return True
    last = [line.strip() for line in text[-_END_CHARS:].splitlines() if line.strip()][-_LAST_LINES:]
    first = next((line.strip() for line in text[:_END_CHARS].splitlines() if line.strip()), "")
    if not last or _is_sentence(first) or _is_sentence(last[-1]):
        return False
    return 2 * sum(map(_is_code, last)) >= len(last)


def _is_code(line: str) -> bool:
    if _COMMENT.match(line) is not None:
        return True
    if _is_sentence(line):
        return False
    if _STATEMENT.match(line) is not None or _ASSIGNED_OR_CALLED.match(line) is not None:
        return True
    words = len(_WORDS.findall(line))
    return _END.search(line) is not None and (words <= _FEW_WORDS or len(_SIGNS.findall(line)) >= words)


def _is_sentence(line: str) -> bool:
    """Several words and hardly a sign of code among them."""
    if any(sign is not None for sign in (_COMMENT.match(line), _STATEMENT.match(line), _OPENS.search(line))):
        return False
    words = len(_WORDS.findall(line))
    return line.endswith("?") or (words >= _SENTENCE_WORDS and _WORDS_A_SIGN * len(_SIGNS.findall(line)) < words)
