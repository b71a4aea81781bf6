"""Switches of clouds' resources by name, wherever they stand: what value of which is the insecure one.

Providers name the same switch alike, and CloudFormation in another case. Rules for this file: data only.
Counterparts: terraform.py, iac/cloudformation.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from typing import Final

# Of remote logins, administration and databases.
ADMIN_PORTS: Final = frozenset(
    {20, 21, 22, 23, 135, 139, 445, 1433, 1521, 2375, 2376, 3306, 3389, 5432, 5601, 5900, 5984, 6379, 8020, 9200, 9300, 11211, 27017, 27018}
)  # fmt: skip
ALL_PORTS: Final = 65_535

# (pattern of the name, pattern of the bad value, rule)
SWITCHES: Final = tuple((re.compile(name), re.compile(value, re.IGNORECASE), rule) for name, value, rule in (
    (r"^(storage_encrypted|encrypted|encrypt|encryption|encryption_enabled|at_rest_encryption_enabled|encrypt_at_rest|enable_encryption|server_side_encryption|encryption_at_host_enabled|infrastructure_encryption_enabled|volume_encryption_enabled|root_volume_encryption_enabled|user_volume_encryption_enabled|enable_disk_encryption|disk_encryption|kms_encrypted|encrypt_volume_root|enable_secure_boot_encryption|encryption_at_rest_enabled|snapshot_encryption|cluster_encryption|double_encryption_enabled|cache_data_encrypted|is_pv_encryption_in_transit_enabled|enable_at_rest_encryption)$", r"^false$|^\"(?:false|disabled|none|UNENCRYPTED|NONE)\"$", "unencrypted"),
    (r"^(transit_encryption_enabled|https_traffic_only_enabled|enable_https_traffic_only|https_only|ssl_enforcement_enabled|require_ssl|ssl_enforce\w*|enable_non_ssl_port\b.*|in_transit|encryption_in_transit|node_to_node_encryption|enforce_https|secure_transport|require_https|encryption_in_transit_enabled|force_ssl|ssl_enabled|https_required|enable_ssl|ftps_only|endpoint_https|http_allowed_is_false)$", r"^false$|^\"(?:false|disabled|DISABLED|PLAINTEXT|TLS_PLAINTEXT)\"$", "unencrypted-transit"),
    (r"^(client_broker)$", r"PLAINTEXT", "unencrypted-transit"),
    (r"^(viewer_protocol_policy)$", r"allow-all", "unencrypted-transit"),
    (r"^(enable_non_ssl_port|non_ssl_port_enabled|http_enabled|is_http_allowed|allow_http|insecure_connections_allowed|allow_insecure_connections|allow_insecure)$", r"^true$", "unencrypted-transit"),
    (r"^(ftps_state)$", r"AllAllowed", "unencrypted-transit"),
    (r"^(min_tls_version|minimum_tls_version|minimum_protocol_version|ssl_minimal_tls_version_enforced|tls_version|min_tls|minimum_tls|tls_security_policy|security_policy|ssl_policy|tls_min_version|minimal_tls_version)$", r"TLS_?v?1[._]0\b|TLS_?v?1[._]?1\b|^\"?1\.[01]\"?$|SSLv3|TLSv1\"|TLSv1_2016|Policy-Min-TLS-1-0|2016-08|TLS-1-0|TLS-1-1|TLSEnforcementDisabled|^\"Disabled\"$", "weak-tls"),
    (r"^(publicly_accessible|public_network_access_enabled|public_network_access|associate_public_ip_address|map_public_ip_on_launch|assign_public_ip|enable_public_ip|allow_blob_public_access|allow_nested_items_to_be_public|public_access_enabled|internet_facing|endpoint_public_access|is_public|auto_assign_public_ip|assign_public_ip_on_launch|enable_public_access|public_endpoint_enabled|public_ip_enabled|internet_enabled|ipv4_enabled|enable_external_ip|public|open_to_public|public_read_access|allow_public_access|public_data_endpoint_enabled|is_assigned_public_ip|is_ssh_enabled_publicly|anonymous_pull_enabled|external_enabled|direct_internet_access|is_public_ip)$", r"^true$|^\"(?:true|Enabled|PUBLIC|blob|container)\"$", "public-access"),
    (r"^(container_access_type)$", r"^\"(?:blob|container)\"$", "public-bucket"),
    (r"^(acl|canned_acl)$", r"public-read|authenticated-read|website|publicRead", "public-bucket"),
    (r"^(predefined_acl|access_type|public_access_type)$", r"publicRead|ObjectRead|allUsers|blob|container", "public-bucket"),
    (r"^(block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets|uniform_bucket_level_access)$", r"^false$", "public-bucket"),
    (r"^(public_access_prevention)$", r"inherited|unspecified", "public-bucket"),
    (r"^(member|members|role_members)$", r"allUsers|allAuthenticatedUsers", "public-policy"),
    (r"^(principal)$", r"^\"\*\"$", "public-policy"),
    (r"^(privileged|host_network|host_pid|host_ipc|allow_privilege_escalation|privileged_mode|default_allow_privilege_escalation|allowed_host_network)$", r"^true$", "privileged"),
    (r"^(run_as_non_root|read_only_root_filesystem|readonly_root_filesystem)$", r"^false$", "hardening-off"),
    (r"^(http_tokens)$", r"optional", "metadata-open"),
    (r"^(http_endpoint_unauthenticated)$", r".", "metadata-open"),
    (r"^(default_action|default_network_acl_action)$", r"^\"Allow\"$", "firewall-allows"),
    (r"^(admin_enabled|admin_user_enabled|local_auth_enabled|local_authentication_enabled|shared_access_key_enabled|access_keys_metadata_writes_enabled|enable_legacy_abac|basic_auth|allow_extension_operations|serial_port_enable|enable_serial_console|anonymous_auth|allow_unauthenticated|root_access|enable_root_login|basic_authentication_enabled|password_authentication|unauthenticated_access|legacy_authentication|allow_unauthenticated_identities|access_key_metadata_writes_enabled|authentication_none)$", r"^true$|^\"(?:true|Enabled)\"$", "weak-authentication"),
    (r"^(disable_password_authentication|local_authentication_disabled|disable_local_auth|rbac_enabled|role_based_access_control_enabled|iam_database_authentication_enabled|iam_authentication_enabled|client_cert_enabled|client_certificate_enabled|mfa_enabled|require_mfa|auth_enabled|azure_active_directory_enabled|local_account_disabled|authorization_enabled|enable_iam_auth|is_mfa_enabled|azuread_authentication_only|advanced_security_mode_enabled|enforce_mfa|two_factor|require_authentication|auth_type_required|active_directory_authentication_enabled|enable_kerberos|kerberos_enabled|admin_only)$", r"^false$", "weak-authentication"),
    (r"^(authorization|authorization_type|auth_type|authentication_type|auth_mode|authentication|mfa_configuration)$", r"^\"(?:NONE|OFF|none|anonymous)\"$", "weak-authentication"),
    (r"^(require_lowercase_characters|require_uppercase_characters|require_numbers|require_symbols|is_lowercase_characters_required|is_uppercase_characters_required|is_numeric_characters_required|is_special_characters_required|require_lowercase|require_uppercase|require_symbols_enabled|hard_expiry)$", r"^false$", "weak-password-policy"),
    (r"^(enable_logging|logging_enabled|enable_log_file_validation|is_logging|enable_flow_logs|include_global_service_events|is_multi_region_trail|access_logs_enabled|enable_monitoring|monitoring|performance_insights_enabled|xray_tracing_enabled|enable_intranode_visibility|log_connections|log_disconnections|log_checkpoints|enable_audit_log|audit_logs_enabled|enable_cloudwatch_logs|metrics_enabled|data_trace_enabled_required|log_publishing_enabled|detailed_monitoring|send_anonymous|enable_stackdriver_logging|enable_auditing|email_account_admins|enable|auditing_enabled|container_insights|log_config_enabled|audit|general|cloud_watch_metrics_enabled|cloudwatch_metrics_enabled|sampled_requests_enabled|http_logging|tracing_enabled|alert_notifications|phone_enabled)$", r"^false$", "unwatched"),
    (r"^(deletion_protection|enable_deletion_protection|deletion_protection_enabled|point_in_time_recovery|purge_protection_enabled|soft_delete_enabled|multi_az|copy_tags_to_snapshot|enable_key_rotation|automatic_failover_enabled|auto_minor_version_upgrade|geo_redundant_backup_enabled|automatic_upgrade|is_backup_enabled|backup_enabled|automated_backups|auto_upgrade|auto_repair|enable_auto_repair|rotation_enabled|prevent_destroy|automatic_backup|cross_zone_load_balancing|enable_cross_zone_load_balancing|zone_redundant|zone_redundancy_enabled|auto_renew|enabled_automatic_snapshots|protect_from_deletion|disable_api_termination_required|versioning_enabled|mfa_delete_required|terminate_protection|geo_backup_policy_enabled|delete_protection|allow_major_version_upgrade_required|automatic_os_upgrade_required|enable_automatic_updates)$", r"^false$", "unprotected"),
    (r"^(backup_retention_period|retention_in_days|retention_days|backup_retention_days|soft_delete_retention_days|automated_snapshot_retention_period|snapshot_retention_limit|retention_period)$", r"^0$", "unprotected"),
    (r"^(skip_final_snapshot|force_destroy|skip_destroy)$", r"^true$", "unprotected"),
    (r"^(drop_invalid_header_fields|enable_secure_boot|enable_integrity_monitoring|enable_shielded_nodes|secure_boot_enabled|vtpm_enabled|enable_private_nodes|enable_private_endpoint|private_cluster_enabled|private_endpoint_enabled|network_policy_enabled|enable_network_isolation|enable_inter_container_traffic_encryption|workload_identity_enabled|enforce_workgroup_configuration|imdsv2_required|image_tag_immutability|scan_on_push|enable_binary_authorization|vnet_route_all_enabled|remote_debugging_disabled|pod_security_policy_enabled|azure_policy_enabled|enable_network_policy|block_project_ssh_keys|image_scan|is_secure_boot_enabled|private_link_enabled|disable_execute_api_endpoint|waf_enabled|virtual_network_rule_enabled|quarantine_policy_enabled|trust_policy_enabled|enable_pod_security_policy|uniform_access|http2_enabled|enable_tpu_required)$", r"^false$", "hardening-off"),
    (r"^(remote_debugging_enabled|enable_remote_debugging|enable_ip_forwarding|can_ip_forward|ip_forwarding_enabled|dns_support_legacy|are_legacy_imds_endpoints_enabled|install_plugins|source_dest_check_disabled|enable_kubernetes_alpha|enable_legacy_metadata|legacy_endpoints|is_write_protected_off|allow_ssh|enable_ssh|http_trace|allow_forwarded_traffic|execute_command_open)$", r"^true$", "hardening-off"),
    (r"^(image_tag_mutability)$", r"^\"MUTABLE\"$", "hardening-off"),
    (r"^(protocol)$", r"^\"(?:HTTP|Http|http)\"$", "unencrypted-transit"),
    (r"^(allowed_methods_any|origin_protocol_policy)$", r"http-only", "unencrypted-transit"),
    (r"^(log_retention_days|log_min_retention)$", r"^0$", "unwatched"),
))  # fmt: skip
