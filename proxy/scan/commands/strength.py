"""Cryptography on the command line: keys, ciphers, hashes, sources of secrets; and settings of the shell itself.

Rules for this file: pure. Counterpart: engine.py.
"""

# ruff: noqa: E501 - a row of a table, or a pattern, is one line
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.commands.arguments import arguments
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import Call, Hit

_SHORT_RSA: Final = 2048
_DIGITS: Final = 6  # of a size in bits
_EXPONENT: Final = 2  # digits of what is no size: `-3`
_SIZE: Final = re.compile(r"^(?:rsa|rsa_keygen_bits|dsa):(\d{3,6})$")
_SIZED: Final = frozenset({"genrsa", "gendsa", "dsaparam", "dhparam"})
_CIPHERS: Final = frozenset(
    {"enc", "req", "x509", "ca", "pkcs12", "smime", "cms", "s_client", "s_server", "rsa", "genrsa"}
)
_OLD_COMMANDS: Final = frozenset({"des", "des3", "rc4", "bf", "rc2", "des-cbc"})
_PROTOCOL: Final = re.compile(r"-(?:ssl|tls)")
_WEAK: Final = re.compile(
    r"^-(?:des|des3|des-ede3(?:-cbc)?|des-cbc|des-ecb|rc4|rc2|rc2-cbc|bf|bf-cbc|seed|aes-(?:128|192|256)-ecb|md5|md4|ssl2|ssl3|tls1|tls1_1|nodes-md5)$"
)
_WEAK_CURVE: Final = re.compile(r"^(?:secp1(?:12|28|60)\w+|sect1\w+|prime192v\d|wap-wsg\w+)$")
_SECRET_NAME: Final = re.compile(r"pass(?:word|wd|phrase)?|passwd|secret|token", re.IGNORECASE)
_FAST: Final = frozenset({"md5sum", "sha1sum", "md5", "shasum", "sha256sum", "sha512sum"})
_OLD_TLS: Final = re.compile(
    r"^--(?:tlsv1|tlsv1\.0|tlsv1\.1|sslv2|sslv3|tls-max=1\.[01]|secure-protocol=(?:SSLv[23]|TLSv1))$|^(?:-1|-2|-3)$"
)
_TEMPORARY: Final = re.compile(r"^(?:/tmp|/var/tmp)/[\w.-]*(?:\$\$|\$USER|\$RANDOM)")
_HERE: Final = re.compile(r"\bPATH=[\"']?(?:\.?:(?![=?+-])|[^\s\"']{0,400}:\.(?::|[\"']?$))")
_SAVED_IFS: Final = re.compile(r"=[\"']?\$\{?IFS\b")
_MAX_TEXT: Final = 200_000


def keys(call: Call, text: Reader) -> Iterator[Hit]:
    """`ssh-keygen`, `openssl`, `gpg`, `curl --sslv3`."""
    del text
    weak = _WEAK_BY.get(call.name)
    if weak is not None and weak(call):
        yield call.hit("weak-crypto")
    fast = _FAST_BY.get(call.name)
    if fast is not None and fast(call.words):
        yield call.hit("password-hash")


def _ssh_keygen(call: Call) -> bool:
    options = arguments(call.args, "tbfCNPmaOIVnsEzRFl")
    kind, bits = options.first("t"), options.first("b")
    if kind is not None and kind.text != "rsa":
        return kind.text in {"dsa", "rsa1"}
    return bits is not None and _short(bits.text)


def _short(bits: str) -> bool:
    """Whether a number of bits is too small for RSA."""
    return bits.isdecimal() and len(bits) <= _DIGITS and int(bits) < _SHORT_RSA


def _openssl(call: Call) -> bool:
    words = call.words
    command = words[0] if words else ""
    if command in _OLD_COMMANDS or any(_short(size) for word in words for size in _SIZE.findall(word)):
        return True
    if command in _SIZED:
        return any(_short(word) for word in words[1:] if len(word) > _EXPONENT)
    if command in {"ecparam", "genpkey"}:
        return any(_WEAK_CURVE.match(word) for word in words)
    if command not in _CIPHERS:
        return False
    return any(_WEAK.match(word) and (command == "s_server" or not _PROTOCOL.match(word)) for word in words)


def _gpg(call: Call) -> bool:
    named = (word for option, word in pairwise(call.words) if option.endswith("-algo"))
    return any(word.upper() in {"3DES", "IDEA", "CAST5", "MD5"} for word in named)


def _keytool(call: Call) -> bool:
    return any(option == "-keysize" and _short(size) for option, size in pairwise(call.words))


_WEAK_BY: Final[dict[str, Callable[[Call], bool]]] = {
    "ssh-keygen": _ssh_keygen,
    "openssl": _openssl,
    "curl": lambda call: any(_OLD_TLS.match(word) for word in call.words),
    "gpg": _gpg,
    "gpg2": _gpg,
    "keytool": _keytool,
}
_FAST_BY: Final[dict[str, Callable[[list[str]], bool]]] = {
    "openssl": lambda words: words[:1] == ["passwd"] and bool({"-1", "-crypt", "-apr1"} & set(words)),
    "htpasswd": lambda words: any(re.fullmatch(r"-[a-zA-Z]*[dmps][a-zA-Z]*", word) for word in words),
    "mkpasswd": lambda words: bool({"des", "md5", "md5crypt", "--method=des", "--method=md5"} & set(words)),
}


