"""Secrets out of one text at a time, whatever its form; the texts of a body and who says them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.prompt.placeholders import Placeholders
from proxy.prompt.redacting import Redactor, said, secret_of, unspelled, views
from proxy.prompt.restoring import Restorer
from proxy.prompt.texts import Text, Voice, put, texts_of

VOICE = Voice("user", "text")
LONG = "Zq7/kk2Lw\\Pn4\n9xQd5"


def redacted(text: Text, *secrets: str) -> tuple[str, Placeholders]:
    placeholders = Placeholders(b"k" * 32, "c")
    return Redactor([secret_of(each) for each in secrets], placeholders).redacted(text, ()), placeholders


@pytest.mark.parametrize("deep", range(4))
def test_every_depth_of_spelling(deep: int) -> None:
    text = LONG
    for _ in range(deep):
        text = json.dumps(text)
    left, placeholders = redacted(Text(VOICE, text), LONG)
    assert "Zq7" not in left
    assert "9xQd5" not in left
    assert Restorer(placeholders.stands_for).whole(left) == text


@pytest.mark.parametrize("char", ["/", "\\", "\n", "é", "😀", '"'])
def test_each_character_in_each_way_to_write_it(char: str) -> None:
    secret = f"Zq7kk2Lw{char}Pn49xQd5"
    ways = [secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]]
    ways += [f"Zq7kk2Lw\\u{ord(char):04X}Pn49xQd5"] if ord(char) < 1 << 16 else []
    for way in ways:
        assert redacted(Text(VOICE, f"a\\b {way}"), secret)[0].startswith("a\\b cw"), way


def test_arguments_are_written_anew_where_something_stood_only() -> None:
    text = '{ "a": "x Zq7kk2LwPn49xQd5", "\\u00e9": "\\u0041" }'
    left, placeholders = redacted(Text(VOICE, text, json=True), "Zq7kk2LwPn49xQd5")
    assert json.loads(left)["a"].startswith("x cw")
    assert left.endswith('"\\u00e9": "\\u0041" }')
    assert Restorer(placeholders.stands_for).whole(left, json_text=True) == text
    assert redacted(Text(VOICE, text, json=True), "another-0secret-7")[0] == text


def test_a_word_of_letters_is_found_with_escapes_around_it() -> None:
    for text in ("a\\b aWordOfLettersOnly", "a\\b aWordOfLettersOnly and aWordOfLettersOnly"):
        left, placeholders = redacted(Text(VOICE, text), "aWordOfLettersOnly")
        assert "Letters" not in left
        assert Restorer(placeholders.stands_for).whole(left) == text
    long = "a/word/of\\letters/77"
    text = f"{long} \\ {long}"
    assert redacted(Text(VOICE, text), long)[0].count("cw") == 2
    searched = Redactor([secret_of(long)], Placeholders(b"k" * 32, "c"))
    assert long not in searched.redacted(Text(VOICE, text), ()) + searched.redacted(Text(VOICE, text), ())


def test_two_that_overlap_go_as_one() -> None:
    left, placeholders = redacted(Text(VOICE, "x abcdef123456-ghijkl y"), "abcdef123456-ghi", "123456-ghijkl")
    assert list(placeholders.stands_for.values()) == ["abcdef123456-ghijkl"]
    assert left.startswith("x cw")
    assert left.endswith(" y")


def test_what_is_looked_at_of_json_in_json() -> None:
    inner = json.dumps({"k\n": ["a\tb", 1, None, {"n": "c\\d"}]})
    text = json.dumps({"file": inner, "plain": "e"})
    assert views(Text(VOICE, text)) == [text, inner, "c\\d", "a\tb", "k\n"]
    assert views(Text(VOICE, "{no json \\")) == ["{no json \\"]
    assert views(Text(VOICE, "[1]")) == ["[1]"]


def test_a_piece_of_a_string_says_what_it_says() -> None:
    assert [unspelled(each) for each in ("a", "a\\nb", "a\\")] == ["a", "a\nb", "a\\"]
    assert said('a\\\\\\"b') == 'a"b'


ITEMS = [
    ({"role": "tool", "content": "x"}, Voice("tool", "tool_result", 0)),
    ({"type": "function_call_output", "output": "x"}, Voice("tool", "tool_result", 0)),
    ({"type": "reasoning", "summary": "x"}, Voice("assistant", "reasoning", 0)),
    ({"type": "local_shell_call", "note": "x"}, Voice("assistant", "tool_call", 0)),
    ({"role": "developer", "content": "x"}, Voice("system", "text", 0)),
    ({"content": "x"}, Voice("user", "text", 0)),
    ({"role": "critic", "content": "x"}, Voice("other", "text", 0)),
    ({"role": "assistant", "reasoning_content": "x"}, Voice("assistant", "reasoning", 0)),
    ({"role": "user", "content": [{"type": "tool_result", "content": "x"}]}, Voice("tool", "tool_result", 0)),
    ("x", Voice("user", "text", 0)),
]


@pytest.mark.parametrize(("item", "voice"), ITEMS)
def test_who_says_a_text(item: Any, voice: Voice) -> None:
    assert [(text.value, text.voice) for text in texts_of({"input": [item]})] == [("x", voice)]


def test_what_is_no_text() -> None:
    picture = {"type": "image_generation_call", "result": "QUJD"}
    sound = {"type": "input_audio", "input_audio": {"data": "QUJD", "format": "wav"}}
    found = texts_of({"input": [picture, sound, 1, None], "temperature": 1})
    assert [text.value for text in found] == ["wav"]


def test_arguments_are_json_where_they_are() -> None:
    for call, is_json in (
        ({"type": "function_call", "arguments": '{"a": 1}'}, True),
        ({"type": "function_call", "arguments": '{"a": 1'}, False),
        ({"type": "function_call", "arguments": '"a"'}, False),
        ({"type": "message", "arguments": "[]"}, False),
        ({"type": "tool_calls", "function": {"arguments": "[]"}}, True),
    ):
        assert [text.json for text in texts_of({"input": [call]})] == [is_json]


def test_keys_change_in_their_place() -> None:
    body = {"input": [{"type": "function_call", "arguments": {"a": "1", "b": [2, "3"], "c": None}}]}
    texts = list(texts_of(body))
    put([(text, text.value + "!") for text in texts if not text.whole])
    assert list(body["input"][0]["arguments"].items()) == [("a!", "1!"), ("b!", [2, "3!"]), ("c!", None)]  # type: ignore[attr-defined] # JSON
