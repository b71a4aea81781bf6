"""Edits in texts: every format as its tool takes it, and what is malformed: nothing that looks added is lost."""

from __future__ import annotations

import pytest

from proxy.extract import edit_patch, edit_search, edit_unified
from proxy.extract.edits import Edits, How, Hunk, edits_in

Side = tuple[str, str | None, str | None, str | None]  # new, old, path, language


def sides(text: str, language: str | None = None, path: str | None = None) -> list[Side]:
    found = edits_in(text, language=language, path=path)
    check(text, found)
    return [(part.text, part.base, part.path, part.language) for part in found.parts]


def check(text: str, found: Edits) -> None:
    """Each stretch says where its characters really stand; nothing is rest and part at once."""
    taken = set()
    for part in found.parts:
        at = 0
        for stretch in part.stretches:
            assert stretch.start >= at
            at = stretch.start + stretch.length
            assert part.text[stretch.start : at] == text[stretch.outer : stretch.outer + stretch.length]
            taken.update(range(stretch.outer, stretch.outer + stretch.length))
        assert part.base != ""
    for span in found.rest:
        assert not taken & set(range(span.start, span.end))


def rest(text: str, language: str | None = None) -> list[str]:
    return [text[span.start : span.end] for span in edits_in(text, language=language, path=None).rest]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n", [("b\n", "a\n", "x.py", "python")], id="aider-diff"
        ),
        pytest.param(
            "src/y.go\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n",
            [("b\n", "a\n", "src/y.go", "go")],
            id="aider-diff-fenced",
        ),
        pytest.param(
            "a/y.go\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n<<<<<<< SEARCH\nc\n=======\nd\n>>>>>>> REPLACE\n",
            [("b\n", "a\n", "a/y.go", "go"), ("d\n", "c\n", "a/y.go", "go")],
            id="the-name-holds-for-the-next",
        ),
        pytest.param(
            "<<<<< SEARCH>\na\n=====\nb\n>>>>>>>>> REPLACE", [("b\n", "a\n", "x.py", "python")], id="five-and-nine"
        ),
        pytest.param(
            "  <<<<<<< SEARCH\n  a\n  =======\n  b\n  >>>>>>> REPLACE\n",
            [("  b\n", "  a\n", "x.py", "python")],
            id="indented-markers",
        ),
        pytest.param(
            "<<<<<<< SEARCH\n=======\nb\n>>>>>>> REPLACE\n", [("b\n", None, "x.py", "python")], id="nothing-to-search"
        ),
        pytest.param(
            "<<<<<<< SEARCH\na\n=======\n>>>>>>> REPLACE\n", [("", "a\n", "x.py", "python")], id="nothing-to-put"
        ),
        pytest.param(
            "<<<<<<< SEARCH\n:start_line:12\n:end_line:13\n-------\na\n=======\nb\n>>>>>>> REPLACE\n",
            [("b\n", "a\n", "x.py", "python")],
            id="roo",
        ),
        pytest.param(
            "------- SEARCH\na\n=======\nb\n+++++++ REPLACE\n", [("b\n", "a\n", "x.py", "python")], id="cline"
        ),
        pytest.param(
            "<<<<<<< ORIGINAL\na\n=======\nb\n>>>>>>> UPDATED\n", [("b\n", "a\n", "x.py", "python")], id="gptme"
        ),
        pytest.param(
            "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> updated\n", [("b\n", "a\n", "x.py", "python")], id="updated"
        ),
        pytest.param(
            "<<<<<<< HEAD\na\n||||||| base\nz\n=======\nb\n>>>>>>> topic\n",
            [("a\n", None, "x.py", "python"), ("b\n", None, "x.py", "python")],
            id="a-merge-leaves-both",
        ),
        pytest.param(
            "<<<<<<< SEARCH\r\na\r\n=======\r\nb\r\n>>>>>>> REPLACE\r\n",
            [("b\r\n", "a\r\n", "x.py", "python")],
            id="crlf",
        ),
    ],
)
def test_search_and_replace(text: str, expected: list[Side]) -> None:
    assert expected == sides(text, "python", "x.py")
    assert not edits_in(text, language="python", path="x.py").unread


