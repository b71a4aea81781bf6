"""Imports of Python, JavaScript and TypeScript, Ruby and Go: which package each needs.

Relative imports, aliases of a project's own folders and modules that come with the language need none. Python's are found by the line they
begin; the caller asks the syntax tree about the few that are worth a word, so that a sentence in a docstring isn't one.
Rules for this file: pure, linear. Counterparts: engine.py, verdicts.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.dependencies.addresses import INSECURE_SOURCE, is_plain
from proxy.scan.dependencies.mentions import Flaw, Mention, Seen, Source
from proxy.scan.dependencies.naming import GEMS, GO, NPM, PYPI, STANDARD_NODE, STANDARD_PYTHON, is_name

_PYTHON: Final = re.compile(
    r"^[ \t]*(?:(?:>>>|\.\.\.)[ \t]+)?"
    r"(?:from[ \t]+(?P<one>[A-Za-z_]\w*)[\w.]*[ \t]+import\b|import[ \t]+(?P<many>[A-Za-z_][\w.,\t ]{0,400}))",
    re.MULTILINE | re.ASCII,
)
_MODULE: Final = re.compile(r"(?:^|,)[ \t]*(?P<name>[A-Za-z_]\w*)[\w.]*(?:[ \t]+as[ \t]+\w+)?[ \t]*", re.ASCII)
_SCRIPT: Final = re.compile(
    r"(?:\bfrom[ \t]*|\bimport[ \t]*|\b(?:require|import)(?:\.resolve)?[ \t]*\([ \t]*)(?P<quote>[\"'])(?P<name>[^\"'\s\\]{1,214})(?P=quote)"
)
# What a project calls its own folders, or a bundler its own modules.
_OWN_FOLDERS: Final = frozenset(
    [
        "src",
        "app",
        "lib",
        "libs",
        "components",
        "component",
        "utils",
        "util",
        "config",
        "configs",
        "pages",
        "assets",
        "styles",
        "store",
        "stores",
        "hooks",
        "services",
        "service",
        "types",
        "models",
        "model",
        "helpers",
        "common",
        "shared",
        "constants",
        "context",
        "contexts",
        "features",
        "layouts",
        "views",
        "api",
        "server",
        "client",
        "core",
        "modules",
        "public",
        "test",
        "tests",
        "images",
        "data",
        "theme",
        "interfaces",
        "middleware",
        "middlewares",
        "controllers",
        "routes",
        "i18n",
        "locales",
        "generated",
        "virtual",
        "astro",
        "svelte",
        "bun",
        "cloudflare",
        "k6",
        "vscode",
        "electron",
        "meteor",
        "main",
        "index",
        "routers",
        "schemas",
        "db",
        "database",
        "actions",
        "reducers",
        "containers",
        "screens",
        "navigation",
        "redux",
    ]
)
_RUBY: Final = re.compile(r"^[ \t]*require[ \t(]+[\"'](?P<name>[\w-]{2,60})[\"']", re.MULTILINE)
_GO: Final = re.compile(r"\"(?P<path>[\w-]{2,60}(?:\.[\w-]{2,20}){1,3}/[\w./~-]{1,200})\"")


def python_imports(text: str) -> Iterator[Mention]:
    """The modules that Python imports from elsewhere, by their first part."""
    if "import" not in text:
        return
    for found in _PYTHON.finditer(text):
        if found["one"] is not None:
            yield from _module(found["one"], found.start("one"))
            continue
        begin = found.start("many")
        for each in _MODULE.finditer(found["many"]):
            yield from _module(each["name"], begin + each.start("name"))


def _module(name: str, start: int) -> Iterator[Mention]:
    if name not in STANDARD_PYTHON and not name.startswith("_"):
        yield Mention(PYPI, name, start, start + len(name), Source.IMPORT)


def script_imports(text: str) -> Iterator[Seen]:
    """The packages that JavaScript imports, by name; and modules that are fetched without encryption."""
    for found in _SCRIPT.finditer(text):
        name, start = found["name"], found.start("name")
        if "://" in name:
            if is_plain(name):
                yield Flaw(INSECURE_SOURCE, start, found.end("name"))
            continue
        deno = name.startswith("npm:")
        bare = name.removeprefix("npm:")
        package = _package(bare.partition("@")[0] if deno and not bare.startswith("@") else bare)
        if package and is_name(NPM, package):
            start += len(name) - len(bare)
            yield Mention(NPM, package, start, start + len(package), Source.IMPORT)


def _package(name: str) -> str:
    """The package of a module's name; "" where it is none of a registry."""
    if name.startswith(("@/", "~", "#", "$", ".", "/")) or ":" in name:
        return ""
    parts = name.split("/")
    package = "/".join(parts[: 2 if name.startswith("@") else 1])
    own = parts[0] in _OWN_FOLDERS or parts[0] in STANDARD_NODE or (name.startswith("@") and len(parts) == 1)
    return "" if own else package


def ruby_imports(text: str) -> Iterator[Mention]:
    """What Ruby requires by a plain name."""
    for found in _RUBY.finditer(text):
        yield Mention(GEMS, found["name"], *found.span("name"), Source.IMPORT)


def go_imports(text: str) -> Iterator[Mention]:
    """Import paths of Go that begin with a host."""
    for found in _GO.finditer(text):
        yield Mention(GO, found["path"], *found.span("path"), Source.IMPORT)
