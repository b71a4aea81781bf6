"""From a name or a path to a settled policy: finds the files, follows `extends`, adds up the strictest.

Rules for this file: the only one of the room that finds files. A name is looked for beside the file that gives it,
then among the shipped policies, and never means the file itself (an own `baseline.yaml` can extend the shipped one).
Over a chain: of rules, fail keys and `hold` the strictest counts, unless marked `unsafe_weaken`; `mode` is the choice
of the file that is loaded, else the strictest of its parents.
Counterparts: source.py and parse.py read one file, evaluate.py applies the policy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import yaml

from proxy.errors import PolicyInvalid
from proxy.model import Action, Hold, Mode
from proxy.policy.parse import Draft, Setting, parse
from proxy.policy.schema import BUILT_IN, FAIL_DEFAULTS, Calls, Layer, Match, Policy, Rule
from proxy.policy.sections import FIELDS, OPTIONS, Given, section, strictest, word_of
from proxy.policy.source import Source, choices, followed, nearest

_OPTION_NAMES = tuple(f"{group}.{key}" for group, keys in OPTIONS.items() for key in keys)
SUFFIXES = (".yaml", ".yml")
CASES = ".test.yaml"  # tests of a policy, beside it
_NOT_POLICIES = frozenset({"tools", "attachments", "guidance"})  # tables that stand beside them
_REVISION_CHARS = 12
Read = Callable[[Path, str], Source]  # a file, under the name it is shown by
_MAX_FILES = 64  # an organisation, its teams, their repositories; more is a mistake
# What the scan room's engines are called; another name is only warned about, since plug-ins bring their own.
_ENGINES = ("bandit", "rules", "flow", "iac", "shell", "deps", "secrets", "kingfisher", "unicode", "suppressions")


def shipped_directory() -> Path:
    """Where the ready-made policies lie: in the package (a wheel), else beside it (a checkout)."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_policies"
    return inside if inside.is_dir() else package.parent / "policies"


def load_policy(name_or_path: str | Path, *, directory: Path | None = None, read: Read = Source.read) -> Policy:
    """Load a policy by name (from `directory`, else a shipped one) or by path; `read` reads its files. Raises PolicyInvalid."""
    text = str(name_or_path)
    with followed(text):
        return _load(name_or_path, text, directory, read)


def _load(name_or_path: str | Path, text: str, directory: Path | None, read: Read) -> Policy:
    path = Path(text) if isinstance(name_or_path, Path) or _is_path(text) else _named(text, directory)
    if path is None:
        known = _known_names(directory)
        guess = nearest(text, known)
        advice = f"did you mean {guess!r}? {choices(known)}" if guess else choices(known)
        message = f"no policy is called {text!r}; {advice}"
        raise PolicyInvalid(message)
    shown = text if path == Path(text) else path.name
    loaded = _Chain(read).load(path, shown, above=())
    return _settle(loaded)


def check(name_or_path: str | Path, *, directory: Path | None = None) -> tuple[str, ...]:
    """Tell what is wrong with a policy, each mistake with its place; empty where it can be used."""
    try:
        load_policy(name_or_path, directory=directory)
    except PolicyInvalid as error:
        return (error.message,)
    return ()


def _is_path(text: str) -> bool:
    return text.endswith(SUFFIXES) or "/" in text or "\\" in text


def leads_to_policy(path: Path, shown: str) -> None:
    """Refuse a path that a file gives and that is no policy's, wherever its links lead. Raises PolicyInvalid.

    A mistake in what is read is shown with its line, in logs and records too, and that must never be a line of a key's file.
    """
    with followed(shown):
        if path.suffix not in SUFFIXES or path.resolve().suffix not in SUFFIXES:
            message = f"{shown!r} leads to no policy: those end in {' or '.join(SUFFIXES)}"
            raise PolicyInvalid(message)


def _named(name: str, directory: Path | None, *, but: Path | None = None) -> Path | None:
    for folder in (directory, shipped_directory()):
        for suffix in SUFFIXES:
            path = None if folder is None or name in _NOT_POLICIES else folder / f"{name}{suffix}"
            if path is not None and path.is_file() and path.resolve() != but:
                return path
    return None


