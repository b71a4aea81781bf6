"""pyproject.toml, Pipfile and Cargo.toml, or the part of one that is shown; setup.cfg, which has the same sections.

Rules for this file: pure, linear, one pass over the lines; a section's header says what its lines mean.
Counterpart: manifests.py, for what isn't TOML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from proxy.scan.dependencies.addresses import (
    INSECURE_INDEX,
    INSECURE_SOURCE,
    TRUSTED_HOST,
    flaws_of_word,
    is_plain,
    is_plain_source,
)
from proxy.scan.dependencies.manifests import quoted_requirements
from proxy.scan.dependencies.mentions import REPLACED, UNPINNED, Flaw, Mention, Seen, Source
from proxy.scan.dependencies.naming import CRATES, MAVEN, PYPI, is_name
from proxy.scan.dependencies.specs import mention_of, specified

_MAX_LINE: Final = 2000
_HEADER: Final = re.compile(r"[ \t]*\[\[?[ \t]*(?P<name>[\w.\"'()&|, =*-]{1,200}?)[ \t]*\]\]?[ \t]*(?:#.*)?\r?$")
_PAIR: Final = re.compile(r"[ \t]*(?P<quote>[\"']?)(?P<key>[\w.-]{1,100})(?P=quote)[ \t]*=[ \t]*(?P<value>.*)$")
_STRING: Final = re.compile(r"[\"'](?P<text>[^\"'\n]{0,300})[\"']")
_FIELD: Final = re.compile(
    r"\b(?P<key>version|git|url|path|package|workspace|registry|rev|tag|module|group|name)[ \t]*=[ \t]*[\"']?(?P<value>[^\"',}\n]{1,300})"
)
_PLAIN_VERSION: Final = re.compile(r"=[ \t]*(?P<version>\d[\w.+-]{0,40})|(?P<bare>\d[\w.+-]{0,40})")

_PYTHON_ARRAYS: Final = re.compile(
    r"project\.dependencies|project\.optional-dependencies\.[\w.-]+|dependency-groups\.[\w.-]+|build-system\.requires|tool\.uv\.dev-dependencies"
    r"|tool\.pdm\.dev-dependencies\.[\w.-]+|tool\.hatch\.envs\.[\w.-]+\.(?:extra-)?dependencies"
)
_PYTHON_TABLES: Final = re.compile(r"tool\.poetry(?:\.group\.[\w-]+)?\.(?:dev-)?dependencies|packages|dev-packages")
_CARGO_TABLES: Final = re.compile(r"(?:workspace\.|target\..{1,150}\.)?(?:dev-|build-)?dependencies")
_CARGO_ONE: Final = re.compile(
    r"(?:workspace\.|target\..{1,150}\.)?(?:dev-|build-)?dependencies\.(?P<name>[\w-]{1,100})"
)
_SOURCES: Final = re.compile(
    r"source|tool\.poetry\.source|tool\.uv\.index|tool\.pdm\.source|tool\.uv|registries\.[\w.-]+|source\.[\w.-]+"
)
_SETUP_CFG: Final = re.compile(r"(?P<key>install_requires|tests_require|setup_requires)[ \t]*=[ \t]*(?P<first>.*)$")
_REPLACING: Final = re.compile(r"patch\..{1,100}|replace")
_CATALOGUE: Final = "libraries"  # of Gradle's libs.versions.toml
_OTHER: Final = frozenset({"python"})  # keys of a table of requirements that name no package


@dataclass(slots=True)
class _Place:
    """Where the reading is: the section, and the array that is open."""

    section: str = ""
    array: bool = False
    indented: bool = False


def toml(text: str) -> Iterator[Seen]:
    """What such a file names."""
    if "[" not in text:
        return
    place, at = _Place(), 0
    for line in text.split("\n"):
        yield from _line(line[:_MAX_LINE], at, place)
        at += len(line) + 1


def _line(line: str, at: int, place: _Place) -> Iterator[Seen]:
    if place.array:
        yield from quoted_requirements(_uncommented(line), at)
        place.array = "]" not in _STRING.sub("", line)
        return
    header = _HEADER.match(line)
    if header is not None:
        place.section, place.indented = header["name"].replace('"', "").replace("'", ""), False
        one = _CARGO_ONE.fullmatch(place.section)
        if one is not None and is_name(CRATES, one["name"]):
            start = at + line.index(one["name"], max(line.rfind("dependencies."), 0) + len("dependencies."))
            yield Mention(CRATES, one["name"], start, start + len(one["name"]), Source.MANIFEST)
        return
    if place.indented and line[:1] in {" ", "\t"}:
        yield from _bare_requirement(line, at)
        return
    place.indented = False
    yield from _pair(line, at, place)


def _uncommented(line: str) -> str:
    """A line of an array without its comment; a # within a string stays."""
    quotes = 0
    for place, char in enumerate(line):
        if char in "\"'":
            quotes += 1
        elif char == "#" and quotes % 2 == 0:
            return line[:place]
    return line


def _bare_requirement(line: str, at: int) -> Iterator[Seen]:
    spec = line.partition("#")[0].strip()
    start = at + len(line) - len(line.lstrip())
    yield from flaws_of_word(PYPI, spec, start)
    mention = mention_of(PYPI, spec, start, Source.MANIFEST, bare_is_loose=True)
    if mention is not None:
        yield mention


