"""The engine: statuses, positions, statements."""

from __future__ import annotations

import pickle

import pytest

from proxy.extract.statements import Statements
from proxy.model import Finding, ScanStatus, Severity
from proxy.scan.bandit import BanditEngine
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.checks.facts import Layer

ENGINE = BanditEngine()
P = pytest.param


def _units(code: str) -> list[PreparedUnit]:
    statements = Statements()
    units = [unit for line in code.splitlines(keepends=True) for unit in statements.feed(line)]
    return [PreparedUnit(unit, "python") for unit in units + statements.finish()]


def _by_units(code: str) -> list[Finding]:
    state: object = None
    found: list[Finding] = []
    for unit in _units(code):
        outcome = ENGINE.scan_unit(unit, state)
        state = pickle.loads(pickle.dumps(outcome.state))
        assert outcome.parsed
        found += outcome.findings
    return found


def _ids(code: str, language: str | None = "python") -> list[str]:
    return [f.rule_id for f in ENGINE.scan(Prepared(code, language)).findings if f.severity > Severity.INFO]


STATUSES = [
    P("import os\n", "python", ScanStatus.COMPLETE, id="python"),
    P("", "python", ScanStatus.COMPLETE, id="empty"),
    P("    return eval(x)\n", "python", ScanStatus.COMPLETE, id="indented"),
    P("x = 1\n%%% not python at all %%%\n", "python", ScanStatus.PARTIAL, id="a-line-that-is-none"),
    P("SELECT 1;\n", "sql", ScanStatus.UNSUPPORTED, id="sql"),
    P("import os\nos.system(x)\n", None, ScanStatus.COMPLETE, id="unknown-import"),
    P("  def f(x):\n      return eval(x)\n", None, ScanStatus.COMPLETE, id="unknown-indented"),
    P("subprocess.run(x, shell=True)\n", None, ScanStatus.COMPLETE, id="unknown-call"),
    P("print(x)\n", None, ScanStatus.COMPLETE, id="unknown-print"),
    P("await os.remove(x)\n", None, ScanStatus.COMPLETE, id="unknown-await"),
    P('{"a": 1, "b": [true, null]}\n', None, ScanStatus.UNSUPPORTED, id="json"),
    P("hello\n", None, ScanStatus.UNSUPPORTED, id="word"),
    P("console.log(x)\n", None, ScanStatus.UNSUPPORTED, id="javascript-call"),
    P("const x = require('fs');\n", None, ScanStatus.UNSUPPORTED, id="javascript"),
    P("This is a sentence, and not code.\n", None, ScanStatus.UNSUPPORTED, id="prose"),
    P("ls -la\n", None, ScanStatus.UNSUPPORTED, id="shell"),
    P("a = b\n", None, ScanStatus.UNSUPPORTED, id="assignment"),
    P("", None, ScanStatus.UNSUPPORTED, id="nothing"),
    P("x = " + " + ".join(['"a"'] * 400) + "\n", "python", ScanStatus.PARTIAL, id="long-sum"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "language", "status"), STATUSES)
def test_status(code: str, language: str | None, status: ScanStatus) -> None:
    outcome = ENGINE.scan(Prepared(code, language))
    assert outcome.status is status
    assert outcome.lines_scanned <= outcome.lines_total


def test_what_cannot_be_parsed_is_unparsed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Prepared("x", "python")
    text.__dict__["recovery"] = type("R", (), {"fragments": (), "lines_scanned": 0, "lines_total": 1, "step": "none"})()
    assert ENGINE.scan(text).status is ScanStatus.UNPARSED


def test_version_names_bandit_and_our_pack() -> None:
    ENGINE.warm()
    assert ENGINE.version.startswith("1.9.")
    assert "+" in ENGINE.version


def test_columns_are_code_points() -> None:
    code = "é = 'ü𝄞'; eval(x)\n"
    (finding,) = [f for f in ENGINE.scan(Prepared(code, "python")).findings if f.rule_id == "bandit.B307"]
    assert code[finding.span.start : finding.span.end] == "eval(x)"
    assert finding.span.column == code.index("eval")


