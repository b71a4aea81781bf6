"""A provider's refusal in its own words, without what looks like a credential.

A provider's words are worth showing (a prompt that is too long makes an agent shorten it), and may repeat the key that it refused.
Rules for this file: pure. Counterparts: direct.py and failures.py, which get the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from proxy.errors import UpstreamRefused

MAX_ERROR_BYTES = 64 * 1024
_ERROR_CHARS = 500
_CODE_CHARS = 80
_MAX_RETRY_AFTER_S = 86_400
# Credentials by how they begin, and whatever is long enough to be one. Short ones: AWS's key ids have 20 characters.
_SECRETS = re.compile(
    r"(?:sk|pk|rk|key|api|gsk|xai|cw)[-_][\w*.-]{6,}"
    r"|\b(?:gh[oprsu]|github_pat|glpat|glptt|hf|r8|fw|nvapi|pplx|tgp|npm|pypi|xox[a-z]|xapp|shp\w\w|dop_v1)[-_][\w.-]{6,}"
    r"|\b(?:SG|ya29)\.[\w.-]{6,}|\beyJ[\w-]{8,}[\w.-]*"
    r"|\bA(?:KIA|SIA|BIA|CCA|GPA|IDA|ROA|3T)[0-9A-Z]{8,}|AIza[\w-]{20,}"
    r"|(?i:bearer)\s+\S+|\b[A-Za-z0-9+/_-]{32,}={0,2}|://[^/\s:@]+:[^/\s@]+@"
)


def refused(status: int, error: Mapping[str, object], retry_after: str) -> UpstreamRefused:
    """Our error for an error status. `error`: the `error` of its body, empty where there is none; `retry_after`: that header."""
    said, code = error.get("message"), error.get("code")
    words = f": {scrubbed(said)}" if isinstance(said, str) and said else ""
    shown = scrubbed(code)[:_CODE_CHARS] if words and isinstance(code, str) else None
    made = UpstreamRefused(
        f"The provider refused the request with HTTP {status}{words}", status=status, code=shown or None
    )
    if re.fullmatch(r"[0-9]{1,9}", retry_after):
        made.retry_after_s = min(int(retry_after), _MAX_RETRY_AFTER_S)
    return made


def scrubbed(text: str) -> str:
    """A provider's words without what looks like a credential, bounded, on one line."""
    flat = re.sub(r"[\x00-\x1f\x7f]+", " ", text[:MAX_ERROR_BYTES])
    return _SECRETS.sub("***", flat)[:_ERROR_CHARS]