@pytest.mark.parametrize(
    ("text", "new", "unread"),
    [
        pytest.param("<<<<<<< SEARCH\na\n=======\nb\n", ["b\n"], edit_search.NEVER_CLOSED, id="no-end"),
        pytest.param("<<<<<<< SEARCH\na\n", ["a\n"], edit_search.NEVER_CLOSED, id="no-divider-no-end"),
        pytest.param("<<<<<<< SEARCH\n", [], edit_search.NEVER_CLOSED, id="nothing"),
        pytest.param("<<<<<<< SEARCH\na\n>>>>>>> REPLACE\n", ["a\n"], edit_search.NO_DIVIDER, id="no-divider"),
        pytest.param(
            "<<<<<<< SEARCH\na\n=======\nb\n=======\nc\n=======\nd\n>>>>>>> REPLACE\n",
            ["b\n", "c\nd\n"],
            edit_search.TWO_DIVIDERS,
            id="dividers",
        ),
        pytest.param(
            "<<<<<<< SEARCH\na\n=======\nb\n<<<<<<< SEARCH\nc\n=======\nd\n>>>>>>> REPLACE\n",
            ["b\n", "d\n"],
            edit_search.NEVER_CLOSED,
            id="the-next-one-begins",
        ),
        pytest.param("@@ -1 +1 @@\n-a\nb\n+c\n", ["b\nc\n"], edit_unified.NO_MARK, id="diff-without-a-mark"),
        pytest.param("*** Begin Patch\n*** Update File: a\n-a\nb\n", ["b\n"], f"{edit_patch.NO_MARK}; {edit_patch.NEVER_CLOSED}", id="patch"),
        pytest.param("*** Begin Patch\n*** Add File: a\n-a\n*** End Patch\n", ["-a\n"], edit_patch.NO_MARK, id="add-without-plus"),
        pytest.param("*** Begin Patch\n\n+a\n*** End Patch\n", ["a\n"], edit_patch.NO_FILE, id="patch-of-no-file"),
    ],
)  # fmt: skip
def test_malformed(text: str, new: list[str], unread: str) -> None:
    found = edits_in(text, language=None, path=None)
    check(text, found)
    assert new == [part.text for part in found.parts]
    assert unread == found.unread


def test_what_is_wrong_twice_is_told_once() -> None:
    text = "*** Begin Patch\n*** Update File: a\nb\n@@\nc\n*** End Patch\n@@ -1 +1 @@\n-a\nb\n@@ -1 +1 @@\n-a\nb\n"
    assert edits_in(text + text, language=None, path=None).unread == f"{edit_patch.NO_MARK}; {edit_unified.NO_MARK}"


def test_an_empty_row_without_its_end() -> None:
    (part,) = edits_in("@@ -1 +1 @@\n-a\n+\n\\ No newline at end of file\n", language=None, path=None).parts
    assert (part.text, part.stretches) == ("", ())


