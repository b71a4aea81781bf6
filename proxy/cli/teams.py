"""`codeward teams`: what a team may ask and use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from proxy.cli.deciding import Json, deciding, line, show
from proxy.cli.options import Config, DataDir

if TYPE_CHECKING:
    from proxy.identity.teams import Team

app = typer.Typer(help="Teams: new, list, set, remove.", no_args_is_help=True)
_NOT_FOUND = 1
TeamId = Annotated[str, typer.Argument(help="The team's name.")]
Organisation = Annotated[str | None, typer.Option(help="What the team belongs to.")]
ModelGlobs = Annotated[
    list[str] | None, typer.Option("--model", help="A model its keys may ask, or a pattern (gpt-*); repeat for more.")
]
Limit = Annotated[
    list[str] | None, typer.Option(help="requests_per_minute=60, tokens_per_day=100000, ...; repeat for more.")
]


@app.command("new")
def new(
    team_id: TeamId,
    organisation: Organisation = None,
    model: ModelGlobs = None,
    limit: Limit = None,
    as_json: Json = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Say what a team may. Without any --model: all models; without any --limit: no limits."""
    from proxy.identity import terms
    from proxy.identity.teams import Team

    with deciding(config, data_dir) as at:
        team = Team(team_id, organisation or "default", tuple(model or ()), terms.given_limits(limit or ()))
        made = at.keys.teams.create(team, by=at.by)
    _print(made, as_json)


@app.command("set")
def set_team(
    team_id: TeamId,
    organisation: Organisation = None,
    model: ModelGlobs = None,
    limit: Limit = None,
    any_model: Annotated[bool, typer.Option("--any-model", help="Allow every model.")] = False,
    no_limits: Annotated[bool, typer.Option("--no-limits", help="Take all limits away.")] = False,
    as_json: Json = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Change what is named here; the rest stays. The models named replace those before, a limit named that of its name."""
    from dataclasses import replace

    from proxy.identity import terms

    with deciding(config, data_dir) as at:
        team = at.keys.teams.get(team_id)
        kept = {} if no_limits else terms.set_limits(team.limits)
        made = at.keys.teams.change(
            replace(
                team,
                organisation=organisation or team.organisation,
                models=() if any_model else tuple(model) if model else team.models,
                limits=terms.limits({**kept, **terms.set_limits(terms.given_limits(limit or ()))}),
            ),
            by=at.by,
        )
    if made is None:
        _missing(team_id)
    _print(made, as_json)


@app.command("list")
def list_teams(as_json: Json = False, config: Config = None, data_dir: DataDir = None) -> None:
    """List the teams that something is said of."""
    with deciding(config, data_dir) as at:
        teams = at.keys.teams.list()
    if as_json:
        from proxy.identity.shown import team_shown

        show([team_shown(team) for team in teams])
        return
    for team in teams:
        _print(team, as_json=False)


@app.command("remove")
def remove(team_id: TeamId, as_json: Json = False, config: Config = None, data_dir: DataDir = None) -> None:
    """Forget what was said of a team. It must have no keys left."""
    with deciding(config, data_dir) as at:
        done = at.keys.teams.remove(team_id, by=at.by)
    if not done:
        _missing(team_id)
    if as_json:
        show({"id": team_id, "removed": True})
        return
    typer.echo(f"{team_id} is removed")


def _missing(team_id: str) -> NoReturn:
    typer.echo(f"nothing is said of a team {team_id!r} yet; 'codeward teams new' does", err=True)
    raise typer.Exit(_NOT_FOUND)


def _print(team: Team, as_json: bool) -> None:
    from proxy.identity.shown import team_shown
    from proxy.identity.terms import limits_told

    if as_json:
        show(team_shown(team))
        return
    line(
        f"{team.id:16}",
        f"of {team.organisation}",
        " ".join(team.models) or "all models",
        " ".join(limits_told(team.limits)) or "no limits",
        "" if team.created else "from the configuration",
    )
