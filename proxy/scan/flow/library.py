"""The tables of policies/flow: what brings values in, what they can do harm in, what makes them harmless.

`classes.yaml` says what each class of defect means; a file a language says which names matter there. A pattern is a dotted name: its last
part must be the one called, read or written; what stands before it names the receiver, by its name, its import or its type. `*` is any
receiver, `~word` one that `receivers` describes, `{a,b}` several names at once.
A place says where in a call a value stands: `0` an argument, `0.url` a field of it, `1+` all from there on, `name:` a keyword, `base` the
receiver; `0*` also what is inside of an object.
Rules for this file: reading only; a table that can't be read stops the start. Counterparts: sinks.py, calls.py, rules.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from proxy.errors import PolicyInvalid
from proxy.scan.flow.values import EVERYTHING
from proxy.scan.syntax.library import shipped_rules

_BRACES: Final = re.compile(r"\{([^{}]*)\}")
_PLACE: Final = re.compile(r"(?:(\d+)(\+)?|(base)|([A-Za-z_]\w*):)(?:\.([\w$]+))?(\*)?")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INNER: Final = frozenset({"path", "zip-slip", "include"})
Level = Literal["low", "medium", "high"]
_Entry = TypeVar("_Entry")
_Model = TypeVar("_Model", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DefectClass(_Strict):
    """What a class of defect means. `request`, `parameter`: severity and confidence by who chooses the value; None: not told."""

    title: str
    category: str
    cwe: tuple[int, ...]
    why: str
    request: tuple[Level, Level]
    parameter: tuple[Level, Level] | None = None


class _Sink(_Strict):
    of: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    at: tuple[str, ...] = ("0",)
    shape: str = ""
    unless: tuple[str, ...] = ()
    given: dict[str, str] = Field(default_factory=dict)
    request: tuple[Level, Level] | None = None
    parameter: tuple[Level, Level] | Literal["none"] | None = None
    bare: bool = False  # a parameter counts although nothing was built around it


class _SinkClass(_Strict):
    fix: str
    frameworks: tuple[str, ...] = ()
    sinks: tuple[_Sink, ...]
    words: tuple[str, ...] = ()


class _Source(_Strict):
    of: tuple[str, ...] = ()  # members and calls
    marks: tuple[str, ...] = ()  # annotations of parameters
    callbacks: tuple[str, ...] = ()  # calls whose last argument is called with it
    globals: tuple[str, ...] = ()
    place: int = 0
    doubt: int = 0
    arity: int = -1  # of a call that brings it in; -1: any
    safe: tuple[str, ...] = ()


class _Cleaner(_Strict):
    of: tuple[str, ...]
    clears: tuple[str, ...]
    at: str = "0"


class _Guard(_Strict):
    of: tuple[str, ...]
    at: str = "0"
    when: bool = True
    proves: tuple[str, ...] = ("all",)
    constant: str = ""  # a place that must hold a constant


class _Disarming(_Strict):
    of: tuple[str, ...] = ()
    text: str = ""
    disarms: tuple[str, ...]


class _Language(_Strict):
    sources: tuple[_Source, ...] = ()
    sinks: dict[str, _SinkClass]
    cleaners: tuple[_Cleaner, ...] = ()
    guards: tuple[_Guard, ...] = ()
    disarming: tuple[_Disarming, ...] = ()
    receivers: dict[str, str] = Field(default_factory=dict)
    kinds: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    passes: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    formats: dict[str, int] = Field(default_factory=dict)
    plain: tuple[str, ...] = ()
    numbers: str = r"(?!)"
    trusted: str = r"(?!)"
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a call a value stands."""

    index: int = -1
    onwards: bool = False
    base: bool = False
    keyword: str = ""
    field: str = ""
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Sink:
    """Where a value can do harm. `bit`: its class among all."""

    defect: str
    bit: int
    places: tuple[Place, ...]
    shape: str
    unless: tuple[Place, ...]
    request: tuple[Level, Level]
    parameter: tuple[Level, Level] | None
    bare: bool
    given: tuple[tuple[Place, re.Pattern[str]], ...]  # what must stand at a place: a constant text, a type or a name
    inner: bool  # a parameter counts only behind something constant: before it stands a folder that the caller chose


