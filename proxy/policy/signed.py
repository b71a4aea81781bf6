"""Signed policies: the list of a folder's files that somebody with the key stands behind, and reading only what it says.

`policies.dsse.json` in the folder holds the SHA-256 of each of its YAML files, a serial number that only grows, and a signature over both.
Where the configuration pins public keys, a folder counts only as a whole: another byte, a file too many or too few, or a list that none of
those keys has signed is refused, and what is parsed are the very bytes that were compared. Shipped policies are part of the program, and
need none. That an older list isn't taken again is the business of whoever remembers the last one.
Rules for this file: a name on the list is a path below the folder as it is written there, whatever links lie on the way.
Source: DSSE 1.0 (secure-systems-lab/dsse), Ed25519 (RFC 8032). Counterparts: attachments.py and loader.py read through `Signed.read`,
releases.py remembers.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from proxy.errors import PolicyInvalid
from proxy.policy.bundle import Signature
from proxy.policy.loader import SUFFIXES, shipped_directory
from proxy.policy.source import Source, followed
from proxy.yamlnodes import MAX_BYTES, read_regular

LIST_NAME = "policies.dsse.json"
_TYPE = "application/vnd.codeward.policies+json"
_MAX_FILES = 2_000
_MAX_LIST_BYTES = 1024 * 1024
_MAX_SERIAL = 2**53 - 1  # what JSON holds exactly everywhere
_SHOWN = 3
_KEY_ID_CHARS = 16


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _List(_Form):
    """What is signed."""

    serial: Annotated[int, Field(ge=1, le=_MAX_SERIAL)]
    signed_at: Annotated[str, Field(pattern=r"^[0-9T:Z.-]{20,32}$")]
    files: Annotated[dict[str, Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]], Field(max_length=_MAX_FILES)]


class _Sig(_Form):
    keyid: str = ""
    sig: Base64Bytes


class _Envelope(_Form):
    payload: Base64Bytes
    payloadType: Literal["application/vnd.codeward.policies+json"]  # noqa: N815 - DSSE's word
    signatures: Annotated[tuple[_Sig, ...], Field(min_length=1, max_length=16, strict=False)]


class Signed:
    """A folder whose every file is as the list says. `read` gives what was compared, and nothing else."""

    def __init__(self, folder: Path, signature: Signature, files: Mapping[str, bytes]) -> None:
        self.signature = signature
        self.path = folder / LIST_NAME
        self.names = tuple(files)
        self._folder = folder
        self._files = files

    def read(self, path: Path, shown: str) -> Source:
        """A file of the folder, or a shipped one. Raises PolicyInvalid for any other."""
        name = _name_of(path, self._folder)
        if name is not None and name in self._files:
            return Source.of(self._files[name], shown)
        if _name_of(path, shipped_directory()) is not None:
            return Source.read(path, shown)
        message = f"{shown}: not on the signed list {LIST_NAME}; policies are read from the signed folder only"
        raise PolicyInvalid(message)


def folder_of(place: str | Path) -> Path:
    """The folder that a place's list lies in. Raises PolicyInvalid for what is no place, like a shipped policy's name."""
    path = Path(place)
    with followed(str(place)):
        if path.is_dir():
            return path
        if path.is_file():
            return path.parent
    message = f"signed policies lie in a folder with {LIST_NAME}; {str(place)!r} is no folder and no file"
    raise PolicyInvalid(message)


def sign(folder: Path, key: Ed25519PrivateKey, serial: int, signed_at: str) -> bytes:
    """Make the list of a folder's files as they are now, signed. Raises PolicyInvalid."""
    if not 1 <= serial <= _MAX_SERIAL:
        message = f"not a serial number: {serial}; from 1 to {_MAX_SERIAL}"
        raise PolicyInvalid(message)
    files = {name: hashlib.sha256(_bytes(folder, name)).hexdigest() for name in _names(folder)}
    payload = _List(serial=serial, signed_at=signed_at, files=files).model_dump_json(indent=1).encode()
    signature = base64.b64encode(key.sign(_authenticated(payload))).decode()
    made = {
        "payloadType": _TYPE,
        "payload": base64.b64encode(payload).decode(),
        "signatures": [{"keyid": key_id(key.public_key()), "sig": signature}],
    }
    return json.dumps(made, indent=1).encode() + b"\n"


def opened(folder: Path, keys: Sequence[Ed25519PublicKey]) -> Signed:
    """Check a folder against its list, and the list against the keys. Raises PolicyInvalid with what is wrong."""
    payload, known = _verified(folder, keys)
    try:
        listed = _List.model_validate_json(payload)
    except ValidationError as error:
        message = f"{LIST_NAME}: what was signed is no list of policies: {_first(error)}"
        raise PolicyInvalid(message) from None
    with followed(str(folder)):
        there = set(_names(folder))
    wrong = [f"{name} is missing" for name in listed.files if name not in there]
    wrong += [f"{name} is not on the list" for name in sorted(there - set(listed.files))]
    files = {name: _bytes(folder, name) for name in listed.files if name in there}
    wrong += [
        f"{name} was changed" for name, raw in files.items() if hashlib.sha256(raw).hexdigest() != listed.files[name]
    ]
    if wrong:
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        message = f"{LIST_NAME}: the folder isn't what was signed as number {listed.serial}: {', '.join(wrong[:_SHOWN])}{more}"
        raise PolicyInvalid(message)
    signature = Signature(listed.serial, hashlib.sha256(payload).hexdigest(), known, listed.signed_at)
    return Signed(folder, signature, files)


