"""Which values are secret, and that no part of them stays."""

from __future__ import annotations

import pytest

from proxy.masking import environment_name, is_secret, mask, secrets_in
from proxy.model import Confidence, Finding, Severity, Span
from proxy.python_lines import read_python

KEY = "sk_live_51H8xQ2eZvKYlo2C"


def found(text: str, what: str, *, fix: str = "", rule: str = "secrets.stripe-key") -> Finding:
    at = text.index(what)
    span = Span(at, at + len(what), 1, 1)
    return Finding(rule, "secrets", Severity.HIGH, Confidence.HIGH, ("CWE-798",), "secret", span, "a key", fix)


@pytest.mark.parametrize(
    ("engine", "category", "expected"),
    [
        pytest.param("secrets", "", True, id="secrets"),
        pytest.param("kingfisher", "", True, id="kingfisher"),
        pytest.param("bandit", "secret", True, id="category"),
        pytest.param("bandit", "injection", False, id="code"),
    ],
)
def test_what_is_a_secret(engine: str, category: str, *, expected: bool) -> None:
    finding = Finding("x", engine, Severity.LOW, Confidence.LOW, (), category, Span(0, 1, 1, 1), "")
    assert expected == is_secret(finding)


@pytest.mark.parametrize(
    ("text", "span", "values"),
    [
        pytest.param(f'k = "{KEY}"\n', KEY, [KEY], id="the-value"),
        pytest.param(f'k = "{KEY}"\n', f'"{KEY}"', [KEY], id="the-literal"),
        pytest.param(f'k = "{KEY}"\n', f'k = "{KEY}"', [KEY], id="the-assignment"),
        pytest.param(f'k = "{KEY}"\n', f'k = "{KEY}', [KEY], id="without-the-closing-quote"),
        pytest.param(f'g("API_KEY", "{KEY}")\n', f'g("API_KEY", "{KEY}")', [KEY], id="words-beside-it-are-not"),
        pytest.param('"a1b2" ' * 3000, '"a1b2" ' * 3000, ['"a1b2" ' * 3000], id="a-huge-span-is-itself"),
        pytest.param('"AKIA" + "abcd"\n', '"AKIA" + "abcd"', ["AKIA", "abcd"], id="pieces-are-one-secret"),
        pytest.param('("AKIA"\n b"abcd")\n', '"AKIA"\n b"abcd"', ["AKIA", "abcd"], id="neighbours-are-one-secret"),
        pytest.param('g("alpha", "beta")\n', '"alpha", "beta"', ["alpha", "beta"], id="words-alone-are"),
        pytest.param(f'k = "Bearer {KEY}"\n', KEY, [KEY], id="a-part-of-a-literal"),
        pytest.param(f"# {KEY}\n", KEY, [KEY], id="in-a-comment"),
        pytest.param("k = ''\n", "''", [], id="an-empty-literal-holds-none"),
    ],
)
def test_values_in_python(text: str, span: str, values: list[str]) -> None:
    secrets = secrets_in(text, [found(text, span)], read_python(text).literals)
    assert values == [secret.value for secret in secrets]
    assert values == [text[secret.start : secret.end] for secret in secrets]


@pytest.mark.parametrize(
    ("text", "span", "values"),
    [
        pytest.param(f"key: {KEY}\n", KEY, [KEY], id="bare"),
        pytest.param(f'{{"key": "{KEY}"}}\n', f'"key": "{KEY}"', [KEY], id="json-pair"),
        pytest.param(f"const k = `{KEY}`;\n", f"`{KEY}`", [KEY], id="back-quotes"),
        pytest.param("a =  \n", "  ", [], id="nothing-there"),
    ],
)
def test_values_in_other_languages(text: str, span: str, values: list[str]) -> None:
    assert values == [secret.value for secret in secrets_in(text, [found(text, span)], None)]


