"""aider with its imports done: each job runs aider's own entry point in a fork. Runs in aider's own environment.

Three of the four seconds of a short run of aider are imports, and the suite runs it some fifty times. One job a line of standard
input: {"argv", "env", "folder", "output"}; answered with {"pid"} and, at its end, {"exit"}.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, NoReturn

import aider.main
import litellm  # aider loads it in a thread; a fork needs it whole


def child(job: dict[str, Any]) -> NoReturn:
    """Become the program of the job."""
    os.setsid()
    output = os.open(job["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.environ.clear()
    os.environ.update(job["env"])
    os.chdir(job["folder"])
    sys.argv = job["argv"]
    status: Any = 1
    try:
        status = aider.main.main()
    except SystemExit as end:
        status = end.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else int(status is not None))


def say(word: dict[str, int]) -> None:
    """Answer with a line."""
    sys.stdout.write(json.dumps(word) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Run job after job."""
    assert litellm.completion, "all of it is loaded"
    for line in sys.stdin:
        job = json.loads(line)
        pid = os.fork()
        if not pid:
            child(job)
        say({"pid": pid})
        _, status = os.waitpid(pid, 0)
        say({"exit": os.waitstatus_to_exitcode(status)})


if __name__ == "__main__":
    main()
