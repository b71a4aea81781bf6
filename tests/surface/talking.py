"""One answer carried through the real conversation, codec, gate and review, with engines that find what is planted."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from proxy.api.wires import WIRES, Wire
from proxy.conversation import Conversation
from proxy.errors import ProxyError
from proxy.extract.anatomy import Premises
from proxy.extract.fim import read_fim
from proxy.model import CodeBlock, Finding, Mode, ScanReport, StatementReport, Unit, UnitReport
from proxy.outcome import Bounds
from proxy.policy.bundle import sole
from proxy.policy.schema import Policy
from proxy.review import Review
from proxy.wire.json import dumps
from proxy.wire.sse import SSEDecoder, encode
from tests.fakes import POLICY, Given, KeptSink, finding, findings
from tests.fakes import WordScanners as Words
from tests.road import Prints, Records
from tests.surface.answers import Surface
from tests.surface.planting import SECRET

ENFORCE: Final = POLICY
MONITOR: Final = dataclasses.replace(POLICY, mode=Mode.MONITOR)
POLICIES: Final = {"enforce": ENFORCE, "monitor": MONITOR}
BOUNDS: Final = Bounds()


class Engines(Words):
    """The words of tests/fakes.py, and a secret."""

    async def scan(self, block: CodeBlock) -> ScanReport:
        report = await super().scan(block)
        return dataclasses.replace(report, findings=(*report.findings, *_secrets(block.text)))

    async def scan_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        report = await super().scan_units(language, units, state)
        seen = tuple(
            UnitReport(
                (*findings(u.text, start=u.start, line=u.line), *_secrets(u.text, u)), parsed="TORN" not in u.text
            )
            for u in units
        )
        return dataclasses.replace(report, units=seen)


def _secrets(text: str, unit: Unit | None = None) -> tuple[Finding, ...]:
    if SECRET not in text:
        return ()
    as_word = text.replace(SECRET, "TOKEN" + "x" * (len(SECRET) - 5))
    found = finding(as_word, "TOKEN", start=unit.start if unit else 0, line=unit.line if unit else 1)
    span = dataclasses.replace(found.span, end=found.span.start + len(SECRET))
    return (dataclasses.replace(found, span=span),)


@dataclass
class Heard:
    """What the client got. `error`: the exchange failed before a byte was sent, and `raw` words that."""

    raw: bytes
    streamed: bool
    records: Records
    error: ProxyError | None
    conversation: Conversation
    engines: Engines

    @property
    def objs(self) -> list[Any]:
        """The events' objects, or the one body."""
        if not self.streamed or self.error is not None:
            return [json.loads(self.raw)]
        return [json.loads(event.data) for event in decoded(self.raw) if event.data != "[DONE]"]

    @property
    def decisions(self) -> list[dict[str, object]]:
        return [body for kind, body in self.records.all if kind.value == "block.decision"]


def decoded(raw: bytes) -> list[Any]:
    decoder = SSEDecoder(max_event_bytes=10**9)
    return [*decoder.feed(raw), *decoder.finish()]


def wire_of(surface: Surface) -> Wire:
    return next(wire for wire in WIRES if wire.path == surface.path)


def as_stream(surface: Surface, events: Sequence[tuple[str | None, Any]]) -> bytes:
    """A stream's bytes as the provider sends them."""
    sent = [encode(json.dumps(obj), name) for name, obj in events]
    return b"".join(sent) + (encode("[DONE]") if surface.done else b"")


async def talk(
    surface: Surface,
    answer: bytes | Sequence[bytes | ProxyError],
    *,
    streamed: bool,
    ask_stream: bool | None = None,
    policy: Policy = ENFORCE,
    bounds: Bounds = BOUNDS,
    **more: Any,
) -> Heard:
    """Ask, and let the provider answer with these bytes. `streamed`: it answers with events."""
    wire = wire_of(surface)
    wants = streamed if ask_stream is None else ask_stream
    options = {"stream_options": {"include_usage": True}} if wants and surface.done else {}
    body = {**surface.request, "model": "m", **({"stream": True} if wants else {}), **options, **more}
    request = wire.parse(json.dumps(body).encode())
    engines, records, sink = Engines(), Records(), KeptSink()
    premises = Premises(fim=lambda choice: read_fim(body, choice, always=request.wire == "fim"))
    review = Review(
        scanners=engines,
        recorder=records,
        terms=sole(policy),
        prints=Prints(),
        ref="R1",
        public_url=None,
        premises=premises,
    )
    conversation = Conversation(
        review=review, policy=policy, bounds=bounds, sink=sink, request=request, hold=policy.hold
    )
    parts = [answer] if isinstance(answer, bytes) else list(answer)
    error: ProxyError | None = None
    try:
        if streamed:
            await conversation.stream(Given(parts))
        else:
            await conversation.whole(Given(parts, streamed=False))
    except ProxyError as raised:
        error = raised
    except ExceptionGroup as group:
        (cause,) = group.exceptions
        if not isinstance(cause, ProxyError):
            raise
        error = cause
    raw = sink.body if error is None else dumps(wire.error(error, "req-1"))
    raw += json.dumps(sink.headers or {}).encode() * 0
    return Heard(raw, wants, records, error, conversation, engines)
