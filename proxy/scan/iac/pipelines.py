"""GitHub Actions and GitLab CI: what outsiders can smuggle in, what has more rights than it needs, what isn't pinned.

Rules for this file: pure; the lines of scripts are looked at by the shell engine as well. Counterparts: nested_pieces.py, engine.py.
"""

# ruff: noqa: E501 - a row of a table is one line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from proxy.scan.iac.hits import Hit, at
from proxy.scan.iac.images import moves
from proxy.scan.iac.nodes import Node, mappings, walk

_EXPRESSION: Final = re.compile(r"\$\{\{(.{0,400}?)\}\}", re.DOTALL)
# What somebody without rights can choose: titles, bodies, names, messages, branch names, e-mail addresses.
_OUTSIDE: Final = re.compile(
    r"github\.(?:event\.(?:issue|pull_request|discussion|comment|review|review_comment|milestone|label|sender|fork\.forkee|changes[\w.]*)?\.?"
    r"(?:[\w.*\[\]']{0,60}\.)?(?:title|body|message|label|ref|name|email|page_name|default_branch|login|display_title|head_branch|description|homepage|from)\b"
    r"|head_ref\b|event\.(?:head_commit|workflow_run|pages|commits)\b(?![\w.]{0,40}\b(?:id|sha|number|timestamp|conclusion)\b))"
    r"|toJSON\(\s*github(?:\.event)?\s*\)",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(
    r"\.(?:number|id|sha|node_id|merged|draft|state|action|created_at|updated_at|ref_type)\b\s*$|repository\.(?:name|full_name|default_branch|owner\.login)\b|\.(?:repo|repository)\.(?:name|default_branch)\b"
)
_INPUT: Final = re.compile(r"(?:github\.event\.)?inputs\.[\w-]+|github\.event\.client_payload")
_SECRET: Final = re.compile(r"\bsecrets\.[A-Za-z_]\w*|toJSON\(\s*secrets\s*\)")
_PRINTS: Final = re.compile(
    r"^\s*(?:-\s*)?(?:run:\s*)?(?:sudo\s+)?(?:echo|printf|Write-Host|Write-Output|cat\s*<<<)\b(?![^\n]*(?:>>?|\|))"
)
_SHA: Final = re.compile(r"@[0-9a-f]{40}(?:[0-9a-f]{24})?$")
_BRANCH: Final = re.compile(
    r"@(?:main|master|latest|dev|develop|trunk|HEAD|head|edge|nightly|next|release|stable|beta)$"
)
_HEAD: Final = re.compile(r"github\.(?:event\.pull_request\.head\.|head_ref\b|event\.workflow_run\.head_)|refs/pull/")
_ACTOR: Final = re.compile(r"github\.(?:triggering_)?actor\s*[!=]=\s*'[^']*\[bot\]'")
_UNVERIFIED: Final = re.compile(
    r"(?i)^(?:NODE_TLS_REJECT_UNAUTHORIZED|GIT_SSL_NO_VERIFY|PYTHONHTTPSVERIFY|GIT_SSL_VERIFY|NPM_CONFIG_STRICT_SSL|HELM_KUBEINSECURE_SKIP_TLS_VERIFY|CURL_INSECURE)$"
)
_UNVERIFIED_ON: Final = {
    "NODE_TLS_REJECT_UNAUTHORIZED": "0",
    "PYTHONHTTPSVERIFY": "0",
    "GIT_SSL_VERIFY": "false",
    "NPM_CONFIG_STRICT_SSL": "false",
}
_PUSHED: Final = r"\$\{?CI_(?:COMMIT_(?:TITLE|MESSAGE|DESCRIPTION|REF_NAME|BRANCH|TAG|AUTHOR)|MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME|LABELS))\}?"
_EVALUATED: Final = re.compile(rf"\b(?:eval|bash\s+-c|sh\s+-c|python3?\s+-c|node\s+-e)\b[^\n]*{_PUSHED}")
_GITLAB_KEYS: Final = frozenset(
    {
        "stages",
        "image",
        "script",
        "before_script",
        "include",
        "variables",
        "default",
        "workflow",
        "services",
        "pages",
        "cache",
    }
)


def is_workflow(root: Node) -> bool:
    """Whether a document is a workflow, a composite action or a part of one."""
    if root.kind != "map":
        return any(_is_step(item) for item in root.items)
    jobs = root.get("jobs")
    if (
        jobs is not None
        and jobs.kind == "map"
        and any(value.has("runs-on") or value.has("uses") or value.has("steps") for _, value in jobs.pairs)
    ):
        return True
    if root.has("runs", "using") or any(_is_step(item) for item in root.each("steps")):
        return True
    return any(value.has("runs-on") and value.has("steps") for _, value in root.pairs)


def _is_step(node: Node) -> bool:
    return node.kind == "map" and (
        node.has("run") or "@" in node.text("uses") or node.text("uses").startswith("docker://")
    )


def workflow(root: Node) -> Iterator[Hit]:
    """What a workflow shows."""
    triggers = root.get("on") or root.get("true") or root.get("'on'")
    events = triggers.words() if triggers is not None else ""
    target = "pull_request_target" in events or "workflow_run" in events
    if "pull_request_target" in events and triggers is not None:
        yield at("workflow.target-trigger", triggers, "on")
    if root.has("jobs") and root.has("on") and not root.has("permissions"):
        jobs = root.get("jobs")
        if jobs is not None and not all(job.has("permissions") for _, job in jobs.pairs):
            yield at("workflow.token-open", root.key("jobs") or root, "permissions")
    for node in mappings(root):
        yield from _rights(node)
        if _is_step(node):
            yield from _step(node, target=target)
        if (condition := node.get("if")) is not None and _ACTOR.search(condition.value):
            yield at("workflow.spoofable-check", condition, "github.actor")
        if node.text("secrets") == "inherit":
            yield at("workflow.all-secrets", node.key("secrets") or node, "secrets")
        yield from _unverified(node, "workflow")


def _rights(node: Node) -> Iterator[Hit]:
    rights = node.get("permissions")
    if rights is not None and rights.kind == "scalar" and rights.value == "write-all":
        yield at("workflow.wide-token", node.key("permissions") or node, "permissions")
    environment = node.get("env")
    if environment is not None and environment.says("ACTIONS_ALLOW_UNSECURE_COMMANDS"):
        yield at(
            "workflow.unsafe-commands",
            environment.key("ACTIONS_ALLOW_UNSECURE_COMMANDS") or node,
            "ACTIONS_ALLOW_UNSECURE_COMMANDS",
        )


def _unverified(node: Node, kind: str) -> Iterator[Hit]:
    for name in ("env", "variables"):
        given = node.get(name)
        for key, value in given.pairs if given is not None else []:
            known = _UNVERIFIED.match(key.value)
            if known and value.value.lower() in {
                _UNVERIFIED_ON.get(key.value.upper(), "true"),
                "1" if key.value.upper() not in _UNVERIFIED_ON else "0",
            }:
                yield at(f"{kind}.verification-off", key, key.value.upper())


def _step(step: Node, *, target: bool) -> Iterator[Hit]:
    uses = step.get("uses")
    if uses is not None:
        yield from _action(uses)
        ref = step.get("with", "ref")
        if target and uses.value.startswith("actions/checkout@") and ref is not None and _HEAD.search(ref.value):
            yield at("workflow.untrusted-checkout", ref, "ref")
    for script in (step.get("run"), step.get("with", "script")):
        if script is not None and script.kind == "scalar":
            yield from _script(script)


def _action(uses: Node) -> Iterator[Hit]:
    name = uses.value
    if name.startswith(("./", "../", "docker://")) or _SHA.search(name) or "${{" in name:
        if name.startswith("docker://") and moves(name.removeprefix("docker://")):
            yield at("workflow.moving-action", uses, "uses")
        return
    if "@" not in name or _BRANCH.search(name):
        yield at("workflow.moving-action", uses, "uses")
    else:
        yield at("workflow.tag-action", uses, "uses")


def _script(script: Node) -> Iterator[Hit]:
    for number, line in enumerate(script.value.split("\n")):
        for found in _EXPRESSION.finditer(line):
            inside = found[1]
            if _OUTSIDE.search(inside) and not _NUMBERS.search(inside.strip()):
                yield _in_script("workflow.injection", script, number, "github.event")
            elif _INPUT.search(inside):
                yield _in_script("workflow.input-injection", script, number, "inputs")
            elif _SECRET.search(inside) and _PRINTS.search(line) and "::add-mask::" not in line:
                yield _in_script("workflow.secret-printed", script, number, "secrets")
        if "${{" in line and "::add-mask::" in line and _SECRET.search(line):
            continue
    if "::set-env" in script.value or "::add-path::" in script.value:
        yield at("workflow.unsafe-commands", script, "set-env")


def _in_script(rule: str, script: Node, line: int, what: str) -> Hit:
    """A line of a script; `end` is minus its number, which the engine finds in the text."""
    return Hit(rule, script.start, -1 - line, what)


# -- GitLab


def is_gitlab(root: Node, path: str) -> bool:
    """Whether a document is a pipeline of GitLab."""
    if root.kind != "map":
        return False
    if path.endswith(".gitlab-ci.yml"):
        return True
    names = {key.value for key, _ in root.pairs}
    jobs = [
        value
        for key, value in root.pairs
        if key.value not in _GITLAB_KEYS and value.kind == "map" and (value.has("script") or value.has("trigger"))
    ]
    return bool(jobs) and not names & {"jobs", "on", "apiVersion", "services:", "pipelines", "version"}


def gitlab(root: Node) -> Iterator[Hit]:
    """What a pipeline shows."""
    for node in mappings(root):
        image = node.get("image")
        name = image if image is not None and image.kind == "scalar" else node.get("image", "name")
        if name is not None and moves(name.value):
            yield at("gitlab.image-moves", name, "image")
        yield from _unverified(node, "gitlab")
        for script in ("script", "before_script", "after_script"):
            given = node.get(script)
            for line in walk(given) if given is not None else ():
                if line.kind == "scalar" and _EVALUATED.search(line.value):
                    yield at("gitlab.injection", line, script)
    for item in [*root.each("include"), *([root.get("include")] if root.has("include") else [])]:
        remote = item.get("remote") if item is not None else None
        project = item.get("project") if item is not None else None
        if remote is not None and item is not None and not item.has("integrity"):
            yield at("gitlab.remote-include", remote, "include")
        elif project is not None and item is not None and not item.has("ref"):
            yield at("gitlab.remote-include", project, "include")
