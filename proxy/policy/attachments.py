"""The file that says for whom each policy holds: attachments.yaml, and the bundle that is made of it and the policies beside it.

Rules for this file: an unknown key or policy is an error at its place, as in a policy; there must be an attachment that holds for
everybody, so that nobody is without a policy; what would weaken others on a caller's word alone is refused.
Source: LiteLLM's words for attachments (teams, keys, models). Counterparts: bundle.py is what it becomes, loader.py loads the policies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from proxy.errors import PolicyInvalid
from proxy.model import Mode
from proxy.policy.bundle import WHOLE, Attachment, Bundle, single
from proxy.policy.loader import Read, leads_to_policy, load_policy
from proxy.policy.reading import TRUE, TRUE_SYNONYMS, Reader
from proxy.policy.schema import Policy
from proxy.policy.source import Source, followed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FILE_NAME = "attachments.yaml"
_TOP_KEYS = ("attachments",)
_TOP_SYNONYMS = {"policy_attachments": "attachments", "policies": "attachments", "attach": "attachments"}
_GLOBS = ("organisations", "teams", "keys", "models", "clients", "repositories", "paths")
_KEYS = ("policy", "id", *_GLOBS, "mode", "sampling", "unsafe_replace")
_SYNONYMS = {
    "name": "id",
    "organisation": "organisations",
    "organizations": "organisations",
    "organization": "organisations",
    "orgs": "organisations",
    "team": "teams",
    "key": "keys",
    "model": "models",
    "client": "clients",
    "repository": "repositories",
    "repo": "repositories",
    "repos": "repositories",
    "path": "paths",
    "files": "paths",
    "sample": "sampling",
    "unsafe_weaken": "unsafe_replace",
    "replace": "unsafe_replace",
}
_MODES = {mode.value: mode for mode in Mode}
_MODE_SYNONYMS = {"block": "enforce", "on": "enforce", "observe": "monitor", "audit": "monitor", "dry-run": "monitor"}
_MAX_ATTACHMENTS = 1_000
_REVISION_CHARS = 12


def load_bundle(place: str | Path, keys: Sequence[Ed25519PublicKey] = ()) -> Bundle:
    """The bundle of a folder with attachments.yaml, of such a file, or of one policy by name or path. Raises PolicyInvalid.

    With `keys`, one of them must have signed it (signed.py).
    """
    if not keys:
        with followed(str(place)):
            return _load(place, Source.read)
    from proxy.policy.signed import folder_of, opened  # noqa: PLC0415 - loads cryptography

    signed = opened(folder_of(place), keys)
    with followed(str(place)):
        bundle = _load(place, signed.read)
    return replace(bundle, files=(*bundle.files, str(signed.path.absolute())), signature=signed.signature)


def _load(place: str | Path, read: Read) -> Bundle:
    path = Path(place)
    if path.is_dir():
        path = path / FILE_NAME
        if not path.is_file():
            message = f"{str(place)!r} has no {FILE_NAME}, which says for whom its policies hold"
            raise PolicyInvalid(message)
    if path.name == FILE_NAME:
        return _Bundles(read(path, FILE_NAME), path, read).bundle()
    bundle = single(load_policy(place, read=read))
    own = (
        [str(path.absolute())] if path.is_file() else []
    )  # a link that is laid anew is a change, though no file changed
    return replace(bundle, files=tuple(dict.fromkeys([*own, *bundle.files])))


class _Bundles(Reader):
    """The readers of one attachments.yaml."""

    def __init__(self, source: Source, path: Path, read: Read) -> None:
        super().__init__(source)
        self._read = read
        self._path = path
        self._loaded: dict[str, Policy | None] = {}

    def bundle(self) -> Bundle:
        root = self.source.compose()
        fields = self.fields(root, _TOP_KEYS, _TOP_SYNONYMS, "key")
        node = fields.get("attachments")
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.source.complain(node or root, "`attachments` is a list", "begin each attachment with `- policy:`")
            self.source.fail()
        made = [each for item in self.items(node)[:_MAX_ATTACHMENTS] if (each := self._attachment(item)) is not None]
        if len(self.items(node)) > _MAX_ATTACHMENTS:
            self.source.complain(
                node or root, f"more than {_MAX_ATTACHMENTS} attachments", "use globs for teams and models"
            )
        seen: dict[str, str] = {}
        for each in made:
            if each.id in seen:
                self.source.complain(
                    root, f"two attachments have the id {each.id!r}", f"{seen[each.id]} and {each.position}"
                )
            seen[each.id] = each.position
        self.source.fail()
        if not any(_for_everybody(each) for each in made):
            advice = "add `- policy: baseline` without conditions"
            self.source.complain(node or root, "no attachment holds for everybody", advice)
            self.source.fail()
        policies = [policy for policy in self._loaded.values() if policy is not None]
        warnings = [warning for policy in policies for warning in policy.warnings]
        return Bundle(
            _revision(made), tuple(made), tuple(dict.fromkeys([*warnings, *_warnings(made)])), self._files(policies)
        )

    def _attachment(self, node: yaml.Node) -> Attachment | None:
        fields = self.fields(node, _KEYS, _SYNONYMS, "key of an attachment")
        if not fields:
            return None
        if "policy" not in fields:
            self.source.complain(node, "an attachment needs a `policy`", "a name, or a file beside this one")
            return None
        policy = self._policy(fields["policy"])
        name = self.name(fields["id"], "attachment id") if "id" in fields else None
        globs = {key: self.words(fields[key]) for key in _GLOBS if key in fields}
        mode = self.word(fields["mode"], _MODES, "mode", _MODE_SYNONYMS) if "mode" in fields else None
        sampling = self.count(fields["sampling"], (0, WHOLE), "sampling") if "sampling" in fields else WHOLE
        flag = fields.get("unsafe_replace")
        replaces = self.word(flag, TRUE, "value", TRUE_SYNONYMS) if flag is not None else False
        if policy is None or sampling is None:
            return None
        made = Attachment(
            name or policy.name,
            policy,
            self.source.position(node),
            **globs,
            mode=mode,
            sampling=sampling,
            unsafe_replace=bool(replaces),
        )
        said = [name for name in made.open_to_callers if name != "paths"]
        if made.unsafe_replace and said and flag is not None:
            advice = "anybody can send that header; use organisations, teams, keys or models"
            self.source.complain(flag, f"`unsafe_replace` can't hang on {' and '.join(said)}", advice)
        return made

    def _policy(self, node: yaml.Node) -> Policy | None:
        text = self.text(node)
        if text is None:
            return None
        if text not in self._loaded:
            self._loaded[text] = None
            is_path = "/" in text or text.endswith((".yaml", ".yml"))
            folder = self._path.parent
            try:
                if is_path:
                    leads_to_policy(folder / text, text)
                named = folder / text if is_path else text
                self._loaded[text] = load_policy(named, directory=None if is_path else folder, read=self._read)
            except PolicyInvalid as error:
                self.source.complain(node, f"the policy {text!r} can't be used", error.message)
        return self._loaded[text]

    def _files(self, policies: Sequence[Policy]) -> tuple[str, ...]:
        """Every file the bundle was read from, for whoever watches them."""
        layers = [layer.source for policy in policies for layer in policy.layers]
        return tuple(dict.fromkeys([str(self._path.absolute()), str(self._path.resolve()), *layers]))


def _for_everybody(attachment: Attachment) -> bool:
    return not any(getattr(attachment, key) for key in _GLOBS)


def _warnings(made: Sequence[Attachment]) -> list[str]:
    found = []
    for each in made:
        if each.unsafe_replace:
            above = [other.id for other in made[: made.index(each)]]
            what = f"leaves out {', '.join(above)}" if above else "stands first and leaves nothing out"
            found.append(f"{each.position}: unsafe_replace: {each.id} {what}")
        if each.sampling < WHOLE and (each.mode or each.policy.mode) is Mode.MONITOR:
            found.append(f"{each.position}: {each.id} only monitors, so `sampling` changes nothing")
    return found


def _revision(made: Sequence[Attachment]) -> str:
    """Name what the bundle means: the policies' own revisions, and for whom they hold in which order."""
    content = [
        [
            each.id,
            each.policy.name,
            each.policy.revision,
            *[list(getattr(each, key)) for key in _GLOBS],
            each.mode.value if each.mode else None,
            each.sampling,
            each.unsafe_replace,
        ]
        for each in made
    ]
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_REVISION_CHARS]
