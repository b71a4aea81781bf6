"""`codeward scan`: exit codes, the three formats, what isn't scanned."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from proxy.cli import scan as scan_module
from proxy.cli.verdicts import cache_dir, runner_of
from proxy.scan.runner import Runner
from proxy.settings import Settings

RUNNER_OF = runner_of  # before the fixture puts the fake in its place


@pytest.fixture(autouse=True)
def _fakes(scanners: Any) -> None:
    """All tests here use the fake workers; tests/server/ has the real ones."""


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return name


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        pytest.param("x = 1\n", (), 0, id="nothing"),
        pytest.param("BAD\n", (), 1, id="finding"),
        pytest.param("SECRET\n", ("--threshold", "reject"), 0, id="below-the-threshold"),
        pytest.param("SECRET\n", ("--threshold", "redact"), 1, id="at-the-threshold"),
        pytest.param("SLOW\n", (), 3, id="not-scanned"),
        pytest.param("SLOW\nBAD\n", (), 1, id="findings-come-before-not-scanned"),
        pytest.param("BAD\n", ("--policy", "monitor"), 1, id="monitor-still-finds"),
        pytest.param("x\n", ("--threshold", "block"), 2, id="no-such-threshold"),
        pytest.param("x\n", ("--language", "klingon"), 2, id="no-such-language"),
        pytest.param("x\n", ("--format", "xml"), 2, id="no-such-format"),
    ],
)
def test_exit_codes(run: Any, folder: Path, text: str, arguments: tuple[str, ...], code: int) -> None:
    assert code == run("scan", write(folder, "a.py", text), *arguments).exit_code


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("src/bad.py", "x = 1\n", id="a file"),
        pytest.param("tree.txt", "src/bad.py\n", id="a list of files"),
    ],
)
def test_what_another_file_answers_is_no_finding(run: Any, folder: Path, name: str, text: str) -> None:
    write(folder, "all/a.py", "BAD\n")
    assert run("scan", "all").exit_code == 1
    write(folder, f"all/{name}", text)
    assert run("scan", "all").exit_code == 0


def test_a_path_that_does_not_exist_is_a_mistake_in_usage(run: Any) -> None:
    done = run("scan", "gone.py")
    assert done.exit_code == 2
    assert "'gone.py' doesn't exist" in done.stderr


def test_the_policies_of_the_server_hold(run: Any, folder: Path) -> None:
    write(folder, "policies/mild.yaml", "name: mild\nrules: [{match: {}, action: allow}]\n")
    write(folder, "policies/firm.yaml", "name: firm\nrules: [{match: {}, action: reject}]\n")
    attached = "attachments:\n  - policy: mild\n  - {policy: firm, teams: [payments]}\n  - {policy: firm, id: src, paths: ['src/**']}\n"
    write(folder, "policies/attachments.yaml", attached)
    write(folder, "config.yaml", "policy: {bundle: policies}\n")
    name, inside = write(folder, "a.py", "BAD\n"), write(folder, "src/a.py", "BAD\n")
    assert run("scan", name).exit_code == 0
    assert run("scan", inside).exit_code == 1
    assert run("scan", name, "--team", "payments").exit_code == 1
    assert run("scan", name, "--policy", "baseline").exit_code == 1


def test_a_policy_that_does_not_exist_is_named(run: Any, folder: Path) -> None:
    assert "'strikt'" in run("scan", write(folder, "a.py", "x\n"), "--policy", "strikt").message


def test_text_names_place_rule_cwe_line_and_fix(run: Any, folder: Path) -> None:
    out = run("scan", write(folder, "a.md", "Text\n\n```python\n  BAD\n```\n")).stdout.splitlines()
    assert out[0] == "a.md:4:3: reject: command injection"
    assert out[1].startswith("  bandit.B602  CWE-78  severity high, confidence high  (baseline.yaml:")
    assert out[2:6] == ["     4 |   BAD", "       |   ^^^", "  write: run([...])", "         # two lines"]
    assert out[6] == "  see:   https://cwe.mitre.org/data/definitions/78.html"
    assert out[-1].startswith(
        "1 file, 1 block of code, 2 lines: 1 finding (1 reject), 0 below the threshold; policy baseline@"
    )


def test_no_format_shows_a_secret(run: Any, folder: Path) -> None:
    name = write(folder, "a.py", 'token = "SECRET"\n')
    for form in ("text", "json", "sarif"):
        assert "SECRET" not in run("scan", name, "--format", form).stdout


def test_escape_sequences_are_spelled_out(run: Any, folder: Path) -> None:
    assert "\x1b" not in run("scan", write(folder, "a.py", "BAD \x1b[2J\n")).stdout


def test_what_was_not_scanned_is_said(run: Any, folder: Path) -> None:
    out = run("scan", write(folder, "a.py", "SLOW\n")).stdout
    assert "a.py:1: not scanned: bandit timed_out" in out
    assert "1 block not read whole" in out


def test_an_empty_folder_is_not_clean(run: Any, folder: Path) -> None:
    (folder / "empty").mkdir()
    done = run("scan", "empty")
    assert (done.exit_code, done.stdout.startswith("nothing to scan")) == (3, True)


def test_files_that_are_not_text_are_counted(run: Any, folder: Path) -> None:
    write(folder, "src/a.py", "x = 1\n")
    (folder / "src" / "b.bin").write_bytes(b"\0")
    assert "left out: 1 file that aren't text" in run("scan", "src").stdout


def test_prose_without_code_is_fine(run: Any, folder: Path) -> None:
    done = run("scan", write(folder, "a.md", "Only words.\n"))
    assert (done.exit_code, done.stdout.startswith("1 file, 0 blocks of code")) == (0, True)


def test_standard_input_is_an_answer(run: Any) -> None:
    done = run("scan", "-", stdin=b"```python\nBAD\n```\n")
    assert (done.exit_code, done.stdout.startswith("<stdin>:2:1: reject")) == (1, True)


def test_standard_input_may_be_code(run: Any) -> None:
    assert run("scan", "-", "--language", "py", stdin=b"BAD\n").stdout.startswith("<stdin>:1:1: reject")


def test_standard_input_that_is_not_text_is_a_mistake_in_usage(run: Any) -> None:
    assert run("scan", "-", stdin=b"\0\1").exit_code == 2


@pytest.mark.parametrize(
    "state", [pytest.param({"refuses": True}, id="start"), pytest.param({"ready": False}, id="canary")]
)
def test_without_engines_nothing_is_clean(run: Any, folder: Path, scanners: Any, state: dict[str, bool]) -> None:
    vars(scanners).update(state)
    done = run("scan", write(folder, "a.py", "x = 1\n"))
    assert done.exit_code == 3
    assert "not scanned" in done.stderr.lower()


def test_json_has_everything_a_program_needs(run: Any, folder: Path) -> None:
    done = run("scan", write(folder, "a.py", "BAD\nSECRET\nSLOW\n"), "--format", "json", "--threshold", "reject")
    told = json.loads(done.stdout)
    assert [(f["path"], f["line"], f["rule"], f["action"]) for f in told["findings"]] == [
        ("a.py", 1, "bandit.B602", "reject"),
        ("a.py", 2, "secrets.token", "redact"),
    ]
    assert told["blocks"][0]["engines"] == [
        {"engine": "bandit", "version": "1.0", "status": "timed_out", "lines_scanned": 1, "lines_total": 1}
    ]
    assert told["not_scanned"] == [{"path": "a.py", "line": 1, "what": "bandit timed_out"}]
    assert told["summary"] == {
        "at_or_above_threshold": 1,
        "actions": {"allow": 0, "annotate": 0, "redact": 1, "reject": 1},
    }


def sarif(run: Any, *arguments: str) -> dict[str, Any]:
    (log,) = json.loads(run("scan", *arguments, "--format", "sarif").stdout)["runs"]
    return log


def test_sarif_has_what_code_scanning_reads(run: Any, folder: Path) -> None:
    log = sarif(run, write(folder, "my src/a b.py", "BAD\n"))
    (rule,) = log["tool"]["driver"]["rules"]
    assert rule["properties"] == {
        "tags": ["security", "external/cwe/cwe-078", "OWASP-A03:2021 Injection"],
        "precision": "high",
        "security-severity": "8.0",
    }
    assert rule["helpUri"].startswith("https://")
    (found,) = log["results"]
    assert (found["ruleId"], found["ruleIndex"], found["level"]) == ("bandit.B602", 0, "error")
    assert found["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "my%20src/a%20b.py"},
                "region": {"startLine": 1, "startColumn": 1, "endLine": 1},
            }
        }
    ]
    assert log["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_sarif_prints_stay_when_lines_move_and_differ_for_equal_lines(run: Any, folder: Path) -> None:
    name = write(folder, "a.py", "BAD\nBAD\n")
    before = [found["partialFingerprints"]["codewardLine/v1"] for found in sarif(run, name)["results"]]
    write(folder, "a.py", "x = 1\n\nBAD\nBAD\n")
    after = [found["partialFingerprints"]["codewardLine/v1"] for found in sarif(run, name)["results"]]
    assert before == after
    assert len(set(after)) == 2


def test_sarif_says_what_was_not_scanned(run: Any, folder: Path) -> None:
    (invocation,) = sarif(run, write(folder, "a.py", "SLOW\n"))["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [note["message"]["text"] for note in invocation["toolExecutionNotifications"]] == [
        "not scanned: bandit timed_out"
    ]


def test_sarif_of_standard_input_has_a_location(run: Any) -> None:
    done = run("scan", "-", "--format", "sarif", stdin=b"```\nSECRET\n```\n")
    (found,) = json.loads(done.stdout)["runs"][0]["results"]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "stdin"}
    assert "helpUri" not in json.loads(done.stdout)["runs"][0]["tool"]["driver"]["rules"][0]


def test_a_long_scan_shows_a_bar_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with scan_module._progress(100) as done:
        for _ in range(100):
            done()
    assert capsys.readouterr().out == ""


def test_a_short_scan_or_a_pipe_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    with scan_module._progress(100) as done:
        done()
    assert capsys.readouterr() == ("", "")


def test_compiled_rules_are_kept_with_the_state_or_with_other_caches(folder: Path) -> None:
    settings = Settings(data_dir=str(folder / "state"))
    assert cache_dir(settings) == folder / ".cache" / "codeward"
    (folder / "state").mkdir()
    assert cache_dir(settings) == folder / "state" / "cache"


def test_the_workers_are_the_servers(folder: Path) -> None:
    settings = Settings.model_validate({"scan": {"workers": 3}, "data_dir": str(folder)})
    assert isinstance(RUNNER_OF(settings), Runner)
    assert isinstance(RUNNER_OF(settings, workers=1), Runner)
