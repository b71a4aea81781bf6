"""The flow engine: a value from outside is told where it does harm, with its way; a constant or a harmless one isn't."""

from __future__ import annotations

import time

import pytest

from proxy.model import Finding, ScanStatus, Severity, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.flow.engine import FlowEngine

SECONDS = 5.0  # far above what any of these takes; a pass without a bound takes minutes


@pytest.fixture(scope="module")
def engine() -> FlowEngine:
    made = FlowEngine()
    made.warm()
    return made


def found(engine: FlowEngine, text: str, language: str) -> set[str]:
    """The rules that speak, without their prefix."""
    return {each.rule_id.split(".")[-1] for each in findings(engine, text, language)}


def findings(engine: FlowEngine, text: str, language: str) -> tuple[Finding, ...]:
    return engine.scan(Prepared(text, language)).findings


def route(body: str) -> str:
    return f"app.post('/', async (req, res) => {{\n{body}\n}});"


def page(body: str, before: str = "") -> str:
    return f"package p\n{before}\nfunc page(w http.ResponseWriter, r *http.Request) {{\n{body}\n}}"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("db.query('SELECT a FROM t WHERE id = ' + req.query.id);", id="at once"),
        pytest.param("let q = 'SELECT a FROM t'; q += ' WHERE id = ' + req.query.id; db.query(q);", id="added to"),
        pytest.param("const { id } = req.query; db.query(`SELECT a FROM t WHERE id = ${id}`);", id="taken apart"),
        pytest.param(
            "let id = 1; if (x) { id = req.query.id; } db.query('SELECT a FROM t WHERE id = ' + id);", id="branch"
        ),
        pytest.param(
            "let q = ''; for (const k of req.body) { q += k; } db.query('SELECT a FROM t WHERE ' + q);", id="loop"
        ),
        pytest.param("const f = (x) => 'SELECT a FROM t WHERE id = ' + x; db.query(f(req.query.id));", id="function"),
        pytest.param("const o = { q: req.query.id }; db.query('SELECT a FROM t WHERE id = ' + o.q);", id="field"),
        pytest.param("const l = ['SELECT a FROM t WHERE id =', req.query.id]; db.query(l.join(' '));", id="joined"),
        pytest.param("try { f(); } catch (e) { db.query('SELECT a FROM t WHERE id = ' + req.query.id); }", id="catch"),
    ],
)
def test_a_value_from_outside_is_followed_in_javascript(engine: FlowEngine, body: str) -> None:
    assert found(engine, route(body), "javascript") == {"sql"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("db.query('SELECT a FROM t WHERE id = ?', [req.query.id]);", id="parameter"),
        pytest.param("const n = 't'; db.query('SELECT a FROM ' + n);", id="constant"),
        pytest.param("db.query('SELECT a FROM t WHERE id = ' + parseInt(req.query.id, 10));", id="number"),
        pytest.param("const o = { q: 1, r: req.query.id }; db.query('SELECT a FROM t WHERE id = ' + o.q);", id="field"),
        pytest.param("let id = req.query.id; id = 1; db.query('SELECT a FROM t WHERE id = ' + id);", id="replaced"),
        pytest.param(
            "const i = req.query.i; if (!KNOWN.includes(i)) return; db.query('SELECT a FROM t WHERE i = ' + i);",
            id="list",
        ),
        pytest.param(
            "const i = req.query.i; if (!/^\\d+$/.test(i)) throw e; db.query('SELECT a FROM t WHERE i = ' + i);",
            id="pattern",
        ),
        pytest.param("db.query('SELECT a FROM t WHERE id = ' + mysql.escape(req.query.id));", id="escaped"),
        pytest.param(
            "const n = { a: 'a', b: 'b' }[req.query.n]; db.query('SELECT a FROM t ORDER BY ' + n);", id="table"
        ),
    ],
)
def test_a_harmless_value_is_let_be_in_javascript(engine: FlowEngine, body: str) -> None:
    assert found(engine, route(body), "javascript") == set()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('db.Query("SELECT a FROM t WHERE id = " + r.FormValue("id"))', id="at once"),
        pytest.param('q := fmt.Sprintf("SELECT a FROM t WHERE id = %s", r.FormValue("id"))\ndb.Query(q)', id="format"),
        pytest.param('q := "SELECT a FROM t"\nq += " WHERE id = " + r.FormValue("id")\ndb.Exec(q)', id="added to"),
        pytest.param(
            'id := "1"\nif x {\nid = r.FormValue("id")\n}\ndb.Query("SELECT a FROM t WHERE id = " + id)', id="branch"
        ),
        pytest.param(
            'var b strings.Builder\nb.WriteString("SELECT a FROM t WHERE id = ")\nb.WriteString(r.FormValue("id"))\ndb.Query(b.String())',
            id="builder",
        ),
        pytest.param('db.Query(query(r.FormValue("id")))', id="function"),
    ],
)
def test_a_value_from_outside_is_followed_in_go(engine: FlowEngine, body: str) -> None:
    before = 'func query(id string) string {\nreturn "SELECT a FROM t WHERE id = " + id\n}'
    assert found(engine, page(body, before), "go") == {"sql"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('db.Query("SELECT a FROM t WHERE id = ?", r.FormValue("id"))', id="parameter"),
        pytest.param('n := "t"\ndb.Query("SELECT a FROM " + n)', id="constant"),
        pytest.param(
            'id, _ := strconv.Atoi(r.FormValue("id"))\ndb.Query(fmt.Sprintf("SELECT a FROM t WHERE id = %d", id))',
            id="number",
        ),
        pytest.param(
            'i := r.FormValue("i")\nif !slices.Contains(known, i) {\nreturn\n}\ndb.Query("SELECT a FROM t ORDER BY " + i)',
            id="list",
        ),
    ],
)
def test_a_harmless_value_is_let_be_in_go(engine: FlowEngine, body: str) -> None:
    assert found(engine, page(body), "go") == set()


