"""The built-in model: recorded answers, chosen by a word of the prompt and streamed at a model's pace. No key, no network.

It speaks every protocol as its providers do, in bytes, so everything behind it is the real road.
Rules for this file: deterministic but for ids and time. Counterparts: base.py; demo_script.py says what, one file a protocol says how.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from proxy.errors import WireNotSupported
from proxy.upstream import demo_chat, demo_completions, demo_messages, demo_responses
from proxy.upstream.demo_numbers import embeddings
from proxy.upstream.demo_reply import Reply
from proxy.upstream.demo_script import answer_to, completed, counted, reply
from proxy.wire.json import Json, dumps, loads

__all__ = ["DemoUpstream", "answer_to"]

PACE_S = 0.012  # 80 tokens a second


@dataclass(frozen=True, slots=True)
class _Writing:
    """How one protocol says a reply."""

    reply: Callable[[Json, str], Reply]
    whole: Callable[[Reply], Json]
    events: Callable[[Reply], Iterable[bytes]]


_WRITINGS = {
    "chat": _Writing(reply, demo_chat.whole, demo_chat.events),
    "completions": _Writing(completed, demo_completions.whole, demo_completions.events),
    "fim": _Writing(completed, demo_completions.fim_whole, demo_completions.fim_events),
    "messages": _Writing(reply, demo_messages.whole, demo_messages.events),
    "responses": _Writing(reply, demo_responses.whole, demo_responses.events),
}
_NUMBERS = {"count_tokens": counted, "embeddings": embeddings}


class _Answer:
    status = 200

    def __init__(self, parts: Iterable[bytes], *, streamed: bool, pace_s: float) -> None:
        self.streamed = streamed
        self._parts = parts
        self._pace_s = pace_s

    async def chunks(self) -> AsyncIterator[bytes]:
        """The recorded answer, a token a time where it is streamed."""
        for part in self._parts:
            yield part
            if self.streamed and self._pace_s:
                await asyncio.sleep(self._pace_s)


class DemoUpstream:
    """The demo model. `pace_s`: seconds a token."""

    def __init__(self, pace_s: float = PACE_S) -> None:
        self._pace_s = pace_s

    @asynccontextmanager
    async def send(
        self, body: bytes, *, stream: bool, traceparent: str | None, wire: str, headers: Mapping[str, str]
    ) -> AsyncIterator[_Answer]:
        """Answer. Raises WireNotSupported."""
        del traceparent, headers
        request = loads(body)
        if wire in _NUMBERS:
            yield _Answer([dumps(_NUMBERS[wire](request))], streamed=False, pace_s=0.0)
            return
        if wire not in _WRITINGS:
            message = "The demo model can't be asked in this protocol."
            raise WireNotSupported(message, param="model")
        writing = _WRITINGS[wire]
        said = writing.reply(request, wire)
        if stream:
            yield _Answer(writing.events(said), streamed=True, pace_s=self._pace_s)
        else:
            yield _Answer([dumps(writing.whole(said))], streamed=False, pace_s=0.0)

    async def close(self) -> None:
        """Nothing is open."""
