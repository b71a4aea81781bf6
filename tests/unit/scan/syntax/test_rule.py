"""Rule files: what a good one says, and how a bad one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from ast_grep_py import SgRoot

from proxy.errors import PolicyInvalid
from proxy.model import Confidence, Severity
from proxy.scan.syntax.grammars import grammar_of, languages_of_folder
from proxy.scan.syntax.library import load_rules, rules_by_language
from proxy.scan.syntax.places import PLACES
from proxy.scan.syntax.rule import StructuralRule, read_rule

GOOD = """
title: Text run as code
category: injection
cwe: [95]
severity: high
confidence: medium
why: Whoever chooses the text runs any code.
fix: JSON.parse($TEXT)
fallbacks: {TEXT: text}
words: [eval]
rule: {pattern: eval($TEXT)}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "javascript" / "eval.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_a_rule_is_named_after_its_place(tmp_path: Path) -> None:
    rule = read_rule(written(tmp_path, GOOD))
    assert (rule.id, rule.level, rule.weaknesses) == (
        "rules.javascript.eval",
        (Severity.HIGH, Confidence.MEDIUM),
        ("CWE-95",),
    )
    assert rule.query == {"rule": {"pattern": "eval($TEXT)"}}


@pytest.mark.parametrize(
    ("matched", "fix"),
    [
        pytest.param("body", "JSON.parse(body)", id="a-name"),
        pytest.param("req.body.code", "JSON.parse(req.body.code)", id="members"),
        pytest.param('"1 + 1"', "JSON.parse(text)", id="a-literal-is-never-quoted"),
        pytest.param("f(x)", "JSON.parse(text)", id="a-call"),
        pytest.param("a" * 61, "JSON.parse(text)", id="longer-than-a-name"),
    ],
)
def test_a_fix_is_fitted_to_the_code(tmp_path: Path, matched: str, fix: str) -> None:
    rule = read_rule(written(tmp_path, GOOD))
    assert rule.holes == ("TEXT",)
    assert rule.worded({"TEXT": matched}) == fix


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(("cwe: [95]", "cwe: []"), "cwe", id="no-weakness"),
        pytest.param(("severity: high", "severity: terrible"), "severity", id="no-such-severity"),
        pytest.param(("words: [eval]", ""), "words", id="no-words"),
        pytest.param(("words: [eval]", "wrods: [eval]"), "wrods", id="unknown-key"),
        pytest.param(("rule: {pattern: eval($TEXT)}", "rule: ["), "can't be read", id="not-yaml"),
    ],
)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(PolicyInvalid, match=r"javascript/eval\.yaml") as refused:
        read_rule(written(tmp_path, GOOD.replace(*change)))
    assert said in str(refused.value)


def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyInvalid, match="mapping"):
        read_rule(written(tmp_path, "- a\n"))


def test_a_rule_of_a_folder_may_be_for_some_of_its_languages(tmp_path: Path) -> None:
    written(tmp_path, GOOD + "languages: [tsx]\n")
    (tmp_path / "kubernetes").mkdir()
    (tmp_path / "kubernetes" / "fixture.yaml").write_text("a: 1\n")  # an engine in code has fixtures in YAML
    assert [rule.id for rule in load_rules(tmp_path)] == ["rules.javascript.eval"]
    found = rules_by_language(tmp_path)
    assert [language for language, rules in found.items() if rules] == ["tsx"]


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_ast_grep_takes_every_shipped_query(rule: StructuralRule) -> None:
    for language in rule.languages or languages_of_folder(rule.folder):
        grammar = grammar_of(language)
        assert grammar is not None
        SgRoot("", grammar.name).root().find_all(rule.query)  # type: ignore[call-overload]


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_every_hole_of_a_fix_is_in_the_query_or_a_place(rule: StructuralRule) -> None:
    assert [hole for hole in rule.holes if f"${hole}" not in str(rule.query) and hole not in PLACES] == []
    # `first` says nothing to a reader; `value` does, but it is no variable of PHP.
    assert PLACES.intersection(rule.holes) - {"VALUE"} <= rule.fallbacks.keys()
    assert rule.folder != "php" or PLACES.intersection(rule.holes) <= rule.fallbacks.keys()
    assert not rule.at or f"${rule.at}" in str(rule.query)
