"""Checks that are switched off: of certificates, host keys, package signatures.

Rules for this file: pure. Counterpart: engine.py.
"""

# ruff: noqa: E501 - a row of a table, or a pattern, is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.commands.arguments import arguments
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import Call, Hit, Value

_LOCAL: Final = re.compile(
    r"(?:^|//|@)(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0|host\.docker\.internal)(?:[:/]|$)"
)
_OFF: Final = frozenset({"false", "0", "no", "off", "none"})
_ON: Final = frozenset({"1", "true", "yes", "on"})
_UNVERIFIED: Final = re.compile(
    r"^--(?:insecure|no-check-certificate|no-verify-ssl|insecure-skip-tls-verify|skip-tls-verify|no-ssl-verify|insecure-skip-verify|tls-skip-verify"
    r"|check-certificate=(?:no|off|false)|(?:src-|dest-)?tls-verify=false|strict-ssl=false|no-strict-ssl|ssl-no-revoke|verify-ssl=(?:no|false)"
    r"|no-tls-verify|skip-ssl-validation|trust-server-cert|ssl-mode=disabled|skip-ssl|tls-insecure|no-check-ssl|ssl-verify=no|disable-ssl-verification"
    r"|verify=no|kubelet-insecure-tls|trusted-host=?(?P<host>\S*))$",
    re.IGNORECASE,
)
_TRUSTED_HOST: Final = "--trusted-host"
_SETTINGS: Final = {
    "GIT_SSL_NO_VERIFY": _ON, "NODE_TLS_REJECT_UNAUTHORIZED": frozenset({"0"}), "PYTHONHTTPSVERIFY": frozenset({"0"}),
    "NPM_CONFIG_STRICT_SSL": _OFF, "npm_config_strict_ssl": _OFF, "GONOSUMDB": frozenset({"*"}), "GONOSUMCHECK": _ON,
    "GOFLAGS": frozenset({"-insecure"}), "GOINSECURE": frozenset({"*"}), "VAULT_SKIP_VERIFY": _ON, "GOSUMDB": frozenset({"off"}),
    "PERL_LWP_SSL_VERIFY_HOSTNAME": frozenset({"0"}), "CURLOPT_SSL_VERIFYPEER": frozenset({"0", "false"}),
    "ANSIBLE_HOST_KEY_CHECKING": _OFF, "AWS_CLI_NO_VERIFY_SSL": _ON, "YARN_STRICT_SSL": _OFF, "HTTPLIB_SSL_VERIFY": frozenset({"0"}),
    "DOTNET_SYSTEM_NET_HTTP_USESOCKETSHTTPHANDLER": frozenset[str](), "SSL_VERIFY": _OFF, "PIP_TRUSTED_HOST": frozenset[str](),
    "GIT_SSH_COMMAND": frozenset[str](), "UV_INSECURE_HOST": frozenset[str](),
}  # fmt: skip
_CONFIGURED: Final = re.compile(
    r"^(?:http\.(?:\S*\.)?sslverify|strict-ssl|ssl_verify|http\.schannelcheckrevoke|global\.trusted-host|trusted-host|enableStrictSsl|verify-ssl)$",
    re.IGNORECASE,
)
_KEY_CHECK: Final = re.compile(
    r"^StrictHostKeyChecking[= ]+(?:no|off)$|^UserKnownHostsFile[= ]+/dev/null$", re.IGNORECASE
)
_KEY_CHECK_WORD: Final = re.compile(
    r"StrictHostKeyChecking[= ]+(?:no|off)\b|UserKnownHostsFile[= ]+/dev/null", re.IGNORECASE
)
_PACKAGES: Final = re.compile(
    r"^--(?:allow-unauthenticated|force-yes|nogpgcheck|no-gpg-checks?|allow-untrusted|nosignature|nodigest|allow-insecure-repositories|no-signature"
    r"|allow-releaseinfo-change|skip-verification|no-verify-signature|disable-content-trust|no-gpg-check)$"
)
_APT: Final = re.compile(
    r"(?:AllowUnauthenticated|AllowInsecureRepositories|Verify-Peer|Verify-Host)\s*[\"']?\s*[= ]\s*[\"']?(\w+)",
    re.IGNORECASE,
)
_SOURCES: Final = re.compile(
    r"\[[^\]\n]*\btrusted=yes\b|^gpgcheck\s*=\s*0|^repo_gpgcheck\s*=\s*0|^SigLevel\s*=\s*Never",
    re.IGNORECASE | re.MULTILINE,
)
_CURL_VALUED: Final = "AbcCdDeEFhHKmoPQrtTuUwxXyYz"
_KUBE: Final = frozenset({"kubectl", "oc", "helm", "argocd", "istioctl"})
_PACKAGE_TOOLS: Final = frozenset({
    "apt", "apt-get", "aptitude", "yum", "dnf", "zypper", "apk", "rpm", "pacman", "dpkg", "microdnf", "tdnf", "docker", "podman", "gem", "brew", "snap",
})  # fmt: skip
_QUIET: Final = (Severity.LOW, Confidence.HIGH)


