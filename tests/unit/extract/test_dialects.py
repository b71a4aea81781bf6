from __future__ import annotations

import pytest

from proxy.extract import dialects
from proxy.extract.cleaning import replaced, rows_of, source_of


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        pytest.param("def f[T: (int, str)](x: T):", "def f               (x: T):", id="generic-function"),
        pytest.param("async def f[\n  T\n](x):", "async def f \n   \n (x):", id="generic-over-lines"),
        pytest.param("class A[T: 0777](B[T]):", "class A         (B[T]):", id="generic-class"),
        pytest.param("class A[T", "class A  ", id="generic-not-closed"),
        pytest.param("type X[T] = list[T]", "     X    = list[T]", id="generic-alias"),
        pytest.param("type X = y", "     X = y", id="alias"),
        pytest.param("type(X) == y", "type(X) == y", id="no-alias"),
        pytest.param("except A, B:", "except(A, B):", id="except"),
        pytest.param("except (A, B):", "except (A, B):", id="no-except"),
        pytest.param('f"{a["b"]}"', "f\"{a['b']}\"", id="same-quotes"),
        pytest.param("f'{a['b']}'", "f'{a[\"b\"]}'", id="same-quotes-single"),
        pytest.param("f\"{'\\n'.join(a)}\\n\"", "f\"{' n'.join(a)}\\n\"", id="backslash"),
        pytest.param('f"""{a["""b"""]}"""', "f\"\"\"{a['''b''']}\"\"\"", id="same-triple"),
        pytest.param('f"{\n  a  # "\n}"', 'f"""{\n  a     \n}"""', id="lines-and-comment"),
        pytest.param('f"{f"{f"{a}"}"}"', 'f"""{f"{f\'{a}\'}"}"""', id="nested"),
        pytest.param('f"{f"{a["b"]}"}"', 'f"""{f"{a[\'b\']}"}"""', id="nested-plain"),
        pytest.param("f'''{f\"{f'{a[\"\"\"b\n\nc\"\"\"]}'}\"}'''", "f'''{f\"{f'{a[____\n\n____]}'}\"}'''", id="no-delimiter-left"),
        pytest.param('f"{a["it\'s"]}"', "f\"{a['it s']}\"", id="other-quotes-inside"),
        pytest.param('f"{a:{b["c"]}}" "d"', 'f"""{a:{b["c"]}}""" "d"', id="spec"),
        pytest.param('t"{a}" + rt"{b}" + Tr"{c}"', 'f"{a}" + rf"{b}" + fr"{c}"', id="templates"),
        pytest.param('f"{t"{a}"}"', "f\"{f'{a}'}\"", id="template-inside"),
        pytest.param('"a" b\'c\' # "d"', '"a" b\'c\' # "d"', id="nothing"),
        pytest.param("print 'a;b', x  # c;d", "print('a;b', x)  # c;d", id="print"),
        pytest.param("x; print'a'; exec b", "x; print('a'); exec(b)", id="print-and-exec"),
        pytest.param("print = 1; print (x)", "print = 1; print (x)", id="no-print"),
        pytest.param("raise E, 'm'", "raise(E, 'm')", id="raise"),
        pytest.param("`a` <> 007 + 10L + ur'b' + 0.5 + 0", "(a) !=   7 + 10  +  r'b' + 0.5 + 0", id="tokens"),
        pytest.param("print 'a'" + " " * 20_000, "print 'a'" + " " * 20_000, id="too-long"),
    ],
)  # fmt: skip
def test_rewritten(text: str, rewritten: str) -> None:
    assert rewritten + "\n" == source_of(replaced(rows_of(text), dialects.changes(text)))


def test_expressions_are_never_hidden() -> None:
    text = "x"
    for _ in range(5):
        text = 'f"{' + text + '}"'
    made = source_of(replaced(rows_of(text), dialects.changes(text)))
    assert "{x}" in made


def test_retyped() -> None:
    text = "\u201ca\u201d \u2018b\u2019\u00a0\u2013 c\0\ud800"
    assert dialects.retyped(text) == "\"a\" 'b' - c  "
    assert len(text) == len(dialects.retyped(text))
