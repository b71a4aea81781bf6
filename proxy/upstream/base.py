"""What a provider is to the rest of the house: bytes of its answer, or one of our errors.

Endpoint and credentials come from the configuration and never from a request (litellm's PR #5418 and PYSEC-2026-4070 are what happens
otherwise). Rules for this file: nouns only. Counterparts: direct.py, litellm.py, demo.py.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import Protocol

from proxy.errors import ModelNotFound, WireNotSupported

ANY_MODEL = "*"
_MAX_NAME_CHARS = 100  # of a client's word in a message
# What a client may put in the place of a pattern's `*`: litellm takes a model like "huggingface/https://..." for an address.
_PLAIN_NAME = re.compile(r"(?!.*\.\.)[\w.:@+-]{1,200}(?:/[\w.:@+-]{1,200}){0,4}", re.ASCII)
# The fields of the chat API: of a request all that goes on to litellm, and of litellm_params all that may be set for every request.
CHAT_FIELDS = frozenset({
    "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens",
    "max_tokens", "messages", "modalities", "n", "parallel_tool_calls", "prediction", "presence_penalty",
    "reasoning_effort", "response_format", "seed", "stop", "stream", "stream_options", "temperature", "thinking",
    "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity",
})  # fmt: skip


ANTHROPIC_WIRES = frozenset({"messages", "count_tokens"})
# What litellm and we make of a chat, and what litellm's own providers have beside it.
CROSSED_WIRES = frozenset({"chat", "completions", "responses", "messages", "count_tokens"})
LITELLM_WIRES = CROSSED_WIRES | {"embeddings"}


@dataclass(frozen=True, slots=True)
class Secret:
    """A credential that no repr, log or traceback shows."""

    value: str = field(repr=False)

    def __str__(self) -> str:
        return "***"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, to the first byte of the answer's body, between two reads, for the whole answer."""

    connect_s: float = 5.0
    first_token_s: float = 120.0
    idle_s: float = 60.0
    total_s: float = 900.0


@dataclass(frozen=True, slots=True)
class Deployment:
    """One model of the configuration and where it is served. `provider`: direct, litellm or demo.

    `params`: fields for each request that doesn't say them itself, and for litellm whatever else it takes.
    `entry`: the `model_name` of the configuration where that is a pattern and `model_name` here is what it was asked for.
    """

    model_name: str
    provider: str
    provider_model: str
    api_base: str = ""
    api_key: Secret | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # may hold credentials
    params: Mapping[str, object] = field(default_factory=dict, repr=False)
    timeouts: Timeouts = field(default_factory=Timeouts)
    entry: str = ""
    shape: str = "openai"  # of a provider that is asked directly: openai or anthropic
    direct: frozenset[str] = frozenset()  # protocols that it is asked in directly
    through: str = ""  # litellm's name of the model, where other protocols go through litellm

    def model_for(self, wire: str) -> str:
        """The provider's name of the model. Raises WireNotSupported."""
        if wire in self.direct or self.provider == "demo":
            return self.provider_model
        if self.provider == "litellm":
            name, others = self.provider_model, LITELLM_WIRES
        else:
            name, others = self.through, CROSSED_WIRES if self.through else frozenset[str]()
        if wire in others:
            return name
        known = ", ".join(sorted(self.direct | others))
        message = (
            f"The model {self.model_name[:_MAX_NAME_CHARS]!r} can't be asked in this protocol; it can in: {known}."
        )
        raise WireNotSupported(message, param="model")


class Answer(Protocol):
    """An answer whose head has come. `streamed`: its body is server-sent events."""

    @property
    def status(self) -> int:
        """The provider's HTTP status."""

    @property
    def streamed(self) -> bool:
        """The body is server-sent events, whatever was asked for."""

    def chunks(self) -> AsyncIterator[bytes]:
        """The body as it comes. Raises UpstreamError where it breaks off or takes too long."""


class Upstream(Protocol):
    """A provider."""

    def send(
        self, body: bytes, *, stream: bool, traceparent: str | None, wire: str, headers: Mapping[str, str]
    ) -> AbstractAsyncContextManager[Answer]:
        """Ask in a protocol. `body` names the provider's model; `headers` are the client's own that go on.

        Raises UpstreamError before the answer's head has come.
        """

    async def close(self) -> None:
        """Let connections go."""


class Models:
    """The configured models and, each made when first asked for, their upstreams."""

    def __init__(self, deployments: Sequence[Deployment], make: Mapping[str, UpstreamMaker]) -> None:
        self._deployments = {deployment.model_name: deployment for deployment in deployments}
        self._make = make
        self._upstreams: dict[str, Upstream] = {}

    def names(self) -> list[str]:
        """The models that can be asked for by name."""
        return [name for name in self._deployments if ANY_MODEL not in name]

    def resolve(self, model: str) -> Deployment:
        """The deployment of a model. Raises ModelNotFound naming the nearest ones."""
        found = None if ANY_MODEL in model else self._deployments.get(model) or self._by_pattern(model)
        if found is None:
            near = difflib.get_close_matches(model, self.names(), n=3, cutoff=0.4) or list(self._deployments)[:5]
            message = f"The model {model[:_MAX_NAME_CHARS]!r} is not configured here. There is: {', '.join(near)}."
            raise ModelNotFound(message, param="model")
        return found

    def _by_pattern(self, model: str) -> Deployment | None:
        """What a pattern (`openai/*`) makes of a model, the longest one first."""
        for name in sorted((name for name in self._deployments if ANY_MODEL in name), key=len, reverse=True):
            before, _, after = name.partition(ANY_MODEL)
            word = model[len(before) : len(model) - len(after)]
            if model == before + word + after and _PLAIN_NAME.fullmatch(word):
                pattern = self._deployments[name]
                asked = pattern.provider_model.replace(ANY_MODEL, word)
                through = pattern.through.replace(ANY_MODEL, word)
                return replace(pattern, model_name=model, provider_model=asked, through=through, entry=name)
        return None

    def upstream(self, deployment: Deployment, wire: str) -> Upstream:
        """What serves a deployment in a protocol: one an entry, so that names of a client's making open no further pools."""
        provider = deployment.provider
        if provider == "direct" and wire not in deployment.direct:
            provider = "litellm"
        key = f"{provider} {deployment.entry or deployment.model_name}"
        if key not in self._upstreams:
            self._upstreams[key] = self._make[provider](deployment)
        return self._upstreams[key]

    async def close(self) -> None:
        """Let all connections go."""
        for upstream in self._upstreams.values():
            await upstream.close()


class UpstreamMaker(Protocol):
    """Makes the upstream of a deployment."""

    def __call__(self, deployment: Deployment) -> Upstream:
        """The upstream."""
