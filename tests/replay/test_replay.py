"""Fifty recorded answers, cut everywhere: the client's text, the findings and the records are those of the uncut answer (promise I1).

The demo model's answers and `streams/streams.jsonl`; secrets stand in the files as placeholders and are put together here.
`CODEWARD_GOLDEN=write` writes `golden/` anew: what the client reads under `baseline`, everything but ASCII escaped.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from proxy.model import Action
from proxy.policy.loader import load_policy
from proxy.policy.schema import Policy
from proxy.scan.scanner import Scanner, default_engines
from tests.road import CONTENT, Journey, LocalScanners, cut, travel

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
ANSWERS = HERE.parents[1] / "proxy" / "upstream" / "answers"
SECRETS = {
    "@@PASSWORD@@": "hQ9" + "zT4kV7wL2xP8",
    "@@GITHUB@@": "ghp" + "_x7QvT2mKp9RzLw4" + "YsB8nHd3JcF6gVa3LHNXN",
    "@@AWS_KEY_ID@@": "AKIA" + "Q4ZT" + "M7WPLX5JNR2E",
    "@@AWS_SECRET@@": "mV8xTq2LwZ" + "rY5sKd9HfB1n" + "Jc7GpQ4tRaEu3XoWiM",
}
POLICIES = {name: load_policy(name) for name in ("baseline", "strict", "monitor")}
BASELINE = POLICIES["baseline"]
PAIRED = 400  # up to this length, two cuts are put everywhere
PAIRS_AT_ONCE = 5_000  # the default run does all pairs of a stream that has no more
PAIRS_DRAWN = 300
OFFSETS_AT_ONCE = 2_000
OFFSETS_DRAWN = 300
SPLITS, SPLITS_OF_LONG = 130, 8  # 19,000 in all
DEEP_SPLITS = 500  # of each stream: 25,000 in all


def _assembled(text: str) -> str:
    for name, secret in SECRETS.items():
        text = text.replace(name, secret)
    return text


def _recorded() -> dict[str, str]:
    found = {f"demo-{path.stem}": path.read_bytes().decode() for path in ANSWERS.glob("*.md")}
    lines = (HERE / "streams" / "streams.jsonl").read_text(encoding="utf-8").splitlines()
    found |= {row["name"]: row["text"] for row in map(json.loads, lines)}
    return {name: _assembled(text) for name, text in sorted(found.items())}


STREAMS = _recorded()
SHORT = [name for name, text in STREAMS.items() if len(text) <= PAIRED]
WRITES = os.environ.get("CODEWARD_GOLDEN") == "write"  # read before conftest.py takes our variables away
deep = pytest.mark.deep


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    """The engines of the real server."""
    return Scanner(default_engines())


@pytest.fixture
def scanners(scanner: Scanner) -> LocalScanners:
    """What they said, remembered for one stream."""
    return LocalScanners(scanner)


def same(text: str, cuts: Iterable[Sequence[int]], policy: Policy, scanners: LocalScanners) -> int:
    """However a text is cut and whenever questions are answered, the same comes of it."""
    expected = _outcome(travel([(CONTENT, text)], policy, scanners))
    count = 0
    for count, at in enumerate(cuts, 1):  # noqa: B007 - it is the answer
        journey = travel(cut(text, at), policy, scanners, dice=random.Random(f"{at}"))
        assert _outcome(journey) == expected, at
    return count


def _outcome(journey: Journey) -> tuple[object, ...]:
    return journey.content, journey.findings, journey.records.comparable()


def _splits(text: str, count: int, dice: random.Random) -> Iterable[Sequence[int]]:
    """From two pieces to single characters, as often few as many."""
    for _ in range(count):
        most = min(len(text), int(math.exp(dice.uniform(0, math.log(len(text) + 2)))))
        yield sorted(dice.sample(range(len(text) + 1), most))


def test_there_are_forty_and_they_hold_what_they_are_for() -> None:
    assert len(STREAMS) >= 40
    assert not [name for name, text in STREAMS.items() if "@@" in text.replace("@@ -1,4 +1,5 @@", "")]
    everything = "".join(STREAMS.values())
    for sign in ("\r\n", "~~~", "> ```", "   ```", "<pre>", ">>> ", "\u202e", "shell=True", *SECRETS.values()):
        assert sign in everything, sign


@pytest.mark.parametrize("name", STREAMS)
def test_one_cut_anywhere(name: str, scanners: LocalScanners) -> None:
    """Of the 300-line file the default run takes some offsets, drawn once."""
    text = STREAMS[name]
    offsets: Sequence[int] = range(len(text) + 1)
    if len(offsets) > OFFSETS_AT_ONCE:
        offsets = random.Random(name).sample(offsets, OFFSETS_DRAWN)
    assert same(text, ([at] for at in offsets), BASELINE, scanners) == len(offsets)


@deep
@pytest.mark.parametrize("name", [name for name, text in STREAMS.items() if len(text) >= OFFSETS_AT_ONCE])
def test_one_cut_anywhere_in_the_long_ones(name: str, scanners: LocalScanners) -> None:
    text = STREAMS[name]
    assert same(text, ([at] for at in range(len(text) + 1)), BASELINE, scanners) == len(text) + 1


@pytest.mark.parametrize(
    ("name", "drawn"),
    [pytest.param(name, True, id=name) for name in SHORT]
    + [pytest.param(name, False, id=f"{name}-all", marks=deep) for name in SHORT],
)
def test_two_cuts_anywhere(name: str, drawn: bool, scanners: LocalScanners) -> None:
    """All pairs of the shortest streams; of the others some that are drawn once, and all in the deep run."""
    text = STREAMS[name]
    pairs = list(itertools.combinations(range(1, len(text)), 2))
    if drawn and len(pairs) > PAIRS_AT_ONCE:
        pairs = random.Random(name).sample(pairs, PAIRS_DRAWN)
    assert same(text, pairs, BASELINE, scanners) == len(pairs)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", STREAMS)
def test_random_splits_under_each_policy(name: str, policy: str, scanners: LocalScanners) -> None:
    text = STREAMS[name]
    count = SPLITS if len(text) < OFFSETS_AT_ONCE else SPLITS_OF_LONG
    assert same(text, _splits(text, count, random.Random(name)), POLICIES[policy], scanners) == count


@deep
@pytest.mark.parametrize("name", STREAMS)
def test_random_splits_by_the_thousand(name: str, scanners: LocalScanners) -> None:
    text = STREAMS[name]
    assert same(text, _splits(text, DEEP_SPLITS, random.Random()), BASELINE, scanners) == DEEP_SPLITS


@pytest.mark.parametrize("name", STREAMS)
def test_token_by_token(name: str, scanners: LocalScanners) -> None:
    """As providers stream: four characters a piece; and one."""
    text = STREAMS[name]
    same(text, [range(size, len(text), size) for size in (1, 4)], BASELINE, scanners)


@pytest.mark.parametrize("name", STREAMS)
def test_monitor_delivers_equal_text(name: str, scanners: LocalScanners) -> None:
    assert travel([(CONTENT, STREAMS[name])], POLICIES["monitor"], scanners).content == STREAMS[name]


@pytest.mark.parametrize("name", STREAMS)
def test_the_transcript_of_the_client(name: str, scanners: LocalScanners) -> None:
    journey = travel([(CONTENT, STREAMS[name])], BASELINE, scanners)
    if not journey.findings:
        assert journey.content == STREAMS[name]
    assert journey.review is not None
    stopped = [d for d in journey.review.dossiers.values() if d.decision and d.decision.action is Action.REJECT]
    assert len(stopped) == journey.content.count(" was held back by your organisation's policy ")
    shown, golden = _shown(journey.content), GOLDEN / f"{name}.txt"
    if WRITES:
        golden.write_text(shown, encoding="ascii", newline="")
    assert golden.read_bytes().decode("ascii") == shown


def test_every_transcript_has_its_stream() -> None:
    assert sorted(STREAMS) == sorted(path.stem for path in GOLDEN.iterdir())


def _shown(text: str) -> str:
    """A transcript for a file: placeholders for what was delivered of secrets, escapes for what an editor would not show."""
    for name, secret in SECRETS.items():
        text = text.replace(secret, name)
    return text.replace("\r", "\\r").encode("ascii", "backslashreplace").decode()
