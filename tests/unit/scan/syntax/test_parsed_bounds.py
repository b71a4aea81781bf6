"""Texts that no grammar can read: how much of them the parsers are given, and what the report says then. Work is counted, not timed."""

from __future__ import annotations

import pytest

from proxy.model import CodeBlock, ScanStatus
from proxy.scan import nested_pieces
from proxy.scan.base import Prepared
from proxy.scan.nested import inner_texts
from proxy.scan.nested_pieces import CUT, MOST, pieces
from proxy.scan.scanner import Scanner
from proxy.scan.structural import StructuralEngine
from proxy.scan.syntax import parsed
from proxy.scan.syntax.grammars import GRAMMARS
from proxy.scan.syntax.parsed import BROKEN_CHARS, TooDeep, parse
from proxy.scan.syntax.templates import page_of_scriptlets

BROKEN = "\\ ) } ] = = = ;\n"
RULES = StructuralEngine()


def given(monkeypatch: pytest.MonkeyPatch, text: str, language: str) -> list[str]:
    """The texts that a grammar is asked to read."""
    texts: list[str] = []
    root = parsed.SgRoot

    def counted(source: str, name: str) -> object:
        texts.append(source)
        return root(source, name)

    monkeypatch.setattr(parsed, "SgRoot", counted)
    parse(text, GRAMMARS[language])
    return texts


def test_of_a_text_that_is_broken_everywhere_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    size = {n: sum(map(len, given(monkeypatch, BROKEN * (n // len(BROKEN)), "ruby"))) for n in (60_000, 240_000)}
    assert size[240_000] == size[60_000] < 2 * BROKEN_CHARS


def test_what_is_not_read_is_said() -> None:
    code = "system(params[:a])\n"
    seen = RULES.scan(Prepared(code + BROKEN * 10_000, "ruby"))
    assert seen.status in {ScanStatus.PARTIAL, ScanStatus.UNPARSED}
    assert seen.lines_scanned < seen.lines_total // 2


def test_a_text_that_is_broken_in_one_part_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = BROKEN * 1_000 + "system(a)\n" * 4_000
    assert max(map(len, given(monkeypatch, text, "ruby"))) == len(text)


@pytest.mark.parametrize(
    ("language", "opener"),
    [("c", "/* "), ("java", "/*x"), ("go", "<!--"), ("html", "<!-- "), ("html", "<% a "), ("kotlin", "<% ")],
)
def test_openers_that_nothing_closes_are_taken_out(monkeypatch: pytest.MonkeyPatch, language: str, opener: str) -> None:
    text = opener * 3_000
    for source in given(monkeypatch, text, language):
        assert opener[:2] not in source
        assert len(source) >= len(text)


def test_a_comment_that_never_ends_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    (source,) = given(monkeypatch, "int a; /* one\nint b;\n", "c")[:1]
    assert "/* one" in source


@pytest.mark.parametrize(
    ("text", "deep"),
    [
        pytest.param("<div>" * 300, True, id="never-closed"),
        pytest.param("<div>" * 150 + "</div>" * 150, False, id="closed"),
        pytest.param("<div></div>" * 300, False, id="side-by-side"),
        pytest.param("<li>a" * 300 + "<br>" * 300 + "<i/>" * 300, False, id="end-by-themselves"),
    ],
)
def test_elements_in_elements_are_bounded(text: str, deep: bool) -> None:
    if deep:
        with pytest.raises(TooDeep):
            parse(text, GRAMMARS["html"])
    else:
        parse(text, GRAMMARS["html"])


@pytest.mark.parametrize("text", ["<p><%- a < b %></p>", "<% if (a > 1) { %>x<% } %>", "<%= 50 % 3 %>", "<% a"])
def test_a_page_is_as_long_as_before(text: str) -> None:
    assert len(page_of_scriptlets(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("onclick='a()' " * (MOST + 5), "html"),
        ("- run: ls\n" * (MOST + 5), "yaml"),
        ("CMD a\n" * (MOST + 5), "dockerfile"),
    ],
)
def test_more_pieces_than_are_looked_at_are_told(text: str, language: str) -> None:
    found = list(pieces(text if language != "html" else "<a " + text + ">", language))
    assert found[-1] is CUT
    assert len(found) == MOST + 1


def test_a_block_with_more_pieces_than_are_looked_at_is_partly_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nested_pieces, "MOST", 3)
    report = Scanner([RULES]).scan(CodeBlock(1, "fence", "<script>a()</script>\n" * 5, "html"))
    assert [run.status for run in report.engines] == [ScanStatus.PARTIAL]


def test_shells_in_shells_are_asked_once() -> None:
    text = "iex " * 2_000
    assert len(list(inner_texts(CodeBlock(1, "file", text, "powershell")))) < 10
