"""HCL as blocks: keyword, labels, attributes and the blocks inside.

Rules for this file: pure; the parser bounds how deep a text nests. Counterparts: terraform.py and its rooms read the blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ast_grep_py import SgNode


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its keyword or name, its labels, its attributes by name and the blocks inside."""

    node: SgNode
    name: str
    labels: tuple[str, ...]
    attributes: dict[str, SgNode]
    blocks: tuple[Block, ...]


Hit = tuple[str, SgNode, str]  # the rule, the place, and the attribute or block that is at fault


def blocks_of(root: SgNode) -> Block:
    """The whole file as a block without a name."""
    body = next((child for child in root.children() if child.kind() == "body"), root)
    attributes, blocks = _read(body)
    return Block(root, "", (), attributes, blocks)


def within(block: Block) -> Iterator[Block]:
    """A block and all inside it; the parser bounds how deep."""
    todo = [block]
    while todo:
        current = todo.pop()
        yield current
        if current.name or current is block:
            todo.extend(inner for inner in current.blocks if block.name or not inner.labels)


def has(block: Block, path: tuple[str, ...]) -> bool:
    """One of the names of each step is there."""
    names = path[0].split("|")
    if len(path) == 1:
        return any(
            name in block.attributes or any(inner.name in (name, f"dynamic:{name}") for inner in block.blocks)
            for name in names
        )
    return any(has(inner, path[1:]) for inner in block.blocks if inner.name in names) or any(
        name in block.attributes for name in names
    )


def _read(body: SgNode) -> tuple[dict[str, SgNode], tuple[Block, ...]]:
    attributes: dict[str, SgNode] = {}
    blocks: list[Block] = []
    for child in body.children():
        if child.kind() == "attribute":
            attributes.setdefault(child.children()[0].text(), child)
        elif child.kind() == "block":
            blocks.append(_block(child))
    return attributes, tuple(blocks)


def _block(node: SgNode) -> Block:
    parts = node.children()
    name = parts[0].text()
    labels = tuple(part.text().strip('"') for part in parts[1:] if part.kind() in {"string_lit", "identifier"})
    body = next((part for part in parts if part.kind() == "body"), None)
    attributes, blocks = _read(body) if body is not None else ({}, ())
    if name == "dynamic" and labels:
        name, labels = labels[0], ()
    return Block(node, name, labels, attributes, blocks)


def value_of(attribute: SgNode) -> str:
    """The text of an attribute's value."""
    parts = attribute.children()
    return parts[-1].text().strip() if parts else ""
