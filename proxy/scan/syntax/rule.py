"""One structural rule as a file of policies/rules says it: what it means, and the query that finds it.

A query is ast-grep's rule object (`rule`, `constraints`, `utils`). `words`: one of them stands in every text that the query can match, so
that a text without them costs nothing. `at` names the metavariable that holds the defect, where the whole match is more than that.
A fix may name metavariables (`$NAME`) and places (`$VALUE`, `$FIRST`, `$RECEIVER`: places.py): what they matched stands there where it is a
plain name; `fallbacks` say what else does.
Source: ast-grep's rule reference. Counterparts: library.py finds the files, structural.py asks the queries.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from proxy.errors import PolicyInvalid
from proxy.model import Confidence, Severity

Category = Literal[
    "authorization", "session", "jwt", "cors", "secret", "input-validation", "injection", "deserialization", "crypto", "permissions",
    "debug", "dependency", "memory",
]  # fmt: skip
Cwe = Annotated[int, Field(ge=1, le=2000)]
PREFIX: Final = "rules."
_HOLE: Final = re.compile(r"\$([A-Z][A-Z0-9_]*)")
_NAME: Final = re.compile(r"[A-Za-z_$@][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*){0,4}")
_MAX_NAME: Final = 60  # characters


class _Query(BaseModel):
    """What ast-grep is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: dict[str, Any]
    constraints: dict[str, Any] | None = None
    utils: dict[str, Any] | None = None


class StructuralRule(BaseModel):
    """A rule. Its id is `rules.<folder>.<file name>`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    folder: str
    title: str = Field(min_length=8, max_length=80)
    category: Category
    cwe: tuple[Cwe, ...] = Field(min_length=1)
    severity: Literal["info", "low", "medium", "high", "critical"]
    confidence: Literal["low", "medium", "high"]
    why: str = Field(min_length=10, max_length=200)
    fix: str = Field(min_length=3, max_length=200)
    fallbacks: dict[str, str] = Field(default_factory=dict)
    references: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    words: tuple[str, ...] = Field(min_length=1)
    at: str = ""
    rule: dict[str, Any]
    constraints: dict[str, Any] | None = None
    utils: dict[str, Any] | None = None

    @property
    def level(self) -> tuple[Severity, Confidence]:
        """Severity and confidence."""
        return Severity[self.severity.upper()], Confidence[self.confidence.upper()]

    @property
    def weaknesses(self) -> tuple[str, ...]:
        """The CWEs as findings name them."""
        return tuple(f"CWE-{number}" for number in self.cwe)

    @cached_property
    def query(self) -> dict[str, Any]:
        """The query in ast-grep's words."""
        return _Query(rule=self.rule, constraints=self.constraints, utils=self.utils).model_dump(exclude_none=True)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds a text that the query may match."""
        return re.compile("|".join(map(re.escape, self.words)))

    def worded(self, matched: dict[str, str]) -> str:
        """The fix for a match: metavariables stand for what they matched where that is a plain name."""

        def name(hole: re.Match[str]) -> str:
            text = matched.get(hole.group(1), "")
            plain = len(text) <= _MAX_NAME and _NAME.fullmatch(text)
            return text if plain else self.fallbacks.get(hole.group(1), hole.group(1).lower())

        return _HOLE.sub(name, self.fix)

    @cached_property
    def holes(self) -> tuple[str, ...]:
        """The metavariables that the fix names."""
        return tuple(dict.fromkeys(_HOLE.findall(self.fix)))


def read_rule(path: Path) -> StructuralRule:
    """Read a rule's file. Raises PolicyInvalid, which names the file and every mistake."""
    shown = f"{path.parent.name}/{path.name}"
    try:
        given = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # nosec B506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        message = f"{shown}: can't be read: {error}"
        raise PolicyInvalid(message) from None
    if not isinstance(given, dict):
        message = f"{shown}: a rule is a mapping of keys to values"
        raise PolicyInvalid(message)
    try:
        return StructuralRule.model_validate(
            {**given, "id": f"{PREFIX}{path.parent.name}.{path.stem}", "folder": path.parent.name}
        )
    except ValidationError as error:
        mistakes = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        message = f"{shown}: {mistakes}"
        raise PolicyInvalid(message) from None


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
