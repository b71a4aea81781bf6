"""`codeward policy`: check a policy file, explain what holds."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(help="Policies: check, explain.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="A shipped policy's name, or a file.")]


@app.command("check")
def check(policy: Name = "baseline") -> None:
    """Read a policy and all it extends; mistakes are named at their place."""
    from proxy.policy.loader import load_policy

    loaded = load_policy(policy)
    rules = sum(len(layer.rules) for layer in loaded.layers)
    typer.echo(
        f"ok: {loaded.name}@{loaded.revision}, mode {loaded.mode.value}, {rules} rules in {len(loaded.layers)} files"
    )


@app.command("explain")
def explain(policy: Name = "baseline") -> None:
    """Print what a policy holds, and from which file and line."""
    from proxy.policy.explain import explain as explained
    from proxy.policy.loader import load_policy

    typer.echo(explained(load_policy(policy)), nl=False)
