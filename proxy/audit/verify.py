"""Was anything changed, removed, inserted or reordered? Recomputes every hash and link, and compares with the head.

Works on the store, also while a server writes, and on an export. The first bad record is named by its place: where it stands or should
stand. What can't be seen is a store and its head rolled back together to an older state, or both removed; keep exports elsewhere.
Rules for this file: memory-flat in the number of records. Counterparts: chain.py, head.py, ledger.py.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proxy.audit.chain import GENESIS, keyed, record_hash
from proxy.audit.head import FILE_NAME as HEAD_NAME
from proxy.audit.head import HeadSeen, read_head
from proxy.audit.reader import SELECT, export_line, lossless, reading
from proxy.audit.record import Kind, Record
from proxy.audit.store import FILE_NAME
from proxy.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome. `where` names the first bad record.

    `fault`: modified, missing, inserted, reordered, forked, truncated, head-missing, head-mismatch.
    """

    ok: bool
    records: int
    chains: int
    fault: str = ""
    where: str = ""
    message: str = ""


class _Tampered(Exception):
    def __init__(self, fault: str, chain_uid: str, seq: object, message: str) -> None:
        super().__init__(message)
        self.fault = fault
        self.where = f"{chain_uid} seq {seq}" if chain_uid else f"line {seq}"
        self.message = message


def verify_store(data_dir: Path, keyring: Keyring) -> Verification:
    """Verify the records of a data folder. Raises AuditUnavailable where there are none to read, OSError where the head can't be."""
    seen = read_head(data_dir / HEAD_NAME, keyring.derive("audit-head"))
    key = keyring.derive("audit-chain")
    if seen is not None and not (data_dir / FILE_NAME).is_file():
        return _Walk(key, seen).outcome(iter(()), with_head=True)
    with reading(data_dir) as db:
        try:
            db.text_factory = str
            return _verify(db, _Walk(key, seen))
        except sqlite3.OperationalError:  # bytes that aren't UTF-8: read them as they are, which takes longer
            db.text_factory = lossless
            return _verify(db, _Walk(key, seen))


def _verify(db: sqlite3.Connection, walk: _Walk) -> Verification:
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'record'").fetchone() is None:
        return walk.outcome(iter(()), with_head=True)
    query = f"{SELECT} ORDER BY rowid"
    try:
        return walk.outcome(map(Record._make, db.execute(query)), with_head=True)
    except sqlite3.DatabaseError as error:
        message = f"{error}, after {walk.count} intact records"
        raise type(error)(message) from None


def verify_export(lines: Iterable[str], keyring: Keyring) -> Verification:
    """Verify exported lines; without the head a cut tail can't be seen."""
    return _Walk(keyring.derive("audit-chain"), None).outcome(_parsed(lines), with_head=False)


def _parsed(lines: Iterable[str]) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        try:
            record = Record(**json.loads(line))
        except (ValueError, TypeError, RecursionError):
            message = "it is not a record"
            raise _Tampered("modified", "", number, message) from None
        if export_line(record) != line.removesuffix("\n"):
            message = "it is not written as an export writes it"
            raise _Tampered("modified", "", number, message)
        yield record


def _columns(record: Record) -> dict[str, object]:
    """What the hash covers; written out, because this is where the time of a verification goes."""
    return {
        "body": record.body,
        "chain_uid": record.chain_uid,
        "exchange_id": record.exchange_id,
        "id": record.id,
        "kind": record.kind,
        "prev": record.prev,
        "ref": record.ref,
        "seq": record.seq,
        "ts": record.ts,
    }


