"""Promises of tool calls: the strings are what a JSON parser reads, in any cuts; nothing of a call is unseen; the way back is exact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from proxy.extract.json_strings import ENCODED, JsonReader, JsonText, Where, inside, read, replaced
from proxy.extract.tool_args import RAW, Edit, changed, parts_of_call, rewritten
from proxy.policy.tools import load_tools

TOOLS = load_tools(None)
PIECES = [
    *('"', "'", "\\", "/", "\n", "\r\n", "\t", "\x00", "\x7f", "é", "\u2028", "😀", "\ufffd", "{", "}", "[", "]", ":", ",", " ", "#"),
    *("import os", "os.system(x)", "*** Begin Patch", "AKIA", "a.py", '{"a": "b"}', '["x"]', "a", "1", "true", "\\u0041", "\\ud83d"),
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
KEYS = st.one_of(
    st.sampled_from(
        ["path", "file_path", "content", "old_string", "new_string", "edits", "command", "args", "diff", "language", "input", "a.py", "env"]
    ),
    TEXTS,
)  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(TEXTS, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4), inner.map(json.dumps)
    ),
    max_leaves=12,
)
NAMES = st.sampled_from(
    ["write_file", "edit", "Bash", "apply_patch", "NotebookEdit", "python", "x", "mcp__s__write_file"]
)


def strings_of(value: Any, path: Where = ()) -> Iterator[tuple[Where, str]]:
    """What the standard library's reader gives, in the order of the text."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strings_of(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings_of(item, (*path, key))


def cut(text: str, places: list[int]) -> JsonText:
    reader, at = JsonReader(), 0
    for place in sorted(place % (len(text) + 1) for place in places):
        reader.feed(text[at:place])
        at = place
    reader.feed(text[at:])
    return reader.finish()


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_the_strings_are_a_parser_s(value: Any, ascii_only: bool, indent: int | None) -> None:
    found = read(json.dumps(value, ensure_ascii=ascii_only, indent=indent))
    assert not found.unread
    assert [(each.where, each.text) for each in found.strings if not each.key] == list(strings_of(value))


@given(st.lists(st.one_of(st.sampled_from(PIECES), VALUES.map(json.dumps)), max_size=8).map("".join))
@example('{"a":"x" "b"')
@example("[01]")
@example("\ufeff{}")
def test_what_is_read_is_what_a_parser_takes(text: str) -> None:
    def refuse(name: str) -> None:
        raise ValueError(name)

    try:
        json.loads(text, parse_constant=refuse)
        valid = True
    except ValueError:
        valid = False
    assert valid == (not read(text).unread)


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), VALUES.map(json.dumps)), max_size=6).map("".join),
    st.lists(st.integers(min_value=0), max_size=8),
)
@example('["\\ud83d\\ude00"]', [4, 8, 9, 10])
@example("{'a': 'x\\'y'}", [3, 9])
def test_cuts_change_nothing(text: str, places: list[int]) -> None:
    found = cut(text, places)
    assert found == read(text)
    assert len(found.strings) == len({each.where for each in found.strings})


@given(VALUES, st.data())
def test_a_replaced_string_is_the_only_change(value: Any, data: st.DataObject) -> None:
    text = json.dumps(value)
    strings = [each for each in read(text).strings if not each.key]
    if not strings:
        return
    outer = strings[data.draw(st.integers(0, len(strings) - 1))]
    new = data.draw(TEXTS)
    changes = {outer.where: new}
    inner = [each for each in inside(outer) or () if not each.key]
    if inner:
        changes = {inner[data.draw(st.integers(0, len(inner) - 1))].where: new}
    expected = dict(strings_of(value))
    after = dict(strings_of(json.loads(replaced(text, changes))))
    (where,) = changes
    if ENCODED in where:
        below = dict(strings_of(json.loads(after[outer.where])))
        assert below == dict(strings_of(json.loads(outer.text))) | {where[len(outer.where) + 1 :]: new}
        expected[outer.where] = after[outer.where]
    else:
        expected[where] = new
    assert after == expected


@given(NAMES, st.one_of(VALUES.map(json.dumps), TEXTS), st.booleans())
@example("x", '{"a":"1","a":"2"}', False)
@example("x", '["[]"]', False)
@example(
    "write_file", '{"path": "a.ipynb", "content": "{\\"cells\\": [{\\"source\\": [\\"a\\\\n\\", \\"b\\"]}]}"}', False
)
def test_nothing_is_unseen(name: str, arguments: str, freeform: bool) -> None:
    call = parts_of_call(name, arguments, TOOLS, freeform=freeform)
    texts = {each.where: each.text for each in call.strings} | {RAW: arguments}
    shown: dict[Where, set[int]] = {}
    for part, wheres in zip(call.parts, call.wheres, strict=True):
        for stretch, where in zip(part.stretches, wheres, strict=True):
            piece = texts[where][stretch.outer : stretch.outer + stretch.length]
            assert part.text[stretch.start : stretch.start + stretch.length] == piece
            shown.setdefault(where, set()).update(range(stretch.outer, stretch.outer + stretch.length))
    bases = "\n".join(part.base or "" for part in call.parts)
    opened = {where[: len(where) - 1 - where[::-1].index(ENCODED)] for where in texts if ENCODED in where}
    for where, text in texts.items():
        seen = shown.get(where, set())
        hidden = [char for at, char in enumerate(text) if at not in seen]
        if where not in opened and where != RAW and text not in bases and text.strip():
            assert set(hidden) <= {"'"}  # what a shell quotes is said again


@given(NAMES, VALUES.map(json.dumps), st.data())
def test_edits_keep_the_arguments_json(name: str, arguments: str, data: st.DataObject) -> None:
    call = parts_of_call(name, arguments, TOOLS)
    if not call.parts or RAW in {part.where for part in call.parts}:
        return
    number = data.draw(st.integers(0, len(call.parts) - 1))
    start = data.draw(st.integers(0, len(call.parts[number].text)))
    edit = Edit(number, start, data.draw(st.integers(start, len(call.parts[number].text))), data.draw(TEXTS))
    texts = changed(call, arguments, [edit])
    after = read(rewritten(arguments, texts))
    assert not after.unread
    if any(each.key and each.where in texts for each in call.strings):
        return  # another key is another way for all below it
    now = {each.where: each.text for each in after.strings}
    outer = {where[: where.index(ENCODED)] if ENCODED in where else where for where in texts}
    for each in read(arguments).strings:
        if each.where not in outer and not each.key:
            assert now[each.where] == each.text
        elif each.where in texts:
            assert now.get(each.where, texts[each.where]) == texts[each.where]
