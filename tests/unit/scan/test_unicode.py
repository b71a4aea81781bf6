"""Hidden characters: what misleads a reader is found, what people write is not."""

from __future__ import annotations

import pytest

from proxy.model import ScanStatus, Unit
from proxy.scan.base import Prepared, PreparedUnit
from proxy.scan.unicode import UnicodeEngine

ENGINE = UnicodeEngine()


def rules(text: str, language: str | None = "python") -> list[str]:
    seen = ENGINE.scan(Prepared(text, language))
    assert seen.status is ScanStatus.COMPLETE
    return [each.rule_id.removeprefix("unicode.") for each in seen.findings]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("access = 'user\u202e \u2066# admin'\n", "bidi", id="trojan-source"),
        pytest.param("# \u2067comment\n", "bidi", id="bidi-in-a-comment"),
        pytest.param("is\u200badmin = True\n", "invisible", id="zero-width-in-a-name"),
        pytest.param("x = 'a\u2060b'\n", "invisible", id="word-joiner"),
        pytest.param("x = 'a\u200db'\n", "invisible", id="joiner-between-letters"),
        pytest.param("def \u3164(): pass\n", "invisible", id="hangul-filler"),
        pytest.param("x = '\ufeff'\n", "invisible", id="bom-inside"),
        pytest.param("x = 'a\ufe0f'\n", "invisible", id="variation-selector-after-a-letter"),
        pytest.param("x = '\U0001f600\ufe0f\ufe01\ufe02'\n", "invisible", id="variation-selectors-as-data"),
        pytest.param("x = 'so\u00adft'\n", "invisible", id="soft-hyphen-in-ascii"),
        pytest.param("x = 'hi\U000e0068\U000e0069'\n", "tags", id="tag-characters"),
        pytest.param("x = '\U0001f3f4\U000e0067\U000e0062'\n", "tags", id="flag-without-an-end"),
        pytest.param("р\u0430ypal = 1\n", "homoglyph", id="cyrillic-and-latin"),
        pytest.param("if аdmin:\n", "homoglyph", id="one-cyrillic-letter"),
        pytest.param("user_nаme = 1\n", "homoglyph", id="within-a-part"),
        pytest.param("\U0001d41e\U0001d42f\U0001d41a\U0001d425(x)\n", "nfkc", id="mathematical-eval"),
        pytest.param("\ufb01le = 1\n", "nfkc", id="ligature"),
    ],
)
def test_found(text: str, rule: str) -> None:
    assert rules(text) == [rule] * len(rules(text))
    assert rules(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("plain = 'ascii'\n", "python", id="ascii"),
        pytest.param("\ufeffimport os\n", "python", id="bom-at-the-start"),
        pytest.param("print('привет, мир')  # комментарий\n", "python", id="russian-strings-and-comments"),
        pytest.param("имя = 'x'\n", "python", id="russian-name"),
        pytest.param("user_имя = 'x'\n", "python", id="a-part-in-each-script"),
        pytest.param("x = 'Windows用户'\nwindows用户 = 1\n", "python", id="latin-and-han"),
        pytest.param("Δt = 5e-3\nµs = 1\nσ2 = 2\n", "python", id="units-and-mathematics"),
        pytest.param("x = '\U0001f468\u200d\U0001f469\u200d\U0001f467'\n", "python", id="family-emoji"),
        pytest.param("x = '\u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3'\n", "python", id="emoji-presentation"),
        pytest.param("x = '\U0001f44b\U0001f3fd\u200d\u2642\ufe0f'\n", "python", id="skin-tone-and-joiner"),
        pytest.param("x = '\U0001f3f4\U000e0067\U000e0062\U000e007f'\n", "python", id="flag-tags"),
        pytest.param("x = 'می\u200cخواهم'\n", "python", id="persian-joiner"),
        pytest.param("x = 'שלום\u200f!'\n", "python", id="hebrew-mark"),
        pytest.param("x = 'Grö\u00adße'\n", "python", id="soft-hyphen-in-german"),
        pytest.param("re = /[A-Za-zЀ-ӿ]/\n", "javascript", id="range-in-an-expression"),
        pytest.param("mixеd but prose\n", "markdown", id="prose-language"),
        pytest.param("// mixеd comment\nlet a = 'mixеd';\n", "javascript", id="mixed-word-in-prose-of-code"),
        pytest.param("naïve_café = 1\n", "python", id="accents"),
    ],
)
def test_quiet(text: str, language: str) -> None:
    assert rules(text, language) == []


def test_statements_give_the_spans_of_the_block() -> None:
    seen = ENGINE.scan_unit(PreparedUnit(Unit(7, 7, 100, "a\u200bb = 1\n"), "python"), None)
    (each,) = seen.findings
    assert (each.span.start, each.span.end, each.span.line, each.span.column) == (101, 102, 7, 1)
    assert each.cwe == ("CWE-1007",)


def test_a_bom_is_one_only_at_the_start_of_the_block() -> None:
    bom = PreparedUnit(Unit(1, 1, 0, "\ufeffa = 1\n"), "python")
    later = PreparedUnit(Unit(2, 2, 7, "\ufeffa = 1\n"), "python")
    assert ENGINE.scan_unit(bom, None).findings == ()
    assert len(ENGINE.scan_unit(later, None).findings) == 1
