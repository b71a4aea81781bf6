"""bench/calibration.py: findings on labelled texts into shares, intervals and verdicts."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest

from bench.calibration import LEAST, Tally, tallies, wilson

Row = dict[str, Any]


class Scorer(ModuleType):
    """The scorer's two functions, where a family is a number's first digit."""

    def __init__(self) -> None:
        super().__init__("score")
        self.C = self

    @staticmethod
    def fcwe(finding: Row) -> list[str]:
        return list(finding["cwe"])

    @staticmethod
    def match(found: list[str], label: list[str]) -> bool:
        families = [{re.sub(r"\D", "", each)[0] for each in side} for side in (found, label)]
        return bool(families[0] & families[1])


def record(number: int, label: str, cwe: str = "CWE-80", **more: object) -> Row:
    return {"id": f"{number}-{label}", "label": label, "cwe": [cwe], **more}


def finding(rule: str, cwe: str = "CWE-89", line: int = 1, **more: object) -> Row:
    return {
        "rule": rule,
        "cwe": [cwe],
        "line": line,
        "end": line,
        "confidence": "medium",
        "action": "allow",
        **more,
    }


def found(*rows: tuple[Row, list[Row]]) -> tuple[list[Row], dict[str, Row]]:
    return [each for each, _ in rows], {each["id"]: {"findings": findings} for each, findings in rows}


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        pytest.param(0, 0, 0.0, 1.0, id="nothing-known"),
        pytest.param(10, 10, 0.722, 1.0, id="all-of-ten"),
        pytest.param(0, 10, 0.0, 0.278, id="none-of-ten"),
        pytest.param(50, 100, 0.404, 0.596, id="half-of-a-hundred"),
    ],
)
def test_the_interval_is_wilson_s(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


@pytest.mark.parametrize(
    ("confidence", "stands", "false", "expected"),
    [
        pytest.param("high", 7, 3, "lower", id="high-and-doubtful"),
        pytest.param("high", 8, 2, "", id="high-and-right"),
        pytest.param("medium", 4, 6, "lower", id="medium-and-mostly-wrong"),
        pytest.param("medium", 5, 5, "", id="medium-and-even"),
        pytest.param("medium", 20, 0, "raise", id="medium-and-never-wrong"),
        pytest.param("medium", 10, 0, "", id="medium-and-too-few-to-raise"),
        pytest.param("low", 5, 0, "raise", id="low-and-never-wrong"),
        pytest.param("low", 5, 5, "", id="low-and-even"),
        pytest.param("high", 0, LEAST - 1, "", id="too-few"),
    ],
)
def test_what_to_do_with_a_confidence(confidence: str, stands: int, false: int, expected: str) -> None:
    assert Tally(stands, false).verdict(confidence) == expected


def test_a_rule_that_shows_a_good_function_is_narrowed_first() -> None:
    assert Tally(100, 0, shown={"one"}).verdict("low") == "narrow"
    assert Tally(100, 0, good={"one"}).verdict("high") == ""


def test_pairs_count_each_half_once_and_tell_rules_that_speak_of_both() -> None:
    records, rows = found(
        (record(1, "vulnerable", pair="1"), [finding("a"), finding("a", line=9), finding("b")]),
        (record(1, "secure", pair="1"), [finding("a")]),
        (record(2, "vulnerable", pair="2"), [finding("b")]),
        (record(2, "secure", pair="2"), []),
    )
    counted = tallies([("pairs", records, rows)], Scorer())
    assert counted["a", "medium"] == Tally(1, 1, both=1)
    assert counted["b", "medium"] == Tally(2, 0)


def test_another_weakness_is_not_judged() -> None:
    records, rows = found(
        (record(1, "vulnerable"), [finding("a", cwe="CWE-22")]),
        (record(1, "secure"), [finding("a", cwe="CWE-22")]),
    )
    assert tallies([("set", records, rows)], Scorer()) == {}


def test_lines_are_judged_where_a_record_has_labelled_ones() -> None:
    marks = [{"line": 3, "label": "vulnerable", "cwe": ["CWE-80"]}, {"line": 9, "label": "secure", "cwe": ["CWE-80"]}]
    records, rows = found(
        (
            {"id": "x", "label": "vulnerable", "cwe": ["CWE-80"], "marks": marks},
            [finding("a", line=5), finding("a", line=6), finding("b", line=9), finding("c", line=20)],
        )
    )
    counted = tallies([("lines", records, rows)], Scorer())
    assert counted == {("a", "medium"): Tally(1, 0), ("b", "medium"): Tally(0, 1)}


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        pytest.param("defects", ["vulnerable"], id="one-label-only"),
        pytest.param("sallm_wire", ["vulnerable", "secure"], id="labelled-by-chance"),
    ],
)
def test_sets_that_would_flatter_are_left_out(name: str, labels: list[str]) -> None:
    records, rows = found(*((record(1, label), [finding("a")]) for label in labels))
    assert tallies([(name, records, rows)], Scorer()) == {}


def test_good_functions_count_apart() -> None:
    shown = finding("a", action="annotate")
    records, rows = found((record(1, "secure"), [shown, finding("a")]), (record(2, "secure"), [finding("a")]))
    assert tallies([("benign", records, rows)], Scorer()) == {
        ("a", "medium"): Tally(good={"1-secure", "2-secure"}, shown={"1-secure"})
    }
