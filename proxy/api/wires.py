"""The protocols that models are asked in: for each its paths, how a request is read, and how an error is worded.

Rules for this file: a table; a path that isn't in it is a 404, so that nothing a model says leaves past the gate (promise I9).
Counterparts: generation.py serves them, proxy/wire/ holds the codecs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from proxy.errors import ProxyError
from proxy.extract.fim import read_fim
from proxy.wire.codec import Request
from proxy.wire.completion_request import CompletionRequest, parse_completion_request
from proxy.wire.json import Json
from proxy.wire.labels import error_object
from proxy.wire.messages_errors import messages_error
from proxy.wire.messages_request import parse_messages_request
from proxy.wire.numbers import parse_count_request, parse_embeddings_request
from proxy.wire.request import ChatRequest, parse_chat_request
from proxy.wire.responses_request import parse_responses_request


@dataclass(frozen=True, slots=True)
class Wire:
    """One protocol. `path` stands below /v1, and without it."""

    path: str
    parse: Callable[[bytes], Request]
    error: Callable[[ProxyError, str], Json]

    @property
    def paths(self) -> tuple[str, str]:
        """The routes."""
        return f"/v1{self.path}", self.path


def openai_error(error: ProxyError, _request_id: str = "") -> Json:
    """The body of an error on OpenAI's routes."""
    return {"error": error_object(error)}


def anthropic_error(error: ProxyError, request_id: str = "") -> Json:
    """The body of an error on Anthropic's routes."""
    return messages_error(error, request_id=request_id)


def _chat(raw: bytes) -> ChatRequest:
    """A chat request; an editor's, where its last message has a hole to fill."""
    request = parse_chat_request(raw)
    return replace(request, fim=read_fim(request.body) is not None)


def _completion(raw: bytes) -> CompletionRequest:
    request = parse_completion_request(raw)
    return replace(request, fim=read_fim(request.body) is not None)


def _fim(raw: bytes) -> CompletionRequest:
    return replace(parse_completion_request(raw), fim=True, wire="fim")


WIRES = (
    Wire("/chat/completions", _chat, openai_error),
    Wire("/completions", _completion, openai_error),
    Wire("/fim/completions", _fim, openai_error),
    Wire("/responses", parse_responses_request, openai_error),
    Wire("/messages", parse_messages_request, anthropic_error),
    Wire("/messages/count_tokens", parse_count_request, anthropic_error),
    Wire("/embeddings", parse_embeddings_request, openai_error),
)


def error_of(path: str) -> Callable[[ProxyError, str], Json]:
    """How errors of a path are worded, known or not."""
    return anthropic_error if path.removeprefix("/v1").startswith("/messages") else openai_error
