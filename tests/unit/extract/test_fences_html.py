"""HTML that holds code: rows of CommonMark 4.6, start conditions 1-5, and <code> at a line's start."""

from __future__ import annotations

import pytest

from tests.reading import Block, events, read


def html(code: str, info: str = "", *, closed: bool = True) -> Block:
    return Block(code, info, "html", closed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "<pre><code>os.system(x)</code></pre>\ny",
            [html("<pre><code>os.system(x)</code></pre>\n"), "y"],
            id="one-line",
        ),
        pytest.param("<pre>\n\nx\n</pre> z\ny", [html("<pre>\n\nx\n</pre> z\n"), "y"], id="blank-lines-inside"),
        pytest.param("a\n<PRE>x</Pre>\ny", ["a\n", html("<PRE>x</Pre>\n"), "y"], id="any-case"),
        pytest.param("<pre", [html("<pre", closed=False)], id="cut-in-its-name"),
        pytest.param("<pre\nclass=x>\n</pre>\n", [html("<pre\nclass=x>\n</pre>\n")], id="tag-of-two-lines"),
        pytest.param("<prefix>x\n", ["<prefix>x\n"], id="another-tag"),
        pytest.param("<pr\nx", ["<pr\nx"], id="half-a-tag"),
        pytest.param("a <pre>x</pre>\n", ["a <pre>x</pre>\n"], id="in-a-line-of-prose"),
        pytest.param("<script>\nx()\n</script>\n", [html("<script>\nx()\n</script>\n", "javascript")], id="script"),
        pytest.param("<style\n>\nx\n</style>\n", [html("<style\n>\nx\n</style>\n", "css")], id="style"),
        pytest.param("<textarea>\n\nx\n</textarea>\n", [html("<textarea>\n\nx\n</textarea>\n")], id="textarea"),
        pytest.param(
            '<pre><code class="language-python">x\n</code></pre>',
            [html('<pre><code class="language-python">x\n</code></pre>', "python")],
            id="class",
        ),
        pytest.param(
            "<code class='hl lang-js'>x</code>\ny",
            [html("<code class='hl lang-js'>x</code>\n", "js"), "y"],
            id="second-class",
        ),
        pytest.param(
            "<code>\nx\n\n```\n</code>\ny\n```\nz",
            [html("<code>\nx\n\n", closed=False), Block("</code>\ny\n"), Block("z", closed=False)],
            id="code-with-a-fence-inside",
        ),
        pytest.param("- <code>x\n\ny</code>\nz", [html("- <code>x\n\ny</code>\n"), "z"], id="code-in-an-item"),
        pytest.param("> <code>x\ny\n", [html("> <code>x\n", closed=False), "y\n"], id="quote-ends-code"),
        pytest.param("> <pre>x\n> y\nz\n", [html("<pre>x\ny\n", closed=False), "z\n"], id="quote-ends-pre"),
        pytest.param("- <pre>x\n\n  y\n  </pre>\nz", [html("<pre>x\n\ny\n</pre>\n"), "z"], id="pre-in-an-item"),
        pytest.param(
            "<pre>\nx\n</script>\ny\n</pre>\nz",
            [html("<pre>\nx\n</script>\ny\n</pre>\n"), "z"],
            id="another-end-tag-is-doubtful",
        ),
        pytest.param("<!-- a\n\nb --> c\nd", [html("<!-- a\n\nb --> c\n"), "d"], id="comment"),
        pytest.param("<?php\n\nsystem($x);\n?>\nd", [html("<?php\n\nsystem($x);\n?>\n", "php"), "d"], id="instruction"),
        pytest.param("<!DOCTYPE html>\nd", [html("<!DOCTYPE html>\n"), "d"], id="declaration"),
        pytest.param("<![CDATA[\n\nx\n]]>\nd", [html("<![CDATA[\n\nx\n]]>\n"), "d"], id="cdata"),
        pytest.param("<div>\n```py\nx\n\ny\n```\n", ["<div>\n", Block("x\n\ny\n", "py")], id="fence-in-a-div"),
        pytest.param("```\n<pre>\n```\nx", [Block("<pre>\n"), "x"], id="tag-in-a-fence"),
        pytest.param(
            "<pre>x\n```\n</pre>\n```\nz", [html("<pre>x\n```\n</pre>\n"), Block("z", closed=False)], id="fence-in-pre"
        ),
    ],
)
def test_html(text: str, expected: list[str | Block]) -> None:
    assert expected == read(text)


def test_language_is_known_when_the_block_opens_however_it_is_cut() -> None:
    long = "<pre " + "x" * 600 + " class=language-python>\n</pre>"
    assert [html(long)] == read(long)  # past the bound nobody looks for it


def test_origin_is_given_before_the_line_ends() -> None:
    given = [event.raw for event in events(["<pre>x", "y</pre>\n"])]
    assert given == ["", "<pre>xy</pre>\n", ""]
