"""The real server as a process of its own, a scripted provider behind it, and a thread in which provider and relays live."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from tests.clients.preloaded import Preloaded
from tests.clients.relay import Relay
from tests.clients.scripted import CLIENT_KEY, PROVIDER_KEY, Script, ScriptedProvider
from tests.compiled import give

START_S = 60
WRONG_KEY = "cw-a-wrong-key-0123456789"
# What the assistants ask for: some know only the names of real models, and by it the protocol and the tools they use.
OPENAI_MODELS = ("task-model", "gpt-4o", "gpt-5", "gpt-5.1-codex", "gpt-5.5", "codestral-latest", "qwen2.5-coder")
ANTHROPIC_MODELS = ("claude-sonnet-4-5",)
_BASE = re.compile(r"listens on http://127\.0\.0\.1:(\d+)/v1")
_T = TypeVar("_T")


class Loop:
    """An event loop in a thread, for what must go on while a client runs."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="provider", daemon=True)
        self._thread.start()

    def run(self, made: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(made, self._loop).result(START_S)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(START_S)
        self._loop.close()


class House:
    """What a trial needs: Codeward's port, the provider's, a relay before either."""

    def __init__(self, loop: Loop, provider: ScriptedProvider, port: int) -> None:
        self._loop = loop
        self._numbers = itertools.count(1)
        self._preloaded: dict[tuple[str, ...], Preloaded] = {}
        self.provider = provider
        self.port = port

    def preloaded(self, argv: tuple[str, ...], env: Mapping[str, str]) -> Preloaded:
        """A program that keeps its imports from one task to the next."""
        if argv not in self._preloaded:
            self._preloaded[argv] = Preloaded(argv, env)
        return self._preloaded[argv]

    def stop(self) -> None:
        """End what was started for tasks."""
        for one in self._preloaded.values():
            one.stop()

    def task(self, script: Script, name: str) -> str:
        """The mark of a new task that is answered by the script."""
        mark = f"TASK-{name}-{next(self._numbers)}"
        self.provider.scripts[mark] = script
        return mark

    @contextlib.contextmanager
    def relay(self, *, direct: bool) -> Iterator[Relay]:
        """A relay to the server, or straight to the provider."""
        relay = self._loop.run(Relay(self.provider.port if direct else self.port).__aenter__())
        try:
            yield relay
        finally:
            self._loop.run(relay.__aexit__())


@contextlib.contextmanager
def running(folder: Path) -> Iterator[House]:
    """Start provider and server; stop both."""
    loop = Loop()
    try:
        provider = loop.run(ScriptedProvider().__aenter__())
        try:
            with _serving(folder, provider.port) as port:
                house = House(loop, provider, port)
                try:
                    yield house
                finally:
                    house.stop()
        finally:
            loop.run(provider.__aexit__())
    finally:
        loop.stop()


def configuration(port: int) -> dict[str, Any]:
    """The server's configuration: the provider's address for every model, a key that clients need."""
    base = f"http://127.0.0.1:{port}"
    models = [_model(name, "openai", f"{base}/v1") for name in OPENAI_MODELS]
    models += [_model(name, "anthropic", base) for name in ANTHROPIC_MODELS]
    key = {"id": "assistants", "team": "suite", "hash": f"sha256:{hashlib.sha256(CLIENT_KEY.encode()).hexdigest()}"}
    return {
        "server": {"port": 0},
        "policy": {"default": "baseline"},
        "scan": {"workers": 1},
        "limits": {
            "idle_timeout_s": 90.0,
            "keep_alive_s": 1.0,
        },  # the longest stall is 60 s; a short one has comments too
        "model_list": models,
        "keys": [key],
    }


def _model(name: str, provider: str, base: str) -> dict[str, Any]:
    return {"model_name": name, "litellm_params": {"model": f"{provider}/{name}", "api_base": base, "api_key": PROVIDER_KEY}}  # fmt: skip


@contextlib.contextmanager
def _serving(folder: Path, provider_port: int) -> Iterator[int]:
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "config.json"  # JSON is YAML
    config.write_text(json.dumps(configuration(provider_port)), encoding="utf-8")
    arguments = ["--config", str(config), "--data-dir", str(folder / "data")]
    give(folder / "data")
    with _process([sys.executable, "-m", "proxy", "serve", *arguments], folder / "server.log") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        said = _BASE.search(line)
        assert said is not None, f"the server didn't start: {line}{(folder / 'server.log').read_text()}"
        port = int(said[1])
        _wait_until_ready(port)
        yield port


@contextlib.contextmanager
def _process(argv: Sequence[str], log: Path) -> Iterator[subprocess.Popen[str]]:
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with (
        log.open("a", encoding="utf-8") as errors,
        subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=errors, text=True, env=env) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(START_S)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_ready(port: int) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        with contextlib.suppress(urllib.error.URLError, OSError):
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with opener.open(f"http://127.0.0.1:{port}/health/readiness", timeout=START_S) as answer:
                if answer.status == 200:
                    return
        time.sleep(0.1)
    raise AssertionError(f"the server wasn't ready within {START_S} s")
