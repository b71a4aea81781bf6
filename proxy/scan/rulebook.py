"""Every rule of every engine under its id: what `codeward rule` lists, and what the pages of the docs are made of.

Rules for this file: data put together, nothing judged. Counterparts: catalogue.py (Python's and bandit's), syntax/library.py (structural).
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from proxy.scan.catalogue import RULES
from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.commands import metadata as shell
from proxy.scan.dependencies import metadata as dependencies
from proxy.scan.flow import rules as flow
from proxy.scan.iac import metadata as iac
from proxy.scan.syntax import go_numbers, sql, terraform
from proxy.scan.syntax.grammars import languages_of_folder
from proxy.scan.syntax.library import load_rules
from proxy.scan.syntax.native import rules as native
from proxy.scan.syntax.rule import StructuralRule

# OWASP Top 10:2021 by weakness; https://owasp.org/Top10/ lists the CWEs of each.
_OWASP: Final = {
    "A01 Broken Access Control": "22 23 35 59 200 201 219 264 275 276 284 285 352 359 377 402 425 441 497 538 540 548 552 566 601 639 651 668 706 732 862 863 913 922 942 1275 266 269 250",
    "A02 Cryptographic Failures": "261 296 310 319 321 322 323 324 325 326 327 328 329 330 331 335 336 337 338 340 347 523 720 757 759 760 780 818 916 311 312 315 295",
    "A03 Injection": "20 74 75 77 78 79 80 83 87 88 89 90 91 93 94 95 96 97 98 99 100 113 116 138 184 470 471 564 610 643 644 652 917 1336 943 1333 134 117",
    "A04 Insecure Design": "73 183 209 213 235 256 257 266 269 280 311 312 313 316 419 430 434 444 451 472 501 522 525 539 579 598 602 642 646 650 653 656 657 799 807 840 841 927 1021 1173",
    "A05 Security Misconfiguration": "2 11 13 15 16 260 315 520 526 537 541 547 611 614 756 776 942 1004 1032 1174 489 605",
    "A06 Vulnerable and Outdated Components": "937 1035 1104 1357 829 1395",
    "A07 Identification and Authentication Failures": "255 259 287 288 290 294 295 297 300 302 304 306 307 346 384 521 613 620 640 798 940 1216 308",
    "A08 Software and Data Integrity Failures": "345 353 426 494 502 565 784 829 830 915",
    "A09 Security Logging and Monitoring Failures": "117 223 532 778",
    "A10 Server-Side Request Forgery": "918",
}  # fmt: skip
_BY_CWE: Final = {f"CWE-{number}": name for name, numbers in reversed(_OWASP.items()) for number in numbers.split()}


def owasp(cwe: tuple[str, ...]) -> str:
    """The category of OWASP's Top 10:2021 that a rule's first known weakness belongs to, or ""."""
    return next((found for each in cwe if (found := _BY_CWE.get(each))), "")


@lru_cache(maxsize=1)
def rulebook() -> Mapping[str, RuleInfo]:
    """All rules by id, sorted."""
    made = dict(RULES)
    for table in _tables():
        made.update(table)
    made.update((rule.id, _info(rule)) for rule in load_rules())
    return MappingProxyType(dict(sorted(made.items())))


def _tables() -> list[Mapping[str, RuleInfo]]:
    """The rules of the engines that keep theirs in code."""
    return [
        sql.RULES,
        terraform.RULES,
        iac.RULES,
        native.RULES,
        dependencies.RULES,
        shell.RULES,
        go_numbers.RULES,
        flow.rules(),
    ]


def _info(rule: StructuralRule) -> RuleInfo:
    severity, confidence = rule.level
    return RuleInfo(
        rule.title,
        rule.category,
        rule.weaknesses,
        severity,
        confidence,
        rule.why,
        rule.fix,
        rule.references[0] if rule.references else f"https://cwe.mitre.org/data/definitions/{rule.cwe[0]}.html",
        languages=rule.languages or languages_of_folder(rule.folder),
        frameworks=rule.frameworks,
    )


def languages_of(rule_id: str, info: RuleInfo) -> tuple[str, ...]:
    """The languages that a rule looks at: its own, else the one that its id names, else ("any",)."""
    if info.languages:
        return info.languages
    engine, _, rest = rule_id.partition(".")
    if engine == "bandit":
        return ("python",)
    if engine in {"rules", "flow", "iac"}:
        return (rest.partition(".")[0],)
    return ("bash",) if engine == "shell" else ("any",)
