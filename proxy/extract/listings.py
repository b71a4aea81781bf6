"""Files as tools and clients show them, with what stands around their text taken off.

Source: what Claude Code, opencode, Kilo, Cline, Roo, Copilot, Continue, Qwen Code, pi, gptme, aider, codex and mini-swe-agent were seen to
send: numbers before the lines in six shapes, tags, a sentence before the file or behind it, fences that name a file.
Rules for this file: pure, linear in the text. A shape that isn't whole is left as it is. Counterpart: seen.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from proxy.extract.languages import parse_info
from proxy.extract.named import path_line


@dataclass(frozen=True, slots=True)
class Listing:
    """Text of a file. `whole`: nothing says that it is a stretch of it. `path`: as the listing names it, or ""."""

    text: str
    whole: bool = True
    path: str = ""


_EDGE_CHARS = 400  # where sentences about the file are looked for
_NUMBERED = (
    re.compile(r"[ \t]*(\d{1,7})→(.*)", re.DOTALL),
    re.compile(r"[ \t]*(\d{1,7})\t(.*)", re.DOTALL),
    re.compile(r"(\d{5,7})\| ?(.*)", re.DOTALL),
    re.compile(r"[ \t]*(\d{1,7}) ?\|(?: (.*)|(\s*))", re.DOTALL),
    re.compile(r"(\d{1,7}):(?: (.*)|(\s*))", re.DOTALL),
    re.compile(r"(\d{1,7})\.(?: (.*)|(\s*))", re.DOTALL),
)
_REMINDER = "<system-reminder>"
_LEAD = re.compile(
    r"(?:Contents? of |The (?:full )?contents? of |Here(?:'s| is) the (?:full )?(?:contents?|result|output) "
    r"|File: |Lines \d|Showing lines \d|IMPORTANT: |Status: |Action: |Chunk ID: |Wall time: |Exit code: |Process exited "
    r"|Original token count: |Total output lines: |\[read_file for )[^\n]*(?:\n|\Z)|<(?:path|type|returncode)>[^<\n]*</\w+>\s*\n"
)
_SECOND_LEAD = re.compile(r"Output:\n|---[^\n]*\n|\n")  # only behind another: a YAML file begins with such a line
_MAX_LEADS = 12
_TAGS = re.compile(r"\s*<(content|file|file_content|output|files)(?:\s[^<>\n]{0,200})?>\n?")
_NOTE = re.compile(r"\n?[ \t]*[(\[][^()\[\]\n]*\b(?:lines?|truncated|file)\b[^()\[\]\n]*[)\]]\s*\Z", re.IGNORECASE)
_END_OF_FILE = re.compile(r"end of file|total \d+ lines", re.IGNORECASE)
_CUT = re.compile(
    r"\btruncated\b|\bmore lines\b|\blines (?:omitted|hidden|remaining)\b|\buse '?offset\b|\bpartial(?:ly)? (?:view|read|shown)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\blines? (\d{1,7})(?: ?- ?| to )(\d{1,7})(?: of| \(|/)\s?(\d{1,7})", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`\n]*)")
_RANGED = re.compile(r"#L\d+|\(\d+-\d+\)|:\d+-\d+$")
_EDIT_MARK = re.compile(r"^(?:<{5,9} SEARCH|@@ |\*\*\* Begin Patch)", re.MULTILINE)
_OPENED = re.compile(
    r"<(file_content|final_file_content|file|attachment|document|context|open_file)\b([^<>\n]{0,500})>"
)
_ATTRIBUTE = re.compile(r"\b(?:path|filePath|file_path|filename|name|src|uri)=[\"']([^\"']+)[\"']")
_CHILD = re.compile(r"\s*<(?:path|source)>\s*([^<>\n]+?)\s*</(?:path|source)>\s*")


def listing(text: str) -> Listing:
    """The file in a tool's answer."""
    edges = text[:_EDGE_CHARS] + "\n" + text[-_EDGE_CHARS:]
    whole = _CUT.search(edges) is None and not any(_is_cut(*map(int, found)) for found in _RANGE.findall(edges))
    body = _unwrapped(text)
    numbered = _unnumbered(body)
    if numbered is not None:
        return Listing(numbered[0], whole and numbered[1] == 1)
    return Listing(body, whole)


