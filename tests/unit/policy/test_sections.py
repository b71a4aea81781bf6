"""The sections of a policy beside its rules: how a chain settles them, and every mistake in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.errors import PolicyInvalid
from proxy.model import Action, Mode
from proxy.policy.bundle import Bundle, InForce, Subject, single, sole
from proxy.policy.loader import load_policy
from proxy.policy.schema import Policy


def _own(tmp_path: Path, text: str, parent: str = "") -> Policy:
    (tmp_path / "parent.yaml").write_text("name: parent\n" + parent)
    (tmp_path / "own.yaml").write_text("name: own\nextends: ./parent.yaml\n" + text)
    return load_policy(tmp_path / "own.yaml")


def test_the_strictest_guards_and_the_nearest_says_the_rest(tmp_path: Path) -> None:
    parent = (
        "prompt: {secrets: reject, restore: false}\nguidance: {enabled: true, text: parent}\n"
        "waivers: {max_days: 10, allowed: false, approvals_for_critical: 3}\n"
    )
    own = "prompt: {secrets: redact, restore: true}\nguidance: {text: own}\nwaivers: {max_days: 60, default_days: 7, allowed: true}\n"
    policy = _own(tmp_path, own, parent)
    assert (policy.prompt.secrets, policy.prompt.restore) == (Action.REJECT, True)
    assert (policy.guidance.enabled, policy.guidance.text) == (True, "own")
    terms = policy.waiver_terms
    assert (terms.max_days, terms.default_days, terms.allowed, terms.approvals_for_critical) == (10, 7, False, 3)
    assert (policy.sources["prompt.secrets"], policy.sources["prompt.restore"]) == ("parent.yaml:2", "own.yaml:3")


def test_a_weaker_value_must_say_so_and_is_warned_about(tmp_path: Path) -> None:
    own = "prompt: {secrets: {is: allow, unsafe_weaken: true}, hidden: {is: annotate}}\nrepair: {on: [annotate, reject], attempts: 2}\n"
    policy = _own(tmp_path, own, "prompt: {secrets: reject}\n")
    assert (policy.prompt.secrets, policy.prompt.hidden) == (Action.ALLOW, Action.ANNOTATE)
    assert policy.repair.on == ("annotate", "reject")
    assert policy.warnings == ("own.yaml:3: unsafe_weaken: prompt.secrets is allow whatever is extended",)
    other = _own(tmp_path, own.replace(", unsafe_weaken: true", ""), "prompt: {secrets: reject}\n")
    assert other.prompt.secrets is Action.REJECT
    assert other.revision != policy.revision


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prompt: {secrets: annotate}", "unknown action for 'secrets': 'annotate'"),
        ("prompt: {secrets: {unsafe_weaken: true}}", "'secrets' needs an `is`"),
        ("prompt: {secretz: redact}", "did you mean 'secrets'?"),
        ("prompt: redact", "expected a mapping"),
        ("repair: {attempts: 4}", "from 0 to 3"),
        ("repair: {attempts: [2]}", "expected a text"),
        ("repair: {on: [allow]}", "unknown word for 'on': 'allow'"),
        ("guidance: {enabled: maybe}", "unknown value for 'enabled': 'maybe'"),
        ("guidance: {text: ''}", "expected a text, found nothing"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PolicyInvalid) as raised:
        _own(tmp_path, text + "\n")
    assert said in raised.value.message


def test_one_policy_for_everybody_and_none_for_nobody() -> None:
    policy = load_policy("baseline")
    assert InForce(single(policy)).bundle.policies == (policy,)
    assert sole(policy).at("x.py").name == "baseline"
    nobody = Bundle("r", ()).resolve(Subject()).whole
    assert (nobody.name, nobody.mode, nobody.attached) == ("none", Mode.MONITOR, ())
