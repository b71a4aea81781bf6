"""The words beside code: golden files for each kind of finding, action and status, and the contract for all of them.

`CODEWARD_GOLDEN=write` writes the golden files anew.
"""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from proxy.model import Action, Confidence, Decision, Finding, Reason, ScanStatus, Severity, Span
from proxy.notices import (
    MAX_CHARS,
    MAX_LINES,
    Seen,
    attention_text,
    call_rejected_text,
    dropped_field_text,
    notice_text,
    plain,
    reason_text,
    repaired_text,
    truncated_text,
)
from proxy.policy.attention import Look

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "messages"
REF = "7F3K9A"
URL = "https://codeward.example.org"
WRITES = os.environ.get("CODEWARD_GOLDEN") == "write"  # read before conftest.py takes our variables away
# What a client of wire.md may read as more than text: fences, edit formats, patches, indented code, tool tags.
PARSED_BY_CLIENTS = re.compile(r"^(?:```|~~~|<|={3,}|\*\*\*|@@|---|\+\+\+|#| {4}|\t|\$ )", re.MULTILINE)
CLAIMS = re.compile(r"\b(?:secure|safe|harmless|clean)\b", re.IGNORECASE)


def finding(rule: str, line: int, cwe: str, message: str, fix: str = "", *, severity: str = "high") -> Finding:
    engine = rule.partition(".")[0]
    category = "secret" if engine == "secrets" else "injection"
    span = Span(0, 1, line, line)
    return Finding(rule, engine, Severity[severity.upper()], Confidence.HIGH, (cwe,), category, span, message, fix)


FINDINGS = {
    "shell": finding(
        "bandit.B602", 14, "CWE-78", "`name` reaches a shell", 'subprocess.run(["tar", "xf", name], check=True)'
    ),
    "sql": finding(
        "bandit.B608",
        9,
        "CWE-89",
        "The query is built with an f-string.",
        'cur.execute("SELECT * FROM t WHERE id = %s", (uid,))',
        severity="medium",
    ),
    "secret": finding(
        "secrets.aws-access-key",
        3,
        "CWE-798",
        "An AWS access key stands in the code.",
        'os.environ["AWS_ACCESS_KEY_ID"]',
        severity="critical",
    ),
    "yaml": finding("bandit.B506", 31, "CWE-502", "yaml.load can make any object.", "", severity="medium"),
    "jwt": replace(
        finding("rules.python.jwt-unverified", 5, "CWE-347", "The token's signature is not verified."),
        reference="https://pyjwt.readthedocs.io/en/stable/usage.html",
        fix='claims = jwt.decode(\n    token,\n    key,\n    algorithms=["RS256"],\n)\n',
    ),
    "unnamed": replace(
        finding("rules.x.y", 7, "CWE-99999", "Something odd."), category="odd_thing", fix="Leave it out."
    ),
}
STATUSES = [
    (ScanStatus.UNSUPPORTED, "on_unsupported"),
    (ScanStatus.PARTIAL, "on_partial"),
    (ScanStatus.UNPARSED, "on_unparsed"),
    (ScanStatus.TIMED_OUT, "on_timeout"),
    (ScanStatus.FAILED, "on_failure"),
    (ScanStatus.OVERSIZE, "on_oversize"),
    (None, "on_truncated"),
]


def decided(action: Action, *findings: Finding, statuses: tuple[tuple[ScanStatus | None, str], ...] = ()) -> Decision:
    reasons = [Reason(action, "baseline.yaml:14", found) for found in findings]
    reasons += [Reason(action, key, status=status, engine="bandit" if status else "") for status, key in statuses]
    return Decision(action, tuple(reasons), "baseline", "abc")


