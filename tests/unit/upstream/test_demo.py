"""The demo model: recorded answers in a provider's own shape."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from proxy.upstream.demo import DemoUpstream, answer_to

WORDS = ["clean", "shell", "sql", "secret", "yaml", "jwt", "large", "nested", "unclosed", "prose"]


def _request(text: Any, **more: Any) -> dict[str, Any]:
    return {
        "model": "demo",
        "messages": [{"role": "system", "content": "be brief"}, {"role": "user", "content": text}],
        **more,
    }


async def _ask(request: dict[str, Any], *, stream: bool) -> list[bytes]:
    async with DemoUpstream(pace_s=0.0).send(
        json.dumps(request).encode(), stream=stream, traceparent=None, wire="chat", headers={}
    ) as answer:
        assert (answer.status, answer.streamed) == (200, stream)
        return [chunk async for chunk in answer.chunks()]


@pytest.mark.parametrize("word", WORDS)
def test_each_word_has_its_answer(word: str) -> None:
    text = answer_to(_request(f"Please show {word}"))
    assert text != answer_to(_request("hello"))
    assert text == answer_to(_request([{"type": "text", "text": word}]))
    assert "@@" not in text


def test_the_default_answer_names_the_words() -> None:
    text = answer_to(_request("hello"))
    assert all(f"`{word}`" in text for word in WORDS)
    assert text == answer_to({"messages": [{"role": "assistant", "content": "sql"}]}) == answer_to({})


def test_the_first_word_chooses() -> None:
    assert answer_to(_request("sql rather than yaml")) == answer_to(_request("sql"))


@pytest.mark.parametrize("count", [1, 3])
async def test_a_stream_says_what_a_whole_answer_says(count: int) -> None:
    request = _request("sql", n=count, stream_options={"include_usage": True})
    chunks = [json.loads(part.removeprefix(b"data: ")) for part in (await _ask(request, stream=True))[:-1]]
    whole = json.loads(b"".join(await _ask(request, stream=False)))
    for index in range(count):
        said = "".join(
            c["delta"].get("content") or "" for chunk in chunks for c in chunk["choices"] if c["index"] == index
        )
        assert said == whole["choices"][index]["message"]["content"] == answer_to(request)
    assert chunks[-1]["usage"] == whole["usage"]
    assert re.fullmatch(r"chatcmpl-[0-9a-f]{24}", whole["id"])


async def test_it_streams_at_a_pace_and_closes() -> None:
    upstream = DemoUpstream(pace_s=1e-6)
    async with upstream.send(
        json.dumps(_request("prose")).encode(), stream=True, traceparent=None, wire="chat", headers={}
    ) as answer:
        parts = [chunk async for chunk in answer.chunks()]
    assert parts[-1] == b"data: [DONE]\n\n"
    await upstream.close()
