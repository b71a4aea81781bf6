"""The zygote: loads and warms the engines once, then forks a worker whenever the parent asks (some 5 ms instead of seconds).

    python -P -m proxy.scan.zygote FD MEMORY_MB CACHE_DIR ENGINES PACKAGES ADVISORIES      (the last four may be empty)

Over the socket FD it says one JSON line, the engines' names and versions, and then takes commands of five bytes: `F` and a number,
with the worker's socket beside it, forks; `K` and a number kills and reaps that worker. It reaps a worker only when told, so that a process
id can't be another one's meanwhile. When the socket closes, all workers are killed and it ends: `kill -9` of the parent leaves
nobody behind.
Rules for this file: one thread, ever. Counterpart: pool.py.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import struct
import sys
from pathlib import Path
from typing import Final

from proxy.scan.dependencies.files import PackageFiles
from proxy.scan.scanner import Scanner, engines_of
from proxy.scan.worker import bound_resources, die_with, ignore_group_signals, serve, silence

COMMAND: Final = struct.Struct(">cI")
FORK: Final = b"F"
KILL: Final = b"K"


class Zygote:
    """The workers forked so far, by the parent's numbers."""

    def __init__(self, control: socket.socket, scanner: Scanner, memory_mb: int) -> None:
        self._control = control
        self._scanner = scanner
        self._memory_mb = memory_mb
        self.pids: dict[int, int] = {}

    def run(self) -> None:
        """Obey until the parent is gone."""
        self._control.sendall(json.dumps(self._scanner.versions).encode() + b"\n")
        try:
            while True:
                command, fds, *_ = socket.recv_fds(self._control, COMMAND.size, 1)
                if len(command) != COMMAND.size:
                    return
                kind, number = COMMAND.unpack(command)
                if kind == FORK and fds:
                    self._fork(number, socket.socket(fileno=fds[0]))
                elif kind == KILL:
                    self.kill(number)
        finally:
            for number in tuple(self.pids):
                self.kill(number)

    def kill(self, number: int) -> None:
        """Kill and reap a worker."""
        pid = self.pids.pop(number, None)
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _fork(self, number: int, sock: socket.socket) -> None:
        parent = os.getpid()
        with sock:
            try:
                pid = os.fork()
            except OSError:  # no process or no memory left: the parent sees the socket close
                return
            if pid:
                self.pids[number] = pid
                return
            try:
                die_with(parent)
                silence()
                self._control.close()
                bound_resources(self._memory_mb)
                serve(sock, self._scanner)
            finally:
                os._exit(0)  # no clean-up of what belongs to the zygote


def main(arguments: list[str]) -> None:
    """Warm the engines, then serve."""
    fd, memory_mb, cache_dir, engines, *packages = arguments
    ignore_group_signals()
    scanner = Scanner(engines_of(engines, Path(cache_dir) if cache_dir else None, PackageFiles.of(*packages)))
    scanner.warm()
    gc.collect()
    gc.freeze()  # what is loaded stays shared between the workers' memories
    with socket.socket(fileno=int(fd)) as control:
        Zygote(control, scanner, int(memory_mb)).run()


if __name__ == "__main__":
    main(sys.argv[1:])
