"""A requirement as one word: `requests[socks]==2.32.3`, `@scope/name@^1.2`, `serde@1.0`, `github.com/a/b@v1` -> name and version.

Source: PEP 508, npm-package-arg, `cargo add`, Go's module paths. Rules for this file: pure, one word at a time.
Counterparts: commands.py, manifests.py.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.scan.dependencies.mentions import Mention, Source
from proxy.scan.dependencies.naming import COMPOSER, CRATES, GEMS, GO, NPM, PYPI, is_name

_PYTHON: Final = re.compile(
    r"(?P<name>[A-Za-z0-9][\w.-]{0,99})(?:\[[\w ,.-]{0,200}\])?[ \t]*"
    r"(?P<spec>(?:(?:\([ \t]*)?(?:[=<>!~]=?=?|@)[^;]{0,200})?)(?:;.{0,300})?",
    re.ASCII,
)
_EXACT: Final = re.compile(r"===?[ \t]*(?P<version>[0-9][\w.+!-]{0,40})")
_FILE: Final = re.compile(
    r"\.(?:whl|tar\.gz|zip|tgz|txt|toml|in|json|ya?ml|py|js|ts|lock|cfg|egg|gem|crate|git|md)$", re.IGNORECASE
)
_HOLES: Final = re.compile(r"[${}%*<>\[\]|]")
_AT: Final = re.compile(r"(?P<name>@?[^@]{1,214})(?:@(?P<spec>.{0,100}))?")
_NUMBER: Final = re.compile(r"[=v]{0,2}(?P<version>\d{1,9}(?:\.\d{1,9}){1,4}[\w.+-]{0,40})")
_LOOSE: Final = frozenset({"", "*", "latest", "x", "next", ">=0", ">=0.0.0", ">= 0"})
_PLACEHOLDER: Final = re.compile(
    r"(?:my|your|some|example|package|module|name|lib|foo|bar|baz|pkg)s?(?:[-_.]?(?:package|module|name|lib|library|app|project|pkg|bar|version))*",
    re.IGNORECASE,
)


def mention_of(ecosystem: str, word: str, start: int, source: Source, *, bare_is_loose: bool) -> Mention | None:
    """The package that a word names; None where it names a file, an address, a variable or nothing."""
    if ecosystem == PYPI:
        return _python(word, start, source, bare_is_loose=bare_is_loose)
    if ecosystem in {NPM, CRATES, GEMS}:
        return _versioned(ecosystem, word, start, source, bare_is_loose=bare_is_loose)
    if ecosystem in {GO, COMPOSER} and "/" in word and not _HOLES.search(word):
        name = word.partition("@")[0].partition(":")[0]
        return Mention(ecosystem, name, start, start + len(name), source)
    return None


def _python(word: str, start: int, source: Source, *, bare_is_loose: bool) -> Mention | None:
    found = _PYTHON.fullmatch(word)
    if found is None or not _plain(PYPI, found["name"]):
        return None
    spec = found["spec"].strip()
    exact = _EXACT.fullmatch(spec)
    version = exact["version"] if exact is not None else ""
    return Mention(
        PYPI, found["name"], start, start + found.end("name"), source, version, loose=not spec and bare_is_loose
    )


def _versioned(ecosystem: str, word: str, start: int, source: Source, *, bare_is_loose: bool) -> Mention | None:
    """`name`, `name@version`, `alias@npm:name@version`."""
    alias, mark, rest = word.partition("@npm:")
    if mark:
        return _versioned(ecosystem, rest, start + len(alias) + len(mark), source, bare_is_loose=bare_is_loose)
    found = _AT.fullmatch(word)
    if found is None or not _plain(ecosystem, found["name"]):
        return None
    return specified(
        Mention(ecosystem, found["name"], start, start + found.end("name"), source),
        found["spec"],
        bare_is_loose=bare_is_loose,
    )


def specified(mention: Mention, spec: str | None, *, bare_is_loose: bool) -> Mention:
    """A mention with what a version's text says."""
    exact = _NUMBER.fullmatch(spec.strip()) if spec is not None else None
    loose = bare_is_loose and (spec is None or spec.strip() in _LOOSE)
    version = exact["version"] if exact is not None else ""
    return Mention(mention.ecosystem, mention.name, mention.start, mention.end, mention.source, version, loose=loose)


def _plain(ecosystem: str, name: str) -> bool:
    """Whether it is a name, of no file, and no stand-in for one."""
    return (is_name(ecosystem, name) and not _FILE.search(name)) or (
        name.lower().endswith(".js") and is_name(ecosystem, name)
    )


def placeholder(name: str) -> bool:
    """Whether a name stands for whatever the reader has: `my-package`, `package_name`."""
    return _PLACEHOLDER.fullmatch(name) is not None
