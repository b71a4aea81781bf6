"""One choice of a chat response as far as it has come: its calls, its finish reason, its log probabilities. Pure; chat.py fills it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from proxy.model import Channel
from proxy.wire.json import Json
from proxy.wire.labels import has_text, is_label  # noqa: F401 - for modules that are on their way


@dataclass(slots=True)
class Call:
    """A tool call put together from its deltas. `slot` is "function" or "custom", `spot` the key of its text."""

    head: Json = field(default_factory=dict)  # id, type, and what else stands beside the slot
    slot: str = "function"
    inner: Json = field(default_factory=dict)  # name, and what else stands in the slot
    text: str | None = None  # arguments that may leave; None: not ruled on, or rejected

    @property
    def name(self) -> str:
        """The tool's name as far as it was sent."""
        return str(self.inner.get("name", ""))

    def dump(self, index: int) -> Json:
        """The call as one delta."""
        spot = "input" if self.slot == "custom" else "arguments"
        return {"index": index, **self.head, self.slot: {**self.inner, spot: self.text or ""}}


@dataclass(slots=True)
class Choice:
    """What is known of one choice."""

    index: int
    finish_reason: str | None = None
    final: Json = field(default_factory=dict)  # the choice object of the frame that finished it
    calls: dict[int, Call] = field(default_factory=dict)
    legacy: Call | None = None  # function_call
    annotations: list[Json] = field(default_factory=list)
    cited: bool = False  # the annotations may leave
    inserted: list[tuple[Channel, str, int, bool]] = field(
        default_factory=list
    )  # what an editor inserts: leaves at the end
    fed: int = 0  # characters of content so far
    settled: int = 0
    logprobs: deque[tuple[int, int, Json]] = field(default_factory=deque)  # start, end in content, what the frame said


def calls_delta(choice: Choice) -> Json:
    """The calls that may leave, in order, renumbered from 0 (a first index of 1 breaks the SDKs' helpers)."""
    delta: Json = {}
    remaining = [call for _, call in sorted(choice.calls.items()) if call.text is not None]
    if remaining:
        delta["tool_calls"] = [call.dump(at) for at, call in enumerate(remaining)]
    if choice.legacy is not None and choice.legacy.text is not None:
        delta["function_call"] = {**choice.legacy.inner, "arguments": choice.legacy.text}
    return delta


def final_reason(choice: Choice, *, rejected: bool) -> str | None:
    """A turn that something was rejected of ends with stop: nothing else is safe with the clients measured (wire facts 5-6)."""
    remaining = calls_delta(choice)
    if rejected:
        return choice.finish_reason if remaining and choice.finish_reason in {"tool_calls", "function_call"} else "stop"
    return choice.finish_reason


def settle_logprobs(state: Choice, upto: int, *, equal: bool) -> Json:
    """The log probabilities of the content that leaves; those of content that was changed or dropped repeat it and are dropped."""
    merged: Json = {}
    while state.logprobs and state.logprobs[0][1] <= upto:
        start, _, logprobs = state.logprobs.popleft()
        if equal and start >= state.settled:
            lists = {key: value for key, value in logprobs.items() if isinstance(value, list)}
            for key, value in lists.items():
                merged.setdefault(key, []).extend(value)
    if not equal and state.logprobs and state.logprobs[0][0] < upto:
        state.logprobs.popleft()
    if equal and state.logprobs and state.logprobs[0][0] < upto:
        return merged  # the frame's other half is still held; what left of it goes without
    state.settled = upto
    return merged
