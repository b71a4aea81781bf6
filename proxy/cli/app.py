"""The commands. Each lives in a file of its own and loads what it needs when it runs, so that `--help` stays fast."""

from __future__ import annotations

import typer

from proxy.cli import audit, deps, doctor, glass, health, keys, policy, rule, scan, serve, teams, waiver, why

app = typer.Typer(
    name="codeward",
    help="Checks generated code before a developer sees it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command("serve")(serve.serve)
app.command("scan")(scan.scan)
app.command("why")(why.why)
app.command("doctor")(doctor.doctor)
app.command("health")(health.health)
app.add_typer(audit.app, name="audit")
app.add_typer(policy.app, name="policy")
app.add_typer(rule.app, name="rule")
app.add_typer(deps.app, name="deps")
app.add_typer(keys.app, name="keys")
app.add_typer(teams.app, name="teams")
app.add_typer(waiver.app, name="waiver")
app.add_typer(glass.app, name="break-glass")
