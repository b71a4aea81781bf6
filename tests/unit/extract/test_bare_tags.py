"""Tools in tags where bare code is looked for: the tag opens its own block, in a cell and in a line past the bound."""

from __future__ import annotations

import pytest

from proxy.extract import bare
from proxy.extract.fences import Closed, Line, Markdown, Opened, Prose

LONG = "a" * (bare.MAX_CANDIDATE_CHARS + 10)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("| os.system(x) | <write_to_file><path>a.py</path> | y |\n", id="cell"),
        pytest.param("| <write_to_file><path>a.py</path> | os.system(x) |\n", id="first-cell"),
        pytest.param(f"x = f(<write_to_file><path>a.py</path>{LONG}\n", id="long-line"),
        pytest.param(f"os.system('{LONG}\n", id="long-line-without-a-tag"),
        pytest.param(f"import os <write_to_file>{LONG}", id="long-line-without-an-end"),
    ],
)
def test_tags_and_bare_code(text: str) -> None:
    for size in (len(text), 7):
        markdown = Markdown()
        events = [event for at in range(0, len(text), size) for event in markdown.feed(text[at : at + size])]
        events += markdown.finish()
        raw = "".join(event.raw for event in events if isinstance(event, (Prose, Opened, Line, Closed)))
        assert raw == text
        origins = {event.origin for event in events if isinstance(event, Opened)}
        assert origins
        assert ("xml_tool" in origins) is ("<write_to_file>" in text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("| os.system(<write_to_file>) | y |\n", id="tag-in-a-cell-of-code"),
        pytest.param("| x = | y |\n", id="cell-that-is-no-code"),
        pytest.param(f"x = `<write_to_file>` {LONG}\n", id="tag-in-backticks-in-a-long-line"),
    ],
)
def test_nothing_is_lost_where_a_candidate_is_no_code(text: str) -> None:
    for size in (len(text), 7):
        markdown = Markdown()
        events = [event for at in range(0, len(text), size) for event in markdown.feed(text[at : at + size])]
        assert "".join(event.raw for event in events + markdown.finish()) == text
