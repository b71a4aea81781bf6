"""Code that stands in prose with nothing around it: where it may begin, and whether a line is code.

It may begin at a line's start (behind list markers, quotes, prompts, a backtick), behind a colon, in a table's cell, in <code>. What
begins there is held to the line's end if its first words can be a statement's, and is code if the rest of the line is one, and nothing but
one: words around it make it talk about code, which people must be able to read. A long word that looks like a provider's key is code from
there on. Behind a line of code, lines that are indented, close a bracket, or are code themselves go on with it.

Rules for this file: pure; each answer is a function of the text from the place on, and linear in it. A wrong "code" costs a scan and a
short hold, never a change of the text. Counterparts: flow.py finds the places, fences.py makes the blocks.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from proxy.extract.parsing import quietly
from proxy.extract.signs import language_by_content

MAX_CANDIDATE_CHARS = 4096  # a longer line is code
MIN_KEY_CHARS = 20  # the shortest keys of providers
_MAX_WORD_CHARS = 128

# What may stand before code in its line, and behind it.
_LEAD = re.compile(
    r"(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|\*\*|`{1,2}|\$ |% |(?:PS [^\s>]*)?> "
    r"|\.\.\.(?=[ \t])|</?(?:p|li|td|tr|code|b|strong|div|summary)>)*+",
    re.IGNORECASE,
)
_HALF_LEAD = re.compile(
    r"(?:\d{1,9}[.)]?|[-+*$%]|\.{1,3}|</?(?:c|co|cod|code|p|l|li|t|td|tr|b|s|st|str|stro|stron|strong|d|di|div|su|sum|summ|summa|summar|summary)?)\Z",
    re.IGNORECASE,
)
_TRAIL = ("**", "`", "|", *(f"</{tag}>" for tag in ("p", "li", "td", "tr", "code", "b", "strong", "div", "summary")))
_BEHIND = re.compile(r"[`.,:;!]*+")  # what may stand behind a code span at once
_HEAD = re.compile(r"@?[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.)[\w$]+)*")
_FIRST = re.compile(r"@?[A-Za-z_$][\w$]*")
_SENTENCE = re.compile(r"[A-Z][a-z]")  # an own class is called so too, but then what imports it stands before
_TARGETS = re.compile(r"(?:,[ \t]*\*?[A-Za-z_][\w.]*){1,5}[ \t]*=(?!=|\Z)")
_HALF_TARGETS = re.compile(r"(?:,[ \t]*\*?[A-Za-z_][\w.]*){0,5}(?:,[ \t]*\*?)?[ \t]*=?\Z")
_ASSIGNS = re.compile(r"[ \t]*(?:[-+*/%|&^@:?<>]{0,3}=(?!=|\Z)|:=|<-)")
_HALF_ASSIGNS = re.compile(r"[ \t]*[-+*/%|&^@:?<>]{0,3}=?\Z")
_ALONE = frozenset({"else", "try", "finally", "do", "begin"})  # headers without more
_COMMANDS = (
    "sudo", "curl", "wget", "pip", "pip3", "npm", "npx", "yarn", "git", "docker", "kubectl", "chmod", "chown", "rm", "cat", "tee",
    "sed", "awk", "python", "python3", "node", "bash", "sh", "zsh", "apt", "apt-get", "brew", "ssh", "scp", "openssl", "eval",
    "exec", "source", "alias", "echo", "printf", "export", "env", "base64", "php", "ruby", "perl",
)  # fmt: skip
_KEYWORDS = (
    "import", "from", "def", "class", "return", "if", "elif", "for", "while", "with", "try", "except", "finally", "else", "async",
    "await", "raise", "assert", "del", "global", "nonlocal", "yield", "lambda", "print", "const", "let", "var", "function", "new",
    "throw", "switch", "catch", "require", "public", "private", "protected", "static", "final", "void", "int", "long", "float",
    "double", "char", "bool", "string", "func", "package", "type", "defer", "using", "namespace", "fn", "pub", "use", "mut",
    "struct", "impl", "puts", "end", "unless", "foreach", "include", "typedef", "set", "SELECT", "INSERT", "UPDATE", "DELETE",
    "CREATE", "DROP", "ALTER", "GRANT", "MERGE", "TRUNCATE", "WITH", "select", "insert", "update", "delete", "create", "drop",
    "alter", "FROM", "RUN", "ENV",
)  # fmt: skip
_WORDS = frozenset((*_COMMANDS, *_KEYWORDS))
_SHELL = re.compile(rf"(?:{'|'.join(_COMMANDS)})[ \t]+\S|[A-Z_][A-Z0-9_]*=\S*\Z")
_SHELL_SIGN = re.compile(
    r"[ \t]-{1,2}\w|[|<>&;$=/\\]|\bhttps?:|[ \t](?:install|add|run|clone|pull|push|build|apply|get|init)\b"
)
_HEREDOC = re.compile(r"<<[-~]?[ \t]*[\"'\\]?(\w+)")
_OTHER = re.compile(
    r"(?:const|let|var)\s+[\w${\[]|(?:export\s+|default\s+|async\s+)*function\b|.*=>\s*[\w({\[]|.*\brequire\(|<\?php|\$\w+\s*=[^=]"
    r"|(?:public|private|protected|static|final|void|package|func|fn|pub|using|namespace|struct|impl|typedef|export|include)"
    r"\s+[\w<({\"].*[;{(]\Z"
    r"|[^.!?]*[\w)\]\"'][ \t]?[;{]\Z|[})\]]+[;,)]*\Z|[\w.$\]\[\"']+\s*:?=[^=].*\Z|package\s+\w+\Z|#include\b|(?:FROM|RUN|ENV)\s+\S+.*\Z"
)
_WORDY = re.compile(
    r"(?<![A-Za-z])[A-Za-z]{2,}(?: [A-Za-z]{2,}){3}"
)  # four words in a row: a sentence, but in strings and comments
_STRINGS = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|`[^`]*+`|(?:#|//|--).*")
_OPENS = re.compile(
    r"(?:(?:async[ \t]+)?(?:def|class|with|for|if|while)\b.*|@?[\w.$]+\s*(?:\(.*)?|[\w.,\[\]\"' \t$]+=.*|return\b.*"
    r"|(?:await|raise|assert)\b.*)[(\[{,\\]\Z"
)
_COMMENT = re.compile(r"#(?!#)|//|/\*|\*/|--[ \t]|%")
_CLOSER = re.compile(
    r"[)\]}]|</|\.[a-z]\w*\(|(?:else|elif|except|finally|catch|end|done|fi|esac|then|do|pass|break|continue|return)\b"
)
_BEGIN_KEY, _END_KEY = "-----BEGIN", "-----END"
_MARKS = (_BEGIN_KEY, "<?php", "#!", "#include")
_COMPOUND_BODY = " pass\n"
_PYTHON = (
    ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return,
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Raise, ast.Assert, ast.Delete, ast.Global, ast.Nonlocal,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Code:
    """Code in a line: where it starts and ends in the text that was asked about, its language if one is sure.

    `until`: what the line that ends it holds (a here document's word, a key's last line).
    """

    start: int
    end: int
    language: str | None = None
    until: str = ""


def promising(text: str, *, run: bool = False) -> bool | None:
    """Whether code may begin with `text`; None: more must come to tell. `run`: the line before is code."""
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    rest = text[at:]
    if len(text) > _MAX_WORD_CHARS:
        return bool(rest) and _begins(rest[:_MAX_WORD_CHARS], run=run and not at) is True
    if not rest or _HALF_LEAD.match(rest):
        return None
    if run and (text[0] in " \t" or _COMMENT.match(rest) or _closes(rest)):
        return True
    return _begins(rest, run=run)


def _closes(rest: str) -> bool:
    """What goes on with the code before; a word that ends the text may become another."""
    closer = _CLOSER.match(rest)
    return closer is not None and (closer.end() < len(rest) or not rest[-1].isalpha())


def _begins(rest: str, *, run: bool) -> bool | None:
    if rest[0] in "-<#":
        return True if rest.startswith(_MARKS) else None if any(mark.startswith(rest) for mark in _MARKS) else False
    head = _HEAD.match(rest)
    if head is None:
        return None if rest in {"@", "$"} else run and rest[0] in ")]}{"
    word, after = head.group(), rest[head.end() :]
    if not run and _SENTENCE.match(word):
        return False
    if not after:
        return None
    first = _FIRST.match(rest)
    if first is not None and first.group() in _WORDS and rest[first.end()] != ".":
        return _keyword(first.group(), rest[first.end() :])
    return _goes_on(word, after)


def _goes_on(word: str, after: str) -> bool | None:
    """Whether what comes behind a name makes a statement of it."""
    if after[0] in "([;<" or (after[0] == ":" and word in _ALONE):
        return True
    if after in {".", "?", "-"}:
        return None
    if _ASSIGNS.match(after) or _TARGETS.match(after):
        return True
    return None if _HALF_ASSIGNS.match(after) or (after[0] == "," and _HALF_TARGETS.match(after)) else False


# Each second pattern matches whatever may still become a match of the first.
_FROM = re.compile(r"[ \t]+[\w.]+[ \t]+import(?=\W)")
_HALF_FROM = re.compile(r"[ \t]+(?:[\w.]+(?:[ \t]+(?:i|im|imp|impo|impor|import)?)?)?\Z")
_FOR = re.compile(r"[ \t]*\(|[ \t]+(?:[\w*]+[ \t]*,[ \t]*)*[\w*]+[ \t]+in(?=\W)")
_HALF_FOR = re.compile(r"[ \t]*\Z|[ \t]+(?:[\w*]+[ \t]*,[ \t]*)*(?:[\w*]+(?:[ \t]*|[ \t]+in?))?\Z")


def _keyword(word: str, after: str) -> bool | None:
    """English has these words too; the two that sentences begin with most often are told by what comes behind the next."""
    if word in {"from", "for"}:
        whole, half = (_FROM, _HALF_FROM) if word == "from" else (_FOR, _HALF_FOR)
        return True if whole.match(after) else None if half.match(after) else False
    return after[0] in " \t:({[;\"'*<"


def code_in(text: str, *, run: bool = False) -> Code | None:
    """The code that a text from a place to its line's end is, or None where it is talk."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if text[start:].startswith(_BEGIN_KEY) and "PRIVATE KEY" in text:
        return Code(start, len(text), None, _END_KEY)
    if run and not _is_marked(text, start) and (start or _COMMENT.match(text) or _CLOSER.match(text)):
        return Code(0, len(text))
    for end in _ends(text, start):
        told = _told(text[start:end])
        if told is not None:
            return Code(start, end, *told)
    return None


def _is_marked(text: str, start: int) -> bool:
    """What stands before the code is more than white space."""
    return bool(text[:start].strip(" \t"))


def _ends(text: str, start: int) -> Iterator[int]:
    """Where the code that starts at `start` may end: before markup, and before a full stop; nowhere where words stand behind a span."""
    lead = text[:start]
    ticks = len(lead) - len(lead.rstrip("`"))
    if ticks:
        close = text.find("`" * ticks, start)
        behind = _BEHIND.match(text, close)
        if close > start and behind is not None and _unmarked(text, behind.end(), len(text)) == behind.end():
            yield close
        return
    end = _unmarked(text, start, len(text))
    yield end
    if text[end - 1 : end] in {".", ",", "!"}:
        yield _unmarked(text, start, end - 1)


def _unmarked(text: str, start: int, end: int) -> int:
    """Where the text ends without white space and markup."""
    while end > start:
        before = end
        while end > start and text[end - 1] in " \t":
            end -= 1
        end -= next((len(mark) for mark in _TRAIL if text.endswith(mark, start, end)), 0)
        if end == before:
            break
    return end


def _told(code: str) -> tuple[str | None, str] | None:
    """The language and the mark of the end of code; None where it is none."""
    heredoc = _HEREDOC.search(code)
    if _SHELL.match(code) and _SHELL_SIGN.search(code) and _reads(code) is None and not _is_wordy(code):
        return "bash", heredoc[1] if heredoc else ""
    language = _reads(code)
    if language is not None:
        return language or None, ""
    if _is_wordy(code):
        return None
    if _OTHER.match(code) or _OPENS.match(code):
        return None, ""
    return ("sql", "") if language_by_content(code) == "sql" else None


def _is_wordy(code: str) -> bool:
    return _WORDY.search(_STRINGS.sub("''", code)) is not None and language_by_content(code) != "sql"


def _reads(code: str) -> str | None:
    """Say "python" for a statement of it, "" where it may be another language's as well, None where it is none."""
    source = code.rstrip()
    for form in (source + "\n", source + _COMPOUND_BODY, source + "\ndef f(): pass\n"):
        if form is not source and not (
            form.startswith(source + "\n") or source.endswith(":") or source.startswith("@")
        ):
            continue
        tree = _parsed(form)
        if tree is not None and tree.body:
            return ("" if source.endswith(";") else "python") if all(map(_is_statement, tree.body)) else None
    return None


def _parsed(source: str) -> ast.Module | None:
    with quietly():
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _is_statement(statement: ast.stmt) -> bool:
    if isinstance(statement, _PYTHON):
        return True
    return isinstance(statement, ast.Expr) and isinstance(statement.value, (ast.Call, ast.Await, ast.Yield))
