"""Which classes of defects must have rules in which languages, and in which frameworks: no empty cell where the class makes sense."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from proxy.cli.matrix import cells, table
from proxy.scan.rulebook import rulebook

_SCRIPT = ("javascript", "typescript")
# Languages that servers are written in: there are requests, sessions and other sites.
_SERVER = ("python", *_SCRIPT, "java", "go", "csharp", "php", "ruby", "kotlin", "scala", "rust")
_NATIVE = ("c", "cpp")
# What isn't listed has its reason:
# - authorization, session, cors, jwt of Swift, C, C++ and the shell: hardly a server is written in them (Swift's own keychain rules are
#   "session"); SQL and HTML have rights and forms, and no sessions or tokens.
# - secret: the engines `secrets` and `kingfisher` look for credentials in any text of any language; listed are the languages in which
#   a rule knows the call that takes the literal.
# - deserialization of Go, Rust, C, C++ and the shell: their standard formats make data and never call what the data names; SQL and
#   HTML read no data.
# - debug of Swift, C, C++, the shell and SQL: no debug server and no error page.
# - permissions of HTML: it makes no files. Crypto of HTML and SQL: one rule each (plain HTTP, weak digests), which is all there is.
# - memory: managed languages have no pointers; Go's `unsafe` and Rust's `unsafe` do.
# - dependency: the engine `deps` is for any text.
EXPECTED: Mapping[str, tuple[str, ...]] = {
    "authorization": (*_SERVER, "sql", "html", "nginx", "terraform", "yaml"),
    "session": (*_SERVER, "swift"),
    "jwt": _SERVER,
    "cors": (*_SERVER, "nginx", "terraform"),
    "secret": ("python", *_SCRIPT, *_NATIVE, "sql", "rust"),
    "injection": (*_SERVER, "swift", *_NATIVE, "bash", "sql", "html"),
    "input-validation": (*_SERVER, "swift", *_NATIVE, "html", "nginx"),
    "deserialization": ("python", *_SCRIPT, "java", "csharp", "php", "ruby", "kotlin", "scala", "swift"),
    "crypto": (*_SERVER, "swift", *_NATIVE, "bash", "nginx", "terraform", "yaml"),
    "permissions": (*_SERVER, "swift", *_NATIVE, "bash", "sql", "dockerfile", "terraform", "yaml"),
    "debug": _SERVER,
    "memory": (*_NATIVE, "rust", "go"),
    "dependency": ("any", "dockerfile", "bash"),
}
# What a framework's own rules must cover, beside what the rules of its language know without it.
_WEB = ("authorization", "session", "cors")
FRAMEWORKS: Mapping[str, tuple[str, ...]] = {
    "Flask": (*_WEB, "injection", "input-validation", "debug", "secret"),
    "FastAPI": (*_WEB, "injection", "input-validation", "debug"),
    "Django": (*_WEB, "injection", "input-validation", "debug", "secret"),
    "Express": (*_WEB, "input-validation", "debug"),
    "Nest": ("authorization", "cors"),
    "Next": ("authorization", "cors", "injection", "input-validation"),
    "Spring": (*_WEB, "input-validation", "debug"),
    "ASP.NET Core": (*_WEB, "jwt", "injection", "input-validation", "debug"),
    "Rails": (*_WEB, "injection", "input-validation", "deserialization", "debug"),
    "Laravel": (*_WEB, "injection", "input-validation", "debug"),
    "Gin": (*_WEB, "input-validation", "debug"),
    "Ktor": ("session", "cors", "jwt", "input-validation", "debug"),
    "Play": (*_WEB, "injection", "input-validation", "debug"),
    "SQLAlchemy": ("injection",),
    "Sequelize": ("injection",),
    "Hibernate": ("injection",),
    "PyJWT": ("jwt",),
    "python-jose": ("jwt",),
    "jsonwebtoken": ("jwt",),
    "jose": ("jwt",),
}


def test_no_cell_is_empty_where_the_class_makes_sense() -> None:
    there = cells(rulebook()).keys()
    wanted = {(category, language) for category, languages in EXPECTED.items() for language in languages}
    assert sorted(wanted - there) == []


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_frameworks_have_rules_in_their_classes(framework: str) -> None:
    there = {info.category for info in rulebook().values() if framework in info.frameworks}
    assert sorted(set(FRAMEWORKS[framework]) - there) == []


def test_the_table_shows_every_cell() -> None:
    book = rulebook()
    rows = table(book).splitlines()
    columns = rows[0].split()
    shown = {row.split()[0]: row.split()[1:] for row in rows[1 : rows.index("")]}
    for (category, language), ids in cells(book).items():
        assert shown[category][columns.index(language)] == str(len(ids))


def test_frameworks_stand_under_their_language_with_their_classes() -> None:
    rows = table(rulebook()).splitlines()
    under = rows[rows.index("python:") + 1 :]
    flask = next(row for row in under if row.startswith("  Flask: "))
    assert {"authorization", "cors", "injection", "session"} <= set(flask.replace(",", "").split())
    assert "javascript, jsx, tsx:" in rows
