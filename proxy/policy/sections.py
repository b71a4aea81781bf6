"""What a policy says beside its rules: the prompt's side, guidance, repair, attention, waivers. Values, and how a chain settles them.

Rules for this file: standard library only, no I/O. A key that no file gives has the value its class gives it; over a chain the nearest
file counts, but for keys that guard something: of those the strictest, unless it is marked `unsafe_weaken`.
Counterparts: parse.py reads the keys of OPTIONS, loader.py settles a chain, schema.py's Policy holds the classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType

from proxy.model import Action

Value = bool | int | str | tuple[str, ...] | Action


@dataclass(frozen=True, slots=True)
class Prompt:
    """What becomes of a request before it leaves.

    `secrets`: allow, redact or reject; `hidden` (characters nobody sees): allow, annotate or reject; `restore`: what was redacted stands in
    the answer again.
    """

    secrets: Action = Action.ALLOW
    restore: bool = True
    hidden: Action = Action.ALLOW


@dataclass(frozen=True, slots=True)
class Guidance:
    """What models are told about secure code.

    `text` is the organisation's own; `max_rules` is how many of the rules that this team's models break most are named; `share`, in per
    cent, of conversations have it, so that those without can be compared.
    """

    enabled: bool = False
    text: str = ""
    max_rules: int = 5
    share: int = 100


@dataclass(frozen=True, slots=True)
class Repair:
    """Asking the model again for what was held back. `on`: the actions that are worth it. No attempts: off."""

    attempts: int = 0
    seconds: int = 30
    max_tokens: int = 4096
    on: tuple[str, ...] = ("redact", "reject")


@dataclass(frozen=True, slots=True)
class Attention:
    """Blocks to be reviewed by hand though nothing was found in them. The counts cap how often somebody is told."""

    enabled: bool = False
    per_conversation: int = 3
    per_day: int = 20


@dataclass(frozen=True, slots=True)
class WaiverTerms:
    """What a waiver may be here. Days are whole; approvals of critical findings are two by two people unless said otherwise."""

    allowed: bool = True
    max_days: int = 90
    default_days: int = 14
    approvals_for_critical: int = 2


@dataclass(frozen=True, slots=True)
class Option:
    """How one key is read and settled.

    `kind`: "flag", "count", "text", "action" or "words"; `bounds` of a count; `words` that an action or a list may be. `strict`: which of
    two values of a chain is the stricter: "high", "low", or "" where the nearest file counts.
    """

    kind: str
    bounds: tuple[int, int] = (0, 0)
    words: tuple[str, ...] = ()
    strict: str = ""


SECTIONS: Mapping[str, type] = MappingProxyType(
    {"prompt": Prompt, "guidance": Guidance, "repair": Repair, "attention": Attention, "waivers": WaiverTerms}
)
FIELDS: Mapping[str, str] = MappingProxyType(
    {"waivers": "waiver_terms"}
)  # where a section stands in a Policy under another name
OPTIONS: Mapping[str, Mapping[str, Option]] = MappingProxyType(
    {
        "prompt": {
            "secrets": Option("action", words=("allow", "redact", "reject"), strict="high"),
            "restore": Option("flag"),
            "hidden": Option("action", words=("allow", "annotate", "reject"), strict="high"),
        },
        "guidance": {
            "enabled": Option("flag"),
            "text": Option("text"),
            "max_rules": Option("count", (0, 20)),
            "share": Option("count", (0, 100)),
        },
        "repair": {
            "attempts": Option("count", (0, 3)),
            "seconds": Option("count", (1, 300)),
            "max_tokens": Option("count", (64, 65_536)),
            "on": Option("words", words=("annotate", "redact", "reject")),
        },
        "attention": {
            "enabled": Option("flag"),
            "per_conversation": Option("count", (1, 1_000)),
            "per_day": Option("count", (1, 10_000)),
        },
        "waivers": {
            "allowed": Option("flag", strict="low"),
            "max_days": Option("count", (1, 366), strict="low"),
            "default_days": Option("count", (1, 366)),
            "approvals_for_critical": Option("count", (1, 5), strict="high"),
        },
    }
)


@dataclass(frozen=True, slots=True)
class Given:
    """A key as one file gives it, and where ("baseline.yaml:14"). `unsafe_weaken`: it replaces what the parents say."""

    value: Value
    position: str
    unsafe_weaken: bool = False


def strictest(option: Option, given: Sequence[Given]) -> Given:
    """Of what several files give for a key, nearest first, the one that counts."""
    if not option.strict:
        return given[0]
    rank = _rank if option.strict == "high" else _inverse
    return max(given, key=rank)  # of equals the first


def word_of(value: Value) -> str:
    """A value as a file writes it."""
    if isinstance(value, Action):
        return value.word
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _rank(given: Given) -> int:
    return int(given.value) if isinstance(given.value, int) else 0


def _inverse(given: Given) -> int:
    return -_rank(given)


def section(name: str, values: Mapping[str, Value]) -> Prompt | Guidance | Repair | Attention | WaiverTerms:
    """A section from what a chain settled: `values` by "section.key"."""
    made = SECTIONS[name]
    return made(**{f.name: values[f"{name}.{f.name}"] for f in fields(made) if f"{name}.{f.name}" in values})  # type: ignore[no-any-return]
