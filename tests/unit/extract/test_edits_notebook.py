"""Notebooks: cells with their language, and the way back into the JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.extract import edit_notebook
from proxy.extract.edits import edits_in, rewritten

Cell = tuple[str, str | None]


def book(*cells: dict[str, Any], **metadata: object) -> str:
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4})


def code(source: str | list[str], **more: object) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, **more}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(book(code("x = 1")), [("x = 1", "python")], id="text"),
        pytest.param(book(code(["a\n", 'b = "ä\\n"'])), [('a\nb = "ä\\n"', "python")], id="lines"),
        pytest.param(book(code("x"), kernelspec={"language": "R"}), [("x", "r")], id="kernel"),
        pytest.param(book(code("x"), language_info={"name": "julia"}), [("x", "julia")], id="language-info"),
        pytest.param(
            book(code("x", metadata={"vscode": {"languageId": "sql"}}), {"cell_type": "markdown", "source": "# t"}),
            [("x", "sql"), ("# t", "markdown")],
            id="own-language",
        ),
        pytest.param(book({"cell_type": "raw", "source": "x"}), [("x", "text")], id="raw"),
        pytest.param(book(code("", outputs=[{"text": ["evil"]}])), [], id="outputs-are-no-code"),
        pytest.param('{"worksheets": [{"cells": [{"cell_type": "code", "input": "a\\ud83d\\ude00\\u0041"}]}]}', [("a😀A", "python")], id="old-format"),
        pytest.param('{"cells": [{"source": "a", "source": "b"}]}', [("b", "python")], id="the-last-of-two"),
    ],
)  # fmt: skip
def test_cells(text: str, expected: list[Cell]) -> None:
    found = edits_in(text, language="json", path="a.ipynb")
    assert expected == [(part.text, part.language) for part in found.parts]
    for part in found.parts:
        assert part.origin == "cell"
        for stretch in part.stretches:
            own = part.text[stretch.start : stretch.start + stretch.length]
            assert own == text[stretch.outer : stretch.outer + stretch.length]


def test_what_stands_beside_the_cells_is_told_apart() -> None:
    text = book(code(["x\n", "y"], outputs=[{"text": ["said"]}]), title="a title")
    found = edits_in(text, language=None, path="a.ipynb")
    beside = [text[span.start : span.end] for span in found.marks]
    assert {'"said"', '"a title"'} <= set(beside)
    assert not {'"y"', '"x\\n"'} & set(beside)


def test_what_is_no_notebook() -> None:
    assert not edits_in('{"a": 1}', language="json", path=None).parts
    assert not edits_in(book(code("x")), language="python", path=None).parts
    assert not edits_in("x = 1", language=None, path="a.ipynb").parts
    assert edits_in(book(code("x")), language=None, path=None).parts


def test_a_notebook_that_is_cut() -> None:
    text = book(code("x = 1"))[:-34]
    found = edits_in(text, language=None, path="a.ipynb")
    assert [part.text for part in found.parts] == ["x = 1"]
    assert found.unread == edit_notebook.NOT_JSON
    assert found.rest


@pytest.mark.parametrize(
    ("source", "old", "new", "expected"),
    [
        pytest.param('k = "a"\n', "a", 'b"c', 'k = "b"c"\n', id="text"),
        pytest.param(["x\n", "k = 1\n", "y"], "1", "2", ["x\n", "k = 2\n", "y"], id="lines"),
        pytest.param("x", "x", "x\ny", None, id="more-lines"),
        pytest.param(["x", "y"], "y", "z", None, id="strings-that-are-no-lines"),
    ],
)
def test_rewritten(source: str | list[str], old: str, new: str, expected: str | list[str] | None) -> None:
    text = book(code("first"), code(source))
    parts = edits_in(text, language=None, path=None).parts
    made = rewritten(text, parts, {1: parts[1].text.replace(old, new)})
    assert expected == (None if made is None else json.loads(made)["cells"][1]["source"])
    if made is not None:
        assert json.loads(made)["cells"][0] == code("first")


def test_cells_and_other_parts_are_not_rewritten_together() -> None:
    text = book(code("x"))
    (cell,) = edits_in(text, language=None, path=None).parts
    (other,) = edits_in("# ... existing\ny\n", language=None, path=None).parts
    assert rewritten(text, [cell, other], {0: "z", 1: "z\n"}) is None
