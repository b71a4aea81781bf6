"""One statement made to parse alone: what surrounds it is made up, what it lacks is added, what is foreign in it is rewritten.

A header gets a body, a branch its head, a decorator its function. If that isn't enough: without its prompt, marker or number; rewritten
from another version's Python; closed where it was cut; opened where its beginning is missing. The first that parses is taken.
Rules for this file: pure; nothing of the statement is dropped, so what parses was looked at whole. Counterpart: outline.py, fragments.py.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from proxy.extract import dialects
from proxy.extract.cleaning import Row, replaced, source_of, unmarked, width, without_magics
from proxy.extract.nesting import Nesting
from proxy.extract.parsing import Parser

COMPOUND: Final = re.compile(
    r"\s*(?:async\s+(?=for\b|with\b|def\b))?(@|(?:if|elif|else|for|while|try|except|finally|with|def|class|match|case)\b)"
)
_SOFT: Final = frozenset({"match", "case"})  # headers only where a colon ends them
_HEADS: Final = {
    "elif": "if 1: pass",
    "else": "if 1: pass",
    "except": "try: pass",
    "finally": "try: pass",
    "case": "match 0:",
}
_TAILS: Final = {"try": "finally: pass", "@": "def _(): pass"}
_OPERANDS: Final = ("", "_", " _", " in _", ": _", " else _", "()", " import _")
_OPENERS: Final = {")": "_(", "]": "_[", "}": "{"}
_TELLING: Final = re.compile(
    r"[()\[\]{}=:,.'\"]"
)  # a line with none of these is no part of an expression worth a guess
_FORM_COST: Final = 300  # what making a form costs at least, in parsed characters
_MAX_GUESS_CHARS: Final = 20_000
_MAX_STRAYS: Final = 20


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that parses. `word` is what it begins with where that makes it a compound one or a decorator, "#" a comment's.

    `opens`: a body must follow. `width`: the column it stood in. `alone`: rows that parse without its neighbours, `tree` their parse.
    """

    rows: tuple[Row, ...]
    word: str = ""
    opens: bool = False
    width: int = 0
    alone: tuple[Row, ...] = ()
    tree: ast.Module | None = None


def repair(rows: Sequence[Row], parser: Parser, *, cut: bool) -> Statement | None:
    """The statement in a form that parses, or None. `cut`: nothing follows it, so its end may be missing."""
    made = check(rows, parser.parse)
    if made is not None or not any(row.text.strip() for row in rows):
        return made
    size = sum(len(row.text) for row in rows)
    for form in _forms(rows, cut=cut):
        if parser.spent:
            break
        parser.charge(size + _FORM_COST)
        made = check(form, parser.parse)
        if made is not None:
            return replace(made, width=width(rows[0].text))
    return None


def check(rows: Sequence[Row], parse: Callable[[str], ast.Module | None]) -> Statement | None:
    """The statement as it is, if it parses with neighbours made up."""
    columns = width(rows[0].text)
    bare = (rows[0].indented(0), *rows[1:])
    word, opens = _head(bare)
    alone = _among_neighbours(bare, word, opens=opens)
    tree = parse(source_of(alone))
    if tree is None:
        return None
    if not word and not tree.body:
        word = "#"
    return Statement(bare, word, opens, columns, tuple(alone), tree)


def _head(rows: Sequence[Row]) -> tuple[str, bool]:
    found = COMPOUND.match(rows[0].text)
    if found is None:
        return "", False
    word = found.group(1)
    if word == "@":
        return word, False
    opens = _code_end(rows) == ":"
    return ("", False) if word in _SOFT and not opens and not _one_line(rows, word) else (word, opens)


def _one_line(rows: Sequence[Row], word: str) -> bool:
    return word == "case" and re.match(r"case\b[^=]*:\s*\S", rows[0].text) is not None


def _code_end(rows: Sequence[Row]) -> str:
    """The last sign that isn't a comment's."""
    text = "\n".join([row.text for row in rows])
    if "#" not in text:
        return text.rstrip()[-1:]
    nesting = Nesting()
    nesting.feed(text)
    return nesting.code(text)[-1:]


def _among_neighbours(rows: Sequence[Row], word: str, *, opens: bool) -> list[Row]:
    depth = int(word == "case")
    made = [Row(0, _HEADS[word])] if word in _HEADS else []
    made += [rows[0].indented(depth), *rows[1:]]
    if opens:
        made.append(Row(0, " " * (depth + 1) + ("case _: pass" if word == "match" else "pass")))
    if word in _TAILS:
        made.append(Row(0, _TAILS[word]))
    return made


def _forms(rows: Sequence[Row], *, cut: bool) -> Iterator[Sequence[Row]]:
    """The rows changed in the ways that may help, the likeliest first."""
    bare = without_magics(unmarked(rows))
    if not bare:
        return
    if bare != list(rows):
        yield bare
    text = "\n".join(row.text for row in bare)
    if changes := dialects.changes(text):
        yield replaced(bare, changes)
    typed = [replace(row, text=dialects.retyped(row.text)) for row in bare]
    if typed != bare:
        yield typed
        bare = typed
    if len(text) > _MAX_GUESS_CHARS:
        return
    nesting = Nesting()
    nesting.feed(text)
    if cut or nesting.open:
        yield from _closed(bare, nesting)
    if _TELLING.search(text):
        yield from _opened(bare, nesting)


def _closed(rows: Sequence[Row], nesting: Nesting) -> Iterator[Sequence[Row]]:
    """The rows with an end: an operand where one is missing, then what closes all that is open, a colon for a header."""
    last = rows[-1]
    colon = ":" if (found := COMPOUND.match(rows[0].text)) and found.group(1) != "@" else ""
    in_string = bool(nesting.closers) and not nesting.in_code
    text = last.text if in_string else nesting.code(last.text).removesuffix("\\")
    commented = not in_string and len(text) < len(last.text.rstrip().removesuffix("\\"))
    for operand in _OPERANDS:
        if operand == "_" and text[-1:].isalnum():  # it would only make a longer name
            continue
        tail = (nesting.closers + operand) if in_string and operand == "()" else operand + nesting.closers
        for end in dict.fromkeys((tail + colon, tail)):
            if commented and nesting.open:
                yield [*rows, Row(0, end)]
            else:
                yield [*rows[:-1], replace(last, text=text + end)]
            if "f" in text and (changes := dialects.changes("\n".join([*(row.text for row in rows[:-1]), text + end]))):
                yield replaced([*rows[:-1], replace(last, text=text + end)], changes)


def _opened(rows: Sequence[Row], nesting: Nesting) -> Iterator[Sequence[Row]]:
    """The rows with a beginning: brackets that are only closed here, an operand before an operator, a call around arguments."""
    strays = nesting.strays[:_MAX_STRAYS]
    before = "".join(_OPENERS[sign] for sign in reversed(strays))
    first, last = rows[0].indented(0), rows[-1]
    head, tail = ("if ", "") if _code_end(rows) == ":" else ("", nesting.closers)
    ways = (
        [(before, ""), (before + "_ ", ""), (before + "_ if _ ", "")]
        if strays
        else [("_(", ")"), ("{", "}"), ("_(_ ", ")")]
    )
    if "}" in strays or ")" in strays:
        ways.append((before.replace("_[", "[").replace("_(", "_({", 1) if ":" in last.text else before + "*", ""))
    for start, end in ways:
        made = [first.led(head + start), *rows[1:]]
        if end or tail:
            code = nesting.code(made[-1].text)
            made[-1] = replace(made[-1], text=code + end + tail)
        yield made
