"""Which grammar reads a language, and what a piece of it may lack to be read.

Languages are those of extract/languages.py, grammars those that ast-grep-py has built in: an unknown name panics there, so only these are
ever passed on. YAML and Markdown are left out on purpose: their tree-sitter scanners abort the process on nested lists.
A wrap is put around a text that doesn't parse as it stands (a method without its class); it never holds a line break, so lines stay.
Rules for this file: data and look-ups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Wrap:
    """What is put before and after a piece to let it parse."""

    before: str = ""
    after: str = ""


PLAIN = Wrap()


@dataclass(frozen=True, slots=True)
class Grammar:
    """A grammar: ast-grep's name, the folders of policies/rules that speak it, and the wraps worth a try."""

    name: str
    folders: tuple[str, ...]
    wraps: tuple[Wrap, ...] = ()


_CLASS = Wrap("class C { ", "\n}")
_METHOD = Wrap("class C { void m() { ", "\n} }")
_JS = (Wrap("class C { ", "\n}"), Wrap("async function f() { ", "\n}"), Wrap("x = { ", "\n}"), Wrap("x = [ ", "\n]"))
_FOLDER = ("javascript",)
GRAMMARS: Mapping[str, Grammar] = MappingProxyType(
    {
        "javascript": Grammar("javascript", _FOLDER, _JS),
        "jsx": Grammar("javascript", _FOLDER, _JS),
        "typescript": Grammar("typescript", _FOLDER, _JS),
        "tsx": Grammar("tsx", _FOLDER, _JS),
        "java": Grammar("java", ("java",), (_CLASS, _METHOD)),
        "kotlin": Grammar("kotlin", ("kotlin",), (Wrap("class C { ", "\n}"), Wrap("fun f() { ", "\n}"))),
        "scala": Grammar("scala", ("scala",), (Wrap("class C { ", "\n}"), Wrap("object C { def f() = { ", "\n} }"))),
        "go": Grammar("go", ("go",), (Wrap("package p; func f() { ", "\n}"), Wrap("package p; "))),
        "rust": Grammar("rust", ("rust",), (Wrap("fn f() { ", "\n}"), Wrap("impl S { ", "\n}"))),
        "c": Grammar("c", ("c",), (Wrap("void "), Wrap("void f() { ", "\n}"))),
        "cpp": Grammar("cpp", ("c",), (Wrap("void "), Wrap("void f() { ", "\n}"), Wrap("class C { ", "\n};"))),
        "csharp": Grammar("csharp", ("csharp",), (_CLASS, _METHOD)),
        "php": Grammar("php", ("php",), (Wrap("class C { ", "\n}"),)),
        "ruby": Grammar("ruby", ("ruby",), (Wrap("class C; ", "\nend"), Wrap("def m; ", "\nend"))),
        "swift": Grammar("swift", ("swift",), (Wrap("func f() { ", "\n}"), Wrap("class C { ", "\n}"))),
        **dict.fromkeys(("html", "vue", "svelte", "erb", "ejs", "razor", "blade", "jsp"), Grammar("html", ("html",))),
        "lua": Grammar("lua", ("lua",)),
        "dart": Grammar("dart", ("dart",), (Wrap("class C { ", "\n}"),)),
        "elixir": Grammar("elixir", ("elixir",)),
        "haskell": Grammar("haskell", ("haskell",)),
        "solidity": Grammar("solidity", ("solidity",), (Wrap("contract C { ", "\n}"),)),
        "css": Grammar("css", ("css",)),
        "terraform": Grammar("hcl", ("terraform",)),
    }
)
PYTHON = Grammar("python", ("python",))  # bandit's engine reads Python; rules on syntax trees may add to it


def grammar_of(language: str | None) -> Grammar | None:
    """The grammar that reads a language, or None."""
    return GRAMMARS.get(language or "")


def languages_of_folder(folder: str) -> tuple[str, ...]:
    """The languages that a folder of policies/rules speaks for."""
    return tuple(language for language, grammar in GRAMMARS.items() if folder in grammar.folders)