def messages() -> dict[str, str]:
    """Every golden message by name."""
    made: dict[str, str] = {}
    for (name, found), url in itertools.product(FINDINGS.items(), (None, URL)):
        mark = "-link" if url else ""
        made[f"reject-{name}{mark}"] = reason(decided(Action.REJECT, found), url)
        for action in (Action.ANNOTATE, Action.REDACT):
            made[f"{action.word}-{name}{mark}"] = notice([(1, decided(action, found))], url)
    for status in STATUSES:
        made[f"reject-{status[1]}"] = reason(decided(Action.REJECT, statuses=(status,)))
        made[f"annotate-{status[1]}"] = notice([(2, decided(Action.ANNOTATE, statuses=(status,)))])
    every = tuple(FINDINGS.values())
    made["reject-two"] = reason(decided(Action.REJECT, FINDINGS["sql"], FINDINGS["secret"]))
    made["reject-three"] = reason(decided(Action.REJECT, FINDINGS["sql"], FINDINGS["secret"], FINDINGS["yaml"]))
    made["reject-many"] = reason(decided(Action.REJECT, *every, statuses=tuple(STATUSES)))
    made["reject-same-line"] = reason(
        decided(
            Action.REJECT, FINDINGS["sql"], replace(FINDINGS["sql"], rule_id="rules.python.sql", severity=Severity.LOW)
        )
    )
    made["reject-no-reasons"] = reason(Decision(Action.REJECT, (), "baseline", "abc"))
    made["reject-call"] = call_rejected_text(
        "tool_calls.1.arguments", decided(Action.REJECT, FINDINGS["shell"]), ref=REF, policy="baseline", public_url=URL
    )
    made["reject-call-without-a-name"] = call_rejected_text(
        "", decided(Action.REJECT, FINDINGS["shell"]), ref=REF, policy="baseline", public_url=None
    )
    made["notice-many"] = notice(
        [
            (1, decided(Action.REDACT, FINDINGS["secret"])),
            (2, decided(Action.ANNOTATE, *every)),
            (3, decided(Action.ANNOTATE, statuses=(STATUSES[2],))),
        ],
    )
    made["notice-short-many"] = notice(
        [
            (n, decided(Action.ANNOTATE, replace(FINDINGS["yaml"], reference="https://e.org", message="Odd")))
            for n in range(1, 8)
        ]
    )
    made["notice-late"] = notice([(1, decided(Action.ANNOTATE, replace(FINDINGS["sql"], late=True)))])
    made["dropped-one"] = dropped_field_text(["choices.delta.audio"], ref=REF, policy="baseline")
    made["dropped-many"] = dropped_field_text(["a", "b", "c", "d", "e"], ref=REF, policy="baseline")
    made["truncated"] = truncated_text(412, ref=REF)
    made["truncated-withheld"] = truncated_text(412, ref=REF, withheld=True)
    return made


def reason(decision: Decision, url: str | None = None) -> str:
    return reason_text(decision, block=2, ref=REF, policy="baseline", public_url=url)


def notice(entries: list[tuple[int, Decision]], url: str | None = None) -> str:
    return notice_text(entries, ref=REF, policy="baseline", public_url=url)


MESSAGES = messages()


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in MESSAGES])
def test_a_message_is_as_recorded_and_keeps_the_contract(name: str) -> None:
    text, golden = MESSAGES[name], GOLDEN / f"{name}.txt"
    if WRITES:
        golden.write_text(text + "\n", encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == text + "\n"
    assert len(text) <= MAX_CHARS
    assert len(text.splitlines()) <= MAX_LINES
    assert not PARSED_BY_CLIENTS.search(text)
    assert not CLAIMS.search(text)
    assert "```" not in text
    assert REF in text


def test_every_golden_file_has_its_message() -> None:
    assert sorted(MESSAGES) == sorted(path.stem for path in GOLDEN.iterdir())


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in FINDINGS])
@pytest.mark.parametrize("kind", ["reject", "annotate", "redact"])
def test_a_message_has_the_mandatory_fields(kind: str, name: str) -> None:
    found, text = FINDINGS[name], MESSAGES[f"{kind}-{name}"]
    assert found.message.replace("`", "'").rstrip(".") in text
    assert found.cwe[0] in text
    assert found.rule_id in text
    assert f"line {found.span.line}" in text
    assert (found.reference or f"/definitions/{found.cwe[0][4:]}.html") in text
    assert (found.fix.splitlines() or ["yaml.safe_load"])[0] in text
    assert found.fix.count("\n") < 2 or 'jwt.decode(token, key, algorithms=["RS256"])`' in text
    assert f"codeward why {REF}" in text
    assert f"{URL}/{'w' if kind == 'reject' else 'r'}/{REF}" in MESSAGES[f"{kind}-{name}-link"]


def test_nothing_noted_is_no_notice() -> None:
    assert not notice([])
    assert not notice([(1, decided(Action.ALLOW, FINDINGS["sql"]))])


def test_allowed_findings_are_no_reasons() -> None:
    quiet = Reason(Action.ALLOW, "built in", FINDINGS["yaml"])
    loud = decided(Action.REJECT, FINDINGS["sql"])
    assert "yaml" not in reason(replace(loud, reasons=(quiet, *loud.reasons)))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("a\n```\nb", "a ''' b", id="fence"),
        pytest.param("a\u202eb\x1b[31m\u2028c", "a b [31m c", id="invisible"),
        pytest.param("<script>", "(script)", id="markup"),
        pytest.param("key AKIAIOSFODNN7exampleAB", "key ***", id="key"),
        pytest.param("usedforsecurity_and_other_things", "usedforsecurity_and_other_things", id="a-long-word-stays"),
        pytest.param("a" * 50, "a" * 26 + " ...", id="long"),
    ],
)
def test_engine_text_is_made_plain(given: str, expected: str) -> None:
    assert expected == plain(given, 30) if len(given) == 50 else expected == plain(given, 60)


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(replace(FINDINGS["secret"], message="Possible password: 'hunter2'"), id="secret"),
        pytest.param(finding("bandit.B105", 1, "CWE-259", "Possible hardcoded password: 'hunter2'"), id="by-cwe"),
    ],
)
def test_a_quoted_secret_in_a_message_goes(found: Finding) -> None:
    assert "hunter2" not in reason(decided(Action.REJECT, found))
    assert "hunter2" not in notice([(1, decided(Action.ANNOTATE, found))])


