"""Branches whose tests are certain: what the dead one would give is never given, what isn't certain stays."""

from __future__ import annotations

import pytest

from proxy.model import Severity
from proxy.scan.bandit import BanditEngine
from proxy.scan.base import Prepared
from proxy.scan.scanner import Scanner
from tests.property.test_scan_units import units_of

ENGINE = BanditEngine()
SCANNER = Scanner([ENGINE])
HEAD = "@app.route('/x')\ndef view():\n    given = request.args['q']\n"
TAIL = "    db.execute('SELECT a FROM t WHERE n = ' + name)\n"


def code(body: str) -> str:
    return HEAD + "".join(f"    {line}\n" for line in body.splitlines()) + TAIL


def whole(text: str) -> bool:
    """Whether the query is told as one that the request steers."""
    found = ENGINE.scan(Prepared(text, "python")).findings
    return any(each.severity >= Severity.HIGH and "CWE-89" in each.cwe for each in found)


def by_statements(text: str) -> bool:
    state, told = b"", False
    for unit in units_of(text.splitlines(keepends=True)):
        report = SCANNER.scan_units("python", [unit], state)
        state = report.state
        told |= any(each.severity >= Severity.HIGH for one in report.units for each in one.findings)
    return told


DEAD = [
    pytest.param("name = 'a'\nif False:\n    name = given", id="false"),
    pytest.param("if 0:\n    name = given\nelse:\n    name = 'a'", id="zero"),
    pytest.param("if True:\n    name = 'a'\nelse:\n    name = given", id="else"),
    pytest.param("name = given\nif True:\n    name = 'a'", id="always-given-anew"),
    pytest.param("num = 106\nif 7 * 42 - num > 100:\n    name = 'a'\nelse:\n    name = given", id="arithmetic"),
    pytest.param("num = 106\nif 7 * 18 + num < 200:\n    name = given\nelse:\n    name = 'a'", id="arithmetic-false"),
    pytest.param("mode = 'abc'\nif mode[1] == 'c':\n    name = given\nelse:\n    name = 'a'", id="a-character"),
    pytest.param("if False:\n    name = given\nelif 1 > 2:\n    name = given\nelse:\n    name = 'a'", id="elif-dead"),
    pytest.param(
        "if True:\n    name = 'a'\nelif request.x:\n    name = given\nelse:\n    name = given", id="elif-over"
    ),
    pytest.param("name = 'a' if 3 > 2 else given", id="conditional"),
    pytest.param("name = 'a'\nwhile False:\n    name = given", id="while"),
    pytest.param("name = 'a'\nif False and request.x:\n    name = given", id="and"),
    pytest.param("name = given\nif True:\n    if not False:\n        name = 'a'", id="one-in-another"),
]
OTHER_BRANCH = [
    pytest.param("if request.x:\n    name = given\nelse:\n    name = 'a'", id="if"),
    pytest.param("if request.x:\n    name = given\nelif request.y:\n    name = 'b'\nelse:\n    name = 'a'", id="elif"),
    pytest.param(
        "if request.x:\n    name = 'b'\nelif request.y:\n    name = given\nelse:\n    name = 'a'", id="elif-gives"
    ),
    pytest.param("try:\n    name = given\nexcept KeyError:\n    name = 'a'", id="except"),
    pytest.param(
        "try:\n    name = given\nexcept KeyError:\n    name = 'a'\nexcept ValueError:\n    name = 'b'",
        id="two-handlers",
    ),
    pytest.param("try:\n    name = given\nexcept KeyError:\n    name = 'a'\nfinally:\n    close()", id="finally"),
    pytest.param("for each in rows:\n    name = given\nelse:\n    name = 'a'", id="for"),
    pytest.param(
        "if request.x:\n    if request.y:\n        name = given\n    else:\n        name = 'b'\nelse:\n    name = 'a'",
        id="nested",
    ),
    pytest.param("if request.x:\n    name = given\nelse:\n    name = 'b'\n    name = 'a'", id="given-twice"),
    pytest.param(
        "if request.x:\n    name = given\nelse:\n    if request.y:\n        return 1\n    name = 'a'", id="left-inside"
    ),
]
NO_OTHER_BRANCH = [
    pytest.param("if request.x:\n    name = given\n    return name\nelse:\n    name = 'a'", id="left"),
    pytest.param("if request.x:\n    name = int(given)\nelse:\n    name = 'a'", id="number"),
    pytest.param("if given in NAMES:\n    name = given\nelse:\n    name = 'a'", id="checked"),
    pytest.param("if request.x:\n    name = 'b'\nelse:\n    name = 'a'", id="constants"),
    pytest.param("if request.x:\n    name = given\nelse:\n    pass\nname = 'a'", id="given-anew"),
    pytest.param("try:\n    name = int(given)\nexcept ValueError:\n    name = 'a'", id="converted"),
]
LIVE = [
    pytest.param("name = 'a'\nif True:\n    name = given", id="true"),
    pytest.param("name = 'a'\nif False:\n    pass\nelse:\n    name = given", id="else"),
    pytest.param("name = given\nif request.x:\n    name = 'a'", id="nobody-knows"),
    pytest.param("name = 'a'\nif False or request.x:\n    name = given", id="or"),
    pytest.param("num = 1\nnum = num + request.y\nname = 'a'\nif num > 1:\n    name = given", id="given-twice"),
    pytest.param("num = 1\nnum += 1\nname = 'a'\nif num > 1:\n    name = given", id="added-to"),
    pytest.param(
        "num = 1\nif request.x:\n    num = 2\nname = 'a'\nif num > 1:\n    name = given", id="given-in-a-branch"
    ),
    pytest.param(
        "first = True\nname = 'a'\nfor _ in range(2):\n    if not first:\n        name = given\n    first = False",
        id="next-round",
    ),
    pytest.param(
        "num = 0\nname = 'a'\nwhile num < 3:\n    if num > 1:\n        name = given\n    num += 1", id="counted"
    ),
    pytest.param(
        "num = 1\ndef more():\n    nonlocal num\n    num = 2\nmore()\nname = 'a'\nif num > 1:\n    name = given",
        id="nonlocal",
    ),
    pytest.param("for num in range(3):\n    pass\nname = 'a'\nif num > 1:\n    name = given", id="looped-over"),
    pytest.param("if False:\n    name = 'a'\nelif request.x:\n    name = 'b'\nelse:\n    name = given", id="elif"),
    pytest.param("name = given\nif True:\n    if request.x:\n        name = 'a'", id="one-in-another"),
    pytest.param("name = given\nif False:\n    name = 'a'", id="dead-does-not-clean"),
    pytest.param("name = 'a' if 3 < 2 else given", id="conditional"),
    pytest.param(
        "name = given\nif False:\n    check = name in ('a', 'b')\n    if name not in ('a', 'b'):\n        raise ValueError",
        id="dead-check",
    ),
]


@pytest.mark.parametrize("body", DEAD)
def test_what_a_dead_branch_gives_does_not_count(body: str) -> None:
    assert (whole(code(body)), by_statements(code(body))) == (False, False)


@pytest.mark.parametrize("body", LIVE)
def test_what_may_be_given_counts(body: str) -> None:
    assert (whole(code(body)), by_statements(code(body))) == (True, True)


def test_names_of_a_module_may_be_given_anew_anywhere() -> None:
    assert whole("DEBUG = False\n" + code("name = 'a'\nif DEBUG:\n    name = given"))


@pytest.mark.parametrize("body", OTHER_BRANCH)
def test_behind_branches_a_name_holds_what_any_gave(body: str) -> None:
    assert (whole(code(body)), by_statements(code(body))) == (True, True)


@pytest.mark.parametrize("body", NO_OTHER_BRANCH)
def test_what_no_branch_gives_is_not_held(body: str) -> None:
    assert (whole(code(body)), by_statements(code(body))) == (False, False)


def test_in_a_branch_a_name_holds_what_the_branch_gave() -> None:
    text = HEAD + "    if request.x:\n        name = given\n    else:\n        name = 'a'\n    " + TAIL
    assert (whole(text), by_statements(text)) == (False, False)
