"""Fenced code, alone and in containers: rows of CommonMark 4.5, 5.1 and 5.2, and where we differ on purpose."""

from __future__ import annotations

import pytest

from proxy.extract import starts
from proxy.extract.fences import Closed, Line, Markdown, Opened, Prose
from tests.reading import Block, events, joined, read


def fence(code: str, info: str = "", *, closed: bool = True) -> Block:
    return Block(code, info, "fence", closed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("```\n<\n >\n```\n", [fence("<\n >\n")], id="backticks"),
        pytest.param("~~~\n<\n >\n~~~\n", [fence("<\n >\n")], id="tildes"),
        pytest.param("``\nfoo\n``\n", ["``\nfoo\n``\n"], id="two-are-too-few"),
        pytest.param("```\naaa\n~~~\n```\n", [fence("aaa\n~~~\n")], id="closer-is-the-same-character"),
        pytest.param("~~~\naaa\n```\n~~~\n", [fence("aaa\n```\n")], id="closer-is-the-same-character-tildes"),
        pytest.param("````\naaa\n```\n``````\n", [fence("aaa\n```\n")], id="closer-is-at-least-as-long"),
        pytest.param("~~~~\naaa\n~~~\n~~~~\n", [fence("aaa\n~~~\n")], id="closer-is-at-least-as-long-tildes"),
        pytest.param("````md\n```py\nx\n```\n````\nz", [fence("```py\nx\n```\n", "md"), "z"], id="three-in-four"),
        pytest.param("```", [fence("", closed=False)], id="unclosed-empty"),
        pytest.param("`````\n\n```\naaa\n", [fence("\n```\naaa\n", closed=False)], id="unclosed-to-the-end"),
        pytest.param("```\n\n  \n```", [fence("\n  \n")], id="blank-lines-only"),
        pytest.param("```\n```\n", [fence("")], id="empty"),
        pytest.param(" ```\n aaa\naaa\n```\n", [fence("aaa\naaa\n")], id="opener-indented-1"),
        pytest.param("  ```\naaa\n  aaa\naaa\n  ```\n", [fence("aaa\naaa\naaa\n")], id="opener-indented-2"),
        pytest.param("   ```\n   aaa\n    aaa\n  aaa\n   ```\n", [fence("aaa\n aaa\naaa\n")], id="opener-indented-3"),
        pytest.param("```\naaa\n  ```\n", [fence("aaa\n")], id="closer-indented-2"),
        pytest.param("   ```\naaa\n  ```\n", [fence("aaa\n")], id="closer-indented-otherwise"),
        pytest.param(
            "```\naaa\n    ```\n", [fence("aaa\n    ```\n", closed=False)], id="closer-indented-4-closes-nothing"
        ),
        pytest.param("``` ```\naaa\n", ["``` ```\naaa\n"], id="info-of-backticks-holds-none"),
        pytest.param("~~~~~~\naaa\n~~~ ~~\n", [fence("aaa\n~~~ ~~\n", closed=False)], id="closer-holds-no-spaces"),
        pytest.param("foo\n```\nbar\n```\nbaz\n", ["foo\n", fence("bar\n"), "baz\n"], id="interrupts-a-paragraph"),
        pytest.param(
            "foo\n---\n~~~\nbar\n~~~\n# baz\n", ["foo\n---\n", fence("bar\n"), "# baz\n"], id="other-blocks-around"
        ),
        pytest.param("```ruby\ndef foo(x)\nend\n```\n", [fence("def foo(x)\nend\n", "ruby")], id="info"),
        pytest.param(
            "~~~~    ruby startline=3 $%@#$\nx\n~~~~~~~\n",
            [fence("x\n", "ruby startline=3 $%@#$")],
            id="info-of-several-words",
        ),
        pytest.param("````;\n````\n", [fence("", ";")], id="info-of-a-semicolon"),
        pytest.param("``` aa ```\nfoo\n", ["``` aa ```\nfoo\n"], id="inline-code-of-three"),
        pytest.param("~~~ aa ``` ~~~\nfoo\n~~~\n", [fence("foo\n", "aa ``` ~~~")], id="info-of-tildes-holds-anything"),
        pytest.param("```\n``` aaa\n```\n", [fence("``` aaa\n")], id="closer-has-no-info"),
        pytest.param("```\nx\n```  \t\ny", [fence("x\n"), "y"], id="closer-with-white-space-behind"),
        pytest.param("```py\r\nx\r\n```\r\ny\r\n", [fence("x\r\n", "py"), "y\r\n"], id="crlf"),
        pytest.param("```py\rx\r```\ry\r", [fence("x\r", "py"), "y\r"], id="cr-only"),
        pytest.param("a\u2028```\nb\n", ["a\u2028", fence("b\n", closed=False)], id="u2028-ends-no-line"),
        pytest.param(
            "```py\na\u2028```\u0085```\n```\n", [fence("a\u2028```\u0085```\n", "py")], id="u2028-in-code-ends-no-line"
        ),
        pytest.param(
            "```py\n'''\n ``` x\n'''\n```\n", [fence("'''\n ``` x\n'''\n", "py")], id="fence-with-text-in-a-docstring"
        ),
        pytest.param("", [], id="nothing"),
        pytest.param("use `a` and ``b``\n", ["use `a` and ``b``\n"], id="inline-code"),
    ],
)
def test_fenced(text: str, expected: list[str | Block]) -> None:
    assert expected == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("> ```\n> aaa\n\nbbb\n", [fence("aaa\n", closed=False), "\nbbb\n"], id="quote-ends-its-fence"),
        pytest.param("> ```\nfoo\n", [fence("", closed=False), "foo\n"], id="no-lazy-line-in-code"),
        pytest.param(">```\n>aaa\n>```\nb", [fence("aaa\n"), "b"], id="quote-without-spaces"),
        pytest.param(
            "> > ```py\n> > x\n> y\n", [fence("x\n", "py", closed=False), "> y\n"], id="inner-quote-ends-its-fence"
        ),
        pytest.param("> > ```py\n>>  x\n> > ```\n> y\n", [fence(" x\n", "py"), "> y\n"], id="quote-in-quote"),
        pytest.param("> ```\n> > a\n> ```\n", [fence("> a\n")], id="marker-in-code"),
        pytest.param("```\n> ```\n```\n", [fence("> ```\n")], id="quoted-run-closes-nothing-outside"),
        pytest.param("- ```py\n  x\n  ```\n- b\n", [fence("x\n", "py"), "- b\n"], id="item-begins-with-a-fence"),
        pytest.param(
            "- a\n- ```\n  b\n\n\n  ```\n- c\n", ["- a\n", fence("b\n\n\n"), "- c\n"], id="blank-lines-in-an-item"
        ),
        pytest.param(
            "1.  a\n\n    ```py\n    x\n      y\n    ```\n\n    b\n",
            ["1.  a\n\n", fence("x\n  y\n", "py"), "\n    b\n"],
            id="item-of-4",
        ),
        pytest.param("10) ```py\n    x\n    ```\n", [fence("x\n", "py")], id="ordered-with-a-parenthesis"),
        pytest.param("- - ```py\n    x\n    ```\n", [fence("x\n", "py")], id="item-in-item"),
        pytest.param(
            "> 1. > ```py\n>    > x\n>    > ```\ny\n", [fence("x\n", "py"), "y\n"], id="quote-in-item-in-quote"
        ),
        pytest.param("* a\n\n\t```py\n\tx\n\t```\n", ["* a\n\n", fence("x\n", "py")], id="tabs-in-an-item"),
        pytest.param("-\t```py\n\tx\n\t```\n", [fence("x\n", "py")], id="tab-behind-a-marker"),
        pytest.param("-\n  ```py\n  x\n  ```\n", ["-\n", fence("x\n", "py")], id="item-begins-with-a-blank-line"),
        pytest.param("foo\n2. ```py\nx\n```\n", ["foo\n", fence("x\n", "py")], id="a-number-that-interrupts-nothing"),
    ],
)
def test_fenced_in_containers(text: str, expected: list[str | Block]) -> None:
    assert expected == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("    ```py\n    x\n    ```\ny", [fence("x\n", "py"), "y"], id="any-indentation"),
        pytest.param(
            "a\n\t\t```py\n\t\tx\n\t\t```\ny", ["a\n", fence("x\n", "py"), "y"], id="any-indentation-under-a-paragraph"
        ),
        pytest.param("\ufeff```py\nx\n```\n", [fence("x\n", "py")], id="byte-order-mark"),
        pytest.param(
            "`\u200b``py\nx\n```\ny", [fence("x\n", "py"), fence("y", closed=False)], id="zero-width-in-the-run"
        ),
        pytest.param(
            "\u2060~~\u200d~py\nx\n~~~\ny", [fence("x\n", "py"), fence("y", closed=False)], id="zero-width-in-tildes"
        ),
        pytest.param(
            "```py\nx\n\u200b```\ny\n", [fence("x\n\u200b```\ny\n", "py", closed=False)], id="zero-width-closes-nothing"
        ),
        pytest.param("\uff40\uff40\uff40py\nx\n\uff40\uff40\uff40\ny", [fence("x\n", "py"), "y"], id="full-width"),
        pytest.param("\uff40\uff40\uff40a\uff40\n", ["\uff40\uff40\uff40a\uff40\n"], id="full-width-inline"),
        pytest.param("Here: ```py\nx\n", ["Here: ", fence("x\n", "py", closed=False)], id="behind-prose"),
        pytest.param("Here: ```\nx\n", ["Here: ", fence("x\n", closed=False)], id="behind-prose-without-a-word"),
        pytest.param(
            "> Here: ```{.py}\n> x\ny",
            ["> Here: ", fence("x\n", "{.py}", closed=False), "y"],
            id="behind-prose-in-a-quote",
        ),
        pytest.param("Here: ```py x\nx\n", ["Here: ```py x\nx\n"], id="behind-prose-with-two-words"),
        pytest.param("a `b` ```py\nx\n", ["a `b` ```py\nx\n"], id="behind-prose-with-a-code-span"),
        pytest.param("end it with ```.\nx\n", ["end it with ```.\nx\n"], id="behind-prose-before-a-full-stop"),
        pytest.param("Here: ```py", ["Here: ```py"], id="behind-prose-at-the-end"),
        pytest.param("<div>\n```py\nx\n```\n", ["<div>\n", fence("x\n", "py")], id="in-an-html-block"),
    ],
)
def test_opens_generously(text: str, expected: list[str | Block]) -> None:
    assert expected == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1. a\n   ```py\ndef f():\n    x\n   ```\n\n2. b\n   ```js\n   y\n   ```\nz\n",
            ["1. a\n", fence("def f():\n x\n", "py"), "\n", fence("2. b\n", closed=False), fence("y\n", "js"), "z\n"],
            id="code-that-leaves-its-item",
        ),
        pytest.param(
            "- ```py\n  x\n```\ny\n```\nz\n```py\nw\n```\nv",
            [fence("x\n", "py"), fence("y\n"), fence("z\n", closed=False), fence("w\n", "py"), "v"],
            id="closer-that-leaves-its-item",
        ),
        pytest.param(
            "```py\nx\n    ```\ny\n```\nevil\n```\nz",
            [fence("x\n    ```\ny\n", "py"), fence("evil\n", closed=True), fence("z", closed=False)],
            id="closer-that-one-reader-takes",
        ),
        pytest.param(
            "- ```\nx\n```\n~~~\ny\n~~~\nz\n",
            [fence("x\n"), fence("y\n~~~\nz\n", closed=False)],
            id="other-fences-in-doubt",
        ),
        pytest.param(
            "- ```\nx\n```\n```\n\nz\n",
            [fence("x\n"), fence(""), "\n", fence("z\n", closed=False)],
            id="no-line-in-doubt",
        ),
        pytest.param("- ```\nx\n```\n\n", [fence("x\n"), "\n"], id="nothing-but-blank-lines-in-doubt"),
        pytest.param("- ```\nx\n    ```\nz\n", [fence("x\n"), "z\n"], id="in-doubt-and-out-again"),
        pytest.param(
            "<!--\n```\n-->\n```\nevil\n```\n",
            [Block("<!--\n", "", "html", closed=False), fence("-->\n"), fence("evil\n")],
            id="fence-in-a-comment",
        ),
    ],
)
def test_doubtful_lines_are_code(text: str, expected: list[str | Block]) -> None:
    assert expected == read(text)


