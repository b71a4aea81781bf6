"""What a message may show of a fitted fix: its names and its form, never its literals."""

from __future__ import annotations

import pytest

from proxy.scan.checks.fixes import unquoted


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        pytest.param("f('a long word')", 'f("...")', id="text"),
        pytest.param("f(b'a long word', 1234567, 123456, 1.5, None, ...)", 'f(b"...", ..., 123456, 1.5, None, ...)', id="values"),
        pytest.param("f(f'{name} said')", 'f("...")', id="f-string"),
        pytest.param("f('one' 'two', \"\"\"three\nfour\"\"\", g)", 'f("...", "...", g)', id="over-lines"),
        pytest.param("f('é', 'über', x['key'])", "f('é', \"...\", x[\"...\"])", id="not-ascii"),
        pytest.param("run(['tar', 'xf', '-C', '--file'])", "run(['tar', 'xf', '-C', \"...\"])", id="programs-and-short-words"),
        pytest.param("e('select a, b from t where c = ?')", 'e("select ... from ... where ... = ?")', id="sql"),
        pytest.param("e('SELECT * FROM t -- a comment')", 'e("SELECT * FROM ...")', id="sql-comment"),
        pytest.param("e('DELETE FROM \"t\" WHERE a IN (?, ?) /* x')", 'e("DELETE FROM ... WHERE ... IN (?, ?) ...")', id="sql-open-comment"),
        pytest.param("e('Select me a table of words')", 'e("Select ... table ...")', id="words-of-sql-alone"),
        pytest.param("Use a list", "Use a list", id="instruction"),
        pytest.param("Call it 'x'", "", id="a-quote-in-what-is-no-code"),
        pytest.param("-" * 100_000 + "1", "", id="deep"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_no_literal_is_shown(code: str, shown: str) -> None:
    assert unquoted(code) == shown
