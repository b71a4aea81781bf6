"""Units of systemd: whose rights a service has, and which of its protections are off.

Source: systemd.exec(5). Rules for this file: pure. Counterparts: lines.py looks at command lines, engine.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.iac.hits import Hit

_SECTION: Final = re.compile(r"^\s*\[(Service|Unit|Install|Timer|Socket|Mount|Path)\]\s*$", re.MULTILINE)
_ROOT: Final = re.compile(r"^[ \t]*(User[ \t]*=[ \t]*(?:root|0))[ \t]*$", re.MULTILINE)
_USER: Final = re.compile(r"^[ \t]*(?:User|DynamicUser)[ \t]*=", re.MULTILINE)
_OFF: Final = re.compile(
    r"^[ \t]*((NoNewPrivileges|ProtectSystem|ProtectHome|PrivateTmp|PrivateDevices|ProtectKernelTunables|ProtectKernelModules|ProtectControlGroups|RestrictSUIDSGID"
    r"|MemoryDenyWriteExecute|RestrictNamespaces|LockPersonality)[ \t]*=[ \t]*(?:no|false|off|0)|(AmbientCapabilities|CapabilityBoundingSet)[ \t]*=[^\n~]*CAP_(?:SYS_ADMIN|SYS_PTRACE|SYS_MODULE|DAC_OVERRIDE))\b",
    re.MULTILINE | re.IGNORECASE,
)
_STARTS: Final = re.compile(r"^[ \t]*ExecStart[ \t]*=", re.MULTILINE)


def looks_like(text: str) -> bool:
    """Whether a text is a unit."""
    return _SECTION.search(text) is not None and (_STARTS.search(text) is not None or _ROOT.search(text) is not None)


def systemd(text: str) -> Iterator[Hit]:
    """What a unit shows."""
    for found in _ROOT.finditer(text):
        yield Hit("systemd.root", *found.span(1), "User")
    for found in _OFF.finditer(text):
        yield Hit("systemd.protection-off", *found.span(1), found[2] or found[3])
    started = _STARTS.search(text)
    if started is not None and "[Service]" in text and _USER.search(text) is None:
        yield Hit("systemd.no-user", started.start(), started.end(), "User")
