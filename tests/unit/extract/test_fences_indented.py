"""Indented code: rows of CommonMark 4.4, and of 2.2, 5.1, 5.2 where containers move the margin."""

from __future__ import annotations

import pytest

from tests.reading import Block, read


def indented(code: str) -> Block:
    return Block(code, "", "indented")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "    a simple\n      indented code block\n", [indented("a simple\n  indented code block\n")], id="simple"
        ),
        pytest.param("  - foo\n\n    bar\n", ["  - foo\n\n    bar\n"], id="item-content-is-no-code"),
        pytest.param("1.  foo\n\n    - bar\n", ["1.  foo\n\n    - bar\n"], id="item-in-item-is-no-code"),
        pytest.param("    <a/>\n    *hi*\n\n    - one\n", [indented("<a/>\n*hi*\n\n- one\n")], id="no-markdown-inside"),
        pytest.param(
            "    c1\n\n    c2\n  \n \n \n    c3\n", [indented("c1\n\nc2\n\n\n\nc3\n")], id="chunks-with-blank-lines"
        ),
        pytest.param("    c1\n      \n      c2\n", [indented("c1\n  \n  c2\n")], id="white-space-past-four-is-kept"),
        pytest.param("Foo\n    bar\n", ["Foo\n    bar\n"], id="no-interruption-of-a-paragraph"),
        pytest.param("    foo\nbar\n", [indented("foo\n"), "bar\n"], id="ends-before-a-paragraph"),
        pytest.param(
            "# H\n    foo\nH\n---\n    foo\n----\n",
            ["# H\n", indented("foo\n"), "H\n---\n", indented("foo\n"), "----\n"],
            id="headings",
        ),
        pytest.param("H\n===\n    foo\n", ["H\n===\n", indented("foo\n")], id="setext-heading"),
        pytest.param("\n===\n    foo\n", ["\n===\n    foo\n"], id="underline-without-a-heading"),
        pytest.param("* * *\n    foo\n", ["* * *\n", indented("foo\n")], id="ruler-is-no-list"),
        pytest.param("___\n    foo\n", ["___\n", indented("foo\n")], id="ruler-of-underscores"),
        pytest.param("        foo\n    bar\n", [indented("    foo\nbar\n")], id="first-line-further-in"),
        pytest.param("\n    \n    foo\n    \n\nx", ["\n    \n", indented("foo\n\n\n"), "x"], id="blank-lines-around"),
        pytest.param("    foo  \n", [indented("foo  \n")], id="trailing-white-space"),
        pytest.param("\tfoo\tbaz\n", [indented("foo\tbaz\n")], id="tab"),
        pytest.param("  \tfoo\tbaz\n", [indented("foo\tbaz\n")], id="spaces-and-tab"),
        pytest.param("  - foo\n\n\tbar\n", ["  - foo\n\n\tbar\n"], id="tab-in-an-item"),
        pytest.param("- foo\n\n\t\tbar\n", ["- foo\n\n", indented("\tbar\n")], id="two-tabs-in-an-item"),
        pytest.param(">\t\tfoo\n", [indented("\tfoo\n")], id="tabs-in-a-quote"),
        pytest.param("-\t\tfoo\n", [indented("\tfoo\n")], id="tabs-behind-a-marker"),
        pytest.param("    foo\n\tbar\n", [indented("foo\nbar\n")], id="tab-and-spaces"),
        pytest.param("- a\n\n      code\n\n  text\n", ["- a\n\n", indented("code\n\n"), "  text\n"], id="in-an-item"),
        pytest.param("-     code\n", [indented("code\n")], id="item-begins-with-it"),
        pytest.param("1.      code\n\n   b\n", [indented(" code\n\n"), "   b\n"], id="ordered-item-begins-with-it"),
        pytest.param("-\n\n      foo\n", ["-\n\n", indented("  foo\n")], id="an-item-of-two-blank-lines-is-over"),
        pytest.param("-\n      foo\n", ["-\n", indented("foo\n")], id="an-item-of-one-blank-line"),
        pytest.param(">     code\n\n>    not code\n", [indented("code\n"), "\n>    not code\n"], id="in-a-quote"),
        pytest.param("> foo\n    - bar\n", ["> foo\n    - bar\n"], id="lazy-line"),
        pytest.param("> ---\n    foo\n", ["> ---\n", indented("foo\n")], id="behind-a-quote-without-a-paragraph"),
        pytest.param("- a\n\nb\n\n    c\n", ["- a\n\nb\n\n", indented("c\n")], id="behind-a-list"),
        pytest.param("a\n1) b\n\n       c\n", ["a\n1) b\n\n", indented("c\n")], id="item-that-interrupts"),
        pytest.param("a\n2) b\n\n       c\n", ["a\n2) b\n\n", indented("   c\n")], id="number-that-interrupts-nothing"),
        pytest.param("a\n-\n\n    c\n", ["a\n-\n\n", indented("c\n")], id="underline-and-no-item"),
        pytest.param("a\n*\n\n    c\n", ["a\n*\n\n", indented("c\n")], id="empty-item-interrupts-nothing"),
        pytest.param("    a\n\n```py\nb\n```\n", [indented("a\n\n"), Block("b\n", "py")], id="before-a-fence"),
        pytest.param("```py\nb\n```\n    a\n", [Block("b\n", "py"), indented("a\n")], id="behind-a-fence"),
        pytest.param(
            "    ```\n    a\n    ```\n    b\n", [Block("a\n"), indented("b\n")], id="behind-an-indented-fence"
        ),
        pytest.param("    ```\n    a\n    ```\n\nb\n", [Block("a\n"), "\nb\n"], id="nothing-behind-an-indented-fence"),
        pytest.param("    a\r\r    b\r", [indented("a\r\rb\r")], id="cr-only"),
        pytest.param("    a <code>b\n", [indented("a <code>b\n")], id="tag-inside"),
        pytest.param("    <code>b</code>\nc", [indented("<code>b</code>\n"), "c"], id="tag-at-its-start"),
        pytest.param("<!--x-->\n    a\n", [Block("<!--x-->\n", "", "html"), indented("a\n")], id="behind-a-comment"),
        pytest.param("</ins>\n    a\n\n    b\n", ["</ins>\n    a\n\n", indented("b\n")], id="html-block-of-a-lone-tag"),
        pytest.param("a\n</ins>\n    a\n", ["a\n</ins>\n    a\n"], id="a-lone-tag-interrupts-nothing"),
        pytest.param(
            "a\n</DIV>\n    a\n\n    b\n", ["a\n</DIV>\n    a\n\n", indented("b\n")], id="html-block-that-interrupts"
        ),
    ],
)
def test_indented(text: str, expected: list[str | Block]) -> None:
    assert expected == read(text)


def test_deep_white_space_is_code_before_its_line_ends() -> None:
    assert [indented(" " * 400 + "x\n")] == read(" " * 404 + "x\n")
