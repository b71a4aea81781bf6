"""Hashes, ciphers, keys and randomness.

CWE-327, CWE-328, CWE-916, CWE-321, CWE-326, CWE-329, CWE-338, CWE-208. What a value is for is read off the names around it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, INFO, LIKELY, LOW, MAYBE, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.facts import Fact, Facts

_WEAK = re.compile(r"(?:^|\.)(?:md5|md4|md2|sha1|sha|ripemd160|MD5|SHA1|MD4|MD2)$", re.IGNORECASE)
_FAST = re.compile(r"(?:^|\.)(?:sha224|sha256|sha384|sha512|sha3_\d+|blake2[bs]|SHA256|SHA512)$", re.IGNORECASE)
_OLD_CIPHERS = re.compile(
    r"(?:^|\.)(?:_?(?:DES3?|ARC2|ARC4|RC2|RC4|Blowfish|XOR|CAST|TripleDES|IDEA|SEED|CAST5))(?:\.new)?$", re.IGNORECASE
)
_RANDOM = frozenset(
    {
        "choice",
        "choices",
        "randint",
        "random",
        "randrange",
        "sample",
        "getrandbits",
        "randbytes",
        "uniform",
        "shuffle",
        "seed",
    }
)
_SMALL_RSA, _SMALL_EC = 2048, 224
_SHORT_CURVES = re.compile(r"^(?:SECP(?:160|192)\w+|SECT163\w+|NIST192p|BRAINPOOLP160\w+|SECP160\w+)$", re.IGNORECASE)
_FEW_ROUNDS, _MANY_ROUNDS = 10_000, 100_000
_SHORTEST_KEY = 4  # characters; shorter literals are flags and separators


def digest(call: Call) -> Iterator[Hit]:
    """A hash that is broken, or too fast for what it hashes."""
    algorithm = call.name
    if call.tail == "new" and call.owner.endswith("hashlib"):
        algorithm = f"hashlib.{call.arg(0, 'name').text or ''}"
        if call.arg(0, "name").text is None and call.arg(0, "name").taint and not call.arg(0, "name").clean:
            yield Hit("weak-hash", call.node, MEDIUM, LIKELY, "the caller chooses the algorithm")
            return
    elif call.owner and not re.search(r"hashlib|hashes|Hash|^md5$|^sha", call.owner, re.IGNORECASE):
        return
    if call.flag("usedforsecurity") is False:
        return
    password = _about_password(call)
    if _WEAK.search(algorithm):
        if password:
            yield Hit("password-hash", call.node, HIGH, SURE, "this hash is broken and fast")
        else:
            yield Hit("weak-hash", call.node, MEDIUM, LIKELY, fix=_stronger(call))
    elif _FAST.search(algorithm) and password:
        yield Hit("password-hash", call.node, MEDIUM, LIKELY, "one round of a fast hash")


_ALGORITHM_NAME = re.compile(
    r"(?:^|_)(?:algo(?:rithm)?|hash_?(?:name|type|alg\w*|func\w*|method)|digest(?:_?mod|_?alg\w*)?)$", re.IGNORECASE
)
_BROKEN_NAMES = frozenset({"md5", "md4", "md2", "sha1", "sha-1", "ripemd160"})


def named(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`HASH_ALGORITHM = "md5"`: whoever calls hashlib.new with the name can't see it."""
    value = getattr(node, "value", None)
    if (
        isinstance(value, ast.Constant)
        and str(value.value).lower() in _BROKEN_NAMES
        and any(_ALGORITHM_NAME.search(word) and not _NO_SECURITY.search(word) for word in facts.targets)
    ):
        yield Hit("weak-hash", node, MEDIUM, LIKELY)
    del fact


_NO_SECURITY = re.compile(r"checksum|etag|cache|content|dedup|file", re.IGNORECASE)


