"""Advisories on packages, in OSV's shape, one JSON document a line: the only source from which a package is called bad.

Of a document are read: id, summary, and for each affected package its ecosystem, name, versions and ranges. An advisory speaks of a mention
where it names its version, or where it holds for every version there is. A version that isn't said is never guessed.
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
from proxy.scan.dependencies.naming import COMPOSER, CRATES, GEMS, GO, NPM, PYPI, normal

_ECOSYSTEMS: Final = {"pypi": PYPI, "npm": NPM, "rubygems": GEMS, "crates": CRATES, "go": GO, "packagist": COMPOSER}
_MALICIOUS: Final = re.compile(r"malicious|malware|compromised|credential|embedded|backdoor|squat", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"\d{1,9}(?:\.\d{1,9}){0,7}")
_MAX_BYTES: Final = 256 << 20


@dataclass(frozen=True, slots=True)
class Advisory:
    """What one advisory says of one package. `always`: every version; `ranges`: from, before (None: no end), by numbers."""

    id: str
    ecosystem: str
    name: str
    versions: frozenset[str] = frozenset()
    ranges: tuple[tuple[str, str | None], ...] = ()
    always: bool = False
    malicious: bool = False

    def names(self, version: str) -> bool:
        """Whether it speaks of a version ("": one that isn't said)."""
        if self.always:
            return True
        if not version:
            return False
        plain = version.removeprefix("v")
        return plain in self.versions or any(_within(plain, *bounds) for bounds in self.ranges)


def _within(version: str, first: str, before: str | None) -> bool:
    """Whether a version of plain numbers lies in a range; one with letters in it isn't judged."""
    at, low, high = _numbers(version), _numbers(first), _numbers(before) if before is not None else None
    if at is None or low is None or (before is not None and high is None):
        return False
    return low <= at and (high is None or at < high)


def _numbers(version: str) -> tuple[int, ...] | None:
    if _NUMBERS.fullmatch(version) is None:
        return None
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:  # 1.0 and 1.0.0 are one version
        numbers.pop()
    return tuple(numbers)


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
    always = any(first == "0" and before is None for first, before in ranges)
    name = normal(ecosystem, str(package["name"]))
    yield Advisory(str(identity), ecosystem, name, versions, ranges, always=always, malicious=malicious)


def _ranges(events: list[dict[str, str]]) -> Iterator[tuple[str, str | None]]:
    """Half-open ranges of a list of events; `last_affected` is left to `versions`."""
    first: str | None = None
    for event in events:
        if "introduced" in event:
            first = str(event["introduced"])
        elif first is not None and "fixed" in event:
            yield first, str(event["fixed"])
            first = None
        elif "last_affected" in event:
            first = None
    if first is not None:
        yield first, None
