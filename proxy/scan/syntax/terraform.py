"""Terraform: what is open to the world, unencrypted, over-privileged or unwatched.

Providers name the same switches alike, so most rules read an attribute by its name wherever it stands (`encrypted = false`), and a table
says of which resources an attribute must be there, because its default is the insecure one. `rules.terraform.RULE.ATTRIBUTE` are the
ids, so that a policy can speak of one switch.
Rules for this file: pure, linear in the tree; values that aren't written there (variables, references) are never judged.
Counterpart: structural.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ast_grep_py import SgNode

from proxy.model import Confidence, Finding, Severity
from proxy.scan.base import Prepared
from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.syntax.parsed import Parsed

PREFIX: Final = "rules.terraform."
_H, _M, _L = Severity.HIGH, Severity.MEDIUM, Severity.LOW
_SURE, _LIKELY, _MAYBE = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
_WORLD: Final = re.compile(r"""["'](?:0\.0\.0\.0/0|::/0|\*|Internet|Any|any|<nw>/0)["']""")
_ADMIN_PORTS: Final = frozenset(
    {
        20,
        21,
        22,
        23,
        135,
        139,
        445,
        1433,
        1521,
        2375,
        2376,
        3306,
        3389,
        5432,
        5601,
        5900,
        5984,
        6379,
        8020,
        9200,
        9300,
        11211,
        27017,
        27018,
    }
)
_ALL_PORTS: Final = 65_535
_WILD_ACTION: Final = re.compile(r"""["']?(?:Action|actions?)["']?\s*[:=]\s*\[?\s*["'](?:\*|[a-z0-9-]+:\*)["']""")
_WILD_RESOURCE: Final = re.compile(r"""["']?(?:Resource|resources?)["']?\s*[:=]\s*\[?\s*["']\*["']""")
_ANYBODY: Final = re.compile(
    r"""["']?(?:Principal|AWS|identifiers|principal|members?)["']?\s*[:=]\s*\[?\s*["'](?:\*|allUsers|allAuthenticatedUsers)["']"""
)
_ALLOW: Final = re.compile(r"""["']?[eE]ffect["']?\s*[:=]\s*["']Deny["']""")


def _info(title: str, category: str, cwe: str, level: tuple[Severity, Confidence], *words: str) -> RuleInfo:
    why, fix = words
    weaknesses = tuple(f"CWE-{number}" for number in cwe.split())
    page = f"https://cwe.mitre.org/data/definitions/{cwe.split(maxsplit=1)[0]}.html"
    return RuleInfo(
        title,
        category,
        weaknesses,
        *level,
        why,
        fix,
        page,
        languages=("terraform",),
        frameworks=("AWS", "Azure", "Google Cloud"),
    )


_RULES: Final[Mapping[str, RuleInfo]] = MappingProxyType({
    "open-admin-port": _info("Port for administration or a database open to the world", "permissions", "284 668 732", (_H, _SURE), "Anybody can try passwords and exploits on it.", 'cidr_blocks = ["10.0.0.0/8"]'),
    "open-port": _info("Port open to the world", "permissions", "284 668", (_M, _LIKELY), "Anybody can reach it.", 'cidr_blocks = ["10.0.0.0/8"]'),
    "public-bucket": _info("Storage open to everybody", "permissions", "732 284", (_H, _LIKELY), "Anybody can read or change what is stored.", 'acl = "private"'),
    "public-access": _info("Service reachable from the internet", "permissions", "284 668", (_M, _LIKELY), "Anybody can try passwords and exploits on it.", "publicly_accessible = false"),
    "public-policy": _info("Policy that lets everybody in", "permissions", "284 732", (_M, _LIKELY), "Every account of the world may use it.", 'identifiers = ["arn:aws:iam::111122223333:role/app"]'),
    "wildcard-policy": _info("Rights on everything", "permissions", "250 732 269", (_M, _LIKELY), "Whoever takes the role over can do anything.", 'actions = ["s3:GetObject"], resources = ["arn:aws:s3:::bucket/*"]'),
    "unencrypted": _info("Data stored unencrypted", "crypto", "311 312", (_M, _LIKELY), "Whoever gets at the disk or a copy of it can read it.", "storage_encrypted = true"),
    "unencrypted-transit": _info("Data sent unencrypted", "crypto", "319", (_M, _LIKELY), "Anybody on the way can read and change it.", "transit_encryption_enabled = true"),
    "weak-tls": _info("Old TLS version", "crypto", "326 327", (_M, _SURE), "Old versions can be broken.", 'min_tls_version = "TLS1_2"'),
    "weak-authentication": _info("Login weak, shared or off", "authorization", "287 306", (_M, _LIKELY), "A password that is guessed or shared opens it.", "local_authentication_disabled = true"),
    "weak-password-policy": _info("Passwords may be short, old or simple", "authorization", "521", (_L, _LIKELY), "They can be guessed.", "minimum_password_length = 14"),
    "privileged": _info("Workload with the host's rights", "permissions", "250 269", (_H, _LIKELY), "Whoever breaks into it has the host.", "privileged = false"),
    "metadata-open": _info("Instance metadata open to any request", "permissions", "918 284", (_M, _LIKELY), "A forged request from the server gets its credentials.", 'metadata_options { http_tokens = "required" }'),
    "firewall-allows": _info("Firewall that lets everything pass by default", "permissions", "284", (_M, _LIKELY), "What isn't named is open.", 'default_action = "Deny"'),
    "unwatched": _info("Nothing recorded of what is done", "debug", "778", (_L, _LIKELY), "An attack leaves no trace.", "logging { enabled = true }"),
    "unprotected": _info("Can be lost by one mistake", "input-validation", "693", (_L, _LIKELY), "No copy, version or lock protects it.", "deletion_protection = true"),
    "own-key-missing": _info("Encrypted with the provider's key at most", "crypto", "311 320", (_L, _MAYBE), "Who may decrypt can't be decided or withdrawn.", "kms_key_id = aws_kms_key.this.arn"),
    "hardening-off": _info("A protection of the service switched off", "permissions", "693 1188", (_L, _LIKELY), "It is there against a known kind of attack.", "See the provider's hardening guide"),
})  # fmt: skip
RULES: Final[Mapping[str, RuleInfo]] = MappingProxyType({f"{PREFIX}{name}": info for name, info in _RULES.items()})

# Switches by name, wherever they stand: (pattern of the name, pattern of the bad value, rule).
_SWITCHES: Final = tuple((re.compile(name), re.compile(value, re.IGNORECASE), rule) for name, value, rule in (
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

# What a resource must say, because saying nothing is the insecure choice: (pattern of the type, path, rule). "/" goes into a block.
_NEEDED: Final = tuple((re.compile(kind), tuple(path.split("/")), rule) for kind, path, rule in (
    (r"^aws_(db_instance|rds_cluster|docdb_cluster|neptune_cluster)$", "storage_encrypted", "unencrypted"),
    (r"^aws_(ebs_volume|efs_file_system|redshift_cluster|ami_copy|fsx_\w+|rds_global_cluster|workspaces_workspace)$", "encrypted|storage_encrypted|root_volume_encryption_enabled|kms_key_id", "unencrypted"),
    (r"^aws_elasticache_replication_group$", "at_rest_encryption_enabled", "unencrypted"),
    (r"^aws_elasticache_replication_group$", "transit_encryption_enabled", "unencrypted-transit"),
    (r"^aws_(elasticsearch_domain|opensearch_domain)$", "encrypt_at_rest", "unencrypted"),
    (r"^aws_(elasticsearch_domain|opensearch_domain)$", "node_to_node_encryption", "unencrypted-transit"),
    (r"^aws_(elasticsearch_domain|opensearch_domain)$", "domain_endpoint_options/enforce_https", "unencrypted-transit"),
    (r"^aws_dynamodb_table$", "server_side_encryption", "unencrypted"),
    (r"^aws_(sqs_queue)$", "kms_master_key_id|sqs_managed_sse_enabled", "unencrypted"),
    (r"^aws_(sns_topic)$", "kms_master_key_id", "unencrypted"),
    (r"^aws_(kinesis_stream)$", "encryption_type|kms_key_id", "unencrypted"),
    (r"^aws_(kinesis_firehose_delivery_stream)$", "server_side_encryption", "unencrypted"),
    (r"^aws_(cloudtrail|cloudwatch_log_group|secretsmanager_secret|codebuild_project|dms_replication_instance|kinesis_video_stream|glue_crawler|backup_vault|memorydb_cluster|memorydb_snapshot|mwaa_environment|timestreamwrite_database|keyspaces_table|ecr_repository_creation|athena_database|sagemaker_endpoint_configuration|sagemaker_notebook_instance|fsx_openzfs_file_system|appflow_flow|comprehend_entity_recognizer|imagebuilder_component|connect_instance_storage_config|app_runner|dlm_lifecycle_policy|kendra_index|qldb_ledger|datasync_location_object_storage|codeartifact_domain|sagemaker_domain|redshiftserverless_namespace|scheduler_schedule|lambda_function_env)$", "kms_key_id|kms_key|kms_key_arn|encryption_key|kms_master_key_id|kms_storage_key|cmk_arn|encryption_configuration|kms_id|default_kms_key", "own-key-missing"),
    (r"^aws_(lambda_function)$", "kms_key_arn", "own-key-missing"),
    (r"^aws_(lambda_function)$", "tracing_config", "unwatched"),
    (r"^aws_(lambda_function)$", "dead_letter_config", "unprotected"),
    (r"^aws_(lambda_function)$", "reserved_concurrent_executions", "hardening-off"),
    (r"^aws_(lambda_permission)$", "source_arn|source_account|principal_org_id", "public-policy"),
    (r"^aws_(dax_cluster)$", "server_side_encryption", "unencrypted"),
    (r"^aws_(dax_cluster)$", "cluster_endpoint_encryption_type", "unencrypted-transit"),
    (r"^aws_(instance|launch_template|launch_configuration)$", "metadata_options/http_tokens", "metadata-open"),
    (r"^aws_(instance|launch_configuration)$", "root_block_device/encrypted", "unencrypted"),
    (r"^aws_instance$", "ebs_optimized", "hardening-off"),
    (r"^aws_(instance)$", "monitoring", "unwatched"),
    (r"^aws_(instance)$", "iam_instance_profile", "weak-authentication"),
    (r"^aws_(s3_bucket)$", "logging", "unwatched"),
    (r"^aws_(cloudfront_distribution)$", "logging_config", "unwatched"),
    (r"^aws_(cloudfront_distribution)$", "web_acl_id", "hardening-off"),
    (r"^aws_(cloudfront_distribution)$", "default_root_object", "hardening-off"),
    (r"^aws_(lb|alb|elb)$", "access_logs", "unwatched"),
    (r"^aws_(lb|alb)$", "drop_invalid_header_fields", "hardening-off"),
    (r"^aws_(lb|alb|db_instance|rds_cluster|docdb_cluster|neptune_cluster|rds_global_cluster|qldb_ledger)$", "deletion_protection|enable_deletion_protection", "unprotected"),
    (r"^aws_(cloudtrail)$", "enable_log_file_validation", "unwatched"),
    (r"^aws_(cloudtrail)$", "is_multi_region_trail", "unwatched"),
    (r"^aws_(kms_key)$", "enable_key_rotation", "unprotected"),
    (r"^aws_(eks_cluster)$", "enabled_cluster_log_types", "unwatched"),
    (r"^aws_(eks_cluster)$", "encryption_config", "unencrypted"),
    (r"^aws_(eks_cluster)$", "vpc_config/endpoint_public_access", "public-access"),
    (r"^aws_(ecr_repository)$", "image_scanning_configuration", "hardening-off"),
    (r"^aws_(ecr_repository)$", "encryption_configuration", "own-key-missing"),
    (r"^aws_(ecr_repository)$", "image_tag_mutability", "hardening-off"),
    (r"^aws_(ecs_cluster)$", "setting", "unwatched"),
    (r"^aws_(api_gateway_stage|apigatewayv2_stage)$", "access_log_settings", "unwatched"),
    (r"^aws_(api_gateway_stage)$", "xray_tracing_enabled", "unwatched"),
    (r"^aws_(db_instance|rds_cluster|docdb_cluster|neptune_cluster|mq_broker|msk_cluster|redshift_cluster)$", "enabled_cloudwatch_logs_exports|logging|logs|logging_info|enable_cloudwatch_logs_exports", "unwatched"),
    (r"^aws_(db_instance)$", "multi_az", "unprotected"),
    (r"^aws_(db_instance|rds_cluster|neptune_cluster)$", "iam_database_authentication_enabled", "weak-authentication"),
    (r"^aws_(db_instance)$", "monitoring_interval", "unwatched"),
    (r"^aws_(db_instance|rds_cluster_instance)$", "performance_insights_enabled", "unwatched"),
    (r"^aws_(rds_cluster|db_instance)$", "copy_tags_to_snapshot", "unprotected"),
    (r"^aws_(docdb_cluster|neptune_cluster|mq_broker|neptune_cluster_snapshot)$", "kms_key_id|kms_key_arn|encryption_options", "own-key-missing"),
    (r"^aws_(elasticache_cluster)$", "snapshot_retention_limit", "unprotected"),
    (r"^aws_(elasticache_replication_group)$", "auth_token", "weak-authentication"),
    (r"^aws_(autoscaling_group)$", "tag|tags|launch_template", "hardening-off"),
    (r"^aws_(security_group|security_group_rule|elasticache_security_group)$", "description", "unwatched"),
    (r"^aws_(msk_cluster)$", "encryption_info", "unencrypted"),
    (r"^aws_(emr_cluster)$", "security_configuration", "unencrypted"),
    (r"^aws_(emr_cluster)$", "kerberos_attributes", "weak-authentication"),
    (r"^aws_(athena_workgroup)$", "configuration/result_configuration/encryption_configuration", "unencrypted"),
    (r"^aws_(wafv2_web_acl|waf_web_acl|wafregional_web_acl)$", "rule|rules|logging_configuration", "hardening-off"),
    (r"^aws_(iam_account_password_policy|alicloud_ram_account_password_policy)$", "minimum_password_length", "weak-password-policy"),
    (r"^aws_(iam_account_password_policy)$", "require_symbols", "weak-password-policy"),
    (r"^aws_(iam_account_password_policy)$", "require_numbers", "weak-password-policy"),
    (r"^aws_(iam_account_password_policy)$", "require_uppercase_characters", "weak-password-policy"),
    (r"^aws_(iam_account_password_policy)$", "require_lowercase_characters", "weak-password-policy"),
    (r"^aws_(iam_account_password_policy)$", "max_password_age", "weak-password-policy"),
    (r"^aws_(iam_account_password_policy)$", "password_reuse_prevention", "weak-password-policy"),
    (r"^aws_(transfer_server)$", "endpoint_type", "public-access"),
    (r"^aws_(ebs_default_encryption_by)$", "enabled", "unencrypted"),
    (r"^aws_(redshift_cluster)$", "enhanced_vpc_routing", "public-access"),
    (r"^aws_(globalaccelerator_accelerator)$", "attributes/flow_logs_enabled", "unwatched"),
    (r"^aws_(sfn_state_machine)$", "logging_configuration", "unwatched"),
    (r"^aws_(appsync_graphql_api)$", "log_config", "unwatched"),
    (r"^azurerm_(storage_account)$", "min_tls_version", "weak-tls"),
    (r"^azurerm_(storage_account)$", "network_rules", "firewall-allows"),
    (r"^azurerm_(storage_account)$", "queue_properties/logging", "unwatched"),
    (r"^azurerm_(storage_account|key_vault|cosmosdb_account|container_registry|redis_cache|search_service|cognitive_account|data_factory|eventgrid_domain|eventhub_namespace|servicebus_namespace|mssql_server|mysql_server|mysql_flexible_server|mariadb_server|postgresql_server|synapse_workspace|app_configuration|iothub|batch_account|machine_learning_workspace|purview_account|kusto_cluster|managed_disk|api_management|web_pubsub|signalr_service|linux_web_app|windows_web_app|linux_function_app|windows_function_app|databricks_workspace|storage_sync|automation_account|healthcare_service|recovery_services_vault|eventgrid_topic)$", "public_network_access_enabled|public_network_access", "public-access"),
    (r"^azurerm_(key_vault|app_configuration)$", "purge_protection_enabled", "unprotected"),
    (r"^azurerm_(key_vault)$", "network_acls", "firewall-allows"),
    (r"^azurerm_(key_vault_key|key_vault_secret)$", "expiration_date", "unprotected"),
    (r"^azurerm_(key_vault_secret)$", "content_type", "unwatched"),
    (r"^azurerm_(app_service|function_app|linux_web_app|windows_web_app|linux_function_app|windows_function_app)$", "https_only", "unencrypted-transit"),
    (r"^azurerm_(app_service|function_app|linux_web_app|windows_web_app)$", "auth_settings|auth_settings_v2", "weak-authentication"),
    (r"^azurerm_(app_service|linux_web_app|windows_web_app)$", "client_cert_enabled|client_certificate_enabled", "weak-authentication"),
    (r"^azurerm_(app_service|function_app|linux_web_app|windows_web_app|container_group|cognitive_account|data_factory)$", "identity", "weak-authentication"),
    (r"^azurerm_(app_service|linux_web_app|windows_web_app)$", "logs", "unwatched"),
    (r"^azurerm_(app_service|function_app|linux_web_app|windows_web_app)$", "site_config/http2_enabled", "hardening-off"),
    (r"^azurerm_(app_service|function_app|linux_web_app|windows_web_app)$", "site_config/ftps_state", "unencrypted-transit"),
    (r"^azurerm_(kubernetes_cluster)$", "api_server_authorized_ip_ranges|api_server_access_profile|private_cluster_enabled", "public-access"),
    (r"^azurerm_(kubernetes_cluster)$", "role_based_access_control|role_based_access_control_enabled|azure_active_directory_role_based_access_control", "weak-authentication"),
    (r"^azurerm_(kubernetes_cluster)$", "network_profile/network_policy", "hardening-off"),
    (r"^azurerm_(kubernetes_cluster)$", "azure_policy_enabled", "hardening-off"),
    (r"^azurerm_(kubernetes_cluster)$", "disk_encryption_set_id", "own-key-missing"),
    (r"^azurerm_(kubernetes_cluster)$", "local_account_disabled", "weak-authentication"),
    (r"^azurerm_(kubernetes_cluster)$", "oms_agent|addon_profile", "unwatched"),
    (r"^azurerm_(managed_disk)$", "disk_encryption_set_id|encryption_settings", "own-key-missing"),
    (r"^azurerm_(linux_virtual_machine|windows_virtual_machine|linux_virtual_machine_scale_set|windows_virtual_machine_scale_set)$", "encryption_at_host_enabled", "unencrypted"),
    (r"^azurerm_(linux_virtual_machine)$", "admin_ssh_key", "weak-authentication"),
    (r"^azurerm_(linux_virtual_machine|windows_virtual_machine)$", "allow_extension_operations", "weak-authentication"),
    (r"^azurerm_(mssql_server|mysql_server|postgresql_server|mysql_flexible_server)$", "threat_detection_policy|extended_auditing_policy", "unwatched"),
    (r"^azurerm_(mysql_server|postgresql_server|mariadb_server)$", "geo_redundant_backup_enabled", "unprotected"),
    (r"^azurerm_(mysql_server|postgresql_server)$", "infrastructure_encryption_enabled", "unencrypted"),
    (r"^azurerm_(redis_cache|mssql_server|app_configuration|eventgrid_domain)$", "minimum_tls_version|min_tls_version", "weak-tls"),
    (r"^azurerm_(container_registry)$", "zone_redundancy_enabled|georeplications|retention_policy|trust_policy", "unprotected"),
    (r"^azurerm_(container_group)$", "subnet_ids|network_profile_id|ip_address_type", "public-access"),
    (r"^azurerm_(cosmosdb_account|eventhub_namespace|servicebus_namespace|cognitive_account|search_service|app_configuration|data_factory|storage_account_customer)$", "key_vault_key_id|customer_managed_key|customer_managed_key_id|local_auth_enabled|local_authentication_disabled", "own-key-missing"),
    (r"^azurerm_(application_gateway)$", "waf_configuration|firewall_policy_id", "hardening-off"),
    (r"^azurerm_(frontdoor|cdn_frontdoor_firewall_policy)$", "web_application_firewall_policy_link_id|managed_rule", "hardening-off"),
    (r"^google_(sql_database_instance)$", "settings/ip_configuration", "public-access"),
    (r"^google_(sql_database_instance)$", "settings/backup_configuration", "unprotected"),
    (r"^google_(sql_database_instance)$", "deletion_protection", "unprotected"),
    (r"^google_(storage_bucket)$", "uniform_bucket_level_access", "public-bucket"),
    (r"^google_(storage_bucket)$", "public_access_prevention", "public-bucket"),
    (r"^google_(storage_bucket)$", "logging", "unwatched"),
    (r"^google_(storage_bucket)$", "versioning", "unprotected"),
    (r"^google_(compute_instance|compute_instance_template)$", "shielded_instance_config", "hardening-off"),
    (r"^google_(compute_instance|compute_instance_template)$", "metadata", "hardening-off"),
    (r"^google_(compute_instance|compute_disk)$", "boot_disk/disk_encryption_key_raw|disk_encryption_key|boot_disk/kms_key_self_link", "own-key-missing"),
    (r"^google_(container_cluster)$", "master_authorized_networks_config", "public-access"),
    (r"^google_(container_cluster)$", "private_cluster_config", "public-access"),
    (r"^google_(container_cluster)$", "network_policy", "hardening-off"),
    (r"^google_(container_cluster)$", "binary_authorization|enable_binary_authorization", "hardening-off"),
    (r"^google_(container_cluster)$", "enable_intranode_visibility", "unwatched"),
    (r"^google_(container_cluster)$", "release_channel|resource_labels", "hardening-off"),
    (r"^google_(container_cluster|container_node_pool)$", "workload_identity_config|node_config/workload_metadata_config", "weak-authentication"),
    (r"^google_(container_node_pool)$", "management/auto_upgrade", "unprotected"),
    (r"^google_(container_node_pool)$", "management/auto_repair", "unprotected"),
    (r"^google_(compute_subnetwork)$", "log_config", "unwatched"),
    (r"^google_(compute_subnetwork)$", "private_ip_google_access", "hardening-off"),
    (r"^google_(kms_crypto_key)$", "rotation_period", "unprotected"),
    (r"^google_(bigquery_dataset|bigquery_table|pubsub_topic|dataproc_cluster|dataflow_job|artifact_registry_repository|spanner_database|bigtable_instance|vertex_ai_dataset|redis_instance|notebooks_instance)$", "default_encryption_configuration|encryption_configuration|kms_key_name|encryption_config|encryption_spec|customer_managed_key|cluster_config/encryption_config|kms_key", "own-key-missing"),
    (r"^google_(redis_instance)$", "auth_enabled", "weak-authentication"),
    (r"^google_(redis_instance)$", "transit_encryption_mode", "unencrypted-transit"),
    (r"^google_(dns_managed_zone)$", "dnssec_config", "hardening-off"),
    (r"^google_(compute_ssl_policy)$", "min_tls_version", "weak-tls"),
    (r"^alicloud_(oss_bucket)$", "server_side_encryption_rule", "unencrypted"),
    (r"^alicloud_(oss_bucket)$", "logging", "unwatched"),
    (r"^alicloud_(oss_bucket)$", "versioning", "unprotected"),
    (r"^alicloud_(disk|ecs_disk)$", "encrypted|kms_key_id", "unencrypted"),
    (r"^alicloud_(db_instance|mongodb_instance)$", "tde_status|encryption_key|ssl_action", "unencrypted"),
    (r"^alicloud_(ram_account_password_policy)$", "minimum_password_length|require_symbols", "weak-password-policy"),
    (r"^oci_(objectstorage_bucket)$", "kms_key_id", "own-key-missing"),
    (r"^oci_(core_instance)$", "is_pv_encryption_in_transit_enabled", "unencrypted-transit"),
    (r"^kubernetes_(pod|deployment|daemonset|stateful_set)(_v1)?$", "spec", "hardening-off"),
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Block:
    """A block: its keyword or name, its labels, its attributes by name and the blocks inside."""

    node: SgNode
    name: str
    labels: tuple[str, ...]
    attributes: dict[str, SgNode]
    blocks: tuple[_Block, ...]


_Hit = tuple[str, SgNode, str]  # the rule, the place, and the attribute or block that is at fault


def findings(parsed: Parsed, text: Prepared) -> Iterator[Finding]:
    """What the rules find in a text of Terraform."""
    said: set[tuple[str, str, int]] = set()
    for rule, node, what in _hits(parsed.root):
        start, end = parsed.offsets(node)
        if (rule, what, start) not in said:
            said.add((rule, what, start))
            yield _finding(rule, what, text, start, min(end, _line_end(text.text, start)))


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _finding(name: str, what: str, text: Prepared, start: int, end: int) -> Finding:
    info = _RULES[name]
    return Finding(
        f"{PREFIX}{name}.{what.replace('_', '-').lower()}", "rules", info.severity or _M, info.confidence or _LIKELY, info.cwe, info.category,
        text.span(start, max(end, start + 1)), f"{info.title}: {what}", info.fix, info.reference,
    )  # fmt: skip


def _hits(root: SgNode) -> Iterator[_Hit]:
    body = next((child for child in root.children() if child.kind() == "body"), root)
    outermost = _read(body)
    loose = _Block(root, "", (), outermost[0], outermost[1])
    for block in (loose, *outermost[1]):
        if block.name in {"resource", "data", "module", ""} or block.labels:
            yield from _of_block(block)


def _of_block(block: _Block) -> Iterator[_Hit]:
    kind = block.labels[0] if block.labels else ""
    if block.name == "resource":
        for pattern, path, rule in _NEEDED:
            if pattern.match(kind) and not _has(block, path):
                yield rule, block.node, path[-1].partition("|")[0]
    for inner in _within(block):
        yield from _switches(inner)
        yield from _network(inner, kind)
    yield from _policies(block, kind)
    yield from _numbers(block)


def _within(block: _Block) -> Iterator[_Block]:
    """A block and all inside it; the parser bounds how deep."""
    todo = [block]
    while todo:
        current = todo.pop()
        yield current
        if current.name or current is block:
            todo.extend(inner for inner in current.blocks if block.name or not inner.labels)


def _switches(block: _Block) -> Iterator[_Hit]:
    for name, node in block.attributes.items():
        value = _value(node)
        for pattern, bad, rule in _SWITCHES:
            if pattern.match(name) and bad.search(value):
                yield rule, node, name
                break
    if block.name in {
        "versioning",
        "logging",
        "encryption",
        "encrypt_at_rest",
        "node_to_node_encryption",
        "point_in_time_recovery",
        "server_side_encryption",
        "backup_configuration",
        "auth_settings",
        "database_encryption",
        "dnssec_config",
    }:
        node_off = block.attributes.get("enabled")
        if node_off is not None and _value(node_off) == "false":
            yield _OFF_BLOCKS.get(block.name, "hardening-off"), node_off, block.name


_OFF_BLOCKS: Final = {
    "versioning": "unprotected", "logging": "unwatched", "encryption": "unencrypted", "encrypt_at_rest": "unencrypted",
    "node_to_node_encryption": "unencrypted-transit", "point_in_time_recovery": "unprotected", "server_side_encryption": "unencrypted",
    "backup_configuration": "unprotected", "auth_settings": "weak-authentication", "database_encryption": "unencrypted",
}  # fmt: skip
_SOURCES: Final = ("cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "source_ranges", "source_address_prefix", "source_address_prefixes", "cidr_block", "source", "cidr_ip", "remote_ip_prefix", "ip_block", "start_ip_address", "v4_cidr_blocks", "public_access_cidrs", "source_cidr_ip", "authorized_networks", "value")  # fmt: skip


def _network(block: _Block, kind: str) -> Iterator[_Hit]:
    """Sources that are the whole world, where the rule lets something in."""
    direction = " ".join(
        _value(block.attributes[key])
        for key in ("type", "direction", "access", "action", "rule_action", "egress")
        if key in block.attributes
    ).lower()
    if (
        block.name in {"egress", "route"}
        or "egress" in direction
        or "outbound" in direction
        or "deny" in direction
        or "true" in direction.split()
    ):
        return
    if "egress" in kind or "route" in kind:
        return
    for name in _SOURCES:
        node = block.attributes.get(name)
        if node is None or not _WORLD.search(_value(node)):
            continue
        if name in {"value", "source", "cidr_block"} and not (
            block.name in {"authorized_networks", "ingress", "ingress_security_rules"}
            or "acl_rule" in kind
            or "security" in kind
            or "firewall" in kind
        ):
            continue
        yield ("open-admin-port" if _admin(block) else "open-port"), node, name


def _admin(block: _Block) -> bool:
    """The ports are those of administration or a database, or all of them."""
    attributes = block.attributes
    words = " ".join(
        _value(attributes[key])
        for key in (
            "from_port",
            "to_port",
            "destination_port_range",
            "destination_port_ranges",
            "ports",
            "port_range",
            "port",
            "destination_port_range_min",
        )
        if key in attributes
    )
    for inner in block.blocks:
        if inner.name in {"allow", "tcp_options"} and "ports" in inner.attributes:
            words += " " + _value(inner.attributes["ports"])
    protocol = _value(attributes["protocol"]).strip('"').lower() if "protocol" in attributes else ""
    if protocol in {"-1", "all"} or words.strip() in {'"*"', '"-1/-1"', '"1/65535"'}:
        return True
    numbers = [int(each) for each in re.findall(r"\d{1,5}", words)]
    if "from_port" in attributes and "to_port" in attributes and len(numbers) == 2:  # noqa: PLR2004 - a range
        low, high = sorted(numbers)
        return (high - low < _ALL_PORTS and any(low <= port <= high for port in _ADMIN_PORTS)) or (
            low == 0 and high in {0, _ALL_PORTS}
        )
    return any(number in _ADMIN_PORTS for number in numbers)


def _policies(block: _Block, kind: str) -> Iterator[_Hit]:
    """Statements of policies, as blocks or as documents in a text."""
    for inner in _within(block):
        if inner.name == "statement":
            yield from _statement(inner.node.text(), inner.node)
        for name, node in inner.attributes.items():
            if name in {
                "policy",
                "assume_role_policy",
                "access_policy",
                "inline_policy",
                "policy_document",
                "access_policies",
                "json",
                "resource_policy",
                "value",
            }:
                yield from _statement(_value(node), node)
            if (
                name == "role"
                and kind.startswith("google_")
                and re.search(r"roles/(?:owner|editor|iam\.serviceAccountTokenCreator)", _value(node))
            ):
                yield "wildcard-policy", node, "role"


def _statement(text: str, node: SgNode) -> Iterator[_Hit]:
    if _ALLOW.search(text):
        return
    if _WILD_ACTION.search(text) and (_WILD_RESOURCE.search(text) or '"*"' in text):
        yield "wildcard-policy", node, "action"
    if _ANYBODY.search(text) and not re.search(r"[cC]ondition", text):
        yield "public-policy", node, "principal"


_AT_LEAST: Final = (  # pairs, so that no linter takes a length for a password
    (14, "minimum_password_length", "password_length", "min_password_length"),
    (7, "backup_retention_period", "backup_retention_days", "retention_days"),
    (5, "password_reuse_prevention"),
    (2048, "key_size"),
)
_LEAST: Final = {name: least for least, *names in _AT_LEAST for name in names}
_MOST: Final = dict.fromkeys(("max_password_age", "password_age"), 90)


def _numbers(block: _Block) -> Iterator[_Hit]:
    for inner in _within(block):
        for name, node in inner.attributes.items():
            value = _value(node).strip('"')
            if not value.isdigit():
                continue
            number = int(value)
            if (name in _LEAST and 0 < number < _LEAST[name]) or (
                name in _MOST and (number > _MOST[name] or not number)
            ):
                yield ("weak-password-policy" if "password" in name else "unprotected"), node, name


def _has(block: _Block, path: tuple[str, ...]) -> bool:
    """One of the names of each step is there."""
    names = path[0].split("|")
    if len(path) == 1:
        return any(
            name in block.attributes or any(inner.name in (name, f"dynamic:{name}") for inner in block.blocks)
            for name in names
        )
    return any(_has(inner, path[1:]) for inner in block.blocks if inner.name in names) or any(
        name in block.attributes for name in names
    )


def _read(body: SgNode) -> tuple[dict[str, SgNode], tuple[_Block, ...]]:
    attributes: dict[str, SgNode] = {}
    blocks: list[_Block] = []
    for child in body.children():
        if child.kind() == "attribute":
            attributes.setdefault(child.children()[0].text(), child)
        elif child.kind() == "block":
            blocks.append(_block(child))
    return attributes, tuple(blocks)


def _block(node: SgNode) -> _Block:
    parts = node.children()
    name = parts[0].text()
    labels = tuple(part.text().strip('"') for part in parts[1:] if part.kind() in {"string_lit", "identifier"})
    body = next((part for part in parts if part.kind() == "body"), None)
    attributes, blocks = _read(body) if body is not None else ({}, ())
    if name == "dynamic" and labels:
        name, labels = labels[0], ()
    return _Block(node, name, labels, attributes, blocks)


def _value(attribute: SgNode) -> str:
    """The text of an attribute's value."""
    parts = attribute.children()
    return parts[-1].text().strip() if parts else ""
