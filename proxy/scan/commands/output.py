"""What commands print, as far as it can be told: downloads, what decoders make of their input, text that is passed on.

Rules for this file: pure, nothing is fetched. Built on proxy/extract's streams. Counterpart: reading.py.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.extract import shell_flow, shell_streams
from proxy.extract.shell_flow import Flow, Record
from proxy.extract.shell_traced import Traced
from proxy.scan.commands.arguments import arguments
from proxy.scan.commands.programs import DOWNLOADERS
from proxy.scan.commands.values import DECODED, DOWNLOAD, MAX_HOLES, NOTHING, PLAIN, Call, Value, together

_URL: Final = re.compile(r"https?://[^\s'\"]+", re.IGNORECASE)
_LOCAL: Final = re.compile(r"https?://(?:localhost|127\.|\[::1\]|0\.0\.0\.0|host\.docker\.internal)", re.IGNORECASE)
_CURL_VALUED: Final = "AbcCdDeEFhHKmoPQrtTuUwxXyYz"
_WGET_VALUED: Final = "aBDeIioOPQtTUwxX"
_ROT: Final = 10  # a `tr` that maps so many letters hides something
_DECODERS: Final = frozenset({"base64", "base32", "openssl", "xxd", "uudecode", "rev", "tr", "basenc"})


def output(call: Call, record: Record, files: dict[str, Value]) -> Value:
    """What a call prints."""
    given = call.stdin.kinds if call.stdin is not None else NOTHING
    if call.name in DOWNLOADERS:
        return Value() if saved(call) is not None else downloaded(call)
    if call.name in {"cat", "tac"} and call.args:
        known = [files.get(arg.text) for arg in call.args if not arg.text.startswith("-")]
        return together([each for each in known if each is not None] or [Value(holes=("file",))])
    decodes = call.name in _DECODERS and _decodes(call)
    if decodes and not _readable(call):
        return Value(Traced(""), given | {DECODED}, ("decoded",))
    flows = [Flow(arg.traced, bool(arg.holes)) for arg in call.args]
    stdin = None if call.stdin is None else Flow(call.stdin.traced, bool(call.stdin.holes), _origin(given))
    flow = shell_streams.stream(shell_flow.Call(call.name, flows, stdin), record)
    if flow is None:
        return Value(holes=(call.name,))
    kinds = given | {kind for arg in call.args for kind in arg.kinds}
    holes = tuple(hole for arg in call.args for hole in arg.holes) + (
        call.stdin.holes if call.stdin is not None else ()
    )
    if decodes or (flow.origin == "decoded" and not holes):
        kinds |= {DECODED}
    return Value(flow.text, frozenset(kinds), holes[:MAX_HOLES])


def _readable(call: Call) -> bool:
    """Whether what a decoder reads stands in the text."""
    return call.stdin is not None and call.stdin.literal and all(arg.literal for arg in call.args)


def _origin(kinds: frozenset[str]) -> str:
    return "decoded" if DECODED in kinds else ""


def _decodes(call: Call) -> bool:
    words = call.words
    if call.name in {"base64", "base32", "basenc"}:
        return any(word in {"--decode", "-D"} or (word.startswith("-") and "d" in word) for word in words)
    if call.name == "openssl":
        return "-d" in words
    if call.name == "xxd":
        return any(word.startswith("-") and "r" in word for word in words)
    if call.name == "tr":
        sets = [word for word in words if not word.startswith("-")]
        return len(sets) > 1 and len(sets[1]) > 1 and sets[0] != sets[1] and any(len(each) >= _ROT for each in sets)
    return True


def downloaded(call: Call) -> Value:
    """What came over the network."""
    plain = {PLAIN} if any(_plain(url) for url in urls(call)) else set[str]()
    return Value(Traced(""), frozenset({DOWNLOAD} | plain), ("download",))


def urls(call: Call) -> list[str]:
    """The addresses among a call's words."""
    return [found.group() for word in call.words for found in [_URL.search(word)] if found is not None]


def _plain(url: str) -> bool:
    return url.lower().startswith("http:") and not _LOCAL.match(url)


def saved(call: Call) -> str | None:
    """The file that an option sends a download to, None where it is printed."""
    curl = call.name != "wget"
    found = arguments(call.args, _CURL_VALUED if curl else _WGET_VALUED, longs="output output-document header")
    names = ("o", "output") if curl else ("O", "output-document")
    for value in found.values(*names):
        return None if value.text in {"-", "/dev/stdout"} else value.text
    if curl and not found.has("O", "remote-name", "remote-name-all"):
        return None
    given = [each.partition("?")[0] for each in urls(call)]
    return given[0].rstrip("/").rpartition("/")[2] if given else "download"
