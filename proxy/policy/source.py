"""A policy file as YAML nodes that know their line and column, and complaints that show them.

Rules for this file: nothing is constructed from tags; aliases, tags and merge keys are errors (a policy is short and
reads as it stands; a billion-laughs file can't be written without them); size, depth and number of nodes are bounded.
Counterpart: parse.py reads the nodes.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from proxy.errors import PolicyInvalid

MAX_POLICY_BYTES = 256 * 1024  # the strictest policy we know has 40 kB; PyYAML reads about 200 kB a second
MAX_NODES = 20_000
MAX_DEPTH = 20  # a rule's condition lies four deep
_CLOSE_ENOUGH = 0.6
_SHOWN_CHARS = 160
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "timestamp"))
_COLLECTION_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq"))
_NULL_TAG = "tag:yaml.org,2002:null"
_MERGE_TAG = "tag:yaml.org,2002:merge"


def nearest(word: str, allowed: Sequence[str], synonyms: Mapping[str, str] | None = None) -> str:
    """Find the allowed word that was probably meant, or "". Synonyms are words of other tools that mean one of ours."""
    meanings = {**dict(synonyms or {}), **{name: name for name in allowed}}
    found = difflib.get_close_matches(word.strip().lower(), list(meanings), n=1, cutoff=_CLOSE_ENOUGH)
    return meanings[found[0]] if found else ""


def choices(allowed: Sequence[str]) -> str:
    """List the allowed words as a message does."""
    return f"(allowed: {', '.join(allowed)})"


def hint(word: str, allowed: Sequence[str], synonyms: Mapping[str, str] | None = None) -> str:
    """Say what to write instead: the nearest allowed word where there is one, and all of them."""
    guess = nearest(word, allowed, synonyms)
    return f"did you mean {guess!r}? {choices(allowed)}" if guess else choices(allowed)


@dataclass(slots=True)
class Source:
    """The text of one policy file under the name it is shown by, and what is wrong with it so far."""

    shown: str
    text: str
    problems: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path, shown: str) -> Source:
        """Read a file. Raises PolicyInvalid where it can't be read, is too large or isn't UTF-8."""
        try:
            with path.open("rb") as file:
                raw = file.read(MAX_POLICY_BYTES + 1)
            text = raw.decode("utf-8-sig")
        except OSError as error:
            message = f"{shown}: can't be read: {(error.strerror or type(error).__name__).lower()}"
            raise PolicyInvalid(message) from None
        except UnicodeDecodeError as error:
            message = f"{shown}: byte {error.start} is not UTF-8; a policy is a UTF-8 text"
            raise PolicyInvalid(message) from None
        if len(raw) > MAX_POLICY_BYTES:
            message = f"{shown}: larger than {MAX_POLICY_BYTES} bytes; split it and use `extends`"
            raise PolicyInvalid(message)
        return cls(shown, text)

    def position(self, node: yaml.Node) -> str:
        """Where a node stands, as a record names it: "baseline.yaml:14"."""
        return f"{Path(self.shown).name}:{node.start_mark.line + 1}"

    def complain(self, node: yaml.Node, what: str, advice: str = "") -> None:
        """Note what is wrong with a node, with its line and a caret under the value."""
        mark, end = node.start_mark, node.end_mark
        width = end.column - mark.column if end.line == mark.line and isinstance(node, yaml.ScalarNode) else 1
        self.complain_at(mark.line, mark.column, what, advice, width=width)

    def complain_at(self, line: int, column: int, what: str, advice: str = "", *, width: int = 1) -> None:
        """Note what is wrong at a line and column (both from 0)."""
        lines = self.text.splitlines() or [""]
        line = min(line, len(lines) - 1)
        shown = "".join(char if char.isprintable() else " " for char in lines[line][:_SHOWN_CHARS])
        gutter = f"{line + 1:5d} | "
        caret = " " * (len(gutter) - 2) + "| " + " " * column + "^" * max(1, min(width, _SHOWN_CHARS))
        pointed = f"{caret} {advice}".rstrip()
        self.problems.append(f"{self.shown}:{line + 1}:{column + 1}: {what}\n{gutter}{shown}\n{pointed}")

    def fail(self) -> None:
        """Raise PolicyInvalid where anything was wrong."""
        if self.problems:
            message = "\n".join(self.problems)
            raise PolicyInvalid(message)

    def compose(self) -> yaml.MappingNode:
        """Compose the file as a mapping node. Raises PolicyInvalid where it isn't plain YAML, or not a mapping."""
        root = self._composed()
        if root is None:
            message = f"{self.shown}: the file is empty; a policy needs at least a name"
            raise PolicyInvalid(message)
        _Checker(self).visit(root, depth=0)
        if not self.problems and not isinstance(root, yaml.MappingNode):
            self.complain(root, "a policy is a mapping of keys to values", "start with `name: ...`")
        self.fail()
        if not isinstance(root, yaml.MappingNode):  # pragma: no cover - fail() raised
            raise PolicyInvalid(self.shown)
        return root

    def _composed(self) -> yaml.Node | None:
        try:
            # Composed, never constructed: nodes only, no object of any tag is made.
            root: yaml.Node | None = yaml.SafeLoader(self.text).get_single_node()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            what = f"not valid YAML: {error.problem or error.context}"
            self.complain_at(mark.line if mark else 0, mark.column if mark else 0, what)
        except yaml.YAMLError as error:  # a character that YAML doesn't allow: raised without a mark
            at = getattr(error, "position", 0)
            line = self.text.count("\n", 0, at)
            self.complain_at(line, at - self.text.rfind("\n", 0, at) - 1, "not valid YAML: a control character")
        except RecursionError:
            message = f"{self.shown}: nested deeper than {MAX_DEPTH} levels"
            raise PolicyInvalid(message) from None
        else:
            return root
        self.fail()
        return None  # pragma: no cover - fail() raised


class _Checker:
    """Walk the nodes once: bounds, duplicate keys, aliases and tags."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._seen: set[int] = set()

    def visit(self, node: yaml.Node, *, depth: int) -> None:
        """Check a node and what it holds."""
        if id(node) in self._seen:
            self._source.complain(node, "anchors and aliases (& and *) are not allowed", "write the value out")
            return
        self._seen.add(id(node))
        if len(self._seen) > MAX_NODES or depth > MAX_DEPTH:
            message = f"{self._source.shown}: more than {MAX_NODES} values, or nested deeper than {MAX_DEPTH} levels"
            raise PolicyInvalid(message)
        if node.tag not in _PLAIN_TAGS | _COLLECTION_TAGS | {_NULL_TAG, _MERGE_TAG, "tag:yaml.org,2002:value"}:
            self._source.complain(node, f"tags ({node.tag!r}) are not allowed", "write the plain value")
        if isinstance(node, yaml.MappingNode):
            self._visit_mapping(node, depth)
        elif isinstance(node, yaml.SequenceNode):
            for child in node.value:
                self.visit(child, depth=depth + 1)

    def _visit_mapping(self, node: yaml.MappingNode, depth: int) -> None:
        keys: dict[str, int] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._source.complain(key, "a key must be a plain word")
                continue
            if key.value in keys:
                self._source.complain(
                    key, f"duplicate key {key.value!r}", f"it stands in line {keys[key.value]} already"
                )
            keys.setdefault(key.value, key.start_mark.line + 1)
            self.visit(key, depth=depth + 1)
            self.visit(child, depth=depth + 1)


def is_null(node: yaml.Node) -> bool:
    """Whether a key stands without a value."""
    return bool(node.tag == _NULL_TAG)
