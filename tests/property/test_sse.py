"""Server-sent events under any cut (I1), and there and back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proxy.errors import UpstreamMalformed
from proxy.wire.sse import ServerEvent, SSEDecoder, encode

PIECES = [
    *(b"data: ", b"data:", b"data", b"event: e", b"id: 1", b"retry: 3", b": c", b"foo: ", b"[DONE]", b'{"a": "b"}'),
    *(b"\n", b"\n\n", b"\r\n", b"\r", b"data: x\n\n", b"data: x\r\n\r\n", b"data: y\n\ndata: z\n\n"),
    *(b"\xef\xbb\xbf", b"\xff", b"\xe2\x80\xa8", "é".encode(), b"\0", b" ", b"a" * 40),
]
RAW = st.lists(st.sampled_from(PIECES), max_size=14).map(b"".join)


def decode(raw: bytes, places: list[int], most: int) -> tuple[list[ServerEvent], bool]:
    """The events, and whether the bound was passed."""
    decoder = SSEDecoder(max_event_bytes=most)
    events: list[ServerEvent] = []
    try:
        for start, end in pairwise(sorted({0, len(raw), *places})):
            events += decoder.feed(raw[start:end])
        events += decoder.finish()
    except UpstreamMalformed:
        return events, True
    return events, False


@given(RAW, st.lists(st.integers(0, 400), max_size=6), st.sampled_from([50, 1000]))
@example(b"data: a\r\n\r\n", [8, 9], 50)
@example(b"\xef\xbb\xbfdata: a\n\n", [1, 2], 50)
@example(b"data: \xe2\x80\xa8\n\n", [7, 8], 50)
def test_any_cut_gives_the_same(raw: bytes, cuts: list[int], most: int) -> None:
    places = [cut for cut in cuts if cut < len(raw)]
    assert decode(raw, [], most) == decode(raw, places, most) == decode(raw, list(range(len(raw))), most)


@given(st.lists(st.text(st.sampled_from("ab\n\u2028é\0 :{}\"'"), max_size=12)), st.sampled_from([None, "e"]))
def test_there_and_back(texts: list[str], event: str | None) -> None:
    raw = b"".join(encode(text, event) for text in texts)
    assert ([ServerEvent(text, event) for text in texts], False) == decode(raw, [], 1000)


@pytest.mark.parametrize("size", [0, 1, 3])
@given(RAW)
def test_nothing_is_kept_past_the_bound(size: int, raw: bytes) -> None:
    decoder = SSEDecoder(max_event_bytes=60)
    try:
        for at in range(0, len(raw), size or len(raw) or 1):
            for event in decoder.feed(raw[at : at + (size or len(raw))]):
                assert len(event.data.encode()) <= 60 * 3  # U+FFFD takes three bytes
            assert len(decoder._partial) + decoder._size <= 60
    except UpstreamMalformed:
        assert not decoder._partial