def method(body: str) -> str:
    return f"class Page {{ void page(HttpServletRequest request, Connection connection) {{\n{body}\n}} }}"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            'statement.executeQuery("SELECT a FROM t WHERE id = " + request.getParameter("id"));', id="at once"
        ),
        pytest.param(
            'String q = "SELECT a FROM t"; q += " WHERE id = " + request.getParameter("id"); statement.execute(q);',
            id="added to",
        ),
        pytest.param(
            'StringBuilder b = new StringBuilder("SELECT a FROM t WHERE id = "); b.append(request.getParameter("id")); statement.execute(b.toString());',
            id="builder",
        ),
        pytest.param(
            'String i = "1"; if (x) { i = request.getParameter("id"); } statement.execute("SELECT a FROM t WHERE id = " + i);',
            id="branch",
        ),
        pytest.param(
            'for (String i : request.getParameterValues("id")) { statement.execute("SELECT a FROM t WHERE id = " + i); }',
            id="loop",
        ),
        pytest.param(
            'try (Statement s = open()) { s.executeQuery("SELECT a FROM t WHERE id = " + request.getParameter("id")); } catch (E e) { }',
            id="try",
        ),
        pytest.param(
            'run(() -> statement.execute("SELECT a FROM t WHERE id = " + request.getParameter("id")));', id="lambda"
        ),
        pytest.param(
            'switch (x) { case 1: statement.execute("SELECT a FROM t WHERE id = " + request.getParameter("id")); break; default: }',
            id="switch",
        ),
    ],
)
def test_a_value_from_outside_is_followed_in_java(engine: FlowEngine, body: str) -> None:
    assert found(engine, method(body), "java") == {"sql"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            'connection.prepareStatement("SELECT a FROM t WHERE id = ?").setString(1, request.getParameter("id"));',
            id="parameter",
        ),
        pytest.param('String n = "t"; statement.executeQuery("SELECT a FROM " + n);', id="constant"),
        pytest.param(
            'int i = Integer.parseInt(request.getParameter("id")); statement.executeQuery("SELECT a FROM t WHERE id = " + i);',
            id="number",
        ),
        pytest.param(
            'String i = request.getParameter("i"); if (!KNOWN.contains(i)) { return; } statement.executeQuery("SELECT a FROM t ORDER BY " + i);',
            id="list",
        ),
        pytest.param(
            'String i = request.getParameter("i"); i = "a"; statement.executeQuery("SELECT a FROM t ORDER BY " + i);',
            id="replaced",
        ),
        pytest.param(
            'String n = switch (request.getParameter("n")) { case "a" -> "a"; default -> "b"; }; statement.execute("SELECT a FROM t ORDER BY " + n);',
            id="table",
        ),
    ],
)
def test_a_harmless_value_is_let_be_in_java(engine: FlowEngine, body: str) -> None:
    assert found(engine, method(body), "java") == set()


