"""Code of one language inside a file of another: scripts in pages, shell lines in configuration, what a session's prompts were given.

Each piece is whole lines of the outer text without what stands before them, so that a place in it is a place in the outer text: `lines`
holds, for each line of the piece, the outer line (from 1) and how many characters stand before it there.
Rules for this file: pure, linear, line by line; what isn't recognised gives no piece and is still looked at as what the outer file is.
Counterparts: inside/ reads each kind of file, nested.py puts findings back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from proxy.extract.guess import languages_of_text
from proxy.scan.inside import build, markup, session, steps, strings
from proxy.scan.inside.json import pieces_of_json
from proxy.scan.inside.piece import Piece

Reader = Callable[[str], Iterator[Piece]]
MOST: Final = 1_000  # pieces of one text; nobody writes more
CUT: Final = Piece(None)  # stands last where there were more


def pieces(text: str, language: str | None) -> Iterator[Piece]:
    """The pieces of other languages in a text; `CUT` last where there are more than `MOST`."""
    left = MOST
    for reader in _READERS.get(language or "", ()):
        for piece in reader(text):
            if not any(line.strip() for line in piece.code):
                continue
            if piece.language is None:
                piece.language = next(iter(languages_of_text(piece.text)), None)
            if piece.language is None:
                continue
            if not left:
                yield CUT
                return
            yield piece
            left -= 1


_STRINGS: Final[tuple[Reader, ...]] = (strings.statements,)
_READERS: Mapping[str, tuple[Reader, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("html", "vue", "svelte"), (markup.scripts,)),
        **dict.fromkeys(
            (
                "python",
                "javascript",
                "typescript",
                "jsx",
                "tsx",
                "java",
                "kotlin",
                "scala",
                "go",
                "csharp",
                "ruby",
                "rust",
            ),
            _STRINGS,
        ),
        "php": (markup.scripts, *_STRINGS),
        "erb": (markup.erb,),
        "ejs": (markup.ejs,),
        "jsp": (markup.jsp,),
        "razor": (markup.razor,),
        "blade": (markup.blade,),
        "json": (pieces_of_json,),
        "makefile": (build.recipes,),
        "dockerfile": (build.runs,),
        "yaml": (steps.steps,),
        "terraform": (strings.terraform,),
        "bash": (session.session,),
        "diff": (session.new_side,),
    }
)
