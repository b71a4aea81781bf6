"""Functions of Python's standard library, each as a suggestion of its own: good code whose annotations are counted.

good_functions.json names the modules and the functions that a rule speaks of today, by `module:function rule`. A new one is either a false
alarm, to be mended in the rule, or a defect that the library keeps on purpose (the debugger runs what is typed), to be named there.
Modules that are gone in a later Python are passed over; functions that are new there count.
Counterparts: test_own_code.py for our own code, `make detection` for thousands of functions of other projects (bench/benign.json).
"""

from __future__ import annotations

import ast
import json
import sysconfig
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from proxy.model import Action, CodeBlock
from proxy.policy.evaluate import evaluate
from proxy.policy.loader import load_policy
from proxy.scan.scanner import Scanner

KNOWN = json.loads(Path(__file__).with_name("good_functions.json").read_text(encoding="utf-8"))
LIBRARY = Path(sysconfig.get_paths()["stdlib"])
ENOUGH = 1_500  # functions; with fewer the share below says nothing
MOST_SHOWN = 0.008  # of the functions: what we promise (docs/rules.md)


def functions(module: str) -> Iterator[tuple[str, str]]:
    """Names and sources of a module's functions and methods, none where the library has no such module."""
    file = LIBRARY / f"{module.replace('.', '/')}.py"
    if not file.exists():
        return
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    for node in ast.parse(text).body:
        for each in node.body if isinstance(node, ast.ClassDef) else (node,):
            if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)):
                owner = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
                yield f"{owner}{each.name}", textwrap.dedent("".join(lines[each.lineno - 1 : each.end_lineno]))


@pytest.fixture(scope="module")
def counted() -> tuple[set[str], int]:
    """What is shown, and of how many functions."""
    scanner, policy, seen = Scanner(), load_policy("baseline"), 0
    shown: set[str] = set()
    for module in KNOWN["modules"]:
        for name, source in functions(module):
            seen += 1
            block = CodeBlock(1, "file", source, "python")
            for reason in evaluate(policy, scanner.scan(block), block).reasons:
                if reason.finding is not None and reason.action > Action.ALLOW:
                    shown.add(f"{module}:{name} {reason.finding.rule_id}")
    return shown, seen


def test_nothing_new_is_said_of_good_functions(counted: tuple[set[str], int]) -> None:
    assert sorted(counted[0] - set(KNOWN["shown"])) == []


def test_few_good_functions_are_spoken_of(counted: tuple[set[str], int]) -> None:
    shown, seen = counted
    assert seen > ENOUGH
    assert len({each.partition(" ")[0] for each in shown}) <= MOST_SHOWN * seen
