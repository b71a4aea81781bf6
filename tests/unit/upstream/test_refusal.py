"""A provider's words without what looks like a credential."""

from __future__ import annotations

import pytest

from proxy.upstream.refusal import refused, scrubbed

# Put together here, so that no scanner takes this file for a leak.
KEYS = [
    "AKIA" + "IOSFODNN7EXAMPLE", "ASIA" + "IOSFODNN7EXAMPLE", "AROA" + "IOSFODNN7EXAMPLE", "ghp" + "_abcdefghij", "github_pat" + "_abcdefghij", "glpat" + "-abcdefghij",
    "hf" + "_abcdefghij", "xoxb" + "-123456-abc", "nvapi" + "-abcdefghij", "pplx" + "-abcdefghij", "SG" + ".abcdefg.hij", "ya29" + ".abcdefghij", "AIza" + "x" * 35,
    "npm" + "_abcdefghij", "r8" + "_abcdefghij", "fw" + "_abcdefghij", "sk" + "-ant-abcdefghij", "gsk" + "_abcdefghij", "eyJ" + "hbGciOiJIUzI1NiJ9.e30.abc",
    "x" * 32,
]  # fmt: skip


@pytest.mark.parametrize("key", KEYS, ids=[key[:4] + str(at) for at, key in enumerate(KEYS)])
def test_keys_are_not_shown(key: str) -> None:
    assert scrubbed(f"Incorrect key {key}, said the model") == "Incorrect key ***, said the model"


def test_what_follows_a_bearer_is_not_shown() -> None:
    assert scrubbed("Incorrect Bearer abc") == "Incorrect ***"


@pytest.mark.parametrize(
    "words",
    ["The hf model is loading; r8 is full", "AKIN to the SG case, ya29 has eyJ", "maximum context length is 8192 tokens", "gh_models"],
)  # fmt: skip
def test_words_are(words: str) -> None:
    assert scrubbed(words) == words


@pytest.mark.parametrize(
    ("error", "after", "expected"),
    [
        pytest.param({}, "", ("The provider refused the request with HTTP 400", "upstream_refused", None), id="nothing"),
        pytest.param({"message": "no", "code": "c"}, "7", ("The provider refused the request with HTTP 400: no", "c", 7), id="all"),
        pytest.param({"message": "no", "code": 3}, "soon", ("The provider refused the request with HTTP 400: no", "upstream_refused", None), id="odd"),
        pytest.param({"message": 3, "code": "c"}, "999999999", ("The provider refused the request with HTTP 400", "upstream_refused", 86_400), id="no-words"),
    ],
)  # fmt: skip
def test_refusals(error: dict[str, object], after: str, expected: tuple[str, str, int | None]) -> None:
    made = refused(400, error, after)
    assert (made.message, made.code, made.retry_after_s) == expected
