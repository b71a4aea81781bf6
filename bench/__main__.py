"""`python -m bench`: what Codeward costs, as ratios in one run against the same fake provider.

Ways to the answer: the provider itself (direct), a bare FastAPI + httpx pass-through, Codeward as `codeward serve` with a key check, the
baseline policy, scans and durable records, and any other gateway that runs already and is named with --gateway. They take turns in slices.
Every request's text is a new one, so that scans are real; one row says what a text costs that was seen before.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil
import uvloop
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bench import scans, servers, tables
from bench.figures import BARE, Figures
from bench.measure import AT_ONCE, PACE_US, PACED_AT_ONCE, Load, Mode, Plan, paced_s
from bench.servers import Server
from bench.workloads import WORKLOADS, Workload

_WIDTH = 150
_BUDGET_S, _QUICK_BUDGET_S = 265.0, 42.0  # of load; starting and the scans' table come on top
_LEAST_SLICE_S = 0.25
_ONE_SHARE = 0.15  # of a workload's time goes to one by one
_PACED_SHARE = 0.6  # of all time goes to paced streams at most, unless one round takes longer
_OVERSHOOT = 0.8  # a slice ends when its last answers are there
_QUICK_PACED = ("prose", "clean")
_CODEWARD = "Codeward"
_CROWDED = 0.15  # share of all cores that others may use before milliseconds say little


@dataclass
class Run:
    """What a run was and gave."""

    targets: list[Server]
    workloads: list[Workload]
    left_out: list[str]
    plan: Plan
    load: Load
    seconds: float = 0.0
    loads: list[float] = field(default_factory=list)
    busy: tuple[float, float] = (0.0, 0.0)  # share of all cores: ours, others'
    fresh: list[tuple[float, float]] = field(default_factory=list)
    after: list[tuple[float, float]] = field(default_factory=list)


def _plan(workloads: list[Workload], targets: int, budget_s: float, *, quick: bool) -> Plan:
    rounds, paced_rounds = (2, 1) if quick else (3, 2)
    paced = tuple(w.name for w in workloads if w.paced and (not quick or w.name in _QUICK_PACED))
    round_s = sum(paced_s(w) for w in workloads if w.name in paced) * targets
    if paced_rounds * round_s > budget_s * _PACED_SHARE:
        paced_rounds = 1
    each = max(0.0, budget_s - paced_rounds * round_s) / max(1, len(workloads))
    slice_s = each * (1 - _ONE_SHARE) * _OVERSHOOT / (2 * rounds * targets)
    return Plan(rounds, paced_rounds, max(_LEAST_SLICE_S, each * _ONE_SHARE), max(_LEAST_SLICE_S, slice_s), paced)


async def _answered(load: Load, targets: list[Server], wanted: list[Workload]) -> tuple[list[Workload], list[str]]:
    """The workloads that the pass-through and Codeward answer, and what was left out and why."""
    kept, left_out = [], []
    for workload in wanted:
        for target in targets:
            acts = {BARE: False, _CODEWARD: True}.get(target.name)
            refusal = await load.refusal(target, workload, acts=acts)
            if refusal:
                load.refused.add((workload.name, target.name))
                left_out.append(f"{workload.says}; {target.name}: {refusal}")
        if not {(workload.name, BARE), (workload.name, _CODEWARD)} & load.refused:
            kept.append(workload)
    return kept, left_out


async def _measure(arguments: argparse.Namespace, console: Console) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            port = arguments.upstream_port or servers.free_port()
            provider = await servers.upstream(stack, port)
            console.print(f"The fake provider listens on {provider.base} (model bench, any key).", highlight=False)
            key = os.environ.get("BENCH_GATEWAY_KEY", "none")
            others = [await servers.running(name, base, key) for name, base in arguments.gateway]
            own = await servers.codeward(stack, provider, Path(folder))
            targets = [await servers.passthrough(stack, provider), own, *others]
            progress = stack.enter_context(
                Progress(
                    TextColumn("{task.description:<48}"),
                    BarColumn(),
                    TimeElapsedColumn(),
                    console=console,
                    auto_refresh=False,  # a thread that draws would take from what is measured
                    transient=True,
                    disable=not console.is_terminal,
                )
            )
            return await _loaded(arguments, provider, targets, progress)


async def _loaded(arguments: argparse.Namespace, provider: Server, targets: list[Server], progress: Progress) -> Run:
    task = progress.add_task("asking each target once", total=None)
    progress.refresh()

    def step(said: str) -> None:
        progress.update(task, advance=1, description=said)
        progress.refresh()

    load, fresh = Load(provider, targets, step), [target.memory_mb() for target in targets]
    wanted = [w for w in WORKLOADS if (w.name in arguments.only if arguments.only else w.quick or not arguments.quick)]
    workloads, left_out = await _answered(load, targets, wanted)
    budget = arguments.seconds or (_QUICK_BUDGET_S if arguments.quick else _BUDGET_S)
    plan = _plan(workloads, len(targets) + 1, budget, quick=arguments.quick)
    progress.update(task, total=plan.steps(workloads, len(targets) + 1))
    run = Run(targets, workloads, left_out, plan, load, fresh=fresh, loads=[os.getloadavg()[0]])
    if not workloads:
        raise SystemExit("error: nothing to measure\n" + "\n".join(left_out))
    await load.warm(workloads[0])
    before = _busy([provider, *targets])
    began = time.perf_counter()
    for turn in range(plan.rounds):
        for workload in workloads:
            await load.one_by_one(workload, plan.one_s / plan.rounds)
            for mode in (Mode.WHOLE, Mode.BURST):
                await load.closed(workload, mode, plan.slice_s, turn)
            if turn < plan.paced_rounds and workload.name in plan.paced:
                await load.paced(workload, turn)
    run.seconds = time.perf_counter() - began
    ours, machine = (now - then for now, then in zip(_busy([provider, *targets]), before, strict=True))
    cores = os.cpu_count() or 1
    run.busy = (ours / run.seconds / cores, max(0.0, machine - ours) / run.seconds / cores)
    run.loads.append(os.getloadavg()[0])
    run.after = [target.memory_mb() for target in targets]
    for target in (provider, *targets):
        target.client.close()
    return run


def _busy(targets: list[Server]) -> tuple[float, float]:
    """CPU seconds so far: of the measured processes and this one, and of the whole machine."""
    ours = time.process_time() + sum(sum(target.usage().by_pid.values()) for target in targets) / 1e9
    times = psutil.cpu_times()._asdict()
    return ours, sum(spent for name, spent in times.items() if name in ("user", "nice", "system", "irq", "softirq"))


def _notes(run: Run) -> list[str]:
    ours, others = run.busy
    lines = [
        (
            f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; load average "
            f"{run.loads[0]:.1f} before and {run.loads[-1]:.1f} after; CPU used by this run {ours:.0%}, by others {others:.0%} "
            f"of all cores; {run.seconds:.0f} s in {len(run.load.slices)} slices of about {run.plan.slice_s:.1f} s."
        ),
        "bare: FastAPI + httpx pass-through = 1. provider's: CPU of the fake provider for the same answer direct = 1.",
    ]
    if others > _CROWDED:
        lines.append(
            "Others used much of the machine: trust the ratios of CPU; milliseconds and throughput are theirs too."
        )
    lines += [f"Left out: {said}" for said in run.left_out]
    return lines


def _saved(run: Run, figures: Figures) -> str:
    memory = {
        target.name: {"fresh_mb": fresh, "after_mb": after}
        for target, fresh, after in zip(run.targets, run.fresh, run.after, strict=True)
    }
    machine = {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "load_average": run.loads,
        "cpu_share": {"this_run": run.busy[0], "others": run.busy[1]},
    }
    load = {"at_once": AT_ONCE, "paced_at_once": PACED_AT_ONCE, "pace_us": PACE_US, **asdict(run.plan)}
    rest = {"seconds": run.seconds, "left_out": run.left_out, "memory": memory, **figures.plain()}
    return json.dumps({"machine": machine, "plan": load, **rest}, indent=1)


def _gateway(text: str) -> tuple[str, str]:
    name, _, base = text.partition("=")
    if not name or not base.startswith("http://"):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=http://HOST:PORT/v1")
    return name, base


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="What Codeward costs, as ratios in one run.")
    parser.add_argument("--quick", action="store_true", help="under a minute: fewer rows, shorter slices")
    parser.add_argument("--seconds", type=float, help="time for the load, in place of the usual")
    parser.add_argument("--json", metavar="OUT", type=Path, help="write all figures there too")
    parser.add_argument(
        "--only", metavar="ROW", action="append", choices=[w.name for w in WORKLOADS], help="one row; may be repeated"
    )
    parser.add_argument("--upstream-port", type=int, help="where the fake provider listens; default: any free port")
    parser.add_argument(
        "--gateway",
        metavar="NAME=URL",
        type=_gateway,
        action="append",
        help="another running gateway whose model 'bench' is the fake provider's; may be repeated. Its key: BENCH_GATEWAY_KEY. "
        "Default: the pairs in BENCH_GATEWAYS",
    )
    arguments = parser.parse_args()
    if arguments.gateway is None:
        arguments.gateway = [_gateway(pair) for pair in os.environ.get("BENCH_GATEWAYS", "").split()]
    return arguments


def main() -> None:
    """Measure and print."""
    arguments, console = _arguments(), Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH)
    run = uvloop.run(_measure(arguments, console))
    figures = Figures(run.load.slices, {workload.name for workload in WORKLOADS if workload.opens_in_prose})
    says = {workload.name: workload.says for workload in WORKLOADS}
    for table in tables.all_tables(figures, says):
        console.print(table)
    console.print(tables.memory(run.targets, run.fresh, run.after))
    if not arguments.quick:
        console.print(scans.table())
    for line in _notes(run):
        console.print(line, highlight=False, soft_wrap=True)
    if arguments.json:
        arguments.json.write_text(_saved(run, figures), encoding="utf-8")
    if any(f"; {_CODEWARD}: " in said and f"; {_CODEWARD}: 404" not in said for said in run.left_out):
        sys.exit(1)  # a row that Codeward serves and serves wrong


if __name__ == "__main__":
    main()
