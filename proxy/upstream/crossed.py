"""A provider that speaks OpenAI's or Anthropic's API, asked in another protocol than its own.

litellm says the request in the provider's protocol, direct.py asks, and the answer is read and written here. litellm's own way to the
provider isn't taken: it cuts events at U+2028 as if that ended a line and loses what stands around it, and it ends a stream that broke
off as if it were whole.
Rules for this file: every text of the answer goes through a Turn, so nothing goes on that isn't known. Counterparts: litellm.py, turn.py.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from proxy.errors import UpstreamIncomplete, UpstreamMalformed
from proxy.upstream.base import Answer, Deployment
from proxy.upstream.crossing import settled
from proxy.upstream.direct import DirectUpstream
from proxy.upstream.frames import WholeAnswer, Written
from proxy.upstream.litellm import in_own_words, loaded, tokens_of, translated
from proxy.upstream.turn import Said, Turn
from proxy.upstream.turn_read import MessageTurn
from proxy.wire.json import Json, dumps, loads
from proxy.wire.messages_errors import reported_error
from proxy.wire.sse import SSEDecoder

_MAX_BYTES = 64 << 20  # of an answer; what is written has the bounds of `limits` besides
_DONE = "[DONE]"
_NOT_OURS = (TypeError, LookupError, AttributeError, ValueError)  # of reading what isn't of the protocol's types


class CrossedAnswer:
    """The provider's answer in the client's protocol."""

    def __init__(self, answer: Answer, turn: Turn, written: Written) -> None:
        self.status = answer.status
        self.streamed = answer.streamed
        self._answer = answer
        self._turn = turn
        self._writing = written(turn)

    async def chunks(self) -> AsyncIterator[bytes]:
        """What is said, as it comes. Raises UpstreamIncomplete where the provider didn't end the turn."""
        if not self.streamed:
            raw = b"".join([chunk async for chunk in self._bounded()])
            for said in self._read(raw):
                self._writing.said(said)
            self._writing.end()
            yield dumps(self._writing.body())
            return
        decoder = SSEDecoder(max_event_bytes=_MAX_BYTES)
        async for chunk in self._bounded():
            # One write for what came in one read.
            if written := b"".join([self._event(event.data) for event in decoder.feed(chunk)]):
                yield written
        rest = b"".join([self._event(event.data) for event in decoder.finish()])
        if not self._turn.reason:
            message = "The provider's answer broke off."
            raise UpstreamIncomplete(message)
        yield rest + self._writing.end()

    async def _bounded(self) -> AsyncIterator[bytes]:
        left = _MAX_BYTES
        async for chunk in self._answer.chunks():
            left -= len(chunk)
            if left < 0:
                message = f"The provider's answer is larger than {_MAX_BYTES} bytes."
                raise UpstreamMalformed(message)
            yield chunk

    def _event(self, data: str) -> bytes:
        if not data.strip() or data.strip() == _DONE:
            return b""
        return b"".join([self._writing.said(said) for said in self._read(data)])

    def _read(self, raw: str | bytes) -> list[Said]:
        """Take a frame. Raises UpstreamMalformed where it isn't one, UpstreamRefused where it reports an error."""
        try:
            frame: Json = loads(raw)
            if frame.get("error"):
                raise reported_error(frame["error"])
            return self._turn.read(frame)
        except _NOT_OURS as error:
            message = f"The provider sent a frame that is not of its protocol ({type(error).__name__})."
            raise UpstreamMalformed(message) from None


class CrossedUpstream:
    """One deployment."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._direct = DirectUpstream(replace(deployment, params={}))  # they are the chat's, and put into it here

    @asynccontextmanager
    async def send(
        self, body: bytes, *, stream: bool, traceparent: str | None, wire: str, headers: Mapping[str, str]
    ) -> AsyncIterator[WholeAnswer | CrossedAnswer]:
        """Ask in the provider's protocol. Raises RequestInvalid where the request can't be said in it."""
        del headers  # they are of the protocol that the client speaks
        await loaded()
        request = loads(body)
        chat, written = await translated(wire, request)
        if wire == "count_tokens":
            yield WholeAnswer({"input_tokens": await tokens_of(chat)})
            return
        chat = {**settled(self._deployment.params), **chat}
        if stream:
            chat |= {"stream": True, "stream_options": {"include_usage": True}}
        anthropic = self._deployment.shape == "anthropic"
        said = await in_own_words(request["model"], chat)
        asked = self._direct.send(
            dumps(said), stream=stream, traceparent=traceparent, wire="messages" if anthropic else "chat", headers={}
        )
        turn = (MessageTurn if anthropic else Turn)(int(time.time()))
        async with asked as answer:
            yield CrossedAnswer(answer, turn, written)

    async def close(self) -> None:
        """Close the pool."""
        await self._direct.close()