def test_annotated_parameters_of_a_controller_come_from_outside(engine: FlowEngine) -> None:
    text = '@RestController class C { @GetMapping("/x") String x(@RequestParam String id) { return jdbcTemplate.queryForObject("SELECT a FROM t WHERE id = " + id, String.class); } }'
    (finding,) = findings(engine, text, "java")
    assert (finding.rule_id, finding.severity) == ("flow.java.sql", Severity.HIGH)
    assert findings(engine, text.replace("String id", "int id"), "java") == ()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("$pdo->query('SELECT a FROM t WHERE id = ' . $_GET['id']);", id="at once"),
        pytest.param("$q = 'SELECT a FROM t'; $q .= ' WHERE id = ' . $_GET['id']; $pdo->query($q);", id="added to"),
        pytest.param("[$i, $j] = [$_GET['i'], 1]; $pdo->query(\"SELECT a FROM t WHERE id = $i\");", id="taken apart"),
        pytest.param("foreach ($_POST['ids'] as $i) { $pdo->query(\"SELECT a FROM t WHERE id = {$i}\"); }", id="loop"),
        pytest.param("$i = $_GET['id'] ?? 1; $pdo->query(sprintf('SELECT a FROM t WHERE id = %s', $i));", id="format"),
        pytest.param(
            "if ($x) { $i = 1; } elseif ($y) { $i = 2; } else { $i = $_GET['i']; } $pdo->query('SELECT a FROM t WHERE i = ' . $i);",
            id="branch",
        ),
        pytest.param(
            "switch ($x) { case 1: $pdo->query('SELECT a FROM t WHERE id = ' . $_GET['id']); break; default: }",
            id="switch",
        ),
        pytest.param(
            "try { f(); } catch (E $e) { $pdo->query('SELECT a FROM t WHERE id = ' . $_GET['id']); } finally { g(); }",
            id="catch",
        ),
        pytest.param("$f = fn($i) => 'SELECT a FROM t WHERE id = ' . $i; $pdo->query($f($_GET['id']));", id="function"),
        pytest.param(
            "$l[] = 'SELECT a FROM t WHERE id ='; $l[] = $_GET['id']; $pdo->query(implode(' ', $l));", id="joined"
        ),
        pytest.param(
            "for ($i = 0; $i < 3; $i++) { while ($x) { $pdo->query('SELECT a FROM t WHERE id = ' . $_GET['id']); } }",
            id="loops",
        ),
    ],
)
def test_a_value_from_outside_is_followed_in_php(engine: FlowEngine, body: str) -> None:
    assert found(engine, f"<?php\n{body}\n", "php") == {"sql"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("$s = $pdo->prepare('SELECT a FROM t WHERE id = ?'); $s->execute([$_GET['id']]);", id="parameter"),
        pytest.param("$n = 't'; $pdo->query(\"SELECT a FROM $n\");", id="constant"),
        pytest.param("$i = intval($_GET['id']); $pdo->query(\"SELECT a FROM t WHERE id = $i\");", id="number"),
        pytest.param(
            "if (!in_array($_GET['s'], $known, true)) { exit; } $pdo->query('SELECT a FROM t ORDER BY ' . $_GET['s']);",
            id="list",
        ),
        pytest.param(
            "$s = match ($_GET['s']) { 'a' => 'a', default => 'b' }; $pdo->query('SELECT a FROM t ORDER BY ' . $s);",
            id="table",
        ),
        pytest.param("$s = $_GET['s'] == 'a' ? 'a' : 'b'; $pdo->query('SELECT a FROM t ORDER BY ' . $s);", id="choice"),
    ],
)
def test_a_harmless_value_is_let_be_in_php(engine: FlowEngine, body: str) -> None:
    assert found(engine, f"<?php\n{body}\n", "php") == set()


