"""Short insecure functions, each showing one weakness, and their secure twins: what is found of the first, what is said of the second.

weaknesses/*.txt hold them: a line `=== CWE-22 insecure` (or `secure`) begins a text. `blind` behind it says that today the weakness is
missed, or a secure text spoken of: such a mark is lifted by whoever mends it, which a test demands. All are written for this project.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from proxy.model import Action, CodeBlock, Severity
from proxy.policy.evaluate import evaluate
from proxy.policy.loader import load_policy
from proxy.scan.scanner import Scanner

FOLDER = Path(__file__).parent / "weaknesses"
_SCANNER, _POLICY = Scanner(), load_policy("baseline")
# What else names the same defect: MITRE's parents, children and neighbours of a label.
NEAR = {
    "22": "23 35 36 73",
    "74": "79 90 94 1336",
    "77": "78 88",
    "79": "80 116",
    "80": "79",
    "90": "74",
    "94": "95 470",
    "95": "94",
    "99": "22 73 918 941 641",
    "113": "93",
    "116": "79 80",
    "215": "489",
    "259": "798 321",
    "269": "863 862 250 732",
    "283": "862 639",
    "285": "862 863 639 306",
    "306": "862",
    "312": "256 522",
    "321": "798",
    "326": "327",
    "327": "326 328",
    "329": "1204",
    "330": "338 340 331 335",
    "331": "338 334 330",
    "335": "338 337",
    "337": "335",
    "339": "335 338",
    "347": "345",
    "377": "379 378",
    "379": "377 732",
    "385": "208",
    "400": "770 789",
    "425": "862 306",
    "434": "22",
    "501": "863",
    "522": "256 598 257 798",
    "605": "668",
    "611": "827 776",
    "614": "1004",
    "620": "640",
    "641": "22",
    "646": "434",
    "650": "352",
    "668": "605",
    "703": "390",
    "730": "1333",
    "732": "276",
    "759": "916",
    "760": "916 759",
    "776": "611",
    "798": "259 321",
    "827": "611",
    "943": "89",
    "1204": "329",
    "1333": "730",
    "1236": "74",
}


def sections() -> Iterator[tuple[str, str]]:
    """Headings and texts."""
    for file in sorted(FOLDER.glob("*.txt")):
        for part in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, code = part.partition("\n")
            yield head.strip(), code


def rows() -> Iterator[object]:
    seen: Counter[str] = Counter()
    for head, code in sections():
        seen[head] += 1
        yield pytest.param(head.split(), code, id=f"{head.replace(' ', '-')}-{seen[head]}")


@pytest.mark.parametrize(("head", "code"), list(rows()))
def test_a_weakness_is_found_and_its_twin_left_alone(head: list[str], code: str) -> None:
    label = head[0].removeprefix("CWE-")
    wanted = {f"CWE-{number}" for number in (label, *NEAR.get(label, "").split())}
    block = CodeBlock(1, "file", code, "python")
    reasons = [each for each in evaluate(_POLICY, _SCANNER.scan(block), block).reasons if each.finding is not None]
    told = {
        each.finding.rule_id
        for each in reasons
        if each.finding is not None and each.finding.severity > Severity.INFO and wanted & set(each.finding.cwe)
    }
    expected = (head[1] == "insecure") is not ("blind" in head[2:])
    assert bool(told) is expected, (told, code)
    if head[1] == "secure":
        shown = {each.finding.rule_id for each in reasons if each.finding is not None and each.action > Action.ALLOW}
        assert shown == set()


def test_few_are_blind() -> None:
    heads = [head for head, _ in sections()]
    assert sum("blind" in head for head in heads) * 20 < len(heads)
