"""The body of a completion request, legacy or fill-in-the-middle, parsed once at the edge.

Source: the OpenAI API reference, "Create completion", and Mistral's, "Fim Completion". Only what the proxy itself acts on is checked; every
other field is the provider's to judge and goes on as it came.
Rules for this file: pure. Counterpart: extract/fim.py reads what stands around the cursor from `body`.
"""

from __future__ import annotations

from dataclasses import dataclass

from proxy.wire.body import check_flags, parsed, wrong
from proxy.wire.completions import CompletionsCodec
from proxy.wire.json import Json, dumps
from proxy.wire.request import MAX_CHOICES

_WHOLE_NUMBERS = ("n", "best_of")


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """A completion request. `body` is the whole of it, unknown fields too."""

    body: Json
    model: str
    stream: bool
    include_usage: bool
    fim: bool = False  # an editor asks, and puts the text into a file
    wire: str = "completions"

    def codec(self, *, whole: bool, keep_unknown: bool, through: bool) -> CompletionsCodec:
        """The codec of its answer."""
        return CompletionsCodec(whole=whole, keep_unknown=keep_unknown, through=through, fim=self.fim)

    def forwarded(self, provider_model: str) -> bytes:
        """The body for the provider: as it came, under the provider's name of the model."""
        return dumps({**self.body, "model": provider_model})


def parse_completion_request(raw: bytes) -> CompletionRequest:
    """Read a request body. Raises RequestInvalid naming the field that is wrong."""
    body, model = parsed(raw)
    if not _is_prompt(prompt := body.get("prompt")):
        raise wrong("prompt", "a string, or a list of strings or of tokens", prompt)
    _check_options(body)
    options = body.get("stream_options")
    return CompletionRequest(body, model, bool(body.get("stream")), bool((options or {}).get("include_usage")))


def _check_options(body: Json) -> None:
    check_flags(body, "stream", "echo")
    if (suffix := body.get("suffix")) is not None and not isinstance(suffix, str):
        raise wrong("suffix", "a string", suffix)
    for key in _WHOLE_NUMBERS:
        value = body.get(key)
        if value is not None and not (isinstance(value, int) and value is not True and 1 <= value <= MAX_CHOICES):
            raise wrong(key, f"a whole number from 1 to {MAX_CHOICES}", value)
    if (options := body.get("stream_options")) is not None and not isinstance(options, dict):
        raise wrong("stream_options", "an object", options)


def _is_prompt(value: object) -> bool:
    """A text, tokens, or several of either."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, str | int | list) for item in value)
    return isinstance(value, str)
