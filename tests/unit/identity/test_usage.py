"""What is refused, in which words, and what is counted where a provider doesn't."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from proxy.errors import ProxyError, QuotaExceeded, RateLimited
from proxy.identity.usage import Price, Usage
from proxy.identity.windows import Tally
from proxy.model import Limits, Principal


class Clock:
    def __init__(self) -> None:
        self.s = 0.0
        self.now = datetime(2026, 5, 31, 23, 59, tzinfo=UTC)


def _usage(clock: Clock) -> Usage:
    return Usage({"m": Price(1e-6, 4e-6)}, monotonic=lambda: clock.s, now=lambda: clock.now)


def _fails(usage: Usage, principal: Principal, tokens: int = 1) -> ProxyError:
    with pytest.raises((RateLimited, QuotaExceeded)) as caught:
        usage.admit(principal, "m", tokens, 0)
    return caught.value


def test_too_many_requests_say_when_to_come_back() -> None:
    clock = Clock()
    usage = _usage(clock)
    principal = Principal("key-1", limits=Limits(requests_per_minute=2), team_limits=Limits(requests_per_minute=9))
    charge = usage.admit(principal, "m", 1, 1)
    assert dict(charge.headers) == {
        "x-ratelimit-limit-requests": "2", "x-ratelimit-remaining-requests": "1", "x-ratelimit-reset-requests": "60.000s",
    }  # fmt: skip
    clock.s = 20.5
    usage.admit(principal, "m", 1, 1)
    error = _fails(usage, principal)
    assert (error.status, error.code, error.retry_after_s) == (429, "rate_limit_exceeded", 40)
    assert error.message == "The key 'key-1' has reached its limit of 2 requests a minute; retry in 40 s."
    assert dict(error.headers)["x-ratelimit-remaining-requests"] == "0"
    clock.s = 60.0
    usage.admit(principal, "m", 1, 1)


def test_what_is_on_its_way_counts_as_its_estimate() -> None:
    clock = Clock()
    usage = _usage(clock)
    principal = Principal("k", "web", team_limits=Limits(tokens_per_minute=100))
    with usage.admitted(principal, "m", 30, 60) as charge:
        error = _fails(usage, principal, 20)
        assert error.message == "The team 'web' has reached its limit of 100 tokens a minute; retry in 1 s."
        usage.admit(principal, "m", 10, 0).release()
        charge.settle("m", 5, 5, 0)
        charge.settle("m", 99, 99, 0)  # settled once
    usage.admit(principal, "m", 90, 0)


def test_another_key_of_the_team_shares_its_limit_and_another_team_does_not() -> None:
    usage = _usage(Clock())
    bound = Limits(requests_per_minute=1)
    usage.admit(Principal("a", "web", team_limits=bound), "m", 1, 1)
    assert _fails(usage, Principal("b", "web", team_limits=bound))
    usage.admit(Principal("c", "ops", team_limits=bound), "m", 1, 1)
    usage.admit(Principal("d", "web", "other", team_limits=bound), "m", 1, 1)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(tokens_per_day=10), "The key 'k' has used its 10 tokens of the day (UTC)."),
        (Limits(tokens_per_month=10), "The key 'k' has used its 10 tokens of the month (UTC)."),
        (Limits(cost_per_month=0.00002), "The key 'k' has used its budget of 2e-05 for the month (UTC)."),
    ],
)
def test_a_budget_ends_with_its_period(limits: Limits, words: str) -> None:
    clock = Clock()
    usage = _usage(clock)
    principal = Principal("k", limits=limits)
    assert usage.admit(principal, "m", 1, 1).settle("m", 8, 4, 0) == (12, 24)
    error = _fails(usage, principal)
    assert (error.code, error.message, error.retry_after_s) == ("insufficient_quota", words, None)
    clock.now = datetime(2026, 6, 1, tzinfo=UTC)
    usage.admit(principal, "m", 1, 1)


def test_a_used_up_budget_is_told_before_a_full_minute() -> None:
    usage = _usage(Clock())
    principal = Principal("k", limits=Limits(requests_per_minute=1, tokens_per_day=1))
    usage.admit(principal, "m", 1, 1).settle("m", 1, 1, 0)
    assert _fails(usage, principal).code == "insufficient_quota"


@pytest.mark.parametrize(
    ("told", "chars", "counted"),
    [
        pytest.param((7, 3), 400, (10, 19), id="as-the-provider-says"),
        pytest.param((0, 0), 400, (150, 450), id="by-length-where-it-does-not"),
        pytest.param((0, 0), 0, (0, 0), id="nothing-came"),
    ],
)
def test_what_counts(told: tuple[int, int], chars: int, counted: tuple[int, int]) -> None:
    assert _usage(Clock()).admit(Principal("k"), "m", 50, 9).settle("m", *told, chars) == counted


def test_money_is_rounded_up_and_unknown_prices_are_none() -> None:
    assert Price(1e-7, 0).micros(1, 0) == 1
    assert Price(0.1, 0.2).micros(1, 1) == 300_000
    assert _usage(Clock()).admit(Principal("k"), "x", 1, 1).settle("x", 5, 5, 0) == (10, 0)


def test_those_who_used_nothing_this_month_are_forgotten() -> None:
    clock = Clock()
    usage = _usage(clock)
    usage.admit(Principal("k"), "m", 1, 1).settle("m", 1, 1, 0)
    assert len(usage._meters) == 2
    clock.now, clock.s = datetime(2026, 6, 1, tzinfo=UTC), 120.0
    usage.admit(Principal("j"), "m", 1, 1)
    assert {name for _, name in usage._meters} == {"j", "default/default"}


def test_a_tally_of_an_older_period_is_empty() -> None:
    tally = Tally()
    tally.settle(0, 5, "2026-05")
    assert (tally.used("2026-05"), tally.used("2026-06")) == (5, 0)
