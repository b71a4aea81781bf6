"""One defect, one finding."""

from __future__ import annotations

import pytest

from proxy.model import CodeBlock, Confidence, Finding, Severity, Span
from proxy.scan.bandit import BanditEngine
from proxy.scan.flow.engine import FlowEngine
from proxy.scan.merge import merge
from proxy.scan.scanner import Scanner
from proxy.scan.structural import StructuralEngine

SCANNER = Scanner([BanditEngine(), StructuralEngine(), FlowEngine()])


def made(engine: str, start: int, end: int, line: int, **more: object) -> Finding:
    values: dict[str, object] = {
        "severity": Severity.MEDIUM,
        "confidence": Confidence.MEDIUM,
        "cwe": ("CWE-78",),
        "category": "injection",
    }
    rule_id = more.pop("rule_id", f"{engine}.x")
    return Finding(rule_id=rule_id, engine=engine, span=Span(start, end, line, line), message="m", **(values | more))  # type: ignore[arg-type]


WEAK = {"severity": Severity.LOW}
STRONG = {"severity": Severity.HIGH, "confidence": Confidence.HIGH}
SECRET = {"cwe": ("CWE-798",), "category": "secret"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param([made("a", 0, 5, 1), made("b", 3, 9, 1)], ["a"], id="same-weakness-same-line"),
        pytest.param([made("a", 0, 5, 1), made("b", 3, 9, 2)], ["a", "b"], id="another-line"),
        pytest.param([made("a", 0, 5, 1), made("b", 3, 9, 1, cwe=("CWE-79",))], ["a", "b"], id="another-weakness"),
        pytest.param([made("a", 0, 5, 1), made("a", 3, 9, 1)], ["a", "a"], id="one-engine-may-find-two"),
        pytest.param([made("a", 0, 5, 1, **SECRET), made("b", 4, 9, 1, **SECRET)], ["a"], id="the-same-characters"),
        pytest.param(
            [made("a", 0, 5, 1, **SECRET), made("b", 6, 9, 1, **SECRET)], ["a", "b"], id="two-secrets-on-a-line"
        ),
        pytest.param(
            [made("bandit", 0, 30, 1, cwe=("CWE-259",)), made("s", 10, 20, 1, **SECRET)],
            ["s"],
            id="a-literal-password-is-a-secret",
        ),
        pytest.param([made("a", 0, 5, 1), made("b", 3, 9, 1, cwe=("CWE-77",))], ["a"], id="kin-of-the-weakness"),
        pytest.param([made("a", 0, 5, 1, **WEAK), made("b", 30, 39, 4, path=((1, 1),))], ["b"], id="built-and-used"),
        pytest.param(
            [made("a", 0, 5, 2, **WEAK), made("b", 30, 39, 4, path=((1, 3),))], ["b"], id="built-on-many-lines"
        ),
        pytest.param(
            [made("a", 0, 5, 1, **STRONG), made("b", 30, 39, 4, path=((1, 1),))], ["a"], id="built-weighs-more"
        ),
        pytest.param([made("a", 0, 5, 1), made("b", 30, 39, 4, path=((1, 1),))], ["b"], id="of-equals-the-use"),
        pytest.param(
            [made("a", 0, 5, 1), made("a", 30, 39, 4, rule_id="a.y", path=((1, 1),))], ["a"], id="rules-of-an-engine"
        ),
        pytest.param([made("a", 0, 5, 1), made("a", 30, 39, 4, path=((1, 1),))], ["a", "a"], id="one-rule-means-two"),
        pytest.param([made("a", 0, 5, 2), made("b", 30, 39, 4, path=((1, 1),))], ["a", "b"], id="beside-the-way"),
        pytest.param(
            [made("a", 0, 5, 1, cwe=("CWE-79",)), made("b", 30, 39, 4, path=((1, 1),))], ["a", "b"], id="another-kind"
        ),
        pytest.param(
            [made("a", 0, 5, 1, unless=("x",)), made("b", 30, 39, 4, path=((1, 1),))],
            ["a", "b"],
            id="one-may-be-excused",
        ),
        pytest.param(
            [made("a", 0, 5, 1), made("b", 30, 39, 4, path=((1, 1),)), made("c", 50, 59, 6, path=((1, 1),))],
            ["b", "c"],
            id="used-twice",
        ),
        pytest.param([], [], id="nothing"),
    ],
)
def test_merged(given: list[Finding], kept: list[str]) -> None:
    assert kept == [each.engine for each in merge(given)]
    assert merge(given) == merge(reversed(given))


