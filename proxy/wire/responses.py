"""OpenAI Responses: a response object, or the events that build one -> texts by channel, and texts -> events for the client.

Source: the OpenAI API reference, "Responses" and "Streaming events"; the accumulator of the official Python SDK; codex's own reader.
The events say each text several times over, so none but a text's delta goes on as it came: the others are written from what may leave.
An error ends the stream as `response.failed` once the response was announced. codex reads that one's message and knows no `error` event
(it then only says that the stream was closed); openai-python gives out both alike; a lone `error` is for a stream without a response.

Rules for this file: pure. Counterparts: responses_reading.py and responses_writing.py; gate.py rules on the texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import cast

from proxy.errors import ProxyError
from proxy.model import Channel, ChannelKind
from proxy.wire.codec import Frame, Tool
from proxy.wire.json import Json, loads
from proxy.wire.labels import count
from proxy.wire.mending import with_spent
from proxy.wire.responses_items import Item, Part
from proxy.wire.responses_kinds import MESSAGE, OUTPUT_TEXT, PARTS
from proxy.wire.responses_labels import failure, malformed, too_deep
from proxy.wire.responses_reading import LIFECYCLE, Reading
from proxy.wire.responses_turn import OWN, Turn
from proxy.wire.responses_writing import CREATED, Writing
from proxy.wire.sse import KEEP_ALIVE, ServerEvent

_DONE = "[DONE]"  # no part of this protocol, but some providers end every stream with it
_COMPLETED = "completed"


class ResponsesCodec:
    """One response. `whole`: the provider's answer is one body. `through` (monitor): events go on as they come.

    `asked`: the request's body, which the response repeats in part.
    """

    def __init__(self, *, whole: bool, keep_unknown: bool, through: bool = False, asked: Json | None = None) -> None:
        self._whole = whole
        self._untouched = through
        self._through = through and not whole  # a whole answer that leaves as a stream is written anew
        self._turn = Turn()
        self._reading = Reading(self._turn, asked or {}, keep_unknown=keep_unknown, through=through)
        self._writing = Writing(self._turn)
        self._rejected = False
        self._last: Frame | None = None  # the provider's last event, in monitor mode
        self._body: Json = {}
        self.model_served = ""

    @property
    def keep_alive(self) -> bytes:
        """A comment."""
        return KEEP_ALIVE

    @property
    def indexes(self) -> Sequence[int]:
        """The one choice, once anything has come."""
        return (0,) if self._turn.seen else ()

    @property
    def holding(self) -> bool:
        """Something waits here, though it may be decided: for an item before it, or for the end."""
        return not self._through and self._writing.behind

    @property
    def complete(self) -> bool:
        """The provider has finished the response."""
        return bool(self._turn.status)

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens in and out."""
        usage = self._turn.final.get("usage")
        usage = usage if isinstance(usage, dict) else {}
        return count(usage.get("input_tokens")), count(usage.get("output_tokens"))

    def tool(self, channel: Channel) -> Tool:
        """The tool that a call's text goes to; for words that stand in an item in a shape of their own, what they are."""
        place = self._turn.places.get(channel)
        item = place.item if place is not None else None
        if item is None or channel.kind is not ChannelKind.WHOLE:
            return Tool("", "field")
        if place is not None and place.text is item.whole:
            return Tool(item.kind.tool or str(item.labels.get("name", "")), item.kind.origin)
        return Tool(item.type if place is None or place.part is None else "annotations", "field")

    # -- from the provider

    def read(self, event: ServerEvent) -> Frame:
        """Take an event apart. Raises UpstreamMalformed where it isn't one, UpstreamRefused where it reports an error."""
        data = event.data.strip()
        if not data:
            return Frame({}, same=False)
        if data == _DONE:
            return Frame({}, same=False, over=True)
        try:
            obj = loads(event.data)
        except ValueError:
            raise malformed("an event that is not JSON") from None
        if not isinstance(obj, dict):
            raise malformed("an event that is not a JSON object")
        name = obj.get("type", event.event)
        if obj.get("error") and not isinstance(name, str):
            name = "error"
        if not isinstance(name, str) or not name:
            raise malformed("an event without a type")
        frame = self._reading.event(name, {"type": name, **obj})
        self.model_served = self._turn.model
        if self._reading.spoken is not None and not self._through:
            frame.same = self._in_place(*self._reading.spoken, frame)
        if frame.over:
            self._last = frame
        return frame

    def _in_place(self, item: Item, part: Part, frame: Frame) -> bool:
        """A delta stands where the client will have it, and nothing that came before it waits."""
        obj = frame.obj
        return (
            part is self._writing.part
            and not part.waiting
            and frame.texts == [(part.text.channel, obj.get("delta"))]
            and obj.get("output_index") == item.index
            and obj.get("item_id") == item.name
            and obj.get(PARTS[part.spot].index) == part.index
        )

    def read_whole(self, obj: object) -> Frame:
        """Take a whole body apart; raises as `read` does."""
        if not isinstance(obj, dict):
            raise malformed("an answer that is not a JSON object")
        if too_deep(obj):
            raise malformed("an answer that is nested too deep")
        self._body = obj
        frame = self._reading.whole(obj)
        self.model_served = self._turn.model
        return frame

    # -- to the client, streamed

    def _flow(self) -> bytes:
        """Write what needn't wait; of a whole answer nothing before its end, because nobody may have asked for a stream."""
        if self._whole:
            return b""
        self._writing.flow()
        return self._writing.take()

    def passed(self, frame: Frame, emits: Sequence[tuple[Channel, int]]) -> bytes:
        """Write an event as it came; its number is ours, but in monitor mode."""
        if self._through:
            self._writing.untouched(frame.event, frame.obj)
            return self._writing.take()
        part = cast("Part", self._writing.part)  # only what goes onto the open part is the same (`_in_place`)
        for _, upto in emits:
            said = str(frame.obj["delta"])
            part.text.take(said, upto, equal=True)
            part.settle_tokens(said, upto, equal=True)
            part.leaving = []  # they went with the event
        self._writing.passed(frame.event, frame.obj)
        return self._writing.take()

    def rest(self, frame: Frame) -> bytes:
        """Write what else an event says: a state of the response, a sign of progress; and what no longer waits."""
        if self._through:
            return b""
        if frame.event in LIFECYCLE:
            self._writing.state(frame.event.removeprefix("response."))
        return self._flow()

    def text(self, channel: Channel, text: str, upto: int, *, equal: bool) -> bytes:
        """Write text of a channel that may leave now, or keep it until it is its item's turn."""
        if self._through:
            return b""
        place = self._turn.places.get(channel) or self._writing.own()
        place.text.take(text, upto, equal=equal)
        item, part = place.item, place.part
        if item is None:
            self._writing.transcript(text)
        elif part is not None and place.text is part.text:
            part.settle_tokens(text, upto, equal=equal)
            part.waiting.append(text)
            if part is self._writing.part:
                self._writing.flush(item, part)
        return self._writing.take()

    def settled(self, channel: Channel, *, refused: bool) -> bytes:
        """Say that a channel was finished and all of it is decided. `refused`: a call that must not reach the client."""
        place = self._turn.places.get(channel)
        if place is None or self._through:
            return b""
        place.text.settled = True
        place.text.refused = place.text.refused or refused
        if place.item is None:
            self._writing.transcribed()
        return self._flow()

    def renamed(self, channel: Channel, name: str) -> bool:
        """Let a call go to another tool; only those with a tool's name can."""
        place = self._turn.places.get(channel)
        if place is None or place.item is None or place.text is not place.item.whole or place.item.kind.tool:
            return False
        if not place.item.kind.applied or not place.item.kind.stem:
            return False  # the provider itself runs it, or asks whether it may
        place.item.renamed, place.item.shape = name, "text"
        return True

    def voice(self, index: int) -> Channel:  # noqa: ARG002 - the protocol's signature
        """The text that the last message ends with, while nothing follows it; else a message of our own."""
        part = self._writing.part
        if self._whole:
            messages = [item for item in self._turn.items if item.type == MESSAGE]
            spoken = [part for part in messages[-1].sequence if part.label == OUTPUT_TEXT] if messages else []
            part = spoken[-1] if spoken else None
        return part.text.channel if part is not None and part.label == OUTPUT_TEXT else OWN

    def ending(self, index: int, *, rejected: bool) -> bytes:  # noqa: ARG002 - the protocol's signature
        """Write what still waits: the calls, and what follows them."""
        self._rejected = rejected
        if self._through:
            return b""
        self._writing.unfinished = self.finish(0, rejected=rejected)
        self._writing.state(CREATED)
        self._writing.flow(last=True)
        return self._writing.take()

    def spend(self, tokens: tuple[int, int]) -> None:
        """Add tokens to the usage of the last event."""
        self._turn.final["usage"] = with_spent(self._turn.final.get("usage"), tokens)

    def closing(self, *, include_usage: bool) -> bytes:  # noqa: ARG002 - the usage stands in the last event, always
        """Write the last event, which repeats the whole output."""
        if self._through:
            if self._last is not None and self._last.obj:
                self._writing.untouched(self._last.event, self._last.obj)
            return self._writing.take()
        status = self.finish(0, rejected=self._rejected)
        self._writing.end(f"response.{status}", self._response(status, self._writing.output))
        return self._writing.take()

    def failing(self, error: ProxyError) -> bytes:
        """Write an error as the last event; what was decided leaves before it, but for calls."""
        if not self._through:
            self._writing.flow(last=True, calls=False)
        if self._writing.begun:
            response = {**self._response("failed", self._writing.output), "error": failure(error)}
            self._writing.end("response.failed", response)
        else:
            self._writing.error({**failure(error), "param": error.param})
        return self._writing.take()

    def finish(self, index: int, *, rejected: bool) -> str:  # noqa: ARG002 - the protocol's signature
        """The status that the client gets. A turn that something was rejected of is completed: codex asks again for an incomplete one."""
        return _COMPLETED if rejected else self._turn.status or _COMPLETED

    def _response(self, status: str, output: list[Json]) -> Json:
        """The response object of the last event."""
        turn = self._turn
        response = {**turn.head, **turn.final, "status": status, "output": output}
        if status == _COMPLETED and response.get("incomplete_details"):
            response["incomplete_details"] = None
        if turn.shows_text:
            parts = [part for item in output if item["type"] == MESSAGE for part in item["content"]]
            response["output_text"] = "".join(part["text"] for part in parts if part.get("type") == OUTPUT_TEXT)
        return response

    # -- to the client, whole

    def body(self, texts: Mapping[Channel, str], *, refused: AbstractSet[Channel], rejected: AbstractSet[int]) -> Json:
        """The whole body with every text as it may leave."""
        if self._untouched:
            return self._body
        if OWN in texts and OWN not in self._turn.places:
            self._writing.own()
        for item in self._turn.items:
            for text in item.every():
                text.place(texts, refused)
        status = self.finish(0, rejected=bool(rejected))
        return self._response(status, [item.finished(status) for item in self._turn.items if item.leaves])
