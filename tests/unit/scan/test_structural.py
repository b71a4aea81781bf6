"""The engine for structural rules: what it finds, and what it says it didn't look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.model import ScanStatus, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.structural import StructuralEngine

RULE = """
title: Text run as code
category: injection
cwe: [95]
severity: high
confidence: medium
why: Whoever chooses the text runs any code.
fix: JSON.parse($TEXT)
words: [eval]
rule: {pattern: "run(eval($TEXT))"}
at: TEXT
references: ["https://example.org/eval"]
"""


@pytest.fixture
def engine(tmp_path: Path) -> StructuralEngine:
    (tmp_path / "javascript").mkdir()
    (tmp_path / "javascript" / "eval.yaml").write_text(RULE)
    made = StructuralEngine(tmp_path)
    made.warm()
    return made


def test_a_match_is_a_finding_at_the_place_that_the_rule_names(engine: StructuralEngine) -> None:
    text = "const é = 1;\nrun(\n  eval(body));\n"
    seen = engine.scan(Prepared(text, "typescript"))
    (found,) = seen.findings
    assert text[found.span.start : found.span.end] == "body"
    assert (found.rule_id, found.span.line, found.fix) == ("rules.javascript.eval", 3, "JSON.parse(body)")
    assert found.reference == "https://example.org/eval"
    assert (seen.status, seen.lines_scanned, seen.lines_total) == (ScanStatus.COMPLETE, 3, 3)


def test_a_text_without_a_word_of_the_rule_has_none(engine: StructuralEngine) -> None:
    assert engine.scan(Prepared("run(other(body));\n", "javascript")).findings == ()


def test_the_version_changes_with_the_rules(engine: StructuralEngine, tmp_path: Path) -> None:
    other = tmp_path / "more"
    (other / "javascript").mkdir(parents=True)
    (other / "javascript" / "eval.yaml").write_text(RULE.replace("medium", "low"))
    assert StructuralEngine(other).version != engine.version


@pytest.mark.parametrize(
    ("text", "language", "status"),
    [
        pytest.param("x", "cobol", ScanStatus.UNSUPPORTED, id="no-grammar"),
        pytest.param("x", None, ScanStatus.UNSUPPORTED, id="no-language"),
        pytest.param("(" * 1000, "javascript", ScanStatus.FAILED, id="too-deep"),
        pytest.param("a;" * 200_000, "javascript", ScanStatus.OVERSIZE, id="too-long"),
        pytest.param("?? ]] !!\n", "go", ScanStatus.UNPARSED, id="nothing-of-it"),
        pytest.param("int f() { return 1; }\n((( ]] ?? !!\n", "c", ScanStatus.PARTIAL, id="some-of-it"),
        pytest.param("", "go", ScanStatus.COMPLETE, id="nothing-to-read"),
    ],
)
def test_what_was_not_looked_at_is_said(
    engine: StructuralEngine, text: str, language: str | None, status: ScanStatus
) -> None:
    assert engine.scan(Prepared(text, language)).status is status


def test_a_statement_alone_is_left_to_the_whole_text(engine: StructuralEngine) -> None:
    unit = PreparedUnit(Unit(1, 1, 0, "run(eval(body));\n"), "javascript")
    assert engine.scan_unit(unit, "state").state == "state"
