"""OpenAI chat completions: provider frames -> texts by channel, and texts -> frames for the client.

Source: the OpenAI API reference, "The chat completion chunk object" and "The chat completion object".
A frame whose texts all leave at once goes on as it came, parsed and written anew. Where text is held, the frame goes on without
it and the text follows, when it may, in frames of our own under the same head. Finish reasons, tool calls and usage wait for the
end of the stream, because a rejection changes them; clients may not see a call closed that was never sent.
Every string that a model may have written is a channel, unknown ones under `delta` too; what is nested and unknown is dropped and
named, unless `keep_unknown`.

Rules for this file: pure; nothing per frame grows with the answer. Counterpart: gate.py rules on the texts, sse.py frames the bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from proxy.errors import ProxyError
from proxy.model import Channel, ChannelKind
from proxy.wire.chat_body import LABEL_KEYS, filled
from proxy.wire.chat_reading import ANNOTATIONS, CALL_PREFIX, DONE, ChatReader
from proxy.wire.choices import Call, calls_delta, final_reason, settle_logprobs
from proxy.wire.codec import Frame, Tool
from proxy.wire.json import Json, dumps
from proxy.wire.labels import count, error_object
from proxy.wire.mending import with_spent
from proxy.wire.sse import KEEP_ALIVE, encode


class ChatCodec(ChatReader):
    """One response. ChatReader says what it is made with."""

    @property
    def keep_alive(self) -> bytes:
        """A comment."""
        return KEEP_ALIVE

    @property
    def indexes(self) -> Sequence[int]:
        """The choices that have said anything."""
        return sorted(self.choices)

    @property
    def complete(self) -> bool:
        """Every choice has its finish reason."""
        return bool(self.choices) and all(choice.finish_reason for choice in self.choices.values())

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens in and out."""
        usage = self.usage or {}
        return count(usage.get("prompt_tokens")), count(usage.get("completion_tokens"))

    def tool(self, channel: Channel) -> Tool:
        """The tool that a call's arguments go to."""
        if channel.field == ANNOTATIONS:
            return Tool(ANNOTATIONS, "field")
        if channel.field.startswith("content"):
            return Tool("", "fim")
        call = self.call(channel)
        name = "" if call is None else call.name
        return Tool(name, "custom_tool_call" if call is not None and call.slot == "custom" else "tool_call")

    # -- to the client, streamed

    def passed(self, frame: Frame, emits: Sequence[tuple[Channel, int]]) -> bytes:
        """Write a frame as it came, and remember that its log probabilities have gone with it."""
        for channel, upto in emits:
            if channel.field == "content" and (state := self.choices.get(channel.choice)) is not None:
                state.settled = upto
                while state.logprobs and state.logprobs[0][1] <= upto:
                    state.logprobs.popleft()
        return encode(dumps(frame.obj))

    def rest(self, frame: Frame) -> bytes:
        """Write the frame without its texts, calls, finish reason and usage, where anything is left to say."""
        kept = []
        for choice in frame.obj.get("choices", ()):
            delta = {
                key: value
                for key, value in (choice.get("delta") or {}).items()
                if not (isinstance(value, str) and key not in LABEL_KEYS)
                and key not in {"tool_calls", "function_call", ANNOTATIONS}
                and not (key == "content" and isinstance(value, list))
            }
            if isinstance(audio := delta.get("audio"), dict):
                delta["audio"] = {key: value for key, value in audio.items() if key != "transcript"}
            if any(value is not None for value in delta.values()):
                kept.append({"index": choice.get("index", 0), "delta": delta, "finish_reason": None})
        return self._frame(*kept) if kept else b""

    def text(self, channel: Channel, text: str, upto: int, *, equal: bool) -> bytes:
        """Write text of a channel, with the log probabilities of just that text where it is unchanged; what is held whole waits."""
        if channel.kind is ChannelKind.TEXT:
            return self._say(channel, text, upto, equal=equal)
        if channel.field.startswith("content"):
            self.choices[channel.choice].inserted.append((channel, text, upto, equal))
        elif channel.field == ANNOTATIONS:
            self.choices[channel.choice].cited = equal  # what was changed repeats what may not leave
        elif (call := self.call(channel)) is not None:
            call.text = (call.text or "") + text
        return b""

    def _say(self, channel: Channel, text: str, upto: int, *, equal: bool) -> bytes:
        choice: Json = {"index": channel.choice, "delta": _nested(channel.field, text), "finish_reason": None}
        if channel.field == "content" and (state := self.choices.get(channel.choice)) is not None:
            logprobs = settle_logprobs(state, upto, equal=equal)
            if logprobs:
                choice["logprobs"] = logprobs
        return self._frame(choice)

    def settled(self, channel: Channel, *, refused: bool) -> bytes:
        """A call that was decided leaves at the end or not at all; one without arguments had nothing to emit."""
        if channel.kind is ChannelKind.TEXT or self._through or channel.field.startswith("content"):
            return b""
        if channel.field == ANNOTATIONS:
            self.choices[channel.choice].cited &= not refused
        elif (call := self.call(channel)) is not None:
            call.text = None if refused else call.text or ""
        return b""

    def renamed(self, channel: Channel, name: str) -> bool:
        """Let a call go to another tool."""
        call = None if channel.field.startswith("content") or channel.field == ANNOTATIONS else self.call(channel)
        if call is None:
            return False
        call.slot, call.inner, call.text = "function", {"name": name}, None
        call.head["type"] = "function"
        return True

    def voice(self, index: int) -> Channel | None:
        """Words of our own go onto the content, unless an editor inserts that."""
        return Channel(index, "content") if self._content is ChannelKind.TEXT else None

    def ending(self, index: int, *, rejected: bool) -> bytes:
        """Write the frames that end a choice: calls that remain, renumbered from 0, and the finish reason."""
        if self._through:
            return b""
        choice = self.choices[index]
        out = b"".join(self._say(channel, text, upto, equal=equal) for channel, text, upto, equal in choice.inserted)
        delta = calls_delta(choice)
        if choice.cited:
            delta[ANNOTATIONS] = choice.annotations
        if delta:
            out += self._frame({"index": index, "delta": delta, "finish_reason": None})
        reason = final_reason(choice, rejected=rejected)
        return out + self._frame({**choice.final, "index": index, "delta": {}, "finish_reason": reason})

    def spend(self, tokens: tuple[int, int]) -> None:
        """Add tokens to the usage at the end."""
        if self.usage_frame is not None:
            self.usage_frame = {**self.usage_frame, "usage": with_spent(self.usage_frame.get("usage"), tokens)}

    def closing(self, *, include_usage: bool) -> bytes:
        """Write the usage, where the client asked for it, and the end mark."""
        usage = self.usage_frame if include_usage or self._through else None
        return (b"" if usage is None else encode(dumps(usage))) + encode(DONE)

    def failing(self, error: ProxyError) -> bytes:
        """Write an error as the last event of a stream."""
        return encode(dumps({"error": error_object(error)}))

    def finish(self, index: int, *, rejected: bool) -> str:
        """The finish reason that the client gets."""
        return "stop" if rejected else self.choices[index].finish_reason or ""

    def call(self, channel: Channel) -> Call | None:
        """The call whose arguments a channel carries."""
        state = self.choices[channel.choice]
        if channel.field == "function_call":
            return state.legacy
        return state.calls.get(int(channel.field.removeprefix(CALL_PREFIX)))

    def _frame(self, *choices: Json) -> bytes:
        return encode(dumps({**self._head, "choices": list(choices)}))

    # -- to the client, whole

    def body(self, texts: Mapping[Channel, str], *, refused: AbstractSet[Channel], rejected: AbstractSet[int]) -> Json:
        """The response with every text as it may leave. `texts` holds what was emitted; a channel without text became empty."""
        for state in self.choices.values():
            cited = Channel(state.index, ANNOTATIONS, ChannelKind.WHOLE)
            state.cited = cited in texts and cited not in refused
        return filled(self._body, self.choices, texts, rejected)


def _nested(path: str, text: str) -> Json:
    outer, _, inner = path.partition(".")
    return (
        {outer: {inner: text}} if inner and outer != "content" else {outer: text}
    )  # the parts of a content are one text
