"""A worker's loop in this process, and what it does to its own process in one of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from proxy.model import CodeBlock, ScanStatus, Unit
from proxy.scan import frames
from proxy.scan.scanner import Scanner, engines_of
from proxy.scan.worker import receive, serve
from proxy.scan.zygote import COMMAND

ROOT = Path(__file__).resolve().parents[3]
ENGINES = "tests.faults.scan_engines:make"


@pytest.fixture
def line() -> Iterator[socket.socket]:
    """A worker behind a socket."""
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=serve, args=(theirs, Scanner(engines_of(ENGINES))))
    with theirs, closing(ours):
        thread.start()
        yield ours
        ours.close()
        thread.join(10)
    assert not thread.is_alive()


def test_it_says_who_it_is_and_answers(line: socket.socket) -> None:
    assert frames.read_hello(receive(line)) == os.getpid()
    line.sendall(frames.framed(frames.scan_request(CodeBlock(1, "", "BAD", "python"))))
    report = frames.read_report(receive(line), 3)
    assert [run.status for run in report.engines] == [ScanStatus.COMPLETE] * 2
    units = (Unit(1, 1, 0, "BAD\n"),)
    line.sendall(frames.framed(frames.units_request("python", units, b"")))
    batch = frames.read_statements(receive(line), units)
    assert len(batch.units[0].findings) == 1
    assert batch.state
    line.sendall(
        frames.framed(frames.texts_request(("BAD", "fine", "BAD BAD"), [run.engine for run in report.engines]))
    )
    texts = frames.read_texts(receive(line), (3, 4, 7))
    assert [len(each.findings) > 0 for each in texts] == [True, False, True]
    assert all(run.status is ScanStatus.COMPLETE for each in texts for run in each.engines)


def test_half_a_frame_ends_it(line: socket.socket) -> None:
    receive(line)
    line.sendall(b"\x00\x00\x00\x09half")
    line.shutdown(socket.SHUT_WR)


def run(code: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=60)


def test_its_memory_is_bounded_and_no_core_is_written() -> None:
    done = run(
        "import resource; from proxy.scan.worker import bound_resources; bound_resources(1);"
        "print(*resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_AS)[0] > 2**28)\n"
        "try: bytearray(2**34)\nexcept MemoryError: print('bounded')\n"
        "bound_resources(10**9)"
    )
    assert done.stdout.split() == [b"0", b"0", b"True", b"bounded"]


def test_it_dies_with_its_parent_and_is_silent() -> None:
    assert (
        run("import os; from proxy.scan.worker import die_with; die_with(os.getppid()); print('alive')").stdout
        == b"alive\n"
    )
    assert run("from proxy.scan.worker import die_with; die_with(1 << 22)").returncode == -signal.SIGKILL
    assert run("from proxy.scan.worker import silence; silence(); print('text of the block')").stdout == b""


def test_room_is_asked_for_where_the_system_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("builtins.open", refuse)
    from proxy.scan.worker import _mapped_mib  # noqa: PLC0415

    assert _mapped_mib() == 0


@pytest.fixture
def zygote() -> Iterator[tuple[socket.socket, psutil.Process]]:
    ours, theirs = socket.socketpair()
    argv = [sys.executable, "-m", "proxy.scan.zygote", str(theirs.fileno()), "256", "", ENGINES]
    with closing(ours), subprocess.Popen(argv, cwd=ROOT, pass_fds=(theirs.fileno(),)) as process:
        theirs.close()
        ours.settimeout(60)
        yield ours, psutil.Process(process.pid)
        ours.close()
        assert process.wait(60) == 0


def fork(control: socket.socket, number: int) -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs:
        socket.send_fds(control, [COMMAND.pack(b"F", number)], [theirs.fileno()])
    ours.settimeout(60)
    return ours


def test_the_zygote_forks_kills_and_ends(zygote: tuple[socket.socket, psutil.Process]) -> None:
    control, process = zygote
    versions = json.loads(control.recv(1000))
    assert versions == [["fake", "1"], ["unicode", "1"]]
    with fork(control, 1) as one, fork(control, 2) as two:
        pids = [frames.read_hello(receive(each)) for each in (one, two)]
        assert sorted(child.pid for child in process.children()) == sorted(pids)
        control.sendall(COMMAND.pack(b"K", 1))
        control.sendall(COMMAND.pack(b"K", 77))
        control.sendall(COMMAND.pack(b"?", 2))
        assert receive(one) == b""
        two.sendall(frames.framed(frames.scan_request(CodeBlock(1, "", "fine", None))))
        assert frames.read_report(receive(two), 4).engines
        # The killed one's socket closes before it is reaped, but what it was asked behind that goes through the same control.
        _gone, left = psutil.wait_procs([psutil.Process(pids[0])] if psutil.pid_exists(pids[0]) else [], timeout=60)
        assert (left, [child.pid for child in process.children()]) == ([], pids[1:])
        control.shutdown(socket.SHUT_WR)
        assert receive(two) == b""
