"""What findings say never quotes the code: a canary in any of its literals or comments is in no message and no fix.

The samples are the rows of the checks, the labelled fixtures of every rule, and the evasions. A message may show identifiers.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from proxy.extract.languages import language_of_path
from proxy.model import CodeBlock, Finding
from proxy.scan.fixtures import cases, fixture_files
from proxy.scan.scanner import Scanner
from proxy.scan.syntax.library import shipped_rules
from tests.evasions import cases as evasions
from tests.unit.scan import test_checks as rows

CANARY = "qzcanary"
QUOTED = re.compile(r"""(?<!\\)(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1""")
COMMENT = re.compile(r"(?m)(?:(?<=\s)|^)(?:#|//|--) [^\n]*$")
TABLES = (rows.REJECTED, rows.NOTICED, rows.RECORDED, rows.LATE, rows.FIXES, rows.GENERAL)
ROWS = sorted({str(row.values[0]) for row in chain.from_iterable(TABLES)})
OWN = [
    "os.system('qztool ' + host)",
    "subprocess.run(f'qztool --to {config[\"qzkey\"]}', shell=True)",
    "subprocess.call('ping ' + hosts['qzkey'], shell=True, cwd='/qzdir', env={'A': 'qzenv'})",
    "subprocess.run(f'qztool {f\"{a:>9}\".strip()}', shell=True, cwd=f'/srv/{b:>12}')",
    "cur.execute(f\"SELECT qzcol FROM qztab WHERE qzcol = '{uid}' AND kind = 'qzkind' -- qzcomment\")",
    "cur.execute('SELECT a FROM t WHERE a = ' + rows[\"qzkey\"])",
    "requests.get('https://qzhost.example/x', verify=False, headers={'X-Qz': 'qzhead'})",
    "requests.get(u, verify=False, params={**{'qzk': b'qzv'}, 'n': 1234567890123})",
    "resp.set_cookie('session_qz', 'qzvalue')",
    "yaml.load('qzdoc: 1' + f)",
    "torch.load('qzmodel.pt')",
    "tar.extractall('/qzdir')",
    "hashlib.md5(b'qzsalt' + data)",
    "pickle.load(open('qzfile', 'rb'))",
    "clients['qzkey'].set_missing_host_key_policy(paramiko.AutoAddPolicy())",
    "servers['qzkey'].starttls()",
    "def f():\n    print(config['qz_password'])\n    logger.info('x %s', row[\"qz_secret\"])",
    "SETTINGS = {'qz_password': 'Zx9-hunter2', 'qz_api_token': 'x7QvT2mKp9RzLw4YsB8n'}",
    "settings['qz_password'] = 'Zx9-hunter2'",
    "os.getenv('QZ_TOKEN', 'x7QvT2mKp9RzLw4YsB8n')",
    "open('/tmp/qzfile', 'w')\nos.chmod('/qzfile', 0o777)\ntempfile.mktemp('qz')",
]


@cache
def scanner() -> Scanner:
    return Scanner()


def scan(code: str, language: str | None, path: str | None = None) -> Sequence[Finding]:
    return scanner().scan(CodeBlock(1, "fence", code, language, path)).findings


def said(finding: Finding) -> str:
    """All that a message shows of a finding, but for the line."""
    return " ".join((finding.rule_id, finding.message, finding.fix, finding.reference, finding.category, *finding.cwe))


def literals(code: str) -> list[tuple[int, int]]:
    """The insides of the string literals of Python, of any prefix; of an f-string those of its text and of what it holds."""
    starts = [0]
    for line in code.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    spans = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type in {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", -1)}:
                start, end = (starts[row - 1] + column for row, column in (token.start, token.end))
                found = re.fullmatch(r"(?s)(\w{0,2}(?:\"{3}|'{3}|[\"']))(.*?)(?:\"{3}|'{3}|[\"'])", code[start:end])
                spans.append((start + len(found[1]), start + len(found[1]) + len(found[2])) if found else (start, end))
    except (tokenize.TokenError, SyntaxError):
        return quoted(code)
    return spans


def quoted(code: str) -> list[tuple[int, int]]:
    return [found.span(2) for found in QUOTED.finditer(code)]


def planted(code: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The code with a canary behind, and in the place of, each literal; and in all of them."""
    for start, end in spans:
        yield code[:end] + f"-{CANARY}" + code[end:]  # not a letter: a name that ends a literal is no literal
        yield code[:start] + CANARY + code[end:]
    for _, end in reversed(spans):
        code = code[:end] + f"-{CANARY}" + code[end:]
    yield COMMENT.sub(lambda found: f"{found[0]} {CANARY}", code)


def assert_unquoted(code: str, language: str | None, path: str | None = None) -> None:
    for finding in scan(code, language, path):
        shown = said(finding).lower()
        assert CANARY not in shown, (finding.rule_id, shown, code)


@pytest.mark.parametrize("code", [pytest.param(code, id=str(at)) for at, code in enumerate(ROWS)])
def test_a_check_of_ours_quotes_no_literal(code: str) -> None:
    for text in planted(code, literals(code)):
        assert_unquoted(text, "python")


@pytest.mark.parametrize("code", [pytest.param(code, id=str(at)) for at, code in enumerate(OWN)])
def test_a_fitted_fix_quotes_no_literal(code: str) -> None:
    findings = scan(code, "python")
    assert findings, code
    for finding in findings:
        shown = said(finding)
        assert not re.search(r"(?i)qz|1234567890123", shown), (finding.rule_id, shown)


@pytest.mark.parametrize("folder", [pytest.param(each, id=each.name) for each in sorted(shipped_rules().iterdir())])
def test_a_rule_quotes_no_literal_of_its_fixture(folder: Path) -> None:
    for file in fixture_files(folder.parent):
        if file.parent != folder:
            continue
        for case in cases(file):
            language = language_of_path(case.path)
            *_, everywhere = planted(case.text, quoted(case.text))
            assert_unquoted(everywhere, language, case.path)
            assert_unquoted(case.text, language, f"{CANARY}/{case.path}")
            lines = {label.line for label in case.labels if label.found}
            found = [span for span in quoted(case.text) if case.text.count("\n", 0, span[0]) + 1 in lines]
            for text in planted(case.text, found):
                assert_unquoted(text, language, case.path)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def test_no_finding_of_an_evasion_quotes_its_canary() -> None:
    for case in evasions.cases():
        for text in _texts(case.said):
            for language in ("python", None):
                for finding in scan(text, language):
                    assert case.canary not in said(finding), (case.id, said(finding))


@pytest.mark.parametrize("code", [pytest.param(code, id=str(at)) for at, code in enumerate(OWN)])
def test_a_fitted_fix_is_code(code: str) -> None:
    for finding in scan(code, "python"):
        if finding.fix.startswith(("subprocess.", "cur.", "requests.", "resp.", "yaml.", "torch.", "tar.")):
            ast.parse(finding.fix)
