"""Where randomness begins: seeds that can be guessed, secrets of a few bytes, salts and vectors that aren't random.

CWE-330, CWE-331, CWE-335, CWE-337, CWE-339, CWE-340, CWE-760, CWE-1204.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import LIKELY, LOW, MEDIUM, Call, Hit
from proxy.scan.checks.facts import Fact, Facts

_CLOCK = re.compile(
    r"\btime\.(?:time|time_ns|monotonic|perf_counter)\(|\btime\(\)|datetime\.(?:\w+\.)?(?:now|utcnow|today)\(|\.timestamp\(\)"
)
_GUESSED = re.compile(rf"{_CLOCK.pattern}|os\.getpid\(|getpid\(\)")
_DRAWN = re.compile(r"^(?:random\.(?:randint|randrange|choice)|secrets\.randbelow|secrets\.choice)\(")
_KEYS = re.compile(r"passw|token|secret|otp|(?:^|_)keys?(?:$|_)|nonce|salt", re.IGNORECASE)
_GENERATORS = ("random.Random", "RandomState", "default_rng")
_LEAST = 8  # bytes of a secret that nobody can try in time
_OWN = re.compile(r"^(?:user_?name|user|name|email|mail|login|user_?id)$", re.IGNORECASE)


def seed(call: Call) -> Iterator[Hit]:
    """`random.seed(time.time())`, `random.Random(os.getpid())`."""
    if call.owner not in {"random", "numpy.random", "np.random", ""} or (
        not call.owner and call.name not in {"random.seed", "random.Random"}
    ):
        return
    node = call.expr(0, "a")
    if node is None:
        return
    text = names.spelled(node)
    function = call.facts.function
    if isinstance(node, ast.Constant) and function is not None and _KEYS.search(function.name):
        yield Hit("predictable-seed", call.node, MEDIUM, LIKELY, "the same secret is drawn each time")
    elif _GUESSED.search(text):
        yield Hit("predictable-seed", call.node, LOW, LIKELY)
    elif _DRAWN.match(text):
        yield Hit(
            "predictable-seed", call.node, LOW, LIKELY, "there are only a few such seeds", cwe=("CWE-339", "CWE-335")
        )


def drawn(call: Call) -> Iterator[Hit]:
    """`generator.choice(letters)` for a password, where the generator is `random.Random(42)`."""
    function = call.facts.function
    around = [*call.facts.targets, function.name if function is not None else ""]
    if call.base.kind.endswith(_GENERATORS) and any(names.TOKEN.search(word) for word in around):
        yield Hit("predictable-secret", call.node, MEDIUM, LIKELY, cwe=("CWE-335", "CWE-338", "CWE-330"))


def few_bytes(call: Call) -> Iterator[Hit]:
    """`secrets.token_hex(3)` for a key, `os.urandom(2)` for a token."""
    if call.owner not in {"secrets", "os"} and not call.name.startswith("secrets."):
        return
    node = call.expr(0, "nbytes")
    function = call.facts.function
    around = [*call.facts.targets, function.name if function is not None else ""]
    if (
        isinstance(node, ast.Constant)
        and type(node.value) is int
        and 0 < node.value < _LEAST
        and any(names.TOKEN.search(word) or names.SECRET.search(word) for word in around)
        and not any(re.search(r"salt|nonce|otp|pin|code", word, re.IGNORECASE) for word in around)
    ):
        yield Hit("short-secret", call.node, MEDIUM, LIKELY)


_FEW_DIGITS = 10**5


def few_values(call: Call) -> Iterator[Hit]:
    """`random.randrange(10000)` for a one-time password."""
    if call.owner not in {"random", "secrets"}:
        return
    numbers = [node.value for node in call.node.args if isinstance(node, ast.Constant) and type(node.value) is int]
    function = call.facts.function
    around = [*call.facts.targets, function.name if function is not None else ""]
    if (
        numbers
        and len(numbers) == len(call.node.args)
        and max(numbers) < _FEW_DIGITS
        and any(
            re.search(
                r"(?:^|_)(?:otp|one_time|reset_code|verification_code|auth_code|2fa|pin)(?:_|$)", word, re.IGNORECASE
            )
            for word in around
        )
    ):
        yield Hit("short-secret", call.node, LOW, LIKELY)


_TOKEN = re.compile(r"token|secret|session_?(?:id|key)|api_?key|reset", re.IGNORECASE)


def by_clock(call: Call) -> Iterator[Hit]:
    """`hashlib.sha256(f"{user}{time.time()}")` for a token: the time can be guessed."""
    if not call.owner.endswith("hashlib"):
        return
    function = call.facts.function
    around = [*call.facts.targets, function.name if function is not None else ""]
    if not any(_TOKEN.search(word) for word in around):
        return
    if call.node.args and _CLOCK.search(names.spelled(call.node.args[0])):
        yield Hit("predictable-secret", call.node, MEDIUM, LIKELY, "it is made of the time")


def own_name(call: Call) -> Iterator[Hit]:
    """`pbkdf2_hmac("sha256", password, name.encode(), ...)`: everybody knows the salt."""
    node = call.expr(2 if call.tail == "pbkdf2_hmac" else 1, "salt")
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "encode":
        node = node.func.value
    if node is not None and _OWN.match(names.last_word(node)):
        yield Hit("static-salt", call.node, MEDIUM, LIKELY, "the account's name is no salt")


_VECTOR_MODES = frozenset({"MODE_CBC", "MODE_CFB", "MODE_OFB", "MODE_OPENPGP"})


def vector(call: Call) -> Iterator[Hit]:
    """`AES.new(key, AES.MODE_OFB, b"0123456789abcdef")`; a vector of `random`."""
    if not call.owner.endswith(("AES", "DES3")) or len(call.node.args) < len(("key", "mode")):
        return
    if names.last_word(call.node.args[1]) not in _VECTOR_MODES:
        return
    known, node = call.arg(2, "iv"), call.expr(2, "iv")
    fixed = known.constant and known.kind in {"text", "bytes"} and bool(known.text)
    if node is not None and fixed and names.last_word(call.node.args[1]) != "MODE_CBC":
        yield Hit("static-iv", call.node, MEDIUM, LIKELY)


_IV = re.compile(r"^(?:iv|nonce|init(?:ialisation|ialization)?_?vec(?:tor)?)\d?$", re.IGNORECASE)


_DRAWN_BYTES = re.compile(r"(?<![\w.])random\.(?!SystemRandom)\w+\(")


def drawn_vector(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`iv = bytes(random.randint(0, 255) for _ in range(16))`."""
    value = getattr(node, "value", None)
    if value is None or not any(_IV.match(word) for word in facts.targets):
        return
    if _DRAWN_BYTES.search(names.spelled(value)):
        weaknesses = ("CWE-1204", "CWE-329", "CWE-338")
        yield Hit("static-iv", node, MEDIUM, LIKELY, "its next values can be computed", cwe=weaknesses)
    del fact


CALLS = {
    **dict.fromkeys(("seed", "Random", "RandomState", "default_rng"), (seed,)),
    **dict.fromkeys(("token_hex", "token_bytes", "token_urlsafe", "urandom", "randbytes"), (few_bytes,)),
    **dict.fromkeys(("choice", "choices", "random", "getrandbits", "sample", "uniform"), (drawn,)),
    **dict.fromkeys(("randrange", "randint", "randbelow"), (few_values, drawn)),
    **dict.fromkeys(("md5", "sha1", "sha256", "sha512"), (by_clock,)),
    **dict.fromkeys(("pbkdf2_hmac", "scrypt"), (own_name,)),
    "new": (vector,),
}
STATEMENTS = {ast.Assign: (drawn_vector,)}
