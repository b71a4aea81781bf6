"""Markdown under any cut (I1), nothing lost (I2, I5), bounded (I4), and code wherever a renderer or a simple tool sees it (I8)."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from proxy.extract import starts
from proxy.extract.fences import Closed, Line, Markdown, Opened, Prose
from tests.reading import events, joined

MARKUP = [
    *(
        "```",
        "```python",
        "~~~",
        "````",
        "```\n",
        "```{.py}",
        "`",
        "``",
        "`a`",
        "Here: ```py",
        "```\u200b",
        "\uff40\uff40\uff40",
    ),
    *("\n", "\n\n", "\n", " ", "  ", "   ", "    ", "> ", ">", "- ", "* ", "+", "1. ", "10) ", "2."),
    *("***", "---", "===", "_", "# h", "text", "x = 1  # nosec", "os.system(x)", "é", "\u2028", "\0"),
    *(
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "<script ",
        "<div>",
        "</ins>",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<",
        'class="language-py"',
        ">",
    ),
]
ENVELOPES = [
    *("<<<<<<< SEARCH", "=======", ">>>>>>> REPLACE", "<<<<<<< HEAD", ">>>>>>> x", "------- SEARCH", "+++++++ REPLACE"),
    *(
        "*** Begin Patch",
        "*** End Patch",
        "*** Update File: a.py",
        "@@ -1 +1 @@",
        "--- a/x.py",
        "+++ b/x.py",
        "diff --git a b",
    ),
    *(
        "<write_to_file>",
        "</write_to_file>",
        "<content>",
        "</content>",
        "<tool_call>",
        "</tool_call>",
        "<invoke/>",
        "<my_tool ",
        '<div x="',
        '">',
    ),
    *(
        "+",
        "-",
        "app.py",
        "`a/b.x`:",
        "def f():",
        "Index",
        "*** ",
        "<<<<<",
        "diff",
        "@@",
        "\n",
        "\n",
        "\n",
        "\n",
        "\n",
        "\n\n",
    ),
    *("```", "```py\n", "```\n", "~~~", "    ", " ", "text", "<"),
]
ENDS = ["\r\n", "\r", "\t", "\ufeff"]
LONG = [" " * 130, "-" * 260, ">" * 255, "1" * 9, "```" + "a" * 4090, "b" * 4096, "`" * 4000, "<pre " + "z" * 500]


def texts(pieces: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=14).map("".join)


@given(texts(MARKUP + ENDS + LONG), st.lists(st.integers(0, 20_000), max_size=6))
@example("<pre class=lang-py>", [5])
@example("`" * 3 + "a" * 4094 + "`", [4096])
@example(" " * 256 + "```py\nx", [256])
def test_any_cut_gives_the_same(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    whole = joined(events([text]))
    assert "".join(event.raw for event in whole) == text
    assert joined(events(text[start:end] for start, end in pairwise(places))) == whole


@given(texts(ENVELOPES + ENDS), st.lists(st.integers(0, 20_000), max_size=6))
def test_any_cut_gives_the_same_edits(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    whole = joined(events([text]))
    assert "".join(event.raw for event in whole) == text
    assert joined(events(text[start:end] for start, end in pairwise(places))) == whole
    assert joined(events(text)) == whole
    kinds = "".join({Prose: "p", Opened: "o", Line: "l", Closed: "c"}[type(event)] for event in whole)
    assert re.fullmatch("(?:p|ol*c)*", kinds)


@given(texts(MARKUP + ENDS))
def test_character_by_character_gives_the_same(text: str) -> None:
    assert joined(events(text)) == joined(events([text]))


@given(texts(MARKUP + ENDS + LONG))
def test_what_is_held_outside_code_is_bounded(text: str) -> None:
    markdown = Markdown()
    for char in text:
        markdown.feed(char)
        assert markdown.in_block or markdown.held <= starts.MAX_OPENER_CHARS + 1


@given(texts(MARKUP + ENDS + LONG))
def test_a_block_is_one_opened_its_lines_and_one_closed(text: str) -> None:
    kinds = "".join({Prose: "p", Opened: "o", Line: "l", Closed: "c"}[type(event)] for event in events([text]))
    assert re.fullmatch("(?:p|ol*c)*", kinds)


def code_lines(text: str) -> set[int]:
    """The numbers of the lines that are in blocks, their opening and closing lines too."""
    found = set()
    number = 0
    for event in events([text]):
        if event.raw and not isinstance(event, Prose):
            found.add(number)
        number += event.raw.count("\n")
    return found


def rendered_lines(text: str) -> set[int]:
    """The numbers of the lines with text that markdown-it shows as code.

    Without indented code that no blank line precedes: there markdown-it ends a paragraph at a line that CommonMark calls lazy.
    """
    lines = text.split("\n")
    found: set[int] = set()
    for token in MarkdownIt("commonmark").parse(text):
        if token.map is None or token.type not in {"fence", "code_block"}:
            continue
        first, end = token.map
        if token.type == "fence":
            first += 1
        elif first and lines[first - 1].strip():
            continue
        found.update(number for number in range(first, min(end, len(lines))) if lines[number].strip(" >"))
    return found


@given(texts(MARKUP))
@example("- ```\nx\n```\nevil\n")
@example("- ```\n  x\n```\ny\n")
@example("<div>\n```\nx\n\ny\n```\nevil\n")
@example("<!--\n```\n-->\n```\nevil\n```\n")
def test_what_a_renderer_shows_as_code_is_code(text: str) -> None:
    plain = re.sub("[\0\u2028]", "", text)
    assert rendered_lines(plain) <= code_lines(plain)


def simple_lines(text: str) -> set[int]:
    """The numbers of the lines between a fence and the next line that closes it, as a tool sees them that looks at lines only."""
    found = set()
    run = ""
    for number, line in enumerate(text.split("\n")):
        if not run:
            opener = re.match(r"[ ]*(`{3,}(?!.*`)|~{3,})", line)
            run = opener.group(1) if opener else ""
        elif re.fullmatch(rf"[ ]*{run}{run[0]}*[ ]*", line):
            run = ""
        elif line.strip():
            found.add(number)
    return found


@given(texts([piece for piece in MARKUP if "<" not in piece and ": ```" not in piece and piece.isascii()]))
@example("```py\nx\n    ```\n```\nevil\n```\n")
def test_what_a_simple_tool_takes_for_code_is_code(text: str) -> None:
    assert simple_lines(text) <= code_lines(text)
