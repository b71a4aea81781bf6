"""One request and its response, from the opened record to the closed one. It knows no FastAPI and no litellm.

The order that the promises rest on (I7): the record is opened, durably, before the upstream call; a decision is recorded before what
it lets go has gone; the record is closed exactly once, also on disconnect, timeout and crash.
Rules for this file: the conductor; `except Exception` stands here once, so that even a bug closes the record.
Counterparts: conversation.py carries the frames, review.py the rulings, api/generation.py the sockets.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol

from proxy.advice import advice
from proxy.asking import Asking
from proxy.audit.record import Kind
from proxy.audit.store import AuditStore
from proxy.conversation import Conversation
from proxy.errors import AuditUnavailable, ModelNotAllowed, ProxyError, UpstreamError, UpstreamMalformed
from proxy.examination import Scanners
from proxy.extract.anatomy import Premises
from proxy.extract.asked import languages_asked
from proxy.extract.edit_format import edit_format_shown
from proxy.extract.fim import read_fim
from proxy.extract.local_names import facts_of_request
from proxy.extract.seen import files_seen
from proxy.extract.tool_names import declared_tools
from proxy.extract.tools import Tools
from proxy.keyring import Keyring
from proxy.metrics import Metrics
from proxy.model import Action, Hold, Mode, Principal
from proxy.notices import where_to_ask
from proxy.outcome import Bounds, Sink
from proxy.policy.bundle import InForce, Subject, Terms
from proxy.policy.guidance import Guide, Told, compose
from proxy.policy.schema import Calls, Cap, Waiving
from proxy.prompt.screening import Screen, Screened
from proxy.reminders import Reminders, Share
from proxy.repairing import Repairs
from proxy.review import Review
from proxy.tally import Tally
from proxy.upstream.base import Deployment, Models
from proxy.wire import feedback
from proxy.wire.codec import Request
from proxy.wire.guided import GUIDED, with_guidance
from proxy.wire.mending import MENDABLE
from proxy.wire.opening import conversation_of, sample_of


class Relief(Protocol):
    """What people granted beside the policy: waivers, and a broken glass. Each is read anew for every request."""

    def waivers(self, subject: Subject) -> Waiving | None:
        """The waivers that may count for a request."""

    def cap(self, subject: Subject) -> Cap | None:
        """The strictest action that is left while a glass is broken."""


class Charge(Protocol):
    """What a request counts for among those of its key and team. `headers` tell the client how much is left."""

    headers: tuple[tuple[str, str], ...]

    def settle(self, entry: str, tokens_in: int, tokens_out: int, chars_out: int) -> tuple[int, int]:
        """Count what it came to; gives tokens and millionths of money."""


@dataclass(frozen=True, slots=True)
class House:
    """What every exchange of this process shares."""

    models: Models
    scanners: Scanners
    audit: AuditStore
    in_force: InForce
    keyring: Keyring
    metrics: Metrics
    bounds: Bounds
    public_url: str | None
    tools: Tools = field(default_factory=Tools)  # what the arguments of known tools are
    relief: Relief | None = None
    guide: Guide = field(default_factory=Guide)  # what models are told where a policy says so
    reminders: Reminders = field(default_factory=Reminders)
    tally: Tally = field(default_factory=Tally)  # what each team's models get wrong most
    screen: Screen | None = None  # looks at requests before they leave


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of a request beside its body."""

    principal: Principal
    request_id: str
    route: str
    client: str  # the User-Agent, bounded
    traceparent: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)  # the client's own that go on to the provider
    repository: str = ""  # what the client says it works on, bounded
    charge: Charge | None = None


class Bug(Exception):
    """Something nobody foresaw; its cause is for the operator's log. The record says that it happened."""


class _Log:
    """The records of one exchange; times each append."""

    def __init__(self, house: House, exchange_id: str, ref: str) -> None:
        self._house = house
        self.exchange_id = exchange_id
        self.ref = ref

    async def append(self, kind: Kind, body: dict[str, object]) -> None:
        """Append a record; it is durable when this returns. Raises AuditUnavailable."""
        began = time.perf_counter()
        try:
            await self._house.audit.append(kind, body, exchange_id=self.exchange_id, ref=self.ref)
        except AuditUnavailable:
            self._house.metrics.audit_failures.inc()
            raise
        self._house.metrics.audit_seconds.observe(time.perf_counter() - began)


