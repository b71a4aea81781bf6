"""Guidance reaches the provider on each protocol, is recorded by its version, and leaves monitored and completed requests alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.provider import whole
from tests.running import House, running

OWN = "name: own\nextends: baseline\nguidance: {enabled: true, text: Use acme_db for queries.}\n"
ASK = "write a Flask route that shows a user"
BODIES: dict[str, dict[str, Any]] = {
    "/v1/chat/completions": {
        "model": "m",
        "messages": [{"role": "system", "content": "You help."}, {"role": "user", "content": ASK}],
    },
    "/v1/responses": {"model": "m", "input": ASK, "instructions": "You help."},
    "/v1/messages": {
        "model": "c",
        "max_tokens": 9,
        "system": "You help.",
        "messages": [{"role": "user", "content": ASK}],
    },
    "/v1/completions": {"model": "m", "prompt": ASK},
}


def _system(body: dict[str, Any]) -> str:
    if "messages" in body and "system" not in body:
        return str(body["messages"][0]["content"])
    return str(body.get("system") or body.get("instructions") or "")


async def _sent(house: House, path: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the provider was sent, and the opening record."""
    for model in ("m", "c"):
        house.provider.scripts[model] = whole("hi")
    before = len(house.provider.requests)
    await house.post(BODIES[path], path=path)
    opened = [body for kind, body in house.records() if kind == "exchange.open"][-1]
    return house.provider.requests[before], opened


@pytest.mark.parametrize("path", [path for path in BODIES if path != "/v1/completions"])
async def test_the_model_is_told(tmp_path: Path, path: str) -> None:
    policy = tmp_path / "own.yaml"
    policy.write_text(OWN)
    async with running(tmp_path / "data", models=["m"], anthropic=["c"], **{"policy.path": str(policy)}) as house:
        body, opened = await _sent(house, path)
        said = _system(body)
        assert said.startswith("You help.\n\nSecurity rules of this organisation")
        assert "subprocess with a list" in said
        assert "Use acme_db for queries." in said
        assert len(opened["guidance"]) == 8
        again, reopened = await _sent(house, path)
        assert (_system(again), reopened["guidance"]) == (said, opened["guidance"])


async def test_completions_and_monitored_requests_leave_as_they_came(tmp_path: Path) -> None:
    policy = tmp_path / "own.yaml"
    policy.write_text(OWN)
    async with running(tmp_path / "data", models=["m"], **{"policy.path": str(policy)}) as house:
        body, opened = await _sent(house, "/v1/completions")
        assert (body["prompt"], opened["guidance"]) == (ASK, "")
    policy.write_text(OWN + "mode: monitor\n")
    async with running(tmp_path / "watched", models=["m"], **{"policy.path": str(policy)}) as house:
        body, opened = await _sent(house, "/v1/chat/completions")
        assert (_system(body), opened["guidance"]) == ("You help.", "")
    policy.write_text(OWN.replace("enabled: true", "enabled: true, share: 0"))
    async with running(tmp_path / "none", models=["m"], **{"policy.path": str(policy)}) as house:
        assert (await _sent(house, "/v1/chat/completions"))[1]["guidance"] == ""
