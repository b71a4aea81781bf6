"""Imports of what the conversation itself defines are no doubt, however the answer comes (I1)."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from proxy.extract.anatomy import Premises
from proxy.extract.local_names import own
from proxy.model import Channel, ChannelKind, Hold
from proxy.policy.loader import load_policy
from proxy.policy.tools import load_tools
from proxy.scan.dependencies.engine import DepsEngine
from proxy.scan.scanner import Scanner
from tests.road import CONTENT, LocalScanners, cut, travel

SCANNERS = LocalScanners(Scanner([DepsEngine()]))
BASELINE = load_policy("baseline")
STRICT = load_policy("strict")
IMPORTING = "```python\nimport reqeusts\nfrom acme_tools import x\n```\n"
TYPO, UNKNOWN = ("deps.typosquat", 1, False), ("deps.unknown-package", 2, False)


def found(text: str, premises: Premises | None = None) -> list[tuple[str, int, bool]]:
    return travel([(CONTENT, text)], BASELINE, SCANNERS, premises=premises).findings


@pytest.mark.parametrize(
    ("before", "typo", "unknown"),
    [
        pytest.param("", True, True, id="nothing said"),
        pytest.param("Make `reqeusts.py` and `acme_tools/x.py`.\n", False, False, id="prose"),
        pytest.param("```text\nsrc/\n├── acme_tools/\n└── reqeusts.py\n```\n", False, False, id="tree"),
        pytest.param("```python acme_tools/__init__.py\nx = 1\n```\n", True, False, id="a block that is the file"),
        pytest.param("acme-tools>=1\nreqeusts>=2\n", True, False, id="declared"),
        pytest.param("Run pip install acme-tools reqeusts\n", True, True, id="a command declares nothing"),
    ],
)
def test_what_came_before_answers(before: str, typo: bool, unknown: bool) -> None:
    assert found(before + IMPORTING) == [TYPO] * typo + [UNKNOWN] * unknown


def test_what_the_request_shows_answers() -> None:
    facts = frozenset({own("pypi", "reqeusts"), own("pypi", "acme_tools")})
    assert found(IMPORTING, Premises(facts=lambda: facts)) == []


def test_a_command_stays_in_doubt_whatever_files_there_are() -> None:
    facts = frozenset({own("pypi", "reqeusts")})
    text = "reqeusts.py\n```bash\npip install reqeusts\n```\n"
    assert found(text, Premises(facts=lambda: facts)) == [("deps.typosquat", 1, False)]


def test_files_of_one_call_are_modules_to_each_other() -> None:
    patch = "*** Begin Patch\n*** Add File: app.py\n+import reqeusts\n*** Add File: {}.py\n+x = 1\n*** End Patch\n"
    call = Channel(0, "tool_calls.0", ChannelKind.WHOLE)

    def rules(name: str) -> list[str]:
        text = json.dumps({"command": f"apply_patch <<'E'\n{patch.format(name)}E\n"})
        gate = travel([(call, text)], BASELINE, SCANNERS, premises=Premises(load_tools(None)))
        return [rule for rule, _, _ in gate.findings]

    assert rules("other") == ["deps.typosquat"]
    assert rules("reqeusts") == []


PIECES = ["See `reqeusts.py`. ", "acme_tools/", "\n", "```python\n", "```\n", "```text\nreqeusts.py\n", "import reqeusts\n",
          "from acme_tools import x\n", "> ```python\n> import reqeusts\n", "~~~python reqeusts.py\n", "~~~\n", "\r\n", "acme-tools==1\n",
          "x" * 3000, "- item\n\n  ```py\n  import acme_tools\n"]  # fmt: skip


@given(
    text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    policy=st.sampled_from([BASELINE, STRICT]),
    cuts=st.lists(st.integers(0, 6000), max_size=8),
    seed=st.integers(0, 10**6),
)
@example(text="See `reqeusts.py`\n" + IMPORTING, policy=BASELINE, cuts=list(range(30)), seed=3)
def test_i1_pieces_and_timing_do_not_matter(text: str, policy: object, cuts: list[int], seed: int) -> None:
    whole = travel([(CONTENT, text)], policy, SCANNERS)  # type: ignore[arg-type]
    other = travel(cut(text, [at for at in cuts if at <= len(text)]), policy, SCANNERS, dice=random.Random(seed))  # type: ignore[arg-type]
    assert other.content == whole.content
    assert other.findings == whole.findings
    assert other.records.comparable() == whole.records.comparable()


def test_monitor_and_whole_blocks_say_the_same() -> None:
    text = "`reqeusts.py`\n" + IMPORTING
    assert BASELINE.hold is not STRICT.hold is Hold.BLOCK
    for policy in (BASELINE, STRICT, load_policy("monitor")):
        assert travel([(CONTENT, text)], policy, SCANNERS).findings == [UNKNOWN]
