"""Dockerfiles, instruction by instruction. What RUN runs is looked at by the shell engine.

Source: Docker's reference, "Dockerfile". Rules for this file: pure, linear. Counterparts: images.py, nested_pieces.py, engine.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from proxy.scan.iac.hits import Hit
from proxy.scan.iac.images import moves

_INSTRUCTION: Final = re.compile(r"[ \t]*([A-Za-z]+)[ \t]+(.*)", re.DOTALL)
_HEREDOC: Final = re.compile(r"<<-?[ \t]*[\"']?(\w+)[\"']?")
_KNOWN: Final = frozenset(
    [
        "FROM",
        "RUN",
        "CMD",
        "LABEL",
        "MAINTAINER",
        "EXPOSE",
        "ENV",
        "ADD",
        "COPY",
        "ENTRYPOINT",
        "VOLUME",
        "USER",
        "WORKDIR",
        "ARG",
        "ONBUILD",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "SHELL",
    ]
)
_FROM: Final = re.compile(r"(?:--platform=\S+\s+)?(\S+)(?:\s+[Aa][Ss]\s+(\S+))?")
_PAIR: Final = re.compile(r"([A-Za-z_]\w*)=(\"[^\"]*\"|'[^']*'|\S*)")
_SECRET_NAME: Final = re.compile(
    r"(?i)(?:^|_)(?:password|passwd|pwd|secret|token|api_?key|apikey|secret_?key|private_?key|access_?key|credentials?|auth)(?:_(?:id|key|value|base64))?$"
)
_IN_URL: Final = re.compile(r"://[^\s/:@\"']{1,80}:[^\s/@\"']{1,200}@")
_KEY_FILE: Final = re.compile(
    r"(?:^|[\s/\"'\[])(?:\.env(?:\.(?!example|sample|template|dist)[\w-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.npmrc|\.pypirc|\.netrc|\.git-credentials|\.aws|\.ssh|\.dockercfg|\.docker/config\.json|credentials\.json"
    r"|service[-_]account[\w-]*\.json|[\w.-]+\.(?:pem|p12|pfx|jks|keystore))(?=[\s/\"',\]]|$)"
)
_NO_SECRET: Final = re.compile(
    r"(?i)^[\"']?(?:|true|false|none|null|changeme|\d{1,4}|/[\w./-]*|file|/run/secrets/\S+)[\"']?$"
)
_UNVERIFIED: Final = re.compile(
    r"\b(NODE_TLS_REJECT_UNAUTHORIZED)[= ][\"']?0|\b(GIT_SSL_NO_VERIFY)[= ][\"']?(?:1|true)|\b(PYTHONHTTPSVERIFY)[= ][\"']?0|\b(NPM_CONFIG_STRICT_SSL)[= ][\"']?false"
    r"|\b(PIP_TRUSTED_HOST)[= ][\"']?\S",
    re.IGNORECASE,
)
_NO_SERVICE: Final = re.compile(r"(?i)^(?:scratch|hello-world)$|distroless.*nonroot|-rootless\b|nonroot")
_LOGINS: Final = frozenset({"22", "23", "3389", "5900"})
_UPDATE: Final = re.compile(r"\b(?:apt-get|apt|yum|dnf|apk|zypper)\s+(?:-\S+\s+)*(?:update|makecache|refresh)\b")
_INSTALL: Final = re.compile(r"\b(?:install|upgrade|add|dist-upgrade|reinstall)\b")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One, with its words in one line and its place. `starts`: offset of the words' characters is kept by their order."""

    name: str
    words: str
    start: int
    end: int
    raw: str


def instructions(text: str) -> Iterator[Instruction]:
    """The instructions of a file, lines that go on joined. Bodies of heredocs belong to their instruction."""
    lines = text.split("\n")
    at = number = 0
    while number < len(lines):
        start, first = at, number
        line = lines[number]
        at, number = at + len(line) + 1, number + 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        while line.rstrip().endswith(("\\", "`")) and number < len(lines):
            line = lines[number]
            at, number = at + len(line) + 1, number + 1
            if line.lstrip().startswith("#"):
                line = "\\"
        raw = "\n".join(lines[first:number])
        for found in _HEREDOC.finditer(raw):
            while number < len(lines) and lines[number].strip() != found[1]:
                at, number = at + len(lines[number]) + 1, number + 1
            if number < len(lines):
                at, number = at + len(lines[number]) + 1, number + 1
        parts = _INSTRUCTION.match(raw)
        if parts is not None and parts[1].upper() in _KNOWN:
            yield Instruction(
                parts[1].upper(), re.sub(r"\\[ \t]*\r?\n", " ", parts[2]).strip(), start, start + len(raw), raw
            )


