"""Where packages are fetched from: indexes and sources without encryption, hosts whose certificate isn't checked, second indexes.

Addresses of the machine itself are nobody's to read on the way. Source: pip's, npm's, gem's, Cargo's, Go's and Composer's settings.
Rules for this file: pure. Counterparts: commands.py, manifests.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.mentions import Flaw
from proxy.scan.dependencies.naming import GO, PYPI

INSECURE_INDEX: Final = "insecure-index"
INSECURE_SOURCE: Final = "insecure-source"
TRUSTED_HOST: Final = "unverified-index"
EXTRA_INDEX: Final = "extra-index"

_LOCAL: Final = r"(?:[^\s/@\"'<>]{1,100}@)?(?:localhost|127\.\d|0\.0\.0\.0|\[::1\]|host\.docker\.internal)"
_PLAIN: Final = re.compile(rf"http://(?!{_LOCAL})[^\s\"'<>]", re.IGNORECASE)
_PLAIN_SOURCE: Final = re.compile(
    rf"(?:(?:git|hg|svn|bzr)\+http://|(?:git\+)?git://|http://)(?!{_LOCAL})[^\s\"'<>]", re.IGNORECASE
)
_LOCAL_HOST: Final = re.compile(rf"(?:https?://)?{_LOCAL}", re.IGNORECASE)
_INDEX_OPTIONS: Final = frozenset(
    [
        "-i",
        "--index-url",
        "--index",
        "--default-index",
        "--extra-index-url",
        "--find-links",
        "-f",
        "--registry",
        "--source",
        "-s",
        "--pypi-mirror",
        "--repository",
        "--proxy-index",
    ]
)
_EXTRA_OPTIONS: Final = frozenset({"--extra-index-url"})
_TRUST_OPTIONS: Final = frozenset({"--trusted-host", "--allow-insecure-host"})
_SOURCE_OPTIONS: Final = frozenset(
    ["--git", "-e", "--editable", "-r", "--requirement", "-c", "--constraint", "--channel"]
)
_GO_INSECURE: Final = frozenset({"-insecure", "--insecure"})

# Settings, wherever they are written: environment, Dockerfile, .npmrc, pip.conf, `npm config set`, `pip config set`.
_ASSIGN: Final = r"[ \t]{0,8}[=: ][ \t]{0,8}[\"']?"
_SETTINGS: Final = re.compile(
    rf"(?<![\w.-])(?:(?P<index>(?:PIP_(?:EXTRA_)?INDEX_URL|UV_(?:EXTRA_|DEFAULT_)?INDEX(?:_URL)?|POETRY_REPOSITORIES_\w{{1,40}}_URL|PIP_FIND_LINKS"
    rf"|(?:NPM|npm|YARN)_(?:CONFIG|config)_(?:REGISTRY|registry)|YARN_REGISTRY|GOPROXY|CARGO_REGISTRIES_\w{{1,40}}_INDEX"
    rf"|(?:global\.)?(?:extra-)?index-url|find-links|@[\w.-]{{1,60}}:registry|config[ \t]{{1,4}}set[ \t]{{1,4}}registry|npmRegistryServer"
    rf"|config[ \t]{{1,4}}repositories\.[\w.-]{{1,60}}){_ASSIGN}"
    rf"(?:[\w.+-]{{1,40}}[ \t]{{1,4}})?(?P<url>https?://[^\s\"'`<>,;]{{1,300}}))"
    rf"|(?P<go>(?:GOINSECURE|GOFLAGS){_ASSIGN}(?P<pattern>[^\s\"'`;]{{1,200}}))"
    rf"|(?P<trust>(?:PIP_TRUSTED_HOST|UV_INSECURE_HOST|(?:global\.)?trusted-host){_ASSIGN}(?P<host>[\w.*:-]{{1,200}}))"
    rf"|(?P<off>(?:(?:NPM|npm)_(?:CONFIG|config)_(?:STRICT_SSL|strict_ssl)|strict-ssl|secure-http|enableStrictSsl)[\"']?{_ASSIGN}(?:false|0)\b))"
)
_REGISTRY: Final = re.compile(
    r"(?m:^)registry(?:[ \t]{0,4}=[ \t]{0,4}|[ \t]{1,4})[\"']?(?P<url>https?://[^\s\"'`<>,;]{1,300})"
)
# Every unsafe setting has one of these; to find none costs a memory search each.
_SETTING_HINTS: Final = (
    *("http://", "HTTP://", "trusted-host", "TRUSTED_HOST", "INSECURE", "GOFLAGS"),
    *("strict-ssl", "strict_ssl", "STRICT_SSL", "StrictSsl", "secure-http"),
)


def flaws_of_option(option: str, value: str, start: int, end: int) -> Iterator[Flaw]:
    """What an option of an install command and its value say."""
    if option in _GO_INSECURE:
        yield Flaw(INSECURE_SOURCE, start, end)
    if not value:
        return
    if option in _TRUST_OPTIONS and not _LOCAL_HOST.match(value):
        yield Flaw(TRUSTED_HOST, start, end)
    elif option in _INDEX_OPTIONS and _PLAIN.match(value):
        yield Flaw(INSECURE_INDEX, start, end)
    elif option in _EXTRA_OPTIONS and "://" in value and not _LOCAL_HOST.match(value):
        yield Flaw(EXTRA_INDEX, start, end)
    elif option in _SOURCE_OPTIONS and _PLAIN_SOURCE.match(value):
        yield Flaw(INSECURE_SOURCE, start, end)


def flaws_of_word(ecosystem: str, word: str, start: int) -> Iterator[Flaw]:
    """Whether a package is fetched from an address that anybody on the way can answer for."""
    address = (
        word.partition("@")[2].strip() if ecosystem == PYPI and "@" in word and not _PLAIN_SOURCE.match(word) else word
    )
    if ecosystem != GO and _PLAIN_SOURCE.match(address):
        yield Flaw(INSECURE_SOURCE, start + word.index(address), start + len(word))


def is_plain(url: str) -> bool:
    """Whether an address is fetched without encryption, from another machine."""
    return _PLAIN.match(url) is not None


def is_plain_source(url: str) -> bool:
    """The same of an address of code: also the unencrypted protocol of Git."""
    return _PLAIN_SOURCE.match(url) is not None


def settings(text: str) -> Iterator[Flaw]:
    """Settings of package managers that fetch in an unsafe way."""
    if not any(hint in text for hint in _SETTING_HINTS):
        return
    for found in _REGISTRY.finditer(text):
        if _PLAIN.match(found["url"]):
            yield Flaw(INSECURE_INDEX, *found.span("url"))
    for found in _SETTINGS.finditer(text):
        match found.lastgroup:
            case "index" if _PLAIN.match(found["url"]):
                yield Flaw(INSECURE_INDEX, *found.span("url"))
            case "go" if _go_insecure(found["go"], found["pattern"]):
                yield Flaw(INSECURE_SOURCE, *found.span("go"))
            case "trust" if not _LOCAL_HOST.match(found["host"]):
                yield Flaw(TRUSTED_HOST, *found.span("trust"))
            case "off":
                yield Flaw(TRUSTED_HOST, *found.span("off"))
            case _:
                pass


def _go_insecure(setting: str, value: str) -> bool:
    if setting.startswith("GOFLAGS"):
        return "-insecure" in value
    return not value.startswith(("$", "off", "none"))
