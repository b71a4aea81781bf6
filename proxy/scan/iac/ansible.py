"""Ansible plays and task files.

Rules for this file: pure. Counterpart: engine.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.iac.hits import Hit, at
from proxy.scan.iac.nodes import FILLER, Node, mappings

_PLAY: Final = frozenset({"hosts", "tasks", "roles", "handlers", "pre_tasks", "post_tasks"})
_TASK: Final = frozenset(
    {
        "become",
        "when",
        "register",
        "notify",
        "tags",
        "loop",
        "with_items",
        "no_log",
        "changed_when",
        "delegate_to",
        "vars",
        "args",
    }
)
_NO_TASK: Final = ("apiVersion", "services", "jobs", "steps", "run", "uses", "image", "script")
_MODULE: Final = re.compile(
    r"(?:ansible|community|amazon|azure|google)\.|(?:file|copy|template|service|systemd|user|lineinfile|command|shell|raw|get_url|uri|unarchive|git|ufw|selinux|debug|cron|apt_key|win_shell|set_fact|assert|pip|npm)$"
)
_OPEN: Final = re.compile(r"^'?0?[0-7]?[0-7][0-7][2367]$|(?:^|,)(?:o|a|[ugo]*o[ugo]*)\+?=?[rx]*w|^[augo]*\+rwx$")
_SHELL: Final = frozenset(
    {"shell", "ansible.builtin.shell", "raw", "ansible.builtin.raw", "win_shell", "ansible.windows.win_shell"}
)
_FETCH: Final = frozenset(
    {
        "get_url",
        "ansible.builtin.get_url",
        "uri",
        "ansible.builtin.uri",
        "unarchive",
        "ansible.builtin.unarchive",
        "apt_key",
        "ansible.builtin.apt_key",
    }
)
_PACKAGE: Final = re.compile(r"(?:^|\.)(?:apt|yum|dnf|zypper|package|yum_repository|apt_repository|pacman|apk)$")


def looks_like(root: Node) -> bool:
    """Whether a document is a list of plays or tasks, or one of them."""
    items = root.items if root.kind == "list" else [root]
    return any(_is_play(item) or _is_task(item) for item in items)


def _is_play(node: Node) -> bool:
    return node.kind == "map" and node.has("hosts") and any(node.has(name) for name in _PLAY - {"hosts"})


def _is_task(node: Node) -> bool:
    if node.kind != "map" or not node.has("name") or any(node.has(name) for name in _NO_TASK):
        return False
    called = [
        key.value
        for key, value in node.pairs
        if key.value != "name" and ("." in key.value or value.kind == "map" or _MODULE.match(key.value))
    ]
    if not called:
        return False
    return any(node.has(name) for name in _TASK) or any(_MODULE.match(name) or _PACKAGE.search(name) for name in called)


def ansible(root: Node) -> Iterator[Hit]:
    """What a document shows."""
    for node in mappings(root):
        yield from _settings(node)
        for key, value in node.pairs:
            if value.kind == "map":
                yield from _module(key.value, value)
            elif key.value in _SHELL and FILLER in value.value:
                yield at("ansible.shell-template", value, "shell")


def _settings(node: Node) -> Iterator[Hit]:
    mode = node.get("mode")
    if mode is not None and _OPEN.search(mode.value):
        yield at("ansible.open-mode", mode, "mode")
    for name in ("validate_certs", "verify_ssl", "host_key_checking", "ansible_host_key_checking"):
        if node.says(name) is False:
            yield at("ansible.verification-off", node.key(name) or node, name)
    common = node.get("ansible_ssh_common_args")
    if common is not None and "StrictHostKeyChecking=no" in common.value:
        yield at("ansible.verification-off", common, "ansible_ssh_common_args")
    if node.says("no_log") is False:
        yield at("ansible.secret-logged", node.key("no_log") or node, "no_log")


def _module(name: str, arguments: Node) -> Iterator[Hit]:
    short = name.rsplit(".", 1)[-1]
    if _PACKAGE.search(name):
        for option, bad in (
            ("allow_unauthenticated", True),
            ("disable_gpg_check", True),
            ("gpgcheck", False),
            ("trusted", True),
            ("allow_insecure", True),
        ):
            if arguments.says(option) is bad:
                yield at("ansible.unsigned", arguments.key(option) or arguments, option)
    if name in _FETCH:
        url = arguments.get("url") or arguments.get("src")
        if (
            url is not None
            and url.value.startswith("http://")
            and not re.match(r"http://(?:localhost|127\.|\[::1\])", url.value)
            and not arguments.has("checksum")
        ):
            yield at("ansible.plain-download", url, "url")
    if short in {"ufw", "firewalld", "selinux", "service", "systemd"} and arguments.text("state") in {
        "disabled",
        "permissive",
        "stopped",
    }:
        about = short if short in {"ufw", "firewalld", "selinux"} else arguments.text("name")
        if about in {"ufw", "firewalld", "selinux", "auditd", "fail2ban", "apparmor"}:
            yield at("ansible.protection-off", arguments.get("state") or arguments, "state")
