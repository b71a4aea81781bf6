"""A text as a syntax tree, with the way back to its own offsets.

tree-sitter reads on behind what it can't parse; what stays unread is counted in lines, so that a report can say so. A piece that lacks
its surroundings (a method alone, a PHP body without its tag) is tried with them, and the reading that leaves least
unread is kept.
Where its grammars go wrong their work grows with the square of the text, so a long text that is broken everywhere is read in its first
part only, and the report says so.
Rules for this file: linear in the text; depth and length are bounded before the parser runs, because matching can be quadratic in depth.
Counterparts: grammars.py, structural.py, flow/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ast_grep_py import SgNode, SgRoot

from proxy.scan.syntax.grammars import PLAIN, Grammar, Wrap
from proxy.scan.syntax.templates import OPENED, SCRIPTLET, code_of_page, page_of_scriptlets

MAX_CHARS: Final = 262_144
MAX_DEPTH: Final = 200  # brackets in brackets; people stop at 20
_MAX_PIECE: Final = 32_768  # characters; what lacks its surroundings is short, and each reading costs
_SAMPLE: Final = 8_192  # characters, three times: how broken a text is
BROKEN_CHARS: Final = 4 * _SAMPLE  # of a broken text so many are read
_BROKEN: Final = 0.5  # share of lines unread; a text cut anywhere leaves a few
_UNCLOSED: Final = (("/*", "*/"), ("<!--", "-->"), ("<%", "%>"))
_OPENERS: Final = 20  # a comment that never ends is opened once
_OPEN: Final = frozenset("([{")
_BRACKETS: Final = re.compile(r"[(\[{}\])]")
# Elements in elements; those that end by themselves don't count.
_ELEMENT: Final = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|dt|dd|tr|td|th|option|tbody|thead|tfoot|html|head|body)\b)[a-z][\w:-]{0,60}+(?![^<>]{0,2000}/>)",
    re.IGNORECASE,
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class TooDeep(ValueError):
    """The text nests deeper than anything a person wrote."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree and its text. `shift`: characters put before the text; `unread`: lines (from 1) the parser could make nothing of."""

    root: SgNode
    text: str
    shift: int
    unread: frozenset[int]

    def offsets(self, node: SgNode) -> tuple[int, int]:
        """Where a node stands in the text, as code point offsets `start:end`, kept inside it."""
        place = node.range()
        return self.inside(place.start.index, place.end.index)

    def inside(self, first: int, last: int) -> tuple[int, int]:
        """The parser's offsets as those of the text."""
        length = len(self.text)
        start = min(max(first - self.shift, 0), length)
        return start, min(max(last - self.shift, start), length)


def parse(text: str, grammar: Grammar) -> Parsed:
    """The best reading of a text. Raises TooDeep."""
    if _depth(text) > MAX_DEPTH or (grammar.name == "html" and _elements(text) > MAX_DEPTH):
        raise TooDeep("nested too deeply")
    clean = _unopened(_SURROGATE.sub("\ufffd", text), markup=grammar.name == "html")
    if grammar.name == "php" and OPENED.search(clean):
        clean = code_of_page(clean)
    elif grammar.name == "html" and SCRIPTLET in clean:
        clean = page_of_scriptlets(clean)
    if len(clean) > BROKEN_CHARS and _is_broken(clean, grammar):
        return _begun(clean, grammar)
    best: Parsed | None = None
    for wrap in (PLAIN, *(grammar.wraps if len(clean) <= _MAX_PIECE else ())):
        made = _parse(clean, grammar, wrap)
        if best is None or len(made.unread) < len(best.unread):
            best = made
        if not best.unread:
            break
    assert best is not None  # noqa: S101 # nosec B101 - there is always the plain wrap
    return best


def _unopened(text: str, *, markup: bool) -> str:
    """The text without marks that open what nothing closes: each would be looked for to the end of the text. As long as before."""
    for opener, closer in _UNCLOSED:
        if text.count(opener) <= _OPENERS:
            continue
        means = markup or opener == "/*"
        tail = text.rfind(closer) + len(closer) if means and closer in text else 0
        if text.count(opener, tail) > _OPENERS:
            text = text[:tail] + text[tail:].replace(opener, " " * len(opener))
    return text


def _is_broken(text: str, grammar: Grammar) -> bool:
    """Whether a long text can't be read at its beginning, in its middle nor at its end."""
    middle = (len(text) - _SAMPLE) // 2
    return all(
        len(made.unread) > _BROKEN * (made.text.count("\n") + 1)
        for start in (0, middle, len(text) - _SAMPLE)
        for made in (_parse(text[start : start + _SAMPLE], grammar, PLAIN),)
    )


def _begun(text: str, grammar: Grammar) -> Parsed:
    """The beginning of a text, and all behind it as unread."""
    made = _parse(text[:BROKEN_CHARS], grammar, PLAIN)
    rest = range(text.count("\n", 0, BROKEN_CHARS) + 1, text.count("\n") + 2)
    return Parsed(made.root, text, made.shift, made.unread | frozenset(rest))


def _parse(text: str, grammar: Grammar, wrap: Wrap) -> Parsed:
    root = SgRoot(f"{wrap.before}{text}{wrap.after}", grammar.name).root()
    last = text.count("\n") + 1
    lines: set[int] = set()
    errors = root.find_all(kind="ERROR")
    for node in errors:
        lines.update(_lines(node, last))
    for node in errors:  # what an error holds was read all the same where it became a tree of its own
        for child in node.children():
            if child.kind() != "ERROR" and not child.is_leaf():
                lines.difference_update(_lines(child, last))
    blank = {number for number, line in enumerate(text.split("\n"), 1) if not line.strip()} if lines else set()
    return Parsed(root, text, len(wrap.before), frozenset(lines - blank))


def _lines(node: SgNode, last: int) -> range:
    place = node.range()
    return range(place.start.line + 1, min(place.end.line + 1, last) + 1)


def _elements(text: str) -> int:
    """How deep elements stand in elements, at most."""
    depth = deepest = 0
    for found in _ELEMENT.finditer(text):
        depth = max(0, depth - 1) if found.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _depth(text: str) -> int:
    """How deep brackets stand in brackets, at most; those in strings count too, which does no harm."""
    depth = deepest = 0
    for found in _BRACKETS.finditer(text):
        if found.group() in _OPEN:
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest
