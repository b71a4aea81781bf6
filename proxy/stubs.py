"""What stands in place of a removed statement: a comment that says so and code that fails loudly, never a silent no-op.

Rules for this file: pure; a stub keeps the place in the syntax that its statement had, so that Python which parsed
still parses: a header stays a header (its expression raises), a decorator stays a decorator, `def` and `class` keep
their name.
Counterpart: rewrite.py finds the statements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from proxy.python_lines import Statement


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a language writes a line comment, and a statement that fails with the message `{}` (empty: it has none)."""

    comment: str
    comment_end: str = ""
    stub: str = ""


_HASH = Syntax("# ")
_SLASHES = Syntax("// ")
_DASHES = Syntax("-- ")
_THROW = Syntax("// ", stub='throw new Error("{}");')
_MARKUP = Syntax("<!-- ", " -->")
_SYNTAXES: Mapping[str, Syntax] = MappingProxyType(
    {
        "python": Syntax("# ", stub='raise NotImplementedError("{}")'),
        "ruby": Syntax("# ", stub='raise NotImplementedError, "{}"'),
        "perl": Syntax("# ", stub='die "{}";'),
        "r": Syntax("# ", stub='stop("{}")'),
        **dict.fromkeys(("bash", "shell", "sh", "zsh"), Syntax("# ", stub='echo "{}" >&2; exit 1')),
        "powershell": Syntax("# ", stub='throw "{}"'),
        **dict.fromkeys(("javascript", "typescript", "jsx", "tsx"), _THROW),
        "java": Syntax("// ", stub='throw new UnsupportedOperationException("{}");'),
        "csharp": Syntax("// ", stub='throw new System.NotImplementedException("{}");'),
        "php": Syntax("// ", stub='throw new \\LogicException("{}");'),
        "go": Syntax("// ", stub='panic("{}")'),
        "rust": Syntax("// ", stub='unimplemented!("{}");'),
        **dict.fromkeys(("kotlin", "scala"), Syntax("// ", stub='throw UnsupportedOperationException("{}")')),
        "swift": Syntax("// ", stub='fatalError("{}")'),
        "dart": Syntax("// ", stub="throw UnimplementedError('{}');"),
        **dict.fromkeys(("c", "cpp", "objective-c"), Syntax("// ", stub='#error "{}"')),
        **dict.fromkeys(("json", "jsonc", "css", "scss", "protobuf", "groovy"), _SLASHES),
        **dict.fromkeys(("sql", "haskell", "ada"), _DASHES),
        "lua": Syntax("-- ", stub='error("{}")'),
        **dict.fromkeys(("html", "xml", "vue", "svelte", "markdown"), _MARKUP),
    }
)

_PLAIN_HEADERS = frozenset({"else", "try", "finally"})  # no expression stands in them
_DEFINITIONS = frozenset({"def", "class"})
# Each with the header that raises as soon as it is reached.
_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "if": "if {}:",
        "elif": "elif {}:",
        "while": "while {}:",
        "for": "for _ in {}:",
        "with": "with {}:",
        "except": "except {}:",
        "match": "match {}:",
        "case": "case _ if {}:",
    }
)


def syntax(language: str | None) -> Syntax:
    """Give the comments and stubs of a language; one we don't know has `#` and no stub."""
    return _SYNTAXES.get(language or "", _HASH)


def comment_line(indent: str, text: str, language: str | None) -> str:
    """Write a text as a comment line of its own, with its line end."""
    form = syntax(language)
    return f"{indent}{form.comment}{text}{form.comment_end}\n"


def stub_line(indent: str, message: str, language: str | None) -> str:
    """Write a statement that fails with a message, with its line end; empty where the language has none."""
    form = syntax(language)
    return f"{indent}{form.stub.format(message)}\n" if form.stub else ""


def python_stub(statement: Statement, message: str) -> str:
    """Write what takes a Python statement's place in the syntax, without indentation and line end."""
    stub = _SYNTAXES["python"].stub.format(message)
    raising = f'(_ for _ in ()).throw(NotImplementedError("{message}"))'
    words = statement.words
    lead = "async " if words[0] == "async" else ""
    first = words[1] if lead and len(words) > 1 else words[0]
    if first == "@":
        return f"@{raising}"
    if first in _PLAIN_HEADERS:
        return f"{first}:" if statement.header else f"{first}: {stub}"
    if first in _DEFINITIONS:
        header = lead + _definition(first, words[2 if lead else 1 :], raising)
    elif first in _HEADERS and (statement.header or not _is_soft_name(words)):
        star = "*" if words[:2] == ("except", "*") else ""
        header = lead + _HEADERS[first].format(raising).replace("except", f"except{star}", 1)
    else:
        return stub
    return header if statement.header else f"{header} pass"


def _definition(keyword: str, names: tuple[str, ...], raising: str) -> str:
    name = names[0] if names and names[0].isidentifier() else "removed"
    if keyword == "class":
        return f"class {name}({raising}):"
    return f"def {name}(*_removed, _raises={raising}, **_unused):"


def _is_soft_name(words: tuple[str, ...]) -> bool:
    """`match` and `case` are names where no pattern can follow them on the same line."""
    return words[0] in {"match", "case"} and (len(words) == 1 or not words[1].replace("_", "a").isalnum())
