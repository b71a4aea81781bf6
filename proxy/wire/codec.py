"""What every protocol's codec gives the conversation: frames read, and bytes written, with the texts taken out in between.

A codec reads the provider's frames into texts by channel, and writes what may leave as this protocol's events. It alone knows in which
order its protocol wants things said, which ones repeat a text, and how a turn ends. A stream is written from what was given to `text` and
`settled`, never from the provider's frames, but for frames that may go on as they came (`Frame.same`).
Rules for this file: nouns only. Counterparts: chat.py, completions.py, messages.py, responses.py; conversation.py is the one user.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from proxy.errors import ProxyError
from proxy.model import Channel
from proxy.wire.json import Json
from proxy.wire.sse import ServerEvent


@dataclass(slots=True)
class Frame:
    """One decoded frame.

    `texts`: what it says, in order. `ended`: channels that get no more text. `same`: it may go on as it came once its texts have all left
    unchanged (in monitor mode always). `dropped`: fields that nobody knows and that were taken out of `obj`. `over`: it ends the stream.
    """

    obj: Json
    texts: list[tuple[Channel, str]] = field(default_factory=list)
    ended: list[Channel] = field(default_factory=list)
    same: bool = True
    dropped: list[str] = field(default_factory=list)
    over: bool = False
    event: str = ""  # the name of the server-sent event


@dataclass(frozen=True, slots=True)
class Tool:
    """The tool that a channel's text goes to. `origin`: "tool_call" (JSON arguments), "custom_tool_call" (free text) or "fim"."""

    name: str
    origin: str = "tool_call"


class Codec(Protocol):
    """One response of one protocol. Made with `whole` (the provider's answer is one body), `keep_unknown`, `through` (monitor mode)."""

    model_served: str

    @property
    def keep_alive(self) -> bytes:
        """What tells a waiting client that the stream lives."""

    @property
    def indexes(self) -> Sequence[int]:
        """The choices seen so far, in order; protocols without choices have choice 0 as soon as anything has come."""

    @property
    def complete(self) -> bool:
        """The provider has finished every choice."""

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens in and out as the provider counts them; 0 where it didn't say."""

    def tool(self, channel: Channel) -> Tool:
        """Where the text of a WHOLE channel goes."""

    # -- from the provider

    def read(self, event: ServerEvent) -> Frame:
        """Take a server-sent event apart.

        Raises UpstreamMalformed where it isn't one of this protocol, UpstreamRefused where it reports an error.
        """

    def read_whole(self, obj: object) -> Frame:
        """Take a whole body apart; raises as `read` does."""

    # -- to the client, streamed: bytes of whole events, empty where nothing is to be said yet

    def passed(self, frame: Frame, emits: Sequence[tuple[Channel, int]]) -> bytes:
        """Write a frame as it came, because all its texts left unchanged; `emits`: the channels with how much of each is settled."""

    def rest(self, frame: Frame) -> bytes:
        """Write what else a frame says, without its texts."""

    def text(self, channel: Channel, text: str, upto: int, *, equal: bool) -> bytes:
        """Write text of a channel that may leave now. `upto`: how much of the provider's text is settled; `equal`: it is that very text."""

    def settled(self, channel: Channel, *, refused: bool) -> bytes:
        """Say that a channel was finished and all of it is decided. `refused`: a call that must not reach the client."""

    def renamed(self, channel: Channel, name: str) -> bool:
        """Let a call go to another tool than the model's; False where this kind of call can't."""

    def voice(self, index: int) -> Channel | None:
        """The channel of a choice that words of our own go to at its end; None where they have no place (an editor inserts the text)."""

    def ending(self, index: int, *, rejected: bool) -> bytes:
        """Write what ends a choice: the calls that remain, and the finish reason. `rejected`: something in it was."""

    def closing(self, *, include_usage: bool) -> bytes:
        """Write what ends the stream, after every choice was ended."""

    def failing(self, error: ProxyError) -> bytes:
        """Write this protocol's error as the last event of a stream."""

    def finish(self, index: int, *, rejected: bool) -> str:
        """The finish reason that the client gets, for the record."""

    # -- to the client, whole

    def body(self, texts: Mapping[Channel, str], *, refused: AbstractSet[Channel], rejected: AbstractSet[int]) -> Json:
        """The whole body with every text as it may leave: one that isn't in `texts` became empty, a channel of our own is added."""


@runtime_checkable
class Spending(Protocol):
    """A codec whose usage can say more than the provider's one answer cost."""

    def spend(self, tokens: tuple[int, int]) -> None:
        """Add tokens in and out to the usage; called once, before the stream's end is written."""


class Request(Protocol):
    """A request for a model, parsed at the edge. `wire` names the protocol ("chat", "completions", "fim", "messages", "responses")."""

    @property
    def wire(self) -> str:
        """The protocol."""

    @property
    def body(self) -> Json:
        """The whole of it, unknown fields too."""

    @property
    def model(self) -> str:
        """The model as the client names it."""

    @property
    def stream(self) -> bool:
        """The client wants events."""

    @property
    def include_usage(self) -> bool:
        """The client wants the usage at the end of a stream."""

    def forwarded(self, provider_model: str) -> bytes:
        """The body for the provider: as it came, under the provider's name of the model."""

    def codec(self, *, whole: bool, keep_unknown: bool, through: bool) -> Codec:
        """The codec of its answer."""
