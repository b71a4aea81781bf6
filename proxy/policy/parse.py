"""One policy file from YAML nodes to values: every mistake is found and named, not only the first.

Rules for this file: an unknown key is an error, as is a condition that can never hold. A reader gives None for what
it complained about; the file is refused as a whole afterwards.
Source: the format in the shipped policies. Counterparts: source.py gives the nodes, loader.py resolves `extends`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import yaml

from proxy.model import Action, Confidence, Hold, Mode, Severity
from proxy.policy.schema import FAIL_DEFAULTS, Calls, Match, Rule
from proxy.policy.source import Source, choices, hint, is_null

_T = TypeVar("_T")
_Level = TypeVar("_Level", Severity, Confidence)

_ACTIONS = {action.word: action for action in Action}
# Words of neighbouring tools for our four actions.
_ACTION_SYNONYMS = {
    "block": "reject",
    "deny": "reject",
    "enforce": "reject",
    "refuse": "reject",
    "fail": "reject",
    "mask": "redact",
    "remove": "redact",
    "replace": "redact",
    "warn": "annotate",
    "comment": "annotate",
    "notify": "annotate",
    "pass": "allow",  # nosec B105 - a word of other tools
    "log": "allow",
    "record": "allow",
    "ignore": "allow",
    "off": "allow",
}
# What was not looked at can't be redacted, so a fail key knows three actions.
_FAIL_ACTIONS = {word: action for word, action in _ACTIONS.items() if action is not Action.REDACT}
_SEVERITIES = {level.word: level for level in Severity}
_CONFIDENCES = {level.word: level for level in Confidence}
_LEVEL_SYNONYMS = {
    "error": "high",
    "warning": "medium",
    "note": "low",
    "undefined": "low",
    "certain": "high",
    "severe": "high",
}
_MODES = {mode.value: mode for mode in Mode}
_CALLS = {calls.value: calls for calls in Calls}
_CALL_SYNONYMS = {"agent": "feedback", "agent_feedback": "feedback", "reason": "text"}
_HOLDS = {hold.value: hold for hold in Hold}
_MODE_SYNONYMS = {"block": "enforce", "on": "enforce", "observe": "monitor", "audit": "monitor", "dry-run": "monitor"}
_HOLD_SYNONYMS = {"line": "statement", "whole": "block", "fence": "block"}
_TRUE = {"true": True, "false": False}
_TRUE_SYNONYMS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_TOP_KEYS = ("name", "description", "extends", "mode", "hold", "calls", "fail", "rules", "default")
_TOP_SYNONYMS = {"inherit": "extends", "include": "extends", "parents": "extends", "on_error": "fail", "title": "name"}
_RULE_KEYS = ("match", "action", "id", "reason", "unsafe_weaken")
_RULE_SYNONYMS = {
    "when": "match",
    "if": "match",
    "then": "action",
    "name": "id",
    "description": "reason",
    "do": "action",
}
_MATCH_KEYS = ("engine", "rule", "cwe", "category", "severity", "confidence", "language", "path")
_MATCH_SYNONYMS = {
    "rules": "rule",
    "rule_id": "rule",
    "id": "rule",
    "file": "path",
    "lang": "language",
    "level": "severity",
}
_FAIL_KEYS = tuple(FAIL_DEFAULTS)
_FAIL_VALUE_KEYS = ("action", "unsafe_weaken")
_LANGUAGE_NAMES = {
    "py": "python",
    "python3": "python",
    "js": "javascript",
    "ts": "typescript",
    "rb": "ruby",
    "golang": "go",
}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")  # it goes into headers, records and messages
_CWE = re.compile(r"(?i)cwe-0*([1-9][0-9]{0,4})")
_LEVEL = re.compile(r"(>=|<=|==|)\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Setting:
    """A fail key as one file gives it. `unsafe_weaken`: it replaces what the parents say."""

    action: Action
    position: str
    unsafe_weaken: bool = False


@dataclass(slots=True)
class Draft:
    """One file, read. What it doesn't say is None or absent; `extends` keeps the nodes to complain about later."""

    name: str = ""
    description: str = ""
    extends: list[tuple[str, yaml.Node]] = field(default_factory=list)
    mode: tuple[Mode, str] | None = None
    hold: tuple[Hold, str] | None = None
    calls: tuple[Calls, str] | None = None
    fail: dict[str, Setting] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    default: tuple[Action, str] | None = None


