"""A case on its way: through the codecs, the gate, the review and the real engines, as the server does it, but for the socket."""

from __future__ import annotations

import base64
import binascii
import functools
import html
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from proxy.conversation import Conversation
from proxy.extract.anatomy import Premises
from proxy.extract.fim import Fim
from proxy.extract.seen import SeenFile
from proxy.outcome import Bounds
from proxy.policy.bundle import sole
from proxy.policy.loader import load_policy
from proxy.policy.tools import load_tools
from proxy.review import Review
from proxy.scan.scanner import Scanner, default_engines
from tests.evasions import wires
from tests.evasions.cases import Case
from tests.fakes import Given, KeptSink
from tests.road import LocalScanners, Prints, Records, drive

POLICY = load_policy("baseline")
WAYS = ("body", "one", "few", "single", "bytes")  # how an answer comes
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\\s]")
_RUN64 = re.compile(r"[A-Za-z0-9+/]{16,}")
_RUN16 = re.compile(r"(?:[0-9a-f]{2}){8,}")
_GZIP, _GZIP_BITS = b"\x1f\x8b", 31
_MAX_DEPTH = 4


@functools.cache
def _scanners() -> LocalScanners:
    return LocalScanners(Scanner(default_engines()))


@dataclass(frozen=True)
class Delivery:
    """What came of a case: what a provider said and a client heard, and what was recorded."""

    raw: bytes
    said: dict[str, str]
    heard: dict[str, str]
    records: Records


def send(case: Case, way: str) -> Delivery:
    """Send a case one way."""
    streamed = way != "body"
    cut = {"few": wires.few, "single": wires.single}.get(way, wires.whole)
    raw = wires.stream(case.wire, case.said, cut) if streamed else wires.body(case.wire, case.said)
    parts = [raw[at : at + 1] for at in range(len(raw))] if way == "bytes" else [raw]
    out, records = drive(_conversation(case, parts, streamed=streamed))
    return Delivery(out, wires.heard(raw, streamed=streamed), wires.heard(out, streamed=streamed), records)


async def _conversation(case: Case, parts: list[bytes], *, streamed: bool) -> tuple[bytes, Records]:
    records, sink = Records(), KeptSink()
    files = {path: SeenFile(text) for path, text in case.shows.items()}
    fim = (
        (lambda _choice: Fim("import subprocess\n", "\n"))
        if case.wire in {"completions", "fim"}
        else (lambda _choice: None)
    )
    review = Review(
        scanners=_scanners(),
        recorder=records,
        terms=sole(POLICY),
        prints=Prints(),
        ref="7F3K9X",
        public_url=None,
        premises=Premises(load_tools(None), lambda: files, fim),
    )
    request = wires.request(case.wire, streamed=streamed)
    conversation = Conversation(
        review=review, policy=POLICY, bounds=Bounds(), sink=sink, request=request, hold=POLICY.hold
    )
    answer = Given(parts, streamed=streamed)
    await (conversation.stream(answer) if streamed else conversation.whole(answer))
    return sink.body, records


def spelled(delivery: Delivery, canary: str) -> bool:
    """The canary reached the client, in any spelling that a client or a person undoes."""
    together = "".join(delivery.heard.values())
    texts = [delivery.raw.decode("utf-8", "replace"), together, *delivery.heard.values()]
    return any(canary.lower() in form.lower() for text in texts for form in _forms(text, _MAX_DEPTH))


def _forms(text: str, depth: int) -> Iterator[str]:
    yield text
    yield _INVISIBLE.sub("", html.unescape(text))
    yield text[::-1]
    if not depth:
        return
    for inner in (*_json(text), *_encoded(text)):
        yield from _forms(inner, depth - 1)


def _json(text: str) -> Iterator[str]:
    try:
        value = json.loads(text)
    except ValueError:
        unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
        if unescaped != text:
            yield unescaped
        return
    queue = [value]
    while queue:
        each = queue.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            queue += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            queue += each


def _encoded(text: str) -> Iterator[str]:
    for run in _RUN64.findall(text):
        for start in range(4):
            part = run[start:]
            try:
                raw = base64.b64decode(part[: len(part) - len(part) % 4])
            except binascii.Error:
                continue
            yield raw.decode("latin-1")
            if raw.startswith(_GZIP):
                yield zlib.decompressobj(_GZIP_BITS).decompress(raw).decode("latin-1")
    for run in _RUN16.findall(text):
        yield bytes.fromhex(run).decode("latin-1")


def ways(case: Case) -> tuple[str, ...]:
    """How a case is sent: what must stop in every way, what is secure in the two that differ most."""
    given = WAYS if case.expect == "stopped" else ("body", "single")
    broken = not _parses(case)
    return tuple(way for way in given if way != "body" or not (broken and case.wire == "messages"))


def _parses(case: Case) -> bool:
    call = case.said.get("call")
    try:
        json.loads(call["arguments"] if call else "{}")
    except ValueError:
        return False
    return True


def reasons(records: Records) -> set[str]:
    """The actions of the recorded decisions."""
    return {str(body["action"]) for kind, body in records.all if kind.value == "block.decision"}
