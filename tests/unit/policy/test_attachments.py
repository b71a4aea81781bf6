"""attachments.yaml: whom policies hold for, and every mistake at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxy.errors import PolicyInvalid
from proxy.model import Action, Hold, Mode
from proxy.policy.attachments import load_bundle
from proxy.policy.bundle import Subject
from proxy.policy.explain import explain_request

TEAM = "name: team\nhold: block\nprompt: {secrets: redact, restore: false}\nrules:\n  - match: {cwe: CWE-78}\n    action: annotate\n"
GUIDED = "name: guided\nprompt: {secrets: reject}\nguidance: {enabled: true, text: Use our wrappers.}\nwaivers: {max_days: 30}\n"


def _folder(tmp_path: Path, attachments: str) -> Path:
    (tmp_path / "team.yaml").write_text(TEAM)
    (tmp_path / "guided.yaml").write_text(GUIDED)
    (tmp_path / "attachments.yaml").write_text(attachments)
    return tmp_path


def test_policies_add_up_by_team_model_and_mode(tmp_path: Path) -> None:
    bundle = load_bundle(
        _folder(
            tmp_path,
            "attachments:\n"
            "  - policy: baseline\n"
            "  - {policy: guided, teams: [pay*]}\n"
            "  - {policy: team, id: canary, teams: payments, models: 'gpt-*', mode: monitor}\n",
        )
    )
    assert [policy.name for policy in bundle.policies] == ["baseline", "guided", "team"]
    other = bundle.resolve(Subject(team="web", model="gpt-4")).whole
    assert (other.name, other.attached, other.revision) == ("baseline", ("baseline",), bundle.revision)
    paid = bundle.resolve(Subject(team="Payments", model="gpt-4")).whole
    assert (paid.name, paid.attached, paid.mode, paid.hold) == (
        "guided",
        ("baseline", "guided"),
        Mode.ENFORCE,
        Hold.STATEMENT,
    )
    assert paid.prompt.secrets is Action.REJECT
    assert paid.guidance.text == "Use our wrappers."
    assert paid.waiver_terms.max_days == 30
    assert paid.sources["prompt.secrets"] == "guided.yaml:2"
    assert paid.shadow is not None
    assert (paid.shadow.attached, paid.shadow.hold) == (("canary",), Hold.BLOCK)
    assert bundle.resolve(Subject(team="payments", model="claude")).whole.shadow is None
    assert {Path(name).name for name in bundle.files} >= {
        "attachments.yaml",
        "baseline.yaml",
        "team.yaml",
        "guided.yaml",
    }


def test_policies_are_attached_to_organisations(tmp_path: Path) -> None:
    text = "attachments:\n  - policy: baseline\n  - {policy: guided, organisations: [shop*], teams: [web]}\n"
    bundle = load_bundle(_folder(tmp_path, text))
    names = {
        (organisation, team): bundle.resolve(Subject(organisation=organisation, team=team)).whole.name
        for organisation in ("shop-eu", "bank")
        for team in ("web", "ops")
    }
    assert [place for place, name in names.items() if name == "guided"] == [("shop-eu", "web")]
    assert "for organisation shop-eu, team web" in explain_request(bundle.resolve(Subject("shop-eu", "web")), None)


def test_a_sample_enforces_and_the_rest_monitors(tmp_path: Path) -> None:
    bundle = load_bundle(_folder(tmp_path, "attachments:\n  - {policy: baseline, sampling: 25}\n"))
    modes = [bundle.resolve(Subject(sample=place)).whole.mode for place in range(100)]
    assert modes == [Mode.ENFORCE] * 25 + [Mode.MONITOR] * 75


def test_one_policy_is_a_bundle_for_everybody() -> None:
    bundle = load_bundle("strict")
    terms = bundle.resolve(Subject(team="any", client="aider"))
    assert (terms.whole.name, terms.at("a/b.py").name, terms.whole.revision) == ("strict", "strict", bundle.revision)


def test_the_revision_names_the_meaning(tmp_path: Path) -> None:
    first = load_bundle(_folder(tmp_path, "attachments:\n  - policy: baseline # everybody\n")).revision
    again = load_bundle(_folder(tmp_path, "attachments: [{policy: baseline}]\n")).revision
    other = load_bundle(_folder(tmp_path, "attachments: [{policy: baseline, mode: monitor}]\n")).revision
    assert first == again != other


def test_what_weakens_is_warned_about(tmp_path: Path) -> None:
    text = "attachments:\n  - policy: baseline\n  - {policy: team, teams: [labs], unsafe_replace: true}\n  - {policy: team, id: x, mode: monitor, sampling: 5}\n"
    warnings = load_bundle(_folder(tmp_path, text)).warnings
    assert warnings == (
        "attachments.yaml:3: unsafe_replace: team leaves out baseline",
        "attachments.yaml:4: x only monitors, so `sampling` changes nothing",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("attachments: []\n", "`attachments` is a list"),
        ("{}\n", "`attachments` is a list"),
        ("attachments: [{teams: [a]}]\n", "an attachment needs a `policy`"),
        ("attachments: [{policy: baselin}]\n", "did you mean 'baseline'?"),
        ("attachments: [{policy: ./none.yaml}]\n", "none.yaml"),
        ("attachments: [{policy: baseline, team: web}]\n", "did you mean 'teams'?"),
        ("attachments: [{policy: baseline, mode: audit}]\n", "did you mean 'monitor'?"),
        ("attachments: [{policy: baseline, sampling: 101}]\n", "from 0 to 100"),
        ("attachments: [{policy: baseline, teams: [web]}]\n", "no attachment holds for everybody"),
        ("attachments: [{policy: baseline}, {policy: baseline}]\n", "two attachments have the id 'baseline'"),
        (
            "attachments: [{policy: baseline}, {policy: team, clients: [aider], unsafe_replace: true}]\n",
            "can't hang on clients",
        ),
        ("attachments: [{policy: baseline}, 7]\n", "expected a mapping"),
        ("attachments: [{policy: [a]}]\n", "expected a text"),
        ("attachments: [" + "{policy: baseline}," * 1001 + "]\n", "more than 1000 attachments"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(PolicyInvalid) as raised:
        load_bundle(_folder(tmp_path, text))
    assert said in raised.value.message
    assert "attachments.yaml" in raised.value.message


def test_a_folder_without_attachments_is_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(PolicyInvalid, match=r"has no attachments\.yaml"):
        load_bundle(tmp_path)


def test_explain_names_who_attached_what(tmp_path: Path) -> None:
    text = (
        "attachments:\n"
        "  - policy: baseline\n"
        "  - {policy: guided, teams: [payments], unsafe_replace: true, sampling: 50}\n"
        "  - {policy: team, paths: ['src/**'], mode: monitor}\n"
    )
    bundle = load_bundle(_folder(tmp_path, text))
    said = explain_request(bundle.resolve(Subject(team="payments", model="gpt-4")), "src/a.py")
    for part in (
        "for team payments, key anonymous, model gpt-4, path src/a.py",
        "baseline: policy baseline, enforce, left out by one below",
        "guided: policy guided, enforce, 50 % of conversations",
        "team: policy team, monitor",
        "prompt.secrets: reject",
        "guidance.text: Use our wrappers.",
        "monitored beside it, and only recorded",
        "annotate: cwe CWE-78",
    ):
        assert part in said
    outside = explain_request(bundle.resolve(Subject(team="web")), "docs/a.md")
    assert "monitored beside it" not in outside
    assert "attachments.yaml:4" not in outside


@pytest.mark.parametrize("named", ["./circle.yaml", '"./a\\0b.yaml"', f"./{'x' * 300}.yaml", "./key.yaml", "/dev/null"])
@pytest.mark.parametrize("where", ["attachments", "extends"])
def test_a_path_that_leads_nowhere_is_a_mistake_and_shows_no_other_file(tmp_path: Path, named: str, where: str) -> None:
    (tmp_path / "circle.yaml").symlink_to(tmp_path / "circle.yaml")
    (tmp_path / "secret.key").write_text("0123456789abcdef")
    (tmp_path / "key.yaml").symlink_to(tmp_path / "secret.key")
    (tmp_path / "own.yaml").write_text(f"name: own\nextends: [{named}]\n")
    second = "./own.yaml" if where == "extends" else named
    with pytest.raises(PolicyInvalid) as raised:
        load_bundle(_folder(tmp_path, f"attachments:\n  - policy: baseline\n  - policy: {second}\n"))
    assert "attachments.yaml:3:13" in raised.value.message
    assert "0123456789abcdef" not in raised.value.message


@pytest.mark.parametrize("place", ["circle.yaml", "a\0b.yaml", "x" * 300])
def test_a_place_that_leads_nowhere_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "circle.yaml").symlink_to(tmp_path / "circle.yaml")
    with pytest.raises(PolicyInvalid):
        load_bundle(str(tmp_path / place))


@pytest.mark.parametrize("key", ["teams", "keys", "models", "paths"])
def test_an_empty_condition_is_not_everybody(tmp_path: Path, key: str) -> None:
    text = f"attachments: [{{policy: baseline}}, {{policy: team, {key}: []}}]\n"
    with pytest.raises(PolicyInvalid):
        load_bundle(_folder(tmp_path, text))
