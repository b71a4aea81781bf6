"""`codeward serve`: run the proxy."""

from __future__ import annotations

import contextlib
import os
import shlex
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proxy.cli.options import Config, DataDir, settings_of
from proxy.errors import SettingsInvalid

if TYPE_CHECKING:
    from proxy.settings import Settings

_GRACE_S = 10  # streams on their way at SIGTERM get this long
_DEMO = "demo"
_PROMPT = "unpack a tar file with subprocess"  # the demo model's answer to it has a finding


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0: a free one.")] = None,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Serve the OpenAI API, with generated code checked on its way."""
    import uvicorn

    from proxy.app import create_app

    settings = settings_of(config, data_dir, server__host=host, server__port=port)
    app = create_app(settings, os.environ)
    with contextlib.ExitStack() as open_:
        listener = open_.enter_context(bound(settings.server.host, settings.server.port))
        listeners = [listener]
        if settings.server.admin_port is not None:
            listeners.append(open_.enter_context(bound(settings.server.host, settings.server.admin_port)))
        for line in banner(settings, app.state.models, listener.getsockname()[1], with_key=_needs_key(settings)):
            typer.echo(line)
        options = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_S,
            lifespan="on",
        )
        server = uvicorn.Server(options)
        server.run(sockets=listeners)
    if not server.started:
        raise typer.Exit(1)


def bound(host: str, port: int) -> socket.socket:
    """A listening socket, so that the port is known, and known to be ours, before anything is said. Raises SettingsInvalid."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0].lower()  # the rest repeats the address
        message = f"can't listen on {host}:{port}: {reason}; choose another with --host and --port"
        raise SettingsInvalid(message) from None


def banner(settings: Settings, models: Sequence[str], port: int, *, with_key: bool) -> Iterator[str]:
    """Where it listens, and a request to try."""
    host = settings.server.host
    base = f"http://{f'[{host}]' if ':' in host else host}:{port}/v1"
    yield f"Codeward listens on {base}  (models: {', '.join(models) or 'any'}; records in {settings.data_dir})"
    if _DEMO in models:
        yield "The built-in demo model answers without a provider's key. Try:"
    else:
        yield "Point a client's base URL there, or try:"
    yield ""
    message = f'{{"role": "user", "content": "{_PROMPT}"}}'
    body = f'{{"model": "{models[0] if models else "MODEL"}", "stream": true, "messages": [{message}]}}'
    yield f"  curl -N {base}/chat/completions -H 'content-type: application/json' \\"
    if with_key:
        yield '    -H "authorization: Bearer $CODEWARD_API_KEY" \\'
    yield f"    -d {shlex.quote(body)}"
    yield ""


def _needs_key(settings: Settings) -> bool:
    from proxy.identity.keys import Keys
    from proxy.keyring import Keyring

    folder = Path(settings.data_dir)
    return (
        bool(settings.auth.jwt)
        or Keys.open(folder, Keyring.open(folder, os.environ), seeds=settings.keys, teams=settings.teams).any()
    )
