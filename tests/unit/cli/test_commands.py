"""`codeward keys`, `policy`, `serve`, `health`, and the console script itself."""

from __future__ import annotations

import hashlib
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn
import yaml

import proxy.__main__ as script
from proxy.audit import reader
from proxy.cli.deciding import operator
from proxy.cli.serve import banner, bound
from proxy.errors import SettingsInvalid
from proxy.settings import Settings, load_settings


def test_a_key_is_shown_once_and_listed_without_itself(run: Any) -> None:
    done = run("keys", "new", "--team", "payments", "--note", "ide", "--model", "gpt")
    key_id, key = done.stdout.split()[0], done.stdout.split()[-1]
    listed = run("keys", "list").stdout
    assert key.startswith("cw-")
    assert key not in listed
    assert all(word in listed for word in (key_id, "payments", "gpt", "ide", "active"))


def test_a_revoked_key_is_said_to_be(run: Any) -> None:
    key_id = run("keys", "new").stdout.split()[0]
    assert run("keys", "revoke", key_id).exit_code == 0
    assert "revoked" in run("keys", "list").stdout
    assert run("keys", "revoke", key_id).exit_code == 1


def test_an_entry_for_the_configuration_loads(run: Any, folder: Path) -> None:
    done = run("keys", "new", "--for-config", "--note", "ci", "--team", "infra")
    entry, _, key = done.stdout.partition("\n\nThe key, shown this once:\n")
    (folder / "config.yaml").write_text(entry, "utf-8")
    (seed,) = load_settings(folder / "config.yaml", {}).keys
    assert (seed.id, seed.team) == ("ci", "infra")
    assert seed.hash == "sha256:" + hashlib.sha256(key.strip().encode()).hexdigest()
    assert "ci  team infra" in run("keys", "list").stdout
    assert not (folder / "data" / "state.sqlite").exists()


def test_an_entry_for_the_configuration_holds_all_that_was_said(run: Any, folder: Path) -> None:
    said = (
        "--role",
        "approver",
        "--model",
        "gpt-*",
        "--limit",
        "requests_per_minute=5",
        "--note",
        "123",
        "--team",
        "yes",
    )
    entry = run("keys", "new", "--for-config", *said).stdout.partition("\n\n")[0]
    (folder / "config.yaml").write_text(entry, "utf-8")
    (seed,) = load_settings(folder / "config.yaml", {}).keys
    assert (seed.id, seed.team, seed.role.value, list(seed.models), dict(seed.limits)) == (
        "123", "yes", "approver", ["gpt-*"], {"requests_per_minute": 5},
    )  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [("--expires", "90d"), ("--note", "a\n  - id: b"), ("--team", "a: b"), ("--role", "root"), ("--limit", "shoes=1")],
)
def test_an_entry_for_the_configuration_that_can_not_be(run: Any, said: tuple[str, str]) -> None:
    done = run("keys", "new", "--for-config", *said)
    assert (done.exit_code != 0, "sha256" in done.stdout) == (True, False)


@pytest.mark.parametrize("name", ["baseline", "annotate", "monitor", "strict"])
def test_the_shipped_policies_are_valid(run: Any, name: str) -> None:
    assert run("policy", "check", name).stdout.startswith(f"ok: {name}@")


def test_a_mistake_in_a_policy_is_named_at_its_place(run: Any, folder: Path) -> None:
    (folder / "mine.yaml").write_text(
        "name: mine\nextends: baseline\nrules:\n  - match: {}\n    action: bloc\n", "utf-8"
    )
    message = run("policy", "check", "mine.yaml").message
    assert "mine.yaml:5:13" in message
    assert "bloc" in message


def test_a_policy_explains_itself(run: Any) -> None:
    told = run("policy", "explain", "monitor").stdout
    assert "monitor@" in told
    assert "baseline.yaml:" in told


def shown(models: list[str], *, host: str = "127.0.0.1", with_key: bool = False) -> list[str]:
    settings = Settings.model_validate({"server": {"host": host}, "data_dir": "d"})
    return list(banner(settings, models, 8080, with_key=with_key))


