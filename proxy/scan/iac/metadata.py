"""What each rule for infrastructure and configuration means: `iac.KIND.NAME`.

Rules for this file: data only. A rule id never changes its meaning. Counterparts: the modules that find, engine.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from proxy.model import Confidence, Severity
from proxy.scan.checks.metadata import RuleInfo

PREFIX: Final = "iac."
_LEVELS: Final = {
    "high": (Severity.HIGH, Confidence.MEDIUM),
    "medium": (Severity.MEDIUM, Confidence.MEDIUM),
    "low": (Severity.LOW, Confidence.MEDIUM),
    "maybe": (Severity.LOW, Confidence.LOW),
}
_LANGUAGES: Final = {
    "kubernetes": ("yaml", "terraform"), "compose": ("yaml",), "workflow": ("yaml",), "gitlab": ("yaml",), "cloudformation": ("yaml", "json"),
    "ansible": ("yaml",), "docker": ("dockerfile",), "nginx": ("nginx",), "systemd": ("ini",), "config": ("yaml", "ini", "json", "text"),
}  # fmt: skip
_FRAMEWORKS: Final = {
    "kubernetes": ("Kubernetes", "Helm"), "compose": ("Docker Compose",), "workflow": ("GitHub Actions",), "gitlab": ("GitLab CI",),
    "cloudformation": ("CloudFormation",), "ansible": ("Ansible",), "docker": ("Docker",), "nginx": ("nginx",), "systemd": ("systemd",),
}  # fmt: skip


def _row(kind: str, level: str, category: str, cwe: str, *words: str) -> RuleInfo:
    title, why, fix = words
    weaknesses = tuple(f"CWE-{number}" for number in cwe.split())
    page = f"https://cwe.mitre.org/data/definitions/{cwe.split(maxsplit=1)[0]}.html"
    return RuleInfo(
        title, category, weaknesses, *_LEVELS[level], why, fix, page,
        languages=_LANGUAGES[kind], frameworks=_FRAMEWORKS.get(kind, ()),
    )  # fmt: skip


_HOST: Final = "Whoever breaks into it has the host."
_GUESS: Final = "Anybody who reaches the port is let in."
_REACH: Final = "Anybody can try passwords and exploits on it."
_CHANGES: Final = "What is behind a name that moves can change under you."
_SCRIPT: Final = "Whoever opens an issue or a pull request chooses the text, and the shell runs it."
_CIS: Final = "The cluster's own benchmark asks for it."

_ROWS: Final[tuple[tuple[str, str, str, str, str, str, str], ...]] = (
    ("kubernetes.privileged", "high", "permissions", "250 269", "Privileged container", _HOST, "privileged: false"),
    ("kubernetes.host-namespace", "high", "permissions", "250 668", "Pod in the host's network, process or IPC namespace", "It sees and reaches what only the host should.", "hostNetwork: false"),
    ("kubernetes.docker-socket", "high", "permissions", "250 668", "Container runtime's socket mounted", _HOST, "emptyDir: {}"),
    ("kubernetes.host-path", "medium", "permissions", "250 668 732", "Folder of the host mounted", _HOST, "persistentVolumeClaim: {claimName: data}"),
    ("kubernetes.escalation", "medium", "permissions", "250 269", "Process may gain rights", "A setuid program makes root of it.", "allowPrivilegeEscalation: false"),
    ("kubernetes.escalation-open", "low", "permissions", "250", "Gaining rights isn't forbidden", "A setuid program makes root of it.", "allowPrivilegeEscalation: false"),
    ("kubernetes.root", "medium", "permissions", "250", "Container runs as root", _HOST, "runAsNonRoot: true"),
    ("kubernetes.root-open", "low", "permissions", "250", "Container may run as root", _HOST, "runAsNonRoot: true"),
    ("kubernetes.low-uid", "maybe", "permissions", "250", "User id that the host may use as well", "Outside of the container it may be somebody.", "runAsUser: 10001"),
    ("kubernetes.capability", "high", "permissions", "250 269", "Capability that equals root", _HOST, 'capabilities: {drop: ["ALL"]}'),
    ("kubernetes.capability-added", "low", "permissions", "250 269", "Capability added", "Each is a part of root.", 'capabilities: {drop: ["ALL"]}'),
    ("kubernetes.capability-kept", "low", "permissions", "250", "Default capabilities kept", "Hardly any program needs them.", 'capabilities: {drop: ["ALL"]}'),
    ("kubernetes.writable-root", "low", "permissions", "732", "Root file system is writable", "Whoever breaks in can leave something behind.", "readOnlyRootFilesystem: true"),
    ("kubernetes.seccomp-off", "medium", "permissions", "284 693", "System calls unfiltered", "Seccomp or AppArmor keeps exploits of the kernel out.", "seccompProfile: {type: RuntimeDefault}"),
    ("kubernetes.seccomp-open", "low", "permissions", "693", "No seccomp profile", "It keeps exploits of the kernel out.", "seccompProfile: {type: RuntimeDefault}"),
    ("kubernetes.token-mounted", "low", "permissions", "250 522", "Service account's token mounted", "Whoever breaks in can talk to the cluster.", "automountServiceAccountToken: false"),
    ("kubernetes.default-account", "low", "permissions", "250 284", "Default service account or namespace", "Rights given to it are everybody's.", "serviceAccountName: app"),
    ("kubernetes.wildcard-role", "medium", "permissions", "250 269 732", "Role with rights on everything", "Whoever gets its token has them.", '{resources: ["configmaps"], verbs: ["get"]}'),
    ("kubernetes.escalating-role", "medium", "permissions", "250 269", "Role that can give itself more rights", "bind, escalate, impersonate, approvals and node proxies lead to cluster-admin.", 'verbs: ["get", "list"]'),
    ("kubernetes.secrets-role", "low", "permissions", "250 522", "Role that reads all secrets", "They hold every other credential.", "resourceNames: [app-secret]"),
    ("kubernetes.admin-binding", "high", "permissions", "250 269", "cluster-admin given away", "Whoever gets at the subject has the cluster.", "roleRef: {kind: Role, name: app-reader, apiGroup: rbac.authorization.k8s.io}"),
    ("kubernetes.anonymous-binding", "high", "authorization", "284 306", "Rights for everybody, unauthenticated", _GUESS, "subjects: [{kind: ServiceAccount, name: app}]"),
    ("kubernetes.tls-skipped", "medium", "crypto", "295 319", "TLS verification off", "Anybody on the way can answer.", "caBundle: LS0tLS1CRUdJTi4uLg=="),
    ("kubernetes.ingress-plain", "low", "crypto", "319", "Ingress without TLS", "Anybody on the way can read and change it.", "tls: [{hosts: [app.example.com], secretName: app-tls}]"),
    ("kubernetes.ingress-snippet", "medium", "injection", "94", "Ingress annotation with raw server configuration", "Whoever may write ingresses runs code in the controller.", "Use the annotations made for it"),
    ("kubernetes.exposed", "low", "permissions", "668 284", "Service reachable from outside", _REACH, "type: ClusterIP"),
    ("kubernetes.host-port", "low", "permissions", "668", "Port of the host used", _REACH, "containerPort: 8080"),
    ("kubernetes.open-policy", "low", "permissions", "284", "Network policy that lets everything pass", "What isn't named is open.", "podSelector: {matchLabels: {app: web}}"),
    ("kubernetes.dashboard", "medium", "permissions", "284", "Dashboard or Tiller deployed", "Both were ways to cluster-admin.", "Take it out of the cluster: kubectl does the same with a login"),
    ("kubernetes.image-moves", "medium", "dependency", "1357 829", "Image without a fixed version", _CHANGES, "image: registry.example.com/app:1.4.2@sha256:..."),
    ("kubernetes.pull-policy", "maybe", "dependency", "494", "Image isn't pulled anew", "A copy on the node is used unchecked.", "imagePullPolicy: Always"),
    ("kubernetes.no-limits", "maybe", "input-validation", "770 400", "No limit on memory or CPU", "One container can starve the node.", "resources: {limits: {memory: 256Mi, cpu: 500m}}"),
    ("kubernetes.debug", "medium", "debug", "489", "Debug mode in a deployment", "Debuggers run code for whoever asks.", 'value: "production"'),
    ("kubernetes.component-anonymous", "high", "authorization", "306 287", "Cluster component that asks for no login", _GUESS, "--anonymous-auth=false"),
    ("kubernetes.component-plain", "high", "crypto", "319", "Cluster component on a plain port", "Anybody on the way can read and change it.", "--secure-port=6443"),
    ("kubernetes.component-tls", "medium", "crypto", "295 319 326", "Cluster component without certificates or with weak ciphers", "Others can pose as it.", "--tls-cert-file=/etc/kubernetes/pki/apiserver.crt"),
    ("kubernetes.component-authorization", "high", "authorization", "862 863", "Cluster component that allows everything", _CIS, "--authorization-mode=Node,RBAC"),
    ("kubernetes.component-hardening", "low", "permissions", "693 1188", "Cluster component with a protection off", _CIS, "--profiling=false"),
    ("kubernetes.component-audit", "low", "debug", "778", "Cluster component that keeps no record", "An attack leaves no trace.", "--audit-log-path=/var/log/apiserver/audit.log"),
    ("compose.privileged", "high", "permissions", "250 269", "Privileged container", _HOST, "privileged: false"),
    ("compose.capability", "high", "permissions", "250 269", "Capability that equals root", _HOST, "cap_drop: [ALL]"),
    ("compose.host-namespace", "high", "permissions", "250 668", "Container in the host's namespaces", "It sees and reaches what only the host should.", "networks: [internal]"),
    ("compose.docker-socket", "high", "permissions", "250 668", "Docker's socket mounted", _HOST, 'environment: {DOCKER_HOST: "tcp://socket-proxy:2375"}'),
    ("compose.host-path", "medium", "permissions", "250 732", "Folder of the system mounted", _HOST, "volumes: [data:/var/lib/app]"),
    ("compose.confinement-off", "medium", "permissions", "284 693", "Confinement switched off", "Seccomp, AppArmor or SELinux keep exploits in.", "security_opt: [no-new-privileges:true]"),
    ("compose.new-privileges", "maybe", "permissions", "732 250", "Gaining rights isn't forbidden", "A setuid program makes root of it.", "security_opt: [no-new-privileges:true]"),
    ("compose.writable-root", "maybe", "permissions", "732", "Root file system is writable", "Whoever breaks in can leave something behind.", "read_only: true"),
    ("compose.root", "medium", "permissions", "250", "Container runs as root", _HOST, 'user: "10001:10001"'),
    ("compose.published", "medium", "permissions", "668 284", "Database or administration published on all addresses", _REACH, 'ports: ["127.0.0.1:5432:5432"]'),
    ("compose.published-plain", "medium", "crypto", "319 668", "Administration published without TLS", "Passwords cross the network readable.", 'ports: ["127.0.0.1:9000:9000"]'),
    ("compose.image-moves", "medium", "dependency", "1357 829", "Image without a fixed version", _CHANGES, "image: postgres:17.2"),
    ("workflow.injection", "high", "injection", "94 78 77", "Text from outside pasted into a script", _SCRIPT, "{env: {TITLE: \"${{ github.event.issue.title }}\"}, run: 'echo \"$TITLE\"'}"),
    ("workflow.input-injection", "low", "injection", "94 78", "Input pasted into a script", "Whoever may start the workflow runs any command.", "{env: {NAME: \"${{ inputs.name }}\"}, run: 'echo \"$NAME\"'}"),
    ("workflow.untrusted-checkout", "high", "injection", "94 829", "Code of a pull request run with the repository's secrets", "Anybody can open a pull request.", "on: pull_request"),
    ("workflow.target-trigger", "low", "permissions", "250 829", "pull_request_target", "It runs with secrets and a token that can write.", "on: pull_request"),
    ("workflow.wide-token", "medium", "permissions", "250 272 732", "Token with all rights", "Every action of the job can push, release and delete.", "permissions: {contents: read}"),
    ("workflow.token-open", "maybe", "permissions", "250 272", "Rights of the token not said", "The default may be all.", "permissions: {contents: read}"),
    ("workflow.moving-action", "medium", "dependency", "829 1357 494", "Action without a fixed version", _CHANGES, "uses: owner/action@0123456789abcdef0123456789abcdef01234567"),
    ("workflow.tag-action", "maybe", "dependency", "829 1357", "Action pinned to a tag", "Tags can be moved.", "uses: owner/action@0123456789abcdef0123456789abcdef01234567 # v4.2.2"),
    ("workflow.secret-printed", "medium", "debug", "532 200", "Secret printed", "Whoever reads the log has it.", 'env: {TOKEN: "${{ secrets.DEPLOY_TOKEN }}"}'),
    ("workflow.unsafe-commands", "medium", "injection", "94 74", "Unsafe workflow commands switched on", "Whatever is printed can set the environment.", "run: 'echo NAME=value >> \"$GITHUB_ENV\"'"),
    ("workflow.all-secrets", "low", "permissions", "250 522", "All secrets handed on", "One leak is a leak of all.", 'secrets: {token: "${{ secrets.DEPLOY_TOKEN }}"}'),
    ("workflow.spoofable-check", "low", "authorization", "290 863", "Trust by the name of who ran it last", "The actor of an event isn't who wrote the code.", "if: github.event.pull_request.user.login == 'dependabot[bot]'"),
    ("workflow.verification-off", "medium", "crypto", "295", "TLS or host verification off", "Anybody on the way can answer.", "NODE_EXTRA_CA_CERTS: ca.pem"),
    ("gitlab.image-moves", "medium", "dependency", "1357 829", "Image without a fixed version", _CHANGES, "image: alpine:3.20.3"),
    ("gitlab.remote-include", "medium", "dependency", "829 494", "Pipeline included from elsewhere unpinned", _CHANGES, "include: [{project: group/ci, ref: <commit>, file: x.yml}]"),
    ("gitlab.injection", "medium", "injection", "94 78", "Text from outside evaluated by the shell", "Branch names, titles and messages are chosen by whoever pushes.", "script: ['printf \"%s\" \"$CI_COMMIT_TITLE\"']"),
    ("gitlab.verification-off", "medium", "crypto", "295", "TLS or host verification off", "Anybody on the way can answer.", "GIT_SSL_CAINFO: /etc/ssl/certs/ca.pem"),
    ("cloudformation.open-admin-port", "high", "permissions", "284 668 732", "Port for administration or a database open to the world", _REACH, "CidrIp: 10.0.0.0/8"),
    ("cloudformation.open-port", "medium", "permissions", "284 668", "Port open to the world", _REACH, "CidrIp: 10.0.0.0/8"),
    ("cloudformation.public-bucket", "high", "permissions", "732 284", "Storage open to everybody", "Anybody can read or change what is stored.", "AccessControl: Private"),
    ("cloudformation.public-access", "medium", "permissions", "284 668", "Service reachable from the internet", _REACH, "PubliclyAccessible: false"),
    ("cloudformation.public-policy", "medium", "permissions", "284 732 264", "Policy that lets everybody in", "Every account of the world may use it.", "Principal: {AWS: {Ref: AppRoleArn}}"),
    ("cloudformation.wildcard-policy", "medium", "permissions", "250 732 269", "Rights on everything", "Whoever takes the role over can do anything.", 'Action: ["s3:GetObject"]'),
    ("cloudformation.wide-resource", "low", "permissions", "250 732 269", "Right to change any resource", "Some actions know no resources; most do.", 'Resource: "arn:aws:s3:::bucket/*"'),
    ("cloudformation.unencrypted", "medium", "crypto", "311 312", "Data stored unencrypted", "Whoever gets at the disk or a copy of it can read it.", "StorageEncrypted: true"),
    ("cloudformation.unencrypted-transit", "medium", "crypto", "319", "Data sent unencrypted", "Anybody on the way can read and change it.", "TransitEncryptionEnabled: true"),
    ("cloudformation.weak-tls", "medium", "crypto", "326 327", "Old TLS version", "Old versions can be broken.", "MinimumProtocolVersion: TLSv1.2_2021"),
    ("cloudformation.weak-authentication", "medium", "authorization", "287 306", "Login weak, shared or off", "A password that is guessed or shared opens it.", "EnableIAMDatabaseAuthentication: true"),
    ("cloudformation.metadata-open", "medium", "permissions", "918 284", "Instance metadata open to any request", "A forged request from the server gets its credentials.", "HttpTokens: required"),
    ("cloudformation.privileged", "high", "permissions", "250 269", "Workload with the host's rights", _HOST, "Privileged: false"),
    ("cloudformation.weak-password-policy", "low", "authorization", "521", "Passwords may be short, old or simple", "They can be guessed.", "MinimumLength: 14"),
    ("cloudformation.firewall-allows", "medium", "permissions", "284", "Firewall that lets everything pass by default", "What isn't named is open.", "DefaultAction: {Block: {}}"),
    ("cloudformation.unwatched", "low", "debug", "778", "Nothing recorded of what is done", "An attack leaves no trace.", "EnableLogFileValidation: true"),
    ("cloudformation.unprotected", "low", "input-validation", "693", "Can be lost by one mistake", "No copy, version or lock protects it.", "DeletionProtection: true"),
    ("cloudformation.own-key-missing", "maybe", "crypto", "311 320", "Encrypted with the provider's key at most", "Who may decrypt can't be decided or withdrawn.", "KmsKeyId: {Ref: Key}"),
    ("cloudformation.hardening-off", "low", "permissions", "693 1188", "A protection of the service switched off", "It is there against a known kind of attack.", "ImageScanningConfiguration: {ScanOnPush: true}"),
    ("cloudformation.password-default", "high", "secret", "798 259", "Password as a parameter's default", "Whoever reads the template has it.", "{Type: String, NoEcho: true}"),
    ("cloudformation.secret-shown", "low", "debug", "200 522", "Secret parameter is echoed", "Whoever may look at the stack reads it.", "NoEcho: true"),
    ("ansible.open-mode", "medium", "permissions", "732", "File that everybody may write", "Any user of the machine can change it.", 'mode: "0640"'),
    ("ansible.verification-off", "medium", "crypto", "295", "TLS or host verification off", "Anybody on the way can answer.", "validate_certs: true"),
    ("ansible.unsigned", "medium", "dependency", "347 494", "Packages installed without a signature", "Whoever answers chooses what is installed.", "gpgcheck: true"),
    ("ansible.plain-download", "medium", "crypto", "319 494", "Download without TLS or checksum", "Whoever is on the way chooses what is installed.", '{url: "https://downloads.example.com/x.tgz", checksum: "sha256:<64 hex digits>"}'),
    ("ansible.protection-off", "medium", "permissions", "693 284", "Firewall or SELinux switched off", "It keeps attackers in or out.", "state: enabled"),
    ("ansible.secret-logged", "low", "debug", "532", "Secret may be logged", "Whoever reads the log has it.", "no_log: true"),
    ("ansible.shell-template", "low", "injection", "78", "Variable in a shell line", "A shell runs whatever the value smuggles in.", 'command: {argv: [rm, "{{ name }}"]}'),
    ("docker.image-moves", "medium", "dependency", "1357 829", "Base image without a fixed version", _CHANGES, "FROM python:3.13.1-slim@sha256:..."),
    ("docker.root", "medium", "permissions", "250 269", "Container runs as root", _HOST, "USER 10001"),
    ("docker.no-user", "low", "permissions", "250 269", "No user is set, so it runs as root", _HOST, "USER 10001"),
    ("docker.secret-in-image", "medium", "permissions", "798 538 522 312", "Secret kept in the image", "Whoever pulls the image reads it, also from a layer that was replaced.", "RUN --mount=type=secret,id=token ..."),
    ("docker.remote-add", "medium", "dependency", "494 829", "Remote file added unchecked", "Whoever answers chooses what is in the image.", "ADD --checksum=sha256:... https://..."),
    ("docker.remote-login", "medium", "permissions", "668 284", "Port of a remote login opened", _REACH, "Open no port for it: go in with docker exec"),
    ("docker.stale-packages", "maybe", "dependency", "1104", "Package lists updated in a layer of their own", "The next build installs from a stale list.", "RUN apt-get update && apt-get install -y --no-install-recommends curl"),
    ("docker.tool-for-people", "maybe", "dependency", "1104", "apt in a script", "Its behaviour changes between releases.", "RUN apt-get install -y --no-install-recommends curl"),
    ("docker.sudo", "low", "permissions", "250", "sudo in an image", "Whoever breaks in has a way to root.", "Run the step under USER root, and go back to USER app behind it"),
    ("docker.alias-twice", "maybe", "input-validation", "694", "Two stages of one name", "Which one is copied from isn't what it seems.", "FROM golang:1.23 AS build"),
    ("docker.verification-off", "medium", "crypto", "295", "TLS verification off for all that runs", "Anybody on the way can answer.", "COPY ca.crt /usr/local/share/ca-certificates/ca.crt"),
    ("nginx.weak-tls", "medium", "crypto", "326 327", "Old TLS version or weak cipher", "Old versions can be broken.", "ssl_protocols TLSv1.2 TLSv1.3;"),
    ("nginx.any-origin", "medium", "cors", "942 346", "Any origin is let in", "Every site may read the answers with the visitor's login.", "map $http_origin $allowed { https://app.example.com $http_origin; }"),
    ("nginx.wildcard-origin", "low", "cors", "942", "Every site may read the answers", "Fine for public data only.", "add_header Access-Control-Allow-Origin https://app.example.com always;"),
    ("nginx.alias-traversal", "high", "input-validation", "22", "alias below a location without a slash", "`/files../` leaves the folder.", "location /files/ { alias /srv/files/; }"),
    ("nginx.open-proxy", "high", "injection", "918", "Proxy to a host that the request chooses", "The sender chooses which hosts the server talks to.", "proxy_pass http://backend;"),
    ("nginx.host-header", "low", "injection", "20 644", "Host of the request passed on", "Links in answers can be made to point elsewhere.", "proxy_set_header Host $host;"),
    ("nginx.listing", "medium", "debug", "548", "Folder listings", "Everybody sees what lies there.", "autoindex off;"),
    ("nginx.header-split", "medium", "injection", "113 93", "Decoded path in a header or redirect", "Line breaks in it add headers.", "return 301 https://$host$request_uri;"),
    ("nginx.version-shown", "maybe", "debug", "200", "Version shown", "It tells which exploits fit.", "server_tokens off;"),
    ("nginx.verification-off", "medium", "crypto", "295", "Certificate of the backend not verified", "Anybody on the way can answer.", "proxy_ssl_verify on;"),
    ("nginx.referrer-check", "low", "authorization", "290 293", "Access by referrer", "Anybody can send one.", "auth_request /auth;"),
    ("systemd.root", "medium", "permissions", "250", "Service runs as root", _HOST, "DynamicUser=yes"),
    ("systemd.no-user", "maybe", "permissions", "250", "No user is set, so it runs as root", _HOST, "DynamicUser=yes"),
    ("systemd.protection-off", "medium", "permissions", "693 250", "A protection of the unit switched off", "It keeps a broken-into service in.", "NoNewPrivileges=yes"),
    ("config.no-login", "high", "authorization", "306 287", "Login switched off", _GUESS, "xpack.security.enabled: true"),
    ("config.all-addresses", "medium", "permissions", "668 284", "Listens on all addresses", _REACH, "bind = 127.0.0.1"),
    ("config.any-origin", "medium", "cors", "942", "Any origin is let in", "Every site may read the answers.", "allowed_origins = https://app.example.com"),
    ("config.tls-off", "medium", "crypto", "319", "TLS switched off", "Anybody on the way can read and change it.", "sslmode = verify-full"),
    ("config.weak-tls", "medium", "crypto", "326 327", "Old TLS version", "Old versions can be broken.", "ssl_min_protocol_version = TLSv1.2"),
    ("config.verification-off", "medium", "crypto", "295", "TLS or host verification off", "Anybody on the way can answer.", "verify_ssl = true"),
    ("config.root-login", "medium", "authorization", "250 287", "Login as root", "One guessed password is the machine.", "PermitRootLogin no"),
    ("config.password-login", "low", "authorization", "287 308", "Login by password", "Passwords are guessed.", "PasswordAuthentication no"),
    ("config.empty-password", "high", "authorization", "258 287", "Login without a password", _GUESS, "PermitEmptyPasswords no"),
    ("config.debug", "medium", "debug", "489 215", "Debug mode or errors shown", "Errors show code and secrets; debuggers run code for whoever asks.", "debug = false"),
    ("config.management-open", "medium", "permissions", "200 284", "Management endpoints open", "They show settings and memory, and some change them.", "management.endpoints.web.exposure.include = health,info"),
    ("config.cookie", "medium", "session", "614 1004", "Session cookie without its flags", "Scripts and plain connections can read it.", "session.cookie_secure = 1"),
    ("config.remote-code", "high", "injection", "94 98", "Remote code switched on", "What runs is chosen elsewhere.", "allow_url_include = Off"),
    ("config.csrf-off", "medium", "session", "352", "CSRF protection off", "Other sites can act with a visitor's login.", "csrf.enabled = true"),
    ("config.default-password", "medium", "authorization", "1392 521 798", "Well-known password", "It is tried first.", 'PASSWORD: "${PASSWORD:?set it in the environment}"'),
    ("config.backup-open", "low", "permissions", "530 926", "Exported or backed up for others", "Other programs can read or start it.", 'android:exported="false"'),
    ("config.plain-registry", "medium", "dependency", "494 319", "Packages from a plain or unverified address", "Whoever is on the way chooses what is installed.", "index-url = https://packages.example.com/simple"),
)  # fmt: skip
RULES: Final[Mapping[str, RuleInfo]] = MappingProxyType(
    {f"{PREFIX}{name}": _row(name.partition(".")[0], *rest) for name, *rest in _ROWS}
)
