"""bench/texts.py: what the fake provider says."""

from __future__ import annotations

import ast

import pytest

from bench.texts import FIRST_SALT, LAST_SALT, TEXTS, code, filled, tokens

SALTS = (FIRST_SALT, 4_242_424, LAST_SALT)


@pytest.mark.parametrize("at_once", [1, 3, 4])
@pytest.mark.parametrize("name", TEXTS)
def test_no_place_for_a_salt_is_cut(name: str, at_once: int) -> None:
    for salt in SALTS:
        pieces = [filled(token.encode(), salt).decode() for token in tokens(TEXTS[name], at_once)]
        assert "".join(pieces) == filled(TEXTS[name].encode(), salt).decode()


@pytest.mark.parametrize("name", TEXTS)
def test_a_salt_changes_the_text_but_not_its_length(name: str) -> None:
    made = {filled(TEXTS[name].encode(), salt) for salt in SALTS}
    assert len(made) == len(SALTS)
    assert {len(text) for text in made} == {len(TEXTS[name].encode())}


def test_what_is_secret_differs_from_request_to_request() -> None:
    lines = [
        next(line for line in filled(TEXTS["redact"].encode(), salt).splitlines() if line.startswith(b"PASSWORD"))
        for salt in SALTS
    ]
    assert len(set(lines)) == len(SALTS)


@pytest.mark.parametrize("lines", [40, 400])
def test_the_code_is_python_of_about_that_length(lines: int) -> None:
    made = filled(code(lines).encode(), FIRST_SALT).decode()
    ast.parse(made)
    assert lines <= made.count("\n") <= lines + 15


def test_a_blocks_first_line_differs_from_request_to_request() -> None:
    assert len({filled(code(40).encode(), salt).splitlines()[0] for salt in SALTS}) == len(SALTS)
