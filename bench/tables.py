"""The figures as tables. Ratios first; an absolute figure stands beside only to say what one is.

Counterpart: figures.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table

from bench.figures import ALL, BARE, DIRECT, DelayRow, Figures, LoadRow, PacedRow, Ratio
from bench.measure import AT_ONCE, PACE_US, PACED_AT_ONCE
from bench.servers import Server

_NONE = "-"
Says = Mapping[str, str]


def _table(title: str, names: Sequence[str], columns: Sequence[str]) -> Table:
    made = Table(title=title, title_justify="left", title_style="bold", header_style="dim")
    for name in names:
        made.add_column(name, no_wrap=True, overflow="ellipsis")
    for column in columns:
        made.add_column(column, justify="right")
    return made


def _number(value: float | None, digits: int = 2) -> str:
    return _NONE if value is None else f"{value:,.{digits}f}"


def _times(ratio: Ratio | float | None, *, spread: bool = False) -> str:
    if ratio is None:
        return _NONE
    if isinstance(ratio, float):
        return f"{_significant(ratio)}x"
    around = f" ({_significant(ratio.least)}-{_significant(ratio.most)})" if spread else ""
    return f"{_significant(ratio.median)}x{around}"


def _significant(value: float) -> str:
    """Two or three digits that say something."""
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def _count(answers: int, failed: int) -> str:
    return f"{answers} [red]+{failed} failed[/]" if failed else str(answers)


def load(rows: Sequence[LoadRow], says: Says, mode: str) -> Table:
    """Throughput and CPU with several at once."""
    made = _table(
        f"Answers {mode}, {AT_ONCE} at once (a ratio is the median of the rounds, with the least and greatest)",
        ("answer", "target"),
        ("a second", "÷ bare", "÷ direct", "CPU ms", "in workers", "CPU ÷ bare", "CPU ÷ provider's", "answers"),
    )
    for row in rows:
        if row.mode == mode and row.target != DIRECT:
            made.add_row(
                says[row.workload],
                row.target,
                _number(row.per_s, 0),
                _times(row.per_s_bare),
                _times(row.per_s_direct),
                _number(row.cpu_ms),
                _number(row.workers_ms),
                _times(row.cpu_bare, spread=row.target != BARE),
                _times(row.cpu_direct),
                _count(row.answers, row.failed),
            )
    return made


def delay(rows: Sequence[DelayRow], says: Says) -> Table:
    """What is added to a whole answer, one at a time."""
    made = _table(
        "Whole answers one by one: milliseconds added to direct",
        ("answer", "target"),
        ("added p50", "added p99", "p50 ÷ bare", "answers"),
    )
    for row in rows:
        if row.target != DIRECT:
            made.add_row(
                says[row.workload],
                row.target,
                _number(row.added_p50_ms),
                _number(row.added_p99_ms),
                _times(row.added_bare),
                _count(row.answers, row.failed),
            )
    return made


def paced(rows: Sequence[PacedRow], says: Says) -> Table:
    """Streams at a model's pace."""
    made = _table(
        f"Streams of {1e6 / PACE_US:.0f} events a second, {PACED_AT_ONCE} at once: ms above direct; how late the provider was, p50 / p99",
        ("answer", "target"),
        (
            "first p50",
            "p99",
            "last p50",
            "p99",
            "÷ direct",
            "CPU ms",
            "CPU ÷ bare",
            "provider late",
            "streams",
        ),
    )
    for row in rows:
        through = row.target != DIRECT
        if row.workload == ALL and not through:
            continue
        made.add_row(
            says[row.workload],
            row.target,
            *(
                _number(value) if through else _NONE
                for value in (row.first_p50_ms, row.first_p99_ms, row.last_p50_ms, row.last_p99_ms)
            ),
            f"{row.last_direct:.3f}x" if through and row.last_direct is not None else _NONE,
            _number(row.cpu_ms) if through else _NONE,
            _times(row.cpu_bare) if through else _NONE,
            _NONE if row.lag_p50_ms is None else f"{_number(row.lag_p50_ms)} / {_number(row.lag_p99_ms)}",
            _count(row.answers, row.failed),
        )
    return made


def memory(
    targets: Sequence[Server], fresh: Sequence[tuple[float, float]], after: Sequence[tuple[float, float]]
) -> Table:
    """Resident size of a server and its workers."""
    made = _table(
        "Memory of a server and its workers, MB",
        ("target",),
        ("fresh, resident", "shared pages once", "after, resident", "shared pages once"),
    )
    for target, before, later in zip(targets, fresh, after, strict=True):
        if target.roots:
            made.add_row(target.name, *(_number(value or None, 0) for value in (*before, *later)))
    return made


def all_tables(figures: Figures, says: Says) -> list[Table]:
    """In the order in which they are read."""
    tables = [load(figures.load, says, "whole"), load(figures.load, says, "streamed"), delay(figures.delay, says)]
    return (
        [*tables, paced([*figures.paced, *figures.pooled], {**says, ALL: "all that open in prose"})]
        if figures.paced
        else tables
    )
