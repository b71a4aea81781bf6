"""Slices into figures: ratios between slices of the same round, then the median; percentiles over all samples.

`None` stands for what can't be said: no sample, a target whose processes aren't ours to see, a difference too small to divide by.
Rules for this file: pure. Counterparts: measure.py makes slices, tables.py prints.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass

from bench.measure import Mode, Slice

DIRECT, BARE, ALL = "direct", "pass-through", "all"


@dataclass(frozen=True)
class Ratio:
    """The median of the rounds' ratios, and the least and greatest."""

    median: float
    least: float
    most: float


@dataclass(frozen=True)
class LoadRow:
    """Several at once: throughput and CPU an answer. CPU to direct: the provider's own for the same answer is 1."""

    workload: str
    mode: str
    target: str
    answers: int
    failed: int
    per_s: float | None
    per_s_bare: Ratio | None
    per_s_direct: Ratio | None
    cpu_ms: float | None
    workers_ms: float | None
    cpu_bare: Ratio | None
    cpu_direct: Ratio | None


@dataclass(frozen=True)
class DelayRow:
    """One by one: what a target adds to the same answer direct."""

    workload: str
    target: str
    answers: int
    failed: int
    added_p50_ms: float | None
    added_p99_ms: float | None
    added_bare: float | None


@dataclass(frozen=True)
class PacedRow:
    """Streams at a model's pace; `lag` is how late the provider itself was meanwhile."""

    workload: str
    target: str
    answers: int
    failed: int
    first_p50_ms: float | None
    first_p99_ms: float | None
    last_p50_ms: float | None = None
    last_p99_ms: float | None = None
    last_direct: float | None = None
    cpu_ms: float | None = None
    cpu_bare: Ratio | None = None
    lag_p50_ms: float | None = None
    lag_p99_ms: float | None = None


class Figures:
    """All rows of a run. `pooled`: the paced workloads whose first tokens are comparable."""

    def __init__(self, slices: Sequence[Slice], pooled: Collection[str] = ()) -> None:
        self._by: dict[tuple[Mode, str, str], list[Slice]] = {}
        for one in slices:
            self._by.setdefault((one.mode, one.workload, one.target), []).append(one)
        self.load = [self._load(*key) for key in self._by if key[0] in (Mode.WHOLE, Mode.BURST)]
        self.delay = [self._delay(*key) for key in self._by if key[0] is Mode.ONE]
        self.paced = [self._paced(*key) for key in self._by if key[0] is Mode.PACED]
        self.pooled = self._pooled(pooled)

    def plain(self) -> dict[str, list[dict[str, object]]]:
        """For JSON."""
        return {
            "load": [asdict(row) for row in self.load],
            "delay": [asdict(row) for row in self.delay],
            "paced": [asdict(row) for row in (*self.paced, *self.pooled)],
        }

    def _load(self, mode: Mode, workload: str, target: str) -> LoadRow:
        own = self._by[mode, workload, target]

        def against(
            other: str, figure: Callable[[Slice], float | None], base: Callable[[Slice], float | None]
        ) -> Ratio | None:
            return _ratio(map(figure, own), map(base, self._by.get((mode, workload, other), ())))

        return LoadRow(
            workload,
            mode.value,
            target,
            sum(one.count for one in own),
            sum(one.failed for one in own),
            _median(map(_per_s, own)),
            against(BARE, _per_s, _per_s),
            against(DIRECT, _per_s, _per_s),
            _median(map(_cpu_ms, own)),
            _median(map(_workers_ms, own)),
            against(BARE, _cpu_ms, _cpu_ms),
            against(DIRECT, _cpu_ms, _provider_ms),
        )

    def _delay(self, mode: Mode, workload: str, target: str) -> DelayRow:
        def added(name: str, share: float) -> float | None:
            return self._added(mode, workload, name, lambda one: one.whole_ms, share)

        own = self._by[mode, workload, target]
        median, bare = added(target, 0.5), added(BARE, 0.5)
        ratio = median / bare if median is not None and bare is not None and bare > 0 else None
        count, failed = sum(one.count for one in own), sum(one.failed for one in own)
        return DelayRow(workload, target, count, failed, median, added(target, 0.99), ratio)

    def _paced(self, mode: Mode, workload: str, target: str) -> PacedRow:
        own = self._by[mode, workload, target]

        def added(times: Callable[[Slice], list[float]], share: float) -> float | None:
            return self._added(mode, workload, target, times, share)

        lags = [lag for one in own for lag in one.lag_ms]
        last = percentile([ms for one in own for ms in one.whole_ms], 0.5)
        direct = percentile([ms for one in self._by[mode, workload, DIRECT] for ms in one.whole_ms], 0.5)
        return PacedRow(
            workload,
            target,
            sum(one.count for one in own),
            sum(one.failed for one in own),
            added(_first, 0.5),
            added(_first, 0.99),
            added(_whole, 0.5),
            added(_whole, 0.99),
            last / direct if last and direct else None,
            _median(map(_cpu_ms, own)),
            _ratio(map(_cpu_ms, own), map(_cpu_ms, self._by.get((mode, workload, BARE), ()))),
            percentile(lags, 0.5),
            percentile(lags, 0.99),
        )

    def _pooled(self, workloads: Collection[str]) -> list[PacedRow]:
        """First tokens of all those workloads: enough streams for a tail. Each counts as what it is above its direct median."""
        above: dict[str, list[float]] = {}
        for (mode, workload, target), own in self._by.items():
            if mode is Mode.PACED and workload in workloads:
                direct = [ms for one in self._by[mode, workload, DIRECT] for ms in one.first_ms]
                base = percentile(direct, 0.5) or 0.0
                above.setdefault(target, []).extend(ms - base for one in own for ms in one.first_ms)
        return [
            PacedRow(
                ALL,
                target,
                len(own),
                sum(row.failed for row in self.paced if row.target == target and row.workload in workloads),
                _less(percentile(own, 0.5), percentile(above[DIRECT], 0.5)),
                _less(percentile(own, 0.99), percentile(above[DIRECT], 0.99)),
            )
            for target, own in above.items()
        ]

    def _added(
        self, mode: Mode, workload: str, target: str, times: Callable[[Slice], list[float]], share: float
    ) -> float | None:
        own, direct = (
            percentile([ms for one in self._by.get((mode, workload, name), ()) for ms in times(one)], share)
            for name in (target, DIRECT)
        )
        return _less(own, direct)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which that share lies, between two neighbours in proportion."""
    if not values:
        return None
    ordered, place = sorted(values), (len(values) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _less(own: float | None, base: float | None) -> float | None:
    return None if own is None or base is None else own - base


def _first(one: Slice) -> list[float]:
    return one.first_ms


def _whole(one: Slice) -> list[float]:
    return one.whole_ms


def _per_s(one: Slice) -> float | None:
    return one.count / one.seconds if one.count and one.seconds else None


def _cpu_ms(one: Slice) -> float | None:
    return one.cpu_s / one.count * 1000 if one.cpu_s is not None and one.count else None


def _workers_ms(one: Slice) -> float | None:
    return one.workers_s / one.count * 1000 if one.cpu_s is not None and one.count else None


def _provider_ms(one: Slice) -> float | None:
    return one.provider_s / one.count * 1000 if one.count else None


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def _ratio(own: Iterable[float | None], other: Iterable[float | None]) -> Ratio | None:
    """Round by round."""
    rounds = [mine / base for mine, base in zip(own, other, strict=False) if mine is not None and base]
    return Ratio(statistics.median(rounds), min(rounds), max(rounds)) if rounds else None
