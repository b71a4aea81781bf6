"""The order of a Messages stream: which content block may say something now, under which index, and the events that say it.

Source: the Anthropic API reference, "Streaming Messages": blocks follow one another, each with a start, deltas and a stop, their indexes
count from 0 without holes (anthropic-sdk-python raises IndexError at a hole, Copilot CLI loses the call).
A block waits until the one before it has left. The last text block stays open until the next must begin, because words of our own go onto
it. A call that the client runs, and all that follows the first one, waits for the end: clients run a call as soon as it is closed.
Rules for this file: pure; writes what was given to it and nothing of the provider's frames but `passed`. Counterpart: messages.py.
"""

from __future__ import annotations

from collections import deque

from proxy.model import Channel
from proxy.wire.json import Json, dumps
from proxy.wire.messages_blocks import Item, Kind, name_in, place_leaves
from proxy.wire.sse import encode

OWN = Channel(0, "content.own")  # words of ours where the last block isn't text
_BLANK: Json = {
    "id": "msg_codeward",
    "type": "message",
    "role": "assistant",
    "model": "",
    "content": [],
    "stop_reason": None,
    "stop_sequence": None,
}
_NO_USAGE = {"input_tokens": 0, "output_tokens": 0}


class Order:
    """The blocks of one message on their way to the client. What is written gathers until `take`."""

    def __init__(self) -> None:
        self.head: Json = {}  # the message as its start says it
        self.started = False  # message_start was written
        self._queue: deque[Item] = deque()
        self._open: Item | None = None
        self._next = 0
        self._written: list[bytes] = []
        self._ending = False  # calls may leave
        self._gone: set[str] = set()  # ids of calls that never leave, so that their results don't either
        self._own = Item(-1, Kind.TEXT, {"type": "text"}, OWN, over=True)

    def take(self) -> bytes:
        """All that was written since the last time."""
        written, self._written = b"".join(self._written), []
        return written

    def write(self, obj: Json) -> None:
        """Write an event; the message starts before it."""
        self.start()
        self._written.append(encode(dumps(obj), obj["type"]))

    def start(self) -> None:
        """Write message_start, once."""
        if not self.started:
            self.started = True
            message = {**_BLANK, **self.head, "usage": self.head.get("usage") or _NO_USAGE}
            self._written.append(encode(dumps({"type": "message_start", "message": message}), "message_start"))

    def add(self, item: Item) -> None:
        """Take a block that the provider began."""
        if item.kind is Kind.DROPPED:
            self._forget(item)
        else:
            self._queue.append(item)

    def passable(self, item: Item) -> bool:
        """A delta of this block may go on as it came: it is the block's turn, and its index is the provider's."""
        at = self._next if item.at is None else item.at
        return bool(self._queue) and self._queue[0] is item and not item.pieces and at == item.index

    def passed(self, item: Item, obj: Json, chars: int) -> None:
        """Write a delta as it came."""
        self._begin(item)
        item.sent += chars
        self.write(obj)

    def text(self, item: Item | None, text: str, *, equal: bool) -> None:
        """Take text of a block that may leave; None: words of ours in a block of their own."""
        if item is None or (item.over and item.at is not None and item is not self._open):
            item = self._own
        item.changed |= not equal
        item.pieces.append(text)
        if item is self._own:
            self.end_reading()
        if item.over:
            self._say(item)  # words of ours on a text that has left, or in a block of their own
        else:
            self.flow()

    def flow(self) -> None:
        """Write what may leave now, in order."""
        while self._queue:
            item = self._queue[0]
            if item.kind is Kind.CALL and not self._ending:
                return
            if item.kind in {Kind.TEXT, Kind.THINKING}:
                self._say(item)
            if not item.done:
                return
            self._complete(item)
            item.over = True
            self._queue.popleft()

    def end_reading(self) -> None:
        """The provider says no more and nothing more will be decided: let nothing wait for either."""
        for item in self._queue:
            item.ruled = item.ruled and not item.waiting
            partial = bool(item.waiting) and item.kind is Kind.FIXED
            item.waiting.clear()
            if not item.closed or partial:
                item.closed, item.refused, item.changed = True, True, True
        self.flow()

    def end(self) -> None:
        """Write the calls that remain and what follows them, and close the last block."""
        self._ending = True
        self.end_reading()
        self._stop_open()

    # -- one block

    def _say(self, item: Item) -> None:
        """Write the text of a block that waits to leave."""
        text = "".join(item.pieces)
        item.pieces.clear()
        if text:
            self._begin(item)
            item.sent += len(text)
            key = item.kind.value
            self._delta(item, {"type": f"{key}_delta", key: text})
        self._extras(item)

    def _complete(self, item: Item) -> None:
        """Write what a block says at its end."""
        if item.kind in {Kind.TEXT, Kind.THINKING}:
            self._complete_text(item)
        elif item.kind is Kind.FIXED:
            answered = name_in(item.head, "tool_use_id")
            if not item.refused and not (answered and answered in self._gone):
                place_leaves(item, {channel: "".join(leaf.pieces) for channel, leaf in item.leaves.items()})
                self._begin(item)
                self._extras(item)
                self._stop_open()
        elif item.leaving:
            self._begin(item)
            self._delta(item, {"type": "input_json_delta", "partial_json": "".join(item.pieces)})
            self._extras(item)
            self._stop_open()
        else:
            self._forget(item)

    def _complete_text(self, item: Item) -> None:
        if not item.fed and not item.refused:
            self._begin(item)  # the provider's own empty block; one that became empty doesn't leave
        if item.at is None:
            return
        place_leaves(item, {channel: "".join(leaf.pieces) for channel, leaf in item.leaves.items()})
        for citation in item.citations:
            self._delta(item, {"type": "citations_delta", "citation": citation})
        if item.kind is Kind.THINKING:
            # A signature of a text that isn't the one signed makes the provider refuse the next request.
            if item.signature and not item.changed and item.sent == item.fed:
                self._delta(item, {"type": "signature_delta", "signature": item.signature})
            self._stop_open()

    def _forget(self, item: Item) -> None:
        self._gone.add(name_in(item.head, "id"))

    def _begin(self, item: Item) -> None:
        if item.at is None:
            self._stop_open()
            item.at = self._next
            self._next += 1
            self._open = item
            self.write({"type": "content_block_start", "index": item.at, "content_block": item.start()})

    def _stop_open(self) -> None:
        if self._open is not None:
            self.write({"type": "content_block_stop", "index": self._open.at})
            self._open = None

    def _delta(self, item: Item, delta: Json) -> None:
        self.write({"type": "content_block_delta", "index": item.at, "delta": delta})

    def _extras(self, item: Item) -> None:
        for extra in item.extras:
            self._begin(item)
            self._delta(item, extra)
        item.extras.clear()
