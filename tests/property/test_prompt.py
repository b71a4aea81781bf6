"""The prompt's side: nothing that was found leaves in any spelling, JSON stays JSON, and the way back is exact in any cuts."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proxy.prompt.placeholders import LENGTH, Placeholders
from proxy.prompt.redacting import Redactor, secret_of, unspelled, views
from proxy.prompt.restored_events import Restored
from proxy.prompt.restoring import Piecewise, Restorer
from proxy.prompt.texts import Text, Voice, put, texts_of
from proxy.wire.json import dumps, loads
from proxy.wire.sse import encode
from tests.prompt_kinds import KINDS, made

KEY = b"k" * 32
VOICE = Voice("user", "text")
SECRETS = [made(kind)[0] for kind in KINDS] + ['pa"ss\\w/o<rd>&1', "two\nlines\tof it 77"]
SOME = st.lists(st.sampled_from(SECRETS), min_size=1, max_size=3, unique=True)
AROUND = st.sampled_from(
    ["", " ", "\n", '"', "\\", "\\n", "{", "}", "é", "\u2028", "😀", "cwsk", "cwskb", "key=", "://", "c", "x"]
)


def texts_with(secrets: list[str]) -> st.SearchStrategy[str]:
    """Texts in which the secrets stand as they are, and as strings of JSON spell them."""
    spelled = st.sampled_from(
        [*secrets, *(json.dumps(each) for each in secrets), *(json.dumps(json.dumps(each)) for each in secrets)]
    )
    return st.lists(st.one_of(AROUND, spelled, AROUND), max_size=12).map("".join)


def redactor(secrets: list[str]) -> tuple[Redactor, Placeholders]:
    placeholders = Placeholders(KEY, "conversation")
    return Redactor([secret_of(each) for each in secrets], placeholders), placeholders


def cuts(text: str, at: list[int]) -> list[str]:
    marks = [0, *sorted(min(each, len(text)) for each in at), len(text)]
    return [text[a:b] for a, b in pairwise(marks)]


@given(st.data())
def test_no_secret_is_left_and_the_way_back_is_exact(data: st.DataObject) -> None:
    secrets = data.draw(SOME)
    text = data.draw(texts_with(secrets))
    work, placeholders = redactor(secrets)
    left = work.redacted(Text(VOICE, text), ())
    for each in secrets:
        for spelling in (each, json.dumps(each)[1:-1], json.dumps(json.dumps(each)[1:-1])[1:-1]):
            assert spelling not in left
    assert Restorer(placeholders.stands_for).whole(left) == text if placeholders.stands_for else left == text


@given(st.data())
def test_arguments_stay_json_and_come_back(data: st.DataObject) -> None:
    secrets = data.draw(SOME)
    leaf = texts_with(secrets)
    value: Any = data.draw(
        st.recursive(
            leaf,
            lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(leaf, inner, max_size=3)),
            max_leaves=6,
        )
    )
    text = json.dumps({"a": value}, ensure_ascii=data.draw(st.booleans()), indent=data.draw(st.sampled_from([None, 1])))
    work, placeholders = redactor(secrets)
    left = work.redacted(Text(VOICE, text, json=True), ())
    json.loads(left)
    assert not any(each in string for each in secrets for string in views(Text(VOICE, left)))
    if not placeholders.stands_for:
        assert left == text
    else:
        assert json.loads(Restorer(placeholders.stands_for).whole(left, json_text=True)) == json.loads(text)


@given(st.data())
def test_pieces_come_back_in_any_cuts_and_no_more_is_held_than_a_beginning(data: st.DataObject) -> None:
    secrets = data.draw(SOME)
    work, placeholders = redactor(secrets)
    text = work.redacted(Text(VOICE, data.draw(texts_with(secrets)) + secrets[0]), ())
    restorer = Restorer(placeholders.stands_for)
    pieces = cuts(text, data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    piecewise, came, gone = Piecewise(restorer, json_text=False), "", ""
    for piece in pieces:
        came += piece
        gone += piecewise.feed(piece)
        held = came[restorer.split(came) :]
        assert gone == restorer.whole(came[: len(came) - len(held)])
        assert len(held) < LENGTH
        assert any(each.startswith(held) for each in placeholders.stands_for)
    assert gone + piecewise.finish() == restorer.whole(text)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
@example("a", "s", "t")
def test_a_placeholder_is_the_same_each_turn_another_elsewhere_and_known_again(
    one: str, other: str, secret: str
) -> None:
    first = Placeholders(KEY, one)
    token = first.of(secret)
    assert token.isascii()
    assert token.isalnum()
    assert len(token) == LENGTH
    assert Placeholders(KEY, one).of(secret) == token
    assert (Placeholders(KEY, other).of(secret) == token) is (
        one.encode("utf-8", "replace") == other.encode("utf-8", "replace")
    )
    assert Placeholders(b"x" * 32, one).of(secret) != token
    assert Placeholders(KEY, other).holds_ours(f"x {token}.")
    assert not Placeholders(b"x" * 32, one).holds_ours(token)
    assert not first.holds_ours(token[:-1] + ("b" if token[-1] != "b" else "c"))


BODIES = st.recursive(
    st.one_of(st.text(max_size=5), st.integers(-9, 9), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["content", "type", "role", "input", "arguments", "function", "tool_calls", "text", "data", "x"]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=20,
)


@given(
    st.dictionaries(st.sampled_from(["messages", "input", "system", "tools", "model", "prompt"]), BODIES, max_size=4)
)
def test_a_walk_over_a_copy_meets_the_same_texts_and_all_can_be_put(body: dict[str, Any]) -> None:
    texts = list(texts_of(body))
    copy = loads(dumps(body))
    again = list(texts_of(copy))
    assert [(t.value, t.voice, t.json) for t in texts] == [(t.value, t.voice, t.json) for t in again]
    put([(text, text.value + "!") for text in again if not text.whole])
    after = [text for text in texts_of(copy) if not text.whole]
    expected = [text.value + "!" for text in texts if not text.whole]
    assert sorted(text.value for text in after) == sorted(expected)


def spoken(wire: str, pieces: list[str]) -> bytes:
    """A text in pieces, as the events of a protocol."""
    if wire == "chat":
        said = [
            {"id": "1", "choices": [{"index": 0, "delta": {"content": each}, "finish_reason": None}]} for each in pieces
        ]
        end = {"id": "1", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
        return b"".join(encode(dumps(each)) for each in [*said, end]) + encode(b"[DONE]")
    if wire == "completions":
        said = [{"choices": [{"index": 0, "text": each, "finish_reason": None}]} for each in pieces[:-1]]
        said.append({"choices": [{"index": 0, "text": pieces[-1], "finish_reason": "stop"}]})
        return b"".join(encode(dumps(each)) for each in said) + encode(b"[DONE]")
    if wire == "messages":
        events = [
            {"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": each}}
            for each in pieces
        ]
        return b"".join(
            encode(dumps(each), str(each["type"])) for each in [*events, {"type": "content_block_stop", "index": 0}]
        )
    stem = "response.output_text"
    deltas = [
        {"type": f"{stem}.delta", "output_index": 0, "item_id": "m", "content_index": 0, "delta": each}
        for each in pieces
    ]
    done = {"type": f"{stem}.done", "output_index": 0, "item_id": "m", "content_index": 0, "text": "".join(pieces)}
    return b"".join(
        encode(dumps({**each, "sequence_number": at}), str(each["type"])) for at, each in enumerate([*deltas, done])
    )


def heard(wire: str, raw: bytes) -> str:
    events = [json.loads(line[6:]) for line in raw.split(b"\n") if line.startswith(b"data: {")]
    if wire == "chat":
        return "".join(each["choices"][0]["delta"].get("content", "") for each in events)
    if wire == "completions":
        return "".join(each["choices"][0]["text"] for each in events)
    if wire == "messages":
        return "".join(each["delta"]["partial_json"] for each in events if "delta" in each)
    assert [each["sequence_number"] for each in events] == list(range(len(events)))
    assert events[-1]["text"] == "".join(each.get("delta", "") for each in events)
    return "".join(each.get("delta", "") for each in events)


@given(st.sampled_from(["chat", "completions", "messages", "responses"]), st.data())
def test_events_of_every_protocol_in_any_cuts(wire: str, data: st.DataObject) -> None:
    secrets = data.draw(SOME)
    work, placeholders = redactor(secrets)
    text = work.redacted(Text(VOICE, data.draw(texts_with(secrets)) + secrets[0]), ()) + data.draw(AROUND)
    if wire == "messages":
        text = json.dumps({"x": text}, ensure_ascii=False)
    restorer = Restorer(placeholders.stands_for)
    pieces = cuts(text, data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    out = heard(wire, Restored(restorer, wire).stream(spoken(wire, pieces)))
    assert out == restorer.whole(text, json_text=wire == "messages")
    if wire == "messages":
        json.loads(out)


@pytest.mark.parametrize("wire", ["chat", "completions", "messages", "responses"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_at_every_boundary(wire: str, kind: str) -> None:
    secret, text = made(kind)
    work, placeholders = redactor([secret])
    left = work.redacted(Text(VOICE, f"{text} and {secret}"), ())
    assert secret not in left
    said, back = left, f"{text} and {secret}"
    if wire == "messages":
        said, back = json.dumps({"x": left}), json.dumps({"x": back})
    for at in range(len(said) + 1):
        out = heard(
            wire, Restored(Restorer(placeholders.stands_for), wire).stream(spoken(wire, [said[:at], said[at:]]))
        )
        assert out == back if wire != "messages" else json.loads(out) == json.loads(back)
    out = heard(wire, Restored(Restorer(placeholders.stands_for), wire).stream(spoken(wire, list(said))))
    assert out == back if wire != "messages" else json.loads(out) == json.loads(back)


def test_a_piece_of_a_json_string_says_what_it_says() -> None:
    assert [unspelled(each) for each in ("a", "a\\nb", "a\\", "\\q", '\\"')] == ["a", "a\nb", "a\\", "\\q", '"']
