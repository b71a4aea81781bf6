"""The official SDK takes what the codec writes: its parser and the accumulator behind `client.responses.stream()`."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from openai import OpenAI

from proxy.errors import UpstreamIncomplete
from proxy.holding import Ruling, Verb
from proxy.model import Channel, ChannelKind
from proxy.wire.json import dumps
from proxy.wire.responses import ResponsesCodec
from tests.responses_wire import ASKED, Json, Road, body, call, carry, custom, keep, message, reasoning

ITEMS = [
    reasoning("Let me think."),
    message("Here:\n```python\nx = 1\n```\nDone."),
    call('{"path":"a.py"}', name="write"),
    custom("*** Begin Patch\n*** End Patch"),
    call('{"path":"b.py"}', name="write", item="fc_2"),
    message("Bye.", "msg_2"),
]


def refuse_first(channel: Channel, text: str) -> Ruling:
    return Ruling(Verb.REJECT, "No.") if "a.py" in text else keep(channel, text)


def refuse_calls(channel: Channel, text: str) -> Ruling:
    return Ruling(Verb.REJECT, "No.") if channel.kind is ChannelKind.WHOLE else keep(channel, text)


def client(raw: bytes, kind: str = "text/event-stream") -> OpenAI:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=raw, headers={"content-type": kind}, request=request)

    return OpenAI(
        base_url="http://provider.test/v1",
        api_key="k",
        http_client=httpx.Client(transport=httpx.MockTransport(answer)),
        max_retries=0,
    )


@pytest.mark.parametrize(
    ("items", "rule", "text", "calls"),
    [
        pytest.param(
            ITEMS, keep, "Here:\n```python\nx = 1\n```\nDone.\n\nOur words.Bye.", ["fc_1", "fc_2"], id="clean"
        ),
        pytest.param(
            ITEMS,
            refuse_first,
            "Here:\n```python\nx = 1\n```\nDone.\n\nOur words.Bye.",
            ["fc_2"],
            id="one of two calls refused",
        ),
        pytest.param(
            ITEMS, refuse_calls, "Here:\n```python\nx = 1\n```\nDone.\n\nOur words.Bye.", [], id="all calls refused"
        ),
        pytest.param([call("{}")], refuse_calls, "Our words.", [], id="nothing else"),
        pytest.param([call("{}")], keep, "Our words.", ["fc_1"], id="a message of our own"),
    ],
)
@pytest.mark.parametrize(
    "cut", [pytest.param(list, id="by character"), pytest.param(lambda text: [text], id="in one piece")]
)
def test_the_accumulator_builds_what_the_last_event_says(
    items: list[Json], rule: Any, text: str, calls: list[str], cut: Any
) -> None:
    raw = carry(items, rule, cut=cut).end("Our words.")
    with client(raw).responses.stream(model="m", input="hi") as stream:
        deltas = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
        response = stream.get_final_response()
    assert (response.status, response.output_text, deltas) == ("completed", text, text)
    assert [item.id for item in response.output if item.type == "function_call"] == calls


def test_each_event_is_of_its_documented_type() -> None:
    raw = carry(ITEMS, cut=list).end("Our words.")
    with client(raw).responses.create(model="m", input="hi", stream=True) as stream:
        for event in stream:
            type(event).model_validate(event.to_dict())


def test_an_error_is_given_out_with_its_reason() -> None:
    raw = carry([ITEMS[1]], cut=list).end(error=UpstreamIncomplete("The provider died."))
    with client(raw).responses.create(model="m", input="hi", stream=True) as stream:
        last = list(stream)[-1]
    assert last.type == "response.failed"
    assert last.response.error is not None
    assert last.response.error.message == "The provider died."


def test_a_whole_answer_with_words_of_ours() -> None:
    obj = Road(ResponsesCodec(asked=ASKED, whole=True, keep_unknown=False), refuse_first).body(
        body(*ITEMS, output_text="x"), "Our words."
    )
    response = client(dumps(obj), "application/json").responses.create(model="m", input="hi")
    assert response.output_text == obj["output_text"] == "Here:\n```python\nx = 1\n```\nDone.Bye.\n\nOur words."
    assert [item.id for item in response.output if item.type == "function_call"] == ["fc_2"]