def _known_names(directory: Path | None) -> list[str]:
    folders = [folder for folder in (directory, shipped_directory()) if folder is not None and folder.is_dir()]
    names = {
        path.stem
        for folder in folders
        for path in folder.iterdir()
        if path.suffix in SUFFIXES and not path.name.endswith(CASES)
    }
    return sorted(names - _NOT_POLICIES)


@dataclass(frozen=True, slots=True)
class _Loaded:
    draft: Draft
    layer: Layer
    parents: tuple[_Loaded, ...]


class _Chain:
    """The files that were read for one policy, each once."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._loaded: dict[Path, _Loaded] = {}

    def load(self, path: Path, shown: str, *, above: tuple[Path, ...]) -> _Loaded:
        """Read a file and all it extends. `above` are the files that lead here, for naming a circle."""
        key = path.resolve()
        if key in self._loaded:
            return self._loaded[key]
        if len(self._loaded) + len(above) >= _MAX_FILES:
            message = f"{shown}: more than {_MAX_FILES} files hang together by `extends`"
            raise PolicyInvalid(message)
        source = self._read(path, shown)
        draft = parse(source)
        here = (*above, key)
        parents = []
        for name, node in draft.extends:
            found = self._parent(name, node, path, source, here)
            if found is not None:
                parents.append(self.load(found, str(found) if _is_path(name) else found.name, above=here))
        source.fail()
        action, position = draft.default or (Action.ALLOW, BUILT_IN)
        layers = tuple(parent.layer for parent in parents)
        layer = Layer(draft.name, str(key), tuple(draft.rules), action, position, layers)
        self._loaded[key] = _Loaded(draft, layer, tuple(parents))
        return self._loaded[key]

    def _parent(self, name: str, node: yaml.Node, path: Path, source: Source, here: tuple[Path, ...]) -> Path | None:
        """Find the file that an entry of `extends` names, or complain."""
        found: Path | None
        if _is_path(name):
            found = path.parent / name
            try:
                leads_to_policy(found, name)
            except PolicyInvalid as error:
                source.complain(node, error.message)
                return None
            if not found.is_file():
                source.complain(node, f"no such file: {name!r}", f"looked for it beside {path.name}")
                return None
        else:
            found = _named(name, path.parent, but=here[-1])
        if found is None:
            known = [known for known in _known_names(path.parent) if known != path.stem]
            guess = nearest(name, known)
            source.complain(node, f"unknown policy {name!r}", f"did you mean {guess!r}?" if guess else choices(known))
            return None
        if found.resolve() in here:
            circle = " -> ".join(file.name for file in (*here[here.index(found.resolve()) :], found))
            source.complain(node, f"`extends` makes a circle: {circle}", "a policy can't extend itself")
            return None
        return found


def _settle(top: _Loaded) -> Policy:
    files = _files(top)
    fail, sources = {}, {}
    for key, built_in in FAIL_DEFAULTS.items():
        setting = _strictest_setting(top, key) or Setting(built_in, BUILT_IN)
        fail[key], sources[key] = setting.action, setting.position
    mode, sources["mode"] = _mode(top) or (Mode.ENFORCE, BUILT_IN)
    hold, sources["hold"] = _hold(files)
    options = {name: given for name in _OPTION_NAMES if (given := _option(top, name)) is not None}
    sources |= {name: given.position for name, given in options.items()}
    values = {name: given.value for name, given in options.items()}
    calls, sources["calls"] = next((each.draft.calls for each in files if each.draft.calls), (Calls.TEXT, BUILT_IN))
    return Policy(
        name=top.draft.name,
        revision=_revision(files),
        layer=top.layer,
        mode=mode,
        hold=hold,
        calls=calls,
        fail=MappingProxyType(fail),
        description=top.draft.description,
        sources=MappingProxyType(sources),
        warnings=tuple(_warnings(files)),
        **{FIELDS.get(name, name): section(name, values) for name in OPTIONS},  # type: ignore[arg-type]
    )


def _files(top: _Loaded) -> list[_Loaded]:
    """List a file and all it extends, each once, nearest first."""
    found: dict[str, _Loaded] = {}
    waiting = [top]
    while waiting:
        loaded = waiting.pop(0)
        if loaded.layer.source not in found:
            found[loaded.layer.source] = loaded
            waiting.extend(loaded.parents)
    return list(found.values())


def _strictest_setting(loaded: _Loaded, key: str) -> Setting | None:
    own = loaded.draft.fail.get(key)
    if own is not None and own.unsafe_weaken:
        return own
    given = [own, *(_strictest_setting(parent, key) for parent in loaded.parents)]
    return max((setting for setting in given if setting is not None), key=lambda setting: setting.action, default=None)


def _option(loaded: _Loaded, name: str) -> Given | None:
    """What counts of a key over a chain, nearest file first."""
    own = loaded.draft.options.get(name)
    if own is not None and own.unsafe_weaken:
        return own
    given = [own, *(_option(parent, name) for parent in loaded.parents)]
    found = [each for each in given if each is not None]
    group, _, key = name.partition(".")
    return strictest(OPTIONS[group][key], found) if found else None


def _mode(loaded: _Loaded) -> tuple[Mode, str] | None:
    if loaded.draft.mode is not None:
        return loaded.draft.mode
    given = [mode for parent in loaded.parents if (mode := _mode(parent)) is not None]
    return max(given, key=lambda mode: mode[0] is Mode.ENFORCE, default=None)


def _hold(files: list[_Loaded]) -> tuple[Hold, str]:
    given = [loaded.draft.hold for loaded in files if loaded.draft.hold is not None]
    return max(given, key=lambda hold: hold[0] is Hold.BLOCK, default=(Hold.STATEMENT, BUILT_IN))


def _warnings(files: list[_Loaded]) -> list[str]:
    found = []
    for loaded in files:
        for rule in loaded.draft.rules:
            if rule.unsafe_weaken:
                found.append(f"{rule.position}: unsafe_weaken: {rule.action.word} replaces what is extended")
            for engine in rule.match.engine:
                if "*" not in engine and engine not in _ENGINES:
                    guess = nearest(engine, _ENGINES)
                    advice = f"; did you mean {guess!r}?" if guess else ""
                    found.append(f"{rule.position}: no engine of this release is called {engine!r}{advice}")
        for key, setting in loaded.draft.fail.items():
            if setting.unsafe_weaken:
                found.append(f"{setting.position}: unsafe_weaken: {key} is {setting.action.word} whatever is extended")
        for key, given in loaded.draft.options.items():
            if given.unsafe_weaken:
                found.append(f"{given.position}: unsafe_weaken: {key} is {word_of(given.value)} whatever is extended")
    return found


def _revision(files: list[_Loaded]) -> str:
    """Name the content of the chain: what it means, not how it is laid out or commented."""
    content = [_content(loaded) for loaded in files]
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_REVISION_CHARS]


def _content(loaded: _Loaded) -> dict[str, object]:
    draft = loaded.draft
    return {
        "name": draft.name,
        "extends": [parent.draft.name for parent in loaded.parents],
        "mode": draft.mode[0].value if draft.mode else None,
        "hold": draft.hold[0].value if draft.hold else None,
        "calls": draft.calls[0].value if draft.calls else None,
        "fail": {key: [setting.action.word, setting.unsafe_weaken] for key, setting in draft.fail.items()},
        "rules": [_rule_content(rule) for rule in draft.rules],
        "default": draft.default[0].word if draft.default else None,
        "options": {key: [word_of(given.value), given.unsafe_weaken] for key, given in draft.options.items()},
    }


def _rule_content(rule: Rule) -> dict[str, object]:
    match: Match = rule.match
    return {
        "match": [
            match.engine,
            match.rule,
            match.cwe,
            match.category,
            [level.word for level in match.severity or ()],
            [level.word for level in match.confidence or ()],
            match.language,
            match.path,
        ],
        "action": rule.action.word,
        "id": rule.id,
        "unsafe_weaken": rule.unsafe_weaken,
    }
