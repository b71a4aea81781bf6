"""How a message of the Messages API ends: the stop reason and sequence, and the usage.

Source: the Anthropic API reference, "Handling stop reasons" and "Streaming Messages" (message_delta; its usage counts the whole message).
A turn that says tool_use without a call makes agents ask again and again, one of ours that ends in any other way than end_turn makes them
retry or hide the reason (wire facts 5-6).
Rules for this file: pure. Counterpart: messages.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from proxy.wire.codec import Frame
from proxy.wire.json import Json
from proxy.wire.labels import count
from proxy.wire.mending import with_spent
from proxy.wire.messages_blocks import Item, Kind, strip

_BESIDE = frozenset({"type", "delta", "usage"})
_TOKENS_IN = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")


@dataclass(slots=True)
class End:
    """The end of a message as far as it has come. `stops`: the sequences that the client asked for; no other is told."""

    stops: Sequence[object]
    keep_unknown: bool
    _delta: Json = field(default_factory=dict)
    spent: tuple[int, int] = (0, 0)  # tokens in and out that the answer cost beside itself
    _more: Json = field(default_factory=dict)  # what stands beside the delta
    _usage: Json = field(default_factory=dict)
    _all_usage: Json = field(default_factory=dict)  # with what the message's start said

    @property
    def said(self) -> str:
        """The provider's stop reason; empty where it gave none."""
        reason = self._delta.get("stop_reason")
        return reason if isinstance(reason, str) else ""

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens in and out. Those read from a cache or written to one are counted apart there, and are tokens in."""
        return sum(count(self._all_usage.get(key)) for key in _TOKENS_IN), count(self._all_usage.get("output_tokens"))

    def began(self, usage: object) -> None:
        """Take the usage that the message's start says."""
        self._all_usage.update(_counts(usage))

    def read(self, obj: Json, delta: Json, frame: Frame) -> None:
        """Take a message_delta."""
        stop = delta.get("stop_sequence")
        plain = strip({**delta, "stop_sequence": None}, "delta.", frame, keep_unknown=self.keep_unknown)
        if self.keep_unknown or stop in self.stops:
            plain["stop_sequence"] = stop
        elif stop is not None:
            frame.dropped.append("delta.stop_sequence")
        self._delta.update(_counts(plain))
        more = {key: value for key, value in obj.items() if key not in _BESIDE}
        self._more.update(strip(more, "message_delta.", frame, keep_unknown=self.keep_unknown))
        usage = strip({"usage": obj.get("usage")}, "message_delta.", frame, keep_unknown=self.keep_unknown)
        self._usage.update(_counts(usage.get("usage")))
        self._all_usage.update(self._usage)

    def stop(self, items: Iterable[Item], *, rejected: bool) -> Json:
        """The stop reason and sequence that the client gets."""
        calls = [item for item in items if item.head.get("type") == Kind.CALL]
        remain = any(item.leaving for item in calls)
        lost = bool(calls) and self.said == Kind.CALL
        if not self.said or (not remain and (rejected or lost)):
            return {"stop_reason": Kind.CALL.value if remain else "end_turn", "stop_sequence": None}
        return {"stop_reason": self.said, "stop_sequence": self._delta.get("stop_sequence")}

    def event(self, items: Iterable[Item], *, rejected: bool) -> Json:
        """The message_delta that the client gets."""
        delta = {**self._delta, **self.stop(items, rejected=rejected)}
        usage: Json = {"output_tokens": 0, **self._usage}
        if any(self.spent):  # the counts here are of the whole message, also those that its start said
            usage = with_spent({"input_tokens": count(self._all_usage.get("input_tokens")), **usage}, self.spent)
        return {"type": "message_delta", "delta": delta, **self._more, "usage": usage}


def _counts(said: object) -> Json:
    return {key: value for key, value in said.items() if value is not None} if isinstance(said, dict) else {}
