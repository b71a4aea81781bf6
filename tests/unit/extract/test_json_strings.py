"""The strings of a JSON text: whole, cut anywhere, and wrong in every way that a client's own reader may still take."""

from __future__ import annotations

import json

import pytest

from proxy.extract import json_reader
from proxy.extract.json_strings import ENCODED, MAX_ENCODED, JsonReader, JsonString, JsonText, inside, read, replaced


def reading(text: str) -> JsonText:
    """Read whole; every cut must give the same."""
    whole = read(text)
    for size in (1, 2, 3, 7):
        reader = JsonReader()
        for at in range(0, len(text), size):
            reader.feed(text[at : at + size])
        assert whole == reader.finish(), size
    return whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"a": "x", "b": "y"}', [(("a",), "x"), (("b",), "y")], id="object"),
        pytest.param('["x", ["y"], []]', [((0,), "x"), ((1, 0), "y")], id="list"),
        pytest.param('{"e":[{"n":"x"},{"n":"y"}]}', [(("e", 0, "n"), "x"), (("e", 1, "n"), "y")], id="objects-in-a-list"),
        pytest.param('"x"', [((), "x")], id="top"),
        pytest.param("{}", [], id="empty-object"),
        pytest.param(' \t\r\n{"a" : "x" } \n', [(("a",), "x")], id="spaces"),
        pytest.param('[1, -0.5e+3, true, false, null, "x"]', [((5,), "x")], id="scalars"),
        pytest.param("12", [], id="top-number"),
        pytest.param(r'["\"\\\/\b\f\n\r\t"]', [((0,), '"\\/\b\f\n\r\t')], id="escapes"),
        pytest.param(r'["\u0069\u006Dport \u00e9"]', [((0,), "import é")], id="unicode-escapes"),
        pytest.param(r'["\ud83d\ude00"]', [((0,), "😀")], id="pair"),
        pytest.param(r'["\ud83d", "a\ude00b", "\ud83d\ud83d\ude00"]', [((0,), "\ufffd"), ((1,), "a\ufffdb"), ((2,), "\ufffd😀")], id="lone-halves"),
        pytest.param('["\ud83d"]', [((0,), "\ufffd")], id="bare-half"),
        pytest.param('["é\u2028\x7f"]', [((0,), "é\u2028\x7f")], id="as-they-are"),
        pytest.param('{"": "x"}', [(("",), "x")], id="empty-key"),
        pytest.param(r'{"\u0061": "x"}', [(("a",), "x")], id="escaped-key"),
        pytest.param('{"a": "{\\"b\\": \\"c\\"}"}', [(("a",), '{"b": "c"}')], id="json-in-a-string-is-text"),
    ],
)  # fmt: skip
def test_strings_of_valid_texts(text: str, expected: list[tuple[object, str]]) -> None:
    found = reading(text)
    assert not found.unread
    assert expected == [(each.where, each.text) for each in found.strings]
    assert all(each.where == each.path for each in found.strings)
    assert [each.text for each in found.strings] == [
        read(text[each.start : each.end]).strings[0].text for each in found.strings
    ]


