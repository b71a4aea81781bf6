"""Decoders as they stand in a pipe: base64, hex, gzip, rot13 and other `tr`.

Rules for this file: pure; nothing grows past MAX_TEXT_CHARS. What can't be decoded is None, never empty.
Counterpart: shell_streams.py finds them.
"""

from __future__ import annotations

import binascii
import re
import zlib
from typing import Final

from proxy.extract.shell_flow import MAX_TEXT_CHARS

_NOT_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]")
_NOT_HEX: Final = re.compile(rb"[^0-9A-Fa-f]")
_URL_SAFE: Final = bytes.maketrans(b"-_", b"+/")
_AUTO: Final = 32 + zlib.MAX_WBITS  # a gzip or a zlib header, whichever is there
_RANGE: Final = re.compile(r"(.)-(.)", re.DOTALL)
_CLASSES: Final = {"[:upper:]": "A-Z", "[:lower:]": "a-z", "[:digit:]": "0-9"}
_GROUP: Final = 4
_RANGE_CHARS: Final = 256


def base64_bytes(written: bytes) -> bytes | None:
    """Base64 as its decoders read it: white space and foreign characters don't count, padding may be missing."""
    if len(written) > 2 * MAX_TEXT_CHARS:
        return None
    chunks = written.translate(_URL_SAFE).split(b"=")
    return b"".join(map(_unpadded, chunks)) or None


def _unpadded(chunk: bytes) -> bytes:
    letters = _NOT_BASE64.sub(b"", chunk)
    letters = letters[: len(letters) - 1] if len(letters) % _GROUP == 1 else letters
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % _GROUP))


def hex_bytes(written: bytes) -> bytes | None:
    """Plain hexadecimal digits, as `xxd -r -p` reads them."""
    digits = _NOT_HEX.sub(b"", written.replace(b"0x", b"").replace(b"\\x", b""))
    if not digits or len(digits) > 2 * MAX_TEXT_CHARS:
        return None
    return bytes.fromhex(digits[: len(digits) - len(digits) % 2].decode("ascii"))


def inflated(packed: bytes) -> bytes | None:
    """What gzip or zlib packed, up to a bound; a cut stream gives what there is."""
    unpacker = zlib.decompressobj(_AUTO)
    try:
        text = unpacker.decompress(packed, MAX_TEXT_CHARS)
    except zlib.error:
        return None
    return None if unpacker.unconsumed_tail else text or None


def translated(text: str, old: str, new: str) -> str:
    """`tr old new`; without `new` the characters are deleted."""
    before, after = _set(old), _set(new)
    if not new:
        return text.translate(dict.fromkeys(map(ord, before)))
    after = after.ljust(len(before), after[-1:])
    return text.translate({ord(was): becomes for was, becomes in zip(before, after, strict=False)})


def _set(written: str) -> str:
    for name, letters in _CLASSES.items():
        written = written.replace(name, letters)
    written = written[:_RANGE_CHARS].replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")
    return _RANGE.sub(_range, written)


def _range(found: re.Match[str]) -> str:
    first, last = map(ord, found.groups())
    return "".join(map(chr, range(first, min(last, first + _RANGE_CHARS) + 1)))
