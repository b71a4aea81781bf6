"""The strict reading of Markdown's blocks, line by line: which lines a CommonMark renderer shows as code.

Source: CommonMark 0.31, 4 (leaf blocks) and 5 (container blocks); the order of the checks is that of its appendix, "Phase 1".
`<pre>`, `<script>`, `<style>`, `<textarea>`, comments, `<?` and `<!` (HTML blocks 1-5) count as code too: nobody renders them as prose.
What is left out: link reference definitions, which change nothing about code but in lines that a renderer doesn't show.
Rules for this file: pure; `read` is a function of the place and the line, its cost linear in the line.
Counterpart: plain.py is the reading that ignores all this; fences.py takes the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from proxy.extract.sight import TEXT, Cursor, Kind, Sight
from proxy.extract.starts import CODE_INDENT, MAX_OPENER_CHARS, leading_tags

_MAX_ITEM_SPACES = 5  # 5.2: five or more behind a marker are one, and indented code
_ATX = re.compile(r"#{1,6}(?:[ \t]|$)")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_RULER = re.compile(r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
_MARKER = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)")
_LANGUAGE_CLASS = re.compile(r"class\s*=\s*[\"']?(?:[^\"'>]*\s)?(?:language|lang)-([\w+#.-]+)", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes"
    r"|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t]|/?>|$)",
    re.IGNORECASE,
)
_LONE_TAG = re.compile(
    r"(?:<[A-Za-z][A-Za-z0-9-]*+"
    r"(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?)*+\s*+/?>"
    r"|</[A-Za-z][A-Za-z0-9-]*+\s*+>)[ \t]*$"
)


@dataclass(frozen=True, slots=True)
class Container:
    """A block quote (`width` 0) or a list item whose content stands `width` columns in. `empty`: nothing is in it yet."""

    width: int = 0
    empty: bool = False


class Plain(Enum):
    """Leaf blocks that need no description."""

    NONE = 0
    PARAGRAPH = 1
    INDENTED = 2


@dataclass(frozen=True, slots=True)
class Fence:
    """An open fenced block."""

    char: str
    length: int
    indent: int


@dataclass(frozen=True, slots=True)
class Html:
    """An open HTML block; `end` None: a blank line ends it, and it is no code."""

    end: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: the open containers and the open leaf block."""

    containers: tuple[Container, ...] = ()
    leaf: Plain | Fence | Html = Plain.NONE

    @property
    def in_code(self) -> bool:
        """The open leaf block is code."""
        leaf = self.leaf
        return leaf is Plain.INDENTED or isinstance(leaf, Fence) or (isinstance(leaf, Html) and leaf.end is not None)


_END_TAG = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)  # 4.6: it need not match the start tag
_HTML_CODE = (  # 4.6, start conditions 1-5: start, end, a line that ends it ("" for a tag's own end tag), language
    (re.compile(r"<(pre|script|style|textarea)(?:[ \t>]|$)", re.IGNORECASE), _END_TAG, "", ""),
    (re.compile(r"<!--"), re.compile(r"-->"), "-->", ""),
    (re.compile(r"<\?"), re.compile(r"\?>"), "?>", "php"),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>"), "]]>", ""),
    (re.compile(r"<![A-Za-z]"), re.compile(r">"), ">", ""),
)
_CODE = Sight(Kind.LINE, "fence")
_PARAGRAPH = Place(leaf=Plain.PARAGRAPH)


def read(place: Place, line: str, whole: str) -> tuple[Sight, Place]:
    """Say what a line is at `place`, and the place after it. `line` may be cut by starts.seen; `whole` never is."""
    if not place.containers and (quick := _quick(place, line)) is not None:
        return quick
    cursor = Cursor(line)
    matched = 0
    for container in place.containers:
        if not _continues(container, cursor):
            break
        matched += 1
    if matched == len(place.containers):
        found = _in_leaf(place, cursor, whole)
        if found is not None:
            return found
    return _Start(place, cursor, matched).read(whole)


def _quick(place: Place, line: str) -> tuple[Sight, Place] | None:
    """Most lines: a letter at the start, no container around. Says what the rest of this file would."""
    if not line[:1].isalpha():
        return None
    if isinstance(place.leaf, Fence):
        return _CODE, place
    return None if isinstance(place.leaf, Html) else (TEXT, _PARAGRAPH)


def tag_language(text: str) -> str:
    """The language of the HTML code that begins with `text`: by a class of its first tags, by the tag's name, or ""."""
    tags = leading_tags(text)
    found = _LANGUAGE_CLASS.search(tags)
    if found is not None:
        return found.group(1)
    low = tags.lower()
    return "javascript" if low.startswith("<script") else "css" if low.startswith("<style") else ""


def _continues(container: Container, cursor: Cursor) -> bool:
    """5: whether the line meets the condition for the container to stay open; its marker or indentation is gone over."""
    if not container.width:
        return cursor.indent(CODE_INDENT) < CODE_INDENT and _quote_marker(cursor)
    if cursor.blank:
        if container.empty:  # 5.2: an item that begins with two blank lines is over
            return False
        cursor.skip(container.width)
        return True
    if cursor.indent(container.width) < container.width:
        return False
    cursor.skip(container.width)
    return True


def _quote_marker(cursor: Cursor) -> bool:
    at = cursor.first
    if not cursor.line.startswith(">", at):
        return False
    cursor.skip(CODE_INDENT)
    cursor.take(at + 1)
    cursor.skip(1)
    return True


