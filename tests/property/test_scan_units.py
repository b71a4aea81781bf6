"""How statements are batched changes no verdict and no state (promise I1)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from proxy.model import StatementReport, Unit, UnitReport
from proxy.scan.bandit import BanditEngine
from proxy.scan.dependencies.engine import DepsEngine
from proxy.scan.kingfisher import KingfisherEngine
from proxy.scan.scanner import Scanner
from proxy.scan.secrets import SecretsEngine
from proxy.scan.suppressions import SuppressionsEngine
from proxy.scan.unicode import UnicodeEngine

TOKEN = "ghp" + "_a8Xk29fLmQ0pZ7rT4u" + "V6wY1bC3dE5gH2jK9n"
KIND = "RSA PRIVATE"
PEM = f'KEY = """-----BEGIN {KIND} KEY-----\nMIIEowIBAAKCAQEAxxceYYRDCpErWPqw\n-----END {KIND} KEY-----"""\n'
PIECES = (
    "import subprocess as sp\n",
    "import reqeusts  # pip install reqeusts\n",
    "from os import system as run\n",
    "run(x)\n",
    "sp.run(x, shell=True)  # nosec\n",
    f'token = "{TOKEN}"\n',
    'api_key = "q7Zt2mVfX0pLr9sK"\n',
    f'key = "{TOKEN[:9]}"\n',
    f'key += "{TOKEN[9:]}"\n',
    PEM,
    "is\u200badmin = 'é\u202e'\n",
    "def f(request):\n",
    "    return eval(request.args['q'])\n",
    "x = = ?\n",
    "\n",
    "# a comment\n",
    "y = '" + "a" * 1500 + "'\n",
    "é = 'ü'; eval(é)\n",
)
SCANNER = Scanner(
    [BanditEngine(), DepsEngine(), SecretsEngine(), KingfisherEngine(), UnicodeEngine(), SuppressionsEngine()]
)


def units_of(texts: list[str]) -> list[Unit]:
    made, line, start = [], 1, 0
    for text in texts:
        count = text.count("\n")
        made.append(Unit(line, line + count - 1, start, text))
        line, start = line + count, start + len(text)
    return made


def scanned(units: list[Unit], cuts: list[int]) -> tuple[list[UnitReport], bytes]:
    reports: list[UnitReport] = []
    state, at = b"", 0
    for cut in [*sorted(cuts), len(units)]:
        if cut > at or not reports:
            batch: StatementReport = SCANNER.scan_units("python", units[at:cut], state)
            reports += batch.units
            state, at = batch.state, cut
    return reports, state


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.lists(st.integers(0, 12), max_size=6))
@example([PIECES[0], PIECES[3]], [1])
@example([PIECES[6], PIECES[7], PIECES[5]], [1, 2])
def test_batching_changes_nothing(texts: list[str], cuts: list[int]) -> None:
    units = units_of(texts)
    whole, state = scanned(units, [])
    parts, after = scanned(units, [cut for cut in cuts if cut <= len(units)])
    assert parts == whole
    assert after == state


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=10))
def test_spans_lie_in_the_block_and_end_in_their_statement(texts: list[str]) -> None:
    units = units_of(texts)
    block = "".join(texts)
    reports, _ = scanned(units, [])
    for unit, report in zip(units, reports, strict=True):
        for each in report.findings:
            assert unit.start < each.span.end <= unit.start + len(unit.text)
            assert unit.line <= each.span.end_line <= unit.end_line
            assert block.count("\n", 0, each.span.start) + 1 == each.span.line
            assert replace(each, fingerprint="x").rule_id
