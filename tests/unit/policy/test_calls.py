"""What becomes of a refused call: the nearest file that says it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.errors import PolicyInvalid
from proxy.policy.explain import explain
from proxy.policy.loader import load_policy
from proxy.policy.schema import Calls


def test_the_nearest_file_says_it(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("name: ours\nextends: [baseline]\ncalls: feedback\n")
    (tmp_path / "theirs.yaml").write_text("name: theirs\nextends: [ours]\n")
    policy = load_policy(tmp_path / "theirs.yaml")
    assert policy.calls is Calls.FEEDBACK
    assert "calls: feedback" in explain(policy)
    assert load_policy("baseline").calls is Calls.TEXT
    assert load_policy("baseline").revision != policy.revision


def test_an_unknown_style_is_told(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("name: ours\ncalls: agent\n")
    with pytest.raises(PolicyInvalid, match="feedback"):
        load_policy(tmp_path / "ours.yaml")
