"""PowerShell and batch files: what their commands do, line by line, and what their variables and files carry from one to the next.

Read with patterns on logical lines: what matters stands in one command, and its spelling is fixed but for case. What is encoded is decoded
and looked at like the rest, at the place where it stands.
Source: Microsoft's documentation of the cmdlets. Rules for this file: pure, linear.
Counterparts: windows_lines.py reads, windows_table.py is what is looked for, windows_flow.py follows values, engine.py asks.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from proxy.scan.commands.values import Hit
from proxy.scan.commands.windows_flow import Flow
from proxy.scan.commands.windows_lines import Line, lines
from proxy.scan.commands.windows_table import DOWNLOAD, TABLE

_REMARK: Final = re.compile(r"^\s{0,200}(?:#(?!>)|@?rem\s|::)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<#(?:[^#]|#(?!>))*+(?:#>|\Z)")
_ENCODED: Final = re.compile(
    r"[\s\"'][-/]e(?:n?c?|nc?o?d?e?d?c?o?m?m?a?n?d?)[\s\"',:]{1,9}([A-Za-z0-9+/=]{20,200000})|frombase64string\(\s{0,9}[\"']([A-Za-z0-9+/=]{20,200000})[\"']",
    re.IGNORECASE,
)
_UNKNOWN: Final = "eval-unknown"  # what is known of a value says more
_RUN_RULES: Final = frozenset({"download-run", "download-run-plain", "decode-and-run", "eval", "reverse-shell"})
_FETCHES: Final = re.compile(rf"{DOWNLOAD}|mshta|regsvr32|rundll32|wmic|msiexec", re.IGNORECASE)
_FETCHING: Final = frozenset({"download-run", "download-run-plain"})
_MAX_LAYERS: Final = 3  # encoded in encoded


def windows(text: str, dialect: str = "powershell", layer: int = 0) -> Iterator[Hit]:
    """What the lines of a text do. `dialect`: "powershell" or "batch"."""
    plain = _uncommented(text) if dialect == "powershell" else text
    flow = Flow(plain, dialect)
    for line in lines(plain, dialect):
        if _REMARK.match(line.text):
            continue
        carried = list(flow.hits(line))
        yield from carried
        told = {hit.rule for hit in carried}
        yield from (hit for hit in _line(line) if hit.rule != _UNKNOWN or not told & _RUN_RULES)
    if layer < _MAX_LAYERS:
        yield from _encoded(plain, layer)


def _uncommented(text: str) -> str:
    """The text with block comments as spaces."""
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text) if "<#" in text else text


def _line(line: Line) -> Iterator[Hit]:
    seen: set[str] = set()
    fetches = _FETCHES.search(line.text) is not None
    for rule, pattern, level in TABLE:
        if rule in _FETCHING and not fetches:
            continue  # most lines; the patterns begin at a word that a hostile line repeats
        family = (
            rule.removesuffix("-plain")
            .replace("eval-unknown", "download-run")
            .replace("decode-and-run", "download-run")
        )
        found = None if family in seen else pattern.search(line.text)
        if found is not None:
            seen.add(family)
            start, end = found.span(found.lastindex or 0)
            yield Hit(rule, line.place(start), line.place(end), *(level or (None, None)))


def _encoded(text: str, layer: int) -> Iterator[Hit]:
    """What stands encoded, where it stands."""
    for found in _ENCODED.finditer(text):
        at = found.lastindex or 0
        inner = decoded(found.group(at))
        if inner is not None:
            for hit in windows(inner, "powershell", layer + 1):
                yield replace(hit, start=found.start(at), end=found.end(at))


def decoded(word: str) -> str | None:
    """The text that a word of base64 holds, in UTF-16 as `-EncodedCommand` takes it or in UTF-8; None where it holds none."""
    try:
        raw = base64.b64decode(word + "=" * (-len(word) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    wide = len(raw) > 1 and not any(raw[1:64:2])
    try:
        return raw.decode("utf-16-le" if wide else "utf-8")
    except UnicodeDecodeError:
        return None
