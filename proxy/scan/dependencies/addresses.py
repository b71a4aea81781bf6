"""Where packages are fetched from: indexes and sources without encryption, hosts whose certificate isn't checked, second indexes.

Addresses of the machine itself are nobody's to read on the way. Source: pip's, npm's, gem's, Cargo's, Go's and Composer's settings.
Rules for this file: pure. Counterparts: commands.py, manifests.py, settings.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.mentions import UNPINNED, Flaw
from proxy.scan.dependencies.naming import GO, PYPI

INSECURE_INDEX: Final = "insecure-index"
INSECURE_SOURCE: Final = "insecure-source"
TRUSTED_HOST: Final = "unverified-index"
EXTRA_INDEX: Final = "extra-index"
UNCHECKED: Final = "unverified-checksum"

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
        "-Source",
        "-source",
    ]
)
_EXTRA_OPTIONS: Final = frozenset({"--extra-index-url"})
_TRUST_OPTIONS: Final = frozenset({"--trusted-host", "--allow-insecure-host"})
_SOURCE_OPTIONS: Final = frozenset(
    ["--git", "-e", "--editable", "-r", "--requirement", "-c", "--constraint", "--channel"]
)
_GO_INSECURE: Final = frozenset({"-insecure", "--insecure"})


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


_PYTHON_GIT: Final = re.compile(
    r"(?:[\w.-]{1,100}(?:\[[\w ,.-]{1,100}\])?[ \t]{0,4}@[ \t]{0,4})?"
    r"(?P<url>git\+(?:https|ssh)://(?:[^\s/@]{1,100}@)?[^\s@#;]{1,300}(?:@(?P<ref>[^\s#;]{1,100}))?)[^\s]{0,200}.{0,200}"
)
_BRANCH: Final = frozenset({"main", "master", "develop", "dev", "trunk", "HEAD"})


def moving_source(spec: str, start: int) -> Iterator[Flaw]:
    """Whether a requirement of Python is whatever a branch holds on the day."""
    found = _PYTHON_GIT.fullmatch(spec) if "git+" in spec else None
    if found is not None and (found["ref"] is None or found["ref"] in _BRANCH):
        yield Flaw(UNPINNED, start + found.start("url"), start + found.end("url"))


def is_local(address: str) -> bool:
    """Whether an address or a host is this machine."""
    return _LOCAL_HOST.match(address) is not None


def is_plain(url: str) -> bool:
    """Whether an address is fetched without encryption, from another machine."""
    return _PLAIN.match(url) is not None


def is_plain_source(url: str) -> bool:
    """The same of an address of code: also the unencrypted protocol of Git."""
    return _PLAIN_SOURCE.match(url) is not None
