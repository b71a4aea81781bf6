"""Every rule that can speak has a page."""

from __future__ import annotations

import re

import pytest
from bandit.core import extension_loader

from proxy.model import Severity
from proxy.scan.bandit import BanditEngine
from proxy.scan.catalogue import RULES, rule
from proxy.scan.checks.metadata import OWN, PREFIX

CATEGORIES = {
    "injection",
    "secret",
    "crypto",
    "session",
    "authorization",
    "jwt",
    "deserialization",
    "cors",
    "permissions",
    "input-validation",
    "dependency",
    "debug",
    "disclosure",
}


def test_every_bandit_test_is_listed() -> None:
    BanditEngine().warm()
    loaded = set(extension_loader.MANAGER.plugins_by_id)
    listed = {test["id"] for tests in extension_loader.MANAGER.blacklist.values() for test in tests}
    assert {f"bandit.{test_id}" for test_id in loaded | listed} <= set(RULES)


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_a_rule_says_what_it_is(rule_id: str) -> None:
    info = RULES[rule_id]
    assert info.category in CATEGORIES
    assert info.cwe
    assert all(re.fullmatch(r"CWE-\d+", cwe) for cwe in info.cwe)
    assert info.title
    assert not info.title.endswith(".")
    assert info.why.endswith(".")
    assert info.fix
    assert info.reference.startswith("https://")
    assert "secure" not in re.findall(r"\bsecure\b", info.title)
    assert all(f"bandit.{old}" in RULES for old in info.replaces)


@pytest.mark.parametrize(
    "test_id", ["B101", "B110", "B112", "B311", "B403", "B404", "B405", "B603", "B607", "B113", "B310"]
)
def test_idioms_are_recorded_only(test_id: str) -> None:
    assert Severity.INFO is RULES[f"bandit.{test_id}"].severity


def test_weaknesses_are_corrected() -> None:
    assert "CWE-502" in RULES["bandit.B506"].cwe
    assert RULES["bandit.B608"].cwe == ("CWE-89",)


def test_own_rules_carry_the_prefix() -> None:
    assert {f"{PREFIX}{name}" for name in OWN} <= set(RULES)
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name) for name in OWN)


def test_a_rule_that_is_not_listed_speaks_for_itself() -> None:
    assert rule("bandit.B999").severity is None
