"""`codeward keys`: make, list and revoke API keys."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proxy.cli.masking import printable
from proxy.cli.options import Config, DataDir, settings_of

if TYPE_CHECKING:
    from proxy.identity.keys import Keys

app = typer.Typer(help="API keys: new, list, revoke.", no_args_is_help=True)
_NOT_FOUND = 1


@app.command("new")
def new(
    team: Annotated[str, typer.Option(help="The team the key belongs to.")] = "default",
    note: Annotated[str, typer.Option(help="What the key is for.")] = "",
    model: Annotated[
        list[str] | None, typer.Option(help="A model it may ask; repeat for more. Without it: all.")
    ] = None,
    for_config: Annotated[
        bool, typer.Option("--for-config", help="Store nothing; print an entry for config.yaml.")
    ] = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Make a key. It is shown once; only its hash is stored."""
    from proxy.identity.keys import new_key, seed_of

    if for_config:
        key = new_key()
        typer.echo(f"keys:\n  - id: {note or 'key-1'}\n    team: {team}\n    hash: {seed_of(key)}")
    else:
        record, key = _keys(config, data_dir).new(team=team, note=note, models=model or ())
        typer.echo(f"{record.id}  team {record.team}  {' '.join(record.models) or 'all models'}")
    typer.echo(f"\nThe key, shown this once:\n{key}")


@app.command("list")
def list_keys(config: Config = None, data_dir: DataDir = None) -> None:
    """List the keys, never the keys themselves."""
    for record in _keys(config, data_dir).list():
        state = f"revoked {record.revoked}" if record.revoked else "active"
        models = " ".join(record.models) or "all models"
        typer.echo(
            printable(
                f"{record.id}  team {record.team:12}  made {record.created}  {state}  {models}  {record.note}".rstrip()
            )
        )
    for seed in settings_of(config, data_dir).keys:
        typer.echo(
            printable(
                f"{seed.id}  team {seed.team:12}  from the configuration  {' '.join(seed.models) or 'all models'}"
            )
        )


@app.command("revoke")
def revoke(
    key_id: Annotated[str, typer.Argument(help="The key's id, as `keys list` shows it.")],
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Revoke a key; running servers see it within seconds."""
    if not _keys(config, data_dir).revoke(key_id):
        typer.echo(f"no active key has the id {key_id!r}; keys of the configuration are removed there", err=True)
        raise typer.Exit(_NOT_FOUND)
    typer.echo(f"{key_id} is revoked")


def _keys(config: Path | None, data_dir: Path | None) -> Keys:
    from proxy.identity.keys import Keys
    from proxy.keyring import Keyring

    folder = Path(settings_of(config, data_dir).data_dir)
    return Keys.open(folder, Keyring.open(folder, os.environ))
