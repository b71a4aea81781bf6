"""Signing a folder of policies: what `codeward policy sign` does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import typer

from proxy.errors import PolicyInvalid


def signed(folder: Path, key_file: Path, serial: int) -> Iterator[str]:
    """Sign, and say what was; what can't be loaded isn't signed. Raises PolicyInvalid."""
    from proxy.policy.attachments import FILE_NAME, load_bundle
    from proxy.policy.signed import LIST_NAME, last_serial, opened, private_key, sign

    if (folder / FILE_NAME).exists():
        load_bundle(folder)
    key = private_key(key_file, lambda: str(typer.prompt("Passphrase", hide_input=True, err=True)))
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    _put(folder / LIST_NAME, sign(folder, key, serial or last_serial(folder) + 1, at))
    made = opened(folder, [key.public_key()])
    yield f"signed: {len(made.names)} files as number {made.signature.serial} with key {made.signature.key_id}"
    yield from (f"  {name}" for name in made.names)


def _put(path: Path, raw: bytes) -> None:
    """Put the list in place at once: a server may be looking."""
    draft = path.with_suffix(".draft")
    try:
        draft.write_bytes(raw)
        draft.replace(path)
    except OSError as error:
        message = f"{str(path)!r} can't be written: {error.strerror}"
        raise PolicyInvalid(message) from None
