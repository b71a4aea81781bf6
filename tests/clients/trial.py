"""One task given to one assistant: in a throw-away repository, with a clean home, through a relay that keeps every byte."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.clients.assistants import Assistant, Place, Start
from tests.clients.house import WRONG_KEY, House
from tests.clients.preloaded import kill_group
from tests.clients.relay import joined, leaks, unchunked
from tests.clients.samples import BEFORE, OTHER_BEFORE, OTHER_FILE, TASK_FILE, Sample, Verdict
from tests.clients.scripted import CLIENT_KEY, Script

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")
_GRACE_S = 8
_NOWHERE = "http://127.0.0.1:9"  # nobody listens on the discard port: what isn't meant for loopback ends here
_OURS = (".git", ".aider")  # what git and clients leave in a repository beside the work


@dataclass(frozen=True)
class Outcome:
    """What came of a task. `landed`: the files that differ from before. `reached`: the reason came to the client.
    `client_key`: the client's key came to the provider. `exit` is None where we ended it."""

    exit: int | None
    output: str
    landed: Mapping[str, str]
    main: int
    side: int
    seconds: float
    leaked: tuple[str, ...]
    reached: bool = False
    client_key: bool = False

    def told(self, sample: Sample) -> bool:
        """The reason is in what the developer sees."""
        return any(word in self.output for word in sample.seen)


@dataclass(frozen=True)
class Task:
    """What is tried. `fault`: stall, cut, unauthorized or limited in place of a good answer."""

    shape: str
    verdict: Verdict = Verdict.CLEAN
    fault: str = ""
    stall_s: float = 0

    @property
    def name(self) -> str:
        return f"{self.fault or self.verdict}-{self.shape}"


def attempt(house: House, assistant: Assistant, task: Task, *, direct: bool = False) -> Outcome:
    """Give the task to the assistant; through the server, or straight to the provider. Raises NotInstalled."""
    with _folder() as base:
        folder, home = base / "repo", base / "home"
        home.mkdir()
        _repository(folder)
        sample = assistant.samples[task.verdict]
        script = Script(assistant.suggest(task.shape, sample, folder), needs_tools=assistant.tools)
        script.stall_s, script.cut = task.stall_s, task.fault == "cut"
        script.status = 429 if task.fault == "limited" else 200
        mark = house.task(script, assistant.name)
        key = WRONG_KEY if task.fault == "unauthorized" else CLIENT_KEY
        with house.relay(direct=direct) as relay:
            root = f"http://127.0.0.1:{relay.port}"
            place = Place(folder, home, root, key, assistant.model, f"{mark}: add a helper to {TASK_FILE}")
            began = time.monotonic()
            status, output = _run(house, assistant, assistant.start(place), base, task)
            seconds = time.monotonic() - began
            heard = [bytes(one) for one in relay.received]
        reached = any(word in text for raw in heard for text in joined(unchunked(raw)) for word in sample.seen)
        leaked = [leak for canary in sample.canaries for raw in heard for leak in leaks(raw, canary)]
        return Outcome(
            status, output, _landed(folder), script.main, script.side, round(seconds, 2), tuple(leaked), reached, script.client_key
        )  # fmt: skip


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    base = Path(tempfile.mkdtemp(prefix="codeward-client-")).resolve()
    try:
        yield base
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _repository(folder: Path) -> None:
    folder.mkdir()
    (folder / TASK_FILE).write_text(BEFORE, encoding="utf-8")
    (folder / OTHER_FILE).write_text(OTHER_BEFORE, encoding="utf-8")
    git = ["git", "-c", "user.name=suite", "-c", "user.email=suite@localhost", "-c", "commit.gpgsign=false"]
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "first"]):
        subprocess.run([*git, *command], cwd=folder, check=True, capture_output=True, env=_environment(folder.parent))


def _environment(home: Path) -> dict[str, str]:
    """Nothing of the developer's but where programs are."""
    folders = [str(Path(found).parent) for name in ("node", "git") if (found := shutil.which(name))]
    return {
        "PATH": os.pathsep.join([*folders, "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_STATE_HOME": str(home / ".local/state"),
        "TMPDIR": str(home),
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "CI": "1",
        "DO_NOT_TRACK": "1",
        "HTTPS_PROXY": _NOWHERE,
        "https_proxy": _NOWHERE,
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "suite",
        "GIT_AUTHOR_EMAIL": "suite@localhost",
        "GIT_COMMITTER_NAME": "suite",
        "GIT_COMMITTER_EMAIL": "suite@localhost",
    }


def _run(house: House, assistant: Assistant, start: Start, base: Path, task: Task) -> tuple[int | None, str]:
    env = {**_environment(base / "home"), **start.env}
    retried = task.fault in {"cut", "limited"} or (assistant.stubborn and task.fault == "unauthorized")
    limit_s = assistant.patience_s if retried else assistant.limit_s + task.stall_s
    if start.preloaded:
        output = base / "output"
        warm = house.preloaded(start.preloaded, _environment(base / "home"))
        status = warm.run(start.argv, env=env, folder=base / "repo", output=output, limit_s=limit_s)
        return status, _ESCAPES.sub("", output.read_text(encoding="utf-8", errors="replace"))
    return _ended(start.argv, base / "repo", env, limit_s)


def _ended(argv: Sequence[str], folder: Path, env: Mapping[str, str], limit_s: float) -> tuple[int | None, str]:
    """Run to its end, or end it with all that it started."""
    process = subprocess.Popen(
        argv,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    status: int | None = None
    try:
        output, _ = process.communicate(timeout=limit_s)
        status = process.returncode
    except subprocess.TimeoutExpired:
        kill_group(process.pid, signal.SIGTERM)
        try:
            output, _ = process.communicate(timeout=_GRACE_S)
        except subprocess.TimeoutExpired:
            kill_group(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
    kill_group(process.pid, signal.SIGKILL)  # what it left behind
    return status, _ESCAPES.sub("", output)


def _landed(folder: Path) -> dict[str, str]:
    before = {TASK_FILE: BEFORE, OTHER_FILE: OTHER_BEFORE}
    found = {
        str(path.relative_to(folder)): path.read_bytes().decode("utf-8", "backslashreplace")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(_OURS)
    }
    gone = {name: "(removed)" for name in before if name not in found}
    return {**{name: text for name, text in found.items() if before.get(name) != text}, **gone}
