"""What the client sees in place of code that may not leave: the redacted text. The words beside it are notices.py's.

Rules for this file: pure and deterministic. Insecure statements go in whole lines and leave a comment and a stub that
fails loudly, or the form that the engine gives; secrets go wherever they stand. Python that parsed still parses: what
is made is parsed, and the next plainer form is taken where it doesn't.
Counterparts: review.py calls, python_lines.py and stubs.py know Python, masking.py knows secrets.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from proxy.masking import Secret, environment_name, is_secret, mask, secrets_in
from proxy.model import Finding
from proxy.notices import (
    MAX_CHARS,
    MAX_LINES,
    call_rejected_text,
    dropped_field_text,
    notice_text,
    plain,
    reason_text,
    truncated_text,
)
from proxy.python_lines import Literal, PythonLines, Statement, read_python
from proxy.stubs import comment_line, python_stub, stub_line
from proxy.weaknesses import weakness

__all__ = [
    "MAX_CHARS",
    "MAX_LINES",
    "call_rejected_text",
    "dropped_field_text",
    "notice_text",
    "reason_text",
    "redact",
    "truncated_text",
]

_TITLE_CHARS = 80
# Literals that an expression of type str or bytes can stand for.
_PLAIN_PREFIXES = {"": "", "u": "", "r": "", "b": ".encode()", "br": ".encode()", "rb": ".encode()"}


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def redact(text: str, findings: Sequence[Finding], *, language: str | None, ref: str) -> str:
    """Take what the findings point at out of a text of whole lines. Their spans are offsets of this text.

    Of a secret every occurrence goes, and every part of eight characters or more. Of code the whole statement goes.
    """
    findings = [finding for finding in findings if finding.span.start < finding.span.end]
    if not findings:
        return text
    draft = _Draft(text, findings, language, ref)
    if language != "python" or not _parses(text):
        return draft.written(plainest=False)
    for candidate in (draft.written(plainest=False), draft.written(plainest=True)):
        if _parses(candidate):
            return candidate
    return draft.nothing_left()


class _Draft:
    """A text with what must go from it."""

    def __init__(self, text: str, findings: Sequence[Finding], language: str | None, ref: str) -> None:
        self._text = text
        self._language = language
        self._ref = ref
        self._lines = read_python(text) if language == "python" else PythonLines()
        literals = self._lines.literals if language == "python" else None
        self._secrets = secrets_in(text, [finding for finding in findings if is_secret(finding)], literals)
        self._code = sorted((f for f in findings if not is_secret(f)), key=lambda f: (f.span.start, f.span.end))

    def written(self, *, plainest: bool) -> str:
        """Make the redacted text. `plainest`: only markers and stubs, no expressions in the place of either."""
        regions = self._regions()
        edits = [_Edit(start, end, self._region(start, end, hit, plainest=plainest)) for start, end, hit in regions]
        gone = [(edit.start, edit.end) for edit in edits]
        edits += [
            edit
            for edit in self._secret_edits(plainest=plainest)
            if not any(start < edit.end and edit.start < end for start, end in gone)
        ]
        return mask(_applied(self._text, edits), self._secrets, ref=self._ref)

    def nothing_left(self) -> str:
        """Put one stub in the place of the whole text: the last resort."""
        stripped = self._text.lstrip()
        first = self._text.rfind("\n", 0, len(self._text) - len(stripped)) + 1
        indent = self._text[first : len(self._text) - len(stripped)]
        comment = comment_line(
            indent, f"[codeward {self._ref}] removed: this code, which could not be kept in part.", "python"
        )
        return comment + stub_line(indent, f"codeward {self._ref}: removed insecure code", "python")

    # -- insecure code

    def _regions(self) -> list[tuple[int, int, list[Finding]]]:
        """List the stretches of whole lines that the code findings take out, with their findings."""
        regions: list[tuple[int, int, list[Finding]]] = []
        for finding in self._code:
            start, end = self._whole(finding.span.start, finding.span.end)
            if regions and start < regions[-1][1]:
                before, end_before, hit = regions[-1]
                regions[-1] = min(start, before), max(end, end_before), [*hit, finding]
            else:
                regions.append((start, end, [finding]))
        return regions

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """Widen a span to the statements it touches, or to its lines where it touches none."""
        touched = [s for s in self._lines.statements if s.start < end and start < s.end]
        first = self._text.rfind("\n", 0, start) + 1
        after = self._text.find("\n", max(start, end - 1))
        last = len(self._text) if after < 0 else after + 1
        return min([first, *(s.start for s in touched)]), max([last, *(s.end for s in touched)])

    def _region(self, start: int, end: int, findings: list[Finding], *, plainest: bool) -> str:
        """Write what stands in place of a region."""
        region = self._text[start:end]
        statements = [s for s in self._lines.statements if start <= s.start and s.end <= end]
        indent = _indent(self._text, statements[0].start if statements else start)
        replaced = None if plainest else self._replaced(start, region, findings)
        lead = "Instead:" if replaced is not None else ""
        comments = "".join(
            comment_line(indent, f"[codeward {self._ref}] removed: {title}. {lead}".rstrip(), self._language)
            for title in dict.fromkeys(_title(finding) for finding in findings)
        )
        made = comments + (self._stubs(statements, findings, region, indent) if replaced is None else replaced)
        return made.rstrip("\n") + "\n" * region.endswith("\n")

    def _replaced(self, start: int, region: str, findings: list[Finding]) -> str | None:
        """Write the region with the engines' own forms, where each finding has one and none overlaps another."""
        forms = [(f.span.start - start, f.span.end - start, f.replacement) for f in findings]
        edits = [_Edit(at, to, form) for at, to, form in dict.fromkeys(forms) if form is not None]
        complete = all(form is not None for _, _, form in forms)
        return _applied(region, edits) if complete and len(_apart(edits)) == len(edits) else None

    def _stubs(self, statements: list[Statement], findings: list[Finding], region: str, indent: str) -> str:
        cwe = next((f" ({finding.cwe[0]})" for finding in findings if finding.cwe), "")
        message = f"codeward {self._ref}: removed insecure code{cwe}"
        if self._language == "python":
            return "".join(_indent(self._text, s.start) + python_stub(s, message) + "\n" for s in statements)
        closed, opened = region.strip().startswith("}"), region.rstrip().endswith("{")
        stub = stub_line(indent, message, self._language)
        return f"{indent}}}\n" * closed + stub + f"{indent}{{\n" * opened

    # -- secrets

    def _secret_edits(self, *, plainest: bool) -> list[_Edit]:
        """Replace the values where they were found, and whole literals that hold nothing else wherever they are."""
        edits: dict[tuple[int, int], _Edit] = {}
        literals = {(literal.inner_start, literal.inner_end): literal for literal in self._lines.literals}
        for secret in self._secrets:
            same = [place for place in literals if self._text[place[0] : place[1]] == secret.value]
            for place in dict.fromkeys([(secret.start, secret.end), *same]):
                literal = literals.get(place)
                edit = self._secret_edit(place, secret, None if plainest or secret.split else literal)
                edits.setdefault((edit.start, edit.end), edit)
        return _apart(list(edits.values()))

    def _secret_edit(self, place: tuple[int, int], secret: Secret, literal: Literal | None) -> _Edit:
        if literal is None or literal.joined or not literal.closed or literal.prefix not in _PLAIN_PREFIXES:
            return _Edit(*place, f"REDACTED_{self._ref}")
        name = environment_name(self._text, secret)
        return _Edit(literal.start, literal.end, f'os.environ["{name}"]{_PLAIN_PREFIXES[literal.prefix]}')


