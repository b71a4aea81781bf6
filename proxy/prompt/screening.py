"""A request before anything else sees it: scanned, judged, without its secrets; and the way back for the answer.

What was scanned before isn't scanned again: a history is sent with each turn. Kept are keyed digests of texts and where something stands in
them, never a text, so that a secret is read from the request that carries it and from nothing else.
Rules for this file: async, knows neither sockets nor protocols. Counterparts: scan/runner.py scans, exchange.py asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import Any, Final, Protocol, TypeVar, cast

from proxy.audit.record import Kind
from proxy.keyring import Keyring
from proxy.metrics import Metrics
from proxy.model import Action, ScanReport, ScanStatus
from proxy.outcome import Sink
from proxy.policy.schema import Policy
from proxy.prompt.findings import ENGINES, Found, Hidden, Seen, joined, seen_of
from proxy.prompt.placeholders import Placeholders
from proxy.prompt.redacting import Redactor, said, secret_of, unspelled, views
from proxy.prompt.restored_events import Restored
from proxy.prompt.restoring import Restorer
from proxy.prompt.texts import MAX_TEXTS, Text, put, texts_of
from proxy.prompt.verdict import Verdict, judged
from proxy.scan.cache import Cache, text_bytes, weight
from proxy.scan.placeholders import is_common, is_placeholder, is_weak
from proxy.wire.codec import Request
from proxy.wire.json import Json, dumps, loads
from proxy.wire.opening import opening

_WINDOW_CHARS: Final = 48_000
_BYTES_OF_CHAR: Final = 4
_OVERLAP_SHARE: Final = 4  # of a window; longer than a private key of 4096 bits where windows are whole
_MIN_CHARS: Final = 4  # shorter ASCII holds no secret
_KEY_BYTES: Final = 16
_MAX_SECRETS: Final = 1_000  # of one request; each is looked for in every text

R = TypeVar("R", bound=Request)


class Searching(Protocol):
    """What is asked of the scan room."""

    def search(self, texts: Sequence[str], engines: Sequence[str]) -> Coroutine[Any, Any, tuple[ScanReport, ...]]:
        """Look at texts of no language, each on its own."""


class Recorder(Protocol):
    """What is asked of the audit room: durable when it returns."""

    async def append(self, kind: Kind, body: dict[str, object]) -> object:
        """Append a record of this exchange."""


@dataclass(frozen=True, slots=True)
class Screened:
    """A request that was looked at. `body` is without what mustn't leave; `stands_for`: what may stand in the answer again."""

    body: Json
    wire: str
    verdict: Verdict
    texts: int
    scanned: int
    stands_for: Mapping[str, str] = field(default_factory=dict, repr=False)

    def applied(self, request: R) -> R:
        """The request as it may leave: itself where nothing of it changed."""
        return request if self.body is request.body else cast("R", replace(cast("Any", request), body=self.body))

    def sink(self, sink: Sink) -> Sink:
        """Where the answer goes: past what puts secrets back, where there are any."""
        return _RestoringSink(sink, Restored(Restorer(self.stands_for), self.wire)) if self.stands_for else sink

    async def recorded(self, log: Recorder, metrics: Metrics, *, where: str = "") -> None:
        """Record what was found before anything is sent; `where`: how to read on.

        Raises PromptRefused, ScanUnavailable, AuditUnavailable.
        """
        verdict = self.verdict
        if verdict.tells:
            await log.append(Kind.PROMPT_DECISION, verdict.record(texts=self.texts, scanned=self.scanned))
            for found in verdict.found:
                metrics.prompt_findings.labels(found.rule, "allow" if found.waiver else verdict.secrets.word).inc()
            for hidden in verdict.concealed:
                metrics.prompt_findings.labels(hidden.rule, verdict.hidden.word).inc()
        if (error := verdict.error(where)) is not None:
            raise error


class _RestoringSink:
    """Puts secrets back as the last thing before bytes go to the client."""

    def __init__(self, sink: Sink, restored: Restored) -> None:
        self._sink = sink
        self._restored = restored
        self._streamed = False

    async def start(self, *, streamed: bool, headers: Sequence[tuple[str, str]]) -> None:
        self._streamed = streamed
        await self._sink.start(streamed=streamed, headers=headers)

    async def write(self, body: bytes) -> None:
        if out := self._restored.stream(body) if self._streamed else self._restored.body(body):
            await self._sink.write(out)


