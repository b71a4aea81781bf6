"""Policy files -> a Policy, with every mistake named at its place.

A policy is a YAML file; `extends` names shipped policies or files beside it. What holds over a chain: rules of every file (evaluate.py),
`mode` and `hold` of the policy itself or else its first parent that says, and for the fail keys the strictest of the chain.
Rules for this file: reads files, nothing else. Counterpart: schema.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from proxy.errors import PolicyInvalid
from proxy.model import Action, Confidence, Hold, Mode, Severity
from proxy.policy.schema import FAIL_DEFAULTS, Layer, Match, Policy, Rule
from proxy.yamlnodes import Place, boolean, items, mapping, nearest, read_yaml, text, word

SHIPPED = ("baseline", "annotate", "monitor", "strict")
_TOP = ("name", "description", "extends", "mode", "hold", "fail", "rules", "default")
_RULE = ("match", "action", "reason", "unsafe_weaken")
_MATCH = ("engine", "rule", "cwe", "category", "severity", "confidence", "language", "path")
_ACTIONS = {action.word: action for action in Action}
_SEVERITIES = {severity.word: severity for severity in Severity}
_CONFIDENCES = {confidence.word: confidence for confidence in Confidence}
_MODES = {mode.value: mode for mode in Mode}
_HOLDS = {hold.value: hold for hold in Hold}
_REVISION_CHARS = 12
_MAX_CHAIN = 10


@dataclass(slots=True)
class _File:
    """One policy file, read."""

    layer: Layer
    text: str
    extends: list[tuple[str, yaml.Node]]
    place: Place
    mode: Mode | None = None
    hold: Hold | None = None
    description: str = ""
    fail: dict[str, tuple[Action, str]] = field(default_factory=dict)


def load_policy(name_or_path: str | Path, *, directory: Path | None = None) -> Policy:
    """The policy of that name (shipped, or in `directory`) or at that path. Raises PolicyInvalid."""
    path = find_policy(name_or_path, directory)
    chain = list(_chain(path, []))
    own = chain[0]
    fail = dict(FAIL_DEFAULTS)
    places = dict.fromkeys(FAIL_DEFAULTS, "default")
    for key in FAIL_DEFAULTS:
        given = [file.fail[key] for file in chain if key in file.fail]
        if given:
            fail[key], places[key] = max(given, key=lambda pair: pair[0])
    digest = hashlib.sha256("\0".join(file.text for file in chain).encode())
    return Policy(
        name=own.layer.name,
        revision=digest.hexdigest()[:_REVISION_CHARS],
        mode=next((file.mode for file in chain if file.mode is not None), Mode.ENFORCE),
        hold=next((file.hold for file in chain if file.hold is not None), Hold.STATEMENT),
        fail=fail,
        fail_places=places,
        layers=tuple(file.layer for file in chain),
        description=own.description,
    )


def find_policy(name_or_path: str | Path, directory: Path | None = None) -> Path:
    """Where a policy's file is. Raises PolicyInvalid naming the shipped ones."""
    given = Path(name_or_path)
    candidates = [given] if given.suffix in {".yaml", ".yml"} else []
    if directory is not None:
        candidates += [directory / given, directory / f"{given}.yaml"]
    if given.name == str(given):
        candidates.append(shipped_directory() / f"{given.stem if given.suffix else given}.yaml")
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    message = f"no policy {str(name_or_path)!r}: {nearest(str(name_or_path), SHIPPED)}, or the path of a .yaml file"
    raise PolicyInvalid(message)


