"""Patches in an answer, applied by the tools that people apply them with: `git apply` and `patch`."""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.provider import streamed
from tests.running import House, events, running

BEFORE = "import hashlib\nimport subprocess\n\n\ndef ls(path):\n    return path\n\n\ndef tag(text):\n    return text\n"
CLEAN = BEFORE.replace("    return text\n", "    return hashlib.sha256(text).hexdigest()\n")
NOTED = BEFORE.replace("    return text\n", "    return hashlib.md5(text).hexdigest()\n")
BAD = BEFORE.replace("    return path\n", '    return subprocess.run("ls " + path, shell=True)\n')
APPLIERS = {"git-apply": ["git", "apply", "-"], "patch": ["patch", "-p1", "--batch"]}


def diff(after: str) -> str:
    lines = difflib.unified_diff(BEFORE.splitlines(True), after.splitlines(True), "a/app.py", "b/app.py")
    return "".join(lines)


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with running(tmp_path_factory.mktemp("patches")) as made:
        yield made


async def told(house: House, text: str) -> str:
    """What a client has of a streamed answer."""
    house.provider.scripts["any"] = streamed([text[at : at + 5] for at in range(0, len(text), 5)])
    status, _, raw = await house.ask("any", stream=True)
    assert status == 200
    chunks = (event for event in events(raw) if event != "[DONE]")
    return "".join(event["choices"][0]["delta"].get("content") or "" for event in chunks if event["choices"])


def applied(folder: Path, answer: str, applier: str) -> str:
    """The file once each patch of the answer was given to the tool."""
    program = shutil.which(APPLIERS[applier][0])
    assert program is not None, f"{applier} isn't installed"
    (folder / "app.py").write_text(BEFORE)
    for found in re.finditer(r"^```diff\n(.*?)^```$", answer, re.DOTALL | re.MULTILINE):
        done = subprocess.run(
            [program, *APPLIERS[applier][1:]],
            input=found.group(1),
            text=True,
            cwd=folder,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return (folder / "app.py").read_text()


@pytest.mark.parametrize("applier", APPLIERS)
@pytest.mark.parametrize(
    "case",
    [
        pytest.param((CLEAN, CLEAN, ""), id="clean"),
        pytest.param((NOTED, NOTED, "CWE-32"), id="annotated"),
        pytest.param((BAD, BEFORE, "CWE-78"), id="rejected"),
    ],
)
async def test_a_patch_lands_as_it_was_written_or_not_at_all(
    house: House, tmp_path: Path, applier: str, case: tuple[str, str, str]
) -> None:
    after, landed, word = case
    answer = await told(house, f"Here is the patch:\n\n```diff\n{diff(after)}```\n\nThat is all.\n")
    assert applied(tmp_path, answer, applier) == landed
    assert word in answer
    assert bool(word) or "CWE" not in answer
    assert "shell=True" not in answer