def _in_leaf(place: Place, cursor: Cursor, whole: str) -> tuple[Sight, Place] | None:
    """A line inside the open leaf block; None where that takes no line, or ends before this one."""
    leaf = place.leaf
    if isinstance(leaf, Fence):
        return _in_fence(place, leaf, cursor)
    if isinstance(leaf, Html):
        if leaf.end is None:
            return None if cursor.blank else (TEXT, place)
        last = leaf.end.search(whole, cursor.at) is not None
        after = replace(place, leaf=Plain.NONE) if last else place
        return Sight(Kind.LINE, "html", cursor.at, last=last), after
    if leaf is Plain.INDENTED and (cursor.blank or cursor.indent(CODE_INDENT) == CODE_INDENT):
        cursor.skip(CODE_INDENT)
        return Sight(Kind.LINE, "indented", cursor.at), place
    return None


def _in_fence(place: Place, fence: Fence, cursor: Cursor) -> tuple[Sight, Place]:
    if cursor.indent(CODE_INDENT) < CODE_INDENT:
        rest = cursor.line[cursor.first :].rstrip(" \t")
        if len(rest) >= fence.length and not rest.strip(fence.char):
            return Sight(Kind.CLOSE), replace(place, leaf=Plain.NONE)
    cursor.skip(fence.indent)
    return Sight(Kind.LINE, "fence", cursor.at), place


class _Start:
    """A line that no open leaf block took: which blocks begin in it."""

    def __init__(self, place: Place, cursor: Cursor, matched: int) -> None:
        self._place = place
        self._cursor = cursor
        self._containers = list(place.containers[:matched])
        self._lazy = place.leaf is Plain.PARAGRAPH  # the line goes on with the paragraph unless something begins in it
        self._inside = self._lazy and matched == len(place.containers)

    def read(self, whole: str) -> tuple[Sight, Place]:
        while not self._cursor.blank:
            indent = self._cursor.indent(CODE_INDENT)
            if indent == CODE_INDENT:
                if self._lazy:
                    break
                self._cursor.skip(CODE_INDENT)
                return Sight(Kind.LINE, "indented", self._cursor.at, fresh=True), self._with(Plain.INDENTED)
            if _quote_marker(self._cursor):
                self._push(Container())
                continue
            found = self._leaf(indent, whole)
            if found is not None:
                return found
            if not self._item(indent):
                break
        return TEXT, self._text()

    def _leaf(self, indent: int, whole: str) -> tuple[Sight, Place] | None:
        line, at = self._cursor.line, self._cursor.first
        char = line[at]
        if char in "`~":
            return self._fence(indent)
        if char == "<":
            return self._html(whole)
        heading = char == "#" and _ATX.match(line, at)
        underline = self._inside and char in "=-" and _UNDERLINE.match(line, at)
        ruler = char in "*-_" and _RULER.match(line, at)
        return (TEXT, self._with(Plain.NONE)) if heading or underline or ruler else None

    def _fence(self, indent: int) -> tuple[Sight, Place] | None:
        match = _FENCE.match(self._cursor.line, self._cursor.first, MAX_OPENER_CHARS)
        if match is None:
            return None
        run = match.group(1) or match.group(3)
        info = (match.group(2) or match.group(4) or "").strip()
        sight = Sight(Kind.OPEN, "fence", info=info, closer=self._closer(run))
        return sight, self._with(Fence(run[0], len(run), indent))

    def _html(self, whole: str) -> tuple[Sight, Place] | None:
        line, at = self._cursor.line, self._cursor.first
        for start, end, closer, language in _HTML_CODE:
            if (tag := start.match(line, at)) is not None:
                last = end.search(whole, at) is not None
                info = tag_language(line[at:]) if tag.lastindex else language
                ending = self._closer(closer or f"</{tag.group(1).lower()}>")
                sight = Sight(Kind.LINE, "html", self._cursor.at, fresh=True, last=last, info=info, closer=ending)
                return sight, self._with(Plain.NONE if last else Html(end))
        block = _BLOCK_TAG.match(line, at, MAX_OPENER_CHARS)
        lone = not self._lazy and _LONE_TAG.match(line, at, MAX_OPENER_CHARS)
        return (TEXT, self._with(Html(None))) if block or lone else None

    def _item(self, indent: int) -> bool:
        cursor = self._cursor
        marker = _MARKER.match(cursor.line, cursor.first)
        if marker is None:
            return False
        number = marker.group(1)
        nothing = not cursor.line[marker.end() :].strip(" \t")
        if self._inside and (nothing or (number is not None and int(number) != 1)):
            return False  # 5.2: such an item can't interrupt a paragraph
        cursor.skip(CODE_INDENT)
        cursor.take(marker.end())
        spaces = cursor.indent(_MAX_ITEM_SPACES)
        spaces = 1 if nothing or spaces == _MAX_ITEM_SPACES else spaces
        cursor.skip(spaces)
        self._push(Container(indent + len(marker.group()) + spaces, empty=True))
        return True

    def _text(self) -> Place:
        """The place after a line in which nothing begins: blank, or of a paragraph."""
        if self._cursor.blank:
            return Place(tuple(self._containers))
        return self._place if self._lazy else self._with(Plain.PARAGRAPH)

    def _push(self, container: Container) -> None:
        self._fill()
        self._containers.append(container)
        self._lazy = self._inside = False

    def _fill(self) -> None:
        if self._containers and self._containers[-1].empty:
            self._containers[-1] = replace(self._containers[-1], empty=False)

    def _with(self, leaf: Plain | Fence | Html) -> Place:
        self._fill()
        return Place(tuple(self._containers), leaf)

    def _closer(self, text: str) -> str:
        return "".join(" " * container.width or "> " for container in self._containers) + text + "\n"
