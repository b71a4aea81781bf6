"""The operator's files about packages: an index of names, a feed of advisories. The server reads them once to tell a mistake at its start.

Rules for this file: paths and one reading. Counterparts: settings.py names them, index.py asks them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from proxy.scan.dependencies.advisories import read_advisories
from proxy.scan.dependencies.bloom import read_bloom


class PackageFiles(NamedTuple):
    """An index of names and a feed of advisories; None: not mounted."""

    names: Path | None = None
    advisories: Path | None = None

    @classmethod
    def of(cls, index: str | None = None, advisories: str | None = None) -> PackageFiles:
        """Of paths as settings say them; "" and None say nothing."""
        return cls(Path(index).absolute() if index else None, Path(advisories).absolute() if advisories else None)

    def check(self) -> Mapping[str, int]:
        """Read all; gives how many names and advisories there are. Raises SettingsInvalid."""
        found = dict(read_bloom(self.names).names) if self.names is not None else {}
        if self.advisories is not None:
            found["advisories"] = len(read_advisories(self.advisories))
        return found


NO_FILES = PackageFiles()
