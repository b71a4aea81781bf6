"""Embeddings and counts: numbers go on, words don't."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.errors import RequestInvalid, UpstreamMalformed, UpstreamTimeout
from proxy.model import Channel
from proxy.wire.codec import Codec, Frame
from proxy.wire.numbers import NumbersCodec, counted, embeddings, parse_count_request, parse_embeddings_request
from proxy.wire.sse import ServerEvent

GOOD = {
    "object": "list",
    "data": [{"object": "embedding", "index": 0, "embedding": [0.1, 2]}, {"embedding": "AAAA"}],
    "model": "e",
    "usage": {"prompt_tokens": 3, "exec(x)": 1},
    "essay": "import os",
}


def test_embeddings_keep_numbers_and_nothing_else() -> None:
    codec: Codec = NumbersCodec(embeddings)
    frame = codec.read_whole(json.loads(json.dumps(GOOD)))
    assert (frame.texts, frame.dropped) == ([], [])
    body = codec.body({}, refused=set(), rejected=set())
    assert [row["embedding"] for row in body["data"]] == [[0.1, 2], "AAAA"]
    assert (body["usage"], body["model"], "essay" in body) == ({"prompt_tokens": 3}, "e", False)
    assert (codec.tokens, codec.model_served, codec.complete, codec.indexes) == ((3, 0), "e", True, [0])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param([], id="list"),
        pytest.param({"data": "x"}, id="no-rows"),
        pytest.param({"data": ["x"]}, id="odd-row"),
        pytest.param({"data": [{"index": "a", "embedding": []}]}, id="odd-index"),
        pytest.param({"data": [{"embedding": ["import os"]}]}, id="words"),
        pytest.param({"data": [{"embedding": "import os"}]}, id="text"),
        pytest.param({"data": [{"embedding": None}]}, id="nothing"),
    ],
)
def test_bodies_without_numbers(body: Any) -> None:
    with pytest.raises(UpstreamMalformed):
        NumbersCodec(embeddings).read_whole(body)


def test_odd_labels_are_left_out() -> None:
    made = embeddings({"data": [], "model": "exec(x)", "usage": "x"})
    assert made == {"object": "list", "data": [], "model": "", "usage": {}}


def test_counts() -> None:
    codec = NumbersCodec(counted)
    codec.read_whole({"input_tokens": 7, "note": "import os"})
    assert codec.body({}, refused=set(), rejected=set()) == {"input_tokens": 7}
    assert codec.tokens == (7, 0)
    with pytest.raises(UpstreamMalformed):
        codec.read_whole({"input_tokens": True})


def test_nothing_is_ever_streamed() -> None:
    codec = NumbersCodec(counted)
    channel = Channel(0, "x")
    with pytest.raises(UpstreamMalformed):
        codec.read(ServerEvent("{}"))
    assert codec.passed(Frame({}), []) == codec.rest(Frame({})) == codec.text(channel, "x", 1, equal=True) == b""
    assert (
        codec.settled(channel, refused=True)
        == codec.ending(0, rejected=True)
        == codec.closing(include_usage=True)
        == b""
    )
    assert (codec.voice(0), codec.renamed(channel, "y"), codec.finish(0, rejected=True)) == (None, False, "")
    assert codec.tool(channel).name == "x"
    assert codec.keep_alive == b": keep-alive\n\n"
    assert b"upstream_timeout" in codec.failing(UpstreamTimeout("late"))


@pytest.mark.parametrize(
    ("raw", "param"),
    [
        pytest.param(b"{", None, id="no-json"),
        pytest.param(b"[]", None, id="list"),
        pytest.param(b'{"input": "x"}', "model", id="no-model"),
        pytest.param(b'{"model": "m"}', "input", id="no-input"),
        pytest.param(b'{"model": "m", "input": 5}', "input", id="odd-input"),
        pytest.param(b'{"model": "m", "input": []}', "input", id="empty-input"),
    ],
)
def test_requests_that_are_none(raw: bytes, param: str | None) -> None:
    with pytest.raises(RequestInvalid) as caught:
        parse_embeddings_request(raw)
    assert caught.value.param == param


def test_requests() -> None:
    asked = parse_embeddings_request(b'{"model": "m", "input": ["a"], "dimensions": 3}')
    assert json.loads(asked.forwarded("p")) == {"model": "p", "input": ["a"], "dimensions": 3}
    assert (asked.stream, asked.include_usage, asked.wire) == (False, False, "embeddings")
    assert isinstance(asked.codec(whole=True, keep_unknown=False, through=False), NumbersCodec)
    count = parse_count_request(b'{"model": "m", "messages": [{"role": "user", "content": "x"}]}')
    assert count.wire == "count_tokens"
