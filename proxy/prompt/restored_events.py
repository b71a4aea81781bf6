"""What the client gets, with what placeholders stand for: whole bodies, and the events of a stream of each protocol.

It works on what the codecs have written, so that no frame goes by it, and nothing but the client ever holds what is put back. A string is
one text, or a piece of one: pieces of the same text are known by their place, and what is kept back of a text leaves before what ends it.
Rules for this file: pure. The bytes are whole events of ours, JSON on one line. Counterparts: restoring.py, wire/.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from proxy.prompt.restoring import Piecewise, Restorer
from proxy.wire.json import Json, dumps, loads
from proxy.wire.sse import encode

_DATA: Final = b"data: "
_END: Final = b"\n\n"
_DONE: Final = b"[DONE]"
_JSON_ITEMS: Final = frozenset({"function_call", "mcp_call", "mcp_approval_request"})
_JSON_STEMS: Final = ("response.function_call_arguments", "response.mcp_call_arguments", "response.mcp_call.arguments")
_OPAQUE: Final = frozenset({"signature", "encrypted_content", "encrypted_index"})
_DELTAS: Final = {"text_delta": "text", "thinking_delta": "thinking", "input_json_delta": "partial_json"}
_LABELS: Final = frozenset({"role", "name", "id"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A string that is a piece of a text: `where[key]`. `owner` and `text` tell which; `again` makes an event with another piece of it.

    `measured`: the object whose log probabilities repeat the string.
    """

    where: Json
    key: str
    owner: Hashable
    text: Hashable
    again: Callable[[str], Json]
    json_text: bool = False
    measured: Json | None = None


@dataclass(slots=True)
class _Waiting:
    piece: Piece
    text: Piecewise