def test_the_banner_has_a_request_to_copy() -> None:
    lines = shown(["demo"])
    command = "\n".join(line for line in lines if line.startswith(("  curl", "    -")))
    words = subprocess.run(
        ["bash", "-c", f"printf '%s\\n' {command}"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert words[:3] == ["curl", "-N", "http://127.0.0.1:8080/v1/chat/completions"]
    assert yaml.safe_load(words[-1])["messages"][0]["role"] == "user"
    assert "demo model" in lines[1]


def test_the_banner_says_when_a_key_is_needed() -> None:
    assert any("authorization: Bearer" in line for line in shown(["gpt"], with_key=True))
    assert any('"model": "gpt"' in line for line in shown(["gpt"]))


def test_the_banner_without_named_models() -> None:
    assert "models: any" in shown([])[0]


def test_the_banner_writes_an_ipv6_address_as_a_url() -> None:
    assert "http://[::1]:8080/v1" in shown(["demo"], host="::1")[0]


def test_a_port_in_use_is_an_error_that_says_what_to_do() -> None:
    with bound("127.0.0.1", 0) as taken, pytest.raises(SettingsInvalid, match="address already in use; choose another"):
        bound("127.0.0.1", taken.getsockname()[1])


def test_a_host_that_does_not_resolve() -> None:
    with pytest.raises(SettingsInvalid, match="can't listen on no-such-host.invalid:0"):
        bound("no-such-host.invalid", 0)


def test_serving_other_machines_without_a_key_is_refused(run: Any) -> None:
    assert "keys new" in run("serve", "--host", "0.0.0.0", "--port", "0").message


class _Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ready = self.path.endswith("liveness")
        self.send_response(200 if ready else 503)
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), _Health) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_health_of_a_server_that_answers(run: Any, port: int) -> None:
    live = run("health", "--live", "--host", "0.0.0.0", "--port", str(port))
    assert (live.exit_code, live.stdout) == (0, "/health/liveness\n")
    assert run("health", "--port", str(port)).exit_code == 1


def test_health_of_a_server_that_is_gone(run: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    done = run("health", "--port", str(port))
    assert done.exit_code == 1
    assert "doesn't answer" in done.stderr


def test_a_mistake_in_the_settings_is_one_line_and_exit_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "config.yaml").write_text("server: {prot: 1}\n", "utf-8")
    monkeypatch.setattr(sys, "argv", ["codeward", "keys", "list"])
    with pytest.raises(SystemExit) as ended:
        script.main()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("error: config.yaml:1:10")
    assert "Traceback" not in told


