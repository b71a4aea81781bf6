"""Secrets: what is found, exactly where, and what stays quiet. Tokens are put together, so that no scanner takes them for real."""

from __future__ import annotations

import pytest

from proxy.model import Confidence, Finding, ScanStatus, Severity, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.secrets import SecretsEngine, lookup, variable_of
from proxy.scan.window import Window

ENGINE = SecretsEngine()
AWS = "AKIA" + "Q3VX7MTNRB5L" + "Z2WD"
GITHUB = "ghp" + "_a8Xk29fLmQ0pZ7rT4u" + "V6wY1bC3dE5gH2jK9n"
STRIPE = "sk" + "_live_" + "51Nq8RtKw2VbZ0yHcXe7LmPd"
SLACK = "xox" + "b-123456789012-123456789012-" + "a8Xk29fLmQ0pZ7rT4uV6wY1b"
JWT = "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0In0." + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
RANDOM = "q7Zt2mVfX0pLr9sKc4WbNd8yHu3GjEa6"
KIND = "RSA PRIVATE"
PEM = f"-----BEGIN {KIND} KEY-----\nMIIEowIBAAKCAQEAxxceYYRDCpErWPqw\nLE9DjvQ8b3x\n-----END {KIND} KEY-----"


def found(text: str, language: str | None = "python") -> list[tuple[str, str]]:
    seen = ENGINE.scan(Prepared(text, language))
    assert seen.status is ScanStatus.COMPLETE
    for each in seen.findings:
        value = text[each.span.start : each.span.end]
        assert text.split("\n")[each.span.line - 1][each.span.column :].startswith(value.split("\n")[0])
        assert value not in each.message + each.fix
    return [(each.rule_id.removeprefix("secrets."), text[each.span.start : each.span.end]) for each in seen.findings]


