"""Which languages a request is about: by its fences, the files it names, and the languages it calls by name; most frequent first.

Rules for this file: pure; bounded to the end of what was said, where the present question stands. A guess is enough: it chooses words, and
decides nothing. Counterparts: policy/guidance.py, exchange.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from proxy.extract.languages import language_of, language_of_path
from proxy.extract.turns import Called, Returned, Said, Shown, turns

_MAX_CHARS: Final = 60_000
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[ \t]*([\w+#.-]{1,20})", re.MULTILINE)
_FILE = re.compile(r"[\w./-]{1,80}\.[A-Za-z]{1,6}\b|\bDockerfile\b")
_NAMED = re.compile(
    r"\b(python|flask|django|fastapi|javascript|typescript|node(?:\.js)?|express|react|java|spring|kotlin|scala|c#|asp\.net|golang|"
    r"in go|php|laravel|ruby|rails|rust|c\+\+|in c|sql|bash|shell|terraform|kubernetes|docker(?:file)?|github actions)(?![\w+#])",
    re.IGNORECASE,
)
_NAMES: Final = {
    "flask": "python", "django": "python", "fastapi": "python", "node": "javascript", "node.js": "javascript", "express": "javascript",
    "react": "javascript", "spring": "java", "c#": "csharp", "asp.net": "csharp", "golang": "go", "in go": "go", "laravel": "php",
    "rails": "ruby", "c++": "cpp", "in c": "c", "shell": "bash", "kubernetes": "yaml", "docker": "dockerfile", "github actions": "yaml",
}  # fmt: skip
_PATHS: Final = ("path", "file_path", "filePath", "filename", "target_file", "absolute_path")


def languages_asked(body: Mapping[str, Any], wire: str) -> tuple[str, ...]:
    """Canonical names, the most likely first; none where nothing says one."""
    found: Counter[str] = Counter()
    left = _MAX_CHARS
    for turn in reversed(list(turns(body, wire))):
        if left <= 0:
            break
        if isinstance(turn, Said) and turn.role != "system":  # an assistant's own prompt names every language
            text = turn.text[-left:]
            left -= len(text)
            _count(found, text)
        elif isinstance(turn, Called):
            for key in _PATHS:
                _add(found, language_of_path(str(turn.arguments.get(key, ""))), 2)
        elif isinstance(turn, Shown):
            _add(found, language_of_path(turn.path), 2)
        elif isinstance(turn, Returned):
            left -= min(left, len(turn.text))
    return tuple(name for name, _ in found.most_common())


def _count(found: Counter[str], text: str) -> None:
    for match in _FENCE.finditer(text):
        _add(found, language_of(match[1]), 3)
    for match in _FILE.finditer(text):
        _add(found, language_of_path(match[0]), 2)
    for match in _NAMED.finditer(text):
        word = match[1].lower()
        _add(found, _NAMES.get(word, word), 2)


def _add(found: Counter[str], language: str | None, weight: int) -> None:
    if language is not None:
        found[language] += weight
