"""Advisories on packages, in OSV's shape, one JSON document a line: the only source from which a package is called bad.

Of a document are read: id, summary, and for each affected package its ecosystem, name, versions and ranges. An advisory speaks of a mention
where it names its version, where a range of it holds the version by the ecosystem's own order (versions.py), or where it holds for every
version there is. A version that isn't said is never guessed.
Source: the OSV schema, 1.6. Rules for this file: reading only. Counterpart: verdicts.py words what is found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from proxy.errors import SettingsInvalid
from proxy.scan.dependencies.naming import COMPOSER, CRATES, GEMS, GO, MAVEN, NPM, NUGET, PYPI, normal
from proxy.scan.dependencies.versions import compare

_ECOSYSTEMS: Final = {
    "pypi": PYPI,
    "npm": NPM,
    "rubygems": GEMS,
    "crates": CRATES,
    "go": GO,
    "packagist": COMPOSER,
    "maven": MAVEN,
    "nuget": NUGET,
}
_MALICIOUS: Final = re.compile(r"malicious|malware|compromised|credential|embedded|backdoor|squat", re.IGNORECASE)
_MAX_BYTES: Final = 256 << 20
_BEGINNING: Final = "0"


@dataclass(frozen=True, slots=True)
class Range:
    """Versions from `first` ("0": from the beginning) to `last` (None: no end), which belongs to it where it is `inclusive`."""

    first: str
    last: str | None = None
    inclusive: bool = False

    @property
    def everything(self) -> bool:
        """Whether every version lies in it."""
        return self.first == _BEGINNING and self.last is None

    def holds(self, ecosystem: str, version: str) -> bool:
        """Whether a version lies in it; one that can't be compared doesn't."""
        if self.first != _BEGINNING:
            since = compare(ecosystem, version, self.first)
            if since is None or since < 0:
                return False
        if self.last is None:
            return True
        until = compare(ecosystem, version, self.last)
        return until is not None and (until < 0 or (self.inclusive and until == 0))


@dataclass(frozen=True, slots=True)
class Advisory:
    """What one advisory says of one package. `always`: of every version."""

    id: str
    ecosystem: str
    name: str
    versions: frozenset[str] = frozenset()
    ranges: tuple[Range, ...] = ()
    always: bool = False
    malicious: bool = False

    def names(self, version: str) -> bool:
        """Whether it speaks of a version ("": one that isn't said)."""
        if self.always:
            return True
        if not version:
            return False
        plain = version.removeprefix("v")
        listed = plain in self.versions or version in self.versions
        return listed or any(each.holds(self.ecosystem, plain) for each in self.ranges)


def read_advisories(path: Path) -> tuple[Advisory, ...]:
    """The advisories of a file. Raises SettingsInvalid, with the line."""
    made: list[Advisory] = []
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise SettingsInvalid(f"advisories {path}: larger than {_MAX_BYTES} bytes")
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    made.extend(_read(line, f"advisories {path}, line {number}"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(f"advisories {path}: {type(error).__name__}") from None
    return tuple(made)


def _read(line: str, where: str) -> list[Advisory]:
    try:
        document: dict[str, Any] = json.loads(line)
        if document.get("withdrawn"):
            return []
        told = f"{document['id']} {document.get('summary', '')}"
        malicious = str(document["id"]).startswith("MAL-") or _MALICIOUS.search(told) is not None
        return [each for part in document.get("affected", ()) for each in _affected(document["id"], part, malicious)]
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise SettingsInvalid(f"{where}: not a document in OSV's shape") from None


def _affected(identity: str, part: dict[str, Any], malicious: bool) -> Iterator[Advisory]:  # noqa: FBT001 - private
    package = part["package"]
    ecosystem = _ECOSYSTEMS.get(str(package["ecosystem"]).lower().partition(":")[0].partition(".")[0])
    if ecosystem is None:
        return
    versions = frozenset(str(each) for each in part.get("versions", ()))
    ranges = tuple(
        bounds for each in part.get("ranges", ()) if each["type"] != "GIT" for bounds in _ranges(each["events"])
    )
    always = any(each.everything for each in ranges)
    name = normal(ecosystem, str(package["name"]))
    yield Advisory(str(identity), ecosystem, name, versions, ranges, always=always, malicious=malicious)


def _ranges(events: list[dict[str, str]]) -> Iterator[Range]:
    """The ranges of a list of events, which are in order."""
    first: str | None = None
    for event in events:
        if "introduced" in event:
            first = str(event["introduced"])
        elif first is not None and ("fixed" in event or "last_affected" in event):
            inclusive = "fixed" not in event
            yield Range(first, str(event["last_affected" if inclusive else "fixed"]), inclusive)
            first = None
    if first is not None:
        yield Range(first)
