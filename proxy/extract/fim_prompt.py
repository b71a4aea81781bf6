"""Fill-in-the-middle prompts: what stands before the cursor and behind it, in every spelling that editors send.

Source: the templates of Continue, Tabby, Zed, minuet-ai.nvim and CodeGeeX, and the model cards of the families named below.
A file under work may hold such tokens itself, so the last ones count: an editor writes its own behind the text of the file.
Rules for this file: pure, linear in the prompt. Counterpart: fim.py, which reads requests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from proxy.extract.languages import language_of, language_of_path


@dataclass(frozen=True, slots=True)
class Fim:
    """The file that an editor shows around its cursor. `replaced`: what the completion takes the place of (Zed), mostly nothing."""

    prefix: str
    suffix: str
    language: str | None = None
    path: str | None = None
    replaced: str = ""


class _Family(NamedTuple):
    prefix: str
    suffix: str
    middle: str
    blank: str = ""  # stands between the tokens and the text


_FAMILIES = (
    _Family("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"),  # Qwen, CodeGemma, Granite 4
    _Family("<fim_prefix>", "<fim_suffix>", "<fim_middle>"),  # StarCoder, StableCode
    _Family("<fim-prefix>", "<fim-suffix>", "<fim-middle>"),  # SantaCoder
    _Family("<PRE>", "<SUF>", "<MID>", " "),  # Code Llama
    _Family("<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"),  # noqa: RUF001 - DeepSeek writes them so
    _Family("<[fim-prefix]>", "<[fim-suffix]>", "<[fim-middle]>"),  # Seed-Coder, Zed's Zeta
    _Family("<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>"),  # GLM, CodeGeeX
)
_SEPARATOR = re.compile(r"<\|file_sep\|>|<file_sep>|<\|file_separator\|>|^<filename>|^\+{5} ", re.MULTILINE)
_STATED_PATH = re.compile(r"^###PATH:[ \t]*(\S[^\n]*)$", re.MULTILINE)
_STATED_LANGUAGE = re.compile(r"^###LANGUAGE:[ \t]*(\S[^\n]*)$", re.MULTILINE)
_TURN = re.compile(r"<\|(?:assistant|im_end|endoftext|im_start)\|>")
_CODESTRAL = (
    "[SUFFIX]",
    "[PREFIX]",
)  # in this order; the first one stands at the start, so that prose about them isn't read
_BOS = "<s>"
_CURSORS = ("<|user_cursor|>", "<|user_cursor_is_here|>")
_CURRENT = "<<<<<<< CURRENT\n"
_UPDATED = "\n======="
_REGION = ("<|editable_region_start|>\n", "\n<|editable_region_end|>")
_EXCERPT = "\n```"
HOLE = "{{FILL_HERE}}"
_QUERY = ("<QUERY>", "</QUERY>")
_STATED_TAG = re.compile(r"<LANGUAGE>\s*([^<>\s]{1,40})\s*</LANGUAGE>")
_COMMENT = r"(?:#|//|--|/\*|\*|<!--|;|%|\")[ \t]*"
_HINT = re.compile(
    _COMMENT + r"(language|indentation|path|file|filename):[ \t]*(\S[^\n]{0,300}?)\W{0,4}", re.IGNORECASE
)
_COMMENTED = re.compile(rf"{_COMMENT}|#!|\s*$")
_HEAD_CHARS = 64 * 1024  # of comments before the file, in which Continue shows others
_SHEBANG = re.compile(r"#!\s*\S*/(?:env\s+)?([a-z]+)[\d.]*(?:\s|$)")
_MAX_PATH_CHARS = 1024


def read_prompt(prompt: str, suffix: str | None) -> Fim | None:
    """The file around the cursor, or None where the prompt shows none: it has no suffix beside it and none of the tokens."""
    found = _holed(prompt) or _region(prompt) or _tokens(prompt) or _codestral(prompt)
    if found is None and suffix is not None:
        found = _named(prompt, Fim("", suffix))
    elif found is not None and suffix:
        found = replace(found, suffix=found.suffix + suffix)
    return None if found is None else _hinted(found)


def _tokens(prompt: str) -> Fim | None:
    """Read the family whose tokens stand last in the prompt."""
    read = [(at, fim) for family in _FAMILIES if (found := _family(prompt, family)) is not None for at, fim in [found]]
    return max(read, key=lambda pair: pair[0])[1] if read else None


def _family(prompt: str, family: _Family) -> tuple[int, Fim] | None:
    """What one family's tokens say, and where its last token stands; the suffix may come first (SPM)."""
    middle = prompt.rfind(family.middle)
    before = prompt.rfind(family.prefix, 0, max(middle, 0))
    after = prompt.rfind(family.suffix, 0, max(middle, 0))
    if min(middle, before, after) < 0:
        return None
    first, second = sorted((before, after))
    tokens = (family.prefix, family.suffix) if before < after else (family.suffix, family.prefix)
    one = prompt[first + len(tokens[0]) : second]
    two = prompt[second + len(tokens[1]) : middle]
    prefix, behind = (one, two) if before < after else (two, one)
    if family.blank:
        prefix = prefix.removeprefix(family.blank).removesuffix(family.blank)
        behind = behind.removesuffix(family.blank)
    said = _TURN.split(prompt[middle + len(family.middle) :], maxsplit=1)[0]  # the editor began the completion itself
    fim = _current(Fim(prefix, behind))
    return middle, _headed(prompt[:first], replace(fim, prefix=fim.prefix + said))