def hashes(call: Call, text: Reader) -> Iterator[Hit]:
    """`echo -n "$PASSWORD" | md5sum`; secrets from the clock or $RANDOM."""
    del text
    fast = call.name in _FAST or (
        call.name == "openssl" and call.words[:1] in (["md5"], ["sha1"], ["sha256"], ["dgst"])
    )
    if fast and call.feeders and call.feeders[-1].name in {"echo", "printf"}:
        feeder = call.feeders[-1]
        holes = [hole for arg in feeder.args for hole in arg.holes]
        if (
            any(re.search(r"pass(?:word|wd|phrase)?$|^pw$", hole, re.IGNORECASE) for hole in holes)
            and "-hmac" not in call.words
        ):
            yield Hit("password-hash", feeder.start, call.end)
        elif holes and all(hole in {"RANDOM", "$"} for hole in holes) and call.piped:
            yield Hit("predictable-secret", feeder.start, call.end)


def shell_settings(call: Call, text: Reader) -> Iterator[Hit]:
    """PATH with the current folder, IFS for the whole script, temporary files with names that can be guessed."""
    given = list(call.settings)
    if call.name in {"export", "declare"}:
        given += [(name, arg) for arg in call.args for name, equals, _ in [arg.text.partition("=")] if equals]
    for name, value in given:
        content = value.text.partition("=")[2] if value.text.startswith(f"{name}=") else value.text
        if name == "PATH" and _here(text.text[call.start : call.end]):
            yield call.hit("search-path")
        elif (
            name == "IFS"
            and call.name == ""
            and value.own
            and content.strip(" \t\n")
            and not _SAVED_IFS.search(text.text[:_MAX_TEXT])
        ):
            yield call.hit("field-separator")
        elif _SECRET_NAME.search(name) and call.name in {"", "export"} and "$RANDOM" in content:
            yield call.hit("predictable-secret")
        elif _TEMPORARY.match(content):
            yield call.hit("temporary-file")
    for target in call.targets:
        if target.op in {">", ">>"} and _TEMPORARY.match(target.file.text):
            yield call.hit("temporary-file")
            return


def _here(written: str) -> bool:
    return _HERE.search(written) is not None


def edits(call: Call, text: Reader) -> Iterator[Hit]:
    """`sed -i` that switches a security setting off; Git and npm settings that do."""
    del text
    words = call.words
    if call.name in {"sed", "gsed", "perl"} and any(word.startswith(("-i", "--in-place", "-pi")) for word in words):
        for word in words:
            new = _replacement(word)
            if new and (rule := _switched(new)) is not None:
                yield call.hit(rule)
                return
    elif call.name == "git" and "config" in words:
        if any(word.endswith("safe.directory") for word in words) and "*" in words:
            yield call.hit("insecure-setting")
        elif "credential.helper" in words and "store" in words:
            yield call.hit("credentials-stored")
    elif call.name in {"npm", "yarn"} and "unsafe-perm" in call.line:
        yield call.hit("insecure-setting", None, (Severity.LOW, Confidence.MEDIUM))


def _replacement(word: str) -> str:
    """The new text of a `s/old/new/`."""
    found = re.match(r"(?:\d+|/[^/\n]{0,200}/)?s(?P<mark>[/|#,@!:])", word)
    if found is None:
        return ""
    parts = word[found.end() :].split(found.group("mark"))
    return parts[1] if len(parts) > 1 else ""


_SWITCHES: Final = (
    ("tls-unverified", re.compile(r"rejectUnauthorized\W{1,4}false|\bverify(?:_ssl|_certs|_peer)?\s*[=:]\s*(?:False|false|no)\b|InsecureSkipVerify\W{1,3}true|ssl_?verify\S*\s*[=: ]\s*(?:false|0|no|off)|sslmode=disable|strictSSL\W{1,3}false|check_hostname\s*=\s*False|CERT_NONE", re.IGNORECASE)),
    ("login-weakened", re.compile(r"PermitRootLogin\s+yes|PermitEmptyPasswords\s+yes|PasswordAuthentication\s+yes|\btrust\b|authorization:\s*[\"']?disabled|auth(?:entication)?_?enabled\W{1,3}false")),
    ("protection-off", re.compile(r"SELINUX=(?:disabled|permissive)")),
    ("insecure-setting", re.compile(r"\bDEBUG\s*[=:]\s*[\"']?True\b|CSRF\w*\s*=\s*False|SESSION_COOKIE_SECURE\s*=\s*False|httpOnly\W{1,3}false|ALLOWED_HOSTS\s*=\s*\[\s*[\"']\*|bind(?:-address|_ip|Ip)?\s*[=: ]\s*0\.0\.0\.0|security\.enabled\s*[:=]\s*false|protected-mode\s+no|listen_addresses\s*=\s*[\"']+\*|gpgcheck\s*=\s*0|AllowOverride\s+All|privileged:\s*true|app\.debug\s*=\s*true|display_errors\s*=\s*On", re.IGNORECASE)),
)  # fmt: skip


def _switched(new: str) -> str | None:
    return next((rule for rule, pattern in _SWITCHES if pattern.search(new)), None)
