"""The answers that come through litellm: its frames, read with bounds on time, as events and bodies of the client's protocol.

litellm invents a finish reason where a provider's stream breaks off. It also keeps the one that came, so an invented one is told
apart here, and such a stream is an incomplete one. A stream without any finish reason is one too.
Rules for this file: nothing of litellm's is imported; what it gives is taken as it is. Counterparts: litellm.py, turn.py.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from proxy.errors import UpstreamIncomplete, UpstreamTimeout
from proxy.upstream.base import Timeouts
from proxy.upstream.turn import Turn, Writing
from proxy.wire.json import Json, dumps
from proxy.wire.sse import encode

Written = Callable[[Turn], Writing]  # what writes a turn in the client's protocol
# What litellm puts beside a chat's own fields: it repeats texts that stand there, and no client knows it.
_ADDED = ("provider_specific_fields", "thinking_blocks", "citations")


class WholeAnswer:
    """A body."""

    streamed = False
    status = 200

    def __init__(self, body: Json) -> None:
        self._body = body

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body, at once."""
        yield dumps(self._body)


class Frames:
    """The frames of litellm's stream. `first_by`, `end_by`: the loop's time when the first must have come and the last."""

    def __init__(self, response: Any, timeouts: Timeouts, *, first_by: float, end_by: float) -> None:  # noqa: ANN401 - litellm's
        self._response = response
        self._idle_s = timeouts.idle_s
        self._first_by = first_by
        self._end_by = end_by

    async def read(self) -> AsyncIterator[Json]:
        """Each frame. Raises UpstreamError where the stream breaks off, takes too long or ends without a finish reason."""
        from proxy.upstream import failures  # noqa: PLC0415 - loads what litellm loads

        now = asyncio.get_running_loop().time
        chunks = aiter(self._response)
        next_by, finished = self._first_by, False
        while True:
            try:
                async with asyncio.timeout_at(min(self._end_by, next_by)):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                break
            except TimeoutError:
                message = "The provider took too long for the next part of its answer."
                raise UpstreamTimeout(message) from None
            except failures.FAILURES as error:
                raise failures.broken(error) from None
            next_by = now() + self._idle_s
            frame = plain(chunk)
            ends = any(choice.get("finish_reason") for choice in frame.get("choices") or ())
            if ends and self._invented():
                break
            finished |= ends
            yield frame
        if not finished:
            message = "The provider's answer broke off."
            raise UpstreamIncomplete(message)

    def _invented(self) -> bool:
        """The finish reason is litellm's own: it keeps the one that came in either of these."""
        kept = ("received_finish_reason", "intermittent_finish_reason")
        return all(getattr(self._response, name, "") is None for name in kept)

    async def close(self) -> None:
        """Let the provider's connection go, also where its answer wasn't read to the end."""
        from proxy.upstream import failures  # noqa: PLC0415 - loads what litellm loads

        close = getattr(self._response, "aclose", None)
        if close is not None:
            with contextlib.suppress(*failures.FAILURES):
                await close()


class StreamedAnswer:
    """Events. `written`: what writes them; None for a chat, whose frames go on."""

    streamed = True
    status = 200

    def __init__(self, frames: Frames, written: Written | None) -> None:
        self._frames = frames
        self._written = written

    async def chunks(self) -> AsyncIterator[bytes]:
        """The events."""
        if self._written is None:
            async for frame in self._frames.read():
                yield encode(dumps(stripped(frame)))
            yield encode("[DONE]")
            return
        turn = Turn()
        writing = self._written(turn)
        async for frame in self._frames.read():
            written = b"".join([writing.said(said) for said in turn.read(frame)])
            if written:
                yield written
        yield writing.end()


def plain(made: Any) -> Json:  # noqa: ANN401 - litellm's
    """An object of litellm's as JSON."""
    frame: Json = made.model_dump(mode="json", exclude_none=True)
    return frame


def stripped(frame: Json) -> Json:
    """A chat's frame, or body, without what litellm adds."""
    nests = [frame]
    for choice in frame.get("choices") or ():
        nests += [choice, *(inner for key in ("delta", "message") if isinstance(inner := choice.get(key), dict))]
    for nest in nests:
        for key in _ADDED:
            nest.pop(key, None)
    return frame


def written_whole(body: Json, written: Written | None) -> Json:
    """A chat's body in the client's protocol."""
    if written is None:
        return stripped(body)
    turn = Turn()
    made = written(turn)
    for said in turn.read(body):
        made.said(said)
    made.end()
    return made.body()
