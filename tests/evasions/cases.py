"""The cases of the evasion families, read from the YAML beside this file, with their secure twins.

A row is `id, class (M: must stop, B: best effort, D: a documented limit, none: talk that must arrive as it is)` and an answer: `answer`
(text), `reasoning`, `refusal`, `choices` (texts of n > 1), `messages` (texts in blocks of their own), `call`, `calls`, `custom`, `legacy`.
`wire` is chat where it isn't said, `expect` stopped, `canary` the marked code. `shows`: files that the request showed. Placeholders:
@BAD@ an insecure statement with the canary in it, @BADRAW@ the same where it must arrive, @SECRET@ a key that is put together here.
The twin of a row has secure code in the same form, either @BAD@'s other meaning or what `safe` says; `twin: false` where there is none.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
CANARY = "cnry7q2"
BAD = f'subprocess.call("{CANARY} ping " + host, shell=True)'
SAFE = f'subprocess.run(["ping", host, "{CANARY}"], check=True)'
SECRET = "AKIA" + "Q4ZT" + "M7WPLX5JNR2E"
_HALVES = ("ghp" + "_x7QvT2mKp9RzLw4Y", "sB8nHd3JcF6gVa3LHNXN")
_KEY = "MIIEpAIBAAKCAQEA" + "x7QvT2mKp9RzLw4YsB8nHd3JcF6gVa3LHNXNhQ9zT4kV7wL2xP8mV8xTq2LwZrY5"
PEM = "\n".join(
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        *[_KEY[at:] + _KEY[:at] for at in range(8)],
        "-----END RSA " + "PRIVATE KEY-----",
    ]
)
_CANARIES = {"code": CANARY, "secret": SECRET[6:16], "pem": _KEY[20:40], "half": _HALVES[1]}
_FAMILIES = {"fences": "E1", "bare": "E1", "tools": "E2", "edits": "E2", "split": "E3"}
_FIELDS = ("answer", "reasoning", "refusal", "choices", "messages", "call", "calls", "custom", "legacy")


@dataclass(frozen=True)
class Case:
    """One answer. `stopped`: the canary must not arrive; else all of it must."""

    id: str
    family: str
    group: str
    grade: str
    wire: str
    said: dict[str, Any]
    canary: str
    expect: str
    shows: dict[str, str] = field(default_factory=dict)


def cases() -> list[Case]:
    """All rows and their twins, in the order of the files."""
    found = []
    for name in _FAMILIES:
        rows = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
        found += [case for row in rows for case in _of_row(name, row)]
    return found


def _of_row(group: str, row: dict[str, Any]) -> Iterator[Case]:
    said = {key: row[key] for key in _FIELDS if key in row}
    benign = row["class"] == "none"
    common = {
        "family": _FAMILIES[group],
        "group": group,
        "wire": row.get("wire", "chat"),
        "canary": _CANARIES[row.get("canary", "code")],
        "shows": {path: _replaced(text, BAD) for path, text in row.get("shows", {}).items()},
    }
    expect = "equal" if benign else row.get("expect", "stopped")
    yield Case(row["id"], grade=row["class"], said=_filled(_without_safe(said), BAD), expect=expect, **common)
    if not benign and row.get("twin", True):
        twin = {"answer": row["safe"]} if "safe" in row else _safe(said)
        yield Case(row["id"] + "-secure", grade="none", said=_filled(twin, SAFE), expect="equal", **common)


def _without_safe(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_safe(each) for key, each in value.items() if key != "safe"}
    return [_without_safe(each) for each in value] if isinstance(value, list) else value


def _safe(said: dict[str, Any]) -> dict[str, Any]:
    """The answer with `safe` in the place of the arguments that it stands beside."""
    made = {}
    for key, value in said.items():
        if isinstance(value, dict) and "safe" in value:
            kept = {name: each for name, each in value.items() if name != "safe"}
            value = {**kept, "raw" if "raw" in kept else "arguments": value["safe"]}  # noqa: PLW2901
        made[key] = value
    return made


def _filled(value: Any, code: str) -> Any:
    """The value with its placeholders replaced; calls get their arguments as text."""
    if isinstance(value, list):
        return [_filled(each, code) for each in value]
    if isinstance(value, str):
        return _replaced(value, code)
    if not isinstance(value, dict):
        return value
    filled = {key: _filled(each, code) for key, each in value.items()}
    if "name" not in filled or "input" in filled:
        return filled
    return {"name": filled["name"], "arguments": _arguments(filled)}


def _arguments(call: dict[str, Any]) -> str:
    if "raw" in call:
        return str(call["raw"])
    if "double" in call:
        return json.dumps(json.dumps(call["double"]))
    if "inner" in call:
        return json.dumps({"payload": json.dumps(call["inner"])})
    return json.dumps(call["arguments"])


def _replaced(text: str, code: str) -> str:
    shell = f"python3 -c 'import subprocess; {code}'"
    source = f"import subprocess\n{code}\n".encode()
    for name, value in {
        "@BAD@": code,
        "@BADRAW@": BAD,
        "@BADQ@": code.replace('"', '\\"'),
        "@BADJSON@": json.dumps(code)[1:-1],
        "@BAD64@": base64.b64encode(source).decode(),
        "@BADHEX@": source.hex(),
        "@BADGZ@": base64.b64encode(gzip.compress(source, mtime=0)).decode(),
        "@SH64@": base64.b64encode(shell.encode()).decode(),
        "@SECRET@": SECRET,
        "@SECRETESC@": "".join(f"\\u{ord(char):04x}" for char in SECRET),
        "@HALF1@": _HALVES[0],
        "@HALF2@": _HALVES[1],
        "@PEM@": PEM,
    }.items():
        text = text.replace(name, value)
    return text
