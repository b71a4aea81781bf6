"""Calls that take a key or a password in a fixed place, in any language, and the literal written there.

    jwt.sign(claims, "...")   new SecretKeySpec("...".getBytes(), "AES")   hmac.New(sha256.New, []byte("..."))   DriverManager.getConnection(url, "u", "...")

The name of the function says what the argument is, so a plain word counts here too: as a key it is used as it is.
Rules for this file: pure; an argument list is read up to a bound. Counterparts: shapes.py, secrets.py (what a value is worth).
"""

# ruff: noqa: E501, W505 - a row of a table, and an example, is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from proxy.scan.literals import Literal, literal_at

_LIST_CHARS: Final = 600  # of the arguments before the one that is looked for
_MOST_CALLS: Final = 400
_MIN_CHARS: Final = 3

# What is called, by the place of the argument and what it is: `key` makes or checks signatures and ciphers, `login` opens an account.
_CALLEES: Final = {
    (
        "key",
        0,
    ): r"hmac\.new|URLSafe(?:Timed)?Serializer|TimestampSigner|Fernet|SecretKeySpec|hmacShaKeyFor|Algorithm\.HMAC(?:256|384|512)"
    r"|SymmetricSecurityKey|NewCookieStore|NewFilesystemStore|cookieParser|from_secret|(?:new[ ]|\b)HMACSHA(?:1|256|384|512)|SignedString"
    r"|(?:AES|DES3?|ARC4|Blowfish|ChaCha20)\.new|AESGCM|ChaCha20Poly1305|algorithms\.(?:AES|TripleDES|Blowfish)|(?:aes|des|rc4)\.New(?:Triple)?(?:DES)?Cipher"
    r"|[sS]etSigningKey|verifyWith|hmacSha(?:1|256|512)(?:Hex)?|Message(?:Encryptor|Verifier)\.new|new_from_slice|jwt\.New(?:HS256|HS384|HS512)|SymmetricKey",
    (
        "key",
        1,
    ): r"(?:jwt|JWT|jsonwebtoken|jose|JWS|jws|Jwt)(?:\.|::)(?:encode|decode|sign|verify)|createHmac|createCipheriv|createDecipheriv|createCipher"
    r"|hmac\.New|signWith|OpenSSL::HMAC\.(?:hex|base64)?digest|CryptoJS\.(?:AES|DES|TripleDES|Rabbit|RC4)\.(?:encrypt|decrypt)|CryptoJS\.Hmac\w{2,10}",
    ("key", 2): r"hash_hmac|openssl_encrypt|openssl_decrypt",
    ("login", 0): r"PBEKeySpec|PasswordProtection|ConvertTo-SecureString|encryptWithPassword|RSA\.import_key_with",
    (
        "login",
        1,
    ): r"HTTP(?:Basic|Digest)Auth|[sS]etBasicAuth|[bB]asic_auth|BasicAuth|BasicAWSCredentials|AwsBasicCredentials\.create|NetworkCredential"
    r"|UsernamePasswordCredentials|PasswordAuthentication|Credentials\.basic|NewStaticCredentials(?:Provider)?|NewStaticV4|oracledb\.connect|cx_Oracle\.connect"
    r"|(?:smtp|server|mail|imap|ftp|mailer|conn|client|session|s)\.login|auth\.authenticate|ldap_bind|simple_bind_s|PKey::RSA\.new|StaticCredentials\.create",
    (
        "login",
        2,
    ): r"DriverManager\.getConnection|mysqli_connect|mysqli|mysql_connect|mysql_pconnect|PDO|ftplib\.FTP(?:_TLS)?|MySQLdb\.connect|pymysql\.connect|PlainAuth"
    r"|oci_connect|imap_open|JdbcConnectionPool\.create",
}
_NAMES: Final = "|".join(f"(?P<{kind}{place}>{names})" for (kind, place), names in _CALLEES.items())
_CALL: Final = re.compile(
    rf"(?<![\w$])(?:[\w$]{{1,40}}\.){{0,4}}(?:{_NAMES})(?:<[\w:, ]{{0,40}}>)?(?:\s{{0,4}}\(|(?=[ ][\"'\w]))"
)
# Words of the callees in lower case: a text without any has no such call.
HINTS: Final = (
    "hmac", "jwt", "jws", "jose", "jsonwebtoken", "serializer", "signer", "fernet", "secretkeyspec", "securitykey", "store", "cookieparser", "from_secret",
    "signedstring", ".new", "aesgcm", "chacha", "algorithms.", "cipher", "signingkey", "verifywith", "signwith", "new_from_slice", "symmetrickey", "openssl",
    "cryptojs", "auth", "credential", "login", "getconnection", "mysql", "pdo", "ftp", "oracle", "oci_", "pbekeyspec", "passwordprotection", "securestring",
    "session", "strategy", "simple_bind", "ldap_bind", "connectionpool", "staticv4", "pkey::rsa", "imap_open",
)  # fmt: skip
# What stands around a literal that becomes bytes, and a name in front of it: []byte("..."), Encoding.UTF8.GetBytes("..."), key="...", key: '...'
# Only what makes bytes of a text: a file that is read or a setting that is looked up by a literal holds the key elsewhere.
_WRAP: Final = re.compile(
    r"\s{0,80}(?:(?:key|secret|secret_?key|signing_?key|keyBytes|password|passphrase|data|using)\s{0,4}[:=]\s{0,4})?"
    r"(?:(?:new\s{1,4})?(?:&|\[\])?(?:[A-Za-z_]\w{0,40}(?:\(\))?(?:\.|::)){0,4}"
    r"(?:byte|bytes|bytearray|from|b64decode|decode|DecodeString|decodeHex|unhexlify|fromhex|from_hex|GetBytes|FromBase64String|FromHexString|encode"
    r"|parse|pack|wrap|utf8|Data|String|SecretString|SecretKeySpec|SymmetricSecurityKey|SecureString|from_slice|clone_from_slice)"
    r"\s{0,4}\(\s{0,20}){0,3}"
)
_MARK: Final = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|(?P<comma>,)|(?P<opens>[(\[{])|(?P<closes>[)\]}])|(?P<line>\n)"
)
# Options of the middleware that signs with them: session({secret: "..."}), expressjwt({ secret: '...' }), new JwtStrategy({secretOrKey: "..."})
_OPTION: Final = re.compile(
    r"\b(?:session|cookieSession|express_?[jJ]wt|koaJwt|jwtMiddleware|jwt|JwtStrategy|Strategy|JwtModule\.register|fastifyJwt|NextAuth|withIronSession\w{0,12})\s{0,4}\(\s{0,20}"
    r"\{[^{}]{0,300}?\b(?:secret|secretOrKey|keys|secretOrPrivateKey)[\"']?\s{0,4}:\s{0,4}\[?\s{0,4}(?=[\"'`])"
)
_NAME: Final = re.compile(r"(?P<name>[A-Za-z_$][\w$]{0,60})\s{0,4}[,)]")
_GIVEN: Final = r"\s{0,4}(?::\s{0,4}[\w.&' ]{1,30})?\s{0,4}(?::=|=)(?!=)\s{0,4}"
_BACK_CHARS: Final = 8000
_QUOTES: Final = ("'", '"', "`")
_ELSEWHERE: Final = ("${", "{{", "%s", "<", "process.env", "os.environ", "\n", " ", "#{", "\\(")


