"""Reading records back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proxy.audit.reader import by_ref, export_line, records, tail
from proxy.audit.record import Kind
from proxy.errors import AuditUnavailable
from tests.recording import database, replace_rows, rows, write


async def test_all_records_in_order_with_their_rows(tmp_path: Path) -> None:
    await write(tmp_path, 2)
    found = list(records(tmp_path))
    assert [number for number, _ in found] == list(range(1, 8))
    assert [record for _, record in found] == rows(tmp_path)
    assert list(records(tmp_path, after=5)) == found[5:]


async def test_filters(tmp_path: Path) -> None:
    await write(tmp_path, 2)
    for seq in range(1, 8):
        with database(tmp_path) as db:
            db.execute("UPDATE record SET ts = ? WHERE seq = ?", (f"2026-01-0{seq}T00:00:00.000Z", seq))
    assert [r.seq for _, r in records(tmp_path, since="2026-01-03", until="2026-01-06")] == [3, 4, 5]
    assert [r.seq for _, r in records(tmp_path, until="2026-01-03T00:00:00.000Z")] == [1, 2]
    assert [r.seq for _, r in records(tmp_path, kinds=[Kind.EXCHANGE_OPEN])] == [2, 5]
    assert [r.seq for _, r in records(tmp_path, kinds=["block.open", "chain.start"], since="2026-01-02")] == [3, 6]


async def test_tail_is_the_end_in_order(tmp_path: Path) -> None:
    await write(tmp_path, 1)
    everything = list(records(tmp_path))
    assert tail(tmp_path, 2) == everything[-2:]
    assert tail(tmp_path, 0) == []
    assert tail(tmp_path, 99) == everything


async def test_by_ref_gives_one_exchange(tmp_path: Path) -> None:
    refs = await write(tmp_path, 3)
    for ref in refs:
        found = by_ref(tmp_path, ref)
        assert [record.kind for record in found] == ["exchange.open", "block.open", "exchange.close"]
        assert {record.ref for record in found} == {ref}
    assert by_ref(tmp_path, "no such ref' OR 1=1 --") == []
    assert by_ref(tmp_path, "") == []


async def test_a_ref_copied_by_hand(tmp_path: Path) -> None:
    await write(tmp_path)
    with database(tmp_path) as db:
        db.execute("UPDATE record SET ref = '10A1ZX' WHERE seq > 1")
    for spelling in ("10A1ZX", " ioalzx\n", "Loaizx"):
        assert len(by_ref(tmp_path, spelling)) == 3


async def test_a_line_is_ascii_and_gives_the_record_back(tmp_path: Path) -> None:
    await write(tmp_path)
    for record in rows(tmp_path):
        line = export_line(record)
        assert line.isascii()
        assert line.isprintable()
        assert type(record)(**json.loads(line)) == record


async def test_bytes_that_are_no_text_are_shown_as_they_are(tmp_path: Path) -> None:
    await write(tmp_path)
    stored = rows(tmp_path)
    replace_rows(tmp_path, [*stored[:-1], stored[-1]._replace(body=b'{"a":"\xff"}')])  # type: ignore[arg-type]
    (_, record), *_ = tail(tmp_path, 1)
    assert record.body == '{"a":"\udcff"}'
    assert "\\udcff" in export_line(record)


async def test_reading_goes_on_beside_the_writing(tmp_path: Path) -> None:
    await write(tmp_path)
    following = records(tmp_path)
    first = next(following)
    await write(tmp_path)
    assert [first, *following] == list(records(tmp_path))[:4]
    assert len(list(records(tmp_path))) == 8


@pytest.mark.parametrize(
    "read",
    [lambda d: list(records(d)), lambda d: tail(d, 1), lambda d: by_ref(d, "x")],
    ids=["records", "tail", "by_ref"],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, read: object) -> None:
    assert callable(read)
    with pytest.raises(AuditUnavailable, match="There are no records in"):
        read(tmp_path)
    (tmp_path / "audit.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(AuditUnavailable, match="can't be read: file is not a database"):
        read(tmp_path)
