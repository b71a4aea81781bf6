"""Messages requests and errors: what is checked, and that the rest goes on as it came."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.errors import (
    AuthFailed,
    ClientError,
    MethodNotAllowed,
    ModelNotFound,
    Overloaded,
    ProxyError,
    RateLimited,
    RequestInvalid,
    RequestTooLarge,
    UpstreamMalformed,
    UpstreamRefused,
    UpstreamTimeout,
)
from proxy.wire.messages_errors import messages_error, reported_error
from proxy.wire.messages_request import parse_messages_request

GOOD: dict[str, Any] = {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "hi"}]}


def _raw(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def test_everything_unknown_goes_on_under_the_providers_model_name() -> None:
    more = {
        "stream": True,
        "system": [{"type": "text", "text": "s"}],
        "tools": [{"type": "new"}],
        "x_new": {"deep": [1]},
    }
    request = parse_messages_request(_raw(**more))
    assert (request.model, request.stream, request.include_usage, request.wire) == ("m", True, True, "messages")
    assert json.loads(request.forwarded("real")) == {**GOOD, **more, "model": "real"}
    assert request.codec(whole=False, keep_unknown=False, through=False).indexes == ()


@pytest.mark.parametrize(("stops", "told"), [(["STOP"], "STOP"), (["other"], None), (None, None), ("STOP", None)])
def test_a_stop_sequence_is_told_where_the_client_asked_for_it(stops: object, told: str | None) -> None:
    codec = parse_messages_request(_raw(stop_sequences=stops)).codec(whole=True, keep_unknown=False, through=False)
    codec.read_whole({"content": [], "stop_reason": "stop_sequence", "stop_sequence": "STOP"})
    assert codec.body({}, refused=set(), rejected=set())["stop_sequence"] == told


def test_a_request_without_stream_wants_one_body() -> None:
    assert parse_messages_request(_raw()).stream is False
    assert parse_messages_request(_raw(stream=None)).stream is False


@pytest.mark.parametrize(
    ("changes", "said", "param"),
    [
        pytest.param({"model": None}, "'model' must be a model's name; found nothing.", "model", id="no-model"),
        pytest.param({"model": ""}, "'model' must be a model's name; found a string.", "model", id="empty-model"),
        pytest.param({"messages": []}, "'messages' must be a list with at least one message; found a list.", "messages", id="no-messages"),
        pytest.param({"messages": "hi"}, "'messages' must be a list with at least one message; found a string.", "messages", id="text-messages"),
        pytest.param({"messages": ["hi"]}, "'messages[0]' must be an object with a role; found a string.", "messages[0]", id="text-message"),
        pytest.param({"max_tokens": None}, "'max_tokens' must be a whole number above 0; found nothing.", "max_tokens", id="no-bound"),
        pytest.param({"max_tokens": 0}, "'max_tokens' must be a whole number above 0; found a number.", "max_tokens", id="zero"),
        pytest.param({"max_tokens": True}, "'max_tokens' must be a whole number above 0; found a boolean.", "max_tokens", id="true"),
        pytest.param({"max_tokens": 1.5}, "'max_tokens' must be a whole number above 0; found a number.", "max_tokens", id="fraction"),
        pytest.param({"stream": "yes"}, "'stream' must be true or false; found a string.", "stream", id="stream"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(changes: dict[str, Any], said: str, param: str) -> None:
    with pytest.raises(RequestInvalid) as caught:
        parse_messages_request(_raw(**changes))
    assert (caught.value.message, caught.value.param) == (said, param)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(b"{", "The request body is not valid JSON: error at line 1, column 2.", id="cut"),
        pytest.param(b"[1]", "The request body must be a JSON object, not a list.", id="list"),
    ],
)
def test_a_body_that_is_no_object(raw: bytes, said: str) -> None:
    with pytest.raises(RequestInvalid) as caught:
        parse_messages_request(raw)
    assert caught.value.message == said


def test_counting_tokens_needs_no_bound() -> None:
    raw = json.dumps({key: value for key, value in GOOD.items() if key != "max_tokens"}).encode()
    assert parse_messages_request(raw, counting=True).body["messages"] == GOOD["messages"]
    with pytest.raises(RequestInvalid):
        parse_messages_request(raw)


@pytest.mark.parametrize(
    ("error", "type_"),
    [
        pytest.param(RequestInvalid("m"), "invalid_request_error", id="400"),
        pytest.param(AuthFailed("m"), "authentication_error", id="401"),
        pytest.param(UpstreamRefused("m", status=403), "permission_error", id="403"),
        pytest.param(ModelNotFound("m"), "not_found_error", id="404"),
        pytest.param(MethodNotAllowed("m"), "invalid_request_error", id="405"),
        pytest.param(RequestTooLarge("m"), "request_too_large", id="413"),
        pytest.param(RateLimited("m"), "rate_limit_error", id="429"),
        pytest.param(ProxyError("m"), "api_error", id="500"),
        pytest.param(UpstreamMalformed("m"), "api_error", id="502"),
        pytest.param(Overloaded("m"), "overloaded_error", id="503"),
        pytest.param(UpstreamTimeout("m"), "timeout_error", id="504"),
        pytest.param(UpstreamRefused("m", status=529), "overloaded_error", id="529"),
    ],
)
def test_an_error_has_the_type_of_its_status(error: ProxyError, type_: str) -> None:
    assert messages_error(error) == {"type": "error", "error": {"type": type_, "message": "m"}}


def test_an_error_may_name_its_request() -> None:
    assert messages_error(ClientError("m"), request_id="req_1")["request_id"] == "req_1"


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        pytest.param(
            {"type": "overloaded_error", "message": "secret"}, 529, " (type 'overloaded_error')", id="overloaded"
        ),
        pytest.param({"type": "rate_limit_error"}, 429, " (type 'rate_limit_error')", id="limited"),
        pytest.param({"type": "api_error"}, 502, " (type 'api_error')", id="other"),
        pytest.param({"type": "rm -rf /"}, 502, "", id="words"),
        pytest.param({"type": 5}, 502, "", id="number"),
        pytest.param("secret", 502, "", id="text"),
    ],
)
def test_of_a_providers_error_only_the_type_is_told(error: object, status: int, said: str) -> None:
    reported = reported_error(error)
    assert reported.message == f"The provider reported an error instead of an answer{said}."
    assert reported.status == status
