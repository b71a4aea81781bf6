"""What a provider is to the rest of the house: bytes of its answer, or one of our errors.

Endpoint and credentials come from the configuration and never from a request (litellm's PR #5418 and PYSEC-2026-4070 are what happens
otherwise). Rules for this file: nouns only. Counterparts: direct.py, litellm.py, demo.py.
"""

from __future__ import annotations

import difflib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from proxy.errors import ModelNotFound

ANY_MODEL = "*"


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
    """One model of the configuration and where it is served. `provider`: direct, litellm or demo."""

    model_name: str
    provider: str
    provider_model: str
    api_base: str = ""
    api_key: Secret | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, object] = field(default_factory=dict)  # litellm's own, from the configuration


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

    def send(self, body: bytes, *, stream: bool, traceparent: str | None) -> AbstractAsyncContextManager[Answer]:
        """Ask. Raises UpstreamError before the answer's head has come."""

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
        return [name for name in self._deployments if name != ANY_MODEL]

    def resolve(self, model: str) -> Deployment:
        """The deployment of a model. Raises ModelNotFound naming the nearest ones."""
        found = self._deployments.get(model)
        if found is None and (any_model := self._deployments.get(ANY_MODEL)) is not None:
            return Deployment(
                model,
                any_model.provider,
                model,
                any_model.api_base,
                any_model.api_key,
                any_model.headers,
                any_model.params,
            )
        if found is None:
            near = difflib.get_close_matches(model, self.names(), n=3, cutoff=0.4) or self.names()[:5]
            message = f"The model {model[:100]!r} is not configured here. There is: {', '.join(near)}."
            raise ModelNotFound(message, param="model")
        return found

    def upstream(self, deployment: Deployment) -> Upstream:
        """The provider that serves a deployment."""
        key = deployment.model_name
        if key not in self._upstreams:
            self._upstreams[key] = self._make[deployment.provider](deployment)
        return self._upstreams[key]

    async def close(self) -> None:
        """Let all connections go."""
        for upstream in self._upstreams.values():
            await upstream.close()


class UpstreamMaker(Protocol):
    """Makes the upstream of a deployment."""

    def __call__(self, deployment: Deployment) -> Upstream:
        """The upstream."""