@pytest.mark.parametrize(
    ("text", "unread", "texts"),
    [
        pytest.param("", "ends too early at character 1", [], id="nothing"),
        pytest.param('{"a": "x', "ends within a string at character 9", ["x"], id="cut-string"),
        pytest.param('{"a": "x\\', "an escape that JSON doesn't know at character 9", ["x"], id="cut-escape"),
        pytest.param('{"a": "x\\u00', "an escape that JSON doesn't know at character 9", ["xu00"], id="cut-unicode-escape"),
        pytest.param('{"a": "x"', "ends too early at character 10", ["x"], id="cut-object"),
        pytest.param('["x", 1', "ends too early at character 8", ["x"], id="cut-list"),
        pytest.param('{"a": "x", "import os', "ends within a string at character 22", ["x", "import os"], id="cut-key"),
        pytest.param('{"a": "x", "b"', "a key without a value at character 15", ["x", "b"], id="cut-after-key"),
        pytest.param('{"a": "x",}', "a comma or colon without a value at character 11", ["x"], id="trailing-comma"),
        pytest.param('["x",]', "a comma or colon without a value at character 6", ["x"], id="trailing-comma-in-a-list"),
        pytest.param('{"a":}', "a comma or colon without a value at character 6", [], id="no-value"),
        pytest.param('["x",,"y"]', "a comma without a value at character 6", ["x", "y"], id="two-commas"),
        pytest.param('{"a":,"b":"y"}', "a comma without a value at character 6", ["y"], id="comma-for-a-value"),
        pytest.param(',"x"', "a comma out of place at character 1", ["x"], id="comma-first"),
        pytest.param('["x" "y"]', "a comma is missing at character 6", ["x", "y"], id="no-comma"),
        pytest.param('{"a": "x" "b": "y"}', "a comma is missing at character 11", ["x", "y"], id="no-comma-in-an-object"),
        pytest.param('["x" 1 ["y"]]', "a comma is missing at character 6", ["x", "y"], id="no-comma-before-other-values"),
        pytest.param('{"a" "x"}', "a colon is missing at character 6", ["x"], id="no-colon"),
        pytest.param('{"a" 1, "b": "y"}', "a colon is missing at character 6", ["y"], id="no-colon-before-a-number"),
        pytest.param('{"a" {"b": "x"}}', "a colon is missing at character 6", ["x"], id="no-colon-before-an-object"),
        pytest.param('{"a", "b": "y"}', "a key without a value at character 5", ["a", "y"], id="key-alone"),
        pytest.param('{"a":: "x"}', "a colon out of place at character 6", ["x"], id="two-colons"),
        pytest.param('{"a": "l1\nl2"}', "a control character in a string at character 10", ["l1\nl2"], id="literal-line-break"),
        pytest.param('{"a": "l1\nl2\\n"}', "a control character in a string at character 10", ["l1\nl2\n"], id="literal-line-break-and-escapes"),
        pytest.param("{'a': 'it\\'s \"x\"\\n'}", "a single quote at character 2", ['it\'s "x"\n'], id="single-quotes"),
        pytest.param(r'["\x41\é\U"]', "an escape that JSON doesn't know at character 3", ["x41éU"], id="unknown-escapes"),
        pytest.param('{a: "x", b: "y"}', "a key without quotes at character 2", ["x", "y"], id="bare-keys"),
        pytest.param('{"a": NaN, "b": "x"}', "a value that JSON doesn't know at character 7", ["x"], id="nan"),
        pytest.param('[01, "x"]', "a value that JSON doesn't know at character 2", ["x"], id="leading-zero"),
        pytest.param('{"a": "x"} 1 "y"', "text behind the end at character 12", ["x", "y"], id="behind-the-end"),
        pytest.param('{"a": "x"}{"a": "y"}', "text behind the end at character 11", ["x", "y"], id="two-texts"),
        pytest.param('{"a": "x"}}', "a bracket that nothing opened at character 11", ["x"], id="one-bracket-too-many"),
        pytest.param('["x"}', "a bracket of the wrong kind at character 5", ["x"], id="wrong-bracket"),
        pytest.param('{["x"]: "y"}', "a value where a key should be at character 2", ["x", "y"], id="list-as-key"),
        pytest.param('\ufeff{"a": "x"}', "a value that JSON doesn't know at character 1", ["x"], id="byte-order-mark"),
        pytest.param('{"a":\xa0"x"}', "a space that JSON doesn't know at character 6", ["x"], id="unknown-space"),
        pytest.param("import os", "a value that JSON doesn't know at character 1", [], id="no-json"),
        pytest.param(":", "a colon out of place at character 1", [], id="colon"),
    ],
)  # fmt: skip
def test_mistakes_are_told_and_read_over(text: str, unread: str, texts: list[str]) -> None:
    found = reading(text)
    assert unread == found.unread
    assert texts == [each.text for each in found.strings]
    assert len(found.strings) == len({each.where for each in found.strings})


def test_of_equal_keys_the_last_counts_and_the_others_are_shadowed() -> None:
    found = reading('{"a": {"b": "1", "b": "2"}, "c": "3", "a": {"b": "4"}, "a": "5"}').strings
    assert [(s.text, s.shadowed) for s in found] == [("1", True), ("2", True), ("3", False), ("4", True), ("5", False)]
    assert [s.where for s in found] == [("a", -2), ("a", -3), ("c",), ("a", -5), ("a",)]
    assert found[0].path == ("a", "b")


