"""What is done to the host: traces, root rights, firewalls, logins, what starts by itself, shells given away.

Rules for this file: pure. Counterpart: engine.py.
"""

# ruff: noqa: E501 - a row of a table, or a pattern, is one line
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import Call, Hit, Target

_HISTORY: Final = re.compile(
    r"(?:^|/)\.(?:bash|zsh|sh|ash|python|mysql|psql|node_repl|rediscli)_?history$|(?:^|/)\.zhistory$|fish_history$|^\$HISTFILE$"
)
_LOGS: Final = re.compile(
    r"^/var/log/(?:auth\.log|secure|wtmp|btmp|lastlog|utmp|faillog|audit(?:/.*)?|messages|syslog|kern\.log)\*?$|^/var/run/utmp$"
)
_SUDOERS: Final = re.compile(r"^/etc/sudoers(?:$|\.d/)|^/private/etc/sudoers")
_NO_PASSWORD: Final = re.compile(r"NOPASSWD\s*:\s*(?:SETENV\s*:\s*)?ALL\b|!authenticate")
_ROOT_GROUPS: Final = re.compile(r"(?:^|,)(?:sudo|wheel|root|admin|docker|lxd|disk|shadow)(?:,|$)")
_FIREWALLS: Final = frozenset({
    "firewalld", "ufw", "iptables", "ip6tables", "nftables", "apparmor", "auditd", "fail2ban", "falcon-sensor", "clamav-daemon", "osqueryd", "wazuh-agent", "mdatp", "rsyslog",
})  # fmt: skip
_SELINUX: Final = re.compile(r"SELINUX=(?:disabled|permissive)")
_ASLR: Final = re.compile(
    r"kernel\.randomize_va_space\s*=\s*0|kernel\.yama\.ptrace_scope\s*=\s*0|kernel\.dmesg_restrict\s*=\s*0|kernel\.kptr_restrict\s*=\s*0|fs\.protected_(?:symlinks|hardlinks)\s*=\s*0"
)
_STORE_PORTS: Final = frozenset({
    "23", "2375", "2376", "3306", "3389", "5432", "5601", "5900", "5901", "5984", "6379", "9200", "9300", "10250", "11211", "1433", "1521", "27017",
    "27018", "2379", "8086", "9042", "7474", "15672", "4444", "445", "135", "139", "5985", "873", "2049", "50070", "8020",
})  # fmt: skip
_STORE_NAMES: Final = frozenset({
    "mysql", "postgresql", "redis", "mongodb", "elasticsearch", "docker-registry", "vnc-server", "telnet", "samba",
})  # fmt: skip
_WORLD: Final = frozenset({"any", "0.0.0.0/0", "::/0", "anywhere"})
_LOGIN: Final = re.compile(
    r"PermitRootLogin\s+(?:yes|without-password\s+yes)|PermitEmptyPasswords\s+yes|PasswordAuthentication\s+yes|ChallengeResponseAuthentication\s+yes\s+nullok|pam_permit\.so|\bhost\s+all\s+all\s+\S+\s+trust\b|\b(?:local|host)\s+all\s+(?:all|postgres)\s+(?:\S+\s+)?trust\b"
)
_GRAVE: Final = (Severity.HIGH, Confidence.HIGH)
_EVERYBODY: Final = re.compile(r"(?:^|[\s'\"])ALL\s+ALL\s*=")
_SUDO_LINE: Final = re.compile(r"\bALL\s*=")
_ACCOUNT: Final = re.compile(r"[\w.-]+:\S+")
_LOCKED: Final = frozenset({"!", "*", "x", "!!"})
_JOINS: Final = frozenset({"usermod", "adduser", "gpasswd", "addgroup"})
_PRINTS: Final = frozenset({"echo", "printf"})
_WRITES: Final = frozenset({"echo", "printf", "tee"})


def traces(call: Call, text: Reader) -> Iterator[Hit]:
    """History and log files that are emptied."""
    del text
    wiped = _WIPES.get(call.name)
    if wiped is not None and wiped(call):
        yield call.hit("history-wiped")
    yield from _history_settings(call)


def _files_wiped(call: Call) -> bool:
    """`rm`, `shred`, `ln -sf /dev/null` and the like on a history or a log."""
    if call.name in {"cat", "cp"} and "/dev/null" not in call.words:
        return False
    return any(_HISTORY.search(word) or _LOGS.match(word) for word in [*call.words, *written(call)])


