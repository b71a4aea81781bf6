"""What a policy makes of what was found in a request: the action, the record, the words for the client. Pure.

Under `monitor` all of it is recorded and nothing is done. A text that the engines couldn't look at isn't clean: where the policy guards
requests and its fail key says reject, nothing is sent.
Counterparts: findings.py, screening.py; audit/record.py has the fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from proxy.errors import PromptRefused, ProxyError, ScanUnavailable
from proxy.model import Action, Mode, ScanStatus
from proxy.policy.schema import STATUS_KEYS, Policy
from proxy.prompt.findings import Found, Hidden
from proxy.prompt.texts import Voice

_MAX_PLACES: Final = 20
_MAX_NAMED: Final = 5
_RETRY_S: Final = 5
_NAMES: Final = {
    "unicode.bidi": "bidirectional controls",
    "unicode.tags": "tag characters",
    "unicode.invisible": "invisible characters in a row",
}
_PLACES: Final = {
    "tool_result": "a tool result",
    "tool_call": "a tool call",
    "reasoning": "the reasoning",
    "tool": "a tool's description",
    "field": "a field of the request",
}
_ROLES: Final = {
    "system": "the system prompt",
    "user": "the user's text",
    "assistant": "an earlier answer",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is done with a request. `secrets` and `hidden` are done; what only monitors would have done stands in `monitored`."""

    policy: Policy
    found: Sequence[Found]
    concealed: Sequence[Hidden]
    status: ScanStatus
    secrets: Action
    hidden: Action
    incomplete: Action
    monitored: Action

    @property
    def action(self) -> Action:
        """The strictest of it."""
        return max(self.secrets, self.hidden, self.incomplete)

    @property
    def tells(self) -> bool:
        """There is anything to record."""
        return bool(self.found or self.concealed or self.status is not ScanStatus.COMPLETE)

    @property
    def counted(self) -> Sequence[Found]:
        """The secrets that nobody waived."""
        return [each for each in self.found if not each.waiver]

    def error(self, where: str = "") -> ProxyError | None:
        """Why the request goes nowhere; None where it goes on. `where`: how to read on."""
        if Action.REJECT in {self.secrets, self.hidden}:
            return PromptRefused(f"{self._refusal()} {where}".rstrip())
        if self.incomplete is Action.REJECT:
            message = f"Not scanned: the request couldn't be looked at ({self.status.value}), so it was not sent."
            return ScanUnavailable(message, retry_after_s=_RETRY_S)
        return None

    def _refusal(self) -> str:
        said = []
        if self.secrets is Action.REJECT:
            counted = self.counted
            kinds = [f"{each.rule} in {_place(each.places[0])}" for each in counted[:_MAX_NAMED]]
            more = f" and {len(counted) - _MAX_NAMED} more" if len(counted) > _MAX_NAMED else ""
            noun = "secret" if len(counted) == 1 else "secrets"
            said.append(f"{len(counted)} {noun} ({', '.join(kinds)}{more})")
        if self.hidden is Action.REJECT:
            said.append(_concealed(self.concealed))
        return (
            f"Turned down by policy {self.policy.name!r} (security_policy_violation): the request holds {' and '.join(said)}. "
            "Nothing was sent. Take it out and ask again."
        )

    def remarks(self, ref: str) -> tuple[str, ...]:
        """What the notice of the answer says of the request; what was answered before was told then."""
        fresh = [each for each in self.concealed if each.fresh]
        if self.hidden is not Action.ANNOTATE or not fresh:
            return ()
        return (
            f"> **Security notice** - the request holds {_concealed(fresh)}. Read it before you trust it (ref {ref}).",
        )

    def record(self, *, texts: int, scanned: int) -> dict[str, object]:
        """The body of the record."""
        policy = self.policy
        return {
            "action": self.action.word,
            "monitored": self.monitored.word,
            "mode": policy.mode.value,
            "policy": policy.name,
            "revision": policy.revision,
            "restore": policy.prompt.restore and self.secrets is Action.REDACT,
            "texts": texts,
            "scanned": scanned,
            "status": self.status.value,
            "secrets": len(self.found),
            "occurrences": sum(each.count for each in self.found),
            "findings": [
                {
                    "rule": each.rule,
                    "engine": each.engine,
                    "severity": each.severity.word,
                    "confidence": each.confidence.word,
                    "fingerprint": each.fingerprint,
                    "action": Action.ALLOW.word if each.waiver else self.secrets.word,
                    "count": each.count,
                    "places": [_spot(place) for place in each.places[:_MAX_PLACES]],
                    **({"waiver": each.waiver} if each.waiver else {}),
                }
                for each in self.found
            ],
            "hidden": [
                {"rule": each.rule, "count": each.chars, "action": self.hidden.word, "places": [_spot(each.voice)]}
                for each in self.concealed
            ],
        }


def judged(policy: Policy, found: Sequence[Found], concealed: Sequence[Hidden], status: ScanStatus) -> Verdict:
    """What a policy makes of what was found."""
    counts = any(not each.waiver for each in found)
    secrets = policy.prompt.secrets if counts else Action.ALLOW
    hidden = policy.prompt.hidden if concealed else Action.ALLOW
    guards = max(policy.prompt.secrets, policy.prompt.hidden) > Action.ANNOTATE
    broken = status is not ScanStatus.COMPLETE and guards and policy.fail[STATUS_KEYS[status]] is Action.REJECT
    incomplete = Action.REJECT if broken else Action.ALLOW
    cap = Action.ALLOW if policy.mode is Mode.MONITOR else policy.cap.action if policy.cap else Action.REJECT
    would = max(secrets, hidden, incomplete)
    secrets = min(secrets, cap) if min(secrets, cap) >= Action.REDACT else Action.ALLOW  # there is nothing to annotate
    hidden, incomplete = min(hidden, cap), incomplete if cap is Action.REJECT else Action.ALLOW
    done = max(secrets, hidden, incomplete)
    if policy.shadow is not None:
        shadow = policy.shadow.prompt
        would = max(would, shadow.secrets if counts else Action.ALLOW, shadow.hidden if concealed else Action.ALLOW)
    monitored = would if would > done else Action.ALLOW
    return Verdict(policy, found, concealed, status, secrets, hidden, incomplete, monitored)


def _concealed(concealed: Sequence[Hidden]) -> str:
    """How many characters of which kind are hidden where."""
    chars: Counter[tuple[str, str]] = Counter()
    for each in concealed:
        chars[_NAMES[each.rule], _where(each.voice)] += each.chars
    said = [f"{count} {name} in {where}" for (name, where), count in chars.most_common(_MAX_NAMED)]
    return f"hidden characters: {', '.join(said)}"


def _where(voice: Voice) -> str:
    return _PLACES.get(voice.part) or _ROLES.get(voice.role, "the request")


def _place(voice: Voice) -> str:
    return f"message {voice.item + 1} ({_where(voice)})" if voice.item >= 0 else _where(voice)


def _spot(voice: Voice) -> str:
    """A place as a record names it."""
    return f"{voice.role} {voice.part}" + (f" {voice.item}" if voice.item >= 0 else "")
