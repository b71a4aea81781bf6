"""What a text tells of a project's own modules and needs; whole, byte by byte, and with text after it."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.extract.local_names import (
    MAX_FACTS,
    MAX_REQUEST_CHARS,
    LocalNames,
    facts_of_paths,
    facts_of_request,
    needs,
    own,
)


def facts(text: str) -> set[str]:
    whole = LocalNames()
    whole.feed(text)
    single = LocalNames()
    for char in text:
        single.feed(char)
    assert single.facts() == whole.facts()
    assert whole.facts() == whole.facts()
    return set(whole.facts())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("`helpers.py`", {"own pypi helpers"}, id="a file of Python"),
        pytest.param("see utils/my_helpers.py.", {"own pypi utils", "own pypi my-helpers"}, id="in a folder"),
        pytest.param("│   ├── helpers.py", {"own pypi helpers"}, id="tree"),
        pytest.param("├── utils/", {"own pypi utils", "own npm utils"}, id="folder of a tree"),
        pytest.param(r"src\lib\x.ts", {"own npm src", "own npm lib", "own npm x"}, id="Windows"),
        pytest.param("./src/Card.test.tsx", {"own npm src", "own npm card"}, id="two endings"),
        pytest.param("@team/ui/index.ts", {"own npm ui", "own npm index", "own npm @team/*"}, id="scope"),
        pytest.param("fast-graph.js", set(), id="a bare file of JavaScript is no module"),
        pytest.param("lib/tool/cli.rb", {"own gems lib", "own gems tool", "own gems cli"}, id="Ruby"),
        pytest.param("a/__init__.py", {"own pypi a"}, id="package"),
        pytest.param("/x/site-packages/reqeusts/api.py node_modules/lodahs/index.js", set(), id="installed"),
        pytest.param("readme.md, main.go, 1/2 and/or. ../", set(), id="other words"),
        pytest.param("1st.py x y.py", {"own pypi y"}, id="no name of a module"),
        pytest.param('  "name": "@acme/web",', {"own npm @acme/web", "own npm @acme/*"}, id="package.json"),
        pytest.param('  "name": "web"', {"own npm web"}, id="package.json without a scope"),
        pytest.param('"name": "Some Body"', set(), id="another name"),
        pytest.param('      "@app/*": ["src/*"]', {"own npm @app/*", "own npm @app", "own npm src", "own pypi src"}, id="tsconfig"),
        pytest.param('{"dependencies": {"a-b": "^1.2", "@x/y": "workspace:*", "c": 1}}', {"needs npm a-b", "needs npm @x/y"}, id="dependencies"),
        pytest.param("module git.example.com/team/app", {"own go git.example.com/team/app"}, id="go.mod"),
        pytest.param("\tgit.example.com/team/lib v1.2.3", {"own go git.example.com/team/lib"}, id="requirement of go.mod"),
        pytest.param("gem 'acme-core', '~> 1'", {"needs gems acme-core"}, id="Gemfile"),
        pytest.param('name = "Acme_App"  # ours', {"own pypi acme-app"}, id="pyproject"),
        pytest.param('acme-core = "^1.0"', {"needs pypi acme-core", "needs pypi acme", "needs pypi core"}, id="poetry"),
        pytest.param("acme[x]>=1.0", {"needs pypi acme"}, id="requirements.txt"),
        pytest.param('dependencies = ["acme>=1", "b"]', {"needs pypi acme"}, id="array"),
        pytest.param("x = 1", set(), id="code"),
        pytest.param("for x in y: pass", set(), id="nothing that hints"),
    ],
)  # fmt: skip
def test_what_a_line_tells(text: str, expected: set[str]) -> None:
    assert facts(text) == expected
    assert facts(f"\n{text}\r\nand so on\n") == expected


def test_spellings_of_one_name_are_one_fact() -> None:
    assert own("pypi", "My_Module") == own("pypi", "my-module")
    assert own("npm", "a_b") != own("npm", "a-b")
    assert needs("pypi", "x.Y") == "needs pypi x-y"


def test_paths_alone() -> None:
    assert facts_of_paths(["a/b.py", None, "", "/", "c.txt"]) == {"own pypi a", "own pypi b"}


def test_lines_and_facts_are_bounded_and_the_first_stay() -> None:
    assert facts("a" * 3000 + " helpers.py") == set()
    names = LocalNames()
    for number in range(2 * MAX_FACTS):
        names.feed(f"m{number}.py\n")
        names.path(f"p{number}.py")
    assert len(names.facts()) == MAX_FACTS
    assert own("pypi", "m0") in names.facts()


def chat(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"messages": list(messages)}


def test_a_request_tells_by_words_calls_results_and_documents() -> None:
    call = {"id": "1", "function": {"name": "write", "arguments": '{"path": "core/models.py", "content": "x", "n": 1}'}}
    body = chat(
        {"role": "system", "content": "The project: app/main.py"},
        {"role": "assistant", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "1", "content": "jobs/run.py written"},
    )
    expected = {own("pypi", name) for name in ("app", "main", "core", "models", "jobs", "run")}
    assert facts_of_request(body, "chat") == expected
    document = {"type": "document", "title": "lib/seen.py", "source": {"data": "from other.py"}}
    body = chat({"role": "user", "content": [document]})
    assert facts_of_request(body, "messages") == {own("pypi", name) for name in ("lib", "seen", "other")}
    assert facts_of_request(body, "fim") == frozenset()


def test_of_a_long_request_the_newest_is_read() -> None:
    long = {"role": "user", "content": "x " * (MAX_REQUEST_CHARS // 2)}
    old, new = {"role": "user", "content": "old.py"}, {"role": "user", "content": "new.py"}
    assert facts_of_request(chat(old, long, new), "chat") == {own("pypi", "new")}
