"""Where no key is needed, pages of other sites are kept out; programs and this server's own pages aren't."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.api.pages import host_of, refuse_foreign_pages
from proxy.errors import OriginRefused


def _scope(headers: dict[str, str]) -> dict[str, Any]:
    return {"headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "127.0.0.1:8080"},
        {"host": "localhost:8080", "origin": "http://localhost:8080"},
        {"host": "[::1]:8080", "origin": "http://[::1]:8080"},
        {"host": "10.0.0.7"},
        {"host": "host.docker.internal:8080"},
        {"host": "codeward"},
        {"host": "box.local", "origin": "http://box.local"},
        {"host": "127.0.0.1:8080", "origin": "vscode-file://vscode-app"},
        {"host": "127.0.0.1:8080", "origin": "app://obsidian.md"},
        {"host": "codeward.example.com", "origin": "https://codeward.example.com"},
        {"host": "Codeward.Example.Com."},
    ],
)
def test_programs_of_this_machine_may_ask(headers: dict[str, str]) -> None:
    refuse_foreign_pages(_scope(headers), "codeward.example.com")


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "127.0.0.1:8080", "origin": "https://evil.example.com"},
        {"host": "127.0.0.1:8080", "origin": "HTTP://evil.example.com"},
        {"host": "127.0.0.1:8080", "origin": "null"},
        {"host": "127.0.0.1:8080", "origin": "http://"},
        {"host": "127.0.0.1:8080", "origin": "http://[evil"},
        {"host": "127.0.0.1:8080", "origin": "https://localhost.evil.com"},
        {"host": "127.0.0.1:8080", "origin": "https://127.0.0.1.evil.com"},
        {"host": "127.0.0.1:8080", "origin": "https://codeward.example.com.evil.com"},
        {"host": "rebound.evil.com:8080"},
        {"host": "rebound.evil.com:8080", "origin": "http://rebound.evil.com:8080"},
        {"host": ""},
        {"host": "evil.com@127.0.0.1.evil.com"},
    ],
)
def test_pages_of_other_sites_may_not(headers: dict[str, str]) -> None:
    with pytest.raises(OriginRefused, match="Make a key for it"):
        refuse_foreign_pages(_scope(headers), "codeward.example.com")


def test_without_an_address_of_our_own_none_is() -> None:
    assert (host_of(None), host_of("https://Codeward.test:8443/x"), host_of("http://[x")) == ("", "codeward.test", "")
    with pytest.raises(OriginRefused):
        refuse_foreign_pages(_scope({"host": ""}))
