"""The same over real sockets with the real engines: what is planted in an answer isn't in the bytes that a client reads off the wire."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.provider import Provider, response
from tests.running import House, running
from tests.surface.answers import SURFACES, Surface
from tests.surface.planting import SECRET, leaked
from tests.surface.talking import as_stream, decoded
from tests.surface.telling import body_saying, saying

CANARY = "cnry7f3aqzw9"
BAD = f"import subprocess\n\n\ndef {CANARY}(path):\n    return subprocess.run('{CANARY} ' + path, shell=True)\n"
FENCE = f'Look:\n\n```python\n{BAD}```\n\nAnd:\n\n```python\nAWS_ACCESS_KEY_ID = "{SECRET}"\n```\n\nDone.\n'
ARGUMENTS = json.dumps({"path": "a.py", "content": BAD})
CALLS = {"tool_call", "function_call", "9-tool_use", "10-tool_use"}
TOKEN = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
ERROR = f"{TOKEN} {FENCE}" * 20
NAMED = [pytest.param(surface, id=surface.name) for surface in SURFACES]
HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\nx-said: EVIL-"
    + CANARY.encode()
    + b"\r\n\r\n"
)


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with _house(tmp_path_factory.mktemp("surface")) as made:
        yield made


@pytest.fixture(scope="module")
async def watching(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with _house(tmp_path_factory.mktemp("watching"), policy="monitor") as made:
        yield made


@contextlib.asynccontextmanager
async def _house(data_dir: Path, **settings: Any) -> AsyncIterator[House]:
    """A server with a provider of either protocol, as it is asked in."""
    async with Provider() as provider:
        names = {"any": "openai/any", "claude": "anthropic/claude"}
        params = {"api_base": provider.url, "api_key": "sk-provider-key-000"}
        entries = [{"model_name": name, "litellm_params": {"model": model, **params}} for name, model in names.items()]
        async with running(data_dir, model_list=entries, **settings) as made:
            made.provider = provider
            yield made


async def ask(house: House, surface: Surface, answer: list[Any], *, stream: bool) -> tuple[int, dict[str, str], bytes]:
    model = "claude" if surface.path.startswith("/messages") else "any"
    house.provider.scripts[model] = answer
    more = {"stream": True} if stream else {}
    return await house.post({**surface.request, "model": model, **more}, path=f"/v1{surface.path}")


def objs(raw: bytes, *, stream: bool) -> list[Any]:
    if not stream:
        return [json.loads(raw)]
    return [json.loads(event.data) for event in decoded(raw) if event.data != "[DONE]"]


@pytest.mark.parametrize("surface", NAMED)
async def test_what_is_planted_never_leaves(house: House, surface: Surface) -> None:
    """A rejected statement in text, a rejected completion, and the calls whose arguments hold it."""
    for stream, names in ((True, surface.streams), (False, surface.wholes)):
        for name in names:
            for said in _texts(surface, name, stream=stream):
                if stream:
                    sent = [HEAD, as_stream(surface, saying(surface, name, said))]
                else:
                    sent = response(body_saying(surface, name, said), headers=f"x-said: {CANARY}\r\n")
                status, headers, raw = await ask(house, surface, sent, stream=stream)
                assert status == 200
                found = objs(raw, stream=stream)
                assert not leaked(raw, found, "shell=True"), (name, raw[-900:])
                assert not leaked(raw, found, SECRET), name
                assert CANARY not in str(headers)


def _texts(surface: Surface, name: str, *, stream: bool) -> list[str]:
    if "fim" in surface.name:
        return [BAD] if name != "beside" else [FENCE]
    if name in CALLS:
        return [FENCE, BAD if surface.name == "messages" and not stream else ARGUMENTS]
    return [FENCE]


@pytest.mark.parametrize("surface", NAMED)
@pytest.mark.parametrize("stream", [True, False])
async def test_a_providers_error_says_little_and_no_secret(house: House, surface: Surface, stream: bool) -> None:
    for status in ("400 Bad Request", "500 Internal Server Error", "429 Too Many Requests"):
        for error in ({"message": FENCE, "code": FENCE, "type": FENCE}, FENCE):
            sent = response(
                {"error": error, FENCE: FENCE}, status=status, headers=f"x-said: {CANARY}\r\nretry-after: {CANARY}\r\n"
            )
            _, headers, raw = await ask(house, surface, sent, stream=stream)
            assert "error" in json.loads(raw)
            assert TOKEN.encode() not in raw
            assert len(raw) < 1_000
            assert CANARY not in str(headers)
    inside = response({"error": {"message": FENCE, "code": FENCE, "type": FENCE}})
    _, _, raw = await ask(house, surface, inside, stream=stream)
    assert CANARY.encode() not in raw


@pytest.mark.parametrize("surface", [each for each in NAMED if each.values[0].streams])  # type: ignore[attr-defined]
async def test_monitor_mode_changes_nothing(watching: House, surface: Surface) -> None:
    for name in surface.streams:
        events = saying(surface, name, FENCE)
        if events == surface.streams[name]:
            continue
        _, _, raw = await ask(watching, surface, [HEAD, as_stream(surface, events)], stream=True)
        assert leaked(raw, objs(raw, stream=True), "shell=True"), name
        assert leaked(raw, objs(raw, stream=True), SECRET), name
