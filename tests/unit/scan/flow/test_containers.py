"""Lists and maps place by place: what is asked for by a constant is what was put there; whatever isn't known counts as a whole."""

from __future__ import annotations

import pytest

from tests.unit.scan.flow.test_certain import GIVEN, told

OTHER = [
    ("javascript", "const m = {}; m['a'] = GIVEN; m['b'] = 'c'; const name = m['b'];"),
    ("javascript", "const m = new Map(); m.set('a', GIVEN); m.set('b', 'c'); const name = m.get('b');"),
    ("javascript", "const l = []; l.push(GIVEN); l.push('c'); l.shift(); const name = l[0];"),
    ("javascript", "const l = ['c', GIVEN]; l.pop(); const name = l[0];"),
    ("javascript", "const l = ['c']; l.unshift(GIVEN); const name = l[1];"),
    ("java", 'Map<String, String> m = new HashMap<>(); m.put("a", GIVEN); m.put("b", "c"); String name = m.get("b");'),
    ("java", 'List<String> l = new ArrayList<String>(); l.add("c"); l.add(GIVEN); l.add("d"); l.remove(0); String name = l.get(1);'),
    ("go", 'm := map[string]string{}\nm["a"] = GIVEN\nm["b"] = "c"\nname := m["b"]'),
    ("php", "$m = []; $m['a'] = GIVEN; $m['b'] = 'c'; $name = $m['b'];"),
]  # fmt: skip
THERE = [
    ("javascript", "const m = {}; m['a'] = GIVEN; m['b'] = 'c'; const name = m['a'];"),
    ("javascript", "const m = {}; m['b'] = 'c'; m[key] = GIVEN; const name = m['b'];"),
    ("javascript", "const m = new Map(); m.set('a', GIVEN); m.set('b', 'c'); const name = m.get('a');"),
    ("javascript", "const m = new Map(); m.set('b', 'c'); m.set(key, GIVEN); const name = m.get('b');"),
    ("javascript", "const l = []; l.push('c'); l.push(GIVEN); l.shift(); const name = l[0];"),
    ("javascript", "const l = []; l.push(GIVEN); for (const x of y) { l.shift(); } const name = l[0];"),
    ("javascript", "const l = [GIVEN]; if (x) { l.shift(); } const name = l[0];"),
    ("javascript", "const l = []; l.push(GIVEN); l.push('c'); fill(l); l.shift(); const name = l[0];"),
    ("javascript", "const l = []; l.push(GIVEN); const k = l; k.shift(); k.push('c'); const name = l[0];"),
    ("java", 'Map<String, String> m = new HashMap<>(); m.put("a", GIVEN); m.put("b", "c"); String name = m.get("a");'),
    ("java", 'List<String> l = new ArrayList<>(); l.add("c"); l.add(GIVEN); l.add("d"); l.remove(0); String name = l.get(0);'),
    ("java", 'List<String> l = new ArrayList<>(); l.add("c"); l.add(GIVEN); Collections.reverse(l); String name = l.get(0);'),
    ("go", 'm := map[string]string{}\nm["a"] = GIVEN\nm["b"] = "c"\nname := m["a"]'),
    ("php", "$m = []; $m['a'] = GIVEN; $m['b'] = 'c'; $name = $m['a'];"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "body"), [pytest.param(*each, id=f"{each[0]}-{at}") for at, each in enumerate(OTHER)]
)
def test_another_place_is_asked_for(language: str, body: str) -> None:
    assert not told(body.replace("GIVEN", GIVEN[language]), language)


@pytest.mark.parametrize(
    ("language", "body"), [pytest.param(*each, id=f"{each[0]}-{at}") for at, each in enumerate(THERE)]
)
def test_what_may_stand_there_counts(language: str, body: str) -> None:
    assert told(body.replace("GIVEN", GIVEN[language]), language)
