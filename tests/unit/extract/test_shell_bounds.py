from __future__ import annotations

import pytest

from proxy.extract.shell import MAX_LEVELS, shell_parts
from proxy.extract.shell_flow import MAX_PARTS
from proxy.extract.shell_traced import MAX_RUNS

DEEP = "a shell text is nested too deep"
LONG = "a shell text has too many words"
UNCLOSED = "a shell construct is not closed"

ROWS = [
    pytest.param("'" * 1_000_000, LONG, id="quotes"),
    pytest.param('"' * 1_000_001, LONG, id="double-quotes"),
    pytest.param("$(" * 100_000, f"{DEEP}; {UNCLOSED}", id="substitutions"),
    pytest.param("(" * 100_000, f"{DEEP}; {UNCLOSED}", id="parentheses"),
    pytest.param("${a:-" * 100_000, f"{DEEP}; {UNCLOSED}", id="braces"),
    pytest.param("{ " * 100_000, f"{DEEP}; {UNCLOSED}", id="groups"),
    pytest.param("\\" * 1_000_000, "", id="backslashes"),
    pytest.param("cat <<A > a.py\n" * 50_000, UNCLOSED, id="heredocs"),
    pytest.param("cat" + " <<A" * 10_000 + "\nx\nA\n", UNCLOSED, id="heredocs-on-a-line"),
    pytest.param("A=aaaaaaaaaaaaaaaa; " + "A=$A$A; " * 1000 + "echo $A > a.py", "a shell text expands to too much", id="growing"),
    pytest.param("".join(f"echo a > {n}.py; " for n in range(MAX_PARTS + 1)), "a shell text writes too many texts", id="files"),
    pytest.param("eval " * (MAX_LEVELS + 1) + "ls", "a shell text holds shells too deep", id="levels"),
    pytest.param("echo " + "`" * 30_000, "", id="backticks"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "reason"), ROWS)
def test_hostile_texts_end(command: str, reason: str) -> None:
    assert reason == shell_parts(command).unread


def test_what_stands_before_the_bound_is_given() -> None:
    shell = shell_parts("python -c 'x'\n" + "$(" * 1000)
    assert [part.text for part in shell.parts] == ["x"]


def test_heredocs_nest_to_a_bound() -> None:
    command = "python -c x\n" + "".join(f"cat <<E{n}\n$(\n" for n in range(50))
    shell = shell_parts(command)
    assert shell.parts[0].text == "x"
    assert DEEP in shell.unread


def test_backticks_nest_to_a_bound() -> None:
    command = "python -c y"
    for _ in range(6):
        command = "`" + command.replace("\\", "\\\\").replace("`", "\\`") + "`"
    assert [part.text for part in shell_parts(command).parts] == ["y"]


def test_a_text_of_escapes_keeps_no_way_back() -> None:
    command = 'echo "' + '\\"' * (MAX_RUNS + 1) + '" > a.py'
    (part,) = shell_parts(command).parts
    assert part.text == '"' * (MAX_RUNS + 1) + "\n"
    assert part.stretches == ()


def test_many_lines_keep_a_bounded_way_back() -> None:
    (part,) = shell_parts("echo x >> a.py\n" * 10).parts
    assert len(part.stretches) == 10
