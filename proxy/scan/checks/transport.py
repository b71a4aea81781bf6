"""TLS that checks nobody's certificate, and hosts nobody recognises.

CWE-295, CWE-322. Keywords are looked at on every call: sessions, clients and wrappers take them too.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from proxy.scan.checks import names
from proxy.scan.checks.calls import HIGH, LIKELY, MEDIUM, SURE, Call, Hit
from proxy.scan.checks.facts import Fact, Facts
from proxy.scan.checks.fixes import without_keyword

_NOT_TLS = re.compile(r"jwt|jose|jws|json|yaml|pil|image", re.IGNORECASE)


def verify(call: Call) -> Iterator[Hit]:
    """`verify=False` and its kin."""
    for keyword in (
        "verify",
        "verify_ssl",
        "ssl_verify",
        "check_hostname",
        "ssl",
        "validate_certs",
        "verify_certs",
        "disable_ssl_certificate_validation",
    ):
        node = call.expr(-1, keyword)
        if not isinstance(node, ast.Constant):
            continue
        opened = node.value is (keyword == "disable_ssl_certificate_validation")
        if (
            not opened
            or _NOT_TLS.search(call.name)
            or (keyword == "ssl" and not re.search(r"TCPConnector|session|client|request|get|post", call.name))
        ):
            continue
        if keyword == "verify" and call.tail in {"decode", "load", "loads", "encode", "dump"}:
            continue
        safe = without_keyword(call.node, keyword)
        yield Hit("tls-unverified", call.node, HIGH, SURE, f"{keyword}={node.value!r}", safe, safe)
        return


def requirements(call: Call) -> Iterator[Hit]:
    """`cert_reqs=CERT_NONE`."""
    node = call.expr(-1, "cert_reqs")
    if node is not None and (
        names.last_word(node) == "CERT_NONE" or getattr(node, "value", None) in {"CERT_NONE", "NONE"}
    ):
        yield Hit("tls-unverified", call.node, HIGH, SURE, "cert_reqs=CERT_NONE")


def context(call: Call) -> Iterator[Hit]:
    """Contexts that check nothing; mail and old servers without a context."""
    if call.tail == "_create_unverified_context":
        yield Hit(
            "tls-unverified",
            call.node,
            HIGH,
            SURE,
            fix="ssl.create_default_context()",
            replacement="ssl.create_default_context()",
        )
    elif (
        call.tail == "starttls"
        and not call.has("context")
        and not call.node.args
        and not re.search(r"ldap", call.owner, re.IGNORECASE)
    ):
        yield Hit(
            "starttls-unverified",
            call.node,
            MEDIUM,
            LIKELY,
            fix=f"{ast.unparse(call.node.func)}(context=ssl.create_default_context())",
            replacement=None,
        )
    elif call.tail == "wrap_socket" and call.owner == "ssl" and not call.has("cert_reqs"):
        yield Hit("tls-unverified", call.node, MEDIUM, LIKELY)


_OLD_PROTOCOLS = re.compile(r"^(?:SSLv2|SSLv3|TLSv1|TLSv1_1)_METHOD$|^PROTOCOL_(?:SSLv2|SSLv3|TLSv1|TLSv1_1)$")


def protocol(call: Call) -> Iterator[Hit]:
    """`SSL.Context(SSL.TLSv1_METHOD)`, `ssl.SSLContext(ssl.PROTOCOL_TLSv1)`."""
    given = call.expr(0, "method") or call.expr(0, "protocol")
    if given is not None and _OLD_PROTOCOLS.search(names.last_word(given)):
        yield Hit("weak-tls", call.node, MEDIUM, SURE, fix="ssl.create_default_context()")


def host_keys(call: Call) -> Iterator[Hit]:
    """A host key that nobody knows is taken."""
    node = call.expr(0)
    policy = names.last_word(node.func if isinstance(node, ast.Call) else node) if node is not None else ""
    if policy in {"AutoAddPolicy", "WarningPolicy"}:
        safe = f"{ast.unparse(call.node.func)}(paramiko.RejectPolicy())"
        yield Hit("host-key-unverified", call.node, HIGH, LIKELY, fix=safe, replacement=safe)


def default(node: ast.AST, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`def __init__(self, verify=False)`: off unless somebody thinks of it."""
    arguments = getattr(node, "args", None)
    if isinstance(arguments, ast.arguments):
        listed = [*arguments.posonlyargs, *arguments.args]
        pairs = [
            *zip(reversed(listed), reversed(arguments.defaults), strict=False),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
        ]
        for argument, value in pairs:
            if (
                argument.arg
                in {"verify_ssl", "ssl_verify", "verify_tls", "verify_cert", "verify_certs", "verify_certificate"}
                and isinstance(value, ast.Constant)
                and value.value is False
            ):
                yield Hit("tls-unverified", argument, MEDIUM, LIKELY, f"{argument.arg}=False by default")
    del fact, facts


def class_default(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`verify: bool = False` in a class or settings."""
    if (
        isinstance(node, ast.AnnAssign)
        and isinstance(node.value, ast.Constant)
        and node.value.value is False
        and names.last_word(node.target) in {"verify", "verify_ssl", "ssl_verify", "verify_tls"}
    ):
        yield Hit("tls-unverified", node, MEDIUM, LIKELY, "off by default")
    del fact, facts


def setting(node: ast.stmt, fact: Fact, facts: Facts) -> Iterator[Hit]:
    """`context.check_hostname = False` and its kin."""
    value = getattr(node, "value", None)
    for target in getattr(node, "targets", ()):
        name = names.last_word(target)
        off = isinstance(value, ast.Constant) and value.value is False
        given = names.last_word(value) if value is not None else ""
        if (
            (off and (name == "check_hostname" or (name == "verify" and isinstance(target, ast.Attribute))))
            or (name == "verify_mode" and given == "CERT_NONE")
            or (name == "_create_default_https_context" and given == "_create_unverified_context")
        ):
            yield Hit("tls-unverified", node, HIGH, SURE)
        if name == "minimum_version" and re.fullmatch(r"SSLv[23]|TLSv1(?:_1)?|MINIMUM_SUPPORTED", given):
            yield Hit("weak-tls", node, MEDIUM, SURE, fix="context.minimum_version = ssl.TLSVersion.TLSv1_2")
    del fact, facts


CALLS = {
    **dict.fromkeys(("_create_unverified_context", "starttls", "wrap_socket"), (context,)),
    "set_missing_host_key_policy": (host_keys,),
    **dict.fromkeys(("Context", "SSLContext"), (protocol,)),
}  # fmt: skip
KEYWORDS = {
    **dict.fromkeys(("verify", "verify_ssl", "ssl_verify", "check_hostname", "ssl", "validate_certs", "verify_certs",
        "disable_ssl_certificate_validation"), (verify,)),
    "cert_reqs": (requirements,),
}  # fmt: skip
STATEMENTS = {
    ast.FunctionDef: (default,),
    ast.AsyncFunctionDef: (default,),
    ast.AnnAssign: (class_default,),
    ast.Assign: (setting,),
}