def _pair(line: str, at: int, place: _Place) -> Iterator[Seen]:
    listed = _SETUP_CFG.match(line)
    if listed is not None and not listed["first"].startswith("["):
        place.indented = True
        if listed["first"].strip():
            yield from _bare_requirement(" " * listed.start("first") + listed["first"], at)
        return
    pair = _PAIR.match(line)
    if pair is None:
        return
    key, value, begin = pair["key"], pair["value"], at + pair.start("value")
    if _PYTHON_ARRAYS.fullmatch(f"{place.section}.{key}") is not None and value.startswith("["):
        yield from quoted_requirements(_uncommented(value), begin)
        place.array = "]" not in _STRING.sub("", value)[1:]
    elif _PYTHON_TABLES.fullmatch(place.section) is not None and key not in _OTHER:
        yield from _table_entry(PYPI, key, at + pair.start("key"), value, begin)
    elif _CARGO_TABLES.fullmatch(place.section) is not None:
        yield from _table_entry(CRATES, key.partition(".")[0], at + pair.start("key"), value, begin)
    elif place.section == _CATALOGUE:
        yield from _library(value, begin)
    elif _REPLACING.fullmatch(place.section) is not None:
        yield from _replaced(value, begin)
    elif _CARGO_ONE.fullmatch(place.section) is not None or _SOURCES.fullmatch(place.section) is not None:
        yield from _address(key, value, begin)


def _address(key: str, value: str, begin: int) -> Iterator[Flaw]:
    text = _STRING.match(value)
    if text is not None:
        start, end = begin + text.start("text"), begin + text.end("text")
        if key in {"url", "index", "index-url", "extra-index-url", "registry", "replace-with"} and is_plain(
            text["text"]
        ):
            yield Flaw(INSECURE_INDEX, start, end)
        elif key == "git" and is_plain_source(text["text"]):
            yield Flaw(INSECURE_SOURCE, start, end)
    elif key == "verify_ssl" and value.startswith("false"):
        yield Flaw(TRUSTED_HOST, begin, begin + len("false"))


def _library(value: str, begin: int) -> Iterator[Mention]:
    """`"group:name:1.0"`, `{ module = "group:name", version = "1.0" }`, `{ group = "...", name = "...", version.ref = "..." }`."""
    text, fields = _STRING.match(value), {each["key"]: each for each in _FIELD.finditer(value)}
    if text is not None:
        mention = mention_of(MAVEN, text["text"], begin + text.start("text"), Source.MANIFEST, bare_is_loose=False)
    elif "module" in fields:
        found = fields["module"]
        mention = mention_of(MAVEN, found["value"], begin + found.start("value"), Source.MANIFEST, bare_is_loose=False)
    elif fields.keys() >= {"group", "name"} and is_name(
        MAVEN, name := f"{fields['group']['value']}:{fields['name']['value']}"
    ):
        mention = Mention(
            MAVEN, name, begin + fields["group"].start("value"), begin + fields["name"].end("value"), Source.MANIFEST
        )
    else:
        return
    if mention is not None:
        said = fields["version"]["value"] if "version" in fields else None
        yield specified(mention, said, bare_is_loose=False) if said is not None else mention


def _replaced(value: str, begin: int) -> Iterator[Flaw]:
    """A crate that somebody's repository takes the place of."""
    git = next((each for each in _FIELD.finditer(value) if each["key"] == "git"), None)
    if git is not None:
        rule = INSECURE_SOURCE if is_plain_source(git["value"]) else REPLACED
        yield Flaw(rule, begin + git.start("value"), begin + git.end("value"))


def _table_entry(ecosystem: str, name: str, start: int, value: str, begin: int) -> Iterator[Seen]:
    """`name = "1.0"`, `name = { version = "1.0", git = "..." }`."""
    fields = {each["key"]: each for each in _FIELD.finditer(value)} if value.startswith("{") else {}
    for key in ("git", "url", "path"):
        if key in fields and is_plain_source(fields[key]["value"]):
            yield Flaw(INSECURE_SOURCE, begin + fields[key].start("value"), begin + fields[key].end("value"))
    if "git" in fields and not fields.keys() & {"rev", "tag"}:
        yield Flaw(UNPINNED, begin + fields["git"].start("value"), begin + fields["git"].end("value"))
    if fields.keys() & {"git", "url", "path", "workspace", "registry"}:
        return
    if "package" in fields:
        name, start = fields["package"]["value"], begin + fields["package"].start("value")
    text = _STRING.match(value)
    said = fields["version"]["value"] if "version" in fields else (text["text"] if text is not None else None)
    if not is_name(ecosystem, name):
        return
    exact = _PLAIN_VERSION.fullmatch(said.strip().removeprefix("=")) if said is not None else None
    pinned = exact is not None and said is not None and (ecosystem == PYPI or said.strip().startswith("="))
    mention = Mention(ecosystem, name, start, start + len(name), Source.MANIFEST)
    if pinned and exact is not None:
        mention = specified(mention, exact["version"] or exact["bare"], bare_is_loose=False)
    elif said is not None:
        mention = specified(mention, "*" if said.strip() == "*" else "~", bare_is_loose=True)
    yield mention