def test_equal_keys_without_strings_shadow_nothing() -> None:
    assert [s.shadowed for s in reading('{"a": 1, "a": 2, "b": "x"}').strings] == [False]


@pytest.mark.parametrize("key", ["k" * 65, "import os\nx", "a(b)", "a\u202eb"])
def test_a_key_that_carries_text_is_a_string(key: str) -> None:
    found = reading(json.dumps({key: {"b": "x"}})).strings
    assert [(key, True, (-2,)), ("x", False, (key, "b"))] == [(s.text, s.key, s.where) for s in found]


def test_a_string_deep_down_is_named_by_its_number() -> None:
    found = reading("[" * 10_000 + '"x","y"' + "]" * 10_000)
    assert not found.unread
    assert [s.where[-1] for s in found.strings] == [-2, -3]
    assert found.strings[0].path == (0,) * json_reader.MAX_STEPS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 60_000, id="deep"),
        pytest.param('["first",' + "1," * 60_000 + '"x"]', id="many"),
        pytest.param('["first"' + r',"\x\x"' * 60_000, id="mistakes"),
    ],
)
def test_bounds(text: str) -> None:
    found = read(text)
    assert found.unread
    assert len(found.strings) < json_reader.MAX_VALUES


def test_a_bound_is_the_same_in_any_cuts() -> None:
    text = "[" + "1," * 60_000
    reader = JsonReader()
    for at in range(0, len(text), 1000):
        reader.feed(text[at : at + 1000])
    assert reader.finish() == read(text)


def test_json_in_strings_is_gone_into_four_deep() -> None:
    text = '["x"]'
    for _ in range(MAX_ENCODED + 1):
        text = json.dumps([text])
    level = read(text).strings
    for depth in range(MAX_ENCODED):
        inner = inside(level[0])
        assert inner is not None
        level = inner
        assert (0,) + (ENCODED, 0) * (depth + 1) == level[0].where
    assert inside(level[0]) is None


@pytest.mark.parametrize(
    ("text", "inner"),
    [("{}", ()), ("[1]", ()), ("import os", None), ('{"a": "b"', None), ("[section]", None), ('"a"', None)],
)
def test_what_is_no_json_is_text(text: str, inner: object) -> None:
    assert inner == inside(JsonString(("a",), ("a",), text, 0, 0))


@pytest.mark.parametrize(
    ("text", "texts", "expected"),
    [
        pytest.param('{ "a":"x" ,"b": 1e5}', {}, '{ "a":"x" ,"b": 1e5}', id="nothing"),
        pytest.param('{ "a":"x" ,"b": 1e5}', {("a",): 'é"\n'}, '{ "a":"é\\"\\n" ,"b": 1e5}', id="one"),
        pytest.param('["x","y","\\u0061"]', {(1,): "", (0,): "1"}, '["1","","\\u0061"]', id="some"),
        pytest.param('{"a":"1","a":"2"}', {("a",): "w", (-2,): "s"}, '{"a":"s","a":"w"}', id="shadowed"),
        pytest.param('{"a":"{\\"b\\":\\"c\\", \\"d\\":1}"}', {("a", ENCODED, "b"): "n"}, '{"a":"{\\"b\\":\\"n\\", \\"d\\":1}"}', id="inside"),
        pytest.param('{"a":"{\\"b\\":\\"c\\"}"}', {("a", ENCODED, "b"): "n", ("a",): "whole"}, '{"a":"whole"}', id="whole-over-inside"),
        pytest.param('["x"]', {(0,): "\ud83d"}, '["\ufffd"]', id="half"),
        pytest.param('"x"', {(): "y"}, '"y"', id="top"),
    ],
)  # fmt: skip
def test_replaced(text: str, texts: dict[tuple[str | int, ...], str], expected: str) -> None:
    assert expected == replaced(text, texts)


@pytest.mark.parametrize("where", [("b",), ("b", ENCODED, "c"), ("a", ENCODED, "c")])
def test_what_stands_nowhere_cannot_be_replaced(where: tuple[str | int, ...]) -> None:
    with pytest.raises(ValueError, match="no string stands at"):
        replaced('{"a": "{}"}', {where: "x"})
