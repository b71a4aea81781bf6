"""CloudFormation and SAM templates, in YAML or JSON.

Properties are named like Terraform's arguments in another case, so the same table of switches says what is bad of a value; a table of its
own says what a resource must have. Rules for this file: pure; values that aren't written there (`!Ref`, `Fn::...`) are never judged.
Counterparts: syntax/switches.py, engine.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.iac.hits import Hit, at, missing
from proxy.scan.iac.nodes import Node, mappings, walk
from proxy.scan.syntax.switches import ADMIN_PORTS, ALL_PORTS, SWITCHES

_CASE: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_TYPE: Final = re.compile(r"^(?:AWS|Alexa|Custom)::[\w:@-]+$")
_LEAST_CHARS: Final = 4  # of a password
_WORLD: Final = frozenset({"0.0.0.0/0", "::/0"})
_SECRET: Final = re.compile(r"(?i)passw|secret|token|api_?key|credential")
_PUBLIC: Final = frozenset({"PublicRead", "PublicReadWrite", "AuthenticatedRead", "public-read", "public-read-write"})
# Names that Terraform has differently: (property, bad value, rule).
_OWN: Final = tuple((re.compile(name), re.compile(bad, re.IGNORECASE), rule) for name, bad, rule in (
    (r"^(EnableIAMDatabaseAuthentication|UserVolumeEncryptionEnabled|RootVolumeEncryptionEnabled)$", r"^false$", "weak-authentication"),
    (r"^(EnforceHTTPS)$", r"^false$", "unencrypted-transit"),
    (r"^(TLSSecurityPolicy|SecurityPolicy|SslPolicy|MinimumProtocolVersion)$", r"TLS-1-0|TLS_1_0|TLSv1(?:_2016)?$|SSLv3|2016-08|TLS-1-1", "weak-tls"),
    (r"^(AssociatePublicIpAddress|MapPublicIpOnLaunch|EndpointPublicAccess)$", r"^true$", "public-access"),
    (r"^(AcceptanceRequired)$", r"^false$", "public-access"),
    (r"^(EnableInterContainerTrafficEncryption)$", r"^false$", "unencrypted-transit"),
    (r"^(PermissionsMode)$", r"^ALLOW_ALL$", "weak-authentication"),
    (r"^(EnforceWorkGroupConfiguration|ScanOnPush|DropInvalidHeaderFields)$", r"^false$", "hardening-off"),
    (r"^(IsLogging|EnableLogFileValidation|IsMultiRegionTrail|TracingEnabled|EnablePerformanceInsights|IncludeGlobalServiceEvents)$", r"^false$", "unwatched"),
    (r"^(AuthorizationType|AuthType)$", r"^NONE$", "weak-authentication"),
    (r"^(ClientBroker)$", r"PLAINTEXT", "unencrypted-transit"),
    (r"^(ViewerProtocolPolicy)$", r"allow-all", "unencrypted-transit"),
    (r"^(OriginProtocolPolicy)$", r"http-only|match-viewer", "unencrypted-transit"),
    (r"^(Type)$", r"^SERVICE_PROVIDED_EIPS$", "public-access"),
))  # fmt: skip
# What a resource must say: (type, path of properties, rule). "|" separates what will do.
_NEEDED: Final = tuple((re.compile(kind), tuple(path.split("/")), rule) for kind, path, rule in (
    (r"::RDS::(DBInstance|DBCluster)$|::DocDB::DBCluster$|::Neptune::DBCluster$", "StorageEncrypted", "unencrypted"),
    (r"::Redshift::Cluster$|::EC2::Volume$|::EFS::FileSystem$", "Encrypted", "unencrypted"),
    (r"::DAX::Cluster$", "SSESpecification", "unencrypted"),
    (r"::SQS::Queue$", "KmsMasterKeyId|SqsManagedSseEnabled", "unencrypted"),
    (r"::SNS::Topic$", "KmsMasterKeyId", "unencrypted"),
    (r"::Kinesis::Stream$", "StreamEncryption", "unencrypted"),
    (r"::KinesisFirehose::DeliveryStream$", "DeliveryStreamEncryptionConfigurationInput|KinesisStreamSourceConfiguration", "unencrypted"),
    (r"::ElastiCache::ReplicationGroup$", "AtRestEncryptionEnabled", "unencrypted"),
    (r"::ElastiCache::ReplicationGroup$", "TransitEncryptionEnabled", "unencrypted-transit"),
    (r"::ElastiCache::ReplicationGroup$", "AuthToken|UserGroupIds", "weak-authentication"),
    (r"::(?:Elasticsearch|OpenSearchService)::Domain$", "EncryptionAtRestOptions", "unencrypted"),
    (r"::(?:Elasticsearch|OpenSearchService)::Domain$", "NodeToNodeEncryptionOptions", "unencrypted-transit"),
    (r"::(?:Elasticsearch|OpenSearchService)::Domain$", "DomainEndpointOptions/EnforceHTTPS", "unencrypted-transit"),
    (r"::(?:Elasticsearch|OpenSearchService)::Domain$", "LogPublishingOptions", "unwatched"),
    (r"::(?:Elasticsearch|OpenSearchService)::Domain$", "LogPublishingOptions/AUDIT_LOGS", "unwatched"),
    (r"::EKS::Cluster$", "EncryptionConfig", "unencrypted"),
    (r"::EKS::Nodegroup$", "RemoteAccess/SourceSecurityGroups|!RemoteAccess", "open-admin-port"),
    (r"::EKS::Cluster$", "Logging", "unwatched"),
    (r"::WorkSpaces::Workspace$", "UserVolumeEncryptionEnabled", "unencrypted"),
    (r"::WorkSpaces::Workspace$", "RootVolumeEncryptionEnabled", "unencrypted"),
    (r"::AutoScaling::LaunchConfiguration$|::EC2::Instance$", "BlockDeviceMappings", "unencrypted"),
    (r"::EC2::LaunchTemplate$", "LaunchTemplateData/MetadataOptions", "metadata-open"),
    (r"::AutoScaling::LaunchConfiguration$", "MetadataOptions", "metadata-open"),
    (r"::S3::Bucket$", "PublicAccessBlockConfiguration", "public-bucket-open"),
    (r"::S3::Bucket$", "BucketEncryption", "own-key-missing"),
    (r"::S3::Bucket$", "LoggingConfiguration", "unwatched"),
    (r"::S3::Bucket$", "VersioningConfiguration", "unprotected"),
    (r"::ECR::Repository$", "ImageScanningConfiguration", "hardening-off"),
    (r"::ECR::Repository$", "ImageTagMutability", "hardening-off"),
    (r"::ECR::Repository$", "EncryptionConfiguration", "own-key-missing"),
    (r"::CloudTrail::Trail$", "KMSKeyId", "own-key-missing"),
    (r"::CloudTrail::Trail$", "EnableLogFileValidation", "unwatched"),
    (r"::CloudTrail::Trail$", "IsMultiRegionTrail", "unwatched"),
    (r"::(?:SecretsManager::Secret|Logs::LogGroup|Backup::BackupVault|DynamoDB::Table|Lambda::Function|CodeBuild::Project|Kendra::Index|MemoryDB::Cluster|SageMaker::NotebookInstance|SageMaker::EndpointConfig|DMS::ReplicationInstance|Timestream::Database|Glue::SecurityConfiguration|DocDB::DBCluster|RDS::DBInstance)$", "KmsKeyId|KmsKeyArn|EncryptionKeyArn|SSESpecification|EncryptionKey|ServerSideEncryptionConfiguration", "own-key-missing"),
    (r"::SageMaker::(?:DataQuality|ModelBias|ModelQuality|ModelExplainability)JobDefinition$", "JobResources/ClusterConfig/VolumeKmsKeyId", "own-key-missing"),
    (r"::SageMaker::(?:DataQuality|ModelBias|ModelQuality|ModelExplainability)JobDefinition$", "NetworkConfig/EnableInterContainerTrafficEncryption", "unencrypted-transit"),
    (r"::RDS::DBInstance$", "MonitoringInterval", "unwatched"),
    (r"::RDS::(?:DBInstance|DBCluster)$|::Neptune::DBCluster$", "EnableIAMDatabaseAuthentication|IamAuthEnabled", "weak-authentication"),
    (r"::RDS::(?:DBInstance|DBCluster)$|::DocDB::DBCluster$|::Neptune::DBCluster$", "EnableCloudwatchLogsExports", "unwatched"),
    (r"::RDS::(?:DBInstance|DBCluster)$|::DocDB::DBCluster$|::Neptune::DBCluster$|::QLDB::Ledger$", "DeletionProtection", "unprotected"),
    (r"::(?:DocDB|Neptune|RDS)::DBCluster$|::RDS::DBInstance$", "BackupRetentionPeriod", "unprotected"),
    (r"::RDS::DBInstance$", "MultiAZ", "unprotected"),
    (r"::QLDB::Ledger$", "PermissionsMode", "weak-authentication"),
    (r"::AmazonMQ::Broker$", "Logs", "unwatched"),
    (r"::AmazonMQ::Broker$", "EncryptionOptions", "own-key-missing"),
    (r"::MSK::Cluster$", "EncryptionInfo", "unencrypted-transit"),
    (r"::MSK::Cluster$", "LoggingInfo", "unwatched"),
    (r"::Redshift::Cluster$", "LoggingProperties", "unwatched"),
    (r"::ApiGateway::Stage$|::Serverless::(?:Api|Function)$", "TracingEnabled|Tracing", "unwatched"),
    (r"::ApiGateway::Stage$|::ApiGatewayV2::Stage$", "AccessLogSetting|AccessLogSettings", "unwatched"),
    (r"::ApiGateway::Method$", "AuthorizationType|ApiKeyRequired", "weak-authentication"),
    (r"::Athena::WorkGroup$", "WorkGroupConfiguration/EnforceWorkGroupConfiguration", "hardening-off"),
    (r"::EC2::VPCEndpointService$", "AcceptanceRequired", "public-access"),
    (r"::Lambda::Permission$", "SourceArn|SourceAccount|PrincipalOrgID", "public-policy"),
    (r"::Lambda::Function$", "DeadLetterConfig", "unprotected"),
    (r"::Lambda::Function$", "ReservedConcurrentExecutions", "hardening-off"),
    (r"::Lambda::Function$", "TracingConfig", "unwatched"),
    (r"::KMS::Key$", "EnableKeyRotation", "unprotected"),
    (r"::Glue::DataCatalogEncryptionSettings$", "DataCatalogEncryptionSettings/EncryptionAtRest", "unencrypted"),
    (r"::Glue::DataCatalogEncryptionSettings$", "DataCatalogEncryptionSettings/ConnectionPasswordEncryption", "unencrypted"),
    (r"::CloudFront::Distribution$", "DistributionConfig/Logging", "unwatched"),
    (r"::CloudFront::Distribution$", "DistributionConfig/WebACLId", "hardening-off"),
    (r"::CloudFront::Distribution$", "DistributionConfig/ViewerCertificate", "weak-tls"),
    (r"::IAM::User$", "PermissionsBoundary", "hardening-off"),
    (r"::Cognito::UserPool$", "MfaConfiguration", "weak-authentication"),
))  # fmt: skip
_ATTRIBUTES: Final = {  # names with values that a list of attributes holds: (key, bad value, rule)
    "routing.http.drop_invalid_header_fields.enabled": ("false", "hardening-off"),
    "access_logs.s3.enabled": ("false", "unwatched"),
    "deletion_protection.enabled": ("false", "unprotected"),
}
_SWITCHED: Final = (
    ("SSESpecification", "unencrypted"), ("NodeToNodeEncryptionOptions", "unencrypted-transit"), ("EncryptionAtRestOptions", "unencrypted"),
    ("AUDIT_LOGS", "unwatched"), ("ConnectionPasswordEncryption", "unencrypted"), ("PublicAccess", "public-access"),
)  # fmt: skip
_BALANCER_NEEDS: Final = ("routing.http.drop_invalid_header_fields.enabled", "access_logs.s3.enabled")
_OFF_PARAMETERS: Final = re.compile(r"^(?:disabled|off|0|false)$", re.IGNORECASE)


def looks_like(root: Node) -> bool:
    """Whether a document is a template or a part of one."""
    if root.has("AWSTemplateFormatVersion") or root.has("Resources"):
        return root.kind == "map"
    return any(_TYPE.match(node.text("Type")) for node in mappings(root))


def cloudformation(root: Node) -> Iterator[Hit]:
    """What a document shows."""
    parameters = root.get("Parameters")
    for key, value in parameters.pairs if parameters is not None else []:
        yield from _parameter(key, value)
    for node in mappings(root):
        kind = node.text("Type")
        if _TYPE.match(kind) and kind.startswith("AWS::"):
            yield from _resource(node, kind)
    for node in mappings(root):
        yield from _switches(node)
        yield from _network(node)
        yield from _statement(node)
        yield from _attribute(node)


def _parameter(key: Node, value: Node) -> Iterator[Hit]:
    if not _SECRET.search(key.value) or value.kind != "map":
        return
    default = value.get("Default")
    if (
        default is not None
        and len(default.value) >= _LEAST_CHARS
        and not default.value.startswith(("{{resolve:", "arn:", "/"))
        and "SSM" not in value.text("Type")
    ):
        yield at("cloudformation.password-default", default, "Default")
    if value.text("Type") == "String" and value.says("NoEcho") is not True:
        yield at("cloudformation.secret-shown", key, "NoEcho")


def _resource(node: Node, kind: str) -> Iterator[Hit]:
    properties = node.get("Properties") or node
    place = node.key("Type") or node
    for pattern, path, rule in _NEEDED:
        if pattern.search(kind) and not _has(properties, path):
            # A bucket is closed since 2023 unless the template opens it.
            yield missing(
                f"cloudformation.{'hardening-off' if rule == 'public-bucket-open' else rule}",
                place,
                path[-1].partition("|")[0],
            )
    if kind.endswith("::S3::Bucket") and properties.text("AccessControl") in _PUBLIC:
        yield at("cloudformation.public-bucket", properties.get("AccessControl") or place, "AccessControl")
    if kind.endswith("V2::LoadBalancer") and properties.text("Type") != "network":
        said = {attribute.text("Key") for attribute in properties.each("LoadBalancerAttributes")}
        for name in _BALANCER_NEEDS:
            if name not in said:
                yield missing(f"cloudformation.{_ATTRIBUTES[name][1]}", place, _short(name))
    if kind.endswith(("DBClusterParameterGroup", "DBParameterGroup")):
        yield from _parameters(properties, place, kind)
    if kind.endswith("::IAM::Policy") and properties.has("Users"):
        yield at("cloudformation.hardening-off", properties.key("Users") or place, "Users")


def _short(attribute: str) -> str:
    """The part of an attribute's name that says what it is."""
    return "access_logs" if "access_logs" in attribute else attribute.split(".")[-2]