def test_a_class_is_followed_in_php(engine: FlowEngine) -> None:
    text = "<?php class C { function a() { $this->b($_GET['id']); } function b($i) { $this->db->query('SELECT a FROM t WHERE id = ' . $i); } }"
    assert any(each.severity is Severity.HIGH for each in findings(engine, text, "php"))


def test_the_message_names_the_way_and_no_text_of_the_program(engine: FlowEngine) -> None:
    text = route("const q = 'SELECT a FROM marked WHERE id = ' + req.query.id;\ndb.query(q);")
    (finding,) = findings(engine, text, "javascript")
    assert finding.message == "SQL injection: `req.query.id` reaches `db.query`"
    assert (finding.span.line, finding.cwe) == (3, ("CWE-89",))
    assert "marked" not in finding.message + finding.fix


def test_a_parameter_weighs_less_than_a_request(engine: FlowEngine) -> None:
    (doubtful,) = findings(engine, "function f(id) { db.query('SELECT a FROM t WHERE id = ' + id); }", "javascript")
    (sure,) = findings(engine, route("db.query('SELECT a FROM t WHERE id = ' + req.query.id);"), "javascript")
    assert (doubtful.severity, doubtful.confidence) < (sure.severity, sure.confidence)


@pytest.mark.parametrize("language", ["python", "text", None])
def test_other_languages_are_left_to_others(engine: FlowEngine, language: str | None) -> None:
    assert engine.scan(Prepared("db.query(x)", language)).status is ScanStatus.UNSUPPORTED


def test_a_statement_alone_is_left_to_the_whole_text(engine: FlowEngine) -> None:
    unit = PreparedUnit(Unit(1, 1, 0, "eval(req.body.x);\n"), "javascript")
    assert engine.scan_unit(unit, "state").state == "state"


QUERY = "db.query('SELECT a FROM t WHERE id = ' + req.query.id);"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param(
            "var a=function(r){return r(req.body.x)};" * 25_000 + QUERY, ScanStatus.OVERSIZE, id="a minified megabyte"
        ),
        pytest.param("f(() => {" * 10_000 + QUERY + "})" * 10_000, ScanStatus.FAILED, id="deep functions"),
        pytest.param("x = " + "+".join(["req.query.a"] * 20_000) + ";" + QUERY, ScanStatus.PARTIAL, id="a long sum"),
        pytest.param("x = a" + ".b(req.query.c)" * 9_000 + ";" + QUERY, ScanStatus.PARTIAL, id="a long chain"),
        pytest.param(
            "".join(f"function f{at}(a){{f{(at * 7 + 1) % 5_000}(a)}}" for at in range(5_000)) + QUERY,
            ScanStatus.PARTIAL,
            id="functions that call each other",
        ),
        pytest.param(
            "".join(f"var v{at}=req.query.v;" for at in range(3_000)) + "if(x){y=1;}" * 3_000 + QUERY,
            ScanStatus.PARTIAL,
            id="many names, many branches",
        ),
    ],
)
def test_hostile_text_costs_little_and_what_was_left_out_is_said(
    engine: FlowEngine, text: str, status: ScanStatus
) -> None:
    prepared = Prepared(text, "javascript")
    before = time.process_time()
    assert engine.scan(prepared).status is status
    assert time.process_time() - before < SECONDS


def test_what_clears_several_classes_clears_each(engine: FlowEngine) -> None:
    text = "<?php echo esc_url($_GET['u']); wp_redirect(esc_url_raw($_GET['u'])); echo esc_url_raw($_GET['u']);\n"
    assert [each.rule_id for each in findings(engine, text, "php")] == ["flow.php.xss"]
