"""YAML and JSON as nodes: whole files, fragments, templates, and what is too much."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.scan.iac.nodes import FILLER, Node, TooLarge, mappings, read, walk


def only(text: str) -> Node:
    documents = read(text)
    assert len(documents.roots) == 1
    return documents.roots[0]


def test_places_are_those_of_the_text() -> None:
    text = "a:\n  - b: 'ü'\n    c: [1, two]\n"
    for node in walk(only(text)):
        if node.kind == "scalar":
            assert text[node.start : node.end].strip("'") == node.value


def test_values_by_their_keys() -> None:
    root = only("a: {b: yes, c: [1, 2], d: No, e: text}\n")
    assert (root.says("a", "b"), root.says("a", "d"), root.says("a", "e"), root.says("x", "y")) == (
        True,
        False,
        None,
        None,
    )
    assert [item.value for item in root.each("a", "c")] == ["1", "2"]
    assert (root.text("a", "e"), root.text("a"), root.has("a", "z")) == ("text", "", False)
    assert root.key("a") is not None
    assert root.words() == "a b yes c 1 2 d No e text"


def test_json_is_read() -> None:
    assert only('{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}').text("Resources", "A", "Type") == "AWS::S3::Bucket"


def test_tags_are_names() -> None:
    value = only("a: !Ref B\n").get("a")
    assert value is not None
    assert (value.value, value.tag) == ("B", "!Ref")


def test_merged_keys_and_aliases() -> None:
    root = only("x: &x {q: 1}\ny:\n  <<: *x\nz: *x\nlist:\n  <<: [*x]\n")
    assert (root.text("y", "q"), root.text("z", "q"), root.text("list", "q")) == ("1", "1", "1")


def test_an_alias_of_what_holds_it_ends() -> None:
    assert [node.value for node in walk(only("a: &a\n  b: *a\n"))].count(FILLER) == 1


def test_aliases_of_aliases_cost_nothing() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    assert sum(1 for _ in walk(only("\n".join(lines)))) < 1_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("a: {{ .Values.x }}\n", FILLER * 15, id="bare"),
        pytest.param('a: "{{ x }}"\n', FILLER * 7, id="quoted"),
        pytest.param("{{- if .x }}\na: b\n{{- end }}\n", "b", id="lines"),
        pytest.param("{% if x %}\na: b\n{% endif %}\n", "b", id="jinja"),
        pytest.param("a: ${{ secrets.x }}\n", "${{ secrets.x }}", id="of-a-workflow"),
    ],
)
def test_templates_keep_their_place(text: str, value: str) -> None:
    assert only(text).text("a") == value


@pytest.mark.parametrize(
    ("text", "keys", "unread"),
    [
        pytest.param(
            "    image: a\n    ports: []\n  other:\n    image: b\n", [["image", "ports"], ["other"]], 0, id="dedents"
        ),
        pytest.param("a: 1\n%%% no yaml: [\nb: 2\n", [["a"], ["b"]], 1, id="a-bad-line"),
        pytest.param("a: [1\n", [["a"]], 0, id="cut-off"),
        pytest.param("a: 1\n---\nb: 2\n", [["a"], ["b"]], 0, id="two-documents"),
    ],
)
def test_fragments(text: str, keys: list[list[str]], unread: int) -> None:
    documents = read(text)
    assert [[key.value for key, _ in root.pairs] for root in documents.roots if root.kind == "map"] == keys
    assert documents.unread <= unread


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100_000, id="brackets"),
        pytest.param("- " * 50_000, id="dashes"),
        pytest.param("a: b\n" * 40_000, id="nodes"),
    ],
)
def test_too_much_is_said(text: str) -> None:
    with pytest.raises(TooLarge):
        read(text)


def test_what_is_no_yaml_ends() -> None:
    assert read(": : : }\n" * 2_000).unread > 1_000


@given(st.text(alphabet="ab:-[]{}\"'|>&*!#%@`\n\t ,\x00\ud800é{{}}", max_size=200))
def test_nothing_breaks_it(text: str) -> None:
    for root in read(text).roots:
        assert all(0 <= node.start <= len(text) for node in walk(root))
        assert all(node.kind == "map" for node in mappings(root))
