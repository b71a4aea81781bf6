"""Which findings an edit brings."""

from __future__ import annotations

import pytest

from proxy.introduced import introduced
from tests.fakes import findings


@pytest.mark.parametrize(
    ("before", "after", "brought"),
    [
        pytest.param("x = EVIL(1)\n", "y = 2\nx = EVIL(1)\n", [], id="moved"),
        pytest.param("x = EVIL(1)\n", "    x =  EVIL(1)\n", [], id="indented"),
        pytest.param("result = EVIL(first)\n", "result = EVIL(second)\n", [], id="a-word-changed"),
        pytest.param("x = 1\n", "x = EVIL(1)\n", [1], id="new"),
        pytest.param("x = EVIL(1)\n", "x = EVIL(1)\nx = EVIL(1)\n", [2], id="a-copy-is-new"),
        pytest.param("a = EVIL(1)\n", "quite_another_thing.run(EVIL, 2, 3)\n", [1], id="another-line"),
        pytest.param("x = ODD(1)\n", "x = EVIL(1)\n", [1], id="another-rule"),
        pytest.param("", "EVIL", [1], id="no-line-end"),
        pytest.param("x = EVIL(1)\n", "y = 1\n", [], id="taken-away"),
    ],
)
def test_only_what_is_new_counts(before: str, after: str, brought: list[int]) -> None:
    made = introduced(findings(after), after, findings(before), before)
    assert [finding.span.line for finding in made] == brought
