"""What the records say of waivers, read once each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from proxy.audit.found import WaiverHits

SAID = {"findings": [{"waiver": "WVR-1"}, {"waiver": "WVR-2"}, {"rule": "x"}]}


def test_hits_are_counted_as_records_come_and_each_record_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [("exchange.open", {"waiver": "no finding"}), ("block.decision", SAID), ("block.decision", {"findings": []})]
    read: list[int] = []

    def records(_: Path, *, after: int) -> Iterator[tuple[int, Any]]:
        for number, (kind, body) in enumerate(kept, 1):
            if number > after:
                read.append(number)
                yield number, SimpleNamespace(kind=kind, body=json.dumps(body))

    monkeypatch.setattr("proxy.audit.found.records", records)
    hits = WaiverHits(tmp_path)
    assert hits.counted() == hits.counted() == {"WVR-1": 1, "WVR-2": 1}
    kept.append(("block.decision", SAID))
    assert hits.counted() == {"WVR-1": 2, "WVR-2": 2}
    assert read == [1, 2, 3, 4]
