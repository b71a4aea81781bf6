"""The demo's answers: which recorded text a prompt gets, and where a tool call says its code instead.

A prompt that asks for something to be written or run, of a client that declares tools for it, gets the text up to the code, and the code in
a call. Once the tool has answered, the demo says that it is done; where the answer says that the call had a defect, it calls again with the
secure form.
Rules for this file: deterministic. Counterparts: demo_words.py has the words, answers/ the texts (secure/ the secure ones), demo_fim.py
what an editor gets.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from proxy.extract.fim import read_fim
from proxy.upstream.demo_asked import CHARS_A_TOKEN, Asked, read, tokens
from proxy.upstream.demo_fim import completion
from proxy.upstream.demo_reply import Reply
from proxy.upstream.demo_tools import Wish, call_for, closing
from proxy.upstream.demo_words import assembled, is_secure, topic
from proxy.wire.json import Json

_FENCE = re.compile(r"^(`{3,})(\w+)\n(.*?)(?:^\1$|\Z)", re.DOTALL | re.MULTILINE)
_WRITES = "write|create|save|add|implement|generate|make|put|build|change|edit|fix|update|refactor"
_ASKS = re.compile(rf"\b(?:(?P<run>run|execute)|(?:{_WRITES}))\b|\b[\w-]+\.py\b", re.IGNORECASE)
_DONE = (
    "The demo model asked for one tool call and has its answer. That is all it does: say another of its words for more."
)
_MAX_TEXTS = 4096  # choices of one completion request, as wire/completions.py takes them


def reply(request: Json, wire: str) -> Reply:
    """What the demo says to a request on "chat", "messages" or "responses"."""
    asked = read(request, wire)
    count = request.get("n") if wire == "chat" else None
    count = count if isinstance(count, int) else 1
    if wire == "chat" and (fim := read_fim(request)) is not None:
        return Reply(completion(fim), count=count, tokens_in=asked.tokens, request=request)
    text, call = "", None
    if asked.done and not asked.refused:
        text, call = _DONE, closing(asked.tools, _DONE)
    else:
        text, wish = _scripted(asked)
        call = call_for(asked.tools, wish, asked.forced) if wish is not None else None
        text = text if call is None else text[: text.index("```")].strip()
    return Reply(text, call, count, asked.tokens, request=request)


def completed(request: Json, wire: str) -> Reply:
    """What the demo says to a request on "completions" or "fim"."""
    given = request.get("prompt")
    prompts = given if isinstance(given, list) and not all(isinstance(item, int) for item in given) else [given]
    count = request.get("n")
    count = count if isinstance(count, int) else 1
    texts = []
    for at in range(min(len(prompts) * count, _MAX_TEXTS)):
        fim = read_fim(request, at, always=wire == "fim")
        prompt = prompts[at // count]
        texts.append(_text_for(prompt if isinstance(prompt, str) else "") if fim is None else completion(fim))
    said = sum(len(str(prompt)) for prompt in prompts) + len(str(request.get("suffix") or ""))
    return Reply("", texts=tuple(texts), tokens_in=max(1, said // CHARS_A_TOKEN), request=request)


def answer_to(request: Json) -> str:
    """The recorded answer that the last user message's words choose."""
    return _text_for(read(request, "chat").prompt)


def counted(request: Json) -> Json:
    """The body of a count of tokens."""
    return {"input_tokens": tokens(request, "messages")}


def _scripted(asked: Asked) -> tuple[str, Wish | None]:
    """The recorded text, and what to do with its code where the prompt asks for that."""
    text = _text_for(asked.prompt, secure=asked.refused)
    wants = _ASKS.search(asked.prompt)
    code = _FENCE.search(text)
    if code is None or not (wants or asked.forced or asked.refused):
        return text, None
    run = wants is not None and wants["run"] is not None
    words = text[: code.start()].strip() or "The demo's code."
    return text, Wish(code[3], _file(asked.prompt, code[2]), code[2], words, asked.folder, run)


def _file(prompt: str, language: str) -> str:
    """A name that nobody's file has: under a policy that lets a call go, the client writes it."""
    return f"demo_{topic(prompt)}.{'md' if language == 'markdown' else 'py'}"


def _text_for(prompt: str, *, secure: bool = False) -> str:
    return _recorded(topic(prompt), secure or is_secure(prompt))


@cache
def _recorded(name: str, secure: bool) -> str:  # noqa: FBT001 - a key of the cache
    answers = files("proxy.upstream").joinpath("answers")
    found = answers.joinpath("secure", f"{name}.md")
    path = found if secure and found.is_file() else answers.joinpath(f"{name}.md")
    return assembled(path.read_text("utf-8").rstrip("\n"))
