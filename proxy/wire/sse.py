"""Server-sent events: bytes in, events out, and back.

Source: WHATWG HTML 9.2.5-6 (text/event-stream). A line ends with CR, LF or CRLF *bytes* and with nothing else: `str.splitlines` and
httpx's `iter_lines` also cut at U+2028, U+0085, VT and FF, which stand unescaped inside JSON.
Differs on purpose: an event that the end of the stream cuts off before its blank line is given out, marked `unterminated`.
The standard and openai-python drop it, several editors' own readers don't, so it must be seen; cut JSON then fails to parse.
Rules for this file: pure. Cost is linear in the bytes whatever the chunks, and no more than `max_event_bytes` is kept.
Counterpart: upstream/ gives the bytes, the codecs of this room read the events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proxy.errors import UpstreamMalformed

# `: ping` would be read as the end of the stream by Continue's reader; this spelling is safe with every client we know.
KEEP_ALIVE = b": keep-alive\n\n"

_EOL = re.compile(rb"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"
_FRAME_START = b"data: "
_FRAME_END = b"\n\n"


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event. `id` is the last one the stream gave. `unterminated`: the stream ended before the event's blank line."""

    data: str
    event: str | None = None
    id: str | None = None
    unterminated: bool = False


class SSEDecoder:
    """One stream. `feed` raises UpstreamMalformed once a line or event passes `max_event_bytes`, and from then on.

    What came whole before the bad line is given out first; the error then follows on the next call.
    """

    def __init__(self, *, max_event_bytes: int) -> None:
        self._max = max_event_bytes
        self._partial = bytearray()  # of a line whose end hasn't come
        self._after_cr = False  # a LF at the start of the next chunk belongs to the CR before it
        self._at_start = True
        self._event: str | None = None
        self._data: list[str] = []
        self._size = 0  # bytes of the event's lines so far
        self._id: str | None = None
        self._failure: UpstreamMalformed | None = None
        self.comments = 0

    def feed(self, chunk: bytes) -> list[ServerEvent]:
        """Give out the events that end in this chunk."""
        if self._failure is not None:
            raise self._failure
        if not chunk:
            return []
        if (events := self._whole_frames(chunk)) is not None:
            return events
        events = []
        try:
            self._read(chunk, events)
        except UpstreamMalformed as error:
            self._failure = error
            self._partial.clear()
            self._data.clear()
            if not events:
                raise
        return events

    def finish(self) -> list[ServerEvent]:
        """The stream is over: give out the event that has no blank line after it, if there is one."""
        if self._failure is not None:
            raise self._failure
        self._line(bytes(self._partial))
        self._partial.clear()
        if not self._data:
            return []
        event = ServerEvent("\n".join(self._data), self._event, self._id, unterminated=True)
        self._reset()
        return [event]

    def _whole_frames(self, chunk: bytes) -> list[ServerEvent] | None:
        """The hot path: a chunk of nothing but whole `data: ...` frames; None where it is anything else."""
        if self._partial or self._data or self._after_cr or self._event is not None:
            return None
        if not (chunk.startswith(_FRAME_START) and chunk.endswith(_FRAME_END)) or b"\r" in chunk:
            return None
        frames = chunk[: -len(_FRAME_END)].split(_FRAME_END)
        start, most = len(_FRAME_START), self._max
        for frame in frames:
            if not frame.startswith(_FRAME_START) or b"\n" in frame or len(frame) > most:
                return None
        self._at_start = False
        return [ServerEvent(frame[start:].decode("utf-8", "replace"), None, self._id) for frame in frames]

    def _read(self, chunk: bytes, events: list[ServerEvent]) -> None:
        if self._after_cr and chunk.startswith(b"\n"):
            chunk = chunk[1:]
        self._after_cr = chunk.endswith(b"\r")
        *lines, rest = _EOL.split(chunk)
        for line in lines:
            if self._partial:
                self._bound(len(line))
                self._partial += line
                whole = bytes(self._partial)
                self._partial.clear()
            else:
                whole = line
            if whole:
                self._line(whole)
            elif self._data:
                events.append(ServerEvent("\n".join(self._data), self._event, self._id))
                self._reset()
            else:
                self._reset()
        self._bound(len(rest))
        self._partial += rest

    def _line(self, raw: bytes) -> None:
        """Take one line that isn't blank."""
        if self._at_start:
            self._at_start = False
            raw = raw.removeprefix(_BOM)
        self._bound(len(raw))
        if raw.startswith(b":"):
            self.comments += 1
            return
        # Invalid UTF-8 becomes U+FFFD here, before anything is scanned: the text that is delivered is the text that was looked at.
        name, _, value = raw.decode("utf-8", "replace").partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
            self._size += len(raw)
        elif name == "event":
            self._event = value or None
        elif name == "id" and "\0" not in value:
            self._id = value

    def _bound(self, more: int) -> None:
        if len(self._partial) + self._size + more > self._max:
            message = f"The provider sent an event of more than {self._max} bytes."
            raise UpstreamMalformed(message)

    def _reset(self) -> None:
        self._event = None
        self._data.clear()
        self._size = 0


def encode(data: str | bytes, event: str | None = None) -> bytes:
    """Write one event. Lines in `data` become `data:` lines of their own; a lone surrogate, which UTF-8 can't carry, becomes "?"."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    head = b"" if event is None else b"event: " + _EOL.sub(b" ", event.encode()) + b"\n"
    if b"\n" in raw or b"\r" in raw:
        raw = b"\ndata: ".join(_EOL.split(raw))
    return head + _FRAME_START + raw + _FRAME_END
