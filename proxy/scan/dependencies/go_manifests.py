"""go.mod and go.work: which modules are asked for, and which of them are replaced by somebody else's.

Source: the Go modules reference. Rules for this file: pure, linear. Counterparts: manifests.py, commands.py (`go mod edit -replace`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.mentions import REPLACED, Flaw, Mention, Seen, Source
from proxy.scan.dependencies.naming import GO, normal, owner
from proxy.scan.dependencies.specs import specified

_PATH: Final = r"[\w-]{2,60}(?:\.[\w-]{2,20}){1,3}/[\w./~!-]{1,200}"
_LINE: Final = re.compile(
    rf"^[ \t]*(?:(?:require|exclude)[ \t]+)?(?P<path>{_PATH})[ \t]+(?P<version>v\d[\w.+-]{{0,60}})(?![^\n]{{0,200}}=>)",
    re.MULTILINE,
)
_REPLACE: Final = re.compile(
    rf"^[ \t]*(?:replace[ \t]+)?(?P<old>{_PATH})(?:[ \t]+v\d\S{{0,60}})?[ \t]*=>[ \t]*(?P<new>{_PATH})", re.MULTILINE
)


def go_mod(text: str) -> Iterator[Seen]:
    """The modules of a go.mod, or of a part of one."""
    for found in _LINE.finditer(text):
        mention = Mention(GO, found["path"], *found.span("path"), Source.MANIFEST)
        yield specified(mention, found["version"], bare_is_loose=False)
    if "=>" in text:
        for found in _REPLACE.finditer(text):
            yield from replacement(found["old"], found["new"], found.start("new"))


def replacement(old: str, new: str, start: int) -> Iterator[Seen]:
    """What a module's place is taken by: somebody else's copy is a flaw, and a module like any other."""
    if owner(GO, normal(GO, old)) != owner(GO, normal(GO, new)):
        yield Flaw(REPLACED, start, start + len(new))
    yield Mention(GO, new, start, start + len(new), Source.MANIFEST)
