"""PowerShell and batch files: what their commands do, line by line.

Read with patterns on logical lines: what matters stands in one command, and its spelling is fixed but for case.
Source: Microsoft's documentation of the cmdlets. Rules for this file: pure, linear. Counterpart: engine.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.commands.values import Hit, Level

_I: Final = re.IGNORECASE
_MAX_LINE: Final = 4_000
_DOWNLOAD: Final = r"(?:invoke-webrequest|invoke-restmethod|\biwr\b|\birm\b|\bcurl(?:\.exe)?\b|\bwget\b|net\.webclient|start-bitstransfer|downloadstring|downloadfile|downloaddata)"
_RUN: Final = r"(?:\biex\b|invoke-expression)"
_TABLE: Final[tuple[tuple[str, re.Pattern[str], Level | None], ...]] = (
    ("download-run-plain", re.compile(rf"{_RUN}[^\n]{{0,200}}{_DOWNLOAD}[^\n]{{0,200}}http://(?!localhost|127\.)|{_DOWNLOAD}[^\n]{{0,200}}http://(?!localhost|127\.)[^\n|]{{0,200}}\|\s*{_RUN}", _I), None),
    ("download-run", re.compile(rf"{_RUN}[^\n]{{0,200}}{_DOWNLOAD}|{_DOWNLOAD}[^\n|]{{0,300}}\|\s*{_RUN}|\bcurl[^\n|]{{0,300}}\|\s*(?:cmd|powershell|pwsh)\b|mshta(?:\.exe)?\s+https?:|regsvr32[^\n]{{0,100}}/i:https?:|certutil[^\n]{{0,100}}-urlcache[^\n]{{0,200}}&&?\s*\S+\.exe", _I), None),
    ("decode-and-run", re.compile(rf"{_RUN}[^\n]{{0,200}}frombase64string|frombase64string[^\n]{{0,300}}\|\s*{_RUN}|\b(?:powershell|pwsh)(?:\.exe)?\b[^\n]{{0,200}}\s-e(?:nc|ncodedcommand|c)?\s+[A-Za-z0-9+/=]{{20,}}", _I), None),
    ("reverse-shell", re.compile(rf"net\.sockets\.tcpclient[^\n]{{0,2000}}(?:{_RUN}|getstream[^\n]{{0,400}}cmd)", _I), None),
    ("eval-unknown", re.compile(rf"(?:^|[;|{{]\s*){_RUN}\s+(?:-command\s+)?(?:\(?\s*\"?\$(?!\()|\"[^\"\n]*\$)|\|\s*{_RUN}", _I), None),
    ("tls-unverified", re.compile(r"servercertificatevalidationcallback\s*=\s*\{?\s*\$?true|-skipcertificatecheck\b|trustallcertspolicy|--insecure\b|\bcurl(?:\.exe)?\b[^\n]{0,200}\s-k\b|-sslprotocol\s+ssl3|-allowunencryptedauthentication", _I), None),
    ("weak-crypto", re.compile(r"securityprotocoltype\]::(?:ssl3|tls)\b(?!\w)|-algorithm\s+(?:md5|sha1)\b[^\n]{0,40}pass|(?:md5|sha1)cryptoserviceprovider|\[system\.security\.cryptography\.(?:des|rc2|md5)\]", _I), None),
    ("protection-off", re.compile(r"set-mppreference[^\n]{0,120}-disable\w+\s+(?:\$true|1)|add-mppreference[^\n]{0,60}-exclusion(?:path|process|extension)|set-netfirewallprofile[^\n]{0,120}-enabled\s+(?:\$?false|0)|netsh\s+advfirewall\s+set\s+\w+\s+state\s+off|netsh\s+firewall\s+set\s+opmode\s+(?:mode=)?disable|(?:stop|set)-service[^\n]{0,60}\b(?:windefend|mpssvc|wscsvc)\b|sc(?:\.exe)?\s+(?:stop|config)\s+windefend|enablelua[^\n]{0,60}\b0\b|bcdedit[^\n]{0,60}(?:nx\s+alwaysoff|testsigning\s+on)|disableantispyware[^\n]{0,40}\b1\b|amsiinitfailed", _I), None),
    ("execution-policy", re.compile(r"set-executionpolicy\s+(?:-executionpolicy\s+)?(?:bypass|unrestricted)|-(?:ep|exec(?:utionpolicy)?)\s+(?:bypass|unrestricted)", _I), None),
    ("destructive-delete", re.compile(r"remove-item[^\n]{0,60}\s[\"']?(?:[a-z]:\\?\*?|\$env:systemroot|\$env:userprofile|\$home)[\"']?(?=\s|$)[^\n]{0,60}-recurse|remove-item[^\n]{0,80}-recurse[^\n]{0,60}\s[\"']?(?:[a-z]:\\?\*?|\$env:systemroot|\$env:userprofile|\$home)[\"']?(?=\s|$)|\b(?:rd|rmdir)\s+(?:/[sq]\s+)+[\"']?(?:[a-z]:\\?|%systemroot%|%userprofile%)[\"']?(?=\s|$)|\bdel\s+(?:/[a-z]\s+)*/s[^\n]{0,20}\s[a-z]:\\(?:\*(?:\.\*)?)?(?=\s|$)|format\s+[a-z]:\s+/|format-volume[^\n]{0,60}-confirm:\$false|vssadmin(?:\.exe)?\s+delete\s+shadows", _I), None),
    ("open-permissions", re.compile(r"icacls[^\n]{0,200}/grant(?::r)?\s+[\"']?(?:everyone|users|\*s-1-1-0|authenticated users)[\"']?:(?:\((?:oi|ci|io|np)\))*\(?[fm]|cacls[^\n]{0,100}/p\s+everyone:f|filesystemaccessrule\W{1,6}everyone[^\n]{0,40}fullcontrol|new-smbshare[^\n]{0,100}-fullaccess\s+[\"']?everyone|net\s+share[^\n]{0,100}/grant:everyone,full", _I), None),
    ("secret-as-argument", re.compile(r"convertto-securestring\s+(?:-string\s+)?[\"'](?!\$|<|your)([^\"'\n$]{4,200})[\"'][^\n]{0,60}-asplaintext|net\s+user\s+\S+\s+(?!/|\*|%|\$|<)(\S{4,200})\s+/add|cmdkey[^\n]{0,100}/pass:(?!%|\$|<)(\S{4,200})", _I), None),
    ("root-group", re.compile(r"net\s+localgroup\s+[\"']?administrators[\"']?\s+\S+\s+/add|add-localgroupmember[^\n]{0,60}administrators", _I), None),
    ("history-wiped", re.compile(r"clear-eventlog|wevtutil(?:\.exe)?\s+(?:cl|clear-log)\b|remove-item[^\n]{0,100}consolehost_history|set-psreadlineoption[^\n]{0,60}savenothing|fsutil\s+usn\s+deletejournal", _I), None),
    ("persistence", re.compile(rf"(?:schtasks[^\n]{{0,60}}/create|register-scheduledtask|new-scheduledtaskaction|currentversion\\run\b)[^\n]{{0,300}}(?:{_DOWNLOAD}|-e(?:nc|ncodedcommand)\s|-w(?:indowstyle)?\s+hidden|\\temp\\|\\appdata\\|mshta|\biex\b)", _I), None),
    ("firewall-open", re.compile(r"new-netfirewallrule(?=[^\n]{0,300}-action\s+allow)(?=[^\n]{0,300}-localport\s+\S*\b(?:3389|445|139|5985|1433|3306|5432|6379|27017|23)\b)(?![^\n]{0,300}-remoteaddress\s+(?!any))(?![^\n]{0,300}-direction\s+outbound)|netsh\s+advfirewall\s+firewall\s+add\s+rule(?=[^\n]{0,300}action=allow)(?=[^\n]{0,300}localport=\S*\b(?:3389|445|139|5985|1433|3306|5432|6379|27017|23)\b)(?![^\n]{0,300}remoteip=(?!any))(?![^\n]{0,300}dir=out)", _I), None),
    ("service-without-login", re.compile(r"fdenytsconnections[^\n]{0,60}\b0\b[^\n]{0,100}userauthentication[^\n]{0,40}\b0\b|winrm\s+set[^\n]{0,100}allowunencrypted\s*=\s*[\"']?true", _I), None),
)  # fmt: skip
_REMARK: Final = re.compile(r"^\s*(?:#(?!>)|rem\s|::)", _I)


def windows(text: str) -> Iterator[Hit]:
    """What the lines of a PowerShell or batch text do."""
    at = 0
    for line, length in _lines(text):
        if not _REMARK.match(line):
            yield from _line(line, at)
        at += length


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Lines, those that go on joined with spaces of the same length; with how long each was."""
    waiting: list[str] = []
    for row in text.split("\n"):
        bare = row.rstrip()
        goes_on = bare.endswith(("`", "^", "|")) and len(waiting) < _MAX_JOINED
        if goes_on and bare[-1] != "|":
            row = bare[:-1] + " " * (len(row) - len(bare) + 1)  # noqa: PLW2901 - as long as before
        waiting.append(row)
        if not goes_on:
            joined = " ".join(waiting)
            yield joined[:_MAX_LINE], len(joined) + 1
            waiting = []
    if waiting:
        joined = " ".join(waiting)
        yield joined[:_MAX_LINE], len(joined) + 1


_MAX_JOINED: Final = 30


def _line(line: str, at: int) -> Iterator[Hit]:
    seen: set[str] = set()
    for rule, pattern, level in _TABLE:
        family = (
            rule.removesuffix("-plain")
            .replace("eval-unknown", "download-run")
            .replace("decode-and-run", "download-run")
        )
        found = None if family in seen else pattern.search(line)
        if found is not None:
            seen.add(family)
            start, end = found.span(found.lastindex or 0)  # a group is what has to go: a secret's own characters
            yield Hit(rule, at + start, at + end, *(level or (None, None)))
