"""Secrets and inner workings shown: in logs, on the screen, in answers.

CWE-532, CWE-209, CWE-215, CWE-312.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, LOW, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.facts import Fact, Facts
from proxy.scan.checks.web import LOGGERS

_TRACE = re.compile(
    r"traceback\.format_exc$|(?:^|\.)format_exc$|traceback\.format_exception$|sys\.exc_info$|traceback\.format_stack$"
)


def logged(call: Call) -> Iterator[Hit]:
    """A secret in a log or on the screen."""
    if call.name != "print" and not LOGGERS.search(call.owner):
        return
    for argument in [*call.node.args, *(keyword.value for keyword in call.node.keywords)]:
        for value in names.shown(argument):
            word = names.last_word(value)
            if names.SECRET.search(word) and not names.CONSTANT.match(word.replace("_", "")):
                named = isinstance(value, (ast.Name, ast.Attribute))  # a key is a literal, and none is quoted
                yield Hit("secret-in-log", call.node, MEDIUM, LIKELY, f"`{word}` is written out" if named else "")
                return


def traced(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """A stack trace or an exception's text in an answer."""
    value = getattr(node, "value", None)
    if value is None or not facts.route:
        return
    for child in ast.walk(value):
        if isinstance(child, ast.Call) and _TRACE.search(names.dotted(child.func, facts.aliases)):
            yield Hit("trace-in-response", node, MEDIUM, SURE)
            return
        if (
            isinstance(child, ast.Call)
            and names.dotted(child.func, facts.aliases) in {"str", "repr"}
            and child.args
            and isinstance(child.args[0], ast.Name)
            and child.args[0].id in {"e", "ex", "exc", "err", "error", "exception"}
        ):
            yield Hit("trace-in-response", node, LOW, LIKELY, "the exception's text is sent")
            return
    del fact


CALLS = dict.fromkeys(("print", "debug", "info", "warning", "warn", "error", "critical", "exception", "log"), (logged,))
STATEMENTS = {ast.Return: (traced,)}
