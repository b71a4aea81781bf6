"""Secrets on command lines, printed, and sent away.

Rules for this file: pure; what a secret is is never said in a message. Counterparts: placeholders.py says what is none, secrets.py looks at
every text.
"""

# ruff: noqa: E501 - a row of a table, or a pattern, is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.commands.arguments import arguments, tail
from proxy.scan.commands.programs import DOWNLOADERS
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import Call, Hit, Value
from proxy.scan.placeholders import is_placeholder

_SETTINGS: Final = frozenset({
    "PGPASSWORD", "MYSQL_PWD", "SSHPASS", "REDISCLI_AUTH", "AWS_SECRET_ACCESS_KEY", "RESTIC_PASSWORD", "BORG_PASSPHRASE", "VAULT_TOKEN", "GITHUB_TOKEN",
    "GH_TOKEN", "NPM_TOKEN", "DOCKER_PASSWORD", "MONGO_PASSWORD", "TF_VAR_db_password", "SUDO_PASSWORD", "KEYSTORE_PASSWORD",
})  # fmt: skip
_GLUED: Final = frozenset(
    {"mysql", "mysqldump", "mysqladmin", "mariadb", "mysqlimport", "mariadb-dump", "mariadb-admin"}
)
_SPACED: Final = {
    "sshpass": "p", "docker": "p", "podman": "p", "helm": "", "redis-cli": "a", "mongo": "p", "mongosh": "p", "mongodump": "p", "mongorestore": "p", "az": "p",
    "sqlcmd": "P", "zip": "P", "unzip": "P", "7z": "", "smbclient": "", "ldapsearch": "w", "ldapadd": "w", "ldapmodify": "w", "rabbitmqadmin": "p", "oc": "p",
    "cf": "p", "ipmitool": "P", "xfreerdp": "", "clickhouse-client": "", "influx": "", "cqlsh": "p", "skopeo": "", "buildah": "p", "crane": "p", "svn": "",
    "kinit": "", "net": "", "wp": "", "keytool": "", "curl": "", "wget": "", "psql": "", "gpg": "", "flyway": "", "liquibase": "", "elasticsearch-users": "p",
    "aws": "", "gcloud": "", "kubectl": "", "doctl": "", "heroku": "", "mc": "", "vault": "",
}  # fmt: skip
_LONG: Final = "password passwd pass passphrase pw db-password admin-password master-user-password token api-key secret-key access-token root-password http-password ftp-password proxy-password storepass keypass"
_KEYTOOL: Final = frozenset({"-storepass", "-keypass", "-srcstorepass", "-deststorepass"})
_GLUED_PASSWORD: Final = re.compile(r"-p(?!=)[\s\S]")
_OPENSSL: Final = re.compile(r"^pass:(.+)$")
_CONFIGURED: Final = re.compile(r"^(?:aws_secret_access_key|.*_authToken|.*:_password)$")
_NAMED_SECRET: Final = re.compile(
    r"(?:^|_)(?:PASS(?:WORD|WD|PHRASE)?|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|SECRET_?KEY|CREDENTIALS?)(?:_[A-Z0-9]{1,8})?$",
    re.IGNORECASE,
)
_NOT_SECRET: Final = re.compile(
    r"(?:FILE|PATH|NAME|URL|LEN|LENGTH|COUNT|ID|TYPE|EXPIRY|TTL|HASH|VERSION|DIR|ARN|HOST)$", re.IGNORECASE
)
_PRIVATE: Final = re.compile(
    r"(?:^|[@=/:~])(?:\.ssh(?:/|$)|\.aws(?:/|$)|\.gnupg(?:/|$)|\.kube(?:/|$)|etc/shadow|etc/passwd|\.netrc|\.git-credentials|\.docker/config\.json|\.config/gcloud|\.npmrc|\.pypirc)|(?:^|/)id_(?:rsa|ed25519|ecdsa|dsa)$"
)
_SENDERS: Final = frozenset({"nc", "ncat", "netcat", "socat", "telnet"})
_DATA: Final = (
    "-d",
    "--data",
    "--data-binary",
    "--data-raw",
    "--data-urlencode",
    "-F",
    "--form",
    "-T",
    "--upload-file",
    "--post-file",
    "--post-data",
    "--body-file",
)
_MIN_CHARS: Final = 4
_MAX_PRINTED: Final = 2_000


