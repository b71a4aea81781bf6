"""Texts made to hurt scanners, through real workers with the real engines: a report in time, and never clean where something was cut."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from proxy.model import CodeBlock, ScanStatus, Unit
from proxy.scan.runner import ALWAYS, Runner

CUT: Final = {ScanStatus.TIMED_OUT, ScanStatus.FAILED, ScanStatus.OVERSIZE, ScanStatus.PARTIAL, ScanStatus.UNPARSED}
DEADLINE_MS: Final = 3000
LANGUAGES: Final = ("python", None, "javascript", "sql", "yaml", "bash")
# From engine.md 7 and 2: what made a scanner take seconds, gigabytes or its process down.
HOSTILE: Final = {
    "password-and-spaces": "password" + " " * 100_000,
    "keyword-line": "password = " + "a." * 500,
    "basic-auth": "://a:" * 24_000,
    "half-a-jwt": "eyJ" * 60_000,
    "unclosed-literals": 'password="' * 20_000,
    "signing-calls": "jwt.encode(" * 20_000,
    "key-headers": "-----BEGIN RSA " + "PRIVATE KEY-----" * 10_000,
    "suppressions": "# eslint-disable " * 12_000,
    "literal-chain": '"a" + ' * 30_000 + '"b"',
    "deep-parentheses": "(" * 100_000,
    "unary-minus": "x = " + "-" * 10_000 + "1",
    "attribute-chain": "a" + ".b" * 5000,
    "sum-chain": "x = " + "+".join(["a"] * 5000),
    "null-byte": "x = 1\0\n",
    "lone-surrogate": "x = '\ud800'\n",
    "coding-cookie": "# coding: no-such-codec\nx = 1\n",
    "concatenated-literals": "x = " + " + ".join(['"a"'] * 900),
    "select-select": 'q = "' + "select " * 15_000 + '"',
    "calls-on-one-line": "; ".join(["f(x)"] * 40_000),
    "nested-calls": "f(" * 3000 + ")" * 3000,
    "yaml-dashes": "- " * 500,
    "zero-width": "\u200b" * 80_000,
    "mixed-words": "a\u0430 " * 60_000,
    "empty": "",
    "newlines": "\n" * 200_000,
}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled once for all tests here."""
    made = tmp_path_factory.mktemp("rules")
    made.chmod(0o700)
    return made


async def test_every_hostile_text_ends_in_a_truthful_report(rules: Path) -> None:
    async with Runner(workers=1, deadline_ms=DEADLINE_MS, max_block_bytes=262_144, cache_dir=rules) as runner:
        assert runner.ready
        names = [name for name, _ in runner.engines]
        for name, text in HOSTILE.items():
            for language in LANGUAGES:
                report = await runner.scan(CodeBlock(1, "fence", text, language))
                assert [run.engine for run in report.engines] == names, name
                for run in report.engines:
                    assert (
                        run.status in CUT
                        or run.lines_scanned == run.lines_total
                        or run.status is ScanStatus.UNSUPPORTED
                    ), (name, run)
                    # Linear engines look at all of it, whatever happened to the others; too many findings are a failure of their own.
                    assert run.engine not in ALWAYS or run.status is ScanStatus.COMPLETE or "findings" in run.detail, (
                        name,
                        run,
                    )
        after = await runner.scan(CodeBlock(1, "fence", "eval(input())\n", "python"))
        assert [each.rule_id for each in after.findings]
        assert {run.status for run in after.engines} <= {ScanStatus.COMPLETE, ScanStatus.UNSUPPORTED}


async def test_hostile_statements_are_held_or_ruled_on(rules: Path) -> None:
    async with Runner(workers=1, deadline_ms=DEADLINE_MS, max_block_bytes=262_144, cache_dir=rules) as runner:
        for name in (
            "deep-parentheses",
            "attribute-chain",
            "concatenated-literals",
            "null-byte",
            "lone-surrogate",
            "select-select",
        ):
            text = HOSTILE[name].rstrip("\n") + "\n"
            units = (Unit(1, 1, 0, "import os\n"), Unit(2, 2, 10, text), Unit(3, 3, 10 + len(text), "x = 1\n"))
            report = await runner.scan_units("python", units, b"")
            assert len(report.units) == 3, name
            assert report.units[0].parsed, name


async def test_what_is_larger_than_the_bound_is_not_looked_at(rules: Path) -> None:
    async with Runner(workers=1, deadline_ms=DEADLINE_MS, max_block_bytes=262_144, cache_dir=rules) as runner:
        before = runner.stats.scans
        report = await runner.scan(CodeBlock(1, "fence", "a;" * 2_500_000, "javascript"))
        assert {run.status for run in report.engines} == {ScanStatus.OVERSIZE}
        assert runner.stats.scans == before
