"""Install commands wherever they are written: scripts, Dockerfiles, notebooks, README files, strings and comments of code.

A command is found by its words (`pip install`, `npm i`, `cargo add`, ...) and read to the end of its line or of the string it stands in.
What holds a variable or a placeholder names nothing. In prose, where "pip install the package" is a sentence, a command that reads like one
is left alone.
Rules for this file: pure, linear: what a command took is not looked at again. Counterparts: options.py, addresses.py, specs.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from proxy.scan.dependencies.addresses import flaws_of_option, flaws_of_word
from proxy.scan.dependencies.go_manifests import replacement
from proxy.scan.dependencies.mentions import Mention, Seen, Source
from proxy.scan.dependencies.naming import GO, is_name
from proxy.scan.dependencies.options import TOOLS, Tool
from proxy.scan.dependencies.specs import mention_of, specified

# Every command has one of these; to find none costs little.
HINT: Final = re.compile(r"\b(?:install|add|get|require|npx|i|dlx|bunx|uvx|pipx|exec|edit|Install|create-project)\b")
_GAP: Final = r"[ \t]{1,8}"
_FLAGS: Final = rf"(?:{_GAP}-{{1,2}}[\w.=/:-]{{1,60}}){{0,4}}"
_HEAD: Final = re.compile(
    r"(?<![\w.@-])(?:"
    rf"(?P<pip>(?:py(?:thon)?[\d.]{{0,5}}(?:{_GAP}-\d(?:\.\d+)?)?{_GAP}-m{_GAP}|uv{_GAP})?pip[\d.]{{0,5}}(?:\.exe)?{_FLAGS}{_GAP}install)"
    rf"|(?P<uv>uv{_FLAGS}{_GAP}add)|(?P<uvtool>uv{_GAP}tool{_GAP}(?:install|run)|uvx|pipx{_GAP}(?:install|run))"
    rf"|(?P<poetry>poetry{_FLAGS}{_GAP}add|pdm{_GAP}add|rye{_GAP}add)|(?P<pipenv>pipenv{_FLAGS}{_GAP}install)"
    rf"|(?P<conda>(?:conda|mamba|micromamba){_FLAGS}{_GAP}install)"
    rf"|(?P<npm>npm{_FLAGS}{_GAP}(?:install|i|add)|pnpm{_FLAGS}{_GAP}(?:install|i|add)|bun{_FLAGS}{_GAP}(?:install|i|add)"
    rf"|yarn{_FLAGS}(?:{_GAP}global)?{_GAP}add)"
    rf"|(?P<npx>npx|bunx|pnpm{_GAP}dlx|yarn{_GAP}dlx|npm{_GAP}exec)"
    rf"|(?P<gem>gem{_GAP}install|bundle{_GAP}add)|(?P<cargo>cargo{_FLAGS}{_GAP}(?:add|install))"
    rf"|(?P<go>go{_GAP}(?:get|install))|(?P<composer>composer{_FLAGS}(?:{_GAP}global)?{_GAP}require)|(?P<create>composer{_FLAGS}{_GAP}create-project)"
    rf"|(?P<nuget>dotnet{_GAP}add(?:{_GAP}[\w./\\-]{{1,100}})?{_GAP}package|dotnet{_GAP}(?:package{_GAP}add|tool{_GAP}install)"
    rf"|nuget{_GAP}install|Install-Package|paket{_GAP}add)"
    r")(?=[ \t\\\n\"'`)]|$)"
)
_LIST_HEAD: Final = re.compile(
    r"[\"'](?P<tool>pip[\d.]{0,5}|npm|pnpm|yarn|gem|cargo|poetry|pipenv)[\"'],\s{0,20}[\"'](?:install|add|i)[\"']\s{0,20},"
)
_LIST_WORD: Final = re.compile(
    r"\s*(?:\"(?P<d>[^\"\\\n]*)\"|'(?P<s>[^'\\\n]*)'|(?P<other>[^\s,\[\]()\"']+))\s*(?P<next>,?)"
)
_WORD: Final = re.compile(
    r"(?:[ \t]|\\\r?\n)*(?:(?P<quoted>\"[^\"\n`]{0,300}\"|'[^'\n`]{0,300}')|(?P<bare>[^\s\"'`;|&()<>{}#\\,][^\s\"'`;|&()<>{}\\]*"
    r"(?:(?<=[=@<>~!\]\[])(?:[<>]=?[\w.*,]{1,30}|\"[^\"\n]{0,60}\"|'[^'\n]{0,60}')|[<>]=?(?=\d)[\w.*,<>=!]{1,60})?))"
)
_GO_REPLACE: Final = re.compile(
    rf"\bgo{_GAP}mod{_GAP}edit{_FLAGS}{_GAP}-replace[= ][\"']?(?P<old>[\w./~-]{{3,200}})(?:@[\w.-]{{1,60}})?=(?P<new>[\w./~-]{{3,200}})"
)
_MAX_WORDS: Final = 200
_MAX_COMMANDS: Final = 2000
# What may stand before a command that a text shows: nothing, a mark of a comment or a list, a prompt, a quote, another command.
_PROSE_LEAD: Final = re.compile(
    r"(?:^|[`\"'>#:;|%!$*-]|//|&&|\d\.)[ \t]{0,8}(?:[$%!>#][ \t]{0,4})?(?:sudo[ \t]{1,4}(?:-\w[ \t]{1,4})?|RUN[ \t]{1,4})?$"
)
_LEAD_CHARS: Final = 240
# Words of a sentence, none of which anybody installs.
_SENTENCE: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "your",
        "any",
        "all",
        "it",
        "this",
        "that",
        "these",
        "those",
        "them",
        "with",
        "and",
        "or",
        "to",
        "from",
        "for",
        "in",
        "on",
        "of",
        "if",
        "is",
        "are",
        "be",
        "you",
        "we",
        "not",
        "when",
        "where",
        "which",
        "as",
        "at",
        "by",
        "into",
        "using",
        "via",
        "command",
        "commands",
        "package",
        "packages",
        "required",
        "needed",
        "latest",
        "version",
        "then",
        "before",
        "after",
        "first",
        "following",
        "dependencies",
        "dependency",
        "again",
        "inside",
        "will",
        "can",
        "should",
        "only",
        "also",
        "manually",
        "globally",
        "locally",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a command, without its quotes."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)


def commands(text: str, *, prose: bool) -> Iterator[Seen]:
    """What the install commands of a text name, and how they fetch. `prose`: the text is no script of a shell."""
    if not HINT.search(text):
        return
    at = 0
    for _ in range(_MAX_COMMANDS):
        head = _HEAD.search(text, at)
        if head is None:
            break
        words, at = _words(text, head)
        if (prose or _commented(text, head.start())) and not _command_in_prose(text, head, words):
            continue
        yield from _read(TOOLS[str(head.lastgroup)], words)
    for found in _GO_REPLACE.finditer(text) if "-replace" in text else ():
        if is_name(GO, found["old"]) and is_name(GO, found["new"]):
            yield from replacement(found["old"], found["new"], found.start("new"))
    at = 0
    for _ in range(_MAX_COMMANDS):
        head = _LIST_HEAD.search(text, at)
        if head is None:
            return
        words, at = _list_words(text, head.end())
        yield from _read(TOOLS[_tool_name(head["tool"])], words)


def _tool_name(word: str) -> str:
    if word.startswith("pip") and word != "pipenv":
        return "pip"
    return "npm" if word in {"pnpm", "yarn"} else word


def _words(text: str, head: re.Match[str]) -> tuple[list[Word], int]:
    """The words after a command's head, and where it ends."""
    at, words, closing = head.end(), list[Word](), _closing(text, head.start())
    while len(words) < _MAX_WORDS:
        found = _WORD.match(text, at)
        quoted = found["quoted"] if found is not None else None
        if found is None or found.end() == at:
            break
        if quoted is not None:
            if quoted[0] in closing:  # the end of the string that the command stands in
                break
            words.append(Word(quoted[1:-1], found.start("quoted") + 1))
        else:
            words.append(Word(found["bare"], found.start("bare")))
        at = found.end()
        if text[at : at + 1] not in {" ", "\t", "\\"}:
            break
    return words, at