@dataclass(frozen=True, slots=True)
class Source:
    """What brings somebody else's choice in. `safe`: the classes it can do no harm in."""

    safe: int
    place: int = 0
    doubt: int = 0
    arity: int = -1  # of a call that brings it in; -1: any


@dataclass(frozen=True, slots=True)
class Cleaner:
    """A call that makes the value at a place harmless."""

    classes: int
    place: Place


@dataclass(frozen=True, slots=True)
class Guard:
    """A test that proves the value at a place harmless where its outcome is `when`."""

    classes: int
    place: Place
    when: bool
    constant: Place | None


@dataclass(frozen=True, slots=True)
class Disarming:
    """A call after which some classes can do no harm: one whose constant arguments read so."""

    classes: int
    text: re.Pattern[str] | None


@dataclass(slots=True)
class Tables:
    """All that the pass must know of a language. Each table: by last name, (receiver pattern, entry)."""

    folder: str
    sinks: dict[str, list[tuple[str, Sink]]] = field(default_factory=dict)
    writes: dict[str, list[tuple[str, Sink]]] = field(default_factory=dict)
    sources: dict[str, list[tuple[str, Source]]] = field(default_factory=dict)
    callbacks: dict[str, list[tuple[str, Source]]] = field(default_factory=dict)
    cleaners: dict[str, list[tuple[str, Cleaner]]] = field(default_factory=dict)
    guards: dict[str, list[tuple[str, Guard]]] = field(default_factory=dict)
    disarming: dict[str, list[tuple[str, Disarming]]] = field(default_factory=dict)
    passes: dict[str, list[tuple[str, None]]] = field(default_factory=dict)
    formats: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    joins: dict[str, list[tuple[str, None]]] = field(default_factory=dict)
    kinds: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    marks: dict[str, Source] = field(default_factory=dict)
    globals: dict[str, Source] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()
    receivers: dict[str, re.Pattern[str]] = field(default_factory=dict)
    numbers: re.Pattern[str] = re.compile(r"(?!)")
    trusted: re.Pattern[str] = re.compile(r"(?!)")
    known: frozenset[str] = frozenset()
    fixes: dict[str, str] = field(default_factory=dict)
    frameworks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()


def _folder() -> Path:
    return shipped_rules().parent / "flow"


@lru_cache(maxsize=1)
def defects() -> Mapping[str, DefectClass]:
    """The classes of defects, by name. Raises PolicyInvalid."""
    given = _read(_folder() / "classes.yaml")
    return {name: _parsed(DefectClass, each, f"classes.yaml: {name}") for name, each in given.items()}


def bits(names: Iterable[str]) -> int:
    """Classes as bits; `all` is every one."""
    order = {name: 1 << at for at, name in enumerate(defects())}
    made = 0
    for name in names:
        if name == "all":
            return EVERYTHING
        if name not in order:
            message = f"policies/flow: no class {name!r}"
            raise PolicyInvalid(message)
        made |= order[name]
    return made


