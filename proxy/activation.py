"""Which bundle of policies is in force: loaded anew when its files change, on SIGHUP and on request, and put in force only where good.

What can't be loaded is refused and said, in the log, in the records and in the metrics; the last good bundle stays. A request keeps the
bundle it began with. An activation is recorded durably before it counts.
Rules for this file: loading happens in a thread, one at a time; the event loop only swaps. Counterparts: policy/attachments.py loads,
exchange.py resolves, cli/policy.py and the admin API ask.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from proxy.audit.record import Kind
from proxy.errors import ProxyError
from proxy.metrics import Metrics
from proxy.policy.bundle import Bundle, InForce

_log = logging.getLogger("codeward")
_WATCH = "file watch"
_WATCH_S = 1.0
_AGAIN = 5  # looks after which what couldn't be used is tried anew: what is wrong may be a file that nothing in force was read from
_MAX_REASON_CHARS = 500

_Look = tuple[tuple[int, int, int] | None, ...]


class Recorder(Protocol):
    """What is asked of the audit room: durable when it returns."""

    async def append(self, kind: Kind, body: dict[str, object], *, exchange_id: str, ref: str) -> object:
        """Append a record. Raises AuditUnavailable."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a reload. `activated`: another revision is in force now; `problem`: why what is there can't be used."""

    revision: str
    previous: str
    activated: bool = False
    problem: str = ""


class Activation:
    """See the module's docstring. `load` reads the files: it raises ProxyError where they can't be used."""

    def __init__(self, in_force: InForce, load: Callable[[], Bundle], recorder: Recorder, metrics: Metrics) -> None:
        self._in_force = in_force
        self._load = load
        self._recorder = recorder
        self._metrics = metrics
        self._one = asyncio.Lock()
        self._seen: _Look = ()  # what a process began with may have changed while it started
        self.problem = ""  # why what is there can't be used; empty where it is in force

    async def begin(self) -> None:
        """Say what the process starts with. Raises AuditUnavailable."""
        bundle = self._in_force.bundle
        await self._activated(bundle, previous="", by="start")

    async def reload(self, by: str) -> Outcome:
        """Load anew what the configuration names, and put it in force where it is good and another. Raises AuditUnavailable."""
        async with self._one:
            current = self._in_force.bundle
            seen = look_at(current.files)
            try:
                fresh = await asyncio.to_thread(self._load)
            except ProxyError as error:
                self._seen = seen
                return await self._refused(current, by, error.message)
            # Looked at before they were read, so that what is written meanwhile is a change; new files are looked at once more.
            self._seen = seen if fresh.files == current.files else ()
            if self.problem:
                _log.warning("what is there can be used again (%s)", by)
            self.problem = ""
            if fresh.revision == current.revision:
                self._in_force.bundle = fresh  # the same meaning at other lines
                self._metrics.policy_reloads.labels("unchanged").inc()
                return Outcome(current.revision, current.revision)
            await self._activated(fresh, previous=current.revision, by=by)
            self._in_force.bundle = fresh
            return Outcome(fresh.revision, current.revision, activated=True)

    async def watch(self, interval_s: float = _WATCH_S) -> None:
        """Reload whenever a file changes, until cancelled."""
        looks = 0
        while True:
            await asyncio.sleep(interval_s)
            looks += 1
            again = self.problem and looks % _AGAIN == 0
            if again or await asyncio.to_thread(look_at, self._in_force.bundle.files) != self._seen:
                try:
                    await self.reload(_WATCH)
                except ProxyError as error:  # nothing can be recorded: tried again at the next look
                    self._seen = ()
                    _log.warning("the policy was not reloaded: %s", error.message)

    async def _activated(self, bundle: Bundle, *, previous: str, by: str) -> None:
        names = ", ".join(policy.name for policy in bundle.policies)
        body: dict[str, object] = {
            "revision": bundle.revision,
            "previous": previous,
            "policies": [policy.name for policy in bundle.policies],
            "attachments": [each.id for each in bundle.attachments],
            "warnings": len(bundle.warnings),
            "by": by,
        }
        if bundle.signature is not None:
            body |= {"serial": bundle.signature.serial, "signed_by": bundle.signature.key_id}
        await self._recorder.append(Kind.POLICY_ACTIVATED, body, exchange_id="", ref="")
        self._metrics.policy.clear()
        for policy in bundle.policies:
            self._metrics.policy.labels(policy.name, bundle.revision).set(1)
        if previous:
            self._metrics.policy_reloads.labels("activated").inc()
            _log.warning("policy %s@%s is in force (%s), before it @%s", names, bundle.revision, by, previous)
        for warning in bundle.warnings:
            _log.warning("policy %s@%s: %s", names, bundle.revision, warning)

    async def _refused(self, current: Bundle, by: str, message: str) -> Outcome:
        if by == _WATCH and message == self.problem:  # said already
            return Outcome(current.revision, current.revision, problem=message)
        self._metrics.policy_reloads.labels("refused").inc()
        _log.error("the policy was not reloaded (%s), @%s stays: %s", by, current.revision, message)
        body: dict[str, object] = {"revision": current.revision, "by": by, "problem": message[:_MAX_REASON_CHARS]}
        await self._recorder.append(Kind.POLICY_REFUSED, body, exchange_id="", ref="")
        self.problem = message
        return Outcome(current.revision, current.revision, problem=message)


def look_at(files: Sequence[str]) -> _Look:
    """What of the files changes when they do; a file that is gone is a change too."""
    return tuple(_look(Path(name)) for name in files)


def _look(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
