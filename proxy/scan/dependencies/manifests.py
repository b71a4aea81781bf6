"""Manifests: what a project says it needs, whatever piece of the file is shown.

An assistant shows a few lines of a pyproject.toml more often than the whole, and mostly without its path; so each is read line by line with
the section it stands in, and known by what it holds where no path tells. Nothing here needs the file to be complete or well-formed.
Rules for this file: pure, linear, one pass over the lines.
Counterparts: engine.py, and the files of the other kinds: toml, json, ruby, go, jvm, nuget.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.addresses import (
    flaws_of_option,
    flaws_of_word,
    moving_source,
)
from proxy.scan.dependencies.mentions import Mention, Seen, Source
from proxy.scan.dependencies.naming import PYPI as PYTHON
from proxy.scan.dependencies.specs import mention_of

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
    yield from moving_source(spec, start)
    yield from _found(mention_of(PYTHON, spec, start, Source.MANIFEST, bare_is_loose=True))


def _found(mention: Mention | None) -> Iterator[Mention]:
    if mention is not None:
        yield mention


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
        yield from moving_source(each[kind], start)
        if not linked:
            yield from _found(mention_of(PYTHON, each[kind], start, Source.MANIFEST, bare_is_loose=True))
