"""Text put into every place of an answer, and looked for in every spelling in what a client got.

A site is one place: a node of a JSON value replaced by the text, a key renamed to it, a key or an item that nobody knows added with it.
Nothing here knows a protocol, so that no field can be forgotten.
"""

from __future__ import annotations

import base64
import functools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

Json = Any
Path = tuple[str | int, ...]

CANARY: Final = "CNRY7f3aQzW9"
SECRET: Final = "AKIA" + "Q3VX7MTNRB5LZ2WD"
UNKNOWN: Final = "x_unknown"
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")

FENCE: Final = (
    f"Look:\n\n```python\nx = 1\nEVIL('{CANARY}')\n```\n\nAnd:\n\n```python\nKEY = \"{SECRET}\"\n```\n\nDone.\n"
)
ARGUMENTS: Final = json.dumps({"path": "a.py", "content": f"x = 1\nEVIL('{CANARY}')\n"})
CODE: Final = f"EVIL('{CANARY}')\n"
CLEAN: Final = "Look:\n\n```python\nx = 1\nprint(x, 'é')\n```\n\nDone. \"quoted\" \\ {braces}\n"


@dataclass(frozen=True)
class Site:
    """One place, and `how` the text gets there: see `_HOW`."""

    path: Path
    how: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or '(root)'}[{self.how}]"

    def plant(self, value: Json, text: str) -> Json:
        """A copy of `value` with the text in this place."""
        return _changed(value, self.path, lambda there: _HOW[self.how](there, text))


def _renamed(there: tuple[Json, str | int], text: str) -> None:
    where, key = there
    items = [(text if name == key else name, inner) for name, inner in where.items()]
    where.clear()
    where.update(items)


def _set(there: tuple[Json, str | int], text: str) -> None:
    where, key = there
    where[key] = text


def _new(made: Callable[[str], Json]) -> Callable[[tuple[Json, str | int], str], None]:
    def put(there: tuple[Json, str | int], text: str) -> None:
        where, key = there
        inner = where[key]
        if isinstance(inner, dict):
            inner[UNKNOWN] = made(text)
        else:
            inner.append(made(text))

    return put


def _new_key(there: tuple[Json, str | int], text: str) -> None:
    where, key = there
    where[key][text] = 1


def _known(key: str, made: Callable[[str], Json]) -> Callable[[tuple[Json, str | int], str], None]:
    def put(there: tuple[Json, str | int], text: str) -> None:
        where, at = there
        where[at].setdefault(key, made(text))

    return put


def _listed(there: tuple[Json, str | int], text: str) -> None:
    where, key = there
    where[key] = [text]


def _nested(there: tuple[Json, str | int], text: str) -> None:
    where, key = there
    where[key] = {"type": "text", "text": text}


# Fields that some protocol or provider has, put where this one doesn't.
_KNOWN_KEYS: Final = (
    "message", "delta", "text", "content", "refusal", "reasoning", "arguments", "input", "tool_calls", "output", "response", "choices",
    "summary", "logprobs", "error", "citations",
)  # fmt: skip
_HOW: Final[dict[str, Callable[[tuple[Json, str | int], str], None]]] = {
    **{f"known-{key}": _known(key, lambda text: text) for key in _KNOWN_KEYS},
    **{
        f"known-{key}-nest": _known(key, lambda text: {"type": "text", "content": text, "text": text})
        for key in _KNOWN_KEYS
    },
    "node": _set,
    "node-list": _listed,
    "node-nest": _nested,
    "key": _renamed,
    "new": _new(lambda text: text),
    "new-list": _new(lambda text: [text]),
    "new-nest": _new(lambda text: {"a": [{"b": text}]}),
    "new-nest-key": _new(lambda text: {"a": [{text: 1}]}),
    "new-text": _new(lambda text: {"type": "text", "text": text}),
    "new-key": _new_key,
    "item": _new(lambda text: text),
}
_OF_OBJECTS: Final = ("new", "new-list", "new-nest", "new-nest-key", "new-text", "new-key")


def sites(value: Json) -> list[Site]:
    """Every place of a value, one of each kind: lists are told apart by what their items are, not by how many there are."""
    seen: dict[str, Site] = {}
    for path, node in _nodes(value):
        found = [Site(path, how) for how in ("node", "node-list", "node-nest")] if path else []
        if path and isinstance(path[-1], str):
            found.append(Site(path, "key"))
        if isinstance(node, dict):
            found += [Site(path, how) for how in _OF_OBJECTS]
            found += [Site(path, how) for how in _HOW if how.startswith("known-") and how.split("-")[1] not in node]
        elif isinstance(node, list):
            found += [Site(path, how) for how in ("item", "new-text")]
        for site in found:
            seen.setdefault(str(site), site)
    return list(seen.values())


def _nodes(value: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _nodes(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _nodes(inner, (*path, at))


def _changed(value: Json, path: Path, change: Callable[[tuple[Json, str | int]], None]) -> Json:
    root = {"": json.loads(json.dumps(value))}
    where, key = root, ""
    for step in path:
        where, key = where[key], step
    change((where, key))
    return root[""]


def at(value: Json, path: Path) -> Json:
    """The node that stands there."""
    for step in path:
        value = value[step]
    return value


# -- what a client got


def strings(value: Json) -> Iterator[tuple[Path, str]]:
    """Every string and every key in a nest, with where it stands."""
    for path, node in _nodes(value):
        if isinstance(node, str):
            yield path, node
        elif isinstance(node, dict):
            yield from (((*path, key, "key"), key) for key in node)


def said(objs: list[Json]) -> list[str]:
    """All texts of a stream's events or of one body: each as it stands, and the pieces that stand in one place put together."""
    together: dict[tuple[Any, ...], list[str]] = {}
    for obj in objs:
        index = _index(obj)
        for path, text in strings(obj):
            together.setdefault((index, path), []).append(text)
    alone = [text for parts in together.values() if len(parts) > 1 for text in parts]
    return ["".join(parts) for parts in together.values()] + alone


def _index(obj: Json) -> Json:
    """What tells the events of one text from those of another beside it."""
    if not isinstance(obj, dict):
        return None
    choices = obj.get("choices")
    inner = choices[0].get("index") if isinstance(choices, list) and choices and isinstance(choices[0], dict) else None
    return json.dumps([obj.get("type"), obj.get("index"), obj.get("output_index"), inner])


@functools.cache
def spelled(word: str) -> list[str]:
    """A word as it stands, and in base64 in each alignment."""
    found = [word, word.encode().hex(), word[::-1]]
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + word.encode()).decode().rstrip("=")
        start = (0, 2, 3)[shift]
        end = len(coded) - (1 if (len(word) + shift) % 3 else 0)
        found.append(coded[start:end])
    return found


def leaked(raw: bytes, objs: list[Json], *words: str) -> bool:
    """A word is in the client's bytes: as it stands, escaped, in base64, or in pieces that are put together."""
    forms = [form for word in words for form in spelled(word)]
    text = raw.decode("utf-8", "replace")
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text.replace("\\\\u", "\\u")) if "\\u" in text else text
    together = "\n".join([text, plain, *said(objs)])
    return any(form in together for form in forms)


def pieces(text: str) -> list[str]:
    """A text in the pieces that a model writes: words with the blank before them, marks alone."""
    return re.findall(r"\s*\w+|\s*[^\w\s]|\s+", text)
