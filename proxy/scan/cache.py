"""What was scanned before needs no scan: findings by content, language, path and engine versions.

Decisions aren't kept, so a policy takes effect without a new scan. A report in which an engine was cut, crashed or skipped isn't kept:
the next try may do better. Bounded by entries and by bytes; the least recently used goes first.
Rules for this file: no clock, no I/O; keys are digests, so no code is kept. Counterpart: runner.py.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final, Generic, TypeVar

from proxy.model import EngineRun, Finding, ScanStatus

V = TypeVar("V")

_DIGEST_BYTES: Final = 16
_ENTRY_BYTES: Final = 600  # of the two objects and the key, measured with sys.getsizeof
_FINDING_BYTES: Final = 1500
DEFAULT_MAX_BYTES: Final = 64 * 1024 * 1024
# Of these the same text would give the same again.
_LASTING: Final = frozenset({ScanStatus.COMPLETE, ScanStatus.PARTIAL, ScanStatus.UNPARSED, ScanStatus.UNSUPPORTED})


class Cache(Generic[V]):
    """Least recently used values; `max_entries` 0 keeps nothing."""

    def __init__(self, max_entries: int, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._kept: OrderedDict[bytes, tuple[V, int]] = OrderedDict()
        self.size_bytes = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: bytes) -> V | None:
        """The value, which becomes the most recently used."""
        entry = self._kept.get(key)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return entry[0]

    def put(self, key: bytes, value: V, size_bytes: int) -> None:
        """Keep a value; what doesn't fit any more goes."""
        self.size_bytes += size_bytes - self._kept.pop(key, (None, 0))[1]
        self._kept[key] = (value, size_bytes)
        while self._kept and (len(self._kept) > self._max_entries or self.size_bytes > self._max_bytes):
            _, (_, freed) = self._kept.popitem(last=False)
            self.size_bytes -= freed


def digest(*parts: object) -> bytes:
    """A key of the parts: no two different lists of them have the same one."""
    made = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        data = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.digest()


def text_bytes(text: str) -> bytes:
    """The text as bytes; lone surrogates are kept apart from what they could be taken for."""
    return text.encode("utf-8", "surrogatepass")


def lasting(runs: Iterable[EngineRun]) -> bool:
    """Whether a second scan of the same text would say the same."""
    return all(run.status in _LASTING for run in runs)


def weight(findings: Iterable[Finding], extra: int = 0) -> int:
    """About how many bytes a report takes."""
    return _ENTRY_BYTES + extra + _FINDING_BYTES * sum(1 for _ in findings)
