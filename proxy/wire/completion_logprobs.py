"""Log probabilities of a legacy completion: whether they speak of just its text, and so may go with it.

Source: the OpenAI API reference, "The completion object" (tokens, token_logprobs, top_logprobs, text_offset in lists of their own).
Rules for this file: pure. Counterparts: completions.py; labels.py for the shape that chat has.
"""

from __future__ import annotations

import re

from proxy.wire.labels import fitting_logprobs, has_text, is_label, is_token

_END_TOKENS = re.compile(r"(?:<[^<>\s]{1,40}>)+\Z")  # a token that ends the answer has no text
_TAIL_CHARS = 256  # where such tokens are looked for


def fits_completion(logprobs: object, text: str) -> bool:
    """Whether log probabilities, in this API's shape or that of chat, speak of just this text (and of tokens that end it)."""
    if not isinstance(logprobs, dict) or not isinstance(tokens := logprobs.get("tokens"), list):
        return fitting_logprobs(logprobs, [text])
    others = logprobs.get("top_logprobs") or []
    rest = {key: value for key, value in logprobs.items() if key not in {"tokens", "top_logprobs"}}
    return (
        all(isinstance(token, str) for token in tokens)
        and _bare("".join(tokens)) == _bare(text)
        and isinstance(others, list)
        and all(
            place is None
            or (isinstance(place, dict) and all(is_token(token) and _is_number(p) for token, p in place.items()))
            for place in others
        )
        and is_label(rest)
        and not has_text(rest)
    )


def _is_number(value: object) -> bool:
    return value is None or isinstance(value, int | float)


def _bare(text: str) -> str:
    """The text without the tokens that may end an answer, which say nothing."""
    return text[:-_TAIL_CHARS] + _END_TOKENS.sub("", text[-_TAIL_CHARS:])
