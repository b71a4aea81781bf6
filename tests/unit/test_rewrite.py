"""Redaction: what the client gets in place of code that may not leave."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from proxy.model import Confidence, Finding, Severity, Span
from proxy.rewrite import redact

REF = "7F3K9A"
KEY = "sk_live_51H8xQ2eZvKYlo2C"
MARK = f"REDACTED_{REF}"
STUB = f'raise NotImplementedError("codeward {REF}: removed insecure code (CWE-78)")'
REMOVED = f"[codeward {REF}] removed: OS command injection (CWE-78)."
RAISING = f'(_ for _ in ()).throw(NotImplementedError("codeward {REF}: removed insecure code (CWE-78)"))'


def spanned(text: str, what: str) -> Span:
    at = text.index(what)
    return Span(at, at + len(what), 1, 1)


def key(text: str, what: str = KEY) -> Finding:
    span = spanned(text, what)
    return Finding(
        "secrets.stripe-key", "secrets", Severity.HIGH, Confidence.HIGH, ("CWE-798",), "secret", span, "a key"
    )


def shell(text: str, what: str, replacement: str | None = None) -> Finding:
    span = spanned(text, what)
    cwe = ("CWE-78",)
    return Finding(
        "bandit.B602",
        "bandit",
        Severity.HIGH,
        Confidence.HIGH,
        cwe,
        "injection",
        span,
        "a shell",
        replacement=replacement,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f'API_KEY = "{KEY}"\n', 'API_KEY = os.environ["API_KEY"]\n', id="whole-literal"),
        pytest.param(f"API_KEY = r'{KEY}'\n", 'API_KEY = os.environ["API_KEY"]\n', id="raw"),
        pytest.param(f"API_KEY = b'{KEY}'\n", 'API_KEY = os.environ["API_KEY"].encode()\n', id="bytes"),
        pytest.param(f'API_KEY = """{KEY}"""\n', 'API_KEY = os.environ["API_KEY"]\n', id="triple"),
        pytest.param(f"API_KEY = f'{KEY}'\n", f"API_KEY = f'{MARK}'\n", id="f-string"),
        pytest.param(f'h = {{"a": "Bearer {KEY}"}}\n', f'h = {{"a": "Bearer {MARK}"}}\n', id="part-of-a-literal"),
        pytest.param(f'k = ("{KEY}"\n     "more")\n', f'k = ("{MARK}"\n     "more")\n', id="adjacent-literals"),
        pytest.param(f"# {KEY}\n", f"# {MARK}\n", id="comment"),
        pytest.param(f'    k = "{KEY}"\n', '    k = os.environ["K"]\n', id="indented"),
        pytest.param(f'if k == "{KEY}":\n', 'if k == os.environ["STRIPE_KEY"]:\n', id="header"),
        pytest.param(f'k = "{KEY}\n', f'k = "{MARK}\n', id="never-closed"),
        pytest.param(
            f'k = "{KEY}"\nlog("{KEY}", f"{KEY}")  # {KEY}\n',
            f'k = os.environ["K"]\nlog(os.environ["K"], f"{MARK}")  # {MARK}\n',
            id="every-occurrence",
        ),
        pytest.param(
            f'match x:\n    case "{KEY}": pass\n',
            f'match x:\n    case "{MARK}": pass\n',
            id="no-expression-in-a-pattern",
        ),
    ],
)
def test_secrets_in_python(text: str, expected: str) -> None:
    assert expected == redact(text, [key(text)], language="python", ref=REF)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("javascript", f'const k = "{KEY}";\n', f'const k = "{MARK}";\n', id="javascript"),
        pytest.param("json", f'{{"k": "{KEY}"}}', f'{{"k": "{MARK}"}}', id="json"),
        pytest.param("yaml", f"k: {KEY}\n", f"k: {MARK}\n", id="yaml"),
        pytest.param(None, f"export K={KEY}\necho {KEY}\n", f"export K={MARK}\necho {MARK}\n", id="unknown"),
    ],
)
def test_secrets_in_other_languages(language: str | None, text: str, expected: str) -> None:
    assert expected == redact(text, [key(text)], language=language, ref=REF)


def test_a_plain_word_goes_where_it_is_a_value() -> None:
    text = 'letmein = "letmein"\nuse(letmein, "letmein")\n'
    finding = replace(key(text, "letmein"), span=spanned(text, '"letmein"'))
    expected = 'letmein = os.environ["LETMEIN"]\nuse(letmein, os.environ["LETMEIN"])\n'
    assert expected == redact(text, [finding], language="python", ref=REF)


def test_a_secret_in_pieces() -> None:
    text = 'k = "AKIA" + "abcd"\n'
    assert f'k = "{MARK}" + "{MARK}"\n' == redact(text, [key(text, '"AKIA" + "abcd"')], language="python", ref=REF)


def test_two_findings_of_one_secret_are_one_edit() -> None:
    text = f'k = "{KEY}"\n'
    findings = [key(text), key(text, f'"{KEY}"'), replace(key(text, KEY[:12]), engine="kingfisher")]
    assert redact(text, findings, language="python", ref=REF) == 'k = os.environ["K"]\n'


@pytest.mark.parametrize(
    ("text", "what", "expected"),
    [
        pytest.param("run(x)\n", "run(x)", f"# {REMOVED}\n{STUB}\n", id="statement"),
        pytest.param("    run(x)\n", "run(x)", f"    # {REMOVED}\n    {STUB}\n", id="indented"),
        pytest.param("run(x)", "run(x)", f"# {REMOVED}\n{STUB}", id="no-line-end"),
        pytest.param("a\nrun(\n  x,\n)\nb\n", "x,", f"a\n# {REMOVED}\n{STUB}\nb\n", id="call-over-lines"),
        pytest.param("a; run(x); b\n", "run(x)", f"# {REMOVED}\n{STUB}\n", id="whole-line-goes"),
        pytest.param("# why\nrun(x)\n", "run(x)", f"# why\n# {REMOVED}\n{STUB}\n", id="comment-before-stays"),
        pytest.param("if run(x):\n    a\n", "run(x)", f"# {REMOVED}\nif {RAISING}:\n    a\n", id="header"),
        pytest.param("if run(x):\n", "run(x)", f"# {REMOVED}\nif {RAISING}:\n", id="lone-header"),
        pytest.param(
            "if a: run(x)\nelse: b\n", "run(x)", f"# {REMOVED}\nif {RAISING}: pass\nelse: b\n", id="one-line-if"
        ),
        pytest.param("a\n# nosec\nb\n", "# nosec", f"a\n# {REMOVED}\nb\n", id="comment-line"),
        pytest.param(
            "def f(:\n  run(x)\n",
            "run(x)",
            f"# {REMOVED}\n" + f"def f(*_removed, _raises={RAISING}, **_unused): pass\n",
            id="does-not-parse",
        ),
        pytest.param(
            "try:\n    a\nexcept E:\n    pass\n",
            "except E:\n    pass",
            f"try:\n    a\n# {REMOVED}\nexcept {RAISING}:\n    {STUB}\n",
            id="over-two-statements",
        ),
    ],
)
def test_insecure_python(text: str, what: str, expected: str) -> None:
    assert expected == redact(text, [shell(text, what)], language="python", ref=REF)


@pytest.mark.parametrize(
    ("language", "text", "what", "expected"),
    [
        pytest.param(
            "javascript",
            "  exec(x);\n",
            "exec(x)",
            f'  // {REMOVED}\n  throw new Error("codeward {REF}: removed insecure code (CWE-78)");\n',
            id="throws",
        ),
        pytest.param(
            "javascript",
            "if (exec(x)) {\n  a\n}\n",
            "exec(x)",
            f'// {REMOVED}\nthrow new Error("codeward {REF}: removed insecure code (CWE-78)");\n{{\n  a\n}}\n',
            id="opens-a-block",
        ),
        pytest.param(
            "java",
            "} else if (exec(x)) {\n",
            "exec(x)",
            f'// {REMOVED}\n}}\nthrow new UnsupportedOperationException("codeward {REF}: removed insecure code (CWE-78)");\n{{\n',
            id="between-two-blocks",
        ),
        pytest.param("html", "<script>x</script>", "x", f"<!-- {REMOVED} -->", id="markup"),
        pytest.param("sql", "EXEC x\n", "EXEC", f"-- {REMOVED}\n", id="comment-only"),
        pytest.param(None, "a\nx | sh\nb\n", "sh", f"a\n# {REMOVED}\nb\n", id="unknown"),
    ],
)
def test_insecure_code_of_other_languages(language: str | None, text: str, what: str, expected: str) -> None:
    assert expected == redact(text, [shell(text, what)], language=language, ref=REF)


def test_the_engines_form_stands_in_place_of_the_span() -> None:
    text = "    p = run(f'tar {x}', shell=True)\n"
    finding = shell(text, "run(f'tar {x}', shell=True)", "run(['tar', x], check=True)")
    expected = f"    # {REMOVED} Instead:\n    p = run(['tar', x], check=True)\n"
    assert expected == redact(text, [finding, finding], language="python", ref=REF)


@pytest.mark.parametrize(
    "replacements",
    [
        pytest.param(("a()", None), id="one-has-no-form"),
        pytest.param(("a(", "b()"), id="does-not-parse"),
    ],
)
def test_a_form_that_does_not_do_gives_way_to_a_stub(replacements: tuple[str | None, str | None]) -> None:
    text = "x = run(a), run(b)\n"
    findings = [shell(text, "run(a)", replacements[0]), shell(text, "run(b)", replacements[1])]
    assert f"# {REMOVED}\n{STUB}\n" == redact(text, findings, language="python", ref=REF)


def test_forms_that_overlap_give_way_to_a_stub() -> None:
    text = "x = run(a, b)\n"
    findings = [shell(text, "run(a, b)", "one"), shell(text, "b)", "two)")]
    assert f"# {REMOVED}\n{STUB}\n" == redact(text, findings, language="python", ref=REF)


def test_a_secret_in_a_removed_statement_goes_with_it() -> None:
    text = f'run("{KEY}")\nlog("{KEY}")\n'
    made = redact(text, [shell(text, f'run("{KEY}")'), key(text)], language="python", ref=REF)
    assert made == f'# {REMOVED}\n{STUB}\nlog(os.environ["STRIPE_KEY"])\n'


def test_a_secret_in_the_engines_form_goes_too() -> None:
    text = f'run("{KEY}", shell=True)\n'
    findings = [shell(text, "shell=True", "shell=False"), key(text)]
    assert redact(text, findings, language="python", ref=REF) == f'# {REMOVED} Instead:\nrun("{MARK}", shell=False)\n'


def test_the_last_resort_is_one_stub() -> None:
    text = "\n  # why\n  a = 'x12345678'\n  b = 9912345678\n"
    made = redact(text, [key(text, "x12345678")], language="python", ref=REF)
    assert made == (
        f"  # [codeward {REF}] removed: this code, which could not be kept in part.\n"
        f'  raise NotImplementedError("codeward {REF}: removed insecure code")\n'
    )


def test_a_comment_cannot_be_ended_by_its_title() -> None:
    text = "<b>x</b>\n"
    finding = replace(shell(text, "x"), cwe=(), category="a --> b */ c")
    made = redact(text, [finding], language="html", ref=REF)
    assert "-->" not in made.removesuffix("-->\n")
    assert "*/" not in made


@pytest.mark.parametrize(
    "findings",
    [
        pytest.param([], id="none"),
        pytest.param([replace(shell("x", "x"), span=Span(0, 0, 1, 1))], id="empty-span"),
        pytest.param([replace(key("x", "x"), span=Span(0, 0, 1, 1))], id="empty-secret"),
    ],
)
def test_nothing_to_redact(findings: list[Finding]) -> None:
    text = "x = 1\n"
    assert text == redact(text, findings, language="python", ref=REF)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = '\\d'\nrun(x)\n", id="invalid-escape-warns-nobody"),
        pytest.param("x = '\x00'\nrun(x)\n", id="null-byte"),
        pytest.param("x = " + "(" * 300 + ")" * 300 + "\nrun(x)\n", id="deep"),
        pytest.param("x = " + "-" * 20_000 + "1\nrun(x)\n", id="deep-for-the-parser"),
        pytest.param("x = " + "+".join(["1"] * 20_000) + "\nrun(x)\n", id="long-chain"),
    ],
)
def test_hostile_text(text: str) -> None:
    made = redact(text, [shell(text, "run(x)")], language="python", ref=REF)
    assert made.endswith(f"# {REMOVED}\n{STUB}\n")


def test_what_was_made_still_parses() -> None:
    text = f'import os\n\n@app.route("/{KEY}")\ndef f(k="{KEY}"):\n    """{KEY}"""\n    return run(k)\n'
    made = redact(text, [key(text), shell(text, "run(k)")], language="python", ref=REF)
    ast.parse(made)
    assert KEY not in made
