"""pom.xml, Gradle (Groovy and Kotlin) and sbt files: what they depend on, and repositories that are asked without encryption.

A coordinate is read where its file says that it depends on it; a project's own coordinates and what it leaves out aren't.
Rules for this file: pure, linear. Counterparts: manifests.py, toml_manifests.py (version catalogues).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.addresses import INSECURE_INDEX, is_plain
from proxy.scan.dependencies.mentions import Flaw, Mention, Seen, Source
from proxy.scan.dependencies.naming import MAVEN, is_name
from proxy.scan.dependencies.specs import specified

_URL: Final = r"(?P<url>http://[^\s\"'<>]{1,300})"
_REPOSITORY: Final = re.compile(
    r"<(?:repository|pluginRepository|mirror|snapshotRepository)>(?P<body>[^\x00]{0,2000}?)"
    r"</(?:repository|pluginRepository|mirror|snapshotRepository)>"
)
_ELEMENT: Final = re.compile(rf"<url>\s{{0,40}}{_URL}")
_POM: Final = re.compile(
    r"<(?:dependency|plugin|parent|extension|path|annotationProcessorPath)>\s{0,200}<groupId>\s{0,40}(?P<group>[\w.-]{1,100})\s{0,40}</groupId>"
    r"\s{0,200}<artifactId>\s{0,40}(?P<artifact>[\w.-]{1,100})\s{0,40}</artifactId>"
    r"(?:\s{0,200}<version>\s{0,40}(?P<version>[^<\s]{1,80})\s{0,40}</version>)?"
)
_COORDINATE: Final = (
    r"(?P<group>[\w-]{1,60}(?:\.[\w-]{1,60}){0,8}):"
    r"(?P<artifact>[\w.-]{1,100})(?::(?P<version>[^\"'@:\s]{1,60}))?[^\"'\n]{0,40}"
)
_GRADLE_WORD: Final = (
    r"\b(?:[a-z]\w{0,40}(?:Implementation|Api|CompileOnly|RuntimeOnly|Classpath|Processor|Compile|Runtime|Only)"
    r"|implementation|api|compileOnly|runtimeOnly|classpath|kapt|ksp|compile|runtime|platform|enforcedPlatform)"
)
_GRADLE_DEPENDENCY: Final = re.compile(rf"{_GRADLE_WORD}[ \t]{{0,8}}\(?[ \t]{{0,8}}[\"']{_COORDINATE}[\"']")
_GRADLE_PARTS: Final = re.compile(
    rf"{_GRADLE_WORD}[ \t]{{0,8}}\(?[ \t]{{0,8}}group[ \t]{{0,4}}[:=][ \t]{{0,4}}[\"'](?P<group>[\w.-]{{1,100}})[\"'],\s{{0,20}}"
    r"name[ \t]{0,4}[:=][ \t]{0,4}[\"'](?P<artifact>[\w.-]{1,100})[\"']"
    r"(?:,\s{0,20}version[ \t]{0,4}[:=][ \t]{0,4}[\"'](?P<version>[^\"'\n]{1,60})[\"'])?"
)
_GRADLE: Final = re.compile(
    rf"\b(?:url|setUrl|uri|maven|ivy)\b[ \t]{{0,8}}(?:=[ \t]{{0,8}})?(?:\(?[ \t]{{0,8}}(?:uri[ \t]{{0,4}}\([ \t]{{0,4}})?)[\"']{_URL}"
)
_ALLOWED: Final = re.compile(r"\b(?:isA|a)llowInsecureProtocol\b[ \t]{0,8}(?:=|\()?[ \t]{0,8}true\b")
_SBT: Final = re.compile(rf"\bat[ \t]{{1,8}}[\"']{_URL}")
_SBT_DEPENDENCY: Final = re.compile(
    r"\"(?P<group>[\w.-]{1,100})\"[ \t]{1,8}%{1,3}[ \t]{1,8}\"(?P<artifact>[\w.-]{1,100})\""
    r"[ \t]{1,8}%[ \t]{1,8}\"(?P<version>[^\"\n]{1,60})\""
)


def pom(text: str) -> Iterator[Seen]:
    """A pom.xml or settings.xml of Maven, or a part of one."""
    if "<artifactId>" in text:
        yield from _coordinates(_POM, text)
    if "http://" in text:
        for block in _REPOSITORY.finditer(text):
            for found in _ELEMENT.finditer(block["body"]):
                if is_plain(found["url"]):
                    begin = block.start("body")
                    yield Flaw(INSECURE_INDEX, begin + found.start("url"), begin + found.end("url"))


def gradle(text: str) -> Iterator[Seen]:
    """A build file of Gradle, in either language."""
    if "dependencies" in text or "mplementation" in text:
        yield from _coordinates(_GRADLE_DEPENDENCY, text)
        yield from _coordinates(_GRADLE_PARTS, text)
    if "repositories" in text or "llowInsecureProtocol" in text:
        yield from plain_urls(_GRADLE, text)
        for found in _ALLOWED.finditer(text):
            yield Flaw(INSECURE_INDEX, *found.span())


def sbt(text: str) -> Iterator[Seen]:
    """A build file of sbt."""
    if "%" in text:
        yield from _coordinates(_SBT_DEPENDENCY, text)
    if "resolvers" in text:
        yield from plain_urls(_SBT, text)


def _coordinates(pattern: re.Pattern[str], text: str) -> Iterator[Mention]:
    """What a pattern finds, from its group to its artifact. Versions that are managed elsewhere are no business of this line's."""
    for found in pattern.finditer(text):
        name = f"{found['group']}:{found['artifact']}"
        if is_name(MAVEN, name):
            mention = Mention(MAVEN, name, found.start("group"), found.end("artifact"), Source.MANIFEST)
            yield specified(mention, found["version"], bare_is_loose=False)


def plain_urls(pattern: re.Pattern[str], text: str) -> Iterator[Flaw]:
    """The addresses (group `url`) that are fetched without encryption."""
    for found in pattern.finditer(text):
        if is_plain(found["url"]):
            yield Flaw(INSECURE_INDEX, *found.span("url"))
