"""Frames: what goes out comes back equal, and whatever else a worker sends is garbage, never a crash."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from proxy.model import (
    CodeBlock,
    Confidence,
    EngineRun,
    Finding,
    ScanReport,
    ScanStatus,
    Severity,
    Span,
    StatementReport,
    Unit,
    UnitReport,
)
from proxy.scan import frames
from proxy.scan.frames import Garbled

FINDING = Finding(
    "bandit.B602", "bandit", Severity.HIGH, Confidence.LOW, ("CWE-78", "CWE-77"), "injection",
    Span(2, 5, 1, 1, 2), "mé", "fix\ud800", "https://x", "repl", late=True, unless=("own x", "needs x"), path=((1, 1), (3, 4)), also=("rules.x", "flow.y"),
)  # fmt: skip
RUN = EngineRun("bandit", "1", ScanStatus.PARTIAL, 3, 4, 1.5, "some")
UNITS = (Unit(1, 1, 0, "a = 1\n"), Unit(2, 2, 6, "b\ud800\n"))


def test_the_finding_here_says_something_in_every_field_that_a_worker_fills() -> None:
    empty = {field.name for field in dataclasses.fields(FINDING) if not getattr(FINDING, field.name)}
    assert empty == {"fingerprint", "pattern"}  # made by the parent


def test_requests_come_back_equal() -> None:
    block = CodeBlock(1, "", "é\ud800", "python", "a.py")
    assert frames.read_request(frames.scan_request(block, ("secrets",))) == ("scan", block, ("secrets",))
    assert frames.read_request(frames.units_request(None, UNITS, b"\0s")) == ("units", None, UNITS, b"\0s")
    assert frames.read_request(frames.texts_request(["a", "\ud800"], ["secrets"])) == (
        "texts",
        ("a", "\ud800"),
        ("secrets",),
    )


def test_answers_come_back_equal() -> None:
    report = ScanReport((FINDING,), (RUN,))
    assert frames.read_report(frames.report_answer(report), 5) == report
    batch = StatementReport((UnitReport((FINDING,)), UnitReport((), parsed=False)), b"\0state\0", (RUN,))
    assert frames.read_statements(frames.statements_answer(batch), UNITS) == batch
    assert frames.read_hello(frames.hello(42)) == 42


def test_a_frame_has_its_length_before_it() -> None:
    framed = frames.framed(b"abc")
    assert framed == b"\x00\x00\x00\x03abc"
    assert frames.length_of(framed[:4]) == 3
    with pytest.raises(Garbled, match="at most"):
        frames.length_of(b"\xff\xff\xff\xff")


def row(**changes: Any) -> list[Any]:
    keys = [
        "rule",
        "engine",
        "severity",
        "confidence",
        "cwe",
        "category",
        "span",
        "message",
        "fix",
        "reference",
        "replacement",
        "late",
        "unless",
    ]
    values = ["r", "e", 3, 3, ["CWE-1"], "c", [0, 1, 1, 1, 0], "m", "f", "x", None, False, []]
    return list((dict(zip(keys, values, strict=True)) | changes).values())


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"hello", id="no-json"),
        pytest.param(b"\xff\xfe", id="no-text"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b"{}", id="no-list"),
        pytest.param(b"[[]]", id="one-part"),
        pytest.param(b"[[1],[]]", id="finding-is-no-row"),
        *(
            pytest.param(json.dumps([[row(**changes)], []]).encode(), id=name)
            for name, changes in {
                "severity-is-text": {"severity": "high"},
                "severity-is-unknown": {"severity": 99},
                "confidence-is-a-boolean": {"confidence": True},
                "cwe-is-text": {"cwe": "CWE-1"},
                "rule-is-a-number": {"rule": 1},
                "late-is-a-number": {"late": 1},
                "unless-is-text": {"unless": "own x"},
                "replacement-is-a-list": {"replacement": []},
                "span-is-short": {"span": [0, 1]},
                "span-behind-the-text": {"span": [0, 99, 1, 1, 0]},
                "span-backwards": {"span": [3, 1, 1, 1, 0]},
                "line-zero": {"span": [0, 1, 0, 0, 0]},
            }.items()
        ),
        *(
            pytest.param(json.dumps([[], [run]]).encode(), id=name)
            for name, run in {
                "run-is-short": ["e"],
                "status-is-unknown": ["e", "1", "clean", 0, 0, 0.5, ""],
                "duration-is-text": ["e", "1", "complete", 0, 0, "x", ""],
            }.items()
        ),
    ],
)
def test_garbage_is_garbled(answer: bytes) -> None:
    with pytest.raises(Garbled):
        frames.read_report(answer, 5)
    with pytest.raises(Garbled):
        frames.read_statements(answer, UNITS)


def test_an_answer_about_other_statements_is_garbled() -> None:
    one = frames.statements_answer(StatementReport((UnitReport(),), b"", ()))
    with pytest.raises(Garbled, match="statements"):
        frames.read_statements(one, UNITS)
    with pytest.raises(Garbled):
        frames.read_statements(b"[[],[]]", ())


def test_parsed_is_only_true_where_it_is_said() -> None:
    assert frames.read_statements(b'[[[[],"yes"]],[]]\0', UNITS[:1]).units == (UnitReport((), parsed=False),)
