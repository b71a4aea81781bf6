"""Secrets in requests through the real server: none reaches the provider, each stands in the answer again, none is in what is kept."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.prompt_kinds import KINDS, made
from tests.provider import STREAM_HEAD, Step, chunk, response, whole
from tests.running import House, content, events, running

SECRETS = {kind: made(kind) for kind in KINDS}
WIRES = ("chat", "completions", "fim", "messages", "responses")
PATHS = {
    "chat": "/v1/chat/completions", "completions": "/v1/completions", "fim": "/v1/fim/completions", "messages": "/v1/messages",
    "responses": "/v1/responses",
}  # fmt: skip
# Everything the model says may pass: what is told here is the prompt's side, and the gate has tests of its own.
POLICY = "name: prompts\nprompt: {secrets: redact, restore: true, hidden: annotate}\nfail: {on_unparsed: allow, on_truncated: allow, on_unknown_shape: allow}\ndefault: allow\n"


def policies(folder: Path, text: str = POLICY) -> str:
    path = folder / "prompts.yaml"
    path.write_text(text)
    return str(path)


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder = tmp_path_factory.mktemp("prompt")
    async with running(
        folder / "data", models=["m"], anthropic=["claude"], **{"policy.path": policies(folder)}
    ) as started:
        yield started


def spellings(secret: str) -> Iterator[bytes]:
    yield secret.encode()
    yield json.dumps(secret)[1:-1].encode()
    yield json.dumps(json.dumps(secret)[1:-1])[1:-1].encode()
    for text in (secret, secret + "\n"):
        yield base64.b64encode(text.encode()).rstrip(b"=")[:-1]


def request(wire: str, texts: list[str], *, stream: bool) -> dict[str, Any]:
    """A conversation in which each text stands in every place that the protocol has for one."""
    said = "\n".join(texts)
    arguments = json.dumps({"path": "a", "content": said, "inner": json.dumps({"k": said})})
    body: dict[str, Any] = {"model": "claude" if wire == "messages" else "m", "stream": stream}
    if wire in {"completions", "fim"}:
        return {**body, "prompt": said, "suffix": said}
    if wire == "chat":
        call = {"id": "c1", "type": "function", "function": {"name": "write", "arguments": arguments}}
        return {**body, "messages": [
            {"role": "system", "content": said},
            {"role": "user", "content": [{"type": "text", "text": said}]},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "c1", "content": arguments},
            {"role": "user", "content": "Go on."},
        ]}  # fmt: skip
    if wire == "messages":
        return {**body, "max_tokens": 9, "system": said, "messages": [
            {"role": "user", "content": said},
            {"role": "assistant", "content": [{"type": "tool_use", "id": "c1", "name": "write", "input": json.loads(arguments)}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "c1", "content": [{"type": "text", "text": arguments}]}]},
        ]}  # fmt: skip
    return {**body, "instructions": said, "input": [
        {"role": "user", "content": [{"type": "input_text", "text": said}]},
        {"type": "function_call", "call_id": "c1", "name": "write", "arguments": arguments},
        {"type": "function_call_output", "call_id": "c1", "output": arguments},
    ]}  # fmt: skip


def shown(body: dict[str, Any]) -> str:
    """What the provider was shown as the first text."""
    if "messages" in body:
        return str(body.get("system") or body["messages"][0]["content"])
    return str(body.get("instructions") or body["prompt"])


def event(name: str, data: dict[str, Any]) -> bytes:
    return (f"event: {name}\n" if name else "").encode() + b"data: " + json.dumps(data).encode() + b"\n\n"


def answer(wire: str, pieces: list[str], *, stream: bool) -> list[Step]:
    """An answer that says a text in pieces; calls with the text as their argument follow where the protocol has any."""
    said = "".join(pieces)
    arguments = json.dumps({"command": said})
    if wire in {"completions", "fim"}:
        if not stream:
            return response(
                {
                    "id": "c",
                    "object": "text_completion",
                    "choices": [{"index": 0, "text": said, "finish_reason": "stop"}],
                }
            )
        texts = [{"index": 0, "text": each, "finish_reason": None} for each in pieces]
        frames = [
            event("", {"id": "c", "choices": [each]})
            for each in [*texts, {"index": 0, "text": "", "finish_reason": "stop"}]
        ]
        return [STREAM_HEAD, b"".join(frames) + b"data: [DONE]\n\n"]
    if wire == "chat":
        call = {"id": "c2", "type": "function", "function": {"name": "note", "arguments": arguments}}
        if not stream:
            return whole(said, tool_calls=[call], reasoning_content=said)
        frames = [chunk({"reasoning_content": each}) for each in pieces] + [chunk({"content": each}) for each in pieces]
        frames += [chunk({"tool_calls": [{"index": 0, **call}]}), chunk({}, finish="tool_calls"), b"data: [DONE]\n\n"]
        return [STREAM_HEAD, b"".join(frames)]
    if wire == "messages":
        return said_by_claude(pieces, said, arguments, stream=stream)
    return said_by_responses(pieces, said, arguments, stream=stream)


def said_by_responses(pieces: list[str], said: str, arguments: str, *, stream: bool) -> list[Step]:
    message = {
        "type": "message",
        "id": "msg_1",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": said, "annotations": []}],
    }
    call = {
        "type": "function_call",
        "id": "fc_1",
        "call_id": "c2",
        "name": "note",
        "arguments": arguments,
        "status": "completed",
    }
    done = {
        "id": "resp_1",
        "object": "response",
        "created_at": 1,
        "model": "m",
        "status": "completed",
        "output": [message, call],
    }
    if not stream:
        return response(done)
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    deltas = [{"type": "response.output_text.delta", **place, "delta": each} for each in pieces]
    steps = [
        {"type": "response.created", "response": {**done, "status": "in_progress", "output": []}},
        {
            "type": "response.output_item.added",
            "output_index": 0,
            "item": {**message, "content": [], "status": "in_progress"},
        },
        {
            "type": "response.content_part.added",
            **place,
            "part": {"type": "output_text", "text": "", "annotations": []},
        },
        *deltas,
        {"type": "response.output_text.done", **place, "text": said},
        {"type": "response.output_item.done", "output_index": 0, "item": message},
        {
            "type": "response.output_item.added",
            "output_index": 1,
            "item": {**call, "arguments": "", "status": "in_progress"},
        },
        {"type": "response.function_call_arguments.delta", "item_id": "fc_1", "output_index": 1, "delta": arguments},
        {"type": "response.function_call_arguments.done", "item_id": "fc_1", "output_index": 1, "arguments": arguments},
        {"type": "response.output_item.done", "output_index": 1, "item": call},
        {"type": "response.completed", "response": done},
    ]
    return [
        STREAM_HEAD,
        b"".join(event(str(each["type"]), {**each, "sequence_number": at}) for at, each in enumerate(steps)),
    ]


def said_by_claude(pieces: list[str], said: str, arguments: str, *, stream: bool) -> list[Step]:
    head = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude",
        "content": [],
        "stop_reason": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    }
    call = {"type": "tool_use", "id": "c2", "name": "note"}
    if not stream:
        blocks = [
            {"type": "thinking", "thinking": said, "signature": "c2ln"},
            {"type": "text", "text": said},
            {**call, "input": json.loads(arguments)},
        ]
        return response({**head, "content": blocks, "stop_reason": "tool_use"})
    halves = [arguments[:20], arguments[20:]]
    told: list[tuple[dict[str, Any], list[dict[str, Any]]]] = [
        (
            {"type": "thinking", "thinking": ""},
            [{"type": "thinking_delta", "thinking": each} for each in pieces]
            + [{"type": "signature_delta", "signature": "c2ln"}],
        ),
        ({"type": "text", "text": ""}, [{"type": "text_delta", "text": each} for each in pieces]),
        ({**call, "input": {}}, [{"type": "input_json_delta", "partial_json": each} for each in halves]),
    ]
    steps: list[dict[str, Any]] = [{"type": "message_start", "message": head}]
    for index, (block, deltas) in enumerate(told):
        steps.append({"type": "content_block_start", "index": index, "content_block": block})
        steps += [{"type": "content_block_delta", "index": index, "delta": each} for each in deltas]
        steps.append({"type": "content_block_stop", "index": index})
    steps += [
        {"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 2}},
        {"type": "message_stop"},
    ]
    return [STREAM_HEAD, b"".join(event(each["type"], each) for each in steps)]


def heard(wire: str, raw: bytes, *, stream: bool) -> list[str]:
    """Every text of an answer: what is said, thought, and given to calls."""
    if wire in {"completions", "fim"}:
        if not stream:
            return [json.loads(raw)["choices"][0]["text"]]
        return ["".join(each["choices"][0]["text"] for each in events(raw) if isinstance(each, dict))]
    if wire == "chat":
        thought, said = content(raw, field="reasoning_content"), content(raw)
        if not stream:
            calls = json.loads(raw)["choices"][0]["message"]["tool_calls"]
        else:
            deltas = [each["choices"][0]["delta"] for each in events(raw) if isinstance(each, dict)]
            calls = [call for delta in deltas for call in delta.get("tool_calls", ())]
        return [thought, said, json.loads("".join(call["function"]["arguments"] for call in calls))["command"]]
    if wire == "messages":
        return heard_of_claude(raw, stream=stream)
    final = (
        json.loads(raw)
        if not stream
        else [json.loads(line[6:]) for line in raw.split(b"\n") if line.startswith(b"data: ")]
    )
    if stream:
        assert [each["sequence_number"] for each in final] == list(range(len(final)))
        spoken = "".join(each["delta"] for each in final if each["type"] == "response.output_text.delta")
        given = "".join(each["delta"] for each in final if each["type"] == "response.function_call_arguments.delta")
        final = final[-1]["response"]
        assert (spoken, given) == (final["output"][0]["content"][0]["text"], final["output"][1]["arguments"])
    return [final["output"][0]["content"][0]["text"], json.loads(final["output"][1]["arguments"])["command"]]


def heard_of_claude(raw: bytes, *, stream: bool) -> list[str]:
    if not stream:
        blocks = json.loads(raw)["content"]
        return [blocks[0]["thinking"], blocks[1]["text"], blocks[2]["input"]["command"]]
    texts: dict[int, str] = {}
    for line in raw.split(b"\n"):
        if line.startswith(b"data: ") and (obj := json.loads(line[6:]))["type"] == "content_block_delta":
            delta = obj["delta"]
            texts[obj["index"]] = texts.get(obj["index"], "") + (
                delta.get("thinking") or delta.get("text") or delta.get("partial_json") or ""
            )
    return [texts[0], texts[1], json.loads(texts[2])["command"]]


def at_every_place(text: str, placeholder: str) -> list[list[str]]:
    """The text in two pieces, cut at each place in and around a placeholder, and in single characters."""
    start = text.index(placeholder)
    return [[text[:at], text[at:]] for at in range(max(1, start - 1), min(len(text), start + len(placeholder) + 2))] + [
        list(text)
    ]


@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "whole"])
@pytest.mark.parametrize("wire", WIRES)
async def test_38_kinds_leave_nowhere_and_come_back(house: House, wire: str, stream: bool) -> None:
    texts = [text for _, text in SECRETS.values()]
    asked = "\n".join(texts)

    def script(body: dict[str, Any]) -> list[Step]:
        told = shown(body)
        return answer(wire, [told[at : at + 7] for at in range(0, len(told), 7)], stream=stream)

    house.provider.scripts["m"] = house.provider.scripts["claude"] = script
    status, headers, raw = await house.post(request(wire, texts, stream=stream), path=PATHS[wire])
    assert status == 200
    sent = json.dumps(house.provider.requests[-1], ensure_ascii=False).encode()
    for kind, (secret, _) in SECRETS.items():
        for spelling in spellings(secret):
            assert spelling not in sent, kind
    assert set(heard(wire, raw, stream=stream)) == {asked}
    await house.closed(headers["x-codeward-ref"])
    (decided,) = [body for kind, body in house.records(headers["x-codeward-ref"]) if kind == "prompt.decision"]
    assert (decided["action"], decided["secrets"], decided["status"]) == ("redact", 38, "complete")
    assert all(each["count"] >= (2 if wire in {"completions", "fim"} else 4) for each in decided["findings"])


@pytest.mark.parametrize("kind", ["github-classic", "password", "ec-private-key"])
@pytest.mark.parametrize("wire", WIRES)
async def test_every_cut_of_a_stream(house: House, wire: str, kind: str) -> None:
    secret, text = SECRETS[kind]
    house.provider.scripts["m"] = house.provider.scripts["claude"] = lambda body: answer(
        wire, [shown(body)], stream=True
    )
    await house.post(request(wire, [text], stream=True), path=PATHS[wire])
    told = shown(house.provider.requests[-1])
    placeholder = next(word for word in told.replace("'", " ").replace("/", " ").split() if word.startswith("cwsk"))
    for pieces in at_every_place(told, placeholder):
        house.provider.scripts["m"] = house.provider.scripts["claude"] = answer(wire, pieces, stream=True)
        _, _, raw = await house.post(request(wire, [text], stream=True), path=PATHS[wire])
        assert set(heard(wire, raw, stream=True)) == {text}, (secret, pieces)


async def test_two_cuts_of_a_short_answer(house: House) -> None:
    _, text = SECRETS["npm"]
    house.provider.scripts["m"] = whole("x")
    await house.post(request("completions", [text], stream=False), path=PATHS["completions"])
    told = shown(house.provider.requests[-1])
    for one in range(1, len(told) - 1, 2):
        for other in range(one + 1, len(told), 3):
            house.provider.scripts["m"] = answer(
                "completions", [told[:one], told[one:other], told[other:]], stream=True
            )
            _, _, raw = await house.post(request("completions", [text], stream=True), path=PATHS["completions"])
            assert heard("completions", raw, stream=True) == [text]


async def test_nothing_that_is_kept_or_shown_to_operators_holds_a_secret(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    texts = [text for _, text in SECRETS.values()]
    async with running(
        tmp_path / "data", models=["m", "dead"], anthropic=["claude"], **{"policy.path": policies(tmp_path)}
    ) as house:
        house.provider.scripts["dead"] = response(b"{", status="500 Oops")
        for wire in WIRES:
            house.provider.scripts["m"] = house.provider.scripts["claude"] = lambda body, wire=wire: answer(
                wire, [shown(body)], stream=True
            )
            _, headers, _ = await house.post(request(wire, texts, stream=True), path=PATHS[wire])
            await house.closed(headers["x-codeward-ref"])
        status, _, failed = await house.post({**request("chat", texts, stream=False), "model": "dead"})
        _, metrics = await house.get("/metrics")
        assert status == 500
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    for kind, (secret, _) in SECRETS.items():
        for spelling in spellings(secret):
            for where, data in (
                ("data", kept),
                ("logs", caplog.text.encode()),
                ("metrics", metrics),
                ("error", failed),
            ):
                assert spelling not in data, (kind, where)
    assert b'codeward_prompt_findings_total{action="redact",rule="secrets.aws-access-key"} 6.0' in metrics


async def test_a_clean_request_goes_on_byte_for_byte_and_its_answer_is_left_alone(house: House) -> None:
    house.provider.scripts["m"] = whole("cwskvcz4pr84cw5qd5gkgjbtmbn5svj7 and nothing else")
    body = {
        "model": "m",
        "messages": [{"role": "user", "content": "cwskvcz4pr84cw5qd5gkgjbtmbn5svj7 é \u2028"}],
        "x": {"y": [1, None]},
    }
    _, headers, raw = await house.post(body)
    assert house.provider.requests[-1] == body
    assert content(raw) == "cwskvcz4pr84cw5qd5gkgjbtmbn5svj7 and nothing else"
    assert "prompt.decision" not in [kind for kind, _ in house.records(headers["x-codeward-ref"])]


async def test_a_placeholder_stands_for_nothing_in_another_request(house: House) -> None:
    _, text = SECRETS["npm"]
    house.provider.scripts["m"] = whole("ok")
    ask = {"model": "m", "messages": [{"role": "user", "content": text}]}
    await house.post(ask)
    told = house.provider.requests[-1]["messages"][0]["content"]
    await house.post(
        {
            **ask,
            "messages": [*ask["messages"], {"role": "assistant", "content": "ok"}, {"role": "user", "content": "more"}],
        }
    )
    assert house.provider.requests[-1]["messages"][0]["content"] == told  # the same in the next turn
    house.provider.scripts["m"] = whole(told)
    _, _, raw = await house.post({"model": "m", "messages": [{"role": "user", "content": f"what is {told}?"}]})
    assert content(raw) == told
    _, other = made("npm", 1)
    _, _, raw = await house.post({"model": "m", "messages": [{"role": "user", "content": f"{told} {other}"}]})
    assert content(raw) == told


async def test_resent_history_is_scanned_once(tmp_path: Path) -> None:
    async with running(tmp_path / "data", models=["m"], **{"policy.path": policies(tmp_path)}) as house:
        house.provider.scripts["m"] = whole("ok")
        messages = [{"role": "user", "content": SECRETS["npm"][1]}]
        for turn in range(5):
            _, headers, _ = await house.post({"model": "m", "messages": messages})
            (decided,) = [body for kind, body in house.records(headers["x-codeward-ref"]) if kind == "prompt.decision"]
            assert (decided["texts"], decided["scanned"]) == (2 * turn + 1, 1 if not turn else 2)
            messages += [
                {"role": "assistant", "content": f"answer {turn}"},
                {"role": "user", "content": f"question {turn}"},
            ]


@pytest.mark.parametrize("wire", WIRES)
async def test_reject_says_what_and_where_and_sends_nothing(tmp_path: Path, wire: str) -> None:
    rule = policies(tmp_path, "name: hard\nprompt: {secrets: reject}\ndefault: allow\n")
    async with running(tmp_path / "data", models=["m"], anthropic=["claude"], **{"policy.path": rule}) as house:
        secret, text = SECRETS["pypi"]
        status, _, raw = await house.post(request(wire, [text], stream=True), path=PATHS[wire])
        error = json.loads(raw)["error"]
        assert status == 400
        assert error["type"] == "invalid_request_error"
        assert wire == "messages" or error["code"] == "security_policy_violation"
        assert "1 secret (" in error["message"]
        assert "pypi" in error["message"]
        assert "hard" in error["message"]
        assert secret.encode() not in raw
        assert house.provider.requests == []
        kinds = [kind for kind, _ in house.records()]
        assert kinds[-3:] == ["exchange.open", "prompt.decision", "exchange.close"]
        assert house.records()[-1][1]["error"] == "security_policy_violation"


@pytest.mark.parametrize(
    ("policy", "action", "monitored"),
    [
        pytest.param("name: a\nprompt: {secrets: allow}\ndefault: allow\n", "allow", "allow", id="allow"),
        pytest.param(
            "name: a\nmode: monitor\nprompt: {secrets: reject, hidden: reject}\ndefault: allow\n",
            "allow",
            "reject",
            id="monitor",
        ),
    ],
)
async def test_what_isnt_acted_on_is_recorded_only(tmp_path: Path, policy: str, action: str, monitored: str) -> None:
    async with running(tmp_path / "data", models=["m"], **{"policy.path": policies(tmp_path, policy)}) as house:
        house.provider.scripts["m"] = whole("ok")
        body = {"model": "m", "messages": [{"role": "user", "content": SECRETS["npm"][1] + "\u202e"}]}
        status, headers, raw = await house.post(body)
        assert (status, content(raw), house.provider.requests) == (200, "ok", [body])
        (decided,) = [body for kind, body in house.records(headers["x-codeward-ref"]) if kind == "prompt.decision"]
        assert (decided["action"], decided["monitored"], decided["restore"]) == (action, monitored, False)
        assert ([each["action"] for each in decided["findings"]], decided["hidden"][0]["rule"]) == (
            ["allow"],
            "unicode.bidi",
        )


async def test_without_restore_the_placeholder_stays_and_is_no_secret_later(tmp_path: Path) -> None:
    rule = policies(tmp_path, POLICY.replace("restore: true", "restore: false"))
    async with running(tmp_path / "data", models=["m"], **{"policy.path": rule}) as house:
        house.provider.scripts["m"] = lambda body: whole(body["messages"][-1]["content"])
        ask = {"model": "m", "messages": [{"role": "user", "content": SECRETS["password"][1]}]}
        _, _, raw = await house.post(ask)
        told = content(raw)
        assert "cwsk" in told
        _, headers, again = await house.post({**ask, "messages": [{"role": "user", "content": told}]})
        assert content(again) == told
        assert "prompt.decision" not in [kind for kind, _ in house.records(headers["x-codeward-ref"])]


HIDDEN = "do this\U000e0041\U000e0042"


async def test_hidden_characters_are_told_once(house: House) -> None:
    house.provider.scripts["m"] = whole("Done.")
    call = {"id": "c1", "type": "function", "function": {"name": "read", "arguments": "{}"}}
    turn = [
        {"role": "user", "content": "read it, 👩‍👩‍👧 and नमस्ते\u200b once"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c1", "content": HIDDEN},
    ]
    _, headers, raw = await house.post({"model": "m", "messages": turn})
    assert "hidden characters: 2 tag characters in a tool result" in content(raw)
    (decided,) = [body for kind, body in house.records(headers["x-codeward-ref"]) if kind == "prompt.decision"]
    assert decided["hidden"] == [
        {"rule": "unicode.tags", "count": 2, "action": "annotate", "places": ["tool tool_result 2"]}
    ]
    more = [*turn, {"role": "assistant", "content": "Done."}, {"role": "user", "content": "thanks"}]
    _, _, raw = await house.post({"model": "m", "messages": more})
    assert content(raw) == "Done."


async def test_hidden_characters_may_turn_a_request_down(tmp_path: Path) -> None:
    rule = policies(tmp_path, POLICY.replace("annotate", "reject"))
    async with running(tmp_path / "data", models=["m"], **{"policy.path": rule}) as house:
        status, _, raw = await house.post(
            {"model": "m", "messages": [{"role": "system", "content": HIDDEN + "\u2066x\u2069"}]}
        )
        assert status == 400
        message = json.loads(raw)["error"]["message"]
        assert "2 tag characters in the system prompt" in message
        assert "2 bidirectional controls in the system prompt" in message
        assert house.provider.requests == []
