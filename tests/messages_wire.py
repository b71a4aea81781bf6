"""Both ends of a Messages stream for tests: a provider that says blocks, a client that checks each event, and what stands between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from proxy.model import Channel, ChannelKind
from proxy.wire.codec import Frame
from proxy.wire.messages import MessagesCodec
from proxy.wire.sse import ServerEvent, SSEDecoder

Block = dict[str, Any]
Event = dict[str, Any]

HEAD: dict[str, Any] = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-x",
    "content": [],
    "stop_reason": None,
    "stop_sequence": None,
    "usage": {"input_tokens": 7, "output_tokens": 1},
}


def start(**changes: Any) -> Event:
    return {"type": "message_start", "message": {**HEAD, **changes}}


def end(reason: str | None = "end_turn", *, stop: str | None = None, **more: Any) -> list[Event]:
    delta = {"stop_reason": reason, "stop_sequence": stop}
    return [
        {"type": "message_delta", "delta": delta, "usage": {"output_tokens": 9}, **more},
        {"type": "message_stop"},
    ]


def opened(index: int, block: Block) -> Event:
    return {"type": "content_block_start", "index": index, "content_block": block}


def delta(index: int, **fields: Any) -> Event:
    return {"type": "content_block_delta", "index": index, "delta": fields}


def closed(index: int) -> Event:
    return {"type": "content_block_stop", "index": index}


def text(index: int, *pieces: str) -> list[Event]:
    deltas = [delta(index, type="text_delta", text=piece) for piece in pieces]
    return [opened(index, {"type": "text", "text": ""}), *deltas, closed(index)]


def thinking(index: int, *pieces: str, signature: str = "c2ln") -> list[Event]:
    deltas = [delta(index, type="thinking_delta", thinking=piece) for piece in pieces]
    signed = delta(index, type="signature_delta", signature=signature)
    return [opened(index, {"type": "thinking", "thinking": "", "signature": ""}), *deltas, signed, closed(index)]


def call(index: int, *pieces: str, name: str = "write", kind: str = "tool_use") -> list[Event]:
    block = {"type": kind, "id": f"toolu_{index}", "name": name, "input": {}}
    deltas = [delta(index, type="input_json_delta", partial_json=piece) for piece in pieces]
    return [opened(index, block), *deltas, closed(index)]


def server_event(obj: object) -> ServerEvent:
    name = obj.get("type") if isinstance(obj, dict) else None
    return ServerEvent(json.dumps(obj), name)


@dataclass
class Between:
    """Plays conversation.py: `release(channel)` says whether what is held of a channel may leave now, `rule` what becomes of a text."""

    codec: MessagesCodec
    rule: Callable[[Channel, str], str | None] = lambda _, said: said
    release: Callable[[Channel], bool] = lambda _: True
    held: dict[Channel, str] = field(default_factory=dict)
    upto: dict[Channel, int] = field(default_factory=dict)
    refused: set[Channel] = field(default_factory=set)
    waiting: list[Channel] = field(default_factory=list)  # ended, not settled
    texts: dict[Channel, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    out: list[bytes] = field(default_factory=list)
    passed: int = 0
    monitor: bool = False  # all leaves at once

    def frame(self, frame: Frame) -> None:
        self.dropped += frame.dropped
        emits: list[tuple[Channel, str, bool]] = []
        for channel, said in frame.texts:
            self.held[channel] = self.held.get(channel, "") + said
            if self.monitor:
                emits.append((channel, self.held.pop(channel), True))
            elif channel.kind is ChannelKind.TEXT and self.release(channel):
                emits += self._emit(channel)
        if frame.over:
            self._write(emits)
        elif frame.same and [(c, t) for c, t, _ in emits] == frame.texts and all(equal for *_, equal in emits):
            self.passed += 1
            self.out.append(self.codec.passed(frame, [(c, self.upto.get(c, 0)) for c, *_ in emits]))
        else:
            self.out.append(self.codec.rest(frame))
            self._write(emits)
        self.waiting += frame.ended
        self.settle(self.release)

    def _emit(self, channel: Channel) -> list[tuple[Channel, str, bool]]:
        said = self.held.pop(channel, "")
        self.upto[channel] = self.upto.get(channel, 0) + len(said)
        ruled = self.rule(channel, said)
        if ruled is None and channel.kind is ChannelKind.WHOLE:
            self.refused.add(channel)
        return [(channel, ruled, ruled == said)] if ruled else []

    def _write(self, emits: Iterable[tuple[Channel, str, bool]]) -> None:
        for channel, said, equal in emits:
            self.texts[channel] = self.texts.get(channel, "") + said
            self.out.append(self.codec.text(channel, said, self.upto.get(channel, 0), equal=equal))

    def settle(self, ready: Callable[[Channel], bool]) -> None:
        """Decide the channels that have ended, where `ready` lets it."""
        for channel in [channel for channel in self.waiting if ready(channel)]:
            self.waiting.remove(channel)
            self._write(self._emit(channel))
            self.out.append(self.codec.settled(channel, refused=channel in self.refused))

    def feed(self, events: Iterable[object]) -> Between:
        for event in events:
            self.frame(self.codec.read(event if isinstance(event, ServerEvent) else server_event(event)))
        return self

    def finish(self, words: str = "", *, rejected: bool = False) -> bytes:
        """Decide what is left, say our words, end the message."""
        self.settle(lambda _: True)
        if words:
            self._write([(self.codec.voice(0), words, False)])
        self.out.append(self.codec.ending(0, rejected=rejected or bool(self.refused)))
        self.out.append(self.codec.closing(include_usage=False))
        return b"".join(self.out)


@dataclass
class Client:
    """A client that takes no liberty: each event in its place, or AssertionError."""

    message: dict[str, Any] | None = None
    stopped: bool = False
    error: dict[str, Any] | None = None
    names: list[str] = field(default_factory=list)
    _open: int | None = None
    _inputs: dict[int, str] = field(default_factory=dict)
    _deltas: dict[int, int] = field(default_factory=dict)

    def read(self, raw: bytes) -> Client:
        decoder = SSEDecoder(max_event_bytes=1 << 24)
        for event in [*decoder.feed(raw), *decoder.finish()]:
            assert not event.unterminated
            obj = json.loads(event.data)
            assert event.event == obj["type"]
            self.names.append(obj["type"])
            self.take(obj)
        return self

    def take(self, event: Event) -> None:
        name = event["type"]
        assert not self.stopped
        assert self.error is None
        if name == "error":
            self.error = event["error"]
            return
        if name == "message_start":
            assert self.message is None
            assert event["message"]["content"] == []
            self.message = {**event["message"], "content": []}
            return
        assert self.message is not None, f"{name} before message_start"
        getattr(self, f"_{name}")(event, self.message["content"])

    def _ping(self, event: Event, content: list[Block]) -> None:
        pass

    def _content_block_start(self, event: Event, content: list[Block]) -> None:
        assert self._open is None
        assert event["index"] == len(content)
        assert self.message is not None
        assert self.message["stop_reason"] is None
        self._open = event["index"]
        content.append(dict(event["content_block"]))

    def _content_block_delta(self, event: Event, content: list[Block]) -> None:
        assert self._open == event["index"]
        block, said = content[event["index"]], event["delta"]
        match said["type"], block["type"]:
            case "text_delta", "text":
                block["text"] += said["text"]
            case "thinking_delta", "thinking":
                block["thinking"] += said["thinking"]
            case "signature_delta", "thinking":
                block["signature"] = said["signature"]
            case "citations_delta", "text":
                block["citations"] = [*(block.get("citations") or []), said["citation"]]
            case "input_json_delta", "tool_use" | "server_tool_use" | "mcp_tool_use":
                at = event["index"]
                self._inputs[at] = self._inputs.get(at, "") + said["partial_json"]
                self._deltas[at] = self._deltas.get(at, 0) + 1
            case other:
                block.setdefault("extras", []).append(other)

    def _content_block_stop(self, event: Event, content: list[Block]) -> None:
        assert self._open == event["index"]
        self._open = None
        if arguments := self._inputs.get(event["index"]):
            try:
                content[event["index"]]["input"] = json.loads(arguments)
            except ValueError:
                content[event["index"]]["input"] = arguments  # what the provider said was none

    def _message_delta(self, event: Event, content: list[Block]) -> None:
        assert self._open is None
        assert self.message is not None
        assert "output_tokens" in event["usage"]
        self.message.update(event["delta"])
        self.message["usage"] = {**self.message["usage"], **event["usage"]}

    def _message_stop(self, event: Event, content: list[Block]) -> None:
        assert self._open is None
        assert self.message is not None
        assert self.message["stop_reason"] is not None
        self.stopped = True

    @property
    def content(self) -> list[Block]:
        assert self.message is not None
        return list(self.message["content"])

    def whole_calls(self) -> bool:
        """Every call came as one delta."""
        return all(count == 1 for count in self._deltas.values())


def answer(raw: bytes) -> Client:
    """Read a complete stream."""
    client = Client().read(raw)
    assert client.stopped
    return client


def said_by(events: Iterable[Event]) -> list[Block]:
    """The content blocks as the provider's own events have them."""
    client = Client()
    indexes: dict[int, int] = {}
    for event in events:
        at = event.get("index")
        place = {} if at is None else {"index": indexes.setdefault(at, len(indexes))}
        client.take(json.loads(json.dumps({**event, **place})))
    return client.content


STOP = "\n\nHuman:"  # a stop sequence that the client asked for


def codec(**options: bool) -> MessagesCodec:
    return MessagesCodec(**{"whole": False, "keep_unknown": False, **options}, stops=[STOP])


def cut(said: str, places: Iterator[int]) -> list[str]:
    """A text in pieces of the sizes drawn."""
    pieces = []
    while said:
        size = max(1, next(places))
        pieces.append(said[:size])
        said = said[size:]
    return pieces
