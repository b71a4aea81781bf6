"""Which blocks a person should review by hand though nothing was found in them, and what to ask of them.

Engines see what is written, not what is missing: whether the right caller is checked, the right sum charged. A block is told by the words
of its names; a question names the function that they stand in, never a literal. It is a reminder, not a finding: it decides nothing.
Rules for this file: pure; linear in the text. Source: Perry et al. (2023): code that looks done is trusted too much.
Counterparts: notices.py words it, reminders.py caps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_MAX_CHARS: Final = 200_000
_MAX_NAME_CHARS: Final = 40
_MOST_QUESTIONS: Final = 3
_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]{1,80}")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
# How the languages that assistants write name a function, a route's handler or a resource.
_NAMED = re.compile(
    r"(?:\b(?:def|func|fun|fn|function|sub|class|resource)[ \t]+(?:\([^()\n]{0,60}\)[ \t]*)?(?:\"[\w-]{1,60}\"[ \t]+)?\"?"
    r"(?P<a>[A-Za-z_$][\w$]{0,60})"
    r"|\b(?:const|let|var)[ \t]+(?P<b>[A-Za-z_$][\w$]{0,60})[ \t]*=[ \t]*(?:async[ \t]*)?(?:\([^()\n]{0,200}\)|\w+)[ \t]*=>"
    r"|\b(?:public|private|protected|internal|static)[ \t]+(?:[\w<>\[\], ?]{1,80}[ \t])?(?P<c>[A-Za-z_]\w{0,60})[ \t]*\()"
)
_SUBJECTS: Final = frozenset(
    [
        "user",
        "users",
        "account",
        "accounts",
        "member",
        "members",
        "role",
        "roles",
        "admin",
        "permission",
        "permissions",
        "tenant",
        "tenants",
        "customer",
        "customers",
        "employee",
        "organization",
        "organisation",
        "key",
        "keys",
        "order",
        "orders",
        "record",
        "records",
    ]
)
_CHANGES: Final = frozenset(
    [
        "delete",
        "remove",
        "destroy",
        "update",
        "edit",
        "change",
        "set",
        "reset",
        "create",
        "add",
        "ban",
        "unban",
        "suspend",
        "promote",
        "demote",
        "impersonate",
        "invite",
        "transfer",
        "assign",
        "grant",
        "revoke",
        "disable",
        "enable",
        "approve",
    ]
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What asks for a second look. `words` of names that tell it, pairs where one alone says little; questions with `{name}`."""

    name: str
    words: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]


def _topic(name: str, words: str, pairs: str, *questions: str) -> Topic:
    split = [tuple(pair.split("+")) for pair in pairs.split()]
    return Topic(name, frozenset(words.split()), tuple((pair[0], pair[1]) for pair in split), questions)


TOPICS: Final = (
    _topic(
        "authorization",
        "permission permissions authorize authorized authorization rbac acl impersonate preauthorize has_perm",
        "is+admin require+role check+role has+role can+access is+owner",
        "Who may call {name}, and where is that checked?",
        "Does {name} check that the object belongs to this caller?",
    ),
    _topic(
        "authentication",
        "login signin authenticate authentication oauth mfa totp otp passkey",
        "verify+password check+password reset+password hash+password log+in sign+in forgot+password",
        "What stops somebody from trying {name} a million times?",
        "Does {name} answer the same for a wrong name and a wrong password?",
    ),
    _topic(
        "sessions",
        "jwt csrf samesite cookie cookies sessionid httpsession",
        "refresh+token access+token issue+token verify+token session+id create+session new+session session+token",
        "Does the session get a new id at login, and an end at logout?",
        "When does what {name} issues expire, and how is it revoked?",
    ),
    _topic(
        "cryptography",
        "encrypt decrypt cipher aes rsa hmac ecdsa ed25519 pbkdf2 scrypt argon2 bcrypt keypair nonce",
        "private+key secret+key sign+message verify+signature derive+key",
        "Where do the keys of {name} come from, and how are they changed?",
        "Is the text that {name} decrypts also authenticated?",
    ),
    _topic(
        "deserialization",
        "pickle unpickle deserialize deserialise unserialize marshal unmarshal readobject objectinputstream",
        "yaml+load from+json",
        "Can somebody outside choose what {name} reads?",
        "Is what {name} reads checked against a schema before use?",
    ),
    _topic(
        "file uploads",
        "upload uploads uploaded multipart multer uploadfile multipartfile",
        "save+file file+upload",
        "Who chooses the name and type of the file that {name} stores, and where can it be read from?",
        "What bounds the size of what {name} takes?",
    ),
    _topic(
        "permissions of a cloud or cluster",
        "iam assumerole rolebinding clusterrole clusterrolebinding serviceaccount",
        "assume+role policy+document service+account role+binding",
        "Which of the actions and resources in {name} are really used?",
        "Who can take on {name}?",
    ),
    _topic(
        "money",
        "payment payments charge refund payout withdraw withdrawal checkout invoice balance ledger",
        "transfer+funds total+price unit+price credit+card gift+card",
        "Does the sum in {name} come from the server's own prices?",
        "What happens if {name} runs twice, or two of it at once?",
    ),
)


@dataclass(frozen=True, slots=True)
class Look:
    """What to review of a block. `questions` are whole sentences, at most three."""

    topics: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def look_at(code: str) -> Look:
    """Say what of a block should be reviewed by hand; nothing where no name in it tells of a topic that matters."""
    places: dict[str, str] = {}
    for owner, parts in _names(code[:_MAX_CHARS]):
        for topic in TOPICS:
            if topic.name not in places and _tells(topic, parts):
                places[topic.name] = owner
        if "authorization" not in places and parts and parts[0] in _CHANGES and not _SUBJECTS.isdisjoint(parts[1:]):
            places["authorization"] = owner
    found = [topic for topic in TOPICS if topic.name in places]
    asked = [(topic, question) for at in range(2) for topic in found for question in topic.questions[at : at + 1]]
    questions = [question.replace("{name}", places[topic.name] or "this code") for topic, question in asked]
    return Look(tuple(topic.name for topic in found), tuple(questions[:_MOST_QUESTIONS]))


def defined_names(code: str) -> frozenset[str]:
    """The functions, classes and resources that code defines, in the languages whose words for it are known."""
    return frozenset(match["a"] or match["b"] or match["c"] for match in _NAMED.finditer(code))


def _tells(topic: Topic, parts: tuple[str, ...]) -> bool:
    if not topic.words.isdisjoint(parts) or "".join(parts) in topic.words:
        return True
    return any(pair in topic.pairs for pair in pairwise(parts))


def _names(code: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each different name in the code as its words, with the function it stands in, "" outside of any."""
    owners = [(match.start(), match["a"] or match["b"] or match["c"]) for match in _NAMED.finditer(code)]
    seen: set[str] = set()
    at, owner = 0, ""
    for match in _IDENTIFIER.finditer(code):
        while at < len(owners) and owners[at][0] <= match.start():
            owner = owners[at][1][:_MAX_NAME_CHARS]
            at += 1
        if match[0] not in seen:
            seen.add(match[0])
            yield (f"`{owner}`" if owner else ""), tuple(part.lower() for part in _PART.findall(match[0]))
