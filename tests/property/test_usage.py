"""Limits: never more than the limit in any window, nobody waits longer than told, what is free is given."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from proxy.errors import QuotaExceeded, RateLimited
from proxy.identity.usage import Charge, Price, Spent, Usage
from proxy.identity.windows import MINUTE_S, Window
from proxy.model import Limits, Principal

NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)
GRAIN_S = MINUTE_S / 600


class Clock:
    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


def _usage(clock: Clock) -> Usage:
    return Usage({"m": Price(2e-6, 8e-6)}, monotonic=clock, now=lambda: NOON)


def _most_in_a_window(events: list[tuple[float, int]]) -> int:
    """The most that settled in any window of a minute, its beginning not included."""
    return max(
        (sum(n for t, n in events if end - MINUTE_S < t <= end) for end, _ in events),
        default=0,
    )


# A step: wait this long, then ask with this estimate; or end the oldest request with this share of its estimate.
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.floats(0, 40), st.integers(0, 150)),
        st.tuples(st.just("end"), st.floats(0, 40), st.integers(0, 100)),
    ),
    max_size=60,
)


@given(STEPS, st.integers(1, 100))
def test_no_window_holds_more_tokens_than_the_limit(steps: list[tuple[str, float, int]], limit: int) -> None:
    clock, settled, on_their_way = Clock(), [], list[tuple[Charge, int]]()
    usage = _usage(clock)
    principal = Principal("k", limits=Limits(tokens_per_minute=limit))
    for what, wait_s, number in steps:
        clock.s += wait_s
        if what == "ask":
            try:
                on_their_way.append((usage.admit(principal, "m", number, 0), min(number, limit)))
            except RateLimited:
                continue
        elif on_their_way:
            charge, held = on_their_way.pop(0)
            tokens = held * number // 100
            charge.settle("m", tokens, 0, 0)
            settled.append((clock.s, tokens))
    assert _most_in_a_window(settled) <= limit


@given(st.lists(st.floats(0, 90), max_size=120), st.integers(1, 20))
def test_no_window_holds_more_requests_than_the_limit_and_none_is_refused_without_need(
    waits: list[float], limit: int
) -> None:
    clock, let_in = Clock(), []
    usage = _usage(clock)
    principal = Principal("k", team_limits=Limits(requests_per_minute=limit))
    for wait_s in waits:
        clock.s += wait_s
        # What left less than a grain ago may still count; nothing else may.
        inside = sum(1 for t in let_in if clock.s - MINUTE_S - GRAIN_S < t <= clock.s)
        try:
            usage.admit(principal, "m", 0, 0).release()
            let_in.append(clock.s)
        except RateLimited:
            assert inside >= limit
    assert _most_in_a_window([(t, 1) for t in let_in]) <= limit


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(0, 300)), max_size=40), st.integers(1, 100))
def test_who_waits_as_told_gets_in(asked: list[tuple[float, int]], limit: int) -> None:
    """Nobody starves: not even who asks for more than the limit."""
    clock = Clock()
    window = Window()
    for wait_s, amount in asked:
        clock.s += wait_s
        clock.s += window.wait_s(amount, limit, clock.s)
        assert window.wait_s(amount, limit, clock.s) == 0
        window.settle(0, min(amount, limit), clock.s)
        assert window.used(clock.s) <= limit
    clock.s += window.reset_s(clock.s) + 0.001
    assert window.used(clock.s) == 0


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=30), st.integers(1, 400))
def test_a_budget_is_spent_to_its_end_and_no_further_request_is_let_in(
    asked: list[tuple[int, int]], limit: int
) -> None:
    clock = Clock()
    usage = _usage(clock)
    principal = Principal("k", limits=Limits(tokens_per_day=limit))
    spent = 0
    for tokens_in, tokens_out in asked:
        try:
            usage.admit(principal, "m", tokens_in, tokens_out).settle("m", tokens_in, tokens_out, 0)
            assert spent < limit
            spent += tokens_in + tokens_out
        except QuotaExceeded:
            assert spent >= limit


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=20))
def test_a_restart_forgets_no_budget(asked: list[tuple[int, int]]) -> None:
    clock, records = Clock(), []
    usage = _usage(clock)
    principal = Principal("k", "t", "o")
    for tokens_in, tokens_out in asked:
        tokens, cost = usage.admit(principal, "m", 0, 0).settle("m", tokens_in, tokens_out, 0)
        records.append(Spent("k", "t", "o", "2026-05-02", tokens, cost))
    tokens = sum(each.tokens for each in records)
    cost = sum(each.cost_micros for each in records)
    assert cost == sum(2 * a + 8 * b for a, b in asked)
    for bound, used in (("tokens_per_day", tokens), ("tokens_per_month", tokens), ("cost_per_month", cost / 10**6)):
        anew = _usage(clock)
        anew.restore([*records, Spent("k", "t", "o", "2026-04-30", 10**9, 10**9)])
        for more, who in ((0, "limits"), (0, "team_limits"), (1, "limits"), (1, "team_limits")):
            limited = Principal("k", "t", "o", **{who: Limits(**{bound: used + more})})  # type: ignore[arg-type]
            if used + more == 0:
                continue
            try:
                anew.admit(limited, "m", 0, 0)
                assert more
            except QuotaExceeded:
                assert not more
