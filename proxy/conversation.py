"""A response on its way: the provider's frames in, the client's bytes out.

A streamed response and a whole one take the same road: frames into the codec, texts through the gate, questions to the review. What
arrived in one read leaves in one write. After the first byte an error is a well-formed last event of the protocol; before it, an
exception for api/ to word (litellm#26387: an exception after the 200 tears the stream).
Rules for this file: one task conducts; reading and ruling are tasks of its group that only post to its inbox.
Counterpart: exchange.py opens and closes the record around it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from proxy.errors import AuditUnavailable, ProxyError, UpstreamIncomplete, UpstreamMalformed
from proxy.gate import Ask, Command, Emit, Gate, Terms
from proxy.inbox import Inbox
from proxy.model import Action, Channel, ChannelKind, Hold, Mode
from proxy.notices import notice_text, repaired_text
from proxy.outcome import Bounds, Outcome, Sink
from proxy.policy.schema import Policy
from proxy.review import Answer, Review
from proxy.rewrite import dropped_field_text, truncated_text
from proxy.upstream.base import Answer as UpstreamAnswer
from proxy.wire import feedback
from proxy.wire.codec import Codec, Frame, Request, Spending
from proxy.wire.json import Json, dumps, loads
from proxy.wire.mending import with_spent
from proxy.wire.sse import ServerEvent, SSEDecoder

_UNREAD_BOUND = 64  # reads of the provider's stream that may wait while a frame is worked on
_END = b""


@dataclass(frozen=True, slots=True)
class _Ruled:
    ask: Ask
    answer: Answer


_Item = bytes | _Ruled | ProxyError


class Conversation:
    """One response on its way: frames in, bytes out.

    `hold`: when the code of its blocks may leave. `feedback`: a refused call tells its reason in the place of its arguments. `tool_tags`:
    tools that the request declares, and that may be called in tags.
    """

    def __init__(
        self, *, review: Review, policy: Policy, bounds: Bounds, sink: Sink, request: Request, hold: Hold,
        feedback: bool = False, tool_tags: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self._review = review
        self._policy = policy
        self._bounds = bounds
        self._sink = sink
        self._request = request
        self._feedback = feedback
        self._called = False  # what the client applies by itself has begun, and leaves at the end
        self._told: set[Channel] = set()  # refused calls that leave as feedback
        self._streamed = request.stream
        monitor = policy.mode is Mode.MONITOR
        self._unknown = policy.fail["on_unknown_shape"]
        self._keep_unknown = monitor or self._unknown is Action.ALLOW
        self._monitor = monitor
        self._gate = Gate(Terms(hold, policy.mode, bounds.max_block_chars, tool_tags))
        self._codec = request.codec(whole=False, keep_unknown=self._keep_unknown, through=monitor)
        self._inbox: Inbox[_Item] = Inbox(_UNREAD_BOUND)
        self._out: list[bytes] = []
        self._texts: dict[Channel, list[str]] = {}
        self._over = False  # the provider's end was seen, or it failed
        self._failure: ProxyError | None = None
        self._stopped = False  # the policy ended the response
        self._began = time.monotonic()
        self._wrote_at = self._began
        self.started = False
        self.headers: list[tuple[str, str]] = []
        self.outcome = Outcome()

    @property
    def codec(self) -> Codec:
        """The codec, for what it knows of usage and the model that answered."""
        return self._codec

    # -- the road of a stream

    async def stream(self, answer: UpstreamAnswer) -> None:
        """Carry a streamed answer to its end. Raises ProxyError only where nothing was sent."""
        decoder = SSEDecoder(max_event_bytes=self._bounds.max_event_bytes)
        async with asyncio.TaskGroup() as group:
            reader = group.create_task(self._read(answer))
            try:
                await self._converse(group, decoder)
            finally:
                reader.cancel()
        await self._end_stream()

    async def _read(self, answer: UpstreamAnswer) -> None:
        """Post the provider's bytes, then its end or its error."""
        received = 0
        try:
            async for chunk in answer.chunks():
                received += len(chunk)
                if received > self._bounds.max_answer_bytes:
                    message = "The provider's answer passed limits.max_answer_bytes."
                    raise UpstreamMalformed(message)
                await self._inbox.put(chunk)
        except ProxyError as error:
            await self._inbox.put(error)
        else:
            await self._inbox.put(_END)

    async def _converse(self, group: asyncio.TaskGroup, decoder: SSEDecoder) -> None:
        while not (self._over and not self._gate.in_flight):
            items = await self._inbox.take(self._patience())
            if not items:
                self._out.append(self._codec.keep_alive)
            for item in items:
                for ask in self._handle(item, decoder):
                    group.create_task(self._rule(ask))
            await self._flush()

    def _patience(self) -> float | None:
        """How long to wait before the client must hear that we are alive: only while something is held from it."""
        if not self._streamed or not (self._gate.in_flight or self._gate.holding or self._called):
            return None  # a whole answer has nowhere to say it
        return max(0.0, self._wrote_at + self._bounds.keep_alive_s - time.monotonic())

    async def _rule(self, ask: Ask) -> None:
        try:
            answer = await self._review.answer(ask)
        except ProxyError as error:
            self._inbox.post(error)
        else:
            self._inbox.post(_Ruled(ask, answer))

    def _handle(self, item: _Item, decoder: SSEDecoder) -> list[Ask]:
        if isinstance(item, _Ruled):
            return self._apply(self._gate.resolve(item.ask.ticket, item.answer.rulings, item.answer.state))
        if isinstance(item, ProxyError):
            return self._fail(item)
        if self._over:
            return []
        asks: list[Ask] = []
        try:
            for event in decoder.feed(item) if item else decoder.finish():
                asks += self._event(event)
        except ProxyError as error:
            return asks + self._fail(error)  # what was asked before the bad event still wants its answer
        if not item and not self._over:
            asks += self._finish()
        return asks

    def _fail(self, error: ProxyError) -> list[Ask]:
        """The provider or the record failed: decide what is held as it is, let nothing more in."""
        if isinstance(error, AuditUnavailable):
            # Nothing can be recorded, so nothing more may leave: the questions that are open stay unanswered.
            self._failure = error
            self._over = True
            self._gate.abandon()
            return []
        return [] if self._over else self._finish(error)

    def _event(self, event: ServerEvent) -> list[Ask]:
        if self._over:
            return []  # data after the end: some clients parse it, so it goes nowhere
        return self._frame(self._codec.read(event))

    def _frame(self, frame: Frame) -> list[Ask]:
        if frame.dropped:
            self._note_dropped(frame)
            if self._stopped:
                return self._finish()
        commands = [command for channel, text in frame.texts for command in self._feed(channel, text)]
        emits = [command for command in commands if isinstance(command, Emit)]
        same = frame.same and [(e.channel, e.text) for e in emits] == frame.texts and all(e.equal for e in emits)
        if frame.over:
            asks = self._apply(commands)
        elif same:
            for emit in emits:
                self._count(emit)
            self._out.append(self._codec.passed(frame, [(emit.channel, emit.upto) for emit in emits]))
            asks = [command for command in commands if isinstance(command, Ask)]
        else:
            self._out.append(self._codec.rest(frame))
            asks = self._apply(commands)
        for channel in frame.ended:
            asks += self._apply(self._finished(channel))
        return asks + self._finish() if frame.over else asks

    def _finished(self, channel: Channel) -> list[Command]:
        """A channel gets no more text: what is held of it can be asked about."""
        if channel.kind is ChannelKind.TEXT:
            return self._gate.finish(channel)
        tool = self._codec.tool(channel)
        return self._gate.finish(channel, origin=tool.origin, info=tool.name)

    def _feed(self, channel: Channel, text: str) -> list[Command]:
        self.outcome.chars_total += len(text)
        self._called |= channel.kind is ChannelKind.WHOLE
        return self._gate.feed(channel, text)

    def _note_dropped(self, frame: Frame) -> None:
        fresh = [name for name in frame.dropped if name not in self.outcome.dropped_fields]
        self.outcome.dropped_fields.extend(fresh)
        if self._unknown is Action.REJECT:
            self._stopped = True

    def _apply(self, commands: Sequence[Command]) -> list[Ask]:
        """Send what may leave; give back what must be asked."""
        asks = []
        for command in commands:
            if isinstance(command, Ask):
                asks.append(command)
            elif isinstance(command, Emit):
                self._emit(command)
            else:
                refused = command.channel in self._review.refused and not self._tells(command.channel)
                self._out.append(self._codec.settled(command.channel, refused=refused))
        return asks

    def _tells(self, channel: Channel) -> bool:
        """Let a refused call leave as one that tells the agent why; False where it must not leave at all."""
        if not self._feedback or not self._codec.renamed(channel, feedback.TOOL):
            return False
        text = feedback.arguments(self._review.refused[channel])
        self._told.add(channel)
        self._texts[channel] = [text]
        self._out.append(self._codec.text(channel, text, 0, equal=False))
        return True

    def _emit(self, emit: Emit) -> None:
        if emit.channel in self._review.refused:
            return  # the reason follows at the end
        self._count(emit)
        if not self._streamed:
            self._texts.setdefault(emit.channel, []).append(emit.text)
        if emit.text and (self._streamed or emit.channel.kind is ChannelKind.WHOLE):
            self._out.append(self._codec.text(emit.channel, emit.text, emit.upto, equal=emit.equal))

    def _count(self, emit: Emit) -> None:
        self.outcome.chars_delivered += len(emit.text)
        self.outcome.digest.update(emit.text.encode("utf-8", "replace"))

    def _finish(self, failure: ProxyError | None = None) -> list[Ask]:
        """The provider has said all it will, or failed: close every channel."""
        self._over = True
        complete = self._codec.complete
        if not complete and failure is None:
            failure = UpstreamIncomplete("The provider's stream ended before its answer did.")
        if self._stopped or (complete and isinstance(failure, UpstreamIncomplete)):
            failure = None  # every choice was finished, so only the transport's last bytes are missing
        self._failure = failure
        self._review.truncated = failure is not None
        self.outcome.upstream_complete = self._failure is None
        if self._stopped:
            self._gate.abandon()
            for channel in self._gate.channels:
                self._out.append(self._codec.settled(channel, refused=channel.kind is ChannelKind.WHOLE))
            return []
        return [ask for channel in self._gate.channels for ask in self._apply(self._finished(channel))]

    async def _end_stream(self) -> None:
        """Say what must be said at the end: reasons and notices, calls, finish reasons, usage; or the error."""
        unsaid = not self.started and not any(self._out)
        if (
            self._failure is not None
            and unsaid
            and (not self._codec.indexes or isinstance(self._failure, AuditUnavailable))
        ):
            raise self._failure
        if isinstance(self._codec, Spending) and any(spent := self._review.spent):
            self._codec.spend(spent)
        for index in self._codec.indexes:
            self._end_choice(index)
        if self._failure is not None:
            self._out.append(self._codec.failing(self._failure))
            self.outcome.error = self._failure.code
        else:
            self._out.append(self._codec.closing(include_usage=self._request.include_usage))
        await self._flush()

    def _end_choice(self, index: int) -> None:
        self._speak(index)
        if self._failure is not None:
            return
        rejected = index in self._review.rejected or self._stopped
        self._out.append(self._codec.ending(index, rejected=rejected))
        self.outcome.finish = self._codec.finish(index, rejected=rejected)

    def _speak(self, index: int) -> None:
        """Say our own words at the end of a choice, where they have a place."""
        channel = self._codec.voice(index)
        if channel is not None:
            for text in self._last_words(index):
                self._emit(self._gate.paragraph(channel, text))

    def _last_words(self, index: int) -> list[str]:
        """Reasons of rejected calls, what was dropped, the notice: in that order, nothing in monitor mode."""
        if self._monitor:
            return []
        review, policy = self._review, self._policy
        words = [reason for channel, reason in review.refused.items() if channel.choice == index]
        if self.outcome.dropped_fields and self._unknown >= Action.ANNOTATE:
            words.append(dropped_field_text(self.outcome.dropped_fields, ref=review.ref, policy=policy.name))
        if isinstance(self._failure, (UpstreamIncomplete, UpstreamMalformed)):
            words.append(truncated_text(self.outcome.chars_delivered, ref=review.ref))
        words.extend(review.remarks)
        if noted := review.noted(index):
            words.append(notice_text(noted, ref=review.ref, policy=policy.name, public_url=review.public_url))
        if repaired := review.repaired(index):
            words.append(repaired_text(repaired, ref=review.ref))
        return [*words, attended] if (attended := review.attended(index)) else words

    # -- the road of a whole response

    async def whole(self, answer: UpstreamAnswer) -> None:
        """Carry an answer that came as one body; a client that asked for a stream gets it as one."""
        body = await self._collect(answer.chunks())
        try:
            obj = loads(body)
        except ValueError:
            message = "The provider's answer is not JSON."
            raise UpstreamMalformed(message) from None
        self._codec = self._request.codec(whole=True, keep_unknown=self._keep_unknown, through=False)
        frame = self._codec.read_whole(obj)
        if frame.dropped:
            self._note_dropped(frame)
        await self._settle(frame)
        if self._failure is not None:
            raise self._failure
        if self._streamed:
            await self._end_stream()
        else:
            await self._end_whole(frame.obj)

    async def _collect(self, chunks: AsyncIterator[bytes]) -> bytes:
        parts, size = [], 0
        async for chunk in chunks:
            size += len(chunk)
            if size > self._bounds.max_answer_bytes:
                message = "The provider's answer passed limits.max_answer_bytes."
                raise UpstreamMalformed(message)
            parts.append(chunk)
        return b"".join(parts)

    async def _settle(self, frame: Frame) -> None:
        """Feed all texts of a whole body and wait until each is ruled on."""
        asks = [ask for channel, text in frame.texts for ask in self._apply(self._feed(channel, text))]
        asks += self._finish()
        self._over = True
        decoder = SSEDecoder(max_event_bytes=self._bounds.max_event_bytes)
        async with asyncio.TaskGroup() as group:
            for ask in asks:
                group.create_task(self._rule(ask))
            await self._converse(group, decoder)

    async def _end_whole(self, received: Json) -> None:
        review, indexes = self._review, self._codec.indexes
        for index in indexes:
            self._speak(index)
        texts = {channel: "".join(parts) for channel, parts in self._texts.items()}
        body = (
            received
            if self._monitor
            else self._codec.body(texts, refused=review.refused.keys() - self._told, rejected=review.rejected)
        )
        self.outcome.finish = self._codec.finish(indexes[0], rejected=indexes[0] in review.rejected)
        actions = [d.decision.action for d in self._review.dossiers.values() if d.decision is not None]
        decided = (d.decision for d in self._review.dossiers.values() if d.decision is not None)
        findings = sum(
            r.finding is not None and r.action > Action.ALLOW for decision in decided for r in decision.reasons
        )
        self.headers += [
            ("x-codeward-decision", max(actions, default=Action.ALLOW).word),
            ("x-codeward-findings", str(findings)),
        ]
        if any(spent := self._review.spent):
            body = {**body, "usage": with_spent(body.get("usage"), spent)}
        self._out.append(dumps(body))
        await self._flush()

    # -- bytes

    async def _flush(self) -> None:
        """Everything that came together leaves together, in one write."""
        if not any(self._out):
            return
        if not self.started:
            self.started = True
            self.outcome.first_byte_ms = round((time.monotonic() - self._began) * 1000)
            await self._sink.start(streamed=self._streamed, headers=self.headers)
        body, self._out = b"".join(self._out), []
        await self._sink.write(body)
        self._wrote_at = time.monotonic()
