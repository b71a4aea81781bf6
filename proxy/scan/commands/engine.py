"""Engine "shell": commands that hand the machine over, destroy it, or switch its guards off.

What other rooms find inside other languages (a Dockerfile's RUN, a workflow's steps) comes here as bash of its own.
Rules for this file: no I/O. Counterparts: reading.py reads, the checks look, metadata.py says what a rule means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from proxy.model import Confidence, Finding, ScanStatus, Severity
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult, code_lines
from proxy.scan.commands import (
    cloud,
    credentials,
    deletion,
    downloads,
    host,
    injection,
    services,
    strength,
    takeover,
    trust,
)
from proxy.scan.commands.metadata import PREFIX, RULES
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import Call, Hit
from proxy.scan.commands.windows import windows

_VERSION: Final = "1"
MAX_CHARS: Final = 1 << 20  # a script; assistants write some kilobytes
_WINDOWS: Final = frozenset({"powershell", "batch"})
_DECODED: Final = "decode-and-run"
_MAX_HITS: Final = 200  # of one text; nobody reads more
_FORK_BOMB: Final = re.compile(
    r"(?P<name>[\w.:]{1,40})\s{0,9}\(\)\s{0,9}\{\s{0,9}(?P=name)\s{0,9}\|\s{0,9}(?P=name)\s{0,9}&"
    r"\s{0,9};?\s{0,9}\}\s{0,9};?\s{0,9}(?P=name)"
)
_LOST: Final = frozenset(
    {"a shell text is nested too deep", "a shell text has too many words", "a shell text expands to too much"}
)

Check = Callable[[Call, Reader], Iterator[Hit]]
_EVERY: Final[tuple[Check, ...]] = (
    downloads.run,
    *(trust.certificates, trust.settings, trust.host_keys, trust.packages),
    *(host.traces, host.rights, host.protection, host.ports, takeover.shells, takeover.started),
    *(services.containers, services.services, cloud.cloud),
    *(injection.evaluated, injection.file_names, injection.queries, injection.programs),
    *(credentials.arguments_with_secrets, credentials.printed, credentials.sent),
    *(strength.keys, strength.hashes, strength.shell_settings, strength.edits, deletion.disk),
)
_NAMED: Final[dict[str, tuple[Check, ...]]] = {
    "rm": (deletion.delete,), "find": (deletion.find,), "chmod": (deletion.mode,), "install": (deletion.mode,), "mkdir": (deletion.mode,),
    "umask": (deletion.mode,),
}  # fmt: skip


class ShellEngine:
    """The engine for shell texts."""

    name = "shell"
    version = _VERSION

    def warm(self) -> None:
        """Nothing has to be loaded."""

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        if text.language != "bash" and text.language not in _WINDOWS:
            return EngineResult(ScanStatus.UNSUPPORTED)
        total = code_lines(text.text)
        if len(text.text) > MAX_CHARS:
            return EngineResult(ScanStatus.OVERSIZE, lines_total=total, detail=f"longer than {MAX_CHARS} characters")
        if text.language in _WINDOWS:
            found = tuple(_finding(hit, text) for hit in _once(windows(text.text, text.language)))
            return EngineResult(ScanStatus.COMPLETE, found, total, total)
        reader = Reader(text.text)
        findings = tuple(_finding(hit, text) for hit in _weighed(_once(_hits(reader, text.text))))
        lost = [reason for reason in reader.unread if reason in _LOST]
        if lost:
            return EngineResult(ScanStatus.PARTIAL, findings, total, total, lost[0])
        return EngineResult(ScanStatus.COMPLETE, findings, total, total)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Nothing: only Python is released by statements."""
        del unit
        return UnitResult(state=state)


def _hits(reader: Reader, text: str) -> Iterator[Hit]:
    verified = downloads.verified(text)
    for call in reader.calls:
        for check in (*_NAMED.get(call.name, ()), *_EVERY):
            yield from check(call, reader)
        if not verified:
            yield from downloads.files(call, reader)
    for found in _FORK_BOMB.finditer(text):
        yield Hit("fork-bomb", *found.span())


def _once(hits: Iterator[Hit]) -> Iterator[Hit]:
    """Each rule once a place, and not inside a place where it spoke already."""
    seen: list[Hit] = []
    for hit in hits:
        if any(_same(hit, other) for other in seen):
            continue
        seen.append(hit)
        if len(seen) > _MAX_HITS:
            return
        yield hit


def _weighed(hits: Iterator[Hit]) -> list[Hit]:
    """The hits; a decoded text that was read is as bad as what was found in it, and hiding that makes it certain."""
    made = list(hits)
    found = {(hit.start, hit.end) for hit in made if hit.rule != _DECODED}
    return [replace(hit, severity=None, confidence=None) if _hides(hit, found) else hit for hit in made]


def _hides(hit: Hit, found: set[tuple[int, int]]) -> bool:
    return hit.rule == _DECODED and any(hit.start <= start and end <= hit.end for start, end in found)


def _same(one: Hit, other: Hit) -> bool:
    family = one.rule.removesuffix("-plain") == other.rule.removesuffix("-plain")
    return family and one.start < other.end and other.start < one.end


def _finding(hit: Hit, text: Prepared) -> Finding:
    info = RULES[f"{PREFIX}{hit.rule}"]
    start = min(hit.start, max(len(text.text) - 1, 0))
    end = min(max(hit.end, start + 1), len(text.text))
    return Finding(
        f"{PREFIX}{hit.rule}",
        ShellEngine.name,
        hit.severity or info.severity or Severity.MEDIUM,
        hit.confidence or info.confidence or Confidence.MEDIUM,
        info.cwe,
        info.category,
        text.span(start, end),
        f"{info.title}.",
        info.fix,
        info.reference,
    )