def test_a_marker_alone_is_no_edit() -> None:
    text = "<<<<<<< one\nx\n<<<<<<< two\ny\n"
    assert [text] == rest(text)
    assert not edits_in(text, language=None, path=None).parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@ def f\n c\n-a\n+b\n", [("c\nb\n", "c\na\n", "x.py", "python")], id="git"
        ),
        pytest.param(
            "--- x.py\n+++ x.py\n@@ ... @@\n-a\n+b\n@@ ... @@\n-c\n+d\n",
            [("b\n", "a\n", "x.py", "python"), ("d\n", "c\n", "x.py", "python")],
            id="aider-udiff",
        ),
        pytest.param("--- x.py\n+++ x.py\n@@\n-a\n+b\n", [("b\n", "a\n", "x.py", "python")], id="bare-header"),
        pytest.param("--- x.py\n+++ x.py\n-a\n+b\n", [("b\n", "a\n", "x.py", "python")], id="no-hunk-header"),
        pytest.param("@@ ... @@\n-a\n+b\n", [("b\n", "a\n", None, None)], id="no-file"),
        pytest.param("y.go\n@@ ... @@\n-a\n+b\n", [("b\n", "a\n", "y.go", "go")], id="name-before"),
        pytest.param(
            'diff --git a/o.py b/n.py\nsimilarity index 90%\nrename from o.py\nrename to n.py\nindex 1..2\n--- a/o.py\n+++ "b/n.py"\n'
            "@@ -1 +1 @@\n-a\n+b\n",
            [("b\n", "a\n", "n.py", "python")],
            id="rename",
        ),
        pytest.param("diff --git a/o b/n\nrename from o\nrename to n\n", [], id="rename-only"),
        pytest.param(
            "--- /dev/null\n+++ b/x.py\n@@ -0,0 +1,2 @@\n+a\n+b\n", [("a\nb\n", None, "x.py", "python")], id="new-file"
        ),
        pytest.param("--- a/x.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n", [], id="deleted-file"),
        pytest.param(
            "--- a/x.py\t2024-01-01\n+++ b/x.py 2024-01-01 10:00\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n"
            "\\ No newline at end of file\n",
            [("b", "a", "x.py", "python")],
            id="no-newline",
        ),
        pytest.param(
            "--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n c\n\\ No newline\n",
            [("c", "c", "x.py", "python")],
            id="no-newline-in-both",
        ),
        pytest.param(
            "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n\n--- a/y.go\n+++ b/y.go\n@@ -1 +1 @@\n-c\n+d\n",
            [("b\n", "a\n", "x.py", "python"), ("d\n", "c\n", "y.go", "go")],
            id="two-files",
        ),
        pytest.param(
            "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n+b\n--- y.go\n+++ y.go\n-c\n+d\n",
            [("b\n", "a\n", "x", None), ("d\n", "c\n", "y.go", "go")],
            id="a-header-without-a-hunk-header",
        ),
        pytest.param(
            "--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n--- i\n+++ j; f();\n", [("++ j; f();\n", "-- i\n", "x.c", "c")], id="code-like-a-header"
        ),
        pytest.param("@@@ -1 -1 +1,2 @@@\n++a\n +b\n- c\n  d\n", [("a\nb\nd\n", "c\nd\n", None, None)], id="combined"),
        pytest.param(
            "@@ -1,4 +1,4 @@\n a\n\n-b\n+c\n\n\n", [("a\n\nc\n", "a\n\nb\n", None, None)], id="blank-context-without-its-space"
        ),
        pytest.param("@@ -3,0 +4 @@\n+a\n", [("a\n", None, None, None)], id="only-added"),
    ],
)  # fmt: skip
def test_unified(text: str, expected: list[Side]) -> None:
    assert expected == sides(text)
    assert not edits_in(text, language=None, path=None).unread


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- a\n+ b\n c\n", [(" b\nc\n", " a\nc\n", None, None)], id="no-header"),
        pytest.param("def f():\n-    a\n+    b\n", [("def f():\n    b\n", "    a\n", None, None)], id="context-without-its-space"),
        pytest.param("x.py\n@@\n-a\n+b\n", [("b\n", "a\n", "x.py", "python")], id="name-then-hunk"),
        pytest.param("x.py\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n", [("b\n", "a\n", "x.py", "python")], id="search"),
        pytest.param("@@\n-a\n+b\n------- SEARCH\nc\n=======\nd\n+++++++ REPLACE\n", [("b\n", "a\n", None, None), ("d\n", "c\n", None, None)], id="search-behind"),
        pytest.param("*** Begin Patch\n*** Add File: x.py\n+a\n*** End Patch\n", [("a\n", None, "x.py", "python")], id="patch"),
        pytest.param("@@\n-a\n+b\n*** Begin Patch\n*** Add File: x.py\n+a\n*** End Patch\n", [("b\n", "a\n", None, None), ("a\n", None, "x.py", "python")], id="patch-behind"),
        pytest.param("nothing\nhere\n", [], id="no-diff-at-all"),
        pytest.param("\n\n+a\n\n", [("a\n", None, None, None)], id="blank-around"),
    ],
)  # fmt: skip
def test_a_fence_of_diff(text: str, expected: list[Side]) -> None:
    assert expected == sides(text, "diff")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("@@ -1 +1 @@\n-a\n+b\n\nNow the rest.\n", ["Now the rest.\n"], id="behind-a-blank-row"),
        pytest.param("@@ -1 +1 @@\n-a\n+b\nNow.\n", ["Now.\n"], id="behind-a-full-hunk"),
        pytest.param("x = 1\n\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\ny = 2\n", ["x = 1\n\n", "y = 2\n"], id="around"),
        pytest.param("*** Begin Patch\n*** Delete File: a\n*** End Patch\nls\n", ["*** Begin Patch\n*** Delete File: a\n*** End Patch\nls\n"], id="nothing-new"),
        pytest.param("@@ -1 +1 @@\n-a\n+b\n   \n   \n", [], id="blank-rows-only"),
        pytest.param("--- a\n+++ b\n\n\nx\n", ["--- a\n+++ b\n\n\nx\n"], id="headers-alone"),
    ],
)  # fmt: skip
def test_rest(text: str, left: list[str]) -> None:
    assert left == rest(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "*** Begin Patch\n*** Update File: x.py\n@@ class A:\n@@ def f\n c\n-a\n+b\n\n*** End Patch\n",
            [("c\nb\n\n", "c\na\n\n", "x.py", "python")],
            id="update",
        ),
        pytest.param("*** Begin Patch\n*** Update File: x.py\n-a\n+b\n@@\n-c\n+d\n*** End of File\n*** End Patch", [("b\n", "a\n", "x.py", "python"), ("d\n", "c\n", "x.py", "python")], id="two-chunks"),
        pytest.param("*** Begin Patch\n*** Add File: x.py\n+a\n\n+b\n*** Delete File: y\n*** End Patch", [("a\n\nb\n", None, "x.py", "python")], id="add-and-delete"),
        pytest.param("*** Begin Patch\n*** Update File: x.py\n*** Move to: y.go\n@@\n-a\n+b\n*** End Patch", [("b\n", "a\n", "y.go", "go")], id="move"),
        pytest.param("*** Update File: x.py\n@@\n-a\n+b\n", [("b\n", "a\n", "x.py", "python")], id="without-sentinels"),
        pytest.param("*** Begin Patch\n*** Begin Patch\n*** Add File: x.py\n+a\n*** End Patch", [("a\n", None, "x.py", "python")], id="begun-twice"),
    ],
)  # fmt: skip
def test_begin_patch(text: str, expected: list[Side]) -> None:
    assert expected == sides(text)
    assert not edits_in(text, language=None, path=None).unread


