"""One more question to the model that a request asked, outside of the client's conversation: for repairs.

Rules for this file: async; a whole answer in the same protocol, bounded like any other; what goes wrong is an UpstreamError. It is scanned
by who asked, never delivered as it is. Counterparts: exchange.py, repairing.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from proxy.errors import UpstreamMalformed
from proxy.model import ChannelKind
from proxy.outcome import Bounds
from proxy.repairing import Reply
from proxy.upstream.base import Deployment, Models
from proxy.wire.codec import Request
from proxy.wire.json import loads
from proxy.wire.mending import mend_body

_FENCE = "```"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked, and how a request of the client's asks it."""

    models: Models
    deployment: Deployment
    request: Request
    headers: Mapping[str, str]
    bounds: Bounds

    async def ask(self, prompt: str, max_tokens: int) -> Reply:
        """Ask. Raises UpstreamError."""
        wire = self.request.wire
        body = mend_body(self.request.body, wire, prompt, max_tokens)
        asked: Request = replace(self.request, body=body, stream=False)  # type: ignore[type-var]
        upstream = self.models.upstream(self.deployment, wire)
        raw = asked.forwarded(self.deployment.model_for(wire))
        async with upstream.send(raw, stream=False, traceparent=None, wire=wire, headers=self.headers) as answer:
            if answer.streamed:
                message = "The provider answered with a stream that was not asked for."
                raise UpstreamMalformed(message)
            parts, size = [], 0
            async for chunk in answer.chunks():
                size += len(chunk)
                if size > self.bounds.max_answer_bytes:
                    message = "The provider's answer passed limits.max_answer_bytes."
                    raise UpstreamMalformed(message)
                parts.append(chunk)
        return self._read(asked, b"".join(parts))

    def _read(self, asked: Request, raw: bytes) -> Reply:
        codec = asked.codec(whole=True, keep_unknown=False, through=False)
        try:
            frame = codec.read_whole(loads(raw))
        except ValueError:
            message = "The provider's answer is not JSON."
            raise UpstreamMalformed(message) from None
        said: dict[str, str] = {}
        for channel, text in frame.texts:
            if channel.kind is ChannelKind.TEXT:
                said[channel.field] = said.get(channel.field, "") + text
        fenced = [text for text in said.values() if _FENCE in text]
        return Reply(fenced[-1] if fenced else "", *codec.tokens)  # what was thought before it is no answer
