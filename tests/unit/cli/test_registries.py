"""Asking a registry: what it says, what is kept, and what a broken one leaves unknown."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from proxy.cli.registries import Registry, Told
from tests.unit.cli.conftest import Outcome

Run = Callable[..., Outcome]


class Fake(BaseHTTPRequestHandler):
    """200 for what is there, 500 for `broken`, 301 for `moved`, nothing at all for `silent`."""

    asked: list[str] = []  # noqa: RUF012 - what all instances were asked

    def do_GET(self) -> None:
        self.asked.append(self.path)
        name = self.path.split("/")[-2]
        if name == "silent":
            return
        status = {"there": 200, "%40scope%2Fthere": 200, "@scope%2Fthere": 200, "broken": 500, "moved": 301}.get(
            name, 404
        )
        self.send_response(status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has there
        return


@pytest.fixture
def address() -> Iterator[str]:
    Fake.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Fake) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/simple/{{name}}/"
        server.shutdown()
        thread.join()


def test_what_a_registry_says(address: str) -> None:
    told = Registry("npm", address).ask(["there", "made-up", "broken", "moved", "silent", "@scope/there"])
    assert list(told.values()) == [Told.THERE, Told.MISSING, Told.UNKNOWN, Told.UNKNOWN, Told.UNKNOWN, Told.THERE]


@pytest.mark.parametrize(
    ("ecosystem", "name", "path"),
    [
        ("maven", "org.example.team:there", "/simple/org/example/team/there/"),
        ("go", "git.example.com/a/there", "/simple/git.example.com/a/there/"),
        ("composer", "a/there", "/simple/a/there/"),
        ("nuget", "there", "/simple/there/"),
        ("npm", "@scope/there", "/simple/@scope%2Fthere/"),
    ],
)
def test_a_name_is_spelled_as_its_ecosystem_does(address: str, ecosystem: str, name: str, path: str) -> None:
    assert Registry(ecosystem, address).ask([name]) == {name: Told.THERE}
    assert Fake.asked == [path]


def test_a_registry_that_hangs_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proxy.cli.registries._TIMEOUT_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/{{name}}"
        assert Registry("pypi", address).ask(["there"]) == {"there": Told.UNKNOWN}


def test_an_answer_is_kept(address: str, tmp_path: Path) -> None:
    for _ in range(2):
        Registry("pypi", address, tmp_path / "cache" / "r.json").ask(["there", "made-up", "broken"])
    assert sorted(Fake.asked) == ["/simple/broken/", "/simple/broken/", "/simple/made-up/", "/simple/there/"]


def test_an_old_answer_is_asked_for_again(address: str, tmp_path: Path) -> None:
    cache = tmp_path / "r.json"
    Registry("pypi", address, cache).ask(["there"])
    cache.write_text(
        json.dumps({key: [at - 90_000, told] for key, (at, told) in json.loads(cache.read_text()).items()})
    )
    Registry("pypi", address, cache).ask(["there"])
    assert len(Fake.asked) == 2


@pytest.mark.parametrize("content", ["", "[]", '{"a": 1}', '{"a": ["x", "there"]}'])
def test_a_broken_cache_is_no_answer(address: str, tmp_path: Path, content: str) -> None:
    (tmp_path / "r.json").write_text(content)
    assert Registry("pypi", address, tmp_path / "r.json").ask(["there"]) == {"there": Told.THERE}


def test_a_cache_that_cannot_be_written_does_no_harm(address: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Registry("pypi", address, tmp_path / "file" / "r.json").ask(["there"]) == {"there": Told.THERE}


@pytest.mark.parametrize(
    "broken", ["http://127.0.0.1:1/{name}", "https://127.0.0.1:1/{name}?x=1", "http://127.0.0.1:99999/{name}"]
)
def test_a_registry_that_does_not_answer_leaves_a_name_unknown(broken: str) -> None:
    assert Registry("pypi", broken).ask(["there"]) == {"there": Told.UNKNOWN}


def test_the_command_asks_whom_the_configuration_names(run: Run, folder: Path, address: str) -> None:
    (folder / "config.yaml").write_text(f"dependencies: {{registries: {{pypi: '{address}'}}}}\n")
    done = run("deps", "check", "there", "--online")
    assert done.exit_code == 0
    assert done.stdout.startswith("there: The package is unknown to the shipped list of PyPI as of ")
    assert done.stdout.endswith(" The registry: there. (deps.unknown-package)\n")
    done = run("deps", "check", "Made_Up.name", "../x", "--online")
    assert done.exit_code == 1
    assert "The registry: missing. (deps.unknown-package)" in done.stdout
    assert Fake.asked == ["/simple/there/", "/simple/made-up-name/"]


def test_without_a_registry_nobody_is_asked(run: Run) -> None:
    assert "names no dependencies.registries.pypi" in run("deps", "check", "there", "--online").message


def test_an_address_without_a_place_for_the_name_is_told(run: Run, folder: Path) -> None:
    (folder / "config.yaml").write_text("dependencies: {registries: {pypi: 'https://packages.example.com/'}}\n")
    assert "dependencies.registries.pypi" in run("deps", "check", "there", "--online").message
