"""Terraform's policies and roles: who may do everything, and who is everybody.

Documents are read as they stand in a text (`jsonencode({...})`, a heredoc of JSON) or in `statement` blocks, statement by statement.
Rules for this file: pure, linear in the text. Counterpart: terraform.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ast_grep_py import SgNode

from proxy.scan.syntax.hcl import Block, Hit, value_of, within

_EFFECT: Final = re.compile(r"""["']?\b[eE]ffect["']?\s*[:=]""")
_DENY: Final = re.compile(r"""["']?\b[eE]ffect["']?\s*[:=]\s*["']Deny["']""")
_STRING: Final = re.compile(r"""["']([^"'\n]{0,300})["']""")
_CONDITION: Final = re.compile(r"""\b[cC]ondition\b""")
_WILD: Final = re.compile(r"^(?:\*|[a-z0-9-]+:\*)$")
_WRITES: Final = re.compile(
    r":(?:\*|Put|Create|Delete|Update|Attach|Detach|Write|Set|Modify|Add|Remove|Pass|Run|Start|Stop|Terminate|Invoke|Send|Publish|Upload|Batch|Assume|Tag|Untag|Register|Restore|Reboot|Copy|Import|Associate|Authorize|Revoke|Allocate|Release|Change)"
)
_ESCALATES: Final = re.compile(
    r"^iam:(?:PassRole|\*|CreateAccessKey|CreateLoginProfile|UpdateLoginProfile|Attach(?:User|Group|Role)Policy|Put(?:User|Group|Role)Policy|AddUserToGroup|UpdateAssumeRolePolicy|CreatePolicyVersion|SetDefaultPolicyVersion)$|^sts:AssumeRole$"
)
_EXPOSES: Final = re.compile(
    r"^(?:iam:CreateAccessKey|iam:UpdateAccessKey|iam:CreateLoginProfile|iam:CreateServiceSpecificCredential|iam:ResetServiceSpecificCredential|sts:GetFederationToken|sts:GetSessionToken|ec2:GetPasswordData|rds-db:connect|redshift:GetClusterCredentials|lightsail:GetInstanceAccessDetails|chime:CreateApiKey|codepipeline:PollForJobs|cognito-idp:DescribeUserPoolClient|ecr:GetAuthorizationToken|gamelift:RequestUploadCredentials|mediapackage:RotateIngestEndpointCredentials|snowball:GetJobUnlockCode|storagegateway:DescribeChapCredentials)$"
)
_ADMIN_POLICY: Final = re.compile(r"(?:policy/|^\"?)(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)\b")
_ACCOUNT: Final = re.compile(r"^(?:\d{12}|arn:aws[\w-]*:iam::\d{12}:root)$")
_PUBLIC: Final = frozenset({"*", "allUsers", "allAuthenticatedUsers", "arn:aws:iam::*:root"})
_BASIC: Final = re.compile(
    r"roles/(?:owner|editor)\"|organization-manager\.organizations\.owner|\"(?:admin|editor)\"|roles/iam\.(?:serviceAccountTokenCreator|serviceAccountUser|workloadIdentityUser|securityAdmin|serviceAccountKeyAdmin)"
)
_DOCUMENTS: Final = re.compile(r"policy|^json$|^value$|^access_policies$|^policy_data$|^statement")
_GITHUB: Final = re.compile(r"token\.actions\.githubusercontent\.com")
_OPEN_SUBJECT: Final = re.compile(
    r"^(?:\*|repo:\*|repo:[^/:]*\*.*|workflow:.*|environment:.*|ref:.*|actor:.*|repo:[\w.-]+/\*(?::.*)?)$"
)


def rights(block: Block, kind: str) -> Iterator[Hit]:
    """Statements of policies, as blocks or as documents in a text; roles that are given away."""
    for inner in within(block):
        if inner.name == "statement":
            yield from _statement(inner.node.text(), inner.node, inner)
        for name, node in inner.attributes.items():
            if _DOCUMENTS.search(name):
                yield from _document(value_of(node), node)
            yield from _given(name, node, kind)
    if block.name == "resource":
        yield from _accounts(block, kind)


def _document(text: str, node: SgNode) -> Iterator[Hit]:
    at = 0
    while (found := _EFFECT.search(text, at)) is not None:
        start, end = _braces(text, found.start())
        yield from _statement(text[start:end], node, None)
        at = max(end, found.end())
    if "members" in text and any(f'"{name}"' in text for name in ("allUsers", "allAuthenticatedUsers")):
        yield "public-policy", node, "members"


def _braces(text: str, inside: int) -> tuple[int, int]:
    """The braces around a place."""
    depth, start = 0, inside
    while start > 0:
        start -= 1
        if text[start] == "}":
            depth += 1
        elif text[start] == "{":
            if not depth:
                break
            depth -= 1
    depth, end = 0, inside
    while end < len(text):
        if text[end] == "{":
            depth += 1
        elif text[end] == "}":
            if not depth:
                break
            depth -= 1
        end += 1
    return start, end


def _strings(text: str, *keys: str) -> list[str]:
    """The strings that a key of a statement holds: one, or a list."""
    for key in keys:
        found = re.search(
            rf"""(?<![\w-])["']?{key}["']?\s*[:=]\s*(\[[^\]]{{0,4000}}\]|\{{[^}}]{{0,4000}}\}}|["'][^"'\n]{{0,300}}["'])""",
            text,
        )
        if found is not None:
            return _STRING.findall(found[1])
    return []


def _statement(text: str, node: SgNode, block: Block | None) -> Iterator[Hit]:
    if _DENY.search(text):
        return
    actions, resources = _strings(text, "Action", "actions"), _strings(text, "Resource", "resources")
    conditional = _CONDITION.search(text) is not None
    everywhere = "*" in resources
    place = block.attributes.get("actions", node) if block is not None else node
    if (
        "*" in actions
        or (everywhere and any(_WILD.match(action) for action in actions))
        or (len(actions) > 1 and sum(_WILD.match(a) is not None for a in actions) > 1 and not conditional)
    ):
        yield "wildcard-policy", place, "action"
    elif everywhere and any(_ESCALATES.match(action) for action in actions):
        yield "wildcard-policy", place, "iam"
    elif everywhere and not conditional and any(_WRITES.search(action) for action in actions):
        yield "wide-resource", (block.attributes.get("resources", node) if block is not None else node), "resource"
    if any(_EXPOSES.match(action) for action in actions) and everywhere:
        yield "wildcard-policy", place, "credentials"
    yield from _trusted(text, node, block, conditional=conditional)


def _trusted(text: str, node: SgNode, block: Block | None, *, conditional: bool) -> Iterator[Hit]:
    principals = _strings(text, "Principal")
    for inner in block.blocks if block is not None else ():
        if inner.name == "principals" and "identifiers" in inner.attributes:
            principals += _STRING.findall(value_of(inner.attributes["identifiers"]))
    if not conditional and _PUBLIC & set(principals):
        yield "public-policy", node, "principal"
    elif not conditional and "sts:AssumeRole" in text and any(_ACCOUNT.match(each) for each in principals):
        yield "wide-trust", node, "principal"
    if _GITHUB.search(text):
        subjects = [
            each
            for each in _STRING.findall(text)
            if each.startswith(("repo:", "workflow:", "environment:", "ref:", "actor:")) or each == "*"
        ]
        if ":sub" not in text or any(_OPEN_SUBJECT.match(each) for each in subjects):
            yield "open-federation", node, "sub"


def _given(name: str, node: SgNode, kind: str) -> Iterator[Hit]:
    value = value_of(node)
    if (name in {"policy_arn", "managed_policy_arns", "managed_policies"} and _ADMIN_POLICY.search(value)) or (
        name in {"name", "arn"} and kind == "aws_iam_policy" and _ADMIN_POLICY.search(value)
    ):
        yield "wildcard-policy", node, name
    elif name == "role" and kind.startswith(("google_", "yandex_")) and _BASIC.search(value):
        yield "wildcard-policy", node, "role"
    elif name in {"role_definition_name", "role_definition_id"} and re.search(
        r"\"(?:Owner|User Access Administrator)\"", value
    ):
        yield "wildcard-policy", node, name
    elif name == "subject" and kind.startswith("azuread_") and _OPEN_SUBJECT.match(value.strip('"')):
        yield "open-federation", node, "subject"


def _accounts(block: Block, kind: str) -> Iterator[Hit]:
    """Rights given to people instead of roles, and keys of the account itself."""
    if kind == "aws_iam_policy_attachment" and "users" in block.attributes:
        yield "hardening-off", block.attributes["users"], "users"
    if kind in {"aws_iam_user_policy", "aws_iam_user_policy_attachment"}:
        yield "hardening-off", block.node, "user"
    if (
        kind == "aws_iam_access_key"
        and "user" in block.attributes
        and value_of(block.attributes["user"]).strip('"') == "root"
    ):
        yield "weak-authentication", block.attributes["user"], "user"
    if kind == "google_iam_workload_identity_pool_provider" and "attribute_condition" not in block.attributes:
        yield "open-federation", block.node, "attribute_condition"
    if kind == "azuread_application_federated_identity_credential" and "subject" not in block.attributes:
        yield "open-federation", block.node, "subject"
