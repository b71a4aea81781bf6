"""A Bloom filter of package names, and the file it travels in.

It answers "surely not" or "probably": what was put in is always found, and of other names a known share is taken for one that was.
The file: a magic line, a header of one JSON line (date, names by ecosystem, bits, hashes, digest), the bits. It holds nothing that runs.
Rules for this file: no I/O but `read_bloom` and `write_bloom`; the bits are the same on every machine and version of Python.
Source: Bloom 1970; Kirsch and Mitzenmacher 2006 (two hashes make them all). Counterpart: index.py asks it, cli/deps.py builds it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from proxy.errors import SettingsInvalid

MAGIC: Final = b"codeward-packages-1\n"
MAX_BYTES: Final = 256 << 20
_MAX_HEADER: Final = 4096
_MAX_HASHES: Final = 32
_HALF: Final = 8  # bytes of each of the two hashes
_BYTE: Final = 8
_LEAST_BITS: Final = 8192  # in a small filter two hashes are too few to make the others


@dataclass(frozen=True, slots=True)
class Bloom:
    """A filter. `names` says how many names each ecosystem put in, `date` when they were gathered."""

    bits: bytes
    size: int
    hashes: int
    date: str
    names: Mapping[str, int]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and all(
            self.bits[at // _BYTE] >> (at % _BYTE) & 1 for at in _places(key, self.size, self.hashes)
        )


def key_of(ecosystem: str, name: str) -> str:
    """What stands in a filter for a normalised name."""
    return f"{ecosystem}:{name}"


def build(names: Mapping[str, Iterable[str]], *, date: str, share: float) -> Bloom:
    """A filter of normalised names by ecosystem that takes at most about `share` of other names for one of them."""
    distinct = {ecosystem: sorted(set(each)) for ecosystem, each in names.items()}
    count = max(sum(map(len, distinct.values())), 1)
    size = max(math.ceil(-count * math.log(share) / math.log(2) ** 2), _LEAST_BITS)
    size += -size % _BYTE
    hashes = min(max(round(size / count * math.log(2)), 1), _MAX_HASHES)
    bits = bytearray(size // _BYTE)
    for ecosystem, each in distinct.items():
        for name in each:
            for at in _places(key_of(ecosystem, name), size, hashes):
                bits[at // _BYTE] |= 1 << (at % _BYTE)
    return Bloom(bytes(bits), size, hashes, date, {ecosystem: len(each) for ecosystem, each in distinct.items()})


def _places(key: str, size: int, hashes: int) -> Iterable[int]:
    made = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=2 * _HALF).digest()
    first, step = int.from_bytes(made[:_HALF], "big"), int.from_bytes(made[_HALF:], "big") | 1
    return ((first + number * step) % size for number in range(hashes))


def write_bloom(bloom: Bloom, path: Path) -> None:
    """Write a filter to a file."""
    header = {
        "date": bloom.date,
        "names": dict(bloom.names),
        "size": bloom.size,
        "hashes": bloom.hashes,
        "sha256": hashlib.sha256(bloom.bits).hexdigest(),
    }
    path.write_bytes(MAGIC + json.dumps(header, sort_keys=True).encode() + b"\n" + bloom.bits)


def read_bloom(path: Path) -> Bloom:
    """The filter of a file. Raises SettingsInvalid where it isn't one, whole and unchanged."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SettingsInvalid(f"package index {path}: larger than {MAX_BYTES} bytes")
        content = path.read_bytes()
    except OSError as error:
        raise SettingsInvalid(f"package index {path}: {error.strerror or 'cannot be read'}") from None
    if not content.startswith(MAGIC):
        raise SettingsInvalid(f"package index {path}: not made by `codeward deps build-index`")
    end = content.find(b"\n", len(MAGIC), len(MAGIC) + _MAX_HEADER)
    bits = content[end + 1 :]
    bloom, checksum = _headed(content[len(MAGIC) : max(end, 0)], bits)
    if bloom is None or hashlib.sha256(bits).hexdigest() != checksum:
        raise SettingsInvalid(f"package index {path}: damaged or cut off; build it again")
    return bloom


def _headed(line: bytes, bits: bytes) -> tuple[Bloom | None, str]:
    """The filter that a header describes and its digest; None where the header makes no sense."""
    try:
        header: dict[str, Any] = json.loads(line)
        size, hashes = int(header["size"]), int(header["hashes"])
        names = {str(ecosystem): int(count) for ecosystem, count in header["names"].items()}
        date, checksum = str(header["date"]), str(header["sha256"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return None, ""
    if size != len(bits) * _BYTE or not size or not 1 <= hashes <= _MAX_HASHES:
        return None, ""
    return Bloom(bits, size, hashes, date, names), checksum