class Exchange:
    """See the module's docstring. `ref` is set once the record is open."""

    def __init__(self, house: House, caller: Caller, request: Request, sink: Sink) -> None:
        self._house = house
        self._caller = caller
        # What a client answered to a call of ours becomes the findings; the provider never sees "no such tool".
        told = feedback.with_findings(request.body, request.wire)
        self._request: Request = request if told is request.body else replace(request, body=told)  # type: ignore[type-var]
        self._sink = sink
        self._began = time.monotonic()
        self._terms = self._resolved()
        self._told = Told()  # what the model is told beside the client's words
        self._entry = ""  # the name in model_list; a pattern's, not what a client made of it
        self.ref = ""

    async def run(self) -> None:
        """Serve the request. Raises ProxyError only where no byte of the response was sent."""
        house, request, policy = self._house, self._request, self._terms.whole
        if not self._caller.principal.may_ask(request.model):
            message = f"The model {request.model!r} is not allowed for this key."
            raise ModelNotAllowed(message, param="model")
        deployment = house.models.resolve(request.model)
        self._entry = deployment.entry or deployment.model_name
        screened, request = await self._screened()
        self._told = await self._guidance()
        opening = await house.audit.open_exchange(self._opened(deployment.provider))
        self.ref = opening.ref
        log = _Log(house, opening.exchange_id, opening.ref)
        repairs = self._repairs(deployment, log, premises := self._premises())
        review = self._review(log, premises, repairs)
        conversation = self._conversation(review, held=repairs is not None)
        conversation.headers = [
            ("x-codeward-policy", f"{policy.name}@{policy.revision}"),
            ("x-codeward-ref", opening.ref),
            *(self._caller.charge.headers if self._caller.charge else ()),
        ]
        house.metrics.streams.inc()
        try:
            if screened is not None:
                review.remarks = screened.verdict.remarks(opening.ref)
                where = where_to_ask(opening.ref, house.public_url)
                await screened.recorded(log, house.metrics, where=where)
            await self._carry(conversation, deployment)
        except ProxyError as error:
            conversation.outcome.error = error.code
            error.headers += tuple(conversation.headers)
            raise
        except asyncio.CancelledError:
            conversation.outcome.client_disconnected = True
            raise
        except Exception as raised:
            cause = _alone(raised)
            if isinstance(cause, ProxyError):
                conversation.outcome.error = cause.code
                cause.headers += tuple(conversation.headers)
                raise cause from raised
            conversation.outcome.error = f"internal_error:{type(cause).__name__}"
            raise Bug from cause
        finally:
            house.metrics.streams.dec()
            await self._close(log, conversation, review)

    def _review(self, log: _Log, premises: Premises, repairs: Repairs | None) -> Review:
        house = self._house
        return Review(
            scanners=house.scanners,
            recorder=log,
            terms=self._terms,
            prints=house.keyring,
            ref=self.ref,
            public_url=house.public_url,
            premises=premises,
            repairs=repairs,
            applied=edit_format_shown(self._request.body),
            remind=self._reminder(),
        )

    def _conversation(self, review: Review, *, held: bool) -> Conversation:
        """`held`: no part of a block may leave before all of it was ruled on."""
        request, policy = self._request, self._terms.whole
        # An edit format is applied by the client itself, so nothing of it may land in parts.
        held = held or edit_format_shown(request.body)
        return Conversation(
            review=review,
            policy=policy,
            bounds=self._house.bounds,
            sink=self._sink,
            request=request,
            feedback=self._feedback(),
            hold=Hold.BLOCK if held else policy.hold,
            tool_tags=declared_tools(request.body, request.wire),
        )

    async def _screened(self) -> tuple[Screened | None, Request]:
        """Look at the request; from here on nothing sees what was taken out of it but the client, which has it already."""
        house, request = self._house, self._request
        if house.screen is None:
            return None, request
        key_id = self._caller.principal.key_id
        screened = await house.screen.screened(request.body, request.wire, self._terms.whole, key_id)
        self._request, self._sink = screened.applied(request), screened.sink(self._sink)
        return screened, self._request

    def _resolved(self) -> Terms:
        """What holds for this request, by the bundle that is in force as it comes; it keeps that to its end."""
        house, caller, request = self._house, self._caller, self._request
        principal = caller.principal
        subject = Subject(
            organisation=principal.organisation,
            team=principal.team,
            key_id=principal.key_id,
            model=request.model,
            client=caller.client,
            repository=caller.repository,
            sample=sample_of(request.body, request.wire, principal.key_id),
        )
        cap = house.relief.cap(subject) if house.relief else None
        waivers = house.relief.waivers(subject) if house.relief else None
        return house.in_force.bundle.resolve(subject, cap=cap, waivers=waivers)

    def _repairs(self, deployment: Deployment, log: _Log, premises: Premises) -> Repairs | None:
        """How code that is held back is asked for again; None where the policy wants none, or the protocol has no place for it."""
        house, policy, request = self._house, self._terms.whole, self._request
        if not policy.repair.attempts or policy.mode is Mode.MONITOR or request.wire not in MENDABLE:
            return None
        asking = Asking(house.models, deployment, request, self._caller.headers, house.bounds)
        return Repairs(policy.repair, asking.ask, log, premises, house.scanners)

    def _reminder(self) -> Callable[[], Share] | None:
        """How much may be said of what to review by hand; None where the policy wants nothing said."""
        policy, caller, request = self._terms.whole, self._caller, self._request
        if not policy.attention.enabled or policy.mode is Mode.MONITOR:
            return None
        who = caller.principal.who
        conversation = conversation_of(request.body, request.wire, caller.principal.key_id)
        return lambda: self._house.reminders.next(who, conversation, policy.attention)

    async def _guidance(self) -> Told:
        """What the policy tells the model about secure code; nothing in monitor mode, where a request leaves as it came."""
        policy, request = self._terms.whole, self._request
        if policy.mode is Mode.MONITOR or request.wire not in GUIDED:
            return Told()
        if not policy.guidance.enabled or self._terms.subject.sample >= policy.guidance.share:
            return Told()
        worst = await advice(self._house.tally.worst(self._caller.principal.team))
        return compose(self._house.guide, policy.guidance, languages_asked(request.body, request.wire), worst)

    def _premises(self) -> Premises:
        """What the answer is read with; the files are looked for only where an edit needs one."""
        body, wire = self._request.body, self._request.wire
        return Premises(
            self._house.tools,
            cache(lambda: files_seen(body, wire)),
            lambda choice: read_fim(body, choice, always=wire == "fim"),
            cache(lambda: facts_of_request(body, wire)),
        )

    def _feedback(self) -> bool:
        """A refused call goes back to the agent: the policy says so, there is one, and it wasn't told too often."""
        body, wire, policy = self._request.body, self._request.wire, self._terms.whole
        if policy.calls is not Calls.FEEDBACK or policy.mode is Mode.MONITOR or not feedback.declares_tools(body):
            return False
        return feedback.rounds(body, wire) < feedback.MAX_ROUNDS

    async def _carry(self, conversation: Conversation, deployment: Deployment) -> None:
        request = self._request
        wire, caller = request.wire, self._caller
        if self._told.text:
            told = with_guidance(request.body, wire, self._told.text)
            request = request if told is request.body else replace(request, body=told)  # type: ignore[type-var]
        body = request.forwarded(deployment.model_for(wire))
        upstream = self._house.models.upstream(deployment, wire)
        asked = upstream.send(
            body, stream=request.stream, traceparent=caller.traceparent, wire=wire, headers=caller.headers
        )
        try:
            async with asked as answer:
                conversation.outcome.upstream_status = answer.status
                if answer.streamed:
                    if not request.stream:
                        message = "The provider answered with a stream that was not asked for."
                        raise UpstreamMalformed(message)
                    await conversation.stream(answer)
                else:
                    await conversation.whole(answer)
        except UpstreamError as error:
            self._house.metrics.upstream_errors.labels(error.code).inc()
            raise

    def _opened(self, provider: str) -> dict[str, object]:
        request, caller, policy = self._request, self._caller, self._terms.whole
        return {
            "request_id": caller.request_id,
            "key_id": caller.principal.key_id,
            "team": caller.principal.team,
            "organisation": caller.principal.organisation,
            "route": caller.route,
            "client": caller.client,
            "repository": caller.repository,
            "stream": request.stream,
            "model_requested": request.model,
            "provider": provider,
            "policy": policy.name,
            "revision": policy.revision,
            "mode": policy.mode.value,
            "attachments": [each.id for each in self._terms.held],
            "sample": self._terms.subject.sample,
            "guidance": self._told.version,
        }

    async def _close(self, log: _Log, conversation: Conversation, review: Review) -> None:
        """Close the record, whatever happened; the store writes it even where this task is cancelled."""
        outcome, codec = conversation.outcome, conversation.codec
        decided = [(d.decision, d) for d in review.dossiers.values() if d.decision is not None]
        action = max((decision.action for decision, _ in decided), default=Action.ALLOW)
        tokens_in, tokens_out = (said + more for said, more in zip(codec.tokens, review.spent, strict=True))
        body: dict[str, object] = {
            "action": action.word,
            "blocks": len(review.dossiers),
            "blocks_decided": len(decided),
            "chars_total": outcome.chars_total,
            "chars_delivered": outcome.chars_delivered,
            "delivered_sha256": outcome.digest.hexdigest(),
            "finish_reason": outcome.finish,
            "error": outcome.error,
            "client_disconnected": outcome.client_disconnected,
            "dropped_fields": outcome.dropped_fields,
            "model_served": codec.model_served,
            "upstream_status": outcome.upstream_status,
            "upstream_complete": outcome.upstream_complete,
            "first_byte_ms": outcome.first_byte_ms,
            "duration_ms": round((time.monotonic() - self._began) * 1000),
            "tokens_in": tokens_in,
            "tokens_out": tokens_out,
        }
        self._house.tally.count(self._caller.principal.team, [decision for decision, _ in decided])
        if (charge := self._caller.charge) and self._request.wire != "count_tokens":  # to count tokens uses none
            counted = charge.settle(self._entry, tokens_in, tokens_out, outcome.chars_total)
            body["tokens_counted"], body["cost_micros"] = counted
        for decision, dossier in decided:
            self._house.metrics.count_decision(decision, dossier.block.language, dossier.engines)
        ending = outcome.error or ("disconnected" if outcome.client_disconnected else action.word)
        self._house.metrics.requests.labels(self._caller.route, self._entry, ending).inc()
        try:
            await log.append(Kind.EXCHANGE_CLOSE, body)
        except AuditUnavailable:
            if not conversation.started:
                raise


def _alone(error: Exception) -> Exception:
    """What a task group wraps: the exception of its one task that failed."""
    while isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return error
