"""The names of tools that a request declares: in its list of tools, or with their tags in what it tells the model.

An assistant that has its tools called in tags shows each of them once in its system prompt, with its arguments in tags of their own; tools
of its plug-ins stand there too. Such a tag opens a call wherever the answer has it, so names that text has anyway are none: those of HTML,
and of tools whose argument is an answer in words, which flows as text does.
Rules for this file: pure; linear in the request, and bounded. Counterparts: envelopes.py finds the tags, exchange.py asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from proxy.extract.turns import Said, turns

MAX_NAMES: Final = 256  # of one request; more tools than any assistant has
_LOOKED_AT_CHARS: Final = 512 * 1024  # of what the model is told
_USAGE_CHARS: Final = 8 * 1024  # from a tool's tag to its end
_REMEMBERED: Final = 64  # texts: a client says the same system prompt with each request
_NAME: Final = re.compile(r"[A-Za-z_][\w.:-]{0,63}", re.ASCII)
_USAGE: Final = re.compile(r"^[ \t]{0,8}<([A-Za-z_][\w.:-]{1,63})>\s{0,16}<[A-Za-z_]", re.ASCII | re.MULTILINE)
_TEXT: Final = frozenset(
    re.findall(
        r"[\w-]+",
        """
        a abbr article aside audio b blockquote body br button canvas caption cite code col colgroup dd del details dialog div dl dt em
        embed fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link
        main mark math menu meta nav ol optgroup option p path picture pre q s samp script section select slot small source span strong
        style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track u ul var video
        answer ask_followup_question attempt_completion context env environment_details example examples instructions plan_mode_respond
        question result system-reminder task thinking user_query
        """,
    )
)


def declared_tools(body: Mapping[str, Any], wire: str) -> frozenset[str]:
    """The names, the list's first."""
    names: dict[str, None] = {}
    for name in (*_listed(body), *_told(body, wire)):
        if len(names) < MAX_NAMES and name not in _TEXT and _NAME.fullmatch(name):
            names[name] = None
    return frozenset(names)


def _listed(body: Mapping[str, Any]) -> Iterator[str]:
    """The tools of every protocol's list: `function`, `custom` and namespaces hold their names deeper."""
    for tool in (*_objects(body.get("tools")), *_objects(body.get("functions"))):
        for each in (tool, *_objects([tool.get("function"), tool.get("custom")]), *_objects(tool.get("tools"))):
            if isinstance(name := each.get("name"), str):
                yield name


def _told(body: Mapping[str, Any], wire: str) -> Iterable[str]:
    left = _LOOKED_AT_CHARS
    for turn in turns(body, wire):
        if isinstance(turn, Said) and turn.role == "system" and left > 0:
            yield from _shown(turn.text[:left])
            left -= len(turn.text)


@lru_cache(maxsize=_REMEMBERED)
def _shown(text: str) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for usage in _USAGE.finditer(text):
        name = usage[1]
        if name not in names and text.find(f"</{name}>", usage.end(), usage.end() + _USAGE_CHARS) >= 0:
            names[name] = None
        if len(names) >= MAX_NAMES:
            break
    return tuple(names)


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
