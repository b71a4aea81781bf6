"""Who comes in, and how often an address may be wrong."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.api.door import Door, Failures
from proxy.audit.refusals import Refusals
from proxy.errors import AuthFailed, RateLimited
from proxy.model import Principal

BLUE = Principal("key-1", "blue")
TOKEN = "a" * 20 + "." + "b" * 20 + "." + "c" * 20


class Table:
    def __init__(self, *, any_key: bool = True) -> None:
        self._any = any_key

    def lookup(self, bearer: str) -> Principal | None:
        return BLUE if bearer == "cw-1" else None

    def any(self) -> bool:
        return self._any


class Issuers:
    async def principal(self, token: str) -> Principal:
        if token != TOKEN:
            raise AuthFailed("no")
        return Principal("jwt:1")


def _scope(key: str, address: str = "10.0.0.1") -> dict[str, Any]:
    return {"headers": [(b"authorization", f"Bearer {key}".encode())], "client": (address, 1)}


async def test_an_address_that_was_wrong_too_often_waits_and_right_keys_still_work() -> None:
    now, counted = [0.0], list[str]()
    door = Door(Table(), None, Failures(2, lambda: now[0]), Refusals(counted.append))
    for _ in range(2):
        with pytest.raises(AuthFailed):
            await door.principal(_scope("cw-x"))
    with pytest.raises(RateLimited) as caught:
        await door.principal(_scope("cw-x"))
    assert caught.value.retry_after_s in {60, 61}
    assert await door.principal(_scope("cw-1")) == BLUE
    with pytest.raises(AuthFailed):
        await door.principal(_scope("cw-x", "10.0.0.2"))
    now[0] = 61.0
    with pytest.raises(AuthFailed):
        await door.principal(_scope("cw-x"))
    assert counted == ["invalid_api_key"] * 5


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param("2001:db8::1", "2001:db8::ffff:2", True, id="one-network"),
        pytest.param("2001:db8::1", "2001:db8:0:1::1", False, id="two-networks"),
        pytest.param("::ffff:10.0.0.1", "10.0.0.1", True, id="mapped"),
        pytest.param("unix", "unix", True, id="no-address"),
    ],
)
def test_whose_addresses_are_one(first: str, second: str, same: bool) -> None:
    failures = Failures(1, lambda: 0.0)
    failures.count(first)
    if same:
        with pytest.raises(RateLimited):
            failures.count(second)
    else:
        failures.count(second)


def test_addresses_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proxy.api.door._MAX_ADDRESSES", 3)
    failures = Failures(1, lambda: 0.0)
    for number in range(10):
        failures.count(f"10.0.0.{number}")
    assert len(failures._windows) == 3


async def test_tokens_beside_keys() -> None:
    door = Door(Table(any_key=False), Issuers())
    assert await door.principal(_scope(TOKEN)) == Principal("jwt:1")
    assert await door.principal(_scope("cw-1")) == BLUE
    for bearer in ("x", TOKEN + "x", ""):  # with an issuer nobody is anonymous
        with pytest.raises(AuthFailed):
            await door.principal(_scope(bearer))


async def test_without_issuers_a_token_is_an_unknown_key() -> None:
    with pytest.raises(AuthFailed, match="not known here"):
        await Door(Table()).principal(_scope(TOKEN))


async def test_where_a_key_is_always_needed() -> None:
    door = Door(Table(any_key=False))
    assert (await door.principal({"headers": []})).key_id == "anonymous"
    with pytest.raises(AuthFailed):
        await door.principal({"headers": []}, always=True)
