"""The one notice at the end of a message: what was found in the code above, and what was taken out.

Rules for this file: pure; the bounds and shapes of rewrite.py. A quote of Markdown, never with a fence inside, blank lines around are the
gate's. Counterpart: conversation.py places it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proxy.model import Action, Decision, Finding, Reason
from proxy.rewrite import bounded, clean, cwes, how_to_waive, status_words

_SHOWN = 3
_MAX_FIX_CHARS = 80
_MAX_MESSAGE_CHARS = 70


def notice_text(entries: Sequence[tuple[int, Decision]], *, ref: str, policy: str, public_url: str | None) -> str:
    """The notice for a message. `entries`: block numbers with the decisions whose reasons it names."""
    told = [(block, reason) for block, decision in entries for reason in decision.reasons]
    found = [(block, reason.action, reason.finding) for block, reason in told if reason.finding is not None]
    unseen = [(block, reason) for block, reason in told if reason.finding is None]
    count = len(found)
    issues = (
        f"{count} issue{'s' if count != 1 else ''} in the code above"
        if count
        else "the code above was not fully checked"
    )
    lines = [f'> **Security notice** - {issues} (policy "{policy}")']
    worst_first = sorted(found, key=lambda entry: (-entry[1], -entry[2].severity, entry[0], entry[2].span.line))
    for block, action, finding in worst_first[:_SHOWN]:
        lines += _finding_lines(block, action, finding)
    lines += _unseen_lines(unseen)
    more = count - _SHOWN
    lines.append(f"> {f'{more} more. ' if more > 0 else ''}{how_to_waive(ref, public_url)}")
    return bounded(lines)


def _finding_lines(block: int, action: Action, finding: Finding) -> Iterator[str]:
    verb = "removed: " if action is Action.REDACT else ""
    late = ", seen only after the code was sent" if finding.late else ""
    message = clean(finding.message, _MAX_MESSAGE_CHARS)
    head = f"> Block {block}, line {finding.span.line}: {verb}{message} ({finding.severity.word}, {cwes(finding)}, {finding.rule_id}{late})"
    yield head
    if finding.fix:
        reference = f" ({finding.reference})" if finding.reference else ""
        yield f"> Use instead: {clean(finding.fix, _MAX_FIX_CHARS)}{reference}"


def _unseen_lines(unseen: Sequence[tuple[int, Reason]]) -> Iterator[str]:
    for block, reason in unseen[:1]:
        more = f" (and {len(unseen) - 1} more such)" if len(unseen) > 1 else ""
        yield f"> Block {block} was not fully checked: {status_words(reason)}{more}."
