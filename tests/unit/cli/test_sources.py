"""What a path holds, as blocks with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.cli import sources
from proxy.cli.sources import decode, gather, gather_text

ANSWER = "Hi\n\n```python\na = 1\nb = 2\n```\n\n- item\n\n  ```sh app.sh\n  ls\n  ```\n\nText\n\n~~~\nopen\n"


def test_an_answer_gives_its_blocks_with_the_lines_of_the_file() -> None:
    blocks = gather_text(ANSWER, None).blocks
    assert [(b.block.language, b.block.text, list(b.lines)) for b in blocks] == [
        ("python", "a = 1\nb = 2\n", [4, 5]),
        ("bash", "ls\n", [11]),
        (None, "open\n", [17]),
    ]
    assert [b.block.closed for b in blocks] == [True, True, False]
    assert [b.block.number for b in blocks] == [1, 2, 3]


def test_the_place_of_a_finding_counts_the_container() -> None:
    in_list = gather_text(ANSWER, None).blocks[1]
    assert (in_list.line(1), in_list.column(1, 0)) == (11, 3)
    assert in_list.line(99) == 11


@pytest.mark.parametrize("eol", [pytest.param("\r\n", id="crlf"), pytest.param("\r", id="cr")])
def test_line_ends_of_other_systems_count(eol: str) -> None:
    (block,) = gather_text(f"a = 1{eol}b = 2{eol}", "python").blocks
    assert (block.block.text, block.line(2)) == ("a = 1\nb = 2\n", 2)


def test_a_source_file_is_one_block_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text("x = 1\n", "utf-8")
    (block,) = gather(path, None).blocks
    assert (block.block.origin, block.block.language, block.block.path) == ("file", "python", str(path))
    assert (block.line(1), block.column(1, 4)) == (1, 5)


def test_a_language_given_by_hand_wins(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("Only words.\n", "utf-8")
    assert [b.block.language for b in gather(path, "python").blocks] == ["python"]
    assert gather(path, None).blocks == []


def test_a_folder_gives_its_text_files_in_order(tmp_path: Path) -> None:
    for name in ("b.py", "a.py", "sub/c.sh", "node_modules/x.js", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x\n", "utf-8")
    (tmp_path / "image.png").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "link.py").symlink_to(tmp_path / "a.py")
    gathered = gather(tmp_path, None)
    assert [Path(b.path).name for b in gathered.blocks] == ["a.py", "b.py", "c.sh"]
    assert (gathered.files, gathered.binary, gathered.unread) == (3, 1, [])


def test_a_binary_file_that_was_named_is_not_scanned_rather_than_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"\0\1")
    assert [u.reason for u in gather(path, None).unread] == ["not a text file"]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    gathered = gather(tmp_path / "gone.py", None)
    assert [u.reason for u in gathered.unread] == ["no such file or directory"]
    assert gathered.files == 0


def test_a_huge_file_is_named_and_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_FILE_BYTES", 1 << 20)
    path = tmp_path / "big.py"
    path.write_bytes(b"#" * ((1 << 20) + 1))
    gathered = gather(path, None)
    assert ([u.reason for u in gathered.unread], gathered.blocks) == (["larger than 1 MiB"], [])


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param("é".encode(), "é", id="utf-8"),
        pytest.param(b"\xef\xbb\xbfx", "x", id="utf-8-bom"),
        pytest.param("x".encode("utf-16"), "x", id="utf-16-of-windows"),
        pytest.param(b"k = '\xe9'", "k = 'é'", id="latin-1"),
        pytest.param(b"a\0b", None, id="binary"),
        pytest.param(b"", "", id="empty"),
    ],
)
def test_bytes_to_text(raw: bytes, text: str | None) -> None:
    assert text == decode(raw)