def test_what_a_patch_says_of_the_place() -> None:
    text = "*** Begin Patch\n*** Update File: x.py\n*** Move to: y.py\n@@ class A:\n@@ def f\n-a\n*** End of File\n*** End Patch\n"
    (hunk,) = edits_in(text, language=None, path=None).parts
    assert isinstance(hunk, Hunk)
    assert hunk.anchors == ("class A:", "def f")
    assert hunk.at_end
    assert hunk.moved_from == "x.py"
    assert hunk.how is How.REPLACE


def test_what_a_diff_says_of_the_place() -> None:
    text = "diff --git a/o b/n\nrename from o\nrename to n\n--- a/o\n+++ b/n\n@@ -3,0 +4,1 @@\n+x\n"
    (hunk,) = edits_in(text, language=None, path=None).parts
    assert isinstance(hunk, Hunk)
    assert (hunk.line, hunk.how, hunk.moved_from) == (4, How.INSERT, "o")


@pytest.mark.parametrize(
    ("text", "new"),
    [
        pytest.param("# ... existing code ...\nx = 1\n", "x = 1\n", id="hash"),
        pytest.param("a();\n  // ... rest of the file unchanged ...\n", "a();\n", id="slashes"),
        pytest.param("<!-- ... existing markup stays as before ... -->\n<p>\n", "<p>\n", id="html"),
        pytest.param("{/* … other props … */}\n<A />\n", "<A />\n", id="jsx"),
        pytest.param("-- ... same columns\nselect 1\n", "select 1\n", id="sql"),
        pytest.param("    # ... listen, server_name, certificates unchanged\nx;\n", "x;\n", id="a-list-of-words"),
    ],
)
def test_lazy(text: str, new: str) -> None:
    assert [(new, None, "x.py", "python")] == sides(text, None, "x.py")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = 1\n", id="code"),
        pytest.param("def f(): ...\n", id="ellipsis"),
        pytest.param("/* ... existing */ evil();\n", id="code-behind-a-comment"),
        pytest.param("# ... key = 'AKIA1234'\n", id="more-than-words"),
        pytest.param("# ... wow\n", id="says-nothing-of-what-stays"),
        pytest.param("# ... " + "existing " * 20 + "\n", id="too-long"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_listing_is_no_edit(text: str) -> None:
    found = edits_in(text, language="python", path="x.py")
    assert found.parts == ()
    assert text == "".join(text[span.start : span.end] for span in found.rest)


@pytest.mark.parametrize(
    ("text", "code", "left"),
    [
        pytest.param("<code>\nx = 1\n</code>\n", "x = 1\n", [], id="closed"),
        pytest.param("<code>\nx = 1\n", "x = 1\n", [], id="not-closed"),
        pytest.param("<code>\nx\n</code> y\n", "x\n", [" y\n"], id="text-behind"),
    ],
)
def test_code_that_is_run(text: str, code: str, left: list[str]) -> None:
    assert [(code, None, None, "python")] == sides(text)
    assert left == rest(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<<<<<<< SEARCH\n" * 60_000, id="openers"),
        pytest.param("<<<<<<< x\n" * 60_000, id="merges"),
        pytest.param("@@ -1 +1 @@\n" * 60_000, id="hunks"),
        pytest.param("@@ -1 +1 @@\n" + "\n" * 200_000 + "x", id="blank-rows"),
        pytest.param("*** Update File: a\n" * 40_000, id="files"),
        pytest.param("--- a\n+++ b\n" * 60_000, id="headers"),
        pytest.param("*** Begin Patch\n" * 60_000, id="patches"),
        pytest.param("# ... existing\n" * 60_000, id="lazy"),
        pytest.param("=======\n" * 100_000, id="dividers"),
        pytest.param("a" * 2_000_000 + "\n@@ -1 +1 @@\n+" + "b" * 2_000_000, id="long-lines"),
    ],
)
def test_large_texts_end(text: str) -> None:
    """Work that grows faster than the text would pass the suite's time limit."""
    for language in (None, "diff"):
        edits_in(text, language=language, path=None)
