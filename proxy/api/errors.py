"""Every error in the API's own shape, whatever raised it.

Source: the OpenAI API reference, "Error codes": {"error": {"message", "type", "param", "code"}}. The message comes first and is one
legible sentence, because some clients print the raw body.
Rules for this file: no exception text of a library reaches a client. Counterpart: proxy/errors.py.
"""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from proxy.api.wires import error_of
from proxy.errors import MethodNotAllowed, ProxyError, RequestInvalid, RouteNotFound
from proxy.wire.json import dumps

_log = logging.getLogger("codeward")
_BAD_REQUEST, _NOT_FOUND, _NOT_ALLOWED = 400, 404, 405
_RETRIED = frozenset({429, 500, 502, 503, 504})  # statuses that the SDKs send again by themselves


def error_headers(error: ProxyError, request_id: str) -> list[tuple[str, str]]:
    """The headers of an error response; says whether sending the request again can help."""
    headers = [("content-type", "application/json"), ("x-request-id", request_id)]
    if error.retry_after_s is not None:
        headers.append(("retry-after", str(error.retry_after_s)))
    if error.status in _RETRIED:
        headers.append(("x-should-retry", "true" if error.retry_after_s is not None else "false"))
    return [*headers, *error.headers]


def error_response(error: ProxyError, request: Request) -> Response:
    """The whole error response, for the routes that FastAPI serves, in the shape of the API that the path belongs to."""
    request_id = request_id_of(request)
    body = dumps(error_of(request.scope["path"])(error, request_id))
    return Response(body, status_code=error.status, headers=dict(error_headers(error, request_id)))


def install(app: FastAPI) -> None:
    """Make every error of the app, 404, 405 and 422 too, one of ours."""

    async def on_proxy_error(request: Request, error: Exception) -> Response:
        known = error if isinstance(error, ProxyError) else internal(error)
        return error_response(known, request)

    async def on_http_error(request: Request, error: Exception) -> Response:
        return error_response(_from_http(request, error), request)

    async def on_invalid(request: Request, error: Exception) -> Response:
        return error_response(_from_validation(error), request)

    app.add_exception_handler(ProxyError, on_proxy_error)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(Exception, on_proxy_error)


def internal(error: BaseException) -> ProxyError:
    """A bug, told without its text: that may hold code or keys."""
    _log.error("unexpected %s", type(error).__name__, exc_info=(type(error), error, error.__traceback__))
    return ProxyError(
        "An internal error happened; nothing more was delivered. The operator's log names it by the request id."
    )


def request_id_of(request: Request) -> str:
    """The id that the request-id layer put into the scope."""
    return str(request.scope.get("codeward.request_id", ""))


def _from_validation(error: Exception) -> RequestInvalid:
    """The first mistake, by its field; never the value, which may be a secret."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) and error.errors() else {}
    place = ".".join(str(part) for part in first.get("loc", ())[1:])[:100]
    if not place or first.get("type") == "json_invalid":
        return _unshaped()
    return RequestInvalid(f"{place}: {str(first.get('msg', ''))[:200]}.", param=place)


def _unshaped() -> RequestInvalid:
    return RequestInvalid(
        "The request does not have the shape this route takes: a JSON object, with content-type: application/json."
    )


def _from_http(request: Request, error: Exception) -> ProxyError:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == _NOT_FOUND:
        return RouteNotFound(f"There is no route {request.scope['path'][:200]!r} here; model routes start with /v1.")
    if status == _NOT_ALLOWED:
        return MethodNotAllowed(f"The method {request.method} is not allowed for {request.scope['path'][:200]!r}.")
    if status == _BAD_REQUEST:  # FastAPI's word for a body that its parser gave up on
        return _unshaped()
    known = ProxyError("The request could not be served.")
    known.status = status
    return known