def shipped_directory() -> Path:
    """The ready-made policies: inside the wheel, or at the root of a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_policies"
    return packed if packed.is_dir() else package.parent / "policies"


def _chain(path: Path, above: list[Path]) -> Iterator[_File]:
    """A file and everything it extends, each once, nearest first."""
    if path in above or len(above) >= _MAX_CHAIN:
        names = " -> ".join(p.name for p in [*above, path])
        message = f"{path.name}: extends itself: {names}"
        raise PolicyInvalid(message)
    own = _read(path)
    yield own
    for name, node in own.extends:
        try:
            parent = find_policy(name, path.parent)
        except PolicyInvalid:
            message = f"extends {name!r}, which is neither a shipped policy nor a file beside this one"
            raise own.place.fault(node, message, near=nearest(name, SHIPPED)) from None
        yield from _chain(parent, [*above, path])


def _read(path: Path) -> _File:
    try:
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path.name}: can't be read: {type(error).__name__}"
        raise PolicyInvalid(message) from None
    root, place = read_yaml(content, path.name, PolicyInvalid)
    if root is None:
        message = f"{path.name}: the file is empty; a policy needs at least a name"
        raise PolicyInvalid(message)
    top = mapping(place, root, _TOP, "a policy")
    if "name" not in top:
        message = "a policy needs a name"
        raise place.fault(root, message)
    default, default_place = Action.ALLOW, f"{path.name} (no rule matched)"
    if "default" in top:
        default = word(place, top["default"][1], "action", _ACTIONS)
        default_place = _at(place, top["default"][0])
    rules = tuple(_rule(place, node) for node in _list(place, top, "rules"))
    file = _File(
        layer=Layer(text(place, top["name"][1], "name"), rules, default, default_place),
        text=content,
        extends=[(text(place, node, "extends"), node) for node in _list(place, top, "extends")],
        place=place,
    )
    if "description" in top:
        file.description = text(place, top["description"][1], "description")
    if "mode" in top:
        file.mode = word(place, top["mode"][1], "mode", _MODES)
    if "hold" in top:
        file.hold = word(place, top["hold"][1], "hold", _HOLDS)
    if "fail" in top:
        keys = mapping(place, top["fail"][1], FAIL_DEFAULTS, "fail")
        file.fail = {key: (word(place, value, "action", _ACTIONS), _at(place, at)) for key, (at, value) in keys.items()}
    return file


def _list(place: Place, top: dict[str, tuple[yaml.Node, yaml.Node]], key: str) -> list[yaml.Node]:
    return items(place, top[key][1], key) if key in top else []


def _rule(place: Place, node: yaml.Node) -> Rule:
    parts = mapping(place, node, _RULE, "a rule")
    if "action" not in parts:
        message = "a rule needs an action"
        raise place.fault(node, message, near=f"(allowed: {', '.join(_ACTIONS)})")
    if "match" not in parts:
        message = "a rule needs a match; use default: for what no rule matches"
        raise place.fault(node, message)
    weaken = "unsafe_weaken" in parts and boolean(place, parts["unsafe_weaken"][1], "unsafe_weaken")
    match = _match(place, parts["match"][1])
    return Rule(match, word(place, parts["action"][1], "action", _ACTIONS), _at(place, node), weaken)


def _match(place: Place, node: yaml.Node) -> Match:
    parts = mapping(place, node, _MATCH, "match")
    if not parts:
        message = "match is empty; use default: for what no rule matches"
        raise place.fault(node, message)

    def names(key: str) -> tuple[str, ...] | None:
        if key not in parts:
            return None
        return tuple(text(place, item, key) for item in items(place, parts[key][1], key))

    return Match(
        engine=names("engine"),
        rule=names("rule"),
        cwe=_cwes(place, parts["cwe"][1]) if "cwe" in parts else None,
        category=names("category"),
        severity=word(place, parts["severity"][1], "severity", _SEVERITIES) if "severity" in parts else None,
        confidence=word(place, parts["confidence"][1], "confidence", _CONFIDENCES) if "confidence" in parts else None,
        language=names("language"),
        path=names("path"),
    )


def _cwes(place: Place, node: yaml.Node) -> tuple[str, ...]:
    found = []
    for item in items(place, node, "cwe"):
        given = text(place, item, "cwe").upper()
        number = given.removeprefix("CWE-")
        if not number.isdigit():
            message = f"unknown cwe {given!r}; write it as CWE-89"
            raise place.fault(item, message)
        found.append(f"CWE-{int(number)}")
    return tuple(found)


def _at(place: Place, node: yaml.Node) -> str:
    return f"{place.file}:{node.start_mark.line + 1}"
