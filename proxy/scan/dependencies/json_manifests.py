"""package.json and composer.json, or the part of one that is shown.

Source: npm's and Composer's manuals. Rules for this file: pure, linear; nothing here needs the JSON to be whole. Counterpart: manifests.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.addresses import INSECURE_INDEX, INSECURE_SOURCE, is_plain_source
from proxy.scan.dependencies.mentions import REPLACED, UNPINNED, Flaw, Mention, Seen, Source
from proxy.scan.dependencies.naming import COMPOSER, NPM, is_name, normal, owner
from proxy.scan.dependencies.specs import mention_of, specified

_NPM_SECTION: Final = re.compile(
    r"\"(?P<key>(?:dev|peer|optional)?[dD]ependencies|resolutions|overrides)\"\s{0,20}:\s{0,20}\{(?P<body>[^{}]{0,60000})"
)
_REPLACING: Final = frozenset({"resolutions", "overrides"})
_PAIR: Final = re.compile(r"\"(?P<name>[^\"\s]{1,214})\"\s{0,20}:\s{0,20}\"(?P<spec>[^\"\n]{0,300})\"")
_NPM_LOCAL: Final = ("file:", "link:", "workspace:", "portal:", "git", "http", "github:", "./", "../", "catalog:")
_NPM_GIT: Final = re.compile(
    r"(?:git(?:\+\w{1,6})?:|github:|gitlab:|bitbucket:|[\w.-]{1,60}/)[^#\s]{1,250}(?:#(?P<ref>.{1,100}))?"
)
_COMMIT: Final = re.compile(r"[0-9a-f]{7,40}|semver:.+|v?\d[\w.+-]*", re.IGNORECASE)
_COMPOSER_SECTION: Final = re.compile(r"\"require(?:-dev)?\"\s{0,20}:\s{0,20}\{(?P<body>[^{}]{0,60000})")
_COMPOSER_URL: Final = re.compile(r"\"repositories\"\s{0,20}:\s{0,20}[\[{]")
_URL: Final = re.compile(r"\"url\"\s{0,20}:\s{0,20}\"(?P<url>[^\"\n]{1,300})\"")


def package_json(text: str) -> Iterator[Seen]:
    """What a package.json asks for."""
    for section in _NPM_SECTION.finditer(text):
        for pair in _PAIR.finditer(section["body"]):
            yield from _npm(section["key"], pair, section.start("body"))


def _npm(key: str, pair: re.Match[str], begin: int) -> Iterator[Seen]:
    spec, start = pair["spec"], begin + pair.start("spec")
    if is_plain_source(spec):
        yield Flaw(INSECURE_SOURCE, start, begin + pair.end("spec"))
    if spec.startswith("npm:"):
        mention = mention_of(NPM, spec[4:], start + 4, Source.MANIFEST, bare_is_loose=False)
        if mention is not None:
            if key in _REPLACING and not _same(pair["name"], mention.name):
                yield Flaw(REPLACED, start, begin + pair.end("spec"))
            yield mention
        return
    git = _NPM_GIT.fullmatch(spec)
    if git is not None and not spec.startswith(("./", "../")):
        if key in _REPLACING:
            yield Flaw(REPLACED, start, begin + pair.end("spec"))
        if git["ref"] is None or _COMMIT.fullmatch(git["ref"]) is None:
            yield Flaw(UNPINNED, start, begin + pair.end("spec"))
        return
    if not spec.startswith(_NPM_LOCAL) and "/" not in spec:
        mention = mention_of(NPM, pair["name"], begin + pair.start("name"), Source.MANIFEST, bare_is_loose=False)
        if mention is not None:
            yield specified(mention, spec, bare_is_loose=key.lower().endswith("dependencies"))


def _same(name: str, other: str) -> bool:
    """Whether a package is replaced by a release of itself, or by one of its owner's."""
    scope = owner(NPM, name)
    return normal(NPM, name) == normal(NPM, other) or (scope != "" and scope == owner(NPM, other))


def composer_json(text: str) -> Iterator[Seen]:
    """What a composer.json asks for, and whom."""
    for section in _COMPOSER_SECTION.finditer(text):
        for pair in _PAIR.finditer(section["body"]):
            if is_name(COMPOSER, pair["name"]):
                begin = section.start("body") + pair.start("name")
                mention = Mention(COMPOSER, pair["name"], begin, begin + len(pair["name"]), Source.MANIFEST)
                yield specified(mention, pair["spec"], bare_is_loose=True)
    opened = _COMPOSER_URL.search(text)
    if opened is not None:
        for url in _URL.finditer(text, opened.end()):
            if is_plain_source(url["url"]):
                yield Flaw(INSECURE_INDEX, *url.span("url"))
