"""FastVisitor finds exactly what bandit's own visitor finds."""

from __future__ import annotations

import ast
import inspect
import io
import json
import textwrap
import warnings
from types import ModuleType

import pytest
from bandit.core import node_visitor, test_set

from proxy.scan.bandit import BanditEngine
from proxy.scan.base import Prepared
from proxy.scan.visitor import FastVisitor

Row = tuple[object, ...]
MODULES = [
    "http.server",
    "urllib.request",
    "tarfile",
    "pickle",
    "subprocess",
    "xml.dom.minidom",
    "ssl",
    "random",
    "tempfile",
    "logging.config",
    "asyncio.subprocess",
    "pdb",
    "cProfile",
    "zipfile",
    "http.client",
    "ftplib",
    "smtplib",
    "imaplib",
    "shelve",
    "timeit",
    "webbrowser",
    "doctest",
    "uuid",
    "hashlib",
    "secrets",
    "telnetlib",
]
SNIPPETS = [
    pytest.param("import subprocess as sp\nsp.run(f'ls {a}', shell=True)\nsp.call('ls *', shell=True)\n", id="shell"),
    pytest.param("def f(password='secret', *, token='abc'):\n    connect(password='hunter2')\n    if password == 'x':\n        secret = 'y'\n", id="passwords"),
    pytest.param("q = 'SELECT * FROM t WHERE a = %s' % b\ncur.execute(f'DELETE FROM {t}')\ncur.execute('UPDATE x SET a = {}'.format(1))\nr = 'insert into t values (' + a + ')'\n", id="sql"),
    pytest.param("from django.utils.safestring import mark_safe\ndef f(x):\n    y = '<b>' + x\n    return mark_safe(y)\n", id="mark-safe"),
    pytest.param("class A:\n    async def f(self):\n        try:\n            x()\n        except Exception:\n            pass\n        for i in y:\n            try:\n                z()\n            except:\n                continue\n", id="except"),
    pytest.param("from . import pickle\nimport telnetlib, xml.etree.ElementTree as ET\nimportlib.import_module('ftplib')\n__import__('marshal')\nET.parse(x)\n", id="imports"),
    pytest.param("x = {'password': 'abc', 'k': b'0.0.0.0'}\nhost = '0.0.0.0'\nopen('/tmp/a')\nassert x, '/var/tmp/b'\n", id="literals"),
    pytest.param("import yaml, jinja2, requests, hashlib\nyaml.load(x, Loader=yaml.Loader)\njinja2.Environment()\nrequests.get(u, verify=False)\nhashlib.new('md5', usedforsecurity=False)\nhashlib.md5(x)\n", id="libraries"),
    pytest.param("x = [f'{a!r} SELECT b FROM c WHERE {d}' for a in b if a == 'select x from y']\n", id="comprehension"),
    pytest.param("match x:\n    case {'password': 'y'}:\n        eval(z)\nlambda password='k': exec(p)\n", id="match"),
    pytest.param("s = ('select a '\n     'from b where c = '\n     + d)\nmulti = '''\nselect x\nfrom y\n''' + z\n", id="many-lines"),
]  # fmt: skip


class _Silent:
    @staticmethod
    def note_nosec(*_: object) -> None: ...

    @staticmethod
    def note_skipped_test(*_: object) -> None: ...


@pytest.fixture(scope="module")
def tests() -> test_set.BanditTestSet:
    return BanditEngine()._tests


def _rows(issues: list[object]) -> list[Row]:
    return [
        (i.test_id, i.severity, i.confidence, i.lineno, i.linerange, i.col_offset, i.end_col_offset, i.text, i.cwe.id)
        for i in issues
    ]  # type: ignore[attr-defined]


def _stock(source: str, tests: test_set.BanditTestSet) -> list[Row]:
    visitor = node_visitor.BanditNodeVisitor(
        "./snippet.py", io.BytesIO(source.encode()), None, tests, False, {}, _Silent
    )
    visitor.process(source)
    return _rows(visitor.tester.results)


def _fast(source: str, tests: test_set.BanditTestSet) -> list[Row]:
    visitor = FastVisitor(tests)
    visitor.visit(ast.parse(source), source)
    assert visitor.failures == []
    return _rows([one.issue for one in visitor.found])


@pytest.mark.parametrize("source", SNIPPETS)
def test_equals_stock_on_risky_code(source: str, tests: test_set.BanditTestSet) -> None:
    assert _stock(source, tests)
    assert _fast(source, tests) == _stock(source, tests)


def _module(name: str) -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return __import__(name, fromlist=["x"])


@pytest.mark.parametrize("name", MODULES)
def test_equals_stock_on_the_standard_library(name: str, tests: test_set.BanditTestSet) -> None:
    try:
        source = inspect.getsource(_module(name))
    except ModuleNotFoundError:  # telnetlib left in 3.13
        source = "import telnetlib\n"
    assert _fast(source, tests) == _stock(source, tests)


@pytest.mark.parametrize("name", ["json.decoder", "argparse", "difflib"])
def test_equals_stock_on_functions_alone(name: str, tests: test_set.BanditTestSet) -> None:
    for _, function in inspect.getmembers(_module(name), inspect.isfunction):
        source = textwrap.dedent(inspect.getsource(function))
        assert _fast(source, tests) == _stock(source, tests)


def test_hidden_direction_is_found_and_an_encoding_comment_is_ignored(tests: test_set.BanditTestSet) -> None:
    visitor = FastVisitor(tests)
    visitor.visit(ast.parse("x = 1\n"), "# coding: klingon\nx = '\u202e'\n")
    assert [one.issue.test_id for one in visitor.found] == ["B613"]
    assert visitor.failures == []


def test_a_plug_in_that_raises_is_told(tests: test_set.BanditTestSet) -> None:
    def broken(context: object) -> None:
        raise KeyError(json.dumps(str(context))[:0])

    broken._test_id = "X999"  # type: ignore[attr-defined]

    class _Set:
        tests = {"Call": [broken]}  # noqa: RUF012 - as bandit has it

    visitor = FastVisitor(_Set())
    visitor.visit(ast.parse("f()"), "f()")
    assert visitor.failures == ["X999: KeyError"]
    engine = BanditEngine()
    engine.__dict__["_tests"] = _Set()
    outcome = engine.scan(Prepared("f()\n", "python"))
    assert outcome.status.value == "failed"
    assert outcome.detail == "X999: KeyError"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("x = " + " + ".join(['"a"'] * 400), id="sum"),
        pytest.param("x = '" + "select " * 400 + "'", id="selects"),
    ],
)
def test_a_literal_that_would_take_seconds_is_left_out_and_told(source: str, tests: test_set.BanditTestSet) -> None:
    visitor = FastVisitor(tests)
    visitor.visit(ast.parse(source), source)
    assert "was not read as a query" in visitor.skipped
