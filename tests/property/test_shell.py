"""What bash writes is what a part says; anything ends, in time that grows with its length."""

from __future__ import annotations

import base64
import os
import shlex
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from proxy.extract.shell import shell_parts
from proxy.extract.shell_rewrite import rewritten

SCRIPT = "import os\n\tx = \"$HOME\"  # `id` \\ 'it''s' \\n %s %%\n\n<<EOF é !* {a,b} ~\n$(exit)\nif x:\n\ty = 'b'\n"


def double(text: str) -> str:
    return '"' + "".join("\\" + letter if letter in '$`"\\' else letter for letter in text) + '"'


def ansi(text: str) -> str:
    return "$'" + "".join(f"\\x{byte:02x}" for byte in text.encode()) + "'"


def bare(text: str) -> str:
    return "".join("'\n'" if letter == "\n" else letter if letter.isalnum() else "\\" + letter for letter in text)


def escaped(text: str) -> str:
    return "".join("\\" + letter if letter in "$`\\" else letter for letter in text)


def packed(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


SINGLE = shlex.quote(SCRIPT)
COMMANDS = [
    pytest.param(f"cat > a.py <<'END'\n{SCRIPT}END\n", id="heredoc-quoted"),
    pytest.param(f"cat > a.py <<\\END\n{SCRIPT}END\n", id="heredoc-escaped"),
    pytest.param(f'cat <<"E N" > a.py\n{SCRIPT}E N\n', id="heredoc-double-quoted"),
    pytest.param(f"cat > a.py <<END\n{escaped(SCRIPT)}END\n", id="heredoc-open"),
    pytest.param(f"cat > a.py <<-'END'\n{SCRIPT}\t\tEND\n", id="heredoc-tabs"),
    pytest.param(f"tee a.py <<'END' > /dev/null\n{SCRIPT}END\n", id="tee"),
    pytest.param(f"cat <<'END' | tee -a a.py | cat > /dev/null\n{SCRIPT}END\n", id="tee-append"),
    pytest.param(f"{{ cat <<'END'\n{SCRIPT}END\n}} > a.py", id="group"),
    pytest.param(f"(cat <<A; cat <<'B') > a.py\nx\nA\n{SCRIPT}B\n", id="two-heredocs"),
    pytest.param(f"x=$(cat <<'END'\n{SCRIPT}END\n); echo \"$x\" > a.py", id="heredoc-variable"),
    pytest.param(f"if true; then cat > a.py <<'END'\n{SCRIPT}END\nfi\n", id="if"),
    pytest.param(f"f() {{ cat > a.py <<'END'\n{SCRIPT}END\n}}; f", id="function"),
    pytest.param(f"case x in (y|x) cat > a.py <<'END'\n{SCRIPT}END\n;; esac", id="case"),
    pytest.param(f"bash <<'OUTER'\ncat > a.py <<'END'\n{SCRIPT}END\nOUTER\n", id="heredoc-in-heredoc"),
    pytest.param(f"cat > a.py <<END\n$(cat <<'IN'\n{SCRIPT}IN\n)\nEND\n", id="substitution-in-heredoc"),
    pytest.param(f"echo {SINGLE} > a.py", id="echo-single"),
    pytest.param(f"echo -n {double(SCRIPT)} > a.py", id="echo-double"),
    pytest.param(f"echo {ansi(SCRIPT)} > a.py", id="echo-ansi"),
    pytest.param(f"echo {bare(SCRIPT)} > a.py", id="echo-bare"),
    pytest.param(f"echo -e {SINGLE} > a.py", id="echo-escapes"),
    pytest.param(f"printf '%s' {SINGLE} > a.py", id="printf"),
    pytest.param(f"printf {SINGLE} > a.py", id="printf-format"),
    pytest.param(f"printf '%b\\n%s' {SINGLE} {double(SCRIPT)} a b > a.py", id="printf-again"),
    pytest.param("\n".join(f"echo {shlex.quote(line)} >> a.py" for line in SCRIPT.splitlines()), id="line-by-line"),
    pytest.param(f"cat <<< {SINGLE} > a.py", id="here-string"),
    pytest.param(f"x={SINGLE}; y=\"a ${{x}}\"; y+=z; printf '%s' \"$y\" > a.py", id="variables"),
    pytest.param(f"echo {packed(SCRIPT)} | base64 -d > a.py", id="base64"),
    pytest.param(f"base64 -d <<< {packed(packed(SCRIPT))} | base64 --decode > a.py", id="base64-twice"),
    pytest.param("bash -c " + shlex.quote("printf %s " + double(SCRIPT) + " > a.py"), id="bash-c"),
    pytest.param(f"eval \"$(echo {packed('echo ' + SINGLE + ' > a.py')} | base64 -d)\"", id="eval"),
    pytest.param(f"echo {packed('echo ' + SINGLE + ' > a.py')} | base64 -d | bash", id="decoded-shell"),
    pytest.param("echo `echo 'a\\\\b \\`echo c\\`'` > a.py", id="backticks"),
    pytest.param("cat <(echo a; echo b) > a.py", id="process-substitution"),
    pytest.param("printf '\\x61\\142\\0143\\u00e9' > a.py", id="printf-bytes"),
    pytest.param('echo a > b; cat b b > a.py; x=$(<b); echo "$x" >> a.py', id="files"),
    pytest.param("echo $((1 << 2)) > /dev/null; cat > a.py <<2\nx\n2\n", id="shift-is-no-heredoc"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_bash_writes_what_the_part_says(command: str, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "$HOME"}
    subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, check=True, timeout=20)
    written = (tmp_path / "a.py").read_text("utf-8")
    shell = shell_parts(command)
    assert written in [part.text for part in shell.parts if part.path == "a.py"]
    assert not shell.unread


PIECES = [
    "'", '"', "\\", "$(", ")", "`", "${", "}", "((", "))", "$((", "<<EOF", "<<-'E'", "\nEOF\n", "\nE\n", "\n", " ", "\t", ";", ";;", "|", "||",
    "&", "&&", ">", ">>", "2>", "&>", ">&", "<", "<<<", "<(", ">(", "a.py", "a", "x=", "$x", "$'", "\\n", "#", "(", "{ ", " }", "if ", "then ",
    "fi ", "do ", "done ", "case x in ", "esac ", "[[ ", " ]]", "cat ", "echo ", "printf ", "%s", "python -c ", "bash -c ", "eval ", "base64 -d ",
    "sed -i ", "s/a/b/", "s{", "/", "perl -pi -e ", "ssh h ", "sudo ", "tee ", "YQ==", "@'\n", "\n'@", "Set-Content ", "iex ", "\r\n", "é", "\0",
    "\u2028", "\ud800", "function ", "-", "--", "!(", "tr a b ", "gunzip ", "xxd -r -p ", "patch ", "read ", "export ", "^", "%", "::", "rem ",
]  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(HOSTILE, st.sampled_from(["sh", "powershell", "cmd"]))
@example("y=$(case x in a) b;; esac)", "sh")
@example("cat <<''", "sh")
def test_any_text_is_read_and_its_stretches_hold(command: str, dialect: str) -> None:
    for part in shell_parts(command, dialect=dialect).parts:
        end = 0
        for run in part.stretches:
            assert run.start >= end
            end = run.start + run.length
            assert command[run.outer : run.outer + run.length] == part.text[run.start : end]
        assert end <= len(part.text)


@given(HOSTILE, st.text("ab\n$`'\"\\\t", max_size=6))
def test_a_rewritten_command_carries_the_new_text(inner: str, new: str) -> None:
    command = f"cat > a.py <<'STOP'\n{inner}\nSTOP\necho x > b.py; cat <<-S > c.py\n\t{inner}\n\tS\npython -c 'z'"
    for part in shell_parts(command).parts[:4]:
        changed = part.text[:2] + new + part.text[3:]
        found = rewritten(command, part, changed)
        assert found is None or changed in [after.text for after in shell_parts(found).parts]


@settings(max_examples=25)
@given(st.sampled_from(PIECES), st.sampled_from(PIECES))
def test_repeated_pieces_end(one: str, other: str) -> None:
    # reading that is quadratic takes minutes for this
    shell_parts((one + other) * 5_000)
