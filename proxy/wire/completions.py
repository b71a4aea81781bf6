"""Legacy completions and fill-in-the-middle: provider frames -> texts by channel, and texts -> frames for the client.

Source: the OpenAI API reference, "The completion object", and Mistral's API reference, "Fim Completion Chunk". A choice says its text under
`text`, `delta.content` or `message.content`; what the client gets has the shape that came.
An editor puts the text of a fill-in-the-middle answer into a file as it stands. So it is held whole, no word of ours is ever added, and a
refused one is an empty text that ended with "stop": "no suggestion" with every editor measured. For the same reason its stream ends
well-formed whatever fails: Tabby stops at an error object between the choices, minuet offers what came before it.
A choice has one text, so one channel; any other string that isn't a known label is dropped and named, unless `keep_unknown`.

Rules for this file: pure; nothing per frame grows with the answer. Counterpart: extract/fim.py knows what stands around the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from proxy.errors import ProxyError, UpstreamMalformed
from proxy.model import Channel, ChannelKind
from proxy.wire.choices import Choice, settle_logprobs
from proxy.wire.codec import Frame, Tool
from proxy.wire.completion_logprobs import fits_completion
from proxy.wire.json import Json, dumps, loads
from proxy.wire.labels import (
    TOP_KEYS,
    count,
    error_object,
    has_text,
    is_key,
    is_label,
    reported_error,
    shown,
)
from proxy.wire.sse import KEEP_ALIVE, ServerEvent, encode

MAX_INDEX = 4096  # prompts times n; the API takes 2,048 prompts at most
TEXT = "text"  # the channel of a choice's text, whatever the shape
_DONE = "[DONE]"
_SHAPES = ("text", "delta", "message")
_LABELS = frozenset(
    {
        "finish_reason",
        "native_finish_reason",
        "stop_reason",
        "object",
        "role",
        "name",
        "id",
        "type",
        "content_filter_results",
    }
)
_TAKEN_APART = frozenset({"index", "logprobs", "finish_reason", *_SHAPES})


@dataclass(slots=True)
class _Completion(Choice):
    """One choice as far as it has come."""

    shape: str = "text"
    held: list[str] = field(default_factory=list)  # of what an editor inserts: leaves whole or not at all
    held_upto: int = 0
    held_equal: bool = True
    settled_whole: bool = False
    said: str = ""  # the text of a whole answer
    refused: bool = False
    ended: bool = False  # its finish reason went on as it came
    usage: Json | None = None  # of the frame that finished it


class CompletionsCodec:
    """One response. `whole`: the provider's answer is one body. `fim`: an editor asked, so every text is held whole."""

    def __init__(self, *, whole: bool, keep_unknown: bool, through: bool = False, fim: bool) -> None:
        self._whole = whole
        self._keep_unknown = keep_unknown
        self._through = through  # monitor: finish reasons go on as they come
        self._fim = fim
        self._kind = ChannelKind.WHOLE if fim else ChannelKind.TEXT
        self._head: Json = {"id": "", "object": "text_completion", "created": 0, "model": ""}
        self._choices: dict[int, _Completion] = {}
        self._usage: Json | None = None
        self._usage_frame: Json | None = None
        self._body: Json = {}
        self.model_served = ""

    @property
    def keep_alive(self) -> bytes:
        """What tells a waiting client that the stream lives."""
        return KEEP_ALIVE

    @property
    def indexes(self) -> Sequence[int]:
        """The choices seen so far, in order."""
        return sorted(self._choices)

    @property
    def complete(self) -> bool:
        """The provider has finished every choice."""
        return bool(self._choices) and all(choice.finish_reason for choice in self._choices.values())

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens in and out as the provider counts them; 0 where it didn't say."""
        usage = self._usage or {}
        return count(usage.get("prompt_tokens")), count(usage.get("completion_tokens"))

    def tool(self, channel: Channel) -> Tool:  # noqa: ARG002 - the protocol's signature
        """Where the text of a held channel goes: into the file at the cursor."""
        return Tool("", "fim")

    # -- from the provider

    def read(self, event: ServerEvent) -> Frame:
        """Take a server-sent event apart. Raises UpstreamMalformed where it isn't a frame, UpstreamRefused where it reports an error."""
        if event.data.strip() == _DONE:
            return Frame({}, over=True, same=False)
        if not event.data:
            return Frame({}, same=False)  # an event without data says nothing
        try:
            obj = loads(event.data)
        except ValueError:
            message = "The provider sent an event that is not JSON."
            raise UpstreamMalformed(message) from None
        return self._take(obj)

    def read_whole(self, obj: object) -> Frame:
        """Take a whole body apart; raises as `read` does."""
        frame = self._take(obj)
        if not self._choices:
            message = "The provider's answer has no choices."
            raise UpstreamMalformed(message)
        self._body = frame.obj
        # Where the client asked for a stream and got none:
        if any(choice.shape == "message" for choice in self._choices.values()):
            self._head["object"] = "chat.completion.chunk"
        if self._usage is not None:
            self._usage_frame = {**self._head, "choices": [], "usage": self._usage}
        return frame

    def _take(self, obj: object) -> Frame:
        if not isinstance(obj, dict):
            message = "The provider sent a frame that is not a JSON object."
            raise UpstreamMalformed(message)
        if obj.get("error"):
            raise reported_error(obj["error"])
        choices = obj.get("choices")
        if not isinstance(choices, list):
            message = "The provider sent a frame without a list of choices."
            raise UpstreamMalformed(message)
        frame = Frame(obj)
        self._take_top(obj, frame)
        for position, choice in enumerate(choices):
            self._take_choice(choice, position, frame)
        if not choices and isinstance(obj.get("usage"), dict) and not self._whole:
            self._usage_frame = obj
            frame.same = False
        return frame

    def _take_top(self, obj: Json, frame: Frame) -> None:
        """Everything beside the choices: labels and numbers stay, text that nobody looked at doesn't."""
        unknown = [key for key in obj if key != "choices" and not (is_key(key) and is_label(obj[key]))]
        if not self._whole:  # a piece of a text may look like a label
            unknown += [key for key in obj if key not in {"choices", *TOP_KEYS, *unknown} and has_text(obj[key])]
        self._drop(obj, unknown, "", frame)
        if isinstance(usage := obj.get("usage"), dict):
            self._usage = usage
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
        if self._whole and index in self._choices:
            message = "The provider sent two choices with the same index."
            raise UpstreamMalformed(message)
        state = self._choices.setdefault(index, _Completion(index))
        before = state.fed
        self._take_text(state, choice, frame)
        if isinstance(logprobs := choice.get("logprobs"), dict) and not self._whole and state.fed > before:
            state.logprobs.append((before, state.fed, logprobs))
        if isinstance(reason := choice.get("finish_reason"), str):
            state.finish_reason = reason
            state.final = {key: value for key, value in choice.items() if key not in _TAKEN_APART}
            state.usage = None if self._whole else frame.obj.get("usage")
            frame.same = frame.same and self._through

    def _take_text(self, state: _Completion, choice: Json, frame: Frame) -> None:
        """Take the text from where the choice says it, and look at what stands beside it."""
        shape = next((key for key in _SHAPES if choice.get(key)), state.shape)
        state.shape = shape
        if not self._keep_unknown and not is_label(choice.get("stop_reason")):
            choice["stop_reason"] = (
                None  # vLLM repeats which of the client's own `stop` strings was met: nothing is lost
            )
        beside = [key for key in choice if key not in {shape, "index", "logprobs"} and not _is_plain(key, choice[key])]
        said = choice.get(shape)
        if isinstance(said, dict) and shape != "text":
            unknown = [key for key in said if key != "content" and not _is_plain(key, said[key])]
            self._drop(said, unknown, f"{shape}.", frame)
            said = self._content(said, f"{shape}.content", frame)
        elif said is not None and (shape != "text" or not isinstance(said, str)):
            message = f"The provider sent a choice whose {shape} is of the wrong type."
            raise UpstreamMalformed(message)
        if choice.get("logprobs") and not fits_completion(choice["logprobs"], said or ""):
            beside.append("logprobs")
        self._drop(choice, beside, "choices.", frame)
        if said:
            state.fed += len(said)
            state.said = said if self._whole else ""
            frame.texts.append((Channel(state.index, TEXT, self._kind), said))

    def _content(self, inner: Json, name: str, frame: Frame) -> str:
        """The text of a delta or a message; a list of text parts is put together."""
        content = inner.get("content")
        if isinstance(content, list):
            texts = [part["text"] for part in content if isinstance(part, dict) and isinstance(part.get("text"), str)]
            if not self._keep_unknown:
                inner["content"] = "".join(texts)
                frame.same = False
                frame.dropped += [name] * (len(texts) < len(content))
            return "".join(texts)
        if isinstance(content, str):
            return content
        if content is not None:
            self._drop(inner, ["content"], name.removesuffix("content"), frame)
        return ""

    def _drop(self, where: Json, keys: Sequence[str], prefix: str, frame: Frame) -> None:
        if self._keep_unknown:
            return
        for key in keys:
            del where[key]
            frame.dropped.append(prefix + shown(key))

    # -- to the client, streamed

    def passed(self, frame: Frame, emits: Sequence[tuple[Channel, int]]) -> bytes:
        """Write a frame as it came; its log probabilities aren't sent again, nor is a finish reason in it."""
        for channel, upto in emits:
            state = self._choices[channel.choice]
            state.settled = upto
            while state.logprobs and state.logprobs[0][1] <= upto:
                state.logprobs.popleft()
        for position, choice in enumerate(frame.obj["choices"]):
            self._choices[choice.get("index", position)].ended |= isinstance(choice.get("finish_reason"), str)
        return encode(dumps(frame.obj))

    def rest(self, frame: Frame) -> bytes:
        """Write what stands beside the texts: the role of a first delta, and what nobody knows where that may stay."""
        kept = []
        for position, choice in enumerate(frame.obj.get("choices", ())):
            inner = choice.get("delta") if isinstance(choice.get("delta"), dict) else {}
            delta = {key: value for key, value in inner.items() if key != "content" and value is not None}
            extra = {key: value for key, value in choice.items() if key not in _TAKEN_APART and value is not None}
            state = self._choices[choice.get("index", position)]
            if (delta or extra) and state.finish_reason is None:
                said = {"delta": delta} if inner else _said(state.shape, "")
                kept.append({**extra, "index": state.index, **said, "finish_reason": None})
        return self._event(kept) if kept else b""

    def text(self, channel: Channel, text: str, upto: int, *, equal: bool) -> bytes:
        """Write text that may leave now; what an editor inserts waits for the end of its choice."""
        state = self._choices[channel.choice]
        if channel.kind is ChannelKind.TEXT:
            return self._write(state, text, upto, equal=equal)
        state.held.append(text)
        state.held_upto = upto
        state.held_equal = state.held_equal and equal
        return b""

    def settled(self, channel: Channel, *, refused: bool) -> bytes:
        """Take the decision on what an editor inserts: only then may it leave."""
        state = self._choices[channel.choice]
        state.settled_whole = True
        state.refused = state.refused or refused
        return b""

    def _write(self, state: _Completion, text: str, upto: int, *, equal: bool) -> bytes:
        choice = {"index": state.index, **_said(state.shape, text), "finish_reason": None}
        if logprobs := settle_logprobs(state, upto, equal=equal):
            choice["logprobs"] = logprobs
        return self._event([choice])

    def renamed(self, channel: Channel, name: str) -> bool:  # noqa: ARG002 - a codec's signature
        """There are no calls."""
        return False

    def voice(self, index: int) -> Channel | None:
        """The text itself; nowhere in an editor's file."""
        return None if self._fim else Channel(index, TEXT)

    def ending(self, index: int, *, rejected: bool) -> bytes:
        """Write what an editor inserts, in one piece, and the finish reason with the usage that came beside it."""
        state = self._choices[index]
        if state.ended:
            return b""
        out = b""
        if state.held and state.settled_whole and not state.refused:
            out = self._write(state, "".join(state.held), state.held_upto, equal=state.held_equal)
        reason = self.finish(index, rejected=rejected) or None
        choice = {**state.final, "index": index, **_said(state.shape, ""), "finish_reason": reason}
        return out + self._event([choice], **({} if state.usage is None else {"usage": state.usage}))

    def closing(self, *, include_usage: bool) -> bytes:
        """Write the usage where the client asked for it, and the end."""
        usage = self._usage_frame if include_usage or self._through else None
        return (b"" if usage is None else encode(dumps(usage))) + encode(_DONE)

    def failing(self, error: ProxyError) -> bytes:
        """Write the error as the last event; an editor gets an end without a suggestion instead."""
        if not self._fim:
            return encode(dumps({"error": error_object(error)}))
        open_ = [index for index in self.indexes if not self._choices[index].ended] if self._choices else [0]
        ends = [{"index": index, **_said(self._shape(index), ""), "finish_reason": "stop"} for index in open_]
        return (self._event(ends) if ends else b"") + encode(_DONE)

    def finish(self, index: int, *, rejected: bool) -> str:
        """The finish reason that the client gets: a turn that something was rejected of ends with stop (wire facts 5-6)."""
        state = self._choices[index]
        return "stop" if rejected or state.refused else state.finish_reason or ""

    def _shape(self, index: int) -> str:
        state = self._choices.get(index)
        return "text" if state is None else state.shape

    def _event(self, choices: Sequence[Json], **more: Json) -> bytes:
        return encode(dumps({**self._head, "choices": choices, **more}))

    # -- to the client, whole

    def body(self, texts: Mapping[Channel, str], *, refused: AbstractSet[Channel], rejected: AbstractSet[int]) -> Json:
        """The whole body with every text as it may leave: one that isn't in `texts`, or was refused, became empty."""
        choices = []
        for position, choice in enumerate(self._body["choices"]):
            state = self._choices[choice.get("index", position)]
            channel = Channel(state.index, TEXT, self._kind)
            state.refused = state.refused or channel in refused
            text = "" if state.refused else texts.get(channel, "")
            whole = dict(choice)
            if reason := self.finish(state.index, rejected=state.index in rejected):
                whole["finish_reason"] = reason
            if text != state.said:
                whole |= _place(choice, state.shape, text)
                whole |= {"logprobs": None} if choice.get("logprobs") else {}
            choices.append(whole)
        return {**self._body, "choices": choices}


def _said(shape: str, text: str) -> Json:
    return {"text": text} if shape == "text" else {"delta": {"content": text}}


def _place(choice: Json, shape: str, text: str) -> Json:
    """The text in the place where a whole body's choice says it."""
    return {"text": text} if shape == "text" else {shape: {**(choice.get(shape) or {}), "content": text}}


def _is_plain(key: str, value: object) -> bool:
    """No text that a model may have written: a label by its key, a number, or a nest without strings."""
    return is_key(key) and (not value or (is_label(value) and (key in _LABELS or not has_text(value))))
