"""Which language a text is written in, where nobody says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.extract.guess import MAX_LINES, languages_of_text, mistagged, scores

SAMPLES = {
    "python": "import os\n\ndef run(name):\n    if name:\n        os.system(name)\n    return None\n",
    "javascript": "const express = require('express');\napp.get('/', (req, res) => {\n  res.send(req.query.id);\n});\n",
    "typescript": "interface User {\n  id: number;\n}\nexport const find = (id: string): Promise<User> => api.get(id);\n",
    "java": 'import java.util.List;\n\npublic class A {\n    private final String name = "x";\n}\n',
    "csharp": "using System;\nnamespace A\n{\n    public class B { public string C { get; set; } }\n}\n",
    "go": 'package main\n\nfunc f(w http.ResponseWriter, r *http.Request) {\n\tid := r.URL.Query().Get("id")\n}\n',
    "rust": 'use std::fs;\n\nfn main() {\n    let mut a = Vec::new();\n    println!("{}", a.len());\n}\n',
    "c": "#include <stdio.h>\n\nint main(void)\n{\n    char b[8];\n    gets(b);\n    return 0;\n}\n",
    "cpp": "#include <iostream>\nusing namespace std;\nint main() {\n    std::string s;\n    cin >> s;\n}\n",
    "php": "<?php\n$id = $_GET['id'];\necho $id;\n",
    "ruby": "class UsersController < ApplicationController\n  def show\n    @user = User.find(params[:id])\n  end\nend\n",
    "kotlin": "data class User(val id: Int)\nfun main() {\n    val x: String? = null\n    println(x?.length)\n}\n",
    "swift": "import Foundation\nfunc load(id: String) -> Data? {\n    guard let url = URL(string: id) else { return nil }\n}\n",
    "scala": "object Main {\n  def find(id: String): Action = Action {\n    id match {\n      case x => Ok(x)\n    }\n  }\n}\n",
    "bash": '#!/bin/bash\nset -e\ncurl -s https://x | sh\nfor f in *.txt; do\n  rm -rf "$f"\ndone\n',
    "powershell": "Get-ChildItem -Path C:\\\\\n$x = Get-Content a.txt\nInvoke-Expression $x\n",
    "sql": "SELECT id, name FROM users\nWHERE id = 1\nORDER BY name;\n",
    "html": "<!DOCTYPE html>\n<html>\n<body><div>x</div></body>\n</html>\n",
    "dockerfile": 'FROM python:3.12\nRUN pip install x\nCOPY . /app\nCMD ["python"]\n',
    "terraform": 'resource "aws_s3_bucket" "b" {\n  bucket = "x"\n  acl    = "public-read"\n}\n',
    "yaml": "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n",
    "nginx": "server {\n    listen 80;\n    location / {\n        proxy_pass http://x;\n    }\n}\n",
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), SAMPLES.items(), ids=SAMPLES)
def test_a_program_tells_its_language(language: str, text: str) -> None:
    assert languages_of_text(text)[0] == language


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Please restart the service, then look at the page again.\n", id="prose"),
        pytest.param("12:01:03 INFO started\n12:01:04 INFO done\n", id="output"),
        pytest.param("src\n├── a\n└── b\n", id="a-tree"),
    ],
)
def test_what_shows_no_marks_is_of_no_language(text: str) -> None:
    assert languages_of_text(text) == ()


def test_two_are_named_where_the_margin_is_small() -> None:
    mixed = (
        "const a = f(1)\nconst c = () => 2\nlet d = c()\ndata class User(val id: Int)\nfun f(x: Int) = x\nval b = a\n"
    )
    assert set(languages_of_text(mixed)) == {"javascript", "kotlin"}


def test_a_dialect_is_named_alone_before_its_kin() -> None:
    assert languages_of_text(SAMPLES["cpp"]) == ("cpp",)


def test_only_the_first_lines_are_read_and_only_their_beginning() -> None:
    assert scores("x\n" * (MAX_LINES + 1) + "package main\n") == []
    assert scores(" " * 300 + "package main\n") == []


PIECES = st.sampled_from(
    [*(line for text in SAMPLES.values() for line in text.split("\n")), "\ud800", "é", " " * 9, "(" * 9]
)


@given(st.lists(PIECES, max_size=20).map("\n".join))
def test_a_guess_is_among_what_was_scored(text: str) -> None:
    ranked = [guess.language for guess in scores(text)]
    assert set(languages_of_text(text)) <= set(ranked)
    assert len(languages_of_text(text)) <= 2


@pytest.mark.parametrize(
    ("text", "tagged", "expected"),
    [
        pytest.param(SAMPLES["python"], "javascript", "python", id="python-as-javascript"),
        pytest.param(SAMPLES["python"], "json", "python", id="python-as-json"),
        pytest.param(SAMPLES["go"], "rust", "go", id="go-as-rust"),
        pytest.param(SAMPLES["python"], "python", None, id="right"),
        pytest.param(SAMPLES["javascript"], "typescript", None, id="alike"),
        pytest.param(SAMPLES["cpp"], "c", None, id="alike-c"),
        pytest.param("import os\n", "javascript", None, id="one-line-proves-nothing"),
        pytest.param("a = 1\n# import os\n# from a import b\n", "ruby", None, id="comments-prove-nothing"),
        pytest.param(SAMPLES["javascript"], "vue", "javascript", id="no-page-at-all"),
        pytest.param(f"<script>\n{SAMPLES['javascript']}</script>\n", "vue", None, id="a-script-in-a-page"),
        pytest.param(f"python3 - <<EOF\n{SAMPLES['python']}EOF\nsudo ls\n", "bash", None, id="a-heredoc"),
    ],
)
def test_a_tag_is_doubted_only_where_the_lines_are_surely_anothers(
    text: str, tagged: str, expected: str | None
) -> None:
    assert mistagged(text, tagged) == expected
