"""What a provider says in one answer, apart from the protocol that it is said in: words, thoughts, calls and how the turn ended.

A client that asked in another protocol gets the turn written in its own (turn_chat.py, turn_messages.py and so on). Words are given out as
they come. Calls are kept to the end: providers send parallel ones interleaved, several in a frame, or whole, and litellm's own adapters
put the arguments of one call into another then; the gate holds calls to their end anyway.
Rules for this file: pure; only choice 0 counts, because a turn has no others. What isn't of the protocol's types raises TypeError or
another plain error, and crossed.py says whose fault it is.
Counterparts: turn_read.py for Anthropic's events; crossed.py and frames.py feed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from proxy.wire.json import Json
from proxy.wire.labels import count

_PIECE_CHARS = 64 * 1024
LENGTH, FILTERED = "length", "content_filter"  # how a chat ends, where the model didn't end it


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of what was said. `signature`: of the thoughts before it; `redacted`: thoughts that nobody can read."""

    kind: Literal["text", "refusal", "thinking", "signature", "redacted"]
    text: str


@dataclass(slots=True)
class Call:
    """A call of a tool."""

    id: str = ""
    name: str = ""
    parts: list[str] = field(default_factory=list)

    @property
    def arguments(self) -> str:
        """The arguments as the model wrote them; a call without any is one of an empty object."""
        return "".join(self.parts) or "{}"

    @property
    def pieces(self) -> list[str]:
        """The arguments in pieces that fit an event."""
        return pieces_of(self.arguments)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the provider counted. `read` and `written` (to a cache) are part of what came in; `thought` of what went out."""

    came: int
    went: int
    read: int
    written: int
    thought: int


class Turn:
    """One answer, read frame by frame: of a chat here. `created`: seconds since 1970, for providers that don't say it."""

    def __init__(self, created: int = 0) -> None:
        self.id = ""
        self.model = ""
        self.created = created
        self.reason = ""
        self.usage: Json = {}
        self._calls: dict[object, Call] = {}
        self._thought: list[str] = []  # since the last signature

    @property
    def name(self) -> str:
        """The id without what says which protocol it is of."""
        return self.id.removeprefix("chatcmpl-").removeprefix("msg_")

    @property
    def calls(self) -> list[Call]:
        """The calls, in order; each has an id."""
        for at, call in enumerate(self._calls.values()):
            call.id = call.id or f"call_{at}"
        return list(self._calls.values())

    @property
    def tokens(self) -> Tokens:
        """The usage."""
        asked, answered = self._details("prompt_tokens_details"), self._details("completion_tokens_details")
        return Tokens(
            count(self.usage.get("prompt_tokens")),
            count(self.usage.get("completion_tokens")),
            count(asked.get("cached_tokens")),
            count(self.usage.get("cache_creation_input_tokens")),
            count(answered.get("reasoning_tokens")),
        )

    def _details(self, key: str) -> Mapping[str, object]:
        found = self.usage.get(key)
        return found if isinstance(found, dict) else {}

    def read(self, frame: Json) -> list[Said]:
        """Take a chunk of a stream, or a whole body."""
        self.id = self.id or text_of(frame.get("id"))
        self.model = self.model or text_of(frame.get("model"))
        self.created = count(frame.get("created")) or self.created
        if isinstance(usage := frame.get("usage"), dict):
            self.usage = usage
        said: list[Said] = []
        for choice in frame["choices"]:
            if not choice.get("index"):
                said += self._read_choice(choice)
        return said

    def _read_choice(self, choice: Json) -> list[Said]:
        self.reason = text_of(choice.get("finish_reason")) or self.reason
        spoken = choice.get("delta") or choice.get("message") or {}
        said = self._read_thoughts(spoken)
        said += self._read_content(spoken.get("content"))
        if text := text_of(spoken.get("refusal")):
            said.append(Said("refusal", text))
        for at, call in enumerate(spoken.get("tool_calls") or ()):
            self._read_call(call, at, streamed="delta" in choice)
        return said

    def _read_content(self, content: object) -> list[Said]:
        """A text, or Mistral's list of parts."""
        if not isinstance(content, list):
            text = text_of(content)
            return [Said("text", text)] if text else []
        said: list[Said] = []
        for part in content:
            if part["type"] == "thinking":
                said += [self._think(text_of(inner["text"])) for inner in part["thinking"]]
            else:
                said.append(Said("text", text_of(part["text"])))
        return said

    def _read_thoughts(self, spoken: Json) -> list[Said]:
        """Thoughts in their blocks where they say the text, because only those are signed; else as plain text."""
        blocks = spoken.get("thinking_blocks") or ()
        text = text_of(spoken.get("reasoning_content")) or text_of(spoken.get("reasoning"))
        said: list[Said] = []
        if text and not any(block.get("thinking") for block in blocks):
            said.append(self._think(text))
        for block in blocks:
            said += self._read_block(block)
        return said

    def _read_block(self, block: Json) -> list[Said]:
        said: list[Said] = []
        data, text, signature = (text_of(block.get(key)) for key in ("data", "thinking", "signature"))
        if data:
            said.append(Said("redacted", data))
        if text and not (signature and text == "".join(self._thought)):  # some say all of it again with the signature
            said.append(self._think(text))
        if signature:
            self._thought.clear()
            said.append(Said("signature", signature))
        return said

    def _think(self, text: str) -> Said:
        self._thought.append(text)
        return Said("thinking", text)

    def _read_call(self, call: Json, at: int, *, streamed: bool) -> None:
        function = call.get("function") or {}
        index, name = call.get("index"), text_of(call.get("id"))
        key: object = index if streamed and index is not None else at
        found = self._calls.get(key)
        if found is not None and name and found.id and name != found.id:
            key = name  # some providers give every call the index 0, and each an id of its own
        found = self._calls.setdefault(key, Call())
        found.id = found.id or name
        found.name = found.name or text_of(function.get("name"))
        found.parts.append(text_of(function.get("arguments")))


class Writing(Protocol):
    """A turn in a protocol of its own: events as it is said, and the body of an answer that isn't streamed."""

    def said(self, said: Said) -> bytes:
        """Write what was said."""

    def end(self) -> bytes:
        """Write the calls, and what ends the turn."""

    def body(self) -> Json:
        """The whole answer, after `end`."""


def pieces_of(text: str) -> list[str]:
    """A text in pieces that fit an event."""
    return [text[at : at + _PIECE_CHARS] for at in range(0, len(text), _PIECE_CHARS)]


def text_of(value: object) -> str:
    """A text; None is an empty one. Raises TypeError."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError
    return value
