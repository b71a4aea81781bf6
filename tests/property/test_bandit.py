"""The Python engine on texts put together from troublesome pieces."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from proxy.extract.statements import Statements
from proxy.model import Finding, ScanStatus
from proxy.scan.bandit import BanditEngine
from proxy.scan.base import Prepared, PreparedUnit

ENGINE = BanditEngine()
LINES = [
    "import subprocess as sp", "from flask import request, redirect", "def f(name, é='ü'):", "async def g(x: int = 1):", "class A(View):", "    def get(self, request):", "@app.route('/<p>')",
    "    q = request.args['q']", "    if q not in ALLOWED:", "        return redirect(q)", "    else:", "    try:", "    except ValueError as e:", "    finally:", "        pass", "    with open(q) as h:",
    "    sp.run(f'ls {q}', shell=True)  # nosec", "    cur.execute('SELECT a FROM b WHERE c = ' + name)", "    cur.execute(", "        f'SELECT {a} FROM b WHERE c = {d!r}',", "    )", "x = eval(y); z = exec(x)",
    "    return f'<b>{name}</b>'", "password = 'Zx9-hunter2'", "\u202e = 1", "y = '''", "'''", "    self.x = x", "\tz = pickle.loads(y)", "", "# comment \u2028 é", "...", "+    added()", ">>> eval(z)",
    "    yield yaml.load(q)", "match q:", "    case {'a': b}:", "    for i, *j in request.json.items():", "        setattr(self, i, j)", "é = 'ß'; os.system(é + name)", "```", "else:", "    return",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(LINES), max_size=14).map(lambda lines: "\n".join(lines) + "\n")


def _step(units: list[PreparedUnit], *, travel: bool) -> list[tuple[Finding, ...]]:
    state: object = None
    told = []
    for unit in units:
        outcome = ENGINE.scan_unit(unit, state)
        state = pickle.loads(pickle.dumps(outcome.state)) if travel else outcome.state
        told.append(outcome.findings)
    return told


def _units(text: str) -> list[PreparedUnit]:
    statements = Statements()
    units = (
        [unit for line in text.splitlines(keepends=True) for unit in statements.feed(line)]
        if text.count("\n") == len(text.splitlines())
        else []
    )
    return [PreparedUnit(unit, "python") for unit in units + statements.finish()]


@given(TEXTS)
def test_findings_lie_inside_the_text_and_nothing_is_raised(text: str) -> None:
    outcome = ENGINE.scan(Prepared(text, "python"))
    assert outcome.status in {ScanStatus.COMPLETE, ScanStatus.PARTIAL, ScanStatus.UNPARSED}
    for finding in outcome.findings:
        span = finding.span
        assert 0 <= span.start < span.end <= len(text)
        assert text.count("\n", 0, span.start) + 1 == span.line <= span.end_line
        assert finding.engine == "bandit"


@given(TEXTS)
def test_a_state_can_travel_and_a_verdict_does_not_depend_on_it(text: str) -> None:
    units = _units(text)
    assert _step(units, travel=True) == _step(units, travel=False)


@given(TEXTS, st.integers(0, 14))
def test_a_verdict_is_a_function_of_the_statements_so_far(text: str, cut: int) -> None:
    units = _units(text)
    assert _step(units, travel=False)[:cut] == _step(units[:cut], travel=False)


@given(TEXTS)
def test_findings_of_a_statement_end_in_it(text: str) -> None:
    units = _units(text)
    for unit, findings in zip(units, _step(units, travel=False), strict=True):
        for finding in findings:
            assert unit.unit.line <= finding.span.line <= finding.span.end_line <= unit.unit.end_line
            assert unit.unit.start <= finding.span.start < finding.span.end <= unit.unit.start + len(unit.unit.text)


@given(TEXTS)
def test_a_text_is_scanned_the_same_twice(text: str) -> None:
    assert ENGINE.scan(Prepared(text, "python")) == ENGINE.scan(Prepared(text, "python"))