@pytest.mark.parametrize(
    ("text", "closer"),
    [
        pytest.param("````py\n", "````\n", id="plain"),
        pytest.param("~~~\n", "~~~\n", id="tildes"),
        pytest.param("> ```py\n", "> ```\n", id="quote"),
        pytest.param("- a\n\n  ```py\n", "  ```\n", id="item"),
        pytest.param("> 1. ```py\n", ">    ```\n", id="item-in-quote"),
        pytest.param("a\n    ```py\n", "```\n", id="any-indentation"),
        pytest.param("> a ```py\n", "> ```\n", id="behind-prose"),
        pytest.param("    x\n", "", id="indented"),
        pytest.param("> <pre>\n", "> </pre>\n", id="html"),
        pytest.param("> <code>\n", "> </code>\n", id="code-tag"),
    ],
)
def test_closer_ends_the_block(text: str, closer: str) -> None:
    opened = next(event for event in events([text]) if isinstance(event, Opened))
    assert closer == opened.closer


def test_events_of_a_block() -> None:
    assert [
        Prose("> a\n"),
        Opened("> ```python src/a.py\n", "fence", "python src/a.py", "python", "src/a.py", "> ```\n"),
        Line("> ", " x", "\n"),
        Line(">", "", "\n"),
        Closed("> ```\n", closed=True),
    ] == events(["> a\n> ```python src/a.py\n>  x\n>\n> ```\n"])


