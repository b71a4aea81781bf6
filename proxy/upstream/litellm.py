"""Every other provider, through litellm. The only importer of litellm.

It is imported when the first model that needs it is asked for, off the loop: that takes seconds. Its chunks become the same server-sent
events that a direct provider sends. litellm invents a finish reason where a provider's stream breaks off without an error; that can't
be seen from here, so a model that must not be cut silently is served directly.
Rules for this file: of a request only known fields of the API go on (an `api_base` or `user_config` in a body must reach nothing).
Counterpart: base.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any

from proxy.errors import UpstreamError, UpstreamRefused, UpstreamTimeout, UpstreamUnreachable, WireNotSupported
from proxy.upstream.base import CHAT_FIELDS, CHAT_WIRES, Deployment, Timeouts
from proxy.wire.json import Json, dumps, loads
from proxy.wire.sse import encode

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

    def __init__(self, response: Any, timeouts: Timeouts, *, first_by: float, end_by: float) -> None:  # noqa: ANN401 - litellm's
        self._response = response
        self._idle_s = timeouts.idle_s
        self._first_by = first_by
        self._end_by = end_by

    async def chunks(self) -> AsyncIterator[bytes]:
        """Each chunk as an event, then the end."""
        now = asyncio.get_running_loop().time
        chunks = aiter(self._response)
        next_by = self._first_by
        while True:
            try:
                async with asyncio.timeout_at(min(self._end_by, next_by)):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                break
            except TimeoutError:
                message = "The provider took too long for the next part of its answer."
                raise UpstreamTimeout(message) from None
            except _failures() as error:
                raise _ours(error) from None
            next_by = now() + self._idle_s
            yield encode(dumps(chunk.model_dump(mode="json", exclude_none=True)))
        yield encode("[DONE]")

    async def close(self) -> None:
        """Let the provider's connection go, also where its answer wasn't read to the end."""
        close = getattr(self._response, "aclose", None)
        if close is not None:
            with contextlib.suppress(*_failures()):
                await close()


class LitellmUpstream:
    """One deployment."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._timeouts = deployment.timeouts

    @asynccontextmanager
    async def send(
        self, body: bytes, *, stream: bool, traceparent: str | None, wire: str, headers: Mapping[str, str]
    ) -> AsyncIterator[_Whole | _Stream]:
        """Ask through litellm. Raises WireNotSupported."""
        del traceparent, headers  # litellm has no place for them
        if wire not in CHAT_WIRES:
            message = "This provider is asked through litellm, in chat completions only."
            raise WireNotSupported(message, param="model")
        litellm = await asyncio.to_thread(_load)
        began = asyncio.get_running_loop().time()
        end_by = began + self._timeouts.total_s
        first_by = min(end_by, began + self._timeouts.first_token_s) if stream else end_by
        try:
            async with asyncio.timeout_at(first_by):
                response = await litellm.acompletion(**self._arguments(loads(body), stream=stream))
        except TimeoutError:
            message = "The provider took too long for its answer."
            raise UpstreamTimeout(message) from None
        except _failures() as error:
            raise _ours(error) from None
        if not stream:
            yield _Whole(dumps(response.model_dump(mode="json", exclude_none=True)))
            return
        answer = _Stream(response, self._timeouts, first_by=first_by, end_by=end_by)
        try:
            yield answer
        finally:
            await answer.close()

    def _arguments(self, request: Json, *, stream: bool) -> Json:
        """What litellm is called with. The configuration's come last, so that no field of a request can stand in for them."""
        deployment, timeouts = self._deployment, self._timeouts
        asked = {key: value for key, value in request.items() if key in CHAT_FIELDS}
        return {
            **deployment.params,
            **asked,
            "model": request["model"],  # the exchange has put the configured one there
            "api_base": deployment.api_base or None,
            "api_key": deployment.api_key.value if deployment.api_key else None,
            "extra_headers": dict(deployment.headers) or None,
            "timeout": timeouts.first_token_s if stream else timeouts.total_s,
            "num_retries": 0,
            "stream": stream,
        }

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