class Restored:
    """One response on its way out."""

    def __init__(self, restorer: Restorer, wire: str) -> None:
        self._restorer = restorer
        self._wire = wire
        self._texts: dict[tuple[Hashable, Hashable], _Waiting] = {}
        self._shift = 0  # of the sequence numbers of the Responses API, by the events that were added

    def body(self, raw: bytes) -> bytes:
        """A whole body."""
        obj = loads(raw)
        choices = [choice for choice in obj.get("choices") or () if isinstance(choice, dict)]
        said = [_said(choice) for choice in choices]
        self._below(obj, "", set())
        for choice, before in zip(choices, said, strict=True):
            if _said(choice) != before:
                _unmeasured(choice)
        return dumps(obj)

    def stream(self, raw: bytes) -> bytes:
        """Events that leave together."""
        return b"".join(self._frame(frame + _END) for frame in raw.split(_END)[:-1])

    def _frame(self, frame: bytes) -> bytes:
        head, mark, data = frame.removesuffix(_END).partition(_DATA)
        if not mark:
            return frame  # a comment
        if data == _DONE:
            return self._flushed(lambda _: True) + frame
        obj = loads(data)
        if not isinstance(obj, dict):
            return frame
        name = head.decode().removeprefix("event: ").strip() or None
        return self._event(obj, name)

    def _event(self, obj: Json, name: str | None) -> bytes:
        ends = self._ends(obj)
        pieces = list(_PIECES[self._wire](obj)) if self._wire in _PIECES else []
        taken = {(piece.owner, piece.text) for piece in pieces}
        before = self._flushed(lambda key: ends(key) and key not in taken, obj)
        for piece in pieces:
            self._take(piece, over=ends((piece.owner, piece.text)) and not self._is_delta(obj))
        self._below(obj, "", {(id(piece.where), piece.key) for piece in pieces})
        if self._shift and isinstance(obj.get("sequence_number"), int):
            obj["sequence_number"] += self._shift
        return before + encode(dumps(obj), name)

    def _take(self, piece: Piece, *, over: bool) -> None:
        key = (piece.owner, piece.text)
        if key not in self._texts:
            self._texts[key] = _Waiting(piece, Piecewise(self._restorer, json_text=piece.json_text))
        waiting = self._texts[key]
        waiting.piece = piece
        said = piece.where[piece.key]
        new = waiting.text.feed(said) + (waiting.text.finish() if over else "")
        piece.where[piece.key] = new
        if new != said and piece.measured is not None:
            _unmeasured(piece.measured)
        if over:
            del self._texts[key]

    def _flushed(self, over: Callable[[tuple[Hashable, Hashable]], bool], after: Json | None = None) -> bytes:
        """What was kept back of the texts that are over."""
        out = b""
        for key in [key for key in self._texts if over(key)]:
            waiting = self._texts.pop(key)
            if tail := waiting.text.finish():
                obj = waiting.piece.again(tail)
                if "sequence_number" in obj and after is not None:
                    obj["sequence_number"] = after.get("sequence_number", 0) + self._shift
                    self._shift += 1
                out += encode(dumps(obj), obj["type"] if self._wire in {"messages", "responses"} else None)
        return out

    # -- when a text is over

    def _ends(self, obj: Json) -> Callable[[tuple[Hashable, Hashable]], bool]:
        """Which texts an event ends."""
        if obj.get("error") and self._wire != "responses":
            return lambda _: True
        if self._wire == "messages":
            return _message_ends(obj)
        if self._wire == "responses":
            return _response_ends(obj)
        finished = {choice.get("index", 0) for choice in obj.get("choices") or () if choice.get("finish_reason")}
        return lambda key: key[0] in finished

    def _is_delta(self, obj: Json) -> bool:
        """The event itself is a piece of a text, and none that ends it."""
        return self._wire in {"messages", "responses"} and str(obj.get("type")).endswith("delta")

    # -- strings that are whole

    def _below(self, value: Any, parent: str, pieces: set[tuple[int, str]]) -> None:  # noqa: ANN401 - JSON
        """Put back in every string of a nest, pieces aside."""
        todo: list[tuple[Any, str]] = [(value, parent)]
        while todo:
            current, above = todo.pop()
            if isinstance(current, list):
                todo += [(inner, above) for inner in current if isinstance(inner, dict | list)]
                for at, inner in enumerate(current):
                    if isinstance(inner, str):
                        current[at] = self._restorer.whole(inner)
            else:
                self._fields(current, above, pieces)
                todo += [(inner, key) for key, inner in current.items() if isinstance(inner, dict | list)]

    def _fields(self, current: Json, above: str, pieces: set[tuple[int, str]]) -> None:
        for key, inner in list(current.items()):
            if not isinstance(inner, str) or key in _OPAQUE or (id(current), key) in pieces:
                continue
            new = self._restorer.whole(inner, json_text=key == "arguments" and _is_json(current, above))
            if new != inner:
                current[key] = new
                if key == "text":
                    _unmeasured(current)
        if any(self._restorer.whole(key) != key for key in current):
            renamed = {self._restorer.whole(key): inner for key, inner in current.items()}
            current.clear()
            current.update(renamed)


def _said(choice: Json) -> object:
    """What the log probabilities of a choice repeat."""
    message = choice.get("message")
    return message.get("content") if isinstance(message, dict) else choice.get("text")


def _unmeasured(where: Json) -> None:
    """Log probabilities are those of another text: of the one that the model wrote."""
    if logprobs := where.get("logprobs"):
        where["logprobs"] = [] if isinstance(logprobs, list) else None


def _is_json(where: Json, above: str) -> bool:
    """The arguments of a call are JSON text."""
    kind = str(where.get("type") or "")
    return above in {"function", "function_call"} or kind in _JSON_ITEMS or kind.startswith(_JSON_STEMS)


def _message_ends(obj: Json) -> Callable[[tuple[Hashable, Hashable]], bool]:
    match obj.get("type"):
        case "content_block_stop":
            return lambda key: key[0] == obj.get("index")
        case "content_block_delta":  # a signature comes after all of its text
            return lambda key: key[0] == obj.get("index") and key[1] != (obj.get("delta") or {}).get("type")
        case "message_delta" | "message_stop" | "error":
            return lambda _: True
        case _:
            return lambda _: False


