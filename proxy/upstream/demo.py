"""The built-in model: recorded answers, chosen by a word of the prompt and streamed at a model's pace. No key, no network.

It speaks as a provider does, in bytes, so everything behind it is the real road. Keys in the answers are put together here, because a
repository shouldn't hold text that looks like one.
Rules for this file: deterministic but for ids and time. Counterpart: base.py; the texts are in answers/.
"""

from __future__ import annotations

import asyncio
import re
import time
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from proxy.errors import WireNotSupported
from proxy.upstream.base import CHAT_WIRES
from proxy.wire.json import Json, dumps, loads
from proxy.wire.sse import encode

PACE_S = 0.012  # 80 tokens a second
_TOKEN = re.compile(r"\s?[A-Za-z_]{1,6}|\s?\d{1,3}|\n+|[ \t]+|.", re.DOTALL)
_DEFAULT = "default"
# Of all these words, the one that comes first in the last user message chooses the answer.
_WORDS = {
    "clean": ("clean", "csv"),
    "shell": ("shell", "subprocess", "tar"),
    "sql": ("sql", "query"),
    "secret": ("secret", "aws", "s3"),
    "yaml": ("yaml",),
    "jwt": ("jwt", "token"),
    "large": ("large", "inventory"),
    "nested": ("nested",),
    "unclosed": ("unclosed",),
    "prose": ("prose", "explain"),
}
_CHOOSERS = {name: re.compile(rf"\b(?:{'|'.join(words)})") for name, words in _WORDS.items()}
_KEY_ID = "AKIA" + "Q4ZT" + "M7WPLX5JNR2E"
_SECRET = "mV8xTq2LwZ" + "rY5sKd9HfB1n" + "Jc7GpQ4tRaEu3XoWiM"


class _Answer:
    status = 200

    def __init__(self, parts: list[bytes], *, streamed: bool, pace_s: float) -> None:
        self.streamed = streamed
        self._parts = parts
        self._pace_s = pace_s

    async def chunks(self) -> AsyncIterator[bytes]:
        """The recorded answer, a token a time where it is streamed."""
        for part in self._parts:
            yield part
            if self.streamed and self._pace_s:
                await asyncio.sleep(self._pace_s)


class DemoUpstream:
    """The demo model. `pace_s`: seconds a token."""

    def __init__(self, pace_s: float = PACE_S) -> None:
        self._pace_s = pace_s

    @asynccontextmanager
    async def send(
        self, body: bytes, *, stream: bool, traceparent: str | None, wire: str, headers: Mapping[str, str]
    ) -> AsyncIterator[_Answer]:
        """Answer. Raises WireNotSupported."""
        del traceparent, headers
        if wire not in CHAT_WIRES:
            message = "The demo model answers on /v1/chat/completions."
            raise WireNotSupported(message, param="model")
        request = loads(body)
        text = answer_to(request)
        count = request.get("n") or 1
        head: Json = {"id": f"chatcmpl-{uuid.uuid4().hex[:24]}", "created": int(time.time()), "model": "demo"}
        usage = _usage(request, text, count)
        if stream:
            wanted = (request.get("stream_options") or {}).get("include_usage")
            parts = [encode(dumps(chunk)) for chunk in _chunks(head, text, count, usage if wanted else None)]
            yield _Answer([*parts, encode("[DONE]")], streamed=True, pace_s=self._pace_s)
        else:
            yield _Answer([dumps(_whole(head, text, count, usage))], streamed=False, pace_s=0.0)

    async def close(self) -> None:
        """Nothing is open."""


def answer_to(request: Json) -> str:
    """The recorded answer that the last user message's words choose."""
    said = _last_user_text(request).lower()
    found = [(match.start(), name) for name, chooser in _CHOOSERS.items() if (match := chooser.search(said))]
    name = min(found)[1] if found else _DEFAULT
    text = files("proxy.upstream").joinpath("answers", f"{name}.md").read_text("utf-8").rstrip("\n")
    return text.replace("@@AWS_KEY_ID@@", _KEY_ID).replace("@@AWS_SECRET@@", _SECRET)


def _last_user_text(request: Json) -> str:
    for message in reversed(request.get("messages") or []):
        if isinstance(message, dict) and message.get("role") == "user":
            content = message.get("content")
            if isinstance(content, list):
                return " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
            return str(content or "")
    return ""


def _chunks(head: Json, text: str, count: int, usage: Json | None) -> list[Json]:
    """The chunks of a stream; several choices take turns."""
    base = {**head, "object": "chat.completion.chunk"}

    def chunk(index: int, delta: Json, finish: str | None = None) -> Json:
        return {**base, "choices": [{"index": index, "delta": delta, "logprobs": None, "finish_reason": finish}]}

    made = [chunk(index, {"role": "assistant", "content": ""}) for index in range(count)]
    for token in _TOKEN.findall(text):
        made += [chunk(index, {"content": token}) for index in range(count)]
    made += [chunk(index, {}, "stop") for index in range(count)]
    if usage is not None:
        made.append({**base, "choices": [], "usage": usage})
    return made


def _whole(head: Json, text: str, count: int, usage: Json) -> Json:
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
    choices = [
        {"index": index, "message": message, "logprobs": None, "finish_reason": "stop"} for index in range(count)
    ]
    return {**head, "object": "chat.completion", "choices": choices, "usage": usage}


def _usage(request: Json, text: str, count: int) -> Json:
    prompt = len(_TOKEN.findall(_last_user_text(request)))
    answer = len(_TOKEN.findall(text)) * count
    return {"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer}
