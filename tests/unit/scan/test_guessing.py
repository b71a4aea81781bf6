"""When the model is asked for a text's language, and what its answer changes."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace

import pytest

from proxy.model import CodeBlock, ScanStatus
from proxy.scan import magika
from proxy.scan.guessing import MIN_CHARS, Guesser
from proxy.scan.magika import MagikaModel
from proxy.scan.scanner import Scanner, default_engines

SURE = (
    "import os\nfrom pathlib import Path\n\ndef run(name):\n    if name:\n        os.system(name)\n    return None\n"
    * 3
)
CLOSE = (
    "const a = f(1)\nconst c = () => 2\nlet d = c()\nconst e = () => c(d)\nconsole.log(e)\n"
    "data class User(val id: Int)\nfun f(x: Int) = x\nval b = a\nval g = listOf(b)\n"
)
WEAK = "the_value = other_value\nanother_one = the_value\nthe_third_of_them = another_one\n" * 3
PROSE = "Please restart the service, then look at the page once more and tell us whether it works.\n" * 3
EVAL = "import os\n\ndef run(name):\n    os.system('ls ' + name)\n    return eval(name)\n"
EXEC = "const cp = require('child_process');\napp.get('/', (req, res) => {\n  cp.exec('ls ' + req.query.id);\n});\n"


@dataclass
class Told:
    """A model that always says the same and remembers what it was asked."""

    says: str | None
    asked: list[str] = field(default_factory=list)

    def language(self, text: str) -> str | None:
        self.asked.append(text)
        return self.says


@pytest.mark.parametrize(
    ("text", "says", "expected", "asked"),
    [
        pytest.param(SURE, "ruby", ("python",), 0, id="sure-not-asked"),
        pytest.param(CLOSE[: MIN_CHARS - 1], "scala", None, 0, id="too-short-not-asked"),
        pytest.param(CLOSE, "scala", ("kotlin", "javascript", "scala"), 1, id="a-third-candidate"),
        pytest.param(CLOSE, "javascript", ("javascript", "kotlin"), 1, id="decides-between-two"),
        pytest.param(CLOSE, None, ("kotlin", "javascript"), 1, id="knows-none"),
        pytest.param(PROSE, "lua", ("lua",), 1, id="the-only-candidate"),
        pytest.param(PROSE, None, (), 1, id="nobody-knows"),
        pytest.param(WEAK, "ruby", ("python", "ini", "ruby"), 1, id="weak-marks-are-doubtful"),
    ],
)
def test_the_model_is_asked_where_the_heuristics_are_not_sure(
    text: str, says: str | None, expected: tuple[str, ...] | None, asked: int
) -> None:
    model = Told(says)
    named = Guesser(model).languages(text)
    assert expected is None or set(named) == set(expected)
    assert len(model.asked) == asked
    if says is not None and expected and expected[0] == says:
        assert named[0] == says


def test_without_a_model_the_heuristics_are_all() -> None:
    assert Guesser(None).languages(PROSE) == ()


ENGINES = [engine for engine in default_engines() if engine.name in {"bandit", "rules", "flow", "shell"}]


def _found(text: str, language: str | None, guesser: Guesser | None = None) -> set[str]:
    report = Scanner(ENGINES, guesser or Guesser(None)).scan(CodeBlock(1, "fence", text, language))
    return {finding.rule_id for finding in report.findings}


def test_a_candidate_of_the_model_is_scanned() -> None:
    ruby = "the_value = other_value\nanother_one = the_value\nsystem 'ls ' + params[:id]\n" * 2
    assert "flow.ruby.command" in _found(ruby, None, Guesser(Told("ruby")))


@pytest.mark.parametrize("tag", ["text", "javascript", "json", "vue", "bash", "yaml", "css", "svelte"])
def test_python_behind_another_tag_is_read_as_python(tag: str) -> None:
    assert "bandit.B605" in _found(EVAL, tag)


@pytest.mark.parametrize("tag", ["text", "python", "yaml", "vue", "html", "svelte", "sql", "diff", "bash"])
def test_javascript_behind_another_tag_is_read_as_javascript(tag: str) -> None:
    assert "flow.javascript.command" in _found(EXEC, tag)


@pytest.mark.parametrize(("tag", "told"), [("text", False), ("bash", True)])
def test_slips_count_only_where_the_tag_says_so(tag: str, told: bool) -> None:
    text = (
        '#!/bin/bash\nset -e\ncurl -u "admin:$TOKEN" https://example.com | bash\nif [ -f a ]; then\n  export A=$B\nfi\n'
    )
    found = _found(text, tag)
    assert "shell.download-run" in found
    assert ("shell.secret-in-process-list" in found) is told


def test_both_candidates_are_scanned() -> None:
    both = "const a = f(1)\nconst c = () => 2\neval(location.hash)\nfun f(x: Int) = x\nval b: Int = a\n"
    named = Guesser(None).languages(both)
    assert len(named) == 2
    assert "rules.javascript.code-built" in _found(both, None)
    assert "rules.javascript.code-built" not in _found(both, "kotlin")


def _module(label: str, score: float, made: list[object]) -> ModuleType:
    """A module with as much of magika's surface as is used."""

    class Magika:
        def __init__(self, prediction_mode: object) -> None:
            made.append(prediction_mode)

        def identify_bytes(self, content: bytes) -> SimpleNamespace:
            if content.startswith(b"break"):
                raise RuntimeError
            return SimpleNamespace(dl=SimpleNamespace(label=label), score=score)

    module = ModuleType("magika")
    module.Magika = Magika  # type: ignore[attr-defined]
    module.PredictionMode = SimpleNamespace(BEST_GUESS="best")  # type: ignore[attr-defined]
    return module


@pytest.mark.parametrize(
    ("label", "score", "expected"),
    [
        pytest.param("python", 0.9, "python", id="our-name"),
        pytest.param("cs", 0.9, "csharp", id="alias"),
        pytest.param("hcl", 0.9, "terraform", id="other-alias"),
        pytest.param("ipynb", 0.9, "json", id="renamed"),
        pytest.param("txt", 0.9, None, id="no-language"),
        pytest.param("pdf", 0.9, None, id="none-of-ours"),
        pytest.param("python", 0.4, None, id="unsure"),
    ],
)
def test_labels_become_our_names(
    monkeypatch: pytest.MonkeyPatch, label: str, score: float, expected: str | None
) -> None:
    monkeypatch.setitem(sys.modules, magika.MODULE, _module(label, score, []))
    assert MagikaModel().language("x = 1\n") == expected


def test_the_model_is_loaded_once_and_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setitem(sys.modules, magika.MODULE, _module("python", 0.9, made))
    model = MagikaModel()
    assert not made
    assert [model.language("x"), model.language("y")] == ["python", "python"]
    assert made == ["best"]


def test_a_model_that_fails_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setitem(sys.modules, magika.MODULE, _module("lua", 0.9, made))
    scanner = Scanner(ENGINES, Guesser(MagikaModel()))
    for text in ("break " + PROSE, PROSE):
        report = scanner.scan(CodeBlock(1, "fence", text, None))
        assert {run.status for run in report.engines} == {ScanStatus.UNSUPPORTED}  # Lua would have been read
    assert len(made) == 1


def test_without_the_extra_nothing_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(magika.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.delitem(sys.modules, magika.MODULE, raising=False)
    Scanner([]).scan(CodeBlock(1, "fence", PROSE, None))
    assert not magika.installed()
    assert magika.MODULE not in sys.modules
