"""Branches whose tests are certain, in each language: the dead one gives nothing, and what isn't certain counts."""

from __future__ import annotations

import pytest

from proxy.scan.base import Prepared
from proxy.scan.flow.certain import Names, number, picked, text, united, worked_out
from proxy.scan.flow.engine import FlowEngine

ENGINE = FlowEngine()
WRAPS = {
    "javascript": "app.get('/a', (req, res) => {\n%s\ndb.query('SELECT a FROM t WHERE n = ' + name);\n});\n",
    "java": "class A { void f(HttpServletRequest request, Statement db) throws Exception {\n%s\n"
    'db.executeQuery("SELECT a FROM t WHERE n = " + name);\n}}\n',
    "go": "package p\nfunc h(w http.ResponseWriter, r *http.Request) {\n%s\n"
    'db.Query("SELECT a FROM t WHERE n = \'" + name + "\'")\n}\n',
    "php": "<?php\n%s\nmysqli_query($db, 'SELECT a FROM t WHERE n = ' . $name);\n",
}


def told(body: str, language: str) -> bool:
    found = ENGINE.scan(Prepared(WRAPS[language] % body, language)).findings
    return any(each.rule_id.endswith(".sql") for each in found)


GIVEN = {
    "javascript": "req.query.n",
    "java": 'request.getParameter("n")',
    "go": 'r.FormValue("n")',
    "php": "$_GET['n']",
}
DEAD = [
    ("javascript", "let name = 'a'; if (false) { name = GIVEN; }"),
    ("javascript", "let name; const num = 106; if (7 * 42 - num > 100) name = 'a'; else name = GIVEN;"),
    ("javascript", "const num = 86; const name = (7 * 42) - num > 200 ? 'a' : GIVEN;"),
    ("javascript", "let name = GIVEN; if (!false && 1 < 2) { name = 'a'; }"),
    ("javascript", "const mode = 'b'; let name = 'a'; switch (mode) { case 'c': name = GIVEN; break; case 'b': name = 'd'; break; default: name = GIVEN; }"),
    ("javascript", "const w = 'abc'; let name = 'a'; if (w[1] === 'c') { name = GIVEN; }"),
    ("java", 'String name; int num = 106; if ((7 * 18) + num > 200) name = "a"; else name = GIVEN;'),
    ("java", 'int num = 86; String name = (7 * 42) - num > 200 ? "a" : GIVEN;'),
    ("java", 'String mode = "b"; String name; switch (mode) { case "c": name = GIVEN; break; case "b": name = "a"; break; default: name = GIVEN; }'),
    ("go", 'name := "a"\nnum := 3\nif num > 4 {\nname = GIVEN\n}'),
    ("go", 'name := "a"\nif false {\nname = GIVEN\n}'),
    ("php", "$num = 106; if (7 * 42 - $num > 100) { $name = 'a'; } else { $name = GIVEN; }"),
    ("php", "$name = FALSE ? GIVEN : 'a';"),
]  # fmt: skip
LIVE = [
    ("javascript", "let name = 'a'; if (true) { name = GIVEN; }"),
    ("javascript", "let num = 1; num++; let name = 'a'; if (num > 1) { name = GIVEN; }"),
    ("javascript", "let num = 1; if (req.x) { num = 2; } let name = 'a'; if (num > 1) { name = GIVEN; }"),
    ("javascript", "let name = 'a'; for (let i = 0; i < 3; i++) { if (i > 1) { name = GIVEN; } }"),
    ("javascript", "let first = true; let name = 'a'; for (const x of y) { if (!first) { name = GIVEN; } first = false; }"),
    ("javascript", "let on = false; bus.on('x', () => { on = true; }); let name = 'a'; if (on) { name = GIVEN; }"),
    ("javascript", "let num; if (req.x) { num = 2; } let name = 'a'; if (num !== 2) { name = GIVEN; }"),
    ("javascript", "const f = (v) => { if (v > 1) { return GIVEN; } return 'a'; }; f(1); const name = f(2);"),
    ("javascript", "const { num = 1 } = req.z; let name = 'a'; if (num > 1) { name = GIVEN; }"),
    ("javascript", "const [num] = [1]; let name = 'a'; if (num > 1 || req.x) { name = GIVEN; }"),
    ("javascript", "const mode = 'b'; let name = 'a'; switch (mode) { case 'b': case 'c': name = GIVEN; }"),
    ("javascript", "let name = 'a'; switch (req.mode) { case 'c': name = GIVEN; break; default: }"),
    ("java", 'int num = 106; num += 100; String name = "a"; if (num > 200) name = GIVEN;'),
    ("java", 'String name = "a"; int i = 0; while (i < 3) { if (i > 1) name = GIVEN; i++; }'),
    ("go", 'num := 1\nfmt.Sscan(s, &num)\nname := "a"\nif num > 1 {\nname = GIVEN\n}'),
    ("go", 'num := 1\nnum = 2\nname := "a"\nif num > 1 {\nname = GIVEN\n}'),
    ("php", "$num = 1; settype($num, $kind); $name = 'a'; if ($num > 1) { $name = GIVEN; }"),
    ("php", "$num = 1; $other = &$num; $other = 5; $name = 'a'; if ($num > 1) { $name = GIVEN; }"),
    ("php", "$mode = '10'; $name = 'a'; if ($mode == '1e1') { $name = GIVEN; }"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "body"), [pytest.param(*each, id=f"{each[0]}-{at}") for at, each in enumerate(DEAD)]
)
def test_what_a_dead_branch_gives_does_not_count(language: str, body: str) -> None:
    assert not told(body.replace("GIVEN", GIVEN[language]), language)


