"""SQL as it stands in migrations and scripts: over-wide grants, passwords, commands of the system, queries put together from values.

No grammar reads all dialects, and what matters here stands in a handful of statements that they share; so statements are read as words.
Comments are blanked first, a text in quotes stays. `rules.sql.*` are the ids.
Rules for this file: pure, linear. Counterpart: structural.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from proxy.model import Confidence, Finding, Severity
from proxy.scan.base import Prepared
from proxy.scan.checks.metadata import RuleInfo

PREFIX: Final = "rules.sql."
_I: Final = re.IGNORECASE
_TOKEN: Final = re.compile(r"--[^\n]*|/\*.*?(?:\*/|\Z)|'(?:[^']|'')*'|\"[^\"\n]*\"|\$\w{0,60}\$", re.DOTALL)
_MAX_OPEN: Final = 100  # dollar quotes that never end; each costs a search to the end of the text
_NOT_A_BREAK: Final = re.compile(r"[^\n]")
_PASSWORD: Final = re.compile(r"\b(?:PASSWORD|IDENTIFIED\s+BY(?:\s+PASSWORD)?|PASSWORD\s*=)\s+N?'([^'\s]{3,})'", _I)
_PLACEHOLDER: Final = re.compile(r"^(?:\$\{|\{\{|:|%|<|\?|\$\d|x{3,}|\*{3,})|changeme|placeholder|your[_-]", _I)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule and what it looks for; the first group is the place where there is one."""

    name: str
    info: RuleInfo
    mark: re.Pattern[str]
    but: re.Pattern[str] | None = None  # in the same statement: then it is no finding


def _rule(  # noqa: PLR0917 - a row of a table
    name: str,
    title: str,
    category: str,
    cwe: str,
    level: tuple[Severity, Confidence],
    why: str,
    fix: str,
    mark: str,
    but: str = "",
) -> _Rule:
    weaknesses = tuple(f"CWE-{number}" for number in cwe.split())
    page = f"https://cwe.mitre.org/data/definitions/{cwe.split(maxsplit=1)[0]}.html"
    info = RuleInfo(
        title,
        category,
        weaknesses,
        *level,
        why,
        fix,
        page,
        languages=("sql",),
        frameworks=("PostgreSQL", "MySQL", "SQL Server", "Oracle"),
    )
    return _Rule(name, info, re.compile(mark, _I), re.compile(but, _I) if but else None)


