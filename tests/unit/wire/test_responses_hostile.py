"""What isn't a Responses answer, and what is one of a size or depth that nobody asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.errors import UpstreamMalformed, UpstreamRefused
from proxy.holding import Ruling, Verb
from proxy.model import Channel
from proxy.wire.responses import ResponsesCodec
from proxy.wire.sse import ServerEvent
from tests.responses_wire import ASKED, HEAD, Client, Json, Road, body, call, carry, message

OPENING = {"type": "response.created", "response": {**HEAD, "status": "in_progress", "output": []}}


def codec(**options: Any) -> ResponsesCodec:
    return ResponsesCodec(asked=ASKED, **{"whole": False, "keep_unknown": False, **options})


def nest(depth: int) -> str:
    return "[" * depth + "]" * depth


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param("{", "not JSON", id="cut"),
        pytest.param("[]", "not a JSON object", id="a list"),
        pytest.param("{}", "without a type", id="no type"),
        pytest.param('{"type": 3}', "without a type", id="a number for a type"),
        pytest.param('{"type": ""}', "without a type", id="an empty type"),
        pytest.param(f'{{"type": "x", "y": {nest(300)}}}', "not JSON", id="deep"),
        pytest.param(f'{{"type": "x", "y": {nest(100_000)}}}', "not JSON", id="deeper"),
        pytest.param('{"type": "response.created"}', "without the response", id="created without it"),
        pytest.param('{"type": "response.completed", "response": 1}', "without the response", id="completed without it"),
        pytest.param('{"type": "response.output_item.added", "output_index": 0}', "without a type", id="no item"),
        pytest.param('{"type": "response.output_item.done", "item": {"type": "import os"}}', "without a type", id="a type that is text"),
        pytest.param('{"type": "response.completed", "response": {"output": [3]}}', "without a type", id="an item that is a number"),
        pytest.param('{"type": "response.output_text.delta", "output_index": -1, "delta": "x"}', "'output_index' is not a whole number", id="negative"),
        pytest.param('{"type": "response.output_text.delta", "content_index": true, "delta": "x"}', "'content_index' is not", id="boolean"),
        pytest.param('{"type": "response.output_text.delta", "output_index": "0", "delta": "x"}', "'output_index' is not", id="text"),
    ],
)  # fmt: skip
def test_what_is_no_event(data: str, words: str) -> None:
    with pytest.raises(UpstreamMalformed, match=words):
        codec().read(ServerEvent(data))


@pytest.mark.parametrize(
    ("obj", "words"),
    [
        pytest.param([], "not a JSON object", id="a list"),
        pytest.param({"id": "x"}, "without a list of output items", id="no output"),
        pytest.param({"output": {}}, "without a list of output items", id="no list"),
        pytest.param({"output": [], "x": json.loads(nest(300))}, "nested too deep", id="deep"),
        pytest.param({"output": ["x"]}, "without a type", id="no item"),
    ],
)
def test_what_is_no_answer(obj: object, words: str) -> None:
    with pytest.raises(UpstreamMalformed, match=words):
        codec(whole=True).read_whole(obj)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        pytest.param({"type": "error", "code": "rate_limit_exceeded", "message": "EVIL"}, "code 'rate_limit_exceeded'", id="error"),
        pytest.param({"type": "error", "error": {"code": "x", "message": "EVIL"}}, "code 'x'", id="nested"),
        pytest.param({"error": {"code": 429}}, "code 429", id="without a type"),
        pytest.param({"type": "error", "code": "a (long)\nstory EVIL"}, "an answer.$", id="a code that is text"),
        pytest.param({"type": "response.failed", "response": {"error": {"code": "server_error", "message": "EVIL"}}}, "code 'server_error'", id="failed"),
        pytest.param({"type": "response.failed", "response": None}, "an answer.$", id="failed without a word"),
        pytest.param({"type": "error", "error": "EVIL"}, "an answer.$", id="a bare word"),
    ],
)  # fmt: skip
def test_an_error_of_the_providers_says_its_code_only(event: Json, words: str) -> None:
    with pytest.raises(UpstreamRefused, match=words) as caught:
        codec().read(ServerEvent(json.dumps(event)))
    assert "EVIL" not in caught.value.message
    assert caught.value.status == 502


@pytest.mark.parametrize("obj", [{"error": {"code": "x"}}, {"status": "failed", "output": []}])
def test_an_error_instead_of_a_whole_answer(obj: Json) -> None:
    with pytest.raises(UpstreamRefused):
        codec(whole=True).read_whole(obj)


def test_the_name_of_an_event_stands_for_a_type_that_is_missing() -> None:
    frame = codec().read(ServerEvent(json.dumps({"response": OPENING["response"]}), "response.created"))
    assert frame.event == "response.created"


def streamed(pieces: int) -> None:
    piece = "x = 1\n" * 20
    text = piece * pieces
    items = [message(text), call(json.dumps(text))]
    cut = lambda said: [said[at : at + 120] for at in range(0, len(said), 120)]  # noqa: E731
    client = Client().read(carry(items, cut=cut).end("Ours."))
    assert len(client.text) == len(text) + len("\nOurs.")


def parts(number: int) -> None:
    content = [{"type": "output_text", "text": "x", "annotations": []} for _ in range(number)]
    items = [message("", content=content), *(call("{}", item=f"fc_{at}") for at in range(number))]
    assert Client().read(carry(items).end()).items == items


@pytest.mark.parametrize(
    "run", [pytest.param(streamed, id="a long answer"), pytest.param(parts, id="many parts and calls")]
)
def test_long_answers_end(run: Any) -> None:
    """Work that grows faster than the answer would pass the suite's time limit."""
    run(2400)


def test_ten_megabytes_of_arguments_and_200_parallel_calls() -> None:
    items = [call("x" * 10_000_000), *(call(f'{{"n":{at}}}', item=f"fc_{at}") for at in range(2, 202))]

    def rule(channel: Channel, text: str) -> Ruling:
        return Ruling(Verb.REJECT, "No.") if channel.field == "output.0.arguments" else Ruling(Verb.KEEP)

    road = Road(codec(whole=True), rule)
    out = road.body(body(*items))
    assert len(out["output"]) == 200
