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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from proxy.errors import UpstreamMalformed, UpstreamRefused
from proxy.model import Channel, ChannelKind
from proxy.wire.choices import Call, Choice, calls_delta, final_reason, has_text, is_label, settle_logprobs
from proxy.wire.json import Json

MAX_INDEX = 128  # n is at most 128
_TEXT_KEYS = frozenset({"content", "reasoning_content", "reasoning", "refusal"})
_LABEL_KEYS = frozenset({"role", "name", "id"})
_CHOICE_KEYS = frozenset({"index", "delta", "message", "finish_reason", "logprobs"})
_CALL_PREFIX = "tool_calls."


@dataclass(slots=True)
class Frame:
    """One decoded frame: its texts in order, `same` where it may go on as it came once they have all left unchanged."""

    obj: Json
    texts: list[tuple[Channel, str]] = field(default_factory=list)
    same: bool = True
    dropped: list[str] = field(default_factory=list)


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

    # -- decoding

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
        if isinstance(choice.get("logprobs"), dict) and not self._whole:
            state.logprobs.append((before, state.fed, choice["logprobs"]))
        if isinstance(reason := choice.get("finish_reason"), str):
            state.finish_reason = reason
            state.final = {key: value for key, value in choice.items() if key not in {"delta", "message", "logprobs"}}
            frame.same = frame.same and self._through

    def _take_delta(self, state: Choice, delta: Json, frame: Frame) -> None:
        unknown: list[str] = []
        for key, value in delta.items():
            if isinstance(value, str):
                if key not in _LABEL_KEYS and value:
                    self._text(state, key, value, frame)
            elif key == "content" and isinstance(value, list):
                self._take_parts(state, value, frame)
            elif key == "tool_calls" and isinstance(value, list):
                self._take_calls(state, value, frame)
            elif key == "function_call" and isinstance(value, dict):
                self._take_legacy(state, value, frame)
            elif key == "audio" and isinstance(value, dict):
                if isinstance(value.get("transcript"), str) and value["transcript"]:
                    self._text(state, "audio.transcript", value["transcript"], frame)
            elif (
                (key in _TEXT_KEYS and value is not None)
                or not is_label(value)
                or (not self._whole and key != "annotations" and has_text(value))
            ):
                unknown.append(key)
        self._drop(delta, unknown, f"{self._part}.", frame)

    def _text(self, state: Choice, key: str, text: str, frame: Frame) -> None:
        if key == "content":
            state.fed += len(text)
        frame.texts.append((Channel(state.index, key), text))

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
            elif is_label(value) and value is not None:
                call.inner[key] = value

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

    # -- encoding a stream

    def rest(self, frame: Frame) -> Json | None:
        """The frame without its texts, calls, finish reason and usage, where anything is left to say."""
        kept = []
        for choice in frame.obj.get("choices", ()):
            delta = {
                key: value
                for key, value in (choice.get("delta") or {}).items()
                if not (isinstance(value, str) and key not in _LABEL_KEYS) and key not in {"tool_calls", "function_call"}
                and not (key == "content" and isinstance(value, list))
            }  # fmt: skip
            if isinstance(audio := delta.get("audio"), dict):
                delta["audio"] = {key: value for key, value in audio.items() if key != "transcript"}
            if any(value is not None for value in delta.values()):
                kept.append({"index": choice.get("index", 0), "delta": delta, "finish_reason": None})
        return {**self._head, "choices": kept} if kept else None

    def text(self, channel: Channel, text: str, upto: int, *, equal: bool) -> Json:
        """A frame that carries text of a channel, with the log probabilities of just that text where it is unchanged."""
        choice: Json = {"index": channel.choice, "delta": _nested(channel.field, text), "finish_reason": None}
        if channel.field == "content" and (state := self.choices.get(channel.choice)) is not None:
            logprobs = settle_logprobs(state, upto, equal=equal)
            if logprobs:
                choice["logprobs"] = logprobs
        return {**self._head, "choices": [choice]}

    def passed(self, channel: Channel, upto: int) -> None:
        """Say that a frame went on as it came, so that its log probabilities aren't sent again."""
        if channel.field == "content" and (state := self.choices.get(channel.choice)) is not None:
            state.settled = upto
            while state.logprobs and state.logprobs[0][1] <= upto:
                state.logprobs.popleft()

    def arguments(self, channel: Channel, text: str) -> None:
        """Take the arguments of a call that may leave."""
        call = self.call(channel)
        if call is not None:
            call.text = (call.text or "") + text

    def call(self, channel: Channel) -> Call | None:
        """The call whose arguments a channel carries."""
        state = self.choices[channel.choice]
        if channel.field == "function_call":
            return state.legacy
        return state.calls.get(int(channel.field.removeprefix(_CALL_PREFIX)))

    def ending(self, choice: Choice, *, rejected: bool) -> Iterator[Json]:
        """The frames that end a choice: calls that remain, renumbered from 0, and the finish reason."""
        delta = calls_delta(choice)
        if delta:
            yield {**self._head, "choices": [{"index": choice.index, "delta": delta, "finish_reason": None}]}
        reason = final_reason(choice, rejected=rejected)
        yield {**self._head, "choices": [{**choice.final, "index": choice.index, "delta": {}, "finish_reason": reason}]}

    # -- encoding a whole response

    @property
    def received(self) -> Json:
        """The whole body as it came."""
        return self._body

    def body(self, texts: Mapping[Channel, str], rejected: frozenset[int]) -> Json:
        """The response with every text as it may leave. `texts` holds what was emitted; a channel without text became empty."""
        choices = []
        for position, choice in enumerate(self._body["choices"]):
            state = self.choices[choice.get("index", position)]
            message = dict(choice.get("message") or {})
            changed = _place_texts(message, state.index, texts)
            message.pop("tool_calls", None)
            if (calls := calls_delta(state)).get("tool_calls"):
                message["tool_calls"] = [
                    {k: v for k, v in call.items() if k != "index"} for call in calls["tool_calls"]
                ]
            if state.legacy is not None:
                message.pop("function_call", None)
                message.update({k: v for k, v in calls.items() if k == "function_call"})
            whole = {
                **choice,
                "message": message,
                "finish_reason": final_reason(state, rejected=state.index in rejected),
            }
            if changed and whole.get("logprobs") is not None:
                whole["logprobs"] = None
            choices.append(whole)
        return {**self._body, "choices": choices}