POSITIONS = [
    P("    def f(self):\n        return eval(x)\n", "eval(x)", 2, id="method"),
    P(">>> import os\n>>> eval(x)\n", "eval(x)", 2, id="prompts"),
    P("@@ -1,2 +1,2 @@\n-old\n+y = eval(x)\n", "eval(x)", 3, id="diff"),
    P("def f():\n    y = eval(\n        x,\n    )\n", "eval(\n        x,\n    )", 2, id="many-lines"),
    P("cur.execute(\n    'SELECT a FROM b '\n    f'WHERE c = {d}',\n)\n", "cur.execute(\n    'SELECT a FROM b '\n    f'WHERE c = {d}',\n)", 1, id="sink-not-string"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "line"), POSITIONS)
def test_spans_are_in_the_blocks_own_lines(code: str, text: str, line: int) -> None:
    found = [f for f in ENGINE.scan(Prepared(code, "python")).findings if f.severity >= Severity.MEDIUM]
    assert [code[f.span.start : f.span.end] for f in found] == [text]
    assert found[0].span.line == line


def test_a_finding_of_a_header_spans_the_header() -> None:
    code = "def f(\n    a,\n    password='Zx9-hunter2',\n):\n    pass\n"
    (finding,) = ENGINE.scan(Prepared(code, "python")).findings
    assert finding.rule_id == "bandit.B107"
    assert code[finding.span.start : finding.span.end].startswith("def f(")
    assert "pass" not in code[finding.span.start : finding.span.end].splitlines()[-1][:4] or finding.span.end_line < 5
    one_line = ENGINE.scan(Prepared("def f(password='Zx9-hunter2'): pass\n", "python")).findings[0]
    assert one_line.span.end_line == 1


def test_suppressions_do_not_count() -> None:
    assert "bandit.B307" in _ids("eval(x)  # nosec\n")


def test_hidden_direction_has_a_position() -> None:
    found = ENGINE.scan(Prepared("a = 1\nb = 'x\u202e'\n", "python")).findings
    assert [(f.rule_id, f.span.line) for f in found] == [("bandit.B613", 2)]


def test_one_finding_where_bandit_and_ours_speak_of_one_place() -> None:
    assert _ids("subprocess.run(f'ls {x}', shell=True)\n") == ["bandit.B602"]
    assert _ids("subprocess.run(['sh', '-c', x])\n") == ["bandit.B607"]
    assert _ids("ssl._create_unverified_context()\n") == ["bandit.B323"]
    assert _ids("session.verify = False\n") == ["rules.python.tls-unverified"]


def test_each_call_of_a_line_is_told() -> None:
    assert _ids("eval(x); eval('1'); eval(y)\n") == ["bandit.B307", "bandit.B307"]


def test_pieces_of_a_text_share_what_is_known() -> None:
    assert "bandit.B602" in _ids("from subprocess import run\n<<< ??? >>>\nrun(f'x {y}', shell=True)\n")


AGREE = [
    "import subprocess as sp\ndef f(name):\n    cmd = f'tar xf {name}'\n    if name:\n        sp.run(cmd, shell=True)\n    return name\n",
    "@app.route('/x',\n    methods=['POST'])\nasync def f():\n    try:\n        q = request.args['q']\n    except KeyError:\n        q = ''\n    else:\n        q = q.strip()\n    finally:\n        pass\n    return db.execute('SELECT a FROM t WHERE b = ' + q)\n",
    "class V(View):\n    def get(self, request):\n        self.x = request.GET['x']\n        return self.show()\n    def show(self):\n        return mark_safe('<b>' + self.x)\n",
    "def f(x):\n    match x:\n        case {'a': y}:\n            eval(y)\n        case _:\n            exec(x)\n    with open(x) as g, a as b:\n        while y := g.read():\n            pickle.loads(y)\n    for i in [eval(z) for z in y]: os.system(i)\n",
    "@login_required\n@app.get('/<p>')\ndef f(p):\n    '''doc\n  string'''\n    if p not in ALLOWED: return redirect('/')\n    elif x:\n        return redirect(p)\n    else:\n        return open(p)\ntoken = random.random()\n",
    "def g(a):\n    return int(a)\ndef f(a):\n    b = g(a)\n    cur.execute(f'SELECT a FROM b WHERE c = {b}')\n    cur.execute(f'SELECT a FROM b WHERE c = {a}')\n",
]  # fmt: skip