def _parameters(properties: Node, place: Node, kind: str) -> Iterator[Hit]:
    for name in ("audit_logs", "tls", "rds.force_ssl", "require_secure_transport", "neptune_enable_audit_log"):
        value = properties.get("Parameters", name)
        if value is not None and _OFF_PARAMETERS.match(value.value):
            yield at(f"cloudformation.{'unwatched' if 'audit' in name else 'unencrypted-transit'}", value, name)
    if "DocDB" in kind and not properties.has("Parameters", "audit_logs"):
        yield missing("cloudformation.unwatched", place, "audit_logs")


def _has(properties: Node, path: tuple[str, ...]) -> bool:
    found: list[Node] = [properties]
    for step in path:
        names = step.split("|")
        if any(name.startswith("!") and not found[0].has(name[1:]) for name in names):
            return True
        if path.index(step) == 0 and any(
            name.startswith("!") and not properties.has(name[1:]) for last in path for name in last.split("|")
        ):
            return True
        found = [value for node in found for name in names if (value := node.get(name)) is not None]
        if not found:
            return False
    return True


def _switches(node: Node) -> Iterator[Hit]:
    for key, value in node.pairs:
        if value.kind == "scalar" and not value.tag and key.value not in {"Type", "Value", "Principal"}:
            rule = _bad(key.value, value.value)
            if rule:
                yield at(f"cloudformation.{rule}", key, key.value)
    for name, rule in _SWITCHED:
        inner = node.get(name)
        for switch in ("SSEEnabled", "Enabled", "ReturnConnectionPasswordEncrypted"):
            if inner is not None and inner.says(switch) is False:
                yield at(f"cloudformation.{rule}", inner.key(switch) or inner, name)
    mode = node.get("EncryptionAtRest", "CatalogEncryptionMode")
    if mode is not None and mode.value == "DISABLED":
        yield at("cloudformation.unencrypted", mode, "CatalogEncryptionMode")
    device = node.get("Ebs")
    if device is not None and device.kind == "map" and not device.has("Encrypted"):
        yield missing("cloudformation.unencrypted", node.key("Ebs") or device, "Encrypted")


