"""POST /v1/chat/completions over sockets: the real server, the real workers, a scripted provider, official and bare clients."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import openai
import pytest

from proxy.audit.verify import verify_store
from proxy.keyring import Keyring
from tests.provider import CUT, STREAM_HEAD, chunk, response, streamed, whole
from tests.running import House, content, events, running

CLEAN = "Here:\n\n```python\nimport math\n\n\ndef area(r: float) -> float:\n    return math.pi * r * r\n```\n\nDone.\n"
BAD = "Here:\n\n```python\nimport subprocess\n\n\ndef f(name):\n    subprocess.run(f'ls {name}', shell=True)  # CNRY_42\n    return 1\n```\n\nDone.\n"
NOTED = "Here:\n\n```python\nimport yaml\n\n\ndef f(text):\n    return yaml.load(text, Loader=yaml.Loader)\n```\n"
ALL = [
    "clean", "bad", "noted", "n2", "html", "e429", "e500", "redirect", "cut", "cutfence", "midchar", "done", "nodone", "empty", "json", "dup", "huge", "refusedjson",
    "tool", "usage", "late", "bom", "sse", "malformed", "reported", "gzip", "silent", "reason", "crlf", "keep",
]  # fmt: skip


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    folder = tmp_path_factory.mktemp("house")
    limits = {
        "limits.first_token_timeout_s": 1.0,
        "limits.idle_timeout_s": 1.0,
        "limits.total_timeout_s": 4.0,
        "limits.max_event_bytes": 200_000,
        "limits.keep_alive_s": 0.2,
        "server.max_body_bytes": 100_000,
    }
    async with running(folder, models=ALL, **limits) as started:
        yield started


def _tokens(text: str) -> list[str]:
    return [text[at : at + 3] for at in range(0, len(text), 3)]


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
async def test_clean_answers_arrive_equal(house: House, stream: bool) -> None:
    house.provider.scripts["clean"] = streamed(_tokens(CLEAN), usage=True) if stream else whole(CLEAN)
    status, headers, raw = await house.ask("clean", stream=stream, x_unknown={"a": 1})
    assert status == 200
    assert content(raw) == CLEAN
    assert house.provider.requests[-1]["x_unknown"] == {"a": 1}
    close = await house.closed(headers["x-codeward-ref"])
    assert (close["action"], close["upstream_complete"]) == ("allow", True)
    if stream:
        assert events(raw)[-1] == "[DONE]"
    else:
        assert json.loads(raw)["x_new"] == 7
        assert headers["x-codeward-decision"] == "allow"


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
async def test_an_insecure_statement_never_arrives(house: House, stream: bool) -> None:
    house.provider.scripts["bad"] = streamed(_tokens(BAD)) if stream else whole(BAD)
    status, headers, raw = await house.ask("bad", stream=stream)
    ref = headers["x-codeward-ref"]
    assert status == 200
    assert b"CNRY" not in raw
    text = content(raw)
    assert "held back" in text
    assert "CWE-78" in text
    assert ref in text
    assert text.endswith("Done.\n")
    decisions = [body for kind, body in house.records(ref) if kind == "block.decision"]
    assert [d["action"] for d in decisions] == ["reject"]
    assert (await house.closed(ref))["action"] == "reject"


async def test_annotations_come_in_one_notice_at_the_end(house: House) -> None:
    house.provider.scripts["noted"] = streamed(_tokens(NOTED))
    _, _, raw = await house.ask("noted", stream=True)
    text = content(raw)
    assert text.startswith(NOTED)
    notice = text.removeprefix(NOTED)
    assert notice.startswith("\n> **Security notice**")
    assert "```" not in notice
    assert [e["choices"][0]["finish_reason"] for e in events(raw) if e != "[DONE]" and e["choices"]][-1] == "stop"


async def test_the_openai_sdk_streams_and_asks(house: House) -> None:
    client = openai.AsyncOpenAI(base_url=house.base + "/v1", api_key="any", max_retries=0)
    house.provider.scripts["usage"] = lambda body: (
        streamed(_tokens(CLEAN), usage=True) if body.get("stream") else whole(CLEAN)
    )
    message = [{"role": "user", "content": "hi"}]
    got = await client.chat.completions.create(model="usage", messages=message)  # type: ignore[arg-type]
    assert got.choices[0].message.content == CLEAN
    text, usage = "", None
    stream = await client.chat.completions.create(
        model="usage", messages=message, stream=True, stream_options={"include_usage": True}
    )  # type: ignore[call-overload]
    async for part in stream:
        text += (part.choices[0].delta.content or "") if part.choices else ""
        usage = part.usage or usage
    assert text == CLEAN
    assert usage is not None
    assert usage.total_tokens == 8
    await client.close()


async def test_usage_goes_only_to_who_asked(house: House) -> None:
    house.provider.scripts["usage"] = streamed(["hi"], usage=True)
    assert not any(e != "[DONE]" and not e["choices"] for e in events((await house.ask("usage", stream=True))[2]))


async def test_choices_are_strangers(house: House) -> None:
    steps = [STREAM_HEAD]
    for good, bad in zip(_tokens(CLEAN.ljust(len(BAD))), _tokens(BAD), strict=False):
        steps += [chunk({"content": good}, index=0), chunk({"content": bad}, index=1)]
    house.provider.scripts["n2"] = [
        *steps,
        chunk({}, index=1, finish="stop"),
        chunk({}, index=0, finish="length"),
        b"data: [DONE]\n\n",
    ]
    _, _, raw = await house.ask("n2", stream=True, n=2)
    assert content(raw, 0) == CLEAN.ljust(len(BAD))
    assert "CNRY" not in content(raw, 1)
    finishes = {
        c["index"]: c["finish_reason"] for e in events(raw) if e != "[DONE]" for c in e["choices"] if c["finish_reason"]
    }
    assert finishes == {0: "length", 1: "stop"}


async def test_a_rejected_call_is_never_sent(house: House) -> None:
    key = "AKIA" + "Q4ZTM7WPLX5JNR2E"
    call = {
        "index": 0,
        "id": "t1",
        "type": "function",
        "function": {"name": "write", "arguments": json.dumps({"content": "key = '" + key + "'"})},
    }
    house.provider.scripts["tool"] = [
        STREAM_HEAD,
        chunk({"tool_calls": [call]}),
        chunk({}, finish="tool_calls"),
        b"data: [DONE]\n\n",
    ]
    _, _, raw = await house.ask("tool", stream=True)
    assert key.encode() not in raw


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        pytest.param(b"{", 400, "invalid_request", id="malformed"),
        pytest.param({"model": 5, "messages": [{}]}, 400, "invalid_request", id="wrong-type"),
        pytest.param(
            {"model": "nope", "messages": [{"role": "user", "content": "x"}]},
            404,
            "model_not_found",
            id="unknown-model",
        ),
        pytest.param(
            {"model": "clean", "messages": [{"role": "user", "content": "x" * 120_000}]},
            413,
            "request_too_large",
            id="oversized",
        ),
    ],
)
async def test_bad_requests(house: House, body: object, status: int, code: str) -> None:
    got, headers, raw = await house.post(body)
    error = json.loads(raw)["error"]
    assert (got, error["code"], error["type"]) == (status, code, "invalid_request_error")
    assert headers["x-request-id"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/v1/nothing", 404, id="404"),
        pytest.param("GET", "/v1/chat/completions", 405, id="405"),
        pytest.param("POST", "/v1/models", 405, id="405-models"),
        pytest.param("GET", "/", 405, id="root"),
        pytest.param("GET", "/nothing", 404, id="404-elsewhere"),
    ],
)
async def test_every_error_has_the_apis_shape(house: House, method: str, path: str, status: int) -> None:
    async with house.session.request(method, house.base + path) as answer:
        assert answer.status == status
        assert set((await answer.json())["error"]) == {"message", "type", "param", "code"}


async def test_request_ids_are_taken_or_made(house: House) -> None:
    _, headers, _ = await house.post(b"{", **{"x-request-id": "abc-1"})
    assert headers["x-request-id"] == "abc-1"
    _, headers, _ = await house.post(b"{", **{"x-request-id": "a" * 300})
    assert len(headers["x-request-id"]) == 32


@pytest.mark.parametrize(
    ("script", "status", "code"),
    [
        pytest.param(response(b"<html>no</html>", content_type="text/html"), 502, "upstream_malformed", id="html"),
        pytest.param(response(b"<html>busy</html>", status="503 Busy", content_type="text/html"), 503, "upstream_refused", id="html-503"),
        pytest.param(response({"error": {"message": "bad key sk-abcdef1234567890", "code": "x"}}, status="401 No"), 401, "x", id="401"),
        pytest.param(response({"error": {"message": "slow down"}}, status="429 Slow", headers="retry-after: 7\r\n"), 429, "upstream_refused", id="429"),
        pytest.param(response(b"", status="302 Found", headers="location: http://127.0.0.1:9/\r\n"), 502, "upstream_malformed", id="redirect"),
        pytest.param([CUT], 502, "upstream_unreachable", id="reset"),
        pytest.param([b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\nconnection: close\r\n\r\n{}"], 502, "upstream_incomplete", id="short"),
        pytest.param(response(b"not json"), 502, "upstream_malformed", id="not-json"),
        pytest.param(response({"choices": []}), 502, "upstream_malformed", id="no-choices"),
        pytest.param(response({"error": {"message": "x"}}), 502, "upstream_refused", id="error-in-200"),
        pytest.param(response(b"zz", headers="content-encoding: gzip\r\n"), 502, "upstream_malformed", id="gzip"),
        pytest.param([5.0], 504, "upstream_timeout", id="silent"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("stream", [True, False], ids=["stream", "whole"])
async def test_provider_failures_before_the_first_byte(
    house: House, script: list[object], status: int, code: str, stream: bool
) -> None:
    house.provider.scripts["html"] = script
    got, headers, raw = await house.ask("html", stream=stream)
    error = json.loads(raw)["error"]
    assert (got, error["code"]) == (status, code)
    assert "sk-abcdef" not in raw.decode()
    if status == 429:
        assert headers["retry-after"] == "7"
    closes = [body for kind, body in house.records() if kind == "exchange.close"]
    assert closes[-1]["error"] == code


FENCE = "Text.\n\n```python\nimport subprocess\n\ndef f(name):\n    subprocess.run(f'ls {name}', shell=True)  # CNRY_43"


@pytest.mark.parametrize(
    ("tail", "code"),
    [
        pytest.param([], "upstream_incomplete", id="clean-close"),
        pytest.param([CUT], "upstream_incomplete", id="reset"),
        pytest.param([b'data: {"choices": [{"index": 0, "delta": {"content": "\xc3'], "upstream_malformed", id="mid-char"),
        pytest.param([b'data: {"choi'], "upstream_malformed", id="mid-event"),
        pytest.param([b"data: {nonsense}\n\n"], "upstream_malformed", id="malformed"),
        pytest.param([b'data: {"error": {"message": "boom"}}\n\n'], "upstream_refused", id="reported"),
        pytest.param([b"data: " + b"x" * 300_000], "upstream_malformed", id="huge-line"),
        pytest.param([3.0], "upstream_timeout", id="stall"),
    ],
)  # fmt: skip
async def test_a_stream_that_dies_in_a_fence_ends_well_formed(house: House, tail: list[object], code: str) -> None:
    house.provider.scripts["cutfence"] = [STREAM_HEAD, *(chunk({"content": t}) for t in _tokens(FENCE)), *tail]
    status, headers, raw = await house.ask("cutfence", stream=True)
    assert status == 200
    assert b"CNRY" not in raw
    last = events(raw)[-1]
    assert last["error"]["code"] == code
    assert (await house.closed(headers["x-codeward-ref"]))["error"] == code


@pytest.mark.parametrize(
    "script",
    [
        pytest.param([STREAM_HEAD, b"\xef\xbb\xbf", chunk({"content": "hi"}), chunk({}, finish="stop")], id="no-done-and-bom"),
        pytest.param([STREAM_HEAD, chunk({"content": "hi"}).replace(b"\n", b"\r\n"), chunk({}, finish="stop").replace(b"\n", b"\r"), b"data: [DONE]\r\r"], id="crlf-and-cr"),
        pytest.param([STREAM_HEAD, b": hello\n\nevent: x\nid: 3\nretry: 5\n" + chunk({"content": "hi"}), chunk({}, finish="stop"), b"data:[DONE]\n\n"], id="fields"),
        pytest.param([STREAM_HEAD, chunk({"content": "hi"}), chunk({}, finish="stop"), b"data: [DONE]\n\n", chunk({"content": "EVIL"})], id="after-done"),
        pytest.param([STREAM_HEAD, b'data: {"choices":[{"index":0,"delta":{"content":"EVIL","content":"hi"}}]}\n\n', chunk({}, finish="stop")], id="duplicate-keys"),
        pytest.param([STREAM_HEAD, b'data: {"choices":[{"index":0,"delta":{"\\u0063ontent":"hi"}}]}\n\n', chunk({}, finish="stop")], id="escaped-key"),
        pytest.param([STREAM_HEAD, chunk({"content": "h"}), chunk({}, finish="stop"), chunk({"content": "i"}), b"data: [DONE]\n\n"], id="content-after-finish"),
        pytest.param([STREAM_HEAD, b"data: " + json.dumps({"choices": []}).encode() + b"\n\n", chunk({"content": "hi"}), chunk({}, finish="stop")], id="empty-choices"),
    ],
)  # fmt: skip
async def test_odd_streams_are_read_and_cut_at_done(house: House, script: list[object]) -> None:
    house.provider.scripts["done"] = script
    _, _, raw = await house.ask("done", stream=True)
    assert content(raw) == "hi"
    assert b"EVIL" not in raw
    assert raw.endswith(b"data: [DONE]\n\n")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param(b"\\ud800", "\ufffd", id="lone-surrogate"),
        pytest.param(b"a\xffb", "a\ufffdb", id="invalid-utf8"),
        pytest.param("a\u2028b\u0085c\x0bd".encode(), "a\u2028b\u0085c\x0bd", id="line-separators"),
        pytest.param(b"a\\u0000b", "a\x00b", id="nul"),
    ],
)
async def test_odd_characters(house: House, text: bytes, seen: str) -> None:
    house.provider.scripts["bom"] = [
        STREAM_HEAD,
        b'data: {"choices":[{"index":0,"delta":{"content":"' + text.replace(b"\x0b", b"\\u000b") + b'"}}]}\n\n',
        chunk({}, finish="stop"),
    ]
    assert content((await house.ask("bom", stream=True))[2]) == seen


async def test_json_where_a_stream_was_asked_becomes_a_stream(house: House) -> None:
    house.provider.scripts["json"] = whole(BAD)
    _, _, raw = await house.ask("json", stream=True)
    assert "held back" in content(raw)
    assert b"CNRY" not in raw
    assert events(raw)[-1] == "[DONE]"


async def test_a_stream_where_json_was_asked_is_refused(house: House) -> None:
    house.provider.scripts["sse"] = streamed(["hi"])
    status, _, raw = await house.ask("sse", stream=False)
    assert (status, json.loads(raw)["error"]["code"]) == (502, "upstream_malformed")


async def test_unknown_text_is_dropped_and_said(house: House) -> None:
    house.provider.scripts["late"] = [
        STREAM_HEAD,
        chunk({"content": "hi", "details": [{"text": "EVIL"}]}),
        chunk({}, finish="stop"),
        b"data: [DONE]\n\n",
    ]
    _, headers, raw = await house.ask("late", stream=True)
    assert b"EVIL" not in raw
    assert "delta.details" in content(raw)
    assert (await house.closed(headers["x-codeward-ref"]))["dropped_fields"] == ["delta.details"]


async def test_reasoning_goes_through_the_gate(house: House) -> None:
    house.provider.scripts["reason"] = [
        STREAM_HEAD,
        *(chunk({"reasoning_content": t}) for t in _tokens(BAD)),
        chunk({"content": "ok"}),
        chunk({}, finish="stop"),
    ]
    _, _, raw = await house.ask("reason", stream=True)
    assert "CNRY" not in content(raw, field="reasoning_content")
    assert content(raw) == "ok"


async def test_a_held_client_hears_keep_alives(house: House) -> None:
    house.provider.scripts["keep"] = [
        STREAM_HEAD,
        chunk({"content": "```python\nf(\n"}),
        0.7,
        chunk({"content": ")\n```\n"}),
        chunk({}, finish="stop"),
    ]
    _, _, raw = await house.ask("keep", stream=True)
    assert b": keep-alive\n\n" in raw
    assert content(raw) == "```python\nf(\n)\n```\n"


async def test_a_client_that_leaves_is_recorded(house: House) -> None:
    house.provider.scripts["silent"] = [STREAM_HEAD, chunk({"content": "hello "}), 0.9, 0.9, chunk({}, finish="stop")]
    body = {"model": "silent", "stream": True, "messages": [{"role": "user", "content": "x"}]}
    async with house.session.post(house.base + "/v1/chat/completions", json=body) as answer:
        ref = answer.headers["x-codeward-ref"]
        await answer.content.readany()
    assert (await house.closed(ref))["client_disconnected"] is True


async def test_health_metrics_and_models(house: House) -> None:
    assert (await house.get("/health/liveness"))[0] == 200
    assert json.loads((await house.get("/health/readiness"))[1])["status"] == "ready"
    assert b"codeward_decisions_total" in (await house.get("/metrics"))[1]
    assert {m["id"] for m in json.loads((await house.get("/v1/models"))[1])["data"]} >= {"clean", "bad"}


async def test_connections_to_the_provider_are_kept(house: House) -> None:
    house.provider.scripts["clean"] = whole("hi")
    await house.ask("clean", stream=False)
    before = house.provider.connections
    for _ in range(5):
        await house.ask("clean", stream=False)
    assert house.provider.connections == before


async def test_many_at_once_and_the_chain_holds(house: House) -> None:
    house.provider.scripts["clean"] = streamed(_tokens(CLEAN))
    house.provider.scripts["bad"] = streamed(_tokens(BAD))
    answers = await asyncio.gather(*(house.ask(model, stream=True) for model in ["clean", "bad"] * 20))
    assert all(content(raw) == CLEAN for _, _, raw in answers[::2])
    assert not any(b"CNRY" in raw for _, _, raw in answers)
    outcome = verify_store(house.data_dir, Keyring.open(house.data_dir, {}))
    assert outcome.ok, outcome
