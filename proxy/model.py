"""Shared nouns: frozen dataclasses and enums. Standard library only, no I/O.

Rules for this file: a noun is here only when two rooms share it. Offsets are code points, lines are counted from 1.
Source of the words: SARIF (finding), OPA (bundle revision, decision id), OWASP (CWE).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from fnmatch import fnmatchcase
from typing import NamedTuple


class Action(IntEnum):
    """What a policy does with a finding; ordered, so that the strictest wins with `max`."""

    ALLOW = 0
    ANNOTATE = 1
    REDACT = 2
    REJECT = 3

    @property
    def word(self) -> str:
        """The word used in policies, records and headers."""
        return self.name.lower()


class Severity(IntEnum):
    """How bad a finding is where it is real."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        """The word used in policies, records and messages."""
        return self.name.lower()


class Confidence(IntEnum):
    """How sure the engine is that the finding is real."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def word(self) -> str:
        """The word used in policies, records and messages."""
        return self.name.lower()


class Mode(StrEnum):
    """Monitor decides and records and delivers equal text; enforce acts."""

    MONITOR = "monitor"
    ENFORCE = "enforce"


class Hold(StrEnum):
    """When the code of a block may leave: with its statements, or when the whole block was scanned."""

    STATEMENT = "statement"
    BLOCK = "block"


class ScanStatus(StrEnum):
    """What one engine can say of one text. Only COMPLETE may be read as "looked at all of it"."""

    COMPLETE = "complete"
    PARTIAL = "partial"  # some lines could not be repaired into the parse
    UNPARSED = "unparsed"  # nothing could be parsed, even after repair
    UNSUPPORTED = "unsupported"  # the engine doesn't know the language
    TIMED_OUT = "timed_out"
    FAILED = "failed"
    OVERSIZE = "oversize"  # the block passed a bound, it was not looked at


class ChannelKind(StrEnum):
    """How a channel's text is read: as Markdown, or held whole because a client applies it by itself."""

    TEXT = "text"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Channel:
    """One ordered text of a response: choice 0 content; choice 0 tool call 1 arguments; reasoning.

    `field` is the protocol's field path ("content", "reasoning_content", "tool_calls.1.arguments").
    """

    choice: int
    field: str
    kind: ChannelKind = ChannelKind.TEXT


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a block's text: code point offsets `start:end`, lines `line..end_line` (from 1), `column` (from 0)."""

    start: int
    end: int
    line: int
    end_line: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect. `span` is the primary span: the statement or literal that completes the defect.

    `message` is one plain sentence, `fix` the safe form as code or an instruction, neither ever holds a secret.
    `replacement` is what may stand in place of exactly `span` when the action is redact (None: stub the statement).
    `fingerprint` is a keyed HMAC, set in the parent process; engines leave it empty. `late`: only the whole block could tell.
    `unless`: facts about the conversation, each of which makes it no finding (extract/local_names.py).
    `path`: the lines (first, last) on which the text was built that does the harm at `span`. `also`: other rules that told this defect.
    """

    rule_id: str
    engine: str
    severity: Severity
    confidence: Confidence
    cwe: tuple[str, ...]
    category: str
    span: Span
    message: str
    fix: str = ""
    reference: str = ""
    replacement: str | None = None
    fingerprint: str = ""
    late: bool = False
    pattern: str = ""  # a fingerprint of the shape, with names and literals taken out
    unless: tuple[str, ...] = ()
    path: tuple[tuple[int, int], ...] = ()
    also: tuple[str, ...] = ()


class EngineRun(NamedTuple):
    """What one engine did with one text. `lines_scanned` counts non-blank lines it really looked at.

    A tuple, because each scanned statement makes one an engine, and a frozen dataclass takes five times as long to make.
    """

    engine: str
    version: str
    status: ScanStatus
    lines_scanned: int = 0
    lines_total: int = 0
    duration_ms: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ScanReport:
    """Findings and a status per engine. An empty report (no engines) is never read as clean."""

    findings: tuple[Finding, ...] = ()
    engines: tuple[EngineRun, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A piece of code found in a channel. `text` has container prefixes ("> ", list indent) taken off.

    `origin`: "fence" | "indented" | "html" | "tool_call" | "prose" | "field" | "file" (CLI). `language` None: unknown stays unknown.
    `closed` False: the text ended before the block did. `number` counts from 1 in its channel's choice.
    `beside`: facts that its channel told before it (extract/local_names.py).
    """

    number: int
    origin: str
    text: str
    language: str | None = None
    path: str | None = None
    info: str = ""
    closed: bool = True
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding (or one engine status) with the action the policy gives it, and where in the policy that stands."""

    action: Action
    rule: str  # policy rule or fail key that decided, e.g. "baseline.yaml:14" or "on_timeout"
    finding: Finding | None = None
    status: ScanStatus | None = None
    engine: str = ""
    path: str = ""  # of the file that the finding's lines are counted in, where that isn't the block itself
    language: str = ""  # of that file
    waiver: str = ""  # its id, where one stands against the finding
    monitored: Action = Action.ALLOW  # what policies that only monitor would have done
    monitored_by: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policy does with one block (or one statement batch of it). `action` is the strictest of `reasons`."""

    action: Action
    reasons: tuple[Reason, ...] = ()
    policy: str = ""
    revision: str = ""
    mode: Mode = Mode.ENFORCE


class Role(StrEnum):
    """What a principal may do beside asking models; none of them includes another."""

    MEMBER = "member"
    APPROVER = "approver"  # of waivers
    AUDITOR = "auditor"  # reads records
    ADMIN = "admin"  # keys, teams, policies


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a key or a team may use; None: as much as it likes. Tokens are those of question and answer.

    Minutes slide; days and months are the calendar's, in UTC. `cost_per_month` is in the unit of the models' prices.
    """

    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    tokens_per_day: int | None = None
    tokens_per_month: int | None = None
    cost_per_month: float | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a key (or a token) and the team it belongs to, with what each of the two may."""

    key_id: str
    team: str = "default"
    organisation: str = "default"
    models: tuple[str, ...] = ()  # shell patterns; empty: every model
    team_models: tuple[str, ...] = ()  # as `models`; both must allow
    role: Role = Role.MEMBER
    limits: Limits = NO_LIMITS
    team_limits: Limits = NO_LIMITS
    person: str = ""  # who holds it, where that was said; somebody may hold several keys

    @property
    def who(self) -> str:
        """What people are told apart by, where one must not stand for two."""
        return self.person or self.key_id

    def may_ask(self, model: str) -> bool:
        """Tell whether key and team both allow a model."""
        return _listed(self.models, model) and _listed(self.team_models, model)


def _listed(globs: tuple[str, ...], model: str) -> bool:
    return not globs or any(model == glob or fnmatchcase(model, glob) for glob in globs)


@dataclass(frozen=True, slots=True)
class Unit:
    """One complete statement (logical line), in whole lines `line..end_line` of its block, `text` with its line ends."""

    line: int
    end_line: int
    start: int  # code point offset in the block's text
    text: str


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What the engines say of one unit: findings whose span (in block coordinates) ends in it. `parsed` False: hold the rest."""

    findings: tuple[Finding, ...] = ()
    parsed: bool = True


@dataclass(frozen=True, slots=True)
class StatementReport:
    """The units of one batch, in order, the engines' statuses, and the state that the next batch starts from.

    The state is opaque to all but scan/: a function of the units so far, so that batching can't change a verdict (I1).
    """

    units: tuple[UnitReport, ...]
    state: bytes = b""
    engines: tuple[EngineRun, ...] = field(default=())
