"""What people write of keys and teams."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from proxy.errors import RequestInvalid
from proxy.identity import terms
from proxy.model import Limits, Role

NOW = datetime(2026, 5, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("90d", datetime(2026, 7, 31, 12, tzinfo=UTC)),
        (" 12 H ", datetime(2026, 5, 3, 0, tzinfo=UTC)),
        ("2w", datetime(2026, 5, 16, 12, tzinfo=UTC)),
        ("2026-05-02", datetime(2026, 5, 3, tzinfo=UTC)),
        ("2026-12-31T12:00:00+02:00", datetime(2026, 12, 31, 10, tzinfo=UTC)),
        ("2026-12-31T12:00:00", datetime(2026, 12, 31, 12, tzinfo=UTC)),
    ],
)
def test_when_something_ends(text: str, ends: datetime) -> None:
    assert terms.expiry(text, NOW) == ends


@pytest.mark.parametrize(
    "text", ["", "0", "0d", "soon", "-1d", "90", "2026-05-01", "2026-02-30", "9999999d", "2020-01-01T00:00:00Z"]
)
def test_what_is_no_end(text: str) -> None:
    with pytest.raises(RequestInvalid) as caught:
        terms.expiry(text, NOW)
    assert caught.value.param == "expires"


@pytest.mark.parametrize("text", ["999999w", "9999-12-31", "9999-12-31T23:59:59-23:00", "0001-01-01T00:00:00+23:00"])
def test_no_end_is_beyond_a_calendar(text: str) -> None:
    with pytest.raises(RequestInvalid, match="expires"):
        terms.expiry(text, NOW)


def test_grace() -> None:
    assert [terms.grace(text) for text in ("0", "24h", "30d")] == [timedelta(0), timedelta(days=1), timedelta(days=30)]
    with pytest.raises(RequestInvalid, match="at most 30 days"):
        terms.grace("31d")
    with pytest.raises(RequestInvalid, match="no time"):
        terms.grace("a while")


def test_limits() -> None:
    words = ["requests_per_minute=60", "cost_per_month=12.5", "tokens_per_day=7"]
    limits = terms.given_limits(words)
    assert limits == Limits(requests_per_minute=60, cost_per_month=12.5, tokens_per_day=7)
    assert terms.limits_told(limits) == ["requests_per_minute=60", "tokens_per_day=7", "cost_per_month=12.5"]
    assert terms.limits({"tokens_per_month": None}) == Limits()


@pytest.mark.parametrize(
    "given",
    [
        {"shoes": 1},
        {"tokens_per_day": 0},
        {"tokens_per_day": 1.5},
        {"tokens_per_day": True},
        {"cost_per_month": -1},
        {"tokens_per_day": 10**16},
        {"cost_per_month": float("nan")},
        {"tokens_per_day": "9"},
    ],
)
def test_what_is_no_limit(given: dict[str, Any]) -> None:
    with pytest.raises(RequestInvalid):
        terms.limits(given)


@pytest.mark.parametrize(
    "word", ["requests_per_minute", "requests_per_minute=", "requests_per_minute=x", "=5", "cost_per_month=inf"]
)
def test_what_is_no_limit_on_the_command_line(word: str) -> None:
    with pytest.raises(RequestInvalid):
        terms.given_limits([word])


def test_roles() -> None:
    assert terms.role("approver") is Role.APPROVER
    with pytest.raises(RequestInvalid, match="member, approver, auditor, admin"):
        terms.role("king")
