"""What variables and files of a PowerShell or batch text carry: downloads, decoded text, what a caller or a prompt gave, known words.

Straight through the text: what a line assigns holds for the lines below it. Functions and branches aren't told apart, so a value is
followed where people write it, and a doubtful one is taken for harmless.
Rules for this file: pure, linear. Counterpart: windows.py has it look at each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.commands.values import Hit, Level
from proxy.scan.commands.windows_lines import Line
from proxy.scan.commands.windows_table import DOWNLOAD, RUN

_I: Final = re.IGNORECASE
_LIKELY: Final = (Severity.MEDIUM, Confidence.MEDIUM)
_MAYBE: Final = (Severity.LOW, Confidence.MEDIUM)
_MAX_NAMES: Final = 400  # variables and files of one text
_PARAM: Final = re.compile(r"\bparam\s{0,9}\(", _I)
_MAX_PARAM: Final = 6_000
_DECLARED: Final = re.compile(r"(?P<types>(?:\[[^\]\n]{0,200}\]\s{0,200}){0,8})\$(?P<name>\w{1,60})", _I)
_HARMLESS_TYPE: Final = re.compile(
    r"\[(?:int|long|uint|byte|double|decimal|bool|switch|datetime|guid|validateset|validatepattern|ipaddress|version|system\.(?:int|guid|net))",
    _I,
)
_ASSIGNED: Final = re.compile(
    r"^\s{0,200}(?:\[[\w.\[\]]{1,60}\]\s{0,9})?\$(?:script:|global:|private:)?(?P<name>\w{1,60})\s{0,40}=\s{0,40}(?P<value>\S.{0,3900})$",
    _I,
)
_LITERAL: Final = re.compile(r"^(?:\"([^\"$\n]{4,200})\"|'([^'\n]{4,200})')\s{0,40}(?:#.*)?$")
_SECURED: Final = re.compile(
    r"convertto-securestring\s{1,9}(?:-string\s{1,9})?\(?\"?\$(?P<name>\w{1,60})[^\n]{0,60}\s-asp\w*|(?:pscredential\]::new|pscredential)[^\n]{0,80}convertto-securestring\s{1,9}\$(?P<other>\w{1,60})[^\n]{0,40}-asp",
    _I,
)
_NAME: Final = re.compile(r"\$\{?(?:script:|global:|using:)?(?P<name>\w{1,60})")
_DOWNLOADS: Final = re.compile(DOWNLOAD, _I)
_PLAIN: Final = re.compile(r"http://(?!localhost|127\.)", _I)
_DECODES: Final = re.compile(r"frombase64string|gzipstream|deflatestream|\[char\[?\]?\]\s{0,9}\(?\s{0,9}\d|-bxor", _I)
_ASKS: Final = re.compile(r"\bread-host\b(?!.{0,120}-assecurestring)|\$args\b|\[console\]::readline", _I)
_RUNS: Final = re.compile(RUN, _I)
_SHELL: Final = re.compile(
    r"(?:\bcmd(?:\.exe)?[\"']?\s{1,9}/[ck]\b|\b(?:powershell|pwsh)(?:\.exe)?[\"']?\s[^\n]{0,80}-c(?:ommand)?\b|-argumentlist\s{1,9}[@(\s]{0,9}[\"']{1,2}/[ck]\b)(?P<code>[^\n]{0,1000})",
    _I,
)
_QUERY: Final = re.compile(
    r"(?:commandtext\s{0,9}=|-query\s|sqlcommand\W{1,6}|\$(?:sql|query)\w{0,20}\s{0,9}=|executereader\(|executenonquery\()\s{0,9}[^\"\n]{0,60}\"(?P<code>[^\"\n]{0,60}\b(?:select\s|insert\s{1,9}into\s|update\s|delete\s{1,9}from\s|exec\s)[^\"\n]{0,2000})\"",
    _I,
)
_PASTED: Final = re.compile(
    r"(?:=|\bin\s{0,9}\(|\blike\b|values\s{0,9}\([^)\n]{0,400})\s{0,9}'?%?\$(?:\(\$?|\{)?(?!null\b|true\b|false\b)\w",
    _I,
)
_SOCKET: Final = re.compile(r"net\.sockets\.(?:tcpclient|tcplistener)", _I)
_TARGET: Final = re.compile(
    r"(?:\s-(?:outfile|destination|o|output|out)[\s:=]{1,9}|downloadfile\([^,\n]{1,400},\s{0,9}|\s-urlcache\s[^\n]{0,200}?https?://\S{1,300}\s{1,9}|/transfer\s[^\n]{0,200}?https?://\S{1,300}\s{1,9}|\bcurl[^\n]{0,200}\s-[a-z]{0,4}o\s{1,9})(?P<file>\"[^\"\n]{1,200}\"|'[^'\n]{1,200}'|[^\s\"',;)&|]{1,200})",
    _I,
)
_STARTED: Final = re.compile(
    r"(?:\b(?:start-process|saps|start|call|invoke-item|ii|cmd(?:\.exe)?\s{1,9}/c|powershell(?:\.exe)?[^\n;|]{0,80}?(?:-file|-f)|msiexec(?:\.exe)?\s{1,9}/i|wscript|cscript|rundll32|regsvr32(?:\s{1,9}/s)?|python3?|-filepath|-argumentlist\s{1,9}[\"'(@]{0,3}(?:/i\s{1,9})?)\s|^|[;&|({])\s{0,20}(?:\.\s{1,9}|&\s{0,9}|/\w{1,9}\s{1,9}|-filepath\s{1,9}|\"\"\s{1,9}){0,3}(?P<file>\"[^\"\n]{1,200}\"|'[^'\n]{1,200}'|[^\s\"',;)&|(]{1,200})",
    _I,
)
_CHECKED: Final = re.compile(
    r"get-filehash|-hashfile|get-authenticodesignature|sha256sum|signtool\s{1,9}verify|computehash", _I
)
_SCRIPT: Final = (".ps1", ".bat", ".cmd", ".vbs", ".js", ".hta", ".psm1", ".wsf", ".py")
_PROMPTED: Final = re.compile(r"\bset\s{1,9}/p\s{1,9}\"?(?P<name>\w{1,60})=", _I)
_TALKS: Final = re.compile(
    r"^\s{0,200}@?(?:echo\b|rem\b|set\s|if\s(?!.{0,400}(?:cmd|for\s))|goto\b|title\b|choice\b|::|\))", _I
)
_ARGUMENT: Final = re.compile(
    r"(?:\bcmd(?:\.exe)?\s{1,9}/[ck]\b|\bfor\s{1,9}/f\b[^\n]{0,200}?\bin\s{1,9}\(\s{0,9}['`]|\b(?:powershell|pwsh)(?:\.exe)?\s[^\n]{0,120}?-c(?:ommand)?\b)(?P<code>[^\n]{0,1000})",
    _I,
)
_GIVEN: Final = re.compile(r"%~?[1-9*]|%~?[dpnxf]{1,4}1")


class Flow:
    """What is known after the lines so far."""

    def __init__(self, text: str, dialect: str) -> None:
        self._dialect = dialect
        self._checked = _CHECKED.search(text) is not None
        self._kinds: dict[str, str] = dict.fromkeys(_parameters(text), "input") if dialect == "powershell" else {}
        self._words: dict[str, tuple[int, int]] = {}
        self._files: dict[str, bool] = {}  # written by a download; whether that was plain
        self._socket: int | None = None

    def hits(self, line: Line) -> Iterator[Hit]:
        """What a line does with what came before; then what it leaves behind."""
        if self._dialect == "powershell":
            yield from self._used(line)
            self._assign(line)
        else:
            yield from self._pasted(line)
            if (found := _PROMPTED.search(line.text)) is not None and len(self._kinds) < _MAX_NAMES:
                self._kinds[found["name"].lower()] = "input"
        if _DOWNLOADS.search(line.text) or "-urlcache" in line.text.lower() or "/transfer" in line.text.lower():
            for found in _TARGET.finditer(line.text):
                if len(self._files) < _MAX_NAMES:
                    self._files[_file(found["file"])] = _PLAIN.search(line.text) is not None
        yield from self._started(line)

    # -- PowerShell

    def _assign(self, line: Line) -> None:
        found = _ASSIGNED.match(line.text)
        if found is None or len(self._kinds) + len(self._words) > _MAX_NAMES:
            return
        name, value = found["name"].lower(), found["value"]
        self._kinds.pop(name, None)
        self._words.pop(name, None)
        if (literal := _LITERAL.match(value)) is not None:
            at = literal.lastindex or 0
            start = found.start("value")
            self._words[name] = (line.place(start + literal.start(at)), line.place(start + literal.end(at)))
            return
        kind = self._kind(value)
        if kind and not value.lstrip().lower().startswith(("[int]", "[long]", "[guid]", "test-", "[bool]")):
            self._kinds[name] = kind

    def _kind(self, value: str) -> str:
        """What a value is: a download, decoded text, input; what it is made of, else."""
        if _DOWNLOADS.search(value) and not re.search(
            r"\s-(?:outfile|o)\b|downloadfile\(|new-object\s[^\n]{0,40}net\.webclient\)?\s*$", value, _I
        ):
            return "plain" if _PLAIN.search(value) else "download"
        if _DECODES.search(value):
            return "decoded"
        if _ASKS.search(value):
            return "input"
        kinds = {self._kinds.get(found["name"].lower(), "") for found in _NAME.finditer(value)}
        return next((kind for kind in ("plain", "download", "decoded", "input") if kind in kinds), "")

    def _used(self, line: Line) -> Iterator[Hit]:
        text = line.text
        if (run := _RUNS.search(text)) is not None:
            yield from self._run(line, run)
        if (found := _SHELL.search(text)) is not None and self._holds(found["code"], "input"):
            yield Hit("command-built", line.place(found.start()), line.place(found.end()))
        if (found := _QUERY.search(text)) is not None and _PASTED.search(found["code"]) is not None:
            yield Hit("query-built", line.place(found.start("code")), line.place(found.end("code")))
        for found in _SECURED.finditer(text):
            name = (found["name"] or found["other"]).lower()
            if name in self._words:
                yield Hit("secret-as-argument", *self._words[name])
        if (found := _SOCKET.search(text)) is not None:
            self._socket = line.place(found.start())

    def _run(self, line: Line, run: re.Match[str]) -> Iterator[Hit]:
        text = line.text
        place = line.place(run.start()), line.place(len(text.rstrip()))
        kind = self._kind(text[run.end() :]) or self._kind(text[: run.start()].rpartition(";")[2])
        rule = {
            "plain": "download-run-plain",
            "download": "download-run",
            "decoded": "decode-and-run",
            "input": "eval",
        }.get(kind)
        if _DOWNLOADS.search(text) is not None:
            return  # windows_table.py speaks of it
        if rule is not None:
            yield Hit(rule, *place)
        if self._socket is not None:
            yield Hit("reverse-shell", *place)
            self._socket = None

    def _holds(self, text: str, kind: str) -> bool:
        quoted = re.sub(r"'[^'\n]*'", "", text)
        return (
            any(self._kinds.get(found["name"].lower()) == kind for found in _NAME.finditer(quoted))
            or "$args" in quoted.lower()
        )

    # -- batch

    def _pasted(self, line: Line) -> Iterator[Hit]:
        text = line.text
        if (found := _ARGUMENT.search(text)) is not None and (
            _GIVEN.search(found["code"]) is not None or self._prompted(found["code"], quoted=True)
        ):
            power = re.search(r"powershell|pwsh", found.group()[:40], _I) is not None
            yield Hit("code-built" if power else "command-built", line.place(found.start()), line.place(found.end()))
        elif not _TALKS.match(text) and self._prompted(text, quoted=False):
            yield Hit("command-built", line.start, line.place(len(text.rstrip())))

    def _prompted(self, text: str, *, quoted: bool) -> bool:
        """Whether a text expands what a prompt was answered, and (unless `quoted`) without quotes around it."""
        bare = text if quoted else re.sub(r"\"[^\"\n]*\"", '""', text)
        return any(found.group(1).lower() in self._kinds for found in re.finditer(r"%(\w{1,60})%", bare))

    # -- files

    def _started(self, line: Line) -> Iterator[Hit]:
        if self._checked or not self._files:
            return
        for found in _STARTED.finditer(line.text):
            file = _file(found["file"])
            if file in self._files:
                script = file.endswith(_SCRIPT)
                plain = self._files[file]
                rule = "download-run-plain" if plain else "download-run" if script else "download-installed"
                level: Level | None = _LIKELY if script and not plain else None
                yield Hit(
                    rule, line.place(found.start("file")), line.place(found.end("file")), *(level or (None, None))
                )
                return


def _parameters(text: str) -> Iterator[str]:
    """The parameters of scripts and functions that may hold anything."""
    at = 0
    while (opened := _PARAM.search(text, at)) is not None:
        depth, end = 1, min(opened.end() + _MAX_PARAM, len(text))
        for found in re.finditer(r"[()]", text[opened.end() : opened.end() + _MAX_PARAM]):
            depth += 1 if found.group() == "(" else -1
            if not depth:
                end = opened.end() + found.start()
                break
        at = end
        for found in _DECLARED.finditer(text, opened.end(), end):
            if _HARMLESS_TYPE.search(found["types"]) is None:
                yield found["name"].lower()


def _file(word: str) -> str:
    """A file's name without quotes and folder."""
    return word.strip("\"'").replace("\\", "/").rstrip("/").rpartition("/")[2].lower()
