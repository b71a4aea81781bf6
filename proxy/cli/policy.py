"""`codeward policy`: check a policy file, explain what holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from proxy.cli.masking import printable
from proxy.cli.options import Config, DataDir, bundle_of, data_dir_of, settings_of
from proxy.errors import ScanUnavailable

_NOT_SCANNED = 3

app = typer.Typer(help="Policies: check, explain, test, simulate, diff, sign, guidance.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="A shipped policy's name, or a file.")]


@app.command("check")
def check(
    policy: Name = "baseline",
    signed_by: Annotated[
        list[Path] | None, typer.Option(help="A public key (PEM), one of which must have signed; may be repeated.")
    ] = None,
) -> None:
    """Read a policy or a folder of them and all they extend; mistakes are named at their place."""
    from proxy.policy.attachments import load_bundle

    keys = []
    if signed_by:
        from proxy.policy.signed import public_key

        keys = [public_key(path) for path in signed_by]
    bundle = load_bundle(policy, keys)
    if bundle.signature is not None:
        signature = bundle.signature
        typer.echo(f"ok: signed as number {signature.serial} with key {signature.key_id}, {signature.signed_at}")
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
    organisation: Annotated[str, typer.Option(help="Who asks: the team's organisation.")] = "",
    model: Annotated[str, typer.Option(help="The model that is asked for.")] = "",
    key: Annotated[str, typer.Option(help="The key's id.")] = "",
    client: Annotated[str, typer.Option(help="The User-Agent.")] = "",
    repository: Annotated[str, typer.Option(help="What the client says it works on.")] = "",
    path: Annotated[str | None, typer.Option(help="The file that a block goes to.")] = None,
    config: Config = None,
) -> None:
    """Print what holds, for a policy or for a request, and from which file and line."""
    from proxy.policy.bundle import Subject
    from proxy.policy.explain import explain as explained
    from proxy.policy.explain import explain_request

    bundle = bundle_of(settings_of(config, None), policy)
    asked = bool(team or organisation or model or key or client or repository or path)
    if not asked and len(bundle.attachments) == 1:
        typer.echo(explained(bundle.attachments[0].policy), nl=False)
        return
    subject = Subject(
        organisation=organisation or "default",
        team=team or "default",
        key_id=key or "anonymous",
        model=model,
        client=client,
        repository=repository,
    )
    typer.echo(explain_request(bundle.resolve(subject), path), nl=False)


@app.command("sign")
def sign(
    folder: Annotated[Path, typer.Argument(help="The folder of policies.", exists=True, file_okay=False)],
    key: Annotated[Path, typer.Option(help="The private key (Ed25519, PEM).")],
    serial: Annotated[int, typer.Option(min=0, help="The number; 0: one more than the folder's list has.")] = 0,
) -> None:
    """List a folder's files as they are now and sign the list, for servers with `policy.signed_by`."""
    from proxy.cli import signing

    for line in signing.signed(folder, key, serial):
        typer.echo(line)


@app.command("test")
def run_cases(
    place: Annotated[
        Path | None, typer.Argument(help="A file of cases, or a folder; default: the shipped ones.", exists=True)
    ] = None,
    config: Config = None,
) -> None:
    """Scan and decide the cases beside policies (NAME.test.yaml).

    Exit codes: 0 all pass, 1 some fail, 2 a file can't be used, 3 the engines don't work.
    """
    from proxy.cli import policy_test

    try:
        passed = policy_test.test(settings_of(config, None), place)
    except ScanUnavailable as error:
        typer.echo(f"error: not scanned: {error.message}", err=True)
        raise typer.Exit(_NOT_SCANNED) from None
    if not passed:
        raise typer.Exit(1)


@app.command("simulate")
def simulate(
    policy: Annotated[str, typer.Option("--policy", help="The policy or the folder of policies to try.")],
    since: Annotated[str, typer.Option(help="From when on: 30d, 12h, 2026-05-01.")] = "30d",
    team: Annotated[str, typer.Option(help="Only this team's exchanges.")] = "",
    enforce: Annotated[bool, typer.Option("--enforce", help="As if what monitors would enforce.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with every change.")] = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Decide anew what is recorded, and say what would be otherwise, for whom and by which rules."""
    from proxy.cli import simulate as simulation
    from proxy.policy.attachments import load_bundle

    bundle = load_bundle(policy)
    began = simulation.since_of(since, datetime.now(UTC))
    result = simulation.simulated(data_dir_of(config, data_dir), bundle, began, team=team, enforce=enforce)
    if as_json:
        typer.echo(json.dumps(simulation.as_json(result, bundle.revision), indent=2))
        return
    for line in simulation.show(result):
        typer.echo(printable(line))


@app.command("guidance")
def guidance(
    since: Annotated[str, typer.Option(help="From when on: 30d, 12h, 2026-05-01.")] = "30d",
    team: Annotated[str, typer.Option(help="Only this team's exchanges.")] = "",
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Compare what was found in completions with guidance, version by version, and without it."""
    from proxy.cli.guidance import arms, show
    from proxy.cli.simulate import recorded, since_of

    began = since_of(since, datetime.now(UTC))
    told = ((kind, exchange, body) for kind, exchange, _, body in recorded(data_dir_of(config, data_dir), began))
    for line in show(arms(told, team)):
        typer.echo(printable(line))


@app.command("diff")
def diff(
    before: Annotated[str, typer.Argument(help="A policy or a folder of policies.")],
    after: Annotated[str, typer.Argument(help="What it is compared with.")],
    team: Annotated[str, typer.Option(help="Whose policy, where they are folders.")] = "default",
    model: Annotated[str, typer.Option(help="For which model.")] = "",
) -> None:
    """Say what changes where one policy takes another's place: settings, and the action on each rule. Ends with 1 where something does."""
    from proxy.cli.policy_diff import compared

    lines = compared(before, after, team=team, model=model)
    for line in lines:
        typer.echo(line)
    if lines:
        raise typer.Exit(1)
    typer.echo("no difference")