@pytest.mark.parametrize(
    ("pieces", "given"),
    [
        pytest.param(["Hel", "lo `a", "b"], ["Hel", "lo `a", "b"], id="prose"),
        pytest.param(["A. `", "b"], ["A. ", "`b"], id="a-backtick-waits-for-the-next"),
        pytest.param(["Ab", " ```", "py", " z"], ["Ab", " ", "", "```py z"], id="a-late-run-waits"),
        pytest.param([" ", " ", "Ab"], ["", "", "  Ab"], id="white-space-waits"),
        pytest.param(["1", "2", ".", " ", "Ab"], ["", "", "", "", "12. Ab"], id="a-marker-waits"),
        pytest.param(["*", "*", "Ab"], ["", "", "**Ab"], id="a-ruler-waits"),
        pytest.param(["`", "``", "a", "`"], ["", "", "", "```a`"], id="a-run-waits"),
        pytest.param(["<", "p", "r", "o"], ["", "", "", "<pro"], id="a-tag-waits"),
        pytest.param(["Ab\r", "\nBc"], ["Ab", "\r\nBc"], id="a-cr-waits"),
        pytest.param(["", "Ab", ""], ["", "Ab", ""], id="nothing"),
        pytest.param(["so", " it", " is"], ["", "so it", " is"], id="a-first-word-waits-for-the-next"),
        pytest.param(["x", " =", " 1", ";"], ["", "", "", ""], id="a-statement-waits"),
        pytest.param(["Run", ": z", " and", " b"], ["Run", ": ", "z and", " b"], id="a-word-behind-a-colon-waits"),
        pytest.param(["The AK", "IA is"], ["The ", "AKIA is"], id="half-a-key-waits"),
    ],
)
def test_prose_flows_at_once(pieces: list[str], given: list[str]) -> None:
    markdown = Markdown()
    assert given == ["".join(event.raw for event in markdown.feed(piece)) for piece in pieces]


