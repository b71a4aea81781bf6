"""A block taken apart into what files will hold and shells will run, and put together again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.extract.anatomy import Anatomy, Premises
from proxy.extract.fim import Fim
from proxy.extract.seen import SeenFile
from proxy.model import CodeBlock
from proxy.policy.tools import load_tools

TOOLS = load_tools(None)
PATCH = "*** Begin Patch\n*** Update File: a.py\n@@\n-x = 1\n+x = KEY\n*** End Patch\n"


def call(name: str, files: dict[str, SeenFile] | None = None, /, **arguments: Any) -> Anatomy:
    block = CodeBlock(1, "tool_call", json.dumps(arguments), info=name)
    return Anatomy(block, Premises(TOOLS, lambda: files or {}))


def fence(text: str, language: str | None = None, path: str | None = None, origin: str = "fence") -> Anatomy:
    return Anatomy(CodeBlock(1, origin, text, language, path), Premises(TOOLS))


def code(anatomy: Anatomy) -> list[tuple[str, str | None, str | None]]:
    return [(p.part.text, p.part.language, p.part.path) for p in anatomy.pieces if p.part.origin != "argument"]


@pytest.mark.parametrize(
    ("anatomy", "found"),
    [
        pytest.param(lambda: call("bash", command="cat > a.py <<'E'\nx = 1\nE\n"), ("x = 1\n", "python", "a.py"), id="heredoc"),
        pytest.param(lambda: call("apply_patch", input=PATCH), ("x = KEY\n", "python", "a.py"), id="patch"),
        pytest.param(lambda: call("bash", command=f"apply_patch <<'E'\n{PATCH}E\n"), ("x = KEY\n", "python", "a.py"), id="patch-in-heredoc"),
        pytest.param(lambda: fence("python -c 'x = 1'\n", "bash"), ("x = 1", "python", None), id="shell-fence"),
        pytest.param(lambda: fence(PATCH, None), ("x = KEY\n", "python", "a.py"), id="patch-fence"),
        pytest.param(
            lambda: fence("a.sh\n<<<<<<< SEARCH\nx\n=======\npython -c 'x = 1'\n>>>>>>> REPLACE\n", "bash"), ("x = 1", "python", None), id="edit-of-a-script"
        ),
        pytest.param(
            lambda: fence("a.py\n<<<<<<< SEARCH\nx = 1\n=======\nx = KEY\n>>>>>>> REPLACE\n", "python"), ("x = KEY\n", "python", "a.py"), id="search-replace"
        ),
        pytest.param(
            lambda: fence("<write_to_file>\n<path>a.sh</path>\n<content>\npython -c 'x = 1'\n</content>\n</write_to_file>", origin="xml_tool"),
            ("x = 1", "python", None), id="tags",
        ),
    ],
)  # fmt: skip
def test_pieces(anatomy: Any, found: tuple[str, str | None, str | None]) -> None:
    assert found in code(anatomy())


def test_plain_code_has_no_pieces() -> None:
    made = fence("x = 1\n", "python")
    assert (made.alone, made.pieces, made.unread) == (True, [], [])
    assert made.rewritten({}) is None


def test_both_sides_of_an_edit_are_not_scanned_as_one_text() -> None:
    made = fence("Do it:\n<<<<<<< SEARCH\nold\n=======\nnew\n>>>>>>> REPLACE\n", "python", "a.py")
    assert not made.alone
    assert [piece.part.text for piece in made.pieces if "<<<" not in piece.part.text] == ["Do it:\n", "new\n"]
    inside = call("apply_patch", input="words\n" + PATCH)
    assert not any("x = 1" in piece.part.text for piece in inside.pieces)


MARKED = [
    pytest.param("a.py\n<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE MARK\n", id="closer"),
    pytest.param("MARK.py\n<<<<<<< SEARCH\nx\n=======\ny\n>>>>>>> REPLACE\n", id="name"),
    pytest.param("<<<<<<< HEAD\nx\n||||||| MARK\nz\n=======\ny\n>>>>>>> REPLACE\n", id="merge-base"),
    pytest.param("*** Begin Patch\n*** Update File: MARK.py\n@@\n-x\n+y\n*** End Patch\n", id="update"),
    pytest.param("*** Begin Patch\n*** Update File: a.py\n*** Move to: MARK.py\n@@\n-x\n+y\n*** End Patch\n", id="move"),
    pytest.param("*** Begin Patch\n*** Update File: a.py\n@@ MARK\n-x\n+y\n*** Delete File: b\n*** End Patch\n", id="anchor"),
    pytest.param("*** Begin Patch\n*** Add File: a.py\n+y\n*** Delete File: MARK\n*** End Patch\n", id="delete"),
    pytest.param("--- a/x.py\n+++ b/MARK.py\n@@ -1 +1 @@\n-x\n+y\n", id="new-name"),
    pytest.param("diff --git a/MARK b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-x\n+y\n", id="git"),
    pytest.param("--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@ MARK\n-x\n+y\n", id="numbered"),
    pytest.param("--- a/x.py\n+++ b/x.py\n@@ MARK @@\n-x\n+y\n", id="hinted"),
    pytest.param("--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-x\n+y\n\\ No newline MARK\n", id="no-newline"),
    pytest.param('{"cells": [{"cell_type": "code", "source": "x = 1", "outputs": [{"text": "MARK"}]}]}', id="notebook"),
    pytest.param("x = 1\n# ... existing code MARK ...\ny = 2\n", id="left-out"),
]  # fmt: skip


@pytest.mark.parametrize("text", MARKED)
@pytest.mark.parametrize(
    "make", [pytest.param(fence, id="fence"), pytest.param(lambda text: call("write", content=text), id="call")]
)
def test_markers_and_headers_are_looked_at(make: Any, text: str) -> None:
    made = make(text)
    piece = next(piece for piece in made.pieces if piece.number == -1 and "MARK" in piece.part.text)
    assert "+y" not in piece.part.text
    assert made.rewritten({made.pieces.index(piece): "..."}) is None


def test_code_in_tags_has_no_markers() -> None:
    assert [piece.part.text for piece in fence("<code>\nx = 1\n</code>").pieces] == ["x = 1\n"]


def test_a_place_in_a_file_that_the_request_showed_is_not_the_edits() -> None:
    text = "--- a/a.py\n+++ b/a.py\n@@ -3 +3 @@ import os\n-y = 2\n+y = 3\n"
    made = call("apply_patch", {"a.py": SeenFile(FILE, True)}, input=text)
    assert not any("import os" in piece.part.text for piece in made.pieces if piece.number == -1)


FILE = "import os\n\nx = 1\ny = 2\n"


@pytest.mark.parametrize(
    ("arguments", "text", "base"),
    [
        pytest.param({"path": "a.py", "edits": [{"oldText": "x = 1", "newText": "x = 3"}]}, FILE.replace("x = 1", "x = 3"), FILE, id="edit"),
        pytest.param({"path": "/repo/a.py", "content": "z = 1\n"}, "z = 1\n", FILE, id="overwritten"),
        pytest.param({"path": "b.py", "content": "z = 1\n"}, "z = 1\n", None, id="another-file"),
        pytest.param({"path": "a.py", "edits": [{"oldText": "nowhere", "newText": "x = 3"}]}, "x = 3", "nowhere", id="does-not-fit"),
    ],
)  # fmt: skip
def test_an_edit_is_laid_over_its_file(arguments: dict[str, Any], text: str, base: str | None) -> None:
    name = "edit" if "edits" in arguments else "write"
    made = call(name, {"a.py": SeenFile(FILE, True)}, **arguments)
    assert (text, base) in [(piece.part.text, piece.part.base) for piece in made.pieces]


def test_a_part_of_a_file_is_no_base_for_the_whole() -> None:
    made = call("write", {"a.py": SeenFile(FILE, False)}, path="a.py", content="z = 1\n")
    assert all(piece.part.base is None for piece in made.pieces)


def test_a_completion_stands_in_its_file() -> None:
    fim = Fim("import os\nx = f(", ")\n", "python", "a.py")
    block = CodeBlock(1, "fim", "1, 2")
    made = Anatomy(block, Premises(TOOLS, fim=lambda _: fim))
    assert [piece.part.text for piece in made.pieces] == ["import os\nx = f(1, 2)\n", "1, 2"]
    assert made.rewritten({0: "3"}) == "3"
    assert Anatomy(block, Premises(TOOLS)).pieces[0].part.text == "1, 2"


def test_what_cannot_be_read_is_told() -> None:
    made = Anatomy(CodeBlock(1, "tool_call", '{"path": "a.py", "content": "x', info="write"), Premises(TOOLS))
    assert made.unread
    assert any("x" in piece.part.text for piece in made.pieces)


def test_a_custom_call_is_a_text() -> None:
    made = Anatomy(CodeBlock(1, "custom_tool_call", PATCH, info="apply_patch"), Premises(TOOLS))
    assert ("x = KEY\n", "python", "a.py") in code(made)


def test_more_pieces_than_the_bound_are_told() -> None:
    edits = [{"oldText": f"a{n}", "newText": f"b{n}"} for n in range(600)]
    made = Anatomy(
        CodeBlock(1, "xml_tool", "".join(f"<edit><path>{n}.py</path><new_text>x={n}\ny={n}\n</new_text></edit>\n" for n in range(1100))),
        Premises(TOOLS),
    )  # fmt: skip
    assert len(made.pieces) <= 1000
    assert call("edit", path="a.py", edits=edits).pieces


def number_of(made: Anatomy, word: str, origin: str = "") -> int:
    return next(
        at for at, piece in enumerate(made.pieces) if word in piece.shown.text and origin in ("", piece.part.origin)
    )


@pytest.mark.parametrize(
    ("make", "origin"),
    [
        pytest.param(lambda: call("write", path="a.py", content="x = KEY\n"), "argument", id="string"),
        pytest.param(lambda: call("bash", command="cat > a.py <<'E'\nx = KEY\nE\n"), "heredoc", id="heredoc"),
        pytest.param(lambda: call("apply_patch", input=PATCH), "patch", id="patch"),
        pytest.param(lambda: fence(PATCH), "", id="fence"),
        pytest.param(lambda: call("run", env={"NAME": "KEY"}), "argument", id="setting"),
    ],
)
def test_a_new_text_is_put_back_where_the_old_one_stood(make: Any, origin: str) -> None:
    made = make()
    at = max(number for number, piece in enumerate(made.pieces) if "KEY" in piece.shown.text)
    shown = made.pieces[at].shown.text
    head, _, tail = shown.rpartition("KEY")
    text = made.rewritten({at: f"{head}os.environ['K']{tail}"})
    assert text is not None
    assert "os.environ['K']" in text or "os.environ[\\u0027K" in text
    if made.block.origin == "tool_call":
        assert json.loads(text)
    assert origin is not None


def test_what_cannot_be_put_back_safely_is_not() -> None:
    tags = fence("<write_to_file><path>a.py</path><content>x = KEY</content></write_to_file>", origin="xml_tool")
    assert tags.rewritten({number_of(tags, "KEY"): "x = 1"}) is None
    shell = call("bash", command="cat > a.py <<'E'\nx = KEY\nE\ncat > b.py <<'E'\nx = KEY\nE\n")
    both = {
        at: piece.part.text.replace("KEY", "1")
        for at, piece in enumerate(shell.pieces)
        if piece.part.origin == "heredoc"
    }
    assert shell.rewritten(both) is None
    around = {at: piece.shown.text.replace("KEY", "1") for at, piece in enumerate(shell.pieces)}
    assert shell.rewritten(around) is None
    unread = Anatomy(CodeBlock(1, "tool_call", '{"content": "KEY"', info="write"), Premises(TOOLS))
    assert unread.rewritten({0: "1"}) is None
    broken = call("bash", command="cat > a.py <<'E'\nx = KEY\nE\n")
    at = number_of(broken, "KEY", "heredoc")
    assert broken.rewritten({at: "x = 1\nE\nrm -rf /\n"}) is None


def test_code_in_code_too_deep_is_told() -> None:
    text = "x = 1\n"
    for depth in range(8):
        text = (
            f"cat > {depth}.patch <<'E{depth}'\n*** Begin Patch\n*** Add File: {depth}.sh\n"
            + "".join(f"+{line}\n" for line in text.split("\n")[:-1])
            + f"*** End Patch\nE{depth}\n"
        )
    assert any("too deep" in why for why in call("bash", command=text).unread)
