"""What the client sees in place of insecure code: the redacted statement, or the reason.

Source of the shapes: what real clients did with them (a notice before a fence made aider write a file named after it; a fence inside a
notice overwrote the file). So every text here is plain, without fences, at most 8 lines and 700 characters, deterministic, and names
problem, CWE, rule, line, what to write instead, a reference and the exchange's ref. Never the secret; never that code is secure.
Rules for this file: pure. Counterpart: review.py decides, notices.py words annotations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from proxy.model import Action, Decision, Finding, Reason, ScanStatus

MAX_LINES = 8
MAX_CHARS = 700
SHOWN = 2  # findings with all their lines; more are counted
_MAX_FIX_CHARS = 110
_MAX_MESSAGE_CHARS = 110
_ENV_NAME = re.compile(r"os\.environ\[\"([A-Z][A-Z0-9_]*)\"\]")
_PLAIN_PREFIX = re.compile(r"(?:[rR]|[bB]|[uU]|[rR][bB]|[bB][rR])?$")
_LEADERS = re.compile(r"^(?:[`~<>*@=+#|-]|\s{4})")
_COMMENTS = {
    **dict.fromkeys(("python", "ruby", "bash", "yaml", "toml", "dockerfile", "terraform", "perl", "r", "makefile", "nginx", "powershell"), "#"),
    **dict.fromkeys(("sql", "lua", "haskell"), "--"),
}  # fmt: skip
_STATUS_WORDS = {
    ScanStatus.TIMED_OUT: "the scan ran into its time limit",
    ScanStatus.FAILED: "the scan failed",
    ScanStatus.OVERSIZE: "the block is longer than the scan's bound",
    ScanStatus.UNPARSED: "the code could not be parsed",
    ScanStatus.PARTIAL: "some lines could not be parsed",
    ScanStatus.UNSUPPORTED: "no structural engine knows its language",
}


# -- redaction


def redact(text: str, findings: Sequence[Finding], *, language: str | None, ref: str) -> str:
    """Whole lines of a block with the findings taken out; their spans are offsets in `text`.

    A secret gives way to a read of the environment (Python) or a marker, at every place it stands. Other code gives way to its safe
    form where the finding has one, else to a stub that fails loudly.
    """
    secrets = [finding for finding in findings if finding.category == "secret"]
    others = [finding for finding in findings if finding.category != "secret"]
    edits: list[tuple[int, int, str]] = []
    for finding in secrets:
        edits += _secret_edits(text, finding, language, ref)
    for finding in others:
        edits.append(_statement_edit(text, finding, language, ref))
    return _applied(text, edits)


def _secret_edits(text: str, finding: Finding, language: str | None, ref: str) -> list[tuple[int, int, str]]:
    value = text[finding.span.start : finding.span.end]
    if not value:
        return []
    edits = []
    at = text.find(value)
    while at >= 0:
        edits.append(_secret_edit(text, at, at + len(value), finding, language, ref))
        at = text.find(value, at + len(value))
    return edits


def _secret_edit(
    text: str, start: int, end: int, finding: Finding, language: str | None, ref: str
) -> tuple[int, int, str]:
    name = _ENV_NAME.search(finding.fix)
    quote = text[start - 1 : start]
    if language == "python" and quote in {'"', "'"} and text[end : end + 1] == quote and name is not None:
        prefix = _PLAIN_PREFIX.search(text[: start - 1])
        opening = start - 1 - len(prefix.group() if prefix else "")
        before, after = text[:opening].rstrip(" \t"), text[end + 1 :].lstrip(" \t")
        alone = not (
            before.endswith(('"', "'")) or after.startswith(('"', "'"))
        )  # adjacent literals would not parse beside it
        if alone and text[start - 2 : start - 1] != quote:
            return opening, end + 1, f'os.environ["{name.group(1)}"]'
    return start, end, f"REDACTED-{ref}" + "\n" * text.count("\n", start, end)


def _statement_edit(text: str, finding: Finding, language: str | None, ref: str) -> tuple[int, int, str]:
    """The lines that a finding spans, replaced."""
    start = text.rfind("\n", 0, finding.span.start) + 1
    end = text.find("\n", max(finding.span.start, finding.span.end - 1))
    end = len(text) if end < 0 else end + 1
    lines = text[start:end]
    indent = lines[: len(lines) - len(lines.lstrip(" \t"))]
    what = f"[codeward {ref}] removed: {_clean(finding.message, 80)} ({_cwes(finding)})."
    mark = _COMMENTS.get(language or "", "//")
    comment = f"{indent}{mark} {what}\n"
    if finding.replacement is not None:
        return start, end, comment + f"{indent}{finding.replacement}\n"
    if language != "python":
        return start, end, comment
    stub = f'{indent}raise NotImplementedError("codeward {ref}: removed insecure code ({_cwes(finding)})")\n'
    code = lines.split("#")[0].rstrip()
    header = f"{indent}if True:\n" if code.endswith(":") else ""
    return start, end, comment + stub + header


def _applied(text: str, edits: list[tuple[int, int, str]]) -> str:
    """The text with the edits made; of two that overlap the wider one, widened over both."""
    out: list[str] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if start < at:
            at = max(at, end)
            continue
        out += [text[at:start], new]
        at = end
    return "".join(out) + text[at:]


# -- reasons


def reason_text(decision: Decision, *, block: int, ref: str, policy: str, public_url: str | None) -> str:
    """Why a block, or the rest of it, isn't there: the rejection as plain text."""
    head = f'Code block {block} was held back by the policy "{policy}".'
    return _told(head, decision, ref, public_url)


