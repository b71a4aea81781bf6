"""What takes a host over: shells that are given away, hidden commands that start by themselves, keys that let somebody in.

Rules for this file: pure. Counterparts: engine.py, host.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.commands.host import content_of, written
from proxy.scan.commands.programs import SHELLS
from proxy.scan.commands.reading import Reader
from proxy.scan.commands.values import Call, Hit

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
_GRAVE: Final = (Severity.HIGH, Confidence.HIGH)
_MAX_CODE: Final = 20_000
_CATS: Final = frozenset({"nc", "ncat", "netcat", "telnet", "nc.traditional"})
_RUNS_IT: Final = re.compile(r"-[ce]|--exec|--sh-exec|-[a-z]{0,9}e")
_WINDOWS: Final = frozenset({"cmd.exe", "powershell.exe"})
_SOCAT: Final = re.compile(r"(?:exec|system):\W{0,3}(?:/bin/)?(?:ba|z)?sh", re.IGNORECASE)
_LANGUAGES: Final = frozenset({"python", "perl", "php", "ruby", "node", "lua", "awk", "gawk"})
_PRELOAD: Final = re.compile(r"LD_PRELOAD=(?:/tmp|/var/tmp|/dev/shm)/")


def shells(call: Call, text: Reader) -> Iterator[Hit]:
    """A shell whose input and output is a connection."""
    if _given_away(call) or (text.sockets and _on_socket(call, text)):
        yield Hit("reverse-shell", call.begin, call.end)


def _given_away(call: Call) -> bool:
    words = call.words
    if call.name in SHELLS:
        connected = any(_TCP.match(target.file.text) for target in call.targets)
        talks = any(word.startswith("-") and "i" in word for word in words) or len(call.targets) > 1
        return (connected and talks) or any(feeder.name in _CATS for feeder in call.feeders)
    if call.name in _CATS:
        return _cat_runs(call)
    if call.name == "socat":
        networked = any("tcp" in word.lower() or "openssl" in word.lower() for word in words)
        return networked and any(_SOCAT.search(word) for word in words)
    if call.name.rstrip("0123456789.") in _LANGUAGES:
        return any(_FOREIGN_SHELL.search(word) for word in words if len(word) < _MAX_CODE)
    return False


def _on_socket(call: Call, text: Reader) -> bool:
    """A shell, or whatever was read, that talks to a descriptor which `exec` opened on a connection."""
    talks = [each for each in call.targets if each.op in {"<&", ">&"} and each.file.text in text.sockets]
    return bool(talks) and (call.name in SHELLS or (call.path.startswith("$") and len(talks) > 1))


def _cat_runs(call: Call) -> bool:
    """`nc -e /bin/sh host port`, `… | sh | nc host port`."""
    words = call.words
    given = next((words[at + 1] for at, word in enumerate(words[:-1]) if _RUNS_IT.fullmatch(word)), "")
    fed = any(feeder.name in SHELLS for feeder in call.feeders)
    return given.rpartition("/")[2] in SHELLS | _WINDOWS or given.startswith("/bin/") or fed


def started(call: Call, text: Reader) -> Iterator[Hit]:
    """Hidden commands that are written where they start by themselves; keys that let somebody in."""
    del text
    made, content = written(call), content_of(call)
    if any(path.endswith("authorized_keys") for path in made) and _KEY.search(content):
        yield Hit("authorized-key", call.begin, call.end)
    elif "/etc/ld.so.preload" in made:
        yield Hit("persistence", call.begin, call.end)
    elif _HIDDEN.search(content[:_MAX_CODE]) and (call.name == "crontab" or any(map(_STARTED.search, made))):
        yield Hit("persistence", call.begin, call.end, *_GRAVE)
    elif call.name == "export" and any(map(_PRELOAD.match, call.words)):
        yield call.hit("persistence")
