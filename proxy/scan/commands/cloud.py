"""Commands of the clouds and of Kubernetes that open something to the world or give all rights.

Rules for this file: pure. Counterpart: engine.py.
"""

# ruff: noqa: E501 - a pattern is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.commands.arguments import Arguments, arguments
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import Call, Hit

_WORLD: Final = re.compile(r"(?:^|[\s,=\"':\[{])(?:0\.0\.0\.0/0|::/0)")
_WEB: Final = re.compile(r"(?:^|[^\d])(?:80|443)(?:$|[^\d])")
_PORT: Final = re.compile(r"\d{2,5}")
_ADMIN: Final = re.compile(
    r"AdministratorAccess|:policy/(?:IAMFullAccess|PowerUserAccess)|roles/(?:owner|editor|iam\.securityAdmin)|^(?:Owner|User Access Administrator)$|cluster-admin"
)
_PUBLIC_ACL: Final = re.compile(
    r"^(?:public-read|public-read-write|authenticated-read|publicRead|publicReadWrite|public)$"
)
_EVERYBODY: Final = re.compile(
    r"^(?:allUsers|allAuthenticatedUsers|AllUsers|AllAuthenticatedUsers)(?::|$)|:allUsers|member=allUsers"
)
_ANYBODY_POLICY: Final = re.compile(r"\"Principal\"\s*:\s*(?:\"\*\"|\{\s*\"AWS\"\s*:\s*\"\*\"\s*\})")
_ALL_ACTIONS: Final = re.compile(
    r"\"Action\"\s*:\s*(?:\"\*\"|\[\s*\"\*\"\s*\])[\s\S]{0,200}\"Resource\"\s*:\s*(?:\"\*\"|\[\s*\"\*\"\s*\])"
)
_BLOCK_OFF: Final = re.compile(
    r"(?:BlockPublicAcls|IgnorePublicAcls|BlockPublicPolicy|RestrictPublicBuckets)\"?\s*[=:]\s*\"?false", re.IGNORECASE
)
_EVERYBODY_AZURE: Final = frozenset({"*", "0.0.0.0/0", "internet", "any", "0.0.0.0"})  # noqa: S104  # nosec B104
_LIKELY: Final = (Severity.MEDIUM, Confidence.MEDIUM)
_MAX_JSON: Final = 20_000


def cloud(call: Call, text: Reader) -> Iterator[Hit]:
    """All of them."""
    del text
    check = _CLOUDS.get(call.name)
    if check is not None:
        yield from check(call, arguments(call.args, "fnlp", long_values=True))


def _aws(call: Call, options: Arguments) -> Iterator[Hit]:
    line, words = call.line[:_MAX_JSON], {value.text for value in options.free[:3]}
    if "authorize-security-group-ingress" in words and _WORLD.search(line) and not _web_only(options):
        yield call.hit("cloud-network-open", options.first("cidr", "ip-permissions"))
    acl = options.first("acl", "grant-read", "grant-full-control")
    if acl is not None and (_PUBLIC_ACL.match(acl.text) or "AllUsers" in acl.text):
        yield call.hit("cloud-storage-public", acl)
    if "delete-public-access-block" in words or ("put-public-access-block" in words and _BLOCK_OFF.search(line)):
        yield call.hit("cloud-storage-public")
    if _ANYBODY_POLICY.search(line) and '"Deny"' not in line and "Condition" not in line:
        yield call.hit("cloud-storage-public" if "s3" in line else "cloud-without-login")
    policy = options.first("policy-arn")
    if (policy is not None and _ADMIN.search(policy.text)) or _ALL_ACTIONS.search(line):
        yield call.hit("cloud-admin", policy)
    if any(value.text == "NONE" for value in options.values("auth-type", "authorization-type")):
        yield call.hit("cloud-without-login", options.first("auth-type", "authorization-type"))
    if options.has("publicly-accessible") and "rds" in words | {"redshift"}:
        yield call.hit("cloud-network-open", options.first("publicly-accessible"))
    if any(value.text == "*" for value in options.values("principal")):
        yield call.hit("cloud-without-login", options.first("principal"))


