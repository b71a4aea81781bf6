"""The safe form of a setting: its own key, the safe value, in the way the file writes it."""

from __future__ import annotations

import pytest

from proxy.scan.safe_settings import fitted

OWN = "the rule's own form"


@pytest.mark.parametrize(
    ("line", "what", "safe"),
    [
        pytest.param("  storage_encrypted = false", "storage_encrypted", "storage_encrypted = true", id="hcl"),
        pytest.param("- hostPID: true  # why", "hostPID", "hostPID: false", id="yaml-item"),
        pytest.param('"HttpTokens": "optional",', "HttpTokens", '"HttpTokens": "required"', id="json"),
        pytest.param("display_errors = On", "display_errors", "display_errors = Off", id="case-is-kept"),
        pytest.param("PermitEmptyPasswords yes", "PermitEmptyPasswords", "PermitEmptyPasswords no", id="space"),
        pytest.param("autoindex on;", "autoindex", "autoindex off;", id="nginx"),
        pytest.param("--profiling=true", "profiling", "--profiling=false", id="flag"),
        pytest.param("APP_DEBUG=true", "debug", "APP_DEBUG=false", id="longer-key"),
        pytest.param('  cidr_blocks = ["0.0.0.0/0"]', "cidr_blocks", 'cidr_blocks = ["10.0.0.0/8"]', id="list"),
        pytest.param('min_tls_version = "TLS1_0"', "min_tls_version", 'min_tls_version = "TLS1_2"', id="tls-azure"),
        pytest.param('tls_version = "1.1"', "tls_version", 'tls_version = "1.2"', id="tls-plain"),
        pytest.param(
            "backup_retention_period = 0", "backup_retention_period", "backup_retention_period = 7", id="table"
        ),
        pytest.param("gpgcheck=0", "gpgcheck", "gpgcheck=1", id="bit"),
    ],
)
def test_a_setting_keeps_its_key_and_style(line: str, what: str, safe: str) -> None:
    assert fitted(line, what, OWN) == safe


@pytest.mark.parametrize(
    ("line", "what"),
    [
        pytest.param("name: qzcanary", "hostPID", id="another-key"),
        pytest.param("listen_on = qzcanary", "listen_on", id="no-safe-value-known"),
        pytest.param("DefaultAction: {Allow: {}}", "DefaultAction", id="a-mapping"),
        pytest.param("ssl_protocols TLSv1 TLSv1.2;", "ssl_protocols", id="several-values"),
        pytest.param('"qzcanary_debug": true', "debug", id="a-quoted-key-may-be-text"),
        pytest.param('password: "true story"', "password", id="a-value-with-a-word"),
        pytest.param("}", "hostPID", id="no-setting"),
        pytest.param("", "hostPID", id="nothing"),
    ],
)
def test_what_is_not_known_keeps_the_rules_own_form(line: str, what: str) -> None:
    assert fitted(line, what, OWN) == OWN
