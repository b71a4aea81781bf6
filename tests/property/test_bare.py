"""Bare code in prose: any cut gives the same (I1), nothing is lost (I2), what is held is bounded (I4)."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from proxy.extract import bare, starts
from proxy.extract.fences import Markdown
from tests.reading import events, joined

KEY = "AKIA" + "Q4ZTM7WPLX5JNR2E"
PIECES = [
    *("import os", "from x import", "def f(a):", "os.system(x)", "x = 1", "x, y", " = ", "return", "for a in b:", "else:", "try:", "@app", "(", ")", "["),
    *("\n", "\n", "\n", "\n\n", " ", "    ", "- ", "1. ", "> ", ">>> ", "$ ", "| ", " | ", "|---|", ": ", ":", "`", "``", "```", "```py\n", "**", "."),
    *("<code>", "</code>", "<p>", "<pre>\n", "</pre>\n", "<!--", "-->", "<", "<write_to_file>", "</write_to_file>", "<<'EOF'\n", "EOF\n", "cat > a"),
    *(KEY, KEY[:11], "ghp_", "gh", "sk-", "-----BEGIN RSA ", "PRIVATE KEY-----", "-----END", "The", "the word", "If", "if", "A", "é", "\u2028", "# c", "\r\n", "\r"),
    *("const x", "=> {", ";", "};", "SELECT a FROM b", "curl -s", "--- a\n", "+++ b\n", "<<<<<<< SEARCH\n", "{", "}", "'", '"', "1", "_", "\t"),
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(texts, st.lists(st.integers(0, 2_000), max_size=6))
@example("| a | os.system(x) | <write_to_file> |\nx\n", [5, 9])
@example("import os\n\n\n\nx = 1\n", [3])
@example("x = " + "a" * 5000 + "\ny\n", [100, 4100])
@example("x = <write_to_file>" + "a" * 5000 + "\ny\n", [100, 4100])
@example("import os<write_to_file>", [])
@example("os.system(x)<write_to_file></write_to_file>", [4])
@example("import os <write_to_file>a\r", [12])
@example(KEY + "<code>", [20])
@example("from x importcat > a", [13])
@example("return.try:=> {", [7])
@example("import os\nreturntry:x", [16])
@example("for all of us in it", [9])
@example("cat > a <<EOF\ntext here\nEOF\nThe end", [])
@example("a: ```py\nx\n```\n", [3])
def test_any_cut_gives_the_same(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    whole = joined(events([text]))
    assert "".join(event.raw for event in whole) == text
    assert joined(events(text[start:end] for start, end in pairwise(places))) == whole
    assert joined(events(text)) == whole


@given(texts)
def test_what_is_held_outside_code_is_bounded(text: str) -> None:
    markdown = Markdown()
    for char in text:
        markdown.feed(char)
        assert markdown.in_block or markdown.held <= starts.MAX_OPENER_CHARS + bare.MIN_KEY_CHARS


@given(texts)
def test_what_is_decided_early_stands(text: str) -> None:
    """A start that is no code's can't become one, one that may be stays so."""
    line = text.partition("\n")[0]
    told = [bare.promising(line[:size]) for size in range(1, len(line) + 1)]
    first = next((each for each in told if each is not None), None)
    assert first is None or told[told.index(first) :][0] is first
