"""What people decide while the server runs: one SQLite file beside the records, and the outbox that tells the records of it.

Records are never changed; keys are revoked, waivers run out, a glass is mended. All of that stands in `state.sqlite`. Each module that
keeps something there names its tables as a list of steps that is only ever added to. A change and the record that tells of it are written
in one transaction: `Transaction.tell` puts the record into the outbox, and whoever may write records takes it from there.
Any process may write (the command line beside a server): a transaction takes the file's lock, readers look again when the file changed,
and at the latest after 2 s, because two changes within one tick of the file system's clock look like one.
Rules for this file: bound parameters only; no value in a message; what can't be read is an error, never an empty answer.
Counterparts: audit/outbox.py takes what waits to be told; identity/ keeps its tables here.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import stat
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from proxy.errors import StateUnavailable

FILE_NAME = "state.sqlite"
APPLICATION_ID = 0x43_57_53_54  # "CWST"
FRESH_S = 2.0  # a revocation must count within 5 s
_BUSY_S = 2.0
_VERSIONS = "CREATE TABLE IF NOT EXISTS tables_of (name TEXT PRIMARY KEY, step INTEGER NOT NULL)"
# AUTOINCREMENT: a number that was told is never given again, so that "up to here" stays true.
_OUTBOX = (
    """CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL
)""",
)
T = TypeVar("T")
_Row = tuple[Any, ...]
_Look = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that is yet to be written. `id` is the record's, so that it is written once; `at` is when it was decided."""

    number: int
    id: str
    at: str
    kind: str
    body: dict[str, object]


class Transaction:
    """A change: all of it happens, or nothing."""

    def __init__(self, db: sqlite3.Connection, at: str) -> None:
        self._db = db
        self.at = at  # when it happens, RFC 3339

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> int:
        """Run a statement; gives the number of rows that it changed."""
        return self._db.execute(statement, parameters).rowcount

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[_Row]:
        """What a query finds."""
        return self._db.execute(query, parameters).fetchall()

    def tell(self, kind: str, body: Mapping[str, object]) -> None:
        """Have a record written of this change, once. `kind` and the fields are audit/record.py's; `at` is added to them."""
        row = (str(uuid.uuid4()), self.at, kind, json.dumps(dict(body), sort_keys=True))
        self._db.execute("INSERT INTO outbox (id, at, kind, body) VALUES (?, ?, ?, ?)", row)


class State:
    """The file of one data folder. Nothing is made before something is written. Raises StateUnavailable throughout."""

    def __init__(self, path: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path
        self._now = now
        self._outbox = Tables(self, "outbox", _OUTBOX)

    @classmethod
    def open(cls, data_dir: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> State:
        """The state of a data folder, which need not be there yet."""
        return cls(data_dir / FILE_NAME, now)

    def now(self) -> datetime:
        """The time that changes are made at."""
        return self._now()

    def tables(self, name: str, steps: Sequence[str]) -> Tables:
        """A module's tables, made by these statements. Steps are added to, never changed: each is run once a file, in order."""
        return Tables(self, name, steps)

    def look(self) -> _Look | None:
        """What of the file changes when it does; None where there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def waiting(self, after: int = 0, most: int = 200) -> list[Waiting]:
        """The oldest records that are yet to be written, from after that number."""
        query = "SELECT number, id, at, kind, body FROM outbox WHERE number > ? ORDER BY number LIMIT ?"
        rows = self._outbox.rows(query, (after, most))
        return [Waiting(number, id_, at, kind, json.loads(body)) for number, id_, at, kind, body in rows]

    def told(self, numbers: Sequence[int]) -> None:
        """Forget records that were written."""
        with self._outbox.transaction() as change:
            for number in numbers:
                change.execute("DELETE FROM outbox WHERE number = ?", (number,))

    @contextlib.contextmanager
    def connected(self, *, write: bool) -> Iterator[sqlite3.Connection | None]:
        """A transaction on the file; None where there is nothing to read."""
        if write:
            self._make()
        else:
            look = self.look()
            if look is None or not look[-1]:  # a crash may leave an empty file, which has no table yet
                yield None
                return
        # Not "ro" for readers: a command that was killed may have left a journal, which the next reader must be able to roll back.
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        try:
            with contextlib.closing(sqlite3.connect(address, timeout=_BUSY_S, uri=True, isolation_level=None)) as db:
                db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
                if write:
                    self._lay(db)
                yield db
                db.execute("COMMIT")  # what raises before this is undone as the connection closes
        except sqlite3.Error as error:
            message = f"{self.path.name!r} can't be read or written: {error}."
            raise StateUnavailable(message) from None

    def _make(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, stat.S_IRUSR | stat.S_IWUSR))
        except OSError as error:
            message = f"{self.path.name!r} can't be written: {error.strerror}."
            raise StateUnavailable(message) from None

    def _lay(self, db: sqlite3.Connection) -> None:
        """Make sure that it is ours and has the outbox."""
        known = int(db.execute("PRAGMA application_id").fetchone()[0])
        if known not in {0, APPLICATION_ID}:
            message = f"it belongs to another program (application {known:#x})"
            raise sqlite3.DatabaseError(message)
        if known == 0:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(_VERSIONS)
        self._outbox.lay(db)


class Tables:
    """One module's part of the state."""

    def __init__(self, state: State, name: str, steps: Sequence[str]) -> None:
        self.state = state
        self._name = name
        self._steps = steps

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Change something; what raises inside undoes it."""
        with self.state.connected(write=True) as db:
            assert db is not None  # noqa: S101  # nosec B101 - a writer makes the file
            self.lay(db)
            at = self.state.now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            yield Transaction(db, at)

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[_Row]:
        """What a query finds; nothing where the tables aren't there yet."""
        with self.state.connected(write=False) as db:
            step = 0 if db is None else self._step(db)
            if db is None or not step:
                return []
            if step == len(self._steps):
                return db.execute(query, parameters).fetchall()
        with self.transaction() as change:  # an older version made them
            return change.rows(query, parameters)

    def lay(self, db: sqlite3.Connection) -> None:
        """Run the steps that this file hasn't seen."""
        done = self._step(db)
        for statement in self._steps[done:]:
            db.execute(statement)
        if done < len(self._steps):
            db.execute("INSERT OR REPLACE INTO tables_of VALUES (?, ?)", (self._name, len(self._steps)))

    def _step(self, db: sqlite3.Connection) -> int:
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'tables_of'").fetchone() is None:
            return 0
        row = db.execute("SELECT step FROM tables_of WHERE name = ?", (self._name,)).fetchone()
        step = int(row[0]) if row else 0
        if step > len(self._steps):
            message = f"a newer version made its table {self._name!r}"
            raise sqlite3.DatabaseError(message)
        return step


class Fresh(Generic[T]):
    """Something made of the state, made anew where the file changed and at the latest after 2 s."""

    def __init__(self, state: State, read: Callable[[], T], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._state = state
        self._read = read
        self._monotonic = monotonic
        self._value: T | None = None
        self._look: _Look | None = None
        self._read_at = float("-inf")

    def get(self) -> T:
        """The value. Raises what reading raises: a stale answer isn't given in place of none."""
        look, now = self._state.look(), self._monotonic()
        if self._value is None or look != self._look or now - self._read_at > FRESH_S:
            self._value = self._read()
            self._look, self._read_at = look, now
        return self._value
