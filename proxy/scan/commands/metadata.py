"""What the rules for commands mean: plain words, weakness, how bad and how sure, why, the safe form.

Rules for this file: data only. A rule id never changes its meaning. Counterparts: the checks name the rules.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.checks.metadata import RuleInfo

PREFIX: Final = "shell."
_H, _M, _L = Severity.HIGH, Severity.MEDIUM, Severity.LOW
_SURE, _LIKELY, _MAYBE = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
_LANGUAGES: Final = ("bash",)
_BOTH: Final = ("bash", "powershell", "batch")


def _rule(title: str, category: str, cwe: str, level: tuple[Severity, Confidence], *words: str) -> RuleInfo:
    why, fix, languages = (*words, "")[:3]
    page = f"https://cwe.mitre.org/data/definitions/{cwe.split(maxsplit=1)[0]}.html"
    weaknesses = tuple(f"CWE-{number}" for number in cwe.split())
    return RuleInfo(title, category, weaknesses, *level, why, fix, page, languages=_BOTH if languages else _LANGUAGES)


_RULES: Final = {
    "download-run": _rule("A download is run without a look at it", "dependency", "494 829 95", (_M, _SURE), "Whoever serves the file, or stands on the way, runs any command.", 'curl -fsSLo install.sh "$url" && echo "$sha256  install.sh" | sha256sum -c && sh install.sh', "both"),
    "download-run-plain": _rule("A download over plain HTTP is run", "dependency", "494 319 829 95", (_H, _SURE), "Anybody on the way can put other commands in.", 'curl -fsSLo install.sh "https://$host/install.sh" && echo "$sha256  install.sh" | sha256sum -c && sh install.sh', "both"),
    "download-installed": _rule("A download is installed without a checksum", "dependency", "494", (_L, _LIKELY), "A changed file is installed as well as the right one.", 'echo "$sha256  $file" | sha256sum -c -', "both"),
    "decode-and-run": _rule("Encoded text is decoded and run", "injection", "506 94 95 116", (_H, _SURE), "Nobody who reads the command sees what it does.", "Write the commands as they are", "both"),
    "destructive-delete": _rule("Deletes the system's or a user's files", "input-validation", "73 22 670", (_H, _SURE), "What is deleted is gone.", "rm -rf ./build", "both"),
    "delete-of-variable": _rule("Deletes from the root where a variable is empty", "input-validation", "73 22 670", (_M, _LIKELY), "Without the variable the path begins at /.", 'rm -rf -- "${DIR:?}/"*'),
    "delete-unquoted": _rule("Deletes what an unquoted argument expands to", "input-validation", "78 88 73", (_M, _LIKELY), "Spaces and stars in the value name other files.", 'rm -rf -- "$1"'),
    "open-permissions": _rule("File open to everybody", "permissions", "732 276", (_M, _SURE), "Every user of the machine can change it.", 'chmod 750 "$path"', "both"),
    "setuid": _rule("Program that runs with its owner's rights", "permissions", "250 269 732", (_M, _SURE), "A flaw in it gives its owner's rights to everybody.", 'chmod u-s "$program" && setcap cap_net_bind_service=+ep "$program"'),
    "key-readable": _rule("Private file readable by others", "permissions", "732 276 522", (_M, _LIKELY), "Every user of the machine can read the key.", 'chmod 600 "$key"'),
    "tls-unverified": _rule("Certificate not checked", "crypto", "295", (_M, _SURE), "Anybody on the way can read and change the traffic.", 'curl --cacert ca.pem -fsS "$url"', "both"),
    "package-unverified": _rule("Package signature not checked", "dependency", "347 494 345", (_M, _SURE), "A changed package is installed as well as the right one.", "apt-get install -y --no-install-recommends curl"),
    "host-key-unverified": _rule("SSH host key not checked", "crypto", "295 322", (_M, _SURE), "Any host can answer in the other's place.", 'ssh -o StrictHostKeyChecking=accept-new "$host"'),
    "persistence": _rule("Hidden command that starts by itself", "permissions", "506 912", (_H, _LIKELY), "It runs again after every start or login.", "systemctl enable --now backup.timer", "both"),
    "authorized-key": _rule("Login key added for a remote user", "authorization", "284 506", (_M, _LIKELY), "Whoever has the key can log in from now on.", "Let the configuration management add reviewed keys"),
    "history-wiped": _rule("Traces of commands or logins removed", "permissions", "778 223 117", (_M, _SURE), "What was done can't be found any more.", "Leave history and logs in place", "both"),
    "sudo-without-password": _rule("Root rights without a password", "permissions", "250 269", (_M, _SURE), "Whoever takes over the account has the machine.", 'echo "app ALL=(root) /usr/bin/systemctl restart app" > /etc/sudoers.d/app'),
    "root-group": _rule("Account put into a group that is root", "permissions", "250 269", (_L, _LIKELY), "The group's members can become root.", 'echo "app ALL=(root) /usr/bin/systemctl restart app" > /etc/sudoers.d/app'),
    "protection-off": _rule("Protection of the system switched off", "permissions", "693 16", (_M, _SURE), "What it holds off gets through.", "ufw allow from 10.0.0.0/8 to any port 443 proto tcp", "both"),
    "firewall-open": _rule("Port of a data store or remote control opened to everybody", "permissions", "668 284", (_M, _SURE), "Every host can try to get in.", "ufw allow from 10.0.0.0/8 to any port 5432 proto tcp", "both"),
    "reverse-shell": _rule("Shell handed to a remote host", "injection", "506 78 912", (_H, _SURE), "Whoever listens there runs any command.", "Remove the command", "both"),
    "device-overwritten": _rule("Disk overwritten", "input-validation", "73 670", (_M, _LIKELY), "Everything on the disk is lost.", "Name the target by its id, and check it first: lsblk"),
    "fork-bomb": _rule("Function that starts itself without end", "input-validation", "400 674", (_H, _SURE), "The machine stops.", "Remove the function"),
    "eval": _rule("Value run as shell text", "injection", "78 95 94", (_M, _LIKELY), "Whoever chooses the value runs any command.", 'args=(--flag "$value"); program "${args[@]}"', "both"),
    "eval-unknown": _rule("Variable run as shell text", "injection", "78 95 94", (_L, _LIKELY), "If others can choose the value, they run any command.", 'args=(--flag "$value"); program "${args[@]}"', "both"),
    "command-built": _rule("Shell text built from a value", "injection", "78", (_M, _LIKELY), "A value pasted into shell text can add commands.", "sh -c 'program \"$1\"' sh \"$value\"", "both"),
    "file-name-as-code": _rule("File names pasted into shell text", "injection", "78", (_M, _SURE), "A file called $(command) runs the command.", "find . -type f -exec sh -c 'program \"$1\"' sh {} \\;"),
    "query-built": _rule("Query pasted together", "injection", "89", (_M, _LIKELY), "A value pasted into a query can change what the query does.", "psql -v name=\"$value\" <<< \"SELECT id FROM users WHERE name = :'name'\"", "both"),
    "code-built": _rule("Program text built from a value", "injection", "94 95", (_M, _LIKELY), "A value pasted into a program can add statements.", "python3 -c 'import sys; print(sys.argv[1])' \"$value\"", "both"),
    "secret-as-argument": _rule("Secret written into a command", "secret", "798 214 522", (_M, _LIKELY), "Whoever reads the script, the history or the process list has it.", "docker login --username app --password-stdin < /run/secrets/registry"),
    "secret-in-process-list": _rule("Secret passed as an argument", "permissions", "214 522", (_L, _LIKELY), "Every user of the machine can read it in the process list.", 'printf "%s" "$PASSWORD" | docker login --username app --password-stdin'),
    "secret-printed": _rule("Secret printed", "permissions", "532 200", (_M, _LIKELY), "Logs are read by more people than the secret is meant for.", 'echo "token set: ${TOKEN:+yes}"'),
    "secret-sent": _rule("Credentials sent to another host", "permissions", "200 522 506", (_H, _LIKELY), "Whoever listens there can log in.", "Remove the command"),
    "credentials-stored": _rule("Credentials stored unencrypted", "permissions", "256 522 312", (_L, _LIKELY), "Whoever reads the file has them.", "git config credential.helper libsecret"),
    "container-privileged": _rule("Container with the host's rights", "permissions", "250 269", (_M, _SURE), "Code in the container owns the host.", 'docker run --cap-drop ALL --cap-add NET_BIND_SERVICE "$image"'),
    "docker-socket": _rule("Docker's socket given away", "permissions", "250 269", (_M, _LIKELY), "Whoever reaches the socket is root on the host.", "docker context use rootless"),
    "service-without-login": _rule("Service without a login", "authorization", "306 1188", (_M, _SURE), "Whoever reaches the port may do anything.", "redis-server --bind 127.0.0.1 --protected-mode yes"),
    "port-published": _rule("Port of a data store published on every address", "permissions", "668", (_L, _LIKELY), "Docker's rules go past the firewall of the host.", 'docker run -p 127.0.0.1:5432:5432 "$image"'),
    "cloud-network-open": _rule("Network of the cloud opened to the world", "permissions", "284 668", (_M, _SURE), "Every host can try to get in.", 'aws ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 443 --cidr 10.0.0.0/8'),
    "cloud-storage-public": _rule("Storage readable by everybody", "permissions", "732 200 284", (_M, _SURE), "Everybody can read, or change, what is stored.", 'aws s3api put-bucket-acl --bucket "$bucket" --acl private'),
    "cloud-without-login": _rule("Service of the cloud open to everybody", "authorization", "306 862 284", (_M, _SURE), "Everybody can call it.", 'gcloud run deploy app --image "$image" --no-allow-unauthenticated'),
    "cloud-admin": _rule("All rights of the cloud given", "permissions", "250 269 732", (_M, _SURE), "Whoever takes over the account owns everything.", "aws iam attach-role-policy --role-name app --policy-arn arn:aws:iam::111122223333:policy/app-reader"),
    "login-weakened": _rule("Login weakened", "authorization", "287 284 250", (_M, _SURE), "Guessed passwords or root logins get in.", 'sed -i "s/^PasswordAuthentication.*/PasswordAuthentication no/" /etc/ssh/sshd_config'),
    "account-password": _rule("Account with a known or no password", "authorization", "798 521 258", (_M, _LIKELY), "Whoever reads the script can log in.", "chpasswd < /run/secrets/password"),
    "weak-crypto": _rule("Broken or short cryptography", "crypto", "327 326 328", (_M, _SURE), "It can be broken.", "ssh-keygen -t ed25519; openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072"),
    "password-hash": _rule("Password hashed with a fast hash", "crypto", "916 327 328", (_M, _LIKELY), "Billions of guesses a second.", 'htpasswd -nB "$user"'),
    "predictable-secret": _rule("Secret from a predictable source", "crypto", "338 330", (_M, _LIKELY), "The value can be guessed.", "openssl rand -hex 32"),
    "temporary-file": _rule("Temporary file name that can be taken", "permissions", "377 379", (_L, _LIKELY), "Somebody else can create the file first.", "tmp=$(mktemp)"),
    "search-path": _rule("Current folder in the search path", "permissions", "426 427", (_M, _LIKELY), "A program laid into the folder runs in place of the right one.", "PATH=/opt/tool/bin:$PATH"),
    "display-open": _rule("Display or share open to every host", "permissions", "284 668", (_M, _SURE), "Every host can read and control it.", "xhost +si:localuser:name"),
    "field-separator": _rule("Field separator changed for the whole script", "input-validation", "20", (_L, _MAYBE), "Every later unquoted word is split otherwise.", "IFS=, read -ra values"),
    "insecure-setting": _rule("Security setting switched off by an edit", "permissions", "16 1188", (_M, _LIKELY), "The change stays after the command.", 'sed -i "s/^PermitRootLogin.*/PermitRootLogin no/" /etc/ssh/sshd_config'),
    "execution-policy": _rule("Policy for scripts switched off", "permissions", "693", (_L, _LIKELY), "Unsigned scripts run without a question.", "Set-ExecutionPolicy RemoteSigned -Scope Process", "both"),
}  # fmt: skip
RULES: Mapping[str, RuleInfo] = MappingProxyType({f"{PREFIX}{name}": info for name, info in _RULES.items()})
