"""What kind of safe form a rule gives: one fitted to what it found, code, a setting, or words.

    named     code with names of the place that was found: `jwt.verify($TOKEN, publicKey, {algorithms: ["RS256"]})`
    setting   a line of configuration with its safe value: `privileged: false`; the key that is there takes its place (safe_settings.py)
    code      code that stands for what was found, in a language that the rule looks at
    words     a sentence: what should be done has no one form

The first three are fitted. Nobody says which kind a rule has: the form is read with the language's own grammar, so that prose
that looks like code counts as words, and code that doesn't parse as well.
Rules for this file: pure. Counterparts: rulebook.py (the rules), cli/rule.py (lists), tests/rules/test_safe_forms.py (holds the share).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from enum import Enum
from typing import Final

import yaml

from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.rulebook import languages_of
from proxy.scan.syntax.grammars import Grammar, grammar_of
from proxy.scan.syntax.parsed import TooDeep, parse


class Form(Enum):
    """The kinds, best first."""

    NAMED = "named"
    SETTING = "setting"
    CODE = "code"
    WORDS = "words"

    @property
    def fitted(self) -> bool:
        """Whether it can be put into the code as it is."""
        return self is not Form.WORDS


_HOLE: Final = re.compile(r"\$([A-Z][A-Z0-9_]*)")
_STRING: Final = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|#[^\n]*|<<<?[^\n]*")
# Two words of a sentence side by side; keywords of languages that may stand so are not among them.
_SENTENCE: Final = re.compile(
    r"(?i)(?:^|[\s,;:])(?:or an?|or the|and the|in the|of the|for the|with a|the|leave|set one|use a|use the|take|write|give|see the"
    r"|add the|an?|it|its|which|that|without|instead|only|from the|switch)\s[a-z]"
)
_SHELL_WORDS: Final = re.compile(r"[A-Z][a-z]+ [a-z]+ [a-z]+")  # a sentence of the shell's that begins like a name
# Languages without a grammar here: how a line of them looks.
_LINES: Final[Mapping[str, str]] = {
    "dockerfile": r"(?:FROM|RUN|USER|ADD|COPY|ENV|ARG|EXPOSE|HEALTHCHECK|CMD|ENTRYPOINT|LABEL|WORKDIR) \S.*",
    "nginx": r"[a-z_]+ [^;{}]+;|[a-z_]+ [^;{}]*\{.*\}",
    "ini": r"[\w.:-]+(?:\s*=\s*\S.*|\s+\S+)",
    "text": r"[\w.:-]+(?:\s*[=:]\s*\S.*|\s+\S+)",
    "sql": r"(?:SELECT|CREATE|ALTER|GRANT|REVOKE|DELETE|UPDATE|INSERT|EXECUTE|SET|DROP|CALL)\b.*;|\w+\(.*\)",
    "xml": r"<\w.*>|[\w:]+=\"[^\"]*\"",
    "powershell": r"[A-Z][a-z]+-[A-Z]\w+( .*)?",
}
# What a piece of a language needs around it, that the grammars' own wraps don't give: an expression, an attribute, a member.
_PIECES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "c": (("int f() { return ", "; }"),),
    "cpp": (("int f() { return ", "; }"),),
    "csharp": (("class C { ", " void M() {} }"), ("class C { object f = ", "; }")),
    "java": (("class C { ", " void m() {} }"), ("class C { Object f = ", "; }")),
    "php": (("<?php class C { ", " }"),),
}
_BASH: Final = Grammar("bash", ("shell",))  # the engine for structural rules leaves the shell to an engine of its own
_FLAG: Final = re.compile(r"--[a-z][\w-]*=\S+")
_SETTINGS: Final = frozenset({"yaml", "json", "dockerfile", "nginx", "ini", "text", "xml", "terraform"})
_ANY: Final = ("python", "bash", "text")


def form_of(rule_id: str, info: RuleInfo) -> Form:
    """The kind of safe form that a rule gives."""
    languages = languages_of(rule_id, info)
    return form_of_text(info.fix, _ANY if languages == ("any",) else languages)


def form_of_text(fix: str, languages: tuple[str, ...]) -> Form:
    """The kind of a safe form in one of the languages."""
    read = next((language for language in languages if parses(fix, language)), None)
    if read is None:
        return Form.WORDS
    if _HOLE.search(fix) and read not in {"bash", "php"}:
        return Form.NAMED
    if read == "php" and re.search(r"\$[A-Z]{2,}\b", fix):
        return Form.NAMED
    return Form.SETTING if read in _SETTINGS else Form.CODE


def parses(fix: str, language: str) -> bool:
    """Whether a safe form is code of a language, all of it. Metavariables are read as names."""
    if not fix or _is_sentence(fix, language):
        return False
    code = fix if language in {"bash", "php", "perl"} else _HOLE.sub(lambda hole: hole[1].lower(), fix)
    if language == "python":
        return _is_python(code)
    if language in {"yaml", "json"}:
        return _is_mapping(code)
    if language in _LINES:
        return re.fullmatch(_LINES[language], code, re.DOTALL) is not None
    grammar = _BASH if language == "bash" else grammar_of(language)
    if grammar is None:
        return False
    return any(_is_whole(f"{before}{code}{after}", grammar) for before, after in (("", ""), *_PIECES.get(language, ())))


def _is_whole(code: str, grammar: Grammar) -> bool:
    try:
        return not parse(code, grammar).root.find_all(kind="ERROR")
    except TooDeep:
        return False


def _is_sentence(fix: str, language: str) -> bool:
    bare = _STRING.sub("''", fix)
    return _SENTENCE.search(bare) is not None or (language == "bash" and _SHELL_WORDS.match(bare) is not None)


def _is_python(code: str) -> bool:
    for whole in (code, f"{code}\n    pass"):  # a header stands for its block
        try:
            ast.parse(whole)
        except SyntaxError:
            continue
        return True
    return False


def _is_mapping(code: str) -> bool:
    """A key with its value, or an item with one."""
    try:
        made = yaml.safe_load(code)
    except yaml.YAMLError:
        return False
    # A flag of a component stands in a list of arguments; `on` is true to YAML 1.1 and a name to workflows.
    flag = isinstance(made, str) and _FLAG.fullmatch(made) is not None
    return flag or (isinstance(made, dict) and all(value is not None for value in made.values()))