@pytest.mark.parametrize(
    ("fix", "expected"),
    [
        pytest.param("a = 1\nb = 2", "Write: `a = 1; b = 2`", id="two-lines"),
        pytest.param("if a:\n    b", "Write: `if a: ...`", id="block"),
        pytest.param("f(\n  a\n)", "Write: `f(a)`", id="a-call-over-lines"),
        pytest.param("f(\n  [a,\n   b,\n  ],\n)", "Write: `f([a, b])`", id="nested-over-lines"),
        pytest.param("f(", "Write: `f(`", id="one-open-line"),
        pytest.param("x = `a`", "Write: `x = 'a'`", id="back-quotes"),
        pytest.param("List[int]", "Write: `List[int]`", id="code-with-a-capital"),
        pytest.param("Use a <list>", "   Use a (list).", id="instruction"),
        pytest.param("call it with 'x'.", "   Call it with 'x'.", id="sentence"),
        pytest.param("make it required", "   Make it required. (", id="lower-case-instruction"),
        pytest.param("import defusedxml", "Write: `import defusedxml`", id="keyword"),
        pytest.param("\n \n", "   Pass the arguments as a list, without a shell.", id="blank"),
        pytest.param('key = "AKIAIOSFODNN7exampleAB"', 'Write: `key = "***"`', id="a-key"),
    ],
)
def test_what_to_write_is_one_line(fix: str, expected: str) -> None:
    assert expected in reason(decided(Action.REJECT, replace(FINDINGS["shell"], fix=fix)))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("https://example.org/" + "a" * 200, id="long"),
        pytest.param("https://example.org/(a)", id="brackets"),
        pytest.param("https://example.org/ b", id="space"),
    ],
)
def test_an_unfit_page_is_left_out(page: str) -> None:
    assert "example.org" not in reason(decided(Action.REJECT, replace(FINDINGS["shell"], reference=page)))


def test_a_finding_without_cwe_has_its_rule() -> None:
    text = reason(decided(Action.REJECT, replace(FINDINGS["shell"], cwe=())))
    assert "1. injection (bandit.B602, high), line 14" in text


def test_a_long_address_of_ours_gives_way_to_the_command() -> None:
    text = reason(decided(Action.REJECT, FINDINGS["shell"]), "https://" + "a" * 200)
    assert f"codeward why {REF}" in text


def test_long_texts_are_cut_to_the_bounds() -> None:
    long = replace(FINDINGS["shell"], message="word " * 200, fix="f(a, " * 200, rule_id="r" * 200, cwe=("CWE-78",))
    for text in (
        reason_text(decided(Action.REJECT, long, long), block=1, ref=REF, policy="p" * 200, public_url=URL),
        notice_text([(1, decided(Action.ANNOTATE, long))], ref=REF, policy="p" * 200, public_url=URL),
    ):
        assert len(text) <= MAX_CHARS
        assert REF in text
        assert "CWE-78" in text


LOOK = Look(
    ("authorization", "money", "sessions"), ("Who may call `x`?", "Does <b> `y\x00`?", "What " + "long " * 60 + "?")
)


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (Seen(2, 5), "no findings from 5 engines over 2 blocks"),
        (Seen(1, 4, findings=1, unread=1), "1 finding from 4 engines over 1 block (1 could not be read whole)"),
        (Seen(3, 4, findings=2), "2 findings from 4 engines over 3 blocks"),
    ],
)
def test_what_to_review_by_hand_fits_and_praises_nothing(seen: Seen, words: str) -> None:
    text = attention_text([(1, LOOK), (3, LOOK)], seen, ref=REF, full=True)
    lines = text.splitlines()
    assert lines[0] == f"> **Review by hand** - code blocks 1, 3 touch authorization, money and sessions; {words}"
    assert len(lines) <= MAX_LINES
    assert len(text) <= MAX_CHARS
    assert all(line.startswith("> ") for line in lines)
    assert "`x`" in lines[1]
    assert "<" not in text
    assert "\x00" not in text
    assert not re.search(r"\bsecure|\bsafe\b", text)


def test_the_second_time_is_one_line() -> None:
    text = attention_text([(2, Look(("money",), ("Q?",)))], Seen(1, 1), ref=REF, full=False)
    assert text == f"> Review by hand: code block 2 (money). (ref {REF})"
    one = attention_text([(2, Look(("money",), ("Q?",)))], Seen(1, 1), ref=REF, full=True)
    assert one.startswith("> **Review by hand** - code block 2 touches money; ")


def test_a_repair_is_told_in_one_line() -> None:
    had = decided(Action.REJECT, FINDINGS["shell"], FINDINGS["shell"]).reasons
    one = repaired_text([(1, had)], ref=REF)
    assert one.startswith("> Repaired: code block 1 (CWE-78 ")
    assert one.count("CWE-78") == 1
    assert "\n" not in one
    many = repaired_text([(number, had) for number in range(1, 7)], ref=REF)
    assert "code block 3" in many
    assert "and 3 more" in many
    assert len(many) <= MAX_CHARS
