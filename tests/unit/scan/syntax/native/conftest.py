"""What the checks of C find in a text, by the name of the rule and the line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from proxy.scan.base import Prepared
from proxy.scan.syntax.native.checks import findings
from proxy.scan.syntax.native.rules import PREFIX

Spot = Callable[..., list[tuple[str, int]]]


@pytest.fixture(name="spot")
def spot_() -> Spot:
    def spot(code: str, language: str = "c") -> list[tuple[str, int]]:
        text = Prepared(code, language)
        assert text.syntax is not None
        return sorted((each.rule_id.removeprefix(PREFIX), each.span.line) for each in findings(text.syntax, text))

    return spot
