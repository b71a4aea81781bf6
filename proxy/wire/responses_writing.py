"""The events of a response for the client, written from its items in the order that the Responses API says them.

Items leave in order, one after the other, under indexes and sequence numbers of our own. What comes later waits until what comes earlier is
decided and closed. A message whose last text is finished stays open until another item must start, because words of ours go onto it. A call
that the client acts on, and all that follows it, waits for the end of the turn and then leaves in one piece or not at all.
Rules for this file: pure; each character is written as often as the API says it, and nothing else is done twice.
Counterpart: responses_reading.py.
"""

from __future__ import annotations

from proxy.wire.json import Json, dumps
from proxy.wire.responses_items import Item, Part, own_message
from proxy.wire.responses_kinds import OUTPUT_TEXT, PARTS, SPOKEN
from proxy.wire.responses_turn import OWN, TRANSCRIPT, Place, Turn
from proxy.wire.sse import encode

_UNNAMED: Json = {
    "id": "resp_codeward",
    "object": "response",
    "created_at": 0,
}  # of a provider that never announced its response
_END_KEYS = frozenset({"status", "usage", "completed_at", "incomplete_details"})
CREATED = "created"
_BEFORE = ".in_progress"  # the one sign of progress that comes before a call's own text


class Writing:
    """The events of one response. `part`: the one that text may go onto now."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._out: list[bytes] = []
        self._said: set[str] = set()
        self._cursor = 0  # of the item that may leave
        self._current: Item | None = None  # announced and not closed
        self._next = 0
        self._sequence = 0
        self.part: Part | None = None
        self.unfinished = "incomplete"  # the status of an item that the provider didn't finish
        self.output: list[Json] = []  # the items that were closed, as the last event repeats them

    def take(self) -> bytes:
        """The bytes written since the last time."""
        out = b"".join(self._out)
        self._out.clear()
        return out

    @property
    def begun(self) -> bool:
        """The response was announced."""
        return bool(self._said)

    @property
    def behind(self) -> bool:
        """Some item has yet to leave."""
        return self._cursor < len(self._turn.items)

    # -- events

    def passed(self, name: str, obj: Json) -> None:
        """An event as it came; only its number is ours."""
        self._put(name, {**obj, "sequence_number": self._sequence})

    def untouched(self, name: str, obj: Json) -> None:
        """An event as it came, in monitor mode."""
        self._said.add(name)
        number = obj.get("sequence_number")
        self._sequence = (number if isinstance(number, int) else self._sequence) + 1
        self._out.append(encode(dumps(obj), name))

    def state(self, name: str) -> None:
        """A state of the response as a whole: "created" first, each once."""
        if name in self._said:
            return
        if name != CREATED:
            self.state(CREATED)
        self._said.add(name)
        head = self._turn.head or self._unnamed()
        status = head.get("status", "in_progress") if name == CREATED else name
        self._write(f"response.{name}", response={**head, "status": status, "output": []})

    def end(self, name: str, response: Json) -> None:
        """The event that ends the stream."""
        self._write(name, response=response)

    def error(self, error: Json) -> None:
        """An error before there is a response that it could be of."""
        self._write("error", **error)

    def _unnamed(self) -> Json:
        """The head of a response that the provider never announced."""
        known = {key: value for key, value in self._turn.final.items() if key not in _END_KEYS}
        return {**_UNNAMED, "model": self._turn.model, **known}

    def _write(self, name: str, /, **said: object) -> None:
        self._put(name, {"type": name, "sequence_number": self._sequence, **said})

    def _put(self, name: str, obj: Json) -> None:
        self._sequence += 1
        self._out.append(encode(dumps(obj), name))

    # -- items

    def flow(self, *, last: bool = False, calls: bool = True) -> None:
        """Write what needn't wait any longer. `last`: nothing need. `calls`: those that the client acts on may leave then."""
        self._loose()
        items = self._turn.items
        while self._cursor < len(items):
            item = items[self._cursor]
            if item.kind.applied and not last:
                return
            if not (item.kind.applied and not calls) and not self._carry(item, last=last):
                return
            self._cursor += 1
        if last:
            self._close()

    def _loose(self) -> None:
        for obj in self._turn.loose:
            self.state(CREATED)
            self.passed(str(obj.get("type")), obj)
        self._turn.loose.clear()

    def _carry(self, item: Item, *, last: bool) -> bool:
        """Write what an item may say now; True: it is done with."""
        if item.kind.whole:
            if not (last or item.settled):
                return False
            if item.leaves:
                self._start(item)
                self._call(item)
                self._close()
            return True
        if item is not self._current:
            self._start(item)
        self._progress(item)
        if not (self._parts(item, last=last) and (last or item.settled)):
            return False
        if item.last_spoken is None:
            self._close()
        return True

    def _start(self, item: Item) -> None:
        self._close()
        self.state(CREATED)
        self._current = item
        item.index, self._next = self._next, self._next + 1
        self._write("response.output_item.added", output_index=item.index, item=item.announced())

    def _close(self) -> None:
        item, self._current = self._current, None
        if item is None:
            return
        self._close_part(item)
        finished = item.finished(self.unfinished)
        self.output.append(finished)
        self._write("response.output_item.done", output_index=item.index, item=finished)

    def _progress(self, item: Item, only: str = "") -> None:
        """The signs of progress that came for an item."""
        events, item.progress = item.progress, []
        for obj in events:
            name = str(obj.get("type"))
            if only and not name.endswith(only):
                item.progress.append(obj)
            else:
                self.passed(name, {**obj, "output_index": item.index})

    def _call(self, item: Item) -> None:
        """The text that is acted on, in one piece."""
        self._progress(item, _BEFORE)
        if item.kind.stem and item.shape == "text":
            place = {"item_id": item.name, "output_index": item.index}
            if item.whole_text:
                self._write(f"{item.kind.stem}.delta", **place, delta=item.whole_text)
            called = item.renamed or item.labels.get("name")
            name = {"name": called} if called and item.type == "function_call" else {}
            self._write(f"{item.kind.stem}.done", **place, **name, **{item.kind.whole: item.whole_text})
        self._progress(item)

    # -- parts

    def _parts(self, item: Item, *, last: bool) -> bool:
        """Write what the parts may say now; True: all of them are done with."""
        while item.turn < len(item.sequence):
            part = item.sequence[item.turn]
            if not part.begun:
                self._start_part(item, part)
            self.flush(item, part)
            if not (last or part.settled):
                return False
            item.turn += 1
            if part.label != OUTPUT_TEXT:
                self._close_part(item)
        return True

    def _place(self, item: Item, part: Part) -> Json:
        return {"item_id": item.name, "output_index": item.index, PARTS[part.spot].index: part.index}

    def _start_part(self, item: Item, part: Part) -> None:
        self._close_part(item)
        part.begun = True
        self.part = part
        self._write(f"{PARTS[part.spot].stem}.added", **self._place(item, part), part=part.announced())

    def flush(self, item: Item, part: Part) -> None:
        """Write the text of the open part that may leave."""
        if not part.waiting:
            return
        text, logprobs = "".join(part.waiting), part.leaving
        part.waiting, part.leaving = [], []
        extra = {"logprobs": logprobs} if part.label == OUTPUT_TEXT else {}
        self._write(f"{SPOKEN[part.label].stem}.delta", **self._place(item, part), delta=text, **extra)

    def _close_part(self, item: Item) -> None:
        part, self.part = self.part, None
        if part is None:
            return
        place, finished = self._place(item, part), part.finished()
        part.told = finished
        if part.known:
            spoken = SPOKEN[part.label]
            for at, annotation in enumerate(part.quotes):
                name = "response.output_text.annotation.added"
                self._write(name, **place, annotation_index=at, annotation=annotation)
            extra = {"logprobs": finished.get("logprobs") or []} if part.label == OUTPUT_TEXT else {}
            self._write(f"{spoken.stem}.done", **place, **{spoken.key: finished[spoken.key]}, **extra)
        self._write(f"{PARTS[part.spot].stem}.done", **place, part=finished)

    # -- our own words, and what stands beside the items

    def own(self) -> Place:
        """The text of a message of our own, which is put before the first call that the client acts on."""
        items = self._turn.items
        at = self._cursor
        if at < len(items) and items[at] is self._current:
            at += 1
        while at < len(items) and not items[at].kind.applied:
            at += 1
        item = own_message(OWN, len(items))
        items.insert(at, item)
        part = item.sequence[0]
        place = self._turn.places[OWN] = Place(part.text, item, part)
        return place

    def transcript(self, text: str) -> None:
        """What a voice says."""
        self.state(CREATED)
        self._write(f"response.{TRANSCRIPT.field}.delta", delta=text)

    def transcribed(self) -> None:
        """The voice has finished."""
        self.state(CREATED)
        self._write(f"response.{TRANSCRIPT.field}.done")
