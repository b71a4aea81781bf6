"""No text of a model reaches a client unscanned, whichever field of whichever protocol it stands in (promise I9).

The rows are made, not written: each route of the app has an answer with every field in tests/surface/answers.py, and a text is put into
every node, under every key and as every key, and beside all that is known. A route that isn't in the table fails.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Route

from proxy.api.generation import GenerationEndpoint
from proxy.api.wires import WIRES
from proxy.app import create_app
from proxy.settings import load_settings
from tests.surface.answers import SURFACES, Surface
from tests.surface.planting import CANARY, FENCE, SECRET, leaked, said
from tests.surface.talking import MONITOR, as_stream, talk
from tests.surface.walking import Row, rows, torn

NAMED = [pytest.param(surface, id=surface.name) for surface in SURFACES]
SAFE = frozenset({"GET", "HEAD"})


def _every(routes: Iterable[Any]) -> Iterator[Any]:
    for route in routes:
        inner = getattr(route, "original_router", route)
        if inner is route or not hasattr(inner, "routes"):
            yield route
        else:
            yield from _every(inner.routes)


# Routes for people and operators: no model answers them, and nothing of a model's text is behind them.
PEOPLES = frozenset({"proxy.api.waivers", "proxy.api.admin", "proxy.api.admin_keys", "proxy.api.admin_policy"})


def test_every_route_that_a_model_answers_has_its_fields_in_the_table(tmp_path: Path) -> None:
    """A route that isn't in the table, or a road of another kind, fails here until its answers are written down."""
    app = create_app(load_settings(None, {}, {"data_dir": str(tmp_path)}), {})
    asked = {}
    for route in _every(app.routes):
        assert isinstance(route, Route | APIRoute)
        if route.endpoint.__module__ in PEOPLES:
            continue
        if not (route.methods or {"any"}) <= SAFE:
            asked[route.path] = route
    assert set(asked) == {path for surface in SURFACES for path in (surface.path, f"/v1{surface.path}")}
    for route in asked.values():
        assert route.methods == {"POST"}
        assert isinstance(route.endpoint, GenerationEndpoint)
    assert {wire.path for wire in WIRES} == {surface.path for surface in SURFACES}


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(json.dumps({"a": f"x{CANARY}y"}), id="plain"),
        pytest.param('{"a": "' + "".join(f"\\u{ord(char):04x}" for char in CANARY) + '"}', id="escaped"),
        pytest.param(json.dumps({"a": "".join(f"\\u{ord(char):04X}" for char in CANARY)}), id="escaped-twice"),
        *(pytest.param(json.dumps({"a": b64encode(b"x" * at + CANARY.encode() + b"yz").decode()}), id=f"base64-{at}") for at in range(3)),
        pytest.param(json.dumps({"a": [{f"b {CANARY}": 1}]}), id="key"),
    ],
)  # fmt: skip
def test_the_canary_is_found_in_any_spelling(raw: str) -> None:
    assert leaked(raw.encode(), [json.loads(raw)], CANARY)
    assert not leaked(raw.encode(), [json.loads(raw)], SECRET)


def test_the_canary_is_found_in_pieces() -> None:
    objs = [{"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in (CANARY[:3], CANARY[3:7], CANARY[7:])]
    assert leaked(b"", objs, CANARY)


@pytest.mark.parametrize("surface", NAMED)
async def test_the_answers_are_whole_and_clean(surface: Surface) -> None:
    """Without this the rows below would prove nothing: an answer that is refused as malformed leaks nothing."""
    for name, body in surface.wholes.items():
        heard = await talk(surface, json.dumps(body).encode(), streamed=False)
        assert heard.error is None, name
        assert set(heard.conversation.outcome.dropped_fields) <= {"message.content[1]"}, name  # Mistral's thoughts
    for name, events in surface.streams.items():
        heard = await talk(surface, as_stream(surface, events), streamed=True)
        assert (heard.error, heard.conversation.outcome.error) == (None, ""), name
        dropped = {
            "delta.reasoning_details",
            "delta.thinking_blocks",
            "delta.images",
        }  # nests in a stream are unknown shapes
        assert set(heard.conversation.outcome.dropped_fields) <= dropped, name


@pytest.mark.parametrize("surface", NAMED)
async def test_nothing_insecure_arrives_from_any_place(surface: Surface) -> None:
    assert await _leaks(surface, rows(surface, FENCE)) == []


@pytest.mark.parametrize("surface", [each for each in NAMED if each.values[0].streams])
async def test_nothing_insecure_arrives_word_by_word(surface: Surface) -> None:
    assert await _leaks(surface, torn(surface, FENCE)) == []


@pytest.mark.parametrize("surface", [each for each in NAMED if each.values[0].streams])
async def test_nothing_insecure_arrives_where_a_stream_was_asked_for_and_none_came(surface: Surface) -> None:
    whole = (row for row in rows(surface, FENCE) if not row.streamed and not row.site.how.startswith("known"))
    assert await _leaks(surface, whole, ask_stream=True) == []


async def _leaks(surface: Surface, made: Iterable[Row], **asked: Any) -> list[str]:
    found, seen = [], 0
    for row in made:
        seen += 1
        heard = await talk(surface, row.raw, streamed=row.streamed, **asked)
        if leaked(heard.raw, heard.objs, CANARY, SECRET):
            found.append(str(row))
    assert seen > 50
    return found


@pytest.mark.parametrize("surface", [each for each in NAMED if each.values[0].streams])
async def test_monitor_mode_lets_each_text_arrive_equal(surface: Surface) -> None:
    """What holds only numbers is made anew in any mode, and nothing that comes with the last event of a message."""
    lost = []
    for row in rows(surface, FENCE):
        if row.site.how.startswith("known") or (row.site.path == () and row.last):
            continue
        heard = await talk(surface, row.raw, streamed=row.streamed, policy=MONITOR)
        if heard.error is None and not heard.conversation.outcome.error and FENCE not in said(heard.objs):
            lost.append(str(row))
    assert lost == []