def update(call: Call) -> Iterator[Hit]:
    """`md5.update(password)`."""
    if (
        (_WEAK.search(call.base.kind) or _FAST.search(call.base.kind))
        and call.node.args
        and any(names.PASSWORD.search(word) for word in names.words(call.node.args[0]))
    ):
        yield Hit(
            "password-hash",
            call.node,
            HIGH if _WEAK.search(call.base.kind) else MEDIUM,
            SURE if _WEAK.search(call.base.kind) else LIKELY,
        )


def _about_password(call: Call) -> bool:
    given = [*call.node.args, *(keyword.value for keyword in call.node.keywords)]
    function = call.facts.function
    hashing = function is not None and re.search(r"passw|pwd", function.name, re.IGNORECASE) is not None
    return bool(given) and (
        hashing or any(names.PASSWORD.search(word) for argument in given for word in names.words(argument))
    )


def _stronger(call: Call) -> str:
    arguments = ", ".join(ast.unparse(argument) for argument in call.node.args)
    return f"hashlib.sha256({arguments})" if call.name in {"hashlib.md5", "hashlib.sha1", "md5", "sha1"} else ""


def cipher(call: Call) -> Iterator[Hit]:
    """A broken cipher, a mode that shows structure, a fixed key or vector."""
    if _OLD_CIPHERS.search(call.name) and (call.tail == "new" or "algorithms" in call.name):
        yield Hit("weak-cipher", call.node, HIGH, LIKELY)
        return
    if call.tail != "new" or not re.search(r"(?:^|[._])AES$|AES$", call.owner):
        return
    shown = {names.last_word(node) for node in [*call.node.args, *(keyword.value for keyword in call.node.keywords)]}
    if "MODE_ECB" in shown or (len(call.node.args) == 1 and not call.node.keywords):
        yield Hit("ecb-mode", call.node, HIGH, LIKELY)
    elif literal_key(call.arg(0, "key"), call.expr(0, "key")):
        yield keyed_hit("hardcoded-key", call, call.expr(0, "key"))
    elif "MODE_CBC" in shown and _fixed(call, 2, "iv"):
        yield Hit("static-iv", call.node, MEDIUM, SURE)


def _fixed(call: Call, position: int, keyword: str = "") -> bool:
    """The vector is a constant, be it zeros written as `b"\\x00" * 16`."""
    node = call.expr(position, keyword)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return isinstance(node.left, ast.Constant) and isinstance(node.left.value, bytes)
    return literal_key(call.arg(position, keyword), node)


def literal_key(fact: Fact, node: ast.expr | None) -> bool:
    """The key is a constant of the text (through a name too), and no placeholder."""
    return (
        node is not None
        and fact.constant
        and fact.kind in {"text", "bytes"}
        and bool(fact.text)
        and len(fact.text or "") >= _SHORTEST_KEY
        and not PLACEHOLDER.search(fact.text or "")
    )


PLACEHOLDER = re.compile(
    r"^(?:x+|\*+|\.+|<.*>|\{.*\}|\$\{.*|%\(.*|none|null|env|test|todo)$|example|placeholder|change_?me|your[-_ ]|insert[-_ ]|dummy",
    re.IGNORECASE,
)


def keyed_hit(rule: str, call: Call, key: ast.expr | None) -> Hit:
    """A hit at the literal, where the call holds it; at the call that uses it, where it has a name."""
    if isinstance(key, ast.Constant):
        return literal_hit(rule, key)
    return Hit(rule, call.node, HIGH, LIKELY)


def literal_hit(rule: str, key: ast.Constant) -> Hit:
    """A hit at a literal key, which an environment variable can stand for."""
    safe = 'os.environ["SECRET_KEY"]' if isinstance(key.value, str) else 'os.environb[b"SECRET_KEY"]'
    return Hit(rule, key, HIGH, LIKELY, fix=safe, replacement=safe)


def keyed(call: Call) -> Iterator[Hit]:
    """A key written into the code."""
    if call.tail == "Fernet" and literal_key(call.arg(0), call.expr(0)):
        yield keyed_hit("hardcoded-key", call, call.expr(0))
    elif call.name in {"hmac.new", "hmac.digest"} and literal_key(call.arg(0, "key"), call.expr(0, "key")):
        yield keyed_hit("hardcoded-key", call, call.expr(0, "key"))


