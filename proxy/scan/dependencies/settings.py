"""Settings of package managers, wherever they are written: environment, Dockerfile, .npmrc, pip.conf, `npm config set`, `go env -w`.

Source: the manuals of pip, uv, npm, yarn, gem, bundler, Cargo, Go, Composer, Maven, Gradle and NuGet. Rules for this file: pure, linear; a
setting of the machine itself is nobody's to read on the way. Counterpart: addresses.py, for options and words of commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.addresses import (
    EXTRA_INDEX,
    INSECURE_INDEX,
    INSECURE_SOURCE,
    TRUSTED_HOST,
    UNCHECKED,
    is_local,
    is_plain,
)
from proxy.scan.dependencies.mentions import Flaw

_ASSIGN: Final = r"[ \t]{0,8}[=: ][ \t]{0,8}[\"']?"
_ALONE: Final = r"(?<![\w.-])"
_ADDRESS: Final = r"(?P<found>https?://[^\s\"'`<>,;]{1,300})"

# Each pattern's group `found` is what is told; where it holds an address or a host, that decides.
_INDEX: Final = re.compile(
    rf"{_ALONE}(?:(?:PIP_(?:EXTRA_)?INDEX_URL|UV_(?:EXTRA_|DEFAULT_)?INDEX(?:_URL)?|POETRY_REPOSITORIES_\w{{1,40}}_URL|PIP_FIND_LINKS"
    rf"|(?:NPM|npm|YARN)_(?:CONFIG|config)_(?:REGISTRY|registry)|YARN_REGISTRY|GOPROXY|CARGO_REGISTRIES_\w{{1,40}}_INDEX"
    rf"|(?:global\.)?(?:extra-)?index-url|find-links|@[\w.-]{{1,60}}:registry|config[ \t]{{1,4}}set[ \t]{{1,4}}registry|npmRegistryServer"
    rf"|config[ \t]{{1,4}}repositories\.[\w.-]{{1,60}}){_ASSIGN}(?:[\w.+-]{{1,40}}[ \t]{{1,4}})?"
    rf"|-DremoteRepositories=|nuget[ \t]{{1,4}}add[ \t]{{1,4}}source[ \t]{{1,4}}[\"']?"
    rf"|nuget[ \t]{{1,4}}sources[ \t]{{1,4}}[aA]dd[ \t][^\n]{{0,100}}-[sS]ource[ \t]{{1,4}}[\"']?){_ADDRESS}"
)
_REGISTRY: Final = re.compile(rf"(?m:^)registry(?:[ \t]{{0,4}}=[ \t]{{0,4}}|[ \t]{{1,4}})[\"']?{_ADDRESS}")
_SECOND: Final = re.compile(
    rf"{_ALONE}(?:(?:PIP_EXTRA_INDEX_URL|UV_EXTRA_INDEX_URL|(?:global\.)?extra-index-url){_ASSIGN}(?P<found>https://[^\s\"'`<>,;]{{1,300}})"
    rf"|(?:UV_INDEX_STRATEGY|(?:--)?index-strategy){_ASSIGN}(?P<strategy>unsafe-(?:best|first)-match))"
)
_GO: Final = re.compile(rf"{_ALONE}(?P<found>(?:GOINSECURE|GOFLAGS){_ASSIGN}(?P<value>[^\s\"'`;]{{1,200}}))")
_TRUST: Final = re.compile(
    rf"{_ALONE}(?P<found>(?:PIP_TRUSTED_HOST|UV_INSECURE_HOST|(?:global\.)?trusted-host){_ASSIGN}(?P<host>[\w.*:-]{{1,200}}))"
)
_OFF: Final = re.compile(
    rf"{_ALONE}(?P<found>(?:(?:NPM|npm)_(?:CONFIG|config)_(?:STRICT_SSL|strict_ssl)|strict-ssl|secure-http|enableStrictSsl)[\"']?{_ASSIGN}(?:false|0)\b"
    rf"|(?:BUNDLE_SSL_VERIFY_MODE|:?ssl_verify_mode){_ASSIGN}0\b|disable-tls[\"']?{_ASSIGN}true\b"
    r"|(?:-D)?maven\.wagon\.http\.ssl\.(?:insecure|allowall)=true\b|(?:-D)?aether\.connector\.https\.securityMode=insecure\b)"
)
_SUM: Final = re.compile(
    rf"{_ALONE}(?P<found>GOSUMDB{_ASSIGN}off\b|(?:GONOSUMDB|GOPRIVATE){_ASSIGN}\*(?=[\s\"',;]|$)|GONOSUMCHECK{_ASSIGN}1\b"
    rf"|(?:YARN_CHECKSUM_BEHAVIOR|checksumBehavior){_ASSIGN}ignore\b|BUNDLE_DISABLE_CHECKSUM_VALIDATION{_ASSIGN}(?:true|1)\b"
    rf"|disable_checksum_validation[ \t]{{1,4}}(?:true|1)\b|org\.gradle\.dependency\.verification{_ASSIGN}(?:off|lenient)\b"
    r"|--dependency-verification[ =](?:off|lenient)\b)"
)

_OFF_HINTS: Final = (
    *("trict", "STRICT_SSL", "secure-http", "disable-tls"),
    *("ssl_verify_mode", "SSL_VERIFY_MODE", "http.ssl", "securityMode"),
)
_SUM_HINTS: Final = ("GOSUMDB", "GONOSUM", "GOPRIVATE", "hecksum", "CHECKSUM", "verification")


def settings(text: str) -> Iterator[Flaw]:
    """Settings that fetch in an unsafe way. To find no word of any costs a memory search a word."""
    if "http://" in text or "HTTP://" in text:
        for pattern in (_REGISTRY, _INDEX):
            yield from _flaws(INSECURE_INDEX, (found for found in pattern.finditer(text) if is_plain(found["found"])))
    if "trusted-host" in text or "TRUSTED_HOST" in text or "INSECURE" in text:
        yield from _flaws(TRUSTED_HOST, (found for found in _TRUST.finditer(text) if not is_local(found["host"])))
    if "GOINSECURE" in text or "GOFLAGS" in text:
        yield from _flaws(INSECURE_SOURCE, (found for found in _GO.finditer(text) if _go_insecure(found)))
    if any(hint in text for hint in _OFF_HINTS):
        yield from _flaws(TRUSTED_HOST, _OFF.finditer(text))
    if any(hint in text for hint in _SUM_HINTS):
        yield from _flaws(UNCHECKED, _SUM.finditer(text))
    if "extra-index" in text or "EXTRA_INDEX" in text or "unsafe-" in text:
        for found in _SECOND.finditer(text):
            kind = "found" if found["strategy"] is None else "strategy"
            if not is_local(found[kind]):
                yield Flaw(EXTRA_INDEX, *found.span(kind))


def _flaws(rule: str, found: Iterator[re.Match[str]]) -> Iterator[Flaw]:
    for each in found:
        yield Flaw(rule, *each.span("found"))


def _go_insecure(found: re.Match[str]) -> bool:
    value: str = found["value"]
    if found["found"].startswith("GOFLAGS"):
        return "-insecure" in value
    return not value.startswith(("$", "off", "none"))
