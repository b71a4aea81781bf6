"""`codeward break-glass`: for a while, do nothing stricter than an action; on the record."""

from __future__ import annotations

from typing import Annotated

import typer

from proxy.cli.deciding import Json, deciding, line, show
from proxy.cli.options import Config, DataDir

app = typer.Typer(help="Break-glass: start, end, list.", no_args_is_help=True)


@app.command("start")
def start(
    reason: Annotated[str, typer.Option(help="Why, in a sentence; it stands in the records.")],
    lasts: Annotated[str, typer.Option("--for", help="How long: 30m, 4h, at most 72h.")] = "1h",
    team: Annotated[str, typer.Option(help="A team, a pattern of teams, or * for all.")] = "*",
    action: Annotated[
        str, typer.Option("--to", help="The strictest action that is left: annotate or allow.")
    ] = "annotate",
    as_json: Json = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Break the glass. It counts within 5 s on a running server, and ends by itself."""
    from dataclasses import asdict

    from proxy.identity.terms import duration
    from proxy.relief.glass import GlassCase

    with deciding(config, data_dir) as at:
        glass = GlassCase(at.state).smash(team, action, reason, duration(lasts, "for"), at.by)
    if as_json:
        show(asdict(glass))
        return
    line(glass.id, f"{glass.teams}: nothing stricter than {glass.action}", f"until {glass.until}", f"by {glass.by}")


@app.command("end")
def end(
    glass_id: Annotated[str, typer.Argument(help="Its id, as in BG-2.")],
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """End it before its time."""
    from proxy.relief.glass import GlassCase

    with deciding(config, data_dir) as at:
        glass = GlassCase(at.state).mend(glass_id, at.by)
    line(glass.id, "mended")


@app.command("list")
def list_all(as_json: Json = False, config: Config = None, data_dir: DataDir = None) -> None:
    """List every time the glass was broken."""
    from dataclasses import asdict

    from proxy.relief.glass import GlassCase
    from proxy.relief.waivers import written

    with deciding(config, data_dir) as at:
        broken, now = GlassCase(at.state).list(), written(at.state.now())
    if as_json:
        show([{**asdict(glass), "standing": glass.standing(now)} for glass in broken])
        return
    for glass in broken:
        line(
            glass.id,
            glass.standing(now),
            glass.teams,
            f"to {glass.action}",
            f"until {glass.until}",
            f"by {glass.by}",
            glass.reason,
        )
