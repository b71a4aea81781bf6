"""A rejection is an answer that ends well on every wire: 200, the reason where text has a place, and an end that no client retries."""

from __future__ import annotations

import json

import httpx
import openai
import pytest

from tests.surface.answers import SURFACES, Surface
from tests.surface.planting import CANARY, CODE, FENCE, leaked
from tests.surface.talking import Heard, as_stream, decoded, talk
from tests.surface.telling import body_saying, saying

NAMED = [pytest.param(surface, id=surface.name) for surface in SURFACES if surface.streams]
FIM = {"chat-fim", "completions-fim", "fim"}
FORBIDDEN = {"content_filter", "refusal", "incomplete", "length", "error", "failed", "max_tokens"}
TEXTS = [pytest.param(FENCE, id="fence"), pytest.param(CODE, id="code")]


def ends(heard: Heard) -> list[str]:
    """Every way in which the answer says that it is over."""
    found = []
    for obj in heard.objs:
        found += [choice["finish_reason"] for choice in obj.get("choices", ()) if choice.get("finish_reason")]
        found += [
            part["stop_reason"]
            for part in (obj, obj.get("delta"))
            if isinstance(part, dict) and part.get("stop_reason")
        ]
        found += [obj["response"]["status"]] if obj.get("type") == "response.completed" else []
        found += [obj["status"]] if obj.get("object") == "response" else []
    return found


def well_formed(surface: Surface, heard: Heard) -> None:
    """Nothing in the answer is an error, it ends as its protocol does, and what is counted is counted from 0."""
    assert heard.error is None
    assert heard.conversation.outcome.error == ""
    assert not any(obj.get("error") for obj in heard.objs)
    assert not set(ends(heard)) & FORBIDDEN
    assert ends(heard)
    if not heard.streamed:
        return
    last = decoded(heard.raw)[-1]
    assert last.data == "[DONE]" if surface.done else last.event in {"message_stop", "response.completed"}
    for obj in heard.objs:
        for choice in obj.get("choices", ()):
            calls = (choice.get("delta") or {}).get("tool_calls") or []
            assert [call["index"] for call in calls] == list(range(len(calls)))
    begun = [obj["index"] for obj in heard.objs if obj.get("type") == "content_block_start"]
    assert begun == list(range(len(begun)))
    numbers = [obj["sequence_number"] for obj in heard.objs if "sequence_number" in obj]
    assert numbers == list(range(len(numbers)))
    added = [obj["output_index"] for obj in heard.objs if obj.get("type") == "response.output_item.added"]
    assert added == list(range(len(added)))


@pytest.mark.parametrize("surface", NAMED)
@pytest.mark.parametrize("text", TEXTS)
async def test_a_rejected_answer_ends_well(surface: Surface, text: str) -> None:
    for name in surface.streams:
        heard = await talk(surface, as_stream(surface, saying(surface, name, text)), streamed=True)
        _judge(surface, name, heard, text)
    for name in surface.wholes:
        raw = json.dumps(body_saying(surface, name, text)).encode()
        for asked in (False, True):
            heard = await talk(surface, raw, streamed=False, ask_stream=asked)
            _judge(surface, name, heard, text)


def _judge(surface: Surface, name: str, heard: Heard, text: str) -> None:
    well_formed(surface, heard)
    rejected = [body for body in heard.decisions if body["action"] == "reject"]
    if not rejected:
        return
    if text == FENCE:  # bare code is code to an editor only, and the next test's matter
        assert not leaked(heard.raw, heard.objs, CANARY), name
    assert set(ends(heard)) <= {"stop", "end_turn", "completed"}, name
    if surface.name not in FIM:
        assert b"CWE-1" in heard.raw, name
    else:
        assert "Codeward" not in json.dumps(heard.objs), name
        assert "refused" not in json.dumps(heard.objs), name


async def test_an_editor_gets_no_text_at_all() -> None:
    for surface in (surface for surface in SURFACES if surface.name in FIM):
        for name in surface.streams:
            heard = await talk(surface, as_stream(surface, saying(surface, name, CODE)), streamed=True)
            said = [
                choice.get("text") or choice.get("delta", {}).get("content")
                for obj in heard.objs
                for choice in obj["choices"]
            ]
            assert not any(said), surface.name


# -- the SDK reads them


def _client(raw: bytes, *, streamed: bool) -> openai.OpenAI:
    kind = "text/event-stream" if streamed else "application/json"
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=raw, headers={"content-type": kind}))
    return openai.OpenAI(
        api_key="sk-test", base_url="http://provider.invalid/v1", http_client=httpx.Client(transport=transport)
    )


SDK = {
    "chat": "chat",
    "chat-fim": "chat",
    "completions": "completions",
    "completions-fim": "completions",
    "responses": "responses",
}


@pytest.mark.parametrize("surface", [each for each in NAMED if each.values[0].name in SDK])  # type: ignore[attr-defined]
@pytest.mark.parametrize("text", [*TEXTS, pytest.param("Hello.", id="clean")])
async def test_the_sdk_reads_every_answer(surface: Surface, text: str) -> None:
    for name in surface.streams:
        if name in {"parts", "custom"}:
            continue  # the first is Mistral's alone; of the second the SDK's own accumulator knows nothing
        heard = await talk(surface, as_stream(surface, saying(surface, name, text)), streamed=True)
        with _client(heard.raw, streamed=True) as client:
            _read(client, SDK[surface.name])
    for name in surface.wholes:
        heard = await talk(surface, json.dumps(body_saying(surface, name, text)).encode(), streamed=False)
        with _client(heard.raw, streamed=False) as client:
            _read_whole(client, SDK[surface.name])


def _read(client: openai.OpenAI, wire: str) -> None:
    if wire == "chat":
        with client.chat.completions.stream(model="m", messages=[{"role": "user", "content": "hi"}]) as stream:
            for _ in stream:
                pass
            final = stream.get_final_completion()
        assert final.choices[0].finish_reason in {"stop", "tool_calls", "function_call"}
    elif wire == "completions":
        finishes = [
            c.finish_reason
            for chunk in client.completions.create(model="m", prompt="hi", stream=True)
            for c in chunk.choices
        ]
        assert finishes[-1] == "stop"
    else:
        with client.responses.stream(model="m", input="hi") as stream:
            for _ in stream:
                pass
            assert stream.get_final_response().status == "completed"


def _read_whole(client: openai.OpenAI, wire: str) -> None:
    if wire == "chat":
        assert client.chat.completions.create(model="m", messages=[{"role": "user", "content": "hi"}]).choices
    elif wire == "completions":
        assert client.completions.create(model="m", prompt="hi").choices
    else:
        assert client.responses.create(model="m", input="hi").status == "completed"