_SECRET_VARIABLE = re.compile(
    r"^(?:FLASK_|DJANGO_|APP_)?(?:SECRET_KEY|JWT_SECRET(?:_KEY)?|JWT_KEY|SESSION_SECRET|SESSION_KEY|SIGNING_KEY|ENCRYPTION_KEY|HMAC_KEY)$"
)


def fallback_key(call: Call) -> Iterator[Hit]:
    """`os.environ.get("SECRET_KEY", "dev")`: where the variable is missing, everybody knows the key."""
    value = call.expr(1, "default")
    if (
        call.name in {"os.environ.get", "os.getenv", "environ.get", "getenv", "config", "env", "env.str"}
        and _SECRET_VARIABLE.search(call.arg(0).text or "")
        and isinstance(value, ast.Constant)
        and isinstance(value.value, (str, bytes))
        and value.value
    ):
        yield Hit("known-fallback-key", call.node, MEDIUM, LIKELY)


def key_size(call: Call) -> Iterator[Hit]:
    """A key too short for today."""
    if call.tail == "generate" and not re.search(r"RSA|DSA|ElGamal", call.owner):
        return
    curve = call.expr(0, "curve")
    named = names.last_word(curve.func if isinstance(curve, ast.Call) else curve) if curve is not None else ""
    if _SHORT_CURVES.match(named):
        yield Hit("short-key", call.node, MEDIUM, SURE)
    node = call.expr(1 if call.tail == "generate_private_key" else 0, "key_size") or call.expr(0, "bits")
    known = call.arg(1 if call.tail == "generate_private_key" else 0, "key_size")
    size = node.value if isinstance(node, ast.Constant) else _number(known.text)
    if isinstance(size, int) and not isinstance(size, bool) and _SMALL_EC < size < _SMALL_RSA:
        yield Hit("short-key", call.node, HIGH if size <= 1024 else MEDIUM, SURE)  # noqa: PLR2004


_SALTS = {"PBKDF2": 1, "scrypt": 1, "Scrypt": 0}  # where the salt stands; elsewhere it is the third


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None


def rounds(call: Call) -> Iterator[Hit]:
    """A key derivation with too few rounds or a fixed salt."""
    count = call.expr(3, "count" if call.has("count") else "iterations")
    known = call.arg(3, "count" if call.has("count") else "iterations")
    number = count.value if isinstance(count, ast.Constant) else _number(known.text) if known.kind == "number" else None
    if isinstance(number, int) and number < _MANY_ROUNDS:
        yield Hit("few-rounds", call.node, MEDIUM if number < _FEW_ROUNDS else LOW, SURE)
    elif literal_key(call.arg(at := _SALTS.get(call.tail, 2), "salt"), call.expr(at, "salt")):
        yield Hit("static-salt", call.node, MEDIUM, LIKELY)


def salted(call: Call) -> Iterator[Hit]:
    """The same of scrypt."""
    at = _SALTS[call.tail]
    if literal_key(call.arg(at, "salt"), call.expr(at, "salt")):
        yield Hit("static-salt", call.node, MEDIUM, LIKELY)


def vector(call: Call) -> Iterator[Hit]:
    """`modes.CBC(IV)` with a vector that is a constant of the text."""
    if call.owner.endswith("modes") and _fixed(call, 0):
        yield Hit("static-iv", call.node, MEDIUM, SURE)


def randomness(call: Call) -> Iterator[Hit]:
    """A secret from a generator that can be predicted."""
    if call.owner not in {"random", "numpy.random", "np.random"} and not (
        not call.owner and call.facts.aliases.get(call.tail, "").startswith("random.")
    ):
        return
    function = call.facts.function
    around = [*call.facts.targets, function.name if function is not None else ""]
    if any(names.TOKEN.search(word) for word in around):
        yield Hit("predictable-secret", call.node, MEDIUM, SURE)
    else:
        yield Hit("predictable-secret", call.node, INFO)


