"""What is taken from a model's second version, and what it is told of its first."""

from __future__ import annotations

import pytest

from proxy.model import Confidence, Finding, Severity, Span
from proxy.repairing import code_of, problems, same_task

FINDING = Finding(
    "bandit.B602",
    "bandit",
    Severity.HIGH,
    Confidence.HIGH,
    ("CWE-78",),
    "injection",
    Span(0, 1, 2, 2),
    "m",
    "subprocess.run([...])",
)


@pytest.mark.parametrize(
    ("reply", "language", "code"),
    [
        ("```python\na\n```\nand\n```python\nlonger\n```\n", "python", "longer\n"),
        ("```\na\n```", "python", "a\n"),
        ("```js\nabc\n```\n```python\na\n```", "python", "a\n"),
        ("```js\nabc\n```", "python", None),
        ("```js\nabc\n```", None, "abc\n"),
        ("```python\nnever closed\n", "python", None),
        ("prose", "python", None),
    ],
)
def test_the_longest_closed_block_in_the_language_is_taken(reply: str, language: str | None, code: str | None) -> None:
    assert code_of(reply, language) == code


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("def a():\n    x\n", "def a():\n    y\n", True),
        ("def a():\n    x\n", "def b():\n    y\n", False),
        ("def a():\n    x\n", "def a():\n    y\ndef b(): ...\n", True),
        ("a\nb\nc\nd\n", "a\n", False),
        ("a\nb\n", "a\n", True),
        ("func (s *S) Get() {\n}\n", "func (s *S) Get() {\n return\n}\n", True),
        ("", "", False),
    ],
)
def test_a_task_is_its_names_and_most_of_its_lines(before: str, after: str, same: bool) -> None:
    assert same_task(before, after) is same


def test_problems_name_the_line_and_what_to_write() -> None:
    told = problems([FINDING] * 20, "first\n  second()\n")
    assert len(told) == 12
    assert told[0].startswith("line 2, `second()`: ")
    assert told[0].endswith("(CWE-78). Write instead: subprocess.run([...])")
    bare = Finding("x.y", "x", Severity.LOW, Confidence.LOW, (), "other", Span(0, 1, 99, 99), "m")
    assert problems([bare], "only")[0].startswith("line 1, `only`: ")