@pytest.mark.parametrize(
    ("text", "fix", "rule", "name"),
    [
        pytest.param(f'x = "{KEY}"', 'os.environ["STRIPE_KEY"]', "secrets.x", "STRIPE_KEY", id="the-engines"),
        pytest.param(f'x = "{KEY}"', "os.environ.get('A1')", "secrets.x", "A1", id="the-engines-get"),
        pytest.param(f'api_key = "{KEY}"', "read it from somewhere", "secrets.x", "API_KEY", id="assigned"),
        pytest.param(f'apiKey: str = "{KEY}"', "", "secrets.x", "APIKEY", id="annotated"),
        pytest.param(f'f(password="{KEY}")', "", "secrets.x", "PASSWORD", id="keyword"),
        pytest.param(f'{{"db-key": "{KEY}"}}', "", "secrets.x", "KEY", id="dictionary"),
        pytest.param(f'c["token"] = b"{KEY}"', "", "secrets.x", "TOKEN", id="subscript-and-prefix"),
        pytest.param(f'connect("{KEY}")', "", "secrets.aws-access-key", "AWS_ACCESS_KEY", id="rule"),
        pytest.param(f'connect("{KEY}")', "", "bandit.B106", "SECRET", id="rule-number"),
        pytest.param(f'connect("{KEY}")', "", "kingfisher.aws.2", "SECRET", id="rule-digit"),
        pytest.param(f'connect("{KEY}")', "", "x.--", "SECRET", id="rule-without-letters"),
    ],
)
def test_the_name_of_the_environment_variable(text: str, fix: str, rule: str, name: str) -> None:
    (secret,) = secrets_in(text, [found(text, KEY, fix=fix, rule=rule)], None)
    assert name == environment_name(text, secret)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        pytest.param(f"a {KEY} b {KEY}", KEY, "a REDACTED_7F3K9A b REDACTED_7F3K9A", id="every-occurrence"),
        pytest.param(f"a {KEY} sk_live_51H8", KEY, "a REDACTED_7F3K9A REDACTED_7F3K9A", id="a-beginning"),
        pytest.param(f"a {KEY} x51H8xQ2eZy", KEY, "a REDACTED_7F3K9A xREDACTED_7F3K9Ay", id="a-middle"),
        pytest.param(f"a {KEY} 1H8xQ2e", KEY, "a REDACTED_7F3K9A 1H8xQ2e", id="seven-characters-stay"),
        pytest.param(
            f"a {KEY} sk_live_51H8xQ2e 51H8xQ2eZvKYlo2C",
            KEY,
            "a " + "REDACTED_7F3K9A " * 2 + "REDACTED_7F3K9A",
            id="two-halves",
        ),
        pytest.param("password = 'password123'", "password123", "password = 'REDACTED_7F3K9A'", id="a-name-stays"),
        pytest.param(
            "my_password_hash = 'password123'", "password123", "my_password_hash = 'REDACTED_7F3K9A'", id="in-a-name"
        ),
        pytest.param("PASSWORD = 'PASSWORD1'", "PASSWORD1", "PASSWORD = 'REDACTED_7F3K9A'", id="capitals-stay"),
        pytest.param(
            "letmein = 'letmein' # 'letmein'",
            "letmein",
            "letmein = 'REDACTED_7F3K9A' # 'REDACTED_7F3K9A'",
            id="a-word-goes-where-it-is-quoted",
        ),
        pytest.param(
            "get('https://a.org') # https://hooks.example/T0/B0x1",
            "https://hooks.example/T0/B0x1",
            "get('https://a.org') # REDACTED_7F3K9A",
            id="the-scheme-is-no-secret",
        ),
        pytest.param(
            "-----BEGIN KEY-----\nAAbb11223344\n-----END KEY-----\n-----BEGIN KEY-----",
            "-----BEGIN KEY-----\nAAbb11223344\n-----END KEY-----",
            "REDACTED_7F3K9A\n-----BEGIN KEY-----",
            id="armour-is-no-secret",
        ),
        pytest.param(
            "k = 'xREDACTED1' 'REDACTED2'",
            "xREDACTED1",
            "k = 'removed_7F3K9A' 'removed_7F3K9A2'",
            id="marker-in-the-secret",
        ),
        pytest.param(
            "k = 'REDACTED_7F3K9Aremoved_7F3K9A'", "REDACTED_7F3K9Aremoved_7F3K9A", "k = 'XXXX'", id="both-markers"
        ),
    ],
)
def test_no_part_stays(text: str, span: str, expected: str) -> None:
    assert expected == mask(text, secrets_in(text, [found(text, span)], None), ref="7F3K9A")


def test_nothing_to_mask() -> None:
    assert mask("text", [], ref="7F3K9A") == "text"
