"""Engine "deps": packages that code, commands and manifests name, and how they are fetched.

Rules for this file: sync, no I/O after the start; what stands in one statement is all that a verdict on it needs, so there is no state.
Counterparts: imports.py, commands.py, manifests.py and its kin read; verdicts.py judges; index.py knows.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Final

from proxy.extract.local_names import needs, own
from proxy.model import Finding, ScanStatus
from proxy.scan.base import EngineResult, Prepared, PreparedUnit, UnitResult, code_lines
from proxy.scan.dependencies import (
    commands,
    go_manifests,
    imports,
    json_manifests,
    jvm_manifests,
    manifests,
    nuget_manifests,
    ruby_manifests,
    settings,
    toml_manifests,
)
from proxy.scan.dependencies.files import NO_FILES, PackageFiles
from proxy.scan.dependencies.index import Index, digest, load_index
from proxy.scan.dependencies.mentions import Flaw, Mention, Seen, Source
from proxy.scan.dependencies.metadata import ENGINE, PREFIX, RULES
from proxy.scan.dependencies.naming import GO, NPM, PYPI, is_name
from proxy.scan.dependencies.verdicts import Verdict, flaw_verdict, verdicts

_VERSION: Final = "2"
_SCRIPTS: Final = frozenset({"bash", "powershell", "batch"})
_ECMA: Final = frozenset({"javascript", "typescript", "jsx", "tsx", "vue", "svelte"})
_GRADLE: Final = frozenset({"groovy", "kotlin"})
_DOTNET: Final = frozenset({"csharp", "fsharp"})
# Languages whose imports, manifests or command lines are read. Of the others only command lines in strings and comments are.
_KNOWN: Final = (
    _SCRIPTS
    | _ECMA
    | _GRADLE
    | frozenset(
        {
            "python",
            "ruby",
            "go",
            "dockerfile",
            "makefile",
            "yaml",
            "json",
            "toml",
            "ini",
            "text",
            "markdown",
            "xml",
            "scala",
            "html",
            None,
        }
    )
)
# What a statement has that names a package or says how one is fetched, beside the words of commands.
_HINT: Final = re.compile(
    r"import|\bgem\b|_dependency|mplementation|nuget:|registry|REGISTRY|INDEX|index-url|trusted-host|TRUSTED|GO(?:SUM|NOSUM|INSEC|FLAGS|PR)"
)
_NOTEBOOK: Final = '"cell_type"'
_PER_RULE: Final = 40  # findings of one rule in one text; nobody reads more


class DepsEngine:
    """The engine. `files`: the operator's."""

    name = ENGINE

    def __init__(self, files: PackageFiles = NO_FILES) -> None:
        self._files = files
        self.version = f"{_VERSION}+{digest(files)}"

    @property
    def _index(self) -> Index:
        return load_index(self._files)

    def warm(self) -> None:
        """Read the lists."""
        self.scan(Prepared("pip install requests\n", "bash"))

    def scan(self, text: Prepared) -> EngineResult:
        """Look at a whole text."""
        found = tuple(self._findings(text, _read(text.text, text.language, text.path), text.language))
        lines = code_lines(text.text)
        if text.language not in _KNOWN:
            return EngineResult(ScanStatus.UNSUPPORTED, found)
        return EngineResult(ScanStatus.COMPLETE, found, lines, lines)

    def scan_unit(self, unit: PreparedUnit, state: object) -> UnitResult:
        """Look at one statement; nothing before it matters."""
        text = unit.unit.text
        if not _HINT.search(text) and not commands.HINT.search(text):
            return UnitResult(state=state)
        return UnitResult(tuple(self._findings(unit, _read(text, unit.language, None), unit.language)), state)

    def _findings(self, text: Prepared | PreparedUnit, seen: Iterable[Seen], language: str | None) -> Iterator[Finding]:
        index, count, modules = self._index, dict[str, int](), _Modules(text)
        placed: set[tuple[int, str]] = set()
        for each in seen:
            for verdict in _judged(each, index, language):
                key = each.start, verdict.rule
                if key in placed or count.get(verdict.rule, 0) >= _PER_RULE:
                    continue
                if (
                    isinstance(each, Mention)
                    and each.ecosystem == PYPI
                    and each.source is Source.IMPORT
                    and each.name not in modules
                ):
                    continue
                placed.add(key)
                count[verdict.rule] = count.get(verdict.rule, 0) + 1
                yield _finding(verdict, text, each)


class _Modules:
    """What the syntax tree says is imported, asked only where a name is worth a word. Without a tree every line that looks so counts."""

    def __init__(self, text: Prepared | PreparedUnit) -> None:
        self._text = text
        self._names: frozenset[str] | None = None

    def __contains__(self, name: str) -> bool:
        if self._names is None:
            self._names = frozenset(_imported(self._trees()))
        return not self._names or name in self._names

    def _trees(self) -> list[ast.Module]:
        if isinstance(self._text, PreparedUnit):
            return [self._text.tree] if self._text.tree is not None else []
        return [fragment.tree for fragment in self._text.recovery.fragments]