class Screen:
    """Looks at requests; one a process. `scanned` and `known` count texts that were scanned, and that needn't be."""

    def __init__(self, scanners: Searching, keyring: Keyring, *, max_text_bytes: int, entries: int = 50_000) -> None:
        self._scanners = scanners
        self._keyring = keyring
        self._digests = keyring.derive("prompt-texts")[:64]
        self._placeholders = keyring.derive("prompt-placeholders")
        self._window = max(1, min(_WINDOW_CHARS, max_text_bytes // _BYTES_OF_CHAR))
        self._cache: Cache[Seen] = Cache(entries)
        self.scanned = 0
        self.known = 0

    async def screened(self, body: Json, wire: str, policy: Policy, key_id: str) -> Screened:
        """Look at a request's body, and take out of it what the policy says."""
        texts = list(islice(texts_of(body), MAX_TEXTS + 1))
        before = self.scanned
        seen = await self._seen(texts[:MAX_TEXTS])
        scanned = self.scanned - before
        placeholders = Placeholders(self._placeholders, f"{key_id}\0{opening(body, wire)}")
        found, own = self._found(texts, seen, placeholders, policy)
        statuses = {each.status for each in seen}
        if len(texts) > MAX_TEXTS or len(found) > _MAX_SECRETS:
            statuses.add(ScanStatus.OVERSIZE)
        status = joined(Seen(status=each) for each in statuses).status
        verdict = judged(policy, found, _hidden(texts, seen), status)
        secrets = [secret_of(value) for each in found[:_MAX_SECRETS] if not each.waiver for value in each.spellings]
        redactor = Redactor(secrets, placeholders)
        new = [_without(redactor, text, own.get(at, ())) for at, text in enumerate(texts[:MAX_TEXTS])] if found else []
        for each in found:
            taken = sum(redactor.count.get(value, 0) for value in each.spellings)
            each.count = len(each.places) if each.waiver else taken
        if verdict.secrets is not Action.REDACT or verdict.error() is not None:
            return Screened(body, wire, verdict, len(texts), scanned)
        stands_for = placeholders.stands_for if policy.prompt.restore else {}
        return Screened(_replaced(body, new), wire, verdict, len(texts), scanned, stands_for)

    # -- scans

    async def _seen(self, texts: Sequence[Text]) -> list[Seen]:
        """What stands in each text, by what is known of it or by a scan."""
        keys = [self._key(text) if _worth_a_look(text.value) else b"" for text in texts]
        known = {key: self._cache.get(key) for key in dict.fromkeys(keys) if key}
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key and known[key] is None}
        self.known += len(known) - len(fresh)
        self.scanned += len(fresh)
        for key, seen in zip(fresh, await self._scan(list(fresh.values())), strict=True):
            known[key] = seen
            if seen.status is ScanStatus.COMPLETE:
                self._cache.put(key, seen, weight((), 100 * len(seen.hits)))
        return [known.get(key) or Seen() for key in keys]

    async def _scan(self, texts: Sequence[Text]) -> list[Seen]:
        if not texts:
            return []
        pieces = [
            (at, number, start, view[start : start + self._window])
            for at, text in enumerate(texts)
            for number, view in enumerate(views(text))
            for start in self._starts(len(view))
        ]
        reports = await self._scanners.search([piece for *_, piece in pieces], ENGINES)
        seen: list[list[Seen]] = [[] for _ in texts]
        for (at, number, start, _), report in zip(pieces, reports, strict=True):
            seen[at].append(seen_of(report, view=number, start=start))
        return [joined(each) for each in seen]

    def _starts(self, length: int) -> range:
        """Where the windows on a text begin; what is shorter than their overlap is whole in one of them."""
        step = self._window - self._window // _OVERLAP_SHARE
        return range(0, max(1, length - self._window // _OVERLAP_SHARE), max(1, step))

    def _key(self, text: Text) -> bytes:
        kind = b"json" if text.json else b"text"
        return hashlib.blake2b(text_bytes(text.value), digest_size=_KEY_BYTES, key=self._digests, person=kind).digest()

    # -- secrets

    def _found(
        self, texts: Sequence[Text], seen: Sequence[Seen], placeholders: Placeholders, policy: Policy
    ) -> tuple[list[Found], dict[int, list[str]]]:
        """The secrets of a request; and by text those that are looked for in that text only."""
        found: dict[str, Found] = {}
        own: dict[int, list[str]] = {}
        for at, (text, each) in enumerate(zip(texts, seen, strict=False)):
            looked_at = views(text) if each.hits else []
            for hit in each.hits:
                value = looked_at[hit.view][hit.start : hit.end]
                value = unspelled(value) if text.json and not hit.view else value
                if not _is_secret(value) or placeholders.holds_ours(value):
                    continue
                secret = said(value)
                known = found.get(secret)
                if known is None:
                    print_ = self._keyring.fingerprint(hit.rule, secret)
                    known = found[secret] = Found(secret, hit.rule, hit.engine, hit.severity, hit.confidence, print_)
                    if policy.waivers is not None:
                        known.waiver = policy.waivers.covers(known.finding(), policy.waiver_terms)
                known.spellings |= {secret: None, value: None}
                if text.voice not in known.places:
                    known.places.append(text.voice)
                if secret_of(value).local and not known.waiver:
                    for place in _standing_in(texts, at):
                        own.setdefault(place, []).append(value)
        return list(found.values()), own


def _is_secret(value: str) -> bool:
    """Neither an example nor a word that everybody tries first: to hide those says nothing and takes words out of the text."""
    return bool(value.strip()) and not (is_placeholder(value) or is_common(value) or is_weak(value))


def _standing_in(texts: Sequence[Text], at: int) -> Iterator[int]:
    """Where what was found in a text is to be taken out: in itself, or in what stands behind what is nowhere itself."""
    yield at
    if texts[at].whole:
        voice = texts[at].voice
        behind = takewhile(lambda place: texts[place].voice.item == voice.item, range(at + 1, len(texts)))
        yield from (place for place in behind if texts[place].voice == voice)


def _without(redactor: Redactor, text: Text, own: Sequence[str]) -> str:
    """A text as it may leave; what only repeats others isn't counted again."""
    return text.value if text.whole else redactor.redacted(text, own)


def _worth_a_look(text: str) -> bool:
    return len(text) >= _MIN_CHARS or not text.isascii()


def _hidden(texts: Sequence[Text], seen: Sequence[Seen]) -> list[Hidden]:
    answered = max((text.voice.item for text in texts if text.voice.role == "assistant"), default=-1)
    hidden = []
    for text, each in zip(texts, seen, strict=False):
        item = text.voice.item
        fresh = item > answered if item >= 0 else answered < 0
        if not text.whole:
            hidden += [Hidden(rule, chars, text.voice, fresh) for rule, chars in each.hidden]
    return hidden


def _replaced(body: Json, new: Sequence[str]) -> Json:
    """A copy of the body with other strings in the places of its texts."""
    copy: Json = loads(dumps(body))
    put(
        [(text, left) for text, left in zip(texts_of(copy), new, strict=False) if not text.whole and text.value != left]
    )
    return copy