def _codestral(prompt: str) -> Fim | None:
    bare = prompt.removeprefix(_BOS)
    behind, mark, prefix = bare.removeprefix(_CODESTRAL[0]).rpartition(_CODESTRAL[1])
    return Fim(prefix, behind) if mark and bare.startswith(_CODESTRAL[0]) else None


def _current(fim: Fim) -> Fim:
    """Zed's Zeta 2 asks for a stretch of the file to be written anew; it stands at the end of the prefix."""
    at = fim.prefix.rfind(_CURRENT)
    end = fim.prefix.rfind(_UPDATED)
    if at < 0 or end < at + len(_CURRENT) - 1:
        return fim
    return replace(fim, prefix=fim.prefix[:at], replaced=_cursorless(fim.prefix[at + len(_CURRENT) : end + 1]))


def _region(prompt: str) -> Fim | None:
    """Zed's Zeta 1: an excerpt in a fence that names the file, with marks around the stretch that is written anew."""
    start, stop = prompt.rfind(_REGION[0]), prompt.rfind(_REGION[1])
    fence = prompt.rfind(_EXCERPT, 0, max(start, 0))
    if not -1 < fence < start < stop:
        return None
    path, _, prefix = prompt[fence + len(_EXCERPT) : start].partition("\n")
    behind, _, _ = prompt[stop + len(_REGION[1]) :].partition(_EXCERPT)
    replaced = prompt[start + len(_REGION[0]) : stop]
    return Fim(prefix.removeprefix("<|start_of_file|>\n"), behind, path=_path(path), replaced=_cursorless(replaced))


def _cursorless(text: str) -> str:
    for cursor in _CURSORS:
        text = text.replace(cursor, "")
    return text


def _holed(prompt: str) -> Fim | None:
    """A hole to be filled, in the last of the queries; the ones before it are examples."""
    at = prompt.rfind(_QUERY[0])
    end = prompt.find(_QUERY[1], max(at, 0))
    hole = prompt.find(HOLE, max(at, 0), end)
    if at < 0 or end < 0 or hole < 0:
        return None
    prefix = prompt[at + len(_QUERY[0]) : hole].removeprefix("\n")
    stated = _STATED_TAG.findall(prompt, 0, at)
    return Fim(
        prefix, prompt[hole + len(HOLE) : end].removesuffix("\n"), language=language_of(stated[-1]) if stated else None
    )


def _headed(head: str, fim: Fim) -> Fim:
    """What stands before the tokens: other files, and the name or the language of this one."""
    language = path = None
    if stated := _STATED_LANGUAGE.findall(head):
        language = language_of(stated[-1])
    if stated := _STATED_PATH.findall(head):
        path = _path(stated[-1])
    elif marks := list(_SEPARATOR.finditer(head)):
        line, _, rest = head[marks[-1].end() :].partition("\n")
        path = None if rest.strip() else _path(line)  # with text behind it the name is another file's
    return _named(fim.prefix, replace(fim, language=language, path=path))


def _named(prefix: str, fim: Fim) -> Fim:
    """The prefix of a prompt that shows several files one after the other, the one under work last."""
    marks = list(_SEPARATOR.finditer(prefix))
    if marks:
        line, end, rest = prefix[marks[-1].end() :].partition("\n")
        if end and (path := _path(line)) is not None:
            lead = len(rest) - len(rest.lstrip("\n"))
            at = lead + len(_CODESTRAL[1]) if rest.startswith(_CODESTRAL[1], lead) else 0
            return replace(fim, prefix=rest[at:], path=path)
    return replace(fim, prefix=prefix)


def _path(line: str) -> str | None:
    """A file's name alone on a line: one word, or several that end as a file we know does."""
    text = line.strip()
    named = re.search(r"[./\\]", text) is not None and re.search(r"\s", text) is None
    return text if len(text) <= _MAX_PATH_CHARS and (named or language_of_path(text) is not None) else None


def _hinted(fim: Fim) -> Fim:
    """The language: by what the prompt states, by the path, by comments at the prefix's start. minuet's own comments are taken off."""
    hints: dict[str, str] = {}
    taken = offset = 0
    for line in fim.prefix[:_HEAD_CHARS].split("\n"):
        if _COMMENTED.match(line) is None:
            break
        if offset == 0 and (shebang := _SHEBANG.match(line)) is not None:
            hints["language"] = shebang[1]
        hint = _HINT.fullmatch(line)
        key = "" if hint is None else hint[1].lower()
        if hint is not None and key in {"language", "indentation"}:
            hints.setdefault(key, hint[2])
            taken = offset + len(line) + 1 if taken == offset else taken
        elif hint is not None and language_of_path(hint[2]) is not None:
            hints["path"] = hint[2]  # the last one: those before it name files that are shown as comments
        offset += len(line) + 1
    path = fim.path or hints.get("path")
    language = fim.language or language_of_path(path or "") or language_of(hints.get("language", ""))
    return replace(fim, prefix=fim.prefix[taken:], language=language, path=path)
