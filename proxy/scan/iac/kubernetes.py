"""Kubernetes manifests and what looks like parts of them: pods, roles, bindings, services, ingresses.

A pod's specification is known by its `containers`, wherever it stands (a template, a job, a chart, a fragment).
Rules for this file: pure. Counterparts: components.py for the cluster's own programs, engine.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.iac.components import flags
from proxy.scan.iac.hits import Hit, at
from proxy.scan.iac.images import moves
from proxy.scan.iac.nodes import FILLER, Node, mappings

_CONTAINERS: Final = ("containers", "initContainers", "ephemeralContainers")
_SOCKETS: Final = re.compile(r"(?:docker|containerd|crio|podman)\.sock$|^(?:/var)?/run(?:/containerd)?/?$")
_SYSTEM: Final = re.compile(
    r"^/(?:$|(?:etc|root|home|boot|dev|proc|sys|usr|bin|sbin|lib|var/lib/kubelet|var/lib/docker|var/log|var/lib/etcd)(?:/|$))"
)
_STRONG: Final = frozenset(
    {
        "ALL",
        "SYS_ADMIN",
        "SYS_PTRACE",
        "SYS_MODULE",
        "SYS_RAWIO",
        "SYS_BOOT",
        "NET_ADMIN",
        "NET_RAW",
        "DAC_READ_SEARCH",
        "BPF",
        "DAC_OVERRIDE",
        "SYSLOG",
    }
)
_ESCALATING: Final = frozenset({"bind", "escalate", "impersonate", "approve", "sign"})
_REACHING: Final = frozenset(
    {"pods/exec", "pods/attach", "nodes/proxy", "serviceaccounts/token", "pods/ephemeralcontainers"}
)
_READING: Final = frozenset({"get", "list", "watch", "*"})
_NAMESPACES: Final = ("hostNetwork", "hostPID", "hostIPC")
_SKIPPING: Final = ("insecure-skip-tls-verify", "insecureSkipTLSVerify", "insecureSkipVerify", "insecure_skip_verify")
_RUNNING: Final = frozenset({"Deployment", "Pod", "DaemonSet", "StatefulSet", "Service"})
_APPROVAL: Final = re.compile(r"certificatesigningrequests/(?:approval|status)|^\*$")
_UNCONFINED: Final = re.compile(
    r"seccomp\.security\.alpha\.kubernetes\.io/|^container\.apparmor\.security\.beta\.kubernetes\.io/"
)
_LEAST_UID: Final = 10_000
_DASHBOARD: Final = re.compile(r"kubernetes-?dashboard|kubernetesui/dashboard|/tiller(?::|@|$)")
_SNIPPET: Final = re.compile(r"/(?:configuration|server|auth|modsecurity)-snippet$")
_DEBUGGING: Final = re.compile(
    r"^(?:FLASK_ENV|NODE_ENV|APP_ENV|RAILS_ENV|DJANGO_DEBUG|FLASK_DEBUG|DEBUG|APP_DEBUG|ASPNETCORE_ENVIRONMENT)$"
)
_DEBUG_ON: Final = re.compile(r"(?i)^(?:1|true|yes|on)$")


def kubernetes(root: Node) -> Iterator[Hit]:
    """What a document shows."""
    for node in mappings(root):
        if _is_pod(node):
            yield from _pod(node)
        kind = node.text("kind")
        if kind:
            yield from _object(node, kind)
        yield from _anywhere(node)


def _object(node: Node, kind: str) -> Iterator[Hit]:
    yield from _OBJECTS.get(kind, _nothing)(node)
    names = f"{node.text('metadata', 'name')} {' '.join(label.value for label in _labels(node))}"
    if _DASHBOARD.search(names) and kind in _RUNNING:
        yield at("kubernetes.dashboard", node.get("metadata", "name") or node, "name")
    if node.text("metadata", "namespace") == "default" or node.text("metadata", "name") == "default":
        yield at(
            "kubernetes.default-account", node.get("metadata", "namespace") or node.get("metadata") or node, "default"
        )


def _nothing(_node: Node) -> Iterator[Hit]:
    return iter(())


def _roles(node: Node) -> Iterator[Hit]:
    for rule in node.each("rules"):
        yield from _role(rule)


def _service(node: Node) -> Iterator[Hit]:
    exposed = node.get("spec", "type")
    if exposed is not None and exposed.value in {"NodePort", "LoadBalancer"}:
        yield at("kubernetes.exposed", exposed, "type")
    selector = node.get("spec", "selector")
    if selector is not None and "tiller" in selector.words():
        yield at("kubernetes.dashboard", selector, "selector")


def _ingress(node: Node) -> Iterator[Hit]:
    spec = node.key("spec")
    if spec is not None and not node.has("spec", "tls") and node.has("spec", "rules"):
        yield at("kubernetes.ingress-plain", spec, "tls")


def _policy(node: Node) -> Iterator[Hit]:
    for name in ("ingress", "egress"):
        for item in node.each("spec", name):
            if item.kind == "map" and not item.pairs:
                yield at("kubernetes.open-policy", item, name)


def _labels(node: Node) -> list[Node]:
    labels = node.get("metadata", "labels")
    return [value for _, value in labels.pairs] if labels is not None else []


def _account(node: Node) -> Iterator[Hit]:
    mounted = node.get("automountServiceAccountToken")
    if node.text("metadata", "name") == "default" and node.says("automountServiceAccountToken") is not False:
        yield at("kubernetes.token-mounted", mounted or node, "automountServiceAccountToken")


def _role(rule: Node) -> Iterator[Hit]:
    verbs, resources, groups = (
        {item.value for item in rule.each(name)} for name in ("verbs", "resources", "apiGroups")
    )
    place = rule.key("verbs") or rule
    if "*" in verbs:
        yield at("kubernetes.wildcard-role", place, "verbs")
    elif "*" in resources:
        yield at("kubernetes.wildcard-role", rule.key("resources") or rule, "resources")
    approving = verbs & {"update", "patch", "*"} and any(_APPROVAL.search(name) for name in resources)
    if verbs & _ESCALATING or (resources & _REACHING and verbs & {"create", "get", "*"}) or approving:
        yield at("kubernetes.escalating-role", place, "verbs")
    everywhere = not rule.has("resourceNames") and (not groups or bool(groups & {"", "*"}))
    if "secrets" in resources and verbs & _READING and everywhere:
        yield at("kubernetes.secrets-role", rule.key("resources") or rule, "secrets")


def _binding(node: Node) -> Iterator[Hit]:
    role = node.get("roleRef", "name")
    if (
        role is not None
        and role.value in {"cluster-admin", "admin"}
        and (role.value == "cluster-admin" or node.text("kind") == "ClusterRoleBinding")
    ):
        yield at("kubernetes.admin-binding", role, "roleRef")
    for subject in node.each("subjects"):
        name = subject.get("name")
        if name is None:
            continue
        if name.value in {"system:anonymous", "system:unauthenticated"}:
            yield at("kubernetes.anonymous-binding", name, "subjects")
        elif name.value == "default" and subject.text("kind") == "ServiceAccount":
            yield at("kubernetes.default-account", name, "subjects")


def _pod(spec: Node) -> Iterator[Hit]:
    for name in _NAMESPACES:
        if spec.says(name):
            yield at("kubernetes.host-namespace", spec.key(name) or spec, name)
    for volume in spec.each("volumes"):
        path = volume.get("hostPath", "path")
        if path is not None and _SOCKETS.search(path.value):
            yield at("kubernetes.docker-socket", path, "hostPath")
        elif path is not None and _SYSTEM.search(path.value):
            yield at("kubernetes.host-path", path, "hostPath")
    account = spec.get("serviceAccountName")
    if account is not None and account.value == "default":
        yield at("kubernetes.default-account", account, "serviceAccountName")
    if spec.says("automountServiceAccountToken") is not False:
        place = spec.key("automountServiceAccountToken") or spec.key("containers") or spec
        yield at("kubernetes.token-mounted", place, "automountServiceAccountToken")
    context = spec.get("securityContext")
    if context is not None:
        yield from _user(context)
    for container in (item for name in _CONTAINERS for item in spec.each(name) if item.kind == "map"):
        yield from _container(container, context)


def _user(context: Node) -> Iterator[Hit]:
    uid = context.get("runAsUser")
    if uid is not None and uid.value == "0":
        yield at("kubernetes.root", uid, "runAsUser")
    elif uid is not None and uid.value.isdigit() and int(uid.value[:12]) < _LEAST_UID:
        yield at("kubernetes.low-uid", uid, "runAsUser")
    if context.says("runAsNonRoot") is False:
        yield at("kubernetes.root", context.key("runAsNonRoot") or context, "runAsNonRoot")
    profile = context.get("seccompProfile", "type")
    if profile is not None and profile.value.lower() == "unconfined":
        yield at("kubernetes.seccomp-off", profile, "seccompProfile")


def _container(container: Node, pod: Node | None) -> Iterator[Hit]:
    context = container.get("securityContext")
    place = container.key("name") or container
    if context is not None and context.kind == "map":
        yield from _rights(context)
        yield from _user(context)
    yield from _unsaid(context or Node("map", place.start, place.end), pod, place)
    yield from _image(container, place)
    if not container.has("resources"):
        yield at("kubernetes.no-limits", place, "resources")
    for port in container.each("ports"):
        if (host := port.key("hostPort")) is not None:
            yield at("kubernetes.host-port", host, "hostPort")
    yield from _environment(container)
    yield from flags([*container.each("command"), *container.each("args")], place)


def _unsaid(context: Node, pod: Node | None, place: Node) -> Iterator[Hit]:
    """Protections that are off where nothing is said of them."""
    either = [context, *([pod] if pod is not None else [])]
    if not any(each.has("runAsNonRoot") or each.text("runAsUser") not in {"", "0"} for each in either):
        yield at("kubernetes.root-open", place, "runAsNonRoot")
    if not any(each.has("seccompProfile") for each in either):
        yield at("kubernetes.seccomp-open", place, "seccompProfile")
    if not context.has("allowPrivilegeEscalation"):
        yield at("kubernetes.escalation-open", place, "allowPrivilegeEscalation")
    if context.says("readOnlyRootFilesystem") is not True:
        yield at("kubernetes.writable-root", context.key("readOnlyRootFilesystem") or place, "readOnlyRootFilesystem")
    if not {item.value.upper() for item in context.each("capabilities", "drop")} & {"ALL", "NET_RAW"}:
        yield at("kubernetes.capability-kept", place, "capabilities")


def _image(container: Node, place: Node) -> Iterator[Hit]:
    image = container.get("image")
    if image is None:
        return
    moving = moves(image.value)
    if moving:
        yield at("kubernetes.image-moves", image, "image")
    if _DASHBOARD.search(image.value):
        yield at("kubernetes.dashboard", image, "image")
    policy = container.get("imagePullPolicy")
    if (policy is None and not moving) or (policy is not None and policy.value in {"Never", "IfNotPresent"}):
        yield at("kubernetes.pull-policy", policy or place, "imagePullPolicy")


def _rights(context: Node) -> Iterator[Hit]:
    if context.says("privileged"):
        yield at("kubernetes.privileged", context.key("privileged") or context, "privileged")
    if context.says("allowPrivilegeEscalation"):
        yield at(
            "kubernetes.escalation", context.key("allowPrivilegeEscalation") or context, "allowPrivilegeEscalation"
        )
    for item in context.each("capabilities", "add"):
        name = item.value.upper().removeprefix("CAP_")
        yield at("kubernetes.capability" if name in _STRONG else "kubernetes.capability-added", item, "capabilities")
    mount = context.get("procMount")
    if mount is not None and mount.value == "Unmasked":
        yield at("kubernetes.seccomp-off", mount, "procMount")


def _environment(container: Node) -> Iterator[Hit]:
    for entry in container.each("env"):
        value = entry.get("value")
        name = entry.text("name")
        if value is None or not _DEBUGGING.match(name):
            continue
        on = (
            value.value.lower() in {"development", "dev"}
            if name.endswith(("ENV", "ENVIRONMENT"))
            else _DEBUG_ON.match(value.value)
        )
        if on:
            yield at("kubernetes.debug", value, "env")


def _anywhere(node: Node) -> Iterator[Hit]:
    """Switches that mean the same wherever they stand: clusters' settings, webhooks, annotations, charts' values."""
    names = _SKIPPING if _is_pod(node) else (*_SKIPPING, *_NAMESPACES)
    for name in names:
        if node.says(name):
            rule = "tls-skipped" if name in _SKIPPING else "host-namespace"
            yield at(f"kubernetes.{rule}", node.key(name) or node, name)
    for key, value in node.pairs:
        if _SNIPPET.search(key.value) and value.value:
            yield at("kubernetes.ingress-snippet", key, "snippet")
        elif _UNCONFINED.search(key.value) and value.value == "unconfined":
            yield at("kubernetes.seccomp-off", key, "annotations")
        elif key.value == "securityContext" and value.kind == "map" and not node.has("image") and not _is_pod(node):
            # A chart's values, or a fragment.
            yield from _rights(value)
            yield from _user(value)


def _is_pod(node: Node) -> bool:
    return any(node.each(name) for name in _CONTAINERS)


def looks_like(root: Node) -> bool:
    """Whether a document is a manifest, a chart's values or a part of one."""
    if root.has("apiVersion") and root.has("kind"):
        return True
    return any(
        node.has("securityContext")
        or (any(node.each(name) for name in _CONTAINERS))
        or node.has("hostPath")
        or FILLER in node.text("image")
        for node in mappings(root)
    )


_OBJECTS: Final = {
    "Role": _roles, "ClusterRole": _roles, "RoleBinding": _binding, "ClusterRoleBinding": _binding, "Service": _service,
    "Ingress": _ingress, "NetworkPolicy": _policy, "ServiceAccount": _account,
}  # fmt: skip
