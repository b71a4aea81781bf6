"""What goes wrong in a call through litellm, as our errors.

litellm puts errors of its own around the openai SDK's and httpx's, and gives a broken connection the status 500. What really
happened stands at the end of the chain: an answer with a status, a transport that broke, or nothing of the kind. litellm's own words
may hold keys, so of those only the class is shown.
Rules for this file: imported by litellm.py only, where httpx and openai are loaded by then. Counterparts: refusal.py, errors.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import openai

from proxy.errors import UpstreamError, UpstreamIncomplete, UpstreamRefused, UpstreamTimeout, UpstreamUnreachable
from proxy.upstream.refusal import MAX_ERROR_BYTES, refused
from proxy.wire.json import loads

_FIRST_CLIENT_ERROR, _LAST_STATUS = 400, 599
_UNKNOWN_STATUS = 502
_MAX_CAUSES = 16
# All that a call through litellm can raise: its own tree is the SDK's, and httpx's and plain ones come through.
FAILURES = (
    openai.OpenAIError, httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError, TypeError, LookupError, AttributeError,
    RuntimeError,
)  # fmt: skip


def ours(error: Exception) -> UpstreamError:
    """Our error for one of litellm's."""
    for cause in _causes(error):
        if isinstance(cause, httpx.HTTPStatusError):
            return _refused(cause.response)
        if isinstance(cause, httpx.TimeoutException | TimeoutError):
            return _late()
        if isinstance(cause, httpx.TransportError):
            return UpstreamUnreachable(f"The provider could not be asked ({type(cause).__name__}).")
    return _by_class(error)


def broken(error: Exception) -> UpstreamError:
    """Our error for one of litellm's in the middle of a stream."""
    made = ours(error)
    if isinstance(made, UpstreamUnreachable):
        return UpstreamIncomplete(f"The provider's answer broke off ({type(error).__name__}).")
    return made


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what it was raised from; litellm keeps some in an attribute."""
    for _ in range(_MAX_CAUSES):
        if error is None:
            return
        yield error
        kept = getattr(error, "original_exception", None)
        error = error.__cause__ or error.__context__ or (kept if isinstance(kept, Exception) else None)


def _by_class(error: Exception) -> UpstreamError:
    """Our error for one that no answer and no broken transport stands behind."""
    name = type(error).__name__
    status = getattr(error, "status_code", None)
    if "Timeout" in name:
        return _late()
    if "Connection" in name or not isinstance(status, int):
        return UpstreamUnreachable(f"The provider could not be asked ({name}).")
    known = status if _FIRST_CLIENT_ERROR <= status <= _LAST_STATUS else _UNKNOWN_STATUS
    return UpstreamRefused(f"The provider refused the request ({name}, HTTP {known}).", status=known)


def _refused(response: httpx.Response) -> UpstreamError:
    try:
        body = loads(response.content[:MAX_ERROR_BYTES])
    except (ValueError, httpx.HTTPError, httpx.StreamError):  # a page, or a stream that nobody has read
        body = None
    error = body.get("error") if isinstance(body, dict) else None
    return refused(
        response.status_code, error if isinstance(error, dict) else {}, response.headers.get("retry-after", "")
    )


def _late() -> UpstreamTimeout:
    return UpstreamTimeout("The provider took too long for its answer.")
