"""Gemfile and gemspec: what a project of Ruby needs, and where it is fetched from.

Source: Bundler's and RubyGems' manuals. Rules for this file: pure, linear. Counterpart: manifests.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.addresses import EXTRA_INDEX, INSECURE_INDEX, INSECURE_SOURCE, is_plain, is_plain_source
from proxy.scan.dependencies.mentions import UNPINNED, Flaw, Mention, Seen, Source
from proxy.scan.dependencies.naming import GEMS
from proxy.scan.dependencies.specs import specified

_GEM: Final = re.compile(
    r"^[ \t]*(?:gem|\w{1,40}\.add_(?:(?:runtime|development)_)?dependency)[ \t(]+[\"'](?P<name>[\w.-]{1,80})[\"'](?P<rest>[^\n#]{0,400})",
    re.MULTILINE,
)
_SOURCE: Final = re.compile(
    r"^source[ \t(]+[\"'](?P<url>[^\"'\n]{1,300})[\"'][ \t)]*(?P<block>do\b|\{)?|^[ \t]+source[ \t(]+[\"'](?P<inner>[^\"'\n]{1,300})[\"']",
    re.MULTILINE,
)
_GIT: Final = re.compile(r"(?:\bgit:|:git[ \t]*=>|\bsource:|:source[ \t]*=>)[ \t]*[\"'](?P<url>[^\"'\n]{1,300})[\"']")
_FORGE: Final = re.compile(r"(?:\b(?:git|github|gitlab|bitbucket):|:(?:git|github|gitlab|bitbucket)[ \t]*=>)")
_FIXED: Final = re.compile(r"(?:\b(?:ref|tag):|:(?:ref|tag)[ \t]*=>)")
_VERSION: Final = re.compile(r"[ \t]*,[ \t]*[\"'](?P<version>[^\"'\n]{1,60})[\"']")


def gemfile(text: str) -> Iterator[Seen]:
    """A Gemfile or a gemspec."""
    if "gem" not in text and "source" not in text and "_dependency" not in text:
        return
    yield from _sources(text)
    for found in _GEM.finditer(text):
        rest = found["rest"]
        git = _GIT.search(rest)
        if git is not None and is_plain_source(git["url"]):
            begin = found.start("rest")
            yield Flaw(INSECURE_SOURCE, begin + git.start("url"), begin + git.end("url"))
        if _FORGE.search(rest) is not None and _FIXED.search(rest) is None:
            yield Flaw(UNPINNED, *found.span("name"))
        if git is None and "path:" not in rest and _FORGE.search(rest) is None:
            version = _VERSION.match(rest)
            mention = Mention(GEMS, found["name"], *found.span("name"), Source.MANIFEST)
            yield specified(mention, version["version"] if version is not None else None, bare_is_loose=False)


def _sources(text: str) -> Iterator[Flaw]:
    """Of several sources for all gems, any may answer for any; one with a block answers for what stands in it."""
    first = True
    for source in _SOURCE.finditer(text):
        kind = "url" if source["url"] is not None else "inner"
        if is_plain(source[kind]):
            yield Flaw(INSECURE_INDEX, *source.span(kind))
        elif kind == "url" and source["block"] is None and "://" in source["url"]:
            if not first:
                yield Flaw(EXTRA_INDEX, *source.span("url"))
            first = False
