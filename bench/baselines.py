"""The scanners beside Codeward in bench/detection.py: bandit and detect-secrets as they come, and semgrep where somebody has it.

Each gives rows as Codeward's own: `{"id", "findings": [{"rule", "cwe", "severity", "line", "end"}], "parse_ok", "ms"}`; `ms` is
milliseconds of CPU a snippet, None where the scanner doesn't know the language.
Semgrep is no dependency: it is run as a program, once a set, on a folder of the set's texts, with the rules that are given. Its time is
the whole run's by the clock, shared out evenly, its start included.
Counterpart: detection.py.
"""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from proxy.extract.languages import language_of

Row = dict[str, Any]
_TIMEOUT_S: Final = 3_600  # for a whole set
_DONE: Final = frozenset(
    {0, 1, 2}
)  # semgrep's exit status: nothing, findings, files it couldn't read among those it could
_SUFFIXES: Final[Mapping[str, str]] = {
    "python": ".py",
    "javascript": ".js",
    "typescript": ".ts",
    "java": ".java",
    "go": ".go",
    "ruby": ".rb",
    "php": ".php",
    "c": ".c",
    "cpp": ".cpp",
    "csharp": ".cs",
    "kotlin": ".kt",
    "scala": ".scala",
    "swift": ".swift",
    "rust": ".rs",
    "bash": ".sh",
    "terraform": ".tf",
    "yaml": ".yaml",
    "json": ".json",
    "html": ".html",
    "dockerfile": ".dockerfile",
    "vue": ".vue",
    "kubernetes": ".yaml",
    "cloudformation": ".yaml",
}
# Types of errors such as `Syntax error` and `PartialParsing`.
_UNREAD: Final = re.compile(r"syntax|pars(?:e|ing)", re.IGNORECASE)
_SEVERITIES: Final[Mapping[str, str]] = {"ERROR": "high", "WARNING": "medium", "INFO": "low", "CRITICAL": "high"}
_tools: dict[str, Any] = {}  # one a process, made by `start`


def start() -> None:
    """Load bandit and detect-secrets, once a process."""
    from bandit.core import config, test_set  # noqa: PLC0415 - baselines are loaded where they run
    from detect_secrets.settings import default_settings  # noqa: PLC0415

    settings = default_settings()
    settings.__enter__()  # for the life of the process, which the table keeps it for
    logging.disable(logging.ERROR)  # what they say of snippets without a file
    _tools.update(settings=settings, bandit=test_set.BanditTestSet(config.BanditConfig(), {}))


def bandit(record: Row) -> Row:
    """Bandit as it comes, on Python only; what it can't parse it doesn't look at."""
    from bandit.core import metrics, node_visitor  # noqa: PLC0415

    if language_of(str(record["lang"])) != "python":
        return {"id": record["id"], "findings": [], "parse_ok": True, "ms": None}
    data = record["code"].encode("utf-8", "replace")
    counted = metrics.Metrics()
    counted.begin("x")
    visitor = node_visitor.BanditNodeVisitor("x.py", io.BytesIO(data), None, _tools["bandit"], False, {}, counted)  # noqa: FBT003
    began = time.process_time()
    try:
        visitor.process(data.decode())
        parsed = True
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        parsed = False
    spent = time.process_time() - began
    found = [
        {"rule": f"bandit.{each.test_id}", "cwe": [f"CWE-{each.cwe.id}"], "severity": each.severity.lower(),
         "line": each.lineno, "end": max(each.linerange or [each.lineno])}
        for each in (visitor.tester.results if parsed else ())
    ]  # fmt: skip
    return {"id": record["id"], "findings": found, "parse_ok": parsed, "ms": spent * 1000}


def detect_secrets(record: Row) -> Row:
    """What detect-secrets finds as it comes: every default plug-in on a file of the text."""
    from detect_secrets.core.secrets_collection import SecretsCollection  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "snippet.txt"
        file.write_text(record["code"], encoding="utf-8", errors="replace")
        seen = SecretsCollection()
        began = time.process_time()
        seen.scan_file(str(file))
        spent = time.process_time() - began
    found = [
        {"rule": f"detect-secrets.{each.type}", "cwe": ["CWE-798"], "severity": "high", "line": each.line_number, "end": each.line_number}
        for _, each in seen
    ]  # fmt: skip
    return {"id": record["id"], "findings": found, "parse_ok": True, "ms": spent * 1000}


@dataclass(frozen=True, slots=True)
class Semgrep:
    """A semgrep of the machine's own, and the file or folder of its rules."""

    program: Path
    rules: Path

    def rows(self, records: Sequence[Row]) -> dict[str, Row]:
        """What it finds in a set, by id. Raises OSError where it can't be run, RuntimeError where it fails."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            names = {f"{at}{_suffix(record)}": str(record["id"]) for at, record in enumerate(records)}
            for file, record in zip(names, records, strict=True):
                (folder / file).write_text(record["code"], encoding="utf-8", errors="replace")
            began = time.monotonic()
            report = self._run(folder)
            spent = (time.monotonic() - began) * 1000 / max(len(records), 1)
        made: dict[str, Row] = {
            str(record["id"]): {"id": record["id"], "findings": [], "parse_ok": True, "ms": spent} for record in records
        }
        for result in report["results"]:
            made[names[Path(result["path"]).name]]["findings"].append(_finding(result))
        for error in report.get("errors", ()):
            place = Path(str(error.get("path", ""))).name
            if place in names and _UNREAD.search(str(error.get("type", ""))):
                made[names[place]]["parse_ok"] = False
        return made

    def _run(self, folder: Path) -> Any:  # noqa: ANN401 - a report of another program
        command = [
            str(self.program), "scan", "--config", str(self.rules), "--json", "--metrics", "off", "--no-git-ignore",
            "--disable-version-check", "--quiet", str(folder),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_TIMEOUT_S)
        report = json.loads(done.stdout) if done.returncode in _DONE else None
        if report is None or not report["paths"]["scanned"]:
            message = f"semgrep ended with {done.returncode}: {done.stderr.strip()[-300:] or done.stdout[:300]}"
            raise RuntimeError(message)
        return report


def _suffix(record: Row) -> str:
    lang = str(record["lang"])
    return _SUFFIXES.get(lang) or _SUFFIXES.get(language_of(lang) or "", ".txt")


def _finding(result: Any) -> Row:  # noqa: ANN401 - a report of another program
    extra = result["extra"]
    weaknesses = extra.get("metadata", {}).get("cwe") or []
    return {
        "rule": f"semgrep.{result['check_id']}",
        "cwe": [weaknesses] if isinstance(weaknesses, str) else list(weaknesses),
        "severity": _SEVERITIES.get(str(extra.get("severity", "")).upper(), "low"),
        "line": result["start"]["line"],
        "end": result["end"]["line"],
    }


def also(given: Sequence[str]) -> Semgrep:
    """`--also semgrep=PROGRAM RULES`; ends the run where it names nothing that is there."""
    name, _, program = given[0].partition("=")
    if name != "semgrep" or not Path(program).is_file() or not Path(given[1]).exists():
        sys.exit("error: --also wants semgrep=PROGRAM and a file or folder of rules that exist")
    return Semgrep(Path(program), Path(given[1]))
