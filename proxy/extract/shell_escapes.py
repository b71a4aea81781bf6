"""The escapes of `$'…'`, `echo -e` and `printf`, with the way back.

Source: bash(1), QUOTING, echo and printf. Bytes written one by one (`\\xc3\\xa9`, `\\303\\251`) are read together as UTF-8.
Rules for this file: pure. Counterpart: shell_syntax.py and shell_streams.py.
"""

from __future__ import annotations

import re
from typing import Final

from proxy.extract.shell_traced import Traced

_NAMED: Final = dict(zip("abeEfnrtv\\'\"?", "\a\b\x1b\x1b\f\n\r\t\v\\'\"?", strict=True))
_HEX: Final = r"\\x[0-9A-Fa-f]{1,2}"
_REST: Final = r"|\\u([0-9A-Fa-f]{1,4})|\\U([0-9A-Fa-f]{1,8})"
_QUOTED: Final = re.compile(rf"((?:{_HEX}|\\[0-7]{{1,3}})+){_REST}|\\c(.)|\\([abeEfnrtv\\'\"?])", re.DOTALL)
_PRINTED: Final = re.compile(rf"((?:{_HEX}|\\[0-7]{{1,3}})+){_REST}|\\(?!)(.)|\\([abeEfnrtv\\\"'?])", re.DOTALL)
_ECHOED: Final = re.compile(rf"((?:{_HEX}|\\0[0-7]{{0,3}})+){_REST}|\\(?!)(.)|\\([abeEfnrtv\\])", re.DOTALL)
_EXPANDED: Final = re.compile(
    rf"((?:{_HEX}|\\0[0-7]{{0,3}}|\\[1-7][0-7]{{0,2}})+){_REST}|\\(?!)(.)|\\([abeEfnrtv\\])", re.DOTALL
)
_BYTE: Final = re.compile(r"\\x([0-9A-Fa-f]+)|\\([0-7]+)")
_CUT: Final = "\\c"  # what `echo -e` and `%b` print ends here
_CUT_AT: Final = re.compile(r"(?:[^\\]+|\\[^c]|\\\Z)*+", re.DOTALL)
_LAST: Final = 0x10FFFF
_BYTE_MASK: Final = 0xFF
_CONTROL: Final = 0x1F


def quoted(text: Traced) -> Traced:
    """What `$'text'` stands for; as in bash, a NUL ends it."""
    plain = text.replaced(_QUOTED, _plain)
    end = plain.text.find("\0")
    return plain if end < 0 else plain.sliced(0, end)


def printed(text: Traced) -> Traced:
    """The escapes of a format of `printf`."""
    return text.replaced(_PRINTED, _plain)


def echoed(text: Traced) -> tuple[Traced, bool]:
    """The escapes of `echo -e`, and whether the output ends there (`\\c`)."""
    return _cut(text, _ECHOED)


def expanded(text: Traced) -> tuple[Traced, bool]:
    """The escapes of `%b`, and whether the output ends there."""
    return _cut(text, _EXPANDED)


def _cut(text: Traced, pattern: re.Pattern[str]) -> tuple[Traced, bool]:
    found = _CUT_AT.match(text.text)
    end = found.end() if found else 0
    return text.sliced(0, end).replaced(pattern, _plain), text.text.startswith(_CUT, end)


def _plain(found: re.Match[str]) -> str:
    written, short, long, control, named = found.groups()
    if written is not None:
        values = (int(high, 16) if high else int(octal, 8) & _BYTE_MASK for high, octal in _BYTE.findall(written))
        return bytes(values).decode("utf-8", "replace")
    if named is not None:
        return _NAMED[named]
    if control is not None:
        return chr(ord(control.upper()) & _CONTROL)
    number = int(short or long, 16)
    return chr(number) if number <= _LAST else ""
