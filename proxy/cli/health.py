"""`codeward health`: ask a running server whether it can serve, as the image's health check does."""

from __future__ import annotations

import http.client
from typing import Annotated

import typer

from proxy.cli.masking import printable
from proxy.cli.options import Config, settings_of

_UNHEALTHY = 1
_OK = 200
_TIMEOUT_S = 3.0
_ANSWER_BYTES = 4096
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 # nosec B104 - what is bound to all addresses is asked on loopback


def health(
    host: Annotated[str | None, typer.Option(help="Where it listens.")] = None,
    port: Annotated[int | None, typer.Option(help="The port it listens on.")] = None,
    live: Annotated[bool, typer.Option("--live", help="Ask only whether the process answers.")] = False,
    config: Config = None,
) -> None:
    """Ask a running server for its readiness. Exit codes: 0 ready, 1 not."""
    server = settings_of(config, None, server__host=host, server__port=port).server
    connection = http.client.HTTPConnection(_EVERYWHERE.get(server.host, server.host), server.port, timeout=_TIMEOUT_S)
    try:
        connection.request("GET", "/health/liveness" if live else "/health/readiness")
        with connection.getresponse() as answer:
            text = answer.read(_ANSWER_BYTES).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        typer.echo(f"error: {server.host}:{server.port} doesn't answer: {type(error).__name__}", err=True)
        raise typer.Exit(_UNHEALTHY) from None
    finally:
        connection.close()
    typer.echo(printable(text))
    if answer.status != _OK:
        raise typer.Exit(_UNHEALTHY)
