"""What the completions codec promises whatever the frames: I1, I2, I3 (a refused suggestion never leaves), and a well-formed end."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from proxy.errors import UpstreamIncomplete
from proxy.model import Channel, ChannelKind
from proxy.wire.completions import CompletionsCodec
from proxy.wire.sse import ServerEvent, SSEDecoder

HEAD = {"id": "c1", "object": "text_completion", "created": 1, "model": "m"}
PIECES = [
    "def f(x):\n",
    ", shell=True)",
    "é",
    "\u2028",
    '"\\',
    "\r\n",
    "[DONE]",
    "data: x\n\n",
    "<|fim_pad|>",
    "```",
    " ",
]
CANARY = "CANARY7f3a"
SHAPES = ("text", "delta")

texts = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@dataclass(frozen=True)
class Answer:
    """Texts by choice, how each is cut, the shape, and how the choices are interleaved."""

    texts: list[str]
    cuts: list[list[int]]
    shape: str = "text"
    order: list[int] = field(default_factory=list)

    def frames(self) -> Iterator[dict[str, Any]]:
        parts = [_split(text, cuts) for text, cuts in zip(self.texts, self.cuts, strict=True)]
        for index in [i % len(parts) for i in self.order]:
            if parts[index]:
                yield self._frame(index, parts[index].pop(0), None)
        for index, rest in enumerate(parts):
            for part in rest:
                yield self._frame(index, part, None)
            yield self._frame(index, "", "stop")

    def _frame(self, index: int, text: str, finish: str | None) -> dict[str, Any]:
        said = {"text": text} if self.shape == "text" else {"delta": {"content": text}}
        return {**HEAD, "choices": [{"index": index, **said, "finish_reason": finish}]}


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    said = draw(st.lists(texts, min_size=1, max_size=3))
    cuts = [draw(st.lists(st.integers(0, max(len(text), 1)), max_size=5)) for text in said]
    return Answer(said, cuts, draw(st.sampled_from(SHAPES)), draw(st.lists(st.integers(0, 2), max_size=12)))


def _split(text: str, cuts: list[int]) -> list[str]:
    at = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    return [text[start:end] for start, end in itertools.pairwise(at)] or [""]


def carry(codec: CompletionsCodec, answer: Answer, refused: frozenset[int], *, dies: bool = False) -> bytes:
    """Do as conversation.py does: prose leaves at once, what is held is decided at the end."""
    out: list[bytes] = []
    held: dict[Channel, list[str]] = {}
    upto: dict[Channel, int] = {}
    for obj in answer.frames():
        frame = codec.read(ServerEvent(json.dumps(obj)))
        for channel, text in frame.texts:
            upto[channel] = upto.get(channel, 0) + len(text)
            if channel.kind is ChannelKind.WHOLE:
                held.setdefault(channel, []).append(text)
        if frame.same and not any(channel.kind is ChannelKind.WHOLE for channel, _ in frame.texts):
            out.append(codec.passed(frame, [(channel, upto[channel]) for channel, _ in frame.texts]))
            continue
        out.append(codec.rest(frame))
        out += [codec.text(c, t, upto[c], equal=True) for c, t in frame.texts if c.kind is ChannelKind.TEXT]
    for channel, parts in held.items():
        out.append(codec.text(channel, "".join(parts), upto[channel], equal=True))
        out.append(codec.settled(channel, refused=channel.choice in refused))
    if dies:
        return b"".join([*out, codec.failing(UpstreamIncomplete("The provider's stream ended before its answer did."))])
    out += [codec.ending(index, rejected=index in refused) for index in codec.indexes]
    return b"".join([*out, codec.closing(include_usage=True)])


def read(raw: bytes) -> tuple[dict[int, str], dict[int, str]]:
    """What a client puts together: texts and finish reasons by choice. Fails where an event isn't what Tabby and Zed can read."""
    said: dict[int, str] = {}
    finish: dict[int, str] = {}
    events = list(SSEDecoder(max_event_bytes=10**6).feed(raw))
    assert events[-1].data == "[DONE]"
    for event in events[:-1]:
        for choice in json.loads(event.data)["choices"]:
            index = choice["index"]
            assert index not in finish
            said[index] = said.get(index, "") + (choice["text"] if "text" in choice else choice["delta"]["content"])
            if choice["finish_reason"] is not None:
                finish[index] = choice["finish_reason"]
    return said, finish


def make(*, fim: bool) -> CompletionsCodec:
    return CompletionsCodec(whole=False, keep_unknown=False, fim=fim)


@given(answers(), st.booleans())
def test_i1_i2_any_split_gives_the_providers_texts(answer: Answer, fim: bool) -> None:
    said, finish = read(carry(make(fim=fim), answer, frozenset()))
    assert said == dict(enumerate(answer.texts))
    assert finish == dict.fromkeys(range(len(answer.texts)), "stop")


@given(answers(), st.frozensets(st.integers(0, 2)), st.booleans())
@example(Answer(["x"], [[]]), frozenset({0}), False)
def test_i3_a_refused_suggestion_never_leaves(answer: Answer, refused: frozenset[int], dies: bool) -> None:
    marked = Answer(
        [f"{text}{CANARY}{at}" for at, text in enumerate(answer.texts)], answer.cuts, answer.shape, answer.order
    )
    raw = carry(make(fim=True), marked, refused, dies=dies)
    for index, text in enumerate(marked.texts):
        assert (f"{CANARY}{index}".encode() in raw) == (index not in refused and not dies)
        if not dies:
            assert read(raw)[0][index] == ("" if index in refused else text)


@given(answers())
def test_a_stream_that_dies_ends_well_for_an_editor(answer: Answer) -> None:
    said, finish = read(carry(make(fim=True), answer, frozenset(), dies=True))
    assert set(finish) == set(said)


@given(answers(), st.booleans())
def test_i2_a_whole_answer_is_equal(answer: Answer, fim: bool) -> None:
    key = "text" if answer.shape == "text" else "message"
    said = [text if key == "text" else {"role": "assistant", "content": text} for text in answer.texts]
    body = {**HEAD, "choices": [{"index": at, key: text, "finish_reason": "stop"} for at, text in enumerate(said)]}
    codec = CompletionsCodec(whole=True, keep_unknown=False, fim=fim)
    frame = codec.read_whole(json.loads(json.dumps(body)))
    assert codec.body(dict(frame.texts), refused=frozenset(), rejected=frozenset()) == body
