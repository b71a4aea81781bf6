"""The Responses API on both sides: a provider that streams items as OpenAI does, the road between as conversation.py walks it, a client
that believes nothing: it checks each event against those before it and builds the response from deltas alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from proxy.errors import ProxyError
from proxy.gate import Ask, Command, Emit, Gate, Terms
from proxy.holding import BlockQuestion, Ruling, Verb
from proxy.model import Channel, ChannelKind, Hold, Mode
from proxy.wire.codec import Frame
from proxy.wire.responses import ResponsesCodec
from proxy.wire.sse import ServerEvent, SSEDecoder

Json = dict[str, Any]
HEAD: Json = {"id": "resp_1", "object": "response", "created_at": 1, "model": "m-1", "error": None, "incomplete_details": None,
              "instructions": "Say `rm -rf /`;\nor not", "tools": [{"type": "function", "name": "f", "description": "x" * 300, "parameters": {}, "strict": True}],
              "metadata": {"a": "b"}, "parallel_tool_calls": True, "tool_choice": "auto"}  # fmt: skip
ASKED: Json = {
    key: HEAD[key] for key in ("instructions", "tools", "metadata", "tool_choice")
}  # what the client sent of it
USAGE = {
    "input_tokens": 3,
    "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
    "output_tokens": 5,
    "output_tokens_details": {"reasoning_tokens": 0},
    "total_tokens": 8,
}
STEMS = {"output_text": ("response.output_text", "text", "content_index"), "refusal": ("response.refusal", "refusal", "content_index"),
         "reasoning_text": ("response.reasoning_text", "text", "content_index"),
         "summary_text": ("response.reasoning_summary_text", "text", "summary_index")}  # fmt: skip
CALLS = {"function_call": ("response.function_call_arguments", "arguments"), "custom_tool_call": ("response.custom_tool_call_input", "input"),
         "mcp_call": ("response.mcp_call_arguments", "arguments"), "code_interpreter_call": ("response.code_interpreter_call_code", "code")}  # fmt: skip
Cut = Callable[[str], Iterable[str]]


def whole_text(text: str) -> Iterable[str]:
    return [text] if text else []


def message(text: str, name: str = "msg_1", **more: Any) -> Json:
    part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    return {"id": name, "type": "message", "status": "completed", "role": "assistant", "content": [part], **more}


def reasoning(*summaries: str, name: str = "rs_1", **more: Any) -> Json:
    return {
        "id": name,
        "type": "reasoning",
        "summary": [{"type": "summary_text", "text": text} for text in summaries],
        **more,
    }


def call(arguments: str, name: str = "write", item: str = "fc_1", **more: Any) -> Json:
    return {
        "id": item,
        "type": "function_call",
        "status": "completed",
        "call_id": f"call_{item}",
        "name": name,
        "arguments": arguments,
        **more,
    }


def custom(said: str, name: str = "apply_patch", item: str = "ctc_1") -> Json:
    return {
        "id": item,
        "type": "custom_tool_call",
        "status": "completed",
        "call_id": f"call_{item}",
        "name": name,
        "input": said,
    }


def body(*items: Json, status: str = "completed", **more: Any) -> Json:
    return {**HEAD, "status": status, "output": list(items), "usage": USAGE, **more}


@dataclass
class Provider:
    """Events as OpenAI sends them. `without`: kinds of events that are left out, by the end of their names."""

    items: Sequence[Json]
    cut: Cut = whole_text
    status: str = "completed"
    without: tuple[str, ...] = ()
    more: Json = field(default_factory=dict)

    def events(self) -> Iterator[Json]:
        number = 0
        for obj in self._all():
            if not obj["type"].endswith(self.without):
                yield {**obj, "sequence_number": number}
                number += 1

    def _all(self) -> Iterator[Json]:
        opening = {**HEAD, "status": "in_progress", "output": [], "usage": None}
        yield {"type": "response.created", "response": opening}
        yield {"type": "response.in_progress", "response": opening}
        for at, item in enumerate(self.items):
            yield from self._item(at, item)
        more = {"incomplete_details": {"reason": "max_output_tokens"}} if self.status == "incomplete" else {}
        yield {
            "type": f"response.{self.status}",
            "response": body(*self.items, status=self.status, **more, **self.more),
        }

    def _item(self, at: int, item: Json) -> Iterator[Json]:
        lists = {key: [] for key in ("content", "summary") if item.get(key)}
        stem, key = CALLS.get(item["type"], ("", ""))
        empty = {key: ""} if key else {}
        status = {"status": "in_progress"} if "status" in item else {}
        yield {"type": "response.output_item.added", "output_index": at, "item": {**item, **lists, **empty, **status}}
        for spot in ("summary", "content"):
            for index, part in enumerate(item.get(spot) or ()):
                yield from self._part({"item_id": item["id"], "output_index": at}, index, part)
        if stem:
            place = {"item_id": item["id"], "output_index": at}
            yield from ({"type": f"{stem}.delta", **place, "delta": piece} for piece in self.cut(item[key]))
            yield {"type": f"{stem}.done", **place, key: item[key]}
        yield {"type": "response.output_item.done", "output_index": at, "item": item}

    def _part(self, place: Json, index: int, part: Json) -> Iterator[Json]:
        stem, key, counter = STEMS[part["type"]]
        outer = "response.reasoning_summary_part" if counter == "summary_index" else "response.content_part"
        place = {**place, counter: index}
        extra = {"logprobs": []} if part["type"] == "output_text" else {}
        yield {"type": f"{outer}.added", **place, "part": {**part, key: ""}}
        yield from (
            {"type": f"{stem}.delta", **place, "delta": piece, **extra, "obfuscation": "x"}
            for piece in self.cut(part[key])
        )
        yield {"type": f"{stem}.done", **place, key: part[key], **extra}
        yield {"type": f"{outer}.done", **place, "part": part}


def wire(obj: Json) -> ServerEvent:
    return ServerEvent(json.dumps(obj), str(obj.get("type")))


Rule = Callable[[Channel, str], Ruling]


def keep(channel: Channel, text: str) -> Ruling:
    return Ruling(Verb.KEEP)


class Road:
    """A response's way as conversation.py walks it. `late`: how many questions may be open before the oldest is ruled on."""

    def __init__(self, codec: ResponsesCodec, rule: Rule = keep, *, late: int = 0, mode: Mode = Mode.ENFORCE) -> None:
        self.codec = codec
        self.rule = rule
        self.late = late
        self.gate = Gate(Terms(Hold.BLOCK, mode))
        self.out: list[bytes] = []
        self.texts: dict[Channel, list[str]] = {}
        self.asked: list[Ask] = []
        self.refused: set[Channel] = set()
        self.dropped: list[str] = []
        self.passed = 0
        self.streamed = True

    def send(self, *objs: Json | ServerEvent) -> Road:
        for obj in objs:
            self.frame(self.codec.read(obj if isinstance(obj, ServerEvent) else wire(obj)))
        return self

    def frame(self, frame: Frame) -> None:
        self.dropped += frame.dropped
        commands = [command for channel, text in frame.texts for command in self.gate.feed(channel, text)]
        emits = [command for command in commands if isinstance(command, Emit)]
        same = frame.same and [(e.channel, e.text) for e in emits] == frame.texts and all(e.equal for e in emits)
        if frame.over:
            self.apply(commands)
        elif same:
            self.passed += 1
            self.out.append(self.codec.passed(frame, [(emit.channel, emit.upto) for emit in emits]))
            self.apply([command for command in commands if isinstance(command, Ask)])
        else:
            self.out.append(self.codec.rest(frame))
            self.apply(commands)
        for channel in frame.ended:
            self.finish(channel)

    def finish(self, channel: Channel) -> None:
        tool = self.codec.tool(channel)
        self.apply(self.gate.finish(channel, origin=tool.origin, info=tool.name))

    def apply(self, commands: Sequence[Command]) -> None:
        for command in commands:
            if isinstance(command, Ask):
                self.asked.append(command)
            elif isinstance(command, Emit):
                self.emit(command)
            else:
                self.out.append(self.codec.settled(command.channel, refused=command.channel in self.refused))
        while len(self.asked) > self.late:
            self.resolve(self.asked.pop(0))

    def resolve(self, ask: Ask) -> None:
        assert isinstance(ask.question, BlockQuestion)
        ruling = self.rule(ask.channel, ask.question.text)
        if ruling.verb is Verb.REJECT and ask.channel.kind is ChannelKind.WHOLE:
            self.refused.add(ask.channel)
        self.apply(self.gate.resolve(ask.ticket, [ruling]))

    def emit(self, emit: Emit) -> None:
        if emit.channel not in self.refused:
            self.texts.setdefault(emit.channel, []).append(emit.text)
            if emit.text and (self.streamed or emit.channel.kind is ChannelKind.WHOLE):
                self.out.append(self.codec.text(emit.channel, emit.text, emit.upto, equal=emit.equal))

    def end(self, *words: str, error: ProxyError | None = None, rejected: bool | None = None) -> bytes:
        self.late = 0
        for channel in self.gate.channels:
            self.finish(channel)
        self.speak(words)
        if error is not None:
            return b"".join([*self.out, self.codec.failing(error)])
        self.out.append(self.codec.ending(0, rejected=bool(self.refused) if rejected is None else rejected))
        return b"".join([*self.out, self.codec.closing(include_usage=True)])

    def speak(self, words: Sequence[str]) -> None:
        channel = self.codec.voice(0)
        for word in words:
            self.emit(self.gate.paragraph(channel, word))

    def body(self, obj: Json, *words: str) -> Json:
        """The whole body, the way of a client that asked for no stream."""
        self.streamed = False
        self.dropped += (frame := self.codec.read_whole(obj)).dropped
        commands = [command for channel, text in frame.texts for command in self.gate.feed(channel, text)]
        self.late = 0
        self.apply(commands)
        for channel in self.gate.channels:
            self.finish(channel)
        self.speak(words)
        assert b"".join(self.out) == b""
        texts = {channel: "".join(parts) for channel, parts in self.texts.items()}
        return self.codec.body(texts, refused=self.refused, rejected={0} if self.refused else frozenset())


