"""OpenAI-shaped providers over HTTP: the fast path.

One pool of connections a deployment; no redirects (a provider that answers 302 to an inside host must not be followed), no proxies of the
environment, no content encodings (a small gzip body can become gigabytes), TLS verified. An error body is shown only where it is JSON, and
without anything that looks like a key.
Rules for this file: the only importer of aiohttp. Counterpart: base.py.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from proxy.errors import UpstreamIncomplete, UpstreamMalformed, UpstreamRefused, UpstreamTimeout, UpstreamUnreachable
from proxy.upstream.base import Deployment, Timeouts
from proxy.wire.json import loads

_PATH = "/chat/completions"
_ERROR_BYTES = 64 * 1024
_ERROR_CHARS = 500
_READ_BYTES = 64 * 1024
_OK = range(200, 300)
_REDIRECT = range(300, 400)
_SECRETS = re.compile(
    r"(?:sk|pk|rk|key|api|gsk|xai|cw)[-_][\w*.-]{6,}|AIza[\w-]{20,}|(?i:bearer)\s+\S+|\b[A-Za-z0-9+/_-]{32,}={0,2}|://[^/\s:@]+:[^/\s@]+@"
)


class DirectAnswer:
    """An answer on its way."""

    def __init__(self, response: aiohttp.ClientResponse, timeouts: Timeouts, deadline: float) -> None:
        self._response = response
        self._timeouts = timeouts
        self._deadline = deadline
        self.status = response.status
        self.streamed = response.content_type == "text/event-stream"

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body as it comes."""
        loop = asyncio.get_running_loop()
        wait_s, what = self._timeouts.first_token_s, "first byte"
        while True:
            left_s = self._deadline - loop.time()
            if left_s < wait_s:
                wait_s, what = left_s, "end"
            try:
                async with asyncio.timeout(max(0.0, wait_s)):
                    chunk = await self._response.content.readany()
            except TimeoutError:
                raise _late(what) from None
            except (aiohttp.ClientError, OSError) as error:
                message = f"The provider's answer broke off ({type(error).__name__})."
                raise UpstreamIncomplete(message) from None
            if not chunk:
                return
            yield chunk
            wait_s, what = self._timeouts.idle_s, "next part"


class DirectUpstream:
    """One deployment's provider."""

    def __init__(self, deployment: Deployment, timeouts: Timeouts) -> None:
        self._url = deployment.api_base.rstrip("/") + _PATH
        self._timeouts = timeouts
        self._headers = {
            "content-type": "application/json",
            "accept-encoding": "identity",
            "user-agent": "codeward",
            **deployment.headers,
        }
        if deployment.api_key is not None:
            self._headers["authorization"] = f"Bearer {deployment.api_key.value}"
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def send(self, body: bytes, *, stream: bool, traceparent: str | None) -> AsyncIterator[DirectAnswer]:
        """Post the body; gives the answer once its head has come and is a good one."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._timeouts.total_s
        headers = {**self._headers, "accept": "text/event-stream" if stream else "application/json"}
        if traceparent is not None:
            headers["traceparent"] = traceparent
        response = await self._post(body, headers, deadline - loop.time())
        try:
            await self._check(response)
            yield DirectAnswer(response, self._timeouts, deadline)
        finally:
            response.close()

    async def close(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, body: bytes, headers: dict[str, str], left_s: float) -> aiohttp.ClientResponse:
        if self._session is None:
            self._session = _session(self._timeouts)
        try:
            async with asyncio.timeout(min(left_s, self._timeouts.connect_s + self._timeouts.first_token_s)):
                return await self._session.post(self._url, data=body, headers=headers, allow_redirects=False)
        except aiohttp.ConnectionTimeoutError:
            message = "The provider could not be connected to in time."
            raise UpstreamTimeout(message) from None
        except TimeoutError:
            raise _late("first byte") from None
        except aiohttp.ClientConnectorError as error:
            message = f"The provider could not be reached ({type(error).__name__})."
            raise UpstreamUnreachable(message) from None
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
        if response.content_type not in {"application/json", "text/event-stream"}:
            message = f"The provider answered with {response.content_type[:60]!r}, not with JSON or an event stream; check api_base."
            raise UpstreamMalformed(message)

    async def _refused(self, response: aiohttp.ClientResponse) -> UpstreamRefused:
        said = ""
        code: str | None = None
        try:
            async with asyncio.timeout(self._timeouts.connect_s):
                raw = await response.content.read(_ERROR_BYTES)
            body = loads(raw)
            error = body.get("error") if isinstance(body, dict) else None
            if isinstance(error, dict) and isinstance(error.get("message"), str):
                said = ": " + scrubbed(error["message"])
                code = error["code"] if isinstance(error.get("code"), str) else None
        except (ValueError, aiohttp.ClientError, TimeoutError, OSError):
            pass  # an HTML page, or nothing: the status says it
        message = f"The provider refused the request with HTTP {response.status}{said}"
        refused = UpstreamRefused(message, status=response.status, code=scrubbed(code)[:80] if code else None)
        retry_after = response.headers.get("retry-after", "")
        refused.retry_after_s = int(retry_after) if retry_after.isdigit() else None
        return refused


def scrubbed(text: str) -> str:
    """A provider's words without what looks like a credential, bounded, on one line."""
    flat = re.sub(r"[\x00-\x1f\x7f]+", " ", text)
    return _SECRETS.sub("***", flat)[:_ERROR_CHARS]


def _session(timeouts: Timeouts) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=60),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=timeouts.connect_s),
        auto_decompress=False,
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        read_bufsize=_READ_BYTES,
    )


def _late(what: str) -> UpstreamTimeout:
    return UpstreamTimeout(f"The provider took too long for the {what} of its answer.")
