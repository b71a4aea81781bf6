"""What in a provider's frame is a label and what may be text; and small readings that several protocols share.

A label goes on without being looked at, so it is narrow: numbers, and a few words on one line without the signs that code needs.
Rules for this file: pure. Counterparts: the codecs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from proxy.errors import ProxyError
from proxy.wire.json import Json

_MAX_TOKEN_CHARS = 64  # the longest tokens of the vocabularies in use are runs of blanks
_MAX_LABEL_CHARS = 256
_NAME = re.compile(r"[A-Za-z_][\w.:/-]{0,127}", re.ASCII)
_LABEL = re.compile(r"(?:[\w.:/@+=,;%?&#~|-]+(?: [\w.:/@+=,%~|-]+){0,7})?")


def error_object(error: ProxyError) -> Json:
    """An error in OpenAI's shape."""
    return {"message": error.message, "type": error.type, "param": error.param, "code": error.code}


def count(value: object) -> int:
    """A number of tokens as a provider says it; 0 where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def strings(value: object) -> Iterator[str]:
    """Every string in a nest, keys aside."""
    todo = [value]
    while todo:
        current = todo.pop()
        if isinstance(current, str):
            yield current
        elif isinstance(current, dict):
            todo.extend(reversed(current.values()))
        elif isinstance(current, list):
            todo.extend(reversed(current))


def is_label(value: object) -> bool:
    """Not text: a number, null, a few words of one line, or a nest of those."""
    if isinstance(value, str):
        return len(value) <= _MAX_LABEL_CHARS and _LABEL.fullmatch(value) is not None
    if isinstance(value, dict):
        return all(map(is_label, value.values()))
    if isinstance(value, list):
        return all(map(is_label, value))
    return True


def is_name(text: str) -> bool:
    """A tool's name: what APIs allow as one, and the marks by which clients join names."""
    return _NAME.fullmatch(text) is not None


def fitting_logprobs(logprobs: object, texts: Sequence[str]) -> bool:
    """Log probabilities say of each token of a text how likely it and others were; anything else isn't theirs to say."""
    if not isinstance(logprobs, dict):
        return False
    lists = [value for value in logprobs.values() if value is not None]
    if not all(isinstance(value, list) and all(isinstance(token, dict) for token in value) for value in lists):
        return False
    said = {"".join(str(token.get("token", "")) for token in value) for value in lists if value}
    others = [other for value in lists for token in value for other in token.get("top_logprobs") or ()]
    return said <= set(texts) and all(
        isinstance(other, dict) and len(str(other.get("token", ""))) <= _MAX_TOKEN_CHARS for other in others
    )


def has_text(value: object) -> bool:
    """Some string stands in the nest; in a stream it may be a token of a longer text."""
    if isinstance(value, dict):
        return any(map(has_text, value.values()))
    if isinstance(value, list):
        return any(map(has_text, value))
    return isinstance(value, str)
