"""The words that choose among the demo's answers, and the keys that no repository should hold in one piece.

Rules for this file: a table. Counterparts: demo_script.py and demo_fim.py.
"""

from __future__ import annotations

import re

DEFAULT = "default"
# Of all these words, the one that comes first chooses the answer.
_WORDS = {
    "clean": ("clean", "csv"),
    "shell": ("shell", "subprocess", "tar"),
    "sql": ("sql", "query"),
    "secret": ("secret", "aws", "s3"),
    "yaml": ("yaml",),
    "jwt": ("jwt", "token"),
    "large": ("large", "inventory"),
    "nested": ("nested",),
    "unclosed": ("unclosed",),
    "prose": ("prose", "explain"),
}
_CHOOSERS = {name: re.compile(rf"\b(?:{'|'.join(words)})") for name, words in _WORDS.items()}
_SECURE = re.compile(r"\b(?:secure|securely|safe|safely)\b", re.IGNORECASE)
_KEY_ID = "AKIA" + "Q4ZT" + "M7WPLX5JNR2E"
_SECRET = "mV8xTq2LwZ" + "rY5sKd9HfB1n" + "Jc7GpQ4tRaEu3XoWiM"


def topic(text: str) -> str:
    """The answer that a text's words choose."""
    said = text.lower()
    found = [(match.start(), name) for name, chooser in _CHOOSERS.items() if (match := chooser.search(said))]
    return min(found)[1] if found else DEFAULT


def is_secure(text: str) -> bool:
    """Whether a text asks for secure code."""
    return _SECURE.search(text) is not None


def assembled(text: str) -> str:
    """A recorded text with its keys put together."""
    return text.replace("@@AWS_KEY_ID@@", _KEY_ID).replace("@@AWS_SECRET@@", _SECRET)
