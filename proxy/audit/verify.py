"""Was anything changed, removed, inserted or reordered? Recomputes every hash and link, and compares with the head.

Works on the store and on an export. The first bad record is named. What it can't see: a store and a head rolled back together to an
older state; checkpoints kept elsewhere are for that.
Rules for this file: memory-flat in the number of records. Counterparts: chain.py, head.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proxy.audit.chain import GENESIS, record_hash
from proxy.audit.head import FILE_NAME as HEAD_NAME
from proxy.audit.head import Head, read_head
from proxy.audit.reader import reading
from proxy.audit.record import Kind, Record
from proxy.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome. `fault`: modified, missing, inserted, reordered, truncated, head-missing; `where` names the first bad record."""

    ok: bool
    records: int
    chains: int
    fault: str = ""
    where: str = ""
    message: str = ""


class _Tampered(Exception):
    def __init__(self, fault: str, record: Record | None, message: str) -> None:
        super().__init__(message)
        self.fault = fault
        self.where = f"{record.chain_uid} seq {record.seq}" if record is not None else ""
        self.message = message


def verify_store(data_dir: Path, keyring: Keyring) -> Verification:
    """Verify the records of a data folder. Raises AuditUnavailable where there are none to read."""
    head = read_head(data_dir / HEAD_NAME, keyring.derive("audit-head"))
    with reading(data_dir) as db:
        query = "SELECT chain_uid, seq, id, ts, kind, exchange_id, ref, body, prev, hash FROM record ORDER BY rowid"
        return _verify((Record(*row) for row in db.execute(query)), keyring, head, with_head=True)


def verify_export(lines: Iterable[str], keyring: Keyring) -> Verification:
    """Verify exported lines; without the head a cut tail can't be seen."""
    return _verify(_parsed(lines), keyring, None, with_head=False)


def _parsed(lines: Iterable[str]) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        try:
            yield Record(**json.loads(line))
        except (ValueError, TypeError):
            message = f"line {number} of the export is not a record"
            raise _Tampered("modified", None, message) from None


def _verify(records: Iterator[Record], keyring: Keyring, head: Head | None, *, with_head: bool) -> Verification:
    walk = _Walk(keyring.derive("audit-chain"))
    try:
        for record in records:
            walk.step(record)
        if with_head:
            walk.compare(head)
    except _Tampered as found:
        return Verification(
            ok=False,
            records=walk.count,
            chains=walk.chains,
            fault=found.fault,
            where=found.where,
            message=found.message,
        )
    return Verification(ok=True, records=walk.count, chains=walk.chains)


class _Walk:
    """The state of a walk over all records, in the order they were written."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.count = 0
        self.chains = 0
        self._last: Record | None = None
        self._head_record: dict[tuple[str, int], str] = {}

    def step(self, record: Record) -> None:
        """Check one record against the one before it."""
        columns = {name: getattr(record, name) for name in Record.__slots__}
        if record_hash(self._key, columns) != record.hash:
            message = "its content doesn't fit its hash"
            raise _Tampered("modified", record, message)
        last = self._last
        if record.kind == Kind.CHAIN_START.value and record.seq == 1:
            self._start(record, last)
        elif last is None or record.chain_uid != last.chain_uid:
            message = (
                "the start of its chain is missing" if last is None else "it stands among the records of another chain"
            )
            raise _Tampered("missing" if last is None else "reordered", record, message)
        elif record.prev != last.hash or record.seq != last.seq + 1:
            fault = "missing" if record.seq > last.seq + 1 else "reordered" if record.seq <= last.seq else "modified"
            message = f"record {last.seq + 1} should stand here"
            raise _Tampered(fault, record, message)
        self._last = record
        self.count += 1

    def _start(self, record: Record, last: Record | None) -> None:
        body: dict[str, Any] = json.loads(record.body)
        before = (last.chain_uid, last.seq, last.hash) if last is not None else ("", 0, GENESIS)
        said = (body["previous_chain"], body["previous_seq"], body["previous_hash"])
        if said != before or record.prev != GENESIS or body["records_before"] != self.count:
            message = f"the chain before it ended with record {said[1]} of {said[0] or 'no chain'}, which isn't the last one here"
            raise _Tampered("missing", record, message)
        head = body["head_said"]
        if head is not None and head["records"] > self.count:
            message = f"when it began, {head['records']} records had been written and only {self.count} were there"
            raise _Tampered("truncated", record, message)
        self.chains += 1

    def compare(self, head: Head | None) -> None:
        """Compare with the head: it may lag, it can't be ahead."""
        last = self._last
        if head is None:
            if last is None:
                return
            message = "audit.head is missing or its MAC is wrong, so a cut tail could not be seen"
            raise _Tampered("head-missing", last, message)
        if last is None or head.records > self.count:
            message = f"{head.records} records were written and {self.count} are here; {head.chain_uid} seq {head.seq} was the last"
            raise _Tampered("truncated", last, message)
