"""The provider's events of a response, read into items.

Most texts come up to five times: as deltas, in the text's `.done`, in the part's, in the item's, in the last event. The first to say a
word counts. What a later one says more is fed to the channel too, while it is open; one that contradicts what was said is not believed.
Events are matched to items by `output_index`, else by id; some providers send neither, or leave events out.
Rules for this file: pure; what came isn't kept. Counterpart: responses_writing.py.
"""

from __future__ import annotations

from collections.abc import Callable

from proxy.wire.codec import Frame
from proxy.wire.json import Json
from proxy.wire.labels import fitting_logprobs, is_name, reported_error, strings
from proxy.wire.responses_filling import Filling
from proxy.wire.responses_items import Item, Part
from proxy.wire.responses_kinds import (
    CALL_STEMS,
    KINDS,
    MESSAGE,
    OUTPUT_TEXT,
    PARTS,
    REPEATED_STEMS,
    SPOKEN,
    SPOKEN_STEMS,
)
from proxy.wire.responses_labels import goes_on, keys, malformed, position, response_labels, shown
from proxy.wire.responses_turn import TRANSCRIPT, Turn

LIFECYCLE = frozenset({"response.created", "response.queued", "response.in_progress"})
_ENDS = {"response.completed": "completed", "response.incomplete": "incomplete"}
_ANNOTATIONS = ("response.output_text.annotation.added", "response.output_text_annotation.added")
_PLACES = frozenset(
    {"type", "sequence_number", "output_index", "content_index", "summary_index", "item_id", "annotation_index"}
)
_IMAGES = "response.image_generation_call."
_IMAGE_LABELS = frozenset({"partial_image_b64", "size", "quality", "background", "output_format"})
_PADDING = "obfuscation"  # random characters that hide how long a token is

_Read = Callable[[str, Json, Frame], None]


