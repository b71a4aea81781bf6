"""The scan workers as the parent sees them: a zygote, the workers it forked, a bounded queue for the free ones.

A worker answers one request at a time. Whatever goes wrong with one (its deadline passed, it died, it sent nonsense, the asker went
away) ends it: it is killed and replaced, never used again. A zygote that dies takes its workers along and is started anew.
Rules for this file: asyncio; no scan happens here. Counterparts: zygote.py, worker.py, frames.py; runner.py says what a cut means.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import struct
import subprocess  # nosec B404 - starts our own zygote with a fixed argv
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from proxy.errors import ScanUnavailable
from proxy.model import ScanStatus
from proxy.scan.dependencies.files import NO_FILES, PackageFiles
from proxy.scan.frames import LENGTH_BYTES, Garbled, framed, length_of, read_hello

T = TypeVar("T")

_COMMAND: Final = struct.Struct(">cI")
_WARM_S: Final = 120.0  # compiling 488 rules takes 4 s on a quiet core, and machines start many things at once
_HELLO_S: Final = 20.0  # a fork takes milliseconds; a zygote that doesn't answer is replaced
_WAIT_S: Final = 30.0  # longest wait for a free worker
_GRACE_S: Final = 0.05  # an answer that came while our own loop was late still counts
_PAUSE_S: Final = 0.1  # before the first replacement of what died early; doubles
_MAX_PAUSE_S: Final = 5.0
_STOP_S: Final = 5.0
_WAITING_PER_WORKER: Final = 64
_RECYCLE: Final = 2000
_MAX_HELLO_BYTES: Final = 65536
_STARTS: Final = 2  # zygotes that may fail to warm before start() says so
# A worker needs no credentials: providers' keys stay with the parent.
_ENVIRONMENT: Final = frozenset(
    {"HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "SYSTEMROOT", "TMPDIR", "TZ", "VIRTUAL_ENV"}
)


class Cut(Exception):
    """A request got no answer. `status` and `detail` say why; `detail` never holds text of the block."""

    def __init__(self, status: ScanStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


@dataclass(slots=True)
class PoolStats:
    """Counters since start."""

    requests: int = 0
    timeouts: int = 0
    crashes: int = 0
    garbled: int = 0
    refused: int = 0
    forks: int = 0
    zygotes: int = 0


@dataclass(eq=False, slots=True)
class _Worker:
    number: int
    reader: StreamReader
    writer: StreamWriter
    pid: int = 0
    served: int = 0
    length: int | None = None  # of the frame whose head was read

    async def read(self) -> bytes:
        """The payload of the next frame; may be cancelled and called again. Raises EOFError, OSError, Garbled."""
        if self.length is None:
            self.length = length_of(await self.reader.readexactly(LENGTH_BYTES))
        payload = await self.reader.readexactly(self.length)
        self.length = None
        return payload


class _Zygote:
    """The process that forks the workers, and the socket to command it."""

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self.process = process
        self.control = control
        self.alive = True
        self.engines: tuple[tuple[str, str], ...] = ()

    @classmethod
    def start(cls, memory_mb: int, cache_dir: Path | None, engines: str, packages: PackageFiles) -> _Zygote:
        """Start the process; it warms by itself."""
        ours, theirs = socket.socketpair()
        argv = [
            sys.executable,
            "-P",
            "-m",
            "proxy.scan.zygote",
            str(theirs.fileno()),
            str(memory_mb),
            str(cache_dir or ""),
            engines,
            *(str(path or "") for path in packages),
        ]
        with theirs:
            process = subprocess.Popen(  # noqa: S603  # nosec B603 - fixed argv, no shell
                argv,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=_environment(),
                start_new_session=True,
            )
        ours.setblocking(False)  # noqa: FBT003 - the standard library's own
        return cls(process, ours)

    async def warm(self) -> None:
        """Wait until it can fork. Raises Garbled, OSError or TimeoutError."""
        loop = asyncio.get_running_loop()
        line = b""
        async with asyncio.timeout(_WARM_S):
            while not line.endswith(b"\n"):
                part = await loop.sock_recv(self.control, _MAX_HELLO_BYTES)
                line += part
                if not part or len(line) > _MAX_HELLO_BYTES:
                    raise Garbled("the scan process ended before it was warm; its error stands on stderr")
        self.engines = tuple((str(name), str(version)) for name, version in json.loads(line))

    def command(self, kind: bytes, number: int, *fds: int) -> None:
        """Send a command. Raises OSError where it is gone."""
        socket.send_fds(self.control, [_COMMAND.pack(kind, number)], fds)

    async def end(self) -> None:
        """Close it down; its workers end with it."""
        self.alive = False
        self.control.close()
        if not self.engines:  # still warming: there is no worker to take along
            self.process.kill()
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                await asyncio.to_thread(self.process.wait, _STOP_S)
        finally:  # what is killed ends at once, so this doesn't hold the loop up
            self.process.kill()
            self.process.wait()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in _ENVIRONMENT or name.startswith("COVERAGE_")}
    paths = os.pathsep.join(str(Path(each).absolute()) for each in sys.path if each)
    # One hash seed for all zygotes: an order that depends on it can't differ between two scans of a text.
    return kept | {"PYTHONPATH": paths, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


class Pool:
    """`count` workers. `engines`: `module:factory` instead of the default ones, for tests."""

    def __init__(
        self,
        count: int,
        *,
        memory_mb: int,
        cache_dir: Path | None,
        engines: str = "",
        packages: PackageFiles = NO_FILES,
    ) -> None:
        self._count = count
        self.bound = _WAITING_PER_WORKER * count  # requests that may wait
        self.recycle = _RECYCLE  # requests before a worker is replaced, so that no leak grows
        self._start_zygote: Callable[[], _Zygote] = lambda: _Zygote.start(memory_mb, cache_dir, engines, packages)
        self._workers: set[_Worker] = set()
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._waiting = 0
        self._numbers = 0
        self._zygote: _Zygote | None = None
        self._task: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._renewed = asyncio.Event()
        self.staffed = asyncio.Event()
        self._failed_starts = 0
        self._gave_up = asyncio.Event()
        self.engines: tuple[tuple[str, str], ...] = ()
        self.stats = PoolStats()

    # -- what is asked of it

    @property
    def waiting(self) -> int:
        """Requests without a worker yet."""
        return self._waiting

    @property
    def saturated(self) -> bool:
        """Whether the queue is so full that nothing should be asked twice."""
        return self._waiting >= self.bound

    @property
    def pids(self) -> tuple[int, ...]:
        """The workers' process ids."""
        return tuple(sorted(worker.pid for worker in self._workers if worker.pid))

    @property
    def zygote_pid(self) -> int | None:
        """The zygote's process id, while there is one."""
        return self._zygote.process.pid if self._zygote else None

    async def start(self) -> None:
        """Bring the workers up. Raises ScanUnavailable where they don't come; they are tried on all the same."""
        self._task = asyncio.create_task(self._supervise(), name="scan-pool")
        waits = [asyncio.create_task(event.wait()) for event in (self.staffed, self._gave_up)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        if not self.staffed.is_set():
            raise ScanUnavailable("Not scanned: the scan workers could not be started.")

    async def renewed(self, zygotes: int) -> None:
        """Wait until there were more than `zygotes` of them."""
        while self.stats.zygotes <= zygotes:
            self._renewed.clear()
            await self._renewed.wait()

    async def stop(self) -> None:
        """Take the workers down."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
            self._task = None

    async def call(self, request: bytes, read: Callable[[bytes], T], deadline_s: float, *, urgent: bool = False) -> T:
        """Have a worker answer within the deadline, and `read` the answer. Raises Cut.

        `urgent` (the canary) isn't refused where the queue is full.
        """
        worker = await self._take(urgent=urgent)
        sound = False
        try:
            answer = read(await self._exchange(worker, request, deadline_s))
            sound = True
        except Garbled as error:
            self.stats.garbled += 1
            raise Cut(ScanStatus.FAILED, f"the scan worker's answer was not understood: {error.message}") from error
        finally:
            worker.served += 1
            if sound and worker.served < self.recycle:
                self._free.put_nowait(worker)
            else:
                self._retire(worker)
        self.stats.requests += 1
        return answer

    # -- one request

    async def _take(self, *, urgent: bool) -> _Worker:
        if not urgent and self._free.empty() and self.saturated:
            self.stats.refused += 1
            raise Cut(ScanStatus.FAILED, "scan queue is full")
        self._waiting += 1
        try:
            async with asyncio.timeout(_WAIT_S):
                while True:
                    worker = await self._free.get()
                    if worker in self._workers and not worker.reader.at_eof():
                        return worker
                    self._retire(worker)  # it died while it was idle
        except TimeoutError as error:
            self.stats.refused += 1
            raise Cut(ScanStatus.FAILED, "no scan worker came free") from error
        finally:
            self._waiting -= 1

    async def _exchange(self, worker: _Worker, request: bytes, deadline_s: float) -> bytes:
        try:
            worker.writer.write(framed(request))
            try:
                async with asyncio.timeout(deadline_s):
                    await worker.writer.drain()
                    return await worker.read()
            except TimeoutError:
                async with asyncio.timeout(_GRACE_S):
                    return await worker.read()
        except TimeoutError as error:
            self.stats.timeouts += 1
            raise Cut(ScanStatus.TIMED_OUT, "the scan passed its deadline") from error
        except (EOFError, OSError) as error:
            self.stats.crashes += 1
            raise Cut(ScanStatus.FAILED, "the scan worker died") from error

    def _retire(self, worker: _Worker) -> None:
        """Kill a worker and have it replaced."""
        self._workers.discard(worker)
        worker.writer.transport.abort()
        if self._zygote is not None and self._zygote.alive:
            with contextlib.suppress(OSError):
                self._zygote.command(b"K", worker.number)
        if not self._workers:
            self.staffed.clear()
        self._wake.set()

    # -- keeping the house staffed

    async def _supervise(self) -> None:
        pause = _PAUSE_S
        while True:
            zygote = self._start_zygote()
            try:
                await zygote.warm()
                self._failed_starts = 0
                self.engines = zygote.engines
                self._zygote = zygote
                self.stats.zygotes += 1
                self._renewed.set()
                pause = _PAUSE_S
                await self._staff(zygote)
            except (Garbled, OSError, ValueError):
                self._failed_starts += 1
                if self._failed_starts >= _STARTS:
                    self._gave_up.set()
            finally:
                self._zygote = None
                for worker in tuple(self._workers):
                    self._retire(worker)
                self.staffed.clear()
                await zygote.end()
            await asyncio.sleep(pause)
            pause = min(2 * pause, _MAX_PAUSE_S)

    async def _staff(self, zygote: _Zygote) -> None:
        """Replace workers until the zygote is gone. Raises TimeoutError where it doesn't answer."""
        loop = asyncio.get_running_loop()
        loop.add_reader(zygote.control, self._zygote_spoke, zygote)
        pause = 0.0
        try:
            while zygote.alive:
                self._wake.clear()
                if len(self._workers) >= self._count:
                    pause = 0.0
                    await self._wake.wait()
                    continue
                await asyncio.sleep(pause)
                hired = await self._hire(zygote)
                pause = 0.0 if hired else min(max(_PAUSE_S, 2 * pause), _MAX_PAUSE_S)
        finally:
            loop.remove_reader(zygote.control)

    def _zygote_spoke(self, zygote: _Zygote) -> None:
        """It says nothing after its first line, so this is its end."""
        zygote.alive = False
        asyncio.get_running_loop().remove_reader(zygote.control)
        self._wake.set()

    async def _hire(self, zygote: _Zygote) -> bool:
        """Have one more worker forked; False where it died at once."""
        self._numbers += 1
        number = self._numbers
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                zygote.command(b"F", number, theirs.fileno())
                self.stats.forks += 1
                worker = _Worker(number, *await asyncio.open_unix_connection(sock=ours))
            except BaseException:  # a cancellation too: the socket is nobody's yet
                ours.close()
                raise
        self._workers.add(worker)
        sound = False
        try:
            async with asyncio.timeout(_HELLO_S):
                worker.pid = read_hello(await worker.read())
            sound = True
        except (EOFError, ConnectionError, Garbled):
            return False
        finally:
            if not sound:
                self._retire(worker)
        self._free.put_nowait(worker)
        self.staffed.set()
        return True
