"""bench/goals.py: what a run reached beside what is aimed at."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bench.goals import Figure, goals

CLASSES = """
CLASSES = [("jwt", {347}, r"jwt"), ("cors", {942}, r"cors"), ("session-cookie", {614}, r"session"), ("authorization", {862}, r"authoriz")]
raise SystemExit("never run")
"""
Row = dict[str, Any]


class Scorer(ModuleType):
    """The scorer's functions that the goals ask."""

    def __init__(self) -> None:
        super().__init__("score")
        self.C = self

    @staticmethod
    def norm(cwes: list[str]) -> list[int]:
        return [int(each.removeprefix("CWE-")) for each in cwes]

    @staticmethod
    def fcwe(finding: Row) -> list[str]:
        return list(finding["cwe"])

    @staticmethod
    def match(found: list[str], label: list[str]) -> bool:
        return bool(set(found) & set(label))


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        pytest.param(Figure("x", 70.0, least=70), True, id="just-enough"),
        pytest.param(Figure("x", 69.9, least=70), False, id="too-little"),
        pytest.param(Figure("x", 4.0, most=4), True, id="just-few-enough"),
        pytest.param(Figure("x", 4.1, most=4), False, id="too-much"),
        pytest.param(Figure("x", None, most=4), False, id="nothing-counted"),
    ],
)
def test_a_figure_is_met_on_the_right_side(figure: Figure, met: bool) -> None:
    assert figure.met is met


def first(values: Any, place: float) -> float:
    del place
    return float(min(values))


def test_good_functions_count_by_what_a_developer_sees(tmp_path: Path) -> None:
    actions = ["allow"] * 996 + ["annotate", "annotate", "redact", "reject"]
    rows = {str(at): {"findings": [{"action": action}], "ms": 3.0} for at, action in enumerate(actions)}
    made = dict(goals({"benign": ([], rows)}, Scorer(), tmp_path / "none.py", first))
    assert [(each.name, each.reached, each.met) for each in made["good functions, per cent"]] == [
        ("annotated", pytest.approx(0.2), True),
        ("redacted or rejected", pytest.approx(0.2), False),
    ]
    assert [each.reached for each in made["time a snippet, ms"]] == [3.0, 3.0]


def test_lines_count_by_the_scorer_s_classes(tmp_path: Path) -> None:
    classes = tmp_path / "by_class.py"
    classes.write_text(CLASSES)
    marks = [
        {"line": 1, "label": "vulnerable", "cwe": ["CWE-347"], "rule": ""},
        {"line": 9, "label": "vulnerable", "cwe": ["CWE-1"], "rule": ["some-jwt-rule"]},
        {"line": 20, "label": "secure", "cwe": ["CWE-942"], "rule": ""},
    ]
    found = [{"line": 2, "end": 2, "cwe": ["CWE-347"]}, {"line": 22, "end": 22, "cwe": ["CWE-942"]}]
    sets = {"semgrep_rules": ([{"id": "a", "marks": marks}], {"a": {"findings": found, "ms": 1.0}})}
    made = dict(goals(sets, Scorer(), classes, first))
    assert [each.reached for each in made["lines, jwt"]] == [50.0, None]
    assert [each.reached for each in made["lines, cors"]] == [None, 100.0]
