"""The provider rules in this process: found, placed in code points, quiet on placeholders, deaf to comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.model import Confidence, ScanStatus, Severity, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.kingfisher import KingfisherEngine
from proxy.scan.window import Window

GITHUB = "ghp" + "_a8Xk29fLmQ0pZ7rT4u" + "V6wY1bC3dE5gH2jK9n"


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> KingfisherEngine:
    cache: Path = tmp_path_factory.mktemp("rules")
    cache.chmod(0o700)
    made = KingfisherEngine(cache)
    made.warm()
    assert any(cache.iterdir())
    return made


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'token = "{GITHUB}"\n', id="plain"),
        pytest.param(f'é = "\U0001f511"\nß = "{GITHUB}"\n', id="behind-wide-characters"),
        pytest.param(f'lone = "\udc80"\nx = "{GITHUB}"\n', id="behind-a-lone-surrogate"),
        pytest.param(f'x = "{GITHUB}"  # kingfisher:ignore gitleaks:allow\n', id="comments-are-not-listened-to"),
    ],
)
def test_found_with_its_exact_characters(engine: KingfisherEngine, text: str) -> None:
    seen = engine.scan(Prepared(text, "python"))
    assert seen.status is ScanStatus.COMPLETE
    (each,) = seen.findings
    assert text[each.span.start : each.span.end] == GITHUB
    assert (each.rule_id, each.severity, each.confidence) == (
        "kingfisher.betterleaks.github-pat",
        Severity.HIGH,
        Confidence.HIGH,
    )
    assert (each.cwe, each.category) == (("CWE-798",), "secret")
    assert each.message == "A credential (github pat) is written into the code."
    assert GITHUB not in each.message + each.fix


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'x = "{GITHUB[:9]}" + "{GITHUB[9:]}"\n', id="plus"),
        pytest.param(f'x = "".join(["{GITHUB[:2]}", "{GITHUB[2:20]}", "{GITHUB[20:]}"])\n', id="joined"),
    ],
)
def test_pieces_are_put_together(engine: KingfisherEngine, text: str) -> None:
    (each,) = engine.scan(Prepared(text, "python")).findings
    assert text[each.span.start : each.span.end].startswith(GITHUB[:2])
    assert text[each.span.start : each.span.end].endswith(GITHUB[20:])


@pytest.mark.parametrize("behind", [",", ".", ")", "**.", "|", "`", "`,", ":", "\u00e9 ", "&x"])
def test_a_token_ends_where_a_sentence_goes_on(engine: KingfisherEngine, behind: str) -> None:
    for token in ("hf_" + "xQvTmKpRzLwYsBnHdJcFgVaLHNXNhQzTkV", "AIza" + "SyBx7QvT2mKp9RzLw4YsB8nHd3JcF6gVa3L"):
        text = f"\u00fc {GITHUB} and {token}{behind} x\n"
        found = [text[each.span.start : each.span.end] for each in engine.scan(Prepared(text, None)).findings]
        assert sorted(found) == (sorted([GITHUB, token]) if behind.strip() not in {"\u00e9", "&x"} else [GITHUB])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ghp_" + "x" * 36 + "\n", id="placeholder"),
        pytest.param("k = \"curl -k -u ' + user + ':' + word + '\"\n", id="code-between-quotes"),
        pytest.param('aws = "AKIA' + 'IOSFODNN7EXAMPLE"\n', id="documented"),
        pytest.param("x = 1\n", id="nothing"),
    ],
)
def test_quiet(engine: KingfisherEngine, text: str) -> None:
    assert engine.scan(Prepared(text, "python")).findings == ()


def test_statements_give_the_spans_of_the_block(engine: KingfisherEngine) -> None:
    units = [
        Unit(1, 1, 0, f'a = "{GITHUB}"\n'),
        Unit(2, 2, 47, "x = f()\n"),
        Unit(3, 3, 55, f'b = "{GITHUB}"\n'),
    ]
    window, found = Window(), []
    for unit in units:
        found.append(engine.scan_unit(PreparedUnit(unit, "python", window), None).findings)
        window = window.after(unit)
    assert [len(each) for each in found] == [1, 0, 1]
    (each,) = found[2]
    assert (each.span.start, each.span.line, each.span.column) == (60, 3, 5)


def test_rules_are_compiled_when_nobody_warmed_them(monkeypatch: pytest.MonkeyPatch, engine: KingfisherEngine) -> None:
    cold = KingfisherEngine(engine._cache_dir)
    assert len(cold.scan(Prepared(f'token = "{GITHUB}"\n', None)).findings) == 1
