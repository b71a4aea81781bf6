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


@dataclass(frozen=True, slots=True)
class Assignment:
    """A literal given to a secret-sounding name. `start:end` is its content without quotes; `value` has the pieces joined."""

    name: str
    kind: str  # "password" | "token" | "signing"
    value: str
    start: int
    end: int
    quoted: bool


_PASSWORD: Final = r"passwd|password|passphrase|passcode|pwd|pass(?=['\"\]]{0,2}\s{0,4}[:=])"
_SIGNING: Final = r"secret_?key(?:_?base)?|jwt_?secret|session_?secret|signing_?(?:key|secret)|cookie_?secret"
_TOKEN: Final = (
    r"secret|token|api_?-?key|apikey|access_?-?key|auth_?-?key|private_?-?key|encryption_?-?key|client_?-?key|account_?-?key|service_?-?key"
    r"|credential|license_?-?key|master_?-?key|jwt_?-?key|(?<=[-_. ])key(?=['\"\]]{0,2}\s{0,4}(?::=|=>|[:=]))"
)
_KEYWORD: Final = re.compile(rf"(?P<signing>{_SIGNING})|(?P<password>{_PASSWORD})|(?P<token>{_TOKEN})", re.IGNORECASE)
_HEAD: Final = re.compile(r"[\w.$-]{0,60}\Z")
_NAME_REST: Final = re.compile(r"[\w-]{0,40}")
# What may stand between a name and its literal.
_LINK: Final = re.compile(
    r"""(?:\\?["'`])?(?:[\])]){0,2}[ \t]{0,20}
    (?:
        :[ \t]{0,4}[A-Za-z_][\w.\[\] |]{0,40}[ \t]{0,4}=[ \t]{0,20}                 # name: str = "..."
      | (?::=|=>|={1,3}|!={1,2}|\|\|=|\?\?=|:|,)[ \t]{0,20}                                  # name = "...", "name": "...", ("name", "...")
      | (?<![\w])[ \t]{1,20}                                                       # PASSWORD '...'
      | \([ \t]{0,4}                                                             # set_password("...")
    )
    (?:\(\s{0,20})?                                                               # a group of pieces
    (?:\[\s{0,20})?                                                               # pieces to join
    """,
    re.VERBOSE,
)
_OR_ELSE: Final = re.compile(r"[\w.\[\]'\"()$]{1,80}[ \t]{0,4}(?:\|\||\?\?|or|\?:)[ \t]{1,4}")  # process.env.X || "..."
_LITERAL: Final = re.compile(
    r"""(?P<prefix>[rRbBuU@$]{0,2})(?P<quote>\\?["'`])(?P<body>(?:[^"'`\\\n]|\\(?!["'`])[^\n]|(?!(?P=quote))["'`\\]){0,2048})(?P=quote)"""
)
_GLUE: Final = re.compile(r"[ \t]{0,20}(?:(?:\+|\.|&|<>|\\)?[ \t]{0,20}\\?\r?\n?[ \t]{0,60}(?:\+|\.|&)?|,)[ \t]{0,20}(?=[rRbBuU@]{0,2}[\"'`])")
_JOIN: Final = re.compile(r"\s{0,20},?\s{0,20}\]\s{0,4}\.join\(")
_BARE: Final = re.compile(r"[^\s\"'`,;(){}\[\]<>\\|]{6,512}(?=[\s,;]|$)")
_CODE_AFTER: Final = re.compile(r"[ \t]*[(\[]")
_MAX_PIECES: Final = 16

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
    r"(?:pad|eos|bos|unk|sep|cls|mask|stop|next|prev|page|continuation|lookahead|csrf|xsrf|cancel(?:lation)?|current|start|end|first|last|"
    r"separator|delimiter|punctuator|partition|sort|primary|foreign|cache|public|max|num|special|begin|close|open|design|theme|color|"
    r"placeholder|resume|sync|syntax|assignment|keyword|operator|comment|identifier)[-_]?(?:token|key)s?$",
    re.IGNORECASE,
)
_UNQUOTED: Final = frozenset(
    {None, "text", "dotenv", "env", "ini", "properties", "toml", "yaml", "shell", "bash", "sh", "console", "dockerfile", "docker", "config", "conf",
     "nginx", "http", "xml", "html", "hcl", "markdown", "plaintext", "powershell", "bat", "makefile", "csv", "log"}
)  # fmt: skip


def assignments(text: str, language: str | None) -> Iterator[Assignment]:
    """Every literal that a secret-sounding name is given, in order."""
    after = 0
    for hit in _KEYWORD.finditer(text):
        if hit.start() < after:
            continue
        head = _HEAD.search(text, max(0, hit.start() - 60), hit.start())
        rest = _NAME_REST.match(text, hit.end())
        name = (head.group() if head else "") + hit.group() + (rest.group() if rest else "")
        end_of_name = rest.end() if rest else hit.end()
        if _speaks_about(name, hit.group()):
            continue
        found = _value(text, end_of_name, language)
        if found is not None:
            after = found[2]
            yield Assignment(name.strip("-.$"), str(hit.lastgroup), *found)


def _speaks_about(name: str, keyword: str) -> bool:
    """Whether the name is that of something about a secret: `token_url`, `passwordField`, `max_tokens`."""
    if _COMMON.search(name):
        return True
    words = _CAMEL.findall(name)
    last = words[-1] if words else ""
    return last.lower() not in keyword.lower() and _ABOUT.match(last) is not None


def _value(text: str, at: int, language: str | None) -> tuple[str, int, int, bool] | None:
    link = _LINK.match(text, at)
    if link is None:
        return None
    at = link.end()
    fallback = _OR_ELSE.match(text, at)
    for place in (at, fallback.end()) if fallback else (at,):
        if literal := _LITERAL.match(text, place):
            return _joined(text, literal, listed="[" in link.group())
    if language in _UNQUOTED and (bare := _BARE.match(text, at)) and not _CODE_AFTER.match(text, bare.end()):
        return bare.group(), bare.start(), bare.end(), False
    return None


def _joined(text: str, first: re.Match[str], *, listed: bool) -> tuple[str, int, int, bool]:
    """The literal with the pieces that are glued to it."""
    pieces, last, glue = [first["body"]], first, _GLUE.match(text, first.end())
    commas = False
    while glue and len(pieces) < _MAX_PIECES:
        comma = "," in glue.group()
        if comma and not listed:
            break
        piece = _LITERAL.match(text, glue.end())
        if piece is None:
            break
        commas |= comma
        pieces.append(piece["body"])
        last, glue = piece, _GLUE.match(text, piece.end())
    if commas and not _JOIN.match(text, last.end()):
        pieces, last = pieces[:1], first
    return "".join(pieces), first.start("body"), last.end("body"), True
