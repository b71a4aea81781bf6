"""What is known of packages: lists of widely used names, an index that the operator mounts, and advisories.

The shipped lists name some thousands of packages: a name that isn't there is unknown to them, and most such names are fine. An index
made with `codeward deps build-index` from a registry's full list makes "unknown" mean something; each says of which day it is.
Rules for this file: reading only, once a process; a file that can't be read stops the start.
Counterparts: bloom.py, advisories.py, typos.py; verdicts.py asks.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from proxy.errors import SettingsInvalid
from proxy.scan.dependencies.advisories import Advisory, read_advisories
from proxy.scan.dependencies.bloom import Bloom, key_of, read_bloom
from proxy.scan.dependencies.files import NO_FILES, PackageFiles
from proxy.scan.dependencies.naming import COMPOSER, ECOSYSTEMS, GO, MAVEN, PYPI, normal, owner
from proxy.scan.dependencies.typos import Lookalikes
from proxy.scan.syntax.library import shipped_rules

_MODULES: Final = 700  # popular packages of Python after which a module may be misspelt
_ADVISORIES: Final = "advisories.jsonl"
_OWNED: Final = frozenset({GO, COMPOSER, MAVEN})  # who publishes there is a part of each name
_NONE: Final = Lookalikes(())


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of names by hand. `popular` of them, the first ones, are worth imitating."""

    ecosystem: str
    date: str
    names: tuple[str, ...]
    popular: int


class Index:
    """All that is known. `mounted`: the operator's index, which is asked where the lists don't know a name."""

    def __init__(
        self, lists: tuple[WordList, ...], mounted: Bloom | None = None, advisories: tuple[Advisory, ...] = ()
    ) -> None:
        self._names = {each.ecosystem: frozenset(each.names) for each in lists}
        self._dates = {each.ecosystem: each.date for each in lists}
        self._mounted = mounted
        self._alike = {each.ecosystem: Lookalikes(each.names[: each.popular]) for each in lists}
        self._owners = {
            each.ecosystem: Lookalikes(filter(None, (owner(each.ecosystem, name) for name in each.names)))
            for each in lists
            if each.ecosystem in _OWNED
        }
        python = next((each.names for each in lists if each.ecosystem == PYPI), ())
        self.modules = Lookalikes(name.replace("-", "_") for name in python[:_MODULES] if "." not in name)
        self._advisories: dict[tuple[str, str], list[Advisory]] = {}
        for advisory in advisories:
            self._advisories.setdefault((advisory.ecosystem, advisory.name), []).append(advisory)

    def listed(self, ecosystem: str, name: str) -> bool:
        """Whether the shipped lists know a normalised name."""
        return name in self._names.get(ecosystem, ())

    def known(self, ecosystem: str, name: str) -> bool:
        """Whether any source knows a normalised name."""
        if self.listed(ecosystem, name):
            return True
        return self._mounted is not None and key_of(ecosystem, name) in self._mounted

    def full(self, ecosystem: str) -> bool:
        """Whether the operator's index holds an ecosystem, so that an unknown name is worth a word."""
        return self._mounted is not None and bool(self._mounted.names.get(ecosystem))

    def date(self, ecosystem: str) -> str:
        """Of which day the answer about a name is."""
        if self._mounted is not None and self.full(ecosystem):
            return self._mounted.date
        return self._dates.get(ecosystem, "")

    def alike(self, ecosystem: str) -> Lookalikes:
        """The popular names of an ecosystem."""
        return self._alike.get(ecosystem, _NONE)

    def owners(self, ecosystem: str) -> Lookalikes:
        """Who publishes the listed names of an ecosystem."""
        return self._owners.get(ecosystem, _NONE)

    def advisories(self, ecosystem: str, name: str) -> tuple[Advisory, ...]:
        """What advisories say of a normalised name."""
        return tuple(self._advisories.get((ecosystem, name), ()))


def shipped_packages() -> Path:
    """Where the shipped lists lie."""
    return shipped_rules().parent / "packages"


def read_list(path: Path) -> WordList:
    """A list: comment lines `# key: value`, then names. Raises SettingsInvalid."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(f"package list {path}: {type(error).__name__}") from None
    notes = dict(line[1:].strip().partition(": ")[::2] for line in lines if line.startswith("#"))
    ecosystem = notes.get("ecosystem", "")
    if ecosystem not in ECOSYSTEMS:
        raise SettingsInvalid(f"package list {path}: `# ecosystem:` is one of {', '.join(ECOSYSTEMS)}")
    names = [normal(ecosystem, word) for line in lines if not line.startswith("#") for word in line.split()]
    popular = notes.get("popular", "0")
    return WordList(ecosystem, notes.get("date", ""), tuple(names), int(popular) if popular.isdecimal() else 0)


@lru_cache(maxsize=4)
def load_index(files: PackageFiles = NO_FILES) -> Index:
    """The shipped lists and advisories with the operator's files. Raises SettingsInvalid."""
    folder = shipped_packages()
    lists = tuple(read_list(folder / f"{ecosystem}.txt") for ecosystem in ECOSYSTEMS)
    told = read_advisories(folder / _ADVISORIES)
    told += read_advisories(files.advisories) if files.advisories is not None else ()
    return Index(lists, read_bloom(files.names) if files.names is not None else None, told)


def digest(files: PackageFiles = NO_FILES) -> str:
    """Of all files, so that cached findings go when one changes."""
    made = hashlib.blake2b(digest_size=4)
    folder = shipped_packages()
    names = [*(f"{each}.txt" for each in ECOSYSTEMS), _ADVISORIES]
    for path in [*(folder / name for name in names), *files]:
        made.update(path.read_bytes() if path is not None else b"")
    return made.hexdigest()
