"""A program whose imports are done once: each task runs in a fork of it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

_GRACE_S = 10


def kill_group(group: int, number: int) -> None:
    """Signal a process and what it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


class Preloaded:
    """The process; its protocol is described in aider_preloaded.py."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(argv, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(
        self, argv: Sequence[str], *, env: Mapping[str, str], folder: Path, output: Path, limit_s: float
    ) -> int | None:
        """Run a task to its end; None where it had to be ended."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        job = {"argv": list(argv), "env": dict(env), "folder": str(folder), "output": str(output)}
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        pid = json.loads(process.stdout.readline())["pid"]
        ended = threading.Event()

        def end() -> None:
            ended.set()
            kill_group(pid, signal.SIGKILL)

        timer = threading.Timer(limit_s, end)
        timer.start()
        status = json.loads(process.stdout.readline())["exit"]
        timer.cancel()
        kill_group(pid, signal.SIGKILL)  # what it left behind
        return None if ended.is_set() else int(status)

    def stop(self) -> None:
        """End it."""
        self._process.communicate(timeout=_GRACE_S)