def _bad(name: str, value: str) -> str:
    """The rule that a property's value breaks, or ""."""
    own = next((rule for pattern, bad, rule in _OWN if pattern.match(name) and bad.search(value)), "")
    if own:
        return own
    plain = _CASE.sub("_", name).lower()
    said = (value.lower(), f'"{value}"')
    return next(
        (rule for pattern, bad, rule in SWITCHES if pattern.match(plain) and any(bad.search(each) for each in said)), ""
    )


def _network(node: Node) -> Iterator[Hit]:
    for name in ("CidrIp", "CidrIpv6"):
        source = node.get(name)
        if source is None or source.value not in _WORLD or node.has("DestinationSecurityGroupId"):
            continue
        low, high = node.text("FromPort"), node.text("ToPort")
        if node.text("IpProtocol") == "-1" and not low:
            yield at("cloudformation.open-port", source, name)
        elif low.isdigit() and high.isdigit():
            first, last = int(low[:6]), int(high[:6])
            if first <= 443 and last >= 443 and last - first < 2:  # noqa: PLR2004 - a web server's own port
                continue
            admin = any(first <= port <= last for port in ADMIN_PORTS) or last - first >= ALL_PORTS - 1
            if (first, last) != (80, 80):
                yield at(f"cloudformation.{'open-admin-port' if admin else 'open-port'}", source, name)


