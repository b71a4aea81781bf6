"""NuGet: project files, packages.config, NuGet.config, and the packages that a script of C# or F# names.

Source: NuGet's manuals (PackageReference, nuget.config). Rules for this file: pure, linear. Counterpart: manifests.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.addresses import EXTRA_INDEX, TRUSTED_HOST, is_plain
from proxy.scan.dependencies.jvm_manifests import plain_urls
from proxy.scan.dependencies.mentions import Flaw, Mention, Seen, Source
from proxy.scan.dependencies.naming import NUGET, is_name
from proxy.scan.dependencies.specs import specified

_REFERENCE: Final = re.compile(
    r"<(?:PackageReference|PackageVersion|GlobalPackageReference|DotNetCliToolReference|package)\s(?P<fields>[^<>]{1,400})>"
    r"(?:\s{0,80}<Version>\s{0,20}(?P<inner>[^<\s]{1,60}))?"
)
_NAME: Final = re.compile(r"\b(?:Include|Update|id)\s{0,4}=\s{0,4}[\"'](?P<name>[\w.-]{1,150})[\"']")
_VERSION: Final = re.compile(r"\b[vV]ersion\s{0,4}=\s{0,4}[\"'](?P<version>[^\"'\n]{1,60})[\"']")
_SOURCE: Final = re.compile(
    r"<add\s[^<>]{0,300}?\bvalue\s{0,4}=\s{0,4}[\"'](?P<url>https?://[^\s\"'<>]{1,300})", re.IGNORECASE
)
_PLAIN_SOURCE: Final = re.compile(r"<add\s[^<>]{0,300}?\bvalue\s{0,4}=\s{0,4}[\"'](?P<url>http://[^\s\"'<>]{1,300})")
_OPENED, _CLOSED = "<packageSources>", "</packageSources>"
_UNCHECKED: Final = re.compile(r"\bdisableTLSCertificateValidation\s{0,4}=\s{0,4}[\"'][tT]rue[\"']")
_SCRIPT: Final = re.compile(
    r"^[ \t]*(?:#r[ \t]+\"nuget:[ \t]*(?P<r>[\w.-]{1,150})(?:,[ \t]*(?P<rv>[^\"\n]{1,60}))?\""
    r"|#:package[ \t]+(?P<p>[\w.-]{1,150})(?:@(?P<pv>\S{1,60}))?)",
    re.MULTILINE,
)


def project(text: str) -> Iterator[Seen]:
    """A project file, a packages.config, a NuGet.config, or a part of one."""
    if "<Package" in text or "<package " in text or "<GlobalPackage" in text or "<DotNetCli" in text:
        yield from _references(text)
    if "<packageSources" in text:
        yield from plain_urls(_PLAIN_SOURCE, text)
        yield from _second_source(text)
        for found in _UNCHECKED.finditer(text):
            yield Flaw(TRUSTED_HOST, *found.span())


def _references(text: str) -> Iterator[Mention]:
    for found in _REFERENCE.finditer(text):
        name, version = _NAME.search(found["fields"]), _VERSION.search(found["fields"])
        if name is not None and is_name(NUGET, name["name"]):
            said = version["version"] if version is not None else found["inner"]
            begin = found.start("fields") + name.start("name")
            mention = Mention(NUGET, name["name"], begin, begin + len(name["name"]), Source.MANIFEST)
            yield specified(mention, said, bare_is_loose=False)


def _second_source(text: str) -> Iterator[Flaw]:
    """The second of several sources, where nothing says which packages come from which."""
    if "<packageSourceMapping" in text:
        return
    begin = text.find(_OPENED)
    while begin >= 0:
        begin += len(_OPENED)
        end = text.find(_CLOSED, begin)
        if end < 0:
            return
        found = [each for each in _SOURCE.finditer(text, begin, end) if not is_plain(each["url"])]
        for each in found[1:]:
            yield Flaw(EXTRA_INDEX, *each.span("url"))
        begin = text.find(_OPENED, end)


def script(text: str) -> Iterator[Mention]:
    """The packages that a script names in its directives."""
    if "nuget:" not in text and "#:package" not in text:
        return
    for found in _SCRIPT.finditer(text):
        kind = "r" if found["r"] is not None else "p"
        if is_name(NUGET, found[kind]):
            mention = Mention(NUGET, found[kind], *found.span(kind), Source.MANIFEST)
            yield specified(mention, (found[f"{kind}v"] or "").strip() or None, bare_is_loose=False)
