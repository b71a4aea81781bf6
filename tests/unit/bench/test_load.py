"""bench/upstream.py, client.py and measure.py against each other over sockets of loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bench.client import Broken, Client
from bench.measure import Load, Mode
from bench.servers import Server, Usage
from bench.texts import filled
from bench.upstream import Connection, Lags
from bench.workloads import WORKLOADS, Workload

SALT = 1_234_567
QUICK_US = 200
EACH = pytest.mark.parametrize("workload", [pytest.param(workload, id=workload.name) for workload in WORKLOADS])
BY_NAME = {workload.name: workload for workload in WORKLOADS}


@asynccontextmanager
async def provider() -> AsyncIterator[tuple[str, Lags]]:
    lags = Lags()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(lags), "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", lags


@EACH
@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
async def test_a_row_comes_as_it_was_asked_for(workload: Workload, stream: bool) -> None:
    async with provider() as (base, _):
        client = Client(base, "none")
        body = workload.body(SALT, stream=stream)
        reply = await client.ask(workload.wire, body, stream=stream, keep=True)
        client.close()
    assert reply.good
    assert reply.sent < reply.first <= reply.end
    assert workload.wire.read(b"".join(reply.body)) == filled(workload.text.encode(), SALT).decode()


async def test_a_paced_stream_keeps_to_its_schedule() -> None:
    prose = BY_NAME["prose"]
    async with provider() as (base, lags):
        client = Client(base, "none")
        reply = await client.ask(prose.wire, prose.body(SALT, stream=True, pace_us=QUICK_US), stream=True)
        client.close()
    events = len(prose.wire.events(prose.tokens))
    assert len(lags.kept) == events
    assert reply.end - reply.sent >= (events - 1) * QUICK_US / 1e6 * 0.9


async def test_what_no_row_is_called_is_404() -> None:
    prose = BY_NAME["prose"]
    async with provider() as (base, _):
        client = Client(base, "none")
        reply = await client.ask(
            prose.wire, prose.body(SALT, stream=False).replace(b":prose:", b":verse:"), stream=False
        )
        client.close()
    assert (reply.status, reply.good) == (404, False)


async def test_a_cut_answer_is_broken() -> None:
    async def cut(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{")
        writer.close()

    prose = BY_NAME["prose"]
    server = await asyncio.start_server(cut, "127.0.0.1", 0)
    async with server:
        client = Client(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", "none")
        with pytest.raises(Broken):
            await client.ask(prose.wire, prose.body(SALT, stream=False), stream=False)


async def test_load_counts_what_came_and_what_failed() -> None:
    async with provider() as (base, _):
        good, other = Server("direct", base), Server("other", base.removesuffix("/v1") + "/elsewhere")
        load = Load(good, [other], lambda said: None)
        assert await load.refusal(good, BY_NAME["clean"], acts=False) == ""
        assert await load.refusal(good, BY_NAME["reject"], acts=True) == "the text came out unchanged (whole)"
        await load.closed(BY_NAME["clean"], Mode.WHOLE, 0.02, 0)
        load.refused.add(("clean", "other"))
        await load.one_by_one(BY_NAME["clean"], 0.01)
        good.client.close()
        other.client.close()
    assert [(one.mode, one.target) for one in load.slices] == [
        (Mode.WHOLE, "direct"),
        (Mode.WHOLE, "other"),
        (Mode.ONE, "direct"),
    ]
    assert all(one.count and not one.failed and one.cpu_s is None for one in load.slices)


def test_usage_counts_new_processes_whole() -> None:
    before, after = Usage({1: 5_000_000_000}), Usage({1: 6_000_000_000, 2: 500_000_000})
    assert after.since(before) == pytest.approx(1.5)
    assert after.since(before, frozenset({1})) == pytest.approx(1.0)
