"""`codeward doctor`: each check says ok, or what to do."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from proxy.audit import reader
from proxy.cli import doctor


@pytest.fixture(autouse=True)
def _fakes(scanners: Any) -> None:
    """The engines are asked in tests/server/."""


def test_a_fresh_folder_is_well(run: Any) -> None:
    done = run("doctor")
    assert done.exit_code == 0
    assert "no config.yaml: the defaults hold" in done.stdout
    assert "bandit 1.0 found its known-bad sample" in done.stdout
    assert "made at the first start" in done.stdout
    assert "fail" not in done.stdout


def test_a_used_folder_is_well(run: Any, record: Any, folder: Path) -> None:
    record()
    (folder / "config.yaml").write_text("server: {port: 9000}\n", "utf-8")
    done = run("doctor")
    assert done.exit_code == 0
    assert "config.yaml is valid" in done.stdout
    assert "the last record is from" in done.stdout


def test_colours_are_left_out_where_they_are_not_wanted(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("doctor").stdout


def test_a_policy_that_cannot_be_used(run: Any, folder: Path) -> None:
    (folder / "config.yaml").write_text("policy: {default: nonsense}\n", "utf-8")
    done = run("doctor")
    assert done.exit_code == 1
    assert "fail  policy" in done.stdout
    assert "codeward policy check" in done.stdout


def test_a_folder_that_cannot_be_written(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_folder: Path) -> float:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor, "fsync_ms", refused)
    done = run("doctor")
    assert done.exit_code == 1
    assert "can't be written: Permission denied" in done.stdout


def test_a_slow_disk_is_a_warning(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "fsync_ms", lambda _folder: 45.0)
    done = run("doctor")
    assert done.exit_code == 0
    assert "warn  store" in done.stdout


def test_a_secret_that_others_can_read(run: Any, record: Any, folder: Path) -> None:
    record([])
    Path(folder / "data" / "secret.key").chmod(0o644)
    done = run("doctor")
    assert done.exit_code == 1
    assert "fail  secret" in done.stdout


def test_a_clock_that_went_back(run: Any, record: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    record([])

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz or UTC) - timedelta(hours=1)

    monkeypatch.setattr(doctor, "datetime", Earlier)
    done = run("doctor")
    assert done.exit_code == 1
    assert "s in the future" in done.stdout


def test_records_that_cannot_be_read(run: Any, folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "audit.sqlite").write_bytes(b"not a database, but as long as a header" * 10)
    done = run("doctor")
    assert done.exit_code == 1
    assert "fail  records" in done.stdout


def test_an_empty_store_has_no_clock_to_compare(run: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "audit.sqlite").write_bytes(b"")
    monkeypatch.setattr(reader, "tail", lambda _folder, _count: [])
    assert run("doctor").exit_code == 0


def test_an_open_address_without_a_key(run: Any, folder: Path) -> None:
    (folder / "config.yaml").write_text("server: {host: 0.0.0.0}\n", "utf-8")
    done = run("doctor")
    assert done.exit_code == 1
    assert "fix: codeward keys new --team TEAM" in done.stdout


def test_with_a_key_requests_need_one(run: Any) -> None:
    run("keys", "new")
    assert "requests need a key" in run("doctor").stdout


def test_engines_that_do_not_come_up(run: Any, scanners: Any) -> None:
    scanners.refuses = True
    done = run("doctor")
    assert done.exit_code == 1
    assert "fail  engines" in done.stdout


def test_settings_that_cannot_be_read(run: Any, folder: Path) -> None:
    (folder / "config.yaml").write_text("sever: {}\n", "utf-8")
    assert "'sever'" in run("doctor").message


def test_providers_are_connected_to_when_asked_for(run: Any, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as up, socket.create_server(("127.0.0.1", 0)) as down:
        ports = up.getsockname()[1], down.getsockname()[1]
        down.close()
        entries = "".join(
            f"  - {{model_name: m{port}, litellm_params: {{model: openai/x, api_base: 'http://127.0.0.1:{port}/v1'}}}}\n"
            for port in ports
        )
        (folder / "config.yaml").write_text("model_list:\n" + entries, "utf-8")
        done = run("doctor", "--upstream")
    assert done.exit_code == 1
    assert f"127.0.0.1:{ports[0]} takes connections" in done.stdout
    assert f"127.0.0.1:{ports[1]} can't be reached" in done.stdout


def test_models_that_cannot_be_served(run: Any, folder: Path) -> None:
    entry = "{model_name: m, litellm_params: {model: openai/x, api_bsae: 'http://127.0.0.1:9/v1'}}"
    (folder / "config.yaml").write_text(f"model_list: [{entry}]\n", "utf-8")
    done = run("doctor", "--upstream")
    assert done.exit_code == 1
    assert "fail  models    model 'm': unknown key 'api_bsae'" in done.stdout
    assert "upstream" not in done.stdout


def test_without_providers_there_is_nothing_to_reach(run: Any) -> None:
    assert "no provider with an address of its own" in run("doctor", "--upstream").stdout


def test_a_durable_write_is_timed(tmp_path: Path) -> None:
    assert doctor.fsync_ms(tmp_path) > 0
