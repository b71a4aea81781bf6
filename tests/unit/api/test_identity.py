"""Who asks, and under which request id."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.api.identity import ANONYMOUS, RequestIds, authenticate, repository
from proxy.errors import AuthFailed
from proxy.model import Principal

BLUE = Principal("key-1", "blue")


class Table:
    def __init__(self, *, any_key: bool = True) -> None:
        self._any = any_key

    def lookup(self, bearer: str) -> Principal | None:
        return BLUE if bearer == "cw-1" else None

    def any(self) -> bool:
        return self._any


def _scope(**headers: str) -> dict[str, Any]:
    return {"headers": [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]}


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"authorization": "Bearer cw-1"}, id="bearer"),
        pytest.param({"authorization": "bearer   cw-1 "}, id="small-letters-and-blanks"),
        pytest.param({"x_api_key": "cw-1"}, id="x-api-key"),
        pytest.param({"authorization": "Bearer cw-1", "x_api_key": "other"}, id="authorization-first"),
    ],
)
def test_keys_that_are_taken(headers: dict[str, str]) -> None:
    assert authenticate(Table(), _scope(**headers)) == BLUE


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        pytest.param({}, "No API key was given", id="none"),
        pytest.param({"authorization": "Bearer  "}, "No API key was given", id="blank"),
        pytest.param({"authorization": "Basic cw-1"}, "No API key was given", id="basic"),
        pytest.param({"x_api_key": ""}, "No API key was given", id="blank-x-api-key"),
        pytest.param({"authorization": "Bearer cw-\xff"}, "not known here", id="unknown"),
        pytest.param({"authorization": "Basic x", "x_api_key": "cw-1"}, "No API key was given", id="authorization-decides"),
    ],
)  # fmt: skip
def test_keys_that_are_not(headers: dict[str, str], words: str) -> None:
    with pytest.raises(AuthFailed, match=words) as caught:
        authenticate(Table(), _scope(**headers))
    assert "cw-" not in caught.value.message


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("acme/shop", "acme/shop"),
        ("https://git.example.org/acme/shop.git", "https://git.example.org/acme/shop.git"),
        ("https://bob:letmein-9@git.example.org/acme/shop", "https://git.example.org/acme/shop"),
        ("https://letmein-9@git.example.org/acme/shop", "https://git.example.org/acme/shop"),
        ("https://a@b:letmein-9@git.example.org/x", "https://git.example.org/x"),
        ("bob:letmein-9@git.example.org/acme/shop", "git.example.org/acme/shop"),
        ("git@git.example.org:acme/shop.git", "git@git.example.org:acme/shop.git"),
        ("acme/shop\x1b[2K", ""),
        ("", ""),
    ],
)
def test_a_repository_is_known_without_the_credentials_of_its_address(given: str, kept: str) -> None:
    assert repository(_scope(x_codeward_repository=given)) == kept


def test_without_any_key_everybody_is_anonymous() -> None:
    assert authenticate(Table(any_key=False), _scope(authorization="Bearer x")) == ANONYMOUS


async def _through(scope: dict[str, Any], *messages: dict[str, Any]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError

    await RequestIds(app)(scope, receive, send)
    return sent


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        pytest.param("abc.D-1:2_3", True, id="good"),
        pytest.param("", False, id="none"),
        pytest.param("a b", False, id="blank"),
        pytest.param("a\nb", False, id="line-break"),
        pytest.param("a\n", False, id="trailing-line-break"),
        pytest.param("x" * 129, False, id="long"),
    ],
)
async def test_request_ids(given: str, taken: bool) -> None:
    scope = {"type": "http", **_scope(x_request_id=given)}
    start, body = await _through(scope, {"type": "http.response.start"}, {"type": "http.response.body"})
    made = scope["codeward.request_id"]
    assert (made == given) is taken
    assert start["headers"] == [(b"x-request-id", str(made).encode())]
    assert "headers" not in body


async def test_an_id_that_stands_there_already_stays() -> None:
    headers = [(b"x-request-id", b"own")]
    (start,) = await _through({"type": "http", **_scope()}, {"type": "http.response.start", "headers": headers})
    assert start["headers"] == [(b"x-request-id", b"own")]


async def test_other_connections_pass_untouched() -> None:
    scope: dict[str, Any] = {"type": "lifespan"}
    assert await _through(scope, {"type": "x"}) == [{"type": "x"}]
    assert scope == {"type": "lifespan"}
