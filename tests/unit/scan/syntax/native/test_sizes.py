"""Constants and their arithmetic; what can't be known is None."""

from __future__ import annotations

import pytest

from proxy.scan.syntax.native.sizes import Sizes, literal_length


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("16", 16, id="number"),
        pytest.param("0x10U", 16, id="hexadecimal-with-suffix"),
        pytest.param("010", 8, id="octal"),
        pytest.param("(2 + 3) * 4 - 1", 19, id="arithmetic"),
        pytest.param("1 << 4", 16, id="shift"),
        pytest.param("1 << 4000", None, id="shift-too-far"),
        pytest.param("9 / 2", 4, id="quotient"),
        pytest.param("9 / 0", None, id="by-zero"),
        pytest.param("9 % 2", None, id="not-read"),
        pytest.param("A + 1", 5, id="constant"),
        pytest.param("A + B", None, id="unknown"),
        pytest.param("-1", None, id="negative"),
        pytest.param("1.5", None, id="real"),
        pytest.param("", None, id="nothing"),
        pytest.param("1" * 100, None, id="too-long"),
        pytest.param("x(", None, id="no-expression"),
    ],
)
def test_number(text: str, expected: int | None) -> None:
    assert Sizes(constants={"A": "4"}).number(text) == expected


@pytest.mark.parametrize(
    ("literal", "length"),
    [('"abc"', 3), ('"\\n\\x41\\101"', 3), ('u8"ä"', 2), ('L"ab"', 2), ('""', 0)],
)
def test_literal_length(literal: str, length: int) -> None:
    assert literal_length(literal) == length
