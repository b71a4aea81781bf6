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

PYPI, NPM, GEMS, CRATES = "pypi", "npm", "gems", "crates"
GO, COMPOSER, MAVEN, NUGET = "go", "composer", "maven", "nuget"
ECOSYSTEMS: Final = (PYPI, NPM, GEMS, CRATES, GO, COMPOSER, MAVEN, NUGET)  # each with a list
TITLES: Mapping[str, str] = MappingProxyType(
    {
        PYPI: "PyPI",
        NPM: "npm",
        GEMS: "RubyGems",
        CRATES: "Cargo",
        GO: "Go",
        COMPOSER: "Composer",
        MAVEN: "Maven",
        NUGET: "NuGet",
    }
)
MAX_NAME: Final = 150
_SHAPES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        PYPI: re.compile(r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?", re.ASCII),
        NPM: re.compile(r"(?:@[a-z0-9~-][a-z0-9._~-]*/)?[A-Za-z0-9~-][A-Za-z0-9._~-]*", re.ASCII),
        GEMS: re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII),
        CRATES: re.compile(r"[A-Za-z][\w-]*", re.ASCII),
        GO: re.compile(r"[A-Za-z0-9][\w-]*(?:\.[\w-]+)+(?:/[\w.~!-]+)*", re.ASCII),
        COMPOSER: re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII),
        MAVEN: re.compile(r"[A-Za-z][\w-]*(?:\.[\w-]+)*:[A-Za-z0-9][\w.-]*", re.ASCII),
        NUGET: re.compile(r"[A-Za-z0-9_][\w.-]*", re.ASCII),
    }
)
_SEPARATORS: Final = re.compile(r"[-_.]+")
_MAJOR: Final = re.compile(r"/v\d{1,4}$")  # the same module with another interface
_SCALA: Final = re.compile(r"_(?:2\.\d\d|3)$")  # the same library for another compiler
FORGES: Final = frozenset({"github.com", "gitlab.com", "bitbucket.org", "codeberg.org"})
_FORGE_PARTS: Final = 3
_RESERVED: Final = frozenset(
    {"microsoft", "system", "azure", "awssdk", "google"}
)  # prefixes that NuGet keeps for their owners

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
    if ecosystem == GO:
        return _MAJOR.sub("", name.lower().rstrip("/"))
    if ecosystem == MAVEN:
        return _SCALA.sub("", name.lower())
    return name.lower()


def module_of(path: str) -> str:
    """The module of Go that a package's path most likely belongs to: of a forge's three parts, of others at most as many."""
    parts = path.split("/")
    return "/".join(parts[: 2 if parts[0] == "gopkg.in" else _FORGE_PARTS])


def owner(ecosystem: str, name: str) -> str:
    """Who alone can publish a name: npm's scope, Composer's vendor, Maven's group, an account of a forge; "" where anybody can."""
    if ecosystem == NPM:
        return name.partition("/")[0] if name.startswith("@") else ""
    if ecosystem == COMPOSER:
        return name.partition("/")[0]
    if ecosystem == MAVEN:
        return name.partition(":")[0]
    if ecosystem == GO:
        host, *rest = name.split("/")
        return "/".join((host, *rest[:1])) if host in FORGES else host
    prefix = name.partition(".")[0]
    return prefix if ecosystem == NUGET and prefix in _RESERVED else ""


def standard(ecosystem: str, name: str) -> str:
    """Say `certain` of a module that comes with the language, `backport` where packages have reason to be called so, else nothing."""
    plain = name.lower().replace("-", "_")
    if ecosystem == PYPI and plain in STANDARD_PYTHON:
        return "backport" if plain in BACKPORTS else "certain"
    if ecosystem == NPM and plain in STANDARD_NODE:
        return "backport" if plain in POLYFILLS else "certain"
    return "certain" if ecosystem == CRATES and name in STANDARD_RUST else ""
