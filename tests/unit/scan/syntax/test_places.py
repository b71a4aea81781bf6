"""Names of a match by their place: what is pasted, the arguments, the receiver; nothing where no plain name stands."""

from __future__ import annotations

import pytest

from proxy.scan.syntax.grammars import grammar_of
from proxy.scan.syntax.parsed import parse
from proxy.scan.syntax.places import PLACES, places


@pytest.mark.parametrize(
    ("language", "code", "place", "name"),
    [
        pytest.param("javascript", 'db.query("a" + name)', "VALUE", "name", id="sum"),
        pytest.param("javascript", "db.query(`a ${user.id}`)", "VALUE", "user.id", id="template"),
        pytest.param("javascript", "res.redirect(next)", "VALUE", "next", id="only-argument"),
        pytest.param("javascript", "fs.chmodSync(path, 0o777)", "FIRST", "path", id="first"),
        pytest.param("javascript", "pool.query(text)", "RECEIVER", "pool", id="receiver"),
        pytest.param("java", 'new File("/data/" + name);', "VALUE", "name", id="java-new"),
        pytest.param("java", "cookie.setSecure(false);", "RECEIVER", "cookie", id="java-receiver"),
        pytest.param("csharp", 'var s = $"a {name}";', "VALUE", "name", id="csharp-interpolated"),
        pytest.param("php", '$pdo->query("a {$id}");', "VALUE", "$id", id="php-in-a-text"),
        pytest.param("php", "chmod($path, 0777);", "FIRST", "$path", id="php-argument"),
        pytest.param("ruby", "File.chmod(0777, path)", "SECOND", "path", id="ruby-second"),
        pytest.param("ruby", "`ls #{dir}`", "VALUE", "dir", id="ruby-backticks"),
        pytest.param("kotlin", 'db.rawQuery("a " + id, null)', "VALUE", "id", id="kotlin-sum"),
        pytest.param("scala", 'Redirect("a" + url)', "VALUE", "url", id="scala"),
        pytest.param("swift", 'db.execute(sql: "a \\(id)")', "VALUE", "id", id="swift"),
        pytest.param("c", "strcpy(dst, src);", "SECOND", "src", id="c"),
        pytest.param("go", "os.Chmod(path, 0o777)", "FIRST", "path", id="go"),
        pytest.param("rust", "client.get(url)", "VALUE", "url", id="rust"),
    ],
)
def test_a_name_is_told_by_its_place(language: str, code: str, place: str, name: str) -> None:
    assert place in PLACES
    assert _of(language, code).get(place) == name


@pytest.mark.parametrize(
    "code",
    [
        pytest.param('run("a" + "b")', id="literals"),
        pytest.param('run("a" + read("b"))', id="a-call"),
        pytest.param("run(1, 2)", id="numbers"),
        pytest.param("a + b", id="a-sum-of-no-text"),
        pytest.param("run(a, b)", id="two-arguments-and-nothing-pasted"),
    ],
)
def test_where_no_plain_name_is_pasted_there_is_no_value(code: str) -> None:
    assert "VALUE" not in _of("javascript", code)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        pytest.param("php", '$pdo->query("a $id");', id="php"),
        pytest.param("kotlin", 'db.rawQuery("a $id", null)', id="kotlin"),
        pytest.param("scala", 'db.run(s"a $id")', id="scala"),
    ],
)
def test_a_name_without_braces_may_have_text_behind_it(language: str, code: str) -> None:
    assert "VALUE" not in _of(language, code)


def test_only_a_bounded_part_is_looked_at() -> None:
    assert _of("javascript", "x;" * 5000 + 'run("a" + late)') == {}


def _of(language: str, code: str) -> dict[str, str]:
    grammar = grammar_of(language)
    assert grammar is not None
    return dict(places(parse(code, grammar).root))
