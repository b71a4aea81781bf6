"""Whole answers in, what a client would get of them out: `python -m bench.answers DATA.jsonl[.gz] OUT.jsonl [--policy NAME]`.

A record is an answer as an assistant gave it (`form`: chat, edit, tool, fim, responses) with what the request showed of files. It goes
through the gate, the engines and the policy as a stream does. A line of the output is `{"id", "action", "status", "findings": [{"rule",
"cwe", "severity", "action", "excerpt"}], "delivered"}`; an excerpt is the finding's lines with one before and after.
Counterpart: detect.py for bare code.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import orjson
from rich.console import Console
from rich.progress import track

from proxy.audit.record import Kind
from proxy.extract.anatomy import Premises
from proxy.extract.fim import Fim
from proxy.extract.local_names import facts_of_paths
from proxy.extract.seen import SeenFile
from proxy.gate import Ask, Emit, Gate, Terms
from proxy.model import (
    Action,
    Channel,
    ChannelKind,
    CodeBlock,
    Finding,
    Hold,
    ScanReport,
    Severity,
    StatementReport,
    Unit,
)
from proxy.policy.bundle import sole
from proxy.policy.loader import load_policy
from proxy.policy.schema import Policy
from proxy.policy.tools import load_tools
from proxy.review import Review
from proxy.scan.scanner import Scanner

_TOOLS = load_tools(None)
_CONTENT = Channel(0, "content")
_CALL = Channel(0, "tool_calls.0", ChannelKind.WHOLE)
_FIM = Channel(0, "text", ChannelKind.WHOLE)
_SYSTEM_EDITS = "edit"  # the form whose request tells the model to answer in an edit format


class _Scanners:
    """The engines in this process, and the lines around what they found."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self.excerpts: dict[tuple[str, int, int], str] = {}

    async def scan(self, block: CodeBlock) -> ScanReport:
        report = self._scanner.scan(block)
        for finding in report.findings:
            self._keep(finding, block.text)
        return report

    async def scan_units(self, language: str | None, units: Sequence[Unit], state: bytes) -> StatementReport:
        report = self._scanner.scan_units(language, units, state)
        lines = {unit.line + at: line for unit in units for at, line in enumerate(unit.text.split("\n"))}
        for finding in (finding for unit in report.units for finding in unit.findings):
            near = range(finding.span.line - 1, finding.span.end_line + 2)
            self.excerpts.setdefault(_key(finding), "\n".join(lines[line] for line in near if line in lines))
        return report

    def _keep(self, finding: Finding, text: str) -> None:
        self.excerpts.setdefault(_key(finding), _around(finding, text))


def _around(finding: Finding, text: str) -> str:
    lines = text.split("\n")
    first, last = max(0, finding.span.line - 2), finding.span.end_line + 1
    return "\n".join(lines[first:last])


def _key(finding: Finding) -> tuple[str, int, int]:
    return finding.rule_id, finding.span.start, finding.span.line


class _Nowhere:
    """Records and fingerprints that nobody keeps."""

    async def append(self, kind: Kind, body: dict[str, object]) -> None:
        """Nothing."""

    def fingerprint(self, rule_id: str, text: str) -> str:
        """The same for all."""
        del rule_id, text
        return ""


async def row(record: dict[str, Any], scanner: Scanner, policy: Policy) -> dict[str, Any]:
    """One answer on its way."""
    files = {each["path"]: SeenFile(each["content"], whole=True) for each in record.get("context") or ()}
    fim = Fim(record.get("prefix") or "", record.get("suffix") or "", next(iter(record.get("langs") or ()), None))
    scanners, nowhere = _Scanners(scanner), _Nowhere()
    review = Review(
        scanners=scanners,
        recorder=nowhere,
        terms=sole(policy),
        prints=nowhere,
        ref="BENCH1",
        public_url=None,
        premises=Premises(_TOOLS, lambda: files, lambda _choice: fim, lambda: facts_of_paths(files)),
    )
    hold = Hold.BLOCK if record["form"] == _SYSTEM_EDITS else policy.hold
    gate = Gate(Terms(hold, policy.mode))
    channel, text, origin, info = _said(record)
    commands = gate.feed(channel, text) + gate.finish(channel, origin=origin, info=info)
    delivered = ""
    while commands:
        command = commands.pop(0)
        if isinstance(command, Ask):
            answer = await review.answer(command)
            commands += gate.resolve(command.ticket, answer.rulings, answer.state)
        elif isinstance(command, Emit) and channel not in review.refused:
            delivered += command.text
    reasons = [reason for dossier in review.dossiers.values() for reason in dossier.reasons]
    found = [
        {
            "rule": reason.finding.rule_id,
            "cwe": list(reason.finding.cwe),
            "severity": reason.finding.severity.word,
            "action": reason.action.word,
            "excerpt": scanners.excerpts.get(_key(reason.finding), ""),
        }
        for reason in reasons
        if reason.finding is not None and reason.finding.severity >= Severity.LOW and reason.action >= Action.ANNOTATE
    ]
    action = max((reason.action for reason in reasons), default=Action.ALLOW)
    statuses = sorted({run.status.value for dossier in review.dossiers.values() for run in dossier.engines})
    return {"id": record["id"], "action": action.word, "status": statuses, "findings": found, "delivered": delivered}


def _said(record: dict[str, Any]) -> tuple[Channel, str, str, str]:
    """The channel that an answer comes on, its text, and the tool that it goes to."""
    if record["form"] == "fim":
        return _FIM, record["text"], "fim", ""
    try:
        call = orjson.loads(record["text"])
    except orjson.JSONDecodeError:
        return _CONTENT, record["text"], "", ""
    arguments = call["arguments"]
    if isinstance(arguments, str):
        return _CALL, arguments, "custom_tool_call", call["name"]
    return _CALL, orjson.dumps(arguments).decode(), "tool_call", call["name"]


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def main() -> None:
    """Read, carry, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--policy", default="baseline")
    given = parser.parse_args()
    scanner, policy = Scanner(), load_policy(given.policy)
    scanner.warm()
    with _open(given.data) as lines:
        records = [orjson.loads(line) for line in lines]
    shown = track(records, "answers", console=Console(stderr=True))
    with given.out.open("wb") as out:
        out.writelines(orjson.dumps(asyncio.run(row(record, scanner, policy))) + b"\n" for record in shown)


if __name__ == "__main__":
    main()
