"""Secrets in settings whose name stands apart from the value: {name: DB_PASSWORD, value: ...}, a default of a variable, .netrc, .npmrc, data source names.

Rules for this file: pure; each expression starts at a fixed word and is bounded. Counterparts: assignments.py (name and value side by side), shapes.py.
"""

# ruff: noqa: E501, W505 - a row of a table, and an example, is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from proxy.scan.assignments import speaks_about
from proxy.scan.placeholders import is_common, is_placeholder, is_plausible, is_random, is_words

_MIN_CHARS: Final = 4


class Setting(NamedTuple):
    """A value at `start:end`. `kind`: password, token, connection; `guessable`: one that everybody would try."""

    kind: str
    name: str
    start: int
    end: int
    guessable: bool = False


_NAMED: Final = r"[\w.-]{0,40}(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|credential|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?key)[\w.-]{0,20}"
_ABOUT: Final = re.compile(
    r"(?:file|path|name|url|uri|ref|arn|id|type|policy|length|expiry|expires?|ttl|count|enabled|field|header|size|mount|class)$",
    re.IGNORECASE,
)
_VALUE: Final = r"(?:\"(?P<double>[^\"\n]{3,256})\"|'(?P<single>[^'\n]{3,256})'|(?P<bare>[^\s\"'{}\[\],<>&*!|$#][^\s\"'{}\[\],<>]{3,255}))"
# As in a manifest: name: DB_PASSWORD        {"name": "DB_PASSWORD", "value": "..."}      <add key="Password" value="..."/>
_PAIR: Final = re.compile(
    rf"(?i)(?:\b(?:name|key|variable|option|id|ParameterKey|OptionName)[\"']?\s{{0,4}}[:=]\s{{0,4}}[\"']?(?P<name>{_NAMED})[\"']?(?:,|;)?\s{{0,80}}"
    rf"[\"']?(?:value|val|default|ParameterValue|ParameterDefault)[\"']?\s{{0,4}}[:=]\s{{0,4}}{_VALUE})"
)
# variable "db_password" { ... default = "..." }     and the parameter of a template:   DbPassword:\n  Type: String\n  Default: ...
_HCL: Final = re.compile(
    rf"(?i)\bvariable\s{{1,4}}\"(?P<name>{_NAMED})\"\s{{0,4}}\{{[^}}]{{0,600}}?\bdefault\s{{1,8}}=\s{{0,4}}\"(?P<value>[^\"\n]{{3,256}})\""
)
_PARAMETER: Final = re.compile(
    rf"(?im)^[ ]{{0,12}}(?P<name>{_NAMED}):[ ]{{0,4}}\n(?:[ ]{{1,16}}(?!Default:)\w{{1,30}}:[^\n]{{0,200}}\n){{0,8}}[ ]{{1,16}}Default:[ ]{{1,4}}{_VALUE}[ ]{{0,4}}$"
)
_NETRC: Final = re.compile(r"\blogin\s{1,8}\S{1,100}\s{1,8}password\s{1,8}(?P<value>[^\s\"'$<{]{4,256})")
_NPMRC: Final = re.compile(
    r"(?:^|(?<=[\s\"'`]))//[^\s=:]{1,200}(?::\d{1,5})?[^\s=:]{0,100}:_(?:authToken|auth|password)=[\"']?(?P<value>[^\s\"'$<{]{8,512})",
    re.MULTILINE,
)
# Data source names without a scheme: host=db user=app password=...      user:password@tcp(db:3306)/app      scott/tiger@//db:1521/app
_QUOTED: Final = re.compile(r"[\"'`](?P<all>[^\"'`\n]{1,800})(?=[\"'`])")
_KEYWORDS: Final = re.compile(
    r"(?i)\b(?:host|server|data source|user(?: ?id|name)?|uid|dbname|database|initial catalog|endpoint|accountname)\s{0,2}="
)
_IN_KEYWORDS: Final = re.compile(
    r"(?i)(?:^|[;\s&?(])(?:password|passwd|pwd|sharedaccesskey|accesskey)\s{0,3}=\s{0,3}(?P<value>[^;\s&\"'`,)]{3,256})"
)
_AT_TCP: Final = re.compile(r"(?<![\w.-])[\w.-]{1,64}:(?P<value>[^\s@\"'`/:]{1,128})@(?:tcp|tcp4|tcp6|unix)\(")
_ORACLE: Final = re.compile(
    r"(?:jdbc:oracle:thin:|sqlplus\s{1,4}(?:-\w{1,2}\s{1,4})?)\w{1,40}/(?P<value>[^\s@\"'`/]{3,64})@"
)
_QUERY: Final = re.compile(
    r"(?i)[?&;](?P<name>password|passwd|pwd|sig|signature|(?:api|access|auth|client|app|subscription)[_-]?(?:key|token|secret)|key|token|secret|hapikey|code)="
    r"(?P<value>[^\s\"'`&;<>#(){}$\\]{6,512})"
)
_LINES: Final = re.compile(r"[^\n]{0,2000}")
_WORDS: Final = ("pass", "pwd", "secret", "token", "key", "credential", "@tcp", "@unix", "oracle", "_auth=", "?", "&")


