"""Ecosystems and the names of packages: what is a name, how names are compared, what comes with the language.

Source: PEP 503 (PyPI), npm's validate-npm-package-name, Cargo's and RubyGems' rules of names; the languages' lists of their own modules.
Rules for this file: pure, data. Counterparts: index.py knows names, mentions.py holds where one stands.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PYPI, NPM, GEMS, CRATES, GO, COMPOSER = "pypi", "npm", "gems", "crates", "go", "composer"
ECOSYSTEMS: Final = (PYPI, NPM, GEMS, CRATES)  # those with lists
TITLES: Mapping[str, str] = MappingProxyType(
    {PYPI: "PyPI", NPM: "npm", GEMS: "RubyGems", CRATES: "Cargo", GO: "Go", COMPOSER: "Composer"}
)
MAX_NAME: Final = 100
_SHAPES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        PYPI: re.compile(r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?", re.ASCII),
        NPM: re.compile(r"(?:@[a-z0-9~-][a-z0-9._~-]*/)?[A-Za-z0-9~-][A-Za-z0-9._~-]*", re.ASCII),
        GEMS: re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII),
        CRATES: re.compile(r"[A-Za-z][\w-]*", re.ASCII),
    }
)
_SEPARATORS: Final = re.compile(r"[-_.]+")

# Modules of Python that newer versions no longer have, or that only Python 2 had.
_GONE: Final = (
    "asynchat asyncore audioop binhex cgi cgitb chunk crypt distutils formatter imghdr imp mailcap msilib nis "
    "nntplib ossaudiodev parser pipes "
    "smtpd sndhdr spwd sunau symbol telnetlib uu xdrlib urllib2 urlparse httplib cookielib"
)
STANDARD_PYTHON: Final = frozenset(sys.stdlib_module_names) | frozenset(_GONE.split())
# Packages of these names are backports that people had reason to install.
BACKPORTS: Final = frozenset(
    [
        "argparse",
        "asyncio",
        "dataclasses",
        "contextvars",
        "typing",
        "importlib",
        "pathlib",
        "statistics",
        "unittest",
        "graphlib",
        "zoneinfo",
        "tomllib",
        "test",
    ]
)
STANDARD_NODE: Final = frozenset(
    [
        "assert",
        "async_hooks",
        "buffer",
        "child_process",
        "cluster",
        "console",
        "constants",
        "crypto",
        "dgram",
        "diagnostics_channel",
        "dns",
        "domain",
        "events",
        "fs",
        "http",
        "http2",
        "https",
        "inspector",
        "module",
        "net",
        "os",
        "path",
        "perf_hooks",
        "process",
        "punycode",
        "querystring",
        "readline",
        "repl",
        "stream",
        "string_decoder",
        "sys",
        "timers",
        "tls",
        "tty",
        "url",
        "util",
        "v8",
        "vm",
        "wasi",
        "worker_threads",
        "zlib",
    ]
)
# Packages of these names stand in for a module of Node in browsers.
POLYFILLS: Final = frozenset(
    [
        "assert",
        "buffer",
        "console",
        "constants",
        "domain",
        "events",
        "module",
        "process",
        "punycode",
        "querystring",
        "stream",
        "string_decoder",
        "sys",
        "url",
        "util",
        "timers",
    ]
)
STANDARD_RUST: Final = frozenset({"std", "core", "alloc", "proc_macro", "proc-macro"})


def is_name(ecosystem: str, name: str) -> bool:
    """Whether a word can name a package."""
    shape = _SHAPES.get(ecosystem)
    return shape is not None and 1 < len(name) <= MAX_NAME and shape.fullmatch(name) is not None


def normal(ecosystem: str, name: str) -> str:
    """The one spelling that all spellings of a name share."""
    if ecosystem == PYPI:
        return _SEPARATORS.sub("-", name).lower()
    if ecosystem == CRATES:
        return name.replace("_", "-").lower()
    return name.lower()


def standard(ecosystem: str, name: str) -> str:
    """Say `certain` of a module that comes with the language, `backport` where packages have reason to be called so, else nothing."""
    plain = name.lower().replace("-", "_")
    if ecosystem == PYPI and plain in STANDARD_PYTHON:
        return "backport" if plain in BACKPORTS else "certain"
    if ecosystem == NPM and plain in STANDARD_NODE:
        return "backport" if plain in POLYFILLS else "certain"
    return "certain" if ecosystem == CRATES and name in STANDARD_RUST else ""
