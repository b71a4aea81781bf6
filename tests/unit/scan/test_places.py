"""Lists and dictionaries place by place: what is asked for by a constant is what was put there; the rest counts as a whole."""

from __future__ import annotations

import pytest

from tests.unit.scan.test_branches import by_statements, code, whole

OTHER = [
    pytest.param("m = {}\nm['a'] = given\nm['b'] = 'c'\nname = m['b']", id="key"),
    pytest.param("m = {'a': given, 'b': 'c'}\nname = m['b']", id="written-out"),
    pytest.param("m = {'a': given, 'b': 'c'}\nname = m.get('b')", id="get"),
    pytest.param("m = {'a': given}\nm['a'] = 'c'\nname = m['a']", id="given-anew"),
    pytest.param("l = []\nl.append(given)\nl.append('c')\nl.pop(0)\nname = l[0]", id="popped"),
    pytest.param("l = ['c']\nl.append(given)\nname = l[0]", id="first"),
    pytest.param("l = ['c', 'd']\nl.insert(0, given)\nname = l[-1]", id="last"),
    pytest.param("l = ['c', given]\nname = l.pop(0)", id="taken"),
]
THERE = [
    pytest.param("m = {}\nm['a'] = given\nm['b'] = 'c'\nname = m['a']", id="key"),
    pytest.param("m = {'b': 'c'}\nm[request.x] = given\nname = m['b']", id="key-of-nobody-knows"),
    pytest.param("m = {'b': 'c'}\nif request.x:\n    m['b'] = given\nname = m['b']", id="in-a-branch"),
    pytest.param("m = {'a': given, 'b': 'c'}\nmix(m)\nname = m['b']", id="passed-on"),
    pytest.param("m = {'a': 'c'}\nk = m\nk['a'] = given\nname = k['a']", id="a-second-name"),
    pytest.param("l = []\nl.append('c')\nl.append(given)\nl.pop(0)\nname = l[0]", id="popped"),
    pytest.param("l = ['c', given]\nl.reverse()\nname = l[0]", id="turned-round"),
    pytest.param(
        "l = [given, 'c']\nfor _ in range(2):\n    l.pop(0)\n    l.append(given)\nname = l[0]", id="in-a-loop"
    ),
    pytest.param("l = ['c']\nl.append(given)\nname = l[-1]", id="last"),
    pytest.param("l = ['c', given]\nname = l.pop()", id="taken"),
    pytest.param(
        "l = ['c']\ndef more():\n    l.insert(0, given)\nl.append(given)\nmore()\nname = l[0]", id="by-a-function"
    ),
    pytest.param("l = ['c', 'c', given]\nname, other = l.pop(2), 'd'", id="taken-into-two"),
    pytest.param("l = ['c', 'c', given]\nk = [l.pop(0) for _ in range(2)]\nname = l[0]", id="taken-many-times"),
    pytest.param("l = [given, 'c']\nrequest.x and l.pop(0)\nname = l[0]", id="perhaps-taken"),
    pytest.param("l = ['c', given, 'c']\nwhile l.pop(0):\n    pass\nname = l[1]", id="taken-by-a-loop"),
]


@pytest.mark.parametrize("body", OTHER)
def test_another_place_is_asked_for(body: str) -> None:
    assert (whole(code(body)), by_statements(code(body))) == (False, False)


@pytest.mark.parametrize("body", THERE)
def test_what_may_stand_there_counts(body: str) -> None:
    assert (whole(code(body)), by_statements(code(body))) == (True, True)
