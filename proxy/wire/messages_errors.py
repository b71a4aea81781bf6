"""Errors as the Messages API words them, and what of a provider's own may be told.

Source: the Anthropic API reference, "Errors". The type follows from the status.
Rules for this file: pure. Counterpart: api/errors.py for the same errors on OpenAI's routes.
"""

from __future__ import annotations

from proxy.errors import ProxyError, UpstreamRefused
from proxy.wire.json import Json
from proxy.wire.messages_blocks import is_plain

_ERROR_TYPES = {
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    503: "overloaded_error",
    504: "timeout_error",
    529: "overloaded_error",
}
_SERVER_ERRORS = 500  # and above
_STATUSES = {"overloaded_error": 529, "rate_limit_error": 429}  # of an error inside a 200; others are ours, a 502
_BAD_GATEWAY = 502


def messages_error(error: ProxyError, *, request_id: str = "") -> Json:
    """The body of an error: the type that this API has for its status."""
    other = "api_error" if error.status >= _SERVER_ERRORS else "invalid_request_error"
    body: Json = {"type": "error", "error": {"type": _ERROR_TYPES.get(error.status, other), "message": error.message}}
    if request_id:
        body["request_id"] = request_id
    return body


def reported_error(error: object) -> UpstreamRefused:
    """An error inside a 200: the provider's words may hold anything, so only its type goes on."""
    name = error.get("type") if isinstance(error, dict) else None
    suffix = f" (type {name!r})" if isinstance(name, str) and is_plain(name) else ""
    status = _STATUSES.get(name, _BAD_GATEWAY) if isinstance(name, str) else _BAD_GATEWAY
    return UpstreamRefused(f"The provider reported an error instead of an answer{suffix}.", status=status)
