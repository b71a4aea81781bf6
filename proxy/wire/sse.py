"""Server-sent events: bytes in any cut -> events, and back.

Source: WHATWG HTML 9.2 "Server-sent events"; CR, LF and CRLF bytes end a line and nothing else does (httpx's line iterator splits JSON
at U+2028 and five more). Differs on purpose: a line or an event has a bound; what a provider leaves without its blank line at the
end of the stream is still given, marked `unterminated`.
Rules for this file: pure; each byte is looked at once. Counterpart: conversation.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proxy.errors import UpstreamMalformed

KEEP_ALIVE = b": keep-alive\n\n"  # never ": ping": Continue's reader takes that for the end and loses what follows
_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile(rb"\r\n|\n|\r")
_CR = 13


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event. `data` has its lines joined by "\\n"."""

    data: str
    event: str | None = None
    unterminated: bool = False


class SSEDecoder:
    """See the module's docstring. `max_event_bytes` bounds a line and the sum of an event's data."""

    def __init__(self, *, max_event_bytes: int) -> None:
        self._bound = max_event_bytes
        self._parts: list[bytes] = []  # the unfinished line
        self._size = 0
        self._after_cr = False  # the last byte was a CR whose LF may still come
        self._begun = False
        self._data: list[str] = []
        self._data_bytes = 0
        self._event: str | None = None

    def feed(self, chunk: bytes) -> list[ServerEvent]:
        """The events that `chunk` completes. Raises UpstreamMalformed where a bound is passed."""
        if self._after_cr and chunk:
            self._after_cr = False
            chunk = chunk.removeprefix(b"\n")
        events: list[ServerEvent] = []
        at = 0
        for match in _LINE_END.finditer(chunk):
            self._keep(chunk[at : match.start()])
            at = match.end()
            line = b"".join(self._parts)
            self._parts, self._size = [], 0
            if (event := self._line(line)) is not None:
                events.append(event)
        if at < len(chunk):
            self._keep(chunk[at:])
        elif chunk and chunk[-1] == _CR:
            self._after_cr = True
        return events

    def finish(self) -> list[ServerEvent]:
        """What was left without its line end or blank line."""
        if self._parts:
            line = b"".join(self._parts)
            self._parts, self._size = [], 0
            self._line(line)
        if not self._data:
            return []
        return [self._dispatch(unterminated=True)]

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._bound:
            raise _too_long(self._bound)
        if part:
            self._parts.append(part)

    def _line(self, line: bytes) -> ServerEvent | None:
        if not self._begun:
            self._begun = True
            line = line.removeprefix(_BOM)
        if not line:
            return self._dispatch(unterminated=False) if self._data else self._forget()
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data_bytes += len(value)
            if self._data_bytes > self._bound:
                raise _too_long(self._bound)
            self._data.append(value.decode("utf-8", "replace"))
        elif name == b"event":
            self._event = value.decode("utf-8", "replace")
        return None  # comments, id, retry and unknown fields say nothing that a client of ours needs

    def _forget(self) -> None:
        self._event = None

    def _dispatch(self, *, unterminated: bool) -> ServerEvent:
        event = ServerEvent("\n".join(self._data), self._event, unterminated)
        self._data, self._data_bytes, self._event = [], 0, None
        return event


def encode(data: bytes | str, event: str | None = None) -> bytes:
    """One event. `data` has no line end in it (compact JSON has none)."""
    raw = data.encode() if isinstance(data, str) else data
    if event is None:
        return b"data: " + raw + b"\n\n"
    return b"event: " + event.encode() + b"\ndata: " + raw + b"\n\n"


def _too_long(bound: int) -> UpstreamMalformed:
    return UpstreamMalformed(f"The provider sent an event longer than limits.max_event_bytes ({bound} bytes).")