def _response_ends(obj: Json) -> Callable[[tuple[Hashable, Hashable]], bool]:
    kind = str(obj.get("type"))
    if kind in {"response.completed", "response.incomplete", "response.failed", "error"}:
        return lambda _: True
    if kind.endswith(".done"):
        return lambda key: key[0] == obj.get("output_index")
    return lambda _: False


# -- pieces, by protocol


def _chat(obj: Json) -> Iterator[Piece]:
    head = {key: value for key, value in obj.items() if key not in {"choices", "usage"}}
    for choice in obj.get("choices") or ():
        delta, index = choice.get("delta"), choice.get("index", 0)
        if isinstance(choice.get("text"), str):
            again = _again(head, index, lambda text: {"text": text})
            yield Piece(choice, "text", index, "text", again, measured=choice)
        if not isinstance(delta, dict):
            continue
        for key, value in delta.items():
            if isinstance(value, str) and key not in _LABELS:
                yield Piece(delta, key, index, key, _again(head, index, _delta(key)), measured=choice)
            elif key == "audio" and isinstance(value, dict) and isinstance(value.get("transcript"), str):
                again = _again(head, index, lambda text: {"delta": {"audio": {"transcript": text}}})
                yield Piece(value, "transcript", index, "audio", again)
        yield from _calls(delta, head, index)


def _calls(delta: Json, head: Json, index: int) -> Iterator[Piece]:
    for call in delta.get("tool_calls") or ():
        number = call.get("index", 0)
        for slot, key in (("function", "arguments"), ("custom", "input")):
            inner = call.get(slot)
            if isinstance(inner, dict) and isinstance(inner.get(key), str):
                again = _again(head, index, _call(number, slot, key))
                yield Piece(inner, key, index, (slot, number), again, json_text=slot == "function")
    legacy = delta.get("function_call")
    if isinstance(legacy, dict) and isinstance(legacy.get("arguments"), str):
        again = _again(head, index, lambda text: {"delta": {"function_call": {"arguments": text}}})
        yield Piece(legacy, "arguments", index, "function_call", again, json_text=True)


def _again(head: Json, index: int, said: Callable[[str], Json]) -> Callable[[str], Json]:
    return lambda text: {**head, "choices": [{"index": index, **said(text), "finish_reason": None}]}


def _delta(key: str) -> Callable[[str], Json]:
    return lambda text: {"delta": {key: text}}


def _call(number: int, slot: str, key: str) -> Callable[[str], Json]:
    return lambda text: {"delta": {"tool_calls": [{"index": number, slot: {key: text}}]}}


def _messages(obj: Json) -> Iterator[Piece]:
    delta, index = obj.get("delta"), obj.get("index")
    if obj.get("type") != "content_block_delta" or not isinstance(delta, dict):
        return
    kind = str(delta.get("type"))
    key = _DELTAS.get(kind, "")
    if isinstance(delta.get(key), str):
        yield Piece(
            delta, key, index, kind, lambda text: {**obj, "delta": {"type": kind, key: text}},
            json_text=key == "partial_json",
        )  # fmt: skip


def _responses(obj: Json) -> Iterator[Piece]:
    stem, _, end = str(obj.get("type")).rpartition(".")
    if end != "delta" or stem == "response.audio" or not isinstance(obj.get("delta"), str):
        return
    place = (stem, obj.get("item_id"), obj.get("content_index"), obj.get("summary_index"))
    beside: Json = {"logprobs": []} if "logprobs" in obj else {}
    yield Piece(
        obj, "delta", obj.get("output_index"), place, lambda text: {**obj, **beside, "delta": text},
        json_text=stem.startswith(_JSON_STEMS), measured=obj,
    )  # fmt: skip


_PIECES: Final[dict[str, Callable[[Json], Iterator[Piece]]]] = {
    "chat": _chat,
    "completions": _chat,
    "fim": _chat,
    "messages": _messages,
    "responses": _responses,
}