def docker(text: str) -> Iterator[Hit]:
    """What a Dockerfile shows."""
    stages: set[str] = set()
    arguments: set[str] = set()
    base: Instruction | None = None
    run: Instruction | None = None
    user: Instruction | None = None
    for each in instructions(text):
        if each.name == "FROM":
            base, user, run = each, None, None
            yield from _from(each, stages)
        elif each.name == "USER":
            user = each
        elif each.name in {"CMD", "ENTRYPOINT"}:
            run = each
        elif each.name == "ARG":
            arguments.add(each.words.partition("=")[0].strip())
        yield from _kept(each, arguments)
        yield from _others(each)
    if user is not None and user.words.partition(":")[0].strip("\"'") in {"root", "0"}:
        yield _hit("docker.root", user, "USER")
    elif user is None and base is not None and not _NO_SERVICE.search(base.words.split()[0]):
        yield _hit("docker.no-user", run or base, "USER")


def _from(each: Instruction, stages: set[str]) -> Iterator[Hit]:
    found = _FROM.match(each.words)
    if found is None:
        return
    if found[1] not in stages and moves(found[1]):
        yield _hit("docker.image-moves", each, "FROM")
    if found[2]:
        if found[2] in stages:
            yield _hit("docker.alias-twice", each, "FROM")
        stages.add(found[2])


def _kept(each: Instruction, arguments: set[str]) -> Iterator[Hit]:
    """What stays in the image: settings, build arguments, copied keys."""
    if each.name in {"ENV", "ARG"}:
        for name, value in _pairs(each):
            if _is_secret(name, value) or _IN_URL.search(value):
                start = each.start + max(each.raw.find(name), 0)
                yield Hit("docker.secret-in-image", start, start + len(name), each.name)
        unverified = _UNVERIFIED.search(each.words)
        if unverified:
            yield _hit("docker.verification-off", each, next(name for name in unverified.groups() if name).upper())
    elif each.name in {"COPY", "ADD"} and "--from=" not in each.words:
        if _KEY_FILE.search(each.words.rsplit(None, 1)[0]):
            yield _hit("docker.secret-in-image", each, each.name)
    elif (
        each.name == "RUN"
        and "--mount=type=secret" not in each.words
        and any(
            _SECRET_NAME.search(name) and re.search(rf"\$\{{?{re.escape(name)}\b", each.words) for name in arguments
        )
    ):
        yield _hit("docker.secret-in-image", each, "ARG")


def _pairs(each: Instruction) -> list[tuple[str, str]]:
    """Names and values of ENV in both of its forms, and of ARG; an argument without a default gets its value from outside."""
    pairs: list[tuple[str, str]] = _PAIR.findall(each.words)
    if pairs:
        return pairs
    name, _, value = each.words.partition(" ")
    return [(name, value if each.name == "ENV" else "${}")] if name else []


def _is_secret(name: str, value: str) -> bool:
    return (
        _SECRET_NAME.search(name) is not None
        and not _NO_SECRET.match(value)
        and not name.upper().endswith(("_FILE", "_PATH", "_URL"))
    )


def _others(each: Instruction) -> Iterator[Hit]:
    if each.name == "ADD" and re.search(r"https?://|^git@", each.words) and "--checksum" not in each.words:
        yield _hit("docker.remote-add", each, "ADD")
    elif each.name == "EXPOSE" and {word.partition("/")[0] for word in each.words.split()} & _LOGINS:
        yield _hit("docker.remote-login", each, "EXPOSE")
    elif each.name == "RUN":
        if _UPDATE.search(each.words) and not _INSTALL.search(each.words):
            yield _hit("docker.stale-packages", each, "update")
        if re.search(r"(?:^|[;&|]\s*|\s)apt\s+(?:-\S+\s+)*(?:install|update|upgrade|remove)\b", each.words):
            yield _hit("docker.tool-for-people", each, "apt")
        if re.search(r"(?:^|[;&|]\s*)sudo\s", each.words):
            yield _hit("docker.sudo", each, "sudo")


def _hit(rule: str, each: Instruction, what: str) -> Hit:
    return Hit(rule, each.start + len(each.raw) - len(each.raw.lstrip()), each.end, what)