def _nothing_written(call: Call) -> bool:
    return any(_emptied(call, target) for target in call.targets)


_WIPES: Final[dict[str, Callable[[Call], bool]]] = {
    "history": lambda call: any(word.startswith("-") and "c" in word for word in call.words),
    "unset": lambda call: "HISTFILE" in call.words,
    "set": lambda call: "+o" in call.words and "history" in call.words,
    "wevtutil": lambda call: call.words[:1] in (["cl"], ["clear-log"]),
    **dict.fromkeys(("rm", "shred", "truncate", "ln", "unlink", "cat", "cp"), _files_wiped),
    **dict.fromkeys(("", ":", "echo", "true", "printf"), _nothing_written),
}


def _history_settings(call: Call) -> Iterator[Hit]:
    given = {name: value.text for name, value in call.settings}
    if call.name == "export":
        given |= {name: value for name, _, value in (word.partition("=") for word in call.words)}
    off = given.get("HISTFILE") == "/dev/null" or "0" in {given.get("HISTSIZE"), given.get("HISTFILESIZE")}
    if off and (call.name in {"", "export"}):
        yield call.hit("history-wiped")


def _emptied(call: Call, target: Target) -> bool:
    """`> file`, `echo > file`: nothing of what was there stays."""
    if target.op not in {">", ">|"}:
        return False
    return bool(_HISTORY.search(target.file.text) or _LOGS.match(target.file.text)) and not call.line.strip()


def written(call: Call) -> list[str]:
    """The files that a call writes."""
    made = [target.file.text for target in call.targets if ">" in target.op]
    return made + [word for word in call.words if call.name == "tee" and not word.startswith("-")]


def content_of(call: Call) -> str:
    """What a call writes."""
    if call.name in {"echo", "printf", "sed"}:
        return call.line
    return call.stdin.text if call.stdin is not None else ""


def rights(call: Call, text: Reader) -> Iterator[Hit]:
    """sudoers, groups that are root, logins."""
    del text
    content = content_of(call)
    if _NO_PASSWORD.search(content) and _for_sudoers(call, content):
        everybody = _EVERYBODY.search(content) is not None
        yield call.hit("sudo-without-password", None, _GRAVE if everybody else None)
    joins = call.name in _JOINS or (call.name == "useradd" and bool({"-G", "-aG", "--groups"} & set(call.words)))
    if joins and any(_ROOT_GROUPS.search(word) for word in call.words):
        yield call.hit("root-group")
    if _weakens_login(call, content):
        yield call.hit("login-weakened")
    if _known_password(call):
        yield call.hit("account-password")


def _for_sudoers(call: Call, content: str) -> bool:
    """Whether what is written goes to sudo's configuration: by name, or a line of it into a pipe."""
    made = written(call)
    if any(_SUDOERS.match(path) for path in [*made, *call.words]):
        return True
    return call.name in _PRINTS and call.piped and not made and _SUDO_LINE.search(content) is not None


def _weakens_login(call: Call, content: str) -> bool:
    login = _LOGIN.search(content) if call.name not in {"grep", "rg"} else None
    if login is None or (call.name == "echo" and not written(call) and not call.piped):
        return False
    return call.name != "sed" or _sets(call, login.group())