def _title(finding: Finding) -> str:
    cwe = f" ({finding.cwe[0]})" if finding.cwe else ""
    words = plain(weakness(finding)[0], _TITLE_CHARS)
    # A comment must not end before its line does.
    return words.replace("*/", "* /").replace("--", "- -") + cwe


def _indent(text: str, line_start: int) -> str:
    """Give the white space that a line begins with."""
    at = line_start
    while text[at : at + 1] in {" ", "\t", "\f"}:
        at += 1
    return text[line_start:at]


def _apart(edits: list[_Edit]) -> list[_Edit]:
    """Of edits that overlap keep the widest."""
    kept: list[_Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start - e.end, e.start)):
        if all(edit.end <= other.start or other.end <= edit.start for other in kept):
            kept.append(edit)
    return kept


def _applied(text: str, edits: list[_Edit]) -> str:
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _parses(text: str) -> bool:
    """Tell whether Python reads a text, be it a module, an indented stretch or a lone header."""
    first = next((line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")), "")
    indent = first[: len(first) - len(first.lstrip())]
    # An indented stretch is read under a header, a lone header with a body.
    source = f"if True:\n{text}" if indent else text
    return _reads(source) or _reads(f"{source.rstrip()}\n{indent}    pass\n")


def _reads(source: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the model's "\d" is its own affair
        try:
            ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True
