"""Anthropic Messages: provider events -> texts by channel, and texts -> events for the client.

Source: the Anthropic API reference, "Messages" and "Streaming Messages". The channel of the block that the provider calls N is "content.N";
strings of blocks that come complete are "content.N.0" and on; words of our own where the last block isn't text are "content.own".
A stream is written anew, block by block, in messages_order.py; a delta of the block whose turn it is goes on as it came. message_delta,
with the stop reason, waits for the end, because a rejection changes it.
Every string that a model may have written is a channel, or is dropped and named; an unknown one goes on only with `keep_unknown`.

Rules for this file: pure; nothing per frame grows with the answer. Counterparts: messages_blocks.py, messages_order.py, conversation.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeGuard

from proxy.errors import ProxyError, UpstreamMalformed
from proxy.model import Channel
from proxy.wire.codec import Frame, Tool
from proxy.wire.json import Json, dumps, loads
from proxy.wire.labels import has_text
from proxy.wire.messages_blocks import (
    CALLS,
    MAX_DEPTH,
    Item,
    Kind,
    is_plain,
    read_block,
    read_citation,
    read_signature,
    shown,
    strip,
    too_deep,
    whole_content,
)
from proxy.wire.messages_end import End
from proxy.wire.messages_errors import messages_error, reported_error
from proxy.wire.messages_order import OWN, Order
from proxy.wire.sse import KEEP_ALIVE, ServerEvent, encode

MAX_INDEX = 4096  # blocks of one message
_PING = encode(b'{"type":"ping"}', "ping")
_DONE = "[DONE]"
_MESSAGE_KEYS = frozenset({"content", "stop_reason", "stop_sequence"})
_EVENTS = frozenset({"message_start", "message_delta", "message_stop", "content_block_start", "content_block_delta",
                     "content_block_stop", "ping"})  # fmt: skip
_DELTA_FRAME = frozenset({"type", "index", "delta"})
# The key of the text in each delta that has one, and the blocks that take it.
_DELTAS = {
    "text_delta": ("text", frozenset({Kind.TEXT})),
    "thinking_delta": ("thinking", frozenset({Kind.THINKING})),
    "input_json_delta": ("partial_json", CALLS),
}


class MessagesCodec:
    """One message. `whole`: the provider's answer is one body. `through` (monitor): frames go on as they come.

    `stops`: the stop sequences that the client asked for; the one that ended the message is told only where it is one of them.
    """

    def __init__(self, *, whole: bool, keep_unknown: bool, through: bool = False, stops: Sequence[object] = ()) -> None:
        self._whole = whole
        self._keep_unknown = keep_unknown
        self._untouched = through
        self._through = through and not whole  # a whole answer that leaves as a stream is written anew
        self._order = Order()
        self._items: dict[int, Item] = {}
        self._channels: dict[Channel, Item] = {}
        self._last: Item | None = None  # the last block before the first call
        self._calling = False
        self._begun = False
        self._complete = False
        self._ended = False  # `ending` has written
        self._over = False  # message_stop was written
        self._end = End(stops, keep_unknown)
        self._body: Json = {}
        self.model_served = ""

    @property
    def keep_alive(self) -> bytes:
        """What tells a waiting client that the stream lives; nothing may be an event before message_start."""
        return _PING if self._order.started and not self._whole else KEEP_ALIVE

    @property
    def indexes(self) -> Sequence[int]:
        """The one choice, once the message has begun."""
        return (0,) if self._begun else ()

    @property
    def complete(self) -> bool:
        """The provider has finished the message."""
        return self._complete

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens in and out, cached ones too; 0 where the provider didn't say."""
        return self._end.tokens

    def tool(self, channel: Channel) -> Tool:
        """Where the text of a WHOLE channel goes."""
        return Tool(str(self._channels[channel].head.get("name", "")))

    # -- from the provider

    def read(self, event: ServerEvent) -> Frame:
        """Take a server-sent event apart.

        Raises UpstreamMalformed where it isn't one of this protocol, UpstreamRefused where it reports an error.
        """
        if not event.data or event.data.strip() == _DONE:
            return Frame({}, same=False, over=bool(event.data))
        try:
            obj = loads(event.data)
        except ValueError:
            message = "The provider sent an event that is not JSON."
            raise UpstreamMalformed(message) from None
        if not isinstance(obj, dict):
            message = "The provider sent an event that is not a JSON object."
            raise UpstreamMalformed(message)
        name = obj.get("type")
        if name == "error" or obj.get("error"):
            raise reported_error(obj.get("error"))
        if not isinstance(name, str):
            message = "The provider sent an event without a type."
            raise UpstreamMalformed(message)
        frame = Frame(obj, same=self._through, event=event.event or "")
        self._read_event(name, frame)
        return frame

    def _read_event(self, name: str, frame: Frame) -> None:
        match name:
            case "content_block_delta":
                self._read_delta(frame.obj, frame)
            case "content_block_start":
                self._read_start(frame.obj, frame)
            case "content_block_stop":
                self._read_stop(self._item(frame.obj), frame)
            case "message_start":
                self._read_message(frame.obj.get("message"), frame)
            case "message_delta":
                self._read_end(frame.obj, frame)
            case "message_stop":
                self._read_over(frame)
            case "ping":
                pass
            case _:
                self._read_unknown(name, frame)

    def _read_message(self, message: object, frame: Frame) -> None:
        if self._begun or not isinstance(message, dict):
            message = "The provider began a message twice, or one that is not an object."
            raise UpstreamMalformed(message)
        self._begun = True
        head = {key: value for key, value in message.items() if key not in _MESSAGE_KEYS}
        head = strip(head, "message.", frame, keep_unknown=self._keep_unknown)
        if message.get("content") and not self._whole and not self._through:
            frame.dropped.append("message.content")
        self._order.head = head
        self._end.began(head.get("usage"))
        if isinstance(model := head.get("model"), str):
            self.model_served = model

    def _read_start(self, obj: Json, frame: Frame) -> None:
        index, block = obj.get("index"), obj.get("content_block")
        if not self._begun or not _is_index(index) or index in self._items or not isinstance(block, dict):
            message = "The provider began a content block before the message, or without an index of its own."
            raise UpstreamMalformed(message)
        self._take_block(index, block, frame)

    def _take_block(self, index: int, block: Json, frame: Frame) -> Item:
        item = self._items[index] = read_block(index, block, frame, keep_unknown=self._keep_unknown)
        self._channels.update(dict.fromkeys(item.waiting, item))
        if not self._through:
            self._order.add(item)
        self._calling = self._calling or item.kind is Kind.CALL
        if not self._calling and item.kind is not Kind.DROPPED:
            self._last = item
        return item

    def _item(self, obj: Json) -> Item:
        """The open block that a frame speaks of."""
        index = obj.get("index")
        item = self._items.get(index) if isinstance(index, int) else None
        if item is None or item.closed:
            message = "The provider sent a delta or a stop for a content block that isn't open."
            raise UpstreamMalformed(message)
        return item

    def _read_stop(self, item: Item, frame: Frame) -> None:
        item.closed = True
        if not item.complete:
            if item.given:
                item.feed(item.given, frame)
            frame.ended.append(item.channel)

    def _read_delta(self, obj: Json, frame: Frame) -> None:
        item = self._item(obj)
        delta = obj.get("delta")
        if not isinstance(delta, dict):
            message = "The provider sent a delta that is not an object."
            raise UpstreamMalformed(message)
        if len(obj) > len(_DELTA_FRAME):
            self._strip_streamed(obj, _DELTA_FRAME, "event.", frame)
        if item.kind is Kind.DROPPED:
            return
        name = delta.get("type")
        key, kinds = _DELTAS.get(name, ("", ())) if isinstance(name, str) else ("", ())
        text = delta.get(key)
        if item.kind in kinds and isinstance(text, str):
            if len(delta) > len(("type", key)):
                self._strip_streamed(delta, {"type", key}, f"delta.{name}.", frame)
            if text:
                item.given = ""
                item.feed(text, frame)
                frame.same = self._through or (item.kind not in CALLS and self._order.passable(item))
        else:
            self._read_other(item, delta, frame)

    def _read_other(self, item: Item, delta: Json, frame: Frame) -> None:
        """A delta that isn't text of the block's own."""
        name = delta.get("type")
        if name == "signature_delta" and item.kind is Kind.THINKING:
            read_signature(item, delta.get("signature"), frame, keep_unknown=self._keep_unknown)
        elif name == "citations_delta" and item.kind is Kind.TEXT:
            read_citation(item, delta.get("citation"), frame)
            self._channels.update(dict.fromkeys(frame.ended, item))
        elif self._keep_unknown:
            item.extras.append(delta)
        elif any(has_text(value) for key, value in delta.items() if key != "type"):
            frame.dropped.append(f"delta.{shown(str(name))}")
            item.refused = item.refused or item.kind in CALLS  # of arguments with a hole nobody knows what they do

    def _read_end(self, obj: Json, frame: Frame) -> None:
        delta = obj.get("delta")
        if not self._begun or not isinstance(delta, dict):
            message = "The provider ended a message that it had not begun, or sent no delta with the end."
            raise UpstreamMalformed(message)
        self._end.read(obj, delta, frame)
        self._complete = self._complete or isinstance(delta.get("stop_reason"), str)

    def _read_over(self, frame: Frame) -> None:
        if not self._begun:
            message = "The provider ended a message that it had not begun."
            raise UpstreamMalformed(message)
        self._complete = frame.over = True

    def _read_unknown(self, name: str, frame: Frame) -> None:
        """An event that nobody knows goes on only where the policy lets it; one without a word in it says nothing."""
        if not self._keep_unknown:
            if not is_plain(name) or any(has_text(value) for key, value in frame.obj.items() if key != "type"):
                frame.dropped.append(f"event.{shown(name)}")
            frame.obj = {}

    def _strip_streamed(self, where: Json, known: AbstractSet[str], prefix: str, frame: Frame) -> None:
        """Take out what may be a piece of a text: in a stream a word is enough."""
        if self._keep_unknown:
            return
        for key in [key for key in where if key not in known]:
            if has_text(where[key]):
                frame.dropped.append(prefix + shown(key))
            del where[key]

    def read_whole(self, obj: object) -> Frame:
        """Take a whole body apart; raises as `read` does."""
        if too_deep(obj):
            raise _deep()
        if not isinstance(obj, dict):
            message = "The provider's answer is not a JSON object."
            raise UpstreamMalformed(message)
        if obj.get("type") == "error" or obj.get("error"):
            raise reported_error(obj.get("error"))
        content = obj.get("content")
        if not isinstance(content, list) or not all(isinstance(block, dict) for block in content):
            message = "The provider's answer has no list of content blocks."
            raise UpstreamMalformed(message)
        frame = Frame(obj, same=self._untouched)
        self._read_message(obj, frame)
        for index, block in enumerate(content):
            self._read_stop(self._take_block(index, block, frame), frame)
        end = {key: obj.get(key) for key in ("stop_reason", "stop_sequence")}
        self._read_end({"delta": end, "usage": {"output_tokens": self.tokens[1]}}, frame)
        self._complete = True
        self._body = obj
        return frame

    # -- to the client, streamed

    def passed(self, frame: Frame, emits: Sequence[tuple[Channel, int]]) -> bytes:  # noqa: ARG002 - the protocol's signature
        """Write a frame as it came, because all its texts left unchanged."""
        if not self._through:
            (channel, text), *_ = frame.texts
            self._order.passed(self._channels[channel], frame.obj, len(text))
            return self._take()
        if not frame.obj:
            return b""
        self._order.started = self._order.started or frame.obj["type"] == "message_start"
        self._over = self._over or frame.over
        return encode(dumps(frame.obj), frame.event or None)

    def _take(self) -> bytes:
        """What was written since the last time; of a whole answer all at its end, because nobody may have asked for a stream."""
        return b"" if self._whole and not self._ended else self._order.take()

    def rest(self, frame: Frame) -> bytes:
        """Write what else a frame says: the message's start, a sign of life, what the policy lets through; and what no longer waits."""
        name = frame.obj.get("type")
        if self._through or self._whole:
            return b""  # all of a whole answer is written at its end
        if name == "message_start":
            self._order.start()
        elif name == "ping" and self._order.started:
            self._order.write({"type": "ping"})
        elif name is not None and name not in _EVENTS:
            self._order.write(frame.obj)
        self._order.flow()
        return self._take()

    def text(self, channel: Channel, text: str, upto: int, *, equal: bool) -> bytes:  # noqa: ARG002 - the protocol's signature
        """Write text of a channel that may leave now, or keep it until it is its block's turn."""
        item = self._channels.get(channel)
        if item is not None and (leaf := item.leaves.get(channel)) is not None:
            leaf.pieces.append(text)
        elif not self._through:
            self._order.text(item, text, equal=equal)
        return self._take()

    def settled(self, channel: Channel, *, refused: bool) -> bytes:
        """Say that a channel was finished and all of it is decided. `refused`: a call that must not reach the client."""
        if (item := self._channels.get(channel)) is not None:
            item.settle(channel, refused=refused)
        self._order.flow()
        return self._take()

    def renamed(self, channel: Channel, name: str) -> bool:
        """Let a call go to another tool; what the provider runs itself can't."""
        item = self._channels.get(channel)
        if item is None or item.kind is not Kind.CALL:
            return False
        item.head = {**item.head, "name": name}
        return True

    def voice(self, index: int) -> Channel:  # noqa: ARG002 - the protocol's signature
        """The last block before the first call where that is text, else a block of our own."""
        last = self._last
        return last.channel if last is not None and last.kind is Kind.TEXT else OWN

    def ending(self, index: int, *, rejected: bool) -> bytes:  # noqa: ARG002 - the protocol's signature
        """Write the calls that remain, and the message's delta with the stop reason."""
        if self._through:
            return b""
        self._order.end()
        self._ended = True
        self._order.write(self._end.event(self._items.values(), rejected=rejected))
        return self._take()

    def spend(self, tokens: tuple[int, int]) -> None:
        """Add tokens to the usage of message_delta."""
        self._end.spent = tokens

    def closing(self, *, include_usage: bool) -> bytes:  # noqa: ARG002 - usage stands in message_delta, always
        """Write message_stop, where it didn't go on as it came."""
        if not self._over:
            self._over = True
            self._order.write({"type": "message_stop"})
        return self._take()

    def failing(self, error: ProxyError) -> bytes:
        """Write the error event, after what may leave."""
        self._order.end_reading()
        return self._take() + encode(dumps(messages_error(error)), "error")

    def finish(self, index: int, *, rejected: bool) -> str:  # noqa: ARG002 - the protocol's signature
        """The stop reason that the client gets, for the record; known once the message was ended, or its body made."""
        if not self._complete or self._untouched:
            return self._end.said
        return str(self._end.stop(self._items.values(), rejected=rejected)["stop_reason"])

    # -- to the client, whole

    def body(self, texts: Mapping[Channel, str], *, refused: AbstractSet[Channel], rejected: AbstractSet[int]) -> Json:
        """The whole body with every text as it may leave."""
        if self._untouched:
            return self._body
        content = whole_content(self._items.values(), texts, refused, texts.get(OWN))
        stop = self._end.stop(self._items.values(), rejected=bool(rejected))
        return {**self._order.head, "content": content, **stop}


def _is_index(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MAX_INDEX


def _deep() -> UpstreamMalformed:
    return UpstreamMalformed(f"The provider's JSON is nested more than {MAX_DEPTH} deep.")
