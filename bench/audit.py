"""What durable records cost: `python -m bench.audit`.

Ratios against one bare fsync on the same disk in the same run, because that is what the promise costs anywhere; the rest are plain counts.
Aims (reliability.md H5, H6): an append at 1,000 a second takes at most 10 ms at the 99th percentile; 200,000 records are verified a second.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from proxy.audit.record import Kind
from proxy.audit.store import AuditStore
from proxy.audit.verify import verify_store
from proxy.keyring import Keyring

CLOSED: dict[str, object] = {
    "action": "annotate", "blocks": 2, "blocks_decided": 2, "chars_total": 4_096, "chars_delivered": 4_096, "delivered_sha256": "0" * 64,
    "finish_reason": "stop", "error": None, "client_disconnected": False, "dropped_fields": [], "model_served": "gpt-x",
    "upstream_status": 200, "upstream_complete": True, "first_byte_ms": 312, "duration_ms": 5_120, "tokens_in": 300, "tokens_out": 900,
}  # fmt: skip
ALONE, PACED, PACED_PER_S, CROWD = 500, 3_000, 1_000, 64


def fsync_ms(folder: Path) -> float:
    """The median of a 4 KiB append and its fsync."""
    times = []
    with (folder / "bare").open("wb") as file:
        for _ in range(ALONE):
            began = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


async def append(store: AuditStore) -> float:
    """One append; gives its milliseconds."""
    began = time.perf_counter()
    await store.append(Kind.EXCHANGE_CLOSE, CLOSED, exchange_id="0192aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee", ref="7F3K9X")
    return (time.perf_counter() - began) * 1000


async def paced(store: AuditStore) -> list[float]:
    """Appends that come at their times, whether the ones before are done or not."""
    began, tasks = time.perf_counter(), []
    async with asyncio.TaskGroup() as group:
        for at in range(PACED):
            await asyncio.sleep(began + at / PACED_PER_S - time.perf_counter())
            tasks.append(group.create_task(append(store)))
    return [task.result() for task in tasks]


async def crowd(store: AuditStore, each: int) -> float:
    """Appends of many at once, a second."""

    async def many() -> None:
        for _ in range(each):
            await append(store)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(CROWD):
            group.create_task(many())
    return CROWD * each / (time.perf_counter() - began)


async def run(folder: Path, records: int) -> None:
    """Measure and print."""
    bare = fsync_ms(folder)
    keyring = Keyring.open(folder, {})
    store = AuditStore.open(folder, keyring)
    alone = [await append(store) for _ in range(ALONE)]
    at_pace = await paced(store)
    a_second = await crowd(store, -(-records // CROWD))
    await store.close()
    began = time.perf_counter()
    found = verify_store(folder, keyring)
    took = time.perf_counter() - began
    assert found.ok, found
    percentiles = statistics.quantiles(at_pace, n=100)
    print(f"bare write + fsync            {bare:8.2f} ms")
    print(
        f"append, alone, median         {statistics.median(alone):8.2f} ms   {statistics.median(alone) / bare:5.1f}x a bare fsync"
    )
    print(f"append at {PACED_PER_S}/s, p50        {percentiles[49]:8.2f} ms   {percentiles[49] / bare:5.1f}x")
    print(
        f"append at {PACED_PER_S}/s, p99        {percentiles[98]:8.2f} ms   {percentiles[98] / bare:5.1f}x   (aim: <= 10 ms)"
    )
    print(
        f"appends by {CROWD} at once         {a_second:8,.0f} /s   {a_second * statistics.median(alone) / 1000:5.1f}x one after the other"
    )
    print(
        f"verify                        {found.records / took:8,.0f} /s   of {found.records:,} records   (aim: >= 200,000/s)"
    )


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--records", type=int, default=100_000, help="how many the verification reads (default: %(default)s)"
    )
    parser.add_argument(
        "--dir", type=Path, default=None, help="where the files are made (default: the system's temporary folder)"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.dir) as folder:
        asyncio.run(run(Path(folder), arguments.records))


if __name__ == "__main__":
    main()