def _words(node: Node | None) -> set[str]:
    return {each.value for each in walk(node) if each.kind == "scalar"} if node is not None else set()


def _statement(node: Node) -> Iterator[Hit]:
    if node.text("Effect") != "Allow":
        return
    actions, principals = node.get("Action"), node.get("Principal")
    written = {word for word in _words(actions) if word == "*" or word.endswith(":*")}
    if actions is not None and written and ("*" in _words(node.get("Resource")) or "*" in written):
        yield at("cloudformation.wildcard-policy", node.key("Action") or node, "Action")
    elif actions is not None and node.text("Resource") == "*" and any(re.search(r":(?:Put|Create|Delete|Update|Attach|Write|Set|Modify|Add|Pass)", word) for word in _words(actions)) and not node.has("Condition"):  # fmt: skip
        yield at("cloudformation.wide-resource", node.key("Resource") or node, "Resource")
    if (
        principals is not None
        and not node.has("Condition")
        and (
            principals.value == "*"
            or principals.text("AWS") == "*"
            or any(item.value == "*" for item in principals.each("AWS"))
            or principals.text("Service") == "*"
        )
    ):
        yield at("cloudformation.public-policy", node.key("Principal") or node, "Principal")


def _attribute(node: Node) -> Iterator[Hit]:
    known = _ATTRIBUTES.get(node.text("Key"))
    if known is not None and node.text("Value").lower() == known[0]:
        yield at(f"cloudformation.{known[1]}", node.get("Value") or node, _short(node.text("Key")))
