"""Providers that speak OpenAI's or Anthropic's API, over HTTP: the fast path.

One pool of connections a deployment; no redirects (a provider that answers 302 to an inside host must not be followed), no proxies of the
environment, no content encodings (a small gzip body can become gigabytes), TLS verified. Of a client's headers only a well-formed
`traceparent` goes on. An error body is shown only where it is JSON, and without anything that looks like a key.
Rules for this file: the only importer of aiohttp. Counterparts: base.py, refusal.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp

from proxy.errors import (
    UpstreamError,
    UpstreamIncomplete,
    UpstreamMalformed,
    UpstreamTimeout,
    UpstreamUnreachable,
)
from proxy.upstream.base import ANTHROPIC_WIRES, Deployment, Timeouts
from proxy.upstream.refusal import MAX_ERROR_BYTES, refused
from proxy.wire.json import dumps, loads

_PATHS = {
    "chat": "/chat/completions",
    "completions": "/completions",
    "fim": "/fim/completions",
    "responses": "/responses",
    "embeddings": "/embeddings",
    "messages": "/messages",
    "count_tokens": "/messages/count_tokens",
}
_ANTHROPIC_VERSION = "2023-06-01"  # where the client names none
_READ_BYTES = 64 * 1024
_KEEP_ALIVE_S = 60.0
# After `[DONE]` comes the end of the HTTP body, mostly in the same packet. Waiting this long for it keeps the connection, which saves the
# next request a TLS handshake; a provider that goes on talking loses it.
_REST_S = 0.05
_REST_BYTES = 64 * 1024
_OK = range(200, 300)
_REDIRECT = range(300, 400)
_TYPES = frozenset({"application/json", "text/event-stream"})
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")  # W3C Trace Context 3.2


class DirectAnswer:
    """An answer on its way. `first_by`, `end_by`: the loop's time when its first byte and its last must have come."""

    def __init__(self, response: aiohttp.ClientResponse, timeouts: Timeouts, *, first_by: float, end_by: float) -> None:
        self._response = response
        self._idle_s = timeouts.idle_s
        self._first_by = first_by
        self._end_by = end_by
        self.status = response.status
        self.streamed = response.content_type == "text/event-stream"

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body as it comes."""
        now = asyncio.get_running_loop().time
        next_by, what = self._first_by, "first byte"
        while True:
            if self._end_by < next_by:
                next_by, what = self._end_by, "end"
            try:
                async with asyncio.timeout_at(next_by):
                    chunk = await self._response.content.readany()
            except TimeoutError:
                raise _late(what) from None
            except (aiohttp.ClientError, OSError) as error:
                message = f"The provider's answer broke off ({type(error).__name__})."
                raise UpstreamIncomplete(message) from None
            if not chunk:
                return
            yield chunk
            next_by, what = now() + self._idle_s, "next part"

    async def rest(self) -> None:
        """Read what is left where it is little and comes at once, so that the connection can be kept."""
        left = _REST_BYTES
        with contextlib.suppress(TimeoutError, aiohttp.ClientError, OSError):
            async with asyncio.timeout(_REST_S):
                while left > 0 and (chunk := await self._response.content.readany()):
                    left -= len(chunk)


class DirectUpstream:
    """One deployment's provider."""

    def __init__(self, deployment: Deployment) -> None:
        self._base = deployment.api_base.rstrip("/")
        self._timeouts = deployment.timeouts
        self._params = deployment.params
        self._headers = {
            "content-type": "application/json",
            "user-agent": "codeward",
            **deployment.headers,
            "accept-encoding": "identity",
        }
        if deployment.api_key is not None and deployment.shape == "anthropic":
            self._headers["x-api-key"] = deployment.api_key.value
        elif deployment.api_key is not None:
            self._headers["authorization"] = f"Bearer {deployment.api_key.value}"
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def send(
        self, body: bytes, *, stream: bool, traceparent: str | None, wire: str, headers: Mapping[str, str]
    ) -> AsyncIterator[DirectAnswer]:
        """Post the body; gives the answer once its head has come and is a good one."""
        began = asyncio.get_running_loop().time()
        end_by = began + self._timeouts.total_s
        # A whole answer's first byte comes with its last: the provider has nothing to send while its model writes.
        first_by = min(end_by, began + self._timeouts.first_token_s) if stream else end_by
        if self._params and wire == "chat":
            body = dumps({**self._params, **loads(body)})
        version = {"anthropic-version": _ANTHROPIC_VERSION} if wire in ANTHROPIC_WIRES else {}
        asked = {**version, **headers, **self._headers_for(stream=stream, traceparent=traceparent)}
        response = await self._post(self._base + _PATHS[wire], body, asked, first_by)
        try:
            await self._check(response)
            answer = DirectAnswer(response, self._timeouts, first_by=first_by, end_by=end_by)
            yield answer
            await answer.rest()
        finally:
            response.close()  # does nothing where the body was read to its end

    async def close(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()

    def _headers_for(self, *, stream: bool, traceparent: str | None) -> dict[str, str]:
        headers = {**self._headers, "accept": "text/event-stream" if stream else "application/json"}
        if traceparent is not None and _TRACEPARENT.fullmatch(traceparent):
            headers["traceparent"] = traceparent
        return headers

    async def _post(self, url: str, body: bytes, headers: dict[str, str], first_by: float) -> aiohttp.ClientResponse:
        if self._session is None:
            self._session = _session(self._timeouts)
        try:
            async with asyncio.timeout_at(first_by):
                return await self._session.post(url, data=body, headers=headers, allow_redirects=False)
        except aiohttp.ConnectionTimeoutError:
            message = "The provider could not be connected to in time."
            raise UpstreamTimeout(message) from None
        except TimeoutError:
            raise _late("first byte") from None
        except aiohttp.ClientConnectorError as error:
            message = f"The provider could not be reached ({type(error).__name__})."
            raise UpstreamUnreachable(message) from None
        except aiohttp.ClientResponseError as error:
            message = f"The provider's answer isn't HTTP that can be read ({type(error).__name__})."
            raise UpstreamMalformed(message) from None
        except (aiohttp.ClientError, OSError) as error:
            message = f"The provider closed the connection without an answer ({type(error).__name__})."
            raise UpstreamUnreachable(message) from None

    async def _check(self, response: aiohttp.ClientResponse) -> None:
        if response.status in _REDIRECT:
            message = "The provider answered with a redirect, which is not followed; check api_base."
            raise UpstreamMalformed(message)
        if response.status not in _OK:
            raise await self._refused(response)
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            message = "The provider sent a compressed answer that was not asked for."
            raise UpstreamMalformed(message)
        if response.content_type not in _TYPES:
            message = f"The provider answered with {response.content_type[:60]!r}, not with JSON or an event stream; check api_base."
            raise UpstreamMalformed(message)

    async def _refused(self, response: aiohttp.ClientResponse) -> UpstreamError:
        return refused(response.status, await self._error_of(response), response.headers.get("retry-after", ""))

    async def _error_of(self, response: aiohttp.ClientResponse) -> dict[str, object]:
        """The `error` of an error body, which may come in parts; empty for an HTML page, or nothing."""
        raw = b""
        try:
            async with asyncio.timeout(self._timeouts.connect_s):
                while len(raw) <= MAX_ERROR_BYTES and (chunk := await response.content.readany()):
                    raw += chunk
            body = loads(raw)
        except (ValueError, aiohttp.ClientError, TimeoutError, OSError):
            return {}
        error = body.get("error") if isinstance(body, dict) else None
        return error if isinstance(error, dict) else {}


def _session(timeouts: Timeouts) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE_S),
        timeout=aiohttp.ClientTimeout(total=None, connect=timeouts.connect_s),  # name resolution and TLS count too
        auto_decompress=False,
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        read_bufsize=_READ_BYTES,
    )


def _late(what: str) -> UpstreamTimeout:
    return UpstreamTimeout(f"The provider took too long for the {what} of its answer.")