def test_the_exact_span_stays_with_the_higher_levels() -> None:
    high = {"severity": Severity.HIGH, "confidence": Confidence.HIGH}
    (each,) = merge([made("bandit", 0, 30, 1, cwe=("CWE-259",), **high), made("secrets", 10, 20, 1, **SECRET)])
    assert (each.engine, each.span.start, each.severity, each.confidence) == (
        "secrets",
        10,
        Severity.HIGH,
        Confidence.HIGH,
    )


def test_the_order_is_that_of_the_text() -> None:
    given = [made("a", 9, 10, 2), made("b", 0, 1, 1, cwe=("CWE-1",)), made("c", 4, 5, 1, cwe=("CWE-2",))]
    assert [each.engine for each in merge(given)] == ["b", "c", "a"]


def test_what_stays_speaks_for_what_went() -> None:
    built = made(
        "a", 0, 5, 1, confidence=Confidence.LOW, severity=Severity.HIGH, cwe=("CWE-77", "CWE-88"), also=("z.y",)
    )
    (each,) = merge([built, made("b", 30, 39, 4, path=((1, 1),))])
    assert (each.rule_id, each.also, each.cwe) == ("b.x", ("a.x", "z.y"), ("CWE-78", "CWE-77", "CWE-88"))
    # Severe but unsure weighs less than medium in both: policies act on what is both.
    assert (each.severity, each.confidence, each.span.line) == (Severity.MEDIUM, Confidence.MEDIUM, 4)


BUILT = [
    pytest.param(
        "python",
        """def find(request, db):
    name = request.args["name"]
    query = f"SELECT * FROM users WHERE name = '{name}'"
    log.info("asking")
    return db.execute(query)
""",
        (5, "rules.python.sql-injection", ("bandit.B608",)),
        id="python",
    ),
    pytest.param(
        "python",
        """def find(request, db):
    query = "SELECT * FROM users WHERE active"
    query += f" AND name = '{request.args['name']}'"
    query += " ORDER BY name"
    return db.execute(query)
""",
        (5, "rules.python.sql-injection", ("rules.python.sql-text",)),
        id="python-piece-by-piece",
    ),
    pytest.param(
        "javascript",
        """app.get("/users", (req, res) => {
  const sql = "SELECT * FROM users WHERE name = '" + req.query.name + "'";
  log("asking");
  db.query(sql, done);
});
""",
        (4, "flow.javascript.sql", ("rules.javascript.sql-string-built",)),
        id="javascript",
    ),
    pytest.param(
        "go",
        """func find(w http.ResponseWriter, r *http.Request) {
	query := fmt.Sprintf("SELECT * FROM users WHERE name = '%s'", r.FormValue("name"))
	log.Println("asking")
	db.Query(query)
}
""",
        (4, "flow.go.sql", ("rules.go.sql-built",)),
        id="go",
    ),
    pytest.param(
        "java",
        """class Users { void find(HttpServletRequest request) throws SQLException {
  String query = "SELECT * FROM users WHERE name = '" + request.getParameter("name") + "'";
  Statement statement = connection.createStatement();
  statement.executeQuery(query);
}}
""",
        (4, "flow.java.sql", ("rules.java.sql-string-built",)),
        id="java",
    ),
    pytest.param(
        "html",
        """<p>Users</p>
<script>
const place = "<b>" + location.hash + "</b>";
log("showing");
document.body.innerHTML = place;
</script>
""",
        (5, "flow.javascript.xss", ("rules.javascript.html-from-variable",)),
        id="a-piece-of-a-page",
    ),
]


@pytest.mark.parametrize(("language", "text", "told"), BUILT)
def test_what_is_built_here_and_used_there_is_told_once(
    language: str, text: str, told: tuple[int, str, tuple[str, ...]]
) -> None:
    found = SCANNER.scan(CodeBlock(1, "fence", text, language)).findings
    assert [told] == [(each.span.line, each.rule_id, each.also) for each in found if each.severity > Severity.LOW]


def test_two_texts_built_are_two_defects() -> None:
    text = """def find(request, db):
    one = f"SELECT * FROM users WHERE name = '{request.args['a']}'"
    two = f"SELECT * FROM rooms WHERE name = '{request.args['b']}'"
    db.execute(one)
    db.execute(two)
"""
    assert [each.span.line for each in SCANNER.scan(CodeBlock(1, "fence", text, "python")).findings] == [4, 5]


def test_the_path_is_in_the_lines_of_the_block() -> None:
    text = """<p>Users</p>
<script>
const place = "<b>" +
  location.hash;
document.body.innerHTML = place;
</script>
"""
    (each,) = SCANNER.scan(CodeBlock(1, "fence", text, "html")).findings
    assert each.path == ((3, 4),)
