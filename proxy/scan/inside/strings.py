"""Code in strings of another language: statements of SQL that give rights, and shell scripts in Terraform.

Queries are followed where they are built (flow/, checks/); what is looked for here are statements that are bad whatever values they take.
Rules for this file: pure, linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.extract.signs import language_by_content
from proxy.scan.inside.piece import Piece, stretch

# What no value can mend: rights, accounts, settings, functions that run with another's rights.
_STATEMENT: Final = re.compile(
    r"(?P<quote>\"\"\"|'''|[\"'`])\s{0,80}(?=(?:GRANT\s|CREATE\s+(?:OR\s+REPLACE\s+)?(?:USER|ROLE|LOGIN|FUNCTION|PROCEDURE)\s|ALTER\s+(?:USER|ROLE|LOGIN|TABLE|SYSTEM)\s|SET\s+(?:GLOBAL|PASSWORD)\s|EXEC\s+(?:xp_|sp_)|COPY\s+\w+\s+(?:TO|FROM)\s+PROGRAM))",
    re.IGNORECASE,
)
_MAX_STATEMENT: Final = 8_000
_WORDS: Final = ("GRANT", "USER", "ROLE", "LOGIN", "FUNCTION", "PROCEDURE", "ALTER", "GLOBAL", "xp_", "PROGRAM")
_HEREDOC: Final = re.compile(
    r"(?P<key>[\w-]{1,80})\s{0,9}=[^\n]{0,80}?<<[-~]?\s{0,4}\"?(?P<end>\w{1,40})\"?[ \t]{0,9}\n"
)
_COMMANDS: Final = re.compile(
    r"user_?data|custom_?data|startup|script|command|inline|cloud_?init|bootstrap", re.IGNORECASE
)
_LINE_COMMAND: Final = re.compile(
    r"^\s{0,80}(?:command|inline|create|destroy)\s{0,9}=\s{0,9}(?P<value>\"(?:[^\"\\\n]|\\.){1,4000}\")", re.MULTILINE
)
_INLINE: Final = re.compile(r"^\s{0,80}inline\s{0,9}=\s{0,9}\[", re.MULTILINE)
_ENTRY: Final = re.compile(r"\"((?:[^\"\\\n]|\\.){1,4000})\"")


def statements(text: str) -> Iterator[Piece]:
    """Statements of SQL in strings, from the quote to its like."""
    if not any(word in text for word in _WORDS) and not any(word.lower() in text for word in _WORDS):
        return
    at = 0
    while (found := _STATEMENT.search(text, at)) is not None:
        quote = found["quote"]
        end = text.find(quote, found.end(), found.end() + _MAX_STATEMENT)
        if end < 0 or (len(quote) == 1 and quote != "`" and "\n" in text[found.end() : end]):
            at = found.end()
            continue
        yield stretch(text, found.end(), end, "sql")
        at = end + len(quote)


def terraform(text: str) -> Iterator[Piece]:
    """Scripts in heredocs and commands of provisioners."""
    at = 0
    while (found := _HEREDOC.search(text, at)) is not None:
        closed = re.compile(rf"^[ \t]*{found['end']}[ \t]*$", re.MULTILINE).search(text, found.end())
        end = closed.start() if closed else len(text)
        body = text[found.end() : end]
        language = language_by_content(body.lstrip()) or ("bash" if _COMMANDS.search(found["key"]) else None)
        if language is not None and not body.lstrip().startswith(("#cloud-config", "<powershell>", "{")):
            yield _shifted(stretch(text, found.end(), end, language))
        at = max(end, found.end())
    for found in _LINE_COMMAND.finditer(text):
        yield stretch(text, found.start("value") + 1, found.end("value") - 1, "bash")
    at = 0
    while (found := _INLINE.search(text, at)) is not None:
        end = text.find("]", found.end())
        at = len(text) if end < 0 else end
        for entry in _ENTRY.finditer(text, found.end(), at):
            yield stretch(text, *entry.span(1), "bash")


def _shifted(piece: Piece) -> Piece:
    """A heredoc's lines without what all of them are indented by."""
    width = min((len(line) - len(line.lstrip(" \t")) for line in piece.code if line.strip()), default=0)
    piece.lines = [
        (number, before + min(width, len(line))) for (number, before), line in zip(piece.lines, piece.code, strict=True)
    ]
    piece.code = [line[width:] for line in piece.code]
    return piece