class Argument(NamedTuple):
    """A literal given as a key or a login to a function that takes one there."""

    kind: str  # "key" | "login"
    value: str
    start: int
    end: int


def credential_arguments(text: str, lowered: str, language: str | None) -> Iterator[Argument]:
    """The literals, in order; a bounded number of calls is looked at."""
    if not any(hint in lowered for hint in HINTS):
        return
    for seen, call in enumerate(_CALL.finditer(text)):
        if seen >= _MOST_CALLS:
            return
        if text[call.start() - 1 : call.start()] in _QUOTES:
            continue  # a call that a sentence speaks of
        kind, place = (call.lastgroup or "")[:-1], int((call.lastgroup or "0")[-1])
        at = _argument(text, call.end(), place, bracketed=text[call.end() - 1] == "(")
        wrap = None if at is None else _WRAP.match(text, at)
        literal = _literal(text, wrap.end(), language, call.start()) if wrap else None
        if literal and literal.value and "\n" not in literal.value:
            yield Argument(kind, literal.value, literal.start, literal.end)
    for option in _OPTION.finditer(text):
        if literal := literal_at(text, option.end(), language):
            yield Argument("key", literal.value, literal.start, literal.end)


def _literal(text: str, at: int, language: str | None, before: int) -> Literal | None:
    """The literal there, or the one that a name there was given before; Python's names are followed by other rules."""
    literal = literal_at(text, at, language)
    name = None if literal or language == "python" else _NAME.match(text, at)
    if name is None:
        return literal
    last = None
    for given in re.finditer(
        rf"(?<![\w.$]){re.escape(name['name'])}{_GIVEN}", text[max(0, before - _BACK_CHARS) : before]
    ):
        last = given
    if last is None:
        return None
    wrap = _WRAP.match(text, max(0, before - _BACK_CHARS) + last.end())
    return literal_at(text, wrap.end(), language) if wrap else None


def signs(value: str) -> bool:
    """Whether a literal where a signing key belongs is one: any is, that isn't looked up."""
    stripped = value.strip()
    return len(stripped) >= _MIN_CHARS and not any(mark in stripped for mark in _ELSEWHERE)


def _argument(text: str, at: int, place: int, *, bracketed: bool) -> int | None:
    """Where the argument of that number begins in the list that starts at `at`."""
    if not place:
        return at
    depth, end = 0, min(len(text), at + _LIST_CHARS)
    for mark in _MARK.finditer(text, at, end):
        kind = mark.lastgroup
        if kind == "comma" and not depth:
            place -= 1
            if not place:
                return mark.end()
        if kind == "line" and not bracketed and not depth:
            return None
        depth += (kind == "opens") - (kind == "closes")
        if depth < 0:
            return None
    return None