def certificates(call: Call, text: Reader) -> Iterator[Hit]:
    """Options and settings that switch the check of certificates off."""
    del text
    for arg in _off(call):
        level = _QUIET if _local(call, arg) else None
        yield call.hit("tls-unverified", arg, level)
        return


def _off(call: Call) -> Iterator[Value]:
    if call.name == "curl":
        yield from arguments(call.args, _CURL_VALUED).values("k", "proxy-insecure", "insecure")
    if call.name in {"http", "https", "httpie", "wscat"}:
        yield from (arg for arg in call.args if arg.text in {"--verify=no", "-n", "--no-check"} and call.name != "http")
    for at, arg in enumerate(call.args):
        found = _UNVERIFIED.match(arg.text)
        if found is not None and call.name not in {"echo", "grep", "rg", "printf", "dockerd"}:
            yield arg
        elif (
            at
            and _CONFIGURED.match(call.args[at - 1].text)
            and call.name in {"git", "npm", "yarn", "pnpm", "pip", "pip3", "conda", "bun"}
        ):
            if arg.text.lower() in _OFF or "trusted" in call.args[at - 1].text:
                yield arg
        elif call.name == "git" and re.match(r"http\.(?:\S*\.)?sslverify=(?:false|0|no)$", arg.text, re.IGNORECASE):
            yield arg
    yield from _lftp(call)


def _lftp(call: Call) -> Iterator[Value]:
    if call.name in {"lftp", "echo", "npm", "yarn", "tee"}:
        yield from (
            arg for arg in call.args if re.search(r"ssl:verify-certificate\s+(?:no|false|off)|^strict-ssl\s*=\s*false|sslverify\s*=\s*(?:0|false)", arg.text, re.IGNORECASE)
        )  # fmt: skip


def _local(call: Call, arg: Value) -> bool:
    """Whether only this machine is asked."""
    if arg.text.startswith(_TRUSTED_HOST):
        return any(_LOCAL.search(word) for word in call.words)
    addresses = [word for word in call.words if "://" in word or _LOCAL.match(word)]
    return bool(addresses) and all(_LOCAL.search(word) for word in addresses)


def settings(call: Call, text: Reader) -> Iterator[Hit]:
    """Assignments in the environment."""
    del text
    given = list(call.settings)
    if call.name in {"export", "declare", "env", "set", "setenv"}:
        given += [
            (name, Value(arg.traced.sliced(len(name) + 1, len(arg.text))))
            for arg in call.args
            for name, equals, _ in [arg.text.partition("=")]
            if equals
        ]
    for name, value in given:
        if name in {"GIT_SSH_COMMAND", "SSH_OPTS", "SSH_OPTIONS", "SSH_ARGS", "RSYNC_RSH"} and _KEY_CHECK_WORD.search(
            value.text
        ):
            yield call.hit("host-key-unverified")
        elif value.text.strip("'\"").lower() in _SETTINGS.get(name, ()):
            yield call.hit("host-key-unverified" if name.startswith("ANSIBLE") else "tls-unverified")
        elif name in {"PIP_TRUSTED_HOST", "UV_INSECURE_HOST"} and value.text and not _LOCAL.search(value.text):
            yield call.hit("tls-unverified")


def host_keys(call: Call, text: Reader) -> Iterator[Hit]:
    """`ssh -o StrictHostKeyChecking=no` and what is written into its configuration."""
    del text
    for arg in call.args:
        if _KEY_CHECK.match(arg.text) or _KEY_CHECK.match(arg.text.removeprefix("-o").strip()):
            yield call.hit("host-key-unverified", arg)
            return
        if call.name in {
            "rsync",
            "git",
            "ansible",
            "ansible-playbook",
            "sshpass",
            "scp",
            "tee",
            "echo",
            "printf",
        } and _KEY_CHECK_WORD.search(arg.text):
            yield call.hit("host-key-unverified", arg)
            return


def packages(call: Call, text: Reader) -> Iterator[Hit]:
    """Package managers that don't look at signatures."""
    del text
    if call.name in _PACKAGE_TOOLS:
        for arg in call.args:
            apt = _APT.search(arg.text)
            off = apt is not None and (apt.group(1).lower() in (_OFF if "verify" in apt.group().lower() else _ON))
            if off or (_PACKAGES.match(arg.text) and arg.text != "--allow-releaseinfo-change"):
                yield call.hit("package-unverified", arg)
                return
    written = (
        [*call.args]
        if call.name in {"echo", "printf", "add-apt-repository"} and not call.piped
        else [call.stdin]
        if call.stdin and call.name in {"tee", "cat"}
        else []
    )
    for value in written:
        if _SOURCES.search(value.text) or (
            (apt := _APT.search(value.text))
            and apt.group(1).lower() in (_OFF if "verify" in apt.group().lower() else _ON)
        ):
            yield call.hit("package-unverified")
            return
