from __future__ import annotations

import pytest

from proxy.extract.shell import shell_parts
from proxy.extract.shell_sed import MAX_EDITS, MAX_FILES, TOO_MANY

Row = tuple[str | None, str | None, str, str | None]


def edits(command: str) -> list[Row]:
    return [
        (part.language, part.path, part.text, part.base) for part in shell_parts(command).parts if part.origin == "edit"
    ]


def py(text: str, base: str | None = None) -> list[Row]:
    return [("python", "a.py", text, base)]


ROWS = [
    pytest.param("sed -i 's/verify=True/verify=False/' a.py", py("verify=False", "verify=True"), id="plain"),
    pytest.param("sed -i.bak 's#a/b#c#g' a.py", py("c", "a/b"), id="other-delimiter"),
    pytest.param("sed -i'' 's|a\\|b|c|' a.py", py("c", "ab"), id="escaped-delimiter"),
    pytest.param("sed -i '' -e 's/a/b/' a.py", py("b", "a"), id="macos"),
    pytest.param("sed --in-place --expression='s/a/b/' -e's/c/d/' --expression s/e/f/ a.py", [*py("b", "a"), *py("d", "c"), *py("f", "e")], id="expressions"),
    pytest.param("sed -i -e", [], id="no-script"),
    pytest.param("sed -i 's/a/b/; /x/s/c/d/g;3,$ s/e/f/' a.py", [*py("b", "a"), *py("d", "c"), *py("f", "e")], id="several"),
    pytest.param("sed -i '/a\\/b/,\\|c|! s/x/y/' a.py", py("y", "x"), id="addresses"),
    pytest.param("sed -i '/a' a.py", [], id="open-address"),
    pytest.param("sed -i 's/a\\.b()/c\\/d\\n\\te\\&&/' a.py", py("c/d\n\te&a.b()", "a.b()"), id="escapes"),
    pytest.param("sed -i 's/^\\(x = \\).*$/\\1y\\2/' a.py", py("x = y", "x = "), id="groups"),
    pytest.param("sed -i -E 's/^(x)\\((.*)\\)$/\\1[\\2]/' a.py", py("x[]", "x()"), id="extended"),
    pytest.param("sed -i -nE 's/[a-z]+x\\s*/y/p' a.py", py("y", "x"), id="wildcards"),
    pytest.param("sed -i '5s/.*/shell=True/' a.py", py("shell=True"), id="only-wildcards"),
    pytest.param("sed -i 's/a//' a.py", [], id="deleted"),
    pytest.param("sed -i '/x/a import os' a.py", py("import os"), id="append"),
    pytest.param("sed -i '1i\\import os\\nimport b' a.py", py("import os\nimport b"), id="insert"),
    pytest.param("sed -i '2c\\\nx & \\\ny\nd' a.py", py("x & \ny"), id="change"),
    pytest.param("sed -i '$!{s/a/b/};/x/d;y/a/b/' a.py", py("b", "a"), id="block"),
    pytest.param("sed -i 's' a.py; sed -i 's a b ' a.py; sed -i 's/a' a.py; sed -i 's{a}' a.py", [], id="broken"),
    pytest.param("sed -i 's/a/b' a.py", py("b", "a"), id="open"),
    pytest.param("sed 's/a/b/' a.py > b.py", py("b", "a"), id="to-another-file"),
    pytest.param("sed 's/a/b/' a.py; sed -n 1p a.py; sed -i", [], id="shown"),
    pytest.param("sudo sed -i 's/a/b/' a.py", py("b", "a"), id="sudo"),
    pytest.param("sed -i 's/a/b/' a.py b.ts c", [*py("b", "a"), ("typescript", "b.ts", "b", "a"), (None, "c", "b", "a")], id="files"),
    pytest.param(f"sed -i 's/{'a' * 2001}/\\1b/' a.py", py("b", "a" * 2001), id="long-pattern"),
    pytest.param("perl -pi -e 's/a(b)/$1\\n$&/g' a.py", py("b\nab", "ab"), id="perl"),
    pytest.param("perl -i.bak -0pe 's{a}{b & c}; s{d}[e]; s(f)/g/' a.py", [*py("b & c", "a"), *py("e", "d"), *py("g", "f")], id="perl-brackets"),
    pytest.param("perl -pi script.pl; perl -ne 's/a/b/' a.py", [], id="perl-no-edit"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "expected"), ROWS)
def test_edits_are_found(command: str, expected: list[Row]) -> None:
    assert expected == edits(command)


def test_the_new_side_has_its_way_back() -> None:
    command = "sed -i 's/a/b\\&c/' a.py"
    (part,) = shell_parts(command).parts
    assert "".join(command[run.outer : run.outer + run.length] for run in part.stretches) == "b&c"


def test_files_and_edits_are_bounded() -> None:
    shell = shell_parts(f"sed -i 's/a/b/' {' '.join(f'{n}.py' for n in range(MAX_FILES + 1))}")
    assert (len(shell.parts), shell.unread) == (MAX_FILES, TOO_MANY)
    shell = shell_parts(f"sed -i '{''.join(f's/a/{n}/;' for n in range(MAX_EDITS + 5))}' a.py")
    assert (len(shell.parts), shell.unread) == (MAX_EDITS, TOO_MANY)
