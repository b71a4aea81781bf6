"""What stands inside files of other languages: one row a form, one claim a row; and where in the file it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.model import CodeBlock
from proxy.scan.nested import inner_texts
from proxy.scan.nested_pieces import pieces

STEPS = """defaults:
  run:
    shell: pwsh
jobs:
  a:
    steps:
      - run: Get-Item a
      - shell: bash
        run: ls
      - run: |
          print(1)
        shell: python
      - uses: actions/github-script@v7
        with:
          script: |
            f(1)
"""
POD = """spec:
  containers:
  - command: ["sh", "-c", "first a"]
    args: ["--port", "80"]
  - command:
    - /usr/bin/python3
    - -c
    - print(1)
    args: ["-c", "third"]
"""
FILES = """data:
  app.py: |
    import a
  init.sql: |
    GRANT ALL ON a TO b;
  readme: |
    words
tasks:
  - win_shell: Get-Item b
  - ansible.builtin.shell: ls c
  - copy:
      dest: /x.rb
      content: puts 1
  - copy:
      dest: /etc/motd
      content: words
"""
DOCKER = """FROM a
COPY <<EOF /app/x.py
import b
EOF
RUN ["bash", "-c", "first"]
HEALTHCHECK --interval=1s CMD curl a
CMD second
"""
TERRAFORM = """resource "a" "b" {
  user_data = <<-END
    #!/usr/bin/env python3
    import c
  END
  startup = <<END
ls
END
  policy = <<END
{"a": 1}
END
  provisioner "local-exec" {
    command = "first a"
  }
  inline = [
    "second",
    "third"
  ]
}
"""
NOTEBOOK = (
    '{"cells": [{"source": ["a = 1\\n", "b = 2"], "cell_type": "code"}, {"source": "words", "cell_type": "markdown"}]}'
)
PACKAGE = '{"scripts": {"build": "tsc", "x": "a && b"}, "postCreateCommand": "c", "name": "d"}'
SESSION = "$ ls\n>>> import a\n... b\n1\nPS C:\\x> Get-Item a\nC:\\> dir\nshop=# GRANT x;\nmysql> SELECT 1;\nirb(main):001:0> puts 1\n"
DIFF = "--- a/x.py\n+++ b/x.py\n@@ -1 +1,2 @@\n import a\n-b()\n+c()\n--- a/y.go\n+++ b/y.go\n+d()\n"
JSP = "<%@ page x %>\n<% int a = 1; %>\n<p><%= a %></p>\n<%-- no --%>\n"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "yaml",
            STEPS,
            [("powershell", "Get-Item a"), ("bash", "ls"), ("python", "print(1)"), ("javascript", "f(1)")],
            id="a-step-says-its-shell",
        ),
        pytest.param(
            "yaml", POD, [("bash", "first a"), ("python", "print(1)"), ("bash", "third")], id="code-among-words"
        ),
        pytest.param(
            "yaml",
            FILES,
            [
                ("python", "import a"),
                ("sql", "GRANT ALL ON a TO b;"),
                ("powershell", "Get-Item b"),
                ("bash", "ls c"),
                ("ruby", "puts 1"),
            ],
            id="files-and-tasks",
        ),
        pytest.param(
            "dockerfile",
            DOCKER,
            [("python", "import b"), ("bash", "first"), ("bash", "curl a"), ("bash", "second")],
            id="dockerfile",
        ),
        pytest.param(
            "terraform",
            TERRAFORM,
            [("python", "#!/usr/bin/env python3\nimport c"), ("bash", "ls"), ("bash", "first a"), ("bash", "second"), ("bash", "third")],
            id="terraform",
        ),
        pytest.param("json", NOTEBOOK, [("python", "a = 1\nb = 2")], id="notebook-on-one-line"),
        pytest.param("json", PACKAGE, [("bash", "c"), ("bash", "tsc"), ("bash", "a && b")], id="package"),
        pytest.param(
            "bash",
            SESSION,
            [
                ("python", "import a\nb"),
                ("powershell", "Get-Item a"),
                ("batch", "dir"),
                ("sql", "GRANT x;\nSELECT 1;"),
                ("ruby", "puts 1"),
            ],
            id="prompts",
        ),
        pytest.param("diff", DIFF, [("python", "import a\nc()"), ("go", "d()")], id="diff"),
        pytest.param(
            "html",
            "<a onclick=\"f(1)\" href='javascript:g(2)'>\n<script type=\"text/python\">a</script>",
            [("javascript", "f(1)"), ("javascript", "g(2)"), ("python", "a")],
            id="handlers",
        ),
        pytest.param("erb", "<p><% a %></p><%= b -%>\n<%# c %>", [("ruby", "a ; b ;\n;")], id="erb"),
        pytest.param("ejs", "<% if (a) { %>\n<b><%- c %></b>\n<% } %>", [("javascript", "if (a) { ;\nc ;\n} ;")], id="ejs"),
        pytest.param("jsp", JSP, [("java", "int a = 1; ;\na ;\n;")], id="jsp"),
        pytest.param("razor", "@{ var a = 1; if (b) { } }\n<p>@a</p>\n@code { int c; }", [("csharp", "var a = 1; if (b) { }"), ("csharp", "int c;")], id="razor"),
        pytest.param("blade", "@php a(); @endphp\n<?php b(); ?>\n@php(c)", [("php", "a();"), ("php", "b();")], id="blade"),
        pytest.param("python", 'db.execute("GRANT ALL ON a TO b")\nx = "grants"', [("sql", "GRANT ALL ON a TO b")], id="sql-in-a-string"),
        pytest.param("javascript", "q(`\n  ALTER USER a\n  SUPERUSER`)", [("sql", "ALTER USER a\n  SUPERUSER")], id="sql-over-lines"),
        pytest.param("java", 'q("GRANT ALL\n")', [], id="a-string-that-never-ends"),
        pytest.param("go", 'q("SELECT 1")', [], id="queries-are-followed-elsewhere"),
    ],
)  # fmt: skip
def test_pieces(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = [(piece.language, piece.text) for piece in pieces(text, language)]
    assert [(name, _squeezed(code)) for name, code in found] == [(name, _squeezed(code)) for name, code in expected]


def _squeezed(text: str) -> list[list[str]]:
    return [line.split() for line in text.split("\n") if line.strip()]


def test_what_shell_lines_carry_is_reached_at_its_place() -> None:
    text = "jobs:\n  - run: |\n      python3 - <<'EOF'\n      import a\n      b()\n      EOF\n"
    inner = {each.text.language: each for each in inner_texts(CodeBlock(1, "fence", text, "yaml"))}
    assert inner["python"].text.text == "import a\nb()\n"
    assert inner["python"].lines == ((4, 6), (5, 6))


def test_a_shell_block_of_its_own_was_taken_apart_before() -> None:
    text = "python3 -c 'import a'\n"
    assert not list(inner_texts(CodeBlock(1, "fence", text, "bash")))
    assert [each.text.language for each in inner_texts(CodeBlock(1, "file", text, "bash"))] == ["python"]


PARTS = st.sampled_from(
    ["run:", " |", "\n", "  ", "- ", "args:", '["-c", "x"]', "app.py: |", "COPY <<EOF /a.py", "EOF", "CMD ", "<%", "%>", "=", "-", "@{", "}", "{",
     "@php", "@endphp", ">>> ", "PS C:\\> ", "+++ b/x.py", "+", "-", '"GRANT ', '"', "<<END\n", "END", 'inline = ["a"]', '"scripts": {', '"source": ["a\\n"', '"cell_type": "code"',
     'onclick="f()"', "é", "\t"]
)  # fmt: skip
LANGUAGES = (
    "yaml",
    "dockerfile",
    "html",
    "vue",
    "erb",
    "ejs",
    "jsp",
    "razor",
    "blade",
    "json",
    "bash",
    "diff",
    "terraform",
    "python",
    "php",
)


@given(st.lists(PARTS, max_size=30).map("".join), st.sampled_from(LANGUAGES))
def test_any_text_gives_pieces_with_places_inside_it(text: str, language: str) -> None:
    rows = text.split("\n")
    for piece in pieces(text, language):
        for line, before in piece.lines:
            assert 1 <= line <= len(rows)
            assert 0 <= before <= len(rows[line - 1])


@given(st.lists(PARTS, max_size=30).map("".join), st.sampled_from(LANGUAGES))
def test_places_of_what_stands_deeper_lie_inside_too(text: str, language: str) -> None:
    rows = text.split("\n")
    for inner in inner_texts(CodeBlock(1, "file", text, language)):
        assert all(1 <= line <= len(rows) for line, _ in inner.lines)


def test_the_kinds_of_cells_are_found_where_the_notebook_is_cut_off() -> None:
    text = '{"cells": [{"cell_type": "markdown", "source": ["a"]}, {"cell_type": "code", "source": ["b"]}, {"cell_ty'
    assert [piece.text for piece in pieces(text, "json")] == ["b\n"]
