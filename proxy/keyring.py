"""The root secret and the keys made of it.

`data_dir/secret.key` (0600, made at the first start) or CODEWARD_SECRET_KEY is the root; every use has a key of its own by HKDF with a
label, so that a fingerprint says nothing about the chain and the root never leaves this file. The root is the text as it is given, hex,
base64 or any other, without the blanks around it: the variable set to what the file holds gives the same keys.
Source: RFC 5869. Rules for this file: the only reader of the root. Counterparts: audit/, identity/keys.py, review.py.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from proxy.errors import SettingsInvalid

FILE_NAME = "secret.key"
ENVIRONMENT = "CODEWARD_SECRET_KEY"
_ROOT_BYTES = 32
_KEY_BYTES = 32
_PRINT_CHARS = 16


class Keyring:
    """Keys by label."""

    def __init__(self, root: bytes) -> None:
        self._root = root
        self._fingerprints = self.derive("fingerprint")

    @classmethod
    def open(cls, data_dir: Path, environ: Mapping[str, str]) -> Keyring:
        """The root from the environment, else from the data folder. Raises SettingsInvalid where it is too short or readable by others."""
        given = environ.get(ENVIRONMENT, "").strip()
        if given:
            root = given.encode("utf-8", "surrogateescape")
            if len(root) < _ROOT_BYTES:
                message = (
                    f"{ENVIRONMENT} has {len(root)} bytes; at least {_ROOT_BYTES} are needed (openssl rand -hex 32)"
                )
                raise SettingsInvalid(message)
            return cls(root)
        return cls(_from_file(data_dir))

    @classmethod
    def existing(cls, data_dir: Path, environ: Mapping[str, str]) -> Keyring:
        """As `open`, but never makes a root: without the one that records were written with nothing can be verified."""
        if not environ.get(ENVIRONMENT, "").strip() and not (data_dir / FILE_NAME).is_file():
            message = f"there is no {FILE_NAME} in {str(data_dir)!r} and {ENVIRONMENT} is not set"
            raise SettingsInvalid(message)
        return cls.open(data_dir, environ)

    def derive(self, label: str) -> bytes:
        """32 bytes for one use."""
        return hkdf(self._root, b"codeward", label.encode(), _KEY_BYTES)

    def fingerprint(self, rule_id: str, text: str) -> str:
        """16 hex digits that name a defect without telling its text."""
        message = rule_id.encode() + b"\0" + text.encode("utf-8", "replace")
        return hmac.new(self._fingerprints, message, hashlib.sha256).hexdigest()[:_PRINT_CHARS]


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA256, RFC 5869 2.2 and 2.3."""
    key = hmac.new(salt or bytes(hashlib.sha256().digest_size), secret, hashlib.sha256).digest()
    out, block = b"", b""
    for counter in range(1, -(-length // hashlib.sha256().digest_size) + 1):
        block = hmac.new(key, block + info + bytes([counter]), hashlib.sha256).digest()
        out += block
    return out[:length]


def _from_file(data_dir: Path) -> bytes:
    path = data_dir / FILE_NAME
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
    except OSError as error:
        message = f"{str(path)!r} can't be made: {error.strerror}; set data_dir to a folder this process may write"
        raise SettingsInvalid(message) from None
    return _read(path)


def _make(path: Path) -> None:
    """Make the root. It gets its name by a link, whole and once: a crash leaves no half of it, and of two first starts one wins."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_ROOT_BYTES).hex().encode())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name is as durable as what is chained to it
    finally:
        os.close(folder)


def _read(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        root = path.read_bytes().strip()
    except OSError as error:
        message = f"{str(path)!r} can't be read: {error.strerror}"
        raise SettingsInvalid(message) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        message = f"{str(path)!r} can be read by others (mode {stat.S_IMODE(mode):o}); chmod 600 it"
        raise SettingsInvalid(message)
    if len(root) < _ROOT_BYTES:
        message = f"{str(path)!r} is shorter than {_ROOT_BYTES} bytes; restore it, or the records made with it can't be verified"
        raise SettingsInvalid(message)
    return root
