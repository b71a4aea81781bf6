"""Engine "iac": what infrastructure and configuration files give away. Terraform is the structural engine's.

What a document is, is told from its keys, so that a fragment without a path is read as well.
Rules for this file: no I/O. Counterparts: nodes.py reads, a module for each kind looks, metadata.py says what a rule means.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from proxy.model import Confidence, Finding, ScanStatus, Severity
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult, code_lines
from proxy.scan.iac import ansible, cloudformation, compose, kubernetes, pipelines, systemd
from proxy.scan.iac.docker import docker
from proxy.scan.iac.hits import Hit
from proxy.scan.iac.lines import settings
from proxy.scan.iac.metadata import PREFIX, RULES
from proxy.scan.iac.nginx import nginx
from proxy.scan.iac.nodes import Node, TooLarge, read
from proxy.scan.iac.terraform_manifests import manifests
from proxy.scan.safe_settings import fitted
from proxy.scan.syntax.parsed import TooDeep

_VERSION: Final = "2"
MAX_CHARS: Final = 1 << 20
_TREES: Final = frozenset({"yaml", "json"})
_LINES: Final = frozenset({"yaml", "ini", "dockerfile", "nginx", "xml", "toml", "json", "text"})
_TERRAFORM: Final = "terraform"
_LANGUAGES: Final = _TREES | _LINES | {_TERRAFORM}
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")
# What follows depends on what the file is for: no single value stands for the one that is there.
_BY_CHOICE: Final = frozenset({"config.default-password", "config.backup-open"})
_MAX_HITS: Final = 300  # of one text; nobody reads more


class IacEngine:
    """The engine for infrastructure and configuration."""

    name = "iac"
    version = _VERSION

    def warm(self) -> None:
        """Load libyaml."""
        read("a: b\n")

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        if text.language not in _LANGUAGES:
            return EngineResult(ScanStatus.UNSUPPORTED)
        total = code_lines(text.text)
        if len(text.text) > MAX_CHARS:
            return EngineResult(ScanStatus.OVERSIZE, lines_total=total, detail=f"longer than {MAX_CHARS} characters")
        unread, pipeline = 0, False
        if text.language == _TERRAFORM:
            return _terraform(text, total)
        hits: list[Hit] = []
        if text.language in _TREES:
            try:
                documents = read(text.text)
            except TooLarge as error:
                return EngineResult(ScanStatus.OVERSIZE, lines_total=total, detail=str(error))
            unread = min(documents.unread, total)
            looks = [(_kind(root, text.path or ""), root) for root in documents.roots]
            hits = [hit for look, root in looks for hit in look(root)]
            pipeline = any(look in _PIPELINES for look, _ in looks)
        hits += [hit for hit in _of_lines(text) if not (pipeline and hit.rule in _ELSEWHERE)]
        found = tuple(_findings(hits, text))
        if unread and text.language == "yaml":
            status = ScanStatus.PARTIAL if unread < total else ScanStatus.UNPARSED
            return EngineResult(status, found, total - unread, total)
        return EngineResult(ScanStatus.COMPLETE, found, total, total)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Nothing: only Python is released by statements."""
        del unit
        return UnitResult(state=state)


_KINDS: Final = (
    (lambda root, _: kubernetes.looks_like(root) and not root.has("services"), kubernetes.kubernetes),
    (lambda root, _: cloudformation.looks_like(root), cloudformation.cloudformation),
    (lambda root, _: compose.looks_like(root), compose.compose),
    (lambda root, _: pipelines.is_workflow(root), pipelines.workflow),
    (lambda root, _: ansible.looks_like(root), ansible.ansible),
    (pipelines.is_gitlab, pipelines.gitlab),
)  # fmt: skip
_PIPELINES: Final = frozenset({pipelines.workflow, pipelines.gitlab})
# A pipeline's services live as long as its tests and answer nobody else.
_ELSEWHERE: Final = frozenset(
    {"config.default-password", "config.no-login", "config.tls-off", "config.empty-password", "config.debug"}
)


def _kind(root: Node, path: str) -> Callable[[Node], Iterator[Hit]]:
    return next((look for is_one, look in _KINDS if is_one(root, path)), kubernetes.kubernetes)


def _terraform(text: Prepared, total: int) -> EngineResult:
    """The manifests inside; all else of Terraform is the structural rules'."""
    try:
        parsed = text.syntax if "kubernetes_" in text.text else None
    except TooDeep as error:
        return EngineResult(ScanStatus.FAILED, lines_total=total, detail=str(error))
    hits = [hit for root in manifests(parsed) for hit in kubernetes.kubernetes(root)] if parsed is not None else []
    return EngineResult(ScanStatus.COMPLETE, tuple(_findings(hits, text)), total, total)


def _of_lines(text: Prepared) -> Iterator[Hit]:
    if text.language == "dockerfile":
        yield from docker(text.text)
    if text.language == "nginx" or (text.language == "ini" and _is_nginx(text.text)):
        yield from nginx(text.text)
    if text.language in {"ini", "text"} and systemd.looks_like(text.text):
        yield from systemd.systemd(text.text)
    if text.language != "text":
        yield from settings(text.text)


def _is_nginx(text: str) -> bool:
    return "server {" in text or ("location " in text and ";" in text)


def _findings(hits: list[Hit], text: Prepared) -> Iterator[Finding]:
    said: set[tuple[str, str, int]] = set()
    for hit in hits[:_MAX_HITS]:
        start, end = _place(hit, text)
        key = hit.rule, hit.what, start
        if key in said:
            continue
        said.add(key)
        info = RULES[PREFIX + hit.rule]
        about = f" ({hit.what})" if hit.what else ""
        yield Finding(
            f"{PREFIX}{hit.rule}{_suffix(hit.what)}", IacEngine.name, info.severity or Severity.MEDIUM, Confidence.LOW if hit.missing else info.confidence or Confidence.MEDIUM, info.cwe, info.category,
            text.span(start, end), f"{info.title}{about}.", _fix(hit, start, text, info.fix), info.reference,
        )  # fmt: skip


def _fix(hit: Hit, start: int, text: Prepared, otherwise: str) -> str:
    """What the switch should say; of one that isn't there only the rule's own form is known."""
    return otherwise if hit.missing or hit.rule in _BY_CHOICE else fitted(text.line_at(start), hit.what, otherwise)


def _suffix(what: str) -> str:
    """The switch, so that a policy can speak of one: `iac.kubernetes.host-namespace.hostpid`."""
    word = _NO_WORD.sub("-", what.lower()).strip("-")
    return f".{word}" if word else ""


def _place(hit: Hit, text: Prepared) -> tuple[int, int]:
    """The span inside one line. A negative end is minus one minus the number of a line below a script's first."""
    start, end = hit.start, hit.end
    if end < 0:
        first = text.span(start, start + 1).line - 1
        header = text.text[
            start : text.line_starts[first + 1] if first + 1 < len(text.line_starts) else len(text.text)
        ].strip()
        below = -end - 1 + (1 if header[:1] in {"|", ">"} else 0)
        row = min(first + below, len(text.line_starts) - 1)
        start = text.line_starts[row] if below else start
        end = text.line_starts[row + 1] - 1 if row + 1 < len(text.line_starts) else len(text.text)
        start += len(text.text[start:end]) - len(text.text[start:end].lstrip())
    stop = text.text.find("\n", start)
    end = min(end, stop if stop >= 0 else len(text.text))
    start = min(start, max(len(text.text) - 1, 0))
    return start, min(max(end, start + 1), max(len(text.text), 1))
