"""A request to write insecure code again, in the protocol that the first one came in; and its usage added to the first one's.

The request is small and closed: no tools, no history, one block of code and what was found in it, so that its cost is bounded and nothing
that the client's conversation holds can steer it. It asks the same model.
Source: the OpenAI API reference (chat completions, responses) and the Anthropic API reference (messages).
Rules for this file: pure. Counterparts: repairing.py asks and judges, conversation.py says what was spent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from proxy.wire.json import Json

MENDABLE = frozenset({"chat", "messages", "responses"})
_SYSTEM = (
    "You repair code. Answer with the whole corrected code in one fenced block and nothing else. Keep its language, every name it defines, "
    "and what it does; change only what the findings name."
)
_IN, _OUT = ("prompt_tokens", "input_tokens"), ("completion_tokens", "output_tokens")


def mend_prompt(code: str, language: str | None, problems: Sequence[str]) -> str:
    """The words that ask for code without these problems."""
    fence = "`" * max(3, _longest_run(code) + 1)
    listed = "\n".join(f"- {problem}" for problem in problems)
    end = "" if code.endswith("\n") else "\n"
    return f"Write this code again, securely. A check found in it:\n{listed}\n\n{fence}{language or ''}\n{code}{end}{fence}\n"


def mend_body(body: Json, wire: str, prompt: str, max_tokens: int) -> Json:
    """The body of the request. Of the client's own it keeps the model, and how it bounds an answer."""
    model = body.get("model")
    if wire == "messages":
        return {
            "model": model,
            "max_tokens": max_tokens,
            "system": _SYSTEM,
            "messages": [{"role": "user", "content": prompt}],
        }
    if wire == "responses":
        return {
            "model": model,
            "instructions": _SYSTEM,
            "input": prompt,
            "max_output_tokens": max_tokens,
            "store": False,
        }
    bound = "max_completion_tokens" if "max_completion_tokens" in body else "max_tokens"
    messages = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": prompt}]
    return {"model": model, "messages": messages, bound: max_tokens}


def with_spent(usage: Any, spent: tuple[int, int]) -> Any:  # noqa: ANN401 - a provider's value
    """A usage with more tokens in and out; as it came where it isn't one, or nothing was spent."""
    if not isinstance(usage, dict) or not any(spent):
        return usage
    added = dict.fromkeys(_IN, spent[0]) | dict.fromkeys(_OUT, spent[1]) | {"total_tokens": sum(spent)}
    return {
        key: value + added[key] if key in added and isinstance(value, int) else value for key, value in usage.items()
    }


def _longest_run(code: str) -> int:
    longest = run = 0
    for char in code:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    return longest
