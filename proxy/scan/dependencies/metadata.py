"""What the findings of engine "deps" mean: plain words, weakness, how bad and how sure, why, the safe form.

Rules for this file: data only. A rule id never changes its meaning. Counterparts: verdicts.py, rulebook.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.checks.metadata import RuleInfo

ENGINE: Final = "deps"
PREFIX: Final = f"{ENGINE}."
_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM
_SURE, _LIKELY, _MAYBE = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
_SOURCE: Final = "1357 829"


def _rule(title: str, cwe: str, level: tuple[Severity | None, Confidence | None], why: str, fix: str) -> RuleInfo:
    weaknesses = tuple(f"CWE-{number}" for number in cwe.split())
    reference = f"https://cwe.mitre.org/data/definitions/{cwe.split(maxsplit=1)[0]}.html"
    return RuleInfo(title, "dependency", weaknesses, *level, why, fix, reference)


_RULES = {
    "advisory": _rule("package named in an advisory", "1395 506", (None, _SURE), "Somebody has looked at it and published what is wrong.", "Take a release that the advisory doesn't name, or another package"),
    "typosquat": _rule("name that looks like a widely used package", _SOURCE, (None, None), "Names one slip away are taken by others; installing one runs their code.", "Install the package whose name is meant"),
    "standard-library": _rule("module of the standard library installed as a package", _SOURCE, (None, _SURE), "It comes with the language; a package of that name is somebody else's.", "Leave it out: import it"),
    "module-name": _rule("name of a module, not of its package", _SOURCE, (_MEDIUM, _LIKELY), "The package is called otherwise; under the module's name there is nothing, or somebody else's code.", "pip install pillow"),
    "unknown-package": _rule("package unknown to the index", _SOURCE, (None, None), "A name that a model made up can be registered by anybody.", "Look the name up before it is installed"),
    "insecure-index": _rule("packages from an index without encryption", "319 829 494", (_MEDIUM, _SURE), "Anybody on the way can put another package in its place.", "index-url = https://packages.example.com/simple"),
    "insecure-source": _rule("code fetched without encryption", "319 829 494", (_MEDIUM, _SURE), "Anybody on the way can put other code in its place.", "pip install git+https://git.example.com/team/package.git"),
    "unverified-index": _rule("index whose certificate isn't checked", "295 829", (_MEDIUM, _SURE), "Anybody on the way can answer in the index's name.", "pip install --cert ca.pem package"),
    "extra-index": _rule("second index beside the first", "427 829", (_LOW, _MAYBE), "Of two indexes the one with the higher version wins: a public package can replace a private one.", "pip install --index-url https://packages.example.com/simple package"),
    "unpinned": _rule("package without a version", "1357", (_LOW, _SURE), "What is installed tomorrow isn't what was tested today.", "name==1.2.3"),
    "unverified-checksum": _rule("checksums of packages aren't compared", "354 494", (_MEDIUM, _LIKELY), "What is fetched may differ from what everybody else gets, and nobody would see it.", "Leave the check on; name private modules alone: GONOSUMDB=git.example.com"),
    "replaced-source": _rule("package replaced by somebody else's copy", "829 1357", (_LOW, _LIKELY), "A fork gets none of the fixes and none of the looks that the package gets.", "The release that holds the change; else a fork of your own, fixed to a commit"),
}  # fmt: skip
RULES: Mapping[str, RuleInfo] = MappingProxyType({f"{PREFIX}{name}": info for name, info in _RULES.items()})
