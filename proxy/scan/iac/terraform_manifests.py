"""Manifests of Kubernetes written in Terraform (`resource "kubernetes_deployment" ...`), as the nodes that manifests are.

Terraform's provider names everything like Kubernetes, in snake case, with a block where a manifest has a list's item.
Rules for this file: pure. Counterparts: kubernetes.py looks at the nodes, syntax/hcl.py reads the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ast_grep_py import SgNode

from proxy.scan.iac.nodes import FILLER, Node
from proxy.scan.syntax.hcl import Block, blocks_of, value_of
from proxy.scan.syntax.parsed import Parsed

_LISTS: Final = {
    "container": "containers", "init_container": "initContainers", "volume": "volumes", "env": "env", "port": "ports", "rule": "rules",
    "subject": "subjects", "volume_mount": "volumeMounts", "ingress": "ingress", "egress": "egress", "tls": "tls",
}  # fmt: skip
_NAMED: Final = {"host_pid": "hostPID", "host_ipc": "hostIPC", "default": "default"}
_VERSION: Final = re.compile(r"_v\d+(?:(?:alpha|beta)\d+)?$")
_STRING: Final = re.compile(r"\"((?:[^\"\\]|\\.)*)\"")


def manifests(parsed: Parsed) -> Iterator[Node]:
    """The resources of Kubernetes in a text of Terraform."""
    for block in blocks_of(parsed.root).blocks:
        kind = block.labels[0] if block.labels else ""
        if block.name == "resource" and kind.startswith("kubernetes_"):
            node = _mapping(block, parsed)
            words = _VERSION.sub("", kind.removeprefix("kubernetes_")).split("_")
            place = Node("scalar", node.start, node.start, "".join(word.capitalize() for word in words))
            node.pairs.insert(0, (Node("scalar", node.start, node.start, "kind"), place))
            yield node


def _mapping(block: Block, parsed: Parsed) -> Node:
    start, end = parsed.offsets(block.node)
    node = Node("map", start, end)
    for name, attribute in block.attributes.items():
        node.pairs.append((_key(name, attribute, parsed), _value(attribute, parsed)))
    lists: dict[str, Node] = {}
    for inner in block.blocks:
        listed = _LISTS.get(inner.name)
        if listed is None:
            node.pairs.append((_key(inner.name, inner.node, parsed), _mapping(inner, parsed)))
        elif listed in lists:
            lists[listed].items.append(_mapping(inner, parsed))
        else:
            made = _mapping(inner, parsed)
            lists[listed] = Node("list", made.start, made.end, items=[made])
            node.pairs.append((_key(listed, inner.node, parsed), lists[listed]))
    return node


def _key(name: str, node: SgNode, parsed: Parsed) -> Node:
    first, *rest = name.split("_")
    plain = _NAMED.get(name) or first + "".join(word.capitalize() for word in rest)
    start, _ = parsed.offsets(node)
    return Node("scalar", start, start + len(name), plain)


def _value(attribute: SgNode, parsed: Parsed) -> Node:
    start, end = parsed.offsets(attribute)
    text = value_of(attribute)
    if text.startswith("["):
        items = [Node("scalar", start, end, found[1]) for found in _STRING.finditer(text)]
        return Node("list", start, end, items=items)
    quoted = _STRING.fullmatch(text)
    if quoted is not None and "${" not in text:
        return Node("scalar", start, end, quoted[1])
    written = re.fullmatch(r"true|false|null|-?\d+(?:\.\d+)?", text)
    return Node("scalar", start, end, text if written else FILLER)