def test_help_stays_fast_because_nothing_heavy_is_loaded(folder: Path) -> None:
    code = (
        "import sys\nsys.argv = ['codeward', '--help']\n"
        "from proxy.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([n for n in ('litellm', 'bandit', 'fastapi', 'pydantic', 'uvicorn', 'yaml', 'rich', 'proxy.settings', 'proxy.audit') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder)
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(word in done.stdout for word in ("serve", "scan", "why", "audit", "policy", "keys", "doctor", "health"))


def test_the_module_runs_as_the_script_does(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "proxy", "policy", "check", "none"],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert (done.returncode, done.stderr[:7]) == (2, "error: ")


def test_serving_says_where_before_it_serves(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    served = []

    def pretend(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        served.append(sockets[0].getsockname())
        server.started = True

    monkeypatch.setattr(uvicorn.Server, "run", pretend)
    run("keys", "new")
    done = run("serve", "--port", "0")
    assert done.exit_code == 0
    assert f"http://127.0.0.1:{served[0][1]}/v1/chat/completions" in done.stdout
    assert "authorization: Bearer" in done.stdout


def test_a_server_that_does_not_start_ends_with_1(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uvicorn.Server, "run", lambda _server, sockets: sockets)
    assert run("serve", "--port", "0").exit_code == 1


def _json(run: Any, *words: str) -> Any:
    return json.loads(run(*words, "--json").stdout)


def test_a_key_from_its_making_to_its_end(run: Any, folder: Path) -> None:
    made = _json(
        run,
        "keys",
        "new",
        "--team",
        "web",
        "--role",
        "approver",
        "--expires",
        "90d",
        "--limit",
        "requests_per_minute=60",
    )
    assert (made["role"], made["limits"], made["standing"]) == ("approver", {"requests_per_minute": 60}, "active")
    rotated = _json(run, "keys", "rotate", made["id"], "--grace", "2h")
    assert rotated["key"] not in {made["key"], None}
    shown = _json(run, "keys", "show", made["id"])
    assert "key" not in shown
    assert shown["old_until"] is not None
    assert made["id"] in run("keys", "show", made["id"]).stdout
    assert _json(run, "keys", "revoke", made["id"]) == {"id": made["id"], "standing": "revoked"}
    assert [each["standing"] for each in _json(run, "keys", "list")["keys"]] == ["revoked"]
    assert [run("keys", word, made["id"]).exit_code for word in ("rotate", "revoke")] == [1, 1]
    assert run("keys", "show", "key-none").exit_code == 1
    records = [r for _, r in reader.records(folder / "data") if r.kind.startswith("key.")]
    assert [record.kind for record in records] == ["key.created", "key.rotated", "key.revoked"]
    assert {json.loads(record.body)["by"] for record in records} == {operator()}
    stored = b"".join(path.read_bytes() for path in (folder / "data").iterdir() if path.is_file())
    assert made["key"].encode() not in stored
    assert rotated["key"].encode() not in stored


def test_a_rotation_says_what_becomes_of_the_old_secret(run: Any) -> None:
    key_id = run("keys", "new").stdout.split()[0]
    assert "the old secret is void" in run("keys", "rotate", key_id, "--grace", "0").stdout
    assert "the old secret is good until 20" in run("keys", "rotate", key_id).stdout


def test_a_team_from_its_making_to_its_end(run: Any, folder: Path) -> None:
    made = _json(run, "teams", "new", "web", "--model", "gpt-*", "--limit", "tokens_per_day=1000")
    assert (made["models"], made["limits"]) == (["gpt-*"], {"tokens_per_day": 1000})
    changed = _json(run, "teams", "set", "web", "--limit", "cost_per_month=20.5", "--any-model")
    assert (changed["models"], changed["limits"]) == ([], {"tokens_per_day": 1000, "cost_per_month": 20.5})
    assert "cost_per_month=20.5" in run("teams", "list").stdout
    assert _json(run, "teams", "set", "web", "--no-limits", "--organisation", "acme")["limits"] == {}
    assert [team["organisation"] for team in _json(run, "teams", "list")] == ["acme"]
    assert _json(run, "teams", "remove", "web") == {"id": "web", "removed": True}
    assert [run("teams", word, "web").exit_code for word in ("remove", "set")] == [1, 1]
    kinds = [r.kind for _, r in reader.records(folder / "data") if r.kind.startswith("team.")]
    assert kinds == ["team.created", "team.changed", "team.changed", "team.removed"]


@pytest.mark.parametrize(
    "words",
    [
        ("keys", "new", "--role", "king"),
        ("keys", "new", "--expires", "yesterday"),
        ("keys", "new", "--limit", "shoes=1"),
        ("keys", "rotate", "key-1", "--grace", "1y"),
        ("teams", "new", "a b"),
    ],
    ids=" ".join,
)
def test_what_keys_and_teams_cannot_have_is_told(run: Any, words: tuple[str, ...]) -> None:
    assert run(*words).message


def test_the_admin_api_has_a_listener_of_its_own(run: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with bound("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    listening: list[int] = []

    def pretend(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        listening.extend(each.getsockname()[1] for each in sockets)
        server.started = True

    monkeypatch.setattr(uvicorn.Server, "run", pretend)
    (folder / "config.yaml").write_text(f"server: {{admin_port: {port}}}\n")
    run("serve", "--port", "0")
    assert (len(listening), listening[1]) == (2, port)
    assert "must be another port" in run("serve", "--port", str(port)).message
