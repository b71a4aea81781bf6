"""Redaction over texts built from troublesome pieces: nothing of a secret stays, Python that parsed still parses."""

from __future__ import annotations

import ast
import warnings
from textwrap import indent

from hypothesis import example, given
from hypothesis import strategies as st

from proxy.model import Action, Confidence, Decision, Finding, Reason, ScanStatus, Severity, Span
from proxy.rewrite import MAX_CHARS, MAX_LINES, notice_text, reason_text, redact

REF = "7F3K9A"
PART = 8
# Keys as they are made: digits and both cases, so that no part of one is a word of the text.
KEYS = st.text("aB3xK9qZ7_mW5-/+=", min_size=12, max_size=40).filter(
    lambda key: all(any(c.isdigit() for c in key[at : at + PART]) for at in range(len(key) - PART + 1))
)
SIMPLE = [
    "run(x)",
    "x = 1",
    'x = "KEY"',
    "x = b'KEY'",
    "x = rb'KEY'",
    "x = f'KEY{y}'",
    "x = ('KEY'\n     'KEY')",
    'x = """\nKEY\n"""',
    '"""KEY"""',
    "x = {'KEY': 'pre KEY post'}",
    "# KEY",
    "x = 1  # KEY",
    "run(\n    x,\n\n    'KEY',\n)",
    "x = \\\n    run('KEY')",
    "a; run(x); b",
    "if run(x): y",
    "x = 'é\u2028' + 'KEY'",
    "x = '\\'KEY\\''",
    "match = run(x)",
    "x: str = 'KEY'",
    "del x",
    "lambda: run('KEY')",
    "x = [run(i) for i in y if i != 'KEY']",
    "from a import b",
    "pass",
    "# nosec",
]
HEADERS = [
    "if run('KEY'):",
    "while x == 'KEY':",
    "for x in run(y):",
    "with run(x) as y:",
    "def f(x='KEY', *, y=run(1)) -> str:",
    "async def f(x):",
    "class C(run('KEY')):",
    "@run('KEY')\ndef f():",
    "@run(x)\nclass C:",
    "match run(x):\n    case 'KEY': pass\n    case _:",
    "try:\n    run(x)\nexcept (A, run):",
    "try: run(x)\nexcept A: pass\nelse: run(y)\nfinally:",
    "if x:\n    pass\nelif run('KEY'):\n    pass\nelse:",
    "if x: run(x)\nelse:",
]