def _imported(trees: Iterable[ast.Module]) -> Iterator[str]:
    """Top-level names of the modules that are imported; "" where there is a tree at all."""
    for tree in trees:
        yield ""
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module is not None and not node.level:
                yield node.module.partition(".")[0]


def _read(text: str, language: str | None, path: str | None) -> Iterator[Seen]:
    """All that a text names, each reader in its own languages."""
    yield from _language(text, language)
    yield from _manifest(text, language, path)
    if language != "json" or _NOTEBOOK not in text:  # a notebook's cells are looked at one by one
        yield from commands.commands(text, prose=language not in _SCRIPTS)
    yield from settings.settings(text)


def _language(text: str, language: str | None) -> Iterator[Seen]:
    if language == "python":
        yield from imports.python_imports(text)
        yield from manifests.setup_py(text)
    elif language in _ECMA:
        yield from imports.script_imports(text)
    elif language == "ruby":
        yield from imports.ruby_imports(text)
        yield from ruby_manifests.gemfile(text)
    elif language == "go":
        yield from imports.go_imports(text)


def _manifest(text: str, language: str | None, path: str | None) -> Iterator[Seen]:
    name = (path or "").replace("\\", "/").rsplit("/", 1)[-1].lower()
    if language in {"text", None} or name.endswith((".txt", ".in")):
        yield from manifests.requirements(text, path)
    if language == "json":
        yield from json_manifests.package_json(text)
        yield from json_manifests.composer_json(text)
    if language in {"toml", "ini", None, "text"} or name == "pipfile":
        yield from toml_manifests.toml(text)
    if language in {"go", "text", None} or name == "go.mod":
        yield from go_manifests.go_mod(text)
    if language == "xml":
        yield from jvm_manifests.pom(text)
        yield from nuget_manifests.project(text)
    elif language in _GRADLE:
        yield from jvm_manifests.gradle(text)
    elif language == "scala":
        yield from jvm_manifests.sbt(text)
    elif language in _DOTNET:
        yield from nuget_manifests.script(text)


def _judged(seen: Seen, index: Index, language: str | None) -> Iterator[Verdict]:
    if isinstance(seen, Flaw):
        yield flaw_verdict(seen)
        return
    for verdict in verdicts(seen, index):
        # A command that somebody types pins nothing; what builds an image or declares a project's needs should.
        if verdict.rule != "unpinned" or seen.source is Source.MANIFEST or language == "dockerfile":
            yield verdict


UNKNOWN: Final = f"{PREFIX}unknown-package"


def name_verdict(ecosystem: str, name: str, index: Index) -> tuple[str, str]:
    """The rule that speaks of a name in an install command, and what it says; ("", ...) where none does."""
    if not is_name(ecosystem, name):
        return "", "no name of a package"
    mention = Mention(ecosystem, name, 0, len(name), Source.COMMAND)
    found = next(iter(verdicts(mention, index)), None)
    if found is None:
        return "", f"known as of {index.date(ecosystem)}"
    return PREFIX + found.rule, found.message


def _finding(verdict: Verdict, text: Prepared | PreparedUnit, seen: Seen) -> Finding:
    rule_id = PREFIX + verdict.rule
    info = RULES[rule_id]
    return Finding(
        rule_id,
        ENGINE,
        verdict.severity,
        verdict.confidence,
        info.cwe,
        info.category,
        text.span(seen.start, seen.end),
        verdict.message,
        verdict.fix or info.fix,
        info.reference,
        unless=_answers(verdict.rule, seen),
    )


def _answers(rule: str, seen: Seen) -> tuple[str, ...]:
    """What a conversation may show that answers a doubt about an import; a command or a manifest stays in doubt."""
    if (
        not isinstance(seen, Mention)
        or seen.source is not Source.IMPORT
        or rule not in {"unknown-package", "typosquat"}
    ):
        return ()
    scope = (f"{seen.name.partition('/')[0]}/*",) if "/" in seen.name and seen.ecosystem == NPM else ()
    modules = _prefixes(seen.name) if seen.ecosystem == GO else (seen.name, *scope)
    mine = tuple(own(seen.ecosystem, name) for name in modules)
    # That a manifest asks for a name makes it no unknown one; a slip may stand in the manifest as well.
    return mine if rule == "typosquat" else (*mine, needs(seen.ecosystem, seen.name))


def _prefixes(path: str) -> tuple[str, ...]:
    """A package of Go is one of the module whose path it begins with."""
    parts = path.split("/")
    return tuple("/".join(parts[:count]) for count in range(1, len(parts) + 1))
