"""Terraform's firewalls: which ports are open to the world.

Rules for this file: pure. Counterparts: terraform.py, switches.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from proxy.scan.syntax.hcl import Block, Hit, value_of
from proxy.scan.syntax.switches import ADMIN_PORTS, ALL_PORTS

_WORLD: Final = re.compile(r"""["'](?:0\.0\.0\.0(?:/0)?|::/0|\*|Internet|Any|any|<nw>/0|/0)["']""")
_SOURCES: Final = ("cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "source_ranges", "source_address_prefix", "source_address_prefixes", "cidr_block", "ipv6_cidr_block", "source", "cidr_ip", "remote_ip_prefix", "ip_block", "start_ip_address", "v4_cidr_blocks", "public_access_cidrs", "source_cidr_ip", "authorized_networks", "source_addresses", "entry", "security_ips", "security_ip_list", "allowed_ips", "value")  # fmt: skip
_NAME: Final = re.compile(r"\b(?:local|var)\.\w+")
_AMBIGUOUS: Final = frozenset(
    {"value", "source", "cidr_block", "ipv6_cidr_block", "entry"}
)  # are sources only inside of these
_FIREWALLS: Final = re.compile(r"acl_rule|acl_entry|network_acl|security|firewall")
_ALLOWING: Final = frozenset({"authorized_networks", "ingress", "ingress_security_rules", "inbound_rule", "inbound"})
_PORTS: Final = ("from_port", "to_port", "destination_port_range", "destination_port_ranges", "ports", "port_range", "port", "port_range_min", "port_range_max", "source_port_range_ignored")  # fmt: skip
_NAMES: Final[Mapping[int, str]] = MappingProxyType({20: "ftp-data", 21: "ftp", 22: "ssh", 23: "telnet", 3389: "rdp", 3306: "mysql", 5432: "postgresql", 1433: "mssql", 1521: "oracle", 27017: "mongodb", 6379: "redis", 9200: "elasticsearch", 11211: "memcached", 445: "smb", 2375: "docker"})  # fmt: skip
_EVERY: Final = frozenset(
    {'"*"', '"-1/-1"', '"1/65535"', '"1-65535"', '"0-65535"', '["*"]', '["0-65535"]', '["1-65535"]'}
)
_BOTH_ENDS: Final = 2
_HTTP: Final = 80
_WEB: Final = frozenset({80, 443})


def network(block: Block, kind: str, known: Mapping[str, str]) -> Iterator[Hit]:
    """Sources that are the whole world, where the rule lets something in. `known`: what names of the file stand for."""
    if _goes_out(block) or "egress" in kind or "route" in kind:
        return
    for name in _SOURCES:
        node = block.attributes.get(name)
        if node is None or not _WORLD.search(_NAME.sub(lambda found: known.get(found[0], found[0]), value_of(node))):
            continue
        if name in _AMBIGUOUS and not (block.name in _ALLOWING or _FIREWALLS.search(kind)):
            continue
        ports = _ports(block)
        if ports is None:
            # Nothing is said of ports: a list of addresses that may come in, or a rule for all of them.
            everything = (
                value_of(block.attributes["protocol"]).strip('"').lower() in {"-1", "all", "*", "any"}
                if "protocol" in block.attributes
                else False
            )
            yield ("open-admin-port", node, "all") if everything else ("open-port", node, name)
        else:
            admin = _admin(ports)
            udp = "udp" in (value_of(block.attributes["protocol"]).lower() if "protocol" in block.attributes else "")
            web = all(low == high and low in _WEB for low, high in ports)
            what = "udp" if udp else "https" if web and ports[0][0] != _HTTP else "http" if web else name
            yield ("open-admin-port", node, admin) if admin else ("web-port" if web else "open-port", node, what)


def _goes_out(block: Block) -> bool:
    direction = " ".join(
        value_of(block.attributes[key])
        for key in ("type", "direction", "access", "action", "rule_action", "egress", "rule_direction")
        if key in block.attributes
    ).lower()
    return (
        block.name in {"egress", "route", "outbound", "outbound_rule", "egress_security_rules"}
        or any(word in direction for word in ("egress", "outbound", "deny", "drop", 'out"'))
        or "true" in direction.split()
    )


def _ports(block: Block) -> list[tuple[int, int]] | None:
    """The ranges of ports; None where nothing is said of them."""
    attributes = block.attributes
    given = [value_of(attributes[key]) for key in _PORTS if key in attributes]
    for inner in block.blocks:
        if inner.name in {"allow", "tcp_options", "udp_options", "destination_port_range"}:
            given += [value_of(inner.attributes[key]) for key in ("ports", "min", "max") if key in inner.attributes]
    if not given:
        return None
    if any(word.strip() in _EVERY for word in given):
        return [(0, ALL_PORTS)]
    pairs = [
        (int(low), int(high or low))
        for word in given
        for low, high in re.findall(r"(?<![\w.-])(-?\d{1,5})(?:\s*[-/]\s*(\d{1,5}))?(?![\w.])", word)
    ]
    ends = [key for key in ("from_port", "to_port", "port_range_min", "port_range_max") if key in attributes]
    if (
        len(ends) == _BOTH_ENDS
        or any("min" in inner.attributes and "max" in inner.attributes for inner in block.blocks)
    ) and len(pairs) == _BOTH_ENDS:
        low, high = sorted((pairs[0][0], pairs[1][0]))
        if low < 0 or (low, high) == (0, 0):
            return [(0, ALL_PORTS)]
        return [(low, high)]
    return pairs or None


def _admin(ports: list[tuple[int, int]]) -> str:
    """The name of the first port of administration or a database that is open, "all" for all of them, or ""."""
    if any(high - low >= ALL_PORTS - 1 for low, high in ports):
        return "all"
    single = [low for low, high in ports if low == high and low in ADMIN_PORTS]
    if single:
        return _NAMES.get(single[0], "port")
    reached = sorted(port for low, high in ports for port in ADMIN_PORTS if low <= port <= high)
    named = [_NAMES[port] for port in reached if port in _NAMES]
    return (f"{named[0]}-range" if named else "range") if reached else ""