@pytest.mark.parametrize(
    ("text", "rule", "value"),
    [
        pytest.param(f'key = "{AWS}"\n', "aws-access-key", AWS, id="aws"),
        pytest.param(f"# token {GITHUB}\n", "github-token", GITHUB, id="github-in-a-comment"),
        pytest.param(f"stripe.api_key = '{STRIPE}'\n", "stripe-key", STRIPE, id="stripe"),
        pytest.param(f'client = WebClient("{SLACK}")\n', "slack-token", SLACK, id="slack"),
        pytest.param(f'headers = {{"x": "{JWT}"}}\n', "jwt", JWT, id="jwt"),
        pytest.param(f'KEY = """{PEM}"""\n', "private-key", PEM, id="private-key-to-its-end"),
        pytest.param(f'api_key = "{RANDOM}"\n', "token-assignment", RANDOM, id="name"),
        pytest.param(f'self.apiToken: str = "{RANDOM}"\n', "token-assignment", RANDOM, id="annotated-attribute"),
        pytest.param(f'd = {{"client_secret": "{RANDOM}"}}\n', "token-assignment", RANDOM, id="dict"),
        pytest.param(f'os.environ["API_TOKEN"] = "{RANDOM}"\n', "token-assignment", RANDOM, id="environ"),
        pytest.param(f'token = os.getenv("API_TOKEN", "{RANDOM}")\n', "token-assignment", RANDOM, id="default"),
        pytest.param(f'api_key = os.environ.get("K") or "{RANDOM}"\n', "token-assignment", RANDOM, id="or-else"),
        pytest.param(f'put("access_token", "{RANDOM}")\n', "token-assignment", RANDOM, id="call"),
        pytest.param(
            'connect(user="app", password="Tr0ub4dor&3")\n', "password-assignment", "Tr0ub4dor&3", id="argument"
        ),
        pytest.param('PASSWORD = "hunter2"\n', "password-assignment", "hunter2", id="short-password"),
        pytest.param('password = "letmein"\n', "password-assignment", "letmein", id="weak-word"),
        pytest.param('if password == "S3cure-Pa55":\n', "password-assignment", "S3cure-Pa55", id="comparison"),
        pytest.param('app.config["SECRET_KEY"] = "k3v-7fQz1mWq"\n', "signing-key", "k3v-7fQz1mWq", id="flask"),
        pytest.param('app.secret_key = "dev"\n', "signing-key", "dev", id="flask-attribute"),
        pytest.param(
            'token = jwt.encode({"a": 1, "b": [2]}, "not-so-hidden", algorithm="HS256")\n',
            "signing-key",
            "not-so-hidden",
            id="jwt-encode",
        ),
        pytest.param('jwt.decode(token, key="not-so-hidden")\n', "signing-key", "not-so-hidden", id="jwt-key-argument"),
        pytest.param('mac = hmac.new(b"not-so-hidden", body, "sha256")\n', "signing-key", "not-so-hidden", id="hmac"),
        pytest.param(
            'u = "postgres://app:Fk29-wicker-Mo@db.acme.net/x"\n', "connection-string", "Fk29-wicker-Mo", id="url"
        ),
        pytest.param('c = "Server=sql1;User Id=sa;Password=Sommer24!;"\n', "connection-string", "Sommer24!", id="odbc"),
        pytest.param(f'h = {{"Authorization": "Bearer {RANDOM}"}}\n', "authorization-header", RANDOM, id="header"),
        pytest.param(f'cmd = "tool --token {RANDOM} x"\n', "command-line", RANDOM, id="flag"),
        pytest.param('cmd = "curl -u admin:Sommer24 https://api.acme.net"\n', "command-line", "Sommer24", id="curl"),
    ],
)
def test_found_with_its_exact_characters(text: str, rule: str, value: str) -> None:
    assert (rule, value) in found(text)
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        pytest.param(f"API_TOKEN={RANDOM}\n", "dotenv", RANDOM, id="env"),
        pytest.param(f"  client_secret: {RANDOM}\n", "yaml", RANDOM, id="yaml"),
        pytest.param("POSTGRES_PASSWORD: bQ9vT2mW7xLr\n", "yaml", "bQ9vT2mW7xLr", id="yaml-password"),
        pytest.param(f"<apiToken>{RANDOM}</apiToken>\n", "xml", RANDOM, id="xml"),
        pytest.param(f"const token = process.env.TOKEN || '{RANDOM}';\n", "javascript", RANDOM, id="js-or-else"),
        pytest.param(f"jwt.sign({{ id: 1 }}, '{RANDOM}')\n", "javascript", RANDOM, id="js-sign"),
        pytest.param(f'private_key "{RANDOM}";\n', "text", RANDOM, id="beside"),
        pytest.param(f'if ("{RANDOM}" == api_secret) {{}}\n', "java", RANDOM, id="reversed-comparison"),
        pytest.param(f"`API_TOKEN={RANDOM}` there\n", None, RANDOM, id="code-span"),
        pytest.param(f"(token: {RANDOM})\n", None, RANDOM, id="brackets"),
        pytest.param(f"| token={RANDOM}|\n", "text", RANDOM, id="cell"),
        pytest.param("CREATE ROLE app LOGIN PASSWORD 'claims';\n", "sql", "claims", id="sql"),
        pytest.param(f'@Value("${{auth.jwt.key:{RANDOM}}}") String k\n', "java", RANDOM, id="spring-default"),
        pytest.param("x: ${DB_PASSWORD:-Sommer24xyz}\n", "yaml", "Sommer24xyz", id="compose-default"),
        pytest.param(f'{{"t": "{{\\"access_token\\":\\"{RANDOM}\\"}}"}}\n', "json", RANDOM, id="json-in-a-string"),
        pytest.param(f"x = 'q~'; c = '{'abc8Q~' + RANDOM[:32]}'\n", "python", "abc8Q~" + RANDOM[:32], id="azure"),
    ],
)
def test_found_in_other_languages(text: str, language: str | None, value: str) -> None:
    assert [each for _, each in found(text, language)] == [value]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(f'K = "{AWS[:8]}" "{AWS[8:]}"\n', "python", id="adjacent"),
        pytest.param(f"K = '{AWS[:8]}' + '{AWS[8:]}'\n", "python", id="plus"),
        pytest.param(
            f'const k = ["{AWS[:3]}", "{AWS[3:11]}", "{AWS[11:]}"].join("");\n', "javascript", id="joined-list"
        ),
        pytest.param(f'k = "".join(["{AWS[:3]}", "{AWS[3:]}"])\n', "python", id="joined-by"),
        pytest.param(f"x = f('{AWS[:8]}' +\n      '{AWS[8:]}')\n", "javascript", id="two-lines"),
        pytest.param(f'x = ("{AWS[:8]}"\n     "{AWS[8:]}")\n', "python", id="two-lines-adjacent"),
    ],
)
def test_pieces_are_put_together(text: str, language: str) -> None:
    ((rule, value),) = found(text, language)
    assert rule == "aws-access-key"
    assert value.startswith(AWS[:3])
    assert value.endswith(AWS[11:])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('x = ["' + AWS[:8] + '", "' + AWS[8:] + '"]\n', id="a-list-that-is-not-joined"),
        pytest.param('x = "' + AWS[:8] + '"\n\ny = "' + AWS[8:] + '"\n', id="two-statements"),
        pytest.param('api_key = "your-api-key-1234567"\n', id="your"),
        pytest.param('token = "<YOUR_TOKEN_42>"\n', id="angle"),
        pytest.param('token = "xxxxxxxxxxxx1xxxxx"\n', id="xxx"),
        pytest.param('token = "$' + '{TOKEN_123456}"\n', id="shell"),
        pytest.param('password = "%s"\n', id="format"),
        pytest.param('password = os.environ["PASSWORD"]\n', id="environ"),
        pytest.param('password = ""\n', id="empty"),
        pytest.param('token = "12345678"\n', id="counted"),
        pytest.param('k = "AKIA' + 'IOSFODNN7EXAMPLE"\n', id="documented"),
        pytest.param('id = "123e4567-e89b-12d3-a456-426614174000"\n', id="uuid"),
        pytest.param('sha = "da39a3ee5e6b4b0d3255bfef95601890afd80709"\n', id="hash"),
        pytest.param('url = "postgres://user:password@localhost/db"\n', id="localhost"),
        pytest.param('url = f"postgres://{user}:{password}@{host}/db"\n', id="f-string"),
        pytest.param('token_url = "https://acme.net/oauth2/token"\n', id="url-of-a-token"),
        pytest.param('password_field = "pwd2-input"\n', id="field-name"),
        pytest.param('pad_token = "[PAD]1234567"\n', id="tokenizer"),
        pytest.param('csrf_token = "a8Xk29fLmQ0pZ7rT4u"\n', id="csrf"),
        pytest.param("max_tokens = 4096\n", id="number"),
        pytest.param('msg = "Enter your password: 123 times"\n', id="prose"),
        pytest.param('if "-----BEGIN RSA ' + 'PRIVATE KEY-----" in text:\n', id="key-header-only"),
        pytest.param("xoxb-12345-" + "abcd234\n", id="slack-shape-only"),
        pytest.param('secret = get_secret("prod/db")\n', id="lookup-call"),
        pytest.param("secret_key = load(path)\n", id="signing-lookup"),
        pytest.param('password = "user_password"\n', id="words"),
        pytest.param('headers["Authorization"] = f"Bearer {token}"\n', id="header-lookup"),
        pytest.param('jwt.encode(payload, os.environ["JWT"])\n', id="jwt-lookup"),
        pytest.param("jwt.encode(payload)\n", id="jwt-one-argument"),
        pytest.param("jwt.encode(payload\n", id="jwt-unclosed"),
        pytest.param("eyJhbGciOiJub25l1" + ".eyJ.x\n", id="jwt-shape-only"),
        pytest.param("# nothing here\nx = 1\n", id="nothing"),
    ],
)
def test_quiet(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("password: string\n", "typescript", id="type"),
        pytest.param("token = request_token2_value\n", "python", id="variable"),
        pytest.param("key: step2.outputs.key\n", "yaml", id="reference"),
        pytest.param("S3_KEY=AWS_S3_KEY2\n", "dotenv", id="constant"),
        pytest.param("SECRET: ~/.ssh/id_ed25519\n", "yaml", id="path"),
        pytest.param("token: make_token2(x)\n", "yaml", id="call"),
    ],
)
def test_unquoted_values_that_are_none(text: str, language: str) -> None:
    assert found(text, language) == []