def _is_cut(first: int, last: int, total: int) -> bool:
    return first > 1 or last < total


def _unwrapped(text: str) -> str:
    """Take off sentences and tags before the file, and what closes them behind it."""
    at = text.rfind(_REMINDER)
    if at > 0 and text.rstrip().endswith("</system-reminder>"):
        text = text[:at].rstrip("\n") + "\n"
    start = 0
    for _ in range(_MAX_LEADS):
        if (lead := _LEAD.match(text, start)) is not None:
            start = lead.end()
        elif (tag := _TAGS.match(text, start)) is not None and (end := text.rfind(f"</{tag[1]}>", tag.end())) >= 0:
            start, text = tag.end(), text[:end]
        elif start and (lead := _SECOND_LEAD.match(text, start)) is not None:
            start = lead.end()
        else:
            break
    body = text[start:]
    if (note := _NOTE.search(body, max(0, len(body) - _EDGE_CHARS))) is not None and (
        _END_OF_FILE.search(note[0]) or _CUT.search(note[0])
    ):
        body = body[: note.start()]
    fence = _FENCE.match(body)
    if fence is not None and body.rstrip().endswith("\n" + fence[1]):
        body = body.rstrip()[fence.end() + 1 : -len(fence[1])]
    return body


def _unnumbered(text: str) -> tuple[str, int] | None:
    """The lines without their numbers and the first of them, where every line has the next one."""
    lines = text.rstrip("\n").split("\n") if text.strip() else []
    shape = next((shape for shape in _NUMBERED if lines and shape.fullmatch(lines[0])), None)
    if shape is None:
        return None
    found = [shape.fullmatch(line) for line in lines]
    first = int(found[0][1]) if found[0] is not None else 0
    plain = []
    for number, match in enumerate(found, first):
        if match is None or int(match[1]) != number:
            return None
        plain.append(next((group for group in match.groups()[1:] if group is not None), ""))
    return "\n".join(plain), first


def fences(text: str) -> Iterator[Listing]:
    """The fenced files of a message: the fence or the line before it names the file."""
    opened: tuple[str, Listing] | None = None
    inner: list[str] = []
    before = ""
    for line in text.split("\n"):
        fence = _FENCE.fullmatch(line.rstrip("\r"))
        if opened is not None:
            if fence is not None and not fence[2].strip() and fence[1].startswith(opened[0]):
                said = "\n".join([*inner, ""])
                if opened[1].path and _EDIT_MARK.search(said) is None:
                    yield Listing(said, opened[1].whole, opened[1].path)
                opened, before = None, ""
            else:
                inner.append(line)
        elif fence is not None:
            opened, inner = (fence[1], _heading(fence[2].strip(), before)), []
        elif line.strip():
            before = line.strip()


def _heading(info: str, before: str) -> Listing:
    """What a fence's info string or the line before it says of the file."""
    bare = _RANGED.split(info)[0].strip()
    path = parse_info(bare).path or ""
    return Listing("", _RANGED.search(info) is None, path or path_line(before) or "")


def attachments(text: str) -> Iterator[Listing]:
    """The files that stand between tags that name them."""
    at = 0
    ends: dict[str, int] = {}
    while (tag := _OPENED.search(text, at)) is not None:
        at = tag.end()
        if ends.get(tag[1], 0) != -1 and ends.get(tag[1], 0) < at:
            ends[tag[1]] = text.find(f"</{tag[1]}>", at)
        if (end := ends[tag[1]]) < 0:
            continue
        attribute, child = _ATTRIBUTE.search(tag[2]), _CHILD.match(text, at)
        path = attribute[1] if attribute is not None else child[1] if child is not None and child.end() <= end else ""
        if path:
            found = listing(text[at:end].removeprefix("\n"))
            yield Listing(found.text, found.whole, path)
            at = end