@pytest.mark.parametrize(
    ("language", "body"), [pytest.param(*each, id=f"{each[0]}-{at}") for at, each in enumerate(LIVE)]
)
def test_what_may_be_given_counts(language: str, body: str) -> None:
    assert told(body.replace("GIVEN", GIVEN[language]), language)


def test_a_package_variable_of_go_may_be_changed_by_another_file() -> None:
    text = "package p\nvar debug = false\n" + (WRAPS["go"] % 'name := "a"\nif debug {\nname = r.FormValue("n")\n}')[10:]
    assert any(each.rule_id == "flow.go.sql" for each in ENGINE.scan(Prepared(text, "go")).findings)


@pytest.mark.parametrize(
    ("sign", "values", "made"),
    [
        pytest.param("*", [7, 42], 294, id="product"),
        pytest.param("/", [7, 2], None, id="an-uneven-division-differs"),
        pytest.param("/", [8, 2], 4, id="an-even-division"),
        pytest.param("%", [-7, 2], None, id="a-negative-rest-differs"),
        pytest.param("/", [8, 0], None, id="by-nothing"),
        pytest.param("*", [1 << 30, 4], None, id="too-large"),
        pytest.param("==", ["a", 1], None, id="kinds-that-differ"),
        pytest.param("<", ["a", "b"], None, id="the-order-of-texts-differs"),
        pytest.param("!", [0], True, id="not"),
        pytest.param("+", [None, 1], None, id="nobody-knows"),
    ],
)
def test_an_operator_is_worked_out_where_every_language_agrees(
    sign: str, values: list[int | str | None], made: int | None
) -> None:
    assert worked_out(sign, values) == made


def test_what_is_certain_is_told_from_what_may_be_another_value() -> None:
    names = Names("let a = 1; let b = 2; b += a; const [c] = x; f(d = 4);", "javascript")
    assert [each for each in "abcde" if names.is_certain(each)] == ["a", "d"]
    assert (number("0x10"), number("010"), number("12"), text("a\\n"), picked("abc", 3)) == (None, None, 12, None, None)
    assert (united("or", [None, 1]), united("and", [None, 1]), united("and", [None, 0])) == (True, None, False)
