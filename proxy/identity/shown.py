"""Keys and teams as JSON shows them, on the command line and in the admin API alike: never a secret, nor its hash."""

from __future__ import annotations

from proxy.identity.key_table import KeyRecord
from proxy.identity.teams import Team
from proxy.identity.terms import set_limits


def key_shown(record: KeyRecord, now: str) -> dict[str, object]:
    """A key; `now` is RFC 3339 and tells whether it is over."""
    return {
        "id": record.id,
        "team": record.team,
        "standing": record.standing(now),
        "role": record.role.value,
        "person": record.person,
        "note": record.note,
        "models": list(record.models),
        "limits": set_limits(record.limits),
        "created": record.created,
        "created_by": record.created_by,
        "expires": record.expires,
        "rotated": record.rotated,
        "old_until": record.old_until,
        "revoked": record.revoked,
    }


def team_shown(team: Team) -> dict[str, object]:
    """A team."""
    return {
        "id": team.id,
        "organisation": team.organisation,
        "models": list(team.models),
        "limits": set_limits(team.limits),
        "created": team.created or None,
        "from_configuration": not team.created,
    }
