"""What models are told: by language, in the organisation's words, and by what goes wrong; one text has one version."""

from __future__ import annotations

import pytest

from proxy.errors import PolicyInvalid
from proxy.extract.languages import language_of
from proxy.policy.guidance import FILE_NAME, Guide, Told, compose, read_guide
from proxy.policy.loader import load_policy, shipped_directory
from proxy.policy.sections import Guidance
from proxy.policy.source import Source

GUIDE = Guide(("be careful",), {"python": ("no pickle",), "go": ("check errors", "be careful")})
ON = Guidance(enabled=True)


def test_the_shipped_lines_are_read_and_each_language_is_known() -> None:
    guide = read_guide(Source.read(shipped_directory() / FILE_NAME, FILE_NAME))
    assert len(guide.general) >= 5
    assert guide.languages["typescript"] == guide.languages["javascript"] != ()
    assert all(language_of(language) == language for language in guide.languages)
    assert FILE_NAME.removesuffix(".yaml") not in str(load_policy("baseline").layers)


def test_the_languages_of_a_request_choose_the_lines() -> None:
    told = compose(GUIDE, ON, ["go", "klingon", "go"], [])
    assert told.text.splitlines()[1:] == ["- be careful", "- check errors"]
    assert compose(GUIDE, ON, ["python"], []).version != told.version == compose(GUIDE, ON, ["go"], []).version


def test_own_words_and_the_worst_rules_follow() -> None:
    section = Guidance(enabled=True, text="Use our wrappers.\n", max_rules=1)
    lines = compose(GUIDE, section, [], ["SQL injection (CWE-89): write parameters", "another"]).text.splitlines()
    assert lines[2:] == [
        "Use our wrappers.", "Mistakes found often in code written here; don't repeat them:", "- SQL injection (CWE-89): write parameters",
    ]  # fmt: skip


def test_nothing_is_said_where_the_policy_says_nothing() -> None:
    assert compose(GUIDE, Guidance(), ["go"], ["x"]) == Told("", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("generel: [a]\n", "did you mean 'general'?"),
        ("languages: [a]\n", "`languages` is a mapping"),
        ("languages: {tsx: typescript}\n", "'tsx' stands for 'typescript', which has no lines"),
        ("general: [[a]]\n", "expected a text"),
    ],
)
def test_a_mistake_is_named(text: str, said: str) -> None:
    with pytest.raises(PolicyInvalid) as raised:
        read_guide(Source(FILE_NAME, text))
    assert said in raised.value.message


def test_a_file_may_say_little() -> None:
    assert read_guide(Source(FILE_NAME, "languages: {go: [x]}\n")).languages == {"go": ("x",)}
    assert read_guide(Source(FILE_NAME, "general: [x]\n")) == Guide(("x",), {})
