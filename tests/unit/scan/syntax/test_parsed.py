"""Trees of whole texts and of pieces, and what can't be read of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.scan.syntax.grammars import GRAMMARS, grammar_of, languages_of_folder
from proxy.scan.syntax.parsed import MAX_DEPTH, Parsed, TooDeep, parse
from proxy.scan.syntax.templates import code_of_page


def parsed(text: str, language: str) -> Parsed:
    grammar = grammar_of(language)
    assert grammar is not None
    return parse(text, grammar)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("javascript", "const a = <div onClick={f}>x</div>;\n", id="jsx"),
        pytest.param("typescript", "const f = async (a: number): Promise<void> => {};\n", id="typescript"),
        pytest.param(
            "typescript",
            "  @Get('x')\n  find(@Param('id') id: string) {\n    return this.s.find(id);\n  }\n",
            id="a-method-alone",
        ),
        pytest.param("javascript", "app.get('/x', (req, res) => {\n  res.send(1);\n});\n", id="a-route"),
        pytest.param(
            "java",
            '@GetMapping("/x")\npublic String x(@RequestParam String id) {\n  return id;\n}\n',
            id="a-java-method",
        ),
        pytest.param("java", "String q = a + b;\nstmt.executeQuery(q);\n", id="java-statements"),
        pytest.param("go", 'q := fmt.Sprintf("%s", id)\ndb.Query(q)\n', id="go-statements"),
        pytest.param("go", "func f(w http.ResponseWriter, r *http.Request) {\n}\n", id="a-go-function"),
        pytest.param("php", "$id = $_GET['id'];\necho $id;\n", id="php-without-its-tag"),
        pytest.param("php", "<p><?= $x ?></p>\n", id="php-in-a-page"),
        pytest.param("php", "public function show($id)\n{\n    return $id;\n}\n", id="a-php-method"),
        pytest.param("ruby", "def show\n  @u = User.find(params[:id])\nend\n", id="ruby"),
        pytest.param(
            "csharp", "[HttpPost]\npublic IActionResult Save(User u)\n{\n    return Ok(u);\n}\n", id="a-csharp-method"
        ),
        pytest.param("rust", 'let x = Command::new("sh").arg(a);\n', id="rust-statements"),
        pytest.param("c", "strcpy(a, b);\nif (n > 1) { free(a); }\n", id="c-statements"),
        pytest.param("kotlin", 'fun f(id: String) = db.rawQuery("x $id", null)\n', id="kotlin"),
        pytest.param("swift", "let url = URL(string: s)!\n", id="swift"),
        pytest.param("scala", "def f(id: String) = Action { Ok(id) }\n", id="scala"),
    ],
)
def test_a_text_or_a_piece_is_read_whole(language: str, text: str) -> None:
    made = parsed(text, language)
    assert made.unread == frozenset()
    assert made.root.text()


def test_offsets_are_those_of_the_text_whatever_was_put_around_it() -> None:
    text = "é: 'ü',\nfind(id) { return eval(id); }\n"
    made = parsed(text, "javascript")
    call = made.root.find(pattern="eval($X)")
    assert call is not None
    start, end = made.offsets(call)
    assert text[start:end] == "eval(id)"


def test_what_cannot_be_read_is_counted_in_lines() -> None:
    made = parsed("int f() { return 1; }\n\n]] ?? !!\n", "c")
    assert made.unread == {3}


def test_x2_what_nests_too_deep_is_refused_before_the_parser_sees_it() -> None:
    parsed("(" * MAX_DEPTH, "javascript")
    with pytest.raises(TooDeep, match="nested too deeply"):
        parsed("[" * (MAX_DEPTH + 1), "javascript")


def test_every_folder_of_rules_has_languages() -> None:
    assert set(languages_of_folder("javascript")) == {"javascript", "jsx", "typescript", "tsx"}
    assert all(languages_of_folder(folder) for grammar in GRAMMARS.values() for folder in grammar.folders)
    assert grammar_of("brainfuck") is None


@pytest.mark.parametrize(
    ("page", "code"),
    [
        pytest.param("<p><?= $x ?></p>\n", "   echo$x ;     \n", id="short-echo"),
        pytest.param("<p> <?=$x?>", "   echo$x; ", id="short-echo-without-a-blank"),
        pytest.param("<?=$x?>", "   $x; ", id="no-room-for-the-word"),
        pytest.param("a\n<?php f();\n?>b<?php g();", " \n      f();\n;        g();", id="two-tags"),
        pytest.param("<?php f();", "      f();", id="never-closed"),
        pytest.param("<?xml?> text", "     xml;      "[:5] + "xml; " + "     ", id="an-old-short-tag"),
    ],
)
def test_a_php_page_becomes_code_of_the_same_length(page: str, code: str) -> None:
    made = code_of_page(page)
    assert len(made) == len(page)
    assert made.split() == code.split()


PIECES = st.sampled_from(
    [
        "(",
        ")",
        "{",
        "}",
        "[",
        "'",
        '"',
        "`",
        "\n",
        " ",
        "é",
        "\ud800",
        "\U0001f600",
        "a",
        "=",
        "<?php ",
        "?>",
        "//",
        "/*",
        "${",
        "def ",
        ";",
        "\x00",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(sorted(GRAMMARS)))
def test_any_text_gives_a_tree_with_places_inside_it(text: str, language: str) -> None:
    made = parsed(text, language)
    for node in (made.root, *made.root.children()):
        start, end = made.offsets(node)
        assert 0 <= start <= end <= len(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in made.unread)
