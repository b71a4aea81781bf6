"""Faults of scanners (X1-X12): whatever a worker does, a report comes in time, and it is never clean."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest

from proxy.errors import ScanUnavailable
from proxy.model import CodeBlock, ScanStatus, Unit
from proxy.scan.runner import Runner
from proxy.scan.scanner import CUT

ENGINES = "tests.faults.scan_engines:make"
PATIENCE_S = 60.0


def block(text: str) -> CodeBlock:
    return CodeBlock(1, "fence", text, "python")


def units(*texts: str) -> tuple[Unit, ...]:
    made, line, start = [], 1, 0
    for text in texts:
        made.append(Unit(line, line, start, text))
        line, start = line + 1, start + len(text)
    return tuple(made)


@contextlib.asynccontextmanager
async def running(
    engines: str = ENGINES, workers: int = 1, deadline_ms: int = 400, **more: int
) -> AsyncIterator[Runner]:
    runner = Runner(
        workers=workers,
        deadline_ms=deadline_ms,
        max_block_bytes=more.pop("max_block_bytes", 10_000),
        engines=engines,
        memory_mb=512,
    )
    async with runner:
        yield runner


async def until(claim: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not claim():  # noqa: ASYNC110 - other processes set no events of ours
            await asyncio.sleep(0.01)


async def test_a_finding_comes_back_from_a_worker() -> None:
    async with running() as runner:
        report = await runner.scan(block("x = 1\n  BAD\n"))
        assert runner.ready
        assert [run.status for run in report.engines] == [ScanStatus.COMPLETE, ScanStatus.COMPLETE]
        # Two engines name the same weakness of the same line: one defect, told by the one that the merge knows.
        (found,) = report.findings
        assert (found.rule_id, found.also, found.span.line, found.span.column) == ("unicode.bad", ("fake.bad",), 2, 2)


@pytest.mark.parametrize(
    ("text", "status", "detail"),
    [
        pytest.param("BAD HANG", ScanStatus.TIMED_OUT, "the scan passed its deadline", id="X2-hangs"),
        pytest.param("BAD SPIN", ScanStatus.TIMED_OUT, "the scan passed its deadline", id="X2-spins"),
        pytest.param("BAD KILLED", ScanStatus.FAILED, "the scan worker died", id="X3-kill-9"),
        pytest.param("BAD SEGFAULT", ScanStatus.FAILED, "the scan worker died", id="X3-segfault"),
        pytest.param("BAD DIE", ScanStatus.FAILED, "the scan worker died", id="X3-exits"),
    ],
)
async def test_a_broken_scan_is_not_clean_and_the_linear_engines_are_asked_again(
    text: str, status: ScanStatus, detail: str
) -> None:
    async with running() as runner:
        before = runner.worker_pids
        report = await runner.scan(block(text))
        fake, always = report.engines
        assert (fake.status, fake.detail) == (status, detail)
        assert always.status is ScanStatus.COMPLETE
        assert [found.engine for found in report.findings] == ["unicode"]
        await until(lambda: len(runner.worker_pids) == 1)
        assert before != runner.worker_pids
        assert not psutil.pid_exists(before[0])
        assert (await runner.scan(block("fine"))).engines[0].status is ScanStatus.COMPLETE


@pytest.mark.parametrize(
    ("text", "status", "detail"),
    [
        pytest.param("BAD RAISE", ScanStatus.FAILED, "KeyError", id="X1-raises"),
        pytest.param("BAD MEMORY", ScanStatus.FAILED, "MemoryError", id="X4-memory"),
        pytest.param("BAD UNPARSED", ScanStatus.UNPARSED, "", id="X9-unparsed"),
        pytest.param("BAD OUTSIDE", ScanStatus.FAILED, "a finding lies outside of the text", id="X10-out-of-range"),
    ],
)
async def test_an_engine_that_fails_alone_leaves_the_others(text: str, status: ScanStatus, detail: str) -> None:
    async with running() as runner:
        before = runner.worker_pids
        report = await runner.scan(block(text))
        assert [(run.status, run.detail) for run in report.engines] == [(status, detail), (ScanStatus.COMPLETE, "")]
        assert "unicode" in {found.engine for found in report.findings} | (
            {"unicode"} if status is ScanStatus.UNPARSED else set()
        )
        assert before == runner.worker_pids
        assert "BAD" not in report.engines[0].detail


async def test_x5_garbage_ends_the_worker() -> None:
    async with running() as runner:
        before = runner.worker_pids
        report = await runner.scan(block("BAD GARBAGE"))
        assert report.engines[0].status is ScanStatus.FAILED
        assert "not understood" in report.engines[0].detail
        assert runner.stats.garbled >= 1
        await until(lambda: runner.worker_pids not in {before, ()})


async def test_x6_engines_that_cannot_be_loaded_refuse_the_start(capfd: pytest.CaptureFixture[str]) -> None:
    runner = Runner(workers=1, deadline_ms=400, max_block_bytes=1000, engines="tests.faults.scan_engines:broken")
    try:
        with pytest.raises(ScanUnavailable):
            await runner.start()
        assert not runner.ready
    finally:
        await runner.stop()
    assert "the library is not installed" in capfd.readouterr().err


async def test_an_engine_that_misses_its_canary_is_not_ready() -> None:
    async with running("tests.faults.scan_engines:blind") as runner:
        assert not runner.ready
        (outcome,) = await runner.canary()
        assert not outcome.found
        assert outcome.detail == "unicode.bidi was not found"


async def test_x7_a_full_queue_is_said_so() -> None:
    async with running(workers=1, deadline_ms=30_000) as runner:
        runner._pool.bound = 2
        hanging = asyncio.create_task(runner.scan(block("HANG 0")))
        await until(runner._pool._free.empty)
        waiting = [asyncio.create_task(runner.scan(block(f"HANG {number}"))) for number in (1, 2)]
        await until(lambda: runner.stats.waiting == 2)
        report = await runner.scan(block("one too many"))
        assert {(run.status, run.detail) for run in report.engines} == {(ScanStatus.FAILED, "scan queue is full")}
        assert runner.stats.refused == 1
        refused = await runner.scan_units("python", units("a\n", "b\n"), b"")
        assert [unit.parsed for unit in refused.units] == [False, False]
        for task in (hanging, *waiting):
            task.cancel()
        await asyncio.wait([hanging, *waiting])
        await until(lambda: len(runner.worker_pids) == 1)
        # Who went away left no worker behind that still hangs.
        assert (await runner.scan(block("fine"))).engines[0].status is ScanStatus.COMPLETE


async def test_a_block_past_the_bound_is_not_looked_at() -> None:
    async with running(max_block_bytes=10) as runner:
        report = await runner.scan(block("é" * 6))
        assert {run.status for run in report.engines} == {ScanStatus.OVERSIZE}
        assert (await runner.scan(block("é" * 5))).engines[0].status is ScanStatus.COMPLETE
        batch = await runner.scan_units("python", units("12345\n", "12345\n"), b"")
        assert {run.status for run in batch.engines} == {ScanStatus.OVERSIZE}
        assert [unit.parsed for unit in batch.units] == [False, False]


async def test_the_zygote_comes_back_and_readiness_tells() -> None:
    async with running(workers=2) as runner:
        zygote, workers = runner.zygote_pid, runner.worker_pids
        assert zygote is not None
        os.kill(zygote, signal.SIGKILL)
        await until(lambda: not runner.ready)
        await until(lambda: runner.ready)
        assert runner.zygote_pid != zygote
        assert not set(workers) & set(runner.worker_pids)
        await until(lambda: not any(psutil.pid_exists(pid) for pid in workers))
        assert (await runner.scan(block("fine"))).engines[0].status is ScanStatus.COMPLETE


async def test_a_worker_that_died_idle_is_not_used() -> None:
    async with running() as runner:
        (pid,) = runner.worker_pids
        os.kill(pid, signal.SIGKILL)
        await until(lambda: all(worker.reader.at_eof() for worker in runner._pool._workers))
        assert (await runner.scan(block("fine"))).engines[0].status is ScanStatus.COMPLETE
        assert runner.worker_pids != (pid,)


async def test_a_zygote_that_does_not_answer_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proxy.scan.pool._HELLO_S", 0.3)
    monkeypatch.setattr("proxy.scan.pool._STOP_S", 0.2)
    async with running() as runner:
        zygote = runner.zygote_pid
        assert zygote is not None
        os.kill(zygote, signal.SIGSTOP)
        report = await runner.scan(block("DIE"))
        assert report.engines[0].status is ScanStatus.FAILED
        await until(lambda: runner.ready and runner.zygote_pid != zygote)


async def test_nothing_comes_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proxy.scan.pool._WAIT_S", 0.05)
    async with running(deadline_ms=30_000) as runner:
        hanging = asyncio.create_task(runner.scan(block("HANG")))
        await until(runner._pool._free.empty)
        report = await runner.scan(block("fine"))
        assert {run.detail for run in report.engines} == {"no scan worker came free"}
        hanging.cancel()
        await asyncio.wait({hanging})


async def test_a_worker_is_replaced_after_its_share() -> None:
    async with running() as runner:
        runner._pool.recycle = 3
        seen = set()
        for number in range(12):
            assert (await runner.scan(block(f"fine {number}"))).engines[0].status is ScanStatus.COMPLETE
            seen |= set(runner.worker_pids)
        assert len(seen) > 2


async def test_the_same_text_is_scanned_once_and_a_cut_one_again() -> None:
    async with running() as runner:
        first = await runner.scan(block("BAD"))
        scans = runner.stats.scans
        assert await runner.scan(block("BAD")) is first
        assert runner.stats.scans == scans
        await runner.scan(block("DIE"))
        await runner.scan(block("DIE"))
        assert runner.stats.crashes == 2
        one = await runner.scan_units("python", units("a\n"), b"")
        assert await runner.scan_units("python", units("a\n"), b"") is one
        assert (runner.stats.cache_entries, runner.stats.cache_hits) == (2, 2)


@pytest.mark.parametrize("bad", ["HANG\n", "KILLED\n", "RAISE\n"])
async def test_a_batch_that_breaks_rules_as_single_statements_do(bad: str) -> None:
    async with running(deadline_ms=300) as runner:
        given = units("a\n", "BAD\n", bad, "b\n")
        batch = await runner.scan_units("python", given, b"")
        single, state = [], b""
        for unit in given:
            report = await runner.scan_units("python", (unit,), state)
            single += report.units
            state = report.state
        assert list(batch.units) == single
        assert [unit.parsed for unit in batch.units] == [True, True, False, False]
        assert batch.state == state == CUT
        assert not {run.status for run in batch.engines} & {ScanStatus.TIMED_OUT, ScanStatus.FAILED}
        after = await runner.scan_units("python", given[:1], CUT)
        assert not after.units[0].parsed
        assert {run.status for run in after.engines} == {ScanStatus.FAILED}


async def test_before_the_start_nothing_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proxy.scan.pool._WAIT_S", 0.05)
    runner = Runner(workers=1, deadline_ms=100, max_block_bytes=1000, engines=ENGINES)
    report = await runner.scan(block("BAD"))
    assert [(run.engine, run.status) for run in report.engines] == [("scan", ScanStatus.FAILED)]
    assert not runner.ready
    await runner.stop()


async def test_workers_hold_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "kept-with-the-parent")
    async with running() as runner:
        for pid in (runner.zygote_pid, *runner.worker_pids):
            assert "OPENAI_API_KEY" not in psutil.Process(pid).environ()


async def test_group_signals_do_not_reach_the_scan() -> None:
    async with running() as runner:
        for pid in (runner.zygote_pid, *runner.worker_pids):
            assert pid is not None
            os.kill(pid, signal.SIGINT)
            os.kill(pid, signal.SIGTERM)
        assert (await runner.scan(block("fine"))).engines[0].status is ScanStatus.COMPLETE


PARENT = """
import asyncio, sys
from proxy.scan.runner import Runner
from proxy.model import CodeBlock

