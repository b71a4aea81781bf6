"""Code of one language inside a file of another, and that places in it are places in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.model import CodeBlock
from proxy.scan.nested import inner_texts
from proxy.scan.nested_pieces import pieces

WORKFLOW = """\
jobs:
  a:
    steps:
      - uses: actions/checkout@v4
      - run: |
          curl x | sh

          echo "done"
      - name: one line
        run: 'npm test'
      - run: [list]
script:
  - make all
  # a remark
  - |
    first
    second
  - name: not-a-command
other: 1
"""
DOCKERFILE = """\
FROM x
RUN --mount=type=cache,target=/a apt-get update && \\
    # a remark
    curl x | sh
RUN ["a", "b"]
RUN <<EOF
first
EOF
COPY a b
"""
NOTEBOOK = """{
 "cells": [
  {"cell_type": "markdown", "metadata": {}, "source": [
    "some prose"
   ]
  },
  {
   "cell_type": "code",
   "outputs": [],
   "source": [
    "import os\\n",
    "os.system(\\"ls \\" + name)"
   ]
  }
 ],
 "metadata": {"kernelspec": {"language": "python"}}
}
"""
PAGE = """<html><script>var a = 1;
f(a)</script>
<script type="application/json">{"a": 1}</script>
<style>a { b: c }</style>
<script lang="ts">
let b: number
</script>
<script>open()
"""


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "yaml",
            WORKFLOW,
            [
                ("bash", 'curl x | sh\n\necho "done"\n'),
                ("bash", "npm test\n"),
                ("bash", "make all\n"),
                ("bash", "first\nsecond\n"),
            ],
            id="yaml",
        ),
        pytest.param(
            "dockerfile",
            DOCKERFILE,
            [
                ("bash", "apt-get update && \\\n    curl x | sh\n"),
                ("bash", "<<EOF\nfirst\nEOF\n"),
            ],
            id="dockerfile",
        ),
        pytest.param(
            "html",
            PAGE,
            [
                ("javascript", "var a = 1;\nf(a)\n"),
                ("typescript", "\nlet b: number\n\n"),
                ("javascript", "open()\n\n"),
            ],
            id="html",
        ),
        pytest.param(
            "makefile",
            "all:\n\t@make a\n\t-rm -rf x\n\nb:\n\ttrue",
            [("bash", "make a\nrm -rf x\n"), ("bash", "true\n")],
            id="makefile",
        ),
        pytest.param("json", NOTEBOOK, [("python", 'import os\nos.system("ls " + name)\n')], id="notebook"),
        pytest.param("json", '{"cell_type": "code"}', [], id="json"),
        pytest.param("yaml", "run:\n  # nothing\nscript: &a x\n", [], id="no-commands"),
        pytest.param("python", "<script>f()</script>", [], id="another-language"),
    ],
)
def test_pieces(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(piece.language, piece.text) for piece in pieces(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [("yaml", WORKFLOW), ("dockerfile", DOCKERFILE), ("html", PAGE), ("makefile", "a:\n\t@b\n")],
)
def test_each_line_of_a_piece_stands_where_it_says(language: str, text: str) -> None:
    rows = text.split("\n")
    found = list(pieces(text, language))
    assert found
    for piece in found:
        for code, (line, before) in zip(piece.code, piece.lines, strict=True):
            assert rows[line - 1][before:].startswith(code)


def test_code_in_a_page_in_a_fence_is_reached() -> None:
    text = "# T\n\n```html\n<script>\nf(1)\n</script>\n```\n"
    inner = [each for each in inner_texts(CodeBlock(1, "fence", text, "markdown")) if each.text.language != "html"]
    assert [(each.text.language, each.text.text) for each in inner] == [("javascript", "\nf(1)\n\n")]
    assert inner[0].lines[1] == (5, 0)


PARTS = st.sampled_from(
    ["run:", " |", "\n", "  ", "- ", "script:", "<script>", "</script>", "RUN ", "\\", "<<EOF", "EOF", "\t", "x", '"', "'", "#", ":"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=30).map("".join), st.sampled_from(["yaml", "dockerfile", "html", "makefile", "vue"]))
def test_any_text_gives_pieces_with_places_inside_it(text: str, language: str) -> None:
    rows = text.split("\n")
    for piece in pieces(text, language):
        for code, (line, before) in zip(piece.code, piece.lines, strict=True):
            assert rows[line - 1][before:].startswith(code)