@pytest.mark.parametrize("code", AGREE)
def test_statements_and_the_whole_agree(code: str) -> None:
    whole = [
        f
        for f in ENGINE.scan(Prepared(code, "python")).findings
        if not f.late and f.rule_id not in {"bandit.B110", "bandit.B112"}
    ]
    assert whole
    assert _by_units(code) == whole


def test_a_made_up_body_gives_no_finding() -> None:
    assert _by_units("try:\n    x()\nexcept Exception:\n    y()\n") == []


def test_a_statement_that_does_not_parse_changes_nothing() -> None:
    first = ENGINE.scan_unit(_units("import subprocess as s\n")[0], None)
    broken = ENGINE.scan_unit(_units("x = = 1\n")[0], first.state)
    assert not broken.parsed
    assert broken.state is first.state


def test_blank_lines_and_other_languages_pass_the_state_on() -> None:
    state = object()
    assert ENGINE.scan_unit(_units("\n")[0], state).state is state
    other = PreparedUnit(_units("a\n")[0].unit, "ruby")
    assert ENGINE.scan_unit(other, state).state is state


def test_a_state_is_not_changed_by_the_scan_that_starts_from_it() -> None:
    units = _units("def f(a):\n    b = a\n    os.system(b)\n")
    state = ENGINE.scan_unit(units[0], None).state
    before = pickle.dumps(state)
    ENGINE.scan_unit(units[1], state)
    assert pickle.dumps(state) == before


def test_nesting_too_deep_is_a_failure_and_never_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("proxy.scan.bandit._fold", deep)
    assert ENGINE.scan(Prepared("x = 1\n", "python")).status is ScanStatus.FAILED
    outcome = ENGINE.scan_unit(_units("x = 1\n")[0], None)
    assert not outcome.parsed
    assert outcome.detail


HOSTILE = [
    P("eval(x);" * 3000, id="one-line"),
    P("x = a" + ".b()" * 80 + "\n", id="call-chain"),
    P("if a: pass\n" + "".join(f"elif a == {i}: eval(b)\n" for i in range(600)), id="elif-chain"),
    P("x = " + "[" * 60 + "]" * 60, id="nested-lists"),
    P("x = f'" + "{a}" * 800 + "'", id="f-string"),
    P("x = " + "lambda: " * 60 + "1", id="lambdas"),
    P("d = {" + ",".join(f"'k{i}': {i}" for i in range(3000)) + "}", id="dict"),
]  # fmt: skip


@pytest.mark.parametrize("code", HOSTILE)
def test_hostile_text_ends_and_is_told(code: str) -> None:
    assert ENGINE.scan(Prepared(code + "\n", "python")).status in {ScanStatus.COMPLETE, ScanStatus.PARTIAL}


def test_a_dict_of_more_keys_than_anybody_writes_is_partly_read() -> None:
    code = "d = {" + ",".join(f"'password{i}': 'a'" for i in range(3_001)) + "}\neval(x)\n"
    seen = ENGINE.scan(Prepared(code, "python"))
    assert seen.status is ScanStatus.PARTIAL
    assert "3000 keys" in seen.detail
    assert {finding.rule_id for finding in seen.findings} == {"bandit.B307"}


def test_a_long_function_checks_name_after_name_in_linear_work(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    whole = Layer.going_back_to

    def counted(layer: Layer, roots: set[str]) -> set[str]:
        found = whole(layer, roots)
        looked.append(len(found))
        return found

    monkeypatch.setattr(Layer, "going_back_to", counted)
    lines = "".join(f"    x{i} = x{i - 1} + 'a'\n    if x{i} in ALLOWED:\n        y = 1\n" for i in range(1, 600))
    ENGINE.scan(Prepared("def f():\n    x0 = request.args.get('q')\n" + lines, "python"))
    assert len(looked) >= 600
    assert sum(looked) < 30 * len(looked)  # all names each time would be 300 of them