async def main():
    async with Runner(workers=2, deadline_ms=60000, max_block_bytes=1000, engines="tests.faults.scan_engines:make") as runner:
        hanging = asyncio.create_task(runner.scan(CodeBlock(1, "fence", "HANG", "python")))
        print(runner.zygote_pid, *runner.worker_pids, flush=True)
        await hanging

asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["kill-9", "terminate"])
def test_a_dead_parent_leaves_no_orphans(number: signal.Signals) -> None:
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"PYTHONPATH": str(root)}
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, cwd=root, env=environment) as parent:
        assert parent.stdout is not None
        pids = [int(word) for word in parent.stdout.readline().split()]
        processes = [psutil.Process(pid) for pid in pids]
        parent.send_signal(number)
        parent.wait(PATIENCE_S)
        assert len(processes) >= 2
        _, alive = psutil.wait_procs(processes, timeout=PATIENCE_S)
        assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


async def test_texts_are_looked_at_each_on_its_own_and_one_that_breaks_takes_no_other_with_it() -> None:
    async with running(max_block_bytes=60) as runner:
        names = [name for name, _ in runner.engines]
        texts = ["fine", "BAD", "KILLED", "BAD BAD", "x" * 61, "fine"]
        reports = await runner.search(texts, names)
        assert [bool(report.findings) for report in reports] == [False, True, False, True, False, False]
        worst = [{run.status for run in report.engines} for report in reports]
        complete = {ScanStatus.COMPLETE}
        assert worst == [complete, complete, {ScanStatus.FAILED}, complete, {ScanStatus.OVERSIZE}, complete]
        assert await runner.search([], names) == ()


async def test_texts_are_sent_together() -> None:
    async with running() as runner:
        before = runner.stats.scans
        await runner.search(["fine"] * 50, [name for name, _ in runner.engines])
        assert runner.stats.scans == before + 1
