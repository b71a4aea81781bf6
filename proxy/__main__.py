"""The console script `codeward`, also `python -m proxy`."""

from __future__ import annotations

import sys

from proxy.errors import ProxyError

_USAGE = 2


def main() -> None:
    """Run a command; a ProxyError is one line on stderr and exit code 2, never a traceback."""
    from proxy.cli.app import app  # noqa: PLC0415 - typer loads when a command runs, not when the package is imported

    try:
        app()
    except ProxyError as error:
        sys.stderr.write(f"error: {error.message}\n")
        sys.exit(_USAGE)


if __name__ == "__main__":
    main()
