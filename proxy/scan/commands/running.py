"""What a command runs, prints and saves: the shell text it is given, what a decoder or a download makes of its input.

Rules for this file: pure, bounded. Counterpart: reading.py.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.extract import shell_flow, shell_streams
from proxy.extract.shell_flow import Flow, Record
from proxy.extract.shell_traced import Traced, joined
from proxy.scan.commands.arguments import arguments
from proxy.scan.commands.programs import DOWNLOADERS, SHELLS, TAKING_ONE, WRAPPERS
from proxy.scan.commands.values import DECODED, DOWNLOAD, NOTHING, PLAIN, Call, Value

ASSIGNMENT: Final = re.compile(r"([A-Za-z_]\w*)(?:\[[^\]]*\])?(\+?)=")
_URL: Final = re.compile(r"https?://[^\s'\"]+", re.IGNORECASE)
_LOCAL: Final = re.compile(r"https?://(?:localhost|127\.|\[::1\]|0\.0\.0\.0|host\.docker\.internal)", re.IGNORECASE)
_CURL_VALUED: Final = "AbcCdDeEFhHKmoPQrtTuUwxXyYz"
_WGET_VALUED: Final = "aBDeIioOPQtTUwxX"
_ROT: Final = 10  # a `tr` that maps so many letters hides something
_DECODERS: Final = frozenset({"base64", "base32", "openssl", "xxd", "uudecode", "rev", "tr", "basenc"})
_MAX_HOLES: Final = 16


def inner_code(call: Call, files: dict[str, Value]) -> Value | None:  # noqa: PLR0911 - a table of programs
    """The shell text that a call runs: an option's value, its words, what it reads, a file that this text wrote."""
    if call.name == "eval":
        return spaced(call.args)
    if call.name == "trap":
        return call.args[0] if call.args else None
    if call.name in SHELLS or call.name in {"su", "script", "flock", "runuser"}:
        found = shell_code(call)
        if found is not None:
            return found
        if call.name in SHELLS and call.stdin is not None and not arguments(call.args, "oO").free:
            return call.stdin
        free = arguments(call.args, "oO").free
        return files.get(free[0].text) if call.name in SHELLS and free else None
    if call.name == "ssh":
        return _remote(call)
    if call.name in {"source", "."} and call.args:
        return files.get(call.args[0].text)
    return None


def shell_code(call: Call) -> Value | None:
    """The value of `-c`, also where it stands together with other letters (`-lc`)."""
    args = list(call.args)
    for at, arg in enumerate(args[:-1]):
        text = arg.text
        if text in {"--command", "-c"} or (text.startswith("-") and not text.startswith("--") and text.endswith("c")):
            return next((each for each in args[at + 1 :] if not each.text.startswith("-") or each.text == "-"), None)
    return None


def _remote(call: Call) -> Value | None:
    free = arguments(call.args, "bcDEeFIiJLlmOopQRSWw").free
    words = tuple(free[1:])
    return spaced(words) if words else call.stdin


def spaced(args: tuple[Value, ...]) -> Value | None:
    """The words of a command with blanks between, as one text."""
    """Words as `eval` and `ssh` join them."""
    if not args:
        return None
    return together([each for arg in args for each in (Value(Traced(" ")), arg)][1:])


# What commands print


def output(call: Call, record: Record, files: dict[str, Value]) -> Value:
    """What a command prints, as far as it is known."""
    given = call.stdin.kinds if call.stdin is not None else NOTHING
    if call.name in DOWNLOADERS:
        return Value() if saved_as(call) is not None else downloaded(call)
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
    return Value(flow.text, frozenset(kinds), holes[:_MAX_HOLES])


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
    """What a download brings."""
    plain = {PLAIN} if any(_plain(url) for url in urls(call)) else set[str]()
    return Value(Traced(""), frozenset({DOWNLOAD} | plain), ("download",))


def urls(call: Call) -> list[str]:
    """The addresses among a call's words."""
    return [found.group() for word in call.words for found in [_URL.search(word)] if found is not None]


def _plain(url: str) -> bool:
    return url.lower().startswith("http:") and not _LOCAL.match(url)


def saved_as(call: Call) -> str | None:
    """The file that a download goes to, None where it is printed."""
    curl = call.name != "wget"
    found = arguments(call.args, _CURL_VALUED if curl else _WGET_VALUED, longs="output output-document header")
    names = ("o", "output") if curl else ("O", "output-document")
    for value in found.values(*names):
        return None if value.text in {"-", "/dev/stdout"} else value.text
    if curl and not found.has("O", "remote-name", "remote-name-all"):
        return next(
            (each.file.text for each in call.targets if each.op in {">", ">|", ">>"} and each.fd in {"", "1"}), None
        )
    given = [each.partition("?")[0] for each in urls(call)]
    return given[0].rstrip("/").rpartition("/")[2] if given else "download"


def together(values: list[Value]) -> Value:
    """Values put together as one."""
    if len(values) == 1:
        return values[0]
    holes = tuple(hole for value in values for hole in value.holes)[:_MAX_HOLES]
    kinds = frozenset(kind for value in values for kind in value.kinds)
    return Value(joined(value.traced for value in values), kinds, holes, own=all(value.own for value in values))


def behind(name: str, args: list[Value]) -> list[Value]:
    """The command behind a wrapper."""
    valued, at = WRAPPERS[name], 0
    while at < len(args):
        text = args[at].text
        if text == "--":
            at += 1
            break
        if text.startswith("-") and len(text) > 1:
            at += 2 if not text.startswith("--") and text[-1] in valued else 1
        elif name == "env" and ASSIGNMENT.match(text):
            at += 1
        else:
            break
    at += name in TAKING_ONE
    return args[at:]


def opened(values: list[Value]) -> list[Value]:
    """A command's first word as the words that it stands for, where a variable gave several."""
    first = values[0]
    if first.own or first.quoted or first.holes or " " not in first.text.strip():
        return values
    parts = [Value(Traced(part), first.kinds, (), first.start, first.end, own=False) for part in first.text.split()]
    return [*parts, *values[1:]]
