"""The exception tree: one root, split by what the caller can do about it.

    ProxyError
    |-- ClientError        the request is at fault
    |   |-- RequestInvalid 400   PromptRefused 400   AuthFailed 401   ModelNotAllowed 400   ModelNotFound 404
    |   `-- RouteNotFound 404    MethodNotAllowed 405   RequestTooLarge 413   RateLimited 429
    |-- UpstreamError      the provider is at fault
    |   `-- UpstreamRefused (its status)   UpstreamUnreachable 502   UpstreamTimeout 504   UpstreamMalformed 502
    |       UpstreamIncomplete 502
    |-- PolicyInvalid      start refuses; on reload the last good bundle stays
    |-- SettingsInvalid    start refuses
    |-- ScanUnavailable 503      nothing can be scanned now
    |-- AuditUnavailable 503     nothing can be recorded now
    |-- StateUnavailable 503     keys, teams and waivers can't be read or written now
    `-- Overloaded 503           too many responses are on their way

Rules for this file: each class knows its HTTP status, OpenAI `type` and `code`; a message names the thing with !r, says what
was expected, and never holds code, keys or secrets. Counterpart: api/errors.py turns them into response bodies.
"""

from __future__ import annotations


class ProxyError(Exception):
    """Root of all errors this package raises on purpose. `message` is safe to show to a client."""

    status: int = 500
    type: str = "server_error"
    code: str = "internal_error"

    def __init__(self, message: str, *, param: str | None = None, retry_after_s: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.param = param
        self.retry_after_s = retry_after_s
        self.headers: tuple[tuple[str, str], ...] = ()  # that tell a client more


class ClientError(ProxyError):
    """The request can't be served as it is; sending it again unchanged won't help."""

    status = 400
    type = "invalid_request_error"
    code = "invalid_request"


class RequestInvalid(ClientError):
    """Malformed JSON, a wrong type, a missing field."""


class PromptRefused(ClientError):
    """The policy doesn't let the request out: it holds secrets, or characters that nobody sees."""

    code = "security_policy_violation"


class AuthFailed(ClientError):
    """No key, or one that isn't known."""

    status = 401
    code = "invalid_api_key"


class ModelNotAllowed(ClientError):
    """The key exists, the model exists, the two don't go together."""

    code = "model_not_allowed"


class WireNotSupported(ClientError):
    """The model exists, and its provider can't be asked in this protocol."""

    code = "wire_not_supported"


class ModelNotFound(ClientError):
    """No such model in `model_list`."""

    status = 404
    code = "model_not_found"


class RouteNotFound(ClientError):
    """No such path. An unknown route is never passed through to a provider."""

    status = 404
    code = "not_found"


class MethodNotAllowed(ClientError):
    """The path exists, the method doesn't."""

    status = 405
    code = "method_not_allowed"


class RequestTooLarge(ClientError):
    """The body passed `server.max_body_bytes`."""

    status = 413
    code = "request_too_large"


class RateLimited(ClientError):
    """Too many requests at once; `retry_after_s` says when to come back."""

    status = 429
    type = "rate_limit_error"
    code = "rate_limit_exceeded"


class QuotaExceeded(ClientError):
    """A budget of a day or a month is used up; coming back in a minute won't help."""

    status = 429
    type = "insufficient_quota"
    code = "insufficient_quota"


class Forbidden(ClientError):
    """The key is known, and its role may not do this."""

    status = 403
    type = "permission_error"
    code = "role_not_allowed"


class OriginRefused(Forbidden):
    """A page of another site asked, where no key is needed."""

    code = "origin_not_allowed"


class UpstreamError(ProxyError):
    """The provider failed. Nothing of its error body is shown unless scrubbed."""

    status = 502
    type = "upstream_error"
    code = "upstream_error"


class UpstreamRefused(UpstreamError):
    """The provider answered with an error status; ours is the same."""

    code = "upstream_refused"

    def __init__(self, message: str, *, status: int, code: str | None = None, type_: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code or type(self).code
        self.type = type_ or type(self).type


class UpstreamUnreachable(UpstreamError):
    """Name resolution, connection or TLS failed before a byte of the answer came."""

    code = "upstream_unreachable"


class UpstreamTimeout(UpstreamError):
    """A bound of `limits.*_timeout_s` passed."""

    status = 504
    code = "upstream_timeout"


class UpstreamMalformed(UpstreamError):
    """The answer isn't the protocol that was asked for."""

    code = "upstream_malformed"


class UpstreamIncomplete(UpstreamError):
    """The stream ended before the protocol's own end."""

    code = "upstream_incomplete"


class PolicyInvalid(ProxyError):
    """A policy file can't be used. The message names file, line, column, the wrong value and the nearest right one."""

    code = "policy_invalid"


class SettingsInvalid(ProxyError):
    """config.yaml or an environment variable can't be used."""

    code = "settings_invalid"


class ScanUnavailable(ProxyError):
    """Nothing can be scanned now (no worker is warm); nothing was delivered."""

    status = 503
    code = "scan_unavailable"


class AuditUnavailable(ProxyError):
    """Nothing can be recorded durably now; nothing was delivered."""

    status = 503
    code = "audit_unavailable"


class StateUnavailable(ProxyError):
    """What people decided (keys, teams, waivers) can't be read or written now; nothing was delivered."""

    status = 503
    code = "state_unavailable"


class Overloaded(ProxyError):
    """`limits.max_streams` responses are on their way; the request was not started."""

    status = 503
    code = "overloaded"
