"""Code inside a shell text: heredocs, `python -c`, `echo … > a.py`, `sed -i`, `base64 -d | sh`.

A tool call's command, a ```bash fence. What the text itself says is its caller's part; this gives what it carries inside, and follows the
shell texts among that (`bash -c`, `ssh host`, a heredoc to `sh`) down to MAX_LEVELS: don't ask again for the parts of these parts. Patches
are given as they stand: edit_patch.py reads them.
Rules for this file: pure, linear. Where bash and another shell differ, bash is meant.
Counterparts: shell_tokens.py, shell_powershell.py and shell_batch.py read, shell_reading.py follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from proxy.extract.parts import Part
from proxy.extract.shell_batch import batch_script
from proxy.extract.shell_flow import Descent, Record
from proxy.extract.shell_powershell import looks_like_powershell, powershell_script
from proxy.extract.shell_reading import Reading
from proxy.extract.shell_tokens import Tokenizer
from proxy.extract.shell_traced import Traced

MAX_LEVELS: Final = 4  # a shell in a shell; people write two
TOO_DEEP: Final = "a shell text holds shells too deep"


@dataclass(frozen=True, slots=True)
class Shell:
    """What a shell text carries, and why something of it couldn't be read (\"\": all could)."""

    parts: tuple[Part, ...]
    unread: str = ""


def shell_parts(command: str, *, dialect: str = "sh") -> Shell:
    """The code that a shell text carries inside. `dialect`: "sh", "powershell" or "cmd"."""
    record = Record(len(command))
    level = [Descent(Traced.whole(command), dialect)]
    if dialect == "sh" and looks_like_powershell(command):
        level.append(Descent(Traced.whole(command), "powershell"))
    for _ in range(MAX_LEVELS):
        for descent in level:
            _follow(descent, record)
        level, record.descents = record.descents, []
    if level:
        record.tell(TOO_DEEP)
    return Shell(tuple(dict.fromkeys(record.parts)), "; ".join(record.unread))


def _follow(descent: Descent, record: Record) -> None:
    if descent.dialect == "powershell":
        script = powershell_script(descent.text, record.unread)
    elif descent.dialect == "cmd":
        script = batch_script(descent.text, record.unread)
    else:
        script = Tokenizer(descent.text, record.unread).script()
    Reading(record).script(script, descent.stdin, shown=True)
    record.flush()