def test_code_comes_line_by_line() -> None:
    markdown = Markdown()
    assert [Opened("```\n", "fence", closer="```\n")] == markdown.feed("```\nx")
    assert markdown.in_block
    assert [Line("", "xy", "\r\n")] == markdown.feed("y\r\n")
    assert markdown.feed("`") == []
    assert [Closed("```", closed=True)] == markdown.feed("``") + markdown.finish()


def test_opener_of_a_code_line_is_given_before_the_line_ends() -> None:
    assert [Opened("", "indented")] == Markdown().feed("    x")


LONG = "```" + "a" * starts.MAX_OPENER_CHARS
SPACES = " " * starts.MAX_OPENER_CHARS


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(LONG + "\nx\n```\ny", ["aaa\nx\n"], id="opens-with-its-start"),
        pytest.param("~~~" + LONG[3:] + "`\nx\n~~~\ny", ["aaa`\nx\n"], id="tildes"),
        pytest.param(LONG + "`\nx\n```\ny\n", ["aaa`\nx\n", "y\n"], id="a-late-backtick-is-doubtful"),
        pytest.param("```\n" + LONG + "\nx\n```\ny", [LONG + "\nx\n"], id="in-a-block-it-is-code"),
        pytest.param("```" + "a" * 4000 + "`" + "a" * 400 + "\nx\n", [], id="backtick-in-time"),
        pytest.param(LONG, ["aaa"], id="at-the-end"),
        pytest.param("```\nx\n```" + SPACES + "\ny", ["x\n"], id="a-long-closer"),
        pytest.param("```\nx\n```" + SPACES + "y\n```\n", ["x\n```" + SPACES + "y\n"], id="no-closer"),
    ],
)
def test_long_opener(text: str, codes: list[str]) -> None:
    blocks = [part for part in read(text) if isinstance(part, Block)]
    assert codes == [block.code for block in blocks]
    assert all(len(event.raw) <= starts.MAX_OPENER_CHARS for event in events([text]) if isinstance(event, Opened))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" " * 100_000, id="white-space"),
        pytest.param("> " * 50_000, id="quotes"),
        pytest.param("- " * 50_000, id="items"),
        pytest.param("a" + "`" * 100_000, id="run-behind-prose"),
        pytest.param("~" * 100_000, id="run"),
        pytest.param("<pre" + " a" * 50_000, id="tag"),
        pytest.param("1" * 100_000, id="digits"),
    ],
)
def test_what_is_held_outside_code_is_bounded(text: str) -> None:
    markdown = Markdown()
    for char in text:
        markdown.feed(char)
        assert markdown.in_block or markdown.held <= starts.MAX_OPENER_CHARS + 1
    assert joined(events([text])) == joined(events(text))


def test_can_be_used_again_after_the_end() -> None:
    markdown = Markdown()
    assert events(["> ```\n> x"]) == markdown.feed("> ```\n> x") + markdown.finish()
    assert events(["    x"]) == markdown.feed("    x") + markdown.finish()


def test_a_line_of_a_block_that_was_given_up_can_be_shortened() -> None:
    markdown = Markdown()
    markdown.feed("```\n" + "x" * 10_000)
    markdown.shorten()
    assert markdown.held == starts.MAX_OPENER_CHARS
    markdown.shorten()
    assert [Line("", "x" * starts.MAX_OPENER_CHARS + "y", "\n"), Closed("```", closed=True)] == markdown.feed(
        "y\n```"
    ) + markdown.finish()
