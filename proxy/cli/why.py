"""`codeward why REF`: what was decided on an exchange, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from proxy.cli.masking import printable
from proxy.cli.options import Config, DataDir, data_dir_of

if TYPE_CHECKING:
    from proxy.audit.record import Record

_NOT_FOUND = 1
_HASH_CHARS = 12
_UNCLOSED = "unknown: the record was never closed, so the process ended inside the exchange"


def why(
    ref: Annotated[str, typer.Argument(help="The ref of a message, a record or the x-codeward-ref header.")],
    as_json: Annotated[bool, typer.Option("--json", help="The records as JSON lines.")] = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Explain a decision: who asked, what was found, what was scanned, where the record stands.

    Exit codes: 0 explained, 1 no such ref.
    """
    from proxy.audit.reader import by_ref, export_line

    records = by_ref(data_dir_of(config, data_dir), ref)
    if not records:
        typer.echo(f"no exchange has the ref {ref!r} in these records", err=True)
        raise typer.Exit(_NOT_FOUND)
    lines = map(export_line, records) if as_json else map(printable, explained(records))
    for line in lines:
        typer.echo(line)


def explained(records: Sequence[Record]) -> Iterator[str]:
    """The lines for one exchange."""
    bodies: list[tuple[str, dict[str, Any]]] = [(record.kind, json.loads(record.body)) for record in records]
    opened: dict[str, Any] = next((body for kind, body in bodies if kind == "exchange.open"), {})
    closed = next((body for kind, body in bodies if kind == "exchange.close"), None)
    shape = "stream" if opened.get("stream") else "whole"
    yield (
        f"{records[0].ref}  {records[0].ts}  key {opened.get('key_id')} (team {opened.get('team')})  "
        f"{opened.get('model_requested')} -> {opened.get('provider')}  {opened.get('route')} {shape}"
    )
    monitor = ", monitor: recorded, not acted on" if opened.get("mode") == "monitor" else ""
    action = closed["action"].upper() if closed is not None else _UNCLOSED
    yield _row("decision", f"{action} by {opened.get('policy')}@{opened.get('revision')}{monitor}")
    if attached := opened.get("attachments"):
        place = f"  (repository {opened['repository']})" if opened.get("repository") else ""
        yield _row("attached", ", ".join(attached) + place)
    if guided := opened.get("guidance"):
        yield _row("guidance", f"version {guided} stood in the system prompt")
    for kind, body in bodies:
        if kind == "prompt.decision":
            yield from _prompt(body)
        if kind == "block.repair":
            yield _row(
                "repair",
                f"block {body['block']} attempt {body['attempt']} for {', '.join(body['rules'])}: {body['outcome']}, "
                f"{body['tokens_in']}+{body['tokens_out']} tokens, {body['duration_ms']} ms",
            )
        if kind == "block.decision":
            yield from _block(body)
    yield from _undecided(bodies)
    if closed is not None:
        yield from _closing(closed)
    if not monitor:
        yield from _waiver(records[0].ref, bodies)
    last = records[-1]
    yield _row("audit", f"chain {last.chain_uid} seq {records[0].seq}-{last.seq}  hash {last.hash[:_HASH_CHARS]}")


def _prompt(body: dict[str, Any]) -> Iterator[str]:
    said = f"{body['secrets']} secrets, {body['occurrences']} times, scan {body['status']}"
    would = f", monitored {body['monitored']}" if body["monitored"] != "allow" else ""
    yield _row("request", f"{body['action']}{would}  {said}, {body['scanned']} of {body['texts']} texts scanned")
    for found in (*body["findings"], *body["hidden"]):
        waived = f" (waiver {found['waiver']})" if found.get("waiver") else ""
        yield _row(
            "finding",
            f"{found['rule']}  {found['count']}x in {', '.join(found['places'])}  -> {found['action']}{waived}",
        )


def _block(body: dict[str, Any]) -> Iterator[str]:
    language = body["language"] or "unknown language"
    name = f" {body['path']}" if body["path"] else ""
    unclosed = "" if body["closed"] else ", not closed"
    yield _row(
        "block",
        f"{body['block']} {body['action']}  {language}{name}  {body['origin']} in {body['channel']}, {body['chars']} chars{unclosed}",
    )
    if topics := body.get("attention"):
        yield _row("review", f"by hand: {', '.join(topics)}")
    for finding in body["findings"]:
        late = ", late" if finding["late"] else ""
        watched = f", monitored: {finding['monitored']} ({finding['monitored_by']})" if finding.get("monitored") else ""
        yield _row(
            "finding",
            f"{finding['rule']} {finding['severity']} {' '.join(finding['cwe'])}  line {finding['line']}  engine {finding['engine']}  "
            f"confidence {finding['confidence']}{late}  -> {finding['action']} ({finding['decided_by']}){watched}",
        )
    for status in body["statuses"]:
        yield _row(
            "status",
            f"{status['engine'] or 'block'} {status['status'] or 'truncated'}  -> {status['action']} ({status['rule']})",
        )
    runs = (
        f"{run['engine']} {run['version']} {run['status']} {run['lines_scanned']}/{run['lines_total']} lines "
        f"{run['duration_us'] / 1000:.1f} ms"
        for run in body["engines"]
    )
    yield _row("scanned", " - ".join(runs) or "by no engine")


def _undecided(bodies: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """Blocks that were opened and never decided: what went out of them is unknown."""
    decided = {_name(body) for kind, body in bodies if kind == "block.decision"}
    for kind, body in bodies:
        if kind == "block.open" and _name(body) not in decided:
            yield _row("block", f"{body['block']} opened and not decided  {body['language'] or 'unknown language'}")


def _waiver(ref: str, bodies: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    """How to ask that what was acted on may stand: messages without a link send people here for it."""
    blocks = [body for kind, body in bodies if kind in {"block.decision", "prompt.decision"}]
    rules = sorted({found["rule"] for body in blocks for found in body["findings"] if found["action"] != "allow"})
    if rules:
        others = f"  (or {', '.join(rules[1:])})" if rules[1:] else ""
        yield _row("waiver", f'codeward waiver request {ref} --rule {rules[0]} --reason REASON --text "WHY"{others}')


def _name(body: dict[str, Any]) -> tuple[Any, ...]:
    return body["choice"], body["channel"], body["block"]


def _closing(closed: dict[str, Any]) -> Iterator[str]:
    gone = ", the client went away" if closed["client_disconnected"] else ""
    yield _row(
        "delivered",
        f"{closed['chars_delivered']} of {closed['chars_total']} chars, {closed['blocks_decided']} of {closed['blocks']} blocks decided, "
        f"finish {closed['finish_reason'] or '-'}{gone}",
    )
    if closed["error"]:
        yield _row("error", f"{closed['error']} (provider HTTP {closed['upstream_status'] or '-'})")
    if closed["dropped_fields"]:
        yield _row("dropped", ", ".join(closed["dropped_fields"]))


def _row(label: str, text: str) -> str:
    return f"{label:10}{text}"
