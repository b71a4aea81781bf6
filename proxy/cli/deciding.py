"""What the commands share that decide something: who is at the keyboard, the state, and the records that tell of it."""

from __future__ import annotations

import contextlib
import json
import os
import pwd
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proxy.cli.masking import printable
from proxy.cli.options import settings_of

if TYPE_CHECKING:
    from proxy.identity.keys import Keys
    from proxy.settings import Settings
    from proxy.state import State

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@dataclass(frozen=True, slots=True)
class Deciding:
    """What a command works on."""

    settings: Settings
    state: State
    keys: Keys
    by: str


@contextlib.contextmanager
def deciding(config: Path | None, data_dir: Path | None) -> Iterator[Deciding]:
    """The state of a data folder; what was decided in it is recorded at the end, by the server where one runs."""
    from proxy.audit.outbox import drain_if_alone
    from proxy.identity.keys import Keys
    from proxy.keyring import Keyring
    from proxy.state import State

    settings = settings_of(config, data_dir)
    folder = Path(settings.data_dir)
    keyring, state = Keyring.open(folder, os.environ), State.open(folder)
    keys = Keys.open(folder, keyring, settings.keys, settings.teams, state)
    yield Deciding(settings, state, keys, operator())
    drain_if_alone(folder, keyring, state)


def operator() -> str:
    """Who runs this command, by the account and not by what a variable says."""
    try:
        return f"cli:{pwd.getpwuid(os.getuid()).pw_name}"
    except KeyError:  # a container's user need not have a name
        return f"cli:uid-{os.getuid()}"


def show(value: object) -> None:
    """Print a value as JSON."""
    typer.echo(json.dumps(value, indent=2))


def line(*parts: str) -> None:
    """Print a line of what others wrote."""
    typer.echo(printable("  ".join(part for part in parts if part)))
