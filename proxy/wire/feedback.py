"""Feedback to an agent: a refused call gives way to a call of a tool that doesn't exist, and its result says what was wrong.

The agent's own loop carries it: the client answers the model "no such tool", and when that answer comes back with the next request, it is
rewritten to the findings before the provider sees it. Nothing is kept between requests: the findings stand in the call's own arguments.
Rounds are capped, so that an agent that won't mend its code ends with the reason as text.
Source: wire facts 5 (`block_call`: nothing executed, the loop goes on with every client measured).
Rules for this file: pure. Counterparts: conversation.py puts the call in, exchange.py reads the next request.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from proxy.wire.json import Json, dumps, loads

TOOL: Final = "security_policy_block"
MAX_ROUNDS: Final = 3
_HISTORY: Final = {"chat": "messages", "messages": "messages", "responses": "input"}
_NEXT: Final = "Write the code again without this defect. Don't repeat the refused call, and don't look for a way around the check."


def arguments(reason: str) -> str:
    """The arguments of the call that stands in for a refused one."""
    return dumps({"reason": f"{reason}\n\n{_NEXT}"}).decode()


def declares_tools(body: Json) -> bool:
    """The client runs tools, so that it can answer a call."""
    return bool(body.get("tools"))


def rounds(body: Json, wire: str) -> int:
    """How often the agent was told since a person last spoke."""
    told = 0
    for item in _history(body, wire):
        if _is_person(item, wire):
            told = 0
        told += any(True for _ in _calls(item, wire))
    return told


def with_findings(body: Json, wire: str) -> Json:
    """The request with the findings in the place of what the client answered to our calls; the same object where there are none."""
    reasons = {each: reason for item in _history(body, wire) for each, reason in _calls(item, wire)}
    if not reasons:
        return body
    key = _HISTORY[wire]
    return {**body, key: [_answered(item, wire, reasons) for item in body[key]]}


def _history(body: Json, wire: str) -> list[Json]:
    items = body.get(_HISTORY.get(wire, ""))
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _is_person(item: Json, wire: str) -> bool:
    if item.get("role") != "user":
        return False
    content = item.get("content")
    if wire == "messages" and isinstance(content, list):
        return any(isinstance(part, dict) and part.get("type") != "tool_result" for part in content)
    return True


def _calls(item: Json, wire: str) -> Iterator[tuple[str, str]]:
    """The ids of our calls in an item of the history, with their reasons."""
    if wire == "responses":
        if item.get("name") == TOOL:
            yield str(item.get("call_id", "")), _reason(item.get("arguments", item.get("input")))
        return
    inner = item.get("tool_calls") if wire == "chat" else item.get("content")
    for call in inner if isinstance(inner, list) else ():
        if not isinstance(call, dict):
            continue
        named = call if wire == "messages" else call.get("function") or call.get("custom") or {}
        if isinstance(named, dict) and named.get("name") == TOOL:
            yield str(call.get("id", "")), _reason(named.get("input", named.get("arguments")))


def _reason(value: Any) -> str:  # noqa: ANN401 - a client's history
    if isinstance(value, str):
        try:
            value = loads(value)
        except ValueError:
            return _NEXT
    reason = value.get("reason") if isinstance(value, dict) else None
    return reason if isinstance(reason, str) else _NEXT


def _answered(item: Any, wire: str, reasons: dict[str, str]) -> Any:  # noqa: ANN401 - a client's history
    if not isinstance(item, dict):
        return item
    if wire == "chat" and item.get("role") == "tool" and str(item.get("tool_call_id")) in reasons:
        return {**item, "content": reasons[str(item["tool_call_id"])]}
    if wire == "responses" and str(item.get("call_id")) in reasons and "output" in item:
        return {**item, "output": reasons[str(item["call_id"])]}
    content = item.get("content")
    if wire == "messages" and isinstance(content, list):
        return {**item, "content": [_result(part, reasons) for part in content]}
    return item


def _result(part: Any, reasons: dict[str, str]) -> Any:  # noqa: ANN401 - a client's history
    known = isinstance(part, dict) and part.get("type") == "tool_result" and str(part.get("tool_use_id")) in reasons
    return {**part, "content": reasons[str(part["tool_use_id"])]} if known else part
