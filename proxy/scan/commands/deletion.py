"""What is deleted, who may change files, and disks that are overwritten.

Rules for this file: pure. Counterpart: engine.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.commands.arguments import Arguments, arguments
from proxy.scan.commands.programs import ALWAYS_SET, SYSTEM_FOLDERS
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import INPUT, Call, Hit, Value

_ROOT: Final = re.compile(r"/+(?:\*|\.\*?|\.\[\^\.\]\*)?$")
_HOME: Final = re.compile(r"(?:~|\$HOME|\$\{HOME\})(?:/\*?|/\.\*)?$")
_SYSTEM: Final = re.compile(r"/(\w+)(?:/\*?)?$")
_BEHIND: Final = re.compile(r"/(?:\*|\.\*|(\w+)(?:/.*)?)?$")
_WORLD: Final = re.compile(r"^[0-7]?[0-7]{2}[2367]$")
_WORLD_LETTERS: Final = re.compile(r"(?:^|,)(?:[go]*o[go]*|[ugo]*a[ugo]*|ugo)[+=][rxXst]*w")
_SETUID_LETTERS: Final = re.compile(r"(?:^|,)[ugo]*u[go]*[+=][rwx]*s|^\+s")
_STICKY: Final = 4  # digits of a mode with a first one for setuid, setgid and sticky
_KEY_FILE: Final = re.compile(
    r"(?:^|/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|[\w.-]*(?:key|priv)[\w.-]*\.pem|[\w.-]*\.(?:key|p12|pfx|jks)|\.env|shadow|\.pgpass|\.netrc|authorized_keys)$"
)
_OTHERS_READ: Final = re.compile(r"^0?[0-7][0-7][4567]$")
_DISK: Final = re.compile(
    r"/dev/(?:sd[a-z]|hd[a-z]|vd[a-z]|xvd[a-z]|nvme\d+n\d+|mmcblk\d+|disk\d+|rdisk\d+|mapper/\w+)(?:p?\d+)?$"
)
_ERASERS: Final = frozenset({"shred", "blkdiscard", "wipefs"})
_NOISE: Final = ("/dev/zero", "/dev/urandom", "/dev/random")
_GRAVE: Final = (Severity.HIGH, Confidence.HIGH)
_MAYBE: Final = (Severity.LOW, Confidence.MEDIUM)


def delete(call: Call, text: Reader) -> Iterator[Hit]:
    """`rm`."""
    options = arguments(call.args)
    if not options.has("r", "R", "recursive"):
        return
    for target in options.free:
        hit = _deleted(call, target, text)
        if hit is not None:
            yield hit


def _deleted(call: Call, target: Value, text: Reader) -> Hit | None:
    path = target.text
    system = _SYSTEM.match(path)
    if (
        _ROOT.match(path)
        or (_HOME.match(path) and not (target.quoted and path.startswith("~")))
        or (system and system.group(1).lower() in SYSTEM_FOLDERS)
    ):
        return call.hit("destructive-delete")
    if not target.leading or target.leading in ALWAYS_SET | {"()"}:
        return None
    if target.leading in text.guarded or "" in text.guarded:
        return None
    rest = path[len(target.leading) + 1 :]
    behind = _BEHIND.match(rest)
    if behind and (behind.group(1) is None or behind.group(1).lower() in SYSTEM_FOLDERS):
        return call.hit("delete-of-variable")
    return call.hit("delete-unquoted") if INPUT in target.kinds and not target.quoted and not rest else None


def find(call: Call, text: Reader) -> Iterator[Hit]:
    """`find … -delete` from a root."""
    words = call.words
    if "-delete" not in words and not ("-exec" in words and "rm" in words):
        return
    if any(
        word in {"-name", "-iname", "-path", "-mtime", "-regex", "-empty", "-mmin", "-newer", "-xtype", "-type"}
        for word in words
    ):
        return
    for start in call.args[:1]:
        hit = _deleted(call, start, text)
        if hit is not None:
            yield hit


def mode(call: Call, text: Reader) -> Iterator[Hit]:
    """`chmod`, `install -m`, `mkdir -m`, `umask`."""
    del text
    if call.name == "umask":
        if call.args and re.fullmatch(r"0{1,4}|[0-7]?[0-7]?[0-7]0|[0-7]?[0-7]?[0-7]1", call.args[0].text):
            yield call.hit("open-permissions")
        return
    options = arguments(call.args, "mogt" if call.name != "chmod" else "")
    given = _mode(call, options)
    if given is None:
        return
    files = options.free[1:] if call.name == "chmod" else options.free
    bits = given.text
    if _SETUID_LETTERS.search(bits) or (len(bits) == _STICKY and bits.isdecimal() and bits[0] in "4567"):
        yield call.hit("setuid")
    elif _world(bits) and not (files and all(each.text.startswith("/dev/") for each in files)):
        yield call.hit("open-permissions")
    elif _OTHERS_READ.match(bits) and any(_KEY_FILE.search(each.text) and "pub" not in each.text for each in files):
        yield call.hit("key-readable")


def _mode(call: Call, options: Arguments) -> Value | None:
    if call.name != "chmod":
        return options.first("m", "mode")
    if options.free and not options.has("reference"):
        return options.free[0]
    return None


def _world(bits: str) -> bool:
    if len(bits) == _STICKY and bits[0] in "1357":
        return False  # sticky, as /tmp is
    return _WORLD.match(bits) is not None or _WORLD_LETTERS.search(bits) is not None


def disk(call: Call, text: Reader) -> Iterator[Hit]:
    """`dd of=/dev/sda`, `mkfs`, `wipefs`, `shred`, `> /dev/sda`."""
    del text
    if call.name == "dd":
        noise = any(word == f"if={source}" for word in call.words for source in _NOISE)
        target = next((word for word in call.words if word.startswith("of=")), "")
        if _DISK.match(target[3:]):
            yield call.hit("device-overwritten", None, _GRAVE if noise else _MAYBE)
    elif _formats(call) and any(_DISK.match(word) for word in call.words):
        yield call.hit("device-overwritten", None, None if call.name in _ERASERS else _MAYBE)
    if any(each.op in {">", ">|"} and _DISK.match(each.file.text) for each in call.targets):
        yield call.hit("device-overwritten", None, _GRAVE)


def _formats(call: Call) -> bool:
    if call.name == "wipefs":
        return bool({"-a", "--all", "-af"} & set(call.words))
    return call.name in _ERASERS or call.name == "mkswap" or call.name.startswith("mkfs")