def equality(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """Digests compared with `==`: the time tells how much was right."""
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], (ast.Eq, ast.NotEq)) or len(node.ops) > 1:
        return
    left, right = node.left, node.comparators[0]
    if isinstance(left, ast.Constant) or isinstance(right, ast.Constant):
        return
    made = any(
        re.search(r"\.(?:hex)?digest$", names.dotted(side.func, facts.aliases))
        for side in (left, right)
        if isinstance(side, ast.Call)
    )
    made = made or any(
        re.search(r"\.(?:hex)?digest$", known.kind)
        for side in (left, right)
        if isinstance(side, ast.Name) and (known := facts.get(side.id)) is not None
    )
    words = [names.last_word(side) for side in (left, right)]
    if made and any(
        re.search(
            r"sign|mac|token|secret|passw|digest|hash|auth|expected|actual|given|received|provided|comput",
            word,
            re.IGNORECASE,
        )
        for word in words
    ):
        yield Hit("timing-unsafe", node, MEDIUM, LIKELY)
    elif any(
        re.search(r"(?:^|_)(?:signature|hmac|mac|csrf\w*|api_?key|access_token|secret\w*)$", word, re.IGNORECASE)
        for word in words
    ):
        yield Hit("timing-unsafe", node, LOW, LIKELY)
    elif any(re.search(r"hash|stored|expected|correct|real|db", word, re.IGNORECASE) for word in words) and all(
        re.search(r"passw|pwd", word, re.IGNORECASE) for word in words
    ):
        yield Hit("timing-unsafe", node, LOW, MAYBE)
    del fact


def mode(call: Call) -> Iterator[Hit]:
    """`modes.ECB()`."""
    if call.owner.endswith("modes"):
        yield Hit("ecb-mode", call.node, HIGH, LIKELY)


def modes(node: ast.expr, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`modes.ECB` as it is named."""
    if (
        isinstance(node, ast.Attribute)
        and node.attr == "ECB"
        and names.dotted(node.value, facts.aliases).endswith("modes")
    ):
        yield Hit("ecb-mode", node, HIGH, LIKELY)
    del fact


def grown(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`password += character` where the character was drawn a statement before."""
    value = getattr(node, "value", None)
    known = facts.get(value.id) if isinstance(value, ast.Name) else None
    if (
        known is not None
        and re.match(r"(?:numpy\.|np\.)?random\.", known.kind)
        and any(names.TOKEN.search(word) for word in facts.targets)
    ):
        yield Hit("predictable-secret", node, MEDIUM, LIKELY)
    del fact


CALLS = {
    **dict.fromkeys(("md5", "sha1", "sha", "sha224", "sha256", "sha384", "sha512", "MD5", "SHA1", "blake2b", "blake2s",
        "sha3_256", "sha3_512", "md4"), (digest,)),
    "new": (digest, cipher, keyed),
    "update": (update,),
    **dict.fromkeys(("get", "getenv", "config", "env", "str"), (fallback_key,)),
    "ECB": (mode,),
    **dict.fromkeys(("ARC4", "TripleDES", "Blowfish", "CAST5", "IDEA", "SEED"), (cipher,)),
    **dict.fromkeys(("Fernet", "digest"), (keyed,)),
    **dict.fromkeys(("generate", "generate_private_key", "newkeys"), (key_size,)),
    **dict.fromkeys(("pbkdf2_hmac", "PBKDF2", "PBKDF2HMAC"), (rounds,)),
    **dict.fromkeys(("scrypt", "Scrypt"), (salted,)),
    **dict.fromkeys(("CBC", "CTR", "CFB", "OFB", "GCM"), (vector,)),
    **dict.fromkeys(tuple(_RANDOM), (randomness,)),
}  # fmt: skip
STATEMENTS = {ast.AugAssign: (grown,), ast.Assign: (grown, named), ast.AnnAssign: (named,)}
EXPRESSIONS = {ast.Compare: (equality,), ast.Attribute: (modes,)}