def carry(items: Sequence[Json], rule: Rule = keep, *words: str, late: int = 0, **provider: Any) -> Road:
    road = Road(ResponsesCodec(asked=ASKED, whole=False, keep_unknown=False), rule, late=late)
    return road.send(*Provider(items, **provider).events())


def decoded(raw: bytes) -> list[tuple[str, Json]]:
    events = SSEDecoder(max_event_bytes=10**8).feed(raw)
    return [(str(event.event), json.loads(event.data)) for event in events]


class Client:
    """Builds a response from deltas; each event that repeats something must repeat it exactly, each index must be the next one."""

    def __init__(self) -> None:
        self.response: Json = {}
        self.items: list[Json] = []
        self.open: Json | None = None
        self.part: Json | None = None
        self.counts: dict[str, int] = {}
        self.states: list[str] = []
        self.ended = ""
        self.seen: list[str] = []
        self.citations: list[Json] = []
        self.transcript = ""

    def read(self, raw: bytes) -> Client:
        for number, (event, obj) in enumerate(decoded(raw)):
            assert not self.ended, event
            assert event == obj["type"]
            assert obj["sequence_number"] == number
            self.seen.append(event)
            if event == "error":
                self.ended = "error"
                self.response = obj
            else:
                assert bool(self.states) != (event == "response.created")
                self.event(event, obj)
        assert self.ended
        return self

    def event(self, name: str, obj: Json) -> None:
        stem, _, end = name.rpartition(".")
        labels = {stem: label for label, (stem, _, _) in STEMS.items()}
        calls = dict(CALLS.values())
        if "response" in obj:
            self.state(end, obj["response"])
        elif stem == "response.output_item":
            self.item(end, obj)
        elif stem in {"response.content_part", "response.reasoning_summary_part"}:
            self.parts(end, stem, obj)
        elif stem in labels:
            self.speech(end, labels[stem], obj)
        elif stem in calls:
            self.calling(end, calls[stem], obj)
        elif stem == "response.output_text.annotation":
            assert self.part is not None
            assert obj["annotation_index"] == len(self.citations)
            self.citations.append(obj["annotation"])
        elif stem == "response.audio.transcript":
            self.transcript += obj.get("delta", "")
        elif "output_index" in obj:
            assert self.open is not None
            assert obj["output_index"] == len(self.items)

    def state(self, end: str, response: Json) -> None:
        if end in {"created", "queued", "in_progress"}:
            assert end not in self.states
            assert response["output"] == []
            self.states.append(end)
            return
        assert self.open is None
        assert end in {"completed", "incomplete", "failed"}
        assert response["status"] == end
        assert response["output"] == self.items
        self.ended, self.response = end, response

    def item(self, end: str, obj: Json) -> None:
        assert obj["output_index"] == len(self.items)
        if end == "added":
            assert self.open is None
            self.open, self.counts = json.loads(json.dumps(obj["item"])), {}
            for key in ("content", "summary"):
                assert not (self.open or {}).get(key)
            return
        assert self.part is None
        assert self.open is not None
        built, item = self.open, obj["item"]
        for key in ("content", "summary", "arguments", "input", "code"):
            if key in built or key in item:
                assert (built.get(key) or None) == (item.get(key) or None)
        assert (built["type"], built.get("id", item.get("id"))) == (item["type"], item.get("id"))
        self.items.append(item)
        self.open = None

    def place(self, obj: Json) -> None:
        assert self.open is not None
        assert obj["output_index"] == len(self.items)
        assert obj["item_id"] == self.open.get("id", obj["item_id"])

    def parts(self, end: str, stem: str, obj: Json) -> None:
        self.place(obj)
        assert self.open is not None
        spot, counter = ("content", "content_index") if stem.endswith("content_part") else ("summary", "summary_index")
        if end == "added":
            assert self.part is None
            assert obj[counter] == self.counts.get(spot, 0)
            self.part, self.citations = json.loads(json.dumps(obj["part"])), []
            self.spoken = False
            return
        assert self.part is not None
        assert obj[counter] == self.counts.get(spot, 0)
        assert (
            self.spoken or STEMS.get(self.part["type"], ("", "", ""))[2] != counter
        )  # what nobody knows has no text events
        told = {key: value for key, value in obj["part"].items() if key not in {"annotations", "logprobs"}}
        assert told.items() <= {**self.part, **obj["part"], **self.said()}.items()
        if self.citations or "annotations" in obj["part"]:
            assert obj["part"]["annotations"] == self.citations
        self.counts[spot] = obj[counter] + 1
        self.open.setdefault(spot, [])
        self.open[spot] = [*(self.open[spot] or []), obj["part"]]
        self.part = None

    def said(self) -> Json:
        assert self.part is not None
        key = STEMS[self.part["type"]][1] if self.part["type"] in STEMS else "type"
        return {key: self.part[key]}

    def speech(self, end: str, label: str, obj: Json) -> None:
        self.place(obj)
        assert self.part is not None
        assert self.part["type"] == label
        _, key, counter = STEMS[label]
        assert obj[counter] == self.counts.get("summary" if counter == "summary_index" else "content", 0)
        assert not self.spoken
        if end == "delta":
            self.part[key] += obj["delta"]
        else:
            assert obj[key] == self.part[key]
            self.spoken = True

    def calling(self, end: str, key: str, obj: Json) -> None:
        self.place(obj)
        assert self.open is not None
        if end == "delta":
            assert self.open[key] == ""
            assert obj["delta"]
            self.open[key] = obj["delta"]
        else:
            assert obj[key] == self.open[key]

    @property
    def text(self) -> str:
        return "".join(
            part.get("text", "") for item in self.items if item["type"] == "message" for part in item["content"]
        )
