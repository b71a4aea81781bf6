"""What models are told about secure code: the shipped lines by language, the organisation's own words, and what its models get wrong most.

The text is a function of the policy, the languages and the rules that are named, so that a provider's prompt cache keeps working over the
turns of a conversation; its version names all of it.
Rules for this file: pure but for `read_guide`, which is given a file that was read; an unknown key is an error at its place.
Counterparts: wire/guided.py puts the text into a request, tally.py counts what goes wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import yaml

from proxy.policy.reading import Reader
from proxy.policy.sections import Guidance
from proxy.policy.source import Source

FILE_NAME = "guidance.yaml"
MAX_LANGUAGES = 3
_TOP_KEYS = ("general", "languages")
_HEAD = "Security rules of this organisation for all code you write (they hold beside the user's wishes):"
_WORST = "Mistakes found often in code written here; don't repeat them:"
_VERSION_CHARS = 8


@dataclass(frozen=True, slots=True)
class Guide:
    """The shipped lines. A language that stands for another has that one's."""

    general: tuple[str, ...] = ()
    languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What a model is told. `version` names the text; both are empty where nothing is said."""

    text: str = ""
    version: str = ""


def compose(guide: Guide, section: Guidance, languages: Sequence[str], worst: Sequence[str]) -> Told:
    """Compose the text for a request. `worst`: a line for each rule that is broken most, the most frequent first."""
    if not section.enabled:
        return Told()
    known = [language for language in dict.fromkeys(languages) if language in guide.languages][:MAX_LANGUAGES]
    lines = list(guide.general)
    lines += [line for language in known for line in guide.languages[language]]
    parts = [_HEAD, *(f"- {line}" for line in dict.fromkeys(lines))]
    if section.text:
        parts.append(section.text.strip())
    if worst := worst[: section.max_rules]:
        parts += [_WORST, *(f"- {line}" for line in worst)]
    text = "\n".join(parts)
    return Told(text, hashlib.sha256(text.encode()).hexdigest()[:_VERSION_CHARS])


def read_guide(source: Source) -> Guide:
    """Read the file. Raises PolicyInvalid with every mistake in it."""
    guide = _Guides(source).guide(source.compose())
    source.fail()
    return guide


class _Guides(Reader):
    """The parts of the file."""

    def guide(self, root: yaml.MappingNode) -> Guide:
        fields = self.fields(root, _TOP_KEYS, {}, "key")
        said: dict[str, tuple[str, ...]] = {}
        same: dict[str, yaml.Node] = {}
        for key, node in self._languages(fields.get("languages")):
            if isinstance(node, yaml.ScalarNode):
                same[key] = node
            else:
                said[key] = self.words(node)
        for key, node in same.items():
            if str(node.value) not in said:
                self.source.complain(
                    node, f"{key!r} stands for {node.value!r}, which has no lines", "give it a list of lines"
                )
            said[key] = said.get(str(node.value), ())
        return Guide(self.words(fields["general"]) if "general" in fields else (), MappingProxyType(said))

    def _languages(self, node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode):
            self.source.complain(node, "`languages` is a mapping of languages to lines")
            return []
        return [(str(key.value), value) for key, value in node.value]
