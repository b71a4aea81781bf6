"""Statements of SQL as words: what quotes and comments hide, and that hostile text costs little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.scan.base import Prepared
from proxy.scan.syntax.sql import RULES, findings


def found(text: str) -> list[tuple[str, int, str]]:
    return [
        (each.rule_id.removeprefix("rules.sql."), each.span.line, text[each.span.start : each.span.end])
        for each in findings(Prepared(text, "sql"))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("-- GRANT ALL ON x.* TO a;\nSELECT 1;", [], id="a-comment"),
        pytest.param("/* CREATE ROLE a SUPERUSER;\n*/ SELECT 1;", [], id="a-long-comment"),
        pytest.param(
            "SELECT ';';\nDELETE FROM t;", [("unrestricted-change", 2, "DELETE FROM t")], id="a-semicolon-in-quotes"
        ),
        pytest.param(
            "CREATE FUNCTION f() AS $a$ DELETE FROM t; $a$ LANGUAGE sql;\nDELETE FROM u;",
            [("unrestricted-change", 2, "DELETE FROM u")],
            id="a-body-in-dollars",
        ),
        pytest.param(
            "ALTER USER a PASSWORD 'it''s';\nALTER USER b\n  PASSWORD 'abc-1';",
            [("password-literal", 3, "abc-1")],
            id="the-span-is-the-literal",
        ),
        pytest.param("DROP TABLE t", [], id="nothing"),
        pytest.param("SELECT 1;  \n", [], id="nothing-behind-the-last"),
        pytest.param("$$ SELECT 'a", [], id="never-closed"),
    ],
)
def test_statements(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert found(text) == expected


def test_every_rule_has_its_page() -> None:
    assert all(info.why and info.fix and info.cwe for info in RULES.values())


@pytest.mark.parametrize("piece", ["$a1$ ", "'", "/*", "GRANT x ", ";", "$", "(", "EXEC('a' || ", "UPDATE t SET "])
def test_hostile_texts_end(piece: str) -> None:
    list(findings(Prepared(piece * 20_000, "sql")))
    list(findings(Prepared("".join(f"$a{number}$" for number in range(5_000)), "sql")))


PIECES = st.sampled_from(
    ["'", "$$", "$a$", "--", "/*", "*/", ";", "\n", " ", "GRANT ALL ON *.* TO a", "PASSWORD 'xyz'", "DELETE FROM t"]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_places_lie_inside_the_text(text: str) -> None:
    for each in findings(Prepared(text, "sql")):
        assert 0 <= each.span.start < each.span.end <= len(text)
