"""Passwords on command lines: options, environment variables in front, user:password pairs, pipes into a password prompt.

Rules for this file: pure; each expression starts at a fixed word and is bounded. Counterparts: shapes.py, secrets.py.
"""

# ruff: noqa: E501 - a row of a table, and an example, is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.placeholders import is_common, is_placeholder, is_plausible, is_random, is_words

_MIN_CHARS: Final = 4
_CURL_USER: Final = re.compile(
    r"\b(?:curl|http|https|xh)\b[^\n]{0,400}?\s(?:-u|--user|-a|--auth)[ =]?(?P<quote>[\"']?)(?P<user>[^\s:\"'$<\[]{0,64}):(?P<value>[^\s\"']{1,128})(?P=quote)"
)
_FLAG: Final = re.compile(
    r"(?i)(?:^|[\s\"'\[,])--?(?:[a-z]{1,12}-){0,3}(?:password|passwd|passphrase|token|secret|api-?key|storepass|keypass|access-?key)"
    r"(?:[ =]|[\"'],\s{0,4})[\"']?(?P<value>[^\s\"'`]{4,256})"
)
# Programs whose short option is a password: `mysql -pSECRET`, `redis-cli -a SECRET`, `sshpass -p SECRET`.
_SHORT: Final = re.compile(
    r"\b(?:(?:mysql|mysqldump|mysqladmin|mysqlimport|mariadb(?:-dump)?|mycli)\b[^\n|;]{0,300}?\s-p(?=[^\s])"
    r"|redis-cli\b[^\n|;]{0,200}?\s(?:-a|--pass)[ ]{1,4}|sshpass[ ]{1,4}-p[ ]{0,4}|(?:docker|podman|skopeo|az|oc|helm registry)[ ]{1,4}login\b[^\n|;]{0,300}?\s-p[ ]{1,4}"
    r"|(?:mongo|mongosh|mongodump|mongorestore)\b[^\n|;]{0,300}?\s-p[ ]{1,4}|(?:sqlcmd|bcp|osql)\b[^\n|;]{0,300}?\s-P[ ]{0,4}|ldap(?:search|modify|add|delete)\b[^\n|;]{0,300}?\s-w[ ]{1,4}"
    r"|htpasswd\s{1,4}-[a-zA-Z]{0,4}b[a-zA-Z]{0,4}\s{1,4}\S{1,100}\s{1,4}\S{1,60}\s{1,4}|openssl\b[^\n|;]{0,300}?\s-(?:pass(?:in|out)?|k)[ ]{1,4}(?:pass:)?"
    r"|7z\b[^\n|;]{0,200}?\s-p(?=\S)|(?:zip|unzip)\b[^\n|;]{0,100}?\s-P[ ]{0,4}|cmdkey\b[^\n]{0,200}?/pass:|psexec\b[^\n]{0,200}?\s-p[ ]{1,4})"
    r"(?P<quote>[\"']?)(?P<value>[^\s\"'`|;&$<>()-][^\s\"'`|;&<>()]{2,127})(?P=quote)"
)
_IN_FRONT: Final = re.compile(
    r"(?:^|[\s\"';&(])(?:export[ ]{1,4}|set[ ]{1,4}|env[ ]{1,4})?(?:PGPASSWORD|MYSQL_PWD|REDISCLI_AUTH|SSHPASS|RESTIC_PASSWORD|BORG_PASSPHRASE|ANSIBLE_VAULT_PASSWORD|VAULT_TOKEN|GITHUB_TOKEN|GH_TOKEN)"
    r"=(?P<quote>[\"']?)(?P<value>[^\s\"'`|;&$<>(){}][^\s\"'`|;&<>(){}]{2,127})(?P=quote)"
)
_PIPED: Final = re.compile(
    r"\becho\s{1,4}(?:-[ne]{1,2}\s{1,4})?[\"']?(?:(?P<user>[\w.-]{1,40}):)?(?P<value>[^\s\"'|$`:]{4,128})[\"']?\s{0,4}\|\s{0,4}"
    r"(?:sudo\s{1,4}(?:-\w{1,3}\s{1,4}){0,3}?-S\b|(?:sudo\s{1,4})?chpasswd\b|(?:sudo\s{1,4})?passwd\b[^\n]{0,60}--stdin|docker\s{1,4}login\b[^\n]{0,200}--password-stdin|gpg\b[^\n]{0,200}--passphrase-fd)"
)
_LITERALS: Final = re.compile(
    r"--from-literal[= ][\"']?[\w.-]{0,60}(?:pass|pwd|secret|token|key)[\w.-]{0,40}=(?P<value>[^\s\"'$`]{4,256})",
    re.IGNORECASE,
)
_NET_USE: Final = re.compile(
    r"(?i)\bnet\s{1,4}(?:use|user)\s{1,4}[^\n]{0,160}?/user:\S{1,80}\s{1,4}(?P<value>[^\s/\"*%]{4,64})"
)
_WORDS: Final = (
    "curl", "http", "xh ", " -", '"-', "'-", "pgpassword", "mysql_pwd", "_auth=", "sshpass", "passphrase", "_token=", "echo", "/user:", "cmdkey",
)  # fmt: skip


def command_passwords(text: str, lowered: str) -> Iterator[tuple[int, int, bool]]:
    """Where a password begins and ends, and whether it is one that everybody would guess."""
    if not any(word in lowered for word in _WORDS):
        return
    for expression in (_CURL_USER, _SHORT, _IN_FRONT, _PIPED, _LITERALS, _NET_USE):
        for match in expression.finditer(text):
            value = match["value"]
            if is_common(value) or (is_words(value) and value.islower()):
                if expression is not _CURL_USER:  # of `curl -u user:pass` it is how the form of the option is told
                    yield *match.span("value"), True
            elif _is_password(value) and value != match.groupdict().get("user"):
                yield *match.span("value"), False
    for match in _FLAG.finditer(text):
        value = match["value"].rstrip(",;)]}")
        if is_random(value) and not is_placeholder(value) and is_plausible(value):
            yield match.start("value"), match.start("value") + len(value), False


def _is_password(value: str) -> bool:
    return (
        len(value) >= _MIN_CHARS
        and not is_placeholder(value)
        and not value.startswith(("-", "/", "@", "%", "file:", "env:"))
    )
