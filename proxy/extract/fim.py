"""Autocomplete: the file that an editor shows around its cursor, and a completion as it would stand in it.

Source: the OpenAI API reference, "Create completion" (`prompt`, `suffix`), Mistral's "Fim Completion", and the prompts named in
fim_prompt.py. A request counts as an editor's where it has a `suffix`, where its prompt holds the tokens of a fill-in-the-middle
model, a hole to be filled or Zed's marks, or where its prompt stops in the middle of code by the rule of unfinished.py. The rest are
questions.
Rules for this file: pure, linear in what it reads. Counterparts: wire/completions.py holds the completion, review.py scans its part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from proxy.extract.fim_prompt import HOLE, Fim, read_prompt
from proxy.extract.languages import parse_info
from proxy.extract.parts import Part, Stretch
from proxy.extract.unfinished import open_fence, stops_in_code

__all__ = ["Fim", "fim_part", "read_fim"]

_MAX_FILE_CHARS = 64 * 1024  # a file up to this size is scanned whole with the completion in it
_WINDOW_LINES = 200  # of a larger one: on either side of the cursor
_WINDOW_CHARS = 32 * 1024  # and no more than this, for the sake of minified files
_HEAD_CHARS = 64 * 1024  # where the imports of a larger file are looked for
_MAX_IMPORTS = 100
# An import on a line of its own; what goes on in the next line isn't taken, it would not parse.
_IMPORT = re.compile(r"^(?:import|from|use|using|#include|require)\b[^\n]*[^\n({\[,\\]$", re.MULTILINE)
# What a model writes around the text that clients take off: the tag of a hole, Zed's marks, the token that ends the answer.
_LEAD = re.compile(r"\s*<COMPLETION>|\s*<\|editable_region_start\|>\n?")
_TAIL = re.compile(
    r"\s*(?:</COMPLETION>|<\|editable_region_end\|>(?:\n```)?|>>>>>>> UPDATED|(?:<\|[\w ]{1,40}\|>|<EOT>|</s>){1,4})\s*\Z"
)
_TAIL_CHARS = 256


def read_fim(body: Mapping[str, Any], choice: int = 0, *, always: bool = False) -> Fim | None:
    """The file around the cursor that `choice` completes, or None where the request asks a question.

    A request with several prompts gives `n` choices to each. `always`: the route is an editor's, so that what isn't read is a prefix.
    Where any of several prompts is an editor's, all are, so that None doesn't depend on `choice`.
    """
    prompts = list(_prompts(body))
    suffix = body.get("suffix")
    read = [read_prompt(prompt, suffix if isinstance(suffix, str) else None) for prompt in prompts]
    if all(fim is None for fim in read):
        read = [_bare(prompt) for prompt in prompts] if "messages" not in body else []
    if not (always or any(fim is not None for fim in read)):
        return None
    count = body.get("n")
    at = choice // count if isinstance(count, int) and count > 0 else choice
    if at >= len(read):
        return Fim("", suffix if isinstance(suffix, str) else "")
    return read[at] or Fim(prompts[at], "")


def _prompts(body: Mapping[str, Any]) -> Iterator[str]:
    """The texts that may show a file: a prompt or several, tokens as an empty one; of a chat the last message, if it has a hole."""
    if isinstance(messages := body.get("messages"), list):
        last = messages[-1] if messages and isinstance(messages[-1], Mapping) else {}
        content = last.get("content")
        texts = [content] if isinstance(content, str) else [part.get("text") for part in _parts(content)]
        text = "\n".join(text for text in texts if isinstance(text, str))
        if HOLE in text:
            yield text
        return
    prompt = body.get("prompt")
    if isinstance(prompt, list) and all(isinstance(item, int) for item in prompt):
        prompt = ""
    for item in prompt if isinstance(prompt, list) else [prompt]:
        yield item if isinstance(item, str) else ""


def _parts(content: object) -> list[Mapping[str, Any]]:
    return [part for part in content if isinstance(part, Mapping)] if isinstance(content, list) else []


def _bare(prompt: str) -> Fim | None:
    """A prompt with nothing beside it, where it stops in the middle of code."""
    if not stops_in_code(prompt):
        return None
    fence = open_fence(prompt)
    if fence is None:
        return read_prompt(prompt, "")
    info = parse_info(fence.info)
    return Fim(prompt[fence.start :], "", info.language, info.path)


def fim_part(fim: Fim, completion: str) -> Part:
    """The completion in its file, as a part of the completion's text: the whole file, or some 200 lines around the cursor."""
    lead = _LEAD.match(completion)
    start = lead.end() if lead is not None else 0
    tail = _TAIL.search(completion, max(start, len(completion) - _TAIL_CHARS))
    new = completion[start : tail.start() if tail is not None else len(completion)]
    before, behind = _window(fim)
    base = before + fim.replaced + behind
    return Part(
        text=before + new + behind,
        origin="fim",
        language=fim.language,
        path=fim.path,
        base=base or None,
        stretches=(Stretch(len(before), start, len(new)),) if new else (),
    )


def _window(fim: Fim) -> tuple[str, str]:
    """What stands before the completion and behind it: all, or whole lines near it with the imports from the file's start."""
    before, behind = fim.prefix, fim.suffix
    if len(before) + len(behind) <= _MAX_FILE_CHARS:
        return before, behind
    first = _line_start(before)
    imports = [match[0] for match in _IMPORT.finditer(before, 0, min(first, _HEAD_CHARS))][:_MAX_IMPORTS]
    head = "\n".join([*imports, ""]) if imports else ""
    return head + before[first:], behind[: _line_end(behind)]


def _line_start(text: str) -> int:
    """Where the last lines begin."""
    at = len(text)
    for _ in range(_WINDOW_LINES):
        if (at := text.rfind("\n", 0, at)) < 0:
            at = -1
            break
    bound = len(text) - _WINDOW_CHARS
    if at + 1 >= bound:
        return at + 1
    cut = text.find("\n", bound)
    return cut + 1 if cut >= 0 else bound


def _line_end(text: str) -> int:
    """Where the first lines end."""
    at = -1
    for _ in range(_WINDOW_LINES):
        if (at := text.find("\n", at + 1)) < 0:
            at = len(text)
            break
    if at <= _WINDOW_CHARS:
        return min(at + 1, len(text))
    cut = text.rfind("\n", 0, _WINDOW_CHARS)
    return cut + 1 if cut >= 0 else _WINDOW_CHARS