def arguments_with_secrets(call: Call, text: Reader) -> Iterator[Hit]:
    """Passwords and tokens as arguments and in front of commands."""
    del text
    given = [value for name, value in call.settings if name in _SETTINGS and call.name]
    given += _passwords(call)
    for value in given:
        # A policy takes out what is found here: just the secret, where it stands.
        if value.literal and value.own and value.start >= 0 and _secret(value.text):
            yield Hit("secret-as-argument", value.start, value.end)
            return
    passed = [value for value in _passwords(call) if ("()" not in value.holes if value.holes else not value.own)]
    if passed:
        yield call.hit("secret-in-process-list", passed[0])


def _secret(text: str) -> bool:
    value = text.strip("'\"")
    return (
        len(value) >= _MIN_CHARS
        and not is_placeholder(value)
        and not value.startswith(("$", "<", "@", "env:", "file:", "/", "stdin"))
    )


def _passwords(call: Call) -> list[Value]:
    args = call.args
    found: list[Value] = []
    if call.name in _GLUED:
        found += [tail(arg, 2) for arg in args if _GLUED_PASSWORD.match(arg.text)]
    if call.name in _SPACED or call.name in _GLUED:
        options = arguments(args, _SPACED.get(call.name, ""), longs=_LONG)
        if call.name != "docker" or "login" in call.words:
            found += [value for letter in _SPACED.get(call.name, "") for value in options.short.get(letter, ())]
        found += [
            value for name in _LONG.split() for value in options.long.get(name, ()) if not value.text.startswith("--")
        ]
    if call.name in DOWNLOADERS:
        users = arguments(args, "uoHXdFA", longs="user header").values("u", "user")
        found += [tail(user, user.text.index(":") + 1) for user in users if ":" in user.text]
    if call.name == "openssl":
        found += [tail(arg, 5) for arg in args if _OPENSSL.match(arg.text)]
    if call.name == "keytool":
        found += [args[at + 1] for at, arg in enumerate(args[:-1]) if arg.text in _KEYTOOL]
    if call.name == "htpasswd" and any(arg.text.startswith("-") and "b" in arg.text for arg in args):
        found += args[-1:]
    if call.name in {"aws", "npm", "yarn", "git"}:
        found += [args[at + 1] for at, arg in enumerate(args[:-1]) if _CONFIGURED.match(arg.text)]
    return found


def printed(call: Call, text: Reader) -> Iterator[Hit]:
    """`echo $PASSWORD` where a log shows it; `${PASSWORD:+set}` shows only whether it is there."""
    if (
        call.name not in {"echo", "printf"}
        or call.piped
        or any(target.op in {">", ">>", "&>", ">|"} for target in call.targets)
    ):
        return
    if len(call.line) > _MAX_PRINTED:
        return
    written = text.text[call.start : call.end]
    for arg in call.args:
        for hole in arg.holes:
            named = _NAMED_SECRET.search(hole) and not _NOT_SECRET.search(hole)
            if named and f"${hole}" in arg.text and f"{hole}:+" not in written:
                yield call.hit("secret-printed")
                return


def sent(call: Call, text: Reader) -> Iterator[Hit]:
    """Keys and password files that go over the network."""
    del text
    if call.name in {"curl", "wget"}:
        words = call.words
        bodies = [word for at, word in enumerate(words) if at and words[at - 1] in _DATA] + [
            word.partition("=")[2] for word in words if word.startswith(_DATA) and "=" in word
        ]
        if any(
            _PRIVATE.search(body)
            and ("@" in body or "-T" in words or "--upload-file" in words or "--post-file" in call.line)
            for body in bodies
        ):
            yield call.hit("secret-sent")
            return
        if not any(body in {"@-", "-"} for body in bodies) and not {"-T", "--upload-file"} & set(words):
            return
    elif call.name not in _SENDERS:
        return
    source = next(
        (
            each
            for each in call.feeders
            if each.name in {"cat", "tar", "env", "printenv", "base64", "zip", "gpg", "head"}
        ),
        None,
    )
    if source is not None and (
        source.name in {"env", "printenv"} or any(_PRIVATE.search(word) for word in source.words)
    ):
        yield Hit("secret-sent", min(source.start, call.start), call.end)
