"""A real Codeward on a free port of loopback, in this process, with a scripted provider behind it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import aiohttp
import uvicorn

from proxy.app import create_app
from proxy.audit import reader
from proxy.settings import load_settings
from tests.compiled import give
from tests.provider import Provider

MODELS = ("good", "bad")


class House:
    """The running server."""

    def __init__(
        self, base: str, data_dir: Path, provider: Provider, session: aiohttp.ClientSession, server: uvicorn.Server
    ) -> None:
        self.base = base
        self.data_dir = data_dir
        self.provider = provider
        self.session = session
        self.server = server

    async def post(
        self, body: Any, *, path: str = "/v1/chat/completions", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.session.post(
            self.base + path, data=raw, headers={"content-type": "application/json", **headers}
        ) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, await answer.read()

    async def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        async with self.session.get(self.base + path, headers=headers) as answer:
            return answer.status, await answer.read()

    async def ask(self, model: str, *, stream: bool, **more: Any) -> tuple[int, dict[str, str], bytes]:
        return await self.post(
            {"model": model, "stream": stream, "messages": [{"role": "user", "content": "hi"}], **more}
        )

    def records(self, ref: str = "") -> list[tuple[str, dict[str, Any]]]:
        return [(r.kind, json.loads(r.body)) for _, r in reader.records(self.data_dir) if not ref or r.ref == ref]

    async def closed(self, ref: str) -> dict[str, Any]:
        """The close record of an exchange, which follows its last byte."""
        for _ in range(200):
            found = [body for kind, body in self.records(ref) if kind == "exchange.close"]
            if found:
                return found[0]
            await asyncio.sleep(0.02)
        raise AssertionError("the exchange was never closed")


@contextlib.asynccontextmanager
async def running(
    data_dir: Path,
    *,
    policy: str = "baseline",
    models: Sequence[str] = (),
    anthropic: Sequence[str] = (),
    environ: dict[str, str] | None = None,
    **overrides: Any,
) -> AsyncIterator[House]:
    """Start provider and server, wait until it is ready, stop both."""
    async with Provider() as provider:
        names = ["any", *models]
        entries = [
            {
                "model_name": n,
                "litellm_params": {"model": f"openai/{n}", "api_base": provider.url, "api_key": "sk-provider-key-000"},
            }
            for n in names
        ]
        entries += [
            {
                "model_name": n,
                "litellm_params": {
                    "model": f"anthropic/{n}",
                    "api_base": provider.url,
                    "api_key": "sk-provider-key-000",
                },
            }
            for n in anthropic
        ]
        values = {
            "data_dir": str(data_dir),
            "policy.default": policy,
            "scan.workers": 1,
            "model_list": entries,
            **overrides,
        }
        give(data_dir)
        app = create_app(load_settings(None, {}, values), environ or {})
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="on", access_log=False)
        server = uvicorn.Server(config)
        serving = asyncio.get_running_loop().create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
            assert not serving.done(), "the server did not start"
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            async with aiohttp.ClientSession() as session:
                house = House(f"http://127.0.0.1:{port}", data_dir, provider, session, server)
                for _ in range(600):
                    if (await house.get("/health/readiness"))[0] == 200:
                        break
                    await asyncio.sleep(0.05)
                yield house
        finally:
            server.should_exit = True
            await serving


def events(raw: bytes) -> list[Any]:
    """The JSON of a stream's events; [DONE] as that text."""
    found = []
    for block in raw.decode().split("\n\n"):
        if block.startswith("data: "):
            data = block.removeprefix("data: ")
            found.append(data if data == "[DONE]" else json.loads(data))
    return found


def content(raw: bytes, index: int = 0, field: str = "content") -> str:
    """The text of a choice, from a stream or a whole body."""
    if raw.startswith(b"{"):
        return json.loads(raw)["choices"][index]["message"][field] or ""
    return "".join(
        choice["delta"].get(field) or ""
        for event in events(raw)
        if isinstance(event, dict)
        for choice in event.get("choices", ())
        if choice["index"] == index
    )
