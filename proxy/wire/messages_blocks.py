"""A content block of the Messages API as far as it has come: what a model wrote in it, as channels, and what may stay as it is.

Source: the Anthropic API reference, "Messages" and "Streaming Messages". Names and ids have a fixed alphabet there, signatures and
encrypted contents are base64; a string that claims to be one and isn't is text. Of blocks that come complete (results of tools that
the provider runs, citations) each other string is a text of its own.
Rules for this file: pure. What is read here was bounded in depth (`too_deep`), so that recursion ends.
Counterpart: messages.py reads frames into items, messages_order.py writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from proxy.model import Channel, ChannelKind
from proxy.wire.codec import Frame
from proxy.wire.json import Json, dumps, loads

MAX_DEPTH = 100  # orjson writes 254 levels, and Python calls a thousand
_MAX_LEAVES = 512  # texts in one block that came complete; a web search has some thirty
_TOKEN = re.compile(r"[\w.:/@+-]{1,256}", re.ASCII)
_OPAQUE = re.compile(r"[A-Za-z0-9+/=_-]*")
_LABEL_KEYS = frozenset({"type", "id", "tool_use_id", "file_id", "media_type", "error_code"})
_OPAQUE_KEYS = frozenset({"data", "signature", "encrypted_content", "encrypted_index", "encrypted_stdout"})
_TEXT_KEYS = {"text": frozenset({"text", "citations"}), "thinking": frozenset({"thinking", "signature"})}
_CALL_KEYS = frozenset({"input"})
_RESULT = "tool_result"  # how the names of all blocks end that a provider's own tools answer with


class Kind(StrEnum):
    """How a block is written."""

    TEXT = "text"
    THINKING = "thinking"
    CALL = "tool_use"  # the client runs it
    SERVER_CALL = "server_tool_use"  # the provider has run it
    FIXED = "fixed"  # complete in its start
    DROPPED = "dropped"


CALLS = frozenset({Kind.CALL, Kind.SERVER_CALL})
_KINDS = {
    "text": Kind.TEXT,
    "thinking": Kind.THINKING,
    "tool_use": Kind.CALL,
    "server_tool_use": Kind.SERVER_CALL,
    "mcp_tool_use": Kind.SERVER_CALL,
}


@dataclass(slots=True)
class Leaf:
    """A string inside a block that came complete, and where it stands."""

    where: Any  # the list or object that holds it
    key: str | int
    pieces: list[str] = field(default_factory=list)

    def put(self, text: str) -> None:
        """Let `text` stand where the provider's own stood."""
        self.where[self.key] = text


@dataclass(slots=True)
class Item:
    """One content block. `head`: its start without texts. `waiting`: its channels that aren't settled."""

    index: int  # the provider's
    kind: Kind
    head: Json
    channel: Channel  # of its text or arguments, where its kind has some
    waiting: set[Channel] = field(default_factory=set)
    fed: int = 0  # characters that the provider said, of those in `channel`
    sent: int = 0  # characters that left
    pieces: list[str] = field(default_factory=list)  # may leave, not yet written
    extras: list[Json] = field(default_factory=list)  # unknown deltas that the policy lets through, not yet written
    leaves: dict[Channel, Leaf] = field(default_factory=dict)
    citations: list[Json] = field(default_factory=list)
    given: str = ""  # the input that a call's start already had; deltas stand in for it, as in the SDK
    signature: str = ""
    said: str = ""  # the text of a whole body
    changed: bool = False
    closed: bool = False  # the provider said that it is over
    ruled: bool = False  # a call that may leave
    refused: bool = False
    at: int | None = None  # the client's index; None: not begun
    over: bool = False  # all of it was written

    @property
    def done(self) -> bool:
        """The provider has said all of it and all of it is decided."""
        return self.closed and not self.waiting

    @property
    def complete(self) -> bool:
        """It has no text of its own besides what its start says."""
        return self.kind in {Kind.FIXED, Kind.DROPPED}

    @property
    def leaving(self) -> bool:
        """It is a call that reaches the client."""
        return self.kind in CALLS and self.closed and self.ruled and not self.refused

    def start(self) -> Json:
        """The block as its start says it: without what follows in deltas."""
        if self.kind is Kind.TEXT:
            return {**self.head, "text": ""}
        if self.kind is Kind.THINKING:
            return {**self.head, "thinking": "", "signature": ""}
        return self.head if self.kind is Kind.FIXED else {**self.head, "input": {}}

    def leaf(self, where: Any, key: str | int, frame: Frame) -> None:  # noqa: ANN401 - any container of a JSON value
        """Take a string that came complete as a text of its own."""
        channel = Channel(0, f"content.{self.index}.{len(self.leaves)}")
        self.leaves[channel] = Leaf(where, key)
        self.waiting.add(channel)
        frame.texts.append((channel, where[key]))
        frame.ended.append(channel)

    def settle(self, channel: Channel, *, refused: bool) -> None:
        """Take that all of a channel is decided."""
        self.waiting.discard(channel)
        if channel == self.channel:
            self.ruled = True
            self.refused |= refused

    def feed(self, text: str, frame: Frame) -> None:
        """Take text of the block's own channel."""
        self.fed += len(text)
        frame.texts.append((self.channel, text))