def parse(source: Source) -> Draft:
    """Read a file. Raises PolicyInvalid with every mistake in it."""
    root = source.compose()
    draft = _Reader(source).policy(root)
    source.fail()
    return draft


class _Reader:
    """The readers of one file, by the kind of value."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def policy(self, root: yaml.MappingNode) -> Draft:
        draft, source = Draft(), self._source
        fields = self._fields(root, _TOP_KEYS, _TOP_SYNONYMS, "key")
        if "name" not in fields:
            source.complain(root, "a policy needs a `name`", "add `name: ...`")
        else:
            draft.name = self._name(fields["name"], "policy name") or ""
        if node := fields.get("description"):
            draft.description = self._text(node) or ""
        if node := fields.get("extends"):
            draft.extends = [(text, item) for item in self._items(node) if (text := self._text(item))]
        if (node := fields.get("mode")) and (mode := self._word(node, _MODES, "mode", _MODE_SYNONYMS)):
            draft.mode = mode, source.position(node)
        if (node := fields.get("hold")) and (hold := self._word(node, _HOLDS, "hold", _HOLD_SYNONYMS)):
            draft.hold = hold, source.position(node)
        if (node := fields.get("calls")) and (calls := self._word(node, _CALLS, "style", _CALL_SYNONYMS)):
            draft.calls = calls, source.position(node)
        if node := fields.get("fail"):
            draft.fail = self._fail(node)
        if node := fields.get("rules"):
            draft.rules = self._rules(node)
        if node := fields.get("default"):
            action = self._word(node, _ACTIONS, "action", _ACTION_SYNONYMS)
            draft.default = None if action is None else (action, source.position(node))
        return draft

    # -- the parts of a policy

    def _fail(self, node: yaml.Node) -> dict[str, Setting]:
        settings = {}
        for key, value in self._fields(node, _FAIL_KEYS, {}, "fail key").items():
            if setting := self._setting(key, value):
                settings[key] = setting
        return settings

    def _setting(self, key: str, node: yaml.Node) -> Setting | None:
        weaken, value = False, node
        if isinstance(node, yaml.MappingNode):
            fields = self._fields(node, _FAIL_VALUE_KEYS, {}, f"key of {key!r}")
            weaken = "unsafe_weaken" in fields and bool(
                self._word(fields["unsafe_weaken"], _TRUE, "value", _TRUE_SYNONYMS)
            )
            if "action" not in fields:
                self._source.complain(node, f"{key!r} needs an `action`", choices(list(_FAIL_ACTIONS)))
                return None
            value = fields["action"]
        action = self._word(value, _FAIL_ACTIONS, f"action for {key!r}:", _ACTION_SYNONYMS)
        if action is None:
            return None
        if key == "on_audit_unavailable" and action is not Action.REJECT:
            advice = "what isn't recorded is never delivered (allowed: reject)"
            self._source.complain(value, f"'on_audit_unavailable' can't be {action.word!r}", advice)
            return None
        return Setting(action, self._source.position(node), weaken)

    def _rules(self, node: yaml.Node) -> list[Rule]:
        rules: list[Rule] = []
        if not isinstance(node, yaml.SequenceNode):
            self._source.complain(node, "`rules` is a list", "begin each rule with `- match:`")
            return rules
        ids: dict[str, str] = {}
        for item in node.value:
            rule = self._rule(item)
            if rule is None:
                continue
            if rule.id and rule.id in ids:
                self._source.complain(item, f"duplicate rule id {rule.id!r}", f"{ids[rule.id]} has it already")
            ids.setdefault(rule.id, rule.position)
            rules.append(rule)
        return rules

    def _rule(self, node: yaml.Node) -> Rule | None:
        fields = self._fields(node, _RULE_KEYS, _RULE_SYNONYMS, "rule key")
        if not fields:
            return None
        if "action" not in fields:
            self._source.complain(node, "a rule needs an `action`", choices(list(_ACTIONS)))
        if "match" not in fields:
            self._source.complain(node, "a rule needs a `match`", "write `match: {}` for every finding")
        action = self._word(fields["action"], _ACTIONS, "action", _ACTION_SYNONYMS) if "action" in fields else None
        match = self._match(fields["match"]) if "match" in fields else None
        name = self._name(fields["id"], "rule id") if "id" in fields else ""
        reason = self._text(fields["reason"]) if "reason" in fields else ""
        weaken = (
            self._word(fields["unsafe_weaken"], _TRUE, "value", _TRUE_SYNONYMS) if "unsafe_weaken" in fields else False
        )
        if action is None or match is None:
            return None
        return Rule(match, action, self._source.position(node), name or "", reason or "", bool(weaken))

    def _match(self, node: yaml.Node) -> Match:
        fields = self._fields(node, _MATCH_KEYS, _MATCH_SYNONYMS, "condition")
        words = {key: self._words(fields[key]) for key in ("engine", "rule", "category", "path") if key in fields}
        return Match(
            engine=words.get("engine", ()),
            rule=words.get("rule", ()),
            cwe=self._each(fields.get("cwe"), self._cwe),
            category=words.get("category", ()),
            severity=self._range(fields.get("severity"), _SEVERITIES, "severity"),
            confidence=self._range(fields.get("confidence"), _CONFIDENCES, "confidence"),
            language=tuple(_language(word) for word in self._words(fields.get("language"))),
            path=words.get("path", ()),
        )

    # -- values

    def _fields(
        self, node: yaml.Node, allowed: tuple[str, ...], synonyms: Mapping[str, str], kind: str
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self._source.complain(node, "expected a mapping of keys to values", choices(allowed))
            return {}
        fields = {}
        for key, value in node.value:
            if key.value not in allowed:
                self._source.complain(key, f"unknown {kind} {key.value!r}", hint(key.value, allowed, synonyms))
            elif is_null(value):
                self._source.complain(key, f"{key.value!r} has no value", "give one, or take the key out")
            else:
                fields[key.value] = value
        return fields

    def _text(self, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self._source.complain(node, "expected a text, not a list or a mapping")
            return None
        if not node.value.strip():
            self._source.complain(node, "expected a text, found nothing")
            return None
        return str(node.value)

    def _items(self, node: yaml.Node | None) -> list[yaml.Node]:
        """Give a list's members; a single value stands for a list of one."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            return [node]
        if not node.value:
            self._source.complain(node, "an empty list never matches", "name something, or take the key out")
        return list(node.value)

    def _each(self, node: yaml.Node | None, read: Callable[[yaml.Node], _T | None]) -> tuple[_T, ...]:
        return tuple(value for item in self._items(node) if (value := read(item)) is not None)

    def _words(self, node: yaml.Node | None) -> tuple[str, ...]:
        return self._each(node, self._text)

    def _name(self, node: yaml.Node, kind: str) -> str | None:
        text = self._text(node)
        if text is not None and not _NAME.fullmatch(text):
            self._source.complain(node, f"not a {kind}: {text!r}", "use up to 64 letters, digits, '.', '_' or '-'")
            return None
        return text

    def _word(self, node: yaml.Node, words: Mapping[str, _T], kind: str, synonyms: Mapping[str, str]) -> _T | None:
        text = self._text(node)
        if text is None:
            return None
        if text not in words:
            known = {synonym: word for synonym, word in synonyms.items() if word in words}
            self._source.complain(node, f"unknown {kind} {text!r}", hint(text, list(words), known))
        return words.get(text)

    def _range(self, node: yaml.Node | None, words: Mapping[str, _Level], kind: str) -> tuple[_Level, _Level] | None:
        text = None if node is None else self._text(node)
        if node is None or text is None:
            return None
        found = _LEVEL.fullmatch(text.strip())
        sign, word = found.groups() if found else ("", text)
        level = words.get(word)
        if level is None:
            self._source.complain(node, f"unknown {kind} {text!r}", hint(word, list(words), _LEVEL_SYNONYMS))
            return None
        lowest, highest = min(words.values()), max(words.values())
        match sign:
            case "==":
                return level, level
            case "<=":
                return lowest, level
            case _:
                return level, highest

    def _cwe(self, node: yaml.Node) -> str | None:
        text = self._text(node)
        if text is None:
            return None
        if found := _CWE.fullmatch(text):
            return f"CWE-{found[1]}"
        digits = re.sub(r"\D", "", text).lstrip("0")
        advice = f"did you mean 'CWE-{digits}'?" if digits else "write it as 'CWE-89'"
        self._source.complain(node, f"not a CWE: {text!r}", advice)
        return None


def _language(word: str) -> str:
    return _LANGUAGE_NAMES.get(word.lower(), word.lower())
