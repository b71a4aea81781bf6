"""What stands in the place of a secret: made of a key, the conversation and the secret, so that each turn has the same one.

A placeholder is letters and digits only: nothing escapes it in JSON, nothing reads it as an expression, models copy it like any key. Its
last characters are a check, so that one of ours is known again in a later request; what it stands for only the request knows that made it.
To the engines they are an opaque token: code that gives one to `password` is a finding as it would be with the secret.
Rules for this file: pure. Counterparts: redacting.py puts them in, restoring.py takes them out.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Final

PREFIX: Final = "cwsk"
_ALPHABET: Final = "bcdfghjkmnpqrstvwz23456789"  # no vowels: no word comes about, and none of what marks an example
_NAME_CHARS: Final = 20
_CHECK_CHARS: Final = 8
_PATTERN: Final = re.compile(rf"{PREFIX}[{_ALPHABET}]{{{_NAME_CHARS + _CHECK_CHARS}}}")
LENGTH: Final = len(PREFIX) + _NAME_CHARS + _CHECK_CHARS


class Placeholders:
    """The placeholders of one conversation. `stands_for`: what those that were made here stand for."""

    def __init__(self, key: bytes, conversation: str) -> None:
        self._key = key
        self._conversation = conversation.encode("utf-8", "replace")
        self.stands_for: dict[str, str] = {}

    def of(self, secret: str) -> str:
        """The placeholder of a secret, in just the spelling that it stands for."""
        message = b"name\0" + self._conversation + b"\0" + secret.encode("utf-8", "surrogatepass")
        name = PREFIX + _letters(hmac.new(self._key, message, hashlib.sha256).digest(), _NAME_CHARS)
        made = name + self._check(name)
        self.stands_for[made] = secret
        return made

    def holds_ours(self, text: str) -> bool:
        """A placeholder that this house made, in whichever conversation, stands in the text."""
        return PREFIX in text and any(
            hmac.compare_digest(self._check(found[:-_CHECK_CHARS]), found[-_CHECK_CHARS:])
            for found in _PATTERN.findall(text)
        )

    def _check(self, name: str) -> str:
        return _letters(hmac.new(self._key, b"check\0" + name.encode(), hashlib.sha256).digest(), _CHECK_CHARS)


def _letters(digest: bytes, count: int) -> str:
    """`count` letters of the alphabet; 26 of them take 4.7 bits each, and a digest has 256."""
    number, made = int.from_bytes(digest, "big"), []
    for _ in range(count):
        number, at = divmod(number, len(_ALPHABET))
        made.append(_ALPHABET[at])
    return "".join(made)
