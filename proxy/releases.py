"""The last signed policies that this house took, so that older ones are never taken again.

A signature says who stands behind a list of policies, not that it is the newest: whoever can write the folder could lay an old one there,
with the rule that is in their way still missing. The number of the last list that was taken, and what it was, stand in `state.sqlite`;
every process of this folder asks there before it puts policies in force.
Rules for this file: the number never falls. Whoever wants older policies back signs them anew. Counterpart: policy/signed.py.
"""

from __future__ import annotations

from proxy.errors import PolicyInvalid
from proxy.policy.bundle import Signature
from proxy.state import State

_STEPS = (
    """CREATE TABLE taken_policies (
    one INTEGER PRIMARY KEY CHECK (one = 1), serial INTEGER NOT NULL, digest TEXT NOT NULL, key_id TEXT NOT NULL, at TEXT NOT NULL
)""",
)
_LAST = "SELECT serial, digest FROM taken_policies"


class Releases:
    """See the module's docstring. Raises StateUnavailable."""

    def __init__(self, state: State) -> None:
        self._tables = state.tables("taken_policies", _STEPS)

    def take(self, signature: Signature) -> None:
        """Take a list, or raise PolicyInvalid: it is older than the last, or another under the same number."""
        if _known(signature, self._tables.rows(_LAST)):
            return
        with self._tables.transaction() as change:
            if _known(signature, change.rows(_LAST)):  # another process was faster
                return
            row = (signature.serial, signature.digest, signature.key_id, change.at)
            change.execute("INSERT OR REPLACE INTO taken_policies VALUES (1, ?, ?, ?, ?)", row)


def _known(signature: Signature, rows: list[tuple[int, str]]) -> bool:
    serial, digest = rows[0] if rows else (0, "")
    if signature.serial < serial:
        known = f"these policies are signed as number {signature.serial}, and number {serial} was in force"
        message = f"{known}: sign them anew with a higher number"
        raise PolicyInvalid(message)
    if signature.serial == serial and signature.digest != digest:
        message = f"other policies were in force under number {serial}: sign these with a higher number"
        raise PolicyInvalid(message)
    return signature.serial == serial
