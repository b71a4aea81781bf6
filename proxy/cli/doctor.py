"""`codeward doctor`: look for what would keep the proxy from serving, and say what to do about it."""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from proxy.cli.masking import printable
from proxy.cli.options import Config, DataDir, config_file, settings_of
from proxy.errors import ProxyError

if TYPE_CHECKING:
    from proxy.settings import Settings

_FAILED = 1
_FSYNCS = 20
_SLOW_FSYNC_MS = 20.0  # a record waits for one; a spinning disk has about 10 ms, a network disk more
_PAGE_BYTES = 4096
_CONNECT_S = 3.0
_SKEW_S = 5.0
_PORTS = {"https": 443, "http": 80}
_STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `level`: ok, warn or fail; `fix`: what to do where it isn't ok."""

    name: str
    level: str
    text: str
    fix: str = ""


def doctor(
    upstream: Annotated[
        bool, typer.Option("--upstream", help="Also connect to each provider (asks no model).")
    ] = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Check configuration, policy, models, store, clock, keys and engines.

    Exit codes: 0 nothing fails, 1 something does, 2 the settings can't be read.
    """
    settings = settings_of(config, data_dir)
    found = config_file(config)
    checks = [Check("config", "ok", f"{found} is valid" if found is not None else "no config.yaml: the defaults hold")]
    looks: list[Callable[[], Iterator[Check]]] = [
        lambda: _policy(settings),
        lambda: _models(settings),
        lambda: _data_dir(settings),
        lambda: _clock(settings),
        lambda: _keys(settings),
        lambda: _engines(settings),
    ]
    if upstream:
        looks.append(lambda: _upstreams(settings))
    _show(checks[0])
    for look in looks:
        for check in look():
            checks.append(check)
            _show(check)
    if any(check.level == "fail" for check in checks):
        raise typer.Exit(_FAILED)


def _policy(settings: Settings) -> Iterator[Check]:
    from proxy.cli.options import bundle_of

    try:
        bundle = bundle_of(settings)
    except ProxyError as error:
        yield Check("policy", "fail", error.message, "mend the file; codeward policy check FILE looks at it alone")
        return
    for policy in bundle.policies:
        yield Check(
            "policy", "ok", f"{policy.name}@{bundle.revision}, mode {policy.mode.value}, hold {policy.hold.value}"
        )


def _data_dir(settings: Settings) -> Iterator[Check]:
    from proxy.keyring import FILE_NAME, Keyring

    folder = Path(settings.data_dir)
    place = next((path for path in (folder, *folder.absolute().parents) if path.is_dir()), Path())
    try:
        latency_ms = fsync_ms(place)
    except OSError as error:
        fix = "set data_dir to a folder this user may write, on a disk with room"
        yield Check("data_dir", "fail", f"{str(place)!r} can't be written: {error.strerror}", fix)
        return
    made = "" if place == folder else " (made at the first start)"
    yield Check("data_dir", "ok", f"{str(folder)!r} can be written{made}")
    slow = latency_ms > _SLOW_FSYNC_MS
    text = f"a durable write takes {latency_ms:.1f} ms (median of {_FSYNCS})"
    yield Check(
        "store",
        "warn" if slow else "ok",
        text,
        "put data_dir on a local SSD; each decision waits for one" if slow else "",
    )
    try:
        if (folder / FILE_NAME).is_file():
            Keyring.existing(folder, os.environ)
    except ProxyError as error:
        yield Check("secret", "fail", error.message, "see docs/audit.md, the secret key")


def fsync_ms(folder: Path) -> float:
    """The median time of a small durable write. Raises OSError."""
    page = bytes(_PAGE_BYTES)
    times = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(_FSYNCS):
            began = time.perf_counter()
            file.write(page)
            file.flush()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _clock(settings: Settings) -> Iterator[Check]:
    from proxy.audit import reader
    from proxy.audit.store import FILE_NAME

    folder, now = Path(settings.data_dir), datetime.now(UTC)
    if not (folder / FILE_NAME).is_file():
        yield Check("clock", "ok", f"{now:%Y-%m-%d %H:%M:%SZ}; no records yet to compare with")
        return
    try:
        last = reader.tail(folder, 1)
    except ProxyError as error:
        yield Check("records", "fail", error.message, "codeward audit verify says more")
        return
    for _, record in last:
        ahead = (datetime.fromisoformat(record.ts) - now).total_seconds()
        if ahead > _SKEW_S:
            yield Check(
                "clock",
                "fail",
                f"the last record is {ahead:.0f} s in the future",
                "set this machine's clock (chrony, ntpd)",
            )
        else:
            yield Check("clock", "ok", f"{now:%Y-%m-%d %H:%M:%SZ}; the last record is from {record.ts}")


def _keys(settings: Settings) -> Iterator[Check]:
    from proxy.app import check_bind
    from proxy.identity.keys import Keys
    from proxy.state import State

    folder, host = Path(settings.data_dir), settings.server.host
    try:
        # Only whether there are keys is asked, which needs no pepper: a root that isn't there yet need not be made.
        keys = Keys(State.open(folder), b"", settings.keys, settings.teams)
        keys.take_over(folder)
        check_bind(host, has_keys=keys.any() or bool(settings.auth.jwt))
    except ProxyError as error:
        yield Check("keys", "fail", error.message, "codeward keys new --team TEAM")
        return
    text = "requests need a key" if keys.any() or settings.auth.jwt else f"no key: only this machine may ask ({host})"
    yield Check("keys", "ok", text)


def _engines(settings: Settings) -> Iterator[Check]:
    try:
        engines = asyncio.run(_probe(settings))
    except ProxyError as error:
        yield Check("engines", "fail", error.message, "reinstall with the lock file; memory_mb may be too small")
        return
    for name, version in engines:
        yield Check("engine", "ok", f"{name} {version} found its known-bad sample")


async def _probe(settings: Settings) -> tuple[tuple[str, str], ...]:
    from proxy.cli.verdicts import runner_of, started

    runner = runner_of(settings, workers=1)
    try:
        await started(runner)
        return runner.engines
    finally:
        await runner.stop()


def _models(settings: Settings) -> Iterator[Check]:
    try:
        _bases(settings)
    except ProxyError as error:
        yield Check("models", "fail", error.message, "mend model_list in the settings")
        return
    names = [entry.model_name for entry in settings.model_list]
    yield Check("models", "ok", f"configured: {', '.join(names)}" if names else "none is configured: the default holds")


def _upstreams(settings: Settings) -> Iterator[Check]:
    try:
        bases = _bases(settings)
    except ProxyError:
        return  # told already
    if not any(bases):
        yield Check("upstream", "ok", "no provider with an address of its own is configured")
    for base in sorted(filter(None, bases)):
        yield reach(base)


def _bases(settings: Settings) -> set[str]:
    from proxy.upstream.choice import deployment_of

    return {
        deployment_of(entry.model_name, entry.litellm_params.model_dump()).api_base for entry in settings.model_list
    }


def reach(base: str) -> Check:
    """Whether a provider's address takes a connection; nothing is asked of it, so it costs nothing."""
    parts = urlsplit(base)
    shown = f"{parts.scheme}://{parts.hostname}:{parts.port or _PORTS.get(parts.scheme, 0)}"
    try:
        address = (parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0))
        with socket.create_connection(address, timeout=_CONNECT_S):
            return Check("upstream", "ok", f"{shown} takes connections")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Check(
            "upstream", "fail", f"{shown} can't be reached: {reason}", "look at api_base, the network and its proxy"
        )


def _show(check: Check) -> None:
    """One line, and the fix under it; rich leaves colours out where they don't belong (NO_COLOR, no terminal)."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True, emoji=False)
    console.print(
        Text(f"{check.level:6}", style=_STYLES[check.level]), Text(printable(f"{check.name:10}{check.text}")), sep=""
    )
    if check.fix:
        console.print(Text(printable(f"      fix: {check.fix}")))
