"""Every mistake in a policy file is named with file, line, column, the wrong value and the nearest right one.

The whole message of each row is a golden file; `CODEWARD_GOLDEN=write` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from proxy.errors import PolicyInvalid
from proxy.policy.loader import load_policy

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "policy_mistakes"
WRITE = os.environ.get("CODEWARD_GOLDEN") == "write"  # read before conftest.py takes our variables away
RULE = "name: x\nrules:\n  - match: {{{}}}\n    action: annotate\n"

MISTAKES = {
    # action words
    "action-typo": "name: x\nrules:\n  - match: {engine: bandit}\n    action: rejct\n",
    "action-of-another-tool": "name: x\nrules:\n  - match: {engine: bandit}\n    action: bloc\n",
    "action-warn": "name: x\nrules:\n  - match: {}\n    action: warn\n",
    "action-upper-case": "name: x\nrules:\n  - match: {}\n    action: REJECT\n",
    "action-far": "name: x\nrules:\n  - match: {}\n    action: qqqq\n",
    "action-off": "name: x\nrules:\n  - match: {}\n    action: off\n",
    "action-empty": "name: x\nrules:\n  - match: {}\n    action:\n",
    "action-blank": 'name: x\nrules:\n  - match: {}\n    action: ""\n',
    "action-list": "name: x\nrules:\n  - match: {}\n    action: [reject]\n",
    "action-missing": "name: x\nrules:\n  - match: {engine: bandit}\n",
    "default-typo": "name: x\ndefault: alow\n",
    # keys
    "top-key-typo": "name: x\nrule:\n  - match: {}\n    action: allow\n",
    "top-key-synonym": "name: x\ninherit: [baseline]\n",
    "top-key-far": "name: x\nzzzz: 1\n",
    "top-key-duplicate": "name: x\nmode: enforce\nmode: monitor\n",
    "top-key-number": "name: x\n12: 13\n",
    "key-is-a-list": "name: x\n? [a, b]\n: 1\n",
    "rule-key-typo": "name: x\nrules:\n  - match: {}\n    acton: reject\n",
    "rule-key-synonym": "name: x\nrules:\n  - when: {}\n    action: reject\n",
    "match-missing": "name: x\nrules:\n  - action: reject\n",
    "match-key-typo": RULE.format("severty: high"),
    "match-key-synonym": RULE.format("rule_id: bandit.B602"),
    "match-key-duplicate": RULE.format("cwe: CWE-78, cwe: CWE-79"),
    "match-is-text": "name: x\nrules:\n  - match: bandit\n    action: reject\n",
    "match-empty-list": RULE.format("engine: []"),
    "match-nested": RULE.format("engine: {a: b}"),
    "match-no-value": RULE.format("path: "),
    # values
    "severity-typo": RULE.format("severity: hihg"),
    "severity-synonym": RULE.format("severity: '>=warning'"),
    "severity-sign": RULE.format("severity: '>high'"),
    "severity-two-words": RULE.format("severity: high or more"),
    "confidence-typo": RULE.format("confidence: certian"),
    "cwe-number": RULE.format("cwe: 89"),
    "cwe-no-dash": RULE.format("cwe: [CWE89, CWE-79]"),
    "cwe-words": RULE.format("cwe: injection"),
    "cwe-list-of-lists": RULE.format("cwe: [[CWE-79]]"),
    "mode-typo": "name: x\nmode: monitr\n",
    "mode-synonym": "name: x\nmode: audit\n",
    "hold-typo": "name: x\nhold: blok\n",
    "unsafe-weaken-word": "name: x\nrules:\n  - match: {}\n    action: allow\n    unsafe_weaken: yes\n",
    # the fail table
    "fail-key-typo": "name: x\nfail:\n  on_timout: reject\n",
    "fail-action-typo": "name: x\nfail:\n  on_timeout: rejct\n",
    "fail-redact": "name: x\nfail:\n  on_timeout: redact\n",
    "fail-audit": "name: x\nfail: {on_audit_unavailable: annotate}\n",
    "fail-mapping-without-action": "name: x\nfail:\n  on_timeout: {unsafe_weaken: true}\n",
    "fail-mapping-key": "name: x\nfail:\n  on_timeout: {action: allow, weaken: true}\n",
    "fail-is-a-list": "name: x\nfail: [on_timeout]\n",
    # names and shapes
    "name-missing": "mode: enforce\n",
    "name-characters": "name: my policy\n",
    "name-blank": "name: ' '\n",
    "name-mapping": "name: {a: b}\n",
    "rule-id-characters": "name: x\nrules:\n  - {id: a/b, match: {}, action: allow}\n",
    "rule-id-duplicate": "name: x\nrules:\n  - {id: a, match: {}, action: allow}\n  - {id: a, match: {}, action: reject}\n",
    "rules-mapping": "name: x\nrules:\n  match: {}\n  action: allow\n",
    "rule-is-text": "name: x\nrules:\n  - reject everything\n",
    "description-list": "name: x\ndescription: [a]\n",
    "reason-mapping": "name: x\nrules:\n  - {match: {}, action: allow, reason: {a: b}}\n",
    "top-is-a-list": "- name: x\n",
    "top-is-text": "baseline\n",
    "empty": "",
    "only-comments": "# nothing\n",
    # extends
    "extends-typo": "name: x\nextends: [basline]\n",
    "extends-far": "name: x\nextends: [qqqq]\n",
    "extends-no-file": "name: x\nextends:\n  - ./gone.yaml\n",
    "extends-itself": "name: x\nextends: [./x.yaml]\n",
    "extends-circle": "name: x\nextends: [y]\n",
    "extends-mapping": "name: x\nextends: {a: b}\n",
    # YAML itself
    "yaml-open-bracket": "name: x\nrules: [\n",
    "yaml-tab": "name: x\nrules:\n\t- match: {}\n",
    "yaml-colon": "name: x: y\n",
    "yaml-two-documents": "name: x\n---\nname: y\n",
    "yaml-control-character": "name: x\ndescription: a\x01b\n",
    "yaml-alias": "name: &n x\ndescription: *n\n",
    "yaml-alias-to-itself": "name: x\nextends: &e [*e]\n",
    "yaml-deep": "name: x\nrules:\n- " + "[" * 60_000,
    "yaml-many": "name: x\nextends: [" + "a, " * 20_000 + "]\n",
    "yaml-long-key": "name: x\n" + "k" * 1_000 + ": 1\n",
    "yaml-unknown-alias": "name: *gone\n",
    "yaml-merge-key": "name: x\n<<: {mode: monitor}\n",
    "yaml-tag": "name: !!python/object/apply:os.system [ls]\n",
    "yaml-own-tag": "name: !secret x\n",
    "yaml-null-byte": "name: x\x00\n",
    # several at once
    "three-at-once": "name: x\nmode: monitr\nhold: blok\nrules:\n  - match: {severty: high}\n    action: bloc\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "y.yaml").write_text("name: y\nextends: [z]\n", encoding="utf-8")
    (tmp_path / "z.yaml").write_text("name: z\nextends: [x]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(path: str | Path) -> str:
    with pytest.raises(PolicyInvalid) as caught:
        load_policy(path)
    return caught.value.message


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in MISTAKES])
def test_a_mistake_is_named_with_its_place(folder: Path, name: str) -> None:
    (folder / "x.yaml").write_text(MISTAKES[name], encoding="utf-8")
    message = refusal("x.yaml")
    golden = GOLDEN / f"{name}.txt"
    if WRITE:
        golden.write_text(message + "\n", encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == message + "\n"
    assert message.startswith(("x.yaml:", "z.yaml:"))


def test_every_golden_file_has_its_row() -> None:
    assert sorted(MISTAKES) == sorted(path.stem for path in GOLDEN.iterdir())


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"name: \xff\n", "x.yaml: byte 6 is not UTF-8; a policy is a UTF-8 text", id="not-utf-8"),
        pytest.param(
            b"# " + b"a" * 300_000, "x.yaml: larger than 262144 bytes; split it and use `extends`", id="large"
        ),
    ],
)
def test_a_file_out_of_bounds_is_refused(folder: Path, raw: bytes, message: str) -> None:
    (folder / "x.yaml").write_bytes(raw)
    assert message == refusal("x.yaml")


def test_a_byte_order_mark_is_no_mistake(folder: Path) -> None:
    (folder / "x.yaml").write_bytes(b"\xef\xbb\xbfname: x\n")
    assert load_policy("x.yaml").name == "x"
