"""What the readers of imports, commands and manifests give: where a package is named, and where something is fetched in an unsafe way.

Rules for this file: nouns only. Counterparts: imports.py, commands.py, manifests/ read; verdicts.py judges.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """How a package is named; an import says least of it, because a project's own modules are imported too."""

    IMPORT = "import"
    COMMAND = "command"
    MANIFEST = "manifest"


@dataclass(frozen=True, slots=True)
class Mention:
    """A package named at `start:end`. `version`: the one version that is asked for, "" where any or several will do."""

    ecosystem: str
    name: str
    start: int
    end: int
    source: Source
    version: str = ""
    loose: bool = False  # no bound on the version at all


REPLACED = "replaced-source"
UNPINNED = "unpinned"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A way to fetch packages that isn't safe, at `start:end`. `rule`: the rule's id without its engine."""

    rule: str
    start: int
    end: int


Seen = Mention | Flaw
