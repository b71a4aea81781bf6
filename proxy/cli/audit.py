"""`codeward audit`: look at the records, verify them, take them elsewhere."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proxy.cli.masking import printable
from proxy.cli.options import Config, DataDir, data_dir_of
from proxy.errors import ProxyError

if TYPE_CHECKING:
    from proxy.audit.record import Record

app = typer.Typer(help="The records: tail, verify, export.", no_args_is_help=True)
_TAMPERED, _CANNOT = 1, 2
_FOLLOW_S = 0.5
_BODY_CHARS = 200  # two lines of a terminal


@app.command("tail")
def tail(
    count: Annotated[int, typer.Option("--lines", "-n", min=0, help="How many of the last records.")] = 20,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as records come.")] = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Show the last records, a line each."""
    from proxy.audit import reader

    folder = data_dir_of(config, data_dir)
    shown = reader.tail(folder, count)
    row = 0
    while True:
        for number, record in shown:
            row = number
            typer.echo(_line(record))
        if not follow:
            return
        time.sleep(_FOLLOW_S)
        shown = list(reader.records(folder, after=row))


@app.command("verify")
def verify(
    export_file: Annotated[
        Path | None,
        typer.Option("--export", help="Verify an export in place of the store.", exists=True, dir_okay=False),
    ] = None,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Recompute the chain.

    Exit codes: 0 intact, 1 tampered with (the first bad record is named), 2 it can't be verified.
    """
    from proxy.audit.verify import verify_export, verify_store
    from proxy.keyring import Keyring

    folder = data_dir_of(config, data_dir)
    try:
        keyring = Keyring.existing(folder, os.environ)
        if export_file is not None:
            with export_file.open(encoding="utf-8") as lines:
                outcome = verify_export(lines, keyring)
        else:
            outcome = verify_store(folder, keyring)
    except (ProxyError, OSError, UnicodeDecodeError) as error:
        typer.echo(f"error: cannot verify: {error}", err=True)
        raise typer.Exit(_CANNOT) from None
    if outcome.ok:
        typer.echo(f"intact: {outcome.records} records in {outcome.chains} chains")
        return
    where = printable(outcome.where or "the head")
    typer.echo(
        f"TAMPERED: {outcome.fault} at {where}: {printable(outcome.message)} ({outcome.records} records before it are intact)"
    )
    raise typer.Exit(_TAMPERED)


@app.command("export")
def export(config: Config = None, data_dir: DataDir = None) -> None:
    """Write all records as JSON lines to standard output; `verify --export` takes them."""
    from proxy.audit.reader import export_line, records

    for _, record in records(data_dir_of(config, data_dir)):
        typer.echo(export_line(record))


def _line(record: Record) -> str:
    body = record.body if len(record.body) <= _BODY_CHARS else record.body[: _BODY_CHARS - 3] + "..."
    return printable(f"{record.ts}  {record.ref:6}  {record.kind:15}  {body}")
