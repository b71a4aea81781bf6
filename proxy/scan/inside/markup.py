"""Code in pages: scripts, handlers in attributes, and what templates run when they make the page.

Of a template's own code all pieces are one text of the same lines, for a value goes from one to the next: what stands around them is blank.
Rules for this file: pure, linear.
Source: the manuals of ERB, EJS, JSP, Razor and Blade.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.inside.piece import Piece, stretch

_SCRIPT: Final = re.compile(r"<(script|style)\b([^<>]{0,300})>", re.IGNORECASE)
_LANG: Final = re.compile(r"""\b(?:lang|type)\s*=\s*["']?([\w./+-]+)""", re.IGNORECASE)
_SCRIPT_LANGUAGES: Final = {
    "ts": "typescript",
    "typescript": "typescript",
    "tsx": "tsx",
    "jsx": "jsx",
    "text/babel": "jsx",
    "text/typescript": "typescript",
    "text/python": "python",
    "py": "python",
    "text/x-python": "python",
}
_NOT_CODE: Final = re.compile(r"json|template|html|importmap|x-handlebars|glsl|x-shader", re.IGNORECASE)
_HANDLER: Final = re.compile(
    r"""\son[a-z]{3,20}\s{0,9}=\s{0,9}(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})')|\bhref\s{0,9}=\s{0,9}["']javascript:([^"'\n]{1,2000})["']""",
    re.IGNORECASE,
)
_TEMPLATES: Final = {"erb": "ruby", "ejs": "javascript", "jsp": "java"}
_TAG: Final = re.compile(r"<%(?P<kind>[-=#@!%]{0,2})")
_RAZOR: Final = re.compile(r"@(?:code|functions)?\s{0,9}(?=\{)")
_BLADE: Final = re.compile(r"@php\b(?!\s{0,9}\()|<\?(?:php\b|=)", re.IGNORECASE)
_BLADE_ENDS: Final = {"@": "@endphp", "<": "?>"}
_BRACE: Final = re.compile(r"[{}]")
_KEPT: Final = re.compile(r"[^\n]")


def scripts(text: str) -> Iterator[Piece]:
    """Scripts of a page, and the handlers in its attributes."""
    at = 0
    low = text.lower()
    while (opened := _SCRIPT.search(text, at)) is not None:
        yield from _handlers(text, at, opened.start())
        name = opened.group(1).lower()
        end = low.find(f"</{name}", opened.end())
        end = len(text) if end < 0 else end
        kind = _LANG.search(opened.group(2))
        word = kind.group(1).lower() if kind else ""
        if name == "script" and not _NOT_CODE.search(word):
            yield stretch(text, opened.end(), end, _SCRIPT_LANGUAGES.get(word, "javascript"))
        at = max(end, opened.end())
    yield from _handlers(text, at, len(text))


def _handlers(text: str, start: int, end: int) -> Iterator[Piece]:
    for found in _HANDLER.finditer(text, start, end):
        at = found.lastindex or 0
        yield stretch(text, *found.span(at), "javascript")


def template(text: str, language: str) -> Iterator[Piece]:
    """A page that is made by ERB, EJS or JSP: its scripts, and its own code."""
    yield from scripts(text)
    made, at = [], 0
    while (found := _TAG.search(text, at)) is not None:
        end = text.find("%>", found.end())
        if end < 0:
            break
        kind = found["kind"]
        made.append(_blank(text[at : found.end()]))
        code = text[found.end() : end]
        trimmed = code.removesuffix("-")
        said = (
            _blank(code) if kind == "--" or kind[:1] in {"#", "@", "%"} else trimmed + " " * (len(code) - len(trimmed))
        )
        printed = language != "erb" and kind[:1] in {"=", "-"}
        made.append(f"{said}; " if printed or language == "erb" or kind == "" else f"{said}  ")
        at = end + len("%>")
    if made:
        yield stretch("".join(made), 0, sum(map(len, made)), _TEMPLATES[language])


def erb(text: str) -> Iterator[Piece]:
    """Ruby's."""
    return template(text, "erb")


def ejs(text: str) -> Iterator[Piece]:
    """JavaScript's."""
    return template(text, "ejs")


def jsp(text: str) -> Iterator[Piece]:
    """Java's."""
    return template(text, "jsp")


def razor(text: str) -> Iterator[Piece]:
    """C# in `@{ }`, `@code { }` and `@functions { }`."""
    yield from scripts(text)
    at = 0
    while (found := _RAZOR.search(text, at)) is not None:
        end = _closed(text, found.end())
        yield stretch(text, found.end() + 1, end, "csharp")
        at = end + 1


def blade(text: str) -> Iterator[Piece]:
    """PHP in `@php` and in tags."""
    yield from scripts(text)
    low, at = text.lower(), 0
    while (found := _BLADE.search(text, at)) is not None:
        end = low.find(_BLADE_ENDS[found.group()[0]], found.end())
        at = len(text) if end < 0 else end
        yield stretch(text, found.end(), at, "php")


def _closed(text: str, start: int) -> int:
    """Where the brace at `start` is closed; the text's end where it isn't."""
    depth = 0
    for found in _BRACE.finditer(text, start):
        depth += 1 if found.group() == "{" else -1
        if not depth:
            return found.start()
    return len(text)


def _blank(text: str) -> str:
    return _KEPT.sub(" ", text)
