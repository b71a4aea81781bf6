"""States travel as plain bytes: what comes back is what was known, in this worker and in any other."""

from __future__ import annotations

import marshal

from proxy.extract.statements import Statements
from proxy.model import Unit
from proxy.scan.bandit import BanditEngine
from proxy.scan.scanner import Scanner
from proxy.scan.states import States

CODE = """from flask import Flask, request
import subprocess as sp
app = Flask(__name__)
BASE = "ls "

class Jobs:
    def __init__(self, path):
        self.path = path

    @app.route("/run", methods=["POST"])
    def run(self):
        name = request.args["name"]
        command = BASE + name
        sp.run(command, shell=True)

def again(name):
    return sp.run(name, shell=True)
again(request.form["x"])
"""


def units() -> list[Unit]:
    splitter = Statements()
    return [unit for line in CODE.splitlines(keepends=True) for unit in splitter.feed(line)]


def test_any_worker_can_go_on() -> None:
    one = Scanner([BanditEngine()])
    state = other = b""
    for unit in units():
        here = one.scan_units("python", [unit], state)
        there = Scanner([one.engines[0]]).scan_units("python", [unit], other)
        assert (there.units, there.state) == (here.units, here.state)
        state, other = here.state, there.state
    assert one.scan_units("python", units(), b"").state == state


def test_what_was_found_needs_what_came_before() -> None:
    scanner, found, state = Scanner([BanditEngine()]), [], b""
    for unit in units():
        report = Scanner(scanner.engines).scan_units("python", [unit], state)
        state = report.state
        found += [(finding.span.line, finding.severity.word) for each in report.units for finding in each.findings]
    assert (14, "high") in found


def test_a_state_can_be_read_twice() -> None:
    states = States({})
    made = states.write({"a": 1, "b": ("x", None)})
    first = states.read(made)
    first["a"] = 2
    assert states.read(made) == {"a": 1, "b": ("x", None)}
    assert states.read(b"") == {}


def test_only_the_latest_are_kept_in_memory() -> None:
    states = States({})
    made = [states.write({"a": number}) for number in range(40)]
    assert [states.read(each)["a"] for each in made] == list(range(40))


def test_the_bytes_are_plain() -> None:
    state = Scanner([BanditEngine()]).scan_units("python", units(), b"").state
    assert set(marshal.loads(state)) == {"bandit", "before"}