def read_block(index: int, block: Json, frame: Frame, *, keep_unknown: bool) -> Item:
    """Take a block's start, or a whole block, apart."""
    name = block.get("type")
    kind = _KINDS.get(name, Kind.FIXED) if isinstance(name, str) else Kind.DROPPED
    channel = Channel(0, f"content.{index}", ChannelKind.WHOLE if kind in CALLS else ChannelKind.TEXT)
    item = Item(index, kind, block, channel)
    if kind in {Kind.TEXT, Kind.THINKING}:
        _read_text(item, block, frame, keep_unknown=keep_unknown)
    elif kind in CALLS:
        _read_call(item, block, frame, keep_unknown=keep_unknown)
    elif kind is Kind.FIXED:
        _read_fixed(item, block, frame, keep_unknown=keep_unknown)
    else:
        frame.dropped.append("content_block")
    return item


def _read_text(item: Item, block: Json, frame: Frame, *, keep_unknown: bool) -> None:
    key = item.kind.value
    item.head = {name: value for name, value in block.items() if name not in _TEXT_KEYS[key]}
    _strip(item.head, f"content_block.{key}.", frame, keep_unknown=keep_unknown)
    item.waiting.add(item.channel)
    text = block.get(key)
    if isinstance(text, str) and text:
        item.said = text
        item.feed(text, frame)
    elif text:
        frame.dropped.append(f"content_block.{key}.{key}")
    read_signature(item, block.get("signature") or "", frame, keep_unknown=keep_unknown)
    if (citations := block.get("citations")) is not None:
        item.head["citations"] = []
        for citation in citations if isinstance(citations, list) else [citations]:
            read_citation(item, citation, frame)


def _read_call(item: Item, block: Json, frame: Frame, *, keep_unknown: bool) -> None:
    item.head = {name: value for name, value in block.items() if name not in _CALL_KEYS}
    dropped = _strip(item.head, f"content_block.{item.head['type']}.", frame, keep_unknown=keep_unknown)
    if dropped & {"id", "name"}:
        item.kind = Kind.DROPPED
        return
    item.waiting.add(item.channel)
    given = block.get("input") or ""
    item.given = given if isinstance(given, str) else dumps(given).decode()
    item.feed("", frame)  # a call without arguments still has to be ruled on


def _read_fixed(item: Item, block: Json, frame: Frame, *, keep_unknown: bool) -> None:
    """A block that is complete in its start: known as a result of a tool, or encrypted, or unknown."""
    name = str(block["type"])
    if name.endswith(_RESULT):
        item.head = deepcopy(block)  # texts are put into it; the frame stays as it came
        if _read_result(item, item.head, frame):
            return
    keys = {key for key, value in block.items() if not (is_plain(value) or _is_opaque(key, value))}
    if (keys or not is_plain(list(block))) and not keep_unknown:
        item.kind = Kind.DROPPED
        frame.dropped.append(f"content_block.{shown(name)}")


def _read_result(item: Item, block: Json, frame: Frame) -> bool:
    """Each string of a result is a text of its own, and is replaced in it; False where it has too many, or text as a key."""
    places: list[tuple[Any, str | int]] = []
    for where, key in _strings(block):
        if len(item.leaves) + len(places) == _MAX_LEAVES or (isinstance(key, str) and not _TOKEN.fullmatch(key)):
            return False
        places.append((where, key))
    for where, key in places:
        value = where[key]
        if value and not (key in _LABEL_KEYS and is_plain(value)) and not _is_opaque(key, value):
            item.leaf(where, key, frame)
    return True


def read_citation(item: Item, citation: object, frame: Frame) -> None:
    """Take a citation: its strings are texts, it leaves with the end of its block."""
    if isinstance(citation, dict) and _read_result(item, own := deepcopy(citation), frame):
        item.citations.append(own)
    else:
        frame.dropped.append("citation")


