"""JSON from outside: everything a provider sends becomes something that can be written again."""

from __future__ import annotations

import pytest

from proxy.wire.json import dumps, loads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{"a":1,"a":2}', {"a": 2}, id="duplicate-keys-last-wins"),
        pytest.param('{"\\u0063ontent":"x"}', {"content": "x"}, id="escaped-key"),
        pytest.param('["\\ud800"]', ["\ufffd"], id="lone-surrogate"),
        pytest.param('["\\ud83d\\ude00"]', ["\U0001f600"], id="surrogate-pair"),
        pytest.param('{"\\udfff":1}', {"\ufffd": 1}, id="lone-surrogate-in-a-key"),
        pytest.param("[NaN, Infinity, -Infinity, 1.5]", [None, None, None, 1.5], id="not-finite"),
        pytest.param("[" + "9" * 40 + ", NaN]", ["9" * 40, None], id="huge-integer-beside-nan"),
        pytest.param("[true, null, NaN]", [True, None, None], id="booleans-stay"),
    ],
)
def test_reads_what_providers_send(text: str, expected: object) -> None:
    assert loads(text) == expected
    assert loads(dumps(loads(text))) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="cut"),
        pytest.param("<html>", id="html"),
        pytest.param("[" * 200_000, id="nested-too-deep"),
        pytest.param("[" + "9" * 5000 + "x", id="digits"),
    ],
)
def test_refuses_what_is_not_json(text: str) -> None:
    with pytest.raises(ValueError, match=".*"):
        loads(text)


@pytest.mark.parametrize("text", ["[" * 200 + "]" * 200, b'{"a":' * 200 + b"1" + b"}" * 200], ids=["list", "object"])
def test_what_could_not_be_written_again_is_not_read(text: str | bytes) -> None:
    with pytest.raises(ValueError, match="nested too deep"):
        loads(text)


def test_many_brackets_side_by_side_are_not_deep() -> None:
    assert len(loads("[" + "[1]," * 500 + '{"a":[]}]')) == 501
