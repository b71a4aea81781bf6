"""Lines that name a file, before a fence, an edit, or as a listing's first comment."""

from __future__ import annotations

import pytest

from proxy.extract.fences import Markdown, Opened
from proxy.extract.named import MAX_LINE_CHARS, MAX_NAME_CHARS, path_comment, path_line


@pytest.mark.parametrize(
    ("line", "path"),
    [
        pytest.param("src/app.py", "src/app.py", id="plain"),
        pytest.param("`app.py`:", "app.py", id="backticks-and-colon"),
        pytest.param("**src/app.py**:", "src/app.py", id="bold"),
        pytest.param("**`src/app.py`:**", "src/app.py", id="bold-around-all"),
        pytest.param("### `src/app.py`", "src/app.py", id="heading"),
        pytest.param("> 1. src/app.py", "src/app.py", id="in-containers"),
        pytest.param("File: src/app.py", "src/app.py", id="label"),
        pytest.param("`My File.py`", "My File.py", id="a-space-in-backticks"),
        pytest.param(r"C:\src\app.cs", r"C:\src\app.cs", id="windows"),
        pytest.param("Dockerfile", "Dockerfile", id="a-name-without-an-extension"),
        pytest.param("src/data.unknown", "src/data.unknown", id="unknown-extension-in-a-folder"),
        pytest.param("app/[id]/page.tsx", "app/[id]/page.tsx", id="brackets"),
        pytest.param("data.unknown", None, id="unknown-extension"),
        pytest.param("Run app.py", None, id="words"),
        pytest.param("and/or", None, id="no-extension"),
        pytest.param("", None, id="empty"),
        pytest.param("``", None, id="ticks"),
        pytest.param("a" * MAX_NAME_CHARS + ".py", None, id="too-long"),
    ],
)
def test_path_line(line: str, path: str | None) -> None:
    assert path == path_line(line)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param("# core/passwords.py\nimport os\n", "core/passwords.py", id="hash"),
        pytest.param("// src/a.ts", "src/a.ts", id="slashes"),
        pytest.param("<!-- index.html -->\n<p>", "index.html", id="html"),
        pytest.param("/* a/b.css */\r\n", "a/b.css", id="css"),
        pytest.param("# see app.py for more\n", None, id="words"),
        pytest.param("import os\n", None, id="code"),
    ],
)
def test_path_comment(text: str, path: str | None) -> None:
    assert path == path_comment(text)


@pytest.mark.parametrize(
    ("text", "path", "near", "language"),
    [
        pytest.param("app.py\n```\n", "app.py", None, "python", id="before"),
        pytest.param("app.py\n```text\n", "app.py", None, "python", id="text-is-a-label"),
        pytest.param("app.py\n```diff\n", "app.py", None, "diff", id="diff-stays"),
        pytest.param("app.py\n```go b.go\n", "b.go", None, "go", id="the-info-string-first"),
        pytest.param("app.py\n\n```\n", None, "app.py", "python", id="a-blank-line-between"),
        pytest.param("Change `app.py` so:\n```\n", None, "app.py", None, id="mentioned"),
        pytest.param("Change `app.py` and `b.py`:\n```\n", None, None, None, id="two-mentioned"),
        pytest.param("app.py\nAnd now:\n```\n", None, None, None, id="other-words-between"),
        pytest.param("`app.py`" + "x" * MAX_LINE_CHARS + "\n```\n", None, None, None, id="a-long-line"),
        pytest.param("app.py\n```\nx\n```\n```\n", None, None, None, id="only-the-next-fence"),
        pytest.param("app.py\n    code\n\n```\n", None, None, None, id="code-between"),
        pytest.param("app.py\n<<<<<<< SEARCH\n", "app.py", None, "python", id="an-edit"),
        pytest.param("app.py\n<tool_call>\n", None, "app.py", "python", id="a-tool"),
        pytest.param("```save a/b.py\n", "a/b.py", None, "python", id="gptme-save"),
        pytest.param("```patch a/b.go\n", "a/b.go", None, "go", id="gptme-patch"),
        pytest.param("```append notes\n", "notes", None, None, id="gptme-append"),
        pytest.param("```patch\n", None, None, "diff", id="patch-alone"),
        pytest.param("```save $(x)\n", None, None, None, id="no-path"),
    ],
)
def test_what_names_a_block(text: str, path: str | None, near: str | None, language: str | None) -> None:
    for pieces in ([text], list(text)):
        markdown = Markdown()
        events = [event for piece in pieces for event in markdown.feed(piece)] + markdown.finish()
        opened = [event for event in events if isinstance(event, Opened)][-1]
        assert (path, near, language) == (opened.path, opened.near, opened.language)


def test_what_was_named_is_not_known_after_the_end() -> None:
    markdown = Markdown()
    markdown.feed("app.py\n")
    markdown.finish()
    assert markdown.feed("```\n") == [Opened("```\n", "fence", closer="```\n")]
