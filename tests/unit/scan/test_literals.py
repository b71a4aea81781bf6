"""Literals in pieces are one value; pieces that aren't joined stay apart."""

from __future__ import annotations

import pytest

from proxy.scan.literals import chains, literal_at


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        pytest.param('x = "ab" + "cd"', "javascript", ["abcd"], id="plus"),
        pytest.param("x = 'ab' . 'cd'", "php", ["abcd"], id="dot"),
        pytest.param('x = "ab" "cd" "ef"', "python", ["abcdef"], id="adjacent"),
        pytest.param('x = "ab" "cd"', "javascript", [], id="adjacent-where-that-means-nothing"),
        pytest.param('("ab"\n  "cd")', "python", ["abcd"], id="next-line"),
        pytest.param('"ab"\n\n"cd"', "python", [], id="empty-line"),
        pytest.param('"ab" \\\n "cd"', "python", ["abcd"], id="backslash"),
        pytest.param('["ab", "cd"].join("")', "javascript", ["abcd"], id="joined"),
        pytest.param('["ab", "cd"].join("-")', "javascript", [], id="joined-by-something"),
        pytest.param('"".join(["ab", "cd"])', "python", ["abcd"], id="join-before"),
        pytest.param('["ab", "cd"]', "python", [], id="list"),
        pytest.param('f("ab" + "cd", "ef")', "python", ["abcd"], id="next-argument"),
        pytest.param("x = r\"ab\" + b'cd'", "python", ["abcd"], id="prefixes-and-quotes"),
        pytest.param('"a\\"b" + "cd"', "python", ['a\\"bcd'], id="escaped-quote"),
        pytest.param('"ab" + x + "cd"', "python", [], id="variable-between"),
        pytest.param('x = "ab"', "python", [], id="one"),
    ],
)
def test_chains(text: str, language: str, values: list[str]) -> None:
    assert [chain.value for chain in chains(text, language)] == values


def test_where_a_chain_stands() -> None:
    (chain,) = chains('x = "ab" + "cd"\n', "python")
    assert (chain.start, chain.end, chain.pieces) == (5, 14, 2)
    assert list(chains('x = "ab" + "cd"\n', "python", 9)) == []


def test_a_literal_in_a_string_of_json() -> None:
    literal = literal_at('\\"ab\\"', 0)
    assert literal is not None
    assert (literal.value, literal.start, literal.end) == ("ab", 2, 4)
    assert literal_at("ab", 0) is None


def test_chains_are_bounded() -> None:
    assert sum(1 for _ in chains('"a" + "b", ' * 1000, "python")) == 200
    (long,) = list(chains('"a" + ' * 64 + '"b"', "python"))[:1]
    assert long.pieces == 64
