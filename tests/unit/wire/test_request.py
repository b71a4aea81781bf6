"""Chat requests: what is checked, and that the rest goes on as it came."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.errors import RequestInvalid
from proxy.wire.request import parse_chat_request

GOOD: dict[str, Any] = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}


def _raw(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def test_everything_unknown_goes_on_under_the_providers_model_name() -> None:
    request = parse_chat_request(_raw(stream=True, stream_options={"include_usage": True}, x_new={"deep": [1]}, n=3))
    assert (request.model, request.stream, request.include_usage) == ("m", True, True)
    forwarded = json.loads(request.forwarded("real-model"))
    assert forwarded == {
        **json.loads(_raw(stream=True, stream_options={"include_usage": True}, x_new={"deep": [1]}, n=3)),
        "model": "real-model",
    }


@pytest.mark.parametrize(
    ("raw", "param", "words"),
    [
        pytest.param(b"{", None, "not valid JSON: error at line 1, column 2", id="cut"),
        pytest.param(b"[" * 100_000, None, "nested too deep", id="deep"),
        pytest.param(b"[]", None, "must be a JSON object, not a list", id="list"),
        pytest.param(b"null", None, "not null", id="null"),
        pytest.param(_raw(model=None), "model", "found nothing", id="no-model"),
        pytest.param(_raw(model=7), "model", "found a number", id="model-number"),
        pytest.param(_raw(model=""), "model", "a model's name", id="model-empty"),
        pytest.param(_raw(messages=None), "messages", "at least one message", id="no-messages"),
        pytest.param(_raw(messages=[]), "messages", "at least one message", id="empty-messages"),
        pytest.param(_raw(messages="hi"), "messages", "found a string", id="messages-text"),
        pytest.param(_raw(messages=["hi"]), "messages[0]", "found a string", id="message-text"),
        pytest.param(_raw(stream="yes"), "stream", "true or false", id="stream-text"),
        pytest.param(_raw(n=0), "n", "from 1 to 128", id="n-zero"),
        pytest.param(_raw(n=129), "n", "from 1 to 128", id="n-huge"),
        pytest.param(_raw(n=True), "n", "found a boolean", id="n-bool"),
        pytest.param(_raw(n=1.5), "n", "found a number", id="n-float"),
        pytest.param(_raw(stream_options=[]), "stream_options", "an object", id="options-list"),
    ],
)
def test_wrong_requests_are_named(raw: bytes, param: str | None, words: str) -> None:
    with pytest.raises(RequestInvalid, match=r".*") as caught:
        parse_chat_request(raw)
    assert words in caught.value.message
    assert caught.value.param == param
    assert caught.value.status == 400


def test_the_body_never_stands_in_the_message() -> None:
    with pytest.raises(RequestInvalid) as caught:
        parse_chat_request(b'{"model": "m", "secret-looking": hunter2}')
    assert "hunter2" not in caught.value.message
