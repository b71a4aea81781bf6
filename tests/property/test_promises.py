"""The promises I1 to I8 of the house, on the pure road with real engines. I9 is tests/server/test_routes.py's."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proxy.model import Action, Channel, ChannelKind, Hold, Mode
from proxy.policy.loader import load_policy
from proxy.policy.schema import Policy
from proxy.scan.bandit import BanditEngine
from proxy.scan.scanner import Scanner
from proxy.scan.secrets import SecretsEngine
from proxy.scan.suppressions import SuppressionsEngine
from proxy.scan.unicode import UnicodeEngine
from tests.road import CONTENT, LocalScanners, cut, travel

SCANNERS = LocalScanners(Scanner([BanditEngine(), SecretsEngine(), UnicodeEngine(), SuppressionsEngine()]))
BASELINE = load_policy("baseline")
STRICT = load_policy("strict")
MONITOR = load_policy("monitor")
SECRET = "hQ9" + "zT4kV7wL2xP8"
# Each insecure statement holds a canary that must not leave.
REJECTED = "subprocess.run(f'ls {name}', shell=True)  # CNRY_R\n"
REDACTED = f'password = "{SECRET}"\n'
PIECES = [
    "Some prose. ",
    "\n",
    "\n\n",
    "```python\n",
    "```\n",
    "````\n",
    "~~~js\n",
    "~~~\n",
    "> ```python\n",
    "> import os\n",
    "- item\n\n  ```py\n",
    "    indented()\n",
    "import subprocess\n",
    "def f(x):\n",
    "    return (x +\n",
    "        1)\n",
    "    '''doc\n",
    "x = 1  # nosec\n",
    REJECTED,
    "    " + REJECTED,
    REDACTED,
    "yaml.load(stream)\n",
    "print('é\u2028ü')\n",
    "don't parse this\n",
    "\r\n",
    "\r",
    "\t",
    "`inline` ",
    "<pre>\n",
    "</pre>\n",
    ">>> os.system(cmd)\n",
    "\u202e",
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
ALLOWED = texts.map(
    lambda text: text.replace(REJECTED.strip(), "run()").replace(REDACTED, "y = 2\n").replace("\u202e", "")
)


def _policy(base: Policy, **changes: Any) -> Policy:
    return dataclasses.replace(base, **changes)


NOTHING = dict.fromkeys(BASELINE.fail, Action.ALLOW)
ALLOWING = _policy(BASELINE, layer=dataclasses.replace(BASELINE.layer, rules=(), parents=()), fail=NOTHING)
HOLDS = st.sampled_from([BASELINE, _policy(BASELINE, hold=Hold.BLOCK), STRICT])


@given(text=texts, policy=HOLDS, seed=st.integers(0, 10**6), data=st.data())
@example(text="```python\n" + REDACTED + REJECTED + "```\nlater\n", policy=BASELINE, seed=1, data=None)
@example(text="```python\nf(\n" + REJECTED, policy=BASELINE, seed=2, data=None)
def test_i1_chunk_boundaries_and_timing_do_not_matter(text: str, policy: Policy, seed: int, data: Any) -> None:
    whole = travel([(CONTENT, text)], policy, SCANNERS)
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=8)) if data is not None else list(range(len(text)))
    other = travel(cut(text, cuts), policy, SCANNERS, dice=random.Random(seed))
    assert other.content == whole.content
    assert other.findings == whole.findings
    assert other.records.comparable() == whole.records.comparable()


@given(text=ALLOWED, seed=st.integers(0, 10**6), cuts=st.lists(st.integers(0, 400), max_size=8))
def test_i2_what_is_allowed_arrives_equal(text: str, seed: int, cuts: list[int]) -> None:
    journey = travel(cut(text, [c for c in cuts if c <= len(text)]), ALLOWING, SCANNERS, dice=random.Random(seed))
    assert journey.content == text


@given(text=texts, seed=st.integers(0, 10**6), cuts=st.lists(st.integers(0, 400), max_size=8))
def test_i2_monitor_delivers_equal_text(text: str, seed: int, cuts: list[int]) -> None:
    journey = travel(cut(text, [c for c in cuts if c <= len(text)]), MONITOR, SCANNERS, dice=random.Random(seed))
    assert journey.content == text
    assert MONITOR.mode is Mode.MONITOR


@given(
    before=st.lists(
        st.sampled_from(["x = 1\n", "def f(a):\n    return a\n", "import os\n", "# note\n"]), max_size=6
    ).map("".join),
    policy=HOLDS,
    seed=st.integers(0, 10**6),
)
def test_i3_nothing_of_a_rejected_or_redacted_statement_leaves(before: str, policy: Policy, seed: int) -> None:
    text = f"Look:\n\n```python\nimport subprocess\n{before}{REDACTED}{REJECTED}after()\n```\n\nMore prose.\n"
    journey = travel(cut(text, range(len(text))), policy, SCANNERS, dice=random.Random(seed))
    assert "CNRY" not in journey.content
    assert SECRET not in journey.content
    assert "after()" not in journey.content
    assert journey.content.endswith("\n\nMore prose.\n")
    if policy.hold is Hold.BLOCK:
        assert "```" not in journey.content


@given(
    line=st.sampled_from(["x = 1\n", "x = ((((\n", "y" * 50, "```python\n", "> \n", "    z\n", "`"]),
    count=st.integers(1, 300),
)
def test_i4_what_is_held_is_bounded(line: str, count: int) -> None:
    bound = 2_000
    text = "```python\n" + line * count
    journey = travel(cut(text, range(0, len(text), 7)), BASELINE, SCANNERS, max_block_chars=bound)
    assert journey.max_held <= bound + 9_000  # an opener's own bound and a given-up line's come on top


def test_i4_a_block_past_the_bound_is_rejected_and_said_so() -> None:
    text = "```python\n" + "x = 1\n" * 1_000 + "```\nprose\n"
    journey = travel(cut(text, range(0, len(text), 100)), BASELINE, SCANNERS, max_block_chars=600)
    assert "too long to be checked" in journey.content
    assert journey.content.endswith("prose\n")
    assert journey.content.count("x = 1\n") <= 100


@given(text=texts, seed=st.integers(0, 10**6))
def test_i5_everything_ends(text: str, seed: int) -> None:
    journey = travel([(CONTENT, text)], BASELINE, SCANNERS, dice=random.Random(seed))
    assert journey.gate is not None
    assert not journey.gate.holding
    assert journey.gate.held == 0
    if text:
        assert journey.settled == {CONTENT}


@given(
    parts=st.lists(
        st.tuples(
            st.sampled_from(["content", "reasoning_content", "other"]), st.integers(0, 1), st.sampled_from(PIECES)
        ),
        max_size=20,
    )
)
def test_i6_channels_are_strangers(parts: list[tuple[str, int, str]]) -> None:
    pieces = [(Channel(choice, field), text) for field, choice, text in parts]
    together = travel(pieces, BASELINE, SCANNERS)
    for channel in {channel for channel, _ in pieces}:
        alone = travel([(c, t) for c, t in pieces if c == channel], BASELINE, SCANNERS)
        assert together.texts.get(channel, "") == alone.texts.get(channel, "")


@given(text=texts, policy=HOLDS)
def test_i7_every_block_has_one_decision_and_unscanned_is_said(text: str, policy: Policy) -> None:
    journey = travel([(CONTENT, text)], policy, SCANNERS)
    assert journey.review is not None
    decided = [body["block"] for kind, body in journey.records.all if kind.value == "block.decision"]
    assert sorted(decided) == sorted(d.block.number for d in journey.review.dossiers.values())
    opened = [body["block"] for kind, body in journey.records.all if kind.value == "block.open"]
    assert len(set(opened)) == len(opened)
    for kind, body in journey.records.all:
        if kind.value == "block.decision" and body["language"] not in {"python", None}:
            assert any(run["engine"] == "bandit" and run["status"] != "complete" for run in body["engines"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```python\n{}```\n", id="plain"),
        pytest.param("~~~python\n{}~~~\n", id="tildes"),
        pytest.param("`````python\n{}`````\n", id="five"),
        pytest.param("        ```python\n{}        ```\n", id="deep"),
        pytest.param("> ```python\n> {}> ```\n", id="quote"),
        pytest.param("1. a\n\n   ```python\n   {}   ```\n", id="list"),
        pytest.param("```{{.python}}\n{}```\n", id="attribute"),
        pytest.param("\u200b```python\n{}```\n", id="zero-width"),
        pytest.param("text: ```python\n{}```\n", id="late"),
        pytest.param("```python\n{}", id="unclosed"),
        pytest.param("````markdown\n```python\n{}```\n````\n", id="nested"),
        pytest.param("prose\n\n    import os\n    {}\n", id="indented"),
        pytest.param('```python\ndef f(name):\n    """Doc.\n\n    ```\n    x\n    ```\n    """\n    {}```\n', id="docstring"),
        pytest.param("`````markdown\n````text\n```python\n{}```\n````\n`````\n", id="nested-twice"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("policy", [BASELINE, STRICT], ids=["statement", "block"])
def test_i8_doubtful_lines_are_code(text: str, policy: Policy) -> None:
    journey = travel(cut(text.format(REJECTED), range(200)), policy, SCANNERS)
    assert "CNRY" not in journey.content


def test_a_call_is_held_whole_and_rejected_whole() -> None:
    channel = Channel(0, "tool_calls.0", ChannelKind.WHOLE)
    bad = '{"path": "a.env", "content": "AWS_KEY=AKIA' + 'Q4ZTM7WPLX5JNR2E"}'
    journey = travel(cut(bad, range(len(bad)), channel), BASELINE, SCANNERS)
    assert "Q4ZTM7WP" not in journey.texts[channel]
    assert "REDACTED_" in journey.texts[channel]
    rejecting = travel(
        cut(bad, [3], channel), _policy(BASELINE, fail={**BASELINE.fail, "on_unsupported": Action.REJECT}), SCANNERS
    )
    assert rejecting.review is not None
    assert set(rejecting.review.refused) == {channel}
