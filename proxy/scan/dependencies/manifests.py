"""Manifests: what a project says it needs, whatever piece of the file is shown.

An assistant shows a few lines of a pyproject.toml more often than the whole, and mostly without its path; so each is read line by line with
the section it stands in, and known by what it holds where no path tells. Nothing here needs the file to be complete or well-formed.
Rules for this file: pure, linear, one pass over the lines. Counterparts: toml_manifests.py, markup_manifests.py, engine.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.addresses import (
    INSECURE_INDEX,
    INSECURE_SOURCE,
    flaws_of_option,
    flaws_of_word,
    is_plain,
    is_plain_source,
)
from proxy.scan.dependencies.mentions import Flaw, Mention, Seen, Source
from proxy.scan.dependencies.naming import GEMS, GO, NPM
from proxy.scan.dependencies.naming import PYPI as PYTHON
from proxy.scan.dependencies.specs import mention_of, specified

_MAX_LINE: Final = 1000
_REQUIREMENTS_NAME: Final = re.compile(
    r"(?:^|[/\\])(?:requirements|constraints)[\w.-]*\.(?:txt|in|pip)$|(?:^|[/\\])requirements[/\\][\w.-]+\.txt$",
    re.IGNORECASE,
)
_REQUIREMENT: Final = re.compile(r"(?P<lead>[ \t]*)(?P<spec>[^#\s-](?:[^#]|(?<=\S)#)*)")
_PINNED_LINE: Final = re.compile(
    r"[A-Za-z0-9][\w.-]{1,80}(?:\[[\w, -]+\])?[ \t]*(?:==|>=|~=|<=)[ \t]*\d[\w.*+,<>=! ]{0,60}", re.ASCII
)
_OPTION_LINE: Final = re.compile(
    r"[ \t]*(?P<option>-{1,2}[a-z][\w-]{0,40})(?:[ \t]*=[ \t]*|[ \t]+)(?P<value>\S{1,400})"
)
_HASHES: Final = re.compile(r"[ \t]+(?:--hash=|\\$)")
_FEWEST: Final = 2  # lines that look like requirements, where no path says it

_GEM: Final = re.compile(r"^[ \t]*gem[ \t(]+[\"'](?P<name>[\w.-]{1,80})[\"'](?P<rest>[^\n#]{0,400})", re.MULTILINE)
_GEM_SOURCE: Final = re.compile(r"^[ \t]*source[ \t(]+[\"'](?P<url>[^\"'\n]{1,300})[\"']", re.MULTILINE)
_GEM_GIT: Final = re.compile(
    r"(?:\bgit:|:git[ \t]*=>|\bsource:|:source[ \t]*=>)[ \t]*[\"'](?P<url>[^\"'\n]{1,300})[\"']"
)
_GEM_VERSION: Final = re.compile(r"[ \t]*,[ \t]*[\"'](?P<version>[^\"'\n]{1,60})[\"']")

_NPM_SECTION: Final = re.compile(
    r"\"(?P<key>(?:dev|peer|optional)?[dD]ependencies|resolutions|overrides)\"\s{0,20}:\s{0,20}\{(?P<body>[^{}]{0,60000})"
)
_NPM_PAIR: Final = re.compile(r"\"(?P<name>[^\"\s]{1,214})\"\s{0,20}:\s{0,20}\"(?P<spec>[^\"\n]{0,300})\"")
_NPM_LOCAL: Final = ("file:", "link:", "workspace:", "portal:", "git", "http", "github:", "./", "../", "catalog:")
_COMPOSER_URL: Final = re.compile(r"\"repositories\"\s{0,20}:\s{0,20}[\[{]")
_JSON_URL: Final = re.compile(r"\"url\"\s{0,20}:\s{0,20}\"(?P<url>[^\"\n]{1,300})\"")

_GO_LINE: Final = re.compile(
    r"^[ \t]*(?:(?:require|replace|exclude)[ \t]+)?(?P<path>[\w-]{2,60}(?:\.[\w-]{2,20}){1,3}/[\w./~-]{1,200})[ \t]+v\d",
    re.MULTILINE,
)

_SETUP_LIST: Final = re.compile(
    r"\b(?P<key>install_requires|tests_require|setup_requires|dependency_links)\s{0,20}=\s{0,20}\[(?P<body>[^\]]{0,20000})"
)
_QUOTED: Final = re.compile(r"\"(?P<d>[^\"\n]{1,300})\"|'(?P<s>[^'\n]{1,300})'")


def requirements(text: str, path: str | None) -> Iterator[Seen]:
    """A requirements file: by its path, or because its lines are little else."""
    lines = text.split("\n")
    if path is None or not _REQUIREMENTS_NAME.search(path):
        said = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
        pinned = sum(_PINNED_LINE.match(line) is not None for line in said)
        if pinned < _FEWEST or 2 * pinned < len(said):
            return
    at = 0
    for line in lines:
        yield from _requirement(line[:_MAX_LINE], at)
        at += len(line) + 1


def _requirement(line: str, at: int) -> Iterator[Seen]:
    option = _OPTION_LINE.match(line)
    if option is not None:
        yield from flaws_of_option(
            option["option"], option["value"], at + option.start("value"), at + option.end("value")
        )
        return
    found = _REQUIREMENT.match(line)
    if found is None:
        return
    spec = _HASHES.split(found["spec"], maxsplit=1)[0].rstrip(" \t\r\\")
    start = at + found.start("spec")
    yield from flaws_of_word(PYTHON, spec, start)
    yield from _found(mention_of(PYTHON, spec, start, Source.MANIFEST, bare_is_loose=True))


def _found(mention: Mention | None) -> Iterator[Mention]:
    if mention is not None:
        yield mention


def gemfile(text: str) -> Iterator[Seen]:
    """A Gemfile."""
    for source in _GEM_SOURCE.finditer(text):
        if is_plain(source["url"]):
            yield Flaw(INSECURE_INDEX, *source.span("url"))
    for found in _GEM.finditer(text):
        rest = found["rest"]
        git = _GEM_GIT.search(rest)
        if git is not None and is_plain_source(git["url"]):
            begin = found.start("rest")
            yield Flaw(INSECURE_SOURCE, begin + git.start("url"), begin + git.end("url"))
        if git is None and "path:" not in rest:
            version = _GEM_VERSION.match(rest)
            mention = Mention(GEMS, found["name"], *found.span("name"), Source.MANIFEST)
            yield specified(mention, version["version"] if version is not None else None, bare_is_loose=False)


def package_json(text: str) -> Iterator[Seen]:
    """A package.json, or a part of one; and the repositories of a composer.json."""
    for section in _NPM_SECTION.finditer(text):
        begin = section.start("body")
        for pair in _NPM_PAIR.finditer(section["body"]):
            start = begin + pair.start("name")
            spec = pair["spec"]
            if is_plain_source(spec):
                yield Flaw(INSECURE_SOURCE, begin + pair.start("spec"), begin + pair.end("spec"))
            if spec.startswith("npm:"):
                yield from _found(
                    mention_of(NPM, spec[4:], begin + pair.start("spec") + 4, Source.MANIFEST, bare_is_loose=False)
                )
            elif not spec.startswith(_NPM_LOCAL) and "/" not in spec:
                mention = mention_of(NPM, pair["name"], start, Source.MANIFEST, bare_is_loose=False)
                yield from _found(
                    mention and specified(mention, spec, bare_is_loose=section["key"].lower().endswith("dependencies"))
                )
    opened = _COMPOSER_URL.search(text)
    if opened is not None:
        for url in _JSON_URL.finditer(text, opened.end()):
            if is_plain_source(url["url"]):
                yield Flaw(INSECURE_INDEX, *url.span("url"))


def go_mod(text: str) -> Iterator[Mention]:
    """Module paths of a go.mod."""
    for found in _GO_LINE.finditer(text):
        yield Mention(GO, found["path"], *found.span("path"), Source.MANIFEST)


def setup_py(text: str) -> Iterator[Seen]:
    """The lists of requirements in a setup.py."""
    if "_requires" not in text and "tests_require" not in text and "dependency_links" not in text:
        return
    for found in _SETUP_LIST.finditer(text):
        yield from quoted_requirements(found["body"], found.start("body"), linked=found["key"] == "dependency_links")


def quoted_requirements(body: str, begin: int, *, linked: bool = False) -> Iterator[Seen]:
    """The requirements in the strings of a list that begins at `begin`."""
    for each in _QUOTED.finditer(body):
        kind = "d" if each["d"] is not None else "s"
        start = begin + each.start(kind)
        yield from flaws_of_word(PYTHON, each[kind], start)
        if not linked:
            yield from _found(mention_of(PYTHON, each[kind], start, Source.MANIFEST, bare_is_loose=True))