def _place_texts(message: Json, index: int, texts: Mapping[Channel, str]) -> bool:
    """Put the texts that may leave in place of the message's own; say whether content differs."""
    changed = False
    for key, value in list(message.items()):
        if isinstance(value, str) and key not in _LABEL_KEYS and value:
            message[key] = texts.get(Channel(index, key), "")
            changed |= message[key] != value
        elif key == "content" and isinstance(value, list):
            parts = [part for part in value if isinstance(part, dict) and isinstance(part.get("text"), str)]
            kept = [{**part, "text": texts.get(Channel(index, f"content.{value.index(part)}"), "")} for part in parts]
            changed |= kept != value
            message[key] = kept
        elif key == "audio" and isinstance(value, dict) and value.get("transcript"):
            message[key] = {**value, "transcript": texts.get(Channel(index, "audio.transcript"), "")}
    own = texts.get(Channel(index, "content"))
    if own is not None and not isinstance(message.get("content"), str):
        parts = message.get("content") or []
        message["content"] = [*parts, {"type": "text", "text": own}] if parts else own
    return changed


def _nested(path: str, text: str) -> Json:
    outer, _, inner = path.partition(".")
    return {outer: {inner: text}} if inner else {outer: text}


def _reported(error: object) -> UpstreamRefused:
    """An error inside a 200: the provider's words may hold anything, so only a short code goes on."""
    code = error.get("code") if isinstance(error, dict) else None
    suffix = f" (code {code!r})" if isinstance(code, (str, int)) and is_label(code) else ""
    return UpstreamRefused(f"The provider reported an error instead of an answer{suffix}.", status=502)
