"""Engines that do on purpose what a scanner must never do. The zygote imports them by path."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from proxy.model import Confidence, Finding, ScanStatus, Severity, Span
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult

_HANG_S: Final = 600.0


def finding(engine: str, span: Span) -> Finding:
    return Finding(f"{engine}.bad", engine, Severity.HIGH, Confidence.HIGH, ("CWE-78",), "injection", span, "bad")


def _spin() -> None:
    while True:
        pass


def _raise() -> None:
    raise KeyError("some text of the block")


def _garble() -> None:
    for fd in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(fd, b"\x00\x00\x00\x05hello")


_DEEDS: Final[dict[str, Callable[[], object]]] = {
    "HANG": lambda: time.sleep(_HANG_S),
    "SPIN": _spin,
    "DIE": lambda: os._exit(3),
    "KILLED": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "SEGFAULT": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "MEMORY": lambda: bytearray(64 * 1024**3),
    "RAISE": _raise,
    "GARBAGE": _garble,
}


def misbehave(text: str) -> None:
    for word, deed in _DEEDS.items():
        if word in text:
            deed()


class Fake:
    """Finds BAD; misbehaves by the words in the text, unless it is one of those that are always asked."""

    version = "1"

    def __init__(self, name: str, sound: bool = False) -> None:
        self.name = name
        self._sound = sound

    def warm(self) -> None:
        pass

    def scan(self, text: Prepared) -> EngineResult:
        if not self._sound:
            misbehave(text.text)
        status = ScanStatus.UNPARSED if "UNPARSED" in text.text and not self._sound else ScanStatus.COMPLETE
        at = text.text.find("BAD")
        found = () if at < 0 else (finding(self.name, text.span(at, at + 3)),)
        if "OUTSIDE" in text.text and not self._sound:
            found = (finding(self.name, Span(0, 1, 900, 900)),)
        return EngineResult(status, found, 1, 1)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        if not self._sound:
            misbehave(unit.unit.text)
        at = unit.unit.text.find("BAD")
        found = () if at < 0 else (finding(self.name, unit.span(at, at + 3)),)
        return UnitResult(found, (state if isinstance(state, int) else 0) + 1)


class Canaried(Fake):
    """Finds its canary, so that the runner becomes ready."""

    def scan(self, text: Prepared) -> EngineResult:
        seen = super().scan(text)
        if "\u202e" in text.text:
            found = replace(finding(self.name, text.span(0, 1)), rule_id="unicode.bidi")
            return replace(seen, findings=(found,))
        return seen


def make() -> tuple[Fake, ...]:
    return Fake("fake"), Canaried("unicode", sound=True)


def blind() -> tuple[Fake, ...]:
    return (Fake("unicode", sound=True),)


def broken() -> tuple[Fake, ...]:
    raise RuntimeError("the library is not installed")
