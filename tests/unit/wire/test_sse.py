"""Server-sent events: rows of WHATWG HTML 9.2, and F1-F15 of the fault list."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat

import pytest

from proxy.errors import UpstreamMalformed
from proxy.wire.sse import KEEP_ALIVE, ServerEvent, SSEDecoder, encode


def decode(chunks: Iterable[bytes], *, most: int = 1000) -> list[ServerEvent]:
    decoder = SSEDecoder(max_event_bytes=most)
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return events + decoder.finish()


def each_byte(raw: bytes) -> list[bytes]:
    return [raw[at : at + 1] for at in range(len(raw))]


def left(data: str) -> ServerEvent:
    return ServerEvent(data, unterminated=True)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"data: a\n\n", [ServerEvent("a")], id="lf"),
        pytest.param(b"data: a\r\rdata: b\r\r", [ServerEvent("a"), ServerEvent("b")], id="F1-cr"),
        pytest.param(b"data: a\r\n\r\ndata: b\r\n\r\n", [ServerEvent("a"), ServerEvent("b")], id="F2-crlf"),
        pytest.param(
            b"data: a\n\r\ndata: b\r\r\ndata: c\r\n\n",
            [ServerEvent("a"), ServerEvent("b"), ServerEvent("c")],
            id="F3-mixed",
        ),
        pytest.param(b"\xef\xbb\xbfdata: a\n\n", [ServerEvent("a")], id="F4-byte-order-mark"),
        pytest.param(b"data: a\n\n\xef\xbb\xbfdata: b\n\n", [ServerEvent("a")], id="F4-only-at-the-start"),
        pytest.param(b"data:a\n\ndata:  b\n\n", [ServerEvent("a"), ServerEvent(" b")], id="F5-one-space-at-most"),
        pytest.param(b"data: a\ndata: b\ndata:\n\n", [ServerEvent("a\nb\n")], id="F6-several-lines"),
        pytest.param(
            b"event: e\nid: 7\nretry: 10\n: c\nfoo: bar\ndata: a\n\ndata: b\n\n",
            [ServerEvent("a", "e", "7"), ServerEvent("b", None, "7")],
            id="F7-fields",
        ),
        pytest.param(b"id: 1\nid: a\0\ndata: a\n\n", [ServerEvent("a", None, "1")], id="F7-id-with-nul"),
        pytest.param(b"event: e\n\ndata: a\n\n", [ServerEvent("a")], id="F7-event-without-data-is-forgotten"),
        pytest.param(b"event:\ndata: a\n\n", [ServerEvent("a")], id="F7-empty-event"),
        pytest.param(b"data\n\ndata\ndata\n\n", [ServerEvent(""), ServerEvent("\n")], id="F7-no-colon"),
        pytest.param(b"\n\n\r\n\r\r\ndata: a\n\n\n\n\n", [ServerEvent("a")], id="F8-blank-lines"),
        pytest.param(
            "data: a\u2028\u2029\x85\x0b\x0c\x1cb\n\n".encode(),
            [ServerEvent("a\u2028\u2029\x85\x0b\x0c\x1cb")],
            id="F13-other-separators",
        ),
        pytest.param(
            b"data: \xff|\xc0\xaf|\xed\xa0\x80|\xe2\x82\n\n",
            [ServerEvent("\ufffd|\ufffd\ufffd|\ufffd\ufffd\ufffd|\ufffd")],
            id="F14-invalid",
        ),
        pytest.param(b"data: a\0b\n\n", [ServerEvent("a\0b")], id="F15-nul"),
        pytest.param("data: é€😀\n\n".encode(), [ServerEvent("é€😀")], id="multibyte"),
        pytest.param(b"data: a\n", [left("a")], id="F11-no-blank-line"),
        pytest.param(b"data: [DONE]", [left("[DONE]")], id="F11-no-line-end"),
        pytest.param(b'data: {"a": ', [left('{"a": ')], id="U13-cut"),
        pytest.param("data: é".encode()[:-1], [left("\ufffd")], id="U12-cut-in-a-character"),
        pytest.param(b"data: a\r", [left("a")], id="cr-at-the-end"),
        pytest.param(b"dat", [], id="cut-in-a-name"),
        pytest.param(b"event: e\nid: 1\n", [], id="no-data-at-the-end"),
        pytest.param(b"\xef\xbb\xbf", [], id="nothing-but-a-mark"),
        pytest.param(b"", [], id="nothing"),
    ],
)
def test_events(raw: bytes, expected: list[ServerEvent]) -> None:
    trailer = b"\n\ndata: end\n\n"
    whole = decode([raw])
    assert expected == whole
    assert expected == decode(each_byte(raw))
    assert [event.data for event in expected] + ["end"] == [event.data for event in decode([raw, trailer])][
        -len(expected) - 1 :
    ]
    assert all(decode([raw[:cut], b"", raw[cut:]]) == whole for cut in range(len(raw)))


def test_frames_of_one_read_come_together() -> None:
    decoder = SSEDecoder(max_event_bytes=100)
    assert decoder.feed(b"id: 1\ndata: a\n\n") == [ServerEvent("a", None, "1")]
    assert decoder.feed(b"data: b\n\ndata: c\n\n") == [ServerEvent("b", None, "1"), ServerEvent("c", None, "1")]
    assert decoder.feed(b"data: d\ndata: e\n\n") == [ServerEvent("d\ne", None, "1")]
    assert decoder.feed(b"data: f\n\n: x\n\n") == [ServerEvent("f", None, "1")]
    assert decoder.comments == 1


def test_keep_alive_is_a_comment() -> None:
    decoder = SSEDecoder(max_event_bytes=100)
    assert decoder.feed(KEEP_ALIVE) + decoder.finish() == []
    assert decoder.comments == 1


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"data: " + b"a" * 100, id="line-without-end"),
        pytest.param(b"data: " + b"a" * 100 + b"\n\n", id="whole-frame"),
        pytest.param(b"data: aaaaaaaaaa\n" * 10 + b"\n", id="event-of-many-lines"),
        pytest.param(b"data\n" * 30 + b"\n", id="event-of-empty-lines"),
        pytest.param(b": " + b"a" * 100, id="comment"),
        pytest.param(b": " + b"a" * 100 + b"\n", id="whole-comment"),
        pytest.param(b"\xff" * 101, id="no-line-at-all"),
    ],
)
def test_bound(raw: bytes) -> None:
    with pytest.raises(UpstreamMalformed, match="more than 100 bytes"):
        decode([raw], most=100)
    with pytest.raises(UpstreamMalformed, match="more than 100 bytes"):
        decode(each_byte(raw), most=100)


def test_bound_is_exact() -> None:
    assert [ServerEvent("a" * 94)] == decode([b"data: " + b"a" * 94 + b"\n\n"], most=100)
    assert [ServerEvent("a" * 94)] == decode(each_byte(b"data: " + b"a" * 94 + b"\n\n"), most=100)


def test_what_came_before_the_bound_is_given_out_first() -> None:
    decoder = SSEDecoder(max_event_bytes=10)
    assert decoder.feed(b"data: a\n\ndata: 0123456789") == [ServerEvent("a")]
    with pytest.raises(UpstreamMalformed):
        decoder.feed(b"\n\ndata: b\n\n")
    with pytest.raises(UpstreamMalformed):
        decoder.finish()


def test_a_hundred_megabytes_without_a_line_end_fail_at_the_bound() -> None:
    with pytest.raises(UpstreamMalformed):
        decode(repeat(b"a", 100_000_000), most=200_000)


@pytest.mark.parametrize(
    ("data", "event", "raw"),
    [
        pytest.param(b'{"a":1}', None, b'data: {"a":1}\n\n', id="bytes"),
        pytest.param("é", None, "data: é\n\n".encode(), id="text"),
        pytest.param("a\nb\r\nc\rd", None, b"data: a\ndata: b\ndata: c\ndata: d\n\n", id="lines"),
        pytest.param("a", "message_stop", b"event: message_stop\ndata: a\n\n", id="event"),
        pytest.param("a", "x\ndata: y", b"event: x data: y\ndata: a\n\n", id="event-of-two-lines"),
        pytest.param("\ud800", None, b"data: ?\n\n", id="lone-surrogate"),
        pytest.param("", None, b"data: \n\n", id="empty"),
    ],
)
def test_encode(data: str | bytes, event: str | None, raw: bytes) -> None:
    assert raw == encode(data, event)
