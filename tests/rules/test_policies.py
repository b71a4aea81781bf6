"""The shipped policies' own tests pass, and a wrong one fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.cli.policy_test import find, load, run, show
from proxy.errors import PolicyInvalid
from proxy.policy.loader import shipped_directory
from proxy.settings import Settings

SHIPPED = ("baseline", "strict", "annotate", "monitor")
WRONG = """
policy: ./own.yaml
cases:
  - {name: held back, language: python, code: "eval(input())", expect: {action: allow}}
  - {name: passes, language: python, path: a.py, code: "x = 1", expect: {action: allow}}
"""


def test_every_shipped_policy_has_tests_that_pass() -> None:
    found = find(None)
    assert {path.name for path in found} == {f"{name}.test.yaml" for name in SHIPPED}
    assert found[0].parent == shipped_directory()
    results = run(Settings(), [load(path) for path in found])
    assert [(result.case.name, result.failures) for result in results if result.failures] == []
    assert len(results) >= 19


def test_a_case_that_does_not_hold_fails_with_what_came(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("name: own\nextends: strict\n")
    path = tmp_path / "own.test.yaml"
    path.write_text(WRONG)
    results = run(Settings(), [load(each) for each in find(tmp_path)])
    assert [bool(result.failures) for result in results] == [True, False]
    shown = list(show(results))
    assert shown[0].startswith(f"FAIL  {path}:4  held back")
    assert shown[1].startswith("      expected allow, got reject: ")
    assert shown[-1].startswith("PASS 1  FAIL 1")


def test_a_place_without_cases_and_an_unknown_language_are_mistakes(tmp_path: Path) -> None:
    with pytest.raises(PolicyInvalid, match="has no files"):
        find(tmp_path)
    path = tmp_path / "x.test.yaml"
    path.write_text("policy: baseline\ncases: [{language: klingon, code: x, expect: {action: allow}}]\n")
    with pytest.raises(PolicyInvalid, match="klingon"):
        run(Settings(), [load(path)])
