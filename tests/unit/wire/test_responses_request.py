from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.errors import RequestInvalid
from proxy.wire.responses import ResponsesCodec
from proxy.wire.responses_request import parse_responses_request


def parsed(**body: Any) -> Any:
    return parse_responses_request(json.dumps({"model": "m", "input": "hi", **body}).encode())


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="a string"),
        pytest.param({"input": [{"role": "user", "content": "hi"}]}, id="items"),
        pytest.param({"input": []}, id="no items"),
        pytest.param({"input": None, "previous_response_id": "resp_1"}, id="an answer before it"),
        pytest.param({"input": None, "prompt": {"id": "pmpt_1"}}, id="a stored prompt"),
        pytest.param({"input": None, "conversation": "conv_1"}, id="a conversation"),
        pytest.param({"background": False, "stream": None}, id="not in the background"),
        pytest.param(
            {"tools": [{"type": "namespace"}, {"type": "custom", "name": "x"}], "store": False, "new": 1},
            id="whatever else",
        ),
    ],
)
def test_goes_on_under_the_providers_name_of_the_model(body: dict[str, Any]) -> None:
    request = parsed(**body)
    assert (request.model, request.stream, request.wire, request.include_usage) == ("m", False, "responses", True)
    assert json.loads(request.forwarded("openai/m-1")) == {"model": "openai/m-1", "input": "hi", **body}


def test_a_stream_and_its_codec() -> None:
    request = parsed(stream=True)
    assert request.stream
    assert isinstance(request.codec(whole=False, keep_unknown=False, through=False), ResponsesCodec)


@pytest.mark.parametrize(
    ("body", "param", "words"),
    [
        pytest.param({"model": ""}, "model", "a model's name; found a string", id="empty model"),
        pytest.param({"model": 3}, "model", "a model's name; found a number", id="no name"),
        pytest.param({"input": None}, "input", "a string or a list of items; found nothing", id="no input"),
        pytest.param({"input": {"role": "user"}}, "input", "found an object", id="one item"),
        pytest.param({"input": ["hi"]}, "input[0]", "an object; found a string", id="a bare string"),
        pytest.param({"stream": "yes"}, "stream", "true or false; found a string", id="stream"),
        pytest.param({"background": 1}, "background", "true or false; found a number", id="background is no boolean"),
        pytest.param({"background": True}, "background", "fetched later", id="in the background"),
    ],
)
def test_names_the_field_that_is_wrong(body: dict[str, Any], param: str, words: str) -> None:
    with pytest.raises(RequestInvalid, match=words) as caught:
        parsed(**body)
    assert caught.value.param == param
    assert repr(param) in caught.value.message


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param(b"{", "not valid JSON: error at line 1, column", id="cut"),
        pytest.param(b"[" * 100_000, "nested too deep", id="deep"),
        pytest.param(b"[]", "must be a JSON object, not a list", id="a list"),
        pytest.param(b"null", "must be a JSON object, not null", id="null"),
    ],
)
def test_what_is_no_object(raw: bytes, words: str) -> None:
    with pytest.raises(RequestInvalid, match=words):
        parse_responses_request(raw)