def test_every_occurrence_is_found() -> None:
    text = f'a = "{AWS}"\nb = "{AWS}"\n'
    assert [value for _, value in found(text)] == [AWS, AWS]


def test_comments_that_ask_to_look_away_change_nothing() -> None:
    assert found(f'k = "{AWS}"  # pragma: allowlist secret\n') == [("aws-access-key", AWS)]


@pytest.mark.parametrize(
    ("text", "severity", "confidence", "cwe"),
    [
        pytest.param(f'k = "{AWS}"\n', Severity.HIGH, Confidence.HIGH, "CWE-798", id="format"),
        pytest.param(f'token = "{RANDOM}"\n', Severity.HIGH, Confidence.MEDIUM, "CWE-798", id="named"),
        pytest.param('password = "hunter2"\n', Severity.MEDIUM, Confidence.MEDIUM, "CWE-798", id="password"),
        pytest.param(
            'app.secret_key = "change-me"\n', Severity.MEDIUM, Confidence.LOW, "CWE-798", id="signing-placeholder"
        ),
        pytest.param(f'k = """{PEM}"""\n', Severity.HIGH, Confidence.HIGH, "CWE-321", id="private-key"),
    ],
)
def test_levels(text: str, severity: Severity, confidence: Confidence, cwe: str) -> None:
    (each,) = ENGINE.scan(Prepared(text, "python")).findings
    assert (each.severity, each.confidence, each.cwe[0], each.category) == (severity, confidence, cwe, "secret")


