"""What in a provider's frame is a label and what may be text; and small readings that several protocols share.

A label goes on without being looked at, so it is narrow: numbers, and a few words on one line without the signs that code needs.
Rules for this file: pure. Counterparts: the codecs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from proxy.errors import ProxyError, UpstreamRefused
from proxy.wire.json import Json

_MAX_TOKEN_CHARS = 64  # the longest tokens of the vocabularies in use are runs of blanks
_MAX_LABEL_CHARS = 256
_MAX_BYTE = 255
_BAD_GATEWAY = 502
_NAME = re.compile(r"[A-Za-z_][\w.:/-]{0,127}", re.ASCII)
_KEY = re.compile(r"[\w.:/@$+-]{1,128}", re.ASCII)
_TOKEN = re.compile(r"\W*\w*\W*")  # tokenizers cut between words
_TOKEN_KEYS = frozenset({"token", "logprob", "bytes", "top_logprobs"})
_LABEL = re.compile(r"(?:[\w.:/@+=,;%?&#~|-]+(?: [\w.:/@+=,%~|-]+){0,7})?")
# What providers put beside the choices; in a stream a piece of a text may look like a label, so there no other key has strings.
TOP_KEYS = frozenset({
    "id", "object", "created", "model", "system_fingerprint", "service_tier", "provider", "usage", "x_groq", "obfuscation",
    "citations", "prompt_filter_results", "prompt_annotations",
})  # fmt: skip


def error_object(error: ProxyError) -> Json:
    """An error in OpenAI's shape."""
    return {"message": error.message, "type": error.type, "param": error.param, "code": error.code}


def reported_error(error: object) -> UpstreamRefused:
    """An error inside a 200: the provider's words may hold anything, so only a short code goes on."""
    code = error.get("code") if isinstance(error, dict) else None
    suffix = f" (code {code!r})" if isinstance(code, str | int) and code and is_label(code) else ""
    return UpstreamRefused(f"The provider reported an error instead of an answer{suffix}.", status=_BAD_GATEWAY)


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


def words(value: object) -> list[str]:
    """Every string in a nest, and the keys that are no keys but text."""
    found, todo = list(strings(value)), [value]
    while todo:
        current = todo.pop()
        if isinstance(current, dict):
            found += [key for key in current if not is_key(key)]
            todo.extend(current.values())
        elif isinstance(current, list):
            todo.extend(current)
    return found


def is_key(text: str) -> bool:
    """The key of a field, which nobody looks at either; a model may write one where a provider lets it."""
    return _KEY.fullmatch(text) is not None


def shown(key: str) -> str:
    """A key as it may be told."""
    return key if is_key(key) else "?"


def is_label(value: object) -> bool:
    """Not text: a number, null, a few words of one line, or a nest of those under keys that are none either."""
    if isinstance(value, str):
        return len(value) <= _MAX_LABEL_CHARS and _LABEL.fullmatch(value) is not None
    if isinstance(value, dict):
        return all(is_key(key) and is_label(inner) for key, inner in value.items())
    if isinstance(value, list):
        return all(map(is_label, value))
    return True


def is_token(text: str) -> bool:
    """Something that a tokenizer makes one token of: a word at most, and the marks and blanks around it."""
    return len(text) <= _MAX_TOKEN_CHARS and _TOKEN.fullmatch(text) is not None


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
    tokens = [token for value in lists for token in value]
    said = {"".join(str(token.get("token", "")) for token in value) for value in lists if value}
    return said <= set(texts) and all(map(is_key, logprobs)) and all(map(_is_likely, tokens))


def _is_likely(token: Json) -> bool:
    """A token of a text and the others that might have stood there, with nothing beside their likelihoods."""
    others = token.get("top_logprobs") or []
    return (
        _is_measured(token)
        and isinstance(others, list)
        and all(
            isinstance(other, dict) and is_token(str(other.get("token", ""))) and _is_measured(other)
            for other in others
        )
    )


def _is_measured(token: Json) -> bool:
    logprob, raw = token.get("logprob"), token.get("bytes")
    return (
        set(token) <= _TOKEN_KEYS
        and isinstance(token.get("token", ""), str)
        and (logprob is None or isinstance(logprob, int | float))
        and (raw is None or _are_bytes_of(raw, token.get("token", "")))
    )


def _are_bytes_of(raw: object, token: str) -> bool:
    """The bytes of a token; those of a part of a character have no text that could be compared."""
    if not isinstance(raw, list) or not all(isinstance(byte, int) and 0 <= byte <= _MAX_BYTE for byte in raw):
        return False
    text = bytes(raw).decode("utf-8", "replace")
    return text == token or is_token(text)


def has_text(value: object) -> bool:
    """Some string stands in the nest; in a stream it may be a token of a longer text."""
    if isinstance(value, dict):
        return any(map(has_text, value.values()))
    if isinstance(value, list):
        return any(map(has_text, value))
    return isinstance(value, str)
