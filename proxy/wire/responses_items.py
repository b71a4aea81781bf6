"""The output items of a response as far as they have come, and what of them may leave.

A text keeps what may leave of it (the last event repeats it whole) and of what came only its length and a hash: that is enough to
tell whether an event that repeats the text says more than its deltas did.
Rules for this file: pure. Counterparts: responses_reading.py fills the items, responses_writing.py writes them.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from proxy.model import Channel
from proxy.wire.json import Json, dumps, loads
from proxy.wire.responses_kinds import KINDS, MESSAGE, OUTPUT_TEXT, SPOKEN, Kind

_DIGEST_BYTES = 16


class Text:
    """One text of an item: its channel, what was fed of it, what may leave."""

    __slots__ = ("_digest", "channel", "ended", "equal", "fed", "initial", "kept", "own", "refused", "settled", "upto")

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.fed = 0
        self.initial = ""  # what stood in the item when it was announced; said only if nothing else says it
        self.ended = False
        self.settled = False
        self.refused = False
        self.kept: list[str] = []
        self.upto = 0
        self.equal = True  # what left is what came
        self.own = False  # words of ours stand behind it
        self._digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)

    def feed(self, text: str) -> None:
        """Note text that came."""
        self.fed += len(text)
        self._digest.update(text.encode("utf-8", "surrogatepass"))

    def begins(self, whole: str) -> bool:
        """`whole` begins with all that came."""
        if len(whole) < self.fed:
            return False
        start = hashlib.blake2b(whole[: self.fed].encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES)
        return start.digest() == self._digest.digest()

    def take(self, text: str, upto: int, *, equal: bool) -> None:
        """Note text that may leave; where it isn't the provider's and nothing of the provider's is done with, it is ours."""
        self.kept.append(text)
        if not equal and upto == self.upto:
            self.own = True
        elif not equal or upto - self.upto != len(text):
            self.equal = False  # a gap: what stood there was dropped
        self.upto = upto

    def place(self, texts: Mapping[Channel, str], refused: AbstractSet[Channel]) -> None:
        """Take all of what may leave at once. What came and isn't there was never decided."""
        text = texts.get(self.channel, "")
        self.kept = [text]
        self.settled = True
        self.refused = self.channel in refused or (self.fed > 0 and self.channel not in texts)
        self.equal = self.begins(text)
        self.own = len(text) > self.fed
        self.upto = self.fed

    @property
    def text(self) -> str:
        """All that may leave."""
        return "".join(self.kept)

    @property
    def intact(self) -> bool:
        """All that came leaves as it came."""
        return self.settled and self.equal and self.upto == self.fed and not self.refused

    @property
    def unchanged(self) -> bool:
        """It is intact, and nothing follows it."""
        return self.intact and not self.own


@dataclass(slots=True, eq=False)
class Part:
    """A part of a message or of reasoning. Not `known`: nobody knows its type, it goes on as it came."""

    spot: str  # the list that it stands in
    index: int  # its place in that list
    label: str
    text: Text
    labels: Json = field(default_factory=dict)
    known: bool = True
    cited: Text | None = None  # the words of its annotations
    citations: dict[bytes, Json] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    tokens: deque[tuple[int, int, list[Json]]] = field(
        default_factory=deque
    )  # log probabilities: from, to, what was said
    leaving: list[Json] = field(default_factory=list)  # log probabilities that leave with `waiting`
    begun: bool = False  # it was announced
    told: Json | None = None  # as its `done` event showed it

    @property
    def settled(self) -> bool:
        """All of it is decided."""
        return not self.known or (self.text.settled and (self.cited is None or self.cited.settled))

    @property
    def quotes(self) -> list[Json]:
        """Its annotations, where they and the text that they are about leave as they came."""
        told = self.cited is None or self.cited.unchanged
        return list(self.citations.values()) if told and self.text.intact else []

    def announced(self) -> Json:
        """The part before it has said anything."""
        if not self.known:
            return self.labels
        empty: Json = {key: [] for key in ("annotations", "logprobs") if self.labels.get(key)}
        return {**self.labels, **empty, SPOKEN[self.label].key: ""}

    def finished(self) -> Json:
        """The part with all of its text."""
        if self.told is not None:
            return self.told
        if not self.known:
            return self.labels
        labels = dict(self.labels)
        if labels.get("logprobs") and not self.text.unchanged:
            labels["logprobs"] = []
        if labels.get("annotations") or self.citations:
            labels["annotations"] = self.quotes
        return {**labels, SPOKEN[self.label].key: self.text.text}

    def settle_tokens(self, text: str, upto: int, *, equal: bool) -> None:
        """Let the log probabilities go of text that leaves unchanged; those of changed or dropped text repeat it."""
        while self.tokens and self.tokens[0][0] < upto:
            start, end, said = self.tokens.popleft()
            if end > upto:
                self.tokens.appendleft((upto, end, []))  # its other half is still held: what has left goes without
                return
            if equal and start >= upto - len(text):
                self.leaving += said


