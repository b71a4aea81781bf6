"""The words that a client reads beside code: why a block was held back, what was found, what could not be checked.

Rules for this file: pure and deterministic, no clock. Each text has at most 8 lines and 700 characters (users.md U3)
and names the problem, CWE, rule, line, what to write instead, a page and the exchange's ref. The suggestion is at
fault, not the person. No fence, no line that a client parses (wire.md section 5: a fence in a notice overwrote a
file, a notice before a fence became a file's name), no word that calls code secure, no secret: engines promise that
their messages hold none, and `plain` takes out what looks like one all the same.
Counterparts: policy/evaluate.py decides, review.py and conversation.py place the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from proxy.masking import is_secret
from proxy.model import Action, Decision, Finding, Reason, ScanStatus
from proxy.policy.attention import Look
from proxy.weaknesses import reference, weakness

MAX_LINES = 8
MAX_CHARS = 700
_MOST_REASONS = 3  # users.md section 3: three are read, the rest is counted
_MOST_NOTED = 5
_MESSAGE_CHARS = 150
_FIX_CHARS = 200
_PATH_CHARS = 60
_NAME_CHARS = 64
_URL_CHARS = 120
_MOST_LINES_NAMED = 3
_CUT_WIDTHS = (_FIX_CHARS, 120, 80, 48)
_MAX_HEAD_CHARS = 260
_SPACED_LINES = 4  # up to here a blank line before and after the list fits

# What looks like a key: long, with digits and both cases. Also PEM, and quoted text where the finding is a secret.
_KEYLIKE = re.compile(r"[A-Za-z0-9+/_-]{20,}")
_QUOTED = re.compile(r"""(["']).+\1""")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_TAGS = str.maketrans({"<": "(", ">": ")"})
_MARKUP = str.maketrans({"`": "'", "<": "(", ">": ")"})
_BROKEN = re.compile(r"([(\[{,])\s*\n\s*([)\]}]?)|\s*\n\s*([)\]}])")  # a line break inside brackets
# "Use a list", "make the argument required": prose. "Fernet(key)", "x = 1", "import defusedxml": code.
_INSTRUCTION = re.compile(
    r"(?!(?:assert|async|await|class|const|def|del|for|from|global|if|import|let|new|not|raise|return|throw|var|with|yield)\b)"
    r"[A-Za-z]+,? [A-Za-z(]|.*(?<!\.\.)[.!]$"
)

_STATUS_WORDS: dict[ScanStatus | None, tuple[str, str]] = {
    ScanStatus.UNSUPPORTED: ("{engine} doesn't know the language.", "Ask for it in a language that is checked."),
    ScanStatus.PARTIAL: ("{engine} could read only a part of it.", "Ask for the complete code, without omissions."),
    ScanStatus.UNPARSED: ("it could not be parsed, so {engine} did not check it.", "Ask for complete, valid code."),
    ScanStatus.TIMED_OUT: ("{engine} timed out.", "Ask for the code in smaller parts."),
    ScanStatus.FAILED: ("{engine} failed.", "Ask again; if it happens again, report the ref."),
    ScanStatus.OVERSIZE: ("it is too long to be checked.", "Ask for the code in smaller parts."),
    None: ("the model stopped inside it.", "Ask again for the rest."),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked at in a message: blocks, engines that looked at one at least, findings that are told, blocks not read whole."""

    blocks: int
    engines: int
    findings: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing to say: what is wrong, what to write instead, where to read on."""

    problem: str
    instead: str
    page: str = ""


def plain(text: str, chars: int) -> str:
    """Make a text fit for one line of a message: no line breaks, control characters, markup, nor a likely key."""
    return _cut(_KEYLIKE.sub(_keyless, _one_line(text)), chars)


def reason_text(decision: Decision, *, block: int, ref: str, policy: str, public_url: str | None) -> str:
    """Say why a block was held back; stands in its place."""
    return _held_back(f"Code block {block}", decision, ref=ref, policy=policy, public_url=public_url)


def call_rejected_text(name: str, decision: Decision, *, ref: str, policy: str, public_url: str | None) -> str:
    """Say why a tool call was dropped. `name`: the tool's, or the field path of its arguments."""
    subject = f"The call of {plain(name, _NAME_CHARS)}" if name else "A tool call"
    return _held_back(subject, decision, ref=ref, policy=policy, public_url=public_url)


def notice_text(entries: Sequence[tuple[int, Decision]], *, ref: str, policy: str, public_url: str | None) -> str:
    """Say at the end of a message what its blocks hold and what was taken out; empty where there is nothing to say."""
    noted = _noted(entries)
    if not noted:
        return ""
    links = where_to_ask(ref, public_url)
    found = sum(reason.finding is not None for _, reason in noted)
    count = f"{found} issue{'s' * (found > 1)} in the code above" if found else "not all of the code above was checked"
    changed = any(reason.action > Action.ANNOTATE for _, reason in noted)
    outcome = "the rest is unchanged" if changed else "nothing was changed"
    head = f'> **Security notice** - {count} (policy "{_cut(_one_line(policy), _NAME_CHARS)}", {outcome})'

    def written(shown: int, pages: int, width: int) -> str:
        items = [_noted_item(block, reason) for block, reason in noted[:shown]]
        lines = [f"> - {_sentence(item, width, page=at < pages)}" for at, item in enumerate(items)]
        more = f"{len(noted) - shown} more. " if len(noted) > shown else ""
        return "\n".join([head, *lines, f"> - {more}{links}"])

    return _fitted(written, min(len(noted), _MOST_NOTED))


def where_to_ask(ref: str, public_url: str | None) -> str:
    """Say where to read on about a request, and to ask for a waiver."""
    return _links(ref, public_url, word="r", lead="Why, or to ask for a waiver")


def repaired_text(entries: Sequence[tuple[int, tuple[Reason, ...]]], *, ref: str) -> str:
    """Say in one line which blocks the model wrote again, and what was wrong with their first version."""
    told = []
    for number, had in entries[:_MOST_LINES_NAMED]:
        found = [reason.finding for reason in _ordered(list(had)) if reason.finding is not None]
        named = _listed(list(dict.fromkeys(_name(finding) for finding in found))[:_MOST_REASONS])
        told.append(f"code block {number} ({named})")
    more = f" and {len(entries) - _MOST_LINES_NAMED} more" if len(entries) > _MOST_LINES_NAMED else ""
    words = _cut("; ".join(told) + more, MAX_CHARS - 160)
    return (
        f"> Repaired: {words} was written again by the model, and the checks find nothing to say of it now. (ref {ref})"
    )


def attention_text(entries: Sequence[tuple[int, Look]], seen: Seen, *, ref: str, full: bool) -> str:
    """Say which blocks want a person's eyes though nothing may have been found. `full`: with questions; else one line."""
    topics = list(dict.fromkeys(topic for _, look in entries for topic in look.topics))
    numbers = ", ".join(str(number) for number, _ in entries[:_MOST_LINES_NAMED])
    blocks = f"code block{'s' * (len(entries) > 1)} {numbers}"
    if not full:
        return f"> Review by hand: {blocks} ({', '.join(topics)}). (ref {ref})"
    questions = list(dict.fromkeys(question for _, look in entries for question in look.questions))[:_MOST_REASONS]
    head = f"> **Review by hand** - {blocks} touch{'es' * (len(entries) == 1)} {_listed(topics)}; {_seen_words(seen)}"
    last = f"> Tools can't tell whether the rules in this code are the right ones for your application. (ref {ref})"
    lines = [
        f"> - {_cut(' '.join(_INVISIBLE.sub(' ', asked).split()).translate(_TAGS), _MESSAGE_CHARS)}"
        for asked in questions
    ]
    return "\n".join([_cut(head, _MAX_HEAD_CHARS), *lines, last])


def _seen_words(seen: Seen) -> str:
    """What the engines saw, without a word of praise."""
    findings = f"{seen.findings} finding{'s' * (seen.findings != 1)}" if seen.findings else "no findings"
    words = f"{findings} from {seen.engines} engines over {seen.blocks} block{'s' * (seen.blocks != 1)}"
    return f"{words} ({seen.unread} could not be read whole)" if seen.unread else words


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def dropped_field_text(fields: Iterable[str], *, ref: str, policy: str) -> str:
    """Say that parts of the answer were left out because their shape isn't known, so they could not be checked."""
    names = [plain(name, _NAME_CHARS) for name in fields]
    shown = ", ".join(names[:_MOST_REASONS]) + (
        f" and {len(names) - _MOST_REASONS} more" if len(names) > _MOST_REASONS else ""
    )
    name = _cut(_one_line(policy), _NAME_CHARS)
    return (
        f"> **Security notice** - a part of this answer was left out: {shown}\n"
        f'> It has a form that could not be checked (on_unknown_shape, policy "{name}"). '
        f"Details: codeward why {ref} (ref {ref})"
    )


def truncated_text(delivered_chars: int, *, ref: str, withheld: bool = False) -> str:
    """Say that the provider died. `withheld`: the block it was in stays here."""
    rest = "the unfinished code block was withheld" if withheld else "what should follow is missing"
    return (
        f"The model stopped before finishing; {delivered_chars} characters were delivered, {rest}. "
        f"Ask again for the rest. (upstream_incomplete, ref {ref})"
    )


# -- a rejection


def _held_back(subject: str, decision: Decision, *, ref: str, policy: str, public_url: str | None) -> str:
    reasons = _ordered([reason for reason in decision.reasons if reason.action >= Action.ANNOTATE])
    head = f'{subject} was held back by your organisation\'s policy "{_cut(_one_line(policy), _NAME_CHARS)}".'
    links = "Ask again with these changes. " + _links(ref, public_url, word="w", lead="To ask for a waiver")

    def written(shown: int, pages: int, width: int) -> str:
        lines = []
        for at, item in enumerate(_item(reason) for reason in reasons[:shown]):
            page = f" ({item.page})" if item.page and at < pages else ""
            lines += [f"{at + 1}. {item.problem}", f"   {_advice(item.instead, width, lead='Write: ')}{page}"]
        more = f"+{len(reasons) - shown} more. " if len(reasons) > shown else ""
        gap = [""] if 0 < len(lines) <= _SPACED_LINES else []
        return "\n".join([head, *gap, *lines, *gap, f"{more}{links}"])

    return _fitted(written, min(len(reasons), _MOST_REASONS))


def _item(reason: Reason) -> _Item:
    finding = reason.finding
    if finding is None:
        words, advice = _status_words(reason)
        return _Item(f"{words[0].upper()}{words[1:]}", advice)
    return _Item(f"{_name(finding)}, {_line(reason, finding)}: {_message(finding)}", _instead(finding), _page(finding))


# -- a notice


def _noted(entries: Sequence[tuple[int, Decision]]) -> list[tuple[int, Reason]]:
    """List what a notice names, the gravest first, each defect of a block and line once."""
    noted = [
        (block, reason)
        for block, decision in entries
        for reason in _ordered([reason for reason in decision.reasons if reason.action >= Action.ANNOTATE])
    ]
    return sorted(noted, key=lambda entry: (-entry[1].action, entry[1].finding is None, -_severity(entry[1])))


def _noted_item(block: int, reason: Reason) -> _Item:
    finding = reason.finding
    if finding is None:
        words, advice = _status_words(reason)
        return _Item(f"Block {block} was {words}", advice)
    where = f"Block {block} {_line(reason, finding)}"
    if reason.action > Action.ANNOTATE:
        where += ": removed a secret," if is_secret(finding) else ": removed"
    else:
        where += ":"
    late = " (Seen only when the block had ended.)" if finding.late else ""
    return _Item(f"{where} {_name(finding)}: {_message(finding)}{late}", _instead(finding), _page(finding))


def _sentence(item: _Item, width: int, *, page: bool) -> str:
    more = f" ({item.page})" if item.page and page else ""
    return f"{item.problem} {_advice(item.instead, width, lead='Use instead: ')}{more}"


# -- parts of both


def _line(reason: Reason, finding: Finding) -> str:
    """Say where a finding is: the file it is counted in, as an edit or a call names it."""
    path = plain(reason.path, _PATH_CHARS)
    return f"{path} line {finding.span.line}" if path else f"line {finding.span.line}"


def _ordered(reasons: list[Reason]) -> list[Reason]:
    """Put the gravest first, and name a defect that two engines see in one line once."""
    seen: set[tuple[int, str]] = set()
    kept = []
    for reason in sorted(reasons, key=lambda r: (-r.action, -_severity(r), r.finding.span.line if r.finding else 0)):
        finding = reason.finding
        place = (finding.span.line, finding.cwe[0] if finding.cwe else finding.rule_id) if finding else (0, reason.rule)
        if place not in seen:
            seen.add(place)
            kept.append(reason)
    return kept


def _severity(reason: Reason) -> int:
    return reason.finding.severity if reason.finding else 0


def _name(finding: Finding) -> str:
    """Give CWE, name, rule and severity: "CWE-89 SQL injection (bandit.B608, high)"."""
    cwe = f"{finding.cwe[0]} " if finding.cwe else ""
    title = plain(weakness(finding)[0], _NAME_CHARS)
    return f"{cwe}{title} ({_cut(_one_line(finding.rule_id), _NAME_CHARS)}, {finding.severity.word})"


def _message(finding: Finding) -> str:
    text = _QUOTED.sub("***", finding.message) if is_secret(finding) or _is_credential(finding) else finding.message
    return plain(text, _MESSAGE_CHARS).rstrip(".") + "."


def _is_credential(finding: Finding) -> bool:
    return not {"CWE-259", "CWE-321", "CWE-798"}.isdisjoint(finding.cwe)


def _instead(finding: Finding) -> str:
    """Give the engine's fix on one line, else the general instruction for the weakness."""
    lines = [line for line in _BROKEN.sub(_joined, finding.fix).splitlines() if line.strip()]
    if not lines:
        return weakness(finding)[1]
    simple = not any(line != line.strip() or line.endswith((":", "{", "(", ",", "\\")) for line in lines)
    text = "; ".join(lines) if simple else lines[0].strip() + (" ..." if len(lines) > 1 else "")
    # Markup characters are part of the code here; what would end the code span or the line is not.
    text = " ".join(_INVISIBLE.sub(" ", text).split()).replace("`", "'")
    return _KEYLIKE.sub(_keyless, text)


def _advice(text: str, width: int, *, lead: str) -> str:
    """Write what to use instead: code as a code span behind `lead`, an instruction as it is."""
    if _INSTRUCTION.match(text):
        return _cut(f"{text[0].upper()}{text[1:].rstrip('.')}.", width).translate(_MARKUP)
    return f"{lead}`{_cut(text, width)}`"


def _page(finding: Finding) -> str:
    page = " ".join(_INVISIBLE.sub(" ", reference(finding)).split())
    return page if len(page) <= _URL_CHARS and not set(page) & set("`<> ()") else ""


def _status_words(reason: Reason) -> tuple[str, str]:
    """Say what could not be looked at and why, and what to ask for."""
    words, advice = _STATUS_WORDS.get(reason.status, _STATUS_WORDS[ScanStatus.FAILED])
    lead = "not complete" if reason.status is None else "not fully checked"
    return f"{lead} ({reason.rule}): {words.format(engine=plain(reason.engine, _NAME_CHARS) or 'the scan')}", advice


def _links(ref: str, public_url: str | None, *, word: str, lead: str) -> str:
    base = (public_url or "").rstrip("/")
    place = f"{base}/{word}/{ref}" if base and len(base) <= _URL_CHARS else f"codeward why {ref}"
    return f"{lead}: {place} (ref {ref})"


def _joined(found: re.Match[str]) -> str:
    """Close a line break inside brackets as one would write the code on one line."""
    before, after = found[1] or "", found[2] or found[3] or ""
    if before == ",":
        return after or ", "
    return before + after


def _keyless(found: re.Match[str]) -> str:
    word = found[0]
    digits, lower, upper = (any(map(kind, word)) for kind in (str.isdigit, str.islower, str.isupper))
    return "***" if digits and lower and upper else word


def _one_line(text: str) -> str:
    return " ".join(_INVISIBLE.sub(" ", text).split()).translate(_MARKUP)


def _cut(text: str, chars: int) -> str:
    return text if len(text) <= chars else text[: chars - 4].rstrip() + " ..."


def _fitted(written: Callable[[int, int, int], str], most: int) -> str:
    """Write as many items as fit: pages go first (but the first one's), then items, then the ends of long fixes."""
    text = written(0, 0, 0)
    for width in _CUT_WIDTHS:
        for shown in range(most, 0, -1):
            for pages in dict.fromkeys((shown, 1)):
                text = written(shown, pages, width)
                if len(text) <= MAX_CHARS and text.count("\n") < MAX_LINES:
                    return text
    return _cut(text, MAX_CHARS)
