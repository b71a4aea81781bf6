"""What is done to the host: traces, root rights, firewalls, logins, what starts by itself, shells given away.

Rules for this file: pure. Counterpart: engine.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.commands.programs import SHELLS
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
_FIREWALLS: Final = frozenset(
    {
        "firewalld",
        "ufw",
        "iptables",
        "ip6tables",
        "nftables",
        "apparmor",
        "auditd",
        "fail2ban",
        "falcon-sensor",
        "clamav-daemon",
        "osqueryd",
        "wazuh-agent",
        "mdatp",
        "rsyslog",
    }
)
_UNIT: Final = (".service", ".socket")
_SELINUX: Final = re.compile(r"SELINUX=(?:disabled|permissive)")
_ASLR: Final = re.compile(
    r"kernel\.randomize_va_space\s*=\s*0|kernel\.yama\.ptrace_scope\s*=\s*0|kernel\.dmesg_restrict\s*=\s*0|kernel\.kptr_restrict\s*=\s*0|fs\.protected_(?:symlinks|hardlinks)\s*=\s*0"
)
_REMOTE_PORTS: Final = frozenset(
    [
        "22",
        "23",
        "2375",
        "2376",
        "3306",
        "3389",
        "5432",
        "5601",
        "5900",
        "5901",
        "5984",
        "6379",
        "6443",
        "9200",
        "9300",
        "10250",
        "11211",
        "1433",
        "1521",
        "27017",
        "27018",
        "2379",
        "8086",
        "9042",
        "7474",
        "15672",
        "4444",
        "445",
        "135",
        "139",
        "5985",
        "873",
        "2049",
        "50070",
        "8020",
    ]
)
_STORE_PORTS: Final = _REMOTE_PORTS - {"22", "6443"}
_WORLD: Final = frozenset({"any", "0.0.0.0/0", "::/0", "anywhere"})
_TCP: Final = re.compile(r"/dev/(?:tcp|udp)/[^/\s]+/\S+")
_FOREIGN_SHELL: Final = re.compile(
    r"socket[\s\S]{0,400}(?:dup2|/bin/(?:ba)?sh|pty\.spawn|subprocess\.(?:call|Popen|run))|fsockopen[\s\S]{0,200}(?:exec|system|proc_open|/bin/(?:ba)?sh)"
    r"|Socket[\s\S]{0,300}exec\s*\{?\s*[\"']/bin/(?:ba)?sh|TCPSocket[\s\S]{0,200}(?:exec|/bin/sh|IO\.popen)|net\.(?:connect|Socket)[\s\S]{0,300}(?:/bin/(?:ba)?sh|\.pipe\()"
)
_STARTED: Final = re.compile(
    r"^/etc/(?:cron|profile|rc\.local|init\.d/|ld\.so\.preload|systemd/system/|bash\.bashrc|environment$|update-motd)|/cron/|crontabs?/|(?:^|/)\.(?:bashrc|bash_profile|profile|zshrc|zprofile|zshenv)$|/\.config/(?:systemd|autostart)/|LaunchAgents/|LaunchDaemons/"
)
_HIDDEN: Final = re.compile(
    r"\b(?:curl|wget)\b[^|\n]{0,400}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|/dev/tcp/|base64\s+-{1,2}d[^|\n]{0,200}\|\s*(?:ba)?sh|\b(?:nc|ncat|netcat)\b[^\n]{0,80}\s-e\b"
    r"|LD_PRELOAD=(?!\S*(?:jemalloc|tcmalloc|mimalloc|libfaketime|libeatmydata|nss_wrapper))\S+|alias\s+(?:sudo|ssh|su|passwd)=|(?:^|[\s=/])(?:/tmp|/var/tmp|/dev/shm)/\.\S+"
    r"|\bbash\s+-i\b[^\n]{0,80}>&|eval\s+[\"']?\$\((?:curl|wget)|bash\s+-c\s+[\"']?\$\((?:curl|wget)"
)
_KEY: Final = re.compile(r"(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+|sk-ssh-\S+)\s+AAAA[A-Za-z0-9+/=]+")
_LOGIN: Final = re.compile(
    r"PermitRootLogin\s+(?:yes|without-password\s+yes)|PermitEmptyPasswords\s+yes|PasswordAuthentication\s+yes|ChallengeResponseAuthentication\s+yes\s+nullok|pam_permit\.so|\bhost\s+all\s+all\s+\S+\s+trust\b|\b(?:local|host)\s+all\s+(?:all|postgres)\s+(?:\S+\s+)?trust\b"
)
_TRUST: Final = re.compile(r"\b(?:local|host)\s+all\s+")
_GRAVE: Final = (Severity.HIGH, Confidence.HIGH)


def traces(call: Call, text: Reader) -> Iterator[Hit]:
    """History and log files that are emptied."""
    del text
    if (call.name == "history" and any(word.startswith("-") and "c" in word for word in call.words)) or (
        call.name == "unset" and "HISTFILE" in call.words
    ):
        yield call.hit("history-wiped")
    elif call.name in {"rm", "shred", "truncate", "ln", "unlink"} or (
        call.name in {"cat", "cp"} and "/dev/null" in call.words
    ):
        if any(_HISTORY.search(word) or _LOGS.match(word) for word in [*call.words, *_written(call)]):
            yield call.hit("history-wiped")
    elif (
        (call.name in {"", ":", "echo", "true", "printf"} and any(_emptied(call, target) for target in call.targets))
        or (call.name == "set" and "+o" in call.words and "history" in call.words)
        or (call.name == "wevtutil" and call.words[:1] in (["cl"], ["clear-log"]))
    ):
        yield call.hit("history-wiped")
    yield from _history_settings(call)


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


def _written(call: Call) -> list[str]:
    """The files that a call writes."""
    written = [target.file.text for target in call.targets if ">" in target.op]
    return written + [word for word in call.words if call.name == "tee" and not word.startswith("-")]


def _content(call: Call) -> str:
    """What a call writes."""
    if call.name in {"echo", "printf"}:
        return call.line
    if call.name == "sed":
        return call.line
    return call.stdin.text if call.stdin is not None else ""


def rights(call: Call, text: Reader) -> Iterator[Hit]:
    """sudoers, groups that are root, logins."""
    del text
    written = _written(call)
    content = _content(call)
    if (
        _NO_PASSWORD.search(content)
        and (any(_SUDOERS.match(path) for path in written) or any(_SUDOERS.match(word) for word in call.words))
    ) or (
        call.name in {"echo", "printf"}
        and call.piped
        and not written
        and _NO_PASSWORD.search(content)
        and re.search(r"\bALL\s*=", content)
    ):
        yield call.hit("sudo-without-password")
    if (
        call.name in {"usermod", "useradd", "adduser", "gpasswd", "addgroup"}
        and any(_ROOT_GROUPS.search(word) for word in call.words)
        and (call.name != "useradd" or {"-G", "-aG", "--groups"} & set(call.words))
    ):
        yield call.hit("root-group")
    login = _LOGIN.search(content) if call.name not in {"grep", "rg"} else None
    if (
        login is not None
        and (call.name != "echo" or written or call.piped)
        and not (call.name == "sed" and not _sets(call, login.group()))
    ):
        yield call.hit("login-weakened")
    yield from _passwords(call)


def _sets(call: Call, found: str) -> bool:
    """Whether a `sed` writes what was found, rather than looking for it."""
    return any(
        found in word.rpartition(word[1:2] or "/")[0].rpartition(word[1:2] or "/")[2]
        or found in word[2 + len(word) // 3 :]
        for word in call.words
    )


def _passwords(call: Call) -> Iterator[Hit]:
    words = call.words
    if call.name == "passwd" and ({"-d", "--delete"} & set(words)):
        yield call.hit("account-password")
    elif (
        call.name == "chpasswd"
        and call.stdin is not None
        and call.stdin.literal
        and re.match(r"[\w.-]+:\S+", call.stdin.text.strip())
    ):
        start = min([call.start, *(each.start for each in call.feeders)])
        yield Hit("account-password", start, call.end)
    elif call.name in {"useradd", "usermod"}:
        for at, word in enumerate(words[:-1]):
            if (
                word in {"-p", "--password"}
                and call.args[at + 1].literal
                and words[at + 1] not in {"!", "*", "x", "!!"}
            ):
                yield call.hit("account-password")


def protection(call: Call, text: Reader) -> Iterator[Hit]:
    """Firewalls, SELinux, address randomisation, virus scanners."""
    del text
    words = call.words
    if (
        _protection_off(call, words)
        or (call.name in {"sed", "echo", "tee", "printf"} and _SELINUX.search(_content(call)))
        or (call.name in {"sysctl", "echo", "tee", "printf"} and _ASLR.search(call.line))
        or (
            any(path == "/proc/sys/kernel/randomize_va_space" for path in _written(call))
            and _content(call).strip() == "0"
        )
        or any(path in {"/selinux/enforce", "/sys/fs/selinux/enforce"} for path in _written(call))
    ):
        yield call.hit("protection-off")


def _protection_off(call: Call, words: list[str]) -> bool:  # noqa: PLR0911 - a table of programs
    named = {word.removesuffix(_UNIT[0]).removesuffix(_UNIT[1]) for word in words}
    if call.name == "setenforce":
        return words[:1] in (["0"], ["Permissive"], ["permissive"])
    if call.name == "ufw":
        return "disable" in words or words[:1] == ["reset"] or words[:2] == ["default", "allow"]
    if call.name == "systemctl":
        return bool({"stop", "disable", "mask"} & set(words)) and bool(named & _FIREWALLS)
    if call.name == "service":
        return len(words) > 1 and words[0] in _FIREWALLS and words[1] == "stop"
    if call.name in {"iptables", "ip6tables", "iptables-legacy"}:
        flush = bool({"-F", "--flush"} & set(words)) and len([word for word in words if not word.startswith("-")]) == 0
        return flush or words in (["-P", "INPUT", "ACCEPT"], ["--policy", "INPUT", "ACCEPT"])
    if call.name == "nft":
        return words[:2] == ["flush", "ruleset"]
    switches = {
        ("spctl", "--master-disable"),
        ("spctl", "--global-disable"),
        ("csrutil", "disable"),
        ("aa-teardown", ""),
        ("pfctl", "-d"),
    }
    first = words[0] if words else ""
    if call.name == "auditctl":
        return words[:2] == ["-e", "0"] or "-D" in words
    return (call.name, first) in switches or call.name == "aa-disable"


def ports(call: Call, text: Reader) -> Iterator[Hit]:
    """Data stores and remote controls that every host may reach."""
    del text
    words = call.words
    if call.name == "ufw" and "allow" in words:
        opened = [word.partition("/")[0] for word in words] + [
            part for word in words for part in word.partition("/")[0].split(",")
        ]
        source = words[words.index("from") + 1 : words.index("from") + 2] if "from" in words else ["any"]
        if source and source[0].lower() in _WORLD and set(opened) & _STORE_PORTS:
            yield call.hit("firewall-open")
    elif call.name == "firewall-cmd":
        opened = [word.partition("=")[2].partition("/")[0] for word in words if word.startswith("--add-port=")]
        services = [word.partition("=")[2] for word in words if word.startswith("--add-service=")]
        if set(opened) & _STORE_PORTS or set(services) & {
            "mysql",
            "postgresql",
            "redis",
            "mongodb",
            "elasticsearch",
            "docker-registry",
            "vnc-server",
            "telnet",
            "samba",
        }:
            yield call.hit("firewall-open")
    elif (
        call.name in {"iptables", "ip6tables"}
        and "ACCEPT" in words
        and "INPUT" in words
        and {"-A", "-I", "--append", "--insert"} & set(words)
    ):
        port = [
            words[at + 1] for at, word in enumerate(words[:-1]) if word in {"--dport", "--dports", "--destination-port"}
        ]
        source = [words[at + 1] for at, word in enumerate(words[:-1]) if word in {"-s", "--source"}]
        inside = {"-i", "-m", "--in-interface"} & set(words) and (
            "lo" in words or "--ctstate" in words or "state" in words
        )
        if set(port) & _STORE_PORTS and (not source or source[0] in _WORLD) and not inside:
            yield call.hit("firewall-open")
    elif (
        call.name == "netsh"
        and "action=allow" in words
        and any(word.partition("=")[2] in _STORE_PORTS for word in words if word.startswith("localport="))
    ) and not any(word.startswith("remoteip=") and word.partition("=")[2].lower() not in _WORLD for word in words):
        yield call.hit("firewall-open")


def shells(call: Call, text: Reader) -> Iterator[Hit]:
    """A shell whose input and output is a connection."""
    del text
    words = call.words
    connected = any(_TCP.match(target.file.text) for target in call.targets)
    if (
        connected
        and call.name in SHELLS
        and (any(word.startswith("-") and "i" in word for word in words) or len(call.targets) > 1)
    ):
        yield call.hit("reverse-shell")
    elif connected and any(target.op == "<>" for target in call.targets) and call.name in {"exec", "", *SHELLS} | {"0"}:
        return
    elif call.name in {"nc", "ncat", "netcat", "nc.traditional"}:
        given = next(
            (
                words[at + 1]
                for at, word in enumerate(words[:-1])
                if word in {"-e", "-c", "--exec", "--sh-exec"} or re.fullmatch(r"-[a-z]*e", word)
            ),
            "",
        )
        fed = any(feeder.name in SHELLS for feeder in call.feeders)
        if given.rpartition("/")[2] in SHELLS | {"cmd.exe", "powershell.exe"} or given.startswith("/bin/") or fed:
            yield Hit("reverse-shell", min([call.start, *(each.start for each in call.feeders)]), call.end)
    elif (
        call.name == "socat"
        and any(re.search(r"(?:exec|system):\W*(?:/bin/)?(?:ba|z)?sh", word, re.IGNORECASE) for word in words)
        and any("tcp" in word.lower() or "openssl" in word.lower() for word in words)
    ):
        yield call.hit("reverse-shell")
    elif (
        call.name in SHELLS
        and call.feeders
        and any(feeder.name in {"nc", "ncat", "netcat", "telnet"} for feeder in call.feeders)
    ):
        yield Hit("reverse-shell", min([call.start, *(each.start for each in call.feeders)]), call.end)
    elif any(_FOREIGN_SHELL.search(word) for word in words if len(word) < _MAX_CODE) and call.name.rstrip(
        "0123456789."
    ) in {"python", "perl", "php", "ruby", "node", "lua", "awk", "gawk"}:
        yield call.hit("reverse-shell")


_MAX_CODE: Final = 20_000


def started(call: Call, text: Reader) -> Iterator[Hit]:
    """Hidden commands that are written where they start by themselves; keys that let somebody in."""
    del text
    written = _written(call)
    content = _content(call)
    start = min([call.start, *(each.start for each in call.feeders)])
    if any(path.endswith("authorized_keys") for path in written) and _KEY.search(content):
        yield Hit("authorized-key", start, call.end)
    elif any(path == "/etc/ld.so.preload" for path in written):
        yield Hit("persistence", start, call.end)
    elif _HIDDEN.search(content[:_MAX_CODE]) and (
        any(_STARTED.search(path) for path in written) or call.name == "crontab"
    ):
        yield Hit("persistence", start, call.end, *_GRAVE)
    elif call.name == "export" and any(
        re.match(r"LD_PRELOAD=(?:/tmp|/var/tmp|/dev/shm)/", word) for word in call.words
    ):
        yield call.hit("persistence")
