"""What a provider says in the chat protocol: frames and whole bodies -> texts by channel, and what is known of each choice.

Every string that a model may have written is a channel, unknown ones under `delta` too; what is nested and unknown is dropped and
named, unless `keep_unknown`.
Rules for this file: pure; nothing per frame grows with the answer. Counterpart: chat.py writes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Any

from proxy.errors import UpstreamMalformed
from proxy.model import Channel, ChannelKind
from proxy.wire.chat_body import LABEL_KEYS
from proxy.wire.choices import Call, Choice
from proxy.wire.codec import Frame
from proxy.wire.json import Json, dumps, loads
from proxy.wire.labels import (
    TOP_KEYS,
    fitting_logprobs,
    has_text,
    is_key,
    is_label,
    is_name,
    reported_error,
    shown,
    words,
)
from proxy.wire.sse import ServerEvent

MAX_INDEX = 128  # n is at most 128
_TEXT_KEYS = frozenset({"content", "reasoning_content", "reasoning", "refusal"})
_CHOICE_LABELS = frozenset({
    "native_finish_reason", "matched_stop", "stop_reason", "content_filter_results", "content_filter_offsets",
})  # fmt: skip
_USAGE_LABELS = frozenset({"service_tier"})
_AUDIO_LABELS = frozenset({"id", "expires_at"})
_SOUND = re.compile(r"[A-Za-z0-9+/=_-]*", re.ASCII)
CALL_PREFIX = "tool_calls."
ANNOTATIONS = "annotations"
DONE = "[DONE]"


class ChatReader:
    """One response. `whole`: the body of a response that isn't streamed is one frame with `message` for `delta`.

    `fim`: an editor puts the content into a file, so it is held whole, without words of ours.
    """

    def __init__(self, *, whole: bool, keep_unknown: bool, through: bool = False, fim: bool = False) -> None:
        self._part = "message" if whole else "delta"
        self._whole = whole
        self._keep_unknown = keep_unknown
        self._through = through  # monitor: calls and finish reasons go on as they come
        self._content = ChannelKind.WHOLE if fim else ChannelKind.TEXT
        self._head: Json = {}
        self.choices: dict[int, Choice] = {}
        self.usage: Json | None = None
        self.usage_frame: Json | None = None
        self.model_served = ""
        self._body: Json = {}

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
            raise reported_error(obj["error"])
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
        self._drop_text(obj, ("choices", "usage"), TOP_KEYS, "", frame)
        usage = obj.get("usage")
        if not isinstance(usage, dict) and not is_label(usage):
            self._drop(obj, ["usage"], "", frame)
        if isinstance(usage, dict):
            self._drop_text(usage, (), _USAGE_LABELS, "usage.", frame)
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
        self._drop_text(choice, ("index", "logprobs", "finish_reason", self._part), _CHOICE_LABELS, "choices.", frame)
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
        self._take_finish(state, choice, frame)

    def _take_finish(self, state: Choice, choice: Json, frame: Frame) -> None:
        reason = choice.get("finish_reason")
        if not self._keep_unknown and reason is not None and not (isinstance(reason, str) and is_label(reason)):
            choice["finish_reason"] = reason = "stop"
            frame.dropped.append("choices.finish_reason")
        if isinstance(reason, str):
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
            if not self._keep_unknown and (not is_key(key) or "." in key):
                unknown.append(key)  # a key is no channel that could be looked at, nor a part of another one's name
            elif isinstance(value, str):
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
        elif isinstance(value, list) and key == ANNOTATIONS and not self._through:
            self._take_annotations(state, value, frame)
        elif isinstance(value, dict) and key == "function_call":
            self._take_legacy(state, value, frame)
        elif isinstance(value, dict) and key == "audio":
            self._take_audio(state, value, frame)
        else:
            return False
        return True

    def _text(self, state: Choice, key: str, text: str, frame: Frame) -> None:
        kind = ChannelKind.TEXT
        if key.partition(".")[0] == "content":
            kind = self._content
            state.fed += len(text)
        frame.texts.append((Channel(state.index, key, kind), text))

    def _take_audio(self, state: Choice, audio: Json, frame: Frame) -> None:
        """What a voice says, as sound and as text."""
        said, sound = audio.get("transcript"), audio.get("data")
        if isinstance(sound, str) and not _SOUND.fullmatch(sound):
            self._drop(audio, ["data"], f"{self._part}.audio.", frame)
        if said is not None and not isinstance(said, str):
            self._drop(audio, ["transcript"], f"{self._part}.audio.", frame)
        self._drop_text(
            audio,
            ("transcript", "data" if isinstance(sound, str) else ""),
            _AUDIO_LABELS,
            f"{self._part}.audio.",
            frame,
        )
        if said and isinstance(said, str):
            self._text(state, "audio.transcript", said, frame)

    def _take_annotations(self, state: Choice, annotations: list[Any], frame: Frame) -> None:
        """Citations and the like: short texts from elsewhere, looked at together and sent at the end."""
        if not annotations:
            return
        state.annotations += annotations
        channel = Channel(state.index, ANNOTATIONS, ChannelKind.WHOLE)
        frame.texts.append((channel, "\n".join(words(annotations)) + "\n"))
        frame.same = False

    def _take_parts(self, state: Choice, parts: list[Any], frame: Frame) -> None:
        """Content as a list of parts: each text of a whole message is a channel, those of a stream are one."""
        for at, part in enumerate(parts):
            if isinstance(part, dict) and isinstance(part.get("text"), str):
                self._drop_text(part, ("text",), ("type",), f"{self._part}.content.", frame)
                self._text(state, f"content.{at}" if self._whole else "content", part["text"], frame)
                frame.same = frame.same and (self._through or set(part) <= {"type", "text"})
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
            self._take_call(state, call, f"{CALL_PREFIX}{at}", piece, frame)

    def _take_call(self, state: Choice, call: Call, channel: str, piece: Json, frame: Frame) -> None:
        for key, value in piece.items():
            if key in {"function", "custom"} and isinstance(value, dict):
                call.slot = key
                self._take_inner(state, call, channel, value, frame)
            elif key != "index":
                self._keep(call.head, key, value, frame)

    def _take_inner(self, state: Choice, call: Call, channel: str, inner: Json, frame: Frame) -> None:
        spot = "input" if call.slot == "custom" else "arguments"
        for key, value in inner.items():
            if key == spot:
                # A call without arguments still has to be ruled on, so its channel is opened by an empty text.
                # Some providers give arguments as an object; every client reads a string.
                text = value if isinstance(value, str) else "" if value is None else dumps(value).decode()
                frame.texts.append((Channel(state.index, channel, ChannelKind.WHOLE), text))
            elif key == "name" and isinstance(value, str):
                self._take_name(call, value, frame)
            else:
                self._keep(call.inner, key, value, frame)

    def _keep(self, where: Json, key: str, value: object, frame: Frame) -> None:
        """Keep a label of a call; what may be text goes nowhere."""
        if is_key(key) and is_label(value):
            where.update({} if value is None else {key: value})
        else:
            frame.dropped.append(f"{self._part}.tool_calls.{shown(key)}")

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

    def _drop_text(
        self, where: Json, known: Sequence[str], labels: Container[str], prefix: str, frame: Frame
    ) -> None:  # fmt: skip
        """Drop what may be text; in a stream a piece of one may look like a label, so there only `labels` may have strings."""
        if not self._keep_unknown:
            unknown = [
                key
                for key, value in where.items()
                if key not in known
                and not (
                    (key in labels or is_key(key))
                    and is_label(value)
                    and (self._whole or key in labels or not has_text(value))
                )
            ]
            self._drop(where, unknown, prefix, frame)

    def _drop(self, where: Json, keys: list[str], prefix: str, frame: Frame) -> None:
        if self._keep_unknown:
            return
        for key in keys:
            del where[key]
            frame.dropped.append(prefix + shown(key))