@lru_cache(maxsize=1)
def folders() -> tuple[str, ...]:
    """The languages that have a table."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml") if path.stem != "classes"))


@lru_cache(maxsize=32)
def tables(folder: str) -> Tables:
    """The tables of a language. Raises PolicyInvalid."""
    name = f"{folder}.yaml"
    given = _parsed(_Language, _read(_folder() / name), name)
    made = Tables(
        folder,
        plain=frozenset(given.plain),
        known=frozenset(given.known),
        receivers={key: re.compile(each) for key, each in given.receivers.items()},
        numbers=re.compile(given.numbers),
        trusted=re.compile(given.trusted),
    )
    for kind, names in given.kinds.items():
        _enter(made.kinds, names, kind)
    _enter(made.passes, given.passes, None)
    _enter(made.joins, given.joins, None)
    for pattern, at in given.formats.items():
        _enter(made.formats, [pattern], at)
    _sources(made, given.sources)
    for defect, sinks in given.sinks.items():
        _sinks(made, defect, sinks)
    for cleaner in given.cleaners:
        _enter(made.cleaners, cleaner.of, Cleaner(bits(cleaner.clears), _place(cleaner.at)))
    for guard in given.guards:
        constant = _place(guard.constant) if guard.constant else None
        _enter(made.guards, guard.of, Guard(bits(guard.proves), _place(guard.at), guard.when, constant))
    for each in given.disarming:
        text = re.compile(each.text, re.IGNORECASE) if each.text else None
        _enter(made.disarming, each.of, Disarming(bits(each.disarms), text))
    words = (word for sinks in given.sinks.values() for word in sinks.words)
    made.words = frozenset(each.lstrip("@") for each in (*made.sinks, *made.writes, *words))
    return made


def _sources(made: Tables, given: tuple[_Source, ...]) -> None:
    for each in given:
        source = Source(bits(each.safe), each.place, each.doubt, each.arity)
        _enter(made.sources, each.of, source)
        _enter(made.callbacks, each.callbacks, source)
        made.marks.update(dict.fromkeys(each.marks, source))
        made.globals.update(dict.fromkeys(each.globals, source))


def _sinks(made: Tables, defect: str, given: _SinkClass) -> None:
    known = defects().get(defect)
    if known is None:
        message = f"policies/flow/{made.folder}.yaml: no class {defect!r}"
        raise PolicyInvalid(message)
    made.fixes[defect] = given.fix
    made.frameworks[defect] = given.frameworks
    for each in given.sinks:
        parameter = known.parameter if each.parameter is None else each.parameter
        sink = Sink(
            defect,
            bits([defect]),
            tuple(map(_place, each.at)),
            each.shape,
            tuple(map(_place, each.unless)),
            each.request or known.request,
            None if parameter == "none" else parameter,
            each.bare,
            tuple((_place(place), re.compile(words)) for place, words in each.given.items()),
            defect in _INNER,
        )
        _enter(made.sinks, each.of, sink)
        _enter(made.writes, each.writes, sink)


def _enter(table: dict[str, list[tuple[str, _Entry]]], patterns: Iterable[str], entry: _Entry) -> None:
    """Put an entry under each name that its patterns stand for."""
    for pattern in patterns:
        for name in _spelled_out(pattern):
            before, _, last = name.rpartition(".")
            table.setdefault(last, []).append((before, entry))


def _spelled_out(pattern: str) -> Iterator[str]:
    parts = _BRACES.split(pattern)
    choices = [[each] if at % 2 == 0 else each.split(",") for at, each in enumerate(parts)]
    return ("".join(each).replace(" ", "") for each in product(*choices))


def _place(text: str) -> Place:
    found = _PLACE.fullmatch(text)
    if found is None:
        message = f"policies/flow: no place {text!r}"
        raise PolicyInvalid(message)
    index, onwards, base, keyword, inner, inside = found.groups()
    return Place(int(index) if index else -1, bool(onwards), bool(base), keyword or "", inner or "", bool(inside))


def _read(path: Path) -> dict[str, Any]:
    try:
        given = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # nosec B506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        message = f"flow/{path.name}: can't be read: {error}"
        raise PolicyInvalid(message) from None
    if not isinstance(given, dict):
        message = f"flow/{path.name}: a table is a mapping of keys to values"
        raise PolicyInvalid(message)
    return given


def _parsed(model: type[_Model], given: object, where: str) -> _Model:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        mistakes = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        message = f"flow/{where}: {mistakes}"
        raise PolicyInvalid(message) from None
