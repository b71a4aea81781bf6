"""Every error of the app in the API's shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException

from proxy.api.errors import error_headers, error_response, install
from proxy.api.house import Front
from proxy.api.operations import router
from proxy.errors import AuthFailed, Overloaded, ProxyError, UpstreamTimeout
from proxy.model import Principal


class NoKeys:
    def lookup(self, bearer: str) -> Principal | None:
        return None

    def any(self) -> bool:
        return False


async def _get(app: FastAPI, path: str, method: str = "GET") -> tuple[int, dict[str, Any], dict[bytes, bytes]]:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    path, _, query = path.partition("?")
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "path": path, "raw_path": path.encode(), "root_path": "",
        "query_string": query.encode(), "headers": [], "scheme": "http", "server": ("127.0.0.1", 1), "client": ("127.0.0.1", 2),
        "codeward.request_id": "req-1",
    }  # fmt: skip
    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], json.loads(body), dict(sent[0]["headers"])


@pytest.fixture
def app() -> FastAPI:
    made = FastAPI(redirect_slashes=False)
    made.include_router(router(Front(max_body_bytes=1, keys=NoKeys(), problems=lambda: ["audit: full"])))

    @made.get("/number/{n}")
    async def number(n: int) -> int:
        return n

    @made.get("/teapot")
    async def teapot() -> None:
        raise HTTPException(418, "secret detail")

    @made.get("/known")
    async def known() -> None:
        raise AuthFailed("No API key was given.")

    install(made)
    return made


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        pytest.param("GET", "/nothing", 404, "not_found", id="404"),
        pytest.param("GET", "/nothing/" + "x" * 900, 404, "not_found", id="404-long"),
        pytest.param("POST", "/metrics", 405, "method_not_allowed", id="405"),
        pytest.param("GET", "/number/x", 400, "invalid_request", id="422-becomes-400"),
        pytest.param("GET", "/teapot", 418, "internal_error", id="other-status"),
        pytest.param("GET", "/known", 401, "invalid_api_key", id="ours"),
        pytest.param("GET", "/metrics", 503, "scan_unavailable", id="not-started"),
        pytest.param("GET", "/v1/models", 503, "scan_unavailable", id="models-not-started"),
    ],
)
async def test_errors_of_the_app(app: FastAPI, method: str, path: str, status: int, code: str) -> None:
    found, body, headers = await _get(app, path, method)
    assert found == status
    assert set(body["error"]) == {"message", "type", "param", "code"}
    assert body["error"]["code"] == code
    assert "secret" not in body["error"]["message"]
    assert len(body["error"]["message"]) < 400
    assert headers[b"x-request-id"] == b"req-1"


async def test_readiness_says_what_is_missing_and_liveness_does_not_care(app: FastAPI) -> None:
    status, body, _ = await _get(app, "/health/readiness")
    assert (status, body) == (503, {"status": "not ready", "problems": ["audit: full"]})
    assert (await _get(app, "/health/liveness"))[:2] == (200, {"status": "alive"})


@pytest.mark.parametrize(
    ("error", "headers"),
    [
        pytest.param(AuthFailed("x"), {}, id="not-retried-anyway"),
        pytest.param(UpstreamTimeout("x"), {"x-should-retry": "false"}, id="do-not-ask-again"),
        pytest.param(Overloaded("x", retry_after_s=1), {"x-should-retry": "true", "retry-after": "1"}, id="ask-again"),
    ],
)
def test_error_headers(error: ProxyError, headers: dict[str, str]) -> None:
    made = dict(error_headers(error, "req-1"))
    assert made == {"content-type": "application/json", "x-request-id": "req-1", **headers}
    request = Request({"type": "http", "path": "/v1/messages", "codeward.request_id": "req-1"})
    response = error_response(error, request)
    assert response.status_code == error.status
    assert json.loads(bytes(response.body))["type"] == "error"