def test_the_fix_is_named_after_the_variable() -> None:
    (each,) = ENGINE.scan(Prepared(f'self.stripeKey.api_token = "{RANDOM}"\n', "python")).findings
    assert each.fix == 'os.environ["API_TOKEN"]'
    (each,) = ENGINE.scan(Prepared(f'x = "{AWS}"\n', "python")).findings
    assert each.fix == 'os.environ["AWS_ACCESS_KEY_ID"]'
    assert variable_of("billingApiKey2") == "BILLING_API_KEY_2"
    assert lookup("A_KEY", "typescript") == "process.env.A_KEY"
    assert lookup("A_KEY", "go") == 'os.Getenv("A_KEY")'
    assert lookup("A_KEY", "perl") == "$ENV{A_KEY}"
    assert lookup("A_KEY", "bash") == '"$A_KEY"'
    assert lookup("A_KEY", "yaml") == "Read A_KEY from the environment or a secret store."


def test_a_token_longer_than_a_window_is_found_to_its_end() -> None:
    long = GITHUB + "q7Zt2mVfX0" * 500
    assert found('x = "' + "p0" * 2040 + "=" + long + '"\n') == [("github-token", long)]
    assert found(f'x = "{STRIPE}tail"\n') == [("stripe-key", STRIPE + "tail")]
    jwt = JWT + "A1b2" * 1500
    ((rule, value),) = found(f'x = "{jwt}"\n')
    assert rule == "jwt"
    assert value == jwt


def test_offsets_hold_where_lower_case_is_longer() -> None:
    assert found(f'# İstanbul\napi_key = "{RANDOM}"\n') == [("token-assignment", RANDOM)]


def scan_units(*texts: str) -> list[list[Finding]]:
    window = Window()
    reports, line, start = [], 1, 0
    for text in texts:
        count = text.count("\n")
        unit = Unit(line, line + count - 1, start, text)
        reports.append(list(ENGINE.scan_unit(PreparedUnit(unit, "python", window), None).findings))
        window, line, start = window.after(unit), line + count, start + len(text)
    return reports


def test_statements_give_the_spans_of_the_block() -> None:
    before = "import os\n" * 40
    _, quiet, hit = scan_units(before, "x = 1\n", f'\napi_key = "{RANDOM}"\n')
    assert quiet == []
    (each,) = hit
    assert (each.span.start, each.span.line, each.span.column) == (len(before) + 6 + 12, 43, 11)


def test_what_ended_before_is_not_reported_again() -> None:
    first, second = scan_units(f'api_key = "{RANDOM}"\n', f'x = "{AWS}"\n')
    assert [each.rule_id for each in first] == ["secrets.token-assignment"]
    assert [each.rule_id for each in second] == ["secrets.aws-access-key"]


def test_no_more_than_the_lines_right_before_are_read_again() -> None:
    filler = "x = 1\n" * 40
    assert scan_units(f'api_key = ("{RANDOM}"\n', f"{filler})\n")[1] == []


@pytest.mark.parametrize(
    "value", [pytest.param(word, id=word) for word in ("changeme", "test", "admin123", "password")]
)
def test_a_password_that_is_guessed_first_is_recorded_only(value: str) -> None:
    (found,) = SecretsEngine().scan(Prepared(f'password = "{value}"\n', "python")).findings
    assert (found.rule_id, found.severity) == ("secrets.weak-credential", Severity.LOW)
