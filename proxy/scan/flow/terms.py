"""A program in few words, whatever its language: what an adapter makes of a syntax tree, and all that the pass over it reads.

Things that only one language has become calls of names that no program can write (`@echo`, `@include`, `@backtick`), so that tables can
speak of them. Rules for this file: shapes only. Counterparts: lowering.py makes them, expressions.py and statements.py read them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ast_grep_py import SgNode


@dataclass(slots=True, eq=False)
class Term:
    """Any piece of a program. `node` is where it stands."""

    node: SgNode


@dataclass(slots=True, eq=False)
class Literal(Term):
    """A constant. `text` is None where it isn't a text."""

    text: str | None


@dataclass(slots=True, eq=False)
class Name(Term):
    """A variable."""

    name: str


@dataclass(slots=True, eq=False)
class Member(Term):
    """`base.name`."""

    base: Term
    name: str


@dataclass(slots=True, eq=False)
class Index(Term):
    """`base[key]`."""

    base: Term
    key: Term


@dataclass(slots=True, eq=False)
class Call(Term):
    """A call; `made`: of a constructor. A block or trailing lambda is the last argument."""

    callee: Term
    args: tuple[Term, ...]
    keywords: tuple[tuple[str, Term], ...] = ()
    made: bool = False


@dataclass(slots=True, eq=False)
class Concat(Term):
    """Text put together of its parts."""

    parts: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class Either(Term):
    """`test ? then : other`."""

    test: Term
    then: Term
    other: Term


@dataclass(slots=True, eq=False)
class Logic(Term):
    """`and`, `or` or `not` of its parts; where it is used as a value, any of them."""

    word: str
    parts: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class Compare(Term):
    """A comparison. `word`: "==", "!=", "in", "matches" or "<" (any other)."""

    word: str
    left: Term
    right: Term


@dataclass(slots=True, eq=False)
class Bundle(Term):
    """An object, map, array or tuple. A key of None: a place in a list; "*": spread into it."""

    items: tuple[tuple[str | None, Term], ...]


@dataclass(slots=True, eq=False)
class Lambda(Term):
    """A function as a value."""

    function: Function


@dataclass(slots=True, eq=False)
class Opaque(Term):
    """What makes a new value that carries nothing of its parts (arithmetic, `typeof`)."""

    parts: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class Through(Term):
    """What passes on any of its parts."""

    parts: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class Cast(Term):
    """A value under a type."""

    type: str
    value: Term


@dataclass(slots=True, eq=False)
class Pattern(Term):
    """A target that takes a value apart: each key (None: an element, "*": the rest) goes to a target, which may have a default."""

    items: tuple[tuple[str | None, Term, Term | None], ...]


@dataclass(slots=True, eq=False)
class Assign(Term):
    """`target = value`; `adds`: the old value stays in it. `type`: as declared."""

    target: Term
    value: Term | None
    adds: bool = False
    type: str = ""


@dataclass(slots=True, eq=False)
class Block(Term):
    """Statements in order."""

    body: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class If(Term):
    """A branch."""

    test: Term
    then: Term
    other: Term | None = None


@dataclass(slots=True, eq=False)
class Loop(Term):
    """A loop: over `over`, each element going to `target`, or while `test` holds."""

    target: Term | None
    over: Term | None
    test: Term | None
    body: Term
    first: tuple[Term, ...] = ()


@dataclass(slots=True, eq=False)
class Return(Term):
    """Leaves the function with a value."""

    value: Term | None


@dataclass(slots=True, eq=False)
class Leave(Term):
    """Leaves what stands around it: `inner` only the loop or switch (break, continue), else the function (throw, exit)."""

    value: Term | None
    inner: bool = False


@dataclass(slots=True, eq=False)
class Case(Term):
    """One case of a switch; `tests` None: the default. `falls`: into the next one."""

    tests: tuple[Term, ...] | None
    body: Block
    falls: bool = False


@dataclass(slots=True, eq=False)
class Switch(Term):
    """A choice by value; `subject` None: the tests are conditions."""

    subject: Term | None
    cases: tuple[Case, ...]


@dataclass(slots=True, eq=False)
class Try(Term):
    """A body, what catches its errors, and what runs at the end."""

    body: Term
    handlers: tuple[Term, ...]
    final: Term | None


@dataclass(slots=True, eq=False)
class Parameter:
    """A parameter: where its value goes, its declared type, and the annotations on it."""

    target: Term
    type: str = ""
    marks: tuple[str, ...] = ()
    default: Term | None = None


@dataclass(slots=True, eq=False)
class Function(Term):
    """A function or method. `marks`: its annotations; `owner`: the class it stands in; `exposed`: the outside calls it by request."""

    name: str
    parameters: tuple[Parameter, ...]
    body: Term
    owner: str = ""
    marks: tuple[str, ...] = ()
    exposed: bool = False


@dataclass(slots=True, eq=False)
class Class(Term):
    """A class: its fields as assignments, its methods."""

    name: str
    fields: tuple[Assign, ...]
    methods: tuple[Function, ...]
    bases: tuple[str, ...] = ()
    inner: tuple[Term, ...] = field(default=())