class Reading:
    """See the module's docstring. `spoken`: the part that the last event's delta belongs to."""

    def __init__(self, turn: Turn, asked: Json, *, keep_unknown: bool, through: bool) -> None:
        self._turn = turn
        self._asked = asked
        self._keep_unknown = keep_unknown
        self._through = through
        self._filling = Filling(turn, keep_unknown=keep_unknown)
        self.spoken: tuple[Item, Part] | None = None
        self._reads: dict[str, _Read] = {
            "error": self._error,
            "response.failed": self._error,
            "response.output_item.added": self._item,
            "response.output_item.done": self._item,
            "response.audio.delta": self._audio,
            "response.audio.transcript.delta": self._transcript,
            "response.audio.transcript.done": self._transcript,
            **dict.fromkeys(LIFECYCLE, self._response),
            **dict.fromkeys(_ENDS, self._end),
            **dict.fromkeys(_ANNOTATIONS, self._annotation),
            **{f"{stem}.delta": self._speech for stem in SPOKEN_STEMS},
            **{f"{stem}.done": self._spoken for stem in SPOKEN_STEMS},
            **{f"{stem}.{end}": self._call for stem in CALL_STEMS for end in ("delta", "done")},
            **{f"{part.stem}.{end}": self._part for part in PARTS.values() for end in ("added", "done")},
        }

    # -- entries

    def event(self, name: str, obj: Json) -> Frame:
        """Take an event apart. Raises UpstreamMalformed and UpstreamRefused."""
        self.spoken = None
        frame = Frame(obj, same=self._through, event=name)
        self._reads.get(name, self._other)(name, obj, frame)
        self._turn.seen = True
        return frame

    def whole(self, obj: Json) -> Frame:
        """Take a whole response object apart; raises as `event` does."""
        if obj.get("error") or obj.get("status") == "failed":
            raise reported_error(obj.get("error"))
        if not isinstance(obj.get("output"), list):
            raise malformed("an answer without a list of output items")
        frame = Frame(obj, same=self._through, event="response.completed")
        self._finish(str(obj.get("status") or "completed"), obj, frame)
        self._turn.seen = True
        return frame

    # -- the response

    @staticmethod
    def _error(name: str, obj: Json, frame: Frame) -> None:  # noqa: ARG004 - all readers have one signature
        response = obj.get("response")
        raise reported_error((response.get("error") if isinstance(response, dict) else None) or obj.get("error") or obj)

    def _response(self, name: str, obj: Json, frame: Frame) -> None:  # noqa: ARG002 - as above
        response = obj.get("response")
        if not isinstance(response, dict):
            raise malformed("an event without the response that it is about")
        labels = self._labels(response, frame)
        self._turn.head = self._turn.head or labels

    def _labels(self, response: Json, frame: Frame) -> Json:
        labels, dropped = response_labels(response, self._asked, keep_unknown=self._keep_unknown)
        frame.dropped += dropped
        if isinstance(model := labels.get("model"), str):
            self._turn.model = model
        return labels

    def _end(self, name: str, obj: Json, frame: Frame) -> None:
        response = obj.get("response")
        if not isinstance(response, dict):
            raise malformed("an event without the response that it is about")
        self._finish(_ENDS[name], response, frame)

    def _finish(self, status: str, response: Json, frame: Frame) -> None:
        turn = self._turn
        turn.final = self._labels(response, frame)
        turn.shows_text = isinstance(response.get("output_text"), str)
        turn.status = status if status in _ENDS.values() else ""
        output = response.get("output")
        self._filling.finished(output if isinstance(output, list) else [], frame)
        for item in turn.items:
            self._filling.close(item, frame)
        if (place := turn.places.get(TRANSCRIPT)) is not None:
            self._filling.end(place.text, frame)
        frame.over = True

    # -- items and parts

    def _item(self, name: str, obj: Json, frame: Frame) -> None:
        self._filling.item(obj, frame, done=name.endswith(".done"))

    def _part(self, name: str, obj: Json, frame: Frame) -> None:
        said, done = obj.get("part"), name.endswith(".done")
        field, events = next((key, events) for key, events in PARTS.items() if name.startswith(events.stem))
        spoken = SPOKEN.get(str(said.get("type"))) if isinstance(said, dict) else None
        there = self._turn.at.get(position(obj, "output_index") or 0)
        strange = there.type if there is not None and there.kind.lists else MESSAGE
        item = self._filling.find(obj, spoken.item if spoken is not None else strange)
        if item.closed and done:
            return  # it was said before
        part = self._filling.part(item, field, position(obj, events.index) or 0, said, frame, done=done)
        if part is not None and done and spoken is not None and isinstance(said, dict):
            if part.text.fed and part.text.begins(str(said.get(spoken.key, ""))):
                self._filling.end(part.text, frame)
            self._filling.end(part.cited, frame)

    def _annotation(self, name: str, obj: Json, frame: Frame) -> None:  # noqa: ARG002 - all readers have one signature
        item = self._filling.find(obj, MESSAGE)
        part = self._filling.spoken_part(item, SPOKEN[OUTPUT_TEXT], position(obj, "content_index") or 0)
        self._filling.cite(item, part, obj.get("annotation"), frame)

    # -- texts

    def _speech(self, name: str, obj: Json, frame: Frame) -> None:
        spoken = SPOKEN_STEMS[name.removesuffix(".delta")]
        item = self._filling.find(obj, spoken.item)
        part = self._filling.spoken_part(item, spoken, position(obj, PARTS[spoken.field].index) or 0)
        self.spoken = item, part
        delta, start = obj.get("delta"), part.text.fed
        if isinstance(delta, str) and delta:
            self._filling.feed(part.text, delta, frame, f"{item.type}.{spoken.label}")
        elif delta:
            self._filling.drop(frame, f"{shown(name)}.delta")
        if not self._through:
            frame.obj = self._only_places(name, obj, frame)
            self._take_tokens(part, start, frame)

    def _take_tokens(self, part: Part, start: int, frame: Frame) -> None:
        """Log probabilities repeat the delta; what they say beside it nobody looked at."""
        said = frame.obj.get("logprobs")
        if not said:
            return
        if not self._keep_unknown and not fitting_logprobs({"content": said}, [str(frame.obj.get("delta"))]):
            self._filling.drop(frame, f"{part.label}.logprobs")
            frame.obj["logprobs"] = []
        elif isinstance(said, list) and start < part.text.fed:
            part.tokens.append((start, part.text.fed, said))

    def _only_places(self, name: str, obj: Json, frame: Frame) -> Json:
        """A delta without what nobody knows beside it."""
        kept = {}
        for key, value in obj.items():
            if key in {"delta", "logprobs"} or self._keep_unknown or (key != _PADDING and _is_quiet(name, key, value)):
                kept[key] = value
            elif key != _PADDING:
                self._filling.drop(frame, f"{shown(name)}.{shown(key)}")
        return kept

    def _spoken(self, name: str, obj: Json, frame: Frame) -> None:
        spoken = SPOKEN_STEMS[name.removesuffix(".done")]
        item = self._filling.find(obj, spoken.item)
        part = self._filling.spoken_part(item, spoken, position(obj, PARTS[spoken.field].index) or 0)
        said = obj.get(spoken.key)
        if (
            isinstance(said, str)
            and said
            and self._filling.repeat(part.text, said, frame, f"{item.type}.{spoken.label}")
        ):
            self._filling.end(part.text, frame)

    def _call(self, name: str, obj: Json, frame: Frame) -> None:
        stem, _, end = name.rpartition(".")
        type_ = CALL_STEMS[stem]
        item, key = self._filling.find(obj, type_), KINDS[type_].whole
        text, where = self._turn.whole(item), f"{type_}.{key}"
        item.shape = item.shape or "text"
        said = obj.get("delta" if end == "delta" else key)
        if end == "delta" and isinstance(said, str) and said:
            self._filling.feed(text, said, frame, where)
        elif end == "done" and isinstance(said, str) and said:
            if self._filling.repeat(text, said, frame, where):
                self._filling.end(text, frame)
        elif said:
            self._filling.drop(frame, where)

    def _transcript(self, name: str, obj: Json, frame: Frame) -> None:
        text = self._turn.beside(TRANSCRIPT)
        said = obj.get("delta")
        if name.endswith(".done"):
            self._filling.end(text, frame)
        elif isinstance(said, str) and said:
            self._filling.feed(text, said, frame, "audio.transcript")
        elif said:
            self._filling.drop(frame, "audio.transcript")

    # -- the rest

    def _audio(self, name: str, obj: Json, frame: Frame) -> None:
        sound = obj.get("delta")
        if isinstance(sound, str) and goes_on("partial_image_b64", sound):
            self._turn.loose.append({"type": name, "delta": sound})
        else:
            self._filling.drop(frame, "audio.delta")

    def _other(self, name: str, obj: Json, frame: Frame) -> None:
        """An event that tells how far an item is, or one that nobody knows: it goes on where nothing in it could be text."""
        if name.startswith(REPEATED_STEMS) or self._through:
            return
        quiet = {key: value for key, value in obj.items() if key != _PADDING}
        if not self._keep_unknown and not (
            is_name(name) and all(_is_quiet(name, key, value) for key, value in quiet.items())
        ):
            self._filling.drop(frame, f"event {shown(name)}")
            return
        index, id_ = position(obj, "output_index"), obj.get("item_id")
        item = self._turn.at.get(index) if index is not None else None
        if item is None and isinstance(id_, str):
            item = self._turn.named.get(id_)
        if item is not None:
            item.progress.append(quiet)
        elif index is None and id_ is None:
            self._turn.loose.append(quiet)


def _is_quiet(name: str, key: str, value: object) -> bool:
    """A field of an event in which nothing could be a piece of a text."""
    if not is_name(key):
        return False
    if value is None or isinstance(value, int | float):
        return True
    if key in _PLACES or (name.startswith(_IMAGES) and key in _IMAGE_LABELS):
        return goes_on(key, value)
    return not any(strings(value)) and not any(True for _ in keys(value))
