"""Error-guided repair: the parser says where it stopped, one line is changed, and again.

Each error offers one or a few changes, the best first; the first that parses is taken, else the one that lets the parser get furthest.
What nothing helps is blanked, so that the lines around it can still be read. Line counts never change.
Source of the messages: CPython 3.11 to 3.14, Grammar/python.gram and Parser/tokenizer.c.

Rules for this file: pure; `Budget` bounds the work. Counterpart: fragments.py.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from proxy.extract.cleaning import Row, indent, source_of
from proxy.extract.fstrings import requoted

_DANGLING = re.compile(r"(?:else\s*:|elif\b|except\b|finally\s*:|case\b.*:)")
_HEADER = re.compile(
    r"(?:if|elif|else|for|while|with|try|except|finally|def|class|match|case|async)\b.*?:\s*(?:#.*)?$"
)
_PRINT = re.compile(r"^(\s*(?:.*:\s*)?)print\s+(?:>>\s*[\w.]+\s*,\s*)?(.*?)\s*$")
_EXEC = re.compile(r"^(\s*)exec\s+(.*?)\s*$")
_EXCEPT = re.compile(r"^(\s*except\s+)([^:]+?),\s*(\w+)\s*:")
_RAISE = re.compile(r"^(\s*raise\s+[\w.]+)\s*,\s*(.+?)\s*$")
_OCTAL = re.compile(r"\b0+([0-7]+)\b")
_ON_LINE = re.compile(r"on line (\d+)")
_TRIPLE = re.compile(r'"""|\'\'\'')
_PAIRS = {"(": ")", "[": "]", "{": "}"}
Rows = list[Row]


class Budget:
    """How much may still be parsed."""

    def __init__(self, chars: int, tries: int) -> None:
        self._chars = chars
        self._tries = tries

    @property
    def spent(self) -> bool:
        """Nothing more may be parsed."""
        return self._chars <= 0 or self._tries <= 0

    def error(self, source: str) -> SyntaxError | ValueError | RecursionError | MemoryError | None:
        """What the parser says of the source; None where it parses."""
        if self.spent:
            return MemoryError()
        self._chars -= len(source)
        self._tries -= 1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                ast.parse(source)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                return error
        return None


def repaired(rows: Sequence[Row], budget: Budget, *, keep_all: bool = False) -> Rows | None:
    """The rows changed until they parse, or None. `keep_all`: give up rather than blank a line."""
    current = list(rows)
    seen: set[tuple[int, str, str]] = set()
    error = budget.error(source_of(current))
    while error is not None:
        if not isinstance(error, SyntaxError) or budget.spent or not current:
            return None
        at = min(max(error.lineno or 1, 1), len(current)) - 1
        sign = (at, error.msg or "", current[at].text)
        offers = [] if sign in seen else list(_offers(current, at, error))
        seen.add(sign)
        if not keep_all:
            offers.append(_blanked(current, at))
        best = _best(offers, budget)
        if best is None:
            return None
        current, error = best
    return current


def _best(offers: Sequence[Rows], budget: Budget) -> tuple[Rows, Exception | None] | None:
    """The offer that parses, or whose first error stands last."""
    best: tuple[Rows, Exception | None] | None = None
    furthest = -1
    for offer in offers:
        error = budget.error(source_of(offer))
        if error is None:
            return offer, None
        line = error.lineno or 0 if isinstance(error, SyntaxError) else 0
        if line > furthest:
            best, furthest = (offer, error), line
    return best


def _offers(rows: Rows, at: int, error: SyntaxError) -> Iterator[Rows]:
    """The changes that the parser's message suggests."""
    message = error.msg or ""
    for words, offer in _BY_MESSAGE:
        if words in message:
            yield from offer(rows, at, message)
    yield from _dangling(rows, at, message)
    yield from _older_syntax(rows, at, message)


def _changed(rows: Rows, at: int, text: str, *, made_up: bool = False) -> Rows:
    made = list(rows)
    made[at] = replace(made[at], text=text, made_up=made_up or made[at].made_up)
    return made


