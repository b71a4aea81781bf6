"""Values followed through JavaScript and Go: what reaches a query, a command or a page, and what is checked or cleaned on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.model import ScanStatus, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.flow.engine import FlowEngine
from proxy.scan.syntax.parsed import MAX_CHARS

ENGINE = FlowEngine()


def found(text: str, language: str) -> list[str]:
    return [finding.rule_id.rpartition(".")[2] for finding in ENGINE.scan(Prepared(text, language)).findings]


def javascript(body: str) -> list[str]:
    return found(f"app.get('/a/:id', (req, res) => {{\n{body}\n}});\n", "javascript")


def go(body: str) -> list[str]:
    return found(f"package p\n\nfunc h(w http.ResponseWriter, r *http.Request) {{\n{body}\n}}\n", "go")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("const a = req.query.n; const b = a; db.query('SELECT a FROM t WHERE n = ' + b);", id="assigned"),
        pytest.param("const { n } = req.query; db.query(`SELECT a FROM t WHERE n = '${n}'`);", id="taken-apart"),
        pytest.param(
            "let q = 'SELECT a FROM t'; if (x) { q += ` WHERE n = '${req.query.n}'`; } db.query(q);", id="branch"
        ),
        pytest.param(
            "let q = 'SELECT a FROM t WHERE n IN ('; for (const n of req.body.l) { q += n + ','; } db.query(q + ')');",
            id="loop",
        ),
        pytest.param("const o = { q: 'SELECT a FROM t WHERE n = ' + req.query.n }; db.query(o.q);", id="field"),
        pytest.param("const f = (x) => 'SELECT a FROM t WHERE n = ' + x; db.query(f(req.query.n));", id="function"),
        pytest.param("try { db.query('SELECT a FROM t WHERE n = ' + req.query.n); } catch (e) { }", id="try"),
        pytest.param("const n = req.query.n || 'x'; db.query('SELECT a FROM t WHERE n = ' + n);", id="default"),
        pytest.param("const n = x ? req.query.n : 'a'; db.query('SELECT a FROM t WHERE n = ' + n);", id="either"),
    ],
)
def test_javascript_follows(body: str) -> None:
    assert "sql" in javascript(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("const n = 'a'; db.query('SELECT a FROM t WHERE n = ' + n);", id="constant"),
        pytest.param("db.query('SELECT a FROM t WHERE n = ?', [req.query.n]);", id="parameter"),
        pytest.param("const n = Number(req.query.n); db.query('SELECT a FROM t WHERE n = ' + n);", id="number"),
        pytest.param("const n = parseInt(req.query.n, 10); db.query('SELECT a FROM t WHERE n = ' + n);", id="parsed"),
        pytest.param(
            "if (!['a', 'b'].includes(req.query.c)) { return; } db.query('SELECT a FROM t ORDER BY ' + req.query.c);",
            id="list",
        ),
        pytest.param(
            "const C = { a: 'x' }; db.query('SELECT a FROM t ORDER BY ' + (C[req.query.c] || 'a'));", id="table"
        ),
        pytest.param("let n = req.query.n; n = 'a'; db.query('SELECT a FROM t WHERE n = ' + n);", id="given-anew"),
        pytest.param(
            "if (!/^[a-z]+$/.test(req.query.n)) { return; } db.query('SELECT a FROM t WHERE n = ' + req.query.n);",
            id="pattern",
        ),
    ],
)
def test_javascript_leaves_alone(body: str) -> None:
    assert "sql" not in javascript(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            'n := r.FormValue("n")\nq := "SELECT a FROM t WHERE n = \'" + n + "\'"\ndb.Query(q)', id="assigned"
        ),
        pytest.param(
            'q := fmt.Sprintf("SELECT a FROM t WHERE n = \'%s\'", r.FormValue("n"))\ndb.Query(q)', id="format"
        ),
        pytest.param(
            'q := "SELECT a FROM t"\nif x {\n\tq += " WHERE n = \'" + r.FormValue("n") + "\'"\n}\ndb.Query(q)',
            id="branch",
        ),
        pytest.param(
            'f := func(s string) string { return "SELECT a FROM t WHERE n = \'" + s + "\'" }\ndb.Query(f(r.FormValue("n")))',
            id="function",
        ),
        pytest.param(
            'var b strings.Builder\nb.WriteString("SELECT a FROM t WHERE n = \'")\nb.WriteString(r.FormValue("n"))\ndb.Query(b.String())',
            id="builder",
        ),
    ],
)
def test_go_follows(body: str) -> None:
    assert "sql" in go(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('n := "a"\ndb.Query("SELECT a FROM t WHERE n = \'" + n + "\'")', id="constant"),
        pytest.param('db.Query("SELECT a FROM t WHERE n = $1", r.FormValue("n"))', id="parameter"),
        pytest.param(
            'n, err := strconv.Atoi(r.FormValue("n"))\nif err != nil {\n\treturn\n}\ndb.Query(fmt.Sprintf("SELECT a FROM t WHERE n = %d", n))',
            id="number",
        ),
        pytest.param(
            'c := r.FormValue("c")\nif c != "a" && c != "b" {\n\treturn\n}\ndb.Query("SELECT a FROM t ORDER BY " + c)',
            id="compared",
        ),
        pytest.param(
            'c, ok := columns[r.FormValue("c")]\nif !ok {\n\treturn\n}\ndb.Query("SELECT a FROM t ORDER BY " + c)',
            id="table",
        ),
    ],
)
def test_go_leaves_alone(body: str) -> None:
    assert "sql" not in go(body)


def test_the_way_is_told_without_a_value() -> None:
    text = "app.get('/a', (req, res) => {\n  const name = req.query.name;\n  db.query('SELECT qz FROM t WHERE n = ' + name);\n});\n"
    (finding,) = ENGINE.scan(Prepared(text, "javascript")).findings
    assert "name" in finding.message
    assert "qz" not in finding.message + finding.fix
    assert finding.span.line == 3


@pytest.mark.parametrize(
    ("text", "language", "status"),
    [
        pytest.param("x = 1\n", "python", ScanStatus.UNSUPPORTED, id="another-language"),
        pytest.param("const a = 1;\n", "javascript", ScanStatus.COMPLETE, id="nothing-to-follow"),
        pytest.param("db.query(" + "a" * MAX_CHARS + ")", "javascript", ScanStatus.OVERSIZE, id="long"),
    ],
)
def test_statuses(text: str, language: str, status: ScanStatus) -> None:
    assert ENGINE.scan(Prepared(text, language)).status is status


def test_only_whole_texts_are_looked_at() -> None:
    ENGINE.warm()
    assert ENGINE.scan_unit(PreparedUnit(Unit(1, 1, 0, "a\n"), "javascript"), "s").state == "s"


HOSTILE = {
    "nested-calls": "eval(" * 5_000 + ")" * 5_000,
    "functions": "".join(f"function f{n}(x) {{ return f{n + 1}(x) + eval(x); }}\n" for n in range(2_000)),
    "branches": "let a = req.query.a;\n" + "if (b) { a += req.query.c; }\n" * 3_000 + "eval(a);\n",
    "sum": "eval(" + " + ".join(["req.query.a"] * 5_000) + ");\n",
    "fields": "eval(req.query" + ".a" * 5_000 + ");\n",
    "loops": "for (const a of req.query.l) {\n" * 200 + "eval(a);\n" + "}\n" * 200,
    "recursion": "function f(x) { return f(f(x)) + f(x + 1); }\neval(f(req.query.a));\n",
    "objects": "eval({" + "a: {" * 2_000 + "}" * 2_000 + "});\n",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_hostile_texts_end(text: str) -> None:
    assert ENGINE.scan(Prepared(text, "javascript")).status in set(ScanStatus)


@given(
    st.sampled_from(["javascript", "typescript", "tsx", "go"]),
    st.text(alphabet="reqval(){}[];.=+'`$<>:,|&?\n ", max_size=160),
)
def test_spans_are_inside(language: str, noise: str) -> None:
    text = f"eval(req.query.a);\n{noise}\ndb.Query(r.FormValue(q))\n"
    for finding in ENGINE.scan(Prepared(text, language)).findings:
        assert 0 <= finding.span.start < finding.span.end <= len(text)
