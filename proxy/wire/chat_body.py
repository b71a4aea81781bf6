"""The body of a chat response that isn't streamed, with every text as it may leave. Pure; chat.py took it apart."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from proxy.model import Channel
from proxy.wire.choices import Choice, calls_delta, final_reason
from proxy.wire.json import Json

LABEL_KEYS = frozenset({"role", "name", "id"})


def filled(body: Json, states: Mapping[int, Choice], texts: Mapping[Channel, str], rejected: AbstractSet[int]) -> Json:
    """The body with `texts` in the place of its own; a channel without text became empty."""
    by_field = {(channel.choice, channel.field): text for channel, text in texts.items()}
    choices = []
    for position, choice in enumerate(body["choices"]):
        state = states[choice.get("index", position)]
        message = dict(choice.get("message") or {})
        changed = _place_texts(message, state.index, by_field)
        _place_calls(message, state)
        if "annotations" in message and state.annotations and not state.cited:
            del message["annotations"]
        whole = {
            **choice,
            "message": message,
            "finish_reason": final_reason(state, rejected=state.index in rejected),
        }
        if changed and whole.get("logprobs") is not None:
            whole["logprobs"] = None
        choices.append(whole)
    return {**body, "choices": choices}


def _place_calls(message: Json, state: Choice) -> None:
    calls = calls_delta(state)
    message.pop("tool_calls", None)
    if calls.get("tool_calls"):
        message["tool_calls"] = [{k: v for k, v in call.items() if k != "index"} for call in calls["tool_calls"]]
    if state.legacy is not None:
        message.pop("function_call", None)
        message.update({k: v for k, v in calls.items() if k == "function_call"})


def _place_texts(message: Json, index: int, texts: Mapping[tuple[int, str], str]) -> bool:
    """Put the texts that may leave in place of the message's own; say whether content differs."""
    changed = False
    for key, value in list(message.items()):
        if isinstance(value, str) and key not in LABEL_KEYS and value:
            message[key] = texts.get((index, key), "")
            changed |= message[key] != value
        elif key == "content" and isinstance(value, list):
            parts = [part for part in value if isinstance(part, dict) and isinstance(part.get("text"), str)]
            kept = [{**part, "text": texts.get((index, f"content.{value.index(part)}"), "")} for part in parts]
            changed |= kept != value
            message[key] = kept
        elif key == "audio" and isinstance(value, dict) and value.get("transcript"):
            message[key] = {**value, "transcript": texts.get((index, "audio.transcript"), "")}
    own = texts.get((index, "content"))
    if own is not None and not isinstance(message.get("content"), str):
        parts = message.get("content") or []
        message["content"] = [*parts, {"type": "text", "text": own}] if parts else own
    return changed
