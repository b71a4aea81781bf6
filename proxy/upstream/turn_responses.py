"""A turn as a response of OpenAI's Responses API.

Source: the OpenAI API reference, "The response object" and "Streaming events". Each item is announced, said and finished before the next;
thoughts are a reasoning item's summary, and go without the signature that only their provider can read (nobody could look into it).
Free-text tools, which a chat doesn't have, were offered as functions with one argument, and are free text again here.
Rules for this file: pure. Counterparts: turn.py, crossing.py; proxy/wire/responses_reading.py reads what is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from proxy.upstream.turn import FILTERED, LENGTH, Call, Said, Turn, pieces_of
from proxy.wire.json import Json, dumps, loads
from proxy.wire.sse import encode

_FREE_TEXT = "content"  # the one argument that litellm gives such a tool
_ECHOES = (
    "instructions", "max_output_tokens", "metadata", "parallel_tool_calls", "temperature", "tool_choice", "tools", "top_p",
)  # fmt: skip
_INCOMPLETE = {LENGTH: "max_output_tokens", FILTERED: "content_filter"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a kind of words stands: the item, the field, the part, and the events that say it."""

    item: str
    prefix: str
    field: str
    part: str
    key: str
    stem: str
    part_stem: str
    index: str


_MESSAGE = ("message", "msg", "content")
_PART = ("response.content_part", "content_index")
_PLACES = {
    "text": _Place(*_MESSAGE, "output_text", "text", "response.output_text", *_PART),
    "refusal": _Place(*_MESSAGE, "refusal", "refusal", "response.refusal", *_PART),
    "thinking": _Place(
        "reasoning", "rs", "summary", "summary_text", "text", "response.reasoning_summary_text",
        "response.reasoning_summary_part", "summary_index",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """What a chat's tool was in the request: the names of free-text tools, and the namespace and name of those that stood in one."""

    free: frozenset[str] = frozenset()
    spaces: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class ResponsesWriting:
    """One response to a request."""

    def __init__(self, turn: Turn, request: Json, offered: Offered) -> None:
        self._turn = turn
        self._request = request
        self._offered = offered
        self._output: list[Json] = []
        self._parts: list[str] = []
        self._place: _Place | None = None  # of the open item
        self._numbered = 0

    def said(self, said: Said) -> bytes:
        """Write what was said."""
        place = _PLACES.get(said.kind)
        if place is None:
            return self._start()
        written = self._start()
        if place is not self._place:
            written += self._stop() + self._begin(place)
        self._parts.append(said.text)
        return written + self._event(
            f"{place.stem}.delta", **self._position(place), delta=said.text, **_logprobs(place)
        )

    def end(self) -> bytes:
        """Write the calls, and the response with all that was said."""
        written = [self._start(), self._stop(), *(self._call(call) for call in self._turn.calls)]
        made = self.body()
        written.append(self._event(f"response.{made['status']}", response=made))
        return b"".join(written)

    def body(self) -> Json:
        """The whole response."""
        reason = _INCOMPLETE.get(self._turn.reason)
        made = self._response("incomplete" if reason else "completed")
        tokens = self._turn.tokens
        usage = {
            "input_tokens": tokens.came,
            "input_tokens_details": {"cached_tokens": tokens.read},
            "output_tokens": tokens.went,
            "output_tokens_details": {"reasoning_tokens": tokens.thought},
            "total_tokens": tokens.came + tokens.went,
        }
        details = {"reason": reason} if reason else None
        return {**made, "incomplete_details": details, "output": self._output, "usage": usage}

    # -- the response

    def _response(self, status: str) -> Json:
        turn, request = self._turn, self._request
        echoed = {key: request[key] for key in _ECHOES if key in request}
        return {
            "id": f"resp_{turn.name}",
            "object": "response",
            "created_at": turn.created,
            "status": status,
            "error": None,
            "incomplete_details": None,
            "model": turn.model,
            "output": [],
            "usage": None,
            "store": False,
            "parallel_tool_calls": True,
            "tool_choice": "auto",
            "tools": [],
            **echoed,
        }

    def _start(self) -> bytes:
        if self._numbered:
            return b""
        begun = self._response("in_progress")
        return self._event("response.created", response=begun) + self._event("response.in_progress", response=begun)

    # -- its items

    def _begin(self, place: _Place) -> bytes:
        self._place = place
        self._output.append(
            {"type": place.item, "id": self._id(place.prefix), "status": "in_progress", place.field: []}
        )
        if place.item == "message":
            self._output[-1]["role"] = "assistant"
        return self._announced("added") + self._event(
            f"{place.part_stem}.added", **self._position(place), part=_part(place, "")
        )

    def _stop(self) -> bytes:
        place = self._place
        if place is None:
            return b""
        text, position = "".join(self._parts), self._position(place)
        self._parts.clear()
        self._place = None
        part = _part(place, text)
        said = self._event(f"{place.stem}.done", **position, **{place.key: text}, **_logprobs(place))
        said += self._event(f"{place.part_stem}.done", **position, part=part)
        self._output[-1] |= {"status": "completed", place.field: [part]}
        return said + self._announced("done")

    def _call(self, call: Call) -> bytes:
        space, name = self._offered.spaces.get(call.name, ("", call.name))
        if name in self._offered.free:
            type_, prefix, key, stem = "custom_tool_call", "ctc", "input", "response.custom_tool_call_input"
            text = _free_text(call.arguments)
        else:
            type_, prefix, key, stem = "function_call", "fc", "arguments", "response.function_call_arguments"
            text = call.arguments
        item = {
            "type": type_,
            "id": self._id(prefix),
            "status": "in_progress",
            "call_id": call.id,
            "name": name,
            key: "",
        }
        self._output.append(item | ({"namespace": space} if space else {}))
        written = self._announced("added")
        position = {"item_id": item["id"], "output_index": len(self._output) - 1}
        written += b"".join([self._event(f"{stem}.delta", **position, delta=piece) for piece in pieces_of(text)])
        written += self._event(f"{stem}.done", **position, **{key: text})
        self._output[-1] |= {"status": "completed", key: text}
        return written + self._announced("done")

    def _announced(self, what: str) -> bytes:
        return self._event(f"response.output_item.{what}", output_index=len(self._output) - 1, item=self._output[-1])

    def _position(self, place: _Place) -> Json:
        return {"item_id": self._output[-1]["id"], "output_index": len(self._output) - 1, place.index: 0}

    def _id(self, prefix: str) -> str:
        return f"{prefix}_{self._turn.name}_{len(self._output)}"

    def _event(self, name: str, **more: object) -> bytes:
        obj: Json = {"type": name, "sequence_number": self._numbered, **more}
        self._numbered += 1
        return encode(dumps(obj), name)


def _part(place: _Place, text: str) -> Json:
    made: Json = {"type": place.part, place.key: text}
    return {**made, "annotations": [], "logprobs": []} if place.part == "output_text" else made


def _logprobs(place: _Place) -> Json:
    return {"logprobs": []} if place.part == "output_text" else {}


def _free_text(arguments: str) -> str:
    """The text of a free-text tool; arguments in another form go on as they are, and the client judges them."""
    try:
        made = loads(arguments)
    except ValueError:
        return arguments
    text = made.get(_FREE_TEXT) if isinstance(made, dict) else None
    return text if isinstance(text, str) else arguments
