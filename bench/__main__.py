"""`python -m bench`: what Codeward costs, as ratios in one run against the same fake provider.

Three targets: the provider itself (direct), a bare FastAPI + httpx pass-through, and Codeward with a key check, baseline, scans and
durable records. They take turns in slices, so that what else the machine does hits all alike. CPU is user and system time of a target's
process tree. Absolute figures stand beside the ratios only to say what one is.
"""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil
from rich.console import Console
from rich.table import Table

from bench import scans
from proxy.identity.keys import new_key, seed_of

KINDS = ("prose", "clean", "insecure")
ROUNDS, SLICE, AT_ONCE = 5, 40, 8
PACED, DELAY_S = 6, 0.005


@dataclass
class Target:
    """One way to the answer."""

    name: str
    url: str
    pid: int
    key: str = ""
    cpu_us: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    whole_ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    first_ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    last_ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def cpu_s(self) -> float:
        """CPU time of the process tree so far."""
        process = psutil.Process(self.pid)
        times = [one.cpu_times() for one in [process, *process.children(recursive=True)]]
        return sum(one.user + one.system for one in times)


async def _whole(session: aiohttp.ClientSession, target: Target, kind: str) -> None:
    began = time.perf_counter()
    body = {"model": kind, "messages": [{"role": "user", "content": "x"}]}
    async with session.post(target.url, json=body, headers={"authorization": f"Bearer {target.key}"}) as answer:
        await answer.read()
        assert answer.status == 200, await answer.text()
    target.whole_ms[kind].append((time.perf_counter() - began) * 1000)


async def _stream(session: aiohttp.ClientSession, target: Target, kind: str) -> None:
    began = time.perf_counter()
    body = {"model": kind, "messages": [{"role": "user", "content": "x"}], "stream": True, "delay_s": DELAY_S}
    first = 0.0
    async with session.post(target.url, json=body, headers={"authorization": f"Bearer {target.key}"}) as answer:
        async for _ in answer.content.iter_any():
            first = first or time.perf_counter()
    target.first_ms[kind].append((first - began) * 1000)
    target.last_ms[kind].append((time.perf_counter() - began) * 1000)


async def _many(session: aiohttp.ClientSession, target: Target, kind: str, count: int) -> None:
    async def some(share: int) -> None:
        for _ in range(share):
            await _whole(session, target, kind)

    before = target.cpu_s()
    await asyncio.gather(*(some(count // AT_ONCE) for _ in range(AT_ONCE)))
    target.cpu_us[kind].append((target.cpu_s() - before) / count * 1e6)


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def _start(stack: AsyncExitStack, port: int, *arguments: str) -> int:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", *arguments, stdout=asyncio.subprocess.DEVNULL
    )

    async def end() -> None:
        process.terminate()
        await process.wait()

    stack.push_async_callback(end)
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process.pid
        await asyncio.sleep(0.05)
    message = f"{arguments[1]} did not start"
    raise SystemExit(message)


async def _targets(stack: AsyncExitStack, folder: Path) -> list[Target]:
    upstream, bare, own = _port(), _port(), _port()
    base, path, key = f"http://127.0.0.1:{upstream}/v1", "/v1/chat/completions", new_key()
    entries = "".join(
        f"  - {{model_name: {k}, litellm_params: {{model: openai/{k}, api_base: '{base}'}}}}\n" for k in KINDS
    )
    config = folder / "config.yaml"
    seed = f"keys: [{{id: bench, hash: '{seed_of(key)}'}}]\n"
    config.write_text(f"model_list:\n{entries}{seed}data_dir: {folder}\nserver: {{port: {own}}}\n", encoding="utf-8")
    return [
        Target(
            "direct",
            f"http://127.0.0.1:{upstream}{path}",
            await _start(stack, upstream, "-m", "bench.upstream", str(upstream)),
        ),
        Target(
            "FastAPI + httpx",
            f"http://127.0.0.1:{bare}{path}",
            await _start(stack, bare, "-m", "bench.passthrough", str(bare), base),
        ),
        Target(
            "Codeward",
            f"http://127.0.0.1:{own}{path}",
            await _start(stack, own, "-m", "proxy", "serve", "--config", str(config)),
            key,
        ),
    ]


async def _measure() -> list[Target]:
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            targets = await _targets(stack, Path(folder))
            session = await stack.enter_async_context(aiohttp.ClientSession())
            for target in targets:  # warm
                for kind in KINDS:
                    await _whole(session, target, kind)
                    target.whole_ms.clear()
            for _ in range(ROUNDS):
                for kind in KINDS:
                    for target in targets:
                        await _many(session, target, kind, SLICE)
            for kind in KINDS:
                for target in targets:
                    await asyncio.gather(*(_stream(session, target, kind) for _ in range(PACED)))
            return targets


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _tables(targets: list[Target]) -> list[Table]:
    direct, bare = targets[0], targets[1]
    load = Table(
        "answer",
        "target",
        "CPU us a request",
        "CPU, bare = 1",
        "p50 ms",
        "p99 ms",
        "p50, bare = 1",
        title=f"whole answers, {AT_ONCE} at once",
    )
    paced = Table(
        "answer",
        "target",
        "added ms to the first byte",
        "added ms to the last byte",
        "last byte, direct = 1",
        title=f"streams of {1 / DELAY_S:.0f} tokens a second, {PACED} at once",
    )
    for kind in KINDS:
        for target in targets[1:]:
            cpu, base = statistics.median(target.cpu_us[kind]), statistics.median(bare.cpu_us[kind])
            half, bare_half = _percentile(target.whole_ms[kind], 0.5), _percentile(bare.whole_ms[kind], 0.5)
            tail = _percentile(target.whole_ms[kind], 0.99)
            load.add_row(
                kind,
                target.name,
                f"{cpu:.0f}",
                f"{cpu / base:.2f}x",
                f"{half:.1f}",
                f"{tail:.1f}",
                f"{half / bare_half:.2f}x",
            )
            first = statistics.median(target.first_ms[kind]) - statistics.median(direct.first_ms[kind])
            last, own = statistics.median(target.last_ms[kind]), statistics.median(direct.last_ms[kind])
            paced.add_row(kind, target.name, f"{first:.1f}", f"{last - own:.1f}", f"{last / own:.3f}x")
    return [load, paced]


def main() -> None:
    """Measure and print."""
    console = Console(width=130)
    console.print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; one process a target, one run")
    for table in _tables(asyncio.run(_measure())):
        console.print(table)
    console.print(scans.table())


if __name__ == "__main__":
    main()
