"""Containers with the host's rights, and services that are started without a login.

Rules for this file: pure. Counterpart: engine.py.
"""

# ruff: noqa: E501 - a row of a table, or a pattern, is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from proxy.scan.commands.arguments import Arguments, arguments
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import Call, Hit, Value

_ENGINES: Final = frozenset({"docker", "dockerd", "podman", "nerdctl", "docker-compose"})
_FOR_ALL: Final = re.compile(r"^[0-7]?[67]66$|^[0-7]?777$|[oa]\+rw")
_RUNS: Final = frozenset({"run", "create"})
_VALUED: Final = "acehlmpuvw"
_LONGS: Final = "cap-add pid net network ipc userns volume mount publish security-opt device env name user entrypoint workdir restart"
_CAPABILITIES: Final = frozenset(
    {"ALL", "SYS_ADMIN", "CAP_SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "DAC_READ_SEARCH", "CAP_ALL"}
)
_SOCKET: Final = re.compile(r"(?:^|[=:,])/?(?:var/)?run/(?:docker|containerd/containerd|podman/podman|crio/crio)\.sock")
_HOST_ROOT: Final = re.compile(r"^/:/|^(?:type=bind,)?(?:source|src)=/,|^/(?:etc|root|proc|sys|boot|dev):/")
_STORES: Final = frozenset(
    ["3306", "5432", "6379", "27017", "9200", "11211", "2375", "5984", "8086", "9042", "1433", "5601", "15672", "2379"]
)
_OPEN_API: Final = re.compile(r"^tcp://(?:0\.0\.0\.0|\[::\])?:2375$")
_EVERYWHERE: Final = frozenset({"0.0.0.0", "::", "*", "[::]", "all"})  # noqa: S104  # nosec B104
_EMPTY_TOKEN: Final = re.compile(r"^--(?:NotebookApp|ServerApp|IdentityProvider)\.(?:token|password)=(?:''|\"\"|)$")
_NO_LOGIN: Final = {
    "mongod": frozenset({"--noauth"}), "mysqld": frozenset({"--skip-grant-tables"}), "mysqld_safe": frozenset({"--skip-grant-tables"}),
    "x11vnc": frozenset({"-nopw"}), "etcd": frozenset({"--auth-token="}), "code-server": frozenset({"--auth=none"}), "dockerd": frozenset({"--tls=false"}),
    "kube-apiserver": frozenset({"--anonymous-auth=true", "--authorization-mode=AlwaysAllow"}), "kubelet": frozenset({"--anonymous-auth=true", "--authorization-mode=AlwaysAllow"}),
    "mosquitto": frozenset({"--allow-anonymous"}), "minio": frozenset({"--anonymous"}), "neo4j": frozenset({"--auth=none"}), "rstudio-server": frozenset({"--auth-none=1"}),
}  # fmt: skip
_EXPORTS: Final = re.compile(r"\*\([^)]*(?:no_root_squash|rw)[^)]*\)")


def containers(call: Call, text: Reader) -> Iterator[Hit]:
    """`docker run` and its kin."""
    del text
    if call.name in _ENGINES:
        options = arguments(call.args, _VALUED, longs=_LONGS)
        if _RUNS & {value.text for value in options.free[:2]}:
            yield from _run(call, options)
        opened = [*options.values("H", "host"), *call.args]
        if any(_OPEN_API.match(value.text) for value in opened):
            yield call.hit("service-without-login")
    elif call.name == "socat" or (call.name == "chmod" and call.args and _FOR_ALL.search(call.args[0].text)):
        sockets = [arg for arg in call.args if _SOCKET.search(arg.text)]
        if sockets:
            yield call.hit("docker-socket", sockets[0])


def _run(call: Call, options: Arguments) -> Iterator[Hit]:
    grave: list[Value] = options.values("privileged")[:1]
    if grave and grave[0].text.lower() == "false":
        grave = []
    grave += [value for value in options.values("cap-add") if value.text.upper() in _CAPABILITIES]
    grave += [value for value in options.values("pid", "userns", "ipc") if value.text == "host"]
    grave += [value for value in options.values("security-opt") if value.text.replace("=", ":").endswith(":unconfined")]
    mounts = options.values("v", "volume", "mount")
    grave += [value for value in mounts if _HOST_ROOT.search(value.text)]
    if grave:
        yield call.hit("container-privileged", grave[0])
    sockets = [value for value in mounts if _SOCKET.search(value.text) and not value.text.endswith(":ro")]
    if sockets and not grave:
        yield call.hit("docker-socket", sockets[0])
    for value in options.values("p", "publish"):
        parts = value.text.partition("/")[0].rsplit(":", 2)
        if len(parts) > 1 and parts[-1] in _STORES and (len(parts) == 2 or parts[0] in _EVERYWHERE):  # noqa: PLR2004 - host:container
            yield call.hit("port-published", value)
            return


def services(call: Call, text: Reader) -> Iterator[Hit]:
    """Servers without a login, displays and shares for every host."""
    del text
    words = call.words
    if _open(call, words):
        yield call.hit("service-without-login")
    elif (call.name == "xhost" and "+" in words) or (
        any(_EXPORTS.search(word) for word in words)
        and (
            any(target.file.text == "/etc/exports" for target in call.targets) or call.name == "exportfs" or call.piped
        )
    ):
        yield call.hit("display-open")


def _open(call: Call, words: list[str]) -> bool:
    name = call.name
    if name in _NO_LOGIN and _NO_LOGIN[name] & set(words):
        return True
    pairs = set(pairwise(words))
    if name in {
        "redis-server",
        "code-server",
        "vncserver",
        "tigervncserver",
        "x0vncserver",
        "redis-cli",
        "redis",
    } or name.startswith("docker"):
        settings = {
            ("--protected-mode", "no"),
            ("--auth", "none"),
            ("-SecurityTypes", "None"),
            ("protected-mode", "no"),
        }
        if pairs & settings:
            return True
    if name in {"jupyter", "jupyter-lab", "jupyter-notebook", "ipython"}:
        return any(_EMPTY_TOKEN.match(word) for word in words)
    return name == "ttyd" and not {"-c", "--credential"} & set(words) and bool({"-W", "--writable"} & set(words))