_H, _M, _L = Severity.HIGH, Severity.MEDIUM, Severity.LOW
_SURE, _LIKELY = Confidence.HIGH, Confidence.MEDIUM
_RULES: Final = (
    _rule("grant-to-everybody", "Rights given to everybody", "permissions", "732 269 284", (_M, _SURE), "Every account of the database gets them.",
          "GRANT SELECT ON orders TO reporting;", r"\bGRANT\b[^;']{1,300}?\bTO\s+(PUBLIC|ANONYMOUS|GUEST|'%'|''@)", r"GRANT\s+(?:USAGE|CONNECT|EXECUTE)\b[^;]*TO\s+PUBLIC"),
    _rule("grant-all", "All rights given", "permissions", "250 269 732", (_M, _LIKELY), "An account that is taken over can then do anything.",
          "GRANT SELECT, INSERT ON orders TO app;", r"\bGRANT\s+(ALL(?:\s+PRIVILEGES)?)\s+ON\s+(?:\*\.\*|ALL\s+TABLES|DATABASE|SCHEMA|TABLES|\w+\.\*)"),
    _rule("superuser", "Account that may do anything", "permissions", "250 269", (_M, _SURE), "Whoever takes it over has the whole server.",
          "CREATE ROLE app LOGIN;", r"\b(?:CREATE|ALTER)\s+(?:ROLE|USER)\s[^;]*?\b((?<!NO)SUPERUSER|BYPASSRLS|(?<!NO)CREATEROLE)\b|\bADD\s+MEMBER\b[^;]*|\bsp_addsrvrolemember\b[^;]*(sysadmin)|\bALTER\s+SERVER\s+ROLE\s+(sysadmin)\b|\bGRANT\s+(DBA|SYSDBA)\s+TO\b"),
    _rule("any-host", "Account open from every host", "permissions", "284 668", (_M, _LIKELY), "Whoever reaches the port can try passwords.",
          "CREATE USER 'app'@'10.0.0.%' IDENTIFIED BY RANDOM PASSWORD;", r"\b(?:CREATE\s+USER|GRANT)\b[^;]{1,300}?('[\w.-]+'@'%')"),
    _rule("command-shell", "Command of the system run from SQL", "injection", "78 250", (_H, _SURE), "Whoever reaches the query owns the server.",
          "Run the program outside of the database", r"\b(xp_cmdshell|sp_OACreate)\b|\bCOPY\b[^;]{1,300}?\b(?:FROM|TO)\s+(PROGRAM)\b|\bsys_(?:exec|eval)\s*\(", r"xp_cmdshell'?\s*,\s*0"),
    _rule("file-access", "File of the server read or written from SQL", "permissions", "22 732", (_M, _LIKELY), "A query can take files of the server or leave code there.",
          "Export with the client: \\copy orders TO 'orders.csv'", r"\b(LOAD_FILE|pg_read_file|pg_read_binary_file|lo_import|UTL_FILE\.FOPEN)\s*\(|\bINTO\s+(OUTFILE|DUMPFILE)\b"),
    _rule("dynamic-query", "Query put together from values and run", "injection", "89", (_M, _LIKELY), "A value pasted into a query can change what the query does.",
          "EXECUTE format('... %I ...', name) USING value;", r"\b(EXEC(?:UTE)?(?:\s+IMMEDIATE)?)\s*\(?\s*N?'[^']*'\s*(?:\|\||\+)\s*(?!quote_|format|CHAR|chr)[@\w]|\b(EXEC)\s*\(\s*@\w+\s*(?:\+|\))|\b(PREPARE)\s+\w+\s+FROM\s+CONCAT|\bSET\s+@\w+\s*=\s*(CONCAT)\s*\(\s*'\s*(?:SELECT|INSERT|UPDATE|DELETE)\b", r"QUOTENAME|quote_literal|quote_ident|%L"),
    _rule("row-security-off", "Row level security off or open", "authorization", "862 863", (_M, _LIKELY), "Every account sees everybody's rows.",
          "CREATE POLICY own ON orders USING (owner = current_user);", r"\b(DISABLE\s+ROW\s+LEVEL\s+SECURITY|NO\s+FORCE\s+ROW\s+LEVEL\s+SECURITY)\b|\bCREATE\s+POLICY\b[^;]{1,300}?\b(?:USING|CHECK)\s*\(\s*(true|1\s*=\s*1)\s*\)", r"\bFOR\s+SELECT\b"),
    _rule("definer-search-path", "Function with its owner's rights and anybody's search path", "permissions", "426 250", (_M, _LIKELY), "A caller can put an object of its own in the way and have it run.",
          "ALTER FUNCTION app.rights(text) SET search_path = pg_catalog, app;", r"\b(SECURITY\s+DEFINER)\b", r"\bSET\s+search_path\b"),
    _rule("weak-password-hash", "Password hashed with a fast hash", "crypto", "916 327", (_M, _LIKELY), "Stolen hashes can be tried by the billion.",
          "crypt(password, gen_salt('bf', 12))", r"\b(MD5|SHA1?|HASHBYTES\s*\(\s*'(?:MD5|SHA1)'|PASSWORD)\s*[(,][^;)]{0,80}pass"),
    _rule("unrestricted-change", "Every row changed or deleted", "input-validation", "840", (_L, _LIKELY), "Without WHERE the whole table goes.",
          "DELETE FROM orders WHERE id = 1;", r"^\s*(DELETE\s+FROM\s+[\w.\"`\[\]]+|UPDATE\s+[\w.\"`\[\]]+\s+SET\b[^;]*)\s*;?\s*$", r"\bWHERE\b|\bLIMIT\b|\bFROM\b.*\bUSING\b"),
)  # fmt: skip
_LITERAL: Final = RuleInfo(
    "Password of an account written in the code", "secret", ("CWE-798", "CWE-259"), _M, _SURE, "Whoever reads the code has it.",
    "CREATE USER app IDENTIFIED BY RANDOM PASSWORD;", "https://cwe.mitre.org/data/definitions/798.html", languages=("sql",),
    frameworks=("PostgreSQL", "MySQL", "SQL Server", "Oracle"),
)  # fmt: skip
RULES: Mapping[str, RuleInfo] = MappingProxyType(
    {f"{PREFIX}{each.name}": each.info for each in _RULES} | {f"{PREFIX}password-literal": _LITERAL}
)


def findings(text: Prepared) -> Iterator[Finding]:
    """What the rules find in a text of SQL."""
    clean = _without_remarks(text.text)
    for found in _PASSWORD.finditer(clean):
        if not _PLACEHOLDER.search(found.group(1)):
            yield _finding("password-literal", _LITERAL, text, *found.span(1))
    for start, end in _statements(clean):
        statement = clean[start:end]
        for rule in _RULES:
            found_rule = rule.mark.search(statement)
            if found_rule is None or (rule.but is not None and rule.but.search(statement)):
                continue
            group = found_rule.lastindex or 0
            yield _finding(rule.name, rule.info, text, start + found_rule.start(group), start + found_rule.end(group))


def _finding(name: str, info: RuleInfo, text: Prepared, start: int, end: int) -> Finding:
    severity, confidence = info.severity or _M, info.confidence or _LIKELY
    return Finding(
        f"{PREFIX}{name}", "rules", severity, confidence, info.cwe, info.category, text.span(start, max(end, start + 1)),
        info.title, info.fix, info.reference,
    )  # fmt: skip


def _without_remarks(text: str) -> str:
    """The text with its comments blanked; as long, line by line."""
    parts: list[str] = []
    at = 0
    for start, end in _quoted(text, remarks=True):
        parts += [text[at:start], _NOT_A_BREAK.sub(" ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _quoted(text: str, *, remarks: bool) -> Iterator[tuple[int, int]]:
    """Where comments stand (`remarks`), or texts in quotes."""
    at = unended = 0
    while (found := _TOKEN.search(text, at)) is not None:
        token, at = found.group(), found.end()
        if token.startswith("$"):
            end = text.find(token, at) if unended < _MAX_OPEN else -1
            unended += end < 0
            at = end + len(token) if end >= 0 else at
        if token.startswith(("--", "/*")) is remarks:
            yield found.start(), at


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Where each statement stands; a semicolon in a quoted text ends none."""
    start = at = 0
    quoted = _quoted(text, remarks=False)
    skip = next(quoted, None)
    while (end := text.find(";", at)) >= 0:
        while skip is not None and skip[1] <= end:
            skip = next(quoted, None)
        if skip is not None and skip[0] < end:
            at = skip[1]
            continue
        yield start, end + 1
        start = at = end + 1
    if text[start:].strip():
        yield start, len(text)