def settings(text: str, lowered: str) -> Iterator[Setting]:
    """Every value, in no order."""
    if not any(word in lowered for word in _WORDS):
        return
    if "value" in lowered or "default" in lowered:
        yield from _pairs(text)
    if "login" in lowered or "_auth" in lowered or ":_password" in lowered:
        for match in (*_NETRC.finditer(text), *_NPMRC.finditer(text)):
            if not is_placeholder(match["value"]):
                yield Setting("password", "", *match.span("value"))
    if "=" in text:
        yield from _sources(text, lowered)
    for expression in (_AT_TCP, _ORACLE) if "@" in text else ():
        for match in expression.finditer(text):
            yield from _password("connection", match)


def _pairs(text: str) -> Iterator[Setting]:
    for expression in (_PAIR, _HCL, _PARAMETER):
        for match in expression.finditer(text):
            name, group = (
                match["name"],
                next((each for each in ("double", "single", "bare", "value") if match.groupdict().get(each)), ""),
            )
            value = match[group] if group else ""
            if (
                not value
                or _ABOUT.search(name)
                or speaks_about(name, "")
                or not is_plausible(value)
                or value.lower() in {"true", "false"}
            ):
                continue
            login = re.search(r"(?i)pass|pwd", name) is not None
            span = match.span(group)
            if is_common(value):
                if login:
                    yield Setting("password", name, *span, guessable=True)
            elif is_placeholder(value):
                continue
            elif is_words(value):
                if login and value.isalpha():
                    yield Setting("password", name, *span, guessable=True)
            elif login or is_random(value):
                yield Setting("password" if login else "token", name, *span)


def _sources(text: str, lowered: str) -> Iterator[Setting]:
    if "pass" in lowered or "pwd" in lowered or "accesskey" in lowered:
        for whole in _QUOTED.finditer(text):
            if "=" in whole["all"] and _KEYWORDS.search(whole["all"]):
                for match in _IN_KEYWORDS.finditer(text, *whole.span("all")):
                    yield from _password("connection", match)
    if "?" in text or "&" in text:
        for match in _QUERY.finditer(text):
            if is_random(match["value"]) and not is_placeholder(match["value"]) and is_plausible(match["value"]):
                yield Setting("token", match["name"], *match.span("value"))


def _password(kind: str, match: re.Match[str]) -> Iterator[Setting]:
    value = match["value"]
    looked_up = any(mark in value for mark in ("{", "$", "%s", "%v", "<", "*", "' +", "\\("))
    if is_common(value):
        yield Setting(kind, "", *match.span("value"), guessable=True)
    elif len(value) >= _MIN_CHARS and not looked_up and not is_placeholder(value):
        yield Setting(kind, "", *match.span("value"), guessable=is_words(value))
