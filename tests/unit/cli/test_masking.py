"""Nothing hostile or secret is printed."""

from __future__ import annotations

import pytest

from proxy.cli.masking import excerpt, mask, printable
from proxy.model import Confidence, Finding, Severity, Span


def finding(text: str, part: str, *, engine: str = "bandit", cwe: str = "CWE-78", rule: str = "bandit.B602") -> Finding:
    start = text.index(part)
    line = text.count("\n", 0, start) + 1
    span = Span(start, start + len(part), line, line + part.count("\n"), start - (text.rfind("\n", 0, start) + 1))
    return Finding(rule, engine, Severity.HIGH, Confidence.HIGH, (cwe,), "x", span, "a message")


def test_a_secret_is_masked_and_nothing_else_moves() -> None:
    text = 'a = 1\nkey = "tok-123"\nb = 2\n'
    masked = mask(text, [finding(text, "tok-123", engine="secrets", cwe="CWE-798")])
    assert masked == 'a = 1\nkey = "*******"\nb = 2\n'


def test_a_secret_over_lines_keeps_its_lines() -> None:
    text = "k = '''AB\nCD'''\n"
    assert mask(text, [finding(text, "AB\nCD", engine="secrets")]) == "k = '''**\n**'''\n"


@pytest.mark.parametrize(
    ("text", "part", "masked"),
    [
        pytest.param('f(password="pw-1")', 'f(password="pw-1")', 'f(password="****")', id="double"),
        pytest.param("x = 'a\\'b'", "x = 'a\\'b'", "x = '****'", id="escaped"),
        pytest.param('x = """a b"""', 'x = """a b"""', 'x = """* *"""', id="triple"),
        pytest.param("x = '''ab'''", "x = '''ab'''", "x = '''**'''", id="triple-single"),
        pytest.param("x = 1", "x = 1", "x = 1", id="no-string"),
    ],
)
def test_the_strings_of_a_hard_coded_credential_are_masked(text: str, part: str, masked: str) -> None:
    assert masked == mask(text, [finding(text, part, cwe="CWE-259")])


def test_other_findings_are_shown_as_they_are() -> None:
    text = 'run("ls", shell=True)'
    assert mask(text, [finding(text, text)]) == text


def test_an_excerpt_underlines_the_finding() -> None:
    text = "a\n    run(x)\nb\n"
    shown = excerpt(text, finding(text, "run(x)"))
    assert (shown.text, shown.text[shown.start : shown.end]) == ("    run(x)", "run(x)")


def test_an_excerpt_of_many_lines_shows_the_first() -> None:
    text = "run(\n  x\n)\n"
    shown = excerpt(text, finding(text, "run(\n  x\n)"))
    assert (shown.text, shown.start, shown.end) == ("run(", 0, 4)


def test_an_excerpt_of_a_long_line_is_cut_around_the_finding() -> None:
    text = "x" * 5000 + "BAD" + "y" * 5000
    shown = excerpt(text, finding(text, "BAD"))
    assert shown.text.startswith("...")
    assert len(shown.text) < 300
    assert shown.text[shown.start : shown.end] == "BAD"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain é", "plain é", id="plain"),
        pytest.param("a\tb", "a    b", id="tab"),
        pytest.param("a\x1b[31mred", "a\\x1b[31mred", id="escape-sequence"),
        pytest.param("user\u202e", "user\\u202e", id="bidi"),
        pytest.param("a\nb", "a\\nb", id="line-injection"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert shown == printable(text)