def _sets(call: Call, found: str) -> bool:
    """Whether a `sed` writes what was found, rather than looking for it."""
    return any(
        found in word.rpartition(word[1:2] or "/")[0].rpartition(word[1:2] or "/")[2]
        or found in word[2 + len(word) // 3 :]
        for word in call.words
    )


def _known_password(call: Call) -> bool:
    words = call.words
    if call.name == "passwd":
        return bool({"-d", "--delete"} & set(words))
    if call.name == "chpasswd":
        fed = call.stdin
        return fed is not None and fed.literal and _ACCOUNT.match(fed.text.strip()) is not None
    if call.name not in {"useradd", "usermod"}:
        return False
    given = [call.args[at + 1] for at, word in enumerate(words[:-1]) if word in {"-p", "--password"}]
    return any(each.literal and each.text not in _LOCKED for each in given)


def protection(call: Call, text: Reader) -> Iterator[Hit]:
    """Firewalls, SELinux, address randomisation, virus scanners."""
    del text
    if _protection_off(call) or _kernel_off(call):
        yield call.hit("protection-off")


def _kernel_off(call: Call) -> bool:
    """Switches of the kernel, and what is written into files that are some."""
    if call.name in {"sed", *_WRITES} and _SELINUX.search(content_of(call)):
        return True
    if call.name in {"sysctl", *_WRITES} and _ASLR.search(call.line):
        return True
    made = written(call)
    if "/proc/sys/kernel/randomize_va_space" in made:
        return content_of(call).strip() == "0"
    return bool({"/selinux/enforce", "/sys/fs/selinux/enforce"} & set(made))


def _protection_off(call: Call) -> bool:
    switch = _SWITCHES.get(call.name)
    return switch is not None and switch(call.words)


def _units_off(words: list[str]) -> bool:
    named = {word.removesuffix(".service").removesuffix(".socket") for word in words}
    return bool({"stop", "disable", "mask"} & set(words)) and bool(named & _FIREWALLS)


def _rules_gone(words: list[str]) -> bool:
    if words in (["-P", "INPUT", "ACCEPT"], ["--policy", "INPUT", "ACCEPT"]):
        return True
    return bool({"-F", "--flush"} & set(words)) and all(word.startswith("-") for word in words)


def _first_is(*options: str) -> Callable[[list[str]], bool]:
    return lambda words: bool(words) and words[0] in options


_SWITCHES: Final[dict[str, Callable[[list[str]], bool]]] = {
    "setenforce": _first_is("0", "Permissive", "permissive"),
    "ufw": lambda words: "disable" in words or words[:1] == ["reset"] or words[:2] == ["default", "allow"],
    "systemctl": _units_off,
    "service": lambda words: words[1:2] == ["stop"] and words[0] in _FIREWALLS,
    **dict.fromkeys(("iptables", "ip6tables", "iptables-legacy"), _rules_gone),
    "nft": lambda words: words[:2] == ["flush", "ruleset"],
    "auditctl": lambda words: words[:2] == ["-e", "0"] or "-D" in words,
    "spctl": _first_is("--master-disable", "--global-disable"),
    "csrutil": _first_is("disable"),
    "pfctl": _first_is("-d"),
    "aa-teardown": lambda words: not words,
    "aa-disable": bool,
}


def ports(call: Call, text: Reader) -> Iterator[Hit]:
    """Data stores and remote controls that every host may reach."""
    del text
    opens = _OPENS.get(call.name)
    if opens is not None and opens(call.words):
        yield call.hit("firewall-open")


def _behind(words: list[str], *options: str) -> list[str]:
    """The words behind options."""
    return [words[at + 1] for at, word in enumerate(words[:-1]) if word in options]


def _by_ufw(words: list[str]) -> bool:
    if "allow" not in words:
        return False
    opened = {part for word in words for part in word.partition("/")[0].split(",")}
    source = _behind(words, "from")[:1] or ["any"]
    return source[0].lower() in _WORLD and bool(opened & _STORE_PORTS)


def _by_firewalld(words: list[str]) -> bool:
    opened = {word.partition("=")[2].partition("/")[0] for word in words if word.startswith("--add-port=")}
    named = {word.partition("=")[2] for word in words if word.startswith("--add-service=")}
    return bool(opened & _STORE_PORTS or named & _STORE_NAMES)


def _by_iptables(words: list[str]) -> bool:
    if not {"ACCEPT", "INPUT"} <= set(words) or not {"-A", "-I", "--append", "--insert"} & set(words):
        return False
    port = _behind(words, "--dport", "--dports", "--destination-port")
    source = _behind(words, "-s", "--source")
    inside = "lo" in words or "--ctstate" in words or "state" in words
    return bool(set(port) & _STORE_PORTS) and (not source or source[0] in _WORLD) and not inside


def _by_netsh(words: list[str]) -> bool:
    given = dict(word.lower().split("=", 1) for word in words if "=" in word)
    allows = given.get("action") == "allow" and given.get("localport") in _STORE_PORTS
    return allows and given.get("remoteip", "any") in _WORLD


_OPENS: Final[dict[str, Callable[[list[str]], bool]]] = {
    "ufw": _by_ufw, "firewall-cmd": _by_firewalld, "iptables": _by_iptables, "ip6tables": _by_iptables, "netsh": _by_netsh,
}  # fmt: skip
