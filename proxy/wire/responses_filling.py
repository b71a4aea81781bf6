"""What the provider's objects say, put into items: whole items and parts, and the texts that repeat what deltas said.

A text that stands in an item when that is announced counts as said only if nothing else says it, because some providers then send it
again as deltas, and some don't. Every string is a text of its own, one of an item's words, a label, or dropped and named.
Rules for this file: pure; linear in what came. Counterpart: responses_reading.py reads the events around the objects.
"""

from __future__ import annotations

from collections import deque

from proxy.wire.codec import Frame
from proxy.wire.json import Json, dumps
from proxy.wire.labels import fitting_logprobs, is_name
from proxy.wire.responses_items import Item, Part, Text, citation_key
from proxy.wire.responses_kinds import MESSAGE, OUTPUT_TEXT, SPOKEN, Spoken
from proxy.wire.responses_labels import goes_on, malformed, position, shown, words
from proxy.wire.responses_turn import Turn


class Filling:
    """Puts objects of the provider's into a turn. Texts and what was dropped go into the frame."""

    def __init__(self, turn: Turn, *, keep_unknown: bool) -> None:
        self._turn = turn
        self._keep_unknown = keep_unknown

    # -- texts

    def feed(self, text: Text, said: str, frame: Frame, where: str) -> None:
        """Take text that follows what was said."""
        if text.ended:
            self.drop(frame, f"{where} (late)")
            return
        if text.initial and not text.initial.startswith(said):
            self._say(text, text.initial, frame)
        text.initial = ""
        self._say(text, said, frame)

    def repeat(self, text: Text, whole: str, frame: Frame, where: str) -> bool:
        """Take a text that repeats all that was said, with what it says more. False: it contradicts what was said."""
        if not text.begins(whole):
            return False
        if text.ended:
            if len(whole) > text.fed:
                self.drop(frame, f"{where} (late)")
            return True
        if not whole and text.initial:
            return False
        text.initial = ""
        if len(whole) > text.fed:
            self._say(text, whole[text.fed :], frame)
        return True

    @staticmethod
    def end(text: Text | None, frame: Frame) -> None:
        """Say that a text is finished."""
        if text is not None and not text.ended:
            if text.initial:
                Filling._say(text, text.initial, frame)
                text.initial = ""
            text.ended = True
            frame.ended.append(text.channel)

    @staticmethod
    def _say(text: Text, said: str, frame: Frame) -> None:
        text.feed(said)
        frame.texts.append((text.channel, said))

    def drop(self, frame: Frame, name: str) -> None:
        """Name something that doesn't go on."""
        if not self._keep_unknown:
            frame.dropped.append(name)

    # -- finding items

    def find(self, obj: Json, type_: str) -> Item:
        """The item of this type that an event is about; a new one where the provider never announced it."""
        turn, index, name = self._turn, position(obj, "output_index"), obj.get("item_id")
        named = turn.named.get(name) if isinstance(name, str) else None
        there = turn.at.get(index) if index is not None else None
        last = turn.items[-1] if turn.items and index is None and named is None else None
        for item in (named, there, last):  # an id says more than an index: some providers give every item the index 0
            if item is not None and item.type == type_:
                return item
        item = self._turn.add(type_, index)
        if isinstance(name, str) and goes_on("item_id", name):
            item.labels["id"] = name
            self._turn.named.setdefault(name, item)
        if type_ == MESSAGE:
            item.labels |= {"status": "in_progress", "role": "assistant"}
        return item

    def item(self, obj: Json, frame: Frame, *, done: bool) -> None:
        """Take `output_item.added` or `.done`."""
        said, index = _checked(obj.get("item")), position(obj, "output_index")
        item = self._known(index, said, done=done) or self._turn.add(said["type"], index)
        self.fill(item, said, frame, done=done)
        if done:
            self.close(item, frame)

    def _known(self, index: int | None, said: Json, *, done: bool) -> Item | None:
        """The item that an object is of, if it was announced; some providers give every item the index 0."""
        turn, name = self._turn, _id_of(said)
        if index is not None:
            item = turn.at.get(index)
        elif name is not None:
            item = turn.named.get(name)
        else:
            item = turn.items[-1] if done and turn.items and not turn.items[-1].closed else None
        if item is None or item.type != said["type"]:
            return None
        other = name is not None and item.labels.get("id") not in (None, name)
        return None if other and (item.closed or not done) else item

    def finished(self, output: list[object], frame: Frame) -> None:
        """Take the output of the last event: matched to what came by id, else in order by type; what never came is new."""
        objects = [_checked(said) for said in output]
        matched: list[Item | None] = []
        taken: set[int] = set()
        for said in objects:
            item = self._turn.named.get(_id_of(said) or "")
            if item is not None and (item.type != said["type"] or item.number in taken):
                item = None
            taken |= set() if item is None else {item.number}
            matched.append(item)
        free: dict[str, deque[Item]] = {}
        for item in self._turn.items:
            if item.number not in taken:
                free.setdefault(item.type, deque()).append(item)
        for said, found in zip(objects, matched, strict=True):
            type_ = said["type"]
            item = found or (free[type_].popleft() if free.get(type_) else self._turn.add(type_, None))
            self.fill(item, said, frame, done=True)
            self.close(item, frame)

    # -- filling items

    def fill(self, item: Item, obj: Json, frame: Frame, *, done: bool) -> None:
        """Take what an item's object says."""
        if done and "status" not in obj:
            item.labels.pop("status", None)
        for key, value in obj.items():
            if key == "type" or (key == "id" and item.labels.get("id")):
                continue  # events were sent under the first id
            where = f"{shown(item.type)}.{shown(key)}"
            if value and self._take(item, key, value, frame, done=done):
                continue
            if self._keep_unknown or _is_label(key, value):
                item.labels[key] = value
            else:
                self.drop(frame, where)
        if isinstance(name := item.labels.get("id"), str):
            self._turn.named.setdefault(name, item)

    def _take(self, item: Item, key: str, value: object, frame: Frame, *, done: bool) -> bool:
        """Take a field that holds text, where the item has such a one."""
        kind, where = item.kind, f"{shown(item.type)}.{shown(key)}"
        if key == kind.whole:
            self._whole(item, value, frame, done=done)
        elif key in kind.texts and isinstance(value, str):
            self._standing(self._turn.text(item, key), value, frame, where, done=done)
        elif key in kind.lists:
            parts = value if isinstance(value, list) else [{"type": OUTPUT_TEXT, "text": value}]
            for at, part in zip(_indexes(item, key, parts), parts, strict=True):
                self.part(item, key, at, part, frame, done=done)
        elif key in kind.fields or key in kind.texts:
            self._field(item, key, value, frame, done=done)
        else:
            return False
        return True

    def _whole(self, item: Item, value: object, frame: Frame, *, done: bool) -> None:
        text = value if isinstance(value, str) else dumps(value).decode()
        item.shape = item.shape or ("text" if isinstance(value, str) else "json")
        self._standing(self._turn.whole(item), text, frame, f"{shown(item.type)}.{item.kind.whole}", done=done)

    def _standing(self, text: Text, said: str, frame: Frame, where: str, *, done: bool) -> None:
        """Take a text as it stands in an object."""
        if done:
            self.repeat(text, said, frame, where)
        elif not text.fed and not text.ended:
            text.initial = said

    def _field(self, item: Item, key: str, value: object, frame: Frame, *, done: bool) -> None:
        """Take a field in a shape of its own, once the item is finished."""
        if not done or item.closed or key in item.fields:
            return
        item.fields[key] = value
        if said := words(value):
            self._say(self._turn.words(item), "\n".join(said) + "\n", frame)

    def close(self, item: Item, frame: Frame) -> None:
        """Take an item as finished: its texts get no more."""
        if item.closed:
            return
        item.closed = True
        if item.kind.whole:
            text = self._turn.whole(item)
            if not item.shape and item.kind.stem and item.kind.whole not in item.labels:
                item.shape = "text"
            if not text.fed and not text.initial:
                frame.texts.append((text.channel, ""))  # a call without arguments has to be ruled on too
        for text in item.every():
            self.end(text, frame)

    # -- filling parts

    def part(self, item: Item, field: str, index: int, obj: object, frame: Frame, *, done: bool) -> Part | None:
        """Take what a part's object says. None: nobody knows its type."""
        label = obj.get("type") if isinstance(obj, dict) else None
        spoken = SPOKEN.get(label) if isinstance(label, str) else None
        if spoken is None or not isinstance(obj, dict) or (spoken.item, spoken.field) != (item.type, field):
            self._strange_part(item, field, index, obj, frame)
            return None
        part = self._turn.part(item, field, index, spoken.label)
        part.labels["type"] = spoken.label
        where = f"{shown(item.type)}.{spoken.label}"
        if isinstance(text := obj.get(spoken.key), str):
            self._standing(part.text, text, frame, where, done=done)
        for key, value in obj.items():
            if key == "annotations" and isinstance(value, list):
                part.labels[key] = []
                for annotation in value:
                    self.cite(item, part, annotation, frame)
            elif key == "logprobs" and value:
                self._logprobs(part, spoken, obj, frame)
            elif key not in {"type", spoken.key}:
                if self._keep_unknown or goes_on(key, value):
                    part.labels[key] = value
                else:
                    self.drop(frame, f"{where}.{shown(key)}")
        return part

    def _logprobs(self, part: Part, spoken: Spoken, obj: Json, frame: Frame) -> None:
        if self._keep_unknown or fitting_logprobs({"content": obj["logprobs"]}, [str(obj.get(spoken.key))]):
            part.labels["logprobs"] = obj["logprobs"]
        else:
            self.drop(frame, f"{spoken.label}.logprobs")

    def _strange_part(self, item: Item, field: str, index: int, obj: object, frame: Frame) -> None:
        if self._keep_unknown and isinstance(obj, dict):
            part = self._turn.part(item, field, index, "")
            part.known = False
            part.labels = obj
        else:
            self.drop(frame, f"{shown(item.type)}.{field}[{index}]")

    def spoken_part(self, item: Item, spoken: Spoken, index: int) -> Part:
        """The part that a delta belongs to, whether it was announced or not."""
        part = self._turn.part(item, spoken.field, index, spoken.label)
        if not part.labels:
            part.labels = {"type": spoken.label}
            if spoken.label == OUTPUT_TEXT:
                part.labels["annotations"] = []
        return part

    def cite(self, item: Item, part: Part, annotation: object, frame: Frame) -> None:
        """Take an annotation, once. Its words are looked at."""
        if not isinstance(annotation, dict):
            self.drop(frame, "output_text.annotations")
            return
        key = citation_key(annotation)
        if key in part.citations:
            return
        if said := words(annotation):
            text = self._turn.cited(item, part)
            if text.ended:
                self.drop(frame, "output_text.annotations (late)")
                return
            self._say(text, "\n".join(said) + "\n", frame)
        part.citations[key] = annotation


def _indexes(item: Item, spot: str, parts: list[object]) -> list[int]:
    """Under which index each part of a list was said: its own, else the next of its type that no other part of the list has."""
    labels = [part.get("type") if isinstance(part, dict) else None for part in parts]
    own = {(spot, at, label) for at, label in enumerate(labels) if isinstance(label, str)}
    free: dict[str, deque[int]] = {}
    for key in item.parts:
        if key[0] == spot and key not in own:
            free.setdefault(key[2], deque()).append(key[1])
    found = []
    for at, label in enumerate(labels):
        rest = free.get(label) if isinstance(label, str) and (spot, at, label) not in item.parts else None
        found.append(rest.popleft() if rest else at)
    return found


def _is_label(key: str, value: object) -> bool:
    """A field of an item that isn't text; a tool's name, which the model writes too, is a name."""
    return is_name(value) if key == "name" and isinstance(value, str) else goes_on(key, value)


def _checked(item: object) -> Json:
    """An item's object, which has a type."""
    if not isinstance(item, dict) or not isinstance(item.get("type"), str) or not is_name(item["type"]):
        raise malformed("an output item without a type")
    return item


def _id_of(item: Json) -> str | None:
    name = item.get("id")
    return name if isinstance(name, str) else None
