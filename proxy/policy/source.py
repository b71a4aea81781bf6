"""A policy file as YAML nodes, for parse.py and tools.py.

Rules for this file: only what is a policy's own; what YAML we take, and how a complaint looks, is yamlnodes.py's.
Counterpart: parse.py reads the nodes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import yaml

from proxy.errors import PolicyInvalid, ProxyError
from proxy.yamlnodes import Document, choices, hint, is_null, nearest

__all__ = ["Source", "choices", "followed", "hint", "is_null", "nearest"]


@contextlib.contextmanager
def followed(shown: str) -> Iterator[None]:
    """Look at a path that somebody wrote. Raises PolicyInvalid where it leads nowhere, as links in a circle do."""
    try:
        yield
    except OSError as error:
        message = f"{shown}: can't be read: {(error.strerror or type(error).__name__).lower()}"
        raise PolicyInvalid(message) from None
    except (RuntimeError, ValueError):  # pathlib's words for links in a circle and for a NUL
        message = f"{shown[:300]!r} is no path of a file: it has a NUL in it, or its links lead in a circle"
        raise PolicyInvalid(message) from None


class Source(Document):
    """One policy file."""

    error: ClassVar[type[ProxyError]] = PolicyInvalid
    what: ClassVar[str] = "a policy"
    advice_on_size: ClassVar[str] = "; split it and use `extends`"

    def position(self, node: yaml.Node) -> str:
        """Where a node stands, as a record names it: "baseline.yaml:14"."""
        return f"{Path(self.shown).name}:{node.start_mark.line + 1}"

    def compose(self) -> yaml.MappingNode:
        """Compose the file as a mapping node. Raises PolicyInvalid where it isn't plain YAML, or not a mapping."""
        root = self.root()
        if root is None:
            message = f"{self.shown}: the file is empty; a policy needs at least a name"
            raise PolicyInvalid(message)
        if not isinstance(root, yaml.MappingNode):
            self.complain(root, "a policy is a mapping of keys to values", "start with `name: ...`")
            raise PolicyInvalid(self.problems[-1])
        return root
