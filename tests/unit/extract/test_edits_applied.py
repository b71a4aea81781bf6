"""An edit laid over its file as the real tools do it, and new sides put back into the text."""

from __future__ import annotations

import json

import pytest

from proxy.extract.edits import Hunk, applied, edits_in, rewritten
from proxy.extract.parts import Part, Stretch

FILE = "import os\n\n\nclass A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 1\n"


def result(text: str, file: str, path: str = "x.py") -> str | None:
    """The file after all edits in order; checks that stretches still lead to the text."""
    for part in edits_in(text, language=None, path=path).parts:
        laid = applied(part, file)
        if laid is None:
            return None
        assert laid.base == (file or None)
        for stretch in laid.stretches:
            own = laid.text[stretch.start : stretch.start + stretch.length]
            assert own == text[stretch.outer : stretch.outer + stretch.length]
        file = laid.text
    return file


def search(old: str, new: str) -> str:
    return f"<<<<<<< SEARCH\n{old}=======\n{new}>>>>>>> REPLACE\n"


@pytest.mark.parametrize(
    ("text", "file", "expected"),
    [
        pytest.param(search("b\n", "x\n"), "a\nb\nc\n", "a\nx\nc\n", id="exact"),
        pytest.param(search("b\n", ""), "a\nb\nc\n", "a\nc\n", id="removed"),
        pytest.param(search("b\n", "x\n"), "a\nb", "a\nx\n", id="file-without-a-last-break"),
        pytest.param(search("b\n", "x\n"), "b  \nc\n", "x\nc\n", id="trailing-blanks"),
        pytest.param(search("b\nc\n", "x\n\n  y\n"), "  b\n  c\nd\n", "  x\n\n    y\nd\n", id="indentation-is-missing"),
        pytest.param(search("    b\n", "    x\n  y\n"), "b\n", "x\ny\n", id="too-much-indentation"),
        pytest.param(search("\tb\n", "\tx\n"), "  b\n", "\tx\n", id="another-indentation"),
        pytest.param(search("print(“a”)\n", "x\n"), 'print("a")\n', "x\n", id="other-quotes"),
        pytest.param(search("\nb\n\n", "x\n"), "a\nb\nc\n", "a\nx\nc\n", id="blank-rows-around"),
        pytest.param(search("\n  \nb\n", "  x\n"), "\n    \nb\n", "  x\n", id="blank-rows-fit"),
        pytest.param(search("", "x\n"), "a", "a\nx\n", id="nothing-to-search-goes-to-the-end"),
        pytest.param(search("", "x\n"), "", "x\n", id="nothing-to-search-no-file"),
        pytest.param(search("z\n", "x\n"), "a\n", None, id="does-not-fit"),
        pytest.param(search("a\n", "b\n") + search("b\n", "c\n"), "a\n", "c\n", id="one-after-the-other"),
        pytest.param("@@ -9 +9 @@\n-        return 1\n+        return 2\n", FILE, FILE[:-2] + "2\n", id="nearest-line"),
        pytest.param("@@ ... @@\n-        return 1\n+        return 2\n", FILE, FILE.replace("1", "2", 1), id="first"),
        pytest.param("@@ -1,0 +2 @@\n+import re\n", FILE, FILE.replace("os\n", "os\nimport re\n", 1), id="put-in-at-a-line"),
        pytest.param("@@ -9,0 +99 @@\n+x\n", "a\n", "a\nx\n", id="put-in-past-the-end"),
        pytest.param("--- /dev/null\n+++ b/x.py\n@@ -0,0 +1 @@\n+x\n", "old\n", "x\n", id="new-file-over-an-old-one"),
        pytest.param("--- a/x\n+++ b/x\n@@ -1 +1 @@\n-b\n\\ No newline\n+x\n\\ No newline\n", "b\nc\n", "x\nc\n", id="a-break-is-missing"),
        pytest.param("*** Begin Patch\n*** Update File: x.py\n@@ class A:\n@@     def g(self):\n-        return 1\n+        return 2\n*** End Patch", FILE, FILE[:-2] + "2\n", id="behind-anchors"),
        pytest.param("*** Begin Patch\n*** Update File: x.py\n@@ def g\n+        x\n*** End Patch", FILE, FILE.replace("g(self):\n", "g(self):\n        x\n"), id="put-in-behind-a-part-of-a-line"),
        pytest.param("*** Begin Patch\n*** Update File: x.py\n@@ def g\n-    def f(self):\n+    def h(self):\n*** End Patch", FILE, FILE.replace("f(self)", "h(self)"), id="before-its-anchor"),
        pytest.param("*** Begin Patch\n*** Update File: x.py\n@@ nowhere\n+x\n*** End Patch", FILE, None, id="no-such-anchor"),
        pytest.param("*** Begin Patch\n*** Update File: x.py\n-        return 1\n+        return 2\n*** End of File\n*** End Patch", FILE, FILE[:-2] + "2\n", id="at-the-end"),
        pytest.param("*** Begin Patch\n*** Update File: x.py\n-b\n+c\n*** End of File\n*** End Patch", "b\na\n", "c\na\n", id="not-at-the-end"),
    ],
)  # fmt: skip
def test_applied(text: str, file: str, expected: str | None) -> None:
    assert expected == result(text, file)


def test_an_old_side_of_nothing_fits_nowhere() -> None:
    assert applied(Part("x", "argument", base=""), "a\n") is None


def test_blank_rows_are_replaced() -> None:
    assert result("@@ -2 +2 @@\n-\n+x\n", "a\n\nb\n") == "a\nx\nb\n"


