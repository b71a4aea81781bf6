"""`codeward keys`: make, list, show, rotate and revoke API keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from proxy.cli.deciding import Json, deciding, line, show
from proxy.cli.options import Config, DataDir

if TYPE_CHECKING:
    from proxy.cli.deciding import Deciding
    from proxy.identity.key_table import KeyRecord
    from proxy.model import Limits, Role

app = typer.Typer(help="API keys: new, list, show, rotate, revoke.", no_args_is_help=True)
_NOT_FOUND = 1
KeyId = Annotated[str, typer.Argument(help="The key's id, as `keys list` shows it.")]


@app.command("new")
def new(
    team: Annotated[str, typer.Option(help="The team the key belongs to.")] = "default",
    note: Annotated[str, typer.Option(help="What the key is for.")] = "",
    model: Annotated[
        list[str] | None,
        typer.Option(help="A model it may ask, or a pattern (gpt-*); repeat for more. Without it: all."),
    ] = None,
    role: Annotated[str, typer.Option(help="member, approver, auditor or admin.")] = "member",
    person: Annotated[
        str, typer.Option(help="Who holds it: keys of one person count as one where waivers are approved.")
    ] = "",
    expires: Annotated[str | None, typer.Option(help="When it ends: 90d, or a date. Without it: never.")] = None,
    limit: Annotated[
        list[str] | None, typer.Option(help="requests_per_minute=60, tokens_per_day=100000, ...; repeat for more.")
    ] = None,
    for_config: Annotated[
        bool, typer.Option("--for-config", help="Store nothing; print an entry for config.yaml.")
    ] = False,
    as_json: Json = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Make a key. It is shown once; only its hash is stored."""
    from proxy.identity import terms

    if for_config:
        if expires:
            message = (
                "a key of the configuration ends by being taken out of it; without --for-config it can have an end"
            )
            raise typer.BadParameter(message, param_hint="--expires")
        _for_config(
            note or "key-1", team, terms.models(model or ()), terms.role(role), terms.given_limits(limit or ()), person
        )
        return
    with deciding(config, data_dir) as at:
        record, key = at.keys.new(
            team=team,
            note=note,
            models=model or (),
            role=terms.role(role),
            limits=terms.given_limits(limit or ()),
            expires=terms.expiry(expires, at.state.now()) if expires else None,
            person=person,
            by=at.by,
        )
    if as_json:
        show({**_shown(record, at), "key": key})
        return
    line(*_words(record, at))
    typer.echo(f"\nThe key, shown this once:\n{key}")


@app.command("list")
def list_keys(as_json: Json = False, config: Config = None, data_dir: DataDir = None) -> None:
    """List the keys, never the keys themselves."""
    with deciding(config, data_dir) as at:
        records = at.keys.list()
    if as_json:
        seeds = [
            {"id": s.id, "team": s.team, "models": s.models, "role": s.role, "limits": s.limits}
            for s in at.settings.keys
        ]
        show({"keys": [_shown(record, at) for record in records], "configuration": seeds})
        return
    for record in records:
        line(*_words(record, at))
    for seed in at.settings.keys:
        models = " ".join(seed.models) or "all models"
        line(seed.id, f"team {seed.team:12}", "from the configuration", seed.role, models)


@app.command("show")
def show_key(key_id: KeyId, as_json: Json = False, config: Config = None, data_dir: DataDir = None) -> None:
    """Show all that is known of a key."""
    with deciding(config, data_dir) as at:
        found = [record for record in at.keys.list() if record.id == key_id]
    if not found:
        _missing(key_id)
    shown = _shown(found[0], at)
    if as_json:
        show(shown)
        return
    for name, value in shown.items():
        line(f"{name:12}", str(value) if value not in (None, "", [], {}) else "-")


@app.command("rotate")
def rotate(
    key_id: KeyId,
    grace: Annotated[str, typer.Option(help="How long the old secret stays good: 24h, 30m, 7d, or 0.")] = "24h",
    as_json: Json = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Give a key a new secret under the same id. It is shown once."""
    from proxy.identity import terms

    with deciding(config, data_dir) as at:
        made = at.keys.rotate(key_id, grace=terms.grace(grace), by=at.by)
    if made is None:
        _missing(key_id)
    record, key = made
    if as_json:
        show({**_shown(record, at), "key": key})
        return
    old = f"the old secret is good until {record.old_until}" if record.old_until else "the old secret is void"
    line(f"{key_id} has a new secret", old)
    typer.echo(f"\nThe key, shown this once:\n{key}")


@app.command("revoke")
def revoke(key_id: KeyId, as_json: Json = False, config: Config = None, data_dir: DataDir = None) -> None:
    """Revoke a key; running servers see it within seconds."""
    with deciding(config, data_dir) as at:
        done = at.keys.revoke(key_id, by=at.by)
    if not done:
        _missing(key_id)
    if as_json:
        show({"id": key_id, "standing": "revoked"})
        return
    typer.echo(f"{key_id} is revoked")


def _for_config(key_id: str, team: str, models: tuple[str, ...], role: Role, limits: Limits, person: str) -> None:
    """Print a key as the configuration has it, with all that was said of it."""
    from proxy.identity import terms
    from proxy.identity.keys import new_key, seed_of

    key = new_key()
    typer.echo(
        f"keys:\n  - id: {json.dumps(terms.name(key_id, 'note'))}\n    team: {json.dumps(terms.name(team, 'team'))}"
    )
    typer.echo(f"    hash: {seed_of(key)}")
    if models:
        typer.echo(f"    models: {json.dumps(models)}")
    if role.value != "member":
        typer.echo(f"    role: {role.value}")
    if person:
        typer.echo(f"    person: {json.dumps(terms.person(person))}")
    if told := terms.set_limits(limits):
        typer.echo(f"    limits: {json.dumps(told)}")
    typer.echo(f"\nThe key, shown this once:\n{key}")


def _missing(key_id: str) -> NoReturn:
    typer.echo(f"no active key has the id {key_id!r}; keys of the configuration are changed there", err=True)
    raise typer.Exit(_NOT_FOUND)


def _shown(record: KeyRecord, at: Deciding) -> dict[str, object]:
    from proxy.identity.shown import key_shown
    from proxy.identity.terms import written

    return key_shown(record, written(at.state.now()))


def _words(record: KeyRecord, at: Deciding) -> list[str]:
    from proxy.identity.terms import limits_told, written

    standing = record.standing(written(at.state.now()))
    return [
        record.id,
        f"team {record.team:12}",
        record.role,
        f"made {record.created}",
        f"{standing} {record.revoked or ''}".rstrip(),
        f"until {record.expires}" if record.expires else "",
        " ".join(record.models) or "all models",
        " ".join(limits_told(record.limits)),
        record.person,
        record.note,
    ]
