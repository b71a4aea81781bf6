"""What the conversation answers is no finding; what it doesn't is, and the request is read only where it must be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from proxy.excused import standing
from tests.fakes import finding

PLAIN = finding("ODD", "ODD")
DOUBT = replace(PLAIN, unless=("own pypi a", "needs pypi a"))


def unread() -> frozenset[str]:
    raise AssertionError


@pytest.mark.parametrize(
    ("beside", "shown", "stands"),
    [
        pytest.param(set(), set(), True, id="nothing known"),
        pytest.param({"own pypi b"}, {"needs npm a"}, True, id="other names"),
        pytest.param(set(), {"needs pypi a"}, False, id="the request answers"),
    ],
)
def test_a_doubt_stands_until_it_is_answered(beside: set[str], shown: set[str], stands: bool) -> None:
    assert standing((DOUBT,), beside, lambda: shown) == ((DOUBT,) if stands else ())


def test_the_request_is_read_only_where_it_must_be() -> None:
    assert standing((PLAIN,), frozenset(), unread) == (PLAIN,)
    assert standing((DOUBT, PLAIN), {"own pypi a"}, unread) == (PLAIN,)
