"""The edge of the house: keys, probes, bugs, overload, start and refusal to start."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from proxy.api.house import Front
from proxy.app import check_bind, create_app
from proxy.errors import ScanUnavailable, SettingsInvalid
from proxy.identity.keys import Keys, seed_of
from proxy.keyring import Keyring
from proxy.settings import load_settings
from tests.provider import STREAM_HEAD, chunk, streamed, whole
from tests.running import content, running

ASK = {"model": "good", "messages": [{"role": "user", "content": "x"}]}


async def test_keys_are_needed_once_there_is_one(tmp_path: Path) -> None:
    seed = {"id": "ide", "team": "payments", "hash": seed_of("cw-seed"), "models": ["good"]}
    async with running(tmp_path, models=["good", "other"], keys=[seed]) as house:
        house.provider.scripts["good"] = whole("hi")
        for headers in (
            {},
            {"authorization": "Bearer nope"},
            {"authorization": "Basic x"},
            {"authorization": "Bearer "},
        ):
            status, _, raw = await house.post(ASK, **headers)
            assert (status, json.loads(raw)["error"]["code"]) == (401, "invalid_api_key")
        assert (await house.get("/v1/models"))[0] == 401
        assert (await house.post(ASK, authorization="Bearer cw-seed"))[0] == 200
        status, _, raw = await house.post({**ASK, "model": "other"}, **{"x-api-key": "cw-seed"})
        assert (status, json.loads(raw)["error"]["code"]) == (400, "model_not_allowed")
        listed = json.loads((await house.get("/v1/models", authorization="Bearer cw-seed"))[1])
        assert [model["id"] for model in listed["data"]] == ["good"]
        record, key = Keys.open(tmp_path, Keyring.open(tmp_path, {})).new(team="t")
        for _ in range(100):
            if (await house.post(ASK, authorization=f"Bearer {key}"))[0] == 200:
                break
            await asyncio.sleep(0.05)
        opened = [body for kind, body in house.records() if kind == "exchange.open"]
        assert {body["key_id"] for body in opened} == {"ide", record.id}
        assert key not in str(house.records())


async def test_a_bug_is_told_without_its_text_and_closes_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        message = "secret-in-a-traceback"
        raise ZeroDivisionError(message)

    async with running(tmp_path, models=["good"]) as house:
        monkeypatch.setattr("proxy.conversation.Conversation.whole", broken)
        house.provider.scripts["good"] = whole("hi")
        status, headers, raw = await house.post(ASK)
        assert (status, json.loads(raw)["error"]["code"]) == (500, "internal_error")
        assert b"secret-in" not in raw
        assert headers["x-request-id"]
        closes = [body for kind, body in house.records() if kind == "exchange.close"]
        assert closes[0]["error"] == "internal_error:ZeroDivisionError"


async def test_too_many_at_once_are_turned_away(tmp_path: Path) -> None:
    async with running(tmp_path, models=["good"], **{"limits.max_streams": 1}) as house:
        house.provider.scripts["good"] = [STREAM_HEAD, chunk({"content": "a "}), 0.6, chunk({}, finish="stop")]
        first = asyncio.ensure_future(house.post({**ASK, "stream": True}))
        for _ in range(500):
            if house.provider.requests:
                break
            await asyncio.sleep(0.01)
        status, headers, raw = await house.post(ASK)
        assert (status, json.loads(raw)["error"]["code"], headers["retry-after"]) == (503, "overloaded", "1")
        assert content((await first)[2]) == "a "


async def test_nothing_is_delivered_that_cannot_be_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from proxy.errors import AuditUnavailable  # noqa: PLC0415 - used here only

    async with running(tmp_path, models=["good"]) as house:
        house.provider.scripts["good"] = [
            STREAM_HEAD,
            chunk({"content": "```python\nx = 1\n"}),
            chunk({}, finish="stop"),
        ]

        async def refuse(*_: object, **__: object) -> None:
            raise AuditUnavailable("Nothing can be recorded now.", retry_after_s=5)

        with monkeypatch.context() as patch:
            patch.setattr("proxy.audit.store.AuditStore.append", refuse)
            status, headers, raw = await house.post({**ASK, "stream": True})
            assert (status, json.loads(raw)["error"]["code"]) == (503, "audit_unavailable")
            assert (headers["retry-after"], headers["x-should-retry"]) == ("5", "true")
        with monkeypatch.context() as patch:
            patch.setattr("proxy.audit.store.AuditStore.open_exchange", refuse)
            before = len(house.provider.requests)
            assert (await house.post(ASK))[0] == 503
            assert len(house.provider.requests) == before
        with monkeypatch.context() as patch:
            patch.setattr("proxy.audit.store.AuditStore.writable", lambda _: False)
            status, raw = await house.get("/health/readiness")
            assert (status, json.loads(raw)["problems"]) == (503, ["audit: records can't be written"])
        house.provider.scripts["good"] = streamed(["prose ", "```python\nx = 1\n", "```\n"])
        with monkeypatch.context() as patch:
            patch.setattr("proxy.audit.store.AuditStore.append", refuse)
            status, _, raw = await house.post({**ASK, "stream": True})
            assert status == 200
            assert b"x = 1" not in raw
            assert b'"audit_unavailable"' in raw


async def test_monitor_delivers_equal_text_and_records_what_would_have_been(tmp_path: Path) -> None:
    text = "a\n```python\nimport subprocess\ndef f(n):\n    subprocess.run(f'ls {n}', shell=True)\n```\nb"
    async with running(tmp_path, models=["good"], policy="monitor") as house:
        call = {"index": 0, "id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
        for stream in (True, False):
            steps = streamed([text[i : i + 5] for i in range(0, len(text), 5)], usage=True)
            house.provider.scripts["good"] = (
                [*steps[:-2], chunk({"tool_calls": [call]}), *steps[-2:]] if stream else whole(text, tool_calls=[call])
            )
            _, headers, raw = await house.post({**ASK, "stream": stream})
            assert content(raw) == text
            assert b'"tool_calls"' in raw
            close = await house.closed(headers["x-codeward-ref"])
            assert close["action"] == "reject"


async def test_strict_ends_a_response_with_unknown_fields(tmp_path: Path) -> None:
    async with running(tmp_path, models=["good"], policy="strict") as house:
        house.provider.scripts["good"] = [
            STREAM_HEAD,
            chunk({"content": "hi "}),
            chunk({"details": [{"text": "EVIL"}]}),
            chunk({"content": "more"}),
            chunk({}, finish="stop"),
        ]
        _, _, raw = await house.post({**ASK, "stream": True})
        assert b"EVIL" not in raw
        assert raw.endswith(b"data: [DONE]\n\n")


async def test_a_chunked_body_is_bounded(tmp_path: Path) -> None:
    async def endless() -> Any:
        for _ in range(100):
            yield b"x" * 1000

    async with (
        running(tmp_path, **{"server.max_body_bytes": 10_000}) as house,
        house.session.post(house.base + "/v1/chat/completions", data=endless()) as answer,
    ):
        assert answer.status == 413


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_loopback_needs_no_key(host: str) -> None:
    check_bind(host, has_keys=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.1", "example.org"])
def test_other_addresses_need_one(host: str, tmp_path: Path) -> None:
    check_bind(host, has_keys=True)
    with pytest.raises(SettingsInvalid, match="codeward keys new"):
        create_app(load_settings(None, {}, {"server.host": host, "data_dir": str(tmp_path)}), {})


async def test_warnings_of_the_policy_are_logged_once_at_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "name: own\nextends: [baseline]\nfail:\n  on_timeout: {action: allow, unsafe_weaken: true}\n"
        "rules:\n  - match: {engine: bandti}\n    action: annotate\n",
        encoding="utf-8",
    )
    async with running(tmp_path / "data", **{"policy.path": str(path)}) as house:
        await house.get("/health/liveness")
    said = [record.getMessage() for record in caplog.records if record.name == "codeward"]
    assert [line.partition(": ")[2] for line in said] == [
        "own.yaml:6: no engine of this release is called 'bandti'; did you mean 'bandit'?",
        "own.yaml:4: unsafe_weaken: on_timeout is allow whatever is extended",
    ]
    assert all(line.startswith("policy own@") for line in said)


async def test_requests_wait_for_the_workers_and_then_say_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keys = Keys.open(tmp_path, Keyring.open(tmp_path, {}))
    front = Front(max_body_bytes=1, keys=keys, problems=list)
    with pytest.raises(ScanUnavailable, match="starting"):
        front.house()
    monkeypatch.setattr("proxy.api.house._WARMING_S", 0.01)
    with pytest.raises(ScanUnavailable, match="not ready"):
        await front.ready_to_scan()
    front.warm.set()
    await front.ready_to_scan()


async def test_it_is_not_ready_while_nobody_could_be_let_in(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with running(data) as house:
        state = data / "state.sqlite"
        kept = state.read_bytes() if state.exists() else b""
        state.write_bytes(b"no database" * 100)
        status, raw = await house.get("/health/readiness")
        assert (status, json.loads(raw)["problems"][0].partition(":")[0]) == (503, "state")
        assert (await house.ask("good", stream=False))[0] == 503
        state.write_bytes(kept)
        for _ in range(100):
            if (await house.get("/health/readiness"))[0] == 200:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("it never got ready again")
