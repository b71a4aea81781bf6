"""`codeward policy simulate`: what other policies would have made of what is recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from proxy.policy.bundle import Bundle
    from proxy.policy.replay import Body, Simulation

_AGE = re.compile(r"([1-9][0-9]{0,4})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_KINDS = ("exchange.open", "block.decision", "exchange.close")
_LISTED = 20  # changes that are listed one by one; --json has them all


def since_of(text: str, now: datetime) -> str:
    """The beginning of a stretch of time, as records write it: "30d" ago, or a date. Raises typer.BadParameter."""
    if found := _AGE.fullmatch(text.strip()):
        began = now - timedelta(**{_UNITS[found[2]]: int(found[1])})
    else:
        try:
            began = datetime.fromisoformat(text.strip())
            began = began.replace(tzinfo=began.tzinfo or UTC).astimezone(UTC)
        except (ValueError, OverflowError):
            message = f"{text!r} is neither an age (90m, 12h, 30d, 4w) nor a date (2026-05-01)"
            raise typer.BadParameter(message, param_hint="--since") from None
    return began.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def simulated(data_dir: Path, bundle: Bundle, since: str, *, team: str = "", enforce: bool = False) -> Simulation:
    """Decide what is recorded since a time anew. Raises AuditUnavailable."""
    from proxy.policy.replay import replay

    return replay(bundle, recorded(data_dir, since), team=team, enforce=enforce)


def recorded(data_dir: Path, since: str) -> Iterator[tuple[str, str, str, Body]]:
    """What is recorded of exchanges since a time: kind, exchange id, ref, body. Raises AuditUnavailable."""
    from proxy.audit.reader import records
    from proxy.wire.json import loads

    for _, record in records(data_dir, since=since, kinds=_KINDS):
        yield record.kind, record.exchange_id, record.ref, loads(record.body.encode("utf-8", "surrogatepass"))


def show(result: Simulation) -> Iterator[str]:
    """The outcome in words: how much would be held back, by which rules, and which exchanges."""
    for word in ("reject", "redact", "annotate"):
        after, before = result.after[word], result.before[word]
        share = f" ({after / result.with_code:.2%})" if result.with_code and after else ""
        yield f"{word + ':':<10} {after}{share} of {result.with_code} completions with code, was {before}"
    for stricter, name in ((True, "stricter"), (False, "milder")):
        rows = result.by_rule(stricter=stricter)
        if rows:
            yield f"{name}:"
        for action, rule, blocks, teams in rows:
            yield f"  {action:<8} {rule:<44} {blocks} blocks, {teams} {'team' if teams == 1 else 'teams'}"
    for change in result.changes[:_LISTED]:
        yield f"  {change.ref:6} {change.team}: {change.before.word} -> {change.after.word} by {change.rule} ({change.by})"
    if len(result.changes) > _LISTED:
        yield f"  ... and {len(result.changes) - _LISTED} more (--json lists them)"
    if result.cut:
        yield f"note: {result.cut} blocks ended at a rejected statement; what would have followed was never scanned"
    if not result.exchanges:
        yield "note: nothing is recorded for that time and team"


def as_json(result: Simulation, revision: str) -> dict[str, Any]:
    """The outcome with every change."""
    return {
        "revision": revision,
        "exchanges": result.exchanges,
        "completions_with_code": result.with_code,
        "blocks": result.blocks,
        "blocks_cut": result.cut,
        "before": dict(result.before),
        "after": dict(result.after),
        "changes": [
            {
                "ref": change.ref,
                "team": change.team,
                "before": change.before.word,
                "after": change.after.word,
                "rule": change.rule,
                "decided_by": change.by,
            }
            for change in result.changes
        ],
    }
