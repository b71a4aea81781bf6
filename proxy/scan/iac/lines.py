"""Settings of servers and frameworks that are a name and a value on one line, in whatever file they stand.

YAML, INI, properties, `.env`, a unit's command line and a container's environment write the same settings with other punctuation.
Rules for this file: data and one pass a row; a row is tried only where one of its words stands. Counterpart: engine.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.iac.hits import Hit

_IS: Final = r"[\"']?\s*(?:[:=]|\s)\s*[\"']?"  # what may stand between a name and its value
_ON: Final = rf"{_IS}(?:true|yes|on|1|enabled?)\b"
_OFF: Final = rf"{_IS}(?:false|no|off|0|disabled?|none)\b"
_MAX_LINE: Final = 2_000
_COMMENT: Final = re.compile(r"^\s*(?:#|;|//|--\s)")
# (words of which one must stand there, lower case; pattern; rule; the setting's name)
_ROWS: Final = tuple((tuple(words.split()), re.compile(pattern, re.IGNORECASE), rule, name) for words, pattern, rule, name in (
    ("xpack", rf"\bxpack\.security\.enabled{_OFF}", "no-login", "xpack.security.enabled"),
    ("xpack", rf"\bxpack\.security\.(?:http|transport)\.ssl\.enabled{_OFF}", "tls-off", "xpack.security.http.ssl"),
    ("plugins.security", rf"\bplugins\.security\.disabled{_ON}|\bDISABLE_SECURITY_PLUGIN{_ON}", "no-login", "plugins.security.disabled"),
    ("disable_security_plugin", rf"\bDISABLE_SECURITY_PLUGIN{_ON}", "no-login", "DISABLE_SECURITY_PLUGIN"),
    ("authorization", r"^\s*authorization\s*:\s*[\"']?disabled", "no-login", "authorization"),
    ("noauth", r"(?:^|\s)(?:--noauth\b|noauth\s*=\s*true)", "no-login", "noauth"),
    ("protected-mode", rf"\bprotected-mode{_OFF}", "no-login", "protected-mode"),
    ("allow_anonymous", rf"\ballow_anonymous{_ON}|\bALLOW_ANONYMOUS_LOGIN{_ON}", "no-login", "allow_anonymous"),
    ("allowallauthenticator", r"\bauthenticator\s*:\s*\S*AllowAllAuthenticator", "no-login", "authenticator"),
    ("allowallauthorizer", r"\bauthorizer\s*:\s*\S*AllowAllAuthorizer", "no-login", "authorizer"),
    ("host_auth_method", r"\bPOSTGRES_HOST_AUTH_METHOD[\"']?\s*[:=]\s*[\"']?trust", "no-login", "POSTGRES_HOST_AUTH_METHOD"),
    ("trust", r"^\s*(?:local|host(?:no)?(?:ssl|gssenc)?)\s+\S+\s+\S+\s+(?:\S+\s+){0,2}trust\b", "no-login", "pg_hba trust"),
    ("skip-grant-tables skip_grant_tables", r"^\s*(?:--)?skip[-_]grant[-_]tables\b", "no-login", "skip-grant-tables"),
    ("neo4j dbms", r"\bNEO4J_AUTH[\"']?\s*[:=]\s*[\"']?none|\bdbms[._]security[._]auth_enabled\s*=\s*false", "no-login", "dbms.security.auth_enabled"),
    ("auth", r"(?:^|[\s._-])(?:auth|authentication|auth_enabled|authEnabled|require_auth|authentication_enabled|enable_auth|security_enabled|login_required)[\"']?\s*[:=]\s*[\"']?(?:false|no|off|none|disabled)\s*[\"']?\s*$", "no-login", "auth"),
    ("anonymous", rf"\bauth\.anonymous\.enabled{_ON}|\bGF_AUTH_ANONYMOUS_ENABLED{_ON}|\banonymous[-_]?auth(?:entication)?{_ON}|\bANONYMOUS_AUTH(?:ENTICATION)?_ACCESS_ENABLED{_ON}", "no-login", "anonymous"),
    ("token password", r"(?:ServerApp|NotebookApp|LabApp|IdentityProvider|PasswordIdentityProvider)\.(?:token|password|hashed_password)\s*=\s*[\"']{0,2}(?:\s|[\"']|$|\\)", "no-login", "ServerApp.token"),
    ("disable_login", rf"\b(?:DISABLE_(?:LOGIN|AUTH|AUTHENTICATION)|AUTH_DISABLED|SKIP_AUTH|NO_AUTH|ALLOW_UNAUTHENTICATED)\b{_ON}", "no-login", "DISABLE_AUTH"),
    ("disable_auth auth_disabled skip_auth no_auth allow_unauthenticated", rf"\b(?:DISABLE_(?:LOGIN|AUTH|AUTHENTICATION)|AUTH_DISABLED|SKIP_AUTH|NO_AUTH|ALLOW_UNAUTHENTICATED)\b{_ON}", "no-login", "DISABLE_AUTH"),
    ("allow.everyone", rf"\ballow\.everyone\.if\.no\.acl\.found{_ON}", "no-login", "allow.everyone.if.no.acl.found"),
    ("api.insecure", rf"--api\.insecure(?:=true)?\b(?!=false)|\bapi\.insecure{_ON}", "no-login", "api.insecure"),
    ("insecure", r"^\s*insecure\s*[:=]\s*true\b", "no-login", "insecure"),
    ("web.enable", r"--web\.enable-(?:admin-api|lifecycle)\b(?!=false)", "management-open", "web.enable-admin-api"),
    ("auth_backend auth_backends", r"\bauth_backends?\s*=\s*airflow\.(?:api\.auth\.backend|providers\S*)\.(?:default|deny_none)\b|auth_backends?\s*=\s*airflow\.api\.auth\.backend\.default", "no-login", "auth_backends"),
    ("dfs.permissions hadoop.security", r"\bdfs\.permissions(?:\.enabled)?[\"']?\s*[:=]\s*[\"']?false|\bhadoop\.security\.authentication[\"']?\s*[:=]\s*[\"']?simple", "no-login", "dfs.permissions"),
    ("empty_password", rf"\b(?:MYSQL|MARIADB)?_?ALLOW_EMPTY_(?:ROOT_)?PASSWORD{_ON}", "empty-password", "ALLOW_EMPTY_PASSWORD"),
    ("permitemptypasswords", rf"^\s*PermitEmptyPasswords{_ON}", "empty-password", "PermitEmptyPasswords"),
    ("permitrootlogin", r"^\s*PermitRootLogin\s+yes\b", "root-login", "PermitRootLogin"),
    ("passwordauthentication", r"^\s*PasswordAuthentication\s+yes\b", "password-login", "PasswordAuthentication"),
    ("stricthostkeychecking", r"\bStrictHostKeyChecking[=\s]+(?:no|off)\b", "verification-off", "StrictHostKeyChecking"),
    ("x11forwarding", r"^\s*X11Forwarding\s+yes\b", "password-login", "X11Forwarding"),
    ("bind_ip bindip bind_ip_all", r"^\s*[\"']?bind_?ip(?:_?all)?[\"']?\s*[:=]\s*[\"']?(?:0\.0\.0\.0|::|true|\*)|--bind_ip(?:_all\b|[= ]0\.0\.0\.0)", "all-addresses", "bindIp"),
    ("bind", r"^\s*(?:bind(?:-address|_address)?|listen_address|listener\.tcp\.default)\s*[=:\s]\s*[\"']?(?:0\.0\.0\.0\b|\*(?:\s|$)|::(?:\s|$))", "all-addresses", "bind"),
    ("listen_addresses", r"\blisten_addresses\s*=\s*[\"']?(?:\*|0\.0\.0\.0)", "all-addresses", "listen_addresses"),
    ("network.host", r"\bnetwork\.host[\"']?\s*[:=]\s*[\"']?(?:0\.0\.0\.0|_global_|_site_)", "all-addresses", "network.host"),
    ("tcp://", r"(?:-H[= ]?|--host[= ]|\"hosts\"\s*:\s*\[[^\]]{0,200}?|DOCKER_HOST[=:]\s*)[\"']?tcp://(?:0\.0\.0\.0|\[::\]|:)(?::2375)?", "all-addresses", "tcp://0.0.0.0"),
    ("http.cors", r"\bhttp\.cors\.allow-origin[\"']?\s*[:=]\s*[\"']?(?:\*|/\.\*/)", "any-origin", "http.cors.allow-origin"),
    ("allow_origin alloworigin allow-origin allowed-origins allowed_origins allowedorigins cors_origin cors_allow corsallowedorigin", r"[\w.]*(?:allow(?:ed)?[-_]?origins?(?:[-_]?patterns?|[-_]?list|[-_]?pat)?|cors[-_]?origins?(?:[-_]allow[-_]all)?|cors[-_]?allowed?[-_]?origins?|access[-_]control[-_]allow[-_]origin)[\"']?\s*[:=]\s*[\[\"'\s]*(?:\*|\.\*)[\"'\]\s]*(?:$|,|\\|\s)", "any-origin", "allow_origin"),
    ("cors", rf"\b(?:CORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL|ALLOW_ALL)){_ON}", "any-origin", "CORS_ALLOW_ALL_ORIGINS"),
    ("allow-origins", r"^\s*-\s*[\"']?Access-Control-Allow-Origin:\s*\*", "any-origin", "Access-Control-Allow-Origin"),
    ("access-control-allow-origin", r"\bHeader\s+(?:always\s+)?(?:set|add|append)\s+Access-Control-Allow-Origin\s+[\"']?\*", "any-origin", "Access-Control-Allow-Origin"),
    ("sslmode", r"^(?![^\n]*(?:localhost|127\.0\.0\.1|\[::1\]))[^\n]*\bsslmode[\"']?\s*[:=]\s*[\"']?(?:disable|allow)\b", "tls-off", "sslmode"),
    ("ssl tls", r"^\s*(?:server\.ssl\.enabled|ssl_enabled|ssl\.enabled|tls\.enabled|tls_enabled|enable_tls|enable_ssl|use_tls|use_ssl|require_ssl|require_secure_transport|force_ssl|tls_disable|smtp_tls_security_level|require_tls|ssl)[\"']?\s*[:=]\s*[\"']?(?:false|off|no|0|disabled|none)\b", "tls-off", "ssl"),
    ("tls_disable", rf"\btls_disable{_ON}", "tls-off", "tls_disable"),
    ("plaintext", r"\b(?:security\.protocol|KAFKA_SECURITY_PROTOCOL|security_protocol)[\"']?\s*[:=]\s*[\"']?(?:SASL_)?PLAINTEXT\b", "tls-off", "security.protocol"),
    ("sslprotocol", r"^\s*SSLProtocol\s+(?:[^\n]*\+?(?:SSLv3|TLSv1(?:\.1)?)(?=\s|$)(?<!-SSLv3)|all\s*$)", "weak-tls", "SSLProtocol"),
    ("tlsv1 tls1 sslv3", r"\b(?:ssl_min_protocol_version|tls_min_version|minimum_tls|min_tls_version|ssl\.protocol|tls\.version|minversion|minProtocol|MinProtocol|ssl\.enabled\.protocols|jdk\.tls\.client\.protocols)[\"']?\s*[:=]\s*[\"']?[^\n]*?(?:TLSv?1(?:[._]?[01])?|SSLv3)(?![.\d_])", "weak-tls", "minimum version"),
    ("verify validate insecure reject_unauthorized strict-ssl sslverify", r"\b(?:verify[_-]?(?:ssl|tls|certs?|certificates?|peer|host(?:name)?)|ssl[_-]?verif(?:y|ication)|sslverify|tls[_-]?verify|validate[_-]certs?|check[_-]hostname|strict[_-]ssl|ssl\.verification(?:_mode)?|ssl\.certificate\.verification|certificate_verify)[\"']?\s*[:=]\s*[\"']?(?:false|no|off|0|none|disabled?)\b", "verification-off", "verify"),
    ("skip_verify skip-verify skipverify tls_skip insecure_ssl", r"\b(?:tls_?)?(?:insecure_?skip_?verify|skip[_-]?(?:tls[_-]?)?verify|tls_?skip_?verify(?:_?insecure)?|insecure_ssl|skip_ssl_validation|accept_invalid_certs|allow_invalid_certificates?|tlsallowinvalidcertificates)[\"']?\s*[:=]\s*[\"']?(?:true|yes|on|1)\b", "verification-off", "insecure_skip_verify"),
    ("node_tls git_ssl pythonhttps", r"\bNODE_TLS_REJECT_UNAUTHORIZED[\"']?\s*[:=]\s*[\"']?0|\bGIT_SSL_NO_VERIFY[\"']?\s*[:=]\s*[\"']?(?:1|true)|\bPYTHONHTTPSVERIFY[\"']?\s*[:=]\s*[\"']?0", "verification-off", "TLS verification"),
    ("strict-ssl", r"^\s*strict-ssl\s*=\s*false", "verification-off", "strict-ssl"),
    ("app_debug flask debug", r"^\s*(?:(?:ENV|export|Environment=|-\s+)\s*)?[\"']?(?:APP_DEBUG|FLASK_DEBUG|DJANGO_DEBUG|DEBUG|WP_DEBUG_DISPLAY|FASTAPI_DEBUG)[\"']?\s*[:=]\s*[\"']?(?:true|1|yes|on)[\"']?\s*$", "debug", "DEBUG"),
    ("display_errors", r"^\s*(?:php_(?:admin_)?(?:value|flag)\s+)?(?:display_errors|display_startup_errors|xdebug\.remote_enable)\s*[= ]\s*[\"']?(?:On|1|stdout)\b", "debug", "display_errors"),
    ("expose_php servertokens serversignature", r"^\s*(?:expose_php\s*=\s*On|ServerTokens\s+(?:Full|OS)|ServerSignature\s+On)\b", "debug", "expose_php"),
    ("trace include-stacktrace include-message", r"\binclude-stacktrace[\"']?\s*[:=]\s*[\"']?always|\bTraceEnable\s+on\b", "debug", "include-stacktrace"),
    ("h2", rf"\bspring\.h2\.console\.(?:enabled|settings\.web-allow-others){_ON}|\bweb-allow-others{_ON}", "management-open", "spring.h2.console"),
    ("exposure include", r"\bmanagement\.endpoints\.web\.exposure\.include[\"']?\s*[:=]\s*[\"']?\*", "management-open", "management.endpoints.web.exposure.include"),
    ("management.security management.endpoint", rf"\bmanagement\.security\.enabled{_OFF}|\bmanagement\.endpoint\.(?:env|configprops)\.show-values\s*[:=]\s*always|\bmanagement\.endpoint\.(?:shutdown|heapdump)\.enabled{_ON}", "management-open", "management.endpoint"),
    ("indexes", r"^\s*Options\s+(?:[^\n-]*\s)?\+?Indexes\b", "debug", "Options Indexes"),
    ("allow_url", r"^\s*allow_url_(?:include|fopen)\s*=\s*(?:On|1)\b(?<!fopen = On)(?<!fopen=On)", "remote-code", "allow_url_include"),
    ("enable_script_checks enable-script-checks disable_remote_exec", rf"\benable[-_]script[-_]checks{_ON}|\bdisable_remote_exec{_OFF}", "remote-code", "enable_script_checks"),
    ("local-infile local_infile", r"\blocal[-_]infile\s*=\s*(?:1|on|true)\b", "remote-code", "local-infile"),
    ("session.cookie session_cookie csrf_cookie cookie", r"\b(?:session\.cookie_(?:secure|httponly)|SESSION_COOKIE_(?:SECURE|HTTPONLY)|CSRF_COOKIE_SECURE|SESSION_SECURE_COOKIE|server\.servlet\.session\.cookie\.(?:secure|http-only))[\"']?\s*[:=]\s*[\"']?(?:false|0|off|no)\b", "cookie", "cookie"),
    ("csrf xsrf", r"(?:\b|_)(?:csrf|xsrf)[\w.-]*(?:enabled?|protection|check|checks)?[\"']?\s*[:=]\s*[\"']?(?:false|off|0|disabled?)\b|disable_check_xsrf\s*[:=]\s*true", "csrf-off", "csrf"),
    ("minioadmin guest admin", r"\b(?:MINIO_ROOT_PASSWORD|MINIO_SECRET_KEY)[\"']?\s*[:=]\s*[\"']?minioadmin\b|\bRABBITMQ_DEFAULT_PASS[\"']?\s*[:=]\s*[\"']?guest\b|\bGF_SECURITY_ADMIN_PASSWORD[\"']?\s*[:=]\s*[\"']?admin\b", "default-password", "default password"),
    ("loopback_users", r"\bloopback_users(?:\.guest)?\s*=\s*(?:none|false)\b", "no-login", "loopback_users"),
    ("allow-root", r"(?:^|\s)--allow-root\b", "root-login", "--allow-root"),
    ("insecure-registries trusted-host index-url registry", r"\"insecure-registries\"\s*:\s*\[\s*\"|^\s*(?:trusted-host\s*=|(?:extra-)?index-url\s*=\s*http://|registry\s*=\s*http://)", "plain-registry", "registry"),
    ("gpgcheck", r"^\s*(?:repo_)?gpgcheck\s*=\s*0", "plain-registry", "gpgcheck"),
    ("allowbackup exported cleartext debuggable", r"\bandroid:debuggable\s*=\s*\"true\"", "debug", "android:debuggable"),
    ("cleartext", r"\b(?:android:usesCleartextTraffic|cleartextTrafficPermitted)\s*=\s*\"true\"", "tls-off", "usesCleartextTraffic"),
    ("allowbackup", r"\bandroid:allowBackup\s*=\s*\"true\"", "backup-open", "android:allowBackup"),
    ("compilation customerrors", r"<compilation\b[^>]{0,300}\bdebug\s*=\s*\"true\"|<customErrors\b[^>]{0,300}\bmode\s*=\s*\"Off\"", "debug", "web.config"),
    ("requiressl httponlycookies", r"\b(?:requireSSL|cookieRequireSSL|httpOnlyCookies)\s*=\s*\"false\"", "cookie", "httpCookies"),
    ("validaterequest enableviewstatemac", r"\b(?:validateRequest|enableViewStateMac|enableEventValidation)\s*=\s*\"false\"", "csrf-off", "web.config"),
    ("arbitraryloads", r"<key>NSAllowsArbitraryLoads</key>\s*<true\s*/>", "tls-off", "NSAllowsArbitraryLoads"),
))  # fmt: skip


def settings(text: str) -> Iterator[Hit]:
    """What the lines of a text show."""
    low = text.lower()
    rows = [row for row in _ROWS if any(word in low for word in row[0])]
    if not rows:
        return
    at = 0
    for line in text.split("\n"):
        if line.strip() and len(line) <= _MAX_LINE and not _COMMENT.match(line):
            for _, pattern, rule, name in rows:
                found = pattern.search(line)
                if found is not None:
                    yield Hit(
                        f"config.{rule}",
                        at + found.start() + len(found[0]) - len(found[0].lstrip()),
                        at + max(found.end(), found.start() + 1),
                        name,
                    )
        at += len(line) + 1
