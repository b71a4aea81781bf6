"""Terraform: what is open to the world, unencrypted, over-privileged or unwatched.

Providers name the same switches alike, so most rules read an attribute by its name wherever it stands (`encrypted = false`), and a table
says of which resources an attribute must be there, because its default is the insecure one. `rules.terraform.RULE.ATTRIBUTE` are the
ids, so that a policy can speak of one switch.
Rules for this file: pure, linear in the tree; values that aren't written there (variables, references) are never judged.
Counterparts: switches.py and terraform_needs.py hold the tables, structural.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ast_grep_py import SgNode

from proxy.model import Confidence, Finding, Severity
from proxy.scan.base import Prepared
from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.safe_settings import fitted
from proxy.scan.syntax.hcl import Block, Hit, blocks_of, has, value_of, within
from proxy.scan.syntax.parsed import Parsed
from proxy.scan.syntax.switches import SWITCHES
from proxy.scan.syntax.terraform_needs import NEEDED
from proxy.scan.syntax.terraform_network import network
from proxy.scan.syntax.terraform_rights import rights
from proxy.scan.syntax.terraform_values import FLAGS, UNWANTED

PREFIX: Final = "rules.terraform."
_H, _M, _L = Severity.HIGH, Severity.MEDIUM, Severity.LOW
_SURE, _LIKELY, _MAYBE = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW


def _info(title: str, category: str, cwe: str, level: tuple[Severity, Confidence], *words: str) -> RuleInfo:
    why, fix = words
    weaknesses = tuple(f"CWE-{number}" for number in cwe.split())
    page = f"https://cwe.mitre.org/data/definitions/{cwe.split(maxsplit=1)[0]}.html"
    return RuleInfo(
        title,
        category,
        weaknesses,
        *level,
        why,
        fix,
        page,
        languages=("terraform",),
        frameworks=("AWS", "Azure", "Google Cloud"),
    )


_RULES: Final[Mapping[str, RuleInfo]] = MappingProxyType({
    "open-admin-port": _info("Port for administration or a database open to the world", "permissions", "284 668 732", (_H, _SURE), "Anybody can try passwords and exploits on it.", 'cidr_blocks = ["10.0.0.0/8"]'),
    "open-port": _info("Port open to the world", "permissions", "284 668", (_M, _LIKELY), "Anybody can reach it.", 'cidr_blocks = ["10.0.0.0/8"]'),
    "web-port": _info("Web server open to the world", "permissions", "284 668", (_L, _MAYBE), "Fine where it is meant to be.", 'cidr_blocks = ["10.0.0.0/8"]'),
    "wide-resource": _info("Right to change any resource", "permissions", "250 732 269", (_L, _LIKELY), "Some actions know no resources; most do.", 'resources = ["arn:aws:s3:::bucket/*"]'),
    "public-bucket": _info("Storage open to everybody", "permissions", "732 284", (_H, _LIKELY), "Anybody can read or change what is stored.", 'acl = "private"'),
    "public-access": _info("Service reachable from the internet", "permissions", "284 668", (_M, _LIKELY), "Anybody can try passwords and exploits on it.", "publicly_accessible = false"),
    "public-policy": _info("Policy that lets everybody in", "permissions", "284 732", (_M, _LIKELY), "Every account of the world may use it.", 'identifiers = ["arn:aws:iam::111122223333:role/app"]'),
    "wildcard-policy": _info("Rights on everything", "permissions", "250 732 269", (_M, _LIKELY), "Whoever takes the role over can do anything.", 'actions = ["s3:GetObject"]'),
    "unencrypted": _info("Data stored unencrypted", "crypto", "311 312", (_M, _LIKELY), "Whoever gets at the disk or a copy of it can read it.", "storage_encrypted = true"),
    "unencrypted-transit": _info("Data sent unencrypted", "crypto", "319", (_M, _LIKELY), "Anybody on the way can read and change it.", "transit_encryption_enabled = true"),
    "weak-tls": _info("Old TLS version", "crypto", "326 327", (_M, _SURE), "Old versions can be broken.", 'min_tls_version = "TLS1_2"'),
    "weak-authentication": _info("Login weak, shared or off", "authorization", "287 306", (_M, _LIKELY), "A password that is guessed or shared opens it.", "local_authentication_disabled = true"),
    "weak-password-policy": _info("Passwords may be short, old or simple", "authorization", "521", (_L, _LIKELY), "They can be guessed.", "minimum_password_length = 14"),
    "privileged": _info("Workload with the host's rights", "permissions", "250 269", (_H, _LIKELY), "Whoever breaks into it has the host.", "privileged = false"),
    "metadata-open": _info("Instance metadata open to any request", "permissions", "918 284", (_M, _LIKELY), "A forged request from the server gets its credentials.", 'metadata_options { http_tokens = "required" }'),
    "firewall-allows": _info("Firewall that lets everything pass by default", "permissions", "284", (_M, _LIKELY), "What isn't named is open.", 'default_action = "Deny"'),
    "unwatched": _info("Nothing recorded of what is done", "debug", "778", (_L, _LIKELY), "An attack leaves no trace.", "logging { enabled = true }"),
    "unprotected": _info("Can be lost by one mistake", "input-validation", "693", (_L, _LIKELY), "No copy, version or lock protects it.", "deletion_protection = true"),
    "own-key-missing": _info("Encrypted with the provider's key at most", "crypto", "311 320", (_L, _MAYBE), "Who may decrypt can't be decided or withdrawn.", "kms_key_id = aws_kms_key.this.arn"),
    "any-origin": _info("Any origin is let in", "cors", "942", (_M, _LIKELY), "Every site may read the answers.", 'allowed_origins = ["https://app.example.com"]'),
    "wide-trust": _info("Every user of an account may take the role over", "permissions", "284 269", (_L, _LIKELY), "One leaked key of that account is enough.", 'identifiers = ["arn:aws:iam::111122223333:role/app"]'),
    "open-federation": _info("Workflows of others may take the role over", "authorization", "284 287 346", (_M, _LIKELY), "The subject of the token isn't bound to one repository and branch.", 'values = ["repo:org/app:ref:refs/heads/main"]'),
    "moving-source": _info("Module without a fixed version", "dependency", "1357 829 494", (_L, _LIKELY), "What is behind a name that moves can change under you.", 'source = "git::https://git.example.com/vpc.git?ref=0123456789abcdef0123456789abcdef01234567"'),
    "outdated": _info("Version that gets no fixes any more", "dependency", "1104", (_L, _LIKELY), "Known holes stay open.", 'runtime = "python3.13"'),
    "hardening-off": _info("A protection of the service switched off", "permissions", "693 1188", (_L, _LIKELY), "It is there against a known kind of attack.", "image_scanning_configuration { scan_on_push = true }"),
})  # fmt: skip
RULES: Final[Mapping[str, RuleInfo]] = MappingProxyType({f"{PREFIX}{name}": info for name, info in _RULES.items()})


_DEFAULT_STILL_OPEN: Final = frozenset(
    {"storage_encrypted", "transit_encryption_enabled", "at_rest_encryption_enabled", "enforce_https"}
)


def findings(parsed: Parsed, text: Prepared) -> Iterator[Finding]:
    """What the rules find in a text of Terraform."""
    said: set[tuple[str, str, int]] = set()
    for rule, node, what in _hits(parsed.root):
        start, end = parsed.offsets(node)
        if (rule, what, start) not in said:
            said.add((rule, what, start))
            # Of what is missing the provider's default decides, and many were made secure since.
            missing = node.kind() == "block" and what not in _DEFAULT_STILL_OPEN
            yield _finding(rule, what, text, (start, min(end, _line_end(text.text, start))), missing=missing)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _finding(name: str, what: str, text: Prepared, span: tuple[int, int], *, missing: bool) -> Finding:
    info = _RULES[name]
    start, end = span
    return Finding(
        f"{PREFIX}{name}.{what.replace('_', '-').lower()}", "rules", info.severity or _M, _MAYBE if missing else info.confidence or _LIKELY, info.cwe,
        info.category, text.span(start, max(end, start + 1)), f"{info.title} ({what}).", fitted(text.line_at(start), what, info.fix), info.reference,
    )  # fmt: skip


def _hits(root: SgNode) -> Iterator[Hit]:
    whole = blocks_of(root)
    known = _named(whole)
    for block in (whole, *whole.blocks):
        if block.name in {"resource", "data", "module", ""} or block.labels:
            yield from _of_block(block, known)


def _named(whole: Block) -> Mapping[str, str]:
    """What locals and defaults of variables stand for."""
    known: dict[str, str] = {}
    for block in whole.blocks:
        if block.name == "locals":
            known.update((f"local.{name}", value_of(node)) for name, node in block.attributes.items())
        elif block.name == "variable" and block.labels and "default" in block.attributes:
            known[f"var.{block.labels[0]}"] = value_of(block.attributes["default"])
    return known


def _of_block(block: Block, known: Mapping[str, str]) -> Iterator[Hit]:
    kind = block.labels[0] if block.labels else ""
    if block.name == "resource":
        for pattern, path, rule in NEEDED:
            if pattern.match(kind) and not has(block, path):
                yield rule, block.node, path[-1].partition("|")[0]
        for pattern, path, bad, rule in UNWANTED:
            if pattern.match(kind):
                yield from _unwanted(block, path, bad, rule)
    elif block.name == "module":
        yield from _source(block)
    for inner in within(block):
        yield from _switches(inner, kind)
        yield from _listed(inner)
        yield from network(inner, kind, known)
    yield from rights(block, kind)
    yield from _numbers(block)


def _unwanted(block: Block, path: tuple[str, ...], bad: re.Pattern[str], rule: str) -> Iterator[Hit]:
    """Values that are bad in one kind of resource only."""
    if len(path) > 1:
        for inner in block.blocks:
            if inner.name == path[0]:
                yield from _unwanted(inner, path[1:], bad, rule)
        return
    node = block.attributes.get(path[0])
    if node is not None and bad.search(value_of(node)):
        yield rule, node, path[0]
    elif node is None and any(inner.name == path[0] for inner in block.blocks) and bad.search("{}"):
        yield rule, next(inner.node for inner in block.blocks if inner.name == path[0]), path[0]


def _source(block: Block) -> Iterator[Hit]:
    """Modules whose code can change: no version of the registry's, no ref of the repository's."""
    node = block.attributes.get("source")
    if node is None:
        return
    source = value_of(node).strip('"')
    if source.startswith((".", "/", "${")) or "version" in block.attributes:
        return
    remote = re.match(
        r"(?:git::|hg::|s3::|gcs::)|https?://|git@|github\.com/|bitbucket\.org/|gitlab\.com/|ssh://", source
    )
    if remote is None and not re.fullmatch(r"[\w.-]+/[\w-]+/[\w-]+(?:/[\w-]+)?(?://.*)?", source):
        return
    if not re.search(r"[?&](?:ref|rev)=(?!(?:main|master|HEAD|develop)\b)[\w./-]+", source):
        yield "moving-source", node, "source"


def _switches(block: Block, kind: str) -> Iterator[Hit]:
    closed = "http_endpoint" in block.attributes and "disabled" in value_of(block.attributes["http_endpoint"])
    for name, node in block.attributes.items():
        value = value_of(node)
        for pattern, bad, rule in SWITCHES:
            if pattern.match(name) and bad.search(value) and not (closed and rule == "metadata-open"):
                yield rule, node, name
                break
        if value.startswith(("{", "jsonencode", "<<", "[")):
            yield from _inside(value, node)
    node_off = block.attributes.get("enabled") or block.attributes.get("status")
    if block.name and not block.labels and node_off is not None and _OFF.match(value_of(node_off)):
        yield _OFF_BLOCKS.get(block.name, "hardening-off"), node_off, block.name
    del kind


def _inside(value: str, node: SgNode) -> Iterator[Hit]:
    """Switches in objects and documents: metadata, settings, definitions in JSON."""
    for name, word in _PAIR.findall(value):
        plain = _CAMEL.sub("_", name).replace("-", "_").lower()
        for pattern, bad, rule in SWITCHES:
            if pattern.match(plain) and (bad.search(word.lower()) or bad.search(f'"{word}"')):
                yield rule, node, plain
                break


def _listed(block: Block) -> Iterator[Hit]:
    """Settings that are a name and a value: flags of databases, parameters, settings of environments."""
    name, value = block.attributes.get("name"), block.attributes.get("value")
    if name is None or value is None:
        return
    said, given = value_of(name).strip('"').lower(), value_of(value).strip('"').lower()
    for pattern, bad, rule in FLAGS:
        if pattern.match(said) and bad.search(given):
            yield rule, value, said
            return


_OFF: Final = re.compile(r"(?i)^(?:false|\"(?:disabled|suspended|false|off)\")$")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PAIR: Final = re.compile(r"""["']?([A-Za-z][\w-]{2,50})["']?\s*[:=]\s*["']?([A-Za-z0-9_.-]{1,40})\b""")
_OFF_BLOCKS: Final = {
    "versioning": "unprotected", "logging": "unwatched", "encryption": "unencrypted", "encrypt_at_rest": "unencrypted",
    "node_to_node_encryption": "unencrypted-transit", "point_in_time_recovery": "unprotected", "server_side_encryption": "unencrypted",
    "backup_configuration": "unprotected", "auth_settings": "weak-authentication", "database_encryption": "unencrypted",
    "access_logs": "unwatched", "dag_processing_logs": "unwatched", "scheduler_logs": "unwatched", "task_logs": "unwatched",
    "webserver_logs": "unwatched", "worker_logs": "unwatched", "encryption_settings": "unencrypted", "health_check": "unprotected",
}  # fmt: skip
_AT_LEAST: Final = (  # pairs, so that no linter takes a length for a password
    (14, "minimum_password_length", "password_length", "min_password_length"),
    (7, "backup_retention_period", "backup_retention_days", "retention_days"),
    (5, "password_reuse_prevention"),
    (2048, "key_size", "rsa_bits"),
    (2, "required_approving_review_count", "approvals_before_merge", "number_of_approvals_needed"),
    (365, "retention_in_days"),
    (180, "sql_collector_config_value"),
)
_LEAST: Final = {name: least for least, *names in _AT_LEAST for name in names}
_MOST: Final = {
    **dict.fromkeys(("max_password_age", "password_age", "automatically_after_days"), 90),
    "max_login_attempts": 5,
}


def _numbers(block: Block) -> Iterator[Hit]:
    for inner in within(block):
        for name, node in inner.attributes.items():
            value = value_of(node).strip('"')
            if not value.isdigit():
                continue
            number = int(value)
            if (name in _LEAST and 0 < number < _LEAST[name]) or (
                name in _MOST and (number > _MOST[name] or not number)
            ):
                yield _NUMBERED.get(name, "weak-password-policy" if "password" in name else "unprotected"), node, name


_NUMBERED: Final = {
    "retention_in_days": "unwatched", "max_login_attempts": "weak-password-policy", "sql_collector_config_value": "unwatched",
    "required_approving_review_count": "hardening-off", "approvals_before_merge": "hardening-off",
}  # fmt: skip
