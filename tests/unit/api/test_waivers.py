"""Whose waivers and findings somebody sees."""

from __future__ import annotations

import pytest

from proxy.api.waivers import _sees
from proxy.model import Principal, Role


@pytest.mark.parametrize(
    ("role", "organisation", "team", "seen"),
    [
        (Role.MEMBER, "shop", "web", True),
        (Role.MEMBER, "shop", "ops", False),
        (Role.MEMBER, "bank", "web", False),
        (Role.APPROVER, "bank", "ops", True),
        (Role.AUDITOR, "bank", "ops", True),
        (Role.ADMIN, "bank", "ops", True),
    ],
)
def test_members_see_their_own_teams(role: Role, organisation: str, team: str, seen: bool) -> None:
    assert _sees(Principal("k", "web", "shop", role=role), organisation, team) is seen
