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
from typing import Any

from proxy.errors import ProxyError, UpstreamMalformed, UpstreamRefused
from proxy.model import Channel, ChannelKind
from proxy.wire.chat_body import LABEL_KEYS, filled
from proxy.wire.choices import Call, Choice, calls_delta, final_reason, settle_logprobs
from proxy.wire.codec import Frame, Tool
from proxy.wire.json import Json, dumps, loads
from proxy.wire.labels import count, error_object, fitting_logprobs, has_text, is_label, is_name, strings
from proxy.wire.sse import KEEP_ALIVE, ServerEvent, encode

MAX_INDEX = 128  # n is at most 128
_TEXT_KEYS = frozenset({"content", "reasoning_content", "reasoning", "refusal"})

_CHOICE_KEYS = frozenset({"index", "delta", "message", "finish_reason", "logprobs"})
_CALL_PREFIX = "tool_calls."
_ANNOTATIONS = "annotations"
DONE = "[DONE]"


class ChatCodec:
    """One response. `whole`: the body of a response that isn't streamed is one frame with `message` for `delta`."""

    def __init__(self, *, whole: bool, keep_unknown: bool, through: bool = False) -> None:
        self._part = "message" if whole else "delta"
        self._whole = whole
        self._keep_unknown = keep_unknown
        self._through = through  # monitor: calls and finish reasons go on as they come
        self._head: Json = {}
        self.choices: dict[int, Choice] = {}
        self.usage: Json | None = None
        self.usage_frame: Json | None = None
        self.model_served = ""
        self._body: Json = {}

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
        if channel.field == _ANNOTATIONS:
            return Tool(_ANNOTATIONS, "field")
        call = self.call(channel)
        name = "" if call is None else call.name
        return Tool(name, "custom_tool_call" if call is not None and call.slot == "custom" else "tool_call")

    # -- decoding

    def read(self, event: ServerEvent) -> Frame:
        """Take an event apart. Raises UpstreamMalformed where it isn't one, UpstreamRefused where it reports an error."""
        if event.data.strip() == DONE:
            return Frame({}, over=True)
        if not event.data:
            return Frame({}, same=False)  # an event without data says nothing
        try:
            obj = loads(event.data)
        except ValueError:
            message = "The provider sent an event that is not JSON."
            raise UpstreamMalformed(message) from None
        return self.decode(obj)

    def read_whole(self, obj: object) -> Frame:
        """Take a whole body apart; raises as `read` does."""
        frame = self.decode(obj)
        if not self.choices:
            message = "The provider's answer has no choices."
            raise UpstreamMalformed(message)
        return frame

    def decode(self, obj: object) -> Frame:
        """Take a frame apart. Raises UpstreamMalformed where it isn't one, UpstreamRefused where it reports an error."""
        if not isinstance(obj, dict):
            message = "The provider sent a frame that is not a JSON object."
            raise UpstreamMalformed(message)
        if obj.get("error"):
            raise _reported(obj["error"])
        frame = Frame(obj)
        choices = obj.get("choices")
        if not isinstance(choices, list):
            message = "The provider sent a frame without a list of choices."
            raise UpstreamMalformed(message)
        self._take_top(obj, frame)
        if self._whole:
            self._body = obj
            self._head["object"] = "chat.completion.chunk"  # where the client asked for a stream and got none
        for position, choice in enumerate(choices):
            self._take_choice(choice, position, frame)
        if not choices and self.usage_frame is None and isinstance(obj.get("usage"), dict):
            self.usage_frame = obj
            frame.same = False
        return frame

    def _take_top(self, obj: Json, frame: Frame) -> None:
        """Everything beside the choices: labels and numbers stay, text that nobody looked at doesn't."""
        unknown = [key for key in obj if key not in {"choices", "usage"} and not is_label(obj[key])]
        self._drop(obj, unknown, "", frame)
        if isinstance(usage := obj.get("usage"), dict):
            self.usage = usage
        if isinstance(model := obj.get("model"), str):
            self.model_served = model
        self._head = {key: value for key, value in obj.items() if key not in {"choices", "usage", "obfuscation"}}

    def _take_choice(self, choice: object, position: int, frame: Frame) -> None:
        if not isinstance(choice, dict):
            message = "The provider sent a choice that is not an object."
            raise UpstreamMalformed(message)
        index = choice.get("index", position)
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < MAX_INDEX:
            message = f"The provider sent a choice whose index is not a whole number from 0 to {MAX_INDEX - 1}."
            raise UpstreamMalformed(message)
        state = self.choices.get(index)
        if state is None:
            state = self.choices[index] = Choice(index)
        unknown = [key for key in choice if key not in _CHOICE_KEYS and not is_label(choice[key])]
        self._drop(choice, unknown, "choices.", frame)
        before = state.fed
        delta = choice.get(self._part)
        if isinstance(delta, dict):
            self._take_delta(state, delta, frame)
        elif delta is not None:
            message = f"The provider sent a choice whose {self._part} is not an object."
            raise UpstreamMalformed(message)
        if choice.get("logprobs") is not None and not self._keep_unknown:
            self._take_logprobs(choice, frame)
        if isinstance(choice.get("logprobs"), dict) and not self._whole:
            state.logprobs.append((before, state.fed, choice["logprobs"]))
        if isinstance(reason := choice.get("finish_reason"), str):
            if not is_label(reason):
                choice["finish_reason"] = reason = "stop"
                frame.dropped.append("choices.finish_reason")
            state.finish_reason = reason
            state.final = {key: value for key, value in choice.items() if key not in {"delta", "message", "logprobs"}}
            frame.same = frame.same and self._through

    def _take_logprobs(self, choice: Json, frame: Frame) -> None:
        """Log probabilities repeat the text; what they say beside it nobody looked at."""
        part = choice.get(self._part) or {}
        texts = [part.get(key) for key in ("content", "refusal")]
        if not fitting_logprobs(choice["logprobs"], [text for text in texts if isinstance(text, str)]):
            self._drop(choice, ["logprobs"], "choices.", frame)

    def _take_delta(self, state: Choice, delta: Json, frame: Frame) -> None:
        unknown: list[str] = []
        for key, value in delta.items():
            if isinstance(value, str):
                if key in LABEL_KEYS:
                    unknown += [] if is_label(value) else [key]
                elif value:
                    self._text(state, key, value, frame)
            elif not self._take_nested(state, key, value, frame) and (
                (key in _TEXT_KEYS and value is not None)
                or not is_label(value)
                or (not self._whole and has_text(value))
            ):
                unknown.append(key)
        self._drop(delta, unknown, f"{self._part}.", frame)

    def _take_nested(self, state: Choice, key: str, value: object, frame: Frame) -> bool:
        """Take what isn't a string, where its shape is known."""
        if isinstance(value, list) and key == "content":
            self._take_parts(state, value, frame)
        elif isinstance(value, list) and key == "tool_calls":
            self._take_calls(state, value, frame)
        elif isinstance(value, list) and key == _ANNOTATIONS and not self._through:
            self._take_annotations(state, value, frame)
        elif isinstance(value, dict) and key == "function_call":
            self._take_legacy(state, value, frame)
        elif isinstance(value, dict) and key == "audio":
            if isinstance(value.get("transcript"), str) and value["transcript"]:
                self._text(state, "audio.transcript", value["transcript"], frame)
        else:
            return False
        return True

    def _text(self, state: Choice, key: str, text: str, frame: Frame) -> None:
        if key == "content":
            state.fed += len(text)
        frame.texts.append((Channel(state.index, key), text))

    def _take_annotations(self, state: Choice, annotations: list[Any], frame: Frame) -> None:
        """Citations and the like: short texts from elsewhere, looked at together and sent at the end."""
        if not annotations:
            return
        state.annotations += annotations
        channel = Channel(state.index, _ANNOTATIONS, ChannelKind.WHOLE)
        frame.texts.append((channel, "\n".join(strings(annotations)) + "\n"))
        frame.same = False

    def _take_parts(self, state: Choice, parts: list[Any], frame: Frame) -> None:
        """Content as a list of parts: each text of a whole message is a channel, those of a stream are one."""
        for at, part in enumerate(parts):
            if isinstance(part, dict) and isinstance(part.get("text"), str):
                self._text(state, f"content.{at}" if self._whole else "content", part["text"], frame)
                frame.same = frame.same and set(part) <= {"type", "text"}
            elif not self._keep_unknown:
                frame.dropped.append(f"{self._part}.content[{at}]")
                frame.same = False

    def _take_calls(self, state: Choice, calls: list[Any], frame: Frame) -> None:
        frame.same = frame.same and self._through
        for position, piece in enumerate(calls):
            at = piece.get("index", position) if isinstance(piece, dict) else None
            if not isinstance(at, int) or isinstance(at, bool) or not 0 <= at < MAX_INDEX:
                message = "The provider sent a tool call that has no usable index."
                raise UpstreamMalformed(message)
            call = state.calls.setdefault(at, Call())
            self._take_call(state, call, f"{_CALL_PREFIX}{at}", piece, frame)

    def _take_call(self, state: Choice, call: Call, channel: str, piece: Json, frame: Frame) -> None:
        for key, value in piece.items():
            if key in {"function", "custom"} and isinstance(value, dict):
                call.slot = key
                self._take_inner(state, call, channel, value, frame)
            elif is_label(value) and key != "index" and value is not None:
                call.head[key] = value

    def _take_inner(self, state: Choice, call: Call, channel: str, inner: Json, frame: Frame) -> None:
        spot = "input" if call.slot == "custom" else "arguments"
        for key, value in inner.items():
            if key == spot:
                # A call without arguments still has to be ruled on, so its channel is opened by an empty text.
                text = value if isinstance(value, str) else ""
                frame.texts.append((Channel(state.index, channel, ChannelKind.WHOLE), text))
            elif key == "name" and isinstance(value, str):
                self._take_name(call, value, frame)
            elif is_label(value) and value is not None:
                call.inner[key] = value

    def _take_name(self, call: Call, name: str, frame: Frame) -> None:
        """A tool's name, which the model writes too: what is none goes nowhere."""
        whole = call.name + name if call.name != name else name  # some providers repeat it, others send it in pieces
        if is_name(whole) or self._keep_unknown:
            call.inner["name"] = whole
        else:
            frame.dropped.append(f"{self._part}.tool_calls.name")

    def _take_legacy(self, state: Choice, piece: Json, frame: Frame) -> None:
        frame.same = frame.same and self._through
        state.legacy = state.legacy or Call()
        self._take_inner(state, state.legacy, "function_call", piece, frame)

    def _drop(self, where: Json, keys: list[str], prefix: str, frame: Frame) -> None:
        if self._keep_unknown:
            return
        for key in keys:
            del where[key]
            frame.dropped.append(prefix + key)

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
                and key not in {"tool_calls", "function_call", _ANNOTATIONS}
                and not (key == "content" and isinstance(value, list))
            }
            if isinstance(audio := delta.get("audio"), dict):
                delta["audio"] = {key: value for key, value in audio.items() if key != "transcript"}
            if any(value is not None for value in delta.values()):
                kept.append({"index": choice.get("index", 0), "delta": delta, "finish_reason": None})
        return self._frame(*kept) if kept else b""

    def text(self, channel: Channel, text: str, upto: int, *, equal: bool) -> bytes:
        """Write text of a channel, with the log probabilities of just that text where it is unchanged; a call's waits for its end."""
        if channel.kind is ChannelKind.WHOLE:
            if channel.field == _ANNOTATIONS:
                self.choices[channel.choice].cited = equal  # what was changed repeats what may not leave
            elif (call := self.call(channel)) is not None:
                call.text = (call.text or "") + text
            return b""
        choice: Json = {"index": channel.choice, "delta": _nested(channel.field, text), "finish_reason": None}
        if channel.field == "content" and (state := self.choices.get(channel.choice)) is not None:
            logprobs = settle_logprobs(state, upto, equal=equal)
            if logprobs:
                choice["logprobs"] = logprobs
        return self._frame(choice)

    def settled(self, channel: Channel, *, refused: bool) -> bytes:
        """A call that was decided leaves at the end or not at all; one without arguments had nothing to emit."""
        if channel.kind is ChannelKind.WHOLE and channel.field != _ANNOTATIONS and not self._through:
            call = self.call(channel)
            if call is not None:
                call.text = None if refused else call.text or ""
        elif refused and channel.field == _ANNOTATIONS:
            self.choices[channel.choice].cited = False
        return b""

    def voice(self, index: int) -> Channel:
        """Words of our own go onto the content."""
        return Channel(index, "content")

    def ending(self, index: int, *, rejected: bool) -> bytes:
        """Write the frames that end a choice: calls that remain, renumbered from 0, and the finish reason."""
        if self._through:
            return b""
        choice = self.choices[index]
        delta = calls_delta(choice)
        if choice.cited:
            delta[_ANNOTATIONS] = choice.annotations
        out = self._frame({"index": index, "delta": delta, "finish_reason": None}) if delta else b""
        reason = final_reason(choice, rejected=rejected)
        return out + self._frame({**choice.final, "index": index, "delta": {}, "finish_reason": reason})

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
        return state.calls.get(int(channel.field.removeprefix(_CALL_PREFIX)))

    def _frame(self, *choices: Json) -> bytes:
        return encode(dumps({**self._head, "choices": list(choices)}))

    # -- to the client, whole

    def body(self, texts: Mapping[Channel, str], *, refused: AbstractSet[Channel], rejected: AbstractSet[int]) -> Json:
        """The response with every text as it may leave. `texts` holds what was emitted; a channel without text became empty."""
        for state in self.choices.values():
            cited = Channel(state.index, _ANNOTATIONS, ChannelKind.WHOLE)
            state.cited = cited in texts and cited not in refused
        return filled(self._body, self.choices, texts, rejected)


def _nested(path: str, text: str) -> Json:
    outer, _, inner = path.partition(".")
    return {outer: {inner: text}} if inner else {outer: text}


def _reported(error: object) -> UpstreamRefused:
    """An error inside a 200: the provider's words may hold anything, so only a short code goes on."""
    code = error.get("code") if isinstance(error, dict) else None
    suffix = f" (code {code!r})" if isinstance(code, (str, int)) and is_label(code) else ""
    return UpstreamRefused(f"The provider reported an error instead of an answer{suffix}.", status=502)
