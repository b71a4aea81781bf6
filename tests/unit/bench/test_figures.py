"""bench/figures.py: slices into ratios."""

from __future__ import annotations

import pytest

from bench.figures import ALL, Figures, Ratio, percentile
from bench.measure import Mode, Slice


def one(mode: Mode, target: str, *, cpu_s: float | None = 1.0, ms: float = 10.0, count: int = 10) -> Slice:
    times = [ms] * count
    return Slice(mode, "clean", target, 2.0, cpu_s, 0.25, 0.5, 0, times, [ms / 2] * count, [0.1, 0.3])


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        pytest.param([], 0.5, None, id="nothing"),
        pytest.param([3.0], 0.99, 3.0, id="one"),
        pytest.param([4.0, 1.0, 2.0, 3.0], 0.5, 2.5, id="between-two"),
        pytest.param([1.0, 2.0, 3.0], 1.0, 3.0, id="greatest"),
    ],
)
def test_percentile(values: list[float], share: float, expected: float | None) -> None:
    assert percentile(values, share) == expected


def test_ratios_are_taken_round_by_round() -> None:
    slices = []
    for speed in (1.0, 4.0, 2.0):  # the machine's: it hits both alike
        slices += [one(Mode.WHOLE, "direct", cpu_s=speed), one(Mode.WHOLE, "pass-through", cpu_s=speed)]
        slices.append(one(Mode.WHOLE, "Codeward", cpu_s=speed * 3))
    row = next(row for row in Figures(slices).load if row.target == "Codeward")
    assert row.cpu_bare == Ratio(3.0, 3.0, 3.0)
    assert row.per_s_direct == Ratio(1.0, 1.0, 1.0)
    assert row.cpu_ms == pytest.approx(600.0)
    assert row.cpu_direct is not None
    assert row.cpu_direct.median == pytest.approx(12.0)  # 6 s of Codeward's to half a second of the provider's


def test_a_target_that_is_not_ours_to_see_has_no_cpu() -> None:
    slices = [one(Mode.WHOLE, name) for name in ("direct", "pass-through")] + [one(Mode.WHOLE, "other", cpu_s=None)]
    row = next(row for row in Figures(slices).load if row.target == "other")
    assert (row.cpu_ms, row.workers_ms, row.cpu_bare, row.cpu_direct) == (None, None, None, None)
    assert row.per_s == pytest.approx(5.0)


def test_no_answer_is_no_figure() -> None:
    slices = [one(Mode.WHOLE, "direct"), one(Mode.WHOLE, "pass-through"), one(Mode.WHOLE, "Codeward", count=0)]
    row = next(row for row in Figures(slices).load if row.target == "Codeward")
    assert (row.answers, row.per_s, row.cpu_ms, row.cpu_bare) == (0, None, None, None)


def test_delay_is_what_is_above_direct() -> None:
    slices = [
        one(Mode.ONE, "direct", ms=2.0),
        one(Mode.ONE, "pass-through", ms=4.0),
        one(Mode.ONE, "Codeward", ms=8.0),
    ]
    row = next(row for row in Figures(slices).delay if row.target == "Codeward")
    assert (row.added_p50_ms, row.added_p99_ms, row.added_bare) == (6.0, 6.0, 3.0)


def test_paced_streams() -> None:
    slices = [
        one(Mode.PACED, "direct", ms=10.0),
        one(Mode.PACED, "pass-through", ms=12.0),
        one(Mode.PACED, "Codeward", ms=14.0),
    ]
    figures = Figures(slices, {"clean"})
    row = next(row for row in figures.paced if row.target == "Codeward")
    assert (row.first_p50_ms, row.last_p50_ms, row.last_direct) == (2.0, 4.0, 1.4)
    assert (row.lag_p50_ms, row.answers) == (pytest.approx(0.2), 10)
    pooled = next(row for row in figures.pooled if row.target == "Codeward")
    assert (pooled.workload, pooled.first_p50_ms, pooled.first_p99_ms, pooled.answers) == (ALL, 2.0, 2.0, 10)
    assert set(figures.plain()) == {"load", "delay", "paced"}