@dataclass(slots=True, eq=False)
class Item:
    """One output item. `number` names its channels, `index` is its place in what the client gets."""

    number: int
    type: str
    kind: Kind
    labels: Json = field(default_factory=dict)
    parts: dict[tuple[str, int, str], Part] = field(default_factory=dict)
    sequence: list[Part] = field(default_factory=list)  # the parts in the order of their appearance
    counts: dict[str, int] = field(default_factory=dict)  # the last index in each list of parts
    whole: Text | None = None
    renamed: str = ""  # the tool that the call goes to instead
    shape: str = ""  # of `whole`: "text" or "json"; "" where the provider never showed it
    texts: dict[str, Text] = field(default_factory=dict)
    words: Text | None = None
    fields: Json = field(default_factory=dict)  # go on as they came where `words` may leave
    closed: bool = False
    progress: list[Json] = field(default_factory=list)  # events that tell how far it is
    index: int = -1
    known_as: str = ""
    turn: int = 0  # the part in `sequence` that may speak

    @property
    def name(self) -> str:
        """The id that events give it: the same in all of them, whenever the provider tells its own."""
        self.known_as = self.known_as or str(self.labels.get("id") or f"item_{self.number}")
        return self.known_as

    def every(self) -> Iterator[Text]:
        """All its texts."""
        for text in (self.whole, self.words, *self.texts.values()):
            if text is not None:
                yield text
        for part in self.sequence:
            if part.known:
                yield part.text
            if part.cited is not None:
                yield part.cited

    @property
    def settled(self) -> bool:
        """The provider has finished it and all of it is decided."""
        return self.closed and all(text.settled for text in self.every())

    @property
    def leaves(self) -> bool:
        """It may reach the client: nothing that is acted on was refused or is undecided or was broken."""
        if not self.kind.whole:
            return True
        if self.whole is None or not self.whole.settled or self.whole.refused:
            return False
        return self.shape != "json" or self._parsed() is not None

    def announced(self) -> Json:
        """The item before it has said anything."""
        obj = self._head()
        if "status" in obj:
            obj["status"] = "in_progress"
        if self.type == MESSAGE or any(part.spot == "content" for part in self.sequence):
            obj["content"] = []
        if self.type == "reasoning":
            obj["summary"] = []
        if self.shape:
            obj[self.kind.whole] = "" if self.kind.stem and self.shape == "text" else self._acted_on()
        return obj

    def finished(self, status: str) -> Json:
        """The item with all its texts. `status`: where the provider didn't finish it."""
        obj = self._head()
        if "status" in obj and not self.closed:
            obj["status"] = status
        for name in self.kind.lists:
            if parts := [part.finished() for part in self.sequence if part.spot == name]:
                obj[name] = parts
        if self.type == MESSAGE:
            obj.setdefault("content", [])
        if self.shape:
            obj[self.kind.whole] = self._acted_on()
        if self.words is None or self.words.unchanged:
            obj.update(self.fields)
        return {**obj, **{key: text.text for key, text in self.texts.items()}}

    @property
    def whole_text(self) -> str:
        """What may leave of the text that is acted on."""
        return "" if self.whole is None else self.whole.text

    @property
    def last_spoken(self) -> Part | None:
        """The last part, where it is text that words of our own may follow."""
        last = self.sequence[-1] if self.sequence else None
        return last if last is not None and last.label == OUTPUT_TEXT and self.type == MESSAGE else None

    def _head(self) -> Json:
        return {"type": self.type, **self.labels, **({"name": self.renamed} if self.renamed else {})}

    def _acted_on(self) -> object:
        return self.whole_text if self.shape == "text" else self._parsed()

    def _parsed(self) -> object:
        try:
            return loads(self.whole_text)
        except ValueError:
            return None


def own_message(channel: Channel, number: int) -> Item:
    """A message of our own."""
    labels = {"id": "msg_codeward", "status": "completed", "role": "assistant"}
    text = Text(channel)
    text.settled = True
    part = Part("content", 0, OUTPUT_TEXT, text, {"type": OUTPUT_TEXT, "annotations": [], "logprobs": []})
    item = Item(number, MESSAGE, KINDS[MESSAGE], labels, closed=True)
    item.sequence.append(part)
    return item


def citation_key(annotation: Json) -> bytes:
    """What tells an annotation from another."""
    return dumps(annotation)
