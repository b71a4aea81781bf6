"""The engine for flows: whole texts of the languages that have a table, a grammar and an adapter.

A text that names no place where a value could do harm is done at once. Findings are of the whole text: blocks of these languages are held
to their end. Rules for this file: no verdicts, no I/O after `warm`. Counterparts: follow.py, structural.py.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from proxy.model import ScanStatus
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult, code_lines
from proxy.scan.flow.findings import findings
from proxy.scan.flow.follow import Follower
from proxy.scan.flow.go import Go
from proxy.scan.flow.java import Java
from proxy.scan.flow.javascript import JavaScript
from proxy.scan.flow.library import defects, folders, tables
from proxy.scan.flow.lowering import Lowering
from proxy.scan.flow.php import Php
from proxy.scan.flow.ruby import Ruby
from proxy.scan.syntax.grammars import grammar_of
from proxy.scan.syntax.parsed import MAX_CHARS, Parsed, TooDeep

_ADAPTERS: Mapping[str, type[Lowering]] = MappingProxyType(
    {"go": Go, "java": Java, "javascript": JavaScript, "php": Php, "ruby": Ruby}
)
_WORD: Final = re.compile(r"[A-Za-z_]\w*")
_TOO_MUCH: Final = "too much to follow to its end"


class FlowEngine:
    """Follows values from where they come in to where they do harm."""

    name = "flow"

    def __init__(self) -> None:
        self.version = _digest()

    def warm(self) -> None:
        """Read the tables."""
        for folder in _ADAPTERS:
            tables(folder)

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        grammar = grammar_of(text.language)
        adapter = None if grammar is None else _ADAPTERS.get(grammar.folders[0])
        if grammar is None or adapter is None:
            return EngineResult(ScanStatus.UNSUPPORTED)
        total = code_lines(text.text)
        if len(text.text) > MAX_CHARS:
            return EngineResult(ScanStatus.OVERSIZE, lines_total=total, detail=f"longer than {MAX_CHARS} characters")
        table = tables(grammar.folders[0])
        if table.words.isdisjoint(_WORD.findall(text.text)):
            return EngineResult(ScanStatus.COMPLETE, (), total, total)
        try:
            parsed = text.syntax
        except TooDeep as error:
            return EngineResult(ScanStatus.FAILED, lines_total=total, detail=str(error))
        return (
            _followed(parsed, adapter(), Follower(table), text, total)
            if parsed is not None
            else EngineResult(ScanStatus.UNSUPPORTED)
        )

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Nothing: only Python is released by statements."""
        del unit
        return UnitResult(state=state)


def _followed(parsed: Parsed, adapter: Lowering, follower: Follower, text: Prepared, total: int) -> EngineResult:
    hits = follower.follow(adapter.term(parsed.root))
    found = findings(hits, follower.tables, parsed, text)
    cut, unread = adapter.cut or follower.cut, len(parsed.unread)
    if cut or unread:
        status = ScanStatus.PARTIAL if unread < total else ScanStatus.UNPARSED
        return EngineResult(status, found, max(total - unread, 0), total, _TOO_MUCH if cut else "")
    return EngineResult(ScanStatus.COMPLETE, found, total, total)


def _digest() -> str:
    """Of all tables, so that cached findings go when one changes."""
    made = hashlib.blake2b(repr(sorted(defects().items())).encode(), digest_size=4)
    for folder in folders():
        table = tables(folder)
        made.update(
            repr((table.sinks, table.writes, table.sources, table.cleaners, table.guards, table.fixes)).encode()
        )
    return f"1+{made.hexdigest()}"