def _blanked(rows: Rows, at: int) -> Rows:
    """The line without its text; a header keeps its place so that its body stays where it is."""
    row = rows[at]
    if not row.text.strip() or row.text.strip() == "pass":  # the error is shown behind the line that caused it
        before = next((k for k in range(at - 1, -1, -1) if rows[k].text.strip() not in {"", "pass"}), at)
        return _changed(rows, before, rows[before].blank().text, made_up=True)
    if _HEADER.match(row.text.strip()):
        return _changed(rows, at, " " * indent(row.text) + "if 1:", made_up=True)
    made = list(rows)
    made[at] = row.blank()
    return made


def _unclosed(rows: Rows, at: int, message: str) -> Iterator[Rows]:  # noqa: ARG001 - one signature for all offers
    """Close what is open at the end of its statement, or of the text."""
    last = len(rows) - 1
    end = next((k - 1 for k in range(at + 1, last + 1) if _starts_statement(rows, at, k)), last)
    for stop in dict.fromkeys((end, last)):
        while stop > at and not rows[stop].text.strip():
            stop -= 1
        closers = _closers("\n".join(row.text for row in rows[at : stop + 1]))
        text = rows[stop].text.rstrip()
        header = ":" if _HEADER.match(rows[at].text.strip() + ":") and not text.endswith(":") else ""
        for tail in dict.fromkeys((closers, closers + header + " pass" if header else closers, " None" + closers)):
            yield _changed(rows, stop, text + tail)


def _starts_statement(rows: Rows, at: int, k: int) -> bool:
    text = rows[k].text
    words = ("def ", "class ", "import ", "from ", "return", "with ", "while ", "try:", "raise ", "@", "for ", "if ")
    return bool(text.strip()) and indent(text) <= indent(rows[at].text) and text.lstrip().startswith(words)


def _closers(text: str) -> str:
    """The brackets and quotes that are open at the end of the text, closed."""
    stack: list[str] = []
    at, quote = 0, ""
    while at < len(text):
        char = text[at]
        if quote:
            if char == "\\":
                at += 1
            elif text.startswith(quote, at):
                at += len(quote) - 1
                quote = ""
            elif char == "\n" and len(quote) == 1:
                quote = ""
        elif char in "\"'":
            quote = char * 3 if text.startswith(char * 3, at) else char
            at += len(quote) - 1
        elif char == "#":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif char in _PAIRS:
            stack.append(_PAIRS[char])
        elif stack and char == stack[-1]:
            stack.pop()
        at += 1
    return quote + "".join(reversed(stack))


def _open_string(rows: Rows, at: int, message: str) -> Iterator[Rows]:  # noqa: ARG001
    """A string that isn't closed: end it at the end, or take the text before its first quotes for its beginning."""
    found = _TRIPLE.search(rows[at].text)
    if found is not None:
        yield _changed(rows, len(rows) - 1, rows[-1].text + found.group())
        first = next(k for k, row in enumerate(rows) if _TRIPLE.search(row.text))
        yield [row.blank() if k <= first else row for k, row in enumerate(rows)]
        yield [row.blank() if k >= at else row for k, row in enumerate(rows)]
    else:
        text = rows[at].text.rstrip()
        yield _changed(rows, at, text + _closers(text))


def _bodyless(rows: Rows, at: int, message: str) -> Iterator[Rows]:
    """A header without a body gets one."""
    named = _ON_LINE.search(message)
    head = int(named.group(1)) - 1 if named else max(0, at - 1)
    end = next((k for k in range(head, len(rows)) if rows[k].text.split("#")[0].rstrip().endswith(":")), head)
    text = rows[end].text
    code = text.split("#")[0].rstrip()
    if code.endswith(":"):
        yield _changed(rows, end, code + " pass")


def _unexpected_indent(rows: Rows, at: int, message: str) -> Iterator[Rows]:  # noqa: ARG001
    """A run of lines that stands too far in moves to the line before it, or that line becomes its head."""
    before = next((k for k in range(at - 1, -1, -1) if rows[k].text.strip()), None)
    base = indent(rows[before].text) if before is not None else 0
    yield _moved(rows, at, base)