@st.composite
def blocks(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw a suite of Python statements."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        if depth and draw(st.booleans()):
            header = draw(st.sampled_from(HEADERS))
            inner = "        " if "case _:" in header else "    "
            body = indent(draw(blocks(depth - 1)) + "pass\n", inner, lambda line: bool(line.strip()))
            parts.append(f"{header}\n{body}")
        else:
            parts.append(draw(st.sampled_from(SIMPLE)) + "\n")
    return draw(st.sampled_from(["", "\n", "# why\n\n"])).join(parts)


def parses(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(text)
        except SyntaxError:
            return False
    return True


def placed(start: int, end: int, *, secret: bool, replacement: str | None = None) -> Finding:
    span = Span(start, end, 1, 1)
    engine, cwe, category = ("secrets", "CWE-798", "secret") if secret else ("bandit", "CWE-78", "injection")
    return Finding(
        f"{engine}.x", engine, Severity.HIGH, Confidence.HIGH, (cwe,), category, span, "", replacement=replacement
    )


def occurrences(text: str, what: str) -> list[tuple[int, int]]:
    found, at = [], text.find(what)
    while at >= 0:
        found.append((at, at + len(what)))
        at = text.find(what, at + len(what))
    return found


@given(blocks(), KEYS, st.data())
def test_redacted_python_still_parses_and_leaks_nothing(text: str, key: str, data: st.DataObject) -> None:
    text = text.replace("KEY", key)
    whole = parses(text)
    places = occurrences(text, key)
    calls = occurrences(text, "run(")
    findings = [placed(*data.draw(st.sampled_from(places)), secret=True)] if places else []
    for start, end in data.draw(st.lists(st.sampled_from(calls), max_size=3, unique=True)) if calls else []:
        findings.append(placed(start, end, secret=False, replacement=data.draw(st.sampled_from([None, "ran(", "("]))))
    made = redact(text, findings, language="python", ref=REF)
    assert made == redact(text, list(reversed(findings)), language="python", ref=REF)
    if whole:
        assert parses(made)
    if places:
        assert not [key[at : at + PART] for at in range(len(key) - PART + 1) if key[at : at + PART] in made]


@given(
    st.lists(st.sampled_from([*SIMPLE, *HEADERS, "'", '"""', "(", "]", "\\", "   ", "\t", "\r", "\x00", "KE"])),
    KEYS,
    st.sampled_from(["python", "javascript", "html", None]),
    st.data(),
)
@example(["'KEY", '"""'], "aB3xK9qZ7_mW5", "python", None)
def test_no_part_of_a_secret_stays_in_any_text(
    pieces: list[str], key: str, language: str | None, data: st.DataObject | None
) -> None:
    text = "".join(pieces).replace("KEY", key)
    places = occurrences(text, key)
    if not places:
        return
    start, end = places[0] if data is None else data.draw(st.sampled_from(places))
    made = redact(text, [placed(start, end, secret=True)], language=language, ref=REF)
    assert not [key[at : at + PART] for at in range(len(key) - PART + 1) if key[at : at + PART] in made]


@given(blocks(), st.data())
def test_a_removed_statement_leaves_nothing(text: str, data: st.DataObject) -> None:
    text = text.replace("KEY", "k") + "evil_call(\n  evil_word)\n"
    start = text.index("evil_call")
    cut = data.draw(st.integers(1, len("evil_call(\n  evil_word)")))
    made = redact(text, [placed(start, start + cut, secret=False)], language="python", ref=REF)
    assert "evil" not in made
    assert made.startswith(text[:start])


TEXTS = st.lists(
    st.sampled_from(["word ", "`", "```", "\n", "<<<<<<< SEARCH\n", "    x", "é", "\u202e", "(", "a=b"])
).map("".join)
FOUND = st.builds(
    Finding,
    rule_id=st.sampled_from(["bandit.B602", "secrets.aws-access-key", "r" * 90]),
    engine=st.sampled_from(["bandit", "secrets"]),
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    cwe=st.sampled_from([(), ("CWE-78",), ("CWE-798", "CWE-259"), ("CWE-1",)]),
    category=st.sampled_from(["", "secret", "injection"]),
    span=st.integers(1, 9999).map(lambda line: Span(0, 1, line, line)),
    message=TEXTS,
    fix=TEXTS,
    reference=st.sampled_from(["", "https://example.org/" + "a" * 80]),
    late=st.booleans(),
)
REASONS = st.builds(
    Reason,
    st.sampled_from(Action),
    st.sampled_from(["x.yaml:1", "on_timeout"]),
    st.none() | FOUND,
    st.none() | st.sampled_from(ScanStatus),
    st.sampled_from(["", "bandit"]),
)
DECISIONS = st.lists(REASONS, max_size=12).map(lambda reasons: Decision(Action.REJECT, tuple(reasons)))


@given(DECISIONS, st.sampled_from(["baseline", "p" * 64]), st.sampled_from([None, "https://codeward.example.org/"]))
def test_every_message_keeps_the_contract(decision: Decision, policy: str, url: str | None) -> None:
    rejected = reason_text(decision, block=3, ref=REF, policy=policy, public_url=url)
    noted = notice_text([(1, decision), (2, decision)], ref=REF, policy=policy, public_url=url)
    assert all(line.startswith("> ") for line in noted.splitlines())
    for text in filter(None, (rejected, noted)):
        assert len(text) <= MAX_CHARS
        assert len(text.split("\n")) <= MAX_LINES
        assert len(text.split("\n")) == len(text.splitlines())
        assert f"(ref {REF})" in text
        assert "```" not in text
        assert not any(line.startswith(("    ", "<", "`")) for line in text.splitlines())