def _web_only(options: Arguments) -> bool:
    """Whether only the ports of web servers are opened."""
    given = options.first("port", "ip-permissions")
    if given is None:
        return False
    if given.text in {"80", "443"}:
        return True
    ports = set(re.findall(r"(?:From|To)Port\"?\s*[=:]\s*\"?(\d+)", given.text))
    return bool(ports) and ports <= {"80", "443"}


def _gcloud(call: Call, options: Arguments) -> Iterator[Hit]:
    words = {value.text for value in options.free}
    if options.has("allow-unauthenticated"):
        yield call.hit("cloud-without-login", None, _LIKELY)
    sources = options.first("source-ranges")
    if "firewall-rules" in words and "create" in words and (sources is None or _WORLD.search(f" {sources.text}")):
        allowed = options.first("allow", "rules")
        opened = set(_PORT.findall(allowed.text)) if allowed is not None else set[str]()
        direction = options.first("direction")
        internal = sources is None and options.has("source-tags", "source-service-accounts")
        if (
            allowed is not None
            and not (opened and opened <= {"80", "443"})
            and not internal
            and (direction is None or direction.text.upper() != "EGRESS")
        ):
            yield call.hit("cloud-network-open", sources)
    networks = options.first("authorized-networks", "master-authorized-networks")
    if networks is not None and _WORLD.search(f" {networks.text}"):
        yield call.hit("cloud-network-open", networks)
    member, role = options.first("member"), options.first("role")
    if member is not None and _EVERYBODY.match(member.text):
        stored = role is not None and "storage" in role.text
        yield call.hit("cloud-storage-public" if stored or "storage" in words else "cloud-without-login", member)
    elif role is not None and _ADMIN.search(role.text) and "add-iam-policy-binding" in words:
        yield call.hit("cloud-admin", role)


def _gsutil(call: Call, options: Arguments) -> Iterator[Hit]:
    del options
    if any(_EVERYBODY.search(word) or word in {"public-read", "public-read-write"} for word in call.words):
        yield call.hit("cloud-storage-public")


def _az(call: Call, options: Arguments) -> Iterator[Hit]:
    words = {value.text for value in options.free}
    source = options.first("source-address-prefixes", "source-address-prefix")
    if "rule" in words and "nsg" in words and (source is None or source.text.lower() in _EVERYBODY_AZURE):
        access, direction = options.first("access"), options.first("direction")
        ports = " ".join(value.text for value in options.values("destination-port-ranges", "destination-port-range"))
        deny = access is not None and access.text.lower() == "deny"
        outbound = direction is not None and direction.text.lower() == "outbound"
        if (not deny and not outbound and set(_PORT.findall(ports)) - {"80", "443"}) or (
            ports == "*" and not deny and not outbound
        ):
            yield call.hit("cloud-network-open", source)
    start, end = options.first("start-ip-address"), options.first("end-ip-address")
    if start is not None and end is not None and start.text == "0.0.0.0" and end.text == "255.255.255.255":  # noqa: S104  # nosec B104
        yield call.hit("cloud-network-open", start)
    access = options.first("public-access", "allow-blob-public-access")
    if "storage" in words and access is not None and access.text.lower() in {"blob", "container", "true"}:
        yield call.hit("cloud-storage-public", access)
    role = options.first("role")
    if "assignment" in words and role is not None and _ADMIN.match(role.text):
        yield call.hit("cloud-admin", role)


def _kubectl(call: Call, options: Arguments) -> Iterator[Hit]:
    role = options.first("clusterrole")
    if role is not None and role.text == "cluster-admin":
        yield call.hit("cloud-admin", role)
    words = [value.text for value in options.free]
    accepted = options.first("accept-hosts", "address")
    if words[:1] == ["proxy"] and accepted is not None and accepted.text in {".*", "^.*$", "^*$", "0.0.0.0", "*"}:  # noqa: S104  # nosec B104
        yield call.hit("cloud-without-login", accepted)
    if options.has("privileged") and words[:1] == ["run"]:
        yield call.hit("container-privileged", options.first("privileged"))
    if words[:1] == ["run"] and '"privileged":true' in call.line.replace(" ", ""):
        yield call.hit("container-privileged")


_CLOUDS: Final = {
    "aws": _aws, "gcloud": _gcloud, "gsutil": _gsutil, "az": _az, "kubectl": _kubectl, "oc": _kubectl, "awslocal": _gsutil,
}  # fmt: skip
