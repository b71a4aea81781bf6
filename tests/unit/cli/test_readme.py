"""The README's list of commands is the one that the program has."""

from __future__ import annotations

import re
from typing import Any

import typer.main

from proxy.cli.app import app
from tests.test_house import ROOT

_LINE = re.compile(r"^codeward ([a-z-]+)(?: ([a-z|-]+)(?:\s|$))?", re.MULTILINE)


def test_every_command_and_no_other_is_listed() -> None:
    block = (ROOT / "README.md").read_text().split("## The command line")[1].split("```")[1]
    listed = {name: set(inner.split("|")) if "|" in inner else set() for name, inner in _LINE.findall(block)}
    program: Any = typer.main.get_command(app)
    assert listed == {name: set(getattr(each, "commands", ())) for name, each in program.commands.items()}
