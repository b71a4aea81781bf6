"""Every rule's labelled fixture: what must be found is found, what must not isn't, and no rule goes without."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.scan.base import Prepared
from proxy.scan.fixture_check import Checked, check
from proxy.scan.kingfisher import KingfisherEngine
from proxy.scan.rulebook import rulebook
from proxy.scan.scanner import Scanner
from proxy.scan.secrets import SecretsEngine
from proxy.scan.syntax.library import shipped_rules
from proxy.scan.token_formats import all_formats

LEAST_FOUND, LEAST_OK = 3, 2
# bandit's and kingfisher's rules come with their packages, which test them.
FOREIGN = ("bandit.", "kingfisher.")


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(Scanner(), shipped_rules())


def test_labels_hold(checked: Checked) -> None:
    assert list(checked.wrong) == []


def test_every_rule_has_enough_labels(checked: Checked) -> None:
    ours = [rule_id for rule_id in rulebook() if not rule_id.startswith(FOREIGN)]
    few = {each: (checked.found[each], checked.ok[each]) for each in ours}
    assert {each: count for each, count in few.items() if count[0] < LEAST_FOUND or count[1] < LEAST_OK} == {}


def test_every_label_names_a_rule(checked: Checked) -> None:
    assert sorted((checked.found.keys() | checked.ok.keys()) - rulebook().keys()) == []


def test_a_wrong_label_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "javascript"
    folder.mkdir()
    rule = "rules.javascript.jwt-none-algorithm"
    (folder / "x.js").write_text(
        f"// ruleid: {rule}\njwt.verify(t, k);\n// ok: {rule}\njwt.verify(t, k, {{algorithms: ['none']}});\n"
    )
    wrong = check(Scanner(), tmp_path).wrong
    assert [("not found" in each, "falsely found" in each) for each in wrong] == [(True, False), (False, True)]


def test_no_fixture_holds_what_looks_like_a_live_credential() -> None:
    """As other scanners read the file: what a format makes is spelled, so that no push is refused for a made-up key."""
    providers = {each.rule.id for each in all_formats()} | {"secrets.private-key", "secrets.encoded"}
    engines = SecretsEngine(), KingfisherEngine()
    shown = []
    for file in sorted((shipped_rules() / "secrets").iterdir()):
        text = Prepared(file.read_text(encoding="utf-8"))
        found = [each.rule_id for engine in engines for each in engine.scan(text).findings]
        shown += [(file.name, each) for each in found if each in providers or each.startswith("kingfisher.")]
    assert shown == []