def _bad_unindent(rows: Rows, at: int, message: str) -> Iterator[Rows]:  # noqa: ARG001
    """A line between two levels moves to the level outside it."""
    own = indent(rows[at].text)
    levels = sorted({indent(row.text) for row in rows[:at] if row.text.strip()}, reverse=True)
    yield _moved(rows, at, next((level for level in levels if level < own), 0))
    yield _moved(rows, at, next((level for level in reversed(levels) if level > own), own))


def _moved(rows: Rows, at: int, base: int) -> Rows:
    own = indent(rows[at].text)
    made = list(rows)
    for k in range(at, len(rows)):
        text = rows[k].text
        if text.strip():
            if indent(text) < own:
                break
            made[k] = rows[k].indented(indent(text) - own + base)
    return made


def _handlerless(rows: Rows, at: int, message: str) -> Iterator[Rows]:  # noqa: ARG001
    """A try without its handlers becomes a plain block."""
    for k in range(min(at, len(rows) - 1), -1, -1):
        if rows[k].text.strip().startswith("try") and rows[k].text.rstrip().endswith(":"):
            yield _changed(rows, k, " " * indent(rows[k].text) + "if 1:", made_up=True)
            return


def _dangling(rows: Rows, at: int, message: str) -> Iterator[Rows]:  # noqa: ARG001
    """A branch without its head becomes a head; what it tests stays to be read."""
    text = rows[at].text
    word = text.strip()
    if not _DANGLING.match(word):
        return
    space = " " * indent(text)
    if word.startswith("elif"):
        yield _changed(rows, at, space + word[2:])
        yield _changed(rows, at, space + word[2:] + " pass")
    elif word.startswith("except"):
        yield _changed(rows, at, space + "if 1:" + word.partition(":")[2], made_up=False)
        yield _changed(rows, at, space + "if 1: pass")
    else:
        rest = word.partition(":")[2]
        yield _changed(rows, at, space + "if 1:" + rest)
        yield _changed(rows, at, space + "if 1: pass")


def _decorator(rows: Rows, at: int, message: str) -> Iterator[Rows]:  # noqa: ARG001
    """A decorator that lost its function: its expression stays to be read."""
    for k in range(len(rows) - 1, -1, -1):
        word = rows[k].text.lstrip()
        if word.startswith("@"):
            yield _changed(rows, k, rows[k].text.replace("@", " ", 1)[: indent(rows[k].text)] + word[1:].lstrip())
            return


def _older_syntax(rows: Rows, at: int, message: str) -> Iterator[Rows]:
    """Python 2, and f-strings that are newer than the interpreter."""
    text = rows[at].text
    if (found := _PRINT.match(text)) and not found.group(2).startswith("("):
        yield _changed(rows, at, f"{found.group(1)}print({found.group(2).rstrip(',')})")
    if found := _EXEC.match(text):
        yield _changed(rows, at, f"{found.group(1)}exec({found.group(2)})")
    if found := _EXCEPT.match(text):
        yield _changed(rows, at, _EXCEPT.sub(r"\1\2 as \3:", text))
        yield _changed(rows, at, _EXCEPT.sub(r"\1(\2, \3):", text))
    if found := _RAISE.match(text):
        yield _changed(rows, at, f"{found.group(1)}({found.group(2)})")
    if "leading zeros" in message:
        yield _changed(rows, at, _OCTAL.sub(r"0o\1", text))
    if "f-string" in message or "t-string" in message:
        yield from (
            _changed(rows, k, made) for k in range(max(0, at - 2), at + 1) if (made := requoted(rows[k].text)) != rows[k].text
        )


_BY_MESSAGE: tuple[tuple[str, Callable[[Rows, int, str], Iterator[Rows]]], ...] = (
    ("was never closed", _unclosed),
    ("unexpected EOF", _unclosed),
    ("unterminated triple-quoted", _open_string),
    ("unterminated string literal", _open_string),
    ("unterminated f-string", _open_string),
    ("unterminated triple-quoted f-string", _open_string),
    ("expected an indented block", _bodyless),
    ("unexpected indent", _unexpected_indent),
    ("unindent does not match", _bad_unindent),
    ("expected 'except' or 'finally' block", _handlerless),
    ("invalid syntax", _decorator),
    ("unexpected unindent", _bad_unindent),
)
