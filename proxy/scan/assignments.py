"""Names that say "secret" and the literal they are given, in any language.

    password = "..."   api_key: str = '...'   "token": "..."   SECRET=...   os.environ["TOKEN"] = "..."   connect(password="...")
    put("client_secret", "...")   os.getenv("TOKEN", "...")   <password>...</password>   --password ...   PASSWORD '...'

Literals in pieces ("a" + "b", "a" "b", ["a", "b"].join("")) are one value. Every expression here is bounded and anchored at a name, so the
work grows with the text only. Rules for this file: pure. Counterparts: secrets.py, placeholders.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from proxy.scan.literals import literal_at


@dataclass(frozen=True, slots=True)
class Assignment:
    """A literal given to a secret-sounding name. `start:end` is its content without quotes; `value` has the pieces joined."""

    name: str
    kind: str  # "password" | "token" | "signing"
    value: str
    start: int
    end: int
    quoted: bool
    tight: bool  # given by `=` or `:`, not merely beside it


# Every name that says "secret" has one of these in it; to find them costs a memory search.
_CORES: Final = ("passw", "passphrase", "passcode", "pwd", "pass", "secret", "token", "key", "credential")
_LOGIN_WORDS: Final = r"passw(?:or)?d|passphrase|passcode|pwd|pass\Z"
_SIGNING_WORDS: Final = r"secret_?key(?:_?base)?|jwt_?secret|session_?secret|signing_?(?:key|secret)|cookie_?secret"
_KEY_OWNERS: Final = "api|access|auth|private|encryption|client|account|service|license|master|jwt"
_OTHER_WORDS: Final = rf"secret|token|credential|(?:{_KEY_OWNERS})[_-]{{0,2}}key|(?<=[-_. ])key\Z"
_KEYWORD: Final = re.compile(
    rf"(?P<signing>{_SIGNING_WORDS})|(?P<password>{_LOGIN_WORDS})|(?P<token>{_OTHER_WORDS})", re.IGNORECASE
)
_ASCII_LOWER: Final = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
_MAX_HEAD_CHARS: Final = 60
_HEAD_BACKWARDS: Final = re.compile(r"[\w.$-]*")
_NAME_REST: Final = re.compile(r"[\w-]{0,40}")
# What may stand between a name and its literal.
_LINK: Final = re.compile(
    r"""(?:\\?["'`])?[\])]{0,2}[ \t]{0,20}
    (?:
        (?P<tight>
            :[ \t]{0,4}[A-Za-z_][\w.\[\] |]{0,40}[ \t]{0,4}=[ \t]{0,20}                # name: str = "..."
          | (?::=|=>|={1,3}|!={1,2}|\|\|=|\?\?=|:|(?<=\w)>(?=\S))[ \t]{0,20}  # name = "...", "name": "...", <name>...
        )
      | (?P<loose>
            ,[ \t]{0,20}                                                             # ("name", "...")
          | \([ \t]{0,4}                                                             # set_password("...")
          | (?<![\"'`])[ \t]{1,20}                                                   # PASSWORD '...', --password ...
        )
    )
    (?:\(\s{0,20})?                                                                  # a group of pieces
    (?:(?:\"\"|'')\.join\([\[(])?(?:\[\s{0,20})?                                                          # pieces to join
    """,
    re.VERBOSE,
)
_OR_ELSE: Final = re.compile(r"[\w.\[\]'\"()$]{1,80}[ \t]{0,4}(?:\|\||\?\?|or|\?:)[ \t]{1,4}")  # process.env.X || "..."
# Ends where a line, an item, a code span or a bracket around it does.
_BARE: Final = re.compile(r"[^\s\"'`,;(){}\[\]<>\\|]{6,512}(?=[\s,;\\<`)\]}|]|$)")
# `AWS_S3_KEY`, `step2.value.key`, `~/.ssh/id_ed25519`: a name or a place, not a value.
_REFERENCE: Final = re.compile(
    r"[A-Z][A-Z0-9]{0,20}(?:_[A-Z0-9]{1,20})+|_?[a-z]\w{0,12}(?:\.[A-Za-z_][A-Za-z_]*)+|~/.*|[\w.-]+/[\w./-]+\.\w{1,5}"
)
_CODE_AFTER: Final = re.compile(r"[ \t]*[(\[]")

# The last words of a name that speak about a secret instead of holding one.
_ABOUT: Final = re.compile(
    r"(?:name|names|type|types|url|uri|endpoint|path|file|filename|dir|field|fields|id|ids|label|input|length|len|size|policy|hint|header|"
    r"headers|prefix|suffix|pattern|regex|regexp|selector|class|env|var|arn|error|errors|message|msg|prompt|placeholder|format|algorithm|alg|"
    r"expires|expiry|expiration|ttl|count|limit|max|min|valid|invalid|required|status|state|version|provider|store|manager|service|"
    r"validator|generator|strategy|kind|mode|ref|reference|column|param|params|parameter|attr|attribute|title|text|description|desc|"
    r"help|icon|form|page|view|route|link|button|event|action|method|func|function|handler|callback|reset|changed|date|time|at|in|on|"
    r"scope|scopes|audience|issuer|source|index|pos|position|start|end|offset|list|map|set|dict|cache|verified|confirmation|"
    r"placeholderText|Expired|missing|mismatch|hasher|encoder|decoder|key_?type|rules?|char|chars|encoding|usage|location)$",
    re.IGNORECASE,
)
_CAMEL: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_COMMON: Final = re.compile(
    r"(?:pad|eos|bos|unk|sep|cls|mask|stop|next|prev|page|continuation|lookahead|csrf|xsrf|authenticity|verification|antiforgery|cancel(?:lation)?|current|start|end|first|last|"
    r"separator|delimiter|punctuator|partition|sort|primary|foreign|cache|public|max|num|special|begin|close|open|design|theme|color|"
    r"placeholder|resume|sync|syntax|assignment|keyword|operator|comment|identifier)[-_]?(?:token|key)s?$|public[-_]?key[-_]?token",
    re.IGNORECASE,
)
_UNQUOTED: Final = frozenset(
    (
        *("text", "plaintext", "markdown", "log", "csv", "http", "console"),
        *("dotenv", "env", "ini", "properties", "toml", "yaml", "xml", "html", "hcl", "config", "conf", "nginx"),
        *("shell", "bash", "sh", "powershell", "bat", "makefile", "docker", "dockerfile"),
    )
)


def assignments(text: str, language: str | None) -> Iterator[Assignment]:
    """Every literal that a secret-sounding name is given, in order."""
    after = 0
    for at in cores(text):
        if at < after:
            continue
        head, rest = _head(text, at), _NAME_REST.match(text, at)
        after = rest.end() if rest else at
        name = text[head:after]
        word = _KEYWORD.search(name)
        if word is None or speaks_about(name, word.group()):
            continue
        found = _value(text, after, language)
        if found is not None:
            after = found[2]
            yield Assignment(name.strip("-.$"), str(word.lastgroup), *found)


def cores(text: str) -> list[int]:
    """Where a word begins that a secret's name has in it, in order."""
    low = lower(text)
    found = {at for core in _CORES if core in low for at in _places(low, core)}
    return sorted(found)


def lower(text: str) -> str:
    """The text in lower case, at the same offsets (a few letters become two)."""
    low = text.lower()
    return low if len(low) == len(text) else text.translate(_ASCII_LOWER)


def _places(low: str, core: str) -> Iterator[int]:
    at = low.find(core)
    while at >= 0:
        yield at
        at = low.find(core, at + 1)


def _head(text: str, at: int) -> int:
    """Where the name begins that goes on at `at`."""
    before = text[max(0, at - _MAX_HEAD_CHARS) : at][::-1]
    head = _HEAD_BACKWARDS.match(before)
    return at - (head.end() if head else 0)


def speaks_about(name: str, keyword: str) -> bool:
    """Whether the name is that of something about a secret: `token_url`, `passwordField`, `max_tokens`."""
    if _COMMON.search(name):
        return True
    words = _CAMEL.findall(name)
    last = words[-1] if words else ""
    return last.lower() not in keyword.lower() and _ABOUT.match(last) is not None


def _value(text: str, at: int, language: str | None) -> tuple[str, int, int, bool, bool] | None:
    link = _LINK.match(text, at)
    if link is None:
        return None
    at, tight = link.end(), link["tight"] is not None
    fallback = _OR_ELSE.match(text, at)
    for place in (at, fallback.end()) if fallback else (at,):
        if literal := literal_at(text, place, language):
            return literal.value, literal.start, literal.end, True, tight
    bare = _BARE.match(text, at) if tight and (language is None or language in _UNQUOTED) else None
    if bare and not _CODE_AFTER.match(text, bare.end()) and not _REFERENCE.fullmatch(bare.group()):
        return bare.group(), bare.start(), bare.end(), False, True
    return None
