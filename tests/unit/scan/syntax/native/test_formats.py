"""How long a format can get, and how wide a scan."""

from __future__ import annotations

import pytest

from proxy.scan.syntax.native.formats import measured, scanned
from proxy.scan.syntax.native.tree import Item


def nothing(_value: Item) -> int | None:
    return None


@pytest.mark.parametrize(
    ("form", "least", "most"),
    [
        pytest.param('"abc"', 3, 3, id="plain"),
        pytest.param('"100%%"', 4, 4, id="a-percent-sign"),
        pytest.param('"%d"', 1, 11, id="a-number"),
        pytest.param('"%03d"', 3, 11, id="a-width"),
        pytest.param('"%.5d"', 5, 11, id="a-precision"),
        pytest.param('"%ld"', 1, 20, id="a-long"),
        pytest.param('"%hhu"', 1, 4, id="a-byte"),
        pytest.param('"%c"', 1, 1, id="a-character"),
        pytest.param('"%p"', 1, 24, id="a-pointer"),
        pytest.param('"%f"', 1, 24, id="a-real"),
        pytest.param('"%.3s"', 0, 3, id="a-text-cut"),
        pytest.param('"%*d"', 1, 11, id="a-width-given"),
        pytest.param("L", 0, 0, id="no-literal"),
    ],
)
def test_measured(form: str, least: int, most: int) -> None:
    made = measured(form, (), nothing)
    assert (made.least, made.most) == (least, most)


def test_scanned_skips_what_goes_nowhere() -> None:
    assert not list(scanned('"%% %*3s %d %5s"', ()))
