"""One policy file from YAML nodes to values: every mistake is found and named, not only the first.

Rules for this file: an unknown key is an error, as is a condition that can never hold. A reader gives None for what
it complained about; the file is refused as a whole afterwards.
Source: the format in the shipped policies. Counterparts: source.py gives the nodes, loader.py resolves `extends`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from proxy.model import Action, Confidence, Hold, Mode, Severity
from proxy.policy.reading import TRUE, TRUE_SYNONYMS, Reader
from proxy.policy.schema import FAIL_DEFAULTS, Calls, Match, Rule
from proxy.policy.sections import OPTIONS, Given, Option, Value
from proxy.policy.source import Source, choices

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
_MODES = {mode.value: mode for mode in Mode}
_CALLS = {calls.value: calls for calls in Calls}
_CALL_SYNONYMS = {"agent": "feedback", "agent_feedback": "feedback", "reason": "text"}
_HOLDS = {hold.value: hold for hold in Hold}
_MODE_SYNONYMS = {"block": "enforce", "on": "enforce", "observe": "monitor", "audit": "monitor", "dry-run": "monitor"}
_HOLD_SYNONYMS = {"line": "statement", "whole": "block", "fence": "block"}
_TOP_KEYS = ("name", "description", "extends", "mode", "hold", "calls", "fail", "rules", "default", *OPTIONS)
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
_OPTION_KEYS = ("is", "unsafe_weaken")
_LANGUAGE_NAMES = {
    "py": "python",
    "python3": "python",
    "js": "javascript",
    "ts": "typescript",
    "rb": "ruby",
    "golang": "go",
}


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
    options: dict[str, Given] = field(default_factory=dict)  # by "section.key"


def parse(source: Source) -> Draft:
    """Read a file. Raises PolicyInvalid with every mistake in it."""
    root = source.compose()
    draft = _Reader(source).policy(root)
    source.fail()
    return draft


class _Reader(Reader):
    """The parts of a policy."""

    def policy(self, root: yaml.MappingNode) -> Draft:
        draft, source = Draft(), self.source
        fields = self.fields(root, _TOP_KEYS, _TOP_SYNONYMS, "key")
        if "name" not in fields:
            source.complain(root, "a policy needs a `name`", "add `name: ...`")
        else:
            draft.name = self.name(fields["name"], "policy name") or ""
        if node := fields.get("description"):
            draft.description = self.text(node) or ""
        if node := fields.get("extends"):
            draft.extends = [(text, item) for item in self.items(node) if (text := self.text(item))]
        self._how(fields, draft)
        if node := fields.get("fail"):
            draft.fail = self._fail(node)
        if node := fields.get("rules"):
            draft.rules = self._rules(node)
        if node := fields.get("default"):
            action = self.word(node, _ACTIONS, "action", _ACTION_SYNONYMS)
            draft.default = None if action is None else (action, source.position(node))
        for name, options in OPTIONS.items():
            if node := fields.get(name):
                draft.options |= self._section(name, options, node)
        return draft

    # -- the parts of a policy

    def _how(self, fields: dict[str, yaml.Node], draft: Draft) -> None:
        source = self.source
        if (node := fields.get("mode")) and (mode := self.word(node, _MODES, "mode", _MODE_SYNONYMS)):
            draft.mode = mode, source.position(node)
        if (node := fields.get("hold")) and (hold := self.word(node, _HOLDS, "hold", _HOLD_SYNONYMS)):
            draft.hold = hold, source.position(node)
        if (node := fields.get("calls")) and (calls := self.word(node, _CALLS, "style", _CALL_SYNONYMS)):
            draft.calls = calls, source.position(node)

    def _fail(self, node: yaml.Node) -> dict[str, Setting]:
        settings = {}
        for key, value in self.fields(node, _FAIL_KEYS, {}, "fail key").items():
            if setting := self._setting(key, value):
                settings[key] = setting
        return settings

    def _setting(self, key: str, node: yaml.Node) -> Setting | None:
        weaken, value = False, node
        if isinstance(node, yaml.MappingNode):
            fields = self.fields(node, _FAIL_VALUE_KEYS, {}, f"key of {key!r}")
            weaken = "unsafe_weaken" in fields and bool(
                self.word(fields["unsafe_weaken"], TRUE, "value", TRUE_SYNONYMS)
            )
            if "action" not in fields:
                self.source.complain(node, f"{key!r} needs an `action`", choices(list(_FAIL_ACTIONS)))
                return None
            value = fields["action"]
        action = self.word(value, _FAIL_ACTIONS, f"action for {key!r}:", _ACTION_SYNONYMS)
        if action is None:
            return None
        if key == "on_audit_unavailable" and action is not Action.REJECT:
            advice = "what isn't recorded is never delivered (allowed: reject)"
            self.source.complain(value, f"'on_audit_unavailable' can't be {action.word!r}", advice)
            return None
        return Setting(action, self.source.position(node), weaken)

    def _section(self, name: str, options: Mapping[str, Option], node: yaml.Node) -> dict[str, Given]:
        given = {}
        for key, value in self.fields(node, tuple(options), {}, f"key of {name!r}").items():
            inner, weaken = value, False
            if isinstance(value, yaml.MappingNode):
                fields = self.fields(value, _OPTION_KEYS, {}, f"key of {key!r}")
                weaken = "unsafe_weaken" in fields and bool(
                    self.word(fields["unsafe_weaken"], TRUE, "value", TRUE_SYNONYMS)
                )
                if "is" not in fields:
                    self.source.complain(value, f"{key!r} needs an `is`", "write `is: VALUE`, or the value alone")
                    continue
                inner = fields["is"]
            read = self._option(options[key], inner, key)
            if read is not None:
                given[f"{name}.{key}"] = Given(read, self.source.position(value), weaken)
        return given

    def _option(self, option: Option, node: yaml.Node, key: str) -> Value | None:
        match option.kind:
            case "flag":
                return self.word(node, TRUE, f"value for {key!r}:", TRUE_SYNONYMS)
            case "count":
                return self.count(node, option.bounds, key)
            case "action":
                words = {word: _ACTIONS[word] for word in option.words}
                return self.word(node, words, f"action for {key!r}:", _ACTION_SYNONYMS)
            case "words":
                known = {word: word for word in option.words}
                return self.each(node, lambda item: self.word(item, known, f"word for {key!r}:", _ACTION_SYNONYMS))
            case _:
                return self.text(node)

    def _rules(self, node: yaml.Node) -> list[Rule]:
        rules: list[Rule] = []
        if not isinstance(node, yaml.SequenceNode):
            self.source.complain(node, "`rules` is a list", "begin each rule with `- match:`")
            return rules
        ids: dict[str, str] = {}
        for item in node.value:
            rule = self._rule(item)
            if rule is None:
                continue
            if rule.id and rule.id in ids:
                self.source.complain(item, f"duplicate rule id {rule.id!r}", f"{ids[rule.id]} has it already")
            ids.setdefault(rule.id, rule.position)
            rules.append(rule)
        return rules

    def _rule(self, node: yaml.Node) -> Rule | None:
        fields = self.fields(node, _RULE_KEYS, _RULE_SYNONYMS, "rule key")
        if not fields:
            return None
        if "action" not in fields:
            self.source.complain(node, "a rule needs an `action`", choices(list(_ACTIONS)))
        if "match" not in fields:
            self.source.complain(node, "a rule needs a `match`", "write `match: {}` for every finding")
        action = self.word(fields["action"], _ACTIONS, "action", _ACTION_SYNONYMS) if "action" in fields else None
        match = self._match(fields["match"]) if "match" in fields else None
        name = self.name(fields["id"], "rule id") if "id" in fields else ""
        reason = self.text(fields["reason"]) if "reason" in fields else ""
        weaken = (
            self.word(fields["unsafe_weaken"], TRUE, "value", TRUE_SYNONYMS) if "unsafe_weaken" in fields else False
        )
        if action is None or match is None:
            return None
        return Rule(match, action, self.source.position(node), name or "", reason or "", bool(weaken))

    def _match(self, node: yaml.Node) -> Match:
        fields = self.fields(node, _MATCH_KEYS, _MATCH_SYNONYMS, "condition")
        words = {key: self.words(fields[key]) for key in ("engine", "rule", "category", "path") if key in fields}
        return Match(
            engine=words.get("engine", ()),
            rule=words.get("rule", ()),
            cwe=self.each(fields.get("cwe"), self.cwe),
            category=words.get("category", ()),
            severity=self.range(fields.get("severity"), _SEVERITIES, "severity"),
            confidence=self.range(fields.get("confidence"), _CONFIDENCES, "confidence"),
            language=tuple(_language(word) for word in self.words(fields.get("language"))),
            path=words.get("path", ()),
        )


def _language(word: str) -> str:
    return _LANGUAGE_NAMES.get(word.lower(), word.lower())
