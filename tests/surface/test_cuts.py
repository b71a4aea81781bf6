"""Where the provider's bytes are cut changes nothing: the same text, the same calls, the same decisions on every wire (promise I1)."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.road import drive
from tests.surface.answers import SURFACES, Surface
from tests.surface.planting import ARGUMENTS, CLEAN, CODE, FENCE, SECRET
from tests.surface.talking import Heard, as_stream, decoded, talk
from tests.surface.telling import saying, tell

STREAMED = [surface for surface in SURFACES if surface.streams]
NAMED = [pytest.param(surface, id=surface.name) for surface in STREAMED]
_EDIT = json.dumps({"path": "a.py", "content": f"x = 1\ntoken = '{SECRET}'\n"})
TEXTS = (CLEAN, FENCE, ARGUMENTS, _EDIT, CODE, "x = 1\n", "```python\nEVIL()", "")


def heard_as(heard: Heard) -> dict[str, Any]:
    """What the client has of a stream whatever frames it came in, and what is on record of it."""
    told: dict[str, str] = {}
    for obj in heard.objs:
        for place, text in tell(obj):
            told[place] = told.get(place, "") + text
    decisions = sorted(
        json.dumps({**body, "engines": [{**run, "duration_us": 0} for run in body["engines"]]}, sort_keys=True)  # type: ignore[attr-defined]
        for body in heard.decisions
    )
    outcome = heard.conversation.outcome
    return {
        "told": told,
        "decisions": decisions,
        "dropped": outcome.dropped_fields,
        "end": (outcome.error, outcome.finish, heard.error),
        "last": str(decoded(heard.raw)[-1].event),
    }


def cut(raw: bytes, places: list[int]) -> list[bytes]:
    return [part for a, b in pairwise([0, *sorted(places), len(raw)]) if (part := raw[a:b])]


@pytest.mark.parametrize("surface", NAMED)
async def test_every_cut_of_a_short_stream(surface: Surface) -> None:
    for name in surface.streams:
        raw = as_stream(surface, saying(surface, name, FENCE))
        short = raw if len(raw) < 1_500 else b""
        alone = heard_as(await talk(surface, [raw], streamed=True))
        for place in range(1, len(short)):
            assert heard_as(await talk(surface, [raw[:place], raw[place:]], streamed=True)) == alone, (name, place)
        every = [raw[at : at + 1] for at in range(len(raw))]
        assert heard_as(await talk(surface, every, streamed=True)) == alone, name


@given(data=st.data())
def test_any_cuts_of_any_stream(data: Any) -> None:
    surface = data.draw(st.sampled_from(STREAMED))
    name = data.draw(st.sampled_from(sorted(surface.streams)))
    raw = as_stream(surface, saying(surface, name, data.draw(st.sampled_from(TEXTS))))
    places = data.draw(st.lists(st.integers(1, len(raw) - 1), max_size=12))
    alone = heard_as(drive(talk(surface, [raw], streamed=True)))
    assert heard_as(drive(talk(surface, cut(raw, places), streamed=True))) == alone


@given(data=st.data())
def test_any_split_of_any_text_into_deltas(data: Any) -> None:
    """What the provider says in one delta or in many is the same text, so it gets the same decision."""
    surface = data.draw(st.sampled_from(STREAMED))
    name = data.draw(st.sampled_from(sorted(surface.streams)))
    text = data.draw(st.sampled_from(TEXTS[:-1]))
    events = saying(surface, name, text)
    sizes = data.draw(st.lists(st.integers(0, len(text)), min_size=1, max_size=6))
    split: list[tuple[str | None, Any]] = []
    for event, obj in events:
        split += [(event, part) for part in _split(obj, text, sizes)]
    whole = heard_as(drive(talk(surface, as_stream(surface, events), streamed=True)))
    parts = heard_as(drive(talk(surface, as_stream(surface, split), streamed=True)))
    assert parts["decisions"] == whole["decisions"]
    assert parts["told"] == whole["told"]


def _split(obj: Any, text: str, sizes: list[int]) -> list[Any]:
    """The event as several, where it is one that says a text piece by piece."""
    raw = json.dumps(obj)
    kind = str(obj.get("type", ""))
    delta = kind.endswith((".delta", "_delta")) or any(
        "delta" in choice or "text" in choice for choice in obj.get("choices") or ()
    )
    if (
        not delta
        or raw.count(json.dumps(text)) != 1
        or "logprobs" in raw
        or "annotations" in raw
        or 'content": [' in raw
    ):
        return [obj]
    return [
        json.loads(raw.replace(json.dumps(text), json.dumps(text[a:b])))
        for a, b in pairwise([0, *sorted(sizes), len(text)])
    ]
