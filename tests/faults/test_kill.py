"""`kill -9` of the whole server under load: nothing delivered without its record, the chains hold, nobody is left behind."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil
import pytest

from proxy.audit import reader
from proxy.audit.verify import verify_store
from proxy.keyring import Keyring
from tests.compiled import give
from tests.provider import Provider, Script, streamed

CLIENTS = 8
START_S = 60
GONE_S = 10
SECRET = "hQ9" + "zT4kV7wL2xP8"
BASE = re.compile(rb"listens on (http://\S+)/v1")
BLOCKS = (1, 2)


def block(number: int, statement: str = "") -> str:
    """A block whose lines name it, and a prose line that can only follow its end."""
    lines = "".join(f"    b{number}_{at} = total + {at}\n" for at in range(12))
    code = f"import subprocess\n\n\ndef f(name, total):\n{lines}{statement}{lines}    return b{number}_0\n"
    return f"Look at block {number}:\n\n```python\n{code}```\n\nEND_{number} of it.\n\n"


TEXTS = {
    "clean": block(1) + block(2),
    "redacted": block(1, f'    password = "{SECRET}"\n') + block(2),
    "rejected": block(1) + block(2, "    subprocess.run(f'ls {name}', shell=True)  # CNRY_R\n"),
    "both": block(1, "    subprocess.run(f'ls {name}', shell=True)  # CNRY_R\n")
    + block(2, f'    password = "{SECRET}"\n'),
}
CANARIES = ("CNRY", SECRET)
REDACTED = 'os.environ["PASSWORD"]'


class DeafProvider(Provider):
    """Its client dies in the middle of an answer: uvloop then refuses the next write with a RuntimeError."""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(RuntimeError):
            await super()._serve(reader, writer)


@dataclass
class Heard:
    """What one client got of one answer."""

    model: str
    ref: str = ""
    raw: bytearray = field(default_factory=bytearray)

    @property
    def text(self) -> str:
        """The content of the events that came whole."""
        told = bytes(self.raw).rpartition(b"\n\n")[0].decode()
        events = [json.loads(part[6:]) for part in told.split("\n\n") if part.startswith("data: {")]
        return "".join(choice["delta"].get("content") or "" for event in events for choice in event.get("choices", ()))


def scripts(dice: random.Random) -> dict[str, Script]:
    """Small pieces with small pauses, so that a kill meets answers at every place."""
    made: dict[str, Script] = {}
    for model, text in TEXTS.items():
        steps = []
        for at, step in enumerate(streamed([text[at : at + 7] for at in range(0, len(text), 7)])):
            steps += [step, dice.uniform(0.0, 0.01)] if at % 4 == 0 else [step]
        made[model] = steps
    return made


def configured(folder: Path, url: str) -> Path:
    path = folder / "config.json"  # JSON is YAML
    models = [
        {"model_name": name, "litellm_params": {"model": f"openai/{name}", "api_base": url, "api_key": "sk-provider"}}
        for name in TEXTS
    ]
    path.write_text(json.dumps({"scan": {"workers": 1}, "model_list": models}), encoding="utf-8")
    return path


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    base: str

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)


@contextlib.asynccontextmanager
async def serving(config: Path, data_dir: Path, session: aiohttp.ClientSession) -> AsyncIterator[Server]:
    """The real server, ready to answer; it is killed here where the test has not done so."""
    arguments = ["--config", str(config), "--data-dir", str(data_dir), "--port", "0"]
    with (
        (config.parent / "stderr").open("ab") as errors,
        subprocess.Popen(  # noqa: ASYNC220 - started before anything waits on the loop
            [sys.executable, "-m", "proxy", "serve", *arguments],
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        ) as process,
    ):
        assert process.stdout is not None
        try:
            said = BASE.search(await asyncio.to_thread(process.stdout.readline))
            assert said is not None, (config.parent / "stderr").read_text()
            base = said[1].decode()
            async with asyncio.timeout(START_S):
                while not await _ready(base, session):  # noqa: ASYNC110 - another process, nothing to wait on
                    await asyncio.sleep(0.05)
            yield Server(process, base)
        finally:
            process.kill()


async def _ready(base: str, session: aiohttp.ClientSession) -> bool:
    try:
        async with session.get(f"{base}/health/readiness") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def ask_on(base: str, session: aiohttp.ClientSession, models: list[str], log: list[Heard]) -> None:
    """Ask again and again until the server is gone."""
    for model in models:
        heard = Heard(model)
        log.append(heard)
        body = {"model": model, "stream": True, "messages": [{"role": "user", "content": "hi"}]}
        try:
            async with session.post(f"{base}/v1/chat/completions", json=body) as answer:
                heard.ref = answer.headers["x-codeward-ref"]
                assert answer.status == 200
                async for part in answer.content.iter_any():
                    heard.raw += part
        except (aiohttp.ClientError, ConnectionError):
            return


async def killed_under_load(config: Path, data_dir: Path, dice: random.Random) -> list[Heard]:
    """Start, load, kill at a moment nobody chose; gives all that was heard until then."""
    log: list[Heard] = []
    async with aiohttp.ClientSession() as session, serving(config, data_dir, session) as server:
        family = server.family()
        assert family  # the scan workers
        asking = [
            asyncio.ensure_future(ask_on(server.base, session, dice.choices(list(TEXTS), k=200), log))
            for _ in range(CLIENTS)
        ]
        await asyncio.sleep(dice.uniform(0.02, 1.5))  # the moment
        family += server.family()
        os.kill(server.process.pid, signal.SIGKILL)
        await asyncio.gather(*asking)
        assert await asyncio.to_thread(server.process.wait, GONE_S) == -signal.SIGKILL
        _, left = await asyncio.to_thread(psutil.wait_procs, family, GONE_S)
    assert not left, "scan workers outlived the server"
    return log


def recorded(data_dir: Path) -> dict[str, set[tuple[str, int]]]:
    """Of each ref, the kinds of its records with the number of the block they are about."""
    found: dict[str, set[tuple[str, int]]] = {}
    for _, record in reader.records(data_dir):
        found.setdefault(record.ref, set()).add((record.kind, json.loads(record.body).get("block", 0)))
    return found


def check(heard: Heard, records: set[tuple[str, int]]) -> None:
    """What this client got was recorded before."""
    assert ("exchange.open", 0) in records
    text = heard.text
    for canary in CANARIES:
        assert canary not in text
        assert canary.encode() not in heard.raw
    for number in BLOCKS:
        if f"    b{number}_" in text:
            assert records & {("block.open", number), ("block.decision", number)}, heard
        if f"END_{number}" in text or f"Code block {number} was held back" in text:
            assert ("block.decision", number) in records, heard
    # Closers come in order: after the n-th, what went before was decided.
    for number in range(1, len(re.findall(r"^```$", text, re.MULTILINE)) + 1):
        assert ("block.decision", number) in records, heard


@pytest.mark.parametrize(
    ("kills", "seed"),
    [pytest.param(6, 11, id="6"), pytest.param(50, None, marks=pytest.mark.deep, id="50")],
)
async def test_kill_9_under_load_leaves_no_delivery_without_its_record(
    tmp_path: Path, kills: int, seed: int | None
) -> None:
    dice = random.Random(seed)
    data_dir = tmp_path / "state"
    give(data_dir)
    everything: list[Heard] = []
    async with DeafProvider() as provider:
        provider.scripts = scripts(dice)
        config = configured(tmp_path, provider.url)
        for kill in range(1, kills + 1):
            log = await killed_under_load(config, data_dir, dice)
            found = verify_store(data_dir, Keyring.open(data_dir, {}))
            assert (found.ok, found.chains) == (True, kill), found
            records = recorded(data_dir)
            for heard in log:
                if heard.ref:
                    check(heard, records[heard.ref])
                else:
                    assert not heard.raw
            everything += log
    _not_vacuous(everything)


def _not_vacuous(everything: list[Heard]) -> None:
    """Each thing that is looked for was met, and so were answers that were cut off."""
    texts = [heard.text for heard in everything]
    for sign in ("    b1_", "    b2_", "END_1", "held back", REDACTED):
        assert any(sign in text for text in texts), sign
    assert any(heard.raw and b"[DONE]" not in heard.raw for heard in everything)
