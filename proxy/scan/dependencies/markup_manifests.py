"""Repositories in pom.xml, NuGet's configuration, Gradle and sbt files: those that are asked without encryption.

Rules for this file: pure, linear. Counterpart: manifests.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.addresses import INSECURE_INDEX, is_plain
from proxy.scan.dependencies.mentions import Flaw

_URL: Final = r"(?P<url>http://[^\s\"'<>]{1,300})"
_REPOSITORY: Final = re.compile(
    r"<(?:repository|pluginRepository|mirror|snapshotRepository)>(?P<body>[^\x00]{0,2000}?)</(?:repository|pluginRepository|mirror|snapshotRepository)>"
)
_ELEMENT: Final = re.compile(rf"<url>\s{{0,40}}{_URL}")
_NUGET: Final = re.compile(rf"<add\s[^<>]{{0,300}}?\bvalue\s{{0,4}}=\s{{0,4}}[\"']{_URL}")
_GRADLE: Final = re.compile(
    rf"\b(?:url|setUrl|uri|maven|ivy)\b[ \t]{{0,8}}(?:=[ \t]{{0,8}})?(?:\(?[ \t]{{0,8}}(?:uri[ \t]{{0,4}}\([ \t]{{0,4}})?)[\"']{_URL}"
)
_ALLOWED: Final = re.compile(r"\b(?:isA|a)llowInsecureProtocol\b[ \t]{0,8}(?:=|\()?[ \t]{0,8}true\b")
_SBT: Final = re.compile(rf"\bat[ \t]{{1,8}}[\"']{_URL}")


def xml(text: str) -> Iterator[Flaw]:
    """Repositories of Maven, sources of NuGet."""
    if "http://" not in text:
        return
    for block in _REPOSITORY.finditer(text):
        for found in _ELEMENT.finditer(block["body"]):
            if is_plain(found["url"]):
                begin = block.start("body")
                yield Flaw(INSECURE_INDEX, begin + found.start("url"), begin + found.end("url"))
    if "<packageSources" in text:
        yield from _plain(_NUGET, text)


def gradle(text: str) -> Iterator[Flaw]:
    """Repositories of Gradle."""
    if "repositories" not in text and "llowInsecureProtocol" not in text:
        return
    yield from _plain(_GRADLE, text)
    for found in _ALLOWED.finditer(text):
        yield Flaw(INSECURE_INDEX, *found.span())


def sbt(text: str) -> Iterator[Flaw]:
    """Resolvers of sbt."""
    if "resolvers" in text:
        yield from _plain(_SBT, text)


def _plain(pattern: re.Pattern[str], text: str) -> Iterator[Flaw]:
    for found in pattern.finditer(text):
        if is_plain(found["url"]):
            yield Flaw(INSECURE_INDEX, *found.span("url"))
