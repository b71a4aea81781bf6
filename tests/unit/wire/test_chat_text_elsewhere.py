"""Text where a chat answer has none: dropped and named."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.wire.chat import ChatCodec
from proxy.wire.labels import fitting_logprobs
from proxy.wire.responses_reading import _is_quiet

HEAD = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m"}


def dropped(delta: dict[str, Any], **top: Any) -> list[str]:
    codec = ChatCodec(whole=False, keep_unknown=False)
    return codec.decode({**HEAD, "choices": [{"index": 0, "delta": delta, "finish_reason": None}], **top}).dropped


@pytest.mark.parametrize(
    ("delta", "top", "named"),
    [
        pytest.param({}, {"usage": "os.system('x')"}, 1, id="usage"),
        pytest.param({"os.system('x')": "y"}, {}, 1, id="key"),
        pytest.param({"audio": {"data": "os.system('x')"}}, {}, 1, id="sound"),
        pytest.param({"audio": {"transcript": ["os.system('x')"]}}, {}, 1, id="transcript"),
        pytest.param({"audio": {"data": "QUJD", "transcript": "hi"}}, {}, 0, id="voice"),
    ],
)
def test_text_that_is_nowhere_looked_at(delta: dict[str, Any], top: dict[str, Any], named: int) -> None:
    assert len(dropped(delta, **top)) == named


@pytest.mark.parametrize(
    ("raw", "fits"),
    [
        pytest.param([97, 98], True, id="its-own"),
        pytest.param("ab", False, id="text"),
        pytest.param([300], False, id="no-bytes"),
        pytest.param(list(b"import os, sys"), False, id="others"),
    ],
)
def test_bytes_of_a_token_are_its_own(raw: object, fits: bool) -> None:
    assert fitting_logprobs({"content": [{"token": "ab", "bytes": raw}]}, ["ab"]) is fits


def test_a_key_that_is_text_is_not_quiet() -> None:
    assert not _is_quiet("response.x", "os.system('x')", 1)