def _lead(text: str, at: int) -> str:
    """What stands before a place on its line, as far as it matters."""
    first = max(at - _LEAD_CHARS, 0)
    return text[max(text.rfind("\n", first, at) + 1, first) : at]


def _closing(text: str, at: int) -> str:
    """The quotes that may end a command: those that stand open before it on its line."""
    lead = _lead(text, at)
    return "".join(quote for quote in "\"'" if lead.count(quote) % 2)


def _commented(text: str, at: int) -> bool:
    """Whether a script's line says it to its reader."""
    lead = _lead(text, at)
    return "#" in lead or _closing(text, at) != ""


def _list_words(text: str, at: int) -> tuple[list[Word], int]:
    """The strings of a list from `at` on."""
    words: list[Word] = []
    while len(words) < _MAX_WORDS:
        found = _LIST_WORD.match(text, at)
        if found is None:
            break
        at = found.end()
        kind = "d" if found["d"] is not None else "s"
        if found[kind] is not None:
            words.append(Word(found[kind], found.start(kind)))
        else:
            words.append(Word("$", found.start("other")))  # a variable, of which nothing is known
        if not found["next"]:
            break
    return words, at


def _command_in_prose(text: str, head: re.Match[str], words: list[Word]) -> bool:
    """Whether it is a command and no sentence about one."""
    if any(word.text.lower().rstrip(".,:") in _SENTENCE for word in words):
        return False
    lead = _lead(text, head.start())
    return _PROSE_LEAD.search(lead) is not None


def _read(tool: Tool, words: list[Word]) -> Iterator[Seen]:
    """The packages and flaws of one command."""
    version, skip, only = "", "", tool.first_only
    named: list[Mention] = []
    for word in words:
        if skip:
            option, skip = skip, ""
            version = word.text if option in tool.version_options else version
            if option in tool.package_options:
                named.extend(_mention(tool, word, loose=True))
            yield from flaws_of_option(option, word.text, word.start, word.end)
            continue
        if word.text.startswith("-"):
            option, equals, value = word.text.partition("=")
            start = word.end - len(value)
            if equals:
                version = value if option in tool.version_options else version
                yield from flaws_of_option(option, value, start, word.end)
            else:
                skip = option if option in tool.valued else ""
                yield from flaws_of_option(option, "", word.start, word.end)
            continue
        yield from flaws_of_word(tool.ecosystem, word.text, word.start)
        named.extend(_mention(tool, word, loose=True))
        if only:
            break
    if version and len(named) == 1:
        one = named[0]
        named = [specified(one, version, bare_is_loose=False)]
    yield from named


def _mention(tool: Tool, word: Word, *, loose: bool) -> Iterator[Mention]:
    found = mention_of(tool.ecosystem, word.text, word.start, Source.COMMAND, bare_is_loose=loose)
    if found is not None:
        yield found
