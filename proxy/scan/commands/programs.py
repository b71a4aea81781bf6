"""Programs that matter to more than one check, by what they do.

Rules for this file: data. Counterparts: reading.py and the checks.
"""

from __future__ import annotations

from typing import Final

SHELLS: Final = frozenset({"sh", "bash", "zsh", "dash", "ksh", "ash", "mksh", "fish", "rbash"})
INTERPRETERS: Final = SHELLS | frozenset({
    "python", "python2", "python3", "perl", "ruby", "node", "php", "lua", "deno", "bun", "pwsh", "powershell", "osascript",
})  # fmt: skip
DOWNLOADERS: Final = frozenset({"curl", "wget", "fetch", "aria2c", "http", "https", "xh", "lwp-request", "lynx"})
# What they stand before is the command: the letters of their options that take a value.
WRAPPERS: Final = {
    "sudo": "ugCcDhpRrTtU", "doas": "uC", "env": "uCS", "nohup": "", "time": "fo", "command": "", "exec": "a", "builtin": "",
    "nice": "n", "ionice": "cnp", "stdbuf": "ioe", "setsid": "", "timeout": "ks", "gtimeout": "ks", "chroot": "",
    "xargs": "IEdLnPsa", "unbuffer": "", "caffeinate": "tw", "busybox": "", "retry": "", "gosu": "", "su-exec": "",
    "fakeroot": "", "dumb-init": "", "tini": "", "proxychains": "f", "torsocks": "", "watch": "n", "strace": "eopsu",
    "taskset": "", "runuser": "ugG", "then": "", "do": "", "!": "", "else": "", "arch": "",
}  # fmt: skip
TAKING_ONE: Final = frozenset(
    {"timeout", "gtimeout", "gosu", "su-exec", "chroot", "taskset"}
)  # a word of their own first
ROOTS: Final = frozenset({"sudo", "doas"})
# What stands behind `--`, or behind the first word that is no option, runs somewhere else.
ELSEWHERE: Final = frozenset({"docker", "podman", "nerdctl", "kubectl", "oc", "docker-compose"})
SET_UP: Final = frozenset({
    "ssh-agent", "conda", "mamba", "micromamba", "pyenv", "rbenv", "nodenv", "direnv", "brew", "opam", "dircolors", "starship",
    "zoxide", "fnm", "minikube", "keychain", "resize", "mise", "luarocks", "locale", "getopt", "thefuck", "docker-machine",
    "podman-machine", "aws", "gh", "kubectl", "helm", "uv", "rustup", "rbenv-init", "nodenv-init", "pyenv-virtualenv-init",
    "register-python-argcomplete", "lesspipe", "atuin", "mcfly", "fzf", "gpg-agent", "vault", "op", "perl", "phpenv", "jenv",
    "asdf", "plenv", "goenv", "tfenv", "sheldon", "antibody", "oh-my-posh", "pip", "pipenv", "poetry", "npm", "volta", "basher",
    "hub", "navi", "switcher", "tmuxinator", "desk", "swiftenv", "scmpuff", "sd", "setup-env", "granted", "saml2aws", "assume-role",
})  # fmt: skip
SYSTEM_FOLDERS: Final = frozenset({
    "bin", "boot", "dev", "etc", "home", "lib", "lib64", "proc", "root", "sbin", "sys", "usr", "var", "users", "system",
})  # fmt: skip
# Shells set these themselves, build machines theirs; what stands behind them is never the root.
ALWAYS_SET: Final = frozenset({
    "HOME", "PWD", "OLDPWD", "USER", "LOGNAME", "SHELL", "HOSTNAME", "UID", "EUID", "PPID", "RANDOM", "SECONDS", "LINENO",
    "BASH_SOURCE", "BASH_VERSION", "GITHUB_WORKSPACE", "RUNNER_TEMP", "RUNNER_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE",
    "GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "CARGO_HOME", "GOPATH", "VIRTUAL_ENV", "CONDA_PREFIX", "#", "?", "$", "!", "0", "-",
})  # fmt: skip
