"""Waivers over HTTP: a JSON API, and the plain page that a message links to.

Who may: a member asks for waivers of the own team's findings and sees those; an approver decides, never on what was asked with the same
key; auditors and admins see all. The key comes in the header or in the page's own form, so that no cookie of a browser acts for anybody.
Rules for this file: nothing but these operations changes a waiver; all text on the page is escaped, and no script runs on it.
Counterparts: relief/waivers.py, audit/found.py.
"""

from __future__ import annotations

import asyncio
import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import Response

from proxy.api.house import Front
from proxy.audit.found import WaiverHits, findings_of
from proxy.errors import AuditUnavailable, Forbidden, ProxyError, RequestInvalid
from proxy.model import Principal, Role
from proxy.policy.waivers import Scope, Waiver, WaiverReason
from proxy.relief.asking import as_object, found_in, terms_for
from proxy.relief.waivers import Asked, WaiverBook
from proxy.state import State
from proxy.wire.json import dumps, loads

_MAX_BODY_BYTES = 64 * 1024
_SEES_ALL = frozenset({Role.APPROVER, Role.AUDITOR, Role.ADMIN})
_HEADERS = {
    "content-security-policy": "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",  # with none, the form's own request would hide its origin
    "x-content-type-options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Counter:
    """What the routes need: the waivers, the records' folder, and whom to tell that something was decided."""

    front: Front
    book: WaiverBook
    state: State
    data_dir: Path
    told: Callable[[], object]  # writes what waits into the records soon

    async def asked(self, principal: Principal, ref: str, rule: str, asked: Asked) -> Waiver:
        """Ask for a waiver. Raises RequestInvalid, Forbidden, AuditUnavailable, StateUnavailable."""
        opened, findings = await self.findings(principal, ref)
        found = found_in(opened, findings, rule)
        terms = terms_for(self.front.house().in_force.bundle, opened)
        made = await asyncio.to_thread(self.book.request, found, asked, terms, principal.who)
        self.told()
        return made

    async def findings(self, principal: Principal, ref: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The exchange of a ref and its findings; one of another team is as little there as none. Raises RequestInvalid."""
        try:
            opened, findings = await asyncio.to_thread(findings_of, self.data_dir, ref)
        except AuditUnavailable:
            opened, findings = {}, []
        whose = str(opened.get("organisation", "default")), str(opened.get("team"))
        if not opened or not _sees(principal, *whose):
            message = f"There is no record with the ref {ref[:40]!r} for this key."
            raise RequestInvalid(message, param="ref")
        return opened, findings

    async def decided(self, principal: Principal, waiver_id: str, word: str) -> Waiver:
        """Approve, deny or end. Raises Forbidden, RequestInvalid, StateUnavailable."""
        waiver = await asyncio.to_thread(self.book.find, waiver_id)
        mine = word == "end" and waiver.requester == principal.who
        if principal.role is not Role.APPROVER and not mine:
            message = f"To {word} a waiver takes a key with the role approver."
            raise Forbidden(message)
        operation = {"approve": self.book.approve, "deny": self.book.deny, "end": self.book.end}[word]
        made = await asyncio.to_thread(operation, waiver_id, principal.who)
        self.told()
        return made


def router(counter: Counter) -> APIRouter:
    """The routes."""
    routes = APIRouter()
    hits_of = WaiverHits(counter.data_dir)

    @routes.get("/v1/waivers")
    async def listed(request: Request) -> Response:
        principal = await counter.front.door.principal(request.scope)
        waivers = [w for w in await asyncio.to_thread(counter.book.list) if _sees(principal, w.organisation, w.team)]
        hits = await asyncio.to_thread(_counted, hits_of) if waivers else {}
        now = counter.state.now()
        return _json({"object": "list", "data": [as_object(w, now, hits.get(w.id, 0)) for w in waivers]})

    @routes.post("/v1/waivers")
    async def asked(request: Request) -> Response:
        principal = await counter.front.door.principal(request.scope)
        given = _object(await _body(request))
        made = await counter.asked(principal, _text(given, "ref"), _text(given, "rule"), _asked(given))
        return _json(as_object(made, counter.state.now(), 0), 201)

    @routes.post("/v1/waivers/{waiver_id}/{word}")
    async def decided(request: Request, waiver_id: str, word: str) -> Response:
        principal = await counter.front.door.principal(request.scope)
        if word not in {"approve", "deny", "end"}:
            message = f"A waiver can't be {word[:40]!r}: approve, deny or end it."
            raise RequestInvalid(message)
        made = await counter.decided(principal, waiver_id, word)
        return _json(as_object(made, counter.state.now(), 0))

    @routes.get("/w/{ref}", include_in_schema=False)
    @routes.get("/r/{ref}", include_in_schema=False)
    async def page(request: Request, ref: str) -> Response:
        if counter.front.keys.any():
            return _page(_login(ref))
        principal = await counter.front.door.principal(request.scope)
        return await _shown(counter, principal, ref)

    @routes.post("/w/{ref}", include_in_schema=False)
    @routes.post("/r/{ref}", include_in_schema=False)
    async def posted(request: Request, ref: str) -> Response:
        fields = {
            key: values[-1] for key, values in parse_qs((await _body(request)).decode("utf-8", "replace")).items()
        }
        try:
            principal = await counter.front.door.principal(_with_key(request.scope, fields.get("key", "")))
            if "reason" not in fields:
                return await _shown(counter, principal, ref)
            made = await counter.asked(principal, ref, fields.get("rule", ""), _asked(fields))
        except ProxyError as error:
            return _page(f"<p>{_esc(error.message)}</p>{_login(ref)}", error.status)
        waits = f"It counts once {made.needed} of those who may approve it did."
        return _page(
            f"<p>{_esc(made.id)} is asked for: {_esc(made.rule)}, {_esc(made.scope.value)}. {_esc(waits)}</p>", 201
        )

    return routes


def _sees(principal: Principal, organisation: str, team: str) -> bool:
    """Members see what is their own team's; two organisations may each have a team of one name."""
    return principal.role in _SEES_ALL or (principal.organisation, principal.team) == (organisation, team)


async def _shown(counter: Counter, principal: Principal, ref: str) -> Response:
    """What was found in an exchange, and the form that asks for a waiver."""
    try:
        opened, findings = await counter.findings(principal, ref)
    except RequestInvalid as error:
        return _page(f"<p>{_esc(error.message)}</p>", 404)
    told = [each for each in findings if each.get("action") != "allow"]
    rows = "".join(
        f"<li>{_esc(each['rule'])} ({_esc(' '.join([*(each['cwe'] or ()), each['severity']]))}), {_esc(_place(each))}: "
        f"{_esc(each['action'])}</li>"
        for each in told
    )
    policy = f"{opened.get('policy')}@{opened.get('revision')}"
    head = f"<p>{_esc(opened['ref'])}, team {_esc(opened.get('team'))}, policy {_esc(policy)}</p>"
    form = (
        _form(counter, ref, sorted({str(each["rule"]) for each in told}))
        if told
        else "<p>Nothing in it was acted on.</p>"
    )
    return _page(f"{head}<ul>{rows}</ul>{form}")


def _place(found: Mapping[str, Any]) -> str:
    return "in the request" if found["block"] is None else f"block {found['block']} line {found['line']}"


def _form(counter: Counter, ref: str, rules: Sequence[str]) -> str:
    key = '<p><label>Key <input name="key" type="password" required></label></p>' if counter.front.keys.any() else ""
    return (
        f'<form method="post" action="/w/{_esc(ref)}">{key}'
        f"<p><label>Rule {_select('rule', rules)}</label> <label>For {_select('scope', list(Scope))}</label></p>"
        f"<p><label>Reason {_select('reason', list(WaiverReason))}</label> "
        '<label>Ticket <input name="ticket" maxlength="200"></label> '
        '<label>Days <input name="days" type="number" min="0" value="0"></label> (0: as the policy gives)</p>'
        '<p><label>Why <textarea name="text" required minlength="15" maxlength="1000" rows="3" cols="60"></textarea></label></p>'
        "<p><button>Ask for a waiver</button> Somebody else must approve it before it counts.</p></form>"
    )


def _login(ref: str) -> str:
    return (
        f'<form method="post" action="/w/{_esc(ref)}"><p><label>Key <input name="key" type="password" required></label> '
        "<button>Show</button></p></form>"
    )


def _select(name: str, words: Sequence[str]) -> str:
    return f'<select name="{name}">' + "".join(f"<option>{_esc(word)}</option>" for word in words) + "</select>"


def _page(body: str, status: int = 200) -> Response:
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Codeward</title></head>'
    page = f"{head}<body><h1>Codeward</h1>{body}</body></html>"
    return Response(page, status, media_type="text/html; charset=utf-8", headers=_HEADERS)


def _esc(value: object) -> str:
    return html.escape(str(value))


def _json(value: object, status: int = 200) -> Response:
    return Response(dumps(value), status, media_type="application/json", headers={"cache-control": "no-store"})


async def _body(request: Request) -> bytes:
    """The request's body, bounded. Raises RequestInvalid."""
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > _MAX_BODY_BYTES:
            message = f"The body is longer than {_MAX_BODY_BYTES} bytes."
            raise RequestInvalid(message)
    return raw


def _object(raw: bytes) -> dict[str, Any]:
    try:
        given = loads(raw)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        message = "The body must be a JSON object."
        raise RequestInvalid(message)
    unknown = [key for key in given if key not in {"ref", "rule", "scope", "reason", "text", "ticket", "days"}]
    if unknown:
        message = f"Unknown field {str(unknown[0])[:40]!r}."
        raise RequestInvalid(message, param=str(unknown[0])[:40])
    return given


def _asked(given: Mapping[str, Any]) -> Asked:
    days = given.get("days") or 0
    if isinstance(days, bool) or not str(days).isdecimal() or len(str(days)) > 4:  # noqa: PLR2004 - nobody waives for 10,000 days
        message = "days must be a whole number."
        raise RequestInvalid(message, param="days")
    scope = _text(given, "scope") or Scope.SNIPPET.value
    return Asked(scope, _text(given, "reason"), _text(given, "text"), _text(given, "ticket"), int(days))


def _text(given: Mapping[str, Any], key: str) -> str:
    value = given.get(key) or ""
    if not isinstance(value, str):
        message = f"{key} must be a string."
        raise RequestInvalid(message, param=key)
    return value


def _with_key(scope: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The request as if the form's key stood in its header; a header of the browser's own counts for nothing here."""
    headers = [(name, value) for name, value in scope["headers"] if name not in {b"authorization", b"x-api-key"}]
    return {**scope, "headers": [*headers, (b"authorization", b"Bearer " + key.encode("latin-1", "replace"))]}


def _counted(hits: WaiverHits) -> dict[str, int]:
    try:
        return hits.counted()
    except AuditUnavailable:
        return {}
