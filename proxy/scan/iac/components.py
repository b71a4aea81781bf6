"""The cluster's own programs and their flags, after the CIS Kubernetes Benchmark.

Rules for this file: pure; a flag is looked at on a program's own command line only. Counterpart: kubernetes.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from proxy.scan.iac.hits import Hit, at
from proxy.scan.iac.nodes import FILLER, Node

_API: Final = "kube-apiserver"
_CONTROLLER: Final = "kube-controller-manager"
_SCHEDULER: Final = "kube-scheduler"
_ETCD: Final = "etcd"
_KUBELET: Final = "kubelet"
_PROGRAM: Final = re.compile(r"(?:^|/)(kube-apiserver|kube-controller-manager|kube-scheduler|etcd|kubelet)$")
_WEAK_CIPHER: Final = r"RC4|3DES|_CBC_SHA\b|(?:^|,)TLS_RSA_WITH_"
# (programs, flag, pattern of bad values, rule). A row with the pattern "" asks for the flag to be there.
_FLAGS: Final = tuple((frozenset(programs.split()), name, re.compile(bad) if bad else None, rule) for programs, name, bad, rule in (
    (f"{_API} {_KUBELET}", "anonymous-auth", r"^true$", "component-anonymous"),
    (f"{_API}", "basic-auth-file", r".", "component-anonymous"),
    (f"{_API}", "token-auth-file", r".", "component-anonymous"),
    (f"{_API} {_KUBELET}", "authorization-mode", r"AlwaysAllow", "component-authorization"),
    (f"{_API}", "authorization-mode", r"^(?!.*Node).*$", "component-authorization"),
    (f"{_API}", "authorization-mode", r"^(?!.*RBAC).*$", "component-authorization"),
    (f"{_API}", "insecure-port", r"^(?!0$)", "component-plain"),
    (f"{_API}", "insecure-bind-address", r".", "component-plain"),
    (f"{_API}", "secure-port", r"^0$", "component-plain"),
    (f"{_API}", "kubelet-https", r"^false$", "component-plain"),
    (f"{_KUBELET}", "read-only-port", r"^(?!0$)", "component-plain"),
    (f"{_API} {_CONTROLLER} {_SCHEDULER}", "profiling", r"^true$", "component-hardening"),
    (f"{_API} {_CONTROLLER} {_SCHEDULER}", "profiling", "", "component-hardening"),
    (f"{_CONTROLLER} {_SCHEDULER}", "bind-address", r"^(?!127\.0\.0\.1$|localhost$|::1$)", "component-hardening"),
    (f"{_CONTROLLER} {_SCHEDULER}", "address", r"^(?!127\.0\.0\.1$|localhost$|::1$)", "component-hardening"),
    (f"{_API}", "service-account-lookup", r"^false$", "component-hardening"),
    (f"{_API}", "service-account-key-file", "", "component-tls"),
    (f"{_API}", "audit-log-path", "", "component-audit"),
    (f"{_API}", "audit-log-maxage", "", "component-audit"),
    (f"{_API}", "audit-log-maxage", r"^(?:[12]?\d)$", "component-audit"),
    (f"{_API}", "audit-log-maxbackup", "", "component-audit"),
    (f"{_API}", "audit-log-maxbackup", r"^\d$", "component-audit"),
    (f"{_API}", "audit-log-maxsize", "", "component-audit"),
    (f"{_API}", "audit-log-maxsize", r"^\d{1,2}$", "component-audit"),
    (f"{_API}", "request-timeout", r"^(?:[1-9]?\d|[12]\d\d)s$", "component-hardening"),
    (f"{_API}", "etcd-certfile", "", "component-tls"),
    (f"{_API}", "etcd-keyfile", "", "component-tls"),
    (f"{_API}", "etcd-cafile", "", "component-tls"),
    (f"{_API} {_KUBELET}", "tls-cert-file", "", "component-tls"),
    (f"{_API} {_KUBELET}", "tls-private-key-file", "", "component-tls"),
    (f"{_API} {_KUBELET}", "client-ca-file", "", "component-tls"),
    (f"{_API}", "kubelet-client-certificate", "", "component-tls"),
    (f"{_API}", "kubelet-client-key", "", "component-tls"),
    (f"{_API}", "kubelet-certificate-authority", "", "component-tls"),
    (f"{_API}", "encryption-provider-config", "", "component-tls"),
    (f"{_API} {_KUBELET}", "tls-cipher-suites", _WEAK_CIPHER, "component-tls"),
    (f"{_API}", "enable-admission-plugins", r"AlwaysAdmit", "component-authorization"),
    (f"{_API}", "enable-admission-plugins", r"^(?!.*NodeRestriction)", "component-hardening"),
    (f"{_API}", "enable-admission-plugins", r"^(?!.*EventRateLimit)", "component-hardening"),
    (f"{_API}", "enable-admission-plugins", r"^(?!.*AlwaysPullImages)", "component-hardening"),
    (f"{_API}", "enable-admission-plugins", r"^(?!.*(?:PodSecurity|SecurityContextDeny))", "component-hardening"),
    (f"{_API}", "disable-admission-plugins", r"NamespaceLifecycle|ServiceAccount|NodeRestriction|PodSecurity", "component-hardening"),
    (f"{_CONTROLLER}", "terminated-pod-gc-threshold", "", "component-hardening"),
    (f"{_CONTROLLER}", "use-service-account-credentials", r"^false$", "component-hardening"),
    (f"{_CONTROLLER}", "use-service-account-credentials", "", "component-hardening"),
    (f"{_CONTROLLER}", "service-account-private-key-file", "", "component-tls"),
    (f"{_CONTROLLER}", "root-ca-file", "", "component-tls"),
    (f"{_CONTROLLER} {_KUBELET}", "feature-gates", r"RotateKubelet(?:Server|Client)Certificate=false", "component-hardening"),
    (f"{_ETCD}", "cert-file", "", "component-tls"),
    (f"{_ETCD}", "key-file", "", "component-tls"),
    (f"{_ETCD}", "client-cert-auth", "", "component-tls"),
    (f"{_ETCD}", "client-cert-auth", r"^false$", "component-tls"),
    (f"{_ETCD}", "auto-tls", r"^true$", "component-tls"),
    (f"{_ETCD}", "peer-cert-file", "", "component-tls"),
    (f"{_ETCD}", "peer-key-file", "", "component-tls"),
    (f"{_ETCD}", "peer-client-cert-auth", "", "component-tls"),
    (f"{_ETCD}", "peer-client-cert-auth", r"^false$", "component-tls"),
    (f"{_ETCD}", "peer-auto-tls", r"^true$", "component-tls"),
    (f"{_KUBELET}", "streaming-connection-idle-timeout", r"^0$", "component-hardening"),
    (f"{_KUBELET}", "protect-kernel-defaults", r"^false$", "component-hardening"),
    (f"{_KUBELET}", "protect-kernel-defaults", "", "component-hardening"),
    (f"{_KUBELET}", "make-iptables-util-chains", r"^false$", "component-hardening"),
    (f"{_KUBELET}", "make-iptables-util-chains", "", "component-hardening"),
    (f"{_KUBELET}", "hostname-override", r".", "component-hardening"),
    (f"{_KUBELET}", "event-qps", r"^(?:[6-9]|\d{2,})$", "component-audit"),
    (f"{_KUBELET}", "event-qps", "", "component-audit"),
    (f"{_KUBELET}", "rotate-certificates", r"^false$", "component-hardening"),
    (f"{_KUBELET}", "cadvisor-port", r"^(?!0$)", "component-plain"),
))  # fmt: skip


def flags(words: Sequence[Node], place: Node) -> Iterator[Hit]:
    """What the flags of a command line show, or lack."""
    said = [node for node in words if node.kind == "scalar"]
    programs = (found[1] for node in said for part in node.value.split()[:3] if (found := _PROGRAM.search(part)))
    program = next(programs, None)
    if program is None or any(FILLER in node.value for node in said):
        return
    given = dict(_given(said))
    for known, name, bad, rule in _FLAGS:
        if program not in known:
            continue
        if name not in given:
            if bad is None:
                yield at(f"kubernetes.{rule}", place, name)
        elif bad is not None and bad.search(given[name][0]):
            yield at(f"kubernetes.{rule}", given[name][1], name)


def _given(said: Sequence[Node]) -> Iterator[tuple[str, tuple[str, Node]]]:
    """The flags by name, with value and place."""
    for node in said:
        for part in node.value.split():
            if part.startswith("--"):
                name, equals, value = part[2:].partition("=")
                yield name, (value.strip("\"'") if equals else "true", node)
