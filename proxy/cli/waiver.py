"""`codeward waiver`: ask for, approve, deny, end and list waivers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from proxy.cli.deciding import Json, deciding, line, show
from proxy.cli.options import Config, DataDir, bundle_of
from proxy.errors import AuditUnavailable, RequestInvalid

if TYPE_CHECKING:
    from proxy.cli.deciding import Deciding
    from proxy.policy.waivers import Waiver
    from proxy.relief.waivers import Found

app = typer.Typer(help="Waivers: request, approve, deny, end, list.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(help="The waiver's id, as in WVR-12.")]


@app.command("request")
def request(
    ref: Annotated[str, typer.Argument(help="The ref of the message or record that the finding stands in.")],
    reason: Annotated[
        str, typer.Option(help="false-positive, used-in-tests, fix-later (with --ticket) or accepted-risk.")
    ],
    text: Annotated[str, typer.Option(help="Why, in a sentence.")],
    rule: Annotated[str, typer.Option(help="The rule, where the exchange has findings of several.")] = "",
    scope: Annotated[str, typer.Option(help="snippet, pattern, repository or team.")] = "snippet",
    days: Annotated[int, typer.Option(min=0, help="How long; 0: what the policy gives.")] = 0,
    ticket: Annotated[str, typer.Option(help="Where it will be fixed.")] = "",
    as_json: Json = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """Ask that a finding be let go. Somebody else must approve it before it counts."""
    from proxy.relief.asking import found_in, terms_for
    from proxy.relief.waivers import Asked, WaiverBook

    with deciding(config, data_dir) as at:
        opened, findings = _findings(at, ref)
        found: Found = found_in(opened, findings, rule)
        terms = terms_for(bundle_of(at.settings), opened)
        made = WaiverBook(at.state).request(found, Asked(scope, reason, text, ticket, days), terms, at.by)
    _print(made, as_json)


@app.command("approve")
def approve(waiver_id: Id, as_json: Json = False, config: Config = None, data_dir: DataDir = None) -> None:
    """Approve a waiver that somebody else asked for."""
    from proxy.relief.waivers import WaiverBook

    with deciding(config, data_dir) as at:
        made = WaiverBook(at.state).approve(waiver_id, at.by)
    _print(made, as_json)


@app.command("deny")
def deny(waiver_id: Id, as_json: Json = False, config: Config = None, data_dir: DataDir = None) -> None:
    """Refuse a waiver that waits."""
    from proxy.relief.waivers import WaiverBook

    with deciding(config, data_dir) as at:
        made = WaiverBook(at.state).deny(waiver_id, at.by)
    _print(made, as_json)


@app.command("end")
def end(waiver_id: Id, as_json: Json = False, config: Config = None, data_dir: DataDir = None) -> None:
    """End a waiver before its time, or take a request back."""
    from proxy.relief.waivers import WaiverBook

    with deciding(config, data_dir) as at:
        made = WaiverBook(at.state).end(waiver_id, at.by)
    _print(made, as_json)


@app.command("list")
def list_all(
    team: Annotated[str, typer.Option(help="Only this team's.")] = "",
    as_json: Json = False,
    config: Config = None,
    data_dir: DataDir = None,
) -> None:
    """List waivers, with how many findings each let go."""
    from proxy.relief.asking import as_object
    from proxy.relief.waivers import WaiverBook

    with deciding(config, data_dir) as at:
        waivers = WaiverBook(at.state).list(team)
        hits = _hits(at) if waivers else {}
        now = at.state.now()
    objects = [as_object(waiver, now, hits.get(waiver.id, 0)) for waiver in waivers]
    if as_json:
        show(objects)
        return
    for each in objects:
        until = f"until {each['until']}" if each["until"] else f"{each['approvals']} of {each['needed']} approvals"
        line(
            str(each["id"]), f"{each['standing']:9}", str(each["team"]), str(each["rule"]), f"{each['scope']} {each['reason']}", until,
            f"{each['hits']} hits", f"by {each['requester']}", str(each["text"]),
        )  # fmt: skip


def _print(waiver: Waiver, as_json: bool) -> None:
    from datetime import UTC, datetime

    from proxy.relief.asking import as_object

    if as_json:
        show(as_object(waiver, datetime.now(UTC), 0))
        return
    waits = (
        f"{waiver.needed - len(waiver.approvals)} approval(s) of others wait" if waiver.status == "requested" else ""
    )
    line(
        waiver.id,
        waiver.status.value,
        f"{waiver.rule} ({waiver.scope.value})",
        f"team {waiver.team}",
        waits,
        waiver.until,
    )


def _findings(at: Deciding, ref: str) -> tuple[dict[str, object], list[dict[str, object]]]:
    from proxy.audit.found import findings_of

    opened, findings = findings_of(Path(at.settings.data_dir), ref)
    if not opened:
        message = f"There is no record with the ref {ref[:40]!r}."
        raise RequestInvalid(message, param="ref")
    return opened, findings


def _hits(at: Deciding) -> dict[str, int]:
    from proxy.audit.found import WaiverHits

    try:
        return WaiverHits(Path(at.settings.data_dir)).counted()
    except AuditUnavailable:
        return {}
