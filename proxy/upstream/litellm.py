"""Every other provider, through litellm. The only importer of litellm.

It is imported when the first model that needs it is asked for, off the loop: that takes seconds. Its chunks become the same server-sent
events that a direct provider sends. litellm invents a finish reason where a provider's stream breaks off without an error; that can't
be seen from here, so a model that must not be cut silently is served directly.
Rules for this file: of a request only known fields of the API go on (an `api_base` or `user_config` in a body must reach nothing).
Counterpart: base.py.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any

from proxy.errors import UpstreamError, UpstreamRefused, UpstreamTimeout, UpstreamUnreachable
from proxy.upstream.base import Deployment, Timeouts
from proxy.wire.json import dumps, loads
from proxy.wire.sse import encode

# The fields of the chat API that go on; all else in a request stays here.
_FIELDS = frozenset(
    [
        "messages",
        "temperature",
        "top_p",
        "n",
        "stream",
        "stream_options",
        "stop",
        "max_tokens",
        "max_completion_tokens",
        "presence_penalty",
        "frequency_penalty",
        "logit_bias",
        "user",
        "response_format",
        "seed",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "logprobs",
        "top_logprobs",
        "functions",
        "function_call",
        "reasoning_effort",
        "modalities",
        "audio",
        "prediction",
        "thinking",
        "verbosity",
    ]
)
_FIRST_CLIENT_ERROR, _LAST_STATUS = 400, 599


class _Whole:
    streamed = False
    status = 200

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body, at once."""
        yield self._body


class _Stream:
    streamed = True
    status = 200

    def __init__(self, chunks: AsyncIterator[Any], timeouts: Timeouts) -> None:
        self._chunks = chunks
        self._timeouts = timeouts

    async def chunks(self) -> AsyncIterator[bytes]:
        """Each chunk as an event, then the end."""
        wait_s = self._timeouts.first_token_s
        while True:
            try:
                async with asyncio.timeout(wait_s):
                    chunk = await anext(self._chunks)
            except StopAsyncIteration:
                break
            except TimeoutError:
                message = "The provider took too long for the next part of its answer."
                raise UpstreamTimeout(message) from None
            except _failures() as error:
                raise _ours(error) from None
            wait_s = self._timeouts.idle_s
            yield encode(dumps(chunk.model_dump(mode="json", exclude_none=True)))
        yield encode("[DONE]")


class LitellmUpstream:
    """One deployment."""

    def __init__(self, deployment: Deployment, timeouts: Timeouts) -> None:
        self._deployment = deployment
        self._timeouts = timeouts

    @asynccontextmanager
    async def send(self, body: bytes, *, stream: bool, traceparent: str | None) -> AsyncIterator[_Whole | _Stream]:
        """Ask through litellm."""
        del traceparent  # litellm has no place for it
        litellm = await asyncio.to_thread(_load)
        asked = {key: value for key, value in loads(body).items() if key in _FIELDS}
        deployment = self._deployment
        try:
            async with asyncio.timeout(self._timeouts.total_s):
                response = await litellm.acompletion(
                    **{**asked, **deployment.params},
                    model=deployment.provider_model,
                    api_base=deployment.api_base or None,
                    api_key=deployment.api_key.value if deployment.api_key else None,
                    extra_headers=dict(deployment.headers) or None,
                    timeout=self._timeouts.first_token_s,
                    num_retries=0,
                )
        except TimeoutError:
            message = "The provider took too long for its answer."
            raise UpstreamTimeout(message) from None
        except _failures() as error:
            raise _ours(error) from None
        if stream:
            yield _Stream(aiter(response), self._timeouts)
        else:
            yield _Whole(dumps(response.model_dump(mode="json", exclude_none=True)))

    async def close(self) -> None:
        """Litellm keeps its own pools."""


def _load() -> ModuleType:
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # otherwise it asks the network at import
    import litellm  # noqa: PLC0415 - see the module's docstring

    litellm.telemetry = False
    litellm.suppress_debug_info = True
    litellm.drop_params = True
    module: ModuleType = litellm
    return module


def _failures() -> tuple[type[Exception], ...]:
    """What a call through litellm can raise: its own tree is the openai SDK's, and httpx's and plain ones come through."""
    import httpx  # noqa: PLC0415 - come with litellm
    import openai  # noqa: PLC0415

    return (openai.OpenAIError, httpx.HTTPError, OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError)


def _ours(error: Exception) -> UpstreamError:
    """Our error for one of litellm's; its words may hold keys, so only class and status go on."""
    name = type(error).__name__
    status = getattr(error, "status_code", None)
    if "Timeout" in name:
        return UpstreamTimeout("The provider took too long for its answer.")
    if "Connection" in name or not isinstance(status, int):
        return UpstreamUnreachable(f"The provider could not be asked ({name}).")
    known = status if _FIRST_CLIENT_ERROR <= status <= _LAST_STATUS else 502
    return UpstreamRefused(f"The provider refused the request ({name}, HTTP {known}).", status=known)
