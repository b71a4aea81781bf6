"""The suite's own instruments: a leak is found however it is wrapped, and nothing is found where there is none."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest

from tests.clients import install
from tests.clients.answers import Answer, Call, Reply, streamed
from tests.clients.install import NotInstalled, packages
from tests.clients.matrix import cell
from tests.clients.relay import leaks
from tests.clients.samples import SAMPLES, Verdict

CANARY = SAMPLES[Verdict.REJECTED].canaries[0]
HEAD = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


def chunked(*parts: bytes) -> bytes:
    return HEAD + b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(CANARY.encode(), id="plain"),
        pytest.param(f"...{CANARY[: len(CANARY) // 2]}...".encode(), id="half"),
        pytest.param(chunked(*(CANARY[at : at + 3].encode() for at in range(0, len(CANARY), 3))), id="over-chunks"),
        pytest.param("".join(f"\\u{ord(char):04X}" for char in CANARY).encode(), id="escapes"),
        *(pytest.param(base64.b64encode(b"x" * at + CANARY.encode() + b"yy"), id=f"base64-{at}") for at in range(3)),
        *(
            pytest.param(b"".join(streamed(wire, Reply(Answer(f"a {CANARY} b"), "m", 1))), id=f"{wire}-text")
            for wire in ("chat", "responses", "messages", "completions", "fim")
        ),
        *(
            pytest.param(
                b"".join(streamed(wire, Reply(Answer(calls=(Call("w", {"x": CANARY}),)), "m", 1))), id=f"{wire}-call"
            )
            for wire in ("chat", "responses", "messages")
        ),
    ],
)
def test_a_leak_is_found(raw: bytes) -> None:
    assert leaks(raw, CANARY)


def test_nothing_is_found_where_nothing_is() -> None:
    said = {"text": "held back", "ref": CANARY[:4]}
    assert leaks(chunked(b"data: " + json.dumps(said).encode() + b"\n\n", b": keep-alive\n\n"), CANARY) == []


def test_what_is_not_installed_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "ROOT", tmp_path)
    with pytest.raises(NotInstalled, match=re.escape("pi isn't installed; `python -m tests.clients.install pi`.")):
        packages()["pi"].program("pi")
    (tmp_path / "pi.failed").write_text("npm install ... ended with 1:\nE404")
    with pytest.raises(NotInstalled, match="E404"):
        packages()["pi"].program("pi")


def test_without_node_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(NotInstalled, match="apt-get install nodejs npm"):
        install.node()


def test_every_version_is_pinned() -> None:
    for package in packages().values():
        assert package.pip or package.npm
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", name) for name in package.pip)
        assert all(re.fullmatch(r"(@[\w-]+/)?[\w.-]+@[\d.]+", name) for name in package.npm)


@pytest.mark.parametrize(
    ("entry", "letters"),
    [
        pytest.param({"main": 1, "landed": {"a": ""}, "case": "clean", "told": False, "exit": 0}, "1L", id="landed"),
        pytest.param(
            {"main": 2, "landed": {"a": ""}, "case": "rejected", "told": True, "exit": 0}, "2SM", id="sibling"
        ),
        pytest.param({"main": 9, "landed": {}, "case": "cut", "told": False, "exit": None}, "9T", id="ended"),
        pytest.param({"main": 1, "landed": {}, "case": "cut", "told": False, "exit": 1}, "1!", id="failed"),
    ],
)
def test_a_cell_of_the_matrix(entry: dict[str, object], letters: str) -> None:
    assert cell({**entry, "problems": []}).plain == letters
