"""A command beside a running server: what it decides counts there within seconds, and is recorded by the server."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from proxy.cli.deciding import operator
from tests.provider import whole
from tests.running import running

ROOT = Path(__file__).resolve().parents[2]


async def command(folder: Path, *words: str) -> Any:
    """`codeward ... --json` in a process of its own."""
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "proxy", *words, "--json", "--data-dir", str(folder),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    told, problem = await started.communicate()
    assert started.returncode == 0, problem.decode()
    return json.loads(told)


async def test_what_a_command_decides_counts_and_is_recorded_by_the_server(tmp_path: Path) -> None:
    async with running(tmp_path, models=["m"]) as house:
        house.provider.scripts["m"] = whole("Fine.")
        body = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
        assert (await house.post(body))[0] == 200
        made = await command(tmp_path, "keys", "new", "--team", "web")
        await _within(5, lambda: _status(house, body, ""), 401)
        assert await _status(house, body, made["key"]) == 200
        await command(tmp_path, "teams", "new", "web", "--model", "other")
        await _within(5, lambda: _status(house, body, made["key"]), 400)
        await command(tmp_path, "teams", "set", "web", "--any-model")
        await _within(5, lambda: _status(house, body, made["key"]), 200)
        await command(tmp_path, "keys", "revoke", made["id"])
        await _within(5, lambda: _status(house, body, made["key"]), 401)

        async def told() -> list[tuple[str, object]]:
            return [(kind, said["by"]) for kind, said in house.records() if kind.startswith(("key.", "team."))]

        kinds = ["key.created", "team.created", "team.changed", "key.revoked"]
        await _within(5, told, [(kind, operator()) for kind in kinds])


async def _status(house: Any, body: Any, key: str) -> int:
    return int((await house.post(body, authorization=f"Bearer {key}"))[0])


async def _within(seconds: float, ask: Any, expected: object) -> None:
    until = time.monotonic() + seconds
    while (found := await ask()) != expected:
        if time.monotonic() > until:
            pytest.fail(f"still {found!r} and not {expected!r} after {seconds} s")
        await asyncio.sleep(0.1)
