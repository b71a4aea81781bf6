"""Finding files, following `extends`, settling a chain, and explaining it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proxy.errors import PolicyInvalid
from proxy.model import Action, Confidence, Finding, Hold, Mode, Severity, Span
from proxy.policy import loader
from proxy.policy.evaluate import evaluate_findings
from proxy.policy.explain import explain
from proxy.policy.loader import check, load_policy, shipped_directory
from proxy.policy.schema import BUILT_IN

FOUND = Finding(
    "bandit.B602", "bandit", Severity.HIGH, Confidence.HIGH, ("CWE-78",), "injection", Span(0, 1, 1, 1), "a shell"
)


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_name_is_looked_for_in_the_directory_first(tmp_path: Path) -> None:
    write(tmp_path, baseline="name: ours\n")
    assert load_policy("baseline", directory=tmp_path).name == "ours"
    assert load_policy("strict", directory=tmp_path).name == "strict"
    assert load_policy("baseline").name == "baseline"


def test_a_path_is_a_path(tmp_path: Path) -> None:
    write(tmp_path, mine="name: mine\n")
    (tmp_path / "other.yml").write_text("name: other\n", encoding="utf-8")
    assert load_policy(tmp_path / "mine.yaml").name == "mine"
    assert load_policy(str(tmp_path / "mine.yaml")).name == "mine"
    assert load_policy("other", directory=tmp_path).name == "other"


def test_policies_of_a_wheel_lie_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "proxy" / "_policies").mkdir(parents=True)
    monkeypatch.setattr(loader, "__file__", str(tmp_path / "proxy" / "policy" / "loader.py"))
    assert tmp_path / "proxy" / "_policies" == shipped_directory()


def test_an_own_baseline_extends_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, baseline="name: baseline\nextends: [baseline]\n")
    policy = load_policy(tmp_path / "baseline.yaml")
    assert len(policy.layers) == 2
    assert evaluate_findings(policy, [FOUND]).action is Action.REJECT


def test_extends_takes_names_beside_the_file_shipped_names_and_paths(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path, top="name: top\nextends: [near, strict, deep/far.yaml]\n", near="name: near\n")
    write(tmp_path / "deep", far="name: far\nextends: ../near.yaml\n")
    names = [layer.name for layer in load_policy(tmp_path / "top.yaml").layers]
    assert names == ["top", "near", "strict", "far", "baseline"]


def test_the_strictest_settings_of_a_chain_hold(tmp_path: Path) -> None:
    write(
        tmp_path,
        floor="name: floor\nhold: block\nmode: enforce\nfail: {on_partial: reject, on_timeout: reject}\n",
        team="name: team\nextends: [floor]\nhold: statement\nfail: {on_partial: allow, on_truncated: reject}\n",
    )
    policy = load_policy(tmp_path / "team.yaml")
    assert policy.hold is Hold.BLOCK
    assert policy.mode is Mode.ENFORCE
    assert (policy.fail["on_partial"], policy.sources["on_partial"]) == (Action.REJECT, "floor.yaml:4")
    assert (policy.fail["on_truncated"], policy.sources["on_truncated"]) == (Action.REJECT, "team.yaml:4")
    assert (policy.fail["on_unparsed"], policy.sources["on_unparsed"]) == (Action.ANNOTATE, BUILT_IN)


def test_a_file_alone_has_the_built_in_settings(tmp_path: Path) -> None:
    write(tmp_path, bare="name: bare\n")
    policy = load_policy(tmp_path / "bare.yaml")
    assert (policy.mode, policy.hold, policy.fail["on_timeout"]) == (Mode.ENFORCE, Hold.STATEMENT, Action.REJECT)
    assert {BUILT_IN} == set(policy.sources.values())


def test_mode_is_the_choice_of_the_loaded_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        quiet="name: quiet\nmode: monitor\n",
        loud="name: loud\nmode: enforce\n",
        both="name: both\nextends: [quiet, loud]\n",
        one="name: one\nextends: quiet\n",
        own="name: own\nextends: [loud]\nmode: monitor\n",
    )
    modes = {name: load_policy(name, directory=tmp_path).mode.value for name in ("both", "one", "own")}
    assert modes == {"both": "enforce", "one": "monitor", "own": "monitor"}


def test_a_floor_is_undercut_only_by_name_and_with_a_warning(tmp_path: Path) -> None:
    rule = "rules:\n- match: {rule: bandit.B602}\n  action: allow\n"
    write(
        tmp_path,
        plain=f"name: plain\nextends: [baseline]\n{rule}",
        weak=f"name: weak\nextends: [baseline]\n{rule}  unsafe_weaken: true\n",
        soft="name: soft\nextends: baseline\nfail:\n  on_timeout: {action: annotate, unsafe_weaken: true}\n",
        firm="name: firm\nextends: baseline\nfail:\n  on_timeout: {action: annotate, unsafe_weaken: false}\n",
    )
    plain, weak, soft, firm = (load_policy(name, directory=tmp_path) for name in ("plain", "weak", "soft", "firm"))
    assert evaluate_findings(plain, [FOUND]).action is Action.REJECT
    assert evaluate_findings(weak, [FOUND]).action is Action.ALLOW
    assert weak.warnings == ("weak.yaml:4: unsafe_weaken: allow replaces what is extended",)
    assert soft.fail["on_timeout"] is Action.ANNOTATE
    assert soft.warnings == ("soft.yaml:4: unsafe_weaken: on_timeout is annotate whatever is extended",)
    assert firm.fail["on_timeout"] is Action.REJECT
    assert plain.warnings + firm.warnings == ()


def test_an_engine_that_is_not_known_is_warned_about(tmp_path: Path) -> None:
    text = "name: odd\nrules:\n- {match: {engine: [bandti, 'x*', zzzzzz]}, action: reject}\n"
    write(tmp_path, odd=text)
    assert load_policy(tmp_path / "odd.yaml").warnings == (
        "odd.yaml:3: no engine of this release is called 'bandti'; did you mean 'bandit'?",
        "odd.yaml:3: no engine of this release is called 'zzzzzz'",
    )


@pytest.mark.parametrize(
    ("text", "same"),
    [
        pytest.param(
            "# a comment\nname:   a\nextends: [b]\nrules: [{action: reject, match: {cwe: cwe-78}}]\n", True, id="layout"
        ),
        pytest.param("name: a\nextends: [b]\nrules: [{action: redact, match: {cwe: CWE-78}}]\n", False, id="action"),
        pytest.param("name: a\nextends: [b]\nrules: [{action: reject, match: {cwe: CWE-79}}]\n", False, id="condition"),
        pytest.param(
            "name: a\nextends: [b]\nmode: monitor\nrules: [{action: reject, match: {cwe: CWE-78}}]\n", False, id="mode"
        ),
    ],
)
def test_the_revision_names_what_a_chain_means(tmp_path: Path, text: str, *, same: bool) -> None:
    write(tmp_path, a="name: a\nextends: [b]\nrules: [{action: reject, match: {cwe: CWE-78}}]\n", b="name: b\n")
    before = load_policy("a", directory=tmp_path).revision
    write(tmp_path, a=text)
    after = load_policy("a", directory=tmp_path).revision
    assert re.fullmatch(r"[0-9a-f]{12}", before)
    assert same == (before == after)


def test_the_revision_changes_with_an_extended_file(tmp_path: Path) -> None:
    write(tmp_path, a="name: a\nextends: [b]\n", b="name: b\n")
    before = load_policy("a", directory=tmp_path).revision
    write(tmp_path, b="name: b\nhold: block\ndefault: annotate\n")
    policy = load_policy("a", directory=tmp_path)
    assert before != policy.revision
    assert evaluate_findings(policy, [FOUND]).action is Action.ANNOTATE


def test_a_diamond_reads_the_shared_file_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        a="name: a\nextends: [b, c]\n",
        b="name: b\nextends: [d]\n",
        c="name: c\nextends: [d]\n",
        d="name: d\n",
    )
    assert [layer.name for layer in load_policy("a", directory=tmp_path).layers] == ["a", "b", "c", "d"]


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    write(tmp_path, **{f"p{at}": f"name: p{at}\nextends: [p{at + 1}]\n" for at in range(70)})
    with pytest.raises(PolicyInvalid, match="more than 64 files hang together"):
        load_policy("p0", directory=tmp_path)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        pytest.param("basline", "no policy is called 'basline'; did you mean 'baseline'?", id="near-name"),
        pytest.param(
            "qqqq", "no policy is called 'qqqq'; (allowed: annotate, baseline, monitor, strict)", id="far-name"
        ),
        pytest.param("./gone.yaml", "./gone.yaml: can't be read: no such file or directory", id="no-file"),
        pytest.param("./", "./: can't be read: is a directory", id="folder"),
    ],
)
def test_a_policy_that_is_not_there(given: str, message: str) -> None:
    with pytest.raises(PolicyInvalid) as caught:
        load_policy(given)
    assert caught.value.message.startswith(message)


def test_check_tells_instead_of_raising(tmp_path: Path) -> None:
    write(tmp_path, good="name: good\n", bad="name: bad\nmode: x\nhold: y\n")
    assert check("good", directory=tmp_path) == ()
    (told,) = check("bad", directory=tmp_path)
    assert "bad.yaml:2:7: unknown mode 'x'" in told
    assert "bad.yaml:3:7: unknown hold 'y'" in told


def test_explain_names_file_and_line_of_every_part(tmp_path: Path) -> None:
    write(
        tmp_path,
        team="name: team\ndescription: >\n  Ours,\n  wrapped.\nextends: [baseline]\ndefault: annotate\nrules:\n"
        "- match: {rule: 'bandit.B60*', severity: <=high, confidence: ==high, language: py, path: 'tests/**', cwe: CWE-78}\n"
        "  action: allow\n  unsafe_weaken: true\n- {match: {}, action: annotate}\n",
        empty="name: empty\nextends: [baseline]\n",
    )
    text = explain(load_policy("team", directory=tmp_path))
    lines = [re.sub(r"\s{2,}", "  ", line.strip()) for line in text.splitlines()]
    assert re.fullmatch(r"policy team@[0-9a-f]{12}, extends baseline", lines[0])
    assert lines[1] == "Ours, wrapped."
    for line in (
        "mode: enforce  baseline.yaml:5",
        "on_timeout: reject  baseline.yaml:12",
        "allow (unsafe_weaken): rule bandit.B60*, cwe CWE-78, language python, path tests/**, severity high or less, confidence high  team.yaml:8",
        "annotate: every finding  team.yaml:11",
        "annotate: what no rule of team matches  team.yaml:6",
        "redact: engine secrets or kingfisher, severity medium or more, confidence medium or more  baseline.yaml:20",
        "warning: team.yaml:8: unsafe_weaken: allow replaces what is extended",
    ):
        assert line in lines
    bare = explain(load_policy("empty", directory=tmp_path))
    assert "no rule of empty" not in bare
    assert "Ours" not in bare
