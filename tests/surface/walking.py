"""Every text put into every place of every answer of a protocol, as a list of rows to be asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from tests.surface.answers import Surface
from tests.surface.planting import Path, Site, pieces, sites
from tests.surface.talking import as_stream

# Below these an answer differs from the others of its protocol; beside them all are alike, and one is enough.
_OWN: Final = frozenset(
    {"choices", "output", "item", "part", "delta", "content_block", "content", "annotation", "data"}
)
# What a provider says of an answer, not in it. A label goes on without being looked at, so a word of a text would too.
LABELS: Final = frozenset({
    "id", "object", "created", "model", "system_fingerprint", "service_tier", "provider", "x_groq", "obfuscation", "citations",
    "native_finish_reason", "matched_stop", "stop_reason", "content_filter_results", "finish_reason", "role", "name", "type", "usage",
    "expires_at", "data", "signature", "item_id", "result", "encrypted_content", "partial_image_b64", "status", "call_id",
    "citation", "annotation", "annotations", "top_logprobs",
})  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One answer with a text in it. `at`: which event of which stream, or which body."""

    at: str
    site: Site
    raw: bytes
    streamed: bool
    last: bool = False  # it is the last event

    def __str__(self) -> str:
        return f"{self.at} {self.site}"


def rows(surface: Surface, text: str) -> Iterator[Row]:
    """The text in each place of each whole body, and of each event of each stream."""
    seen: set[tuple[str, str, str]] = set()
    for name, body in surface.wholes.items():
        for site in sites(body):
            if _fresh(seen, "whole", name, site):
                yield Row(f"whole {name}", site, json.dumps(site.plant(body, text)).encode(), streamed=False)
    for name, number, (event, obj), site in _places(surface):
        planted = [*surface.streams[name]]
        planted[number] = (event, site.plant(obj, text))
        yield Row(f"{name}#{number}", site, as_stream(surface, planted), streamed=True, last=number == len(planted) - 1)


def torn(surface: Surface, text: str) -> Iterator[Row]:
    """The text in each place of each event, a word at a time: the event comes as often as there are words."""
    for name, number, (event, obj), site in _places(surface):
        if event == "response.audio.delta":
            continue  # sound
        if site.how.startswith(("known", "item", "new-text")) or "key" in site.how or set(site.path) & LABELS:
            continue
        planted = [*surface.streams[name]]
        planted[number : number + 1] = [(event, site.plant(obj, piece)) for piece in pieces(text)]
        yield Row(f"{name}#{number} torn", site, as_stream(surface, planted), streamed=True)


def _places(surface: Surface) -> Iterator[tuple[str, int, tuple[str | None, Any], Site]]:
    seen: set[tuple[str, str, str]] = set()
    for name, events in surface.streams.items():
        for number, (event, obj) in enumerate(events):
            kind = f"{event or obj.get('object')} {len(obj.get('choices', ' '))}"
            own = f"{name}#{number}" if event is None else name
            for site in sites(obj):
                if _fresh(seen, kind, own, site):
                    yield name, number, (event, obj), site


def _fresh(seen: set[tuple[str, str, str]], kind: str, own: str, site: Site) -> bool:
    alike = site.how.startswith("known") or not _OWN & set(_keys(site.path))
    key = (kind, "" if alike else own, str(site))
    if key in seen:
        return False
    seen.add(key)
    return True


def _keys(path: Path) -> list[str]:
    return [step for step in path if isinstance(step, str)]
