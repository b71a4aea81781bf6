"""What people write of keys and teams, read once: names, patterns of models, limits, times.

Rules for this file: pure; raises RequestInvalid with the field it is about, for the command line and the admin API alike.
Counterparts: keys.py, teams.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta

from proxy.errors import RequestInvalid
from proxy.model import Limits, Role

LIMITS = tuple(each.name for each in fields(Limits))
MAX_GRACE = timedelta(days=30)  # an old secret that lives longer is a second key
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}")
_MAX_NOTE_CHARS = 500
_MAX_MODELS = 200
_MAX_MODEL_CHARS = 200
_MOST = 10**15  # more tokens than anybody pays for, and exact in JSON
_DURATION = re.compile(r"([0-9]{1,6})\s*([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def name(text: str, param: str) -> str:
    """A team's or an organisation's name."""
    if not _NAME.fullmatch(text):
        message = f"{param} {text[:100]!r} is no name: letters, digits and . _ : / @ + - are, at most 100."
        raise RequestInvalid(message, param=param)
    return text


def person(text: str) -> str:
    """Who holds a key; empty where nobody says."""
    return name(text, "person") if text else ""


def note(text: str) -> str:
    """A line for people."""
    if len(text) > _MAX_NOTE_CHARS or not text.isprintable():
        message = f"The note must be one line of at most {_MAX_NOTE_CHARS} characters."
        raise RequestInvalid(message, param="note")
    return text


def models(globs: Iterable[str]) -> tuple[str, ...]:
    """Patterns of models."""
    made = tuple(globs)
    if len(made) > _MAX_MODELS or any(not g.strip() or len(g) > _MAX_MODEL_CHARS or not g.isprintable() for g in made):
        message = (
            f"models are at most {_MAX_MODELS} patterns of at most {_MAX_MODEL_CHARS} characters, none of them empty."
        )
        raise RequestInvalid(message, param="models")
    return made


def role(text: str) -> Role:
    """A role."""
    if text not in set(Role):
        message = f"There is no role {text[:100]!r}; there are {', '.join(Role)}."
        raise RequestInvalid(message, param="role")
    return Role(text)


def limits(given: Mapping[str, object]) -> Limits:
    """Limits by name; None leaves one out."""
    for key, value in given.items():
        if key not in LIMITS:
            message = f"There is no limit {key[:100]!r}; there are {', '.join(LIMITS)}."
            raise RequestInvalid(message, param="limits")
        kinds = (int, float) if key == "cost_per_month" else (int,)
        if value is not None and (isinstance(value, bool) or not isinstance(value, kinds) or not 0 < value <= _MOST):
            kind = "number" if key == "cost_per_month" else "whole number"
            message = f"The limit {key!r} must be a {kind} above 0."
            raise RequestInvalid(message, param="limits")
    return Limits(**given)  # type: ignore[arg-type] # the fields' types were looked at


def given_limits(words: Iterable[str]) -> Limits:
    """Limits as the command line has them: `requests_per_minute=60`."""
    made: dict[str, object] = {}
    for word in words:
        key, _, value = word.partition("=")
        try:
            made[key.strip()] = float(value) if key.strip() == "cost_per_month" else int(value)
        except ValueError:
            message = f"A limit is NAME=NUMBER, such as {LIMITS[0]}=60, not {word[:100]!r}."
            raise RequestInvalid(message, param="limits") from None
    return limits(made)


def limits_told(of: Limits) -> list[str]:
    """Limits as records and lists show them."""
    return [
        f"{key}={value:g}" if isinstance(value, float) else f"{key}={value}" for key, value in set_limits(of).items()
    ]


def set_limits(of: Limits) -> dict[str, int | float]:
    """The limits that are there."""
    return {key: value for key, value in asdict(of).items() if value is not None}


def stored(of: Limits) -> str:
    """Limits as a table has them."""
    return json.dumps(set_limits(of))


def duration(text: str, param: str) -> timedelta:
    """`90d`, `24h`, `30m`, `2w`; `0` is none."""
    if text.strip() == "0":
        return timedelta(0)
    match = _DURATION.fullmatch(text.strip().lower())
    if match is None:
        message = f"{param} {text[:100]!r} is no time: 30m, 24h, 90d and 2w are."
        raise RequestInvalid(message, param=param)
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def grace(text: str) -> timedelta:
    """How long an old secret stays good."""
    made = duration(text, "grace")
    if made > MAX_GRACE:
        message = f"An old secret may stay good for at most {MAX_GRACE.days} days; make a second key for more."
        raise RequestInvalid(message, param="grace")
    return made


def expiry(text: str, now: datetime) -> datetime:
    """When something ends: after a time (`90d`), at the end of a day (`2026-12-31`, UTC), or at a time of RFC 3339."""
    try:
        if _DURATION.fullmatch(text.strip().lower()):
            ends = now + duration(text, "expires")
        else:
            ends = datetime.fromisoformat(text.strip())
            if len(text.strip()) == len("2026-12-31"):
                ends += timedelta(days=1)
        ends = ends.replace(tzinfo=ends.tzinfo or UTC).astimezone(UTC)
    except OverflowError:
        message = f"expires {text[:100]!r} is later than a calendar goes; without it a key doesn't end."
        raise RequestInvalid(message, param="expires") from None
    except ValueError:
        message = f"expires {text[:100]!r} is no time: 90d, 2026-12-31 and 2026-12-31T12:00:00Z are."
        raise RequestInvalid(message, param="expires") from None
    if ends <= now:
        message = f"expires {text[:100]!r} is over already."
        raise RequestInvalid(message, param="expires")
    return ends


def written(moment: datetime) -> str:
    """A moment as tables and records have it; such texts sort as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
