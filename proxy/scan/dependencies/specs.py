"""A requirement as one word: `requests[socks]==2.32.3`, `@scope/name@^1.2`, `serde@1.0`, `github.com/a/b@v1` -> name and version.

Source: PEP 508, npm-package-arg, `cargo add`, Go's module paths, coordinates of Composer, NuGet and Maven.
Rules for this file: pure, one word at a time. Counterparts: commands.py, the readers of manifests.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.scan.dependencies.mentions import Mention, Source
from proxy.scan.dependencies.naming import COMPOSER, CRATES, GEMS, GO, MAVEN, NPM, NUGET, PYPI, is_name

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
# Versions that move by themselves, beside those of _LOOSE, where no lock file is the rule.
_MOVING: Final = {
    MAVEN: re.compile(r"LATEST|RELEASE|latest\.\w{1,20}|.{0,40}\+|.{1,40}-SNAPSHOT|[\[(].{0,40},[ \t]*[)\]]"),
    NUGET: re.compile(r".{0,40}\*.{0,20}|[\[(].{0,40},[ \t]*[)]"),
    COMPOSER: re.compile(r"dev-.{1,60}|.{0,40}@dev|.{1,40}-dev"),
    GO: re.compile(r"latest|upgrade|main|master|HEAD"),
}
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
    if ecosystem in {GO, COMPOSER, NUGET, MAVEN}:
        return _separated(ecosystem, word, start, source)
    return None


def _separated(ecosystem: str, word: str, start: int, source: Source) -> Mention | None:
    """`module@version` of Go, `vendor/name:version` of Composer, `Name@version` of NuGet, `group:artifact:version` of Maven."""
    mark = ":" if ecosystem in {COMPOSER, MAVEN} else "@"
    parts = word.split(mark)
    taken = 2 if ecosystem == MAVEN else 1
    name, spec = mark.join(parts[:taken]).removesuffix("/..."), mark.join(parts[taken : taken + 1]) or None
    if _HOLES.search(name) or not is_name(ecosystem, name) or (ecosystem == NUGET and _FILE.search(name)):
        return None
    return specified(Mention(ecosystem, name, start, start + len(name), source), spec, bare_is_loose=False)


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
    moving = _MOVING.get(mention.ecosystem)
    loose = (bare_is_loose and (spec is None or spec.strip() in _LOOSE)) or (
        spec is not None and moving is not None and moving.fullmatch(spec.strip()) is not None
    )
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
