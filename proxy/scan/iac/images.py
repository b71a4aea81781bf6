"""Names of container images: which of them can change under whoever uses them.

Rules for this file: pure. Counterparts: kubernetes.py, compose.py, pipelines.py, docker.py.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.scan.iac.nodes import FILLER

_MOVING: Final = frozenset(
    {"latest", "edge", "master", "main", "nightly", "dev", "develop", "stable", "lts", "current", "mainline"}
)
_VARIABLE: Final = re.compile(rf"[${FILLER}<{{]")


def moves(image: str) -> bool:
    """Whether the name has neither a digest nor a version that stands there."""
    name = image.strip()
    if not name or "@sha256:" in name or name == "scratch":
        return False
    if _VARIABLE.search(name):
        return False
    last = name.rsplit("/", 1)[-1]
    _, colon, tag = last.partition(":")
    return not colon or tag.lower() in _MOVING
