"""The safe form of a setting as the file writes it: the key that is there, with the value that it should have.

    associate_public_ip_address = true   ->   associate_public_ip_address = false
    "HttpTokens": "optional"             ->   "HttpTokens": "required"

A switch with two values is turned; of others a table knows the safe one. What neither knows keeps the rule's own form.
Rules for this file: pure; a key is shown where it is a plain word or the finding names it anyway, a value of the code never.
Counterparts: iac/engine.py, syntax/terraform.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_MAX_KEY: Final = 80
_LINE: Final = re.compile(
    r"\s*(?:-\s+)?(?P<key>(?:--)?[\"']?[A-Za-z_][\w.:/-]{0,80}[\"']?)(?P<apart>\s*[:=]\s*|[ \t]+)"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|\[[^\]\n]*\]|[^\s,;}#{(<&!|>\"'\[][^\s,;}#]*)(?P<end>;?)(?=\s*(?:[,}#]|$))"
)
_NO_WORD: Final = re.compile(r"[^a-z0-9]")
_TURNED: Final = {
    "true": "false", "yes": "no", "on": "off", "enabled": "disabled", "enable": "disable",
}  # fmt: skip
_TURN: Final = _TURNED | {to: word for word, to in _TURNED.items()}
_BITS: Final = {"0": "1", "1": "0"}
# Key without its separators: what it should hold. Words only; quotes and lists are put as the file puts them.
_SAFE: Final[Mapping[str, str]] = {
    "httptokens": "required", "viewerprotocolpolicy": "redirect-to-https", "imagetagmutability": "IMMUTABLE",
    "authorizationtype": "AWS_IAM", "authorization": "AWS_IAM", "acl": "private", "containeraccesstype": "private",
    "accesscontrol": "Private", "defaultaction": "Deny", "sslpolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "securitypolicy": "TLS_1_2", "minimumprotocolversion": "TLSv1.2_2021", "cidrblocks": "10.0.0.0/8",
    "sourceranges": "10.0.0.0/8", "cidripv4": "10.0.0.0/8", "cidrip": "10.0.0.0/8",
    "sourceaddressprefix": "10.0.0.0/8", "allowedorigins": "https://app.example.com",
    "alloworigins": "https://app.example.com", "corsallowedorigins": "https://app.example.com",
    "httpcorsalloworigin": "https://app.example.com", "backupretentionperiod": "7", "minimumpasswordlength": "14",
    "maxpasswordage": "90", "retentionindays": "365", "passwordreuseprevention": "24", "auditlogmaxage": "30",
    "auditlogmaxbackup": "10", "auditlogmaxsize": "100", "insecureport": "0", "readonlyport": "0",
    "secureport": "6443", "authorizationmode": "Node,RBAC", "enableadmissionplugins": "NodeRestriction",
    "tlsciphersuites": "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "bindaddress": "127.0.0.1", "bindip": "127.0.0.1",
    "listenaddresses": "localhost", "bind": "127.0.0.1", "securityprotocol": "SASL_SSL",
    "sslminprotocolversion": "TLSv1.2", "imagepullpolicy": "Always", "runasuser": "10001", "mode": "0640",
    "protectsystem": "strict", "managementendpointswebexposureinclude": "health,info", "permitrootlogin": "no",
    "procmount": "Default",
}  # fmt: skip
_OLD_TLS: Final = re.compile(r"(?i)[\"']?(tls)?([v_]?)1([._]?)[01]?[\"']?$")


def fitted(line: str, what: str, otherwise: str) -> str:
    """The line's setting with its safe value; `what` is what the finding names, `otherwise` the rule's own form."""
    setting = _LINE.match(line)
    if setting is None or len(setting["key"]) > _MAX_KEY:
        return otherwise
    key, value = setting["key"], setting["value"]
    plain, named = _NO_WORD.sub("", key.lower()), _NO_WORD.sub("", what.lower())
    if plain != named and (key[0] in "\"'" or named not in plain):
        return otherwise
    safe = _safe(plain, value)
    return f"{key}{setting['apart']}{safe}{setting['end']}" if safe else otherwise


def _safe(key: str, value: str) -> str:
    word = value.strip("\"'").lower()
    if key in _SAFE:
        safe = _SAFE[key]
    elif word in _TURN:
        safe = _cased(_TURN[word], value.strip("\"'"))
    elif word in _BITS and value == word:
        safe = _BITS[word]
    elif old := _OLD_TLS.match(value):
        safe = f"{old[1] or ''}{old[2]}1{old[3] or ('.' if old[2] != '_' else '_')}2"
    else:
        return ""
    if value[0] == "[":
        return f'["{safe}"]'
    return f"{value[0]}{safe}{value[0]}" if value[0] in "\"'" else safe


def _cased(word: str, like: str) -> str:
    """The word in the other's case: `On` -> `Off`, `TRUE` -> `FALSE`."""
    return word.upper() if like.isupper() else word.capitalize() if like[:1].isupper() else word
