"""Downloads that are run or installed, and texts that are decoded to be run.

Rules for this file: pure. Counterparts: reading.py follows values into calls, engine.py asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.extract.shell_traced import Traced
from proxy.model import Confidence, Severity
from proxy.scan.commands.arguments import arguments
from proxy.scan.commands.inner import shell_code
from proxy.scan.commands.programs import INTERPRETERS, SHELLS
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import DECODED, DOWNLOAD, HOOK, PLAIN, PROCESS, Call, Hit, Value

_CODE_LETTERS: Final = re.compile(r"-[A-Za-z]*[ceEr]")
_STDIN: Final = frozenset({"-", "/dev/stdin", "-s"})
_CHECKS: Final = re.compile(
    r"\b(?:(?:sha(?:1|224|256|384|512)|b2|md5)sum\b[^\n]*\s-(?:c|-check)\b|shasum\b[^\n]*\s-c\b|gpgv?\b[^\n]*--verify|minisign\s+-V|cosign\s+verify"
    r"|slsa-verifier|openssl\s+dgst[^\n]*-verify|signify\s+-V|(?:sha(?:256|512)sum|shasum)\b)|gpgv\s"
)
_READ: Final = (Severity.LOW, Confidence.HIGH)
_MAX_CHECKED: Final = 1 << 20
_INSTALLED: Final = re.compile(r"^/(?:usr|opt|bin|sbin|etc)/")
_ARCHIVES: Final = (
    ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".zip", ".gz", ".xz", ".json", ".txt", ".csv", ".gpg", ".asc", ".pem",
)  # fmt: skip


def verified(text: str) -> bool:
    """Whether a text checks a sum or a signature somewhere."""
    return _CHECKS.search(text[:_MAX_CHECKED]) is not None


def runs(call: Call) -> bool:
    """Whether a command is a program that runs code."""
    return (call.name.rstrip("0123456789.") or call.name) in INTERPRETERS or call.name in INTERPRETERS


def run(call: Call, text: Reader) -> Iterator[Hit]:
    """Downloads and decoded texts that an interpreter is given."""
    del text
    value = _code(call)
    if value is None:
        return
    start = call.begin if value is call.stdin else call.start
    if DOWNLOAD in value.kinds and not (call.name == "eval" and HOOK in value.kinds):
        yield Hit("download-run-plain" if PLAIN in value.kinds else "download-run", call.begin, call.end)
    elif DECODED in value.kinds:
        # What can be read is judged by what it does; engine.py asks.
        known = value.literal and bool(value.text.strip())
        yield Hit("decode-and-run", start, call.end, *(_READ if known else (None, None)))


def _code(call: Call) -> Value | None:
    """What the call runs as code: what it reads, an argument, a file of this text."""
    if call.name in {"eval", "source", "."}:
        return _first(call.args, DOWNLOAD, DECODED)
    if not runs(call):
        return None
    free = [arg for arg in call.args if not arg.text.startswith("-")]
    inline = shell_code(call) if call.name in SHELLS else _inline(call)
    if inline is not None:
        return inline if {DOWNLOAD, DECODED} & inline.kinds else None
    if free and PROCESS in free[0].kinds:
        return free[0]
    if call.stdin is not None and (not free or any(arg.text in _STDIN for arg in call.args)):
        return call.stdin
    return None


def _first(args: tuple[Value, ...], *kinds: str) -> Value | None:
    return next((arg for arg in args if arg.kinds & set(kinds)), None)


def _inline(call: Call) -> Value | None:
    for at, arg in enumerate(call.args[:-1]):
        if _CODE_LETTERS.fullmatch(arg.text):
            return call.args[at + 1]
    return None


def files(call: Call, text: Reader) -> Iterator[Hit]:
    """A downloaded file that is run or installed later in the text."""
    named = _run_file(call)
    if named is not None and (found := _downloaded(named.text, text)) is not None:
        yield call.hit("download-run-plain" if PLAIN in found.kinds else "download-run")
    elif call.name in {"install", "mv", "cp", "chmod", "dpkg", "rpm"}:
        yield from _installed(call, text)


def _run_file(call: Call) -> Value | None:
    if runs(call) or call.name in {"source", "."}:
        free = [arg for arg in call.args if not arg.text.startswith("-")]
        return free[0] if free and _inline(call) is None and call.stdin is None else None
    return Value(Traced(call.path)) if "/" in call.path else None


def _downloaded(path: str, text: Reader) -> Value | None:
    found = text.files.get(path) or text.files.get(path.removeprefix("./"))
    return found if found is not None and DOWNLOAD in found.kinds else None


def _installed(call: Call, text: Reader) -> Iterator[Hit]:
    options = arguments(call.args, "mogtS")
    free = options.free[1:] if call.name == "chmod" else options.free
    if not free or (
        call.name == "chmod" and "x" not in options.free[0].text and not options.free[0].text.startswith("7")
    ):
        return
    source = free[0]
    found = _downloaded(source.text, text)
    if found is None or source.text.lower().endswith(_ARCHIVES):
        return
    if call.name in {"mv", "cp"} and not _INSTALLED.match(free[-1].text):
        return
    grave = PLAIN in found.kinds or (source.text.startswith("/tmp/") and bool(call.via))  # noqa: S108  # nosec B108
    yield call.hit("download-installed", None, (Severity.MEDIUM, Confidence.MEDIUM) if grave else None)
