"""Each piece scanned as what it is, edits against what they change, the worst status told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.examination import READER, Examination, Turns, examine, joined
from proxy.extract.anatomy import Premises
from proxy.extract.seen import SeenFile
from proxy.model import CodeBlock, EngineRun, ScanReport, ScanStatus
from proxy.policy.tools import load_tools
from tests.fakes import WordScanners

TOOLS = load_tools(None)


async def look(name: str, files: dict[str, SeenFile] | None = None, /, **arguments: Any) -> Examination:
    block = CodeBlock(1, "tool_call", json.dumps(arguments), info=name)
    return await examine(block, Premises(TOOLS, lambda: files or {}), WordScanners())


def rules(seen: Examination) -> list[str]:
    return [finding.rule_id for each in seen.looks for finding in each.report.findings]


async def test_a_plain_block_is_one_text() -> None:
    seen = await examine(CodeBlock(1, "fence", "EVIL\n", "python"), Premises(TOOLS), WordScanners())
    assert seen.plain
    assert rules(seen) == ["words.evil"]
    assert [run.engine for run in seen.engines] == ["words"]


async def test_a_call_is_its_pieces_and_says_how_far_it_was_read() -> None:
    seen = await look("write", path="a.py", content="EVIL\n")
    assert not seen.plain
    assert rules(seen) == ["words.evil"]
    assert [(run.engine, run.status) for run in seen.engines][-1] == (READER, ScanStatus.COMPLETE)


async def test_what_stood_in_the_file_is_not_found_again() -> None:
    files = {"a.py": SeenFile("x = EVIL\ny = 1\n", True)}
    assert rules(await look("edit", files, path="a.py", edits=[{"oldText": "y = 1", "newText": "y = 2"}])) == []
    assert rules(await look("edit", files, path="a.py", edits=[{"oldText": "y = 1", "newText": "y = ODD"}])) == [
        "words.odd"
    ]


async def test_what_an_outer_text_shows_is_not_told_twice() -> None:
    assert rules(await look("bash", command="cat > a.py <<'E'\nEVIL\nE\n")) == ["words.evil"]
    block = CodeBlock(1, "fence", "cat > a.py <<'E'\nEVIL\nE\n", "bash")
    seen = await examine(block, Premises(TOOLS), WordScanners())
    assert rules(seen) == ["words.evil"]


async def test_what_cannot_be_taken_apart_is_no_clean_scan() -> None:
    block = CodeBlock(1, "tool_call", '{"content": "x', info="write")
    seen = await examine(block, Premises(TOOLS), WordScanners())
    (run,) = [run for run in seen.engines if run.engine == READER]
    assert run.status is ScanStatus.UNPARSED
    assert run.detail


async def test_nothing_at_all_is_read_all_the_same() -> None:
    seen = await look("list")
    assert (seen.looks, [run.status for run in seen.engines]) == ((), [ScanStatus.COMPLETE])


async def test_a_language_nobody_knows_says_nothing_of_words() -> None:
    class Strict(WordScanners):
        async def scan(self, block: CodeBlock) -> ScanReport:
            return ScanReport((), (EngineRun("words", "1", ScanStatus.UNSUPPORTED),))

    block = CodeBlock(1, "tool_call", json.dumps({"path": "a.zig", "content": "x\ny\n"}), info="write")
    seen = await examine(block, Premises(TOOLS), Strict())
    assert [run.status for each in seen.looks for run in each.report.engines] == [ScanStatus.UNSUPPORTED]


def test_one_run_an_engine() -> None:
    runs = [
        EngineRun("a", "1", ScanStatus.COMPLETE, 1, 2, 3.0),
        EngineRun("a", "1", ScanStatus.PARTIAL, 2, 3, 1.0, "some"),
        EngineRun("b", "1", ScanStatus.COMPLETE),
        EngineRun("a", "1", ScanStatus.UNSUPPORTED),
    ]
    assert joined(runs) == (
        EngineRun("a", "1", ScanStatus.PARTIAL, 3, 5, 4.0, "some"),
        EngineRun("b", "1", ScanStatus.COMPLETE),
    )


async def test_an_answer_has_its_turns() -> None:
    turns = Turns(WordScanners())
    assert (await turns.scan(CodeBlock(1, "fence", "x\n"))).engines
    assert (await turns.scan_units(None, [], b"")).units == ()


@pytest.mark.parametrize(("count", "found"), [pytest.param(30, 30, id="many")])
async def test_many_pieces_at_once(count: int, found: int) -> None:
    seen = await look("batch", **{f"code_{n}": f"x = {n}\ny = EVIL({n})\n" for n in range(count)})
    assert len(rules(seen)) == found