class _Walk:
    """The state of a walk over all records, in the order they were written."""

    def __init__(self, key: bytes, seen: HeadSeen | None) -> None:
        self._key = keyed(key)
        self._seen = seen
        self._head_met = seen is None or not seen.head.records
        self._chain, self._seq, self._hash = "", 0, GENESIS  # of the last intact record
        self._ended: dict[str, int] = {}  # the chains before, with their last seq
        self.count = 0

    def outcome(self, records: Iterator[Record], *, with_head: bool) -> Verification:
        """Walk to the end or to the first bad record."""
        try:
            for record in records:
                self._step(record, records)
            if with_head:
                self._compare()
        except _Tampered as found:
            return Verification(
                ok=False,
                records=self.count,
                chains=self._chains,
                fault=found.fault,
                where=found.where,
                message=found.message,
            )
        return Verification(ok=True, records=self.count, chains=self._chains)

    @property
    def _chains(self) -> int:
        return len(self._ended) + bool(self._chain)

    def _step(self, record: Record, rest: Iterator[Record]) -> None:
        if not self._fits(record):
            raise self._unfit(record, next(rest, None))
        if not self._follows(record):
            if record.seq != 1 or record.kind != Kind.CHAIN_START.value:
                raise self._misplaced(record, rest)
            self._start(record, rest)
        self._chain, self._seq, self._hash = record.chain_uid, record.seq, record.hash
        self.count += 1
        head = None if self._seen is None else self._seen.head
        if head is not None and self.count == head.records:
            self._head_met = head.hash == record.hash

    def _fits(self, record: Record) -> bool:
        try:
            return record_hash(self._key, _columns(record)) == record.hash
        except TypeError:  # a value of a type, or bytes, that we don't store
            return False

    def _follows(self, record: Record) -> bool:
        return record.chain_uid == self._chain and record.seq == self._seq + 1 and record.prev == self._hash

    # -- what is wrong

    def _unfit(self, record: Record, following: Record | None) -> _Tampered:
        if following is not None and not self._fits(following):
            following = None
        if following is not None and self._follows(following):
            return _Tampered("inserted", record.chain_uid, record.seq, "it was not written by this house")
        chain_uid, seq = self._place(record, following)
        hint = "" if self.count else " (or it was written with another secret key)"
        return _Tampered("modified", chain_uid, seq, f"its content doesn't fit its hash{hint}")

    def _place(self, record: Record, following: Record | None) -> tuple[str, int]:
        """Where a record belongs whose own columns can't be trusted."""
        if following is not None and following.seq > 1:
            return following.chain_uid, following.seq - 1
        if following is not None and following.kind == Kind.CHAIN_START.value:
            body: dict[str, Any] = json.loads(following.body)
            return body["previous_chain"], body["previous_seq"]
        if self._chain and (record.chain_uid == self._chain or record.seq == self._seq + 1):
            return self._chain, self._seq + 1
        return record.chain_uid, record.seq

    def _misplaced(self, record: Record, rest: Iterator[Record]) -> _Tampered:
        chain_uid, seq = record.chain_uid, record.seq
        final = self._seq if chain_uid == self._chain else self._ended.get(chain_uid)
        if final is None:
            expected = (chain_uid, 1)
        elif seq <= final:
            return _Tampered("inserted", chain_uid, seq, "it stands here once more")
        elif chain_uid != self._chain or seq == self._seq + 1:
            return _Tampered("forked", chain_uid, seq, "another record had followed the one it links to")
        else:
            expected = (chain_uid, self._seq + 1)
        if any((other.chain_uid, other.seq) == expected for other in rest):
            return _Tampered("reordered", chain_uid, seq, f"record {expected[1]} should stand here and comes later")
        return _Tampered("missing", *expected, f"record {seq} stands in its place")

    def _start(self, record: Record, rest: Iterator[Record]) -> None:
        chain_uid = record.chain_uid
        if chain_uid == self._chain or chain_uid in self._ended:
            raise _Tampered("inserted", chain_uid, 1, "it stands here once more")
        body: dict[str, Any] = json.loads(record.body)
        said = (body["previous_chain"], body["previous_seq"], body["previous_hash"])
        if said != (self._chain, self._seq, self._hash):
            raise self._unlinked(record, body, rest)
        head = body["head_said"]
        if head is None:
            raise _Tampered(
                "head-missing", chain_uid, 1, "when it began, audit.head was missing or its MACs were wrong"
            )
        if head["records"] > self.count:
            message = f"when chain {chain_uid} began, {head['records']} records had been written and only {self.count} were there"
            raise _Tampered("truncated", *self._next(head["chain_uid"]), message)
        if not head["whole"]:
            raise _Tampered(
                "head-mismatch", chain_uid, 1, "when it began, one of the two copies in audit.head was damaged"
            )
        if self._chain:
            self._ended[self._chain] = self._seq

    def _unlinked(self, record: Record, body: dict[str, Any], rest: Iterator[Record]) -> _Tampered:
        """A chain that doesn't begin where the one before it ends."""
        chain_uid, seq = body["previous_chain"], body["previous_seq"]
        if chain_uid in self._ended or (not chain_uid and self._chain):
            return _Tampered("forked", record.chain_uid, 1, "another chain had followed the one it links to")
        if chain_uid == self._chain and seq <= self._seq:
            return _Tampered("forked", self._chain, self._seq, f"chain {record.chain_uid} follows an earlier record")
        if any(other.hash == body["previous_hash"] for other in rest):
            return _Tampered("reordered", record.chain_uid, 1, f"chain {chain_uid} should stand here and comes later")
        first = self._seq + 1 if chain_uid == self._chain else 1
        return _Tampered(
            "missing",
            chain_uid,
            first,
            f"chain {chain_uid} ended with record {seq}; chain {record.chain_uid} follows it",
        )

    def _next(self, chain_uid: str) -> tuple[str, int]:
        """The first record that isn't there, of those that went up to this chain."""
        return (chain_uid, self._seq + 1 if chain_uid == self._chain else 1)

    def _compare(self) -> None:
        """Compare with the head: it may lag, it can't be ahead."""
        if self._seen is None:
            if not self.count:
                return
            message = "audit.head is missing or its MACs are wrong, so a cut tail could not be seen"
            raise _Tampered("head-missing", self._chain, self._seq, message)
        head = self._seen.head
        if head.records > self.count:
            message = f"{head.records} records were written and {self.count} are here; {head.chain_uid} seq {head.seq} was the last"
            raise _Tampered("truncated", *self._next(head.chain_uid), message)
        if not self._head_met:
            raise _Tampered("head-mismatch", head.chain_uid, head.seq, "audit.head belongs to other records")
        if not self._seen.whole:
            message = "one of the two copies in audit.head is damaged; a cut of the newest records could hide behind it"
            raise _Tampered("head-mismatch", self._chain or head.chain_uid, self._seq, message)
