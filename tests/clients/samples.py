"""What the scripted model suggests: one small module for each thing that the policy `baseline` can decide, and the file it edits.

What must not reach the client stands in `canaries`: in the rejected sample on the very statement that is at fault, in the redacted
one it is the secret itself.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

BEFORE = 'def greet(name):\n    return "hi " + name\n'
TASK_FILE, OTHER_FILE, NEW_FILE, SIBLING_FILE = "app.py", "other.py", "fresh.py", "sibling.py"
OTHER_BEFORE = "def leave(name):\n    return 'bye ' + name\n"


class Verdict(enum.StrEnum):
    """What the policy decides about a sample."""

    CLEAN = "clean"
    ANNOTATED = "annotated"
    REDACTED = "redacted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Sample:
    """A module; `seen`: words of which one tells the developer about the decision."""

    verdict: Verdict
    code: str
    canaries: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    @property
    def edited(self) -> str:
        """The task's file with this in front."""
        return f"{self.code}\n\n{BEFORE}"


_CLEAN = '''import subprocess


def listing(path):
    """The entries of a folder."""
    done = subprocess.run(["ls", "-1", path], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()
'''
_ANNOTATED = '''import yaml


def settings(text):
    """The settings of a text."""
    found = yaml.load(text, Loader=yaml.Loader)
    return {str(key): value for key, value in found.items()}
'''
_REDACTED = '''import os


def account():
    """The keys of the account."""
    aws_access_key_id = "{key}"
    return {{"id": aws_access_key_id, "region": os.environ["REGION"]}}
'''
_REJECTED = '''import subprocess


def run(cmd):
    """What a command says."""
    done = subprocess.run(f"echo {canary}; {{cmd}}", shell=True, capture_output=True)
    return done.stdout
'''
_KEY = "AKIA" + "Q3VX7MTNRB5LZ2WD"
_CANARY = "quartz_walrus_violin_71"

SAMPLES = {
    Verdict.CLEAN: Sample(Verdict.CLEAN, _CLEAN),
    Verdict.ANNOTATED: Sample(Verdict.ANNOTATED, _ANNOTATED, seen=("CWE-20", "CWE-502")),
    Verdict.REDACTED: Sample(Verdict.REDACTED, _REDACTED.format(key=_KEY), (_KEY,), ("CWE-798",)),
    Verdict.REJECTED: Sample(Verdict.REJECTED, _REJECTED.format(canary=_CANARY), (_CANARY,), ("CWE-78",)),
}
SIBLING = 'def add(left, right):\n    """Their sum."""\n    return left + right\n'
# A completion behind `def run(cmd):`, as an editor asks for it.
COMPLETIONS = {
    Verdict.CLEAN: Sample(Verdict.CLEAN, "    return subprocess.run([cmd], check=True)\n"),
    Verdict.REJECTED: Sample(
        Verdict.REJECTED, f'    return subprocess.run(f"echo {_CANARY}; {{cmd}}", shell=True)\n', (_CANARY,)
    ),
}
COMPLETION_PREFIX, COMPLETION_SUFFIX = "import subprocess\n\n\ndef run(cmd):\n", '\n\nprint(run("ls"))\n'