def last_serial(folder: Path) -> int:
    """The number that the folder's list says, whoever signed it; 0 where there is none to read."""
    try:
        envelope = _Envelope.model_validate_json(read_regular(folder / LIST_NAME, _MAX_LIST_BYTES))
        return _List.model_validate_json(envelope.payload).serial
    except (OSError, ValidationError):
        return 0


def key_id(key: Ed25519PublicKey) -> str:
    """How lists and records name a key: the first digits of its SHA-256."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:_KEY_ID_CHARS]


def public_key(path: Path) -> Ed25519PublicKey:
    """Read a public key (PEM). Raises PolicyInvalid."""
    made = _key(path, "public", load_pem_public_key)
    if not isinstance(made, Ed25519PublicKey):
        message = f"{str(path)!r} is no Ed25519 public key"
        raise PolicyInvalid(message)
    return made


def private_key(path: Path, passphrase: Callable[[], str]) -> Ed25519PrivateKey:
    """Read a private key (PEM); `passphrase` is asked where it needs one. Raises PolicyInvalid."""

    def load(raw: bytes) -> object:
        try:
            return load_pem_private_key(raw, None)
        except TypeError:  # cryptography's way to say that it is encrypted
            return load_pem_private_key(raw, passphrase().encode())

    made = _key(path, "private", load)
    if not isinstance(made, Ed25519PrivateKey):
        message = f"{str(path)!r} is no Ed25519 private key"
        raise PolicyInvalid(message)
    return made


def _key(path: Path, kind: str, load: Callable[[bytes], object]) -> object:
    with followed(str(path)):
        raw = read_regular(path, MAX_BYTES)
    try:
        return load(raw)
    except (ValueError, UnsupportedAlgorithm):  # no word of theirs: it may quote the file
        message = f"{str(path)!r} is no {kind} key in PEM, or not with that passphrase"
        raise PolicyInvalid(message) from None


def _verified(folder: Path, keys: Sequence[Ed25519PublicKey]) -> tuple[bytes, str]:
    """What was signed, and the id of the pinned key that did."""
    try:
        raw = read_regular(folder / LIST_NAME, _MAX_LIST_BYTES)
    except FileNotFoundError:
        message = (
            f"{str(folder)!r} has no {LIST_NAME}, and the configuration asks for signed policies: codeward policy sign"
        )
        raise PolicyInvalid(message) from None
    except OSError as error:
        message = f"{LIST_NAME}: can't be read: {(error.strerror or str(error)).lower()}"
        raise PolicyInvalid(message) from None
    try:
        envelope = _Envelope.model_validate_json(raw)
    except ValidationError as error:
        message = f"{LIST_NAME}: not an envelope of signed policies: {_first(error)}"
        raise PolicyInvalid(message) from None
    signed = _authenticated(envelope.payload)
    for key in keys:
        for each in envelope.signatures:  # the key id is a hint, which nothing hangs on
            try:
                key.verify(each.sig, signed)
            except InvalidSignature:
                continue
            return envelope.payload, key_id(key)
    pinned = ", ".join(key_id(key) for key in keys)
    message = f"{LIST_NAME}: not signed by a key that the configuration pins ({pinned})"
    raise PolicyInvalid(message)


def _authenticated(payload: bytes) -> bytes:
    """DSSE's pre-authentication encoding: type and payload with their lengths, so that neither can pass for a part of the other."""
    kind = _TYPE.encode()
    return b" ".join((b"DSSEv1", str(len(kind)).encode(), kind, str(len(payload)).encode(), payload))


def _names(folder: Path) -> Iterator[str]:
    """The YAML files of a folder, below it too. Hidden folders are passed by: a mounted ConfigMap keeps its versions there."""
    found = 0
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.endswith(SUFFIXES):
                continue
            found += 1
            if found > _MAX_FILES:
                message = f"{str(folder)!r} has more than {_MAX_FILES} YAML files"
                raise PolicyInvalid(message)
            yield (Path(root) / name).relative_to(folder).as_posix()


def _bytes(folder: Path, name: str) -> bytes:
    with followed(name):
        raw = read_regular(folder / name, MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        message = f"{name}: larger than {MAX_BYTES} bytes"
        raise PolicyInvalid(message)
    return raw


def _name_of(path: Path, folder: Path) -> str | None:
    """The path below the folder, as it is written; None where it isn't below."""
    written = Path(os.path.normpath(path.absolute()))
    base = Path(os.path.normpath(folder.absolute()))
    return written.relative_to(base).as_posix() if written.is_relative_to(base) else None


def _first(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in found["loc"])
    return f"{place}: {found['msg'].lower()}" if place else found["msg"].lower()
