"""Edits: nothing of a text is unseen, what applies gives the file that was meant, what is put back is read again."""

from __future__ import annotations

import difflib
import re

from hypothesis import example, given
from hypothesis import strategies as st

from proxy.extract.edits import applied, edits_in, rewritten
from proxy.extract.xml_tools import xml_tools

MARKERS = [
    *("<<<<<<< SEARCH", "=======", ">>>>>>> REPLACE", "<<<<<<< HEAD", ">>>>>>> x", "------- SEARCH", "+++++++ REPLACE", "||||||| b"),
    *("*** Begin Patch", "*** End Patch", "*** Update File: a.py", "*** Add File: b.go", "*** Move to: c", "*** End of File"),
    *("@@ -1 +1 @@", "@@ -1,3 +1,2 @@", "@@", "@@ ... @@", "--- a/x.py", "+++ b/x.py", "diff --git a/x b/x", "rename from x"),
    *("\\ No newline at end of file", "", " ", "# ... existing code ...", "app.py", "<code>", "</code>", ":start_line:3", "-------"),
]  # fmt: skip
MARKED = [
    *("*** Update File: w.py", "*** Add File: w", "*** Delete File: w", "*** Move to: w", "@@ w", "@@ w @@", "@@ -1 +1 @@ w", "@@@ -1 -1 +1 @@@ w"),
    *("--- a/w", "+++ b/w", "diff --git a/w b/w", "Index: w", "index 0a1b w", "rename to w", "copy from w", "Binary files w", "\\ No newline w"),
    *(">>>>>>> REPLACE w", ">>>>>>> w", "<<<<<<< w", "||||||| w", "+++++++ REPLACE w", "w.py", "### w.py", "# ... existing code w ..."),
]  # fmt: skip
CODE = ["+w", "-w", " w", "w", "    w = 1", "++ w", "-- w"]


@st.composite
def rows(draw: st.DrawFn) -> str:
    """Markers and rows of code, each with a word of its own."""
    lines = draw(st.lists(st.sampled_from(MARKERS + MARKED + CODE), max_size=24))
    worded = {*CODE, *MARKED}
    numbered = [
        re.sub(r"\bw\b", f"word{number}x", line) if line in worded else line for number, line in enumerate(lines)
    ]
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(numbered) + draw(st.sampled_from(["", "\n"]))


LANGUAGES = st.sampled_from([None, "diff", "python"])


@given(rows(), LANGUAGES)
@example("@@ -1 +1 @@\n-word1x\n\nword2x", None)
@example("<<<<<<< HEAD\nword1x\n||||||| b\nword2x\n=======\n>>>>>>> x", None)
def test_every_word_is_seen(text: str, language: str | None) -> None:
    found = edits_in(text, language=language, path=None)
    seen = "".join(part.text + (part.base or "") for part in found.parts)
    seen += "\n".join(text[span.start : span.end] for span in (*found.rest, *found.marks))
    assert not set(re.findall(r"word\d+x", text)) - set(re.findall(r"word\d+x", seen))


@given(rows(), LANGUAGES)
@example("@@ -1 +1 @@\n \n\\ No newline at end of file\n\\ No newline at end of file", None)
def test_stretches_lead_back(text: str, language: str | None) -> None:
    found = edits_in(text, language=language, path=None)
    for part in found.parts:
        assert part.base != ""
        at = 0
        for stretch in part.stretches:
            assert stretch.start >= at
            at = stretch.start + stretch.length
            assert part.text[stretch.start : at] == text[stretch.outer : stretch.outer + stretch.length]
        assert at <= len(part.text)


@given(rows(), LANGUAGES, st.text(alphabet="ab \n", max_size=4))
@example("# ... existing code ...\ndiff --git a/x b/x\nword2x", None, " a")
def test_what_is_put_back_is_read_again(text: str, language: str | None, new: str) -> None:
    parts = edits_in(text, language=language, path=None).parts
    news = {number: re.sub(r"word\d+x", new or "v", part.text) for number, part in enumerate(parts)}
    made = rewritten(text, parts, news)
    if made is not None:
        again = edits_in(made, language=language, path=None).parts
        assert [news[number] for number in range(len(parts))] == [part.text for part in again]


LINES = st.lists(st.sampled_from(["a", "b", "    c", "d = 1", "", "-x", "+y", " z", "# t"]), max_size=12)


def laid(text: str, file: str) -> str | None:
    """The file after all edits of a text, in order."""
    for part in edits_in(text, language=None, path=None).parts:
        after = applied(part, file)
        if after is None:
            return None
        for stretch in after.stretches:
            own = after.text[stretch.start : stretch.start + stretch.length]
            assert own == text[stretch.outer : stretch.outer + stretch.length]
        file = after.text
    return file


@given(LINES, LINES, st.integers(0, 3))
@example(["a", "-x"], ["a"], 0)
@example(["a"], [], 3)
@example(["a", "b"], ["b", "a"], 0)
def test_a_diff_gives_the_file_that_was_meant(old: list[str], new: list[str], context: int) -> None:
    before, after = ["".join(f"{line}\n" for line in lines) for lines in (old, new)]
    diff = difflib.unified_diff(before.splitlines(True), after.splitlines(True), "a/x.py", "b/x.py", n=context)
    assert after == laid("".join(diff), before)


@given(LINES, LINES, LINES, LINES.filter(lambda lines: any(line.strip() for line in lines)))
def test_search_and_replace_gives_the_file_that_was_meant(
    head: list[str], tail: list[str], new: list[str], old: list[str]
) -> None:
    first, last, search, put = ("".join(f"{line}\n" for line in lines) for lines in (head, tail, old, new))
    file = first + search + last
    text = f"<<<<<<< SEARCH\n{search}=======\n{put}>>>>>>> REPLACE\n"
    at = 0
    while not (file[at:].startswith(search)):  # the tools take the first place that fits
        at = file.index("\n", at) + 1
    assert file[:at] + put + file[at + len(search) :] == laid(text, file)


@given(st.lists(st.sampled_from(["<a>", "</a>", "<write_file>", "</write_file>", "<tool_call>", "</tool_call>", '{"name": "w"}', "<invoke name='n'>",
    "</invoke>", "<tool-use>", "<![CDATA[", "]]>", "w", "\n", "<function=f>", "<parameter=p>", "<x y='w'/>", "<", "<a y='w'>", "</a w>", "<tool-use w>", "<invoke name='n' y=w>", "<write_file w>"]), max_size=16))  # fmt: skip
def test_nothing_in_a_tool_is_unseen(pieces: list[str]) -> None:
    text = "".join(re.sub(r"\bw\b(?!\")", f"word{number}x", piece) for number, piece in enumerate(pieces))
    tools = xml_tools(text)
    seen = "".join(value for tool in tools for _, value, _ in tool.arguments) + "".join(
        tool.body or "" for tool in tools
    )
    assert set(re.findall(r"word\d+x", text)) <= set(re.findall(r"word\d+x", seen))
    assert set(re.findall(r"word\d+x", text)) <= set(re.findall(r"word\d+x", " ".join(tool.json for tool in tools)))
    for tool in tools:
        for _, value, start in tool.arguments:
            assert tool.body is not None or text[start : start + len(value)] == value
