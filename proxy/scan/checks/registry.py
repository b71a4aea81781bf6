"""Which checks look at what: calls by the last part of their name or by a keyword, expressions and statements by their kind.

Rules for this file: tables made once at import, never changed. A look-up is a dict access, because each call of each text makes one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

from proxy.scan.checks import (
    access,
    cleartext,
    correctness,
    crypto,
    disclosure,
    files,
    injection,
    lifetimes,
    lookups,
    origins,
    passwords,
    privileges,
    requested,
    seeds,
    serial,
    sessions,
    tokens,
    transport,
    web,
)
from proxy.scan.checks.calls import Call, Check, Hit
from proxy.scan.checks.facts import Fact, Facts

ExpressionCheck = Callable[[ast.expr, Fact, Facts], Iterator[Hit]]
StatementCheck = Callable[..., Iterator[Hit]]


K = TypeVar("K")
V = TypeVar("V")


def _joined(tables: Iterable[Mapping[K, tuple[V, ...]]]) -> Mapping[K, tuple[V, ...]]:
    """The tables as one; a key of several keeps the checks of each."""
    made: dict[K, tuple[V, ...]] = {}
    for key, checks in chain.from_iterable(table.items() for table in tables):
        made[key] = (*made.get(key, ()), *checks)
    return MappingProxyType(made)


_CALLS: Mapping[str, tuple[Check, ...]] = _joined(
    table.CALLS
    for table in (
        access,
        cleartext,
        correctness,
        crypto,
        disclosure,
        files,
        injection,
        lifetimes,
        lookups,
        origins,
        passwords,
        privileges,
        requested,
        seeds,
        serial,
        sessions,
        tokens,
        transport,
        web,
    )
)
_KEYWORDS: Mapping[str, tuple[Check, ...]] = _joined(
    table.KEYWORDS for table in (lifetimes, passwords, serial, sessions, transport)
)
EXPRESSIONS: Mapping[type[ast.expr], tuple[ExpressionCheck, ...]] = _joined(
    table.EXPRESSIONS for table in (crypto, injection, lookups, origins, passwords, requested, sessions, tokens, web)
)
STATEMENTS: Mapping[type[ast.AST], tuple[StatementCheck, ...]] = _joined(
    table.STATEMENTS
    for table in (
        access,
        crypto,
        disclosure,
        files,
        injection,
        lifetimes,
        origins,
        passwords,
        requested,
        seeds,
        serial,
        sessions,
        transport,
        web,
    )
)
FUNCTIONS: Mapping[str, tuple[StatementCheck, ...]] = MappingProxyType({"decorator": sessions.DECORATORS})


def checks_for(call: Call) -> Iterator[Check]:
    """The checks that know a call, each once."""
    yield from _CALLS.get(call.tail, ())
    seen: list[Check] = []
    for given in call.node.keywords:
        for check in access.SPREAD if given.arg is None else _KEYWORDS.get(given.arg, ()):
            if check not in seen:
                seen.append(check)
                yield check
