"""One worker process: requests in, answers out, one at a time, until its parent is gone.

It runs in bounds that it can't lift: address space, no core dumps (they would hold code). It ignores the signals that a terminal or a
service manager sends to a whole group: its life ends with its socket, with the zygote, or by the parent's kill.
Rules for this file: sync, single-threaded. Counterparts: zygote.py forks it, pool.py talks to it and kills it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import socket
import sys
from typing import Final

from proxy.scan.frames import (
    LENGTH_BYTES,
    framed,
    hello,
    length_of,
    read_request,
    report_answer,
    statements_answer,
    texts_answer,
)
from proxy.scan.scanner import Scanner

_PR_SET_PDEATHSIG: Final = 1  # prctl(2)
_MIB: Final = 1024 * 1024
_MIN_ROOM_MIB: Final = 256  # to scan in, above what the engines have mapped already
_IGNORED: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve(sock: socket.socket, scanner: Scanner) -> None:
    """Answer requests until the other end closes."""
    with contextlib.suppress(ConnectionError):
        sock.sendall(framed(hello(os.getpid())))
        while payload := receive(sock):
            request = read_request(payload)
            if request[0] == "scan":
                answer = report_answer(scanner.scan(request[1], request[2]))
            elif request[0] == "texts":
                answer = texts_answer(scanner.scan_texts(request[1], request[2]))
            else:
                answer = statements_answer(scanner.scan_units(*request[1:]))
            sock.sendall(framed(answer))


def receive(sock: socket.socket) -> bytes:
    """The payload of the next frame; empty at the end."""
    head = _exactly(sock, LENGTH_BYTES)
    return _exactly(sock, length_of(head)) if head else b""


def _exactly(sock: socket.socket, count: int) -> bytes:
    """`count` bytes; empty where the stream ends before."""
    parts = bytearray()
    while len(parts) < count:
        part = sock.recv(count - len(parts))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def silence() -> None:
    """Let go of the terminal: what native code prints when it breaks may quote the text it looked at."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.close(null)


def ignore_group_signals() -> None:
    """A Ctrl-C or a stop of the service is the parent's to act on; it drains first."""
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)


def die_with(parent: int) -> None:
    """End when the process `parent`, which forked this one, ends. Linux only; elsewhere the closed socket ends it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before
        os.kill(os.getpid(), signal.SIGKILL)


def bound_resources(memory_mb: int) -> None:
    """Bound the address space to `memory_mb` (but leave room above what is mapped now), and allow no core dump."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = max(memory_mb, _mapped_mib() + _MIN_ROOM_MIB) * _MIB
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    bound = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS knows the name but not the bound
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))


def _mapped_mib() -> int:
    """The address space in use, 0 where the system doesn't tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - a pseudo file
            return int(file.read().split()[0]) * resource.getpagesize() // _MIB
    except OSError:
        return 0
