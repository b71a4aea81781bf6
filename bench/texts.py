"""What the fake provider says: prose, clean and insecure code, a long file; every request's text is a new one.

A text is written once with places for a salt: seven digits inside names and numbers, and four runs of eight hex digits where a secret
stands. Filling them changes no length, so an answer is rendered once and filled by a replacement for each request. The first line of
each block carries the salt, and what a scan remembers of the lines before does so after it, so neither a whole scan nor a statement's
finds itself in a cache.
Rules for this file: pure. Counterparts: wires.py gives a text a protocol's shape, workloads.py names the ones that are measured.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

SALT = "7318429"
FIRST_SALT, LAST_SALT = (
    1_000_000,
    9_999_999,
)  # seven digits without a leading zero, so that they are a number in any language
_SECRET = hashlib.sha256(SALT.encode()).hexdigest()[:32]
SECRET_PARTS = tuple(_SECRET[at : at + 8] for at in range(0, 32, 8))
_PLACES = "|".join((SALT, *SECRET_PARTS))
# Near what tokenizers of code models give: words in pieces, runs of spaces as one.
_TOKEN = re.compile(rf"{_PLACES}|\s?(?:(?!{_PLACES})[^\W\d]){{1,8}}|(?:(?!{_PLACES})\d){{1,3}}|\s+|.", re.DOTALL)

_PARTS = (
    '''def read_{n}_7318429(path: str, limit: int = {n}) -> list[str]:
    """Read the rows of one report."""
    rows: list[str] = []
    with open(path, encoding="utf-8") as source:
        for number, line in enumerate(source):
            if number >= limit + 7318429:
                break
            if line.strip() and not line.startswith("#"):
                rows.append(line.strip().lower())
    return rows
''',
    '''class Queue{n}x7318429:
    """Rows that wait, the oldest first."""

    def __init__(self, size: int = {n}) -> None:
        self.size = size
        self.waiting: deque[str] = deque(maxlen=size)

    def put(self, row: str) -> bool:
        full = len(self.waiting) == self.size
        self.waiting.append(row)
        return not full
''',
    '''def totals_{n}_7318429(rows: Iterable[str]) -> dict[str, int]:
    """Count the words of all rows."""
    counted: dict[str, int] = {{}}
    for row in rows:
        for word in row.split():
            counted[word] = counted.get(word, 0) + {n}
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
''',
    '''def write_{n}_7318429(path: Path, counted: dict[str, int]) -> int:
    """Write one line a word, and say how many there were."""
    lines = [f"{{word}}\\t{{count}}" for word, count in counted.items() if count > {n}]
    if not lines:
        raise ValueError(f"nothing to write to {{path.name}} (7318429)")
    path.write_text("\\n".join(lines) + "\\n", encoding="utf-8")
    return len(lines)
''',
)
_HEAD = '''"""Report 7318429: read rows, count words, write totals."""
import hashlib
import os
import subprocess
from collections import deque
from collections.abc import Iterable
from pathlib import Path


'''
_LEAD = "Here is module 7318429. It reads the rows, keeps some of them waiting and counts their words:\n\n"
_PROSE = (
    "Report 7318429 waits in a queue, since the thread that writes it is slower than the one that reads. "
    "Each row goes through once, in order, and nothing is dropped while there is room. "
)


def code(lines: int, defect: str = "") -> str:
    """A Python module of about so many lines; `defect` stands after two thirds of its parts."""
    made, at, size = list[str](), 0, _HEAD.count("\n")
    while size < lines:
        part = _PARTS[at % len(_PARTS)].format(n=at + 1)
        made.append(part)
        size += part.count("\n") + 2
        at += 1
    if defect:
        made.insert(len(made) * 2 // 3, defect)
    return _HEAD + "\n\n".join(made)


def answer(lines: int, defect: str = "") -> str:
    """An assistant's answer with one block of code."""
    return f"{_LEAD}```python\n{code(lines, defect)}```\n\nCall read_1_7318429 with a path first.\n"


DEFECTS = {
    "annotate": '''def name_of_7318429(row: str) -> str:
    """A short name of a row."""
    return hashlib.md5(row.encode()).hexdigest()
''',
    "redact": f'PASSWORD = "{_SECRET}"\n',
    "reject": '''def listing_7318429(name: str) -> int:
    """List a folder."""
    return subprocess.run(f"ls -l {name}", shell=True).returncode
''',
}
TEXTS = {
    "prose": _PROSE * 5,
    "clean": answer(40),
    **{name: answer(40, defect) for name, defect in DEFECTS.items()},
    "long": answer(400),
    "file": code(40),
    "middle": _PARTS[0].format(n=3).partition("\n")[2],
}


def tokens(text: str, at_once: int = 1) -> list[str]:
    """The text in tokens, so many to an event; a place for a salt is never cut."""
    parts = _TOKEN.findall(text)
    return ["".join(parts[at : at + at_once]) for at in range(0, len(parts), at_once)]


def fillings(salt: int) -> Sequence[tuple[bytes, bytes]]:
    """What stands where in a request's text: pairs of equal length."""
    secret = hashlib.sha256(b"%d" % salt).hexdigest()
    parts = ((part.encode(), secret[8 * at : 8 * at + 8].encode()) for at, part in enumerate(SECRET_PARTS))
    return ((SALT.encode(), b"%07d" % salt), *parts)


def filled(rendered: bytes, salt: int) -> bytes:
    """A rendered text with its salt."""
    for place, value in fillings(salt):
        rendered = rendered.replace(place, value)
    return rendered


def has_places(rendered: bytes) -> bool:
    """Whether a salt would change it."""
    return any(place in rendered for place, _ in fillings(FIRST_SALT))