def test_a_listing_takes_the_place_of_its_file() -> None:
    part = Part("new\n", "file", "python", "x.py", None, (Stretch(0, 5, 4),))
    laid = applied(part, "old\n")
    assert laid is not None
    assert (laid.text, laid.base, laid.stretches) == ("new\n", "old\n", part.stretches)


def test_a_part_with_a_base_that_no_format_gave() -> None:
    laid = applied(Part("x\n", "argument", base="b\n"), "b\nb\n")
    assert laid is not None
    assert laid.text == "x\nb\n"


def test_indentation_with_characters_that_stand_nowhere() -> None:
    part = Hunk("ab\ncd\nef\n", "edit", base="x\n", stretches=(Stretch(1, 10, 1), Stretch(4, 20, 4)))
    laid = applied(part, "  x\n")
    assert laid is not None
    assert laid.text == "  ab\n  cd\n  ef\n"
    assert laid.stretches == (Stretch(3, 10, 1), Stretch(8, 20, 2), Stretch(12, 22, 2))


def test_a_cell_is_compared_with_the_notebook() -> None:
    book = json.dumps({"cells": [{"cell_type": "code", "source": ["a\n", "b"]}, {"cell_type": "code", "source": "c"}]})
    cell = Part("x", "cell")
    laid = applied(cell, book)
    assert laid is not None
    assert (laid.text, laid.base) == ("x", "a\nb\nc")
    assert applied(cell, "no notebook") == cell


@pytest.mark.parametrize(
    ("old", "file"),
    [
        pytest.param("a\n" * 2000 + "b\n", "a\n" * 40_000, id="nearly-everywhere"),
        pytest.param("a\n" * 2000, " a\n" * 40_000, id="everywhere"),
    ],
)
def test_a_search_in_a_large_file_ends(old: str, file: str) -> None:
    """Work that grows faster than the text would pass the suite's time limit."""
    result(search(old, "x\n"), file)


def put(text: str, number: int, old: str, new: str) -> str | None:
    parts = edits_in(text, language=None, path=None).parts
    return rewritten(text, parts, {number: parts[number].text.replace(old, new)})


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        pytest.param(search("a\n", "key=1\n"), "1", "2", search("a\n", "key=2\n"), id="search"),
        pytest.param("@@ -1 +1 @@\n c\n-a\n+key=1\n", "1", "2", "@@ -1 +1 @@\n c\n-a\n+key=2\n", id="diff"),
        pytest.param("*** Begin Patch\r\n*** Add File: a\r\n+k\r\n+\r\n*** End Patch", "k", "x", "*** Begin Patch\r\n*** Add File: a\r\n+x\r\n+\r\n*** End Patch", id="patch-crlf"),
        pytest.param("@@ -1 +1 @@\n+a\n+b\n", "a\nb", "a2\nb2", "@@ -1 +1 @@\n+a2\n+b2\n", id="two-rows"),
        pytest.param("@@ -1 +1 @@\n-\n+a\n+\n", "a\n\n", "a\nb\n", "@@ -1 +1 @@\n-\n+a\n+b\n", id="an-empty-row"),
        pytest.param("<code>\nx\n</code>\n", "x", "y", "<code>\ny\n</code>\n", id="code"),
        pytest.param("# ... existing\nx\n", "x", "y", "# ... existing\ny\n", id="lazy"),
        pytest.param(search("a\n", "b\n"), "b", "c\nd", None, id="more-rows"),
        pytest.param(search("a\n", "b\n"), "b", "=======", None, id="a-marker"),
        pytest.param("# ... existing\nx\n", "x", "# ... existing", None, id="a-lazy-row"),
        pytest.param("@@ -1 +1 @@\n c\n-a\n+b\n", "c", "d", None, id="context"),
        pytest.param("@@ -1 +1 @@\n-a\n+b\n\n+c\n", "b\n\nc", "b\nx\nc", None, id="context-without-its-space"),
    ],
)  # fmt: skip
def test_rewritten(text: str, old: str, new: str, expected: str | None) -> None:
    made = put(text, 0, old, new)
    assert expected == made
    if made is not None:
        (part,) = edits_in(text, language=None, path=None).parts
        assert [part.text.replace(old, new)] == [each.text for each in edits_in(made, language=None, path=None).parts]


def test_rewritten_of_several() -> None:
    text = search("a\n", "b\n") + search("c\n", "d\n")
    parts = edits_in(text, language=None, path=None).parts
    assert rewritten(text, parts, {1: "y\n", 0: "x\n"}) == search("a\n", "x\n") + search("c\n", "y\n")
    assert rewritten(text, parts, {}) == text
    assert rewritten(text, parts, {0: "b\n"}) == text


def test_rewritten_where_the_parts_are_not_those_of_the_text() -> None:
    assert rewritten("abcd\n", [Part("bc", "edit", stretches=(Stretch(0, 1, 2),))], {0: "xy"}) is None


def test_rewritten_where_a_row_stands_nowhere() -> None:
    part = Part("ab\ncd\n", "edit", stretches=(Stretch(4, 10, 1),))
    assert rewritten("x" * 20, [part], {0: "zz\ncd\n"}) is None
    assert rewritten("x" * 20, [part], {0: "ab\nzz\n"}) is None
    half = Part("ab\n", "edit", stretches=(Stretch(0, 10, 1),))
    assert rewritten("x" * 20, [half], {0: "zz\n"}) is None
