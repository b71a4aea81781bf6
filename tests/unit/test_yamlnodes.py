"""The YAML that we take, and how a mistake in it is shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

import pytest

from proxy import yamlnodes
from proxy.errors import ProxyError, SettingsInvalid
from proxy.yamlnodes import MAX_BYTES, MAX_DEPTH, MAX_NODES, Document, choices, hint, is_null, nearest


class Open(Document):
    error: ClassVar[type[ProxyError]] = SettingsInvalid
    what: ClassVar[str] = "a test"


class Closed(Open):
    confidential: ClassVar[bool] = True
    private_keys: ClassVar[frozenset[str]] = frozenset({"private"})


def refusal(kind: type[Document], text: str) -> str:
    with pytest.raises(SettingsInvalid) as caught:
        kind("f.yaml", text).root()
    return caught.value.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), f"f.yaml:1:{MAX_DEPTH + 1}: nested deeper than {MAX_DEPTH}", id="deep-lists"),
        pytest.param("{a: " * (MAX_DEPTH + 1) + "1" + "}" * (MAX_DEPTH + 1), f"nested deeper than {MAX_DEPTH}", id="deep-mappings"),
        pytest.param("[" + "a," * MAX_NODES + "]", f"more than {MAX_NODES} values", id="many"),
        pytest.param("a: &x 1\nb: *x\n", "f.yaml:2:4: anchors and aliases", id="alias"),
        pytest.param("a: *x\n", "f.yaml:1:4: anchors and aliases", id="alias-of-nothing"),
        pytest.param("a: !x 1\n", "f.yaml:1:4: tags ('!x') are not allowed", id="tag"),
        pytest.param("a: !!binary aGk=\n", "f.yaml:1:4: tags", id="known-tag"),
        pytest.param("a: 1\na: 2\n", "f.yaml:2:1: duplicate key 'a'", id="duplicate"),
        pytest.param("? [a]\n: 1\n", "f.yaml:1:3: a key must be a plain word", id="key-is-a-list"),
        pytest.param("a: [1\n", "f.yaml:1:1: not valid YAML", id="open"),
        pytest.param("a: 1\r\nb: \x01", "f.yaml:2:4: not valid YAML: a control character", id="control-character"),
        pytest.param("a: 1\n--- b\n", "f.yaml:2:1: not valid YAML", id="two-documents"),
    ],
)  # fmt: skip
def test_yaml_that_is_not_taken(text: str, words: str) -> None:
    assert words in refusal(Open, text)


@pytest.mark.parametrize("piece", ["[", "[\n", "{a: ", "- ", "? ", "- ? "])
def test_depth_is_refused_before_it_costs_anything(piece: str) -> None:
    assert "nested deeper" in refusal(Open, piece * (MAX_BYTES // len(piece)))


def test_as_deep_as_is_allowed() -> None:
    assert Open("f.yaml", "[" * MAX_DEPTH + "a" + "]" * MAX_DEPTH).root() is not None


def test_an_empty_document_has_no_root() -> None:
    assert Open("f.yaml", "# nothing\n").root() is None
    assert Open("f.yaml", "").root() is None


def test_several_mistakes_are_told_at_once() -> None:
    message = refusal(Open, "a: !x 1\na: [!y 2, {b: 1, b: 2}]\n")
    assert [line for line in message.splitlines() if line.startswith("f.yaml:")] == [
        "f.yaml:1:4: tags ('!x') are not allowed",
        "f.yaml:2:1: duplicate key 'a'",
        "f.yaml:2:5: tags ('!y') are not allowed",
        "f.yaml:2:18: duplicate key 'b'",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a: wrong", "f.yaml:1:4: no\n    1 | a: wrong\n      |    ^^^^^ here", id="caret"),
        pytest.param("a: |\n  x\n  y\n", "f.yaml:1:4: no\n    1 | a: |\n      |    ^ here", id="several-lines"),
        pytest.param("{a: 'x\ty'}", "f.yaml:1:5: no\n    1 | {a: 'x y'}\n      |     ^^^^^ here", id="tab"),
        pytest.param("# \u2028a: b", "f.yaml:2:4: no\n    2 | a: b\n      |    ^ here", id="line-breaks-of-yaml"),
    ],
)
def test_a_mistake_shows_where_it_stands(text: str, shown: str) -> None:
    document = Open("f.yaml", text)
    root = document.root()
    assert root is not None
    document.complain(root.value[-1][1], "no", "here")
    assert document.problems == [shown]


def test_a_long_line_is_shown_around_the_mistake() -> None:
    document = Open("f.yaml", "{" + "k: 1, " * 50)
    document.complain_at(0, 295, "no")
    place, line, caret = document.problems[0].splitlines()
    assert place == "f.yaml:1:296: no"
    assert len(line) < 170
    assert line[caret.index("^")] == document.text[295]


def test_what_is_said_is_bounded() -> None:
    assert len(refusal(Open, "!" * 100_000).splitlines()[0]) < 400


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a: 1\na: SECRET\n", "    2 | a\n      | ^", id="no-more-than-the-word"),
        pytest.param("{x: SECRET, a: 1, a: 2}\n", None, id="after-others"),
        pytest.param("a: !SECRET x\n", "    1 | a: !SECRET x", id="tag-elsewhere"),
        pytest.param("private: {a: !SECRET x}\n", None, id="tag"),
        pytest.param("private:\n  a: |\n    SECRET\n  a: b\n", None, id="below-a-private-key"),
        pytest.param("private: [a, [SECRET, {b: c, b: d}]]\n", None, id="deeper"),
        pytest.param("a: !x!SECRET\n", None, id="tag-handle"),
        pytest.param("a: *SECRET\n", None, id="alias"),
        pytest.param("a: SECRET\nb: [\n", None, id="no-yaml"),
        pytest.param("a: SECRET\x01\n", None, id="control-character"),
    ],
)
def test_a_confidential_document_shows_little(text: str, shown: str | None) -> None:
    message = refusal(Closed, text)
    assert message.startswith("f.yaml:")
    if shown is None:
        assert " | " not in message
        assert "SECRET" not in message
    else:
        assert shown in message


def test_a_line_after_what_is_private_is_shown() -> None:
    assert "    4 | b" in refusal(Closed, "private: |\n  x\nb: 1\nb: 2\n")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"a: \xff", "f.yaml: byte 3 is not UTF-8; a test is a UTF-8 text", id="not-utf-8"),
        pytest.param(b"# " + b"\xc3\xa4" * MAX_BYTES, f"f.yaml: larger than {MAX_BYTES} bytes", id="large"),
        pytest.param(None, "f.yaml: can't be read: no such file or directory", id="none"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, raw: bytes | None, message: str) -> None:
    if raw is not None:
        (tmp_path / "f.yaml").write_bytes(raw)
    with pytest.raises(SettingsInvalid) as caught:
        Open.read(tmp_path / "f.yaml", "f.yaml")
    assert caught.value.message == message


def test_a_file_is_read_without_its_mark(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert Open.read(tmp_path / "f.yaml", "shown").text == "a: 1\n"


def test_the_nearest_word() -> None:
    assert nearest("Rejct", ["allow", "reject"]) == "reject"
    assert nearest("deny", ["allow", "reject"], {"deny": "reject"}) == "reject"
    assert nearest("zzz", ["allow"]) == ""
    assert hint("Rejct", ["allow", "reject"]) == "did you mean 'reject'? (allowed: allow, reject)"
    assert hint("zzz", ["allow"]) == choices(["allow"]) == "(allowed: allow)"


def test_keys_may_be_any_word() -> None:
    root = Open("f.yaml", "1: [a, {b: c}]\n~: x\n=: <<\n").root()
    assert root is not None
    assert [key.value for key, _ in root.value] == ["1", "~", "="]
    assert [is_null(key) for key, _ in root.value] == [False, True, False]


def test_a_mark_that_is_missing_is_the_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise yamlnodes.yaml.MarkedYAMLError

    monkeypatch.setattr(yamlnodes.yaml.SafeLoader, "get_single_node", broken)
    assert refusal(Open, "a").startswith("f.yaml:1:1: not valid YAML")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(SettingsInvalid, match=r"pipe.yaml: can't be read: not a regular file"):
        Open.read(tmp_path / "pipe.yaml", "pipe.yaml")
