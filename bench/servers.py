"""The processes that are measured: started, waited for, and asked what they used.

CPU is the process clock of every process of a tree in nanoseconds where the kernel lends it (Linux), else psutil's. Memory is resident
size summed over the tree, and where it can be read the proportional one, which counts a page that workers share once.
Counterpart: measure.py.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench.client import Client
from bench.wires import MODEL
from proxy.identity.keys import new_key, seed_of

_START_S = 60.0
_POLL_S = 0.05
_END_S = 15.0
_READY = 200
_SCHED_CLOCK = 2  # CPUCLOCK_SCHED of the kernel's posix-timers: a process's CPU time
_LINUX = sys.platform == "linux"


@dataclass
class Usage:
    """CPU so far, in nanoseconds by process id; the first of `roots` is the server, the rest of the tree its workers."""

    by_pid: dict[int, int] = field(default_factory=dict)

    def since(self, before: Usage, only: frozenset[int] | None = None) -> float:
        """Seconds used since; what a process that ended in between used last is not seen."""
        pids = self.by_pid if only is None else self.by_pid.keys() & only
        return sum(self.by_pid[pid] - before.by_pid.get(pid, 0) for pid in pids) / 1e9


@dataclass
class Server:
    """One way to the answer. `roots` are the ids of its topmost processes, none where they aren't ours to see."""

    name: str
    base: str
    roots: tuple[int, ...] = ()
    key: str = "none"
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(self.base, self.key)

    def usage(self) -> Usage:
        """CPU of the tree so far."""
        return Usage({process.pid: _cpu_ns(process) for process in self._tree()})

    def memory_mb(self) -> tuple[float, float]:
        """Resident and proportional size in MB; the second is 0 where the system doesn't tell."""
        resident = proportional = 0
        for process in self._tree():
            try:
                resident += process.memory_info().rss
                proportional += getattr(process.memory_full_info(), "pss", 0)
            except psutil.Error:
                continue
        return resident / 1e6, proportional / 1e6

    def _tree(self) -> list[psutil.Process]:
        found: dict[int, psutil.Process] = {}
        for pid in self.roots:
            try:
                root = psutil.Process(pid)
                found |= {process.pid: process for process in (root, *root.children(recursive=True))}
            except psutil.NoSuchProcess:
                continue
        return list(found.values())


def _cpu_ns(process: psutil.Process) -> int:
    try:
        if _LINUX:
            return time.clock_gettime_ns((~process.pid << 3) | _SCHED_CLOCK)
        times = process.cpu_times()
        return int((times.user + times.system) * 1e9)
    except (psutil.Error, OSError):
        return 0


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def upstream(stack: AsyncExitStack, port: int) -> Server:
    """The fake provider."""
    pid = await _start(stack, [sys.executable, "-m", "bench.upstream", str(port)], f"http://127.0.0.1:{port}/v1/models")
    return Server("direct", f"http://127.0.0.1:{port}/v1", (pid,))


async def passthrough(stack: AsyncExitStack, provider: Server) -> Server:
    """The bare pass-through."""
    port = free_port()
    command = [sys.executable, "-m", "bench.passthrough", str(port), provider.base]
    pid = await _start(stack, command, f"http://127.0.0.1:{port}/openapi.json")
    return Server("pass-through", f"http://127.0.0.1:{port}/v1", (pid,))


async def codeward(stack: AsyncExitStack, provider: Server, folder: Path) -> Server:
    """Codeward as it is installed: `codeward serve` with a key, the policy it comes with, and records on disk."""
    port, key, config = free_port(), new_key(), folder / "config.yaml"
    model = f"{{model_name: {MODEL}, litellm_params: {{model: openai/{MODEL}, api_base: '{provider.base}'}}}}"
    config.write_text(
        f"model_list: [{model}]\nkeys: [{{id: bench, hash: '{seed_of(key)}'}}]\n"
        f"data_dir: {json.dumps(str(folder / 'data'))}\nserver: {{port: {port}}}\n",
        encoding="utf-8",
    )
    command = Path(sys.executable).with_name("codeward")
    start = [str(command)] if command.exists() else [sys.executable, "-m", "proxy"]
    pid = await _start(stack, [*start, "serve", "--config", str(config)], f"http://127.0.0.1:{port}/health/readiness")
    return Server("Codeward", f"http://127.0.0.1:{port}/v1", (pid,), key)


async def running(name: str, base: str, key: str) -> Server:
    """A gateway that somebody else started; its processes are found by the port they listen on."""
    server = Server(name, base.rstrip("/"), (), key)
    try:
        _, writer = await asyncio.open_connection(server.client.host, server.client.port)
        writer.close()
    except OSError as error:
        raise SystemExit(f"error: {name} can't be reached at {base}: {error}") from None
    try:
        sockets = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return server
    pids = {
        one.pid
        for one in sockets
        if one.status == psutil.CONN_LISTEN and one.laddr and one.laddr.port == server.client.port and one.pid
    }
    server.roots = tuple(sorted(pids))
    return server


async def _start(stack: AsyncExitStack, command: list[str], ready: str) -> int:
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("CODEWARD_") and not name.endswith("_API_KEY")
    }
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL, env=environ)

    async def end() -> None:
        if process.returncode is None:
            process.terminate()
        try:
            async with asyncio.timeout(_END_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    stack.push_async_callback(end)
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and process.returncode is None:
        if await asyncio.to_thread(_answers, ready):
            return process.pid
        await asyncio.sleep(_POLL_S)
    raise SystemExit(f"error: {' '.join(command[1:3])} did not get ready within {_START_S:.0f} s")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own http address
            return bool(answer.status == _READY)
    except (urllib.error.URLError, OSError):
        return False