def call_rejected_text(name: str, decision: Decision, *, ref: str, policy: str, public_url: str | None) -> str:
    """Why a tool call isn't there."""
    head = f'The tool call {_clean(name, 60)!r} was held back by the policy "{policy}".'
    return _told(head, decision, ref, public_url)


def truncated_text(delivered_chars: int, *, ref: str) -> str:
    """The provider died on the way."""
    return f"The model stopped before finishing; {delivered_chars} characters were checked and delivered. Ask again for the rest. (ref {ref})"


def dropped_field_text(fields: Sequence[str], *, ref: str, policy: str) -> str:
    """The provider sent text in fields that nobody here knows how to check."""
    named = ", ".join(_clean(field, 40) for field in fields[:3]) + (
        f" and {len(fields) - 3} more" if len(fields) > 3 else ""
    )
    return (
        f'Not delivered, because it could not be checked (policy "{policy}"): the response fields {named}. (ref {ref})'
    )


def _told(head: str, decision: Decision, ref: str, public_url: str | None) -> str:
    hard = [reason for reason in decision.reasons if reason.action is Action.REJECT] or list(decision.reasons)
    found = [reason for reason in hard if reason.finding is not None]
    unseen = [reason for reason in hard if reason.finding is None]
    lines = [head]
    for at, reason in enumerate(found[:SHOWN], 1):
        lines += _finding_lines(at, reason)
    if not found and unseen:
        lines.append(f"It was not checked: {status_words(unseen[0])}. So nothing of it was delivered.")
        lines.append("Write it shorter or in smaller blocks, and ask again.")
    more = len(found) - SHOWN
    rest = f" {more} more finding{'s' if more > 1 else ''}." if more > 0 else ""
    lines.append(f"Ask again with these changes.{rest} {how_to_waive(ref, public_url)}")
    return bounded(lines)


def _finding_lines(at: int, reason: Reason) -> list[str]:
    finding = reason.finding
    if finding is None:  # pragma: no cover - the caller filtered
        return []
    head = f"{at}. {_clean(finding.message, _MAX_MESSAGE_CHARS)} ({_cwes(finding)}, {finding.rule_id}, {finding.severity.word}), line {finding.span.line}"
    lines = [head]
    if finding.fix:
        lines.append(f"   Write: {_clean(finding.fix, _MAX_FIX_CHARS)}")
    if finding.reference:
        lines.append(f"   See: {finding.reference}")
    return lines


# -- shared with notices.py


def status_words(reason: Reason) -> str:
    """An engine's status, or a fail key, in plain words."""
    if reason.status is None:
        return "the model stopped inside it"
    engine = f" ({reason.engine})" if reason.engine and reason.engine != "all" else ""
    return _STATUS_WORDS[reason.status] + engine


def how_to_waive(ref: str, public_url: str | None) -> str:
    """Where to read on and how to ask for an exception."""
    if public_url:
        return f"Why, and how to ask for a waiver: {public_url.rstrip('/')}/r/{ref} (ref {ref})"
    return f"Why: run `codeward why {ref}`; for a waiver give this ref to your security team. (ref {ref})"


def bounded(lines: Sequence[str]) -> str:
    """At most 8 lines and 700 characters, and no line that a client could take for an edit format or a fence."""
    kept, last = list(lines[:-1])[: MAX_LINES - 1], lines[-1]
    while kept and sum(len(line) + 1 for line in kept) + len(last) > MAX_CHARS:
        at = max(range(len(kept)), key=lambda k: (kept[k].startswith("   See:"), k))
        del kept[at]
    return "\n".join(_safe_line(line) for line in [*kept, last])


def _safe_line(line: str) -> str:
    return "'" + line if _LEADERS.match(line) and not line.startswith("> ") else line


def _cwes(finding: Finding) -> str:
    return ", ".join(finding.cwe[:2]) or "no CWE"


def _clean(text: str, bound: int) -> str:
    """One line, bounded, without control characters or fences."""
    flat = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069]+", " ", text).replace("```", "'''").strip()
    return flat if len(flat) <= bound else flat[: bound - 1].rstrip() + "\u2026"


clean = _clean
cwes = _cwes
