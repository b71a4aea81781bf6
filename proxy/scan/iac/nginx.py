"""nginx's configuration, directive by directive, with the blocks it stands in.

Source: nginx's reference, and what gixy looks for. Rules for this file: pure, linear. Counterpart: engine.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from proxy.scan.iac.hits import Hit

_TOKEN: Final = re.compile(r"#[^\n]*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[{};]|(?:\$\{\w+\}|[^\s{};#\"'])+")
_OLD_TLS: Final = re.compile(r"^(?:SSLv2|SSLv3|TLSv1|TLSv1\.1)$")
_WEAK_CIPHER: Final = re.compile(
    r"(?:^|[:+ \"'])(?:RC4|3DES|DES|MD5|EXP(?:ORT)?|aNULL|eNULL|NULL|LOW|ADH|ALL)(?=[:+ \"';-]|$)"
)
_DECODED: Final = re.compile(r"\$(?:uri|document_uri)\b")
_CHOSEN: Final = re.compile(
    r"^https?://\$(?:http_host|host|arg_\w+|http_\w+|cookie_\w+|1|2|request_uri|uri)\b|^\$(?:arg_\w+|http_\w+|cookie_\w+|request_uri|uri|1)\b"
)
_MAX_BLOCKS: Final = 64
_ORIGIN: Final = "access-control-allow-origin"


@dataclass(frozen=True, slots=True)
class Directive:
    """One: its words without quotes, its place, and the headers of the blocks around it, the nearest last."""

    words: tuple[str, ...]
    start: int
    end: int
    around: tuple[tuple[str, ...], ...]


_Check = Callable[[list[str], Directive], Iterator[str]]


def directives(text: str) -> Iterator[Directive]:
    """The directives and the headers of blocks. A fragment may begin and end inside of blocks."""
    around: list[tuple[str, ...]] = []
    words: list[str] = []
    start = end = 0
    for found in _TOKEN.finditer(text):
        piece = found[0]
        if piece.startswith("#"):
            continue
        if piece in {";", "{", "}"}:
            if words:
                yield Directive(tuple(words), start, end, tuple(around))
            if piece == "{":
                if len(around) < _MAX_BLOCKS:
                    around.append(tuple(words))
            elif piece == "}" and around:
                around.pop()
            words = []
            continue
        if not words:
            start = found.start()
        words.append(piece.strip("\"'"))
        end = found.end()


def nginx(text: str) -> Iterator[Hit]:
    """What a configuration shows."""
    credentials = re.search(r"(?i)Access-Control-Allow-Credentials\W+\s*[\"']?true", text) is not None
    for each in directives(text):
        name, *words = each.words
        check = _CHECKS.get(name)
        if check is not None:
            for rule in check(words, each):
                yield Hit(f"nginx.{rule}", each.start, each.end, name)
        if name in {"add_header", "more_set_headers"} and _ORIGIN in " ".join(words).lower():
            value = words[1] if len(words) > 1 else ""
            if value.startswith("$http_origin") or (value == "*" and credentials):
                yield Hit("nginx.any-origin", each.start, each.end, "Access-Control-Allow-Origin")
            elif value == "*" or " *" in " ".join(words):
                yield Hit("nginx.wildcard-origin", each.start, each.end, "Access-Control-Allow-Origin")


def _protocols(words: list[str], _each: Directive) -> Iterator[str]:
    if any(_OLD_TLS.match(word) for word in words):
        yield "weak-tls"


def _ciphers(words: list[str], _each: Directive) -> Iterator[str]:
    named = ":".join(part for word in words for part in word.split(":") if not part.startswith(("!", "-")))
    if _WEAK_CIPHER.search(named):
        yield "weak-tls"


def _alias(words: list[str], each: Directive) -> Iterator[str]:
    block = each.around[-1] if each.around else ()
    if len(block) >= 2 and block[0] == "location" and words:  # noqa: PLR2004 - the word and its path
        prefix = len(block) == 2 or block[1] == "^~"  # noqa: PLR2004
        if prefix and not block[-1].endswith("/") and words[0].endswith("/"):
            yield "alias-traversal"


def _proxy(words: list[str], _each: Directive) -> Iterator[str]:
    if words and _CHOSEN.search(words[0]):
        yield "open-proxy"


def _header(words: list[str], each: Directive) -> Iterator[str]:
    name = each.words[0]
    if name == "proxy_set_header" and len(words) > 1 and words[0].lower() == "host" and words[1] == "$http_host":
        yield "host-header"
    value = " ".join(words[1:])
    if (
        name in {"return", "rewrite", "add_header"}
        and _DECODED.search(value)
        and (name != "rewrite" or re.search(r"https?://|redirect|permanent", value))
    ):
        yield "header-split"


def _switch(rule: str, bad: str) -> _Check:
    def check(words: list[str], _each: Directive) -> Iterator[str]:
        if words[:1] == [bad]:
            yield rule

    return check


def _referrer(words: list[str], _each: Directive) -> Iterator[str]:
    if "none" in words:
        yield "referrer-check"


_CHECKS: Final[dict[str, _Check]] = {
    "ssl_protocols": _protocols, "proxy_ssl_protocols": _protocols, "ssl_ciphers": _ciphers, "alias": _alias, "proxy_pass": _proxy,
    "proxy_set_header": _header, "return": _header, "rewrite": _header, "add_header": _header, "valid_referers": _referrer,
    "autoindex": _switch("listing", "on"), "server_tokens": _switch("version-shown", "on"), "proxy_ssl_verify": _switch("verification-off", "off"),
    "ssl_verify_client": _switch("verification-off", "optional_no_ca"),
}  # fmt: skip
