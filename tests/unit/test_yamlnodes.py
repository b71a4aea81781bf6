"""The bounds of YAML that we take."""

from __future__ import annotations

import pytest

from proxy.errors import PolicyInvalid, SettingsInvalid
from proxy.yamlnodes import MAX_CHARS, MAX_DEPTH, nearest, read_yaml


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("a" * (MAX_CHARS + 1), f"f.yaml: longer than {MAX_CHARS} characters", id="long"),
        pytest.param("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2), f"nested deeper than {MAX_DEPTH}", id="deep-lists"),
        pytest.param("{a: " * (MAX_DEPTH + 2) + "1" + "}" * (MAX_DEPTH + 2), f"nested deeper than {MAX_DEPTH}", id="deep-mappings"),
        pytest.param("[" * 1200, "f.yaml", id="deeper-than-the-parser"),
        pytest.param("a: &x 1\nb: *x\n", "f.yaml:2:4: aliases", id="alias"),
        pytest.param("a: [1\n", "not valid YAML", id="open"),
    ],
)  # fmt: skip
def test_yaml_that_is_not_taken(text: str, words: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        read_yaml(text, "f.yaml", SettingsInvalid)
    assert words in caught.value.message


def test_an_empty_document_has_no_root() -> None:
    root, place = read_yaml("# nothing\n", "f.yaml", PolicyInvalid)
    assert root is None
    assert place.file == "f.yaml"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a: wrong", "f.yaml:1:4: no\n    1 | a: wrong\n      |    ^^^^^ here", id="caret"),
        pytest.param("a: |\n  x\n  y\n", "f.yaml:1:4: no\n    1 | a: |\n      |    ^ here", id="several-lines"),
        pytest.param("? " + "k" * 130 + "\n: v", None, id="wide-key"),
        pytest.param("{" + "k: 1, " * 30 + "z: v}", "f.yaml:1:185: no", id="beyond-what-is-shown"),
    ],
)
def test_a_fault_shows_where_it_stands(text: str, shown: str | None) -> None:
    root, place = read_yaml(text, "f.yaml", SettingsInvalid)
    assert root is not None
    node = root.value[-1][1] if shown else root.value[0][0]
    message = place.fault(node, "no", near="here").args[0]
    assert message == shown if shown else message.splitlines()[2].endswith("^ here")


def test_the_nearest_word() -> None:
    assert nearest("Rejct", ["allow", "reject"]) == "did you mean 'reject'? (allowed: allow, reject)"
    assert nearest("zzz", ["allow"]) == "(allowed: allow)"


def test_keys_may_be_anything_yaml_has() -> None:
    root, _ = read_yaml("1: [a, {b: c}]\n~: x\n", "f.yaml", SettingsInvalid)
    assert root is not None
