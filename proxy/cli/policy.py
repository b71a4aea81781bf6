"""`codeward policy`: check a policy file, explain what holds."""

from __future__ import annotations

from typing import Annotated

import typer

from proxy.cli.options import Config, bundle_place, settings_of

app = typer.Typer(help="Policies: check, explain.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="A shipped policy's name, or a file.")]


@app.command("check")
def check(policy: Name = "baseline") -> None:
    """Read a policy or a folder of them and all they extend; mistakes are named at their place."""
    from proxy.policy.attachments import load_bundle

    bundle = load_bundle(policy)
    for loaded in bundle.policies:
        rules = sum(len(layer.rules) for layer in loaded.layers)
        typer.echo(
            f"ok: {loaded.name}@{loaded.revision}, mode {loaded.mode.value}, {rules} rules in {len(loaded.layers)} files"
        )
    for warning in bundle.warnings:
        typer.echo(f"warning: {warning}", err=True)


@app.command("explain")
def explain(
    policy: Annotated[
        str | None,
        typer.Argument(help="A policy's name or file, a folder or file of attachments; else the configuration's."),
    ] = None,
    team: Annotated[str, typer.Option(help="Who asks: the team.")] = "",
    model: Annotated[str, typer.Option(help="The model that is asked for.")] = "",
    key: Annotated[str, typer.Option(help="The key's id.")] = "",
    client: Annotated[str, typer.Option(help="The User-Agent.")] = "",
    repository: Annotated[str, typer.Option(help="What the client says it works on.")] = "",
    path: Annotated[str | None, typer.Option(help="The file that a block goes to.")] = None,
    config: Config = None,
) -> None:
    """Print what holds, for a policy or for a request, and from which file and line."""
    from proxy.policy.attachments import load_bundle
    from proxy.policy.bundle import Subject
    from proxy.policy.explain import explain as explained
    from proxy.policy.explain import explain_request

    bundle = load_bundle(policy or bundle_place(settings_of(config, None)))
    asked = bool(team or model or key or client or repository or path)
    if not asked and len(bundle.attachments) == 1:
        typer.echo(explained(bundle.attachments[0].policy), nl=False)
        return
    subject = Subject(
        team=team or "default", key_id=key or "anonymous", model=model, client=client, repository=repository
    )
    typer.echo(explain_request(bundle.resolve(subject), path), nl=False)
