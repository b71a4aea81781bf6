"""Compose files: services with the host's rights, databases on all addresses, images that move.

Rules for this file: pure. Counterparts: lines.py looks at what commands and environments say, engine.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.iac.hits import Hit, at
from proxy.scan.iac.images import moves
from proxy.scan.iac.nodes import FILLER, Node, mappings

_SOCKET: Final = re.compile(r"(?:docker|containerd|podman)\.sock(?::|$)")
_SYSTEM: Final = re.compile(
    r"^/(?::|$|(?:etc|root|boot|dev|proc|sys|usr|bin|sbin|lib|home|var/lib/docker|var/run|run)/?(?::|$))"
)
_STRONG: Final = frozenset(
    {"ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "SYS_RAWIO", "NET_ADMIN", "DAC_READ_SEARCH", "SYS_BOOT", "BPF"}
)
_UNCONFINED: Final = re.compile(
    r"^(?:seccomp|apparmor|label)[:=](?:unconfined|disable)$|^no-new-privileges[:=]false$|^systempaths=unconfined$"
)
# Databases, queues, caches, and what administers a machine or a cluster.
_GUARDED: Final = frozenset(
    [
        "22",
        "23",
        "25",
        "111",
        "135",
        "137",
        "139",
        "389",
        "445",
        "512",
        "513",
        "514",
        "636",
        "873",
        "1433",
        "1521",
        "1883",
        "2049",
        "2181",
        "2375",
        "2376",
        "2379",
        "2380",
        "3306",
        "3389",
        "4369",
        "4444",
        "5000",
        "5432",
        "5433",
        "5601",
        "5672",
        "5900",
        "5984",
        "6379",
        "6380",
        "6443",
        "7000",
        "7474",
        "7687",
        "8086",
        "8123",
        "8125",
        "8500",
        "8529",
        "9042",
        "9092",
        "9200",
        "9300",
        "10250",
        "11211",
        "15672",
        "25672",
        "26257",
        "26379",
        "27017",
        "27018",
        "27019",
        "28015",
        "50000",
        "61616",
    ]
) - {"5000"}
# Images of interfaces that nobody but their administrators should reach.
_CONSOLES: Final = re.compile(
    r"(?:^|/)(?:portainer|portainer-ce|adminer|phpmyadmin|pgadmin4?|mongo-express|redis-commander|redisinsight|dozzle|yacht|kafka-ui|kafdrop|cadvisor"
    r"|dpage|rancher|webmin|flower|mailhog|sqlpad|cloudbeaver|jupyter[\w-]*|[\w-]+-notebook|code-server|kibana|opensearch-dashboards|spark-master)(?:[:@]|$)"
)
_PUBLISHED: Final = re.compile(
    r"^(?:(?P<host>\[[0-9a-fA-F:]*\]|\d+\.\d+\.\d+\.\d+|\$\{[^}]*\}):)?(?:(?P<outer>[\d-]+):)?(?P<inner>[\d-]+)(?:/\w+)?$"
)
_LOOPBACK: Final = re.compile(r"^(?:127\.|\[::1\]|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\$)")


def looks_like(root: Node) -> bool:
    """Whether a document is a Compose file or a part of one."""
    services = root.get("services")
    if services is not None and services.kind == "map":
        return any(value.has("image") or value.has("build") for _, value in services.pairs)
    return any(_is_service(value) for _, value in root.pairs)


def _is_service(node: Node) -> bool:
    return (
        node.kind == "map"
        and (node.has("image") or node.has("build"))
        and any(
            node.has(name)
            for name in (
                "ports",
                "volumes",
                "environment",
                "restart",
                "depends_on",
                "networks",
                "container_name",
                "env_file",
                "privileged",
            )
        )
    )


def compose(root: Node) -> Iterator[Hit]:
    """What a document shows."""
    services = root.get("services")
    entries = (services or root).pairs
    for _, service in entries:
        if service.kind == "map" and (services is not None or _is_service(service)):
            yield from _service(service)
    if not entries:
        yield from (hit for node in mappings(root) if _is_service(node) for hit in _service(node))


def _service(service: Node) -> Iterator[Hit]:
    yield from _rights(service)
    options = service.each("security_opt")
    for item in options:
        if _UNCONFINED.search(item.value.replace(" ", "")):
            yield at("compose.confinement-off", item, "security_opt")
    named = [item.value.replace(" ", "") for item in options]
    if not any(name.startswith("no-new-privileges") and not name.endswith("false") for name in named):
        yield at("compose.new-privileges", service.key("image") or service, "security_opt")
    if service.says("read_only") is not True:
        yield at("compose.writable-root", service.key("read_only") or service.key("image") or service, "read_only")
    for item in service.each("volumes"):
        yield from _volume(item)
    image = service.get("image")
    if image is not None and not service.has("build") and moves(image.value):
        yield at("compose.image-moves", image, "image")
    yield from _ports(service, image.value if image is not None else "")


def _rights(service: Node) -> Iterator[Hit]:
    if service.says("privileged"):
        yield at("compose.privileged", service.key("privileged") or service, "privileged")
    for name in ("network_mode", "pid", "ipc", "userns_mode", "uts"):
        value = service.get(name)
        if value is not None and value.value == "host":
            yield at("compose.host-namespace", value, name)
    for item in service.each("cap_add"):
        if item.value.upper().removeprefix("CAP_") in _STRONG:
            yield at("compose.capability", item, "cap_add")
    user = service.get("user")
    if user is not None and user.value.partition(":")[0] in {"0", "root"}:
        yield at("compose.root", user, "user")


def _volume(item: Node) -> Iterator[Hit]:
    source = item if item.kind == "scalar" else item.get("source")
    if source is None:
        return
    if _SOCKET.search(source.value):
        yield at("compose.docker-socket", source, "volumes")
    elif _SYSTEM.search(source.value) and not source.value.startswith(("/etc/localtime", "/dev/")):
        yield at("compose.host-path", source, "volumes")


def _ports(service: Node, image: str) -> Iterator[Hit]:
    insecure = "api.insecure" in (command.words() if (command := service.get("command")) else "")
    for item in service.each("ports"):
        if item.kind == "scalar":
            found = _PUBLISHED.match(item.value)
            if found is None or FILLER in item.value or found["outer"] is None:
                continue
            host, inner = found["host"] or "", found["inner"]
        else:
            host, inner = item.text("host_ip"), item.text("target")
        if _LOOPBACK.match(host):
            continue
        if inner in _GUARDED or (insecure and inner == "8080"):
            yield at("compose.published", item, "ports")
        elif _CONSOLES.search(image) and inner not in {"443", "8443", "9443"}:
            yield at("compose.published-plain", item, "ports")