def read_signature(item: Item, signature: object, frame: Frame, *, keep_unknown: bool) -> None:
    """Take the signature of a thinking block."""
    if isinstance(signature, str) and (keep_unknown or _OPAQUE.fullmatch(signature)):
        item.signature = signature
    else:
        frame.dropped.append("signature")


def _strip(where: Json, prefix: str, frame: Frame, *, keep_unknown: bool) -> set[str]:
    """Take out what isn't plain, and name it."""
    bad = set() if keep_unknown else {key for key, value in where.items() if not is_plain([key, value])}
    for key in sorted(bad):
        del where[key]
        frame.dropped.append(prefix + shown(key))
    return bad


def strip(where: Json, prefix: str, frame: Frame, *, keep_unknown: bool) -> Json:
    """A copy without what isn't plain; that is named."""
    kept = dict(where)
    _strip(kept, prefix, frame, keep_unknown=keep_unknown)
    return kept


def whole_content(
    items: Iterable[Item], texts: Mapping[Channel, str], refused: AbstractSet[Channel], own: str | None
) -> list[Json]:
    """The blocks of a whole body as they may leave; `own`: words of ours in a block of their own, before the first call."""
    content: list[Json] = []
    gone: set[str] = set()
    place: int | None = None
    for item in items:
        if item.kind is Kind.CALL and place is None:
            place = len(content)
        block = _whole_block(item, texts, refused)
        if block is None:
            gone.add(name_in(item.head, "id"))
        elif not name_in(block, "tool_use_id") or name_in(block, "tool_use_id") not in gone:
            content.append(block)
    if own is not None:
        content.insert(len(content) if place is None else place, {"type": "text", "text": own})
    return content


def _whole_block(item: Item, texts: Mapping[Channel, str], refused: AbstractSet[Channel]) -> Json | None:
    """The block of a whole body as it may leave; None where nothing of it does."""
    place_leaves(item, texts)
    if item.complete:
        return None if item.kind is Kind.DROPPED else item.head
    text = texts.get(item.channel, "")
    if item.kind in CALLS:
        arguments = _arguments(text) if text or not item.fed else None
        item.ruled, item.refused = arguments is not None, item.refused or item.channel in refused
        return {**item.head, "input": arguments} if item.leaving else None
    if item.fed and not text:
        return None
    if item.kind is Kind.THINKING:
        return {**item.head, "thinking": text, "signature": item.signature if text == item.said else ""}
    block = {**item.head, "text": text}
    if item.citations:
        block["citations"] = item.citations
    return block


def place_leaves(item: Item, texts: Mapping[Channel, str]) -> None:
    """Put the strings that may leave in place of the provider's."""
    for channel, leaf in item.leaves.items():
        leaf.put(texts.get(channel, ""))


def _arguments(text: str) -> Json | None:
    """A call's arguments as the object that a whole body holds; None where they aren't one."""
    try:
        value = loads(text or "{}")
    except ValueError:
        return None
    return value if isinstance(value, dict) and not too_deep(value) else None


def name_in(block: Json, key: str) -> str:
    """A block's id, or the id of the call that it answers; empty where it has none."""
    value = block.get(key)
    return value if isinstance(value, str) else ""


def is_plain(value: object) -> bool:
    """Nothing that could be text: numbers, null, words of the alphabet of names and ids, or a nest of those."""
    if isinstance(value, str):
        return not value or _TOKEN.fullmatch(value) is not None
    if isinstance(value, dict):
        return all(is_plain(key) and is_plain(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(is_plain, value))
    return True


def shown(name: str) -> str:
    """A name from outside as it may be told."""
    return name if _TOKEN.fullmatch(name) else "?"


def too_deep(value: object) -> bool:
    """A value is nested deeper than anything that a provider sends."""
    level = [value]
    for _ in range(MAX_DEPTH):
        nests = [nest for nest in level if isinstance(nest, dict | list)]
        if not nests:
            return False
        level = [inner for nest in nests for inner in (nest.values() if isinstance(nest, dict) else nest)]
    return True


def _is_opaque(key: str | int, value: object) -> bool:
    return key in _OPAQUE_KEYS and isinstance(value, str) and _OPAQUE.fullmatch(value) is not None


def _strings(value: object) -> Iterator[tuple[Any, str | int]]:
    """Where strings stand in a nest, in order, and every key of an object."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) or not _TOKEN.fullmatch(key):
                yield value, key
            else:
                yield from _strings(inner)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            if isinstance(inner, str):
                yield value, at
            else:
                yield from _strings(inner)
